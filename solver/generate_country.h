/* What a generated instance consists of, between its drawing (generate.c) and its writing. */
#ifndef SV_GENERATE_COUNTRY_H
#define SV_GENERATE_COUNTRY_H

#include <stdbool.h>
#include <stdint.h>

#include "solver/instance.h"
#include "text.h"

enum sv_feature {
    AIR_CON,
    BALCONY,
    GROUND_FLOOR,
    KITCHEN,
    PRIVATE_WC,
    QUIET,
    WATER_HEATER,
    WHEELCHAIR,
    N_FEATURES,
};

/* Kinds of sites; those of a town take them in turn. */
enum { STUDENTS, CENTRE, COLLEGE, SCHOOL, N_SITE_KINDS };

struct made_room {
    int site, beds, area_dm; /* tenths of m²; 0 = not given */
    unsigned features;
    enum solver_room_sex sex;
    bool is_usable;
    int mode; /* of those who live there or are pinned to it: 4 pool + 2 is_private + sex + 1 */
    int left; /* people who may still be put there */
};

struct made_party {
    int town, n, n_women, pool, points, order;
    bool is_private;
    unsigned needs;
    int weight[N_FEATURES]; /* of wishes; 0 = none */
    int site, n_sites;      /* favourite of its town, and how many are named from it on */
    bool has_rest;          /* the town's other sites are acceptable, too */
    bool is_rest_free;      /* … without a penalty */
    int agency, current, pinned, banned;
    uint64_t lot;
};

struct made_town {
    int first_room, n_rooms, first_site, n_sites, n_agencies;
};

struct made_country {
    uint64_t state;
    int n_towns, n_rooms, n_sites, n_parties;
    struct made_town *towns;
    struct made_room *rooms;
    struct made_party *parties;
    int *site_kind; /* [n_sites] */
    int *ranked;    /* [n_parties] */
};

/* generate_write.c: the whole as JSON. */
void sv_generate_write(struct sv_text *, const struct made_country *, uint64_t seed);

#endif
