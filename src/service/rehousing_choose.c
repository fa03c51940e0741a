/* A way out is chosen and carried out, see the header. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "rehousing_moves.h"
#include "service/audit.h"

static int may_choose(const struct principal *by, struct err *e)
{
    bool is_planner =
        by->role == PRINCIPAL_PLANNER || (by->role == PRINCIPAL_REGISTRAR && by->all_agencies);
    return is_planner ? ERR_OK
                      : err_set(e, ERR_DENIED, "việc này là của Sở Xây dựng",
                                "this is for the Department of Construction");
}

static int check_case(const struct store_rehousing *c, int64_t version, struct err *e)
{
    if (version != 0 && version != c->version)
        return err_set(e, ERR_CHANGED, "các đề xuất đã thay đổi; hãy đọc lại",
                       "the proposals have changed; read them again");
    if (strcmp(c->state, "open") != 0)
        return err_set(e, ERR_DATA, "việc này không còn chờ chọn", "the case is not open any more");
    if (c->is_stale != 0 || c->proposed_at == 0)
        return err_set(e, ERR_DATA, "đề xuất đang được lập lại; hãy thử lại sau ít phút",
                       "the proposals are being made anew; try again in a minute");
    return ERR_OK;
}

/* The proposal of a kind, or NULL. */
static const struct store_proposal *find(const struct rehousing_view *v, const char *kind)
{
    for (size_t i = 0; i < v->proposals.n; i++)
        if (strcmp(v->proposals.items[i].kind, kind) == 0)
            return &v->proposals.items[i];
    return NULL;
}

static const struct store_move *move_of(const struct store_move *moves, size_t n,
                                        const char *request)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(moves[i].request, request) == 0)
            return &moves[i];
    return NULL;
}

/* Whether a proposal speaks of those concerned today, and of no others of the room. */
static int check_people(const struct rehousing_view *v, const struct store_proposal *p,
                        const struct store_move *moves, size_t n, struct err *e)
{
    bool is_so = true;
    size_t n_there = 0, n_told = 0;
    for (size_t i = 0; i < v->people.n; i++) {
        const struct store_rehoused *q = &v->people.items[i];
        const struct store_move *m = move_of(moves, n, q->request);
        if (strcmp(p->kind, "temporary") == 0 && q->sleeps == 0)
            continue;
        n_there++;
        is_so &= m != NULL && strcmp(m->from_room, v->it.room) == 0;
    }
    for (size_t i = 0; i < n; i++)
        n_told += strcmp(moves[i].from_room, v->it.room) == 0;
    return is_so && n_there == n_told
               ? ERR_OK
               : err_set(e, ERR_DATA, "người ở phòng này đã khác lúc lập đề xuất",
                         "other people are concerned than when it was proposed");
}

static int choose_stay(struct store *s, const struct rehousing_view *v, struct err *e)
{
    struct store_closure x = {0};
    int rc = store_closure_get(s, v->it.closure, &x, e);
    x.may_stay = 1;
    rc = rc != ERR_OK ? rc : store_closure_change(s, &x, e);
    store_closure_release(&x);
    return rc != ERR_OK ? rc : store_rehousing_move(s, v->it.id, "done", "stay", 0, e);
}

static int mark_done(struct store *s, const struct store_move *moves, size_t n, struct err *e)
{
    int rc = ERR_OK;
    for (size_t i = 0; i < n && rc == ERR_OK; i++)
        if (moves[i].to_room[0] != '\0')
            rc = store_move_done(s, moves[i].proposal_id, moves[i].request_id, e);
    return rc;
}

static int note(struct store *s, const struct principal *by, const struct rehousing_view *v,
                const char *kind, const char *day, struct err *e)
{
    char fields[64];
    snprintf(fields, sizeof fields, "kind=%s day=%s", kind, day);
    return audit_add(s, by->account_id, "rehousing.choose", fields, e, "rehousing/%s", v->it.code);
}

static int find_chosen(const struct rehousing_view *v, const char *kind,
                       const struct store_proposal **out, struct solver_findings *bad,
                       struct err *e)
{
    *out = find(v, kind);
    if (*out != NULL && (strcmp((*out)->why, "") == 0 || strcmp((*out)->why, "no_bed") == 0))
        return ERR_OK;
    solver_findings_put(bad, "/kind", "không có đề xuất này, hoặc đề xuất không thực hiện được",
                        "is not proposed, or cannot be done");
    return err_set(e, ERR_INPUT, "chưa chọn đúng đề xuất", "that cannot be chosen");
}

int rehousing_choose(struct store *s, const struct principal *by, const char *code, int64_t version,
                     const char *kind, const char *day, const char *today, int64_t now,
                     struct solver_findings *bad, struct err *e)
{
    struct rehousing_view v = {0};
    const struct store_proposal *p = NULL;
    struct store_move *moves = NULL; /* [n] of the proposal; texts are the view's */
    size_t n = 0;
    int rc = rehousing_get(s, by, code, &v, e);
    rc = rc != ERR_OK ? rc : may_choose(by, e);
    rc = rc != ERR_OK ? rc : check_case(&v.it, version, e);
    rc = rc != ERR_OK ? rc : find_chosen(&v, kind, &p, bad, e);
    if (rc == ERR_OK && strcmp(kind, "stay") == 0) {
        rc = choose_stay(s, &v, e);
    } else if (rc == ERR_OK) {
        moves = mem_array(v.moves.n, sizeof *moves);
        for (size_t i = 0; i < v.moves.n; i++)
            if (v.moves.items[i].proposal_id == p->id)
                moves[n++] = v.moves.items[i];
        bool is_while = strcmp(kind, "temporary") == 0;
        rc = check_people(&v, p, moves, n, e);
        rc = rc != ERR_OK
                 ? rc
                 : rehousing_carry_out(s, by, moves, n, v.it.to_day, day, today, now, bad, e);
        rc = rc != ERR_OK ? rc : mark_done(s, moves, n, e);
        rc = rc != ERR_OK
                 ? rc
                 : store_rehousing_move(s, v.it.id, is_while ? "chosen" : "done", kind, 0, e);
    }
    rc = rc != ERR_OK ? rc : note(s, by, &v, kind, day, e);
    rc = rc != ERR_OK ? rc : rehousing_settle(s, today, e);
    free(moves);
    rehousing_view_release(&v);
    return rc;
}
