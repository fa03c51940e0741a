/* Parties of an instance: whom to house, what they need, where they live now. */
#include <stddef.h>
#include <stdlib.h>

#include "instance_read.h"

#define N_OF(table) (sizeof(table) / sizeof *(table))

enum { MAX_MEMBERS = 16 };

static const char *const SEXES[] = {[SOLVER_F] = "F", [SOLVER_M] = "M"};
static const char *const SHARINGS[] = {"shared", "private"};

static void read_person(struct sv_reader *rd, const struct sj_place *place,
                        const struct sj_value *value, const struct sv_field *field, void *to)
{
    (void)field;
    sv_new_id(rd, place, value, &rd->people, to);
}

static void read_sex(struct sv_reader *rd, const struct sj_place *place,
                     const struct sj_value *value, const struct sv_field *field, void *to)
{
    (void)field;
    int sex = sv_choice(rd, place, value, SEXES, (int)N_OF(SEXES));
    if (sex >= 0)
        *(enum solver_sex *)to = (enum solver_sex)sex;
}

#define MEMBER(member) offsetof(struct solver_member, member)

static const struct sv_field MEMBER_FIELDS[] = {
    {"id", read_person, MEMBER(id), 0, 0, SV_REQUIRED},
    {"sex", read_sex, MEMBER(sex), 0, 0, SV_REQUIRED},
};

static void read_members(struct sv_reader *rd, const struct sj_place *place,
                         const struct sj_value *value, const struct sv_field *field, void *to)
{
    struct solver_party *p = to;
    (void)field;
    p->members = sv_new_list(rd, place, value, sizeof *p->members, &p->n_members);
    if (p->members && (p->n_members < 1 || p->n_members > MAX_MEMBERS))
        sv_offend(rd, place, "có %d người, phải từ 1 đến %d", "has %d people, must be 1 to %d",
                  p->n_members, MAX_MEMBERS);
    for (int k = 0; k < p->n_members; k++) {
        struct sj_place item = {.up = place, .ix = (size_t)k};
        sv_read_object(rd, &item, &value->items[k], MEMBER_FIELDS, N_OF(MEMBER_FIELDS),
                       &p->members[k]);
    }
}

static void read_sharing(struct sv_reader *rd, const struct sj_place *place,
                         const struct sj_value *value, const struct sv_field *field, void *to)
{
    (void)field;
    *(bool *)to = sv_choice(rd, place, value, SHARINGS, (int)N_OF(SHARINGS)) == 1;
}

static void read_pool(struct sv_reader *rd, const struct sj_place *place,
                      const struct sj_value *value, const struct sv_field *field, void *to)
{
    (void)field;
    *(int *)to = sv_known_id(rd, place, value, &rd->pools);
}

static void read_order(struct sv_reader *rd, const struct sj_place *place,
                       const struct sj_value *value, const struct sv_field *field, void *to)
{
    struct sv_field ranged = *field;
    ranged.max = rd->n_places;
    sv_read_int(rd, place, value, &ranged, to);
}

static void read_needs(struct sv_reader *rd, const struct sj_place *place,
                       const struct sj_value *value, const struct sv_field *field, void *to)
{
    struct solver_party *p = to;
    (void)field;
    sv_read_words(rd, place, value, &p->n_needs, &p->need_ixs);
}

static void read_feature(struct sv_reader *rd, const struct sj_place *place,
                         const struct sj_value *value, const struct sv_field *field, void *to)
{
    (void)field;
    *(int *)to = sv_intern(rd, place, value, &rd->features);
}

static void read_site(struct sv_reader *rd, const struct sj_place *place,
                      const struct sj_value *value, const struct sv_field *field, void *to)
{
    (void)field;
    *(int *)to = sv_known_id(rd, place, value, &rd->sites);
}

#define WISH(member)   offsetof(struct solver_wish, member)
#define CHOICE(member) offsetof(struct solver_site_choice, member)

static const struct sv_field WISH_FIELDS[] = {
    {"feature", read_feature, WISH(feature_ix), 0, 0, SV_REQUIRED},
    {"weight", sv_read_int, WISH(weight), 0, 10000, SV_OPTIONAL},
};

static const struct sv_field CHOICE_FIELDS[] = {
    {"site", read_site, CHOICE(site_ix), 0, 0, SV_REQUIRED},
    {"penalty", sv_read_int, CHOICE(penalty), 0, 10000, SV_OPTIONAL},
};

static void read_wishes(struct sv_reader *rd, const struct sj_place *place,
                        const struct sj_value *value, const struct sv_field *field, void *to)
{
    struct solver_party *p = to;
    int n_ixs;
    (void)field;
    p->wishes = sv_new_list(rd, place, value, sizeof *p->wishes, &p->n_wishes);
    int *ixs = p->wishes ? sv_new_list(rd, place, value, sizeof *ixs, &n_ixs) : NULL;
    for (int i = 0; ixs && i < p->n_wishes; i++) {
        struct sj_place item = {.up = place, .ix = (size_t)i};
        p->wishes[i].feature_ix = -1;
        sv_read_object(rd, &item, &value->items[i], WISH_FIELDS, N_OF(WISH_FIELDS), &p->wishes[i]);
        ixs[i] = p->wishes[i].feature_ix;
    }
    if (ixs)
        sv_find_doubled(rd, place, ixs, p->n_wishes, "feature");
    free(ixs);
}

static void read_choices(struct sv_reader *rd, const struct sj_place *place,
                         const struct sj_value *value, const struct sv_field *field, void *to)
{
    struct solver_party *p = to;
    int n_ixs;
    (void)field;
    p->sites = sv_new_list(rd, place, value, sizeof *p->sites, &p->n_sites);
    int *ixs = p->sites ? sv_new_list(rd, place, value, sizeof *ixs, &n_ixs) : NULL;
    for (int i = 0; ixs && i < p->n_sites; i++) {
        struct sj_place item = {.up = place, .ix = (size_t)i};
        p->sites[i].site_ix = -1;
        sv_read_object(rd, &item, &value->items[i], CHOICE_FIELDS, N_OF(CHOICE_FIELDS),
                       &p->sites[i]);
        ixs[i] = p->sites[i].site_ix;
    }
    if (ixs)
        sv_find_doubled(rd, place, ixs, p->n_sites, "site");
    free(ixs);
}

static void read_agency(struct sv_reader *rd, const struct sj_place *place,
                        const struct sj_value *value, const struct sv_field *field, void *to)
{
    (void)field;
    if (value->kind != SJ_NULL)
        *(int *)to = sv_intern(rd, place, value, &rd->agencies);
}

static void read_room(struct sv_reader *rd, const struct sj_place *place,
                      const struct sj_value *value, const struct sv_field *field, void *to)
{
    (void)field;
    if (value->kind != SJ_NULL)
        *(int *)to = sv_known_id(rd, place, value, &rd->rooms);
}

static void read_banned(struct sv_reader *rd, const struct sj_place *place,
                        const struct sj_value *value, const struct sv_field *field, void *to)
{
    struct solver_party *p = to;
    (void)field;
    sv_read_ids(rd, place, value, &rd->rooms, &p->n_banned, &p->banned_room_ixs);
}

static void read_party_id(struct sv_reader *rd, const struct sj_place *place,
                          const struct sj_value *value, const struct sv_field *field, void *to)
{
    (void)field;
    sv_new_id(rd, place, value, &rd->parties, to);
}

#define PARTY(member) offsetof(struct solver_party, member)

static const struct sv_field PARTY_FIELDS[] = {
    {"id", read_party_id, PARTY(id), 0, 0, SV_REQUIRED},
    {"members", read_members, 0, 0, 0, SV_REQUIRED},
    {"sharing", read_sharing, PARTY(is_private), 0, 0, SV_REQUIRED},
    {"pool", read_pool, PARTY(pool_ix), 0, 0, SV_REQUIRED},
    {"band", sv_read_int, PARTY(band), 1, 99, SV_REQUIRED},
    {"points", sv_read_int, PARTY(points), 0, 1000, SV_REQUIRED},
    {"order", read_order, PARTY(order), 1, 0, SV_REQUIRED},
    {"needs", read_needs, 0, 0, 0, SV_OPTIONAL},
    {"wishes", read_wishes, 0, 0, 0, SV_OPTIONAL},
    {"sites", read_choices, 0, 0, 0, SV_OPTIONAL},
    {"other_sites_penalty", sv_read_int_or_null, PARTY(other_sites_penalty), 0, 10000, SV_OPTIONAL},
    {"agency", read_agency, PARTY(agency_ix), 0, 0, SV_OPTIONAL},
    {"current_room", read_room, PARTY(current_room_ix), 0, 0, SV_OPTIONAL},
    {"pinned_room", read_room, PARTY(pinned_room_ix), 0, 0, SV_OPTIONAL},
    {"banned_rooms", read_banned, 0, 0, 0, SV_OPTIONAL},
};

/* `order` is a permutation where all are in range (read_order) and none stands twice. */
static void find_doubled_orders(struct sv_reader *rd, const struct sj_place *place)
{
    const struct solver_instance *inst = rd->inst;
    int *orders = calloc((size_t)inst->n_parties + 1, sizeof *orders);
    if (!orders) {
        rd->is_out_of_memory = true;
        return;
    }
    for (int p = 0; p < inst->n_parties; p++)
        orders[p] = inst->parties[p].order > 0 ? inst->parties[p].order : -1;
    sv_find_doubled(rd, place, orders, inst->n_parties, "order");
    free(orders);
}

void sv_read_parties(struct sv_reader *rd, const struct sj_place *place,
                     const struct sj_value *value, const struct sv_field *field, void *to)
{
    struct solver_instance *inst = to;
    (void)field;
    inst->parties = sv_new_list(rd, place, value, sizeof *inst->parties, &inst->n_parties);
    rd->n_places = inst->n_parties;
    for (int p = 0; p < inst->n_parties; p++) {
        struct solver_party *party = &inst->parties[p];
        struct sj_place item = {.up = place, .ix = (size_t)p};
        const struct sj_value *sites = sj_get(&value->items[p], "sites");
        bool has_sites = sites && sites->kind == SJ_ARRAY && sites->n > 0;
        bool is_open = !sj_get(&value->items[p], "other_sites_penalty") && !has_sites;
        party->other_sites_penalty = is_open ? 0 : -1;
        party->agency_ix = party->current_room_ix = party->pinned_room_ix = -1;
        sv_read_object(rd, &item, &value->items[p], PARTY_FIELDS, N_OF(PARTY_FIELDS), party);
    }
    find_doubled_orders(rd, place);
}
