/* What the engine proposes about a rehousing case, see rehousing_ask.h: the plan of each kind of
 * question read as who goes where.
 */
#include <stdlib.h>
#include <string.h>

#include "allocate_read.h"
#include "base/mem.h"
#include "service/audit.h"
#include "service/rehousing_ask.h"

/* One plan for one question. */
struct solved {
    struct allocation a;
    int *ixs;        /* [q->n_parties + 1] the parties of its instance */
    const char *why; /* "" = there is a plan */
    bool is_pieced;  /* found party by party: nobody has shown that it is the best */
};

static void release(struct solved *s)
{
    allocation_release(&s->a);
    free(s->ixs);
    *s = (struct solved){0};
}

static void solve(const struct rehousing_question *q, int kind, const bool *is_out,
                  const struct allocate_options *o, struct solved *out)
{
    struct err e = {0};
    *out = (struct solved){.ixs = mem_array(q->n_parties + 1, sizeof *out->ixs), .why = ""};
    rehousing_instance(q, kind, is_out, &out->a.instance_text, out->ixs);
    int rc = allocation_read_instance(&out->a, &e);
    if (rc == ERR_OK)
        rc = allocation_solve(&out->a, o, &e);
    if (rc == ERR_BUSY || (rc == ERR_OK && out->a.plan.status == SOLVER_STOPPED))
        out->why = "stopped";
    else if (rc != ERR_OK || out->a.faults.n > 0)
        out->why = "failed";
    else if (out->a.plan.status == SOLVER_INFEASIBLE)
        out->why = "conflict";
}

/* Whether all have a home by a plan, but for those concerned where they may be left. */
static bool all_have_one(const struct rehousing_question *q, const struct solved *s, bool may_leave)
{
    if (s->why[0] != '\0')
        return false;
    for (int p = 0; s->ixs[p] >= 0; p++)
        if (s->a.plan.room_of_party[p] < 0 && !(may_leave && q->parties[s->ixs[p]].is_concerned))
            return false;
    return true;
}

/* One party concerned after another, in the order, as far as everybody in it has a home. */
static void solve_one_by_one(const struct rehousing_question *q, const struct allocate_options *o,
                             struct solved *best)
{
    bool *is_out = mem_array(q->n_parties, sizeof *is_out);
    for (size_t i = 0; i < q->n_parties; i++)
        is_out[i] = q->parties[i].is_concerned;
    release(best);
    solve(q, REHOUSING_MOVE, is_out, o, best);
    for (size_t i = 0; i < q->n_parties && best->why[0] == '\0'; i++) {
        struct solved one;
        if (!q->parties[i].is_concerned || strcmp(q->parties[i].kind, "offer") == 0)
            continue;
        is_out[i] = false;
        solve(q, REHOUSING_MOVE, is_out, o, &one);
        if (all_have_one(q, &one, false)) {
            release(best);
            *best = one;
            continue;
        }
        is_out[i] = true;
        release(&one);
    }
    best->is_pieced = true;
    free(is_out);
}

/* The room of a party by a plan; "" = none. */
static const char *room_by(const struct solved *s, size_t party)
{
    for (int p = 0; s->ixs[p] >= 0; p++)
        if (s->ixs[p] == (int)party && s->a.plan.room_of_party[p] >= 0)
            return s->a.instance.rooms[s->a.plan.room_of_party[p]].id;
    return "";
}

/* A text that the question keeps: rooms of the instance go with the plan. */
static char *kept_room(const struct rehousing_question *q, const char *room)
{
    const size_t r = snapshot_room_ix(&q->house, room);
    return r < q->house.n_rooms ? q->house.rooms[r].code : (char *)(uintptr_t) "";
}

static bool is_proven(const struct solved *s, int kind)
{
    bool is_so = s->why[0] == '\0' && !s->is_pieced;
    for (int l = 0; l < s->a.plan.n_levels && is_so; l++) {
        const struct solver_level *level = &s->a.plan.levels[l];
        if (level->objective == SOLVER_KEEP_HOUSED ||
            (kind == REHOUSING_MOVE && level->objective == SOLVER_MOVES))
            is_so = level->is_proven;
    }
    return is_so;
}

static void add_move(const struct rehousing_question *q, const struct rehousing_party *p, int kind,
                     const char *to, struct rehousing_answer *out, size_t at)
{
    const struct snapshot_request *r = &q->house.requests[p->request_ix];
    const char *as = kind == REHOUSING_TEMPORARY ? "temporary" : p->kind;
    struct store_proposal *it = &out->proposals[at];
    out->moves[at] = mem_grow(out->moves[at], out->n_moves[at] + 1, sizeof *out->moves[at]);
    out->moves[at][out->n_moves[at]++] =
        (struct store_move){.request = r->id,
                            .from_room = (char *)(uintptr_t)p->room,
                            .to_room = kept_room(q, to),
                            .kind = (char *)(uintptr_t)as};
    if (strcmp(p->kind, "offer") != 0)
        *(to[0] != '\0' ? &it->n_moves : &it->n_left) += (int)r->score.n_members;
}

/* A plan as a proposal. */
static void read_plan(const struct rehousing_question *q, int kind, const struct solved *s,
                      struct rehousing_answer *out)
{
    static const char *const names[] = {"temporary", "move"};
    const size_t at = out->n++;
    struct store_proposal *p = &out->proposals[at];
    memcpy(out->sha256[at], q->asked[kind], sizeof out->sha256[at]);
    *p = (struct store_proposal){.kind = (char *)(uintptr_t)names[kind],
                                 .is_proven = is_proven(s, kind),
                                 .return_day = kind == REHOUSING_TEMPORARY ? out->return_day
                                                                           : (char *)(uintptr_t) "",
                                 .why = (char *)(uintptr_t)s->why,
                                 .instance_sha256 = out->sha256[at]};
    for (size_t i = 0; i < q->n_parties && s->why[0] == '\0'; i++) {
        const struct rehousing_party *party = &q->parties[i];
        const char *to = room_by(s, i);
        if (party->is_concerned ? kind == REHOUSING_MOVE || party->sleeps
                                : to[0] != '\0' && strcmp(to, party->room) != 0)
            add_move(q, party, kind, to, out, at);
    }
    if (p->n_left > 0)
        p->why = (char *)(uintptr_t) "no_bed";
}

static void propose(const struct rehousing_question *q, int kind, const struct allocate_options *o,
                    struct rehousing_answer *out)
{
    struct solved s;
    solve(q, kind, NULL, o, &s);
    if (kind == REHOUSING_MOVE && s.why[0] == '\0' && !all_have_one(q, &s, true))
        solve_one_by_one(q, o, &s);
    read_plan(q, kind, &s, out);
    release(&s);
}

void rehousing_answer(const struct rehousing_question *q, const struct allocate_options *o,
                      struct rehousing_answer *out)
{
    bool has_sleepers = false;
    *out = (struct rehousing_answer){.version = q->it.version};
    memcpy(out->code, q->it.code, sizeof out->code);
    memcpy(out->return_day, q->it.to_day, strlen(q->it.to_day) + 1);
    if (q->may_stay)
        out->proposals[out->n++] =
            (struct store_proposal){.kind = (char *)(uintptr_t) "stay", .is_proven = 1};
    for (size_t i = 0; i < q->n_parties; i++)
        has_sleepers |= q->parties[i].is_concerned && q->parties[i].sleeps;
    if (has_sleepers)
        propose(q, REHOUSING_TEMPORARY, o, out);
    propose(q, REHOUSING_MOVE, o, out);
}

int rehousing_keep(struct store *s, const struct rehousing_answer *a, int64_t now, struct err *e)
{
    struct store_rehousing c = {0};
    int rc = store_rehousing_get(s, a->code, &c, e);
    if (rc == ERR_OK && (c.version != a->version || strcmp(c.state, "open") != 0))
        rc = err_set(e, ERR_CHANGED, "việc này đã thay đổi", "the case has changed");
    rc = rc != ERR_OK ? rc : store_proposal_clear(s, c.id, e);
    for (size_t i = 0; i < a->n && rc == ERR_OK; i++)
        rc = store_proposal_add(s, c.id, &a->proposals[i], a->moves[i], a->n_moves[i], e);
    rc = rc != ERR_OK ? rc : store_rehousing_proposed(s, c.id, now, e);
    rc = rc != ERR_OK ? rc : audit_add(s, 0, "rehousing.propose", NULL, e, "rehousing/%s", a->code);
    store_rehousing_release(&c);
    return rc;
}

void rehousing_answer_release(struct rehousing_answer *a)
{
    for (size_t i = 0; i < 3; i++)
        free(a->moves[i]);
    *a = (struct rehousing_answer){0};
}
