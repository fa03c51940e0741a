/* Several parties moved at once, see the header. First everybody is judged together, then all are
 * out of their beds, then all are in the new ones.
 */
#include "rehousing_moves.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "service/audit.h"
#include "service/offer.h"
#include "service/placement.h"
#include "stay_parts.h"

/* One move on its way. */
struct mover {
    struct stay_act act;
    const struct store_move *move;
    struct stay_place to;
    const char *return_day;     /* of kind temporary */
    char return_day_before[11]; /* where it was away already */
};

static bool is_kind(const struct mover *m, const char *kind)
{
    return strcmp(m->move->kind, kind) == 0;
}

static bool is_private(const struct mover *m)
{
    return strcmp(m->act.request.sharing, "private") == 0;
}

static int must_be(bool is_so, struct err *e)
{
    return is_so ? ERR_OK
                 : err_set(e, ERR_DATA, "đề xuất không còn đúng với chỗ ở hiện nay",
                           "the proposal does not fit any more: somebody has moved");
}

/* Whether the party is still where the proposal found it. */
static int check_mover(struct mover *m, const char *day, struct err *e)
{
    struct stay_act *a = &m->act;
    bool is_lodger = a->away.id != 0 && strcmp(a->away.room, m->move->from_room) == 0;
    bool is_home = strcmp(a->request.current_room, m->move->from_room) == 0;
    int rc =
        must_be(is_kind(m, "temporary") ? is_lodger || (is_home && a->away.id == 0) : is_home, e);
    if (rc == ERR_OK && is_lodger) {
        memcpy(m->return_day_before, a->away.return_day, strlen(a->away.return_day) + 1);
        m->return_day = m->return_day_before;
    }
    const char *since = is_lodger ? a->away.from_day : a->own.id != 0 ? a->own.from_day : "";
    return rc != ERR_OK ? rc : stay_judge_day(a, "/day", day, since, e);
}

static int begin_movers(struct mover *movers, size_t n, const char *day, struct err *e)
{
    int rc = ERR_OK;
    for (size_t i = 0; i < n && rc == ERR_OK; i++) {
        struct mover *m = &movers[i];
        rc = stay_act_begin(&m->act, m->move->request, 0, e);
        rc = rc != ERR_OK ? rc : check_mover(m, day, e);
        rc = rc != ERR_OK ? rc : stay_find_place(m->act.store, m->move->to_room, &m->to, e);
        rc = rc != ERR_OK ? rc : stay_refuse_closed(&m->act, m->to.room_id, day, e);
    }
    return rc;
}

static int judge_together(const struct mover *movers, size_t n, struct err *e)
{
    struct placement *all = mem_array(n, sizeof *all);
    for (size_t i = 0; i < n; i++)
        all[i] = (struct placement){movers[i].move->request, movers[i].move->to_room};
    const struct stay_act *a = &movers[0].act;
    int rc = n == 0 ? ERR_OK : placement_check(a->store, all, n, a->today, a->bad, e);
    free(all);
    return rc;
}

/* Out of the bed; `held` gets how many it held for good (0 = all of the room). */
static int take_out(struct mover *m, const char *day, int *held, struct err *e)
{
    struct stay_act *a = &m->act;
    if (is_kind(m, "temporary"))
        return stay_come_back(a, day, e);
    int rc = store_party_beds(a->store, a->request.id, held, e);
    if (a->own.id != 0)
        *held = (int)a->own.n_beds;
    if (is_private(m))
        *held = 0;
    if (rc == ERR_OK && a->own.id != 0)
        rc = store_stay_end(a->store, a->own.id, day, "transferred", e);
    return rc != ERR_OK ? rc : store_party_settle(a->store, a->request.id, 0, 0, e);
}

/* Who has lived in the own room since before stays were kept has a stay there from now on. */
static int begin_away(struct mover *m, const char *day, struct err *e)
{
    struct stay_act *a = &m->act;
    struct stay_place home = {0};
    int rc = ERR_OK;
    if (a->own.id == 0) {
        rc = stay_find_place(a->store, a->request.current_room, &home, e);
        rc = rc != ERR_OK ? rc : stay_begin_in(a, &home, "own", day, "", e);
    }
    const char *back = strcmp(m->return_day, day) > 0 ? m->return_day : "";
    return rc != ERR_OK ? rc : stay_begin_in(a, &m->to, "temporary", day, back, e);
}

static int put_in(struct mover *m, const char *day, int held, struct err *e)
{
    struct stay_act *a = &m->act;
    if (is_kind(m, "temporary"))
        return begin_away(m, day, e);
    if (strcmp(a->request.state, "living") == 0)
        return stay_move_on(a, &m->to, held, day, e);
    return store_party_settle(a->store, a->request.id, m->to.room_id, held, e);
}

static int note(const struct mover *m, struct err *e)
{
    return stay_audit(&m->act, is_kind(m, "temporary") ? "stay.lodge" : "stay.transfer", e);
}

/* What was offered in the room falls: the party waits for the next refill, or stays where it is. */
static int drop_offer(struct store *s, const struct principal *by, const struct store_move *move,
                      int64_t now, struct err *e)
{
    struct store_offer o = {0};
    int rc = store_offer_last(s, move->request_id, &o, e);
    rc = rc != ERR_OK
             ? rc
             : must_be(o.id != 0 && o.answer[0] == '\0' && strcmp(o.room, move->from_room) == 0, e);
    rc = rc != ERR_OK ? rc : store_offer_answer(s, o.id, "void", now, e);
    const char *state = o.current_room_id != 0 ? "living" : "waiting";
    rc = rc != ERR_OK ? rc : store_request_move(s, move->request_id, state, NULL, NULL, e);
    rc =
        rc != ERR_OK ? rc : audit_add(s, by->account_id, "offer.void", NULL, e, "offer/%s", o.code);
    store_offer_release(&o);
    return rc;
}

int rehousing_carry_out(struct store *s, const struct principal *by, const struct store_move *moves,
                        size_t n_moves, const char *return_day, const char *day, const char *today,
                        int64_t now, struct solver_findings *bad, struct err *e)
{
    struct mover *movers = mem_array(n_moves, sizeof *movers);
    int *held = mem_array(n_moves, sizeof *held);
    size_t n = 0;
    for (size_t i = 0; i < n_moves; i++)
        if (moves[i].to_room[0] != '\0')
            movers[n++] = (struct mover){
                .act = {.store = s, .by = by, .today = today, .bad = bad},
                .move = &moves[i],
                .return_day = return_day,
            };
    int rc = begin_movers(movers, n, day, e);
    rc = rc != ERR_OK ? rc : judge_together(movers, n, e);
    for (size_t i = 0; i < n && rc == ERR_OK; i++)
        rc = take_out(&movers[i], day, &held[i], e);
    for (size_t i = 0; i < n && rc == ERR_OK; i++)
        rc = put_in(&movers[i], day, held[i], e);
    for (size_t i = 0; i < n && rc == ERR_OK; i++)
        rc = note(&movers[i], e);
    for (size_t i = 0; i < n; i++)
        stay_act_end(&movers[i].act);
    for (size_t i = 0; i < n_moves && rc == ERR_OK; i++)
        if (strcmp(moves[i].kind, "offer") == 0)
            rc = drop_offer(s, by, &moves[i], now, e);
    free(held);
    free(movers);
    return rc != ERR_OK ? rc : offer_go_on(s, now, e);
}
