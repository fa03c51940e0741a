/* `quarters serve` as a process of its own, over a small house (tests/api/people.h): to be killed,
 * stopped, started again and looked into.
 *
 *     served_make(&s);
 *     served_begin(&s);                         // listens when this returns
 *     struct line line = {.port = s.house.port};
 *     status = line_ask(&line, "POST", "/api/v1/accounts", head, body);    // 0: no whole answer
 *     served_end(&s, SIGKILL);
 *     served_check(&s);                         // whole, beside a running server or without one
 *     served_remove(&s);
 *
 * Lines belong to one thread each and make no assertions, so that any thread may use them.
 */
#ifndef SERVED_H
#define SERVED_H

#include "../api/people.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sqlite3.h>
#include <sys/prctl.h>
#include <sys/wait.h>

#include "../../src/store/handle.h"
#include "base/child.h"
#include "store/audit.h"

struct served {
    struct server house; /* the database; nothing of the server runs in this process */
    pid_t pid;
    char quarters[512], key_path[128];
};

static inline void served_make(struct served *s)
{
    struct buf hex = {0};
    struct err e = {0};
    *s = (struct served){0};
    assert_int_equal(child_self_path(s->quarters, sizeof s->quarters), 0);
    char *tests = strstr(s->quarters, "/tests/"); /* build/tests/… and build/quarters */
    assert_non_null(tests);
    assert_true((size_t)(tests - s->quarters) + sizeof "/quarters" <= sizeof s->quarters);
    memcpy(tests, "/quarters", sizeof "/quarters");
    api_make(&s->house, people_fill);
    snprintf(s->key_path, sizeof s->key_path, "%s.key", s->house.db);
    for (size_t i = 0; i < sizeof s->house.key.bytes; i++)
        buf_fmt(&hex, "%02x", s->house.key.bytes[i]);
    buf_char(&hex, '\n');
    assert_int_equal(file_write(s->key_path, hex.data, hex.len, 0600, &e), ERR_OK);
    buf_release(&hex);
}

/* Reads what it prints until it says where it listens. */
static inline int served_port(int fd)
{
    char text[256] = "";
    int port = 0;
    for (size_t n = 0; n + 1 < sizeof text && strchr(text, '\n') == NULL;) {
        const ssize_t more = read(fd, text + n, sizeof text - 1 - n);
        if (more <= 0)
            fail_msg("the server did not begin: %s", text);
        n += (size_t)more;
        text[n] = '\0';
    }
    const char *colon = strrchr(text, ':');
    if (colon == NULL || sscanf(colon, ":%d/", &port) != 1)
        fail_msg("no address: %s", text);
    return port;
}

static inline void served_begin(struct served *s)
{
    int ends[2];
    char *const argv[] = {
        s->quarters,        (char *)"--lang",      (char *)"en",    (char *)"serve", s->house.db,
        (char *)"--listen", (char *)"127.0.0.1:0", (char *)"--key", s->key_path,     NULL};
    assert_int_equal(pipe2(ends, O_CLOEXEC), 0);
    fflush(NULL);
    s->pid = fork();
    assert_true(s->pid >= 0);
    if (s->pid == 0) {
        (void)prctl(PR_SET_PDEATHSIG, SIGKILL); /* a test that fails leaves no server behind */
        const int log = open("/dev/null", O_WRONLY | O_CLOEXEC);
        if (dup2(ends[1], STDOUT_FILENO) < 0 || dup2(log, STDERR_FILENO) < 0)
            _exit(127);
        execv(s->quarters, argv);
        _exit(127);
    }
    close(ends[1]);
    s->house.port = served_port(ends[0]);
    close(ends[0]);
}

/* Sends the signal and waits for the end: the exit code, or minus the signal that ended it. */
static inline int served_end(struct served *s, int signal_number)
{
    int status = 0;
    assert_int_equal(kill(s->pid, signal_number), 0);
    assert_int_equal(waitpid(s->pid, &status, 0), s->pid);
    s->pid = 0;
    return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

static inline void served_remove(struct served *s)
{
    static const char *const tails[] = {"", "-wal", "-shm", ".lock", ".key"};
    for (size_t i = 0; i < sizeof tails / sizeof *tails; i++) {
        char path[128];
        snprintf(path, sizeof path, "%s%s", s->house.db, tails[i]);
        (void)unlink(path);
    }
    assert_int_equal(rmdir(s->house.dir), 0);
}

/* A plain handle for looking: the store's own allow no PRAGMA. */
static inline sqlite3 *served_look(struct served *s)
{
    sqlite3 *db = NULL;
    assert_int_equal(sqlite3_open_v2(s->house.db, &db, SQLITE_OPEN_READONLY, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_busy_timeout(db, 10000), SQLITE_OK);
    assert_int_equal(store_add_collation(db), SQLITE_OK);
    return db;
}

/* The one number that a query answers. */
static inline int64_t served_number(sqlite3 *db, const char *sql)
{
    sqlite3_stmt *st = NULL;
    if (sqlite3_prepare_v2(db, sql, -1, &st, NULL) != SQLITE_OK)
        fail_msg("%s: %s", sql, sqlite3_errmsg(db));
    assert_int_equal(sqlite3_step(st), SQLITE_ROW);
    const int64_t value = sqlite3_column_int64(st, 0);
    sqlite3_finalize(st);
    return value;
}

/* The file is sound, its references hold, the chain of its audit is whole. */
static inline void served_check(struct served *s)
{
    struct store_audit_report report;
    struct store *store = NULL;
    struct err e = {0};
    sqlite3 *db = served_look(s);
    assert_int_equal(served_number(db, "SELECT integrity_check = 'ok' FROM pragma_integrity_check"),
                     1);
    assert_int_equal(served_number(db, "SELECT count(*) FROM pragma_foreign_key_check"), 0);
    sqlite3_close(db);
    assert_int_equal(store_open(&store, s->house.db, STORE_READ, &s->house.key, &e), ERR_OK);
    assert_int_equal(store_audit_verify(store, NULL, 0, &report, &e), ERR_OK);
    assert_int_equal(report.fault, STORE_AUDIT_WHOLE);
    store_close(store);
}

/* ---- clients ---- */

struct line {
    int port;
    int fd;        /* 0 = not open */
    struct buf in; /* the last answer */
};

static inline void line_close(struct line *l)
{
    if (l->fd > 0)
        close(l->fd);
    l->fd = 0;
}

static inline void line_release(struct line *l)
{
    line_close(l);
    buf_release(&l->in);
}

static inline bool line_open(struct line *l)
{
    const struct timeval patience = {30, 0};
    struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons((uint16_t)l->port)};
    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    l->fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    return setsockopt(l->fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience) == 0 &&
           connect(l->fd, (struct sockaddr *)&to, sizeof to) == 0;
}

static inline bool line_send(struct line *l, const char *method, const char *path, const char *head,
                             const char *body)
{
    struct buf raw = {0};
    if (l->fd == 0 && !line_open(l))
        return false;
    buf_fmt(&raw,
            "%s %s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nX-Requested-With: test\r\n%s"
            "Content-Type: application/json\r\nContent-Length: %zu\r\n\r\n%s",
            method, path, l->port, head, strlen(body), body);
    const bool is_sent = client_send(l->fd, raw.data, raw.len);
    buf_release(&raw);
    return is_sent;
}

/* Whether a whole answer stands in `in`. */
static inline bool line_is_whole(const struct buf *in)
{
    const char *end = in->data != NULL ? strstr(in->data, "\r\n\r\n") : NULL;
    if (end == NULL)
        return false;
    const char *length = strcasestr(in->data, "\r\nContent-Length: ");
    return length != NULL && length < end &&
           in->len >= (size_t)(end + 4 - in->data) + strtoul(length + 18, NULL, 10);
}

/* The status of the answer; 0, and the line closed, where none came whole. */
static inline int line_await(struct line *l)
{
    char piece[4096];
    int status = 0;
    l->in.len = 0;
    while (!line_is_whole(&l->in)) {
        const ssize_t n = recv(l->fd, piece, sizeof piece, 0);
        if (n <= 0) {
            line_close(l);
            return 0;
        }
        buf_add(&l->in, piece, (size_t)n);
    }
    return sscanf(l->in.data, "HTTP/1.1 %3d", &status) == 1 ? status : 0;
}

static inline int line_ask(struct line *l, const char *method, const char *path, const char *head,
                           const char *body)
{
    if (line_send(l, method, path, head, body))
        return line_await(l);
    line_close(l);
    return 0;
}

/* The head of somebody's POST under a key of its own. */
static inline void line_head(char head[256], enum who who, const char *key)
{
    snprintf(head, 256, "Cookie: sid=%s\r\nIdempotency-Key: %s\r\n", people_session[who], key);
}

#endif
