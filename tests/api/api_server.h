/* The whole server over a new database, in this process: what `quarters serve` opens. */
#ifndef API_SERVER_TEST_H
#define API_SERVER_TEST_H

#include "client.h"
#include "traffic.h"

#include <sys/stat.h>

#include "api/server.h"
#include "base/crypto.h"
#include "service/import.h"
#include "service/run.h"
#include "store/readers.h"
#include "store/store.h"
#include "store/writer.h"

struct server {
    char dir[64], db[96];
    struct crypto_key key;
    struct store_writer *writer;
    struct store_readers *readers;
    struct run_manager *runs;
    struct api *api;
    struct http_server *http;
    int port;
};

/* What solves plans: a test that wants them solved sets it before it begins. */
static const char *api_engine = "/bin/false";

/* Whether the server is told that its people are made up. */
static bool api_is_demo;

/* A database with communes and agencies; `fill` (may be NULL) adds to it before the server runs. */
static inline void api_make(struct server *s, int (*fill)(struct store *, struct err *))
{
    struct err e = {0};
    struct store *store = NULL;
    assert_int_equal(crypto_init(), 0);
    snprintf(s->dir, sizeof s->dir, "/tmp/quarters-api-XXXXXX");
    assert_non_null(mkdtemp(s->dir));
    snprintf(s->db, sizeof s->db, "%s/a.db", s->dir);
    crypto_random(s->key.bytes, sizeof s->key.bytes);
    int rc = store_open(&store, s->db, STORE_CREATE, &s->key, &e);
    rc = rc != ERR_OK ? rc : import_seed(store, &e);
    rc = rc != ERR_OK || fill == NULL ? rc : fill(store, &e);
    store_close(store);
    if (rc != ERR_OK)
        fail_msg("%s", e.en);
}

static inline void api_begin(struct server *s)
{
    struct err e = {0};
    const struct store_writer_options options = {.free_min = -1};
    int rc = store_writer_start(&s->writer, s->db, &s->key, &options, &e);
    rc = rc != ERR_OK ? rc : store_readers_open(&s->readers, s->db, &s->key, 6, &e);
    const struct run_options run_options = {.engine = api_engine, .time_limit_s = 60};
    rc = rc != ERR_OK ? rc : run_start(&s->runs, s->writer, s->readers, &run_options, &e);
    const struct api_config config = {.program = api_engine,
                                      .writer = s->writer,
                                      .readers = s->readers,
                                      .runs = s->runs,
                                      .is_demo = api_is_demo};
    s->api = rc == ERR_OK ? api_open(&config, &e) : NULL;
    if (s->api == NULL)
        fail_msg("%s", e.en);
    s->http = server_start((struct http_config){.handler = api_handle,
                                                .body_limit = api_body_limit,
                                                .ctx = s->api,
                                                .cookie = api_cookie(s->api)});
    api_serve(s->api, s->http);
    s->port = http_port(s->http);
}

static inline void api_end(struct server *s)
{
    assert_int_equal(http_stop(s->http, 10), ERR_OK);
    run_stop(s->runs);
    api_close(s->api);
    store_writer_stop(s->writer);
    store_readers_close(s->readers);
    static const char *const files[] = {"", "-wal", "-shm", ".lock"};
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        char path[128];
        snprintf(path, sizeof path, "%s%s", s->db, files[i]);
        (void)unlink(path);
    }
    assert_int_equal(rmdir(s->dir), 0);
}

/* One request, judged by the document and recorded (traffic.h): `head` are further header lines,
 * each with its CRLF ("" = none), `body` [n_body] NULL = none, JSON unless `head` says otherwise.
 * The status; all bytes of the reply in `in` (released first). */
static inline int api_ask_bytes(struct server *s, const char *method, const char *path,
                                const char *head, const char *body, size_t n_body, struct buf *in)
{
    struct buf raw = {0};
    buf_fmt(&raw, "%s %s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nConnection: close\r\n%s", method, path,
            s->port, head);
    if (body != NULL) {
        buf_fmt(&raw, "%sContent-Length: %zu\r\n\r\n",
                strcasestr(head, "Content-Type:") == NULL ? "Content-Type: application/json\r\n"
                                                          : "",
                n_body);
        buf_add(&raw, body, n_body);
    } else if (strcmp(method, "POST") == 0 || strcmp(method, "PUT") == 0 ||
               strcmp(method, "PATCH") == 0) {
        buf_str(&raw, "Content-Length: 0\r\n\r\n");
    } else {
        buf_str(&raw, "\r\n");
    }
    buf_release(in);
    const int fd = client_open(s->port);
    assert_true(client_send(fd, raw.data, raw.len));
    client_read_all(fd, in);
    close(fd);
    buf_release(&raw);
    const int status = client_status(in);
    /* pictures are not recorded: half a byte string is no text */
    traffic_note(s->api, method, path, head,
                 body != NULL && strlen(body) != n_body ? "a picture" : body, status, in);
    return status;
}

static inline int api_ask(struct server *s, const char *method, const char *path, const char *head,
                          const char *body, struct buf *in)
{
    return api_ask_bytes(s, method, path, head, body, body == NULL ? 0 : strlen(body), in);
}

/* The value of a header of a reply, as a copy; "" where it is not there. The caller frees. */
static inline char *api_header(const struct buf *in, const char *name)
{
    struct buf line = {0};
    buf_fmt(&line, "\r\n%s: ", name);
    const char *at = in->data != NULL ? strcasestr(in->data, line.data) : NULL;
    const char *end = in->data != NULL ? strstr(in->data, "\r\n\r\n") : NULL;
    const size_t n = line.len;
    buf_release(&line);
    if (at == NULL || end == NULL || at > end)
        return strdup("");
    return strndup(at + n, strcspn(at + n, "\r"));
}

/* The body of a reply. */
static inline const char *api_body(const struct buf *in)
{
    const char *end = in->data != NULL ? strstr(in->data, "\r\n\r\n") : NULL;
    return end != NULL ? end + 4 : "";
}

#endif
