/* The rows of a proof from JSON: a kind, variables, a multiplier (ALLOCATION.md section 6). */
#include <stdlib.h>
#include <string.h>

#include "instance_read.h"
#include "proof_read.h"

#define N_OF(table) (sizeof(table) / sizeof *(table))

bool sv_proof_reserve(struct sv_reader *rd, void **items, int n, int *cap, size_t size)
{
    if (n < *cap)
        return true;
    int more = *cap ? 2 * *cap : 64;
    void *larger = n < SV_MAX_ITEMS ? realloc(*items, (size_t)more * size) : NULL;
    if (!larger) {
        rd->is_out_of_memory = true;
        return false;
    }
    *items = larger;
    *cap = more;
    return true;
}

/* The i-th value of a list, with its place. */
static const struct sj_value *item_of(const struct sj_value *list, size_t i, struct sj_place *place,
                                      const struct sj_place *up)
{
    *place = (struct sj_place){.up = up, .ix = i};
    return &list->items[i];
}

static int64_t read_number(struct sv_reader *rd, const struct sj_place *up,
                           const struct sj_value *list, size_t i, int64_t max)
{
    struct sj_place place;
    const struct sj_value *value = item_of(list, i, &place, up);
    int64_t number = 0;
    sv_read_int64(rd, &place, value, &(struct sv_field){.min = 0, .max = max}, &number);
    return number;
}

int sv_proof_number(struct sv_reader *rd, const struct sj_place *up, const struct sj_value *list,
                    size_t i)
{
    return (int)read_number(rd, up, list, i, SV_MAX_ITEMS);
}

static int read_party(struct sv_reader *rd, const struct sj_place *up, const struct sj_value *list,
                      size_t i)
{
    struct sj_place place;
    const struct sj_value *value = item_of(list, i, &place, up);
    return sv_known_id(rd, &place, value, &rd->parties);
}

/* "private", "F/pool", "M/pool", "*" "/pool" */
int sv_proof_mode(struct sv_reader *rd, const struct sj_place *up, const struct sj_value *list,
                  size_t i)
{
    static const char who[] = {[SV_WOMEN] = 'F', [SV_MEN] = 'M', [SV_ANYBODY] = '*', 0};
    struct sj_place place;
    const char *text = sv_word(rd, &place, item_of(list, i, &place, up));
    if (!text || !strcmp(text, "private"))
        return SV_MODE_PRIVATE;
    const char *at = strchr(who, text[0]);
    int pool = text[1] == '/' ? sv_names_find(&rd->pools, text + 2) : -1;
    if (at && pool >= 0)
        return sv_mode_of(pool, (enum sv_who)(at - who));
    sv_offend(rd, &place,
              "\"%s\" không phải cách dùng phòng: private, F/, M/ hoặc */ và nhóm hệ số",
              "\"%s\" is no mode: private, or F/, M/, */ and a pool", text);
    return SV_MODE_PRIVATE;
}

static void read_weights(struct sv_reader *rd, const struct sj_place *up,
                         const struct sj_value *list, size_t i, struct sv_proof_reading *g,
                         struct sv_proof_row *row)
{
    struct solver_proof *proof = g->proof;
    struct sj_place place;
    const struct sj_value *value = item_of(list, i, &place, up);
    row->first_weight = proof->n_weights;
    if (value->kind != SJ_ARRAY || value->n > SV_MAX_WEIGHTS) {
        sv_offend(rd, &place, "phải là danh sách, nhiều nhất %d số nguyên",
                  "must be a list of at most %d integers", SV_MAX_WEIGHTS);
        return;
    }
    for (size_t k = 0; k < value->n; k++) {
        int64_t weight = read_number(rd, &place, value, k, INT64_MAX);
        if (!SV_PROOF_RESERVE(rd, proof->weights, proof->n_weights, &g->cap_weights))
            return;
        proof->weights[proof->n_weights++] = weight;
        if (weight)
            row->n_weights = (int)k + 1;
    }
}

struct shape {
    const char *name;
    size_t n; /* of the list, its name and its multiplier counted */
    const char *vi, *en;
};

static const struct shape SHAPES[] = {
    [SV_PROOF_R1] = {"R1", 3, "[\"R1\", nhóm, μ]", "[\"R1\", party, μ]"},
    [SV_PROOF_R2] = {"R2", 4, "[\"R2\", lớp, cách dùng, μ]", "[\"R2\", class, mode, μ]"},
    [SV_PROOF_R3] = {"R3", 3, "[\"R3\", lớp, μ]", "[\"R3\", class, μ]"},
    [SV_PROOF_R4] = {"R4", 4, "[\"R4\", nhóm, lớp, μ]", "[\"R4\", party, class, μ]"},
    [SV_PROOF_R5] = {"R5", 3, "[\"R5\", mức, μ]", "[\"R5\", level, μ]"},
    [SV_PROOF_R6] = {"R6", 6, "[\"R6\", lớp, cách dùng, [w…], V, μ]",
                     "[\"R6\", class, mode, [w…], V, μ]"},
    [SV_PROOF_B] = {"B", 3, "[\"B\", nhánh, μ]", "[\"B\", branch, μ]"},
};

static const struct shape *shape_of(const struct sj_value *list)
{
    const char *name = list->kind == SJ_ARRAY && list->n && list->items[0].kind == SJ_TEXT
                           ? list->items[0].text
                           : "";
    for (size_t k = 0; k < N_OF(SHAPES); k++)
        if (!strcmp(SHAPES[k].name, name))
            return &SHAPES[k];
    return NULL;
}

static void read_row(struct sv_reader *rd, const struct sj_place *place,
                     const struct sj_value *list, struct sv_proof_reading *g,
                     struct sv_proof_row *row)
{
    const struct shape *shape = shape_of(list);
    if (!shape || list->n != shape->n) {
        sv_offend(rd, place, "phải là %s", "must be %s",
                  shape ? shape->vi : "[\"R1\"…\"R6\" / \"B\", …, μ]");
        return;
    }
    row->kind = (enum sv_proof_row_kind)(shape - SHAPES);
    switch (row->kind) {
    case SV_PROOF_R1:
        row->party = read_party(rd, place, list, 1);
        break;
    case SV_PROOF_R4:
        row->party = read_party(rd, place, list, 1);
        row->class_no = sv_proof_number(rd, place, list, 2);
        break;
    case SV_PROOF_R2:
        row->class_no = sv_proof_number(rd, place, list, 1);
        row->mode = sv_proof_mode(rd, place, list, 2);
        break;
    case SV_PROOF_R3:
        row->class_no = sv_proof_number(rd, place, list, 1);
        break;
    case SV_PROOF_R5:
    case SV_PROOF_B:
        row->number = sv_proof_number(rd, place, list, 1);
        break;
    case SV_PROOF_R6:
        row->class_no = sv_proof_number(rd, place, list, 1);
        row->mode = sv_proof_mode(rd, place, list, 2);
        read_weights(rd, place, list, 3, g, row);
        row->v = read_number(rd, place, list, 4, INT64_MAX);
        break;
    }
    row->multiplier = read_number(rd, place, list, list->n - 1, INT64_MAX);
}

void sv_proof_rows(struct sv_reader *rd, const struct sj_place *place, const struct sj_value *value,
                   struct sv_proof_reading *g)
{
    struct solver_proof *proof = g->proof;
    struct sv_proof_node *node = &proof->nodes[g->node];
    if (value->kind != SJ_ARRAY) {
        sv_offend(rd, place, "phải là danh sách […]", "must be a list […]");
        return;
    }
    node->first_row = proof->n_rows;
    for (size_t i = 0; i < value->n; i++) {
        struct sj_place inside;
        const struct sj_value *list = item_of(value, i, &inside, place);
        struct sv_proof_row row = {0};
        read_row(rd, &inside, list, g, &row);
        if (!SV_PROOF_RESERVE(rd, proof->rows, proof->n_rows, &g->cap_rows))
            return;
        proof->rows[proof->n_rows++] = row;
        node->n_rows++;
    }
}
