/* The question of a rehousing case as an instance, see the header. */
#include "service/rehousing_ask.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/crypto.h"
#include "base/mem.h"
#include "service/placement.h"
#include "solver/check.h"
#include "store/closure.h"

static size_t room_ix(const struct rehousing_question *q, const char *room)
{
    return snapshot_room_ix(&q->house, room);
}

/* Rooms with a closure: none is gone to for good; for a while, not while both last. */
static int shut_rooms(struct store *s, struct rehousing_question *q, struct err *e)
{
    const struct store_closure_query since = {.since_day = q->it.from_day};
    struct store_closures all = {0};
    int64_t n;
    int rc = store_closure_list(s, &since, &all, &n, e);
    for (int k = 0; k < REHOUSING_N_KINDS; k++)
        q->is_shut[k] = mem_array(q->house.n_rooms, sizeof *q->is_shut[k]);
    for (size_t i = 0; i < all.n; i++) {
        const size_t r = room_ix(q, all.items[i].room);
        q->is_shut[REHOUSING_MOVE][r] = true;
        q->is_shut[REHOUSING_TEMPORARY][r] |=
            q->it.to_day[0] == '\0' || strcmp(all.items[i].from_day, q->it.to_day) < 0;
    }
    store_closures_release(&all);
    return rc;
}

/* The ids of a holding: a second one of a party needs others. */
static void name_party(const struct rehousing_question *q, struct rehousing_party *p)
{
    const struct snapshot_request *r = &q->house.requests[p->request_ix];
    const char *tail = strcmp(p->kind, "own") == 0 ? "" : p->kind;
    struct buf id = {0};
    buf_fmt(&id, "%s%s%s", r->id, tail[0] != '\0' ? "/" : "", tail);
    p->id = buf_take(&id);
    p->person_ids = mem_array(r->n_people, sizeof *p->person_ids);
    for (size_t i = 0; i < r->n_people; i++) {
        buf_fmt(&id, "%s%s%s", r->person_ids[i], tail[0] != '\0' ? "/" : "", tail);
        p->person_ids[i] = buf_take(&id);
    }
}

/* By the order of the house, who is no party of it last. */
static int compare_need(const void *x, const void *y, void *house)
{
    const struct snapshot *s = house;
    const struct rehousing_party *a = x, *b = y;
    const int i = s->requests[a->request_ix].order, k = s->requests[b->request_ix].order;
    if (i != k)
        return i == 0 ? 1 : k == 0 ? -1 : i - k;
    return strcmp(a->id, b->id);
}

static bool is_away(const struct store_holdings *all, const char *request)
{
    for (size_t i = 0; i < all->n; i++)
        if (strcmp(all->items[i].request, request) == 0 &&
            strcmp(all->items[i].kind, "temporary") == 0)
            return true;
    return false;
}

static int take_parties(struct store *s, struct rehousing_question *q, struct err *e)
{
    struct store_holdings all = {0};
    int rc = store_holding_list(s, &all, e);
    q->parties = mem_array(all.n, sizeof *q->parties);
    for (size_t i = 0; i < all.n && rc == ERR_OK; i++) {
        const struct store_holding *h = &all.items[i];
        const size_t r = snapshot_request_ix(&q->house, h->request);
        const bool is_own = strcmp(h->kind, "own") == 0;
        const bool is_elsewhere = is_own && is_away(&all, h->request);
        const bool is_here = strcmp(h->room, q->it.room) == 0;
        if (r == q->house.n_requests || q->house.requests[r].score.n_members == 0 ||
            (is_here && is_elsewhere))
            continue;
        struct rehousing_party *p = &q->parties[q->n_parties++];
        *p = (struct rehousing_party){.request_ix = r,
                                      .room = q->house.rooms[room_ix(q, h->room)].code,
                                      .kind = is_own                          ? "own"
                                              : strcmp(h->kind, "offer") == 0 ? "offer"
                                                                              : "temporary",
                                      .sleeps = h->sleeps != 0,
                                      .is_concerned = is_here,
                                      .is_fixed = !is_own || is_elsewhere};
        name_party(q, p);
    }
    if (q->n_parties > 0)
        qsort_r(q->parties, q->n_parties, sizeof *q->parties, compare_need, &q->house);
    store_holdings_release(&all);
    return rc;
}

/* Whether a party has a part in a question: its room stands, or it wants another one. */
static bool takes_part(const struct rehousing_question *q, int kind, const bool *is_out, size_t i)
{
    const struct rehousing_party *p = &q->parties[i];
    const size_t r = room_ix(q, p->room);
    if (p->is_concerned)
        return (is_out == NULL || !is_out[i]) && strcmp(p->kind, "offer") != 0 &&
               (kind == REHOUSING_MOVE || p->sleeps);
    return q->house.rooms[r].is_usable && !q->is_shut[kind][r];
}

static void set_policy(const struct rehousing_question *q, int kind, struct policy *p)
{
    static const enum solver_objective for_while[] = {SOLVER_KEEP_HOUSED, SOLVER_ORDER,
                                                      SOLVER_PREFERENCES};
    static const enum solver_objective for_good[] = {SOLVER_KEEP_HOUSED, SOLVER_ORDER, SOLVER_MOVES,
                                                     SOLVER_PREFERENCES};
    const bool is_good = kind == REHOUSING_MOVE;
    *p = q->policy;
    p->incumbents = is_good ? SOLVER_MAY_MOVE : SOLVER_STAY;
    p->n_objectives = is_good ? 4 : 3;
    memcpy(p->objectives, is_good ? for_good : for_while, p->n_objectives * sizeof *for_good);
}

void rehousing_instance(const struct rehousing_question *q, int kind, const bool *is_out,
                        struct buf *text, int *ixs)
{
    static char nowhere[] = "";
    struct policy policy;
    struct snapshot view = q->house; /* its arrays but for those made here */
    size_t n = 0;
    view.rooms = mem_array(view.n_rooms, sizeof *view.rooms);
    view.requests = mem_array(q->n_parties, sizeof *view.requests);
    for (size_t r = 0; r < view.n_rooms; r++) {
        view.rooms[r] = q->house.rooms[r];
        view.rooms[r].is_usable &= !q->is_shut[kind][r];
    }
    for (size_t i = 0; i < q->n_parties; i++) {
        const struct rehousing_party *p = &q->parties[i];
        struct snapshot_request *r = &view.requests[n];
        if (!takes_part(q, kind, is_out, i))
            continue;
        const bool is_pinned = kind == REHOUSING_MOVE && !p->is_concerned && p->is_fixed;
        *r = q->house.requests[p->request_ix];
        r->id = p->id;
        r->person_ids = p->person_ids;
        r->current_room = is_pinned ? nowhere : (char *)(uintptr_t)p->room;
        r->pinned_room = is_pinned ? p->room : NULL;
        r->n_banned = 0;
        r->is_party = true;
        r->order = (int)n + 1;
        ixs[n++] = (int)i;
    }
    ixs[n] = -1;
    view.n_requests = n;
    set_policy(q, kind, &policy);
    snapshot_write(&view, &policy, q->it.from_day, text);
    free(view.rooms);
    free(view.requests);
}

/* The room that a finding speaks of, of its own or of a party in it. */
static void shut_found(struct rehousing_question *q, const char *where)
{
    for (size_t r = 0; r < q->house.n_rooms; r++)
        if (strcmp(q->house.rooms[r].code, where) == 0)
            q->is_shut[REHOUSING_MOVE][r] = q->is_shut[REHOUSING_TEMPORARY][r] = true;
    for (size_t i = 0; i < q->n_parties; i++)
        if (strcmp(q->parties[i].id, where) == 0)
            shut_found(q, q->parties[i].room);
}

/* Rooms in which a rule is broken as they are: nothing is made of them here. */
static int leave_broken(struct rehousing_question *q, struct err *e)
{
    struct solver_instance inst = {0};
    struct solver_findings bad = {0};
    struct buf text = {0};
    bool *is_out = mem_array(q->n_parties, sizeof *is_out);
    int *ixs = mem_array(q->n_parties + 1, sizeof *ixs);
    int rc = ERR_OK;
    for (size_t i = 0; i < q->n_parties; i++)
        is_out[i] = q->parties[i].is_concerned;
    rehousing_instance(q, REHOUSING_MOVE, is_out, &text, ixs);
    if (solver_instance_parse(&inst, text.data, text.len, &bad) != SOLVER_OK)
        rc = err_set(e, ERR_DATA, "dữ liệu không tạo được bài toán: %s",
                     "the data make no valid instance: %s", bad.n > 0 ? bad.items[0].where : "");
    int *at = mem_array((size_t)inst.n_parties, sizeof *at);
    for (int p = 0; p < inst.n_parties; p++)
        at[p] = (int)room_ix(q, q->parties[ixs[p]].room);
    if (rc == ERR_OK && solver_check_rooms(&inst, at, &bad) != SOLVER_OK)
        rc = err_set(e, ERR_INTERNAL, "hết bộ nhớ", "out of memory");
    for (size_t i = 0; i < bad.n && rc == ERR_OK; i++)
        shut_found(q, bad.items[i].where);
    free(at);
    free(ixs);
    free(is_out);
    buf_release(&text);
    solver_findings_release(&bad);
    solver_instance_release(&inst);
    return rc;
}

static void hash_questions(struct rehousing_question *q)
{
    int *ixs = mem_array(q->n_parties + 1, sizeof *ixs);
    for (int k = 0; k < REHOUSING_N_KINDS; k++) {
        struct buf text = {0};
        rehousing_instance(q, k, NULL, &text, ixs);
        crypto_sha256(text.data, text.len, q->asked[k]);
        buf_release(&text);
    }
    free(ixs);
}

static int read_proposed(struct store *s, struct rehousing_question *q, struct err *e)
{
    struct store_proposals all = {0};
    int rc = store_proposal_list(s, q->it.id, &all, e);
    for (size_t i = 0; i < all.n; i++) {
        const struct store_proposal *p = &all.items[i];
        const int k = strcmp(p->kind, "move") == 0 ? REHOUSING_MOVE : REHOUSING_TEMPORARY;
        if (strcmp(p->kind, "stay") == 0)
            q->has_stay = true;
        else
            snprintf(q->proposed[k], sizeof q->proposed[k], "%s", p->instance_sha256);
    }
    store_proposals_release(&all);
    return rc;
}

int rehousing_prepare(struct store *s, const char *code, struct rehousing_question *q,
                      struct err *e)
{
    int64_t room_id;
    int may_stay = -1;
    *q = (struct rehousing_question){0};
    int rc = store_rehousing_get(s, code, &q->it, e);
    if (rc == ERR_OK && q->it.id == 0)
        rc = err_set(e, ERR_ABSENT, "không có việc sắp xếp chỗ ở này", "there is no such case");
    rc = rc != ERR_OK ? rc : placement_policy(s, &q->policy, e);
    rc = rc != ERR_OK ? rc : snapshot_load(&q->house, s, q->it.from_day, e);
    if (rc == ERR_OK && q->it.repair_id != 0)
        rc = store_closure_repair(s, q->it.repair_id, &room_id, &may_stay, e);
    q->may_stay = may_stay == 1;
    if (rc == ERR_OK) {
        snapshot_score(&q->house, &q->policy, q->it.from_day);
        snapshot_draw(&q->house, &q->policy, ALLOCATE_NO_SEED);
    }
    rc = rc != ERR_OK ? rc : shut_rooms(s, q, e);
    rc = rc != ERR_OK ? rc : take_parties(s, q, e);
    rc = rc != ERR_OK ? rc : leave_broken(q, e);
    rc = rc != ERR_OK ? rc : read_proposed(s, q, e);
    if (rc == ERR_OK)
        hash_questions(q);
    return rc;
}

bool rehousing_has_moved(const struct rehousing_question *q)
{
    for (int k = 0; k < REHOUSING_N_KINDS; k++)
        if (q->proposed[k][0] != '\0' && strcmp(q->proposed[k], q->asked[k]) != 0)
            return true;
    return q->it.proposed_at != 0 && q->has_stay != q->may_stay;
}

void rehousing_question_release(struct rehousing_question *q)
{
    for (size_t i = 0; i < q->n_parties; i++) {
        struct rehousing_party *p = &q->parties[i];
        for (size_t k = 0; k < q->house.requests[p->request_ix].n_people; k++)
            free(p->person_ids[k]);
        free(p->person_ids);
        free(p->id);
    }
    for (int k = 0; k < REHOUSING_N_KINDS; k++)
        free(q->is_shut[k]);
    free(q->parties);
    store_rehousing_release(&q->it);
    policy_release(&q->policy);
    snapshot_release(&q->house);
    *q = (struct rehousing_question){0};
}
