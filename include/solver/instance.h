/* The allocation instance `quarters.instance/1` (ALLOCATION.md section 2) as plain structs.
 *
 *     struct solver_instance inst = {0};
 *     struct solver_findings bad = {0};
 *     int rc = solver_instance_parse(&inst, text, len, &bad);   // SOLVER_OK, SOLVER_BAD,
 * SOLVER_NOMEM … solver_instance_release(&inst);
 *
 * All references between objects are dense indices (`_ix`, 0-based, -1 = none); texts of features,
 * agencies are interned. After a successful parse everything section 2 demands holds, so that the
 * search, the checker and the explainer may rely on it. This reader is the only code which the
 * search and the checker share: it states facts and draws no conclusion (no beds(r), no fit).
 * Read-only after parse: any number of threads may read it.
 */
#ifndef SOLVER_INSTANCE_H
#define SOLVER_INSTANCE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "solver/findings.h"

enum solver_rc {
    SOLVER_OK = 0,
    SOLVER_BAD = 1,   /* the input is at fault: findings say where */
    SOLVER_NOMEM = 2, /* out of memory: nothing was kept */
};

enum solver_sex { SOLVER_F, SOLVER_M };

enum solver_room_sex {
    SOLVER_ROOM_ANY, /* one sex at a time, whichever */
    SOLVER_ROOM_F,
    SOLVER_ROOM_M,
    SOLVER_ROOM_UNRESTRICTED,
};

enum solver_incumbents { SOLVER_STAY, SOLVER_MAY_MOVE, SOLVER_COMPETE };

enum solver_objective {
    SOLVER_KEEP_HOUSED,
    SOLVER_HOUSED_BY_BAND,
    SOLVER_POINTS,
    SOLVER_ORDER,
    SOLVER_MOVES,
    SOLVER_PREFERENCES,
    SOLVER_ROOMS,
    SOLVER_AGENCIES,
    SOLVER_N_OBJECTIVES,
};

struct solver_site {
    char *id;
    char *name; /* may be "" */
};

struct solver_room {
    char *id;
    int site_ix;
    int beds;   /* 1..64, as in the file: the rule beds(r) is not applied here */
    int area_c; /* hundredths of m²; 0 = not given */
    int n_features;
    int *feature_ixs; /* [n_features] ascending, into instance.features */
    enum solver_room_sex sex;
    int n_pools;
    int *pool_ixs; /* [n_pools] ascending; none = all pools admitted */
    bool is_usable;
};

struct solver_member {
    char *id;
    enum solver_sex sex;
};

struct solver_wish {
    int feature_ix;
    int weight; /* 0..10000 */
};

struct solver_site_choice {
    int site_ix;
    int penalty; /* 0..10000 */
};

struct solver_party {
    char *id;
    int n_members;                 /* 1..16 */
    struct solver_member *members; /* [n_members] */
    bool is_private;
    int pool_ix;
    int band;   /* 1..99 */
    int points; /* 0..1000 */
    int order;  /* 1..n_parties, a permutation */
    int n_needs;
    int *need_ixs; /* [n_needs] ascending */
    int n_wishes;
    struct solver_wish *wishes; /* [n_wishes] file order */
    int n_sites;
    struct solver_site_choice *sites; /* [n_sites] file order */
    int other_sites_penalty; /* 0..10000; -1 = only the listed sites are acceptable. The default of
                              * an absent field (0 without sites, else -1) is already applied. */
    int agency_ix;           /* -1 = none */
    int current_room_ix;     /* -1 = none */
    int pinned_room_ix;      /* -1 = none */
    int n_banned;
    int *banned_room_ixs; /* [n_banned] ascending */
};

struct solver_pool {
    char *id;
    int occupancy; /* people per room; 0 = no limit but the beds */
};

struct solver_policy {
    int n_pools;
    struct solver_pool *pools; /* [n_pools] */
    enum solver_incumbents incumbents;
    int min_area_c; /* hundredths of m² per person; 0 = not given */
    int n_bands;
    int *bands; /* [n_bands] least points of band 1, 2, …; strictly falling */
    int n_objectives;
    enum solver_objective objectives[SOLVER_N_OBJECTIVES];
    int64_t seed;
};

struct solver_instance {
    char *as_of; /* YYYY-MM-DD or "" */
    int n_sites;
    struct solver_site *sites; /* [n_sites] */
    int n_rooms;
    struct solver_room *rooms; /* [n_rooms] */
    int n_parties;
    struct solver_party *parties; /* [n_parties] */
    int n_features;
    char **features; /* [n_features] every feature named by a room, need or wish */
    int n_agencies;
    char **agencies; /* [n_agencies] */
    struct solver_policy policy;
    char sha256[65]; /* hex of the file's raw bytes */
};

/* Parses and judges a whole file of `len` raw bytes. Everything the contract refuses is added to
 * `bad` with its JSON path. On any result but SOLVER_OK `*inst` is left zeroed. */
int solver_instance_parse(struct solver_instance *inst, const char *text, size_t len,
                          struct solver_findings *bad);

/* Frees everything and zeroes; accepts a zeroed instance. */
void solver_instance_release(struct solver_instance *inst);

/* Name of an objective in the files: "keep_housed", … */
const char *solver_objective_name(enum solver_objective);

/* true for `keep_housed`, `housed_by_band`, `points`, `order`; false for levels to be minimised. */
bool solver_objective_is_max(enum solver_objective);

#endif
