/* An allocation from snapshot to checked plan, see the header. */
#include "service/allocate.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "allocate_read.h"
#include "base/child.h"
#include "base/clock.h"
#include "base/mem.h"
#include "service/freeze.h"
#include "store/policy.h"

/* A plan of ten thousand parties is about 2 MB, its explanations 60 MB; the limit only stops a
 * child gone wild. */
enum { OUTPUT_LIMIT = 256 * 1024 * 1024 };

/* After its own limit the engine finishes the level at hand and writes the plan. */
static const double GRACE_S = 60;

/* Scores and draws the snapshot, and counts. */
static void score_and_draw(struct allocation *a)
{
    snapshot_score(&a->snapshot, &a->policy, a->as_of);
    snapshot_draw(&a->snapshot, &a->policy, a->seed);
    a->n_requests = a->snapshot.n_requests;
    for (size_t i = 0; i < a->n_requests; i++)
        a->n_eligible += a->snapshot.requests[i].score.is_eligible;
    memcpy(a->list_sha256, a->snapshot.list_sha256, sizeof a->list_sha256);
}

/* The instance of the snapshot, changed as the options say. */
static int make_instance(struct allocation *a, const struct plan_options *o,
                         const struct store_plan_helds *held, struct err *e)
{
    struct buf options = {0};
    plan_options_write(o, &options);
    a->options = buf_take(&options);
    int rc = plan_options_apply(o, &a->snapshot, e);
    if (rc != ERR_OK)
        return rc;
    score_and_draw(a);
    snapshot_leave_home(&a->snapshot);
    rc = plan_options_hold(o, &a->snapshot, &a->policy, held, e);
    if (rc != ERR_OK)
        return rc;
    snapshot_write(&a->snapshot, &a->policy, a->as_of, &a->instance_text);
    return allocation_read_instance(a, e);
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
    struct plan_options options = {0};
    for (size_t i = 0; i < o->n_closed; i++)
        plan_options_close(&options, o->closed[i]);
    rc = snapshot_load(&a->snapshot, store, a->as_of, e);
    if (rc == ERR_OK)
        rc = make_instance(a, &options, &(struct store_plan_helds){0}, e);
    plan_options_release(&options);
    return rc;
}

static int read_policy(struct allocation *a, struct store *store, int64_t id, struct err *e)
{
    struct store_policy row = {0};
    struct solver_findings bad = {0};
    int rc = store_policy_of(store, id, &row, e);
    if (rc == ERR_OK && !policy_parse(&a->policy, row.json, strlen(row.json), &bad))
        rc = err_set(e, ERR_DATA, "chính sách đã lưu không đọc được",
                     "the policy stored cannot be read");
    solver_findings_release(&bad);
    store_policy_release(&row);
    return rc;
}

int allocation_read_facts(struct allocation *a, struct store *store, const struct store_plan *plan,
                          struct plan_options *options, struct err *e)
{
    struct frozen f = {0};
    char asked_on[11];
    clock_day(plan->created_at, asked_on);
    if (plan->round_id == 0)
        return snapshot_load(&a->snapshot, store, plan->as_of, e);
    struct json *json = json_parse(plan->options, strlen(plan->options), e);
    if (json == NULL)
        return ERR_INPUT;
    plan_options_read(options, json);
    json_free(json);
    int rc = round_snapshot(store, plan->round, options->is_today ? asked_on : NULL, &f, e);
    if (rc == ERR_OK) {
        a->snapshot = f.snapshot;
        f.snapshot = (struct snapshot){0};
    }
    frozen_release(&f);
    return rc;
}

int allocation_prepare_plan(struct allocation *a, struct store *store,
                            const struct store_plan *plan, struct err *e)
{
    struct plan_options options = {0};
    struct store_plan_helds held = {0};
    *a = (struct allocation){.plan_id = plan->id};
    snprintf(a->as_of, sizeof a->as_of, "%s", plan->as_of);
    a->seed = mem_dup(plan->seed);
    int rc = read_policy(a, store, plan->policy_id, e);
    if (rc == ERR_OK)
        rc = allocation_read_facts(a, store, plan, &options, e);
    if (rc == ERR_OK && options.is_refill)
        rc = store_plan_published(store, plan->round_id, &held, e);
    if (rc == ERR_OK)
        rc = make_instance(a, &options, &held, e);
    store_plan_helds_release(&held);
    plan_options_release(&options);
    return rc;
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

/* What a child's end means; ERR_OK where it brought something. Of a run that was told to end, all
 * but a plan is no surprise. */
static int judge_end(const struct child_result *r, struct err *e)
{
    bool is_good =
        r->signal == 0 && (r->exit_code == 0 || r->exit_code == 10 || r->exit_code == 11);
    if (is_good && !r->timed_out)
        return ERR_OK;
    if (r->cancelled && !(is_good && r->timed_out))
        return err_set(e, ERR_BUSY, "đã dừng theo yêu cầu trước khi có phương án nào",
                       "stopped as asked, before there was any plan");
    if (r->timed_out)
        return err_set(e, ERR_INTERNAL, "bộ giải không dừng đúng hạn và đã bị ngắt",
                       "the engine did not stop in time and was ended");
    if (r->signal == SIGXCPU || r->signal == SIGKILL)
        return err_set(e, ERR_INTERNAL, "bộ giải vượt giới hạn bộ nhớ hoặc thời gian xử lý",
                       "the engine went over its limit of memory or processor time");
    if (r->signal != 0)
        return err_set(e, ERR_INTERNAL, "bộ giải dừng bất thường (tín hiệu %d)",
                       "the engine broke down (signal %d)", r->signal);
    return err_set(e, ERR_INTERNAL, "bộ giải báo lỗi %d: %s", "the engine failed with %d: %s",
                   r->exit_code, last_line(&r->err));
}

/* Runs one command of the engine on the instance, under the limits. */
static int run_engine(const struct allocation *a, const struct allocate_options *o,
                      const char *const *args, struct child_spec *spec, struct child_result *result,
                      struct err *e)
{
    char *argv[16] = {0};
    char limit[32];
    size_t n = 0;
    snprintf(limit, sizeof limit, "%.3f", o->time_limit_s);
    argv[n++] = mem_dup(o->engine);
    for (; *args != NULL; args++)
        argv[n++] = mem_dup(*args);
    if (o->time_limit_s > 0) {
        argv[n++] = mem_dup("--time-limit");
        argv[n++] = mem_dup(limit);
    }
    spec->argv = argv;
    spec->input = a->instance_text.data;
    spec->input_len = a->instance_text.len;
    spec->time_limit_s = o->time_limit_s > 0 ? o->time_limit_s + GRACE_S : 0;
    spec->cpu_limit_s = o->cpu_limit_s;
    spec->memory_limit = o->memory_limit;
    spec->output_limit = OUTPUT_LIMIT;
    spec->is_cancelled = o->is_cancelled;
    int rc = child_run(spec, result, e);
    if (rc == ERR_OK)
        rc = judge_end(result, e);
    else if (rc == ERR_DATA)
        rc = ERR_INTERNAL; /* it wrote too much: no fault of the data */
    for (size_t i = 0; i < n; i++)
        free(argv[i]);
    return rc;
}

int allocation_solve(struct allocation *a, const struct allocate_options *o, struct err *e)
{
    static const char *const args[] = {"solve", "-", "--progress", "--proof", "/dev/fd/4", NULL};
    struct child_spec spec = {
        .has_output2 = true, .on_stderr_line = o->progress, .ctx = o->progress_ctx};
    struct child_result result = {0};
    double start_s = clock_monotonic_s();
    int rc = run_engine(a, o, args, &spec, &result, e);
    a->elapsed_s = clock_monotonic_s() - start_s;
    if (rc == ERR_OK) {
        a->plan_text = result.out;
        a->proof_text = result.out2;
        result.out = result.out2 = (struct buf){0};
        rc = allocation_read_plan(a, e);
    }
    child_result_release(&result);
    return rc;
}

int allocation_explain(struct allocation *a, const struct allocate_options *o, struct err *e)
{
    static const char *const args[] = {"explain",        "-", "/dev/fd/3", "--all",
                                       "--every-reader", NULL};
    struct child_spec spec = {.input2 = a->plan_text.data, .input2_len = a->plan_text.len};
    struct child_result result = {0};
    int rc = run_engine(a, o, args, &spec, &result, e);
    if (rc == ERR_OK)
        rc = allocation_read_explanations(a, &result.out, e);
    child_result_release(&result);
    return rc;
}

int allocation_ask(const struct allocation *a, const struct allocate_options *o,
                   const char *const *args, const struct buf *second, struct buf *out,
                   int *exit_code, struct err *e)
{
    struct child_spec spec = {.input2 = second->data, .input2_len = second->len};
    struct child_result result = {0};
    int rc = run_engine(a, o, args, &spec, &result, e);
    if (rc == ERR_OK) {
        *out = result.out;
        *exit_code = result.exit_code;
        result.out = (struct buf){0};
    }
    child_result_release(&result);
    return rc;
}

int allocation_value(const struct allocation *a, const struct allocate_options *o, struct buf *json,
                     struct err *e)
{
    static const char *const args[] = {"value", "-", "/dev/fd/3", "--format", "json", NULL};
    int exit_code;
    return allocation_ask(a, o, args, &a->plan_text, json, &exit_code, e);
}

void allocation_release(struct allocation *a)
{
    free(a->seed);
    free(a->options);
    allocation_drop_explanations(a); /* counted by the instance */
    policy_release(&a->policy);
    snapshot_release(&a->snapshot);
    buf_release(&a->instance_text);
    solver_instance_release(&a->instance);
    free(a->request_of_party);
    buf_release(&a->plan_text);
    buf_release(&a->proof_text);
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
