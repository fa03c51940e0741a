/* Plans of the small house (plan_bed.h) solved, submitted, decided and published in one process. */
#ifndef TESTS_PLAN_LIFE_H
#define TESTS_PLAN_LIFE_H

#include "plan_bed.h"

#include "../../src/store/handle.h"
#include "service/allocate.h"
#include "store/audit.h"

static const struct plan_paper PAPER = {"12/TTr-SXD", "2025-07-12", "Trần Văn B"};
static const struct plan_paper DECISION = {"45/QĐ-UBND", "2025-07-13", "Lê Thị C"};

static inline struct store_plan found(const char *code)
{
    struct store_plan p = {0};
    ok(plan_get(store, &planner, code, &p, &e));
    return p;
}

static inline bool is_in(const char *code, const char *state)
{
    struct store_plan p = found(code);
    bool is_it = strcmp(p.state, state) == 0;
    store_plan_release(&p);
    return is_it;
}

/* Solves a plan in the queue as a run does, in this process's own transactions. */
static inline void solve(const char *code)
{
    struct allocation a = {0};
    struct store_plan p = found(code);
    const struct allocate_options o = {.engine = engine};
    ok(store_begin(store, &e));
    ok(store_plan_move(store, p.id, "solving", 0, &e));
    ok(allocation_prepare_plan(&a, store, &p, &e));
    ok(allocation_solve(&a, &o, &e));
    assert_int_equal(a.faults.n, 0);
    ok(allocation_store_requests(&a, store, p.id, 0, a.instance.n_parties, &e));
    ok(allocation_finish(&a, store, p.id, &e));
    ok(store_commit(store, &e));
    allocation_release(&a);
    store_plan_release(&p);
}

static inline char *solved(const struct plan_options *o)
{
    char *code = bed_ask(o);
    solve(code);
    return code;
}

static inline int submit(const char *code)
{
    return plan_submit(store, &planner, code, 0, &PAPER, DAY_13, &bad, &e);
}

static inline int decide(const char *code)
{
    return plan_decide(store, &office, code, 0, &DECISION, DAY_13, &bad, &e);
}

static inline int publish(const char *code, const char *reason)
{
    const struct plan_publication how = {reason, -1};
    struct offer_counts counts;
    return plan_publish(store, &planner, code, 0, &how, DAY_13, &counts, &bad, &e);
}

static inline void publish_all_the_way(const char *code)
{
    ok(submit(code));
    ok(decide(code));
    ok(publish(code, NULL));
}

static inline int64_t n_audit(void)
{
    struct store_audit_report whole = {0};
    ok(store_audit_verify(store, NULL, 0, &whole, &e));
    return whole.n_rows;
}

static inline bool sql_works(const char *sql)
{
    return sqlite3_exec(store->db, sql, NULL, NULL, NULL) == SQLITE_OK;
}

static inline int64_t number(const char *sql)
{
    sqlite3_stmt *st = NULL;
    assert_int_equal(sqlite3_prepare_v2(store->db, sql, -1, &st, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_step(st), SQLITE_ROW);
    int64_t n = sqlite3_column_int64(st, 0);
    sqlite3_finalize(st);
    return n;
}

/* The room of a request in a plan; "" = none. The caller frees. */
static inline char *room_in(const char *code, const char *request)
{
    struct store_plan p = found(code);
    struct store_plan_rows rows = {0};
    int64_t total;
    char *room = NULL;
    const struct store_plan_filter f = {.limit = 1000};
    ok(store_plan_placed(store, p.id, &f, &rows, &total, &e));
    assert_int_equal(rows.n, total);
    for (size_t i = 0; i < rows.n; i++)
        if (strcmp(rows.items[i].request, request) == 0)
            room = strdup(rows.items[i].room);
    store_plan_rows_release(&rows);
    store_plan_release(&p);
    return room != NULL ? room : strdup("");
}

static inline void check_room(const char *code, const char *request, const char *room)
{
    char *is = room_in(code, request);
    assert_string_equal(is, room);
    free(is);
}

#endif
