/* The rules asked of one move, see the header. */
#include "service/placement.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "service/allocate.h"
#include "service/policies.h"
#include "solver/check.h"
#include "store/offer.h"
#include "store/policy.h"
#include "store/round.h"
#include "store/stay.h"
#include "store/store.h"

struct question {
    struct store *store;
    const struct placement *moves; /* [n_moves] */
    size_t n_moves;
    struct policy policy;
    struct snapshot snapshot;
    struct solver_instance instance;
    int *room_of_party; /* [instance.n_parties] */
};

static const struct store_scope ALL = {.sees = STORE_SEES_ALL};

int placement_policy(struct store *s, struct policy *p, struct err *e)
{
    struct store_rounds rounds = {0};
    int rc = store_round_list(s, &rounds, e);
    size_t i = 0;
    while (i < rounds.n && strcmp(rounds.items[i].state, "published") != 0 &&
           strcmp(rounds.items[i].state, "done") != 0)
        i++;
    if (rc == ERR_OK)
        rc = policies_load(s, i < rounds.n ? rounds.items[i].policy : POLICY_DEFAULT_ID,
                           i < rounds.n ? rounds.items[i].policy_version : 0, p, e);
    store_rounds_release(&rounds);
    return rc;
}

/* Who moves comes as a newcomer: what the rules forgive those who stay does not go along. */
static int forget_homes(struct question *q, struct err *e)
{
    for (size_t i = 0; i < q->n_moves; i++) {
        size_t ix = snapshot_request_ix(&q->snapshot, q->moves[i].request);
        if (ix == q->snapshot.n_requests)
            return err_set(e, ERR_ABSENT, "không có hồ sơ này", "there is no such request");
        if (snapshot_room_ix(&q->snapshot, q->moves[i].room) == q->snapshot.n_rooms)
            return err_set(e, ERR_ABSENT, "không có phòng này", "there is no such room");
        if (!q->snapshot.requests[ix].is_party)
            return err_set(e, ERR_DATA, "hồ sơ không đủ điều kiện ở",
                           "the request is not eligible for a place");
        q->snapshot.requests[ix].current_room[0] = '\0';
    }
    return ERR_OK;
}

static int make_instance(struct question *q, const char *today, struct err *e)
{
    struct buf text = {0};
    struct solver_findings bad = {0};
    q->policy.incumbents = SOLVER_MAY_MOVE;
    snapshot_score(&q->snapshot, &q->policy, today);
    int rc = forget_homes(q, e);
    if (rc != ERR_OK)
        return rc;
    snapshot_draw(&q->snapshot, &q->policy, ALLOCATE_NO_SEED);
    snapshot_write(&q->snapshot, &q->policy, today, &text);
    if (solver_instance_parse(&q->instance, text.data, text.len, &bad) != SOLVER_OK)
        rc = err_set(e, ERR_DATA, "dữ liệu không tạo được bài toán: %s",
                     "the data make no valid instance: %s", bad.n > 0 ? bad.items[0].where : "");
    solver_findings_release(&bad);
    buf_release(&text);
    return rc;
}

static void put_party(struct question *q, const char *request, const char *room)
{
    int p = 0, r = 0;
    while (p < q->instance.n_parties && strcmp(q->instance.parties[p].id, request) != 0)
        p++;
    while (r < q->instance.n_rooms && strcmp(q->instance.rooms[r].id, room) != 0)
        r++;
    if (p < q->instance.n_parties && r < q->instance.n_rooms)
        q->room_of_party[p] = r;
}

/* Everybody at home, or where an open offer leads, but who moves. */
static int put_everybody(struct question *q, struct err *e)
{
    struct store_offers offers = {0};
    int64_t n;
    struct store_offer_query open = {.scope = ALL, .answer = "", .after = "", .limit = -1};
    q->room_of_party = mem_array((size_t)q->instance.n_parties, sizeof *q->room_of_party);
    for (int p = 0; p < q->instance.n_parties; p++)
        q->room_of_party[p] = q->instance.parties[p].current_room_ix;
    int rc = store_offer_list(q->store, &open, &offers, &n, e);
    for (size_t i = 0; i < offers.n && rc == ERR_OK; i++)
        put_party(q, offers.items[i].request, offers.items[i].room);
    for (size_t i = 0; i < q->n_moves && rc == ERR_OK; i++)
        put_party(q, q->moves[i].request, q->moves[i].room);
    store_offers_release(&offers);
    return rc;
}

/* Who is somewhere for a while, there; the own room is kept, and was judged before. */
static int put_lodgers(struct question *q, const char *today, size_t *n_lodgers, struct err *e)
{
    struct store_stays stays = {0};
    int64_t n;
    struct store_stay_query now = {.scope = ALL, .on_day = today};
    int rc = store_stay_list(q->store, &now, &stays, &n, e);
    for (size_t i = 0; i < stays.n && rc == ERR_OK; i++)
        if (strcmp(stays.items[i].kind, "temporary") == 0) {
            put_party(q, stays.items[i].request, stays.items[i].room);
            ++*n_lodgers;
        }
    for (size_t i = 0; i < q->n_moves && rc == ERR_OK; i++)
        put_party(q, q->moves[i].request, q->moves[i].room);
    store_stays_release(&stays);
    return rc;
}

static bool is_of_a_move(const struct question *q, const char *where)
{
    for (size_t i = 0; i < q->n_moves; i++)
        if (strcmp(where, q->moves[i].request) == 0 || strcmp(where, q->moves[i].room) == 0)
            return true;
    return false;
}

static int judge(struct question *q, struct solver_findings *bad, struct err *e)
{
    struct solver_findings all = {0};
    if (solver_check_rooms(&q->instance, q->room_of_party, &all) != SOLVER_OK) {
        solver_findings_release(&all);
        return err_set(e, ERR_INTERNAL, "hết bộ nhớ", "out of memory");
    }
    for (size_t i = 0; i < all.n; i++)
        if (is_of_a_move(q, all.items[i].where))
            solver_findings_put(bad, "/room", all.items[i].vi, all.items[i].en);
    solver_findings_release(&all);
    return bad->n == 0 ? ERR_OK
                       : err_set(e, ERR_INPUT, "quy tắc bố trí không cho phép",
                                 "the rules of allocation forbid it");
}

int placement_check(struct store *s, const struct placement *moves, size_t n, const char *today,
                    struct solver_findings *bad, struct err *e)
{
    struct question q = {.store = s, .moves = moves, .n_moves = n};
    size_t n_lodgers = 0;
    int rc = placement_policy(s, &q.policy, e);
    rc = rc != ERR_OK ? rc : snapshot_load(&q.snapshot, s, today, e);
    rc = rc != ERR_OK ? rc : make_instance(&q, today, e);
    rc = rc != ERR_OK ? rc : put_everybody(&q, e);
    rc = rc != ERR_OK ? rc : judge(&q, bad, e);
    rc = rc != ERR_OK ? rc : put_lodgers(&q, today, &n_lodgers, e);
    rc = rc != ERR_OK || n_lodgers == 0 ? rc : judge(&q, bad, e);
    free(q.room_of_party);
    solver_instance_release(&q.instance);
    snapshot_release(&q.snapshot);
    policy_release(&q.policy);
    return rc;
}
