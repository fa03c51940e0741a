/* `quarters serve DB`: the API over HTTP, until SIGTERM or SIGINT.
 *
 * Order matters at both ends. Signals are blocked before the first thread begins, so that they
 * arrive here alone. At the end the server stops first, while the writer still works: requests
 * that wait for it are answered; then the writer does what is left and closes.
 */
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "api/server.h"
#include "arguments.h"
#include "base/child.h"
#include "base/clock.h"
#include "base/log.h"
#include "cli/command.h"
#include "http/server.h"
#include "key.h"
#include "service/housekeeping.h"
#include "service/run.h"
#include "service/slot.h"
#include "store/readers.h"
#include "store/setting.h"
#include "store/writer.h"

enum {
    THREADS = 2,
    WORKERS = 2,
    READERS = THREADS + WORKERS + 3, /* and those of the background */
    STOP_S = 4,
    ENGINE_S = 600,       /* of a search */
    BRIEF_S = 60,         /* of a short question */
    ENGINE_CPU_S = 3600,  /* of all its threads */
    ENGINE_MIB = 2 << 10, /* ten thousand parties take a fifth of that */
};

struct serve {
    const char *db, *listen, *public_url, *key;
    char engine[4096]; /* this program: it is its own engine */
    bool is_demo;
    struct run_options run_options;
    struct run_manager *runs;
    struct slot *slot;
    struct store_writer *writer;
    struct store_readers *readers;
    struct api *api;
    struct http_server *server;
};

static void die_with_disk(void *ctx)
{
    (void)ctx;
    (void)kill(getpid(), SIGTERM); /* fail-stop: whoever started us starts us again */
}

/* Everybody knows the password of a demo's accounts: it is for this machine alone. */
static int check_demo(struct serve *s, struct err *e)
{
    char *demo = NULL;
    struct store *store = store_readers_take(s->readers, 0, e);
    int rc = store != NULL ? store_setting_get(store, STORE_SETTING_DEMO, &demo, e) : e->code;
    store_readers_give(s->readers, store);
    s->is_demo = rc == ERR_OK && strcmp(demo, "1") == 0;
    if (s->is_demo && s->public_url != NULL)
        rc = err_set(e, ERR_INPUT,
                     "cơ sở dữ liệu mẫu có mật khẩu ai cũng biết: chỉ phục vụ trên máy này, bỏ "
                     "--public-url",
                     "everybody knows the password of a demo database: serve it on this machine "
                     "alone, without --public-url");
    free(demo);
    return rc;
}

static int open_all(struct serve *s, const struct crypto_key *key, struct err *e)
{
    const struct store_writer_options options = {.on_fail = die_with_disk};
    int rc = store_writer_start(&s->writer, s->db, key, &options, e);
    if (rc == ERR_OK)
        rc = store_readers_open(&s->readers, s->db, key, READERS, e);
    rc = rc != ERR_OK ? rc : check_demo(s, e);
    if (rc == ERR_OK)
        rc = run_start(&s->runs, s->writer, s->readers, &s->run_options, e);
    struct run_options brief = s->run_options;
    if (brief.time_limit_s <= 0 || brief.time_limit_s > BRIEF_S)
        brief.time_limit_s = BRIEF_S;
    rc = rc != ERR_OK ? rc : slot_start(&s->slot, s->writer, s->readers, &brief, e);
    if (rc != ERR_OK)
        return rc;
    const struct api_config config = {.writer = s->writer,
                                      .readers = s->readers,
                                      .runs = s->runs,
                                      .program = s->engine,
                                      .public_url = s->public_url,
                                      .is_demo = s->is_demo};
    s->api = api_open(&config, e);
    if (s->api == NULL)
        return e->code;
    const struct http_config http = {.listen = s->listen,
                                     .behind_proxy = s->public_url != NULL,
                                     .cookie = api_cookie(s->api),
                                     .handler = api_handle,
                                     .body_limit = api_body_limit,
                                     .ctx = s->api,
                                     .n_threads = THREADS,
                                     .n_workers = WORKERS};
    s->server = http_start(&http, e);
    if (s->server == NULL)
        return e->code;
    api_serve(s->api, s->server);
    return ERR_OK;
}

/* Each minute. What fails now is tried again in the next. */
static void keep_house(const struct serve *s)
{
    struct housekeeping job = {.now = clock_now_s()};
    struct err e = {0};
    if (store_writer_run(s->writer, housekeeping, STORE_UNAUDITED, &job, &e) != ERR_OK) {
        const struct log_field why[] = {{"code", NULL, e.code}};
        log_event("housekeeping failed", why, 1);
    }
}

/* Where a worker hangs, nothing is freed under its feet: the process ends right after. */
static int close_all(struct serve *s, struct err *e)
{
    if (s->runs != NULL)
        run_end(s->runs); /* its engine ends while requests do */
    slot_end(s->slot);
    int rc = s->server != NULL ? http_stop(s->server, STOP_S) : ERR_OK;
    if (rc != ERR_OK) {
        store_writer_stop(s->writer);
        return err_set(e, ERR_BUSY, "có việc chưa dừng kịp; máy chủ thoát ngay",
                       "some work did not stop in time; the server leaves at once");
    }
    run_stop(s->runs);
    slot_stop(s->slot);
    api_close(s->api);
    store_writer_stop(s->writer);
    store_readers_close(s->readers);
    return ERR_OK;
}

static int run(struct serve *s, const struct crypto_key *key, const char *lang, struct err *e)
{
    const struct timespec minute = {60, 0};
    sigset_t wanted;
    sigemptyset(&wanted);
    sigaddset(&wanted, SIGTERM);
    sigaddset(&wanted, SIGINT);
    pthread_sigmask(SIG_BLOCK, &wanted, NULL);
    (void)signal(SIGPIPE, SIG_IGN);
    log_open(STDERR_FILENO);
    int rc = open_all(s, key, e);
    if (rc == ERR_OK) {
        if (s->public_url != NULL)
            printf("%s\n", s->public_url);
        else
            printf(arguments_pick(lang, "Đang phục vụ tại http://%.*s:%d/\n",
                                  "Serving on http://%.*s:%d/\n"),
                   (int)(strrchr(s->listen, ':') - s->listen), s->listen, http_port(s->server));
        fflush(stdout);
        while (sigtimedwait(&wanted, NULL, &minute) < 0)
            keep_house(s);
    }
    struct store_writer_stats stats = {0};
    if (s->writer != NULL)
        store_writer_stats(s->writer, &stats);
    const int closed = close_all(s, e);
    log_close();
    if (stats.state == STORE_WRITER_FAILED)
        return err_set(e, ERR_IO, "đĩa hoặc tệp cơ sở dữ liệu hỏng; máy chủ đã dừng",
                       "the disk or the database file failed; the server has stopped");
    return rc != ERR_OK ? rc : closed;
}

/* MiB of a child; NULL = ENGINE_MIB. */
static int read_memory(const char *text, size_t *bytes, struct err *e)
{
    char *end = (char *)(uintptr_t) "";
    const long mib = text == NULL ? ENGINE_MIB : strtol(text, &end, 10);
    *bytes = (size_t)mib << 20;
    if (mib >= 64 && mib <= 1 << 20 && *end == '\0')
        return ERR_OK;
    return err_set(e, ERR_INPUT, "--engine-memory phải là số MiB từ 64",
                   "--engine-memory must be a number of MiB from 64");
}

static int judge(struct serve *s, const char *memory, bool has_key, struct err *e)
{
    if (!has_key)
        return err_set(
            e, ERR_INPUT, "máy chủ cần khóa của cơ sở dữ liệu (--key, QUARTERS_KEY hoặc %s.key)",
            "the server needs the database's key (--key, QUARTERS_KEY or %s.key)", s->db);
    if (s->public_url != NULL && strncmp(s->public_url, "https://", 8) != 0)
        return err_set(e, ERR_INPUT, "--public-url phải bắt đầu bằng https://",
                       "--public-url must begin with https://");
    if (child_self_path(s->engine, sizeof s->engine) != 0)
        return err_set(e, ERR_INTERNAL, "không rõ đường dẫn của chương trình",
                       "the program's own path is unknown");
    s->run_options = (struct run_options){
        .engine = s->engine, .time_limit_s = ENGINE_S, .cpu_limit_s = ENGINE_CPU_S};
    return read_memory(memory, &s->run_options.memory_limit, e);
}

int command_serve(int argc, char **argv, const char *lang)
{
    static const char call[] = "serve DB [--listen 127.0.0.1:8080] [--public-url https://…] "
                               "[--key F] [--engine-memory MIB]";
    struct serve s = {.listen = "127.0.0.1:8080"};
    const char *files[1], *wrong, *memory = NULL;
    const struct argument_option options[] = {{"--listen", &s.listen, NULL, NULL},
                                              {"--public-url", &s.public_url, NULL, NULL},
                                              {"--key", &s.key, NULL, NULL},
                                              {"--engine-memory", &memory, NULL, NULL}};
    size_t n = 1;
    struct crypto_key key = {0};
    struct err e = {0};
    bool has_key = false;
    if (!arguments_read(argc, argv, options, 4, files, &n, &wrong) || n != 1)
        return arguments_usage(lang, wrong, call);
    s.db = files[0];
    int rc = key_find(&key, s.db, s.key, &has_key, &e);
    if (rc == ERR_OK)
        rc = judge(&s, memory, has_key, &e);
    if (rc == ERR_OK)
        rc = run(&s, &key, lang, &e);
    explicit_bzero(&key, sizeof key);
    return rc != ERR_OK ? arguments_fail(&e, NULL, lang) : 0;
}
