/* The names of a proof's tree, resolved in the model: rows, branches, and which rows replace which.
 *
 * Keys are what stands in a row but for its multiplier (weights without zeros at their end), in an
 * open-addressing table. The tree is read once, in preorder; the walk over it then meets numbers
 * alone. */
#include <stdlib.h>
#include <string.h>

#include "check_proof.h"

static bool is_same_key(const struct sv_proof_row *a, const struct sv_proof_row *b,
                        const int64_t *weights)
{
    if (a->kind != b->kind || a->party != b->party || a->class_no != b->class_no ||
        a->mode != b->mode || a->number != b->number || a->v != b->v ||
        a->n_weights != b->n_weights)
        return false;
    return !a->n_weights || memcmp(weights + a->first_weight, weights + b->first_weight,
                                   (size_t)a->n_weights * sizeof *weights) == 0;
}

/* FNV-1a (Fowler, Noll, Vo) over whole numbers */
static uint64_t hash_of(const struct sv_proof_row *row, const int64_t *weights)
{
    const uint64_t prime = 0x100000001b3u;
    const int parts[] = {(int)row->kind, row->party, row->class_no, row->mode, row->number};
    uint64_t hash = 0xcbf29ce484222325u;
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        hash = (hash ^ (uint64_t)parts[i]) * prime;
    hash = (hash ^ (uint64_t)row->v) * prime;
    for (int i = 0; i < row->n_weights; i++)
        hash = (hash ^ (uint64_t)weights[row->first_weight + i]) * prime;
    return hash ^ hash >> 32;
}

/* The key of a row, new where it is not there yet. */
static int get_key(struct sv_proof_names *names, const struct sv_proof_row *row, bool *is_new)
{
    const int64_t *weights = names->proof->weights;
    size_t at = hash_of(row, weights) & (names->table_size - 1);
    for (; names->table[at]; at = (at + 1) & (names->table_size - 1)) {
        int key = names->table[at] - 1;
        if (is_same_key(&names->keys[key].row, row, weights)) {
            *is_new = false;
            return key;
        }
    }
    *is_new = true;
    names->keys[names->n_keys] =
        (struct sv_key){.row = *row, .slot = -1, .pair = -1, .last_node = -1};
    names->table[at] = ++names->n_keys;
    return names->n_keys - 1;
}

/* The key of (R4,p,c), with its pair; -1: there is no such variable. */
static int get_pair_key(struct sv_proof_names *names, int party, int class_no)
{
    struct sv_proof_row row = {.kind = SV_PROOF_R4, .party = party, .class_no = class_no};
    int fit = sv_find_fit(names->m, party, class_no);
    bool is_new;
    if (fit < 0)
        return -1;
    int key = get_key(names, &row, &is_new);
    if (is_new) {
        names->keys[key].pair = names->n_pairs;
        names->pairs[names->n_pairs++] = (struct sv_named_pair){.party = party, .fit = fit};
    }
    return key;
}

/* (R6): what the people of one room can weigh, by dynamic programming over the people. Sums of at
 * most 2^31 weights below 2^63 fit. */
static sv_i128 heaviest_room(struct sv_proof_names *names, const struct sv_proof_row *row,
                             int64_t w)
{
    const int64_t *weights = names->proof->weights + row->first_weight;
    sv_i128 *heaviest = names->heaviest;
    heaviest[0] = 0;
    for (int64_t people = 1; people <= w; people++) {
        heaviest[people] = heaviest[people - 1];
        for (int n = 1; n <= row->n_weights && n <= people; n++) {
            sv_i128 weight = heaviest[people - n] + weights[n - 1];
            heaviest[people] = weight > heaviest[people] ? weight : heaviest[people];
        }
    }
    return heaviest[w];
}

static void resolve_r6(struct sv_proof_names *names, int node, int ix,
                       struct sv_proof_report *report)
{
    const struct sv_proof_row *row = &names->proof->rows[ix];
    struct sv_key *key = &names->keys[names->key_of_row[ix]];
    int64_t w = names->m->slots[key->slot].w;
    char text[SV_I128_SIZE];
    if (row->mode == SV_MODE_PRIVATE) {
        sv_proof_tell(report, node, ix, "R6 không dành cho private", "R6 is not for private");
        return;
    }
    if (row->n_weights > w) {
        sv_proof_tell(report, node, ix, "có trọng số cho %d người, phòng chỉ chứa %lld",
                      "has a weight for %d people, a room holds %lld", row->n_weights,
                      (long long)w);
        return;
    }
    sv_i128 heaviest = heaviest_room(names, row, w);
    if (heaviest > row->v)
        sv_proof_tell(report, node, ix, "không đúng: một phòng có thể nặng %s, hơn V = %lld",
                      "is not valid: a room can weigh %s, more than V = %lld",
                      sv_i128_text(heaviest, text), (long long)row->v);
}

/* Key and variables of a row; -1 after a finding. */
static int resolve_row(struct sv_proof_names *names, int node, int ix,
                       struct sv_proof_report *report)
{
    const struct sv_proof_row *row = &names->proof->rows[ix];
    bool is_slot = row->kind == SV_PROOF_R2 || row->kind == SV_PROOF_R6, is_new;
    int slot = is_slot ? sv_find_slot(names->m, row->class_no, row->mode) : -1, key = -1;
    if (is_slot && slot < 0)
        sv_proof_tell(report, node, ix, "lớp phòng %d không có cách dùng này",
                      "class %d has no such mode", row->class_no);
    else if (row->kind == SV_PROOF_R3 && row->class_no >= names->m->n_classes)
        sv_proof_tell(report, node, ix, "không có lớp phòng %d: chỉ có %d lớp",
                      "there is no class %d, only %d", row->class_no, names->m->n_classes);
    else if (row->kind == SV_PROOF_R5 && row->number >= report->level)
        sv_proof_tell(report, node, ix, "mức %d không đứng trước mức này",
                      "level %d is not before this one", row->number);
    else if (row->kind == SV_PROOF_B && row->number >= names->n_sums_above[node])
        sv_proof_tell(report, node, ix, "không có nhánh %d: phía trên chỉ có %d nhánh theo tổng",
                      "there is no branch %d: only %d sum branches are above", row->number,
                      names->n_sums_above[node]);
    else if (row->kind != SV_PROOF_R4)
        key = get_key(names, row, &is_new);
    else if ((key = get_pair_key(names, row->party, row->class_no)) < 0)
        sv_proof_tell(report, node, ix, "nhóm này không có chỗ ở lớp phòng %d",
                      "this party does not fit class %d", row->class_no);
    if (key >= 0 && is_slot)
        names->keys[key].slot = slot;
    return key;
}

static bool resolve_rows(struct sv_proof_names *names, int node, struct sv_proof_report *report)
{
    const struct sv_proof_node *at = &names->proof->nodes[node];
    int n_before = report->n_told;
    for (int i = at->first_row; i < at->first_row + at->n_rows; i++) {
        int key = resolve_row(names, node, i, report);
        names->key_of_row[i] = key;
        if (key < 0)
            continue;
        if (names->keys[key].last_node == node)
            sv_proof_tell(report, node, i, "hàng này đã có ở trên: chỉ giữ một",
                          "this row stands above already: keep one");
        else if (names->keys[key].row.kind == SV_PROOF_R6)
            resolve_r6(names, node, i, report);
        names->keys[key].last_node = node;
    }
    return report->n_told == n_before;
}

static bool resolve_branch(struct sv_proof_names *names, int node, struct sv_proof_report *report)
{
    const struct sv_proof_node *at = &names->proof->nodes[node];
    int n_before = report->n_told;
    if (at->is_pair) {
        names->key_of_node[node] = get_pair_key(names, at->party, at->class_no);
        if (names->key_of_node[node] < 0)
            sv_proof_tell(report, node, -1, "nhánh: nhóm %s không có chỗ ở lớp phòng %d",
                          "branch: party %s does not fit class %d",
                          names->m->inst->parties[at->party].id, at->class_no);
    }
    for (int i = at->first_term; i < at->first_term + at->n_terms; i++) {
        const struct sv_proof_term *term = &names->proof->terms[i];
        int slot = sv_find_slot(names->m, term->class_no, term->mode);
        names->slot_of_term[i] = slot;
        if (slot < 0)
            sv_proof_tell(report, node, -1, "nhánh: lớp phòng %d không có cách dùng nêu ở sum[%d]",
                          "branch: class %d has no mode as in sum[%d]", term->class_no,
                          i - at->first_term);
        else if (names->last_node_of_slot[slot] == node)
            sv_proof_tell(report, node, -1, "nhánh: sum[%d] đã có ở trên: chỉ giữ một",
                          "branch: sum[%d] stands above already: keep one", i - at->first_term);
        else
            names->last_node_of_slot[slot] = node;
    }
    return report->n_told == n_before;
}

bool sv_proof_resolve(struct sv_proof_names *names, int j, struct sv_proof_report *report)
{
    const struct sv_proof_level *level = &names->proof->levels[j];
    bool is_ok = true;
    names->n_keys = names->n_pairs = 0;
    memset(names->table, 0, names->table_size * sizeof *names->table);
    for (int node = level->first_node; node < level->first_node + level->n_nodes; node++) {
        const struct sv_proof_node *at = &names->proof->nodes[node];
        int parent = at->parent;
        bool is_below_sum = parent >= 0 && !names->proof->nodes[parent].is_pair;
        names->n_sums_above[node] = parent < 0 ? 0 : names->n_sums_above[parent] + is_below_sum;
        is_ok = resolve_rows(names, node, report) && is_ok;
        if (!at->is_leaf)
            is_ok = resolve_branch(names, node, report) && is_ok;
    }
    return is_ok;
}

int sv_proof_names_init(struct sv_proof_names *names, const struct sv_proof_model *m,
                        const struct solver_proof *proof)
{
    size_t n_rows = (size_t)proof->n_rows + 1, n_nodes = (size_t)proof->n_nodes + 1;
    size_t n_named = n_rows + n_nodes, table_size = 64;
    int64_t largest = 0;
    while (table_size < 2 * n_named)
        table_size *= 2;
    for (int s = 0; s < m->n_slots; s++)
        largest = m->slots[s].w > largest ? m->slots[s].w : largest;
    *names = (struct sv_proof_names){
        .m = m,
        .proof = proof,
        .keys = calloc(n_named, sizeof *names->keys),
        .pairs = calloc(n_named, sizeof *names->pairs),
        .key_of_row = calloc(n_rows, sizeof *names->key_of_row),
        .key_of_node = calloc(n_nodes, sizeof *names->key_of_node),
        .slot_of_term = calloc((size_t)proof->n_terms + 1, sizeof *names->slot_of_term),
        .n_sums_above = calloc(n_nodes, sizeof *names->n_sums_above),
        .last_node_of_slot = calloc((size_t)m->n_slots + 1, sizeof *names->last_node_of_slot),
        .heaviest = calloc((size_t)largest + 1, sizeof *names->heaviest),
        .table = calloc(table_size, sizeof *names->table),
        .table_size = table_size,
    };
    if (names->keys && names->pairs && names->key_of_row && names->key_of_node &&
        names->slot_of_term && names->n_sums_above && names->last_node_of_slot && names->heaviest &&
        names->table) {
        for (int s = 0; s < m->n_slots; s++)
            names->last_node_of_slot[s] = -1;
        return SOLVER_OK;
    }
    sv_proof_names_release(names);
    return SOLVER_NOMEM;
}

void sv_proof_names_release(struct sv_proof_names *names)
{
    free(names->keys);
    free(names->pairs);
    free(names->key_of_row);
    free(names->key_of_node);
    free(names->slot_of_term);
    free(names->n_sums_above);
    free(names->last_node_of_slot);
    free(names->heaviest);
    free(names->table);
    *names = (struct sv_proof_names){0};
}
