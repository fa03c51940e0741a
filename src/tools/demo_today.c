/* The demo's last day: the round is published; many have their keys already, others still have to
 * answer, a few have said no. Rooms are closed now and ahead, and for one it is still to be decided
 * where its people go.
 */
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "demo_works.h"
#include "service/closure.h"
#include "service/door.h"
#include "service/leave.h"
#include "service/offer.h"
#include "service/stay.h"
#include "service/survey.h"
#include "store/offer.h"

/* Offers that stay open: of the agency, the site and the rooms that people are shown. */
static bool is_kept_open(const struct store_offer *o)
{
    static const char *const rooms[] = {"CD-B-108", "CD-B-310", "SV-A-101", "SV-A-102", NULL};
    size_t i = 0;
    while (rooms[i] != NULL && strcmp(rooms[i], o->room) != 0)
        i++;
    return rooms[i] != NULL || strcmp(o->agency, "SXD") == 0 || strcmp(o->site, "ND") == 0;
}

static void answer(struct life *l, const struct store_offer *o, enum offer_reply reply)
{
    life_must(l, offer_answer(l->store, &l->office, o->code, 0, reply, l->at, &l->e));
}

static void hand_keys(struct life *l, const struct store_offer *o)
{
    char nothing[64];
    life_must(l,
              stay_move_in(l->store, &l->planner, o->request, 0, l->day, l->day, &l->bad, &l->e));
    if (fixture_chance(&l->rng, 850))
        handover_of(l, o->request, "in", HANDOVER_AS_IT_WAS, nothing);
}

/* Rooms of the answers, for what comes after them. */
struct answers {
    const struct store_room *lived_in[400]; /* [n] ascending, each once */
    size_t n;
};

static void note_room(struct life *l, struct answers *a, const char *code)
{
    const struct store_room *r = life_room(l, code);
    for (size_t i = 0; i < a->n; i++)
        if (a->lived_in[i] == r)
            return;
    if (a->n < sizeof a->lived_in / sizeof *a->lived_in)
        a->lived_in[a->n++] = r;
}

/* Room by room, since people who share one mostly come together. */
static void take_answers(struct life *l, struct answers *out)
{
    const struct store_offer_query open = {
        .scope = {.sees = STORE_SEES_ALL}, .answer = "", .after = "", .limit = 100000};
    struct store_offers all = {0};
    int64_t n;
    life_must(l, store_offer_list(l->store, &open, &all, &n, &l->e));
    for (size_t i = 0; i < all.n; i++) {
        const struct store_offer *o = &all.items[i];
        const struct store_room *r = life_room(l, o->room);
        const bool is_chosen = (r->id * 7 + r->floor) % 10 < 9;
        if (is_kept_open(o) || !is_chosen)
            continue;
        if (fixture_chance(&l->rng, 70)) {
            answer(l, o, OFFER_DECLINE);
        } else if (fixture_chance(&l->rng, 940)) {
            answer(l, o, OFFER_ACCEPT);
            if (fixture_chance(&l->rng, 850)) {
                hand_keys(l, o);
                note_room(l, out, o->room);
            }
        }
    }
    store_offers_release(&all);
}

static void close_rooms(struct life *l, const struct answers *a)
{
    works_close(l, a->lived_in[2]->code, 0, 5, "repair", "thay đường điện, người ở vẫn ở được", 0,
                true);
    works_close(l, a->lived_in[9]->code, 12, 8, "repair", "chống thấm nhà vệ sinh", 0, true);
    works_close(l, a->lived_in[15]->code, 30, 3, "safety", "thử tải cầu thang", 0, true);
    works_close(l, a->lived_in[5]->code, 0, 14, "repair", "trần thấm, bong vữa", 0, false);
    works_rehouse(l, "temporary");
    works_close(l, a->lived_in[20]->code, 0, 20, "safety", "nứt dầm, chờ kiểm định", 0, false);
    works_rehouse(l, NULL);
}

/* The right of some ends soon, or has just ended. */
static void give_notices(struct life *l, const struct answers *a)
{
    static const struct {
        const char *reason;
        int days;
    } notices[] = {
        {"retired", -20}, {"transferred", 15}, {"not_eligible", -75}, {"handed_back", 3}};
    for (size_t i = 0; i < sizeof notices / sizeof *notices; i++) {
        const struct store_stay_query q = {.scope = {.sees = STORE_SEES_ALL},
                                           .room = a->lived_in[24 + 3 * i]->code,
                                           .on_day = l->day};
        struct store_stays stays = {0};
        int64_t n;
        char day[11];
        date_add(l->today, notices[i].days, day);
        const struct leave_notice notice = {
            .reason = notices[i].reason, .ended_on = day, .document = "21/TB-MAU"};
        life_must(l, store_stay_list(l->store, &q, &stays, &n, &l->e));
        life_must(l, leave_put(l->store, &l->planner, stays.items[0].request, 0, &notice, &l->bad,
                               &l->e));
        store_stays_release(&stays);
    }
}

static void begin_surveys(struct life *l)
{
    static const char *const rooms[] = {"ND-A-103", "ND-A-104"};
    for (size_t i = 0; i < sizeof rooms / sizeof *rooms; i++) {
        char *code = NULL;
        const struct survey_line lines[] = {{"electricity", "good", NULL}, {"water", "worn", NULL}};
        const struct survey_change change = {.n = 2, .lines = lines};
        life_must(
            l, survey_begin(l->store, &l->crew, rooms[i], l->day, l->day, &code, &l->bad, &l->e));
        life_must(l, survey_change(l->store, &l->crew, code, 0, &change, l->day, &l->bad, &l->e));
        free(code);
    }
}

void today_live(struct life *l)
{
    struct answers a = {0};
    struct store_door_cards cards = {0};
    life_must(l, door_cards(l->store, &l->planner, "", l->at, &cards, &l->e));
    store_door_cards_release(&cards);
    take_answers(l, &a);
    close_rooms(l, &a);
    give_notices(l, &a);
    begin_surveys(l);
    photos_put(l);
}
