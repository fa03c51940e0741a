/* SIGTERM in the middle of everything (T24): fifty suspended requests, a running engine, half an
 * upload, clients that write. The server ends with 0 in time, the engine with it, and nothing that
 * was answered is lost. QUARTERS_STOPS (make torture): how many stops.
 */
#include "served.h"

#include <dirent.h>
#include <pthread.h>
#include <stdatomic.h>

#include "service/policies.h"
#include "service/round.h"
#include "store/request.h"

/* One address has 64 connections. The server means to stop within 4 s; the limit here is a busy
 * machine's, under sanitizers. */
enum { N_STOPS = 3, N_WAITING = 50, N_WRITERS = 8, N_MAX = 1 << 16, STOP_MAX_S = 40 };

/* Instants: 10 and 12 July 2025, eight o'clock in Vietnam. */
static const int64_t DAY_10 = 1752109200, DAY_12 = 1752282000;

static struct served s;
static bool is_acked[N_MAX]; /* each the writer's that took the number, until all were joined */
static atomic_int n_taken, n_acked;

/* A round that is closed and drawn, so that plans can be asked for. */
static int close_round(void *ctx, struct store *store, struct err *e)
{
    static const struct round_terms t = {.code = "2025-07",
                                         .name = "Đợt 1",
                                         .policy = "tam-thoi-2025-07",
                                         .draw_source = "Xổ số miền Bắc",
                                         .draw_day = "2025-07-12",
                                         .names_public = 1};
    const struct principal planner = {.account_id = people_account[WHO_PLANNER],
                                      .role = PRINCIPAL_PLANNER};
    const struct principal office = {.account_id = people_account[WHO_OFFICE],
                                     .role = PRINCIPAL_REGISTRAR,
                                     .all_agencies = true};
    struct store_requests all = {0};
    struct solver_findings bad = {0};
    (void)ctx;
    int rc = store_request_list(store, &all, e);
    for (size_t i = 0; rc == ERR_OK && i < all.n; i++)
        rc = store_request_move(store, all.items[i].id, "confirmed", NULL, NULL, e);
    store_requests_release(&all);
    rc = rc != ERR_OK ? rc : policies_seed(store, e);
    rc = rc != ERR_OK ? rc : round_open(store, &planner, &t, DAY_10, &bad, e);
    rc = rc != ERR_OK ? rc : round_close(store, &planner, t.code, 0, DAY_10, e);
    rc = rc != ERR_OK ? rc : round_enter_draw(store, &planner, t.code, 0, "482", DAY_12, &bad, e);
    rc = rc != ERR_OK ? rc : round_confirm_draw(store, &office, t.code, 0, "482", DAY_12, &bad, e);
    solver_findings_release(&bad);
    return rc;
}

static void pause_ms(int ms)
{
    const struct timespec t = {ms / 1000, (long)(ms % 1000) * 1000000};
    nanosleep(&t, NULL);
}

/* Writes until the server is gone. */
static void *write_on(void *unused)
{
    struct line l = {.port = s.house.port};
    (void)unused;
    for (;;) {
        const int n = atomic_fetch_add(&n_taken, 1);
        char head[256], key[32], body[128];
        if (n >= N_MAX)
            break;
        snprintf(key, sizeof key, "stop-%d", n);
        line_head(head, WHO_ADMIN, key);
        snprintf(body, sizeof body, "{\"login\":\"s%d\",\"name\":\"S\",\"role\":\"auditor\"}", n);
        const int status = line_ask(&l, "POST", "/api/v1/accounts", head, body);
        is_acked[n] = status == 201;
        if (status == 201)
            atomic_fetch_add(&n_acked, 1);
        else
            break;
    }
    line_release(&l);
    return NULL;
}

/* A child of the server; 0 = it has none. */
static pid_t child_of_server(void)
{
    char path[64];
    long child = 0;
    snprintf(path, sizeof path, "/proc/%ld/task", (long)s.pid);
    DIR *dir = opendir(path);
    assert_non_null(dir);
    for (struct dirent *d = readdir(dir); d != NULL && child == 0; d = readdir(dir)) {
        char name[128], text[32] = "";
        snprintf(name, sizeof name, "%s/%.32s/children", path, d->d_name);
        FILE *f = fopen(name, "r");
        if (f != NULL && fgets(text, sizeof text, f) != NULL)
            child = strtol(text, NULL, 10);
        if (f != NULL)
            fclose(f);
    }
    closedir(dir);
    return (pid_t)child;
}

/* Whether it is the engine already, not the server's image before exec. */
static bool is_engine(pid_t pid)
{
    char path[64], words[1024] = "";
    snprintf(path, sizeof path, "/proc/%ld/cmdline", (long)pid);
    const int fd = open(path, O_RDONLY | O_CLOEXEC);
    const ssize_t n = fd >= 0 ? read(fd, words, sizeof words - 1) : -1;
    if (fd >= 0)
        close(fd);
    return n > 0 && strcmp(words + strlen(words) + 1, "solve") == 0;
}

/* Asks for plans until an engine is caught at work and stopped in its tracks; `plan` is the last
 * that was asked for. */
static pid_t hold_engine(char plan[33])
{
    struct line l = {.port = s.house.port};
    static int n_asked;
    for (int i = 0; i < 2000; i++) {
        char head[256], key[32];
        snprintf(key, sizeof key, "plan-%d", n_asked++);
        line_head(head, WHO_PLANNER, key);
        if (line_ask(&l, "POST", "/api/v1/rounds/2025-07/plans", head, "{}") == 202) {
            char *place = api_header(&l.in, "Location");
            snprintf(plan, 33, "%s", strrchr(place, '/') + 1);
            free(place);
        }
        for (int look = 0; look < 2000; look++) {
            const pid_t engine = child_of_server();
            if (engine != 0 && is_engine(engine) && kill(engine, SIGSTOP) == 0) {
                line_release(&l);
                return engine;
            }
        }
    }
    fail_msg("no engine was seen");
    return 0;
}

/* Streams of the plan's progress, each with its head answered: suspended from then on. */
static void follow(const char *plan, struct line lines[N_WAITING])
{
    char path[96], head[256];
    snprintf(path, sizeof path, "/api/v1/plans/%s/events", plan);
    snprintf(head, sizeof head, "Host: 127.0.0.1\r\nCookie: sid=%s\r\n\r\n",
             people_session[WHO_PLANNER]);
    for (int i = 0; i < N_WAITING; i++) {
        struct buf raw = {0};
        lines[i] = (struct line){.port = s.house.port};
        buf_fmt(&raw, "GET %s HTTP/1.1\r\n%s", path, head);
        assert_true(line_open(&lines[i]));
        client_say(lines[i].fd, raw.data);
        buf_release(&raw);
    }
    for (int i = 0; i < N_WAITING; i++) {
        client_await(lines[i].fd, &lines[i].in, "\r\n\r\n");
        assert_int_equal(client_status(&lines[i].in), 200);
    }
}

static void begin_upload(struct line *l)
{
    struct buf raw = {0};
    *l = (struct line){.port = s.house.port};
    buf_fmt(&raw,
            "POST /api/v1/uploads?kind=requests HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: sid=%s\r\n"
            "X-Requested-With: test\r\nContent-Type: text/csv\r\nContent-Length: 500000\r\n\r\nSTT",
            people_session[WHO_REGISTRAR]);
    assert_true(line_open(l));
    client_say(l->fd, raw.data);
    buf_release(&raw);
}

static void check_answered(void)
{
    sqlite3 *db = served_look(&s);
    sqlite3_stmt *st = NULL;
    const int n = atomic_load(&n_taken) < N_MAX ? atomic_load(&n_taken) : N_MAX;
    assert_int_equal(
        sqlite3_prepare_v2(db, "SELECT count(*) FROM account WHERE login = ?1", -1, &st, NULL),
        SQLITE_OK);
    for (int i = 0; i < n; i++) {
        char login[32];
        snprintf(login, sizeof login, "s%d", i);
        if (!is_acked[i])
            continue;
        sqlite3_bind_text(st, 1, login, -1, SQLITE_TRANSIENT);
        assert_int_equal(sqlite3_step(st), SQLITE_ROW);
        assert_int_equal(sqlite3_column_int(st, 0), 1);
        sqlite3_reset(st);
    }
    sqlite3_finalize(st);
    sqlite3_close(db);
}

static double stop_once(void)
{
    pthread_t writers[N_WRITERS];
    struct line streams[N_WAITING], upload;
    char plan[33] = "";
    const int before = atomic_load(&n_acked);
    served_begin(&s);
    const pid_t engine = hold_engine(plan);
    follow(plan, streams);
    begin_upload(&upload);
    for (int i = 0; i < N_WRITERS; i++)
        assert_int_equal(pthread_create(&writers[i], NULL, write_on, NULL), 0);
    for (int i = 0; i < 20000 && atomic_load(&n_acked) < before + 20; i++)
        pause_ms(1);
    assert_true(atomic_load(&n_acked) > before);
    const double begin_s = clock_monotonic_s();
    assert_int_equal(served_end(&s, SIGTERM), 0);
    const double took_s = clock_monotonic_s() - begin_s;
    assert_int_equal(kill(engine, 0), -1);
    for (int i = 0; i < N_WRITERS; i++)
        assert_int_equal(pthread_join(writers[i], NULL), 0);
    for (int i = 0; i < N_WAITING; i++) {
        client_read_all(streams[i].fd, &streams[i].in); /* each has its end */
        line_release(&streams[i]);
    }
    line_release(&upload);
    served_check(&s);
    check_answered();
    return took_s;
}

static void t_a_stop_loses_nothing(void **state)
{
    const char *wanted = getenv("QUARTERS_STOPS");
    const int n_stops = wanted != NULL ? (int)strtol(wanted, NULL, 10) : N_STOPS;
    struct store *store = NULL;
    struct err e = {0};
    double most_s = 0;
    (void)state;
    served_make(&s);
    assert_int_equal(store_open(&store, s.house.db, STORE_WRITE, &s.house.key, &e), ERR_OK);
    if (store_do(store, close_round, NULL, &e) != ERR_OK)
        fail_msg("%s", e.en);
    store_close(store);
    for (int i = 0; i < n_stops; i++) {
        const double took_s = stop_once();
        most_s = took_s > most_s ? took_s : most_s;
    }
    print_message("%d stops, %d answered; the longest took %.1f s\n", n_stops,
                  atomic_load(&n_acked), most_s);
    assert_true(most_s < STOP_MAX_S);
    served_remove(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(t_a_stop_loses_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
