/* Which closed rooms to repair, see the header. */
#include "service/repairs_plan.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "solver/repairs_plan.h"
#include "store/closure.h"
#include "store/repair.h"
#include "store/site.h"

static struct repairs_room *find(struct repairs_plan *plan, const char *code)
{
    for (size_t i = 0; i < plan->n_rooms; i++)
        if (strcmp(plan->rooms[i].code, code) == 0)
            return &plan->rooms[i];
    return NULL;
}

static void list_closed(struct repairs_plan *plan)
{
    const struct snapshot *s = &plan->a.snapshot;
    plan->rooms = mem_array(s->n_rooms, sizeof *plan->rooms);
    for (size_t r = 0; r < s->n_rooms; r++)
        if (!s->rooms[r].is_usable)
            plan->rooms[plan->n_rooms++] = (struct repairs_room){.code = s->rooms[r].code};
    for (size_t i = 0; i < s->n_requests; i++) {
        struct repairs_room *room = find(plan, s->requests[i].current_room);
        if (s->requests[i].keeps_home && room != NULL)
            room->why = REPAIRS_ROOM_KEPT;
    }
}

/* What a repair does not open: by the room's own state. */
static int look_at_states(struct repairs_plan *plan, struct store *s, struct err *e)
{
    struct store_rooms rooms = {0};
    int rc = store_room_list(s, &rooms, e);
    for (size_t i = 0; i < rooms.n && rc == ERR_OK; i++) {
        struct repairs_room *room = find(plan, rooms.items[i].code);
        const char *state = rooms.items[i].state;
        if (room != NULL && (strcmp(state, "reserved") == 0 || strcmp(state, "closed") == 0))
            room->why = REPAIRS_ROOM_OTHER;
    }
    store_rooms_release(&rooms);
    return rc;
}

/* And by closures that stay when all is repaired. */
static int look_at_closures(struct repairs_plan *plan, struct store *s, struct err *e)
{
    const struct store_closure_query q = {.on_day = plan->a.as_of};
    struct store_closures closures = {0};
    int64_t n;
    int rc = store_closure_list(s, &q, &closures, &n, e);
    for (size_t i = 0; i < closures.n && rc == ERR_OK; i++) {
        struct repairs_room *room = find(plan, closures.items[i].room);
        const char *reason = closures.items[i].reason;
        if (room != NULL && strcmp(reason, "repair") != 0 && strcmp(reason, "safety") != 0)
            room->why = REPAIRS_ROOM_OTHER;
    }
    store_closures_release(&closures);
    return rc;
}

/* What the open repairs are estimated at. */
static int add_estimates(struct repairs_plan *plan, struct store *s, int64_t now, struct err *e)
{
    const struct store_repair_query q = {
        .scope = {.sees = STORE_SEES_ALL}, .now = now, .is_open = true, .after = ""};
    struct store_repairs repairs = {0};
    int64_t n;
    bool *has_repair = mem_array(plan->n_rooms, sizeof *has_repair);
    int rc = store_repair_list(s, &q, &repairs, &n, e);
    for (size_t i = 0; i < repairs.n && rc == ERR_OK; i++) {
        const struct store_repair *r = &repairs.items[i];
        struct repairs_room *room = find(plan, r->room);
        if (room == NULL || r->completed_at != 0)
            continue;
        has_repair[room - plan->rooms] = true;
        room->cost += r->estimate_dong;
        room->n_unestimated += r->estimate_dong == 0;
    }
    for (size_t i = 0; i < plan->n_rooms; i++)
        plan->rooms[i].n_unestimated += !has_repair[i];
    free(has_repair);
    store_repairs_release(&repairs);
    return rc;
}

/* The rooms asked about, with their whole cost, as quarters.repair-costs/1. */
static void write_costs(struct repairs_plan *plan, const struct repairs_plan_ask *ask,
                        struct buf *out)
{
    const char *comma = "";
    buf_str(out, "{\"format\":\"quarters.repair-costs/1\",\"rooms\":[");
    for (size_t i = 0; i < plan->n_rooms; i++) {
        struct repairs_room *r = &plan->rooms[i];
        if (r->why == REPAIRS_ROOM_ASKED && r->n_unestimated > 0 && ask->default_cost < 0 &&
            ask->budget >= 0)
            r->why = REPAIRS_ROOM_UNESTIMATED;
        if (r->why != REPAIRS_ROOM_ASKED)
            continue;
        if (ask->default_cost > 0)
            r->cost += r->n_unestimated * ask->default_cost;
        if (r->cost > SOLVER_MAX_COST) /* no budget reaches it */
            r->cost = SOLVER_MAX_COST;
        buf_fmt(out, "%s{\"room\":", comma);
        buf_json(out, r->code);
        buf_fmt(out, ",\"cost\":%lld}", (long long)r->cost);
        comma = ",";
    }
    buf_str(out, "]}");
}

static int run(struct repairs_plan *plan, const struct repairs_plan_ask *ask,
               const struct allocate_options *o, struct err *e)
{
    char budget[32], max_rooms[32];
    const char *args[16] = {"repairs-plan", "--lang", ask->lang, "-", "--costs", "/dev/fd/3"};
    size_t n = 6;
    struct buf costs = {0};
    write_costs(plan, ask, &costs);
    if (ask->max_rooms >= 0) {
        snprintf(max_rooms, sizeof max_rooms, "%lld", (long long)ask->max_rooms);
        args[n++] = "--rooms";
        args[n++] = max_rooms;
    }
    if (ask->budget >= 0) {
        snprintf(budget, sizeof budget, "%lld", (long long)ask->budget);
        args[n++] = "--budget";
        args[n++] = budget;
    }
    args[n++] = "--format";
    args[n] = ask->is_json ? "json" : "text";
    int rc = allocation_ask(&plan->a, o, args, &costs, &plan->text, &plan->exit_code, e);
    buf_release(&costs);
    return rc;
}

int repairs_plan_make(struct repairs_plan *plan, struct store *s,
                      const struct repairs_plan_ask *ask, const struct allocate_options *o,
                      int64_t now, struct solver_findings *bad, struct err *e)
{
    *plan = (struct repairs_plan){0};
    int rc = allocation_prepare(&plan->a, s, o, bad, e);
    if (rc != ERR_OK)
        return rc;
    list_closed(plan);
    rc = look_at_states(plan, s, e);
    rc = rc != ERR_OK ? rc : look_at_closures(plan, s, e);
    rc = rc != ERR_OK ? rc : add_estimates(plan, s, now, e);
    return rc != ERR_OK ? rc : run(plan, ask, o, e);
}

void repairs_plan_release(struct repairs_plan *plan)
{
    free(plan->rooms);
    buf_release(&plan->text);
    allocation_release(&plan->a);
    *plan = (struct repairs_plan){0};
}
