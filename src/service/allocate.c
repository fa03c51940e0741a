/* An allocation from snapshot to checked plan, see the header. */
#include "service/allocate.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "allocate_read.h"
#include "base/child.h"
#include "base/clock.h"
#include "base/mem.h"
#include "solver/check.h"

/* A plan of ten thousand parties is about 2 MB; the limit only stops a child gone wild. */
enum { PLAN_LIMIT = 64 * 1024 * 1024 };

/* After its own limit the engine finishes the level at hand and writes the plan. */
static const double GRACE_S = 60;

/* Maps the instance's parties back to requests. */
static void map_parties(struct allocation *a)
{
    a->request_of_party = mem_array((size_t)a->instance.n_parties, sizeof *a->request_of_party);
    for (int p = 0; p < a->instance.n_parties; p++)
        a->request_of_party[p] = snapshot_request_ix(&a->snapshot, a->instance.parties[p].id);
}

int allocation_read_instance(struct allocation *a, struct err *e)
{
    struct solver_findings bad = {0};
    int rc = solver_instance_parse(&a->instance, a->instance_text.data, a->instance_text.len, &bad);
    if (rc == SOLVER_NOMEM)
        err_set(e, ERR_INTERNAL, "hết bộ nhớ", "out of memory");
    else if (rc != SOLVER_OK)
        err_set(e, ERR_DATA, "dữ liệu không tạo được bài toán: %s (%zu lỗi)",
                "the data make no valid instance: %s (%zu offences)",
                bad.n > 0 ? bad.items[0].where : "", bad.n);
    solver_findings_release(&bad);
    if (rc == SOLVER_OK)
        map_parties(a);
    return rc == SOLVER_OK ? ERR_OK : rc == SOLVER_NOMEM ? ERR_INTERNAL : ERR_DATA;
}

static void score_and_draw(struct allocation *a)
{
    snapshot_score(&a->snapshot, &a->policy, a->as_of);
    snapshot_draw(&a->snapshot, &a->policy, a->seed);
    a->n_requests = a->snapshot.n_requests;
    for (size_t i = 0; i < a->n_requests; i++)
        a->n_eligible += a->snapshot.requests[i].score.is_eligible;
    memcpy(a->list_sha256, a->snapshot.list_sha256, sizeof a->list_sha256);
}

int allocation_prepare(struct allocation *a, struct store *store, const struct allocate_options *o,
                       struct solver_findings *bad, struct err *e)
{
    *a = (struct allocation){0};
    int rc = policy_load(&a->policy, o->policy, bad, e);
    if (rc != ERR_OK)
        return rc;
    snprintf(a->as_of, sizeof a->as_of, "%s", o->as_of != NULL ? o->as_of : a->policy.as_of);
    a->seed = mem_dup(o->seed != NULL ? o->seed : ALLOCATE_NO_SEED);
    rc = snapshot_load(&a->snapshot, store, e);
    for (size_t i = 0; rc == ERR_OK && i < o->n_closed; i++)
        rc = snapshot_close(&a->snapshot, o->closed[i], e);
    if (rc != ERR_OK)
        return rc;
    score_and_draw(a);
    snapshot_write(&a->snapshot, &a->policy, a->as_of, &a->instance_text);
    return allocation_read_instance(a, e);
}

int allocation_read_plan(struct allocation *a, struct err *e)
{
    struct solver_findings bad = {0};
    int rc = solver_plan_parse(&a->plan, &a->instance, a->plan_text.data, a->plan_text.len, &bad);
    if (rc == SOLVER_OK)
        rc = solver_check(&a->instance, &a->plan, &a->faults);
    a->is_checked = rc == SOLVER_OK;
    if (rc == SOLVER_NOMEM)
        err_set(e, ERR_INTERNAL, "hết bộ nhớ", "out of memory");
    else if (rc != SOLVER_OK)
        err_set(e, ERR_INTERNAL, "phương án không đọc được ở %s", "the plan cannot be read at %s",
                bad.n > 0 ? bad.items[0].where : "");
    solver_findings_release(&bad);
    return rc == SOLVER_OK ? ERR_OK : ERR_INTERNAL;
}

/* The last line of the child's own words, for the message. */
static const char *last_line(const struct buf *text)
{
    if (text->len == 0)
        return "";
    char *end = text->data + text->len;
    while (end > text->data && end[-1] == '\n')
        *--end = '\0';
    const char *line = strrchr(text->data, '\n');
    return line == NULL ? text->data : line + 1;
}

int allocation_solve(struct allocation *a, const struct allocate_options *o, struct err *e)
{
    char limit[32];
    char verb[] = "solve", input[] = "-", progress[] = "--progress",
         limit_option[] = "--time-limit";
    char *engine = mem_dup(o->engine);
    char *argv[8] = {engine, verb, input, progress};
    struct child_result result = {0};
    if (o->time_limit_s > 0) {
        snprintf(limit, sizeof limit, "%.3f", o->time_limit_s);
        argv[4] = limit_option;
        argv[5] = limit;
    }
    struct child_spec spec = {.argv = argv,
                              .input = a->instance_text.data,
                              .input_len = a->instance_text.len,
                              .time_limit_s = o->time_limit_s > 0 ? o->time_limit_s + GRACE_S : 0,
                              .memory_limit = o->memory_limit,
                              .output_limit = PLAN_LIMIT,
                              .on_stderr_line = o->progress,
                              .ctx = o->progress_ctx};
    double start_s = clock_monotonic_s();
    int rc = child_run(&spec, &result, e);
    a->elapsed_s = clock_monotonic_s() - start_s;
    if (rc == ERR_OK && result.timed_out)
        rc = err_set(e, ERR_INTERNAL, "bộ giải không dừng đúng hạn và đã bị ngắt",
                     "the engine did not stop in time and was ended");
    else if (rc == ERR_OK && result.signal != 0)
        rc = err_set(e, ERR_INTERNAL, "bộ giải dừng bất thường (tín hiệu %d)",
                     "the engine broke down (signal %d)", result.signal);
    else if (rc == ERR_OK && result.exit_code != 0 && result.exit_code != 10 &&
             result.exit_code != 11)
        rc = err_set(e, ERR_INTERNAL, "bộ giải báo lỗi %d: %s", "the engine failed with %d: %s",
                     result.exit_code, last_line(&result.err));
    if (rc == ERR_OK) {
        a->plan_text = result.out;
        result.out = (struct buf){0};
        rc = allocation_read_plan(a, e);
    }
    buf_release(&result.out);
    buf_release(&result.err);
    free(engine);
    return rc;
}

void allocation_release(struct allocation *a)
{
    free(a->seed);
    policy_release(&a->policy);
    snapshot_release(&a->snapshot);
    buf_release(&a->instance_text);
    solver_instance_release(&a->instance);
    free(a->request_of_party);
    buf_release(&a->plan_text);
    solver_plan_release(&a->plan);
    solver_findings_release(&a->faults);
    *a = (struct allocation){0};
}

int allocation_beds(const struct allocation *a, int room_ix)
{
    const struct solver_room *room = &a->instance.rooms[room_ix];
    int least_c = a->instance.policy.min_area_c;
    if (room->area_c == 0 || least_c == 0 || room->area_c / least_c >= room->beds)
        return room->beds;
    return room->area_c / least_c;
}

const char *allocation_status_name(enum solver_status status, const char *lang)
{
    bool is_en = strcmp(lang, "en") == 0;
    switch (status) {
    case SOLVER_OPTIMAL:
        return is_en ? "optimal: every level before agencies proven"
                     : "tối ưu: mọi mức trước mức cơ quan đều đã chứng minh";
    case SOLVER_STOPPED:
        return is_en ? "stopped: the best plan found" : "dừng giữa chừng: phương án tốt nhất đã có";
    case SOLVER_FEASIBLE:
        return is_en ? "valid, not proven optimal" : "hợp lệ, chưa chứng minh tối ưu";
    case SOLVER_INFEASIBLE:
        return is_en ? "infeasible: pins and stays contradict"
                     : "không có phương án: các ràng buộc giữ phòng mâu thuẫn nhau";
    }
    return "";
}
