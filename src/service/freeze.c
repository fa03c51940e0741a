/* The data of a closed round, see the header: the frozen text joined with what the store knows
 * today, which is the names behind the ids, the keys of rows, and, where asked, the facts.
 */
#include "service/freeze.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "service/allocate.h"
#include "store/person.h"
#include "store/policy.h"
#include "store/request.h"
#include "store/site.h"

/* The name of an official by the key of the row; officials ascend by it. */
static const char *official_name(const struct store_officials *officials, int64_t id)
{
    size_t low = 0;
    size_t high = officials->n;
    while (low < high) {
        size_t mid = low + (high - low) / 2;
        if (officials->items[mid].id < id)
            low = mid + 1;
        else
            high = mid;
    }
    return low < officials->n && officials->items[low].id == id ? officials->items[low].name : "";
}

static void name_people(struct snapshot *s, struct snapshot_request *r,
                        const struct store_request *row, const struct store_officials *officials)
{
    r->row_id = row->id;
    for (size_t i = 0; i < r->n_people; i++) {
        int64_t id = snapshot_official_row(r->person_ids[i]);
        const char *name = id != 0              ? official_name(officials, id)
                           : i < row->n_members ? row->members[i].name
                                                : "";
        r->person_names[i] = snapshot_keep(s, name);
    }
}

/* Both lists ascend by code. */
static int join_requests(struct snapshot *s, struct store *store, struct err *e)
{
    struct store_requests rows = {0};
    struct store_officials officials = {0};
    int rc = store_request_list(store, &rows, e);
    if (rc == ERR_OK)
        rc = store_official_list(store, &officials, e);
    size_t at = 0;
    for (size_t i = 0; i < s->n_requests && rc == ERR_OK; i++) {
        while (at < rows.n && strcmp(rows.items[at].code, s->requests[i].id) < 0)
            at++;
        if (at < rows.n && strcmp(rows.items[at].code, s->requests[i].id) == 0)
            name_people(s, &s->requests[i], &rows.items[at], &officials);
    }
    store_requests_release(&rows);
    store_officials_release(&officials);
    return rc;
}

static int join_rooms(struct snapshot *s, struct store *store, struct err *e)
{
    struct store_rooms rows = {0};
    int rc = store_room_list(store, &rows, e);
    for (size_t i = 0; i < rows.n; i++) {
        size_t r = snapshot_room_ix(s, rows.items[i].code);
        if (r < s->n_rooms)
            s->rooms[r].row_id = rows.items[i].id;
    }
    store_rooms_release(&rows);
    return rc;
}

/* Today's snapshot, of the requests that stand in the frozen one. */
static int take_today(struct snapshot *s, struct store *store, const char *day, struct err *e)
{
    struct snapshot today = {0};
    size_t n = 0;
    size_t at = 0;
    int rc = snapshot_load(&today, store, day, e);
    for (size_t i = 0; i < today.n_requests; i++) {
        struct snapshot_request *r = &today.requests[i];
        while (at < s->n_requests && strcmp(s->requests[at].id, r->id) < 0)
            at++;
        if (at < s->n_requests && strcmp(s->requests[at].id, r->id) == 0)
            today.requests[n++] = *r;
        else
            snapshot_release_request(r);
    }
    today.n_requests = n;
    today.is_confirmed_only = s->is_confirmed_only;
    snapshot_release(s);
    *s = today;
    return rc;
}

static int read_policy(struct frozen *f, struct store *store, struct err *e)
{
    struct store_policy row = {0};
    struct solver_findings bad = {0};
    int rc = store_policy_of(store, f->round.policy_id, &row, e);
    if (rc == ERR_OK && !policy_parse(&f->policy, row.json, strlen(row.json), &bad))
        rc = err_set(e, ERR_DATA, "chính sách đã lưu không đọc được",
                     "the policy stored cannot be read");
    solver_findings_release(&bad);
    store_policy_release(&row);
    return rc;
}

static int read_facts(struct frozen *f, struct store *store, const char *today, struct err *e)
{
    char *snapshot = NULL;
    char *list = NULL;
    int rc = store_round_frozen(store, f->round.id, &snapshot, &list, e);
    if (rc == ERR_OK)
        rc = freeze_read(&f->snapshot, snapshot, strlen(snapshot), e);
    if (rc == ERR_OK && today != NULL)
        rc = take_today(&f->snapshot, store, today, e);
    if (rc == ERR_OK && today == NULL)
        rc = join_requests(&f->snapshot, store, e);
    if (rc == ERR_OK && today == NULL)
        rc = join_rooms(&f->snapshot, store, e);
    if (rc == ERR_OK) {
        memcpy(f->snapshot.list_sha256, f->round.list_sha256, sizeof f->snapshot.list_sha256);
        f->snapshot.is_list_frozen = true;
    }
    free(snapshot);
    free(list);
    return rc;
}

int round_snapshot(struct store *store, const char *code, const char *today, struct frozen *out,
                   struct err *e)
{
    *out = (struct frozen){0};
    int rc = store_round_get(store, code, &out->round, e);
    if (rc == ERR_OK && out->round.id == 0)
        rc = err_set(e, ERR_ABSENT, "không có đợt %s", "there is no round %s", code);
    if (rc == ERR_OK && out->round.closed_at == 0)
        rc = err_set(e, ERR_DATA, "đợt %s chưa chốt; hãy chốt danh sách trước",
                     "round %s is still open; close it first", code);
    if (rc == ERR_OK)
        rc = read_policy(out, store, e);
    if (rc == ERR_OK)
        rc = read_facts(out, store, today, e);
    if (rc != ERR_OK)
        frozen_release(out);
    return rc;
}

const char *frozen_seed(const struct frozen *f)
{
    return f->round.confirmed_at != 0 ? f->round.seed : ALLOCATE_NO_SEED;
}

void frozen_release(struct frozen *f)
{
    store_round_release(&f->round);
    policy_release(&f->policy);
    snapshot_release(&f->snapshot);
    *f = (struct frozen){0};
}
