/* The check of a proof: level by level, leaf by leaf (ALLOCATION.md section 6).
 *
 * A tree is walked in preorder without recursion: on the way down rows change the tally and
 * branches the box, on the way up both are undone, exactly, for all numbers are integers. */
#include "check_proof.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "json.h"

/* A node on the way down. */
struct step {
    int node;
    int first_undo; /* in undo */
    bool is_empty;  /* the branches leave nothing */
    int slot;       /* whose box the branch above has tightened; -1 none */
    int64_t y_low, y_high;
    int pair; /* named by the pair branch above; -1 none */
    bool was_zero, was_one;
};

struct undo {
    int key;
    int64_t multiplier;
};

struct walk {
    const struct solver_proof *proof;
    struct sv_proof_names *names;
    struct sv_tally *tally;
    struct sv_proof_report *report;
    int level;
    int n_steps;
    struct step *steps; /* [n_steps] from the root down */
    int n_sums;
    int *sums; /* [n_sums] the steps whose branch, a sum, was taken */
    int n_undos;
    struct undo *undos;          /* [n_undos] */
    struct sv_proof_shown shown; /* by the leaves so far */
};

static const char *side_of(const struct sv_proof_node *node)
{
    return node->is_high ? ".high" : ".low";
}

void sv_proof_tell(struct sv_proof_report *report, int node, int row, const char *vi,
                   const char *en, ...)
{
    const struct sv_proof_node *nodes = report->proof->nodes;
    int down[SJ_MAX_TREE_DEPTH], n = 0;
    char path[SJ_PATH_SIZE];
    if (report->n_told++ >= SV_MAX_TOLD)
        return;
    size_t len =
        (size_t)snprintf(path, sizeof path, "levels[%d]%s", report->level, node < 0 ? "" : ".tree");
    for (int at = node; at >= 0 && nodes[at].parent >= 0 && n < SJ_MAX_TREE_DEPTH;
         at = nodes[at].parent)
        down[n++] = at;
    while (n-- > 0 && len + sizeof ".high" < sizeof path)
        len += (size_t)snprintf(path + len, sizeof path - len, "%s", side_of(&nodes[down[n]]));
    if (node >= 0 && nodes[node].is_leaf && len < sizeof path)
        len += (size_t)snprintf(path + len, sizeof path - len, ".leaf");
    if (row >= 0 && len < sizeof path)
        (void)snprintf(path + len, sizeof path - len, ".rows[%d]", row - nodes[node].first_row);
    va_list args;
    va_start(args, en);
    solver_findings_addv(report->bad, path, vi, en, args);
    va_end(args);
}

const char *sv_i128_text(sv_i128 value, char text[SV_I128_SIZE])
{
    char *at = text + SV_I128_SIZE - 1;
    bool is_negative = value < 0;
    *at = '\0';
    do {
        int digit = (int)(value % 10);
        *--at = (char)('0' + (digit < 0 ? -digit : digit));
        value /= 10;
    } while (value);
    if (is_negative)
        *--at = '-';
    return at;
}

/* Sets the multiplier of a key. A branch's (B) row belongs to the branch on this way down. */
static void set_multiplier(struct walk *w, int key_ix, int64_t multiplier)
{
    struct sv_key *key = &w->names->keys[key_ix];
    int64_t change = multiplier - key->multiplier;
    key->multiplier = multiplier;
    if (!change)
        return;
    if (key->row.kind != SV_PROOF_B) {
        sv_tally_row(w->tally, key, change);
        return;
    }
    const struct step *below = &w->steps[w->sums[key->row.number]];
    const struct sv_proof_node *child = &w->proof->nodes[below->node];
    sv_tally_branch(w->tally, &w->proof->nodes[child->parent], child->is_high, change);
}

/* The branch above tightens the box. */
static void enter_branch(struct walk *w, struct step *step)
{
    const struct sv_proof_node *node = &w->proof->nodes[step->node];
    const struct sv_proof_node *parent = &w->proof->nodes[node->parent];
    if (parent->is_pair) {
        step->pair = w->names->keys[w->names->key_of_node[node->parent]].pair;
        struct sv_named_pair *pair = &w->names->pairs[step->pair];
        const struct sv_proof_model *m = w->names->m;
        step->was_zero = pair->is_zero;
        step->was_one = pair->is_one;
        *(node->is_high ? &pair->is_one : &pair->is_zero) = true;
        bool can_be_one = !pair->is_zero && !m->fits[pair->fit].is_too_large;
        bool can_be_zero = !pair->is_one && !m->types[m->type_of[pair->party]].is_fixed;
        step->is_empty |= !can_be_one && !can_be_zero;
        return;
    }
    w->sums[w->n_sums++] = (int)(step - w->steps);
    if (parent->n_terms != 1)
        return;
    step->slot = w->names->slot_of_term[parent->first_term];
    int64_t *low = &w->tally->y_low[step->slot], *high = &w->tally->y_high[step->slot];
    step->y_low = *low;
    step->y_high = *high;
    if (node->is_high && *low < (int64_t)parent->at + 1)
        *low = (int64_t)parent->at + 1;
    if (!node->is_high && *high > parent->at)
        *high = parent->at;
    step->is_empty |= *low > *high;
}

static void enter(struct walk *w, int node_ix)
{
    const struct sv_proof_node *node = &w->proof->nodes[node_ix];
    struct step *step = &w->steps[w->n_steps];
    *step = (struct step){.node = node_ix, .first_undo = w->n_undos, .slot = -1, .pair = -1};
    step->is_empty = w->n_steps > 0 && w->steps[w->n_steps - 1].is_empty;
    w->n_steps++;
    if (node->parent >= 0)
        enter_branch(w, step);
    for (int i = node->first_row; i < node->first_row + node->n_rows; i++) {
        int key = w->names->key_of_row[i];
        w->undos[w->n_undos++] = (struct undo){key, w->names->keys[key].multiplier};
        set_multiplier(w, key, w->proof->rows[i].multiplier);
    }
}

static void leave(struct walk *w)
{
    const struct step *step = &w->steps[w->n_steps - 1];
    const struct sv_proof_node *node = &w->proof->nodes[step->node];
    while (w->n_undos > step->first_undo) {
        w->n_undos--;
        set_multiplier(w, w->undos[w->n_undos].key, w->undos[w->n_undos].multiplier);
    }
    if (step->slot >= 0) {
        w->tally->y_low[step->slot] = step->y_low;
        w->tally->y_high[step->slot] = step->y_high;
    }
    if (step->pair >= 0) {
        w->names->pairs[step->pair].is_zero = step->was_zero;
        w->names->pairs[step->pair].is_one = step->was_one;
    }
    w->n_sums -= node->parent >= 0 && !w->proof->nodes[node->parent].is_pair;
    w->n_steps--;
}

/* The largest integer not above bound / 2^scale */
static sv_i128 round_down(sv_i128 bound, int scale)
{
    sv_i128 unit = (sv_i128)1 << scale, whole = bound / unit;
    return whole - (bound % unit < 0);
}

static void judge_leaf(struct walk *w)
{
    const struct step *step = &w->steps[w->n_steps - 1];
    const struct sv_proof_node *node = &w->proof->nodes[step->node];
    const struct solver_level *level = &w->tally->levels[w->level];
    bool is_max = solver_objective_is_max(level->objective);
    const char *name = solver_objective_name(level->objective);
    char text[SV_I128_SIZE];
    sv_i128 bound;
    if (step->is_empty)
        return;
    if (!sv_tally_bound(w->tally, w->level, node->is_infeasible, &bound))
        return;
    if (node->is_infeasible && bound < 0)
        return;
    if (node->is_infeasible) {
        w->shown.is_closed = false;
        sv_proof_tell(w->report, step->node, -1,
                      "%s: ghi là không khả thi, nhưng cận của mục tiêu 0 là %s / 2^%d, không âm",
                      "%s: says infeasible, but the bound of the objective 0 is %s / 2^%d, not "
                      "negative",
                      name, sv_i128_text(bound, text), w->proof->scale);
        return;
    }
    bound = round_down(bound, w->proof->scale);
    sv_i128 own = is_max ? bound : -bound;
    if (is_max ? own > level->value : own < level->value)
        sv_proof_tell(w->report, step->node, -1,
                      "%s: cận của lá này là %s, giá trị của phương án là %lld: chưa chứng minh",
                      "%s: the bound of this leaf is %s, the plan's value is %lld: not proven",
                      name, sv_i128_text(own, text), (long long)level->value);
    if (w->shown.is_empty || (is_max ? own > w->shown.bound : own < w->shown.bound))
        w->shown.bound = own;
    w->shown.is_empty = false;
}

/* All leaves of the level's tree, after its names are resolved. */
static void walk_tree(struct walk *w)
{
    const struct sv_proof_level *level = &w->proof->levels[w->level];
    int end = level->first_node + level->n_nodes;
    sv_tally_clear(w->tally);
    w->shown = (struct sv_proof_shown){.is_closed = true, .is_empty = true};
    w->n_undos = w->n_sums = 0;
    for (int node = level->first_node; node < end && !w->tally->is_too_large; node++) {
        while (w->n_steps > 0 && w->steps[w->n_steps - 1].node != w->proof->nodes[node].parent)
            leave(w);
        enter(w, node);
        if (w->proof->nodes[node].is_leaf)
            judge_leaf(w);
    }
    w->n_steps = 0;
    w->shown.is_closed &= !w->tally->is_too_large;
    if (w->tally->is_too_large)
        sv_proof_tell(w->report, -1, -1, "có số quá lớn: không tính được cận chính xác",
                      "has numbers too large for an exact bound");
}

/* The level's name and value, then its tree. */
static void check_level(struct walk *w, int j, struct sv_proof_shown *shown)
{
    const struct sv_proof_level *claimed = &w->proof->levels[j];
    const struct solver_level *level = &w->tally->levels[j];
    char text[SV_I128_SIZE];
    w->level = w->report->level = j;
    if (claimed->objective != level->objective) {
        sv_proof_tell(w->report, -1, -1, "phải là %s", "must be %s",
                      solver_objective_name(level->objective));
        return;
    }
    if (claimed->value != level->value)
        sv_proof_tell(w->report, -1, -1, "%s ghi %lld, đếm lại phương án được %lld",
                      "%s says %lld, the recount of the plan gives %lld",
                      solver_objective_name(level->objective), (long long)claimed->value,
                      (long long)level->value);
    if (!sv_proof_resolve(w->names, j, w->report))
        return;
    int n_before = w->report->n_told;
    walk_tree(w);
    if (shown)
        *shown = w->shown;
    if (w->report->n_told == n_before && (w->shown.is_empty || w->shown.bound != level->value))
        sv_proof_tell(w->report, -1, -1,
                      "%s: cận %s không với tới giá trị %lld: phương án không theo quy tắc",
                      "%s: the bound %s does not reach the value %lld: the plan is not within the "
                      "rules",
                      solver_objective_name(level->objective),
                      w->shown.is_empty ? "∅" : sv_i128_text(w->shown.bound, text),
                      (long long)level->value);
}

static int walk_init(struct walk *w, const struct solver_proof *proof)
{
    w->steps = calloc((size_t)proof->n_nodes + 1, sizeof *w->steps);
    w->sums = calloc((size_t)proof->n_nodes + 1, sizeof *w->sums);
    w->undos = calloc((size_t)proof->n_rows + 1, sizeof *w->undos);
    return w->steps && w->sums && w->undos ? SOLVER_OK : SOLVER_NOMEM;
}

static void walk_release(struct walk *w)
{
    free(w->steps);
    free(w->sums);
    free(w->undos);
}

static int check_levels(const struct solver_plan *plan, const struct sv_proof_model *model,
                        struct sv_proof_report *report, struct sv_proof_shown *shown)
{
    const struct solver_proof *proof = report->proof;
    struct sv_proof_names names = {0};
    struct sv_tally tally = {0};
    struct walk w = {.proof = proof, .names = &names, .tally = &tally, .report = report};
    int rc = walk_init(&w, proof);
    if (rc == SOLVER_OK)
        rc = sv_proof_names_init(&names, model, proof);
    if (rc == SOLVER_OK)
        rc = sv_tally_init(&tally, model, &names, plan);
    if (rc == SOLVER_OK && proof->n_levels != tally.n_levels)
        solver_findings_add(report->bad, "levels", "có %d mức, phải có %d",
                            "has %d levels, must have %d", proof->n_levels, tally.n_levels);
    for (int j = 0; rc == SOLVER_OK && j < tally.n_levels && j < proof->n_levels; j++)
        check_level(&w, j, shown ? &shown[j] : NULL);
    if (report->n_told > SV_MAX_TOLD)
        solver_findings_add(report->bad, "", "và %d điều sai nữa", "and %d more findings",
                            report->n_told - SV_MAX_TOLD);
    sv_tally_release(&tally);
    sv_proof_names_release(&names);
    walk_release(&w);
    return rc;
}

int sv_check_proof(const struct solver_instance *inst, const struct solver_plan *plan,
                   const struct solver_proof *proof, struct solver_findings *bad,
                   struct sv_proof_shown *shown)
{
    struct sv_proof_report report = {.proof = proof, .bad = bad};
    struct sv_proof_model model = {0};
    struct sv_bound bound;
    if (strcmp(inst->sha256, proof->instance_sha256) != 0) {
        solver_findings_add(bad, "instance_sha256", "chứng minh không phải của tệp dữ liệu này",
                            "the proof is not for this instance");
        return bad->is_out_of_memory ? SOLVER_NOMEM : SOLVER_OK;
    }
    int rc = sv_bound_init(&bound, inst);
    if (rc != SOLVER_OK)
        return rc;
    if (bound.n_clashes) {
        if (proof->n_levels)
            solver_findings_add(bad, "levels", "phải rỗng khi không khả thi",
                                "must be empty where infeasible");
    } else {
        rc = sv_proof_model_init(&model, inst, &bound);
        if (rc == SOLVER_OK)
            rc = check_levels(plan, &model, &report, shown);
        sv_proof_model_release(&model);
    }
    sv_bound_release(&bound);
    return bad->is_out_of_memory ? SOLVER_NOMEM : rc;
}

int solver_check_proof(const struct solver_instance *inst, const struct solver_plan *plan,
                       const struct solver_proof *proof, struct solver_findings *bad)
{
    return sv_check_proof(inst, plan, proof, bad, NULL);
}
