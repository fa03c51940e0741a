/* A retry storm (T8): replies are cut off after the commit, before it, and while another try of the
 * same is on its way; clients ask again under the same key until they have a whole answer. One
 * effect each, and the same answer every time. QUARTERS_RETRIES (make torture): how many keys.
 */
#include "served.h"

#include <pthread.h>

enum { N_KEYS = 500, N_CLIENTS = 8, TRIES = 50 };

/* How the first try ends. */
enum cut { CUT_AFTER_COMMIT, CUT_AT_ONCE, CUT_IN_THE_BODY, CUT_ONE_OF_TWO, N_CUTS };

struct key {
    int n_odd;                  /* answers that were neither whole and right nor none */
    struct buf first, repeated; /* Location, ETag and body of two whole answers */
};

static struct key *keys; /* [n_keys]; key k belongs to client k % N_CLIENTS until it was joined */
static int n_keys, port;

/* Closes so that what was not read yet is thrown away at both ends. */
static void cut(struct line *l)
{
    const struct linger at_once = {1, 0};
    if (l->fd > 0)
        (void)setsockopt(l->fd, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
    line_close(l);
}

static void write_request(int k, char head[256], char body[128])
{
    char name[32];
    snprintf(name, sizeof name, "retry-%d", k);
    line_head(head, WHO_ADMIN, name);
    snprintf(body, 128, "{\"login\":\"r%d\",\"name\":\"R\",\"role\":\"auditor\"}", k);
}

static bool send_one(struct line *l, int k)
{
    char head[256], body[128];
    write_request(k, head, body);
    return line_send(l, "POST", "/api/v1/accounts", head, body);
}

static int ask_one(struct line *l, int k)
{
    char head[256], body[128];
    write_request(k, head, body);
    return line_ask(l, "POST", "/api/v1/accounts", head, body);
}

/* The head and half of the body. */
static void send_half(struct line *l, int k)
{
    char head[256], body[128];
    struct buf raw = {0};
    write_request(k, head, body);
    buf_fmt(&raw,
            "POST /api/v1/accounts HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nX-Requested-With: test\r\n%s"
            "Content-Type: application/json\r\nContent-Length: %zu\r\n\r\n%.10s",
            port, head, strlen(body), body);
    if (line_open(l))
        (void)client_send(l->fd, raw.data, raw.len);
    buf_release(&raw);
}

/* The first try, of which no whole answer comes back. */
static void lose(int k)
{
    struct line l = {.port = port}, other = {.port = port};
    char byte;
    switch ((enum cut)(k / N_CLIENTS % N_CUTS)) {
    case CUT_AFTER_COMMIT: /* its first byte leaves behind the commit */
        if (send_one(&l, k))
            (void)recv(l.fd, &byte, 1, 0);
        break;
    case CUT_AT_ONCE:
        (void)send_one(&l, k);
        break;
    case CUT_IN_THE_BODY:
        send_half(&l, k);
        break;
    case CUT_ONE_OF_TWO:
        (void)send_one(&l, k);
        (void)send_one(&other, k);
        break;
    case N_CUTS:
        break;
    }
    cut(&l);
    cut(&other);
    line_release(&l);
    line_release(&other);
}

/* What must be the same in each answer: all but the date and the id of the request. */
static void keep(const struct line *l, struct buf *out)
{
    static const char *const names[] = {"Location", "ETag"};
    for (size_t i = 0; i < 2; i++) {
        char *value = api_header(&l->in, names[i]);
        buf_fmt(out, "%s: %s\n", names[i], value);
        free(value);
    }
    buf_str(out, api_body(&l->in));
}

/* Asks until a whole answer comes. */
static void insist(struct line *l, int k, struct buf *out)
{
    int status = 0;
    for (int i = 0; i < TRIES && (status == 0 || status == 503); i++)
        status = ask_one(l, k);
    keys[k].n_odd += status != 201;
    if (status == 201)
        keep(l, out);
}

static void *storm(void *first)
{
    struct line l = {.port = port};
    for (int k = *(const int *)first; k < n_keys; k += N_CLIENTS) {
        lose(k);
        insist(&l, k, &keys[k].first);
        insist(&l, k, &keys[k].repeated);
    }
    line_release(&l);
    return NULL;
}

static struct served s;

static int set_up(void **state)
{
    const char *wanted = getenv("QUARTERS_RETRIES");
    (void)state;
    n_keys = wanted != NULL ? (int)strtol(wanted, NULL, 10) : N_KEYS;
    keys = calloc((size_t)n_keys, sizeof *keys);
    assert_non_null(keys);
    served_make(&s);
    served_begin(&s);
    port = s.house.port;
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    for (int k = 0; k < n_keys; k++) {
        buf_release(&keys[k].first);
        buf_release(&keys[k].repeated);
    }
    free(keys);
    assert_int_equal(served_end(&s, SIGTERM), 0);
    served_check(&s);
    served_remove(&s);
    return 0;
}

static void count_effects(void)
{
    sqlite3 *db = served_look(&s);
    assert_int_equal(served_number(db, "SELECT count(*) FROM account WHERE name = 'R'"), n_keys);
    assert_int_equal(served_number(db, "SELECT count(*) FROM audit WHERE action = 'account.add'"),
                     n_keys);
    assert_int_equal(served_number(db, "SELECT count(*) FROM idempotency"), n_keys);
    sqlite3_close(db);
}

static void t_each_key_has_one_effect(void **state)
{
    pthread_t clients[N_CLIENTS];
    int firsts[N_CLIENTS];
    (void)state;
    for (int i = 0; i < N_CLIENTS; i++) {
        firsts[i] = i;
        assert_int_equal(pthread_create(&clients[i], NULL, storm, &firsts[i]), 0);
    }
    for (int i = 0; i < N_CLIENTS; i++)
        assert_int_equal(pthread_join(clients[i], NULL), 0);
    for (int k = 0; k < n_keys; k++) {
        assert_int_equal(keys[k].n_odd, 0);
        assert_string_equal(keys[k].first.data, keys[k].repeated.data);
    }
    count_effects();
}

/* Another body, path or person under a key that was used: refused, or something of its own. */
static void t_a_key_names_one_request(void **state)
{
    struct line l = {.port = port};
    char head[256];
    (void)state;
    line_head(head, WHO_ADMIN, "retry-0");
    assert_int_equal(line_ask(&l, "POST", "/api/v1/accounts", head,
                              "{\"login\":\"other\",\"name\":\"R\",\"role\":\"auditor\"}"),
                     409);
    count_effects();
    line_release(&l);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(t_each_key_has_one_effect),
        cmocka_unit_test(t_a_key_names_one_request),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
