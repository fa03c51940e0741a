/* Sites and rooms of an instance. */
#include <stddef.h>

#include "instance_read.h"

#define N_OF(table) (sizeof(table) / sizeof *(table))

static const char *const ROOM_SEXES[] = {
    [SOLVER_ROOM_ANY] = "any",
    [SOLVER_ROOM_F] = "F",
    [SOLVER_ROOM_M] = "M",
    [SOLVER_ROOM_UNRESTRICTED] = "unrestricted",
};

static void read_site_id(struct sv_reader *rd, const struct sj_place *place,
                         const struct sj_value *value, const struct sv_field *field, void *to)
{
    (void)field;
    sv_new_id(rd, place, value, &rd->sites, to);
}

static void read_room_id(struct sv_reader *rd, const struct sj_place *place,
                         const struct sj_value *value, const struct sv_field *field, void *to)
{
    (void)field;
    sv_new_id(rd, place, value, &rd->rooms, to);
}

static void read_site_ref(struct sv_reader *rd, const struct sj_place *place,
                          const struct sj_value *value, const struct sv_field *field, void *to)
{
    (void)field;
    *(int *)to = sv_known_id(rd, place, value, &rd->sites);
}

static void read_features(struct sv_reader *rd, const struct sj_place *place,
                          const struct sj_value *value, const struct sv_field *field, void *to)
{
    struct solver_room *room = to;
    (void)field;
    sv_read_words(rd, place, value, &room->n_features, &room->feature_ixs);
}

static void read_pools(struct sv_reader *rd, const struct sj_place *place,
                       const struct sj_value *value, const struct sv_field *field, void *to)
{
    struct solver_room *room = to;
    (void)field;
    sv_read_ids(rd, place, value, &rd->pools, &room->n_pools, &room->pool_ixs);
}

static void read_sex(struct sv_reader *rd, const struct sj_place *place,
                     const struct sj_value *value, const struct sv_field *field, void *to)
{
    (void)field;
    int sex = sv_choice(rd, place, value, ROOM_SEXES, (int)N_OF(ROOM_SEXES));
    if (sex >= 0)
        *(enum solver_room_sex *)to = (enum solver_room_sex)sex;
}

#define SITE(member) offsetof(struct solver_site, member)
#define ROOM(member) offsetof(struct solver_room, member)

static const struct sv_field SITE_FIELDS[] = {
    {"id", read_site_id, SITE(id), 0, 0, SV_REQUIRED},
    {"name", sv_read_text, SITE(name), 0, 0, SV_OPTIONAL},
};

static const struct sv_field ROOM_FIELDS[] = {
    {"id", read_room_id, ROOM(id), 0, 0, SV_REQUIRED},
    {"site", read_site_ref, ROOM(site_ix), 0, 0, SV_REQUIRED},
    {"beds", sv_read_int, ROOM(beds), 1, 64, SV_REQUIRED},
    {"area_m2", sv_read_area, ROOM(area_c), 0, 0, SV_OPTIONAL},
    {"features", read_features, 0, 0, 0, SV_OPTIONAL},
    {"sex", read_sex, ROOM(sex), 0, 0, SV_REQUIRED},
    {"pools", read_pools, 0, 0, 0, SV_OPTIONAL},
    {"usable", sv_read_bool, ROOM(is_usable), 0, 0, SV_REQUIRED},
};

void sv_read_sites(struct sv_reader *rd, const struct sj_place *place, const struct sj_value *value,
                   const struct sv_field *field, void *to)
{
    struct solver_instance *inst = to;
    (void)field;
    inst->sites = sv_new_list(rd, place, value, sizeof *inst->sites, &inst->n_sites);
    for (int s = 0; s < inst->n_sites; s++) {
        struct sj_place item = {.up = place, .ix = (size_t)s};
        sv_read_object(rd, &item, &value->items[s], SITE_FIELDS, N_OF(SITE_FIELDS),
                       &inst->sites[s]);
        if (!inst->sites[s].name)
            inst->sites[s].name = sv_keep(rd, "");
    }
}

void sv_read_rooms(struct sv_reader *rd, const struct sj_place *place, const struct sj_value *value,
                   const struct sv_field *field, void *to)
{
    struct solver_instance *inst = to;
    (void)field;
    inst->rooms = sv_new_list(rd, place, value, sizeof *inst->rooms, &inst->n_rooms);
    for (int r = 0; r < inst->n_rooms; r++) {
        struct sj_place item = {.up = place, .ix = (size_t)r};
        sv_read_object(rd, &item, &value->items[r], ROOM_FIELDS, N_OF(ROOM_FIELDS),
                       &inst->rooms[r]);
    }
}
