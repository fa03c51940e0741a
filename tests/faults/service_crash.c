/* Power loss in the middle of the services' own transactions (T2): accounts, officials, requests,
 * a plan from the question to the publication, offers and appeals, through the writer.
 *
 * What a crash leaves must be a state that the data have had: after each commit of the first run a
 * digest of every row of every table is kept, and after each loss of power the database must have
 * one of these digests, not older than the last answer given before. With synchronous=NORMAL the
 * same test must find losses. QUARTERS_CRASHES (make torture): at how many moments.
 */
#include "../unit/plan_bed.h"

#include <pthread.h>

#include "../../src/store/handle.h"
#include "base/mem.h"
#include "service/account.h"
#include "service/allocate.h"
#include "service/appeal.h"
#include "service/housekeeping.h"
#include "service/login.h"
#include "service/offer.h"
#include "service/official.h"
#include "service/registration.h"
#include "store/audit.h"
#include "store/offer.h"
#include "store/writer.h"

#include "memory_vfs.h"

enum { N_CRASHES = 500, N_NEW = 12, MAX_STATES = 512 };

static const char TODAY[] = "2025-07-13";

/* ---- states ---- */

static uint64_t mix(uint64_t h, const void *bytes, size_t n)
{
    const unsigned char *p = bytes;
    for (size_t i = 0; i < n; i++)
        h = (h ^ p[i]) * 1099511628211u; /* FNV-1a */
    return h;
}

static uint64_t mix_row(uint64_t h, sqlite3_stmt *st)
{
    for (int c = 0; c < sqlite3_column_count(st); c++) {
        const int type = sqlite3_column_type(st, c), n = sqlite3_column_bytes(st, c);
        h = mix(h, &type, sizeof type);
        h = mix(h, &n, sizeof n);
        if (n > 0)
            h = mix(h, sqlite3_column_blob(st, c), (size_t)n);
    }
    return h;
}

static sqlite3_stmt *prepared(sqlite3 *db, const char *sql)
{
    sqlite3_stmt *st = NULL;
    if (sqlite3_prepare_v2(db, sql, -1, &st, NULL) != SQLITE_OK)
        fail_msg("%s: %s", sql, sqlite3_errmsg(db));
    return st;
}

/* Of all rows of all tables. */
static uint64_t digest(sqlite3 *db)
{
    uint64_t h = 14695981039346656037u;
    sqlite3_stmt *tables =
        prepared(db, "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name");
    while (sqlite3_step(tables) == SQLITE_ROW) {
        char sql[128];
        snprintf(sql, sizeof sql, "SELECT * FROM \"%s\"",
                 (const char *)sqlite3_column_text(tables, 0));
        h = mix_row(h, tables);
        sqlite3_stmt *rows = prepared(db, sql);
        while (sqlite3_step(rows) == SQLITE_ROW)
            h = mix_row(h, rows);
        sqlite3_finalize(rows);
    }
    sqlite3_finalize(tables);
    return h;
}

static uint64_t states[MAX_STATES]; /* [n_states] after each answer, in order; [0] as it began */
static int n_states;

/* ---- work through the writer ---- */

struct piece {
    int (*run)(int i, struct store *s, struct err *err);
    int i;
    int code; /* that it must end with */
};

static struct store_writer *writer;
static sqlite3 *writer_db;
static int n_told;
static pthread_mutex_t told_lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t told = PTHREAD_COND_INITIALIZER;

static int run_piece(void *ctx, struct store *s, struct err *err)
{
    const struct piece *p = ctx;
    return p->run(p->i, s, err);
}

/* In the writer thread, behind the commit: the state is written down before the answer is. */
static void note(void *ctx, const struct err *outcome)
{
    const struct piece *p = ctx;
    if (outcome->code != p->code)
        print_error("%s\n", err_text(outcome, "en"));
    assert_int_equal(outcome->code, p->code);
    assert_true(n_states < MAX_STATES);
    states[n_states] = digest(writer_db);
    journal_ack(n_states++);
    pthread_mutex_lock(&told_lock);
    n_told++;
    pthread_cond_signal(&told);
    pthread_mutex_unlock(&told_lock);
}

/* Queues `n` pieces of a kind at once, so that some share commits, and waits for all. */
static void work(int (*run)(int, struct store *, struct err *), int n, int code)
{
    struct piece pieces[N_NEW];
    pthread_mutex_lock(&told_lock);
    n_told = 0;
    for (int i = 0; i < n; i++) {
        pieces[i] = (struct piece){run, i, code};
        ok(store_writer_add(writer, run_piece, 0, note, &pieces[i], &e));
    }
    while (n_told < n)
        pthread_cond_wait(&told, &told_lock);
    pthread_mutex_unlock(&told_lock);
}

/* ---- the work ---- */

static const struct store_scope ALL = {.sees = STORE_SEES_ALL};
static char officials[N_NEW][33], accounts[N_NEW][33], requests[N_NEW][33];
static char plan_code[33], appeal_code[33];
static int64_t plan_id;
static const struct plan_paper PAPER = {"12/TTr-SXD", "2025-07-12", "Trần Văn B"};
static const struct plan_paper DECISION = {"45/QĐ-UBND", "2025-07-13", "Lê Thị C"};
static struct principal admin;

static int add_person(int i, const char *name, char code[33], struct store *s, struct err *err)
{
    char citizen_id[16];
    snprintf(citizen_id, sizeof citizen_id, "0341860%05d", i);
    struct store_official o = {.name = mem_dup(name),
                               .born = mem_dup("1986-03-04"),
                               .sex = mem_dup("F"),
                               .citizen_id = mem_dup(citizen_id),
                               .agency_code = mem_dup("SXD"),
                               .coefficient_c = -1,
                               .owns_house = 0,
                               .road_km_t = 300,
                               .has_moved = 1,
                               .needs_housing = -1};
    const int rc = official_add(s, &office, &o, TODAY, &bad, err);
    if (rc == ERR_OK)
        snprintf(code, 33, "%s", o.code);
    store_official_release(&o);
    return rc;
}

static int add_official(int i, struct store *s, struct err *err)
{
    char name[32];
    snprintf(name, sizeof name, "Trần Thị B%c", 'a' + i);
    return add_person(i, name, officials[i], s, err);
}

static int add_account(int i, struct store *s, struct err *err)
{
    char login[16];
    struct store_account a = {0};
    snprintf(login, sizeof login, "tb%d", i);
    const struct account_change in = {.login = login,
                                      .name = login,
                                      .role = "official",
                                      .official = officials[i],
                                      .agencies = "",
                                      .all_agencies = 0,
                                      .is_disabled = 0};
    const int rc = account_add(s, &admin, &in, &a, &bad, err);
    if (rc == ERR_OK)
        snprintf(accounts[i], sizeof accounts[i], "%s", a.code);
    store_account_release(&a);
    return rc;
}

static int give_code(int i, struct store *s, struct err *err)
{
    struct activation_slips slips = {0};
    const int rc = account_code(s, &admin, accounts[i], DAY_13, &slips, err);
    activation_slips_release(&slips);
    return rc;
}

static int log_in(int i, struct store *s, struct err *err)
{
    char secret[65];
    struct store_audit a = {
        .actor = planner.account_id, .action = lit("session.begin"), .object = lit("account/test")};
    (void)i;
    const int rc = login_begin(s, planner.account_id, DAY_13, secret, err);
    return rc != ERR_OK ? rc : store_audit_add(s, &a, err);
}

static int file_request(int i, struct store *s, struct err *err)
{
    struct store_request r = {.n_members = 1, .members = mem_array(1, sizeof *r.members)};
    r.members[0] =
        (struct store_member){.relation = mem_dup("self"), .official_code = mem_dup(officials[i])};
    const int rc = registration_file(s, &office, &r, TODAY, &bad, err);
    if (rc == ERR_OK)
        snprintf(requests[i], sizeof requests[i], "%s", r.code);
    store_request_release(&r);
    return rc;
}

static int submit_request(int i, struct store *s, struct err *err)
{
    return registration_submit(s, &office, requests[i], 1, TODAY, err);
}

static int confirm_request(int i, struct store *s, struct err *err)
{
    static const struct registration_papers papers = {.document = "12/GXN-SXD",
                                                      .document_day = "2025-07-08"};
    return registration_confirm(s, &office, requests[i], 0, &papers, TODAY, DAY_13, &bad, err);
}

static int withdraw_request(int i, struct store *s, struct err *err)
{
    return registration_withdraw(s, &office, requests[2 * i], 0, err);
}

static int ask_plan(int i, struct store *s, struct err *err)
{
    static const struct plan_options none;
    struct store_plan p = {0};
    (void)i;
    const int rc = plan_ask(s, &planner, "2025-07", &none, "thử", &p, &bad, err);
    plan_id = p.id;
    snprintf(plan_code, sizeof plan_code, "%s", rc == ERR_OK ? p.code : "");
    store_plan_release(&p);
    return rc;
}

static struct allocation allocation;

static int begin_plan(int i, struct store *s, struct err *err)
{
    struct store_audit a = {.action = lit("plan.solve"), .object = lit("plan/test")};
    struct store_plan p = {0};
    (void)i;
    int rc = plan_get(s, &planner, plan_code, &p, err);
    rc = rc != ERR_OK ? rc : store_plan_move(s, plan_id, "solving", 0, err);
    rc = rc != ERR_OK ? rc : allocation_prepare_plan(&allocation, s, &p, err);
    store_plan_release(&p);
    return rc != ERR_OK ? rc : store_audit_add(s, &a, err);
}

static int keep_plan(int i, struct store *s, struct err *err)
{
    struct store_audit a = {.action = lit("plan.solved"), .object = lit("plan/test")};
    (void)i;
    int rc =
        allocation_store_requests(&allocation, s, plan_id, 0, allocation.instance.n_parties, err);
    rc = rc != ERR_OK ? rc : allocation_finish(&allocation, s, plan_id, err);
    return rc != ERR_OK ? rc : store_audit_add(s, &a, err);
}

static int note_plan(int i, struct store *s, struct err *err)
{
    char text[32];
    snprintf(text, sizeof text, "lần %d", i);
    return plan_note(s, &planner, plan_code, 0, text, err);
}

static int submit_plan(int i, struct store *s, struct err *err)
{
    (void)i;
    return plan_submit(s, &planner, plan_code, 0, &PAPER, DAY_13, &bad, err);
}

static int decide_plan(int i, struct store *s, struct err *err)
{
    (void)i;
    return plan_decide(s, &office, plan_code, 0, &DECISION, DAY_13, &bad, err);
}

static int publish_plan(int i, struct store *s, struct err *err)
{
    struct offer_counts counts;
    (void)i;
    return plan_publish(s, &planner, plan_code, 0, NULL, DAY_13, &counts, &bad, err);
}

/* The oldest open offer. */
static int answer_offer(int i, struct store *s, struct err *err)
{
    const struct store_offer_query q = {.scope = ALL, .answer = "", .after = "", .limit = 1};
    struct store_offers open = {0};
    int64_t n;
    int rc = store_offer_list(s, &q, &open, &n, err);
    assert_true(rc != ERR_OK || open.n == 1);
    if (rc == ERR_OK)
        rc = offer_answer(s, &office, open.items[0].code, 0,
                          i % 2 == 0 ? OFFER_ACCEPT : OFFER_DECLINE, DAY_13, err);
    store_offers_release(&open);
    return rc;
}

/* All open ones expire. */
static int keep_house(int i, struct store *s, struct err *err)
{
    struct housekeeping h = {.now = DAY_13 + 30 * 24 * 3600};
    (void)i;
    return housekeeping(&h, s, err);
}

/* About what was published. */
static int file_appeal(int i, struct store *s, struct err *err)
{
    static const struct appeal_claim claim = {
        .statement = "Đường xa hơn.", .official = "", .fact = "road_km", .value = "45.5"};
    (void)i;
    return appeal_file(s, &office, "HS-0000", &claim, DAY_13, appeal_code, &bad, err);
}

static int answer_appeal(int i, struct store *s, struct err *err)
{
    (void)i;
    return appeal_answer(s, &planner, appeal_code, 0, APPEAL_REJECTED, "Bản đồ cho thấy 25 km.",
                         DAY_13, err);
}

/* A job that fails at its end, behind all its changes. */
static int add_and_fail(int i, struct store *s, struct err *err)
{
    char code[33];
    const int rc = add_person(99, "Trần Thị C", code, s, err);
    (void)i;
    return rc != ERR_OK ? rc : err_set(err, ERR_DATA, "thôi", "no");
}

static int borrow(void *ctx, struct store *s, struct err *err)
{
    (void)err;
    *(sqlite3 **)ctx = s->db;
    return ERR_OK;
}

static void begin(bool is_normal)
{
    const struct store_writer_options options = {.checkpoint_pages = 60, .free_min = -1};
    store_close(store);
    store = NULL;
    ok(store_writer_start(&writer, db_path, &KEY, &options, &e));
    ok(store_writer_run(writer, borrow, 0, &writer_db, &e));
    if (is_normal)
        assert_int_equal(sqlite3_exec(writer_db, "PRAGMA synchronous=NORMAL", NULL, NULL, NULL),
                         SQLITE_OK);
    states[0] = digest(writer_db);
    n_states = 1;
    journal_begin();
}

static void live(void)
{
    const struct allocate_options o = {.engine = engine};
    work(add_official, N_NEW, ERR_OK);
    work(add_account, N_NEW, ERR_OK);
    work(add_account, 2, ERR_DATA);
    work(give_code, 6, ERR_OK);
    work(log_in, 6, ERR_OK);
    work(add_and_fail, 3, ERR_DATA);
    work(file_request, N_NEW, ERR_OK);
    work(submit_request, N_NEW, ERR_OK);
    work(confirm_request, N_NEW, ERR_OK);
    work(withdraw_request, N_NEW / 2, ERR_OK);
    work(ask_plan, 1, ERR_OK);
    work(begin_plan, 1, ERR_OK);
    ok(allocation_solve(&allocation, &o, &e));
    assert_int_equal(allocation.faults.n, 0);
    work(keep_plan, 1, ERR_OK);
    allocation_release(&allocation);
    work(note_plan, 5, ERR_OK);
    work(submit_plan, 1, ERR_OK);
    work(decide_plan, 1, ERR_OK);
    work(publish_plan, 1, ERR_OK);
    work(answer_offer, 5, ERR_OK);
    work(file_appeal, 1, ERR_OK);
    work(answer_appeal, 1, ERR_OK);
    work(keep_house, 1, ERR_OK);
}

/* ---- power loss ---- */

/* The database is sound; the state it is in. */
static uint64_t check_sound(struct store *s)
{
    struct store_audit_report report;
    sqlite3_stmt *st = prepared(s->db, "PRAGMA integrity_check");
    assert_int_equal(sqlite3_step(st), SQLITE_ROW);
    assert_string_equal((const char *)sqlite3_column_text(st, 0), "ok");
    sqlite3_finalize(st);
    st = prepared(s->db, "PRAGMA foreign_key_check");
    assert_int_equal(sqlite3_step(st), SQLITE_DONE);
    sqlite3_finalize(st);
    ok(store_audit_verify(s, NULL, 0, &report, &e));
    assert_int_equal(report.fault, STORE_AUDIT_WHOLE);
    return digest(s->db);
}

/* Loses power before entry k, starts again, checks. Whether an answered change is lost. */
static bool lose_power_at(size_t k)
{
    struct store *s = NULL;
    int answered = 0, found = n_states;
    for (size_t i = 0; i < k; i++)
        if (journal[i].kind == ENTRY_ACK)
            answered = (int)journal[i].at;
    crash_at(k);
    ok(store_open(&s, db_path, STORE_WRITE, &KEY, &e));
    const uint64_t now = check_sound(s);
    store_close(s);
    while (--found >= 0 && states[found] != now)
        ;
    if (found < 0)
        fail_msg("power lost before operation %zu: a state that never was", k);
    return found < answered;
}

static int n_crashes(void)
{
    const char *wanted = getenv("QUARTERS_CRASHES");
    return wanted != NULL ? (int)strtol(wanted, NULL, 10) : N_CRASHES;
}

/* Crashes spread over the whole journal, the last behind its end; how many lost something. */
static int lose_power_often(int n)
{
    int n_with_losses = 0;
    for (int i = 1; i <= n; i++)
        n_with_losses += lose_power_at((size_t)((double)n_journal * i / n));
    return n_with_losses;
}

static void t_no_answered_change_is_lost(void **state)
{
    (void)state;
    begin(false);
    live();
    store_writer_stop(writer);
    journal_end();
    print_message("%zu operations, %d answers\n", n_journal, n_states - 1);
    assert_true(n_journal > N_CRASHES);
    assert_int_equal(lose_power_often(n_crashes()), 0);
}

static void t_control_without_syncs_changes_are_lost(void **state)
{
    (void)state;
    begin(true);
    live();
    store_writer_stop(writer);
    journal_end();
    const int n = n_crashes() / 5, n_with_losses = lose_power_often(n);
    print_message("%d of %d lose answered changes\n", n_with_losses, n);
    assert_true(n_with_losses > n / 10);
}

static int set_up(void **state)
{
    memory_vfs_install();
    const int rc = bed_make(state);
    admin = bed_account("admin", "admin");
    return rc;
}

static int tear_down(void **state)
{
    memory_vfs_clear();
    assert_int_equal(sqlite3_vfs_register(sqlite3_vfs_find("unix"), 1), SQLITE_OK); /* as it was */
    return bed_remove(state);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

int main(int argc, char **argv)
{
    if (argc > 2 && (strcmp(argv[1], "solve") == 0 || strcmp(argv[1], "explain") == 0))
        return real_engine(argc, argv);
    if (child_self_path(engine, sizeof engine) != 0)
        return 1;
    const struct CMUnitTest tests[] = {
        TEST(t_no_answered_change_is_lost),
        TEST(t_control_without_syncs_changes_are_lost),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
