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
    struct store_offer offer;   /* of kind offer: the open one */
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
    if (is_kind(m, "offer")) {
        int rc = store_offer_last(a->store, a->request.id, &m->offer, e);
        return rc != ERR_OK ? rc
                            : must_be(m->offer.id != 0 && m->offer.answer[0] == '\0' &&
                                          strcmp(m->offer.room, m->move->from_room) == 0,
                                      e);
    }
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

/* Out of the bed: what it held is noted in own.n_beds where it had no stay. */
static int take_out(struct mover *m, const char *day, int64_t now, int *held, struct err *e)
{
    struct stay_act *a = &m->act;
    if (is_kind(m, "offer"))
        return store_offer_answer(a->store, m->offer.id, "void", now, e);
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

/* The offer anew, for another room. */
static int offer_anew(struct mover *m, int64_t now, struct err *e)
{
    int days = 0;
    int rc = store_offer_days(m->act.store, m->offer.plan_id, &days, e);
    struct store_offer o = {.plan_id = m->offer.plan_id,
                            .request_id = m->act.request.id,
                            .room_id = m->to.room_id,
                            .beds = is_private(m) ? 0 : m->offer.beds,
                            .made_at = now,
                            .deadline = offer_deadline(now, days)};
    rc = rc != ERR_OK ? rc : store_offer_add(m->act.store, &o, e);
    free(o.code);
    return rc;
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

static int put_in(struct mover *m, const char *day, int64_t now, int held, struct err *e)
{
    struct stay_act *a = &m->act;
    if (is_kind(m, "offer"))
        return offer_anew(m, now, e);
    if (is_kind(m, "temporary"))
        return begin_away(m, day, e);
    if (strcmp(a->request.state, "living") == 0)
        return stay_move_on(a, &m->to, held, day, e);
    return store_party_settle(a->store, a->request.id, m->to.room_id, held, e);
}

static int note(const struct mover *m, struct err *e)
{
    if (is_kind(m, "offer"))
        return audit_add(m->act.store, m->act.by->account_id, "offer.move", NULL, e, "offer/%s",
                         m->offer.code);
    return stay_audit(&m->act, is_kind(m, "temporary") ? "stay.lodge" : "stay.transfer", e);
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
        rc = take_out(&movers[i], day, now, &held[i], e);
    for (size_t i = 0; i < n && rc == ERR_OK; i++)
        rc = put_in(&movers[i], day, now, held[i], e);
    for (size_t i = 0; i < n && rc == ERR_OK; i++)
        rc = note(&movers[i], e);
    for (size_t i = 0; i < n; i++) {
        stay_act_end(&movers[i].act);
        store_offer_release(&movers[i].offer);
    }
    free(held);
    free(movers);
    return rc != ERR_OK ? rc : offer_go_on(s, now, e);
}
