/* The policy of an instance: pools, what incumbents may, the objectives in their order. */
#include <stddef.h>
#include <stdlib.h>

#include "instance_read.h"

#define N_OF(table) (sizeof(table) / sizeof *(table))

static const char *const INCUMBENTS[] = {
    [SOLVER_STAY] = "stay",
    [SOLVER_MAY_MOVE] = "may_move",
    [SOLVER_COMPETE] = "compete",
};

static const char *const OBJECTIVES[] = {
    [SOLVER_KEEP_HOUSED] = "keep_housed",
    [SOLVER_HOUSED_BY_BAND] = "housed_by_band",
    [SOLVER_POINTS] = "points",
    [SOLVER_ORDER] = "order",
    [SOLVER_MOVES] = "moves",
    [SOLVER_PREFERENCES] = "preferences",
    [SOLVER_ROOMS] = "rooms",
    [SOLVER_AGENCIES] = "agencies",
};
_Static_assert(N_OF(OBJECTIVES) == SOLVER_N_OBJECTIVES, "every objective has a name");

const char *solver_objective_name(enum solver_objective objective)
{
    return OBJECTIVES[objective];
}

bool solver_objective_is_max(enum solver_objective objective)
{
    switch (objective) {
    case SOLVER_KEEP_HOUSED:
    case SOLVER_HOUSED_BY_BAND:
    case SOLVER_POINTS:
    case SOLVER_ORDER:
        return true;
    case SOLVER_MOVES:
    case SOLVER_PREFERENCES:
    case SOLVER_ROOMS:
    case SOLVER_AGENCIES:
    case SOLVER_N_OBJECTIVES:
        break;
    }
    return false;
}

static void read_pool_id(struct sv_reader *rd, const struct sj_place *place,
                         const struct sj_value *value, const struct sv_field *field, void *to)
{
    (void)field;
    sv_new_id(rd, place, value, &rd->pools, to);
}

static const struct sv_field POOL_FIELDS[] = {
    {"id", read_pool_id, offsetof(struct solver_pool, id), 0, 0, SV_REQUIRED},
    {"occupancy", sv_read_int_or_null, offsetof(struct solver_pool, occupancy), 1, 64, SV_OPTIONAL},
};

static void read_pools(struct sv_reader *rd, const struct sj_place *place,
                       const struct sj_value *value, const struct sv_field *field, void *to)
{
    struct solver_policy *policy = to;
    (void)field;
    policy->pools = sv_new_list(rd, place, value, sizeof *policy->pools, &policy->n_pools);
    for (int k = 0; k < policy->n_pools; k++) {
        struct sj_place item = {.up = place, .ix = (size_t)k};
        sv_read_object(rd, &item, &value->items[k], POOL_FIELDS, N_OF(POOL_FIELDS),
                       &policy->pools[k]);
    }
}

static void read_incumbents(struct sv_reader *rd, const struct sj_place *place,
                            const struct sj_value *value, const struct sv_field *field, void *to)
{
    (void)field;
    int choice = sv_choice(rd, place, value, INCUMBENTS, (int)N_OF(INCUMBENTS));
    if (choice >= 0)
        *(enum solver_incumbents *)to = (enum solver_incumbents)choice;
}

static void read_bands(struct sv_reader *rd, const struct sj_place *place,
                       const struct sj_value *value, const struct sv_field *field, void *to)
{
    struct solver_policy *policy = to;
    policy->bands = sv_new_list(rd, place, value, sizeof *policy->bands, &policy->n_bands);
    for (int k = 0; k < policy->n_bands; k++) {
        struct sj_place item = {.up = place, .ix = (size_t)k};
        policy->bands[k] = -1;
        sv_read_int(rd, &item, &value->items[k], field, &policy->bands[k]);
        if (k > 0 && policy->bands[k] >= 0 && policy->bands[k - 1] >= 0 &&
            policy->bands[k] >= policy->bands[k - 1])
            sv_offend(rd, &item, "phải nhỏ hơn ngưỡng đứng trước",
                      "must be below the threshold before it");
    }
}

static void judge_objectives(struct sv_reader *rd, const struct sj_place *place, const int *list,
                             int n)
{
    bool is_may_move = rd->inst->policy.incumbents == SOLVER_MAY_MOVE;
    struct sj_place first = {.up = place, .ix = 0};
    sv_find_doubled(rd, place, list, n, NULL);
    if (n == 0)
        sv_offend(rd, place, "phải có ít nhất một mục tiêu", "must have at least one objective");
    else if (is_may_move && list[0] != SOLVER_KEEP_HOUSED)
        sv_offend(rd, &first, "policy.incumbents là may_move: keep_housed phải đứng đầu",
                  "policy.incumbents is may_move: keep_housed must be first");
    for (int i = 0; i + 1 < n; i++)
        if (list[i] == SOLVER_AGENCIES)
            sv_offend(rd, &(struct sj_place){.up = place, .ix = (size_t)i},
                      "agencies phải đứng cuối", "agencies must be last");
}

/* Doubled names are found, and kept once. */
static void read_objectives(struct sv_reader *rd, const struct sj_place *place,
                            const struct sj_value *value, const struct sv_field *field, void *to)
{
    struct solver_policy *policy = to;
    bool is_met[SOLVER_N_OBJECTIVES] = {false};
    int n;
    (void)field;
    int *list = sv_new_list(rd, place, value, sizeof *list, &n);
    for (int i = 0; i < n; i++) {
        list[i] = sv_choice(rd, &(struct sj_place){.up = place, .ix = (size_t)i}, &value->items[i],
                            OBJECTIVES, SOLVER_N_OBJECTIVES);
        if (list[i] < 0 || is_met[list[i]])
            continue;
        is_met[list[i]] = true;
        policy->objectives[policy->n_objectives++] = (enum solver_objective)list[i];
    }
    if (list)
        judge_objectives(rd, place, list, n);
    free(list);
}

#define POLICY(member) offsetof(struct solver_policy, member)

/* incumbents before objectives: they are judged together */
static const struct sv_field POLICY_FIELDS[] = {
    {"pools", read_pools, 0, 0, 0, SV_REQUIRED},
    {"incumbents", read_incumbents, POLICY(incumbents), 0, 0, SV_REQUIRED},
    {"min_area_per_person", sv_read_area, POLICY(min_area_c), 0, 0, SV_OPTIONAL},
    {"bands", read_bands, 0, 0, 1000, SV_OPTIONAL},
    {"objectives", read_objectives, 0, 0, 0, SV_REQUIRED},
    {"seed", sv_read_int64, POLICY(seed), INT64_MIN, INT64_MAX, SV_OPTIONAL},
};

void sv_read_policy(struct sv_reader *rd, const struct sj_place *place,
                    const struct sj_value *value, const struct sv_field *field, void *to)
{
    (void)field;
    sv_read_object(rd, place, value, POLICY_FIELDS, N_OF(POLICY_FIELDS), to);
}
