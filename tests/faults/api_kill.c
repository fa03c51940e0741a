/* SIGKILL at a random moment while 16 clients write over HTTP (T1): what was answered is there,
 * what was not is there wholly or not at all, and asking again under the same key has one effect.
 *
 * Each kill meets the database of the kills before it. QUARTERS_KILLS (make torture): how many.
 */
#include "served.h"

#include <pthread.h>
#include <stdatomic.h>

enum { N_KILLS = 60, N_CLIENTS = 16, N_MAX = 1 << 17, KILLS_EACH_HOUSE = 20 };

enum fate { UNSENT, SENT, ACKED };

struct work {
    enum fate fate;
    char code[33]; /* that the answer gave */
};

static struct work works[N_MAX]; /* each the client's that took it, until all were joined */
static atomic_int n_taken, n_acked;
static int port;

/* Account `n`, under its own key; the status. Fills the code where the answer has one. */
static int post(struct line *l, int n, char code[33])
{
    char head[256], key[32], body[128];
    snprintf(key, sizeof key, "key-%d", n);
    line_head(head, WHO_ADMIN, key);
    snprintf(body, sizeof body, "{\"login\":\"w%d\",\"name\":\"W\",\"role\":\"auditor\"}", n);
    const int status = line_ask(l, "POST", "/api/v1/accounts", head, body);
    const char *at = status == 201 ? strstr(l->in.data, "\r\nLocation: /api/v1/accounts/") : NULL;
    snprintf(code, 33, "%s", at != NULL ? at + strlen("\r\nLocation: /api/v1/accounts/") : "");
    return status;
}

/* Takes numbers until the server is gone. */
static void *write_on(void *unused)
{
    struct line l = {.port = port};
    (void)unused;
    for (;;) {
        const int n = atomic_fetch_add(&n_taken, 1);
        if (n >= N_MAX)
            break;
        works[n].fate = SENT;
        if (post(&l, n, works[n].code) != 201)
            break;
        works[n].fate = ACKED;
        atomic_fetch_add(&n_acked, 1);
    }
    line_release(&l);
    return NULL;
}

static void pause_ms(int ms)
{
    const struct timespec t = {ms / 1000, (long)(ms % 1000) * 1000000};
    nanosleep(&t, NULL);
}

static unsigned seed = 1;

static int draw(int below)
{
    seed = seed * 1103515245u + 12345u;
    return (int)((seed >> 8) % (unsigned)below);
}

static void write_and_kill(struct served *s)
{
    pthread_t clients[N_CLIENTS];
    const int before = atomic_load(&n_acked);
    port = s->house.port;
    for (int i = 0; i < N_CLIENTS; i++)
        assert_int_equal(pthread_create(&clients[i], NULL, write_on, NULL), 0);
    for (int i = 0; i < 20000 && atomic_load(&n_acked) == before; i++)
        pause_ms(1); /* a kill before the first answer would show nothing */
    pause_ms(draw(250));
    assert_int_equal(served_end(s, SIGKILL), -SIGKILL);
    for (int i = 0; i < N_CLIENTS; i++)
        assert_int_equal(pthread_join(clients[i], NULL), 0);
    assert_true(atomic_load(&n_acked) > before);
}

/* The code of account wN, "" where it is not there. */
static void look_up(sqlite3_stmt *st, int n, char code[33])
{
    char login[32];
    snprintf(login, sizeof login, "w%d", n);
    assert_int_equal(sqlite3_bind_text(st, 1, login, -1, SQLITE_TRANSIENT), SQLITE_OK);
    const bool is_there = sqlite3_step(st) == SQLITE_ROW;
    snprintf(code, 33, "%s", is_there ? (const char *)sqlite3_column_text(st, 0) : "");
    sqlite3_reset(st);
}

/* All of this house up to `n`: acknowledged ones as they were answered. Returns how many are there
 * without an answer. */
static int compare(struct served *s, int from, int n)
{
    sqlite3 *db = served_look(s);
    sqlite3_stmt *st = NULL;
    int n_unknown = 0;
    assert_int_equal(
        sqlite3_prepare_v2(db, "SELECT code FROM account WHERE login = ?1", -1, &st, NULL),
        SQLITE_OK);
    for (int i = from; i < n; i++) {
        char code[33];
        look_up(st, i, code);
        if (works[i].fate == ACKED)
            assert_string_equal(code, works[i].code);
        else
            assert_true(works[i].fate == SENT);
        n_unknown += works[i].fate == SENT && code[0] != '\0';
    }
    sqlite3_finalize(st);
    sqlite3_close(db);
    return n_unknown;
}

/* What had no answer is sent again, and some of what had: the first answer, for ever. */
static void ask_again(struct served *s, int from, int n)
{
    struct line l = {.port = s->house.port};
    for (int i = from; i < n; i++) {
        char code[33];
        if (works[i].fate == ACKED && draw(20) != 0)
            continue;
        assert_int_equal(post(&l, i, code), 201);
        if (works[i].fate == ACKED)
            assert_string_equal(code, works[i].code);
        memcpy(works[i].code, code, sizeof code);
        works[i].fate = ACKED;
    }
    line_release(&l);
}

/* One effect each, with its row in the audit and its kept answer. */
static void count(struct served *s, int expected)
{
    static const char *const questions[] = {
        "SELECT count(*) FROM account WHERE login GLOB 'w[0-9]*'",
        ("SELECT count(*) FROM audit WHERE action = 'account.add' AND object IN\n"
         "  (SELECT 'account/' || code FROM account WHERE login GLOB 'w[0-9]*')"),
        "SELECT count(*) FROM audit WHERE action = 'account.add'",
        "SELECT count(*) FROM idempotency"};
    sqlite3 *db = served_look(s);
    for (size_t i = 0; i < sizeof questions / sizeof *questions; i++)
        assert_int_equal(served_number(db, questions[i]), expected);
    sqlite3_close(db);
}

/* Returns how many were there without an answer. */
static int kill_often(int n_kills)
{
    struct served s;
    int n_unknown = 0;
    served_make(&s);
    const int from = atomic_load(&n_taken);
    served_begin(&s);
    for (int k = 0; k < n_kills; k++) {
        const int since = atomic_load(&n_taken);
        write_and_kill(&s);
        served_begin(&s);
        const int until = atomic_load(&n_taken) < N_MAX ? atomic_load(&n_taken) : N_MAX;
        n_unknown += compare(&s, from, until);
        ask_again(&s, since, until);
        served_check(&s);
        count(&s, until - from);
    }
    assert_int_equal(served_end(&s, SIGTERM), 0);
    served_check(&s);
    served_remove(&s);
    return n_unknown;
}

static void t_nothing_answered_dies_with_the_server(void **state)
{
    const char *wanted = getenv("QUARTERS_KILLS");
    const int n_kills = wanted != NULL ? (int)strtol(wanted, NULL, 10) : N_KILLS;
    int n_unknown = 0, n_answered = 0;
    (void)state;
    for (int k = 0; k < n_kills; k += KILLS_EACH_HOUSE) {
        const int left = n_kills - k;
        n_unknown += kill_often(left < KILLS_EACH_HOUSE ? left : KILLS_EACH_HOUSE);
        n_answered += atomic_load(&n_acked);
        memset(works, 0, sizeof works);
        atomic_store(&n_taken, 0);
        atomic_store(&n_acked, 0);
    }
    print_message("%d kills, %d answered, none missing; %d there without an answer\n", n_kills,
                  n_answered, n_unknown);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(t_nothing_answered_dies_with_the_server),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
