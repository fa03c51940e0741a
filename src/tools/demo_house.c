/* Fills a demo database with what takes an office weeks: accounts, confirmed requests, a round from
 * its opening to its publication.
 *
 *     demo_house DB                               accounts alone, one for each role
 *     demo_house DB QUARTERS requests.csv         and the round, solved by the program QUARTERS
 *
 * A build-time program over the same services as the server. They take the time as an argument, so
 * the round lies in the last days: opened, closed, drawn a day later, published today. Everything
 * in it is synthetic, and the database must say so (init --demo).
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/clock.h"
#include "base/crypto.h"
#include "base/file.h"
#include "base/mem.h"
#include "service/account.h"
#include "service/door.h"
#include "service/offer.h"
#include "service/plan.h"
#include "service/policies.h"
#include "service/round.h"
#include "service/run.h"
#include "service/upload.h"
#include "store/person.h"
#include "store/readers.h"
#include "store/request.h"
#include "store/setting.h"
#include "store/writer.h"

/* It stands in the documentation: nothing but a demo may take it. */
#define PASSWORD "nhà mẫu chỉ để xem thử"
#define ROUND    "2025-07"
#define SEED     "20250710" /* stands for the number drawn in public */

enum { DAY_S = 24 * 3600, LONGEST_S = 600 };

/* Two planners: who made a plan cannot record its decision, and a draw needs a second person. */
enum { ADMIN, PLANNER, COMMITTEE, OFFICE, REGISTRAR, CREW, AUDITOR, OFFICIAL, N_PEOPLE };
static const struct account_change PEOPLE[OFFICIAL] = {
    [ADMIN] = {"quantri", "Quản trị viên (mẫu)", "admin", NULL, NULL, -1, -1},
    [PLANNER] = {"soxaydung", "Sở Xây dựng (mẫu)", "planner", NULL, NULL, -1, -1},
    [COMMITTEE] = {"ubnd", "Ủy ban nhân dân (mẫu)", "planner", NULL, NULL, -1, -1},
    [OFFICE] = {"vanphong", "Văn phòng Ủy ban (mẫu)", "registrar", NULL, NULL, 1, -1},
    [REGISTRAR] = {"dangky", "Người phụ trách đăng ký (mẫu)", "registrar", NULL, "SXD", -1, -1},
    [CREW] = {"baotri", "Đội sửa chữa (mẫu)", "maintenance", NULL, NULL, -1, -1},
    [AUDITOR] = {"kiemtra", "Thanh tra (mẫu)", "auditor", NULL, NULL, -1, -1},
};

struct demo {
    const char *db, *engine, *list;
    int64_t now;
    char today[11];
    char hash[CRYPTO_PASSWORD];
    struct principal people[N_PEOPLE];
    struct store_writer *writer;
    struct store_readers *readers;
    struct run_manager *runs;
    struct buf csv;
    char plan[33];
    int64_t plan_id;
    struct offer_counts counts;
    struct solver_findings bad;
};

static int need_demo(struct store *s, struct err *e)
{
    char *value = NULL;
    int rc = store_setting_get(s, STORE_SETTING_DEMO, &value, e);
    if (rc == ERR_OK && strcmp(value, "1") != 0)
        rc = err_set(e, ERR_DATA, "chỉ cơ sở dữ liệu mẫu (init --demo) mới nhận dữ liệu mẫu",
                     "only a demo database (init --demo) takes demo data");
    free(value);
    return rc;
}

/* The account of that login, made where there is none, with the demo's password. */
static int put_account(struct demo *d, struct store *s, int ix, const struct account_change *in,
                       struct err *e)
{
    const struct principal by = {.role = PRINCIPAL_ADMIN};
    struct store_account a = {0};
    int rc = store_account_by_login(s, in->login, &a, e);
    if (rc == ERR_OK && a.id == 0)
        rc = account_add(s, &by, in, &a, &d->bad, e);
    rc = rc != ERR_OK ? rc : store_account_set_password(s, a.id, d->hash, e);
    if (rc == ERR_OK) {
        d->people[ix] = (struct principal){.account_id = a.id,
                                           .role = principal_role_of(in->role),
                                           .all_agencies = in->all_agencies == 1,
                                           .official_id = a.official_id};
        printf("  %-12s %-12s %s\n", in->login, in->role, in->name);
    }
    store_account_release(&a);
    return rc;
}

static int put_accounts(void *ctx, struct store *s, struct err *e)
{
    struct demo *d = ctx;
    int rc = need_demo(s, e);
    for (int i = 0; i < OFFICIAL && rc == ERR_OK; i++)
        rc = put_account(d, s, i, &PEOPLE[i], e);
    return rc;
}

/* Somebody who was offered a room, else the first in the register. */
static int64_t find_official(const struct store_requests *all)
{
    int64_t first = 0;
    for (size_t i = 0; i < all->n; i++) {
        const struct store_request *r = &all->items[i];
        const int64_t id = r->n_members > 0 ? r->members[0].official_id : 0;
        if (id != 0 && strcmp(r->state, "offered") == 0)
            return id;
        first = first == 0 ? id : first;
    }
    return first;
}

static int put_official(void *ctx, struct store *s, struct err *e)
{
    struct demo *d = ctx;
    struct store_requests requests = {0};
    struct store_officials officials = {0};
    struct account_change in = {
        .login = "canbo", .role = "official", .all_agencies = -1, .is_disabled = -1};
    int rc = store_request_list(s, &requests, e);
    rc = rc != ERR_OK ? rc : store_official_list(s, &officials, e);
    const int64_t id = rc == ERR_OK ? find_official(&requests) : 0;
    for (size_t i = 0; i < officials.n; i++)
        if (officials.items[i].id == id) {
            in.name = officials.items[i].name;
            in.official = officials.items[i].code;
        }
    if (rc == ERR_OK && in.official != NULL)
        rc = put_account(d, s, OFFICIAL, &in, e);
    store_requests_release(&requests);
    store_officials_release(&officials);
    return rc;
}

/* The agencies' list, with the paper that it came with: what it says is confirmed. */
static int apply_list(void *ctx, struct store *s, struct err *e)
{
    struct demo *d = ctx;
    const struct principal *by = &d->people[OFFICE];
    struct import_report report = {0};
    char sha256[65];
    crypto_sha256(d->csv.data, d->csv.len, sha256);
    struct store_upload u = {.kind = mem_dup("requests"),
                             .file_name = mem_dup("requests.csv"),
                             .file_sha256 = mem_dup(sha256),
                             .document = mem_dup("01/DS-MAU"),
                             .document_day = mem_dup("2025-07-08")};
    int rc = upload_judge(s, by, IMPORT_REQUESTS, d->csv.data, &report, e);
    rc = rc != ERR_OK ? rc
                      : upload_add(s, by, &u, d->csv.data, &report, d->today, d->now, &d->bad, e);
    rc = rc != ERR_OK ? rc : upload_apply(s, by, u.code, 0, false, d->today, d->now, e);
    import_report_release(&report);
    store_upload_release(&u);
    return rc;
}

static int hold_round(void *ctx, struct store *s, struct err *e)
{
    struct demo *d = ctx;
    const struct principal *by = &d->people[PLANNER];
    char draw_day[11];
    clock_day(d->now - DAY_S, draw_day);
    const struct round_terms terms = {.code = ROUND,
                                      .name = "Đợt 1 năm 2025 (dữ liệu mẫu)",
                                      .policy = POLICY_DEFAULT_ID,
                                      .draw_source = "Xổ số mẫu, giải đặc biệt",
                                      .draw_day = draw_day,
                                      .names_public = 1};
    int rc = round_open(s, by, &terms, d->now - 5 * DAY_S, &d->bad, e);
    rc = rc != ERR_OK ? rc : round_close(s, by, ROUND, 0, d->now - 3 * DAY_S, e);
    rc =
        rc != ERR_OK ? rc : round_enter_draw(s, by, ROUND, 0, SEED, d->now - DAY_S + 1, &d->bad, e);
    return rc != ERR_OK ? rc
                        : round_confirm_draw(s, &d->people[COMMITTEE], ROUND, 0, SEED,
                                             d->now - DAY_S + 2, &d->bad, e);
}

static int ask_plan(void *ctx, struct store *s, struct err *e)
{
    struct demo *d = ctx;
    const struct plan_options none = {0};
    struct store_plan plan = {0};
    int rc = plan_ask(s, &d->people[PLANNER], ROUND, &none, "Phương án của Sở Xây dựng", &plan,
                      &d->bad, e);
    if (rc == ERR_OK) {
        snprintf(d->plan, sizeof d->plan, "%s", plan.code);
        d->plan_id = plan.id;
    }
    store_plan_release(&plan);
    return rc;
}

/* Waits for the run. */
static int await_plan(struct demo *d, struct err *e)
{
    const struct timespec pause = {0, 100 * 1000 * 1000};
    for (double end_s = clock_monotonic_s() + LONGEST_S; clock_monotonic_s() < end_s;) {
        struct store_plan plan = {0};
        struct store *s = store_readers_take(d->readers, 2000, e);
        int rc = s != NULL ? store_plan_get(s, d->plan_id, &plan, e) : e->code;
        store_readers_give(d->readers, s);
        const bool is_solved = rc == ERR_OK && strcmp(plan.state, "solved") == 0;
        const bool waits = rc == ERR_OK && (strcmp(plan.state, "queued") == 0 ||
                                            strcmp(plan.state, "solving") == 0);
        store_plan_release(&plan);
        if (rc != ERR_OK || is_solved)
            return rc;
        if (!waits)
            break;
        nanosleep(&pause, NULL);
    }
    return err_set(e, ERR_INTERNAL, "phương án không giải được", "the plan was not solved");
}

static int publish(void *ctx, struct store *s, struct err *e)
{
    struct demo *d = ctx;
    const struct plan_paper proposal = {"01/TTr-MAU", d->today, "Giám đốc Sở (mẫu)"};
    const struct plan_paper decision = {"01/QĐ-MAU", d->today, "Chủ tịch (mẫu)"};
    int rc = plan_submit(s, &d->people[PLANNER], d->plan, 0, &proposal, d->now, &d->bad, e);
    rc = rc != ERR_OK
             ? rc
             : plan_decide(s, &d->people[COMMITTEE], d->plan, 0, &decision, d->now, &d->bad, e);
    return rc != ERR_OK ? rc
                        : plan_publish(s, &d->people[PLANNER], d->plan, 0, NULL, d->now, &d->counts,
                                       &d->bad, e);
}

static int run_round(struct demo *d, struct err *e)
{
    const struct run_options options = {.engine = d->engine};
    struct buf file = {0};
    int rc = file_read(d->list, TABLE_MAX_BYTES, &file, e);
    rc = rc != ERR_OK ? rc : upload_read(d->engine, file.data, file.len, &d->csv, e);
    buf_release(&file);
    rc = rc != ERR_OK ? rc : store_writer_run(d->writer, apply_list, 0, d, e);
    rc = rc != ERR_OK ? rc : store_writer_run(d->writer, hold_round, 0, d, e);
    rc = rc != ERR_OK ? rc : store_writer_run(d->writer, ask_plan, 0, d, e);
    rc = rc != ERR_OK ? rc : run_start(&d->runs, d->writer, d->readers, &options, e);
    rc = rc != ERR_OK ? rc : await_plan(d, e);
    run_stop(d->runs);
    rc = rc != ERR_OK ? rc : store_writer_run(d->writer, publish, 0, d, e);
    if (rc == ERR_OK)
        printf("\n%s: %zu %s, %zu %s\n", ROUND, d->counts.n_offered, "lượt mời nhận phòng",
               d->counts.n_waiting, "hồ sơ chờ");
    return rc;
}

/* Cards for the doors of one site, and the address that one of them leads to. */
static int put_doors(void *ctx, struct store *s, struct err *e)
{
    struct demo *d = ctx;
    struct store_door_cards cards = {0};
    int rc = door_cards(s, &d->people[PLANNER], "SV", d->now, &cards, e);
    if (rc == ERR_OK)
        printf("Thẻ cửa phòng %s (a card on its door): /#/door/%s\n", cards.items[0].room,
               cards.items[0].token);
    store_door_cards_release(&cards);
    return rc;
}

static int fill(struct demo *d, const struct crypto_key *key, struct err *e)
{
    const struct store_writer_options options = {.free_min = -1};
    int rc = crypto_password_hash(PASSWORD, d->hash, e);
    rc = rc != ERR_OK ? rc : store_writer_start(&d->writer, d->db, key, &options, e);
    rc = rc != ERR_OK ? rc : store_readers_open(&d->readers, d->db, key, 4, e);
    rc = rc != ERR_OK ? rc : store_writer_run(d->writer, put_accounts, STORE_UNAUDITED, d, e);
    if (rc == ERR_OK && d->list != NULL)
        rc = run_round(d, e);
    rc = rc != ERR_OK ? rc : store_writer_run(d->writer, put_official, STORE_UNAUDITED, d, e);
    if (rc == ERR_OK && d->list != NULL)
        rc = store_writer_run(d->writer, put_doors, 0, d, e);
    if (rc == ERR_OK)
        printf("Mật khẩu của tất cả (password of all): %s\n", PASSWORD);
    if (d->writer != NULL)
        store_writer_stop(d->writer);
    store_readers_close(d->readers);
    return rc;
}

int main(int argc, char **argv)
{
    struct demo d = {.now = clock_now_s()};
    struct crypto_key key = {0};
    struct buf path = {0};
    struct err e = {0};
    if (argc != 2 && argc != 4) {
        fprintf(stderr, "demo_house DB [QUARTERS requests.csv]\n");
        return 2;
    }
    d.db = argv[1];
    d.engine = argc == 4 ? argv[2] : NULL;
    d.list = argc == 4 ? argv[3] : NULL;
    clock_today(d.today);
    buf_fmt(&path, "%s.key", d.db);
    int rc = crypto_init() == 0 ? crypto_key_load(&key, path.data, &e) : ERR_INTERNAL;
    rc = rc != ERR_OK ? rc : fill(&d, &key, &e);
    if (rc != ERR_OK)
        fprintf(stderr, "demo_house: %s\n", e.en);
    for (size_t i = 0; i < d.bad.n; i++)
        fprintf(stderr, "  %s: %s\n", d.bad.items[i].where, d.bad.items[i].en);
    solver_findings_release(&d.bad);
    buf_release(&d.csv);
    buf_release(&path);
    return rc;
}
