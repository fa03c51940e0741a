/* A proof from JSON, judged by its form (ALLOCATION.md section 6).
 *
 * The tables of fields are those of the instance reader. Recursion over a tree is bounded by
 * SJ_MAX_TREE_DEPTH, beyond which sj_parse_tree refuses the file. */
#include "proof_read.h"

#include <stdlib.h>
#include <string.h>

#include "instance_read.h"

#define N_OF(table) (sizeof(table) / sizeof *(table))

static struct sv_proof_node *node_of(struct sv_proof_reading *g)
{
    return &g->proof->nodes[g->node];
}

static void read_rows(struct sv_reader *rd, const struct sj_place *place,
                      const struct sj_value *value, const struct sv_field *field, void *to)
{
    struct sv_proof_reading *g = to;
    (void)field;
    g->has_rows = true;
    sv_proof_rows(rd, place, value, g);
}

static void read_sum(struct sv_reader *rd, const struct sj_place *place,
                     const struct sj_value *value, const struct sv_field *field, void *to)
{
    struct sv_proof_reading *g = to;
    struct solver_proof *proof = g->proof;
    (void)field;
    if (value->kind != SJ_ARRAY || !value->n) {
        sv_offend(rd, place, "phải là danh sách [[lớp, cách dùng], …]",
                  "must be a list [[class, mode], …]");
        return;
    }
    node_of(g)->first_term = proof->n_terms;
    for (size_t i = 0; i < value->n; i++) {
        struct sj_place inside = {.up = place, .ix = i};
        const struct sj_value *list = &value->items[i];
        if (list->kind != SJ_ARRAY || list->n != 2) {
            sv_offend(rd, &inside, "phải là [lớp, cách dùng]", "must be [class, mode]");
            continue;
        }
        struct sv_proof_term term = {.class_no = sv_proof_number(rd, &inside, list, 0),
                                     .mode = sv_proof_mode(rd, &inside, list, 1)};
        if (!SV_PROOF_RESERVE(rd, proof->terms, proof->n_terms, &g->cap_terms))
            return;
        proof->terms[proof->n_terms++] = term;
        node_of(g)->n_terms++;
    }
}

static void read_branch_party(struct sv_reader *rd, const struct sj_place *place,
                              const struct sj_value *value, const struct sv_field *field, void *to)
{
    (void)field;
    node_of(to)->party = sv_known_id(rd, place, value, &rd->parties);
}

static void read_branch_number(struct sv_reader *rd, const struct sj_place *place,
                               const struct sj_value *value, const struct sv_field *field, void *to)
{
    int64_t number = 0;
    sv_read_int64(rd, place, value, field, &number);
    *(!strcmp(field->name, "at") ? &node_of(to)->at : &node_of(to)->class_no) = (int)number;
}

static const struct sv_field SUM_FIELDS[] = {
    {"sum", read_sum, 0, 0, 0, SV_REQUIRED},
    {"at", read_branch_number, 0, 0, SV_MAX_ITEMS, SV_REQUIRED},
};

static const struct sv_field PAIR_FIELDS[] = {
    {"party", read_branch_party, 0, 0, 0, SV_REQUIRED},
    {"class", read_branch_number, 0, 0, SV_MAX_ITEMS, SV_REQUIRED},
};

static void read_branch(struct sv_reader *rd, const struct sj_place *place,
                        const struct sj_value *value, const struct sv_field *field, void *to)
{
    struct sv_proof_reading *g = to;
    (void)field;
    g->has_branch = true;
    node_of(g)->is_pair = sj_get(value, "party") || sj_get(value, "class");
    if (node_of(g)->is_pair)
        sv_read_object(rd, place, value, PAIR_FIELDS, N_OF(PAIR_FIELDS), to);
    else
        sv_read_object(rd, place, value, SUM_FIELDS, N_OF(SUM_FIELDS), to);
}

static void read_infeasible(struct sv_reader *rd, const struct sj_place *place,
                            const struct sj_value *value, const struct sv_field *field, void *to)
{
    sv_read_bool(rd, place, value, field, &node_of(to)->is_infeasible);
}

static const struct sv_field LEAF_FIELDS[] = {
    {"infeasible", read_infeasible, 0, 0, 0, SV_OPTIONAL},
    {"rows", read_rows, 0, 0, 0, SV_OPTIONAL},
};

static void read_leaf(struct sv_reader *rd, const struct sj_place *place,
                      const struct sj_value *value, const struct sv_field *field, void *to)
{
    struct sv_proof_reading *g = to;
    bool had_rows = g->has_rows;
    (void)field;
    g->has_leaf = true;
    node_of(g)->is_leaf = true;
    sv_read_object(rd, place, value, LEAF_FIELDS, N_OF(LEAF_FIELDS), to);
    g->has_rows = had_rows;
}

static void read_node(struct sv_reader *rd, const struct sj_place *place,
                      const struct sj_value *value, struct sv_proof_reading *g, int parent,
                      bool is_high);

static void read_side(struct sv_reader *rd, const struct sj_place *place,
                      const struct sj_value *value, const struct sv_field *field, void *to)
{
    struct sv_proof_reading *g = to, inside = *g;
    bool is_high = !strcmp(field->name, "high");
    *(is_high ? &g->has_high : &g->has_low) = true;
    read_node(rd, place, value, &inside, g->node, is_high);
    g->cap_nodes = inside.cap_nodes;
    g->cap_rows = inside.cap_rows;
    g->cap_weights = inside.cap_weights;
    g->cap_terms = inside.cap_terms;
}

/* low and high last: what belongs to a node stands together */
static const struct sv_field NODE_FIELDS[] = {
    {"rows", read_rows, 0, 0, 0, SV_OPTIONAL}, {"branch", read_branch, 0, 0, 0, SV_OPTIONAL},
    {"leaf", read_leaf, 0, 0, 0, SV_OPTIONAL}, {"low", read_side, 0, 0, 0, SV_OPTIONAL},
    {"high", read_side, 0, 0, 0, SV_OPTIONAL},
};

static void read_node(struct sv_reader *rd, const struct sj_place *place,
                      const struct sj_value *value, struct sv_proof_reading *g, int parent,
                      bool is_high)
{
    struct solver_proof *proof = g->proof;
    if (!SV_PROOF_RESERVE(rd, proof->nodes, proof->n_nodes, &g->cap_nodes))
        return;
    g->node = proof->n_nodes++;
    g->has_rows = g->has_branch = g->has_low = g->has_high = g->has_leaf = false;
    proof->nodes[g->node] = (struct sv_proof_node){.parent = parent, .is_high = is_high};
    sv_read_object(rd, place, value, NODE_FIELDS, N_OF(NODE_FIELDS), g);
    bool is_inner = g->has_branch && g->has_low && g->has_high && !g->has_leaf;
    bool is_leaf = g->has_leaf && !g->has_branch && !g->has_low && !g->has_high && !g->has_rows;
    if (value->kind == SJ_OBJECT && !is_inner && !is_leaf)
        sv_offend(rd, place, "phải có \"leaf\", hoặc \"branch\", \"low\", \"high\" (và \"rows\")",
                  "must have \"leaf\", or \"branch\", \"low\", \"high\" (and \"rows\")");
}

static void read_tree(struct sv_reader *rd, const struct sj_place *place,
                      const struct sj_value *value, const struct sv_field *field, void *to)
{
    struct sv_proof_reading *g = to;
    (void)field;
    g->level.first_node = g->proof->n_nodes;
    read_node(rd, place, value, g, -1, false);
    g->level.n_nodes = g->proof->n_nodes - g->level.first_node;
}

static void read_format(struct sv_reader *rd, const struct sj_place *place,
                        const struct sj_value *value, const struct sv_field *field, void *to)
{
    static const char *const FORMATS[] = {"quarters.proof/1"};
    (void)field;
    (void)to;
    (void)sv_choice(rd, place, value, FORMATS, (int)N_OF(FORMATS));
}

/* A text of another length stays "", which no instance has. */
static void read_sha256(struct sv_reader *rd, const struct sj_place *place,
                        const struct sj_value *value, const struct sv_field *field, void *to)
{
    struct solver_proof *proof = ((struct sv_proof_reading *)to)->proof;
    (void)field;
    const char *text = sv_word(rd, place, value);
    if (text && strlen(text) + 1 == sizeof proof->instance_sha256)
        memcpy(proof->instance_sha256, text, sizeof proof->instance_sha256);
}

static void read_scale(struct sv_reader *rd, const struct sj_place *place,
                       const struct sj_value *value, const struct sv_field *field, void *to)
{
    sv_read_int(rd, place, value, field, &((struct sv_proof_reading *)to)->proof->scale);
}

static void read_objective(struct sv_reader *rd, const struct sj_place *place,
                           const struct sj_value *value, const struct sv_field *field, void *to)
{
    const char *names[SOLVER_AGENCIES];
    (void)field;
    for (int i = 0; i < SOLVER_AGENCIES; i++)
        names[i] = solver_objective_name((enum solver_objective)i);
    int objective = sv_choice(rd, place, value, names, SOLVER_AGENCIES);
    if (objective >= 0)
        ((struct sv_proof_reading *)to)->level.objective = (enum solver_objective)objective;
}

static void read_value(struct sv_reader *rd, const struct sj_place *place,
                       const struct sj_value *value, const struct sv_field *field, void *to)
{
    sv_read_int64(rd, place, value, field, &((struct sv_proof_reading *)to)->level.value);
}

static const struct sv_field LEVEL_FIELDS[] = {
    {"objective", read_objective, 0, 0, 0, SV_REQUIRED},
    {"value", read_value, 0, INT64_MIN, INT64_MAX, SV_REQUIRED},
    {"tree", read_tree, 0, 0, 0, SV_REQUIRED},
};

static void read_levels(struct sv_reader *rd, const struct sj_place *place,
                        const struct sj_value *value, const struct sv_field *field, void *to)
{
    struct sv_proof_reading *g = to;
    struct solver_proof *proof = g->proof;
    (void)field;
    proof->levels = sv_new_list(rd, place, value, sizeof *proof->levels, &proof->n_levels);
    for (int j = 0; j < proof->n_levels; j++) {
        struct sj_place inside = {.up = place, .ix = (size_t)j};
        g->level = (struct sv_proof_level){0};
        sv_read_object(rd, &inside, &value->items[j], LEVEL_FIELDS, N_OF(LEVEL_FIELDS), g);
        proof->levels[j] = g->level;
    }
}

static const struct sv_field PROOF_FIELDS[] = {
    {"format", read_format, 0, 0, 0, SV_REQUIRED},
    {"instance_sha256", read_sha256, 0, 0, 0, SV_REQUIRED},
    {"scale", read_scale, 0, 0, SV_MAX_SCALE, SV_REQUIRED},
    {"levels", read_levels, 0, 0, 0, SV_REQUIRED},
};

static void add_known(struct sv_reader *rd, struct sv_names *names, const char *id)
{
    bool is_new;
    if (sv_names_add(names, id, &is_new) < 0)
        rd->is_out_of_memory = true;
}

static void read_root(struct sv_reader *rd, struct sv_proof_reading *g, const struct sj_value *root,
                      const struct solver_instance *inst)
{
    struct sj_place place = {0};
    for (int p = 0; p < inst->n_parties; p++)
        add_known(rd, &rd->parties, inst->parties[p].id);
    for (int k = 0; k < inst->policy.n_pools; k++)
        add_known(rd, &rd->pools, inst->policy.pools[k].id);
    if (!rd->is_out_of_memory)
        sv_read_object(rd, &place, root, PROOF_FIELDS, N_OF(PROOF_FIELDS), g);
    sv_names_release(&rd->parties);
    sv_names_release(&rd->pools);
}

int solver_proof_parse(struct solver_proof **proof, const struct solver_instance *inst,
                       const char *text, size_t len, struct solver_findings *bad)
{
    struct sv_reader rd = {.bad = bad};
    struct sj_doc doc = {0};
    size_t n_before = bad->n;
    *proof = calloc(1, sizeof **proof);
    int rc = *proof ? SOLVER_OK : SOLVER_NOMEM;
    if (rc == SOLVER_OK)
        rc = sj_parse_tree(&doc, text, len, SJ_MAX_TREE_DEPTH, bad);
    if (rc == SOLVER_OK) {
        struct sv_proof_reading g = {.proof = *proof};
        read_root(&rd, &g, &doc.root, inst);
        if (rd.is_out_of_memory || bad->is_out_of_memory)
            rc = SOLVER_NOMEM;
        else if (bad->n > n_before)
            rc = SOLVER_BAD;
    }
    sj_release(&doc);
    if (rc != SOLVER_OK) {
        solver_proof_release(*proof);
        *proof = NULL;
    }
    return rc;
}

void solver_proof_release(struct solver_proof *proof)
{
    if (!proof)
        return;
    free(proof->levels);
    free(proof->nodes);
    free(proof->rows);
    free(proof->weights);
    free(proof->terms);
    free(proof);
}
