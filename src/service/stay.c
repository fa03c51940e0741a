/* Stays: who may, when, and what follows for the request; see the header. */
#include "stay_parts.h"

#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/mem.h"
#include "service/audit.h"
#include "service/closure.h"
#include "service/life.h"
#include "service/offer.h"
#include "service/placement.h"
#include "service/rehousing.h"
#include "store/register.h"
#include "store/store.h"

static bool is_planner(const struct principal *by)
{
    return by->role == PRINCIPAL_PLANNER || (by->role == PRINCIPAL_REGISTRAR && by->all_agencies);
}

int stay_act_begin(struct stay_act *a, const char *code, int64_t version, struct err *e)
{
    struct store_scope scope = principal_scope(a->by);
    int rc = store_request_by_code(a->store, &scope, code, &a->request, e);
    if (rc == ERR_OK && a->request.id == 0)
        return err_set(e, ERR_ABSENT, "không có hồ sơ này", "there is no such request");
    if (rc == ERR_OK && !is_planner(a->by))
        return err_set(e, ERR_DENIED, "việc này là của Sở Xây dựng",
                       "this is for the Department of Construction");
    if (rc == ERR_OK && version != 0 && version != a->request.version)
        return err_set(e, ERR_CHANGED, "hồ sơ đã thay đổi; hãy đọc lại",
                       "the request has changed; read it again");
    rc = rc != ERR_OK ? rc : store_stay_open(a->store, a->request.id, "own", &a->own, e);
    return rc != ERR_OK ? rc : store_stay_open(a->store, a->request.id, "temporary", &a->away, e);
}

void stay_act_end(struct stay_act *a)
{
    store_stay_release(&a->own);
    store_stay_release(&a->away);
    store_request_release(&a->request);
}

/* A day on which something happened, not before `since` ("" = any). */
int stay_judge_day(const struct stay_act *a, const char *where, const char *day, const char *since,
                   struct err *e)
{
    size_t n = a->bad->n;
    if (!date_is_valid(day))
        solver_findings_put(a->bad, where, "không phải là ngày; hãy ghi như 2025-08-31",
                            "is no day; write it like 2025-08-31");
    else if (strcmp(day, a->today) > 0)
        solver_findings_put(a->bad, where, "ngày chưa đến: ghi khi việc đã xong",
                            "lies ahead: enter it once it is done");
    else if (strcmp(day, since) < 0)
        solver_findings_add(a->bad, where, "trước ngày %s, ngày bắt đầu ở",
                            "is before %s, when the stay began", since);
    return a->bad->n == n ? ERR_OK : err_set(e, ERR_INPUT, "ngày không đúng", "the day is wrong");
}

int stay_find_place(struct store *s, const char *room, struct stay_place *out, struct err *e)
{
    int rc = store_room_beds(s, room, &out->room_id, &out->beds, e);
    return rc != ERR_OK || out->room_id != 0
               ? rc
               : err_set(e, ERR_ABSENT, "không có phòng này", "there is no such room");
}

static int compare_age(const void *x, const void *y)
{
    const struct store_member *const *a = x;
    const struct store_member *const *b = y;
    bool is_child_a = strcmp((*a)->relation, "child") == 0;
    bool is_child_b = strcmp((*b)->relation, "child") == 0;
    if (is_child_a != is_child_b)
        return is_child_a ? 1 : -1;
    int c = is_child_a ? strcmp((*a)->born, (*b)->born) : 0;
    return c != 0 ? c : (*a > *b) - (*a < *b);
}

/* Who of the party has a bed: at most `n_most`, the youngest children last. The caller frees. */
static struct store_stay_bed *choose_people(const struct store_request *r, size_t n_most,
                                            size_t *n_beds)
{
    const struct store_member **people = mem_array(r->n_members, sizeof *people);
    size_t n = 0;
    for (size_t i = 0; i < r->n_members; i++)
        if (i == 0 || r->members[i].official_id == 0 || r->members[i].consent[0] != '\0')
            people[n++] = &r->members[i];
    qsort(people, n, sizeof *people, compare_age);
    *n_beds = n < n_most ? n : n_most;
    struct store_stay_bed *beds = mem_array(*n_beds + 1, sizeof *beds);
    for (size_t i = 0; i < *n_beds; i++)
        beds[i] = (struct store_stay_bed){.member_ix = (int)(people[i] - r->members), .bed = 0};
    free(people);
    return beds;
}

/* Begins a stay of the party in a room. */
int stay_begin_in(struct stay_act *a, const struct stay_place *room, const char *kind,
                  const char *from_day, const char *return_day, struct err *e)
{
    bool is_private = strcmp(a->request.sharing, "private") == 0;
    int held = 0;
    int rc = store_party_beds(a->store, a->request.id, &held, e);
    if (rc != ERR_OK)
        return rc;
    size_t n_most = (size_t)(is_private || held == 0 ? room->beds : held);
    struct store_stay stay = {.request_id = a->request.id,
                              .room_id = room->room_id,
                              .kind = (char *)(uintptr_t)kind,
                              .whole_room = is_private,
                              .from_day = (char *)(uintptr_t)from_day,
                              .return_day = (char *)(uintptr_t)return_day};
    stay.beds = choose_people(&a->request, n_most, &stay.n_beds);
    rc = store_stay_add(a->store, &stay, e);
    free(stay.code);
    free(stay.beds);
    return rc;
}

int stay_audit(const struct stay_act *a, const char *action, struct err *e)
{
    return audit_add(a->store, a->by->account_id, action, NULL, e, "request/%s", a->request.code);
}

int stay_move_in(struct store *s, const struct principal *by, const char *request, int64_t version,
                 const char *from_day, const char *today, struct solver_findings *bad,
                 struct err *e)
{
    struct stay_act a = {.store = s, .by = by, .today = today, .bad = bad};
    struct stay_place room = {0};
    int rc = stay_act_begin(&a, request, version, e);
    rc = rc != ERR_OK ? rc : stay_judge_day(&a, "/from_day", from_day, "", e);
    enum life_state state = rc == ERR_OK ? life_state_of(a.request.state) : LIFE_N_STATES;
    if (rc == ERR_OK && a.own.id != 0)
        rc = err_set(e, ERR_DATA, "người này đang ở phòng %s rồi",
                     "the party lives in room %s already", a.own.room);
    else if (rc == ERR_OK && state != LIFE_ACCEPTED && state != LIFE_LIVING)
        rc = err_set(e, ERR_DATA, "hồ sơ chưa nhận phòng nào", "the request has accepted no room");
    rc = rc != ERR_OK ? rc : stay_find_place(s, a.request.current_room, &room, e);
    rc = rc != ERR_OK ? rc : closure_refuse(s, room.room_id, from_day, "/from_day", bad, e);
    rc = rc != ERR_OK ? rc : stay_begin_in(&a, &room, "own", from_day, "", e);
    if (rc == ERR_OK && state == LIFE_ACCEPTED)
        rc = store_request_move(s, a.request.id, life_state_name(LIFE_LIVING), NULL, NULL, e);
    rc = rc != ERR_OK ? rc : rehousing_settle(s, today, e);
    rc = rc != ERR_OK ? rc : stay_audit(&a, "stay.move_in", e);
    stay_act_end(&a);
    return rc;
}

static int need_own(const struct stay_act *a, struct err *e)
{
    return a->own.id != 0 ? ERR_OK
                          : err_set(e, ERR_DATA, "người này chưa nhận phòng để ở",
                                    "the party does not live in any room");
}

/* Ends the stay for a while, if there is one. */
int stay_come_back(struct stay_act *a, const char *to_day, struct err *e)
{
    int rc = a->away.id == 0 ? ERR_OK : stay_judge_day(a, "/to_day", to_day, a->away.from_day, e);
    return rc != ERR_OK || a->away.id == 0
               ? rc
               : store_stay_end(a->store, a->away.id, to_day, "returned", e);
}

int stay_move_out(struct store *s, const struct principal *by, const char *request, int64_t version,
                  const char *to_day, const char *today, int64_t now, struct solver_findings *bad,
                  struct err *e)
{
    struct stay_act a = {.store = s, .by = by, .today = today, .bad = bad};
    int rc = stay_act_begin(&a, request, version, e);
    rc = rc != ERR_OK ? rc : need_own(&a, e);
    rc = rc != ERR_OK ? rc : stay_judge_day(&a, "/to_day", to_day, a.own.from_day, e);
    rc = rc != ERR_OK ? rc : stay_come_back(&a, to_day, e);
    rc = rc != ERR_OK ? rc : store_stay_end(s, a.own.id, to_day, "moved_out", e);
    rc = rc != ERR_OK
             ? rc
             : store_request_move(s, a.request.id, life_state_name(LIFE_ENDED), NULL, NULL, e);
    rc = rc != ERR_OK ? rc : store_party_settle(s, a.request.id, 0, 0, e);
    rc = rc != ERR_OK ? rc : offer_go_on(s, now, e);
    rc = rc != ERR_OK ? rc : rehousing_settle(s, today, e);
    rc = rc != ERR_OK ? rc : stay_audit(&a, "stay.move_out", e);
    stay_act_end(&a);
    return rc;
}

/* Ends the own stay and begins one in another room, where the party holds its place from now on. */
int stay_move_on(struct stay_act *a, const struct stay_place *room, int beds, const char *day,
                 struct err *e)
{
    int rc = store_party_settle(a->store, a->request.id, room->room_id, beds, e);
    return rc != ERR_OK ? rc : stay_begin_in(a, room, "own", day, "", e);
}

/* Beds that the party holds in a room: all of it where it lives alone. */
int stay_beds_in(const struct stay_act *a)
{
    return strcmp(a->request.sharing, "private") == 0 ? 0 : (int)a->own.n_beds;
}

/* Nobody moves into a room that is closed on that day, or by now. */
int stay_refuse_closed(const struct stay_act *a, int64_t room_id, const char *day, struct err *e)
{
    int rc = closure_refuse(a->store, room_id, day, "/room", a->bad, e);
    return rc != ERR_OK ? rc : closure_refuse(a->store, room_id, a->today, "/room", a->bad, e);
}

int stay_transfer(struct store *s, const struct principal *by, const char *request, int64_t version,
                  const char *room, const char *day, const char *today, int64_t now,
                  struct solver_findings *bad, struct err *e)
{
    struct stay_act a = {.store = s, .by = by, .today = today, .bad = bad};
    struct stay_place to = {0};
    struct placement move = {.request = request, .room = room};
    int rc = stay_act_begin(&a, request, version, e);
    rc = rc != ERR_OK ? rc : need_own(&a, e);
    rc = rc != ERR_OK ? rc : stay_judge_day(&a, "/day", day, a.own.from_day, e);
    rc = rc != ERR_OK ? rc : stay_find_place(s, room, &to, e);
    if (rc == ERR_OK && to.room_id == a.own.room_id)
        rc = err_set(e, ERR_DATA, "người này đang ở phòng ấy", "the party lives in that room");
    rc = rc != ERR_OK ? rc : stay_refuse_closed(&a, to.room_id, day, e);
    rc = rc != ERR_OK ? rc : placement_check(s, &move, 1, today, bad, e);
    rc = rc != ERR_OK ? rc : stay_come_back(&a, day, e);
    rc = rc != ERR_OK ? rc : store_stay_end(s, a.own.id, day, "transferred", e);
    rc = rc != ERR_OK ? rc : stay_move_on(&a, &to, stay_beds_in(&a), day, e);
    rc = rc != ERR_OK ? rc : offer_go_on(s, now, e);
    rc = rc != ERR_OK ? rc : rehousing_settle(s, today, e);
    rc = rc != ERR_OK ? rc : stay_audit(&a, "stay.transfer", e);
    stay_act_end(&a);
    return rc;
}

/* Both live somewhere, in two rooms, and the rules allow each the other's. */
static int judge_exchange(struct stay_act *a, struct stay_act *b, const char *day, struct err *e)
{
    struct placement moves[2] = {{.request = a->request.code, .room = b->own.room},
                                 {.request = b->request.code, .room = a->own.room}};
    int rc = need_own(a, e);
    rc = rc != ERR_OK ? rc : need_own(b, e);
    if (rc == ERR_OK && a->own.room_id == b->own.room_id)
        rc = err_set(e, ERR_DATA, "hai bên đang ở chung một phòng", "both live in one room");
    rc = rc != ERR_OK ? rc : stay_judge_day(a, "/day", day, a->own.from_day, e);
    rc = rc != ERR_OK ? rc : stay_judge_day(b, "/day", day, b->own.from_day, e);
    rc = rc != ERR_OK ? rc : stay_refuse_closed(a, b->own.room_id, day, e);
    rc = rc != ERR_OK ? rc : stay_refuse_closed(b, a->own.room_id, day, e);
    return rc != ERR_OK ? rc : placement_check(a->store, moves, 2, a->today, a->bad, e);
}

int stay_exchange(struct store *s, const struct principal *by, const char *request, int64_t version,
                  const char *other, const char *day, const char *today,
                  struct solver_findings *bad, struct err *e)
{
    struct stay_act a = {.store = s, .by = by, .today = today, .bad = bad};
    struct stay_act b = a;
    struct stay_place of_a = {0}, of_b = {0};
    int rc = stay_act_begin(&a, request, version, e);
    rc = rc != ERR_OK ? rc : stay_act_begin(&b, other, 0, e);
    rc = rc != ERR_OK ? rc : judge_exchange(&a, &b, day, e);
    rc = rc != ERR_OK ? rc : stay_find_place(s, a.own.room, &of_a, e);
    rc = rc != ERR_OK ? rc : stay_find_place(s, b.own.room, &of_b, e);
    rc = rc != ERR_OK ? rc : stay_come_back(&a, day, e);
    rc = rc != ERR_OK ? rc : stay_come_back(&b, day, e);
    rc = rc != ERR_OK ? rc : store_stay_end(s, a.own.id, day, "transferred", e);
    rc = rc != ERR_OK ? rc : store_stay_end(s, b.own.id, day, "transferred", e);
    rc = rc != ERR_OK ? rc : store_party_settle(s, a.request.id, 0, 0, e);
    rc = rc != ERR_OK ? rc : stay_move_on(&b, &of_a, stay_beds_in(&b), day, e);
    rc = rc != ERR_OK ? rc : stay_move_on(&a, &of_b, stay_beds_in(&a), day, e);
    rc = rc != ERR_OK ? rc : rehousing_settle(s, today, e);
    rc = rc != ERR_OK ? rc : stay_audit(&a, "stay.exchange", e);
    rc = rc != ERR_OK ? rc : stay_audit(&b, "stay.exchange", e);
    stay_act_end(&a);
    stay_act_end(&b);
    return rc;
}

int stay_lodge(struct store *s, const struct principal *by, const char *request, int64_t version,
               const char *room, const char *from_day, const char *return_day, const char *today,
               struct solver_findings *bad, struct err *e)
{
    struct stay_act a = {.store = s, .by = by, .today = today, .bad = bad};
    struct stay_place to = {0};
    struct placement move = {.request = request, .room = room};
    int rc = stay_act_begin(&a, request, version, e);
    rc = rc != ERR_OK ? rc : need_own(&a, e);
    rc = rc != ERR_OK ? rc : stay_judge_day(&a, "/from_day", from_day, a.own.from_day, e);
    if (rc == ERR_OK && return_day[0] != '\0' &&
        (!date_is_valid(return_day) || strcmp(return_day, from_day) <= 0)) {
        solver_findings_put(bad, "/return_day", "phải là một ngày sau ngày bắt đầu",
                            "must be a day after the first one");
        rc = err_set(e, ERR_INPUT, "ngày không đúng", "the day is wrong");
    }
    if (rc == ERR_OK && a.away.id != 0)
        rc = err_set(e, ERR_DATA, "người này đang ở tạm phòng %s rồi",
                     "the party is in room %s for a while already", a.away.room);
    rc = rc != ERR_OK ? rc : stay_find_place(s, room, &to, e);
    if (rc == ERR_OK && to.room_id == a.own.room_id)
        rc = err_set(e, ERR_DATA, "người này đang ở phòng ấy", "the party lives in that room");
    rc = rc != ERR_OK ? rc : stay_refuse_closed(&a, to.room_id, from_day, e);
    rc = rc != ERR_OK ? rc : placement_check(s, &move, 1, today, bad, e);
    rc = rc != ERR_OK ? rc : stay_begin_in(&a, &to, "temporary", from_day, return_day, e);
    rc = rc != ERR_OK ? rc : rehousing_settle(s, today, e);
    rc = rc != ERR_OK ? rc : stay_audit(&a, "stay.lodge", e);
    stay_act_end(&a);
    return rc;
}

int stay_return(struct store *s, const struct principal *by, const char *request, int64_t version,
                const char *to_day, const char *today, int64_t now, struct solver_findings *bad,
                struct err *e)
{
    struct stay_act a = {.store = s, .by = by, .today = today, .bad = bad};
    int rc = stay_act_begin(&a, request, version, e);
    if (rc == ERR_OK && a.away.id == 0)
        rc = err_set(e, ERR_DATA, "người này không ở tạm phòng nào",
                     "the party is nowhere for a while");
    rc = rc != ERR_OK ? rc : stay_come_back(&a, to_day, e);
    rc = rc != ERR_OK ? rc : offer_go_on(s, now, e);
    rc = rc != ERR_OK ? rc : rehousing_settle(s, today, e);
    rc = rc != ERR_OK ? rc : stay_audit(&a, "stay.return", e);
    stay_act_end(&a);
    return rc;
}
