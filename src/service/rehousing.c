/* Rehousing cases: when they open and end, and how they are read; see the header. */
#include "service/rehousing.h"

#include <string.h>

#include "service/audit.h"

bool rehousing_sees(const struct principal *who)
{
    return principal_scope(who).sees == STORE_SEES_ALL;
}

static int audit(struct store *s, const char *action, const char *code, struct err *e)
{
    return audit_add(s, 0, action, NULL, e, "rehousing/%s", code);
}

/* Who is concerned by a closing. */
struct concerned {
    size_t n;       /* in all */
    size_t n_sleep; /* who live there */
    int n_away;     /* who hold a place there and are elsewhere for a while */
};

static int count_concerned(struct store *s, int64_t room_id, struct concerned *out, struct err *e)
{
    struct store_rehoused_all all = {0};
    int rc = store_rehoused_list(s, room_id, &all, e);
    out->n = all.n;
    for (size_t i = 0; i < all.n; i++)
        out->n_sleep += all.items[i].sleeps != 0;
    store_rehoused_release(&all);
    return rc == ERR_OK ? store_rehoused_away(s, room_id, &out->n_away, e) : rc;
}

/* Moves a case on, if that is anywhere else. */
static int move_to(struct store *s, const struct store_rehousing *c, const char *state,
                   const char *action, struct err *e)
{
    bool is_open = strcmp(state, "open") == 0;
    if (strcmp(c->state, state) == 0)
        return ERR_OK;
    int rc = store_rehousing_move(s, c->id, state, c->chosen, is_open, e);
    return rc == ERR_OK ? audit(s, action, c->code, e) : rc;
}

/* `is_on`: the room is closed, now or ahead, and its people may not stay. */
static int settle_case(struct store *s, const struct store_rehousing *c, bool is_on,
                       const struct concerned *who, struct err *e)
{
    size_t n = strcmp(c->state, "open") == 0 ? who->n : who->n_sleep;
    bool is_away = strcmp(c->chosen, "temporary") == 0 && who->n_away > 0;
    if (is_on && n > 0)
        return move_to(s, c, "open", "rehousing.reopen", e);
    if (is_away)
        return move_to(s, c, "chosen", "rehousing.resume", e);
    return c->chosen[0] == '\0' ? move_to(s, c, "void", "rehousing.void", e)
                                : move_to(s, c, "done", "rehousing.done", e);
}

static int settle_closure(struct store *s, const struct store_closure *x, const char *today,
                          struct err *e)
{
    struct store_rehousing c = {0};
    struct concerned who = {0};
    char code[33];
    bool is_over = x->to_day[0] != '\0' && strcmp(x->to_day, today) <= 0;
    bool is_on = x->may_stay == 0 && !is_over && strcmp(x->from_day, x->to_day) != 0;
    if (!is_on && x->rehousing[0] == '\0')
        return ERR_OK;
    int rc = count_concerned(s, x->room_id, &who, e);
    rc = rc != ERR_OK ? rc : store_rehousing_live(s, x->id, &c, e);
    if (rc == ERR_OK && c.id != 0)
        rc = settle_case(s, &c, is_on, &who, e);
    else if (rc == ERR_OK && is_on && who.n > 0) {
        rc = store_rehousing_open(s, x->id, code, e);
        rc = rc != ERR_OK ? rc : audit(s, "rehousing.open", code, e);
    }
    store_rehousing_release(&c);
    return rc;
}

/* Closures that are over and still have a case. */
static int settle_ended(struct store *s, const char *state, const char *today, struct err *e)
{
    const struct store_rehousing_query q = {.state = state};
    struct store_rehousings all = {0};
    int64_t n;
    int rc = store_rehousing_list(s, &q, &all, &n, e);
    for (size_t i = 0; i < all.n && rc == ERR_OK; i++) {
        struct store_closure x = {0};
        rc = store_closure_get(s, all.items[i].closure, &x, e);
        rc = rc != ERR_OK ? rc : settle_closure(s, &x, today, e);
        store_closure_release(&x);
    }
    store_rehousings_release(&all);
    return rc;
}

int rehousing_settle(struct store *s, const char *today, struct err *e)
{
    const struct store_closure_query q = {.since_day = today};
    struct store_closures all = {0};
    int64_t n;
    int rc = store_closure_list(s, &q, &all, &n, e);
    for (size_t i = 0; i < all.n && rc == ERR_OK; i++)
        rc = settle_closure(s, &all.items[i], today, e);
    store_closures_release(&all);
    rc = rc != ERR_OK ? rc : settle_ended(s, "open", today, e);
    return rc != ERR_OK ? rc : settle_ended(s, "chosen", today, e);
}

int rehousing_slip(struct store *s, const struct store_closure *x, const char *was, struct err *e)
{
    struct store_rehousing c = {0};
    int rc = store_rehousing_live(s, x->id, &c, e);
    bool has_slipped = strcmp(was, x->to_day) != 0;
    if (rc == ERR_OK && c.id != 0 && strcmp(c.state, "open") == 0)
        rc = store_rehousing_move(s, c.id, "open", c.chosen, 1, e);
    if (rc == ERR_OK && c.id != 0 && has_slipped && strcmp(c.chosen, "temporary") == 0)
        rc = store_rehoused_return_on(s, x->room_id, was, x->to_day, e);
    if (rc == ERR_OK && c.id != 0 && has_slipped && strcmp(c.state, "chosen") == 0)
        rc = store_proposal_return_on(s, c.id, x->to_day, e);
    store_rehousing_release(&c);
    return rc;
}

int rehousing_get(struct store *s, const struct principal *by, const char *code,
                  struct rehousing_view *out, struct err *e)
{
    *out = (struct rehousing_view){0};
    int rc = rehousing_sees(by) ? store_rehousing_get(s, code, &out->it, e) : ERR_OK;
    if (rc == ERR_OK && out->it.id == 0)
        rc = err_set(e, ERR_ABSENT, "không có việc sắp xếp chỗ ở này", "there is no such case");
    rc = rc != ERR_OK ? rc : store_rehoused_list(s, out->it.room_id, &out->people, e);
    rc = rc != ERR_OK ? rc : store_rehoused_away(s, out->it.room_id, &out->n_away, e);
    rc = rc != ERR_OK ? rc : store_proposal_list(s, out->it.id, &out->proposals, e);
    return rc != ERR_OK ? rc : store_move_list(s, out->it.id, &out->moves, e);
}

void rehousing_view_release(struct rehousing_view *v)
{
    store_rehousing_release(&v->it);
    store_rehoused_release(&v->people);
    store_proposals_release(&v->proposals);
    store_moves_release(&v->moves);
    *v = (struct rehousing_view){0};
}
