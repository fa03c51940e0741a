/* The models of a level as CPLEX LP text: party × room, party × class of rooms. */
#include "lp_model.h"

#include <stdlib.h>

#include "check_proof.h"

enum { TERMS_A_LINE = 6 }; /* readers of the format cut lines at 255 characters and more */

enum { MODE_F, MODE_M, MODE_ANY, N_SHARED }; /* of a pool; private is after all pools' */

struct lp {
    const struct solver_instance *inst;
    struct sv_bound bound;
    bool is_by_class;
    int n_classes;             /* of rooms alike; where not by class, each room is one */
    int *first_room, *n_rooms; /* [n_classes] */
    int n_modes;               /* private is the last */
    int *mode;                 /* [n_parties] of each party in the class at hand, -1 does not fit */
    bool *has_mode;            /* [n_modes] some party may give it to the class at hand */
    struct sv_text *out;
    int n_terms; /* of the expression at hand */
};

/* private: n_modes - 1 */
static int mode_in(const struct solver_instance *inst, const struct solver_party *p,
                   const struct solver_room *room)
{
    enum sv_sexes sexes = sv_sexes_of(p);
    if (p->is_private)
        return N_SHARED * inst->policy.n_pools;
    if (room->sex == SOLVER_ROOM_UNRESTRICTED)
        return N_SHARED * p->pool_ix + MODE_ANY;
    if (sexes == SV_BOTH)
        return -1;
    return N_SHARED * p->pool_ix + (sexes == SV_ONLY_M ? MODE_M : MODE_F);
}

/* The mode in which party p may live in room r; -1: it may not. */
static int mode_of_pair(const struct lp *lp, int p, int r)
{
    const struct solver_party *party = &lp->inst->parties[p];
    const struct solver_room *room = &lp->inst->rooms[r];
    int must = lp->bound.room_of[p];
    int mode = mode_in(lp->inst, party, room);
    if (must >= 0)
        return must == r ? mode : -1;
    bool is_at_home = lp->inst->policy.incumbents == SOLVER_MAY_MOVE && party->current_room_ix == r;
    if (!room->is_usable || party->n_members > sv_check_cap(lp->inst, party, room))
        return -1;
    if (!is_at_home && (sv_misfit_of(party, room) != SV_FITS || sv_is_banned(party, r)))
        return -1;
    return mode;
}

/* Sets lp->mode, lp->has_mode for class c; false: nobody may live in it. */
static bool look_at(struct lp *lp, int c)
{
    int r = lp->first_room[c];
    bool is_of_use = false;
    for (int m = 0; m < lp->n_modes; m++)
        lp->has_mode[m] = false;
    for (int p = 0; p < lp->inst->n_parties; p++) {
        lp->mode[p] = mode_of_pair(lp, p, r);
        if (lp->mode[p] < 0)
            continue;
        lp->has_mode[lp->mode[p]] = true;
        is_of_use = true;
    }
    return is_of_use;
}

static void add_coefficient(struct lp *lp, int64_t coefficient)
{
    if (lp->n_terms > 0 && lp->n_terms % TERMS_A_LINE == 0)
        sv_text_add(lp->out, "\n ");
    lp->n_terms++;
    sv_text_add(lp->out, " %s %lld", coefficient < 0 ? "-" : "+",
                (long long)(coefficient < 0 ? -coefficient : coefficient));
}

static void add_x(struct lp *lp, int64_t coefficient, int p, int c)
{
    if (!coefficient)
        return;
    add_coefficient(lp, coefficient);
    sv_text_add(lp->out, " x_%d_%d", p, c);
}

static void name_u(struct lp *lp, int c, int mode)
{
    if (mode == lp->n_modes - 1)
        sv_text_add(lp->out, " u_%d_P", c);
    else
        sv_text_add(lp->out, " u_%d_%c%d", c, "FMA"[mode % N_SHARED], mode / N_SHARED);
}

/* Ends a left side; one without terms gets the variable that is always 0. */
static void end_sum(struct lp *lp)
{
    if (lp->n_terms == 0)
        sv_text_add(lp->out, " 0 zero");
    lp->n_terms = 0;
}

/* Σ_M u of the class at hand. */
static void add_modes(struct lp *lp, int c)
{
    for (int m = 0; m < lp->n_modes; m++) {
        if (!lp->has_mode[m])
            continue;
        add_coefficient(lp, 1);
        name_u(lp, c, m);
    }
}

static void add_level(struct lp *lp, const struct solver_level *level)
{
    for (int c = 0; c < lp->n_classes; c++) {
        if (!look_at(lp, c))
            continue;
        if (level->objective == SOLVER_ROOMS)
            add_modes(lp, c);
        for (int p = 0; p < lp->inst->n_parties; p++)
            if (lp->mode[p] >= 0)
                add_x(lp,
                      sv_check_party_value(lp->inst, p, lp->first_room[c], level->objective,
                                           level->band),
                      p, c);
    }
    end_sum(lp);
}

static void write_objective(struct lp *lp, const struct solver_level *level)
{
    sv_text_add(lp->out,
                "%s\n obj:", solver_objective_is_max(level->objective) ? "Maximize" : "Minimize");
    add_level(lp, level);
    sv_text_add(lp->out, "\nSubject To\n");
}

static void write_earlier(struct lp *lp, const struct solver_level *levels, int n,
                          const int64_t *values)
{
    for (int j = 0; j < n; j++) {
        sv_text_add(lp->out, " level_%d:", j);
        add_level(lp, &levels[j]);
        sv_text_add(
            lp->out, " %s %lld\n",
            solver_objective_is_max(levels[j].objective) ? ">=" : "<=", (long long)values[j]);
    }
}

static void write_party_rows(struct lp *lp)
{
    for (int p = 0; p < lp->inst->n_parties; p++) {
        bool is_bound = lp->bound.room_of[p] >= 0;
        sv_text_add(lp->out, " party_%d:", p);
        for (int c = 0; c < lp->n_classes; c++)
            if (mode_of_pair(lp, p, lp->first_room[c]) >= 0)
                add_x(lp, 1, p, c);
        end_sum(lp);
        sv_text_add(lp->out, " %s 1\n", is_bound ? "=" : "<=");
    }
}

/* Row (2,C,M) of the class at hand. */
static void write_mode_row(struct lp *lp, int c, int mode)
{
    bool is_private = mode == lp->n_modes - 1;
    int any = -1, n_staying = 0;
    sv_text_add(lp->out, " room_%d_%d:", c, mode);
    for (int p = 0; p < lp->inst->n_parties; p++) {
        if (lp->mode[p] != mode)
            continue;
        any = p;
        n_staying += lp->bound.is_stay[p] ? lp->inst->parties[p].n_members : 0;
        add_x(lp, is_private ? 1 : lp->inst->parties[p].n_members, p, c);
    }
    int cap = sv_check_cap(lp->inst, &lp->inst->parties[any], &lp->inst->rooms[lp->first_room[c]]);
    int most = is_private ? 1 : n_staying > cap ? n_staying : cap;
    add_coefficient(lp, -most);
    name_u(lp, c, mode);
    end_sum(lp);
    sv_text_add(lp->out, " <= 0\n");
}

static void write_room_rows(struct lp *lp)
{
    for (int c = 0; c < lp->n_classes; c++) {
        if (!look_at(lp, c))
            continue;
        for (int m = 0; m < lp->n_modes; m++)
            if (lp->has_mode[m])
                write_mode_row(lp, c, m);
        sv_text_add(lp->out, " room_%d:", c);
        add_modes(lp, c);
        end_sum(lp);
        sv_text_add(lp->out, " <= %d\n", lp->n_rooms[c]);
    }
}

/* A section of x, u or both. */
static void write_names(struct lp *lp, const char *title, bool is_x, bool is_u)
{
    bool has_any = false;
    for (int c = 0; c < lp->n_classes; c++) {
        if (!look_at(lp, c))
            continue;
        sv_text_add(lp->out, "%s", has_any ? "" : title);
        has_any = true;
        for (int p = 0; p < lp->inst->n_parties && is_x; p++)
            if (lp->mode[p] >= 0)
                sv_text_add(lp->out, " x_%d_%d\n", p, c);
        for (int m = 0; m < lp->n_modes && is_u; m++) {
            if (!lp->has_mode[m])
                continue;
            name_u(lp, c, m);
            sv_text_add(lp->out, "\n");
        }
    }
}

/* Room counts are bounded by their row (3). */
static void write_integers(struct lp *lp)
{
    sv_text_add(lp->out, "Bounds\n zero = 0\n");
    if (lp->is_by_class)
        write_names(lp, "Generals\n", false, true);
    write_names(lp, "Binaries\n", true, !lp->is_by_class);
    sv_text_add(lp->out, "End\n");
}

/* `zero` stands in a row of its own, so that readers which make variables from rows know it. */
static void write_all(struct lp *lp, int level_ix, const struct solver_level *levels,
                      const int64_t *values)
{
    sv_text_add(lp->out, "\\ level %d: %s", level_ix,
                solver_objective_name(levels[level_ix].objective));
    if (levels[level_ix].band)
        sv_text_add(lp->out, ", band %d", levels[level_ix].band);
    sv_text_add(lp->out,
                lp->is_by_class
                    ? "\n\\ x_P_C: party P lives in class C; both numbered from 0, a class by its "
                      "first room\n"
                    : "\n\\ x_P_R: party P lives in room R, numbered from 0 as in the instance\n");
    write_objective(lp, &levels[level_ix]);
    sv_text_add(lp->out, " nothing: zero <= 0\n");
    write_earlier(lp, levels, level_ix, values);
    write_party_rows(lp);
    write_room_rows(lp);
    write_integers(lp);
}

/* Each room for itself, or the classes of ALLOCATION.md section 6. */
static int list_classes(struct lp *lp)
{
    struct sv_proof_model m = {0};
    size_t n = (size_t)lp->inst->n_rooms + 1;
    lp->first_room = calloc(n, sizeof *lp->first_room);
    lp->n_rooms = calloc(n, sizeof *lp->n_rooms);
    int rc = lp->first_room && lp->n_rooms ? SOLVER_OK : SOLVER_NOMEM;
    if (rc == SOLVER_OK && lp->is_by_class)
        rc = sv_proof_model_init(&m, lp->inst, &lp->bound);
    lp->n_classes = lp->is_by_class ? m.n_classes : lp->inst->n_rooms;
    for (int c = 0; c < lp->n_classes && rc == SOLVER_OK; c++) {
        lp->first_room[c] = lp->is_by_class ? m.first_room[c] : c;
        lp->n_rooms[c] = lp->is_by_class ? m.n_rooms[c] : 1;
    }
    if (lp->is_by_class)
        sv_proof_model_release(&m);
    return rc;
}

int sv_lp_model_format(const struct solver_instance *inst, bool is_by_class, int level_ix,
                       const int64_t *values, struct sv_text *out)
{
    struct lp lp = {.inst = inst,
                    .is_by_class = is_by_class,
                    .n_modes = N_SHARED * inst->policy.n_pools + 1,
                    .out = out};
    int n_levels = solver_levels_of(inst, NULL);
    struct solver_level *levels = calloc((size_t)n_levels + 1, sizeof *levels);
    lp.mode = calloc((size_t)inst->n_parties + 1, sizeof *lp.mode);
    lp.has_mode = calloc((size_t)lp.n_modes, sizeof *lp.has_mode);
    int rc = sv_bound_init(&lp.bound, inst);
    if (!levels || !lp.mode || !lp.has_mode)
        rc = SOLVER_NOMEM;
    if (rc == SOLVER_OK && lp.bound.n_clashes)
        rc = SOLVER_BAD;
    if (rc == SOLVER_OK)
        rc = list_classes(&lp);
    if (rc == SOLVER_OK) {
        (void)solver_levels_of(inst, levels);
        write_all(&lp, level_ix, levels, values);
        rc = out->is_out_of_memory ? SOLVER_NOMEM : SOLVER_OK;
    }
    sv_bound_release(&lp.bound);
    free(lp.first_room);
    free(lp.n_rooms);
    free(lp.has_mode);
    free(lp.mode);
    free(levels);
    return rc;
}
