/* A round that is closed and drawn over the small house of people.h, and plans of it over HTTP:
 * asked for, waited for, brought to publication. The test program is its own engine:
 *
 *     int main(int argc, char **argv)
 *     {
 *         if (is_engine(argc, argv))
 *             return run_engine(argc, argv);
 *
 * With SLOW_ENGINE in the environment the engine goes on until it is told to end. */
#ifndef API_DRAWN_H
#define API_DRAWN_H

#include "asked.h"

#include <pthread.h>
#include <signal.h>

#include "base/child.h"
#include "base/crypto.h"
#include "service/round.h"
#include "solver/command.h"
#include "store/request.h"

static char engine[4096];

static inline int draw(void *ctx, struct store *s, struct err *e)
{
    const struct principal planner = {.account_id = people_account[WHO_PLANNER],
                                      .role = PRINCIPAL_PLANNER};
    const struct principal office = {.account_id = people_account[WHO_OFFICE],
                                     .role = PRINCIPAL_REGISTRAR,
                                     .all_agencies = true};
    const struct round_terms t = {.code = "2025-07",
                                  .name = "Đợt 1",
                                  .policy = "tam-thoi-2025-07",
                                  .draw_source = "Xổ số miền Bắc",
                                  .draw_day = "2025-07-12",
                                  .names_public = 1};
    static const int64_t day_10 = 1752109200, day_12 = 1752282000;
    struct store_requests all = {0};
    struct solver_findings bad = {0};
    (void)ctx;
    int rc = store_request_list(s, &all, e);
    for (size_t i = 0; i < all.n && rc == ERR_OK; i++)
        rc = store_request_move(s, all.items[i].id, "confirmed", NULL, NULL, e);
    store_requests_release(&all);
    rc = rc != ERR_OK ? rc : round_open(s, &planner, &t, day_10, &bad, e);
    rc = rc != ERR_OK ? rc : round_close(s, &planner, "2025-07", 0, day_10, e);
    rc = rc != ERR_OK ? rc : round_enter_draw(s, &planner, "2025-07", 0, "48213", day_12, &bad, e);
    return rc != ERR_OK ? rc
                        : round_confirm_draw(s, &office, "2025-07", 0, "48213", day_12, &bad, e);
}

static inline int fill(struct store *s, struct err *e)
{
    int rc = people_fill(s, e);
    return rc != ERR_OK ? rc : store_do(s, draw, NULL, e);
}

static inline int set_up_drawn(void **state)
{
    unsetenv("SLOW_ENGINE");
    api_engine = engine;
    house = fill;
    return set_up(state);
}

static inline int ask(enum who who, const char *method, const char *path, const char *head,
                      const char *body)
{
    return people_ask(&server, who, method, path, head, body, &in);
}

/* "/api/v1/plans/CODE" + tail; static. */
static inline const char *path_of(const char *code, const char *tail)
{
    static char path[160];
    snprintf(path, sizeof path, "/api/v1/plans/%s%s", code, tail);
    return path;
}

/* Asks for a plan; its code. */
static inline char *new_plan(const char *body)
{
    assert_int_equal(ask(WHO_PLANNER, "POST", "/api/v1/rounds/2025-07/plans", "", body), 202);
    char *place = api_header(&in, "Location");
    assert_true(strncmp(place, "/api/v1/plans/", 14) == 0);
    char *code = strdup(place + 14);
    free(place);
    return code;
}

static inline void wait_until(const char *code, const char *state)
{
    char wanted[64];
    snprintf(wanted, sizeof wanted, "{\"state\":\"%s\"", state);
    for (int i = 0; i < 3000; i++) {
        assert_int_equal(ask(WHO_AUDITOR, "GET", path_of(code, "/run"), "", NULL), 200);
        if (says(wanted))
            return;
        usleep(10000);
    }
    fail_msg("%s", api_body(&in));
}

static inline char *solved_plan(const char *body)
{
    char *code = new_plan(body);
    wait_until(code, "solved");
    return code;
}

/* Sends what comes of a read: If-Match with the version that the plan has now. */
static inline int change(enum who who, const char *method, const char *code, const char *tail,
                         const char *body)
{
    char head[96];
    assert_int_equal(ask(WHO_PLANNER, "GET", path_of(code, ""), "", NULL), 200);
    char *etag = api_header(&in, "ETag");
    snprintf(head, sizeof head, "If-Match: %s\r\n", etag);
    free(etag);
    return ask(who, method, path_of(code, tail), head, body);
}

/* ---- the engine ---- */

static volatile sig_atomic_t is_told;

static inline void note_signal(int sig)
{
    (void)sig;
    is_told = 1;
}

static inline int run_engine(int argc, char **argv)
{
    if (strcmp(argv[1], "explain") == 0)
        return solver_command_explain(argc - 2, argv + 2, "en");
    if (getenv("SLOW_ENGINE") != NULL) {
        (void)signal(SIGTERM, note_signal);
        for (int i = 0; !is_told; i++, usleep(20000))
            fprintf(stderr, "{\"elapsed_s\":%d.5,\"phase\":\"prove\",\"level\":0,\"levels\":8}\n",
                    i);
    }
    return solver_command_solve(argc - 2, argv + 2, "en");
}

static inline bool is_engine(int argc, char **argv)
{
    return argc > 2 && (strcmp(argv[1], "solve") == 0 || strcmp(argv[1], "explain") == 0);
}

#endif
