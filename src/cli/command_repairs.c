/* `quarters repairs plan DB`: which closed rooms to repair. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "arguments.h"
#include "base/child.h"
#include "base/clock.h"
#include "base/date.h"
#include "base/file.h"
#include "cli/command.h"
#include "service/repairs_plan.h"
#include "store/store.h"

static const char CALL[] = "repairs plan DB --rooms N | --budget DONG [--default-cost DONG] "
                           "[--policy F] [--as-of D] [--time-limit S] [--format text|json] [-o F]";

/* As `allocate`: enough for ten thousand parties. */
static const size_t ENGINE_MEMORY = (size_t)2 << 30;

static const double DEFAULT_TIME_LIMIT_S = 600;

struct wish {
    const char *rooms, *budget, *default_cost, *limit, *format, *out;
    struct repairs_plan_ask ask;
    struct allocate_options options;
};

/* A whole number from 0, or -1 where none is given. */
static bool read_number(const char *text, int64_t *out)
{
    char *end;
    *out = -1;
    if (text == NULL)
        return true;
    errno = 0;
    *out = strtoll(text, &end, 10);
    return *text >= '0' && *text <= '9' && *end == '\0' && errno == 0 && *out < INT64_MAX;
}

/* What does not fit; NULL = all does. */
static const char *misfit(struct wish *w)
{
    char *end = NULL;
    if (!read_number(w->rooms, &w->ask.max_rooms) || w->ask.max_rooms > INT32_MAX)
        return w->rooms;
    if (!read_number(w->budget, &w->ask.budget))
        return w->budget;
    if (!read_number(w->default_cost, &w->ask.default_cost) ||
        w->ask.default_cost > INT64_C(1000000000000))
        return w->default_cost;
    if (w->limit != NULL) {
        w->options.time_limit_s = strtod(w->limit, &end);
        if (end == w->limit || *end != '\0' || !(w->options.time_limit_s > 0) ||
            w->options.time_limit_s > 1e7)
            return w->limit;
    }
    if (w->options.as_of != NULL && !date_is_valid(w->options.as_of))
        return w->options.as_of;
    w->ask.is_json = strcmp(w->format, "json") == 0;
    return w->ask.is_json || strcmp(w->format, "text") == 0 ? NULL : w->format;
}

/* Rooms that the answer is not about, and why, to standard error. */
static void tell_left_out(const struct repairs_plan *plan, const char *lang)
{
    for (size_t i = 0; i < plan->n_rooms; i++) {
        const char *why = "";
        switch (plan->rooms[i].why) {
        case REPAIRS_ROOM_ASKED:
            continue;
        case REPAIRS_ROOM_UNESTIMATED:
            why = arguments_pick(lang,
                                 "không xét: chưa có dự toán (ghi dự toán vào phiếu sửa chữa, hoặc "
                                 "--default-cost)",
                                 "left out: no estimate (give the repair one, or --default-cost)");
            break;
        case REPAIRS_ROOM_KEPT:
            why = arguments_pick(lang, "không xét: người ở đó vẫn giữ chỗ",
                                 "left out: its people keep their place");
            break;
        case REPAIRS_ROOM_OTHER:
            why = arguments_pick(lang, "không xét: đóng vì lý do khác, sửa xong cũng chưa mở",
                                 "left out: closed for another reason, a repair does not open it");
            break;
        }
        fprintf(stderr, "%s: %s\n", plan->rooms[i].code, why);
    }
}

static int write_text(const struct buf *text, const char *path, struct err *e)
{
    if (path != NULL)
        return file_write(path, text->data, text->len, 0600, e);
    if (fwrite(text->data, 1, text->len, stdout) != text->len || fflush(stdout) != 0)
        return err_set(e, ERR_IO, "không ghi được", "cannot write");
    return ERR_OK;
}

/* ERR_OK with the engine's exit code in `code`, or the error's. */
static int run(const struct wish *w, const char *db, const char *lang)
{
    struct store *store = NULL;
    struct repairs_plan plan = {0};
    struct solver_findings bad = {0};
    struct err e = {0};
    int rc = store_open(&store, db, STORE_READ, NULL, &e);
    if (rc == ERR_OK)
        rc = repairs_plan_make(&plan, store, &w->ask, &w->options, clock_now_s(), &bad, &e);
    if (rc == ERR_OK) {
        tell_left_out(&plan, lang);
        rc = write_text(&plan.text, w->out, &e);
    }
    int code = rc != ERR_OK ? arguments_fail(&e, &bad, lang) : plan.exit_code;
    repairs_plan_release(&plan);
    solver_findings_release(&bad);
    store_close(store);
    return code;
}

int command_repairs(int argc, char **argv, const char *lang)
{
    char engine[4096], today[11];
    struct wish w = {.format = "text",
                     .ask = {.lang = lang},
                     .options = {.engine = engine,
                                 .as_of = today,
                                 .time_limit_s = DEFAULT_TIME_LIMIT_S,
                                 .memory_limit = ENGINE_MEMORY}};
    const char *names[2], *wrong;
    const struct argument_option options[] = {
        {"--rooms", &w.rooms, NULL, NULL},
        {"--budget", &w.budget, NULL, NULL},
        {"--default-cost", &w.default_cost, NULL, NULL},
        {"--policy", &w.options.policy, NULL, NULL},
        {"--as-of", &w.options.as_of, NULL, NULL},
        {"--time-limit", &w.limit, NULL, NULL},
        {"--format", &w.format, NULL, NULL},
        {"-o", &w.out, NULL, NULL},
    };
    size_t n = 2;
    clock_today(today);
    if (!arguments_read(argc, argv, options, sizeof options / sizeof *options, names, &n, &wrong) ||
        n != 2)
        return arguments_usage(lang, wrong, CALL);
    if (strcmp(names[0], "plan") != 0)
        return arguments_usage(lang, names[0], CALL);
    if (misfit(&w) != NULL || (w.rooms == NULL && w.budget == NULL))
        return arguments_usage(lang, misfit(&w), CALL);
    if (child_self_path(engine, sizeof engine) != 0)
        return arguments_usage(lang, "/proc/self/exe", CALL);
    return run(&w, names[1], lang);
}
