/* Fills a demo database with half a year of life: who lodged where, what stood in the rooms, what
 * broke and was mended.
 *
 *     demo_life DB QUARTERS requests.csv      the first, temporary lodging, until the round
 *     demo_life DB QUARTERS                   today: offers accepted, keys handed over, rooms
 * closed
 *
 * A build-time program beside demo_house, which makes the accounts and the round in between. See
 * demo_life.h.
 */
#include "demo_guests.h"
#include "demo_works.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/crypto.h"
#include "base/date.h"
#include "store/account.h"
#include "store/setting.h"
#include "store/store.h"

enum { N_SURVEY_DAYS = 30 }; /* ten rooms a day */
static const uint64_t SEED = 20250710;

void life_at(struct life *l, int64_t instant)
{
    l->at = instant < l->now ? instant : l->now;
    clock_day(l->at, l->day);
    demo_clock_set(l->at);
}

void life_day(struct life *l, int days)
{
    life_at(l, clock_midnight(l->today, days) + 8 * LIFE_HOUR_S);
}

void life_must(struct life *l, int rc)
{
    if (rc == ERR_OK)
        return;
    fprintf(stderr, "demo_life: %s: %s\n", l->day, l->e.en);
    for (size_t i = 0; i < l->bad.n; i++)
        fprintf(stderr, "  %s: %s\n", l->bad.items[i].where, l->bad.items[i].en);
    exit(rc);
}

void life_try(struct life *l)
{
    life_must(l, store_begin(l->store, &l->e));
}

bool life_did(struct life *l, int rc)
{
    if (rc == ERR_OK) {
        life_must(l, store_commit(l->store, &l->e));
        return true;
    }
    if (rc != ERR_INPUT && rc != ERR_DATA)
        life_must(l, rc);
    if (getenv("DEMO_LIFE_TELL") != NULL) {
        fprintf(stderr, "%s: %s", l->day, l->e.en);
        for (size_t i = 0; i < l->bad.n; i++)
            fprintf(stderr, "; %s: %s", l->bad.items[i].where, l->bad.items[i].en);
        fprintf(stderr, "\n");
    }
    store_rollback(l->store);
    solver_findings_release(&l->bad);
    l->n_forbidden++;
    return false;
}

const struct store_room *life_room(const struct life *l, const char *code)
{
    for (size_t i = 0; i < l->rooms.n; i++)
        if (strcmp(l->rooms.items[i].code, code) == 0)
            return &l->rooms.items[i];
    return NULL;
}

bool life_has(const char *codes, const char *code)
{
    const size_t len = strlen(code);
    for (const char *at = strstr(codes, code); at != NULL; at = strstr(at + 1, code))
        if ((at == codes || at[-1] == ' ') && (at[len] == '\0' || at[len] == ' '))
            return true;
    return false;
}

static struct principal who(struct life *l, const char *login)
{
    struct store_account a = {0};
    life_must(l, store_account_by_login(l->store, login, &a, &l->e));
    if (a.id == 0)
        life_must(
            l, err_set(&l->e, ERR_DATA, "chưa có tài khoản %s", "there is no account %s", login));
    const struct principal p = {
        .account_id = a.id, .role = principal_role_of(a.role), .all_agencies = a.all_agencies == 1};
    store_account_release(&a);
    return p;
}

static void need_demo(struct life *l)
{
    char *value = NULL;
    life_must(l, store_setting_get(l->store, STORE_SETTING_DEMO, &value, &l->e));
    if (strcmp(value, "1") != 0)
        life_must(l, err_set(&l->e, ERR_DATA, "không phải cơ sở dữ liệu mẫu",
                             "not a demo database (init --demo)"));
    free(value);
}

static void live_before(struct life *l)
{
    life_day(l, LIFE_FIRST_DAY);
    things_put(l);
    guests_register(l, l->list);
    struct lodging *g = lodging_open(l);
    struct repairs *r = repairs_open(l);
    lodging_tell(g, r);
    for (int day = LIFE_FIRST_DAY; day <= 0; day++) {
        life_day(l, day);
        if (day <= LIFE_LAST_DAY)
            lodging_day(g, day);
        if (day < LIFE_FIRST_DAY + N_SURVEY_DAYS) {
            things_survey(l, (size_t)(day - LIFE_FIRST_DAY) * 10, 10);
            repairs_surveyed(r);
        }
        works_day(l, r, g, day);
        repairs_day(r, g, fixture_between(&l->rng, 0, day % 7 == 0 ? 5 : 3));
    }
    repairs_close(r);
    lodging_close(g);
}

static int live(void *ctx, struct store *s, struct err *e)
{
    struct life *l = ctx;
    (void)s;
    (void)e;
    need_demo(l);
    life_must(l, store_room_list(l->store, &l->rooms, &l->e));
    l->planner = who(l, "soxaydung");
    l->office = who(l, "vanphong");
    l->crew = who(l, "baotri");
    if (l->list != NULL)
        live_before(l);
    else
        today_live(l);
    return ERR_OK;
}

int main(int argc, char **argv)
{
    struct life l = {.now = demo_clock_real(), .rng = fixture_rng_of(SEED, "life")};
    struct crypto_key key = {0};
    char path[4096];
    if (argc != 3 && argc != 4) {
        fprintf(stderr, "demo_life DB QUARTERS [requests.csv]\n");
        return 2;
    }
    l.engine = argv[2];
    l.list = argc == 4 ? argv[3] : NULL;
    clock_day(l.now, l.today);
    life_at(&l, l.now);
    snprintf(path, sizeof path, "%s.key", argv[1]);
    life_must(&l, crypto_init() == 0 ? crypto_key_load(&key, path, &l.e) : ERR_INTERNAL);
    life_must(&l, store_open(&l.store, argv[1], STORE_WRITE, &key, &l.e));
    life_must(&l, store_do(l.store, live, &l, &l.e));
    store_close(l.store);
    store_rooms_release(&l.rooms);
    return 0;
}
