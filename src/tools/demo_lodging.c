/* The first lodging of the demo: a few hundred people came in with the merger, before any round,
 * stayed for weeks or months, and had all left when the round was opened. Day by day: who leaves,
 * who changes rooms, who comes.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/mem.h"
#include "demo_guests.h"
#include "service/account.h"
#include "service/leave.h"
#include "service/stay.h"
#include "store/closure.h"
#include "store/offer.h"
#include "store/request.h"
#include "store/store.h"

enum { N_ACCOUNTS = 40, MOST_LIVING = 170 };

/* A room tonight. */
struct tonight {
    int n_people;
    char sex; /* of the people; 0 = nobody */
    bool is_let_alone;
};

struct lodging {
    struct life *l;
    struct guests guests;
    struct tonight *rooms; /* [l->rooms.n] */
    size_t n_living, next;
    int n_requests;
    struct repairs *repairs;
};

static void give_account(struct life *l, struct guest *g, int n)
{
    char login[24];
    struct store_account a = {0};
    snprintf(login, sizeof login, "luutru%02d", n);
    const struct principal admin = {.role = PRINCIPAL_ADMIN};
    const struct account_change in = {.login = login,
                                      .name = g->name,
                                      .role = "official",
                                      .official = g->official,
                                      .all_agencies = -1,
                                      .is_disabled = -1};
    life_must(l, account_add(l->store, &admin, &in, &a, &l->bad, &l->e));
    g->account = (struct principal){
        .account_id = a.id, .role = PRINCIPAL_OFFICIAL, .official_id = g->official_id};
    store_account_release(&a);
}

struct lodging *lodging_open(struct life *l)
{
    struct lodging *g = mem_array(1, sizeof *g);
    g->l = l;
    g->rooms = mem_array(l->rooms.n, sizeof *g->rooms);
    guests_choose(l, &g->guests);
    for (int n = 0; n < N_ACCOUNTS; n++)
        give_account(l, &g->guests.items[n], n + 1);
    for (size_t i = 0; i < g->guests.n; i++)
        g->guests.items[i].is_alone = fixture_chance(&l->rng, 60);
    return g;
}

void lodging_tell(struct lodging *g, struct repairs *r)
{
    g->repairs = r;
}

void lodging_close(struct lodging *g)
{
    guests_release(&g->guests);
    free(g->rooms);
    free(g);
}

static struct guest *guest_of(struct lodging *g, const char *request)
{
    for (size_t i = 0; i < g->guests.n; i++)
        if (strcmp(g->guests.items[i].request, request) == 0)
            return &g->guests.items[i];
    return NULL;
}

/* Who is where tonight. */
static void look(struct lodging *g)
{
    struct life *l = g->l;
    const struct store_stay_query q = {.scope = {.sees = STORE_SEES_ALL}, .on_day = l->day};
    struct store_stays all = {0};
    int64_t n;
    memset(g->rooms, 0, l->rooms.n * sizeof *g->rooms);
    life_must(l, store_stay_list(l->store, &q, &all, &n, &l->e));
    for (size_t i = 0; i < all.n; i++) {
        const struct store_room *r = life_room(l, all.items[i].room);
        struct tonight *t = &g->rooms[r - l->rooms.items];
        const struct guest *who = guest_of(g, all.items[i].request);
        t->n_people += (int)all.items[i].n_beds;
        t->is_let_alone |= all.items[i].whole_room == 1;
        t->sex = who != NULL ? who->sex : t->sex;
    }
    store_stays_release(&all);
}

static bool is_closed(struct life *l, int64_t room_id)
{
    struct store_closure c = {0};
    life_must(l, store_closure_on(l->store, room_id, l->day, &c, &l->e));
    const bool is = c.id != 0;
    store_closure_release(&c);
    return is;
}

/* The first lodging is in the lower floors: rooms that were ready. */
static bool fits(struct lodging *g, const struct guest *who, size_t ix)
{
    const struct store_room *r = &g->l->rooms.items[ix];
    const struct tonight *t = &g->rooms[ix];
    const bool is_for =
        strcmp(r->sex, "any") == 0 || strcmp(r->sex, "unrestricted") == 0 || r->sex[0] == who->sex;
    if (!is_for || r->floor > 3 || t->is_let_alone || !life_has(r->pools, who->pool))
        return false;
    if (t->n_people >= (who->is_alone ? 1 : r->beds) || (t->n_people > 0 && t->sex != who->sex))
        return false;
    return !is_closed(g->l, r->id);
}

/* A room for somebody: with others where there are some, mostly. */
static const struct store_room *find_room(struct lodging *g, const struct guest *who)
{
    const struct store_room *found = NULL;
    const size_t n = g->l->rooms.n;
    const size_t first = (size_t)fixture_below(&g->l->rng, (int)n);
    const bool wants_company = !who->is_alone && fixture_chance(&g->l->rng, 700);
    look(g);
    for (size_t k = 0; k < n; k++) {
        const size_t ix = (first + k) % n;
        if (!fits(g, who, ix))
            continue;
        if (!wants_company || g->rooms[ix].n_people > 0)
            return &g->l->rooms.items[ix];
        found = found == NULL ? &g->l->rooms.items[ix] : found;
    }
    return found;
}

/* The request that a person lodges on: filed some days before, granted without a round. */
static void file_request(struct lodging *g, struct guest *who, const struct store_room *room)
{
    struct life *l = g->l;
    char filed[11];
    const int64_t at = l->at;
    date_add(l->day, -fixture_between(&l->rng, 3, 12), filed);
    snprintf(who->request, sizeof who->request, "TT-%04d", ++g->n_requests);
    struct store_member self = {.relation = "self",
                                .official_id = who->official_id,
                                .name = "",
                                .born = "",
                                .sex = "",
                                .consent = "agency"};
    struct store_request r = {.code = who->request,
                              .agency_id = who->agency_id,
                              .sharing = who->is_alone ? "private" : "shared",
                              .needs = "",
                              .filed = filed,
                              .current_room = room->code,
                              .other_sites = 1,
                              .scheme = "temporary",
                              .note = "ở tạm trước Đợt 1 (dữ liệu mẫu)",
                              .from_day = "",
                              .to_day = "",
                              .n_members = 1,
                              .members = &self};
    demo_clock_set(at - (int64_t)(date_days(l->day) - date_days(filed)) * LIFE_DAY_S);
    life_must(l, store_request_put(l->store, &r, &l->e));
    demo_clock_set(at);
    life_must(l, store_request_move(l->store, r.id, "living", NULL, filed, &l->e));
}

static void arrive(struct lodging *g)
{
    struct life *l = g->l;
    char nothing[64];
    struct guest *who = &g->guests.items[g->next++ % g->guests.n];
    const struct store_room *room = who->lives ? NULL : find_room(g, who);
    if (room == NULL)
        return;
    file_request(g, who, room);
    life_must(l,
              stay_move_in(l->store, &l->planner, who->request, 0, l->day, l->day, &l->bad, &l->e));
    who->lives = true;
    g->n_living++;
    const int days = fixture_between(&l->rng, 25, 150);
    date_add(l->day, days, who->until);
    char last[11];
    date_add(l->today, LIFE_LAST_DAY - fixture_below(&l->rng, 18), last);
    if (strcmp(who->until, last) > 0)
        snprintf(who->until, sizeof who->until, "%s", last);
    if (fixture_chance(&l->rng, 930))
        handover_of(l, who->request, "in", HANDOVER_AS_IT_WAS, nothing);
}

/* Some are told long before; the house notes it, and the day by which they leave. */
static void give_notice(struct lodging *g, const struct guest *who)
{
    static const struct fixture_word REASONS[] = {
        {"transferred", 5}, {"handed_back", 6}, {"retired", 1}, {"not_eligible", 2}, {NULL, 0}};
    struct life *l = g->l;
    char day[11];
    date_add(l->day, fixture_between(&l->rng, 0, 10), day);
    const struct leave_notice n = {
        .reason = fixture_draw(&l->rng, REASONS), .ended_on = day, .document = "15/TB-MAU"};
    life_must(l, leave_put(l->store, &l->planner, who->request, 0, &n, &l->bad, &l->e));
}

static void leave(struct lodging *g, struct guest *who)
{
    struct life *l = g->l;
    char broken[64] = "";
    struct store_stay stay = {0};
    life_must(l, store_stay_last(l->store, who->request, "own", &stay, &l->e));
    life_must(l, stay_move_out(l->store, &l->planner, who->request, 0, l->day, l->day, l->at,
                               &l->bad, &l->e));
    if (fixture_chance(&l->rng, 900))
        handover_of(l, who->request, "out",
                    fixture_chance(&l->rng, 110)   ? HANDOVER_BROKEN
                    : fixture_chance(&l->rng, 150) ? HANDOVER_WORN
                                                   : HANDOVER_AS_IT_WAS,
                    broken);
    if (broken[0] != '\0' && g->repairs != NULL)
        repairs_broken(g->repairs, stay.room, broken);
    who->lives = false;
    g->n_living--;
    store_stay_release(&stay);
}

static struct guest *somebody(struct lodging *g)
{
    const size_t first = (size_t)fixture_below(&g->l->rng, (int)g->guests.n);
    for (size_t k = 0; k < g->guests.n; k++) {
        struct guest *who = &g->guests.items[(first + k) % g->guests.n];
        if (who->lives)
            return who;
    }
    return NULL;
}

static void transfer(struct lodging *g)
{
    struct life *l = g->l;
    struct guest *who = somebody(g);
    const struct store_room *room = who != NULL ? find_room(g, who) : NULL;
    if (room == NULL)
        return;
    life_try(l);
    life_did(l, stay_transfer(l->store, &l->planner, who->request, 0, room->code, l->day, l->day,
                              l->at, &l->bad, &l->e));
}

static void exchange(struct lodging *g)
{
    struct life *l = g->l;
    const struct guest *a = somebody(g), *b = somebody(g);
    if (a == NULL || a == b || a->sex != b->sex || a->is_alone != b->is_alone)
        return;
    life_try(l);
    life_did(l, stay_exchange(l->store, &l->planner, a->request, 0, b->request, l->day, l->day,
                              &l->bad, &l->e));
}

/* How many live here on a day: filling up for two months, then full, then emptied for the round. */
static size_t wanted(int day)
{
    const int since = day - LIFE_FIRST_DAY;
    if (day > LIFE_LAST_DAY - 25)
        return 0;
    return since < 60 ? (size_t)(MOST_LIVING * (since + 6) / 66) : MOST_LIVING;
}

/* Who was elsewhere for a while, and whose room is open again. */
static void come_back(struct lodging *g)
{
    struct life *l = g->l;
    const struct store_stay_query q = {
        .scope = {.sees = STORE_SEES_ALL}, .kind = "temporary", .on_day = l->day};
    struct store_stays all = {0};
    int64_t n;
    life_must(l, store_stay_list(l->store, &q, &all, &n, &l->e));
    for (size_t i = 0; i < all.n; i++) {
        const struct store_stay *t = &all.items[i];
        if (t->return_day[0] == '\0' || strcmp(t->return_day, l->day) > 0)
            continue;
        life_try(l);
        life_did(l, stay_return(l->store, &l->planner, t->request, 0, l->day, l->day, l->at,
                                &l->bad, &l->e));
    }
    store_stays_release(&all);
}

void lodging_day(struct lodging *g, int day)
{
    struct life *l = g->l;
    char soon[11];
    date_add(l->day, 30, soon);
    come_back(g);
    for (size_t i = 0; i < g->guests.n; i++) {
        struct guest *who = &g->guests.items[i];
        if (who->lives && strcmp(who->until, l->day) <= 0)
            leave(g, who);
        else if (who->lives && strcmp(who->until, soon) == 0 && fixture_chance(&l->rng, 250))
            give_notice(g, who);
    }
    if (fixture_chance(&l->rng, 150))
        transfer(g);
    if (fixture_chance(&l->rng, 60))
        exchange(g);
    for (int n = 0; g->n_living < wanted(day) && n < 8; n++)
        arrive(g);
}

const struct principal *lodging_resident(const struct lodging *g, const char *room)
{
    for (size_t i = 0; i < g->guests.n; i++) {
        const struct guest *who = &g->guests.items[i];
        if (!who->lives || who->account.account_id == 0)
            continue;
        struct store_stay stay = {0};
        life_must(g->l, store_stay_last(g->l->store, who->request, "own", &stay, &g->l->e));
        const bool is = strcmp(stay.room, room) == 0;
        store_stay_release(&stay);
        if (is)
            return &who->account;
    }
    return NULL;
}

const struct store_room *lodging_lived_in(struct lodging *g)
{
    struct store_stay stay = {0};
    const struct guest *who = somebody(g);
    if (who == NULL)
        return NULL;
    life_must(g->l, store_stay_last(g->l->store, who->request, "own", &stay, &g->l->e));
    const struct store_room *room = life_room(g->l, stay.room);
    store_stay_release(&stay);
    return room;
}

const struct store_room *lodging_empty(struct lodging *g)
{
    const size_t n = g->l->rooms.n;
    const size_t first = (size_t)fixture_below(&g->l->rng, (int)n);
    look(g);
    for (size_t k = 0; k < n; k++) {
        const size_t ix = (first + k) % n;
        if (g->rooms[ix].n_people == 0 && !is_closed(g->l, g->l->rooms.items[ix].id))
            return &g->l->rooms.items[ix];
    }
    return &g->l->rooms.items[first];
}
