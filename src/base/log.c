/* The log, see the header. A bounded queue between those who log and the one thread that writes:
 * its lock is held for a pointer's time only, never while the descriptor is written to. */
#include "base/log.h"

#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/buf.h"
#include "base/clock.h"
#include "base/file.h"

enum {
    QUEUE_LINES = 1024, /* several rests of a busy server */
    REST_MS = 5,
    VALUE_BYTES = 256,
};

static struct {
    pthread_mutex_t lock;
    pthread_cond_t work;
    pthread_t writer;
    bool is_open, is_closing;
    int fd;
    char *lines[QUEUE_LINES]; /* a ring */
    size_t first, n_lines;
    int64_t n_dropped;
} sink = {.lock = PTHREAD_MUTEX_INITIALIZER, .work = PTHREAD_COND_INITIALIZER};

/* The lines that wait, the oldest first; with the lock. */
static size_t take_lines(char *lines[QUEUE_LINES])
{
    const size_t n = sink.n_lines;
    for (; sink.n_lines > 0; sink.n_lines--) {
        lines[n - sink.n_lines] = sink.lines[sink.first];
        sink.first = (sink.first + 1) % QUEUE_LINES;
    }
    return n;
}

static void put_lines(int fd, char *const *lines, size_t n)
{
    struct buf block = {0};
    for (size_t i = 0; i < n; i++) {
        buf_str(&block, lines[i]);
        free(lines[i]);
    }
    (void)file_put(fd, block.data, block.len); /* nobody to tell */
    buf_release(&block);
}

/* After each write it rests, so that a busy server pays one write and one waking for many lines. */
static void *write_lines(void *unused)
{
    static const struct timespec rest = {0, REST_MS * 1000000L};
    char *lines[QUEUE_LINES];
    (void)unused;
    pthread_mutex_lock(&sink.lock);
    for (;;) {
        while (sink.n_lines == 0 && !sink.is_closing)
            pthread_cond_wait(&sink.work, &sink.lock);
        if (sink.n_lines == 0)
            break;
        const size_t n = take_lines(lines);
        const int fd = sink.fd;
        const bool is_closing = sink.is_closing;
        pthread_mutex_unlock(&sink.lock);
        put_lines(fd, lines, n);
        if (!is_closing)
            (void)nanosleep(&rest, NULL);
        pthread_mutex_lock(&sink.lock);
    }
    pthread_mutex_unlock(&sink.lock);
    return NULL;
}

int log_open(int fd)
{
    pthread_mutex_lock(&sink.lock);
    sink.fd = fd;
    sink.is_closing = false;
    sink.n_dropped = 0;
    sink.is_open = pthread_create(&sink.writer, NULL, write_lines, NULL) == 0;
    const int rc = sink.is_open ? 0 : -1;
    pthread_mutex_unlock(&sink.lock);
    return rc;
}

void log_close(void)
{
    pthread_mutex_lock(&sink.lock);
    const bool was_open = sink.is_open;
    sink.is_open = false;
    sink.is_closing = true;
    pthread_cond_signal(&sink.work);
    pthread_mutex_unlock(&sink.lock);
    if (was_open)
        pthread_join(sink.writer, NULL);
}

static void put_value(struct buf *line, const struct log_field *f)
{
    buf_json(line, f->key);
    buf_char(line, ':');
    if (!f->text) {
        buf_fmt(line, "%lld", (long long)f->number);
        return;
    }
    char cut[VALUE_BYTES + 1];
    size_t n = strnlen(f->text, VALUE_BYTES + 1);
    if (n > VALUE_BYTES) /* at a whole character */
        for (n = VALUE_BYTES; n > 0 && (f->text[n] & 0xc0) == 0x80;)
            n--;
    memcpy(cut, f->text, n);
    cut[n] = '\0';
    buf_json(line, cut);
}

void log_event(const char *event, const struct log_field *fields, size_t n_fields)
{
    pthread_mutex_lock(&sink.lock);
    const bool has_room = sink.is_open && sink.n_lines < QUEUE_LINES;
    int64_t n_dropped = 0;
    if (has_room) {
        n_dropped = sink.n_dropped;
        sink.n_dropped = 0;
    } else if (sink.is_open) {
        sink.n_dropped++;
    }
    pthread_mutex_unlock(&sink.lock);
    if (!has_room)
        return;

    struct buf line = {0};
    buf_fmt(&line, "{\"t\":%lld,\"event\":", (long long)clock_now_s());
    buf_json(&line, event);
    for (size_t i = 0; i < n_fields; i++) {
        buf_char(&line, ',');
        put_value(&line, &fields[i]);
    }
    if (n_dropped > 0)
        buf_fmt(&line, ",\"dropped\":%lld", (long long)n_dropped);
    buf_str(&line, "}\n");
    char *text = buf_take(&line);

    pthread_mutex_lock(&sink.lock);
    if (sink.is_open && sink.n_lines < QUEUE_LINES) {
        sink.lines[(sink.first + sink.n_lines) % QUEUE_LINES] = text;
        sink.n_lines++;
        text = NULL;
        pthread_cond_signal(&sink.work);
    } else {
        sink.n_dropped += n_dropped + 1;
    }
    pthread_mutex_unlock(&sink.lock);
    free(text);
}
