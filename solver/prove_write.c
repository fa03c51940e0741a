/* A proof as JSON. Below the root of a tree only the rows that differ from the root's are written;
 * a row of it that a leaf has no use for gets the multiplier 0. */
#include <inttypes.h>
#include <stdlib.h>

#include "prove.h"

struct writer {
    struct sv_text *out;
    const struct sv_prove_level *lv;
    const struct sv_prove_tree *tree;
};

static void mode(const struct writer *w, int mode)
{
    const struct sv_rules *ru = &w->lv->model->run->rules;
    if (mode == ru->private_mode) {
        sv_text_add(w->out, "\"private\"");
        return;
    }
    const char *sex = mode % 3 == 2 ? "*" : mode % 3 == SOLVER_F ? "F" : "M";
    struct sv_text name = {0};
    sv_text_add(&name, "%s/%s", sex, ru->inst->policy.pools[mode / 3].id);
    if (name.is_out_of_memory)
        w->out->is_out_of_memory = true;
    else
        sv_text_json(w->out, name.data);
    free(name.data);
}

static void row(const struct writer *w, const struct sv_prove_row *r, int64_t mu, bool *is_first)
{
    static const char *const names[] = {"R1", "R2", "R3", "R4", "R5", "R6", "B"};
    const struct solver_instance *inst = w->lv->model->run->inst;
    sv_text_add(w->out, "%s\n[\"%s\",", *is_first ? "" : ",", names[r->kind]);
    *is_first = false;
    if (r->kind == SV_R1 || r->kind == SV_R4)
        sv_text_json(w->out, inst->parties[r->a].id);
    else
        sv_text_add(w->out, "%d", r->a);
    if (r->kind == SV_R4)
        sv_text_add(w->out, ",%d", r->b);
    if (r->kind == SV_R2 || r->kind == SV_R6) {
        sv_text_add(w->out, ",");
        mode(w, r->b);
    }
    if (r->kind == SV_R6) {
        for (int k = 0; k < r->n_w; k++)
            sv_text_add(w->out, "%s%" PRId64, k ? "," : ",[", r->w[k]);
        sv_text_add(w->out, "],%" PRId64, r->v);
    }
    sv_text_add(w->out, ",%" PRId64 "]", mu);
}

/* Order of keys; rows R6 of other weights are other rows. */
static int compare(const struct sv_prove_row *x, const struct sv_prove_row *y)
{
    if (x->kind != y->kind)
        return x->kind < y->kind ? -1 : 1;
    if (x->a != y->a)
        return x->a < y->a ? -1 : 1;
    return x->b < y->b ? -1 : x->b > y->b;
}

static bool same_weights(const struct sv_prove_row *x, const struct sv_prove_row *y)
{
    if (x->n_w != y->n_w || x->v != y->v)
        return false;
    for (int k = 0; k < x->n_w; k++)
        if (x->w[k] != y->w[k])
            return false;
    return true;
}

/* The rows of `c` where `base` is inherited (NULL: nothing is). */
static void rows(const struct writer *w, const struct sv_certificate *c,
                 const struct sv_certificate *base)
{
    bool is_first = true;
    int i = 0, k = 0, n_base = base ? base->n_rows : 0;
    sv_text_add(w->out, "\"rows\":[");
    while (i < c->n_rows || k < n_base) {
        int by = i == c->n_rows ? 1 : k == n_base ? -1 : compare(&c->rows[i], &base->rows[k]);
        bool is_same_key = by == 0 && same_weights(&c->rows[i], &base->rows[k]);
        if (by >= 0 && !is_same_key)
            row(w, &base->rows[k], 0, &is_first);
        if (by <= 0 && !(is_same_key && c->rows[i].mu == base->rows[k].mu))
            row(w, &c->rows[i], c->rows[i].mu, &is_first);
        i += by <= 0;
        k += by >= 0;
    }
    sv_text_add(w->out, "]");
}

static void branch(const struct writer *w, struct sv_prove_branch b)
{
    const struct sv_prove_model *pm = w->lv->model;
    bool is_first = true;
    sv_text_add(w->out, "\"branch\":{\"sum\":[");
    for (int i = 0; i < pm->n_slots; i++) {
        int c = w->lv->merged_of[pm->slot_class[i]];
        int s = c < 0 ? -1 : w->lv->slot_of[c * pm->run->rules.n_modes + pm->slot_mode[i]];
        if (s < 0 || !sv_prove_has(w->lv, b.col, s))
            continue;
        sv_text_add(w->out, "%s[%d,", is_first ? "" : ",", pm->slot_class[i]);
        mode(w, pm->slot_mode[i]);
        sv_text_add(w->out, "]");
        is_first = false;
    }
    sv_text_add(w->out, "],\"at\":%" PRId64 "}", b.at);
}

/* A leaf; before it, its pairs: rows, branch, what refutes x = 1, and so on within "low". */
static void leaf(const struct writer *w, const struct sv_prove_node *n,
                 const struct sv_certificate *base)
{
    const struct solver_instance *inst = w->lv->model->run->inst;
    for (int k = 0; k < n->pairs.n; k++) {
        const struct sv_prove_pair *pair = &n->pairs.list[k];
        const struct sv_prove_row r2 = {.kind = SV_R2, .a = pair->class_ix, .b = pair->mode};
        const struct sv_prove_row r3 = {.kind = SV_R3, .a = pair->class_ix};
        bool is_first = true;
        sv_text_add(w->out, "{");
        if (k == 0) {
            rows(w, &n->leaf, base);
            sv_text_add(w->out, ",\n");
        }
        sv_text_add(w->out, "\"branch\":{\"party\":");
        sv_text_json(w->out, inst->parties[pair->party].id);
        sv_text_add(w->out, ",\"class\":%d},\"high\":{\"leaf\":{\"rows\":[", pair->class_ix);
        row(w, &r2, pair->r2, &is_first);
        row(w, &r3, pair->r3, &is_first);
        sv_text_add(w->out, "]}},\n\"low\":");
    }
    sv_text_add(w->out, "{\"leaf\":{");
    if (n->pairs.n)
        sv_text_add(w->out, "\"rows\":[]");
    else
        rows(w, &n->leaf, base);
    sv_text_add(w->out, "}}");
    for (int k = 0; k < n->pairs.n; k++)
        sv_text_add(w->out, "}");
}

static void node(const struct writer *w, int i)
{
    const struct sv_prove_node *n = &w->tree->nodes[i];
    const struct sv_certificate *root = &w->tree->nodes[0].leaf;
    if (n->low < 0) {
        leaf(w, n, i ? root : NULL);
        return;
    }
    sv_text_add(w->out, "{");
    if (i == 0) {
        rows(w, root, NULL);
        sv_text_add(w->out, ",\n");
    }
    branch(w, w->tree->nodes[n->low].branch);
    sv_text_add(w->out, ",\n\"low\":");
    node(w, n->low);
    sv_text_add(w->out, ",\n\"high\":");
    node(w, n->high);
    sv_text_add(w->out, "}");
}

static void head(struct sv_text *out, const struct solver_level *level)
{
    sv_text_add(out, "{\"objective\":\"%s\",\"value\":%" PRId64 ",\n\"tree\":",
                solver_objective_name(level->objective), level->value);
}

void sv_prove_write_nothing(struct sv_text *out, const struct solver_level *level)
{
    head(out, level);
    sv_text_add(out, "{\"leaf\":{\"rows\":[]}}}");
}

void sv_prove_write_level(struct sv_text *out, const struct sv_prove_level *lv,
                          const struct sv_prove_tree *tree)
{
    const struct writer w = {out, lv, tree};
    head(out, &lv->model->run->levels[lv->level_ix]);
    node(&w, 0);
    sv_text_add(out, "}");
}
