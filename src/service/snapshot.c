/* The snapshot: scoring, the draw, and the total order. See the header for the law of the order.
 *
 * Sorting uses the libc qsort with a comparison that ends in a unique fact (the lot, then the id),
 * so that the result does not depend on its stability.
 */
#include "service/snapshot.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/crypto.h"
#include "base/mem.h"

char *snapshot_keep(struct snapshot *s, const char *text)
{
    s->strings = mem_grow(s->strings, s->n_strings + 1, sizeof *s->strings);
    s->strings[s->n_strings] = mem_dup(text);
    return s->strings[s->n_strings++];
}

size_t snapshot_room_ix(const struct snapshot *s, const char *code)
{
    size_t i = 0;
    while (i < s->n_rooms && strcmp(s->rooms[i].code, code) != 0)
        i++;
    return i;
}

size_t snapshot_request_ix(const struct snapshot *s, const char *id)
{
    size_t i = 0;
    while (i < s->n_requests && strcmp(s->requests[i].id, id) != 0)
        i++;
    return i;
}

int snapshot_close(struct snapshot *s, const char *room_code, struct err *e)
{
    size_t r = 0; /* as people write it: sv-a-101 is SV-A-101 */
    while (r < s->n_rooms && strcasecmp(s->rooms[r].code, room_code) != 0)
        r++;
    if (r == s->n_rooms)
        return err_set(e, ERR_INPUT, "không có phòng %s; hãy ghi mã phòng đầy đủ, như %s",
                       "there is no room %s; write its whole code, like %s", room_code,
                       s->n_rooms > 0 ? s->rooms[0].code : "SV-A-101");
    s->rooms[r].is_usable = false;
    s->rooms[r].is_closed_here = true;
    return ERR_OK;
}

/* Who stands where: officials by id, then by request. */
struct stand {
    const char *person_id;
    size_t request_ix;
    size_t person_ix;
};

static int compare_stand(const void *x, const void *y)
{
    const struct stand *a = x;
    const struct stand *b = y;
    int c = strcmp(a->person_id, b->person_id);
    return c != 0 ? c : (a->request_ix > b->request_ix) - (a->request_ix < b->request_ix);
}

static void add_fault(struct score *score, enum score_fault code, size_t person_ix)
{
    score->is_eligible = false;
    if (score->n_faults == SCORE_MAX_FAULTS)
        return;
    score->faults[score->n_faults].code = code;
    score->faults[score->n_faults++].person_ix = person_ix;
}

/* Nobody gets two places: of several requests with the same official only the first counts. */
static void refuse_doubles(struct snapshot *s)
{
    size_t n = 0;
    size_t n_people = 0;
    for (size_t i = 0; i < s->n_requests; i++)
        n_people += s->requests[i].n_people;
    struct stand *all = mem_array(n_people, sizeof *all);
    for (size_t i = 0; i < s->n_requests; i++)
        for (size_t k = 0; k < s->requests[i].n_people; k++)
            all[n++] = (struct stand){s->requests[i].person_ids[k], i, k};
    if (n > 0)
        qsort(all, n, sizeof *all, compare_stand);
    for (size_t i = 1; i < n; i++) {
        struct snapshot_request *r = &s->requests[all[i].request_ix];
        if (strcmp(all[i - 1].person_id, all[i].person_id) != 0)
            continue;
        add_fault(&r->score, SCORE_TWICE, all[i].person_ix);
        s->n_parties -= r->is_party ? 1 : 0;
        r->is_party = false;
    }
    free(all);
}

void snapshot_score(struct snapshot *s, const struct policy *p, const char *as_of)
{
    s->n_parties = 0;
    for (size_t i = 0; i < s->n_requests; i++) {
        struct snapshot_request *r = &s->requests[i];
        struct score_request view = {.n_people = r->n_people,
                                     .people = r->people,
                                     .wants_private = r->wants_private,
                                     .n_rounds_waited = r->n_rounds_waited};
        score_request(p, as_of, &view, &r->score);
        if (s->is_confirmed_only && r->state != NULL && strcmp(r->state, "submitted") == 0)
            add_fault(&r->score, SCORE_NOT_CONFIRMED, 0);
        r->is_party =
            r->score.n_members > 0 && (r->score.is_eligible || r->current_room[0] != '\0');
        s->n_parties += r->is_party ? 1 : 0;
    }
    refuse_doubles(s);
}

void snapshot_list(const struct snapshot *s, struct buf *out)
{
    for (size_t i = 0; i < s->n_requests; i++) {
        const struct snapshot_request *r = &s->requests[i];
        if (r->score.is_eligible)
            buf_fmt(out, "%s\t%d\t%d\t%s\n", r->id, r->score.points, r->score.tie_class, r->filed);
    }
}

static void hash_list(struct snapshot *s)
{
    struct buf list = {0};
    snapshot_list(s, &list);
    crypto_sha256(list.data == NULL ? "" : list.data, list.len, s->list_sha256);
    buf_release(&list);
}

/* What the order looks at, in the policy's sequence. */
struct rank {
    const struct snapshot_request *request;
    const struct policy *policy;
    size_t ix;
};

static int compare_filed(const char *a, const char *b)
{
    if ((a[0] == '\0') != (b[0] == '\0'))
        return a[0] == '\0' ? 1 : -1;
    return strcmp(a, b);
}

static int compare_tie(enum policy_tie tie, const struct snapshot_request *a,
                       const struct snapshot_request *b)
{
    switch (tie) {
    case POLICY_TIE_LEGAL_GROUP:
        return (a->score.tie_class > b->score.tie_class) -
               (a->score.tie_class < b->score.tie_class);
    case POLICY_TIE_FILED:
        return compare_filed(a->filed, b->filed);
    case POLICY_TIE_LOT:
        return strcmp(a->lot, b->lot);
    case POLICY_N_TIES:
        break;
    }
    return 0;
}

/* Parties first; the eligible among them first; then points falling, ties, id. */
static int compare_rank(const void *x, const void *y)
{
    const struct rank *left = x;
    const struct rank *right = y;
    const struct snapshot_request *a = left->request;
    const struct snapshot_request *b = right->request;
    if (a->score.is_eligible != b->score.is_eligible)
        return a->score.is_eligible ? -1 : 1;
    if (a->is_party != b->is_party)
        return a->is_party ? -1 : 1;
    if (a->score.points != b->score.points)
        return a->score.points > b->score.points ? -1 : 1;
    for (size_t t = 0; t < left->policy->n_ties; t++) {
        int c = compare_tie(left->policy->ties[t], a, b);
        if (c != 0)
            return c;
    }
    return strcmp(a->id, b->id);
}

void snapshot_draw(struct snapshot *s, const struct policy *p, const char *seed)
{
    struct rank *ranks = mem_array(s->n_requests, sizeof *ranks);
    if (!s->is_list_frozen)
        hash_list(s);
    for (size_t i = 0; i < s->n_requests; i++) {
        struct buf drawn = {0};
        buf_fmt(&drawn, "%s\n%s\n%s", seed, s->list_sha256, s->requests[i].id);
        crypto_sha256(drawn.data, drawn.len, s->requests[i].lot);
        buf_release(&drawn);
        ranks[i] = (struct rank){.request = &s->requests[i], .policy = p, .ix = i};
    }
    if (s->n_requests > 0)
        qsort(ranks, s->n_requests, sizeof *ranks, compare_rank);
    int order = 0;
    for (size_t i = 0; i < s->n_requests; i++) {
        struct snapshot_request *r = &s->requests[ranks[i].ix];
        r->order = r->is_party ? ++order : 0;
    }
    free(ranks);
}

void snapshot_leave_out(struct snapshot *s, const bool *is_out)
{
    size_t *ranking = snapshot_ranking(s); /* parties first, by order */
    int order = 0;
    for (size_t k = 0; k < s->n_requests; k++) {
        struct snapshot_request *r = &s->requests[ranking[k]];
        if (r->is_party && is_out[ranking[k]]) {
            r->is_party = false;
            s->n_parties--;
        }
        r->order = r->is_party ? ++order : 0;
    }
    free(ranking);
}

void snapshot_leave_home(struct snapshot *s)
{
    bool *is_out = mem_array(s->n_requests, sizeof *is_out);
    for (size_t i = 0; i < s->n_requests; i++)
        is_out[i] = s->requests[i].keeps_home;
    snapshot_leave_out(s, is_out);
    free(is_out);
}

static int compare_ranking(const void *x, const void *y)
{
    const struct rank *left = x;
    const struct rank *right = y;
    const struct snapshot_request *a = left->request;
    const struct snapshot_request *b = right->request;
    if ((a->order == 0) != (b->order == 0))
        return a->order == 0 ? 1 : -1;
    if (a->order != b->order)
        return a->order < b->order ? -1 : 1;
    if (a->score.points != b->score.points)
        return a->score.points > b->score.points ? -1 : 1;
    return strcmp(a->id, b->id);
}

size_t *snapshot_ranking(const struct snapshot *s)
{
    struct rank *ranks = mem_array(s->n_requests, sizeof *ranks);
    size_t *ixs = mem_array(s->n_requests, sizeof *ixs);
    for (size_t i = 0; i < s->n_requests; i++)
        ranks[i] = (struct rank){.request = &s->requests[i], .ix = i};
    if (s->n_requests > 0)
        qsort(ranks, s->n_requests, sizeof *ranks, compare_ranking);
    for (size_t i = 0; i < s->n_requests; i++)
        ixs[i] = ranks[i].ix;
    free(ranks);
    return ixs;
}

void snapshot_release_request(struct snapshot_request *r)
{
    free(r->people);
    free(r->person_ids);
    free(r->person_names);
    free(r->needs);
    free(r->wishes);
    free(r->sites);
    free(r->banned_rooms);
}

void snapshot_release(struct snapshot *s)
{
    for (size_t i = 0; i < s->n_rooms; i++) {
        free(s->rooms[i].features);
        free(s->rooms[i].pools);
    }
    for (size_t i = 0; i < s->n_requests; i++)
        snapshot_release_request(&s->requests[i]);
    for (size_t i = 0; i < s->n_strings; i++)
        free(s->strings[i]);
    free(s->sites);
    free(s->rooms);
    free(s->requests);
    free(s->strings);
    *s = (struct snapshot){0};
}
