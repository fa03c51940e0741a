/* GET /metrics: figures of the running server as Prometheus reads them (text format 0.0.4).
 *
 * Counters only grow until the process ends; nothing of anybody is in them. The names stay: people
 * have alarms on them. */
#include "routes.h"

#include <stdio.h>
#include <sys/resource.h>
#include <unistd.h>

#include "http/server.h"
#include "inside.h"
#include "store/writer.h"

/* The two lines in front of a metric's samples. */
static void head(struct buf *b, const char *name, const char *type, const char *help)
{
    buf_fmt(b, "# HELP %s %s\n# TYPE %s %s\n", name, help, name, type);
}

static void one(struct buf *b, const char *name, const char *type, const char *help, double value)
{
    head(b, name, type, help);
    buf_fmt(b, "%s %.15g\n", name, value);
}

void api_count(struct api_call *c, int status)
{
    if (c->route != NULL && status >= 100 && status < 600)
        atomic_fetch_add_explicit(&c->api->answers[c->route - API_ROUTES][status / 100 - 1], 1,
                                  memory_order_relaxed);
}

/* Only what there was: a route that nobody asked has no line. */
static void add_answers(const struct api *api, struct buf *b)
{
    static const char name[] = "quarters_http_answers_total";
    head(b, name, "counter", "Answers by operation and class of status.");
    for (size_t r = 0; r < API_N_ROUTES; r++)
        for (int k = 0; k < API_N_CLASSES; k++) {
            const uint64_t n = atomic_load_explicit(&api->answers[r][k], memory_order_relaxed);
            if (n > 0 && API_ROUTES[r].operation != NULL)
                buf_fmt(b, "%s{operation=\"%s\",class=\"%dxx\"} %llu\n", name,
                        API_ROUTES[r].operation, k + 1, (unsigned long long)n);
        }
}

static void add_http(struct http_server *server, struct buf *b)
{
    struct http_stats s = {0};
    if (server == NULL) /* the first moments */
        return;
    http_stats(server, &s);
    one(b, "quarters_http_requests_total", "counter", "Requests begun.", (double)s.n_requests);
    one(b, "quarters_http_refused_total", "counter", "Requests refused by the gate or a limit.",
        (double)s.n_refused);
    one(b, "quarters_http_reaped_total", "counter", "Connections cut for being too slow.",
        (double)s.n_reaped);
    one(b, "quarters_http_connections", "gauge", "Connections open.", s.n_connections);
    one(b, "quarters_http_waiting", "gauge", "Requests that wait for the writer or a worker.",
        s.n_waiting);
    one(b, "quarters_http_streams", "gauge", "Streams of events open.", s.n_streams);
}

static void add_writer(struct store_writer *writer, struct buf *b)
{
    struct store_writer_stats s = {0};
    store_writer_stats(writer, &s);
    one(b, "quarters_writer_committed_total", "counter", "Writes that last.",
        (double)s.n_committed);
    one(b, "quarters_writer_groups_total", "counter", "Commits: groups of writes.",
        (double)s.n_groups);
    one(b, "quarters_writer_refused_total", "counter", "Writes refused: busy, full or failed.",
        (double)s.n_refused);
    one(b, "quarters_writer_waiting", "gauge", "Writes that wait.", (double)s.n_waiting);
    one(b, "quarters_writer_wal_pages", "gauge", "Pages of 4 KiB in the write-ahead log.", s.n_wal);
    one(b, "quarters_writer_full", "gauge", "1: the disk was full at the last try.",
        s.state == STORE_WRITER_FULL);
    one(b, "quarters_writer_failed", "gauge", "1: the disk failed and the server stops.",
        s.state == STORE_WRITER_FAILED);
}

static double resident_bytes(void)
{
    long pages[2] = {0};
    FILE *in = fopen("/proc/self/statm", "re");
    if (in == NULL)
        return 0;
    const int n = fscanf(in, "%ld %ld", &pages[0], &pages[1]);
    (void)fclose(in); /* only read */
    return n == 2 ? (double)pages[1] * (double)sysconf(_SC_PAGESIZE) : 0;
}

static void add_process(struct buf *b)
{
    struct rusage use = {0};
    (void)getrusage(RUSAGE_SELF, &use); /* cannot fail */
    one(b, "process_cpu_seconds_total", "counter", "Processor time, of the program and its kernel.",
        (double)(use.ru_utime.tv_sec + use.ru_stime.tv_sec) +
            (double)(use.ru_utime.tv_usec + use.ru_stime.tv_usec) / 1e6);
    one(b, "process_resident_memory_bytes", "gauge", "Memory in use.", resident_bytes());
}

int api_get_metrics(struct api_call *c, struct store *s, struct err *e)
{
    struct buf *b = &c->reply->body;
    (void)s;
    (void)e;
    c->reply->type = "text/plain; version=0.0.4; charset=utf-8";
    add_answers(c->api, b);
    add_http(atomic_load(&c->api->server), b);
    add_writer(c->api->config.writer, b);
    add_process(b);
    return ERR_OK;
}
