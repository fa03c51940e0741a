/* What repairs cost, from JSON: {"format":"quarters.repair-costs/1","rooms":[{"room":"SV-A101",
 * "cost":12500000}]}. The tables of fields are those of the instance reader. */
#include <stddef.h>

#include "instance_read.h"
#include "solver/repairs_plan.h"

#define N_OF(table) (sizeof(table) / sizeof *(table))

struct item {
    int room_ix;
    int64_t cost;
};

struct reading {
    const struct solver_instance *inst;
    int64_t *costs; /* [n_rooms] */
    struct item item;
};

static void read_room(struct sv_reader *rd, const struct sj_place *place,
                      const struct sj_value *value, const struct sv_field *field, void *to)
{
    struct reading *g = to;
    (void)field;
    int r = g->item.room_ix = sv_known_id(rd, place, value, &rd->rooms);
    if (r < 0)
        return;
    if (g->inst->rooms[r].is_usable)
        sv_offend(rd, place, "phòng này đang dùng được, không cần sửa",
                  "this room is usable: it needs no repair");
    if (g->costs[r] >= 0)
        sv_offend(rd, place, "phòng này đã có ở trên", "this room was named before");
}

static void read_cost(struct sv_reader *rd, const struct sj_place *place,
                      const struct sj_value *value, const struct sv_field *field, void *to)
{
    sv_read_int64(rd, place, value, field, &((struct reading *)to)->item.cost);
}

static const struct sv_field ROOM_FIELDS[] = {
    {"room", read_room, 0, 0, 0, SV_REQUIRED},
    {"cost", read_cost, 0, 0, SOLVER_MAX_COST, SV_REQUIRED},
};

static void read_rooms(struct sv_reader *rd, const struct sj_place *place,
                       const struct sj_value *value, const struct sv_field *field, void *to)
{
    struct reading *g = to;
    (void)field;
    if (value->kind != SJ_ARRAY) {
        sv_offend(rd, place, "phải là danh sách […]", "must be a list […]");
        return;
    }
    for (size_t i = 0; i < value->n; i++) {
        struct sj_place inside = {.up = place, .ix = i};
        g->item = (struct item){.room_ix = -1};
        sv_read_object(rd, &inside, &value->items[i], ROOM_FIELDS, N_OF(ROOM_FIELDS), g);
        if (g->item.room_ix >= 0)
            g->costs[g->item.room_ix] = g->item.cost;
    }
}

static void read_format(struct sv_reader *rd, const struct sj_place *place,
                        const struct sj_value *value, const struct sv_field *field, void *to)
{
    static const char *const FORMATS[] = {"quarters.repair-costs/1"};
    (void)field;
    (void)to;
    (void)sv_choice(rd, place, value, FORMATS, (int)N_OF(FORMATS));
}

static const struct sv_field FIELDS[] = {
    {"format", read_format, 0, 0, 0, SV_REQUIRED},
    {"rooms", read_rooms, 0, 0, 0, SV_REQUIRED},
};

int solver_repair_costs_parse(const struct solver_instance *inst, const char *text, size_t len,
                              int64_t *costs, struct solver_findings *bad)
{
    struct sv_reader rd = {.bad = bad};
    struct reading g = {.inst = inst, .costs = costs};
    struct sj_doc doc = {0};
    struct sj_place place = {0};
    size_t n_before = bad->n;
    bool is_new;
    int rc = sj_parse(&doc, text, len, bad);
    for (int r = 0; r < inst->n_rooms; r++) {
        costs[r] = -1;
        rd.is_out_of_memory |= sv_names_add(&rd.rooms, inst->rooms[r].id, &is_new) < 0;
    }
    if (rc == SOLVER_OK && !rd.is_out_of_memory)
        sv_read_object(&rd, &place, &doc.root, FIELDS, N_OF(FIELDS), &g);
    if (rd.is_out_of_memory || bad->is_out_of_memory)
        rc = SOLVER_NOMEM;
    else if (rc == SOLVER_OK && bad->n > n_before)
        rc = SOLVER_BAD;
    sv_names_release(&rd.rooms);
    sj_release(&doc);
    return rc;
}
