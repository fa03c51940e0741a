/* The program of one level: rows and columns over types, classes, slots (model.h, (4) to (9)). */
#include "model.h"

struct build {
    struct sv_model *mo;
    struct sv_run *run;
    int *level_row;      /* [level_ix] row (8) of an earlier level; -1 = nothing open touches it */
    int *level_sign;     /* [level_ix] +1: the row is value <= z, -1: -value <= -z */
    int *class_row;      /* [n_classes] */
    int *sum_rows;       /* [SV_N_SUMS * n_slots] */
    int (*size_row)[17]; /* [n_slots] row of a party's size in the slot */
    int *bound_row;      /* [n_slots] (18); -1 where nobody is bound */
};

/* What is settled of level j's value: fixed parties, parties IN, rooms that fixed parties use. */
static int64_t settled(const struct sv_run *run, int j)
{
    int64_t sum = 0;
    for (int p = 0; p < run->inst->n_parties; p++) {
        int r = run->rules.fixed_room[p];
        if (r >= 0)
            sum += sv_party_value(run, j, p) + sv_place_value(run, j, p, r);
        else if (run->state[p] == SV_IN)
            sum += sv_housed_value(run, j, p);
    }
    if (run->levels[j].objective == SOLVER_ROOMS)
        for (int r = 0; r < run->inst->n_rooms; r++)
            sum += run->rules.room_mode[r] >= 0 && !run->rules.n_bound[r];
    return sum;
}

/* Does any open column add to level j? Levels that are settled leave the model. */
static bool is_open_level(const struct sv_model *mo, const struct sv_run *run, int j)
{
    switch (run->levels[j].objective) {
    case SOLVER_MOVES:
        for (int t = 0; t < mo->n_types; t++)
            if (mo->types[t].n_homes)
                return true;
        break;
    case SOLVER_PREFERENCES:
    case SOLVER_ROOMS:
        return true;
    case SOLVER_KEEP_HOUSED:
    case SOLVER_HOUSED_BY_BAND:
    case SOLVER_POINTS:
    case SOLVER_ORDER:
    case SOLVER_AGENCIES:
    case SOLVER_N_OBJECTIVES:
        break;
    }
    for (int t = 0; t < mo->n_types; t++)
        for (int g = 0; g < mo->types[t].n_groups; g++)
            if (sv_housed_value(run, j, mo->types[t].groups[g].parties[0]))
                return true;
    return false;
}

static void level_rows(struct build *b)
{
    int n = b->mo->level_ix;
    b->level_row = SV_NEW(b->mo->milp.mem, int, n);
    b->level_sign = SV_NEW(b->mo->milp.mem, int, n);
    for (int j = 0; j < n; j++) {
        b->level_row[j] = -1;
        if (!is_open_level(b->mo, b->run, j))
            continue;
        b->level_sign[j] = solver_objective_is_max(b->run->levels[j].objective) ? -1 : 1;
        const struct solver_level *level = &b->run->levels[j];
        int64_t value = level->value;
        bool is_eq = level->is_proven;
        if (level->objective == SOLVER_MOVES && value < b->run->max_moves) {
            value = b->run->max_moves;
            is_eq = false;
        }
        int64_t room = value - settled(b->run, j);
        b->level_row[j] = sv_milp_row(&b->mo->milp, b->level_sign[j] * room, is_eq);
    }
}

/* Of a group (r -1) or of a flow. */
static void level_entries(struct build *b, int p, int r, bool is_home)
{
    for (int j = 0; j < b->mo->level_ix; j++)
        if (b->level_row[j] >= 0)
            sv_milp_entry(&b->mo->milp, b->level_row[j],
                          b->level_sign[j] * (r < 0 ? sv_housed_value(b->run, j, p)
                                                    : sv_room_value(b->run, j, p, r, is_home)));
}

static void group_columns(struct build *b, int64_t sense)
{
    struct sv_model *mo = b->mo;
    for (int t = 0; t < mo->n_types; t++)
        for (int g = 0; g < mo->types[t].n_groups; g++) {
            struct sv_group_col *gr = &mo->types[t].groups[g];
            int64_t value = sv_housed_value(b->run, mo->level_ix, gr->parties[0]);
            gr->col = sv_milp_col(&mo->milp, sense * value, 0, gr->n, false);
            sv_milp_entry(&mo->milp, t, -1);
            level_entries(b, gr->parties[0], -1, false);
            if (gr->home >= 0)
                sv_milp_entry(&mo->milp, mo->types[t].homes[gr->home].row, -1);
        }
}

/* What a room of the slot adds to the level by being used, as a maximum. */
static int64_t room_objective(const struct build *b, int r)
{
    int j = b->mo->level_ix;
    return b->run->levels[j].objective == SOLVER_ROOMS ? -1 : sv_repair_objective(b->run, j, r);
}

static void room_columns(struct build *b, int s)
{
    struct sv_milp *m = &b->mo->milp;
    struct sv_slot *slot = &b->mo->slots[s];
    int n_rooms = b->mo->classes[slot->class_ix].n, room = b->mo->classes[slot->class_ix].room;
    int first = sv_milp_row(m, 0, false);
    b->bound_row[s] = b->run->rules.n_bound[room] ? sv_milp_row(m, 0, false) : -1;
    for (int k = 0; k < slot->n_sizes; k++)
        b->size_row[s][slot->sizes[k]] = slot->n_patterns ? sv_milp_row(m, 0, false) : first;
    int per_room = slot->n_patterns ? 1 : slot->unit ? slot->unit : slot->cap;
    if (slot->is_open) {
        m->rhs[first] = per_room;
    } else {
        slot->y_col = sv_milp_col(m, room_objective(b, room), 0, n_rooms, true);
        sv_milp_entry(m, first, -per_room);
        sv_repair_entries(b->mo, b->run, slot->class_ix);
        if (b->bound_row[s] >= 0)
            sv_milp_entry(m, b->bound_row[s], b->run->rules.n_bound[room]);
        sv_milp_entry(m, b->class_row[slot->class_ix], 1);
        for (int k = 0; k < SV_N_SUMS; k++)
            if (b->sum_rows[SV_N_SUMS * s + k] >= 0)
                sv_milp_entry(m, b->sum_rows[SV_N_SUMS * s + k], 1);
        for (int j = 0; j < b->mo->level_ix; j++)
            if (b->level_row[j] >= 0 && b->run->levels[j].objective == SOLVER_ROOMS)
                sv_milp_entry(m, b->level_row[j], 1);
        if (slot->link_row && !slot->n_patterns)
            sv_milp_entry(m, slot->link_row[0], -1);
    }
    for (int k = 0; k < slot->n_patterns; k++) {
        slot->z_col[k] = sv_milp_col(m, 0, 0, n_rooms, true);
        sv_milp_entry(m, first, 1);
        for (int i = 0; i < slot->n_sizes; i++)
            sv_milp_entry(m, b->size_row[s][slot->sizes[i]],
                          -slot->patterns[k * slot->n_sizes + i]);
        if (slot->link_row)
            sv_milp_entry(m, slot->link_row[k], -1);
    }
}

/* Parties of type t in a room of class c; at home where `home` >= 0. */
static void flow_column(struct build *b, int t, int c, int home, int64_t sense)
{
    struct sv_model *mo = b->mo;
    struct sv_type *ty = &mo->types[t];
    const struct sv_home *h = home < 0 ? NULL : &ty->homes[home];
    int p = h ? h->parties[0] : ty->party, r = h ? h->room : mo->classes[c].room;
    int s = mo->slot_of[c * b->run->rules.n_modes + sv_mode(&b->run->rules, p, r)];
    int64_t value = sv_room_value(b->run, mo->level_ix, p, r, h != NULL);
    bool is_people = !mo->slots[s].unit && !mo->slots[s].n_patterns;
    ty->x_class[ty->n_x] = c;
    ty->x_slot[ty->n_x] = s;
    ty->x_home[ty->n_x] = home;
    ty->x_col[ty->n_x++] = sv_milp_col(&mo->milp, sense * value, 0, h ? h->n : ty->n, is_people);
    sv_milp_entry(&mo->milp, t, 1);
    sv_milp_entry(&mo->milp, b->size_row[s][ty->size], is_people ? ty->size : 1);
    level_entries(b, p, r, h != NULL);
    if (!h)
        return;
    if (h->row >= 0)
        sv_milp_entry(&mo->milp, h->row, 1);
    if (b->bound_row[s] >= 0)
        sv_milp_entry(&mo->milp, b->bound_row[s], -1);
    const struct sv_stay *stay = sv_stay_of(&mo->slots[s], r);
    if (stay)
        sv_milp_entry(&mo->milp, stay->row[ty->size], 1);
}

static void flow_columns(struct build *b, int64_t sense)
{
    struct sv_model *mo = b->mo;
    for (int t = 0; t < mo->n_types; t++) {
        struct sv_type *ty = &mo->types[t];
        int most = mo->n_classes + ty->n_homes;
        ty->x_col = SV_NEW(mo->milp.mem, int, most);
        ty->x_class = SV_NEW(mo->milp.mem, int, most);
        ty->x_slot = SV_NEW(mo->milp.mem, int, most);
        ty->x_home = SV_NEW(mo->milp.mem, int, most);
        for (int c = 0; c < mo->n_classes; c++)
            if (sv_type_fits(b->run, ty, &mo->classes[c]))
                flow_column(b, t, c, -1, sense);
        for (int h = 0; h < ty->n_homes; h++)
            flow_column(b, t, mo->class_of[ty->homes[h].room], h, sense);
    }
}

void sv_model_init(struct sv_model *mo, struct sv_run *run, int level_ix, struct sv_arena *mem)
{
    *mo = (struct sv_model){.level_ix = level_ix};
    struct build b = {.mo = mo, .run = run};
    sv_milp_init(&mo->milp, mem);
    sv_classes_init(mo, run, mem);
    sv_slots_init(mo, run);
    mo->constant = settled(run, level_ix);
    int64_t sense = solver_objective_is_max(run->levels[level_ix].objective) ? 1 : -1;
    for (int t = 0; t < mo->n_types; t++) /* row t is (4) of type t */
        sv_milp_row(&mo->milp, mo->types[t].n_in, true);
    level_rows(&b);
    b.class_row = SV_NEW(mem, int, mo->n_classes);
    for (int c = 0; c < mo->n_classes; c++)
        b.class_row[c] = sv_milp_row(&mo->milp, mo->classes[c].n, false);
    b.sum_rows = SV_NEW(mem, int, SV_N_SUMS * mo->n_slots);
    sv_sums_rows(mo, run, b.sum_rows);
    sv_homes_rows(mo, run);
    b.size_row = sv_alloc(mem, (size_t)mo->n_slots, sizeof *b.size_row);
    b.bound_row = SV_NEW(mem, int, mo->n_slots);
    if (run->repairs)
        sv_repair_rows(mo, run);
    group_columns(&b, sense);
    mo->n_u = mo->milp.n_cols;
    for (int s = 0; s < mo->n_slots; s++)
        room_columns(&b, s);
    sv_homes_columns(mo);
    sv_sums_columns(mo);
    flow_columns(&b, sense);
    if (run->repairs)
        sv_repair_columns(mo, run);
    mo->is_sum = SV_NEW(mem, bool, mo->milp.n_cols);
    for (int k = 0; k < mo->n_sums; k++)
        mo->is_sum[mo->sum_col[k]] = true;
}

void sv_model_ask(struct sv_model *mo, const struct sv_run *run, const int *room_of)
{
    mo->asked = room_of;
    mo->constant = 0;
    for (int j = 0; j < mo->milp.n_cols; j++)
        mo->milp.obj[j] = 0;
    for (int p = 0; p < run->inst->n_parties; p++) {
        if (run->state[p] != SV_FREE || room_of[p] >= 0 || mo->type_of[p] < 0)
            continue;
        const struct sv_type *t = &mo->types[mo->type_of[p]];
        for (int g = 0; g < t->n_groups; g++)
            if (t->groups[g].parties[0] == p)
                mo->milp.obj[t->groups[g].col] = 1;
    }
}

int sv_model_x(const struct sv_model *mo, int p, int r)
{
    int t = mo->type_of[p], c = mo->class_of[r], at = -1;
    if (t < 0 || c < 0)
        return -1;
    const struct sv_type *ty = &mo->types[t];
    for (int i = 0; i < ty->n_x; i++) {
        if (ty->x_class[i] != c)
            continue;
        const struct sv_home *h = ty->x_home[i] < 0 ? NULL : &ty->homes[ty->x_home[i]];
        if (!h || (h->room == r && sv_has(h->parties, h->n, p)))
            at = ty->x_col[i];
    }
    return at;
}
