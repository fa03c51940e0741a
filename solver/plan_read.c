/* A plan from JSON, judged by its form (ALLOCATION.md section 5).
 *
 * The tables of fields are those of the instance reader; its struct sv_reader knows the instance's
 * rooms and parties by their ids. Lists that are readable but wrong (a party twice, missing, out of
 * order) are doubts for the checker, not offences. */
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "instance_read.h"
#include "plan_names.h"

#define N_OF(table) (sizeof(table) / sizeof *(table))

/* What all tables here write into: the plan, and the object of a list that is being read. */
struct reading {
    struct solver_plan *plan;
    bool *is_listed; /* [n_parties] on one of the two lists already */
    int last;        /* the party before it on the list */
    int party;       /* -1 unknown */
    int room;        /* -1 unknown */
    int band;        /* of a level; 0 none */
    int sense;       /* of a level; -1 unknown */
    struct solver_level level;
    struct solver_reason reason;
    struct solver_unplaced unplaced;
};

__attribute__((format(printf, 3, 5), format(printf, 4, 5))) static void
doubt(struct reading *g, const struct sj_place *place, const char *vi, const char *en, ...)
{
    char path[SJ_PATH_SIZE];
    sj_path(place, path);
    va_list args;
    va_start(args, en);
    solver_findings_addv(&g->plan->doubts, path, vi, en, args);
    va_end(args);
}

static void read_format(struct sv_reader *rd, const struct sj_place *place,
                        const struct sj_value *value, const struct sv_field *field, void *to)
{
    static const char *const FORMATS[] = {"quarters.plan/1"};
    (void)field;
    (void)to;
    (void)sv_choice(rd, place, value, FORMATS, (int)N_OF(FORMATS));
}

/* A text of another length stays "", which no instance has. */
static void read_sha256(struct sv_reader *rd, const struct sj_place *place,
                        const struct sj_value *value, const struct sv_field *field, void *to)
{
    struct reading *g = to;
    (void)field;
    const char *text = sv_word(rd, place, value);
    if (text && strlen(text) + 1 == sizeof g->plan->instance_sha256)
        memcpy(g->plan->instance_sha256, text, sizeof g->plan->instance_sha256);
}

static void read_status(struct sv_reader *rd, const struct sj_place *place,
                        const struct sj_value *value, const struct sv_field *field, void *to)
{
    struct reading *g = to;
    (void)field;
    int status = sv_choice(rd, place, value, sv_status_names, SV_N_STATUSES);
    if (status >= 0)
        g->plan->status = (enum solver_status)status;
}

static void read_objective(struct sv_reader *rd, const struct sj_place *place,
                           const struct sj_value *value, const struct sv_field *field, void *to)
{
    const char *names[SOLVER_N_OBJECTIVES];
    (void)field;
    for (int i = 0; i < SOLVER_N_OBJECTIVES; i++)
        names[i] = solver_objective_name((enum solver_objective)i);
    int objective = sv_choice(rd, place, value, names, SOLVER_N_OBJECTIVES);
    if (objective >= 0)
        *(enum solver_objective *)to = (enum solver_objective)objective;
}

static void read_sense(struct sv_reader *rd, const struct sj_place *place,
                       const struct sj_value *value, const struct sv_field *field, void *to)
{
    static const char *const SENSES[] = {"min", "max"};
    (void)field;
    *(int *)to = sv_choice(rd, place, value, SENSES, (int)N_OF(SENSES));
}

#define READING(member) offsetof(struct reading, member)

static const struct sv_field LEVEL_FIELDS[] = {
    {"objective", read_objective, READING(level.objective), 0, 0, SV_REQUIRED},
    {"band", sv_read_int, READING(band), 1, 99, SV_OPTIONAL},
    {"sense", read_sense, READING(sense), 0, 0, SV_REQUIRED},
    {"value", sv_read_int64, READING(level.value), INT64_MIN, INT64_MAX, SV_REQUIRED},
    {"bound", sv_read_int64, READING(level.bound), INT64_MIN, INT64_MAX, SV_REQUIRED},
    {"proven", sv_read_bool, READING(level.is_proven), 0, 0, SV_REQUIRED},
};

static void read_levels(struct sv_reader *rd, const struct sj_place *place,
                        const struct sj_value *value, const struct sv_field *field, void *to)
{
    struct reading *g = to;
    struct solver_plan *plan = g->plan;
    (void)field;
    plan->levels = sv_new_list(rd, place, value, sizeof *plan->levels, &plan->n_levels);
    for (int j = 0; j < plan->n_levels; j++) {
        struct sj_place item = {.up = place, .ix = (size_t)j};
        g->level = (struct solver_level){0};
        g->band = 0;
        g->sense = -1;
        sv_read_object(rd, &item, &value->items[j], LEVEL_FIELDS, N_OF(LEVEL_FIELDS), g);
        g->level.band = g->band;
        if (g->sense >= 0 && (g->sense == 1) != solver_objective_is_max(g->level.objective))
            doubt(g, &item, "chiều \"sense\" không phải của mục tiêu này",
                  "\"sense\" is not this objective's");
        plan->levels[j] = g->level;
    }
}

static void read_party(struct sv_reader *rd, const struct sj_place *place,
                       const struct sj_value *value, const struct sv_field *field, void *to)
{
    (void)field;
    *(int *)to = sv_known_id(rd, place, value, &rd->parties);
}

static void read_room(struct sv_reader *rd, const struct sj_place *place,
                      const struct sj_value *value, const struct sv_field *field, void *to)
{
    (void)field;
    *(int *)to = sv_known_id(rd, place, value, &rd->rooms);
}

/* The party of a list's object: may it stand there? */
static bool is_welcome(struct reading *g, const struct sj_place *place, const char *id)
{
    bool is_first = !g->is_listed[g->party];
    if (!is_first)
        doubt(g, place, "%s ghi lần thứ hai", "%s stands there a second time", id);
    else if (g->party < g->last)
        doubt(g, place, "%s không theo thứ tự của tệp dữ liệu", "%s is not in the instance's order",
              id);
    g->is_listed[g->party] = true;
    g->last = g->party;
    return is_first;
}

static const struct sv_field ASSIGNMENT_FIELDS[] = {
    {"party", read_party, READING(party), 0, 0, SV_REQUIRED},
    {"room", read_room, READING(room), 0, 0, SV_REQUIRED},
};

static void read_assignments(struct sv_reader *rd, const struct sj_place *place,
                             const struct sj_value *value, const struct sv_field *field, void *to)
{
    struct reading *g = to;
    (void)field;
    size_t n = value->kind == SJ_ARRAY ? value->n : 0;
    if (value->kind != SJ_ARRAY)
        sv_offend(rd, place, "phải là danh sách […]", "must be a list […]");
    g->last = -1;
    for (size_t i = 0; i < n; i++) {
        struct sj_place item = {.up = place, .ix = i};
        g->party = g->room = -1;
        sv_read_object(rd, &item, &value->items[i], ASSIGNMENT_FIELDS, N_OF(ASSIGNMENT_FIELDS), g);
        if (g->party >= 0 && is_welcome(g, &item, rd->parties.texts[g->party]))
            g->plan->room_of_party[g->party] = g->room;
    }
}

static void read_code(struct sv_reader *rd, const struct sj_place *place,
                      const struct sj_value *value, const struct sv_field *field, void *to)
{
    (void)field;
    int code = sv_choice(rd, place, value, sv_reason_names, SOLVER_N_REASONS);
    if (code >= 0)
        *(enum solver_reason_code *)to = (enum solver_reason_code)code;
}

/* Every detail begins with its count (plan_write.c); another text counts 0. */
static void read_detail(struct sv_reader *rd, const struct sj_place *place,
                        const struct sj_value *value, const struct sv_field *field, void *to)
{
    (void)field;
    if (value->kind != SJ_TEXT) {
        sv_offend(rd, place, "phải là chuỗi ký tự", "must be a string");
        return;
    }
    size_t n_digits = strspn(value->text, "0123456789");
    *(int *)to = n_digits > 0 && n_digits < 10 ? (int)strtol(value->text, NULL, 10) : 0;
}

static const struct sv_field REASON_FIELDS[] = {
    {"code", read_code, READING(reason.code), 0, 0, SV_REQUIRED},
    {"detail", read_detail, READING(reason.n_rooms), 0, 0, SV_REQUIRED},
};

static void read_reasons(struct sv_reader *rd, const struct sj_place *place,
                         const struct sj_value *value, const struct sv_field *field, void *to)
{
    struct reading *g = to;
    (void)field;
    if (value->kind != SJ_ARRAY || value->n > SOLVER_N_REASONS) {
        sv_offend(rd, place, "phải là danh sách, nhiều nhất %d lý do",
                  "must be a list of at most %d reasons", SOLVER_N_REASONS);
        return;
    }
    for (size_t i = 0; i < value->n; i++) {
        struct sj_place item = {.up = place, .ix = i};
        g->reason = (struct solver_reason){0};
        sv_read_object(rd, &item, &value->items[i], REASON_FIELDS, N_OF(REASON_FIELDS), g);
        g->unplaced.reasons[g->unplaced.n_reasons++] = g->reason;
    }
}

static const struct sv_field UNPLACED_FIELDS[] = {
    {"party", read_party, READING(party), 0, 0, SV_REQUIRED},
    {"reasons", read_reasons, 0, 0, 0, SV_REQUIRED},
};

static void read_unplaced(struct sv_reader *rd, const struct sj_place *place,
                          const struct sj_value *value, const struct sv_field *field, void *to)
{
    struct reading *g = to;
    (void)field;
    size_t n = value->kind == SJ_ARRAY ? value->n : 0;
    if (value->kind != SJ_ARRAY)
        sv_offend(rd, place, "phải là danh sách […]", "must be a list […]");
    g->last = -1;
    for (size_t i = 0; i < n; i++) {
        struct sj_place item = {.up = place, .ix = i};
        g->party = -1;
        g->unplaced = (struct solver_unplaced){0};
        sv_read_object(rd, &item, &value->items[i], UNPLACED_FIELDS, N_OF(UNPLACED_FIELDS), g);
        if (g->party < 0)
            continue;
        const char *id = rd->parties.texts[g->party];
        if (is_welcome(g, &item, id))
            g->plan->unplaced[g->party] = g->unplaced;
        if (!g->unplaced.n_reasons && g->plan->status != SOLVER_INFEASIBLE)
            doubt(g, &item, "%s không có lý do nào", "%s has no reason", id);
    }
}

static void read_conflict_parties(struct sv_reader *rd, const struct sj_place *place,
                                  const struct sj_value *value, const struct sv_field *field,
                                  void *to)
{
    struct reading *g = to;
    (void)field;
    sv_read_ids(rd, place, value, &rd->parties, &g->plan->n_conflict_parties,
                &g->plan->conflict_parties);
}

static void read_conflict_rooms(struct sv_reader *rd, const struct sj_place *place,
                                const struct sj_value *value, const struct sv_field *field,
                                void *to)
{
    struct reading *g = to;
    (void)field;
    sv_read_ids(rd, place, value, &rd->rooms, &g->plan->n_conflict_rooms, &g->plan->conflict_rooms);
}

static const struct sv_field CONFLICT_FIELDS[] = {
    {"parties", read_conflict_parties, 0, 0, 0, SV_REQUIRED},
    {"rooms", read_conflict_rooms, 0, 0, 0, SV_REQUIRED},
};

static void read_conflict(struct sv_reader *rd, const struct sj_place *place,
                          const struct sj_value *value, const struct sv_field *field, void *to)
{
    (void)field;
    sv_read_object(rd, place, value, CONFLICT_FIELDS, N_OF(CONFLICT_FIELDS), to);
}

static void read_word(struct sv_reader *rd, const struct sj_place *place,
                      const struct sj_value *value, const struct sv_field *field, void *to)
{
    (void)field;
    (void)to;
    (void)sv_word(rd, place, value);
}

static const struct sv_field ENGINE_FIELDS[] = {
    {"version", read_word, 0, 0, 0, SV_REQUIRED},
    {"glpk", read_word, 0, 0, 0, SV_REQUIRED},
};

static void read_engine(struct sv_reader *rd, const struct sj_place *place,
                        const struct sj_value *value, const struct sv_field *field, void *to)
{
    (void)field;
    sv_read_object(rd, place, value, ENGINE_FIELDS, N_OF(ENGINE_FIELDS), to);
}

/* the status before the lists: an infeasible plan gives no reasons */
static const struct sv_field PLAN_FIELDS[] = {
    {"format", read_format, 0, 0, 0, SV_REQUIRED},
    {"instance_sha256", read_sha256, 0, 0, 0, SV_REQUIRED},
    {"status", read_status, 0, 0, 0, SV_REQUIRED},
    {"levels", read_levels, 0, 0, 0, SV_REQUIRED},
    {"assignments", read_assignments, 0, 0, 0, SV_REQUIRED},
    {"unplaced", read_unplaced, 0, 0, 0, SV_REQUIRED},
    {"conflict", read_conflict, 0, 0, 0, SV_OPTIONAL},
    {"engine", read_engine, 0, 0, 0, SV_REQUIRED},
};

static void add_known(struct sv_reader *rd, struct sv_names *names, const char *id)
{
    bool is_new;
    if (sv_names_add(names, id, &is_new) < 0)
        rd->is_out_of_memory = true;
}

static void read_root(struct sv_reader *rd, struct reading *g, const struct sj_value *root,
                      const struct solver_instance *inst)
{
    struct sj_place place = {0};
    for (int p = 0; p < inst->n_parties; p++)
        add_known(rd, &rd->parties, inst->parties[p].id);
    for (int r = 0; r < inst->n_rooms; r++)
        add_known(rd, &rd->rooms, inst->rooms[r].id);
    if (!rd->is_out_of_memory)
        sv_read_object(rd, &place, root, PLAN_FIELDS, N_OF(PLAN_FIELDS), g);
    for (int p = 0; p < inst->n_parties; p++)
        if (!g->is_listed[p])
            solver_findings_add(&g->plan->doubts, inst->parties[p].id,
                                "không có trong danh sách nào của phương án",
                                "stands on neither list of the plan");
    sv_names_release(&rd->parties);
    sv_names_release(&rd->rooms);
}

static bool plan_init(struct solver_plan *plan, const struct solver_instance *inst)
{
    size_t n = (size_t)inst->n_parties + 1;
    *plan = (struct solver_plan){.n_parties = inst->n_parties};
    plan->room_of_party = calloc(n, sizeof *plan->room_of_party);
    plan->unplaced = calloc(n, sizeof *plan->unplaced);
    for (int p = 0; plan->room_of_party && p < inst->n_parties; p++)
        plan->room_of_party[p] = -1;
    return plan->room_of_party && plan->unplaced;
}

int solver_plan_parse(struct solver_plan *plan, const struct solver_instance *inst,
                      const char *text, size_t len, struct solver_findings *bad)
{
    struct sv_reader rd = {.bad = bad};
    struct reading g = {.plan = plan};
    struct sj_doc doc = {0};
    size_t n_before = bad->n;
    g.is_listed = calloc((size_t)inst->n_parties + 1, sizeof *g.is_listed);
    int rc = plan_init(plan, inst) && g.is_listed ? SOLVER_OK : SOLVER_NOMEM;
    if (rc == SOLVER_OK)
        rc = sj_parse(&doc, text, len, bad);
    if (rc == SOLVER_OK) {
        read_root(&rd, &g, &doc.root, inst);
        if (rd.is_out_of_memory || bad->is_out_of_memory || plan->doubts.is_out_of_memory)
            rc = SOLVER_NOMEM;
        else if (bad->n > n_before)
            rc = SOLVER_BAD;
    }
    sj_release(&doc);
    free(g.is_listed);
    if (rc != SOLVER_OK)
        solver_plan_release(plan);
    return rc;
}
