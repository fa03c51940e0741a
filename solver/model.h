/* The program of one level (solver/README.md has the formulation).
 *
 * Parties that the levels so far cannot tell apart are a *type*, rooms a *class*; within a type,
 * parties that differ in what they add to a level (band, points, order) are *groups*.
 *
 *     u[g]      parties of group g housed                    0 <= u <= size of the group
 *     x[t,c]    parties of type t in rooms of class c        flow
 *     y[s]      rooms of slot s = (class, mode)              integer
 *     z[s,k]    rooms of slot s with pattern k of larger parties   integer, where sizes mix
 *     s[t,r]    parties of type t that stay in their own room r    flow (homes.c)
 *     k[r,s,k]  room r is one of slot s (with pattern k), and is stayed in    0 or 1
 *     S         sum of y over (mode), (site, mode), (beds, mode), (site, beds, mode)   integer
 *
 *     (4)  Σ_c x[t,c] - Σ_g u[g] = parties of t already known to be IN
 *     (5)  Σ_t x[t,c] <= ⌊W / size⌋ y[s]                     slots whose parties are of one size
 *     (6)  Σ_t of size n x[t,c] <= Σ_k slots[k,n] z[s,k];  Σ_k z[s,k] <= y[s]     mixed sizes
 *     (7)  Σ_m y[c,m] <= rooms of c
 *     (8)  value of each earlier level kept
 *     (9)  S = Σ y
 *     (16) to (18)  closed rooms that may be opened          repairs.h
 *
 * With y and z integer the rest is a flow in a network with integer capacities, and (8) a face of
 * it, so that x and u come out integral by themselves.
 */
#ifndef SV_MODEL_H
#define SV_MODEL_H

#include "run.h"

struct sv_group_col {
    int n;        /* parties */
    int *parties; /* [n] ascending */
    int col;      /* u */
    int home;     /* of all of them, in the type's homes; -1 none */
};

/* Parties of a type that may stay in the room where they live, where that makes a difference. */
struct sv_home {
    int room;
    int n;        /* parties */
    int n_in;     /* of them IN */
    int *parties; /* [n] ascending */
    int row;      /* (12); -1 where all are IN */
};

struct sv_type {
    int party;   /* one of them, for the rules */
    int profile; /* its profile */
    int size;    /* people per party */
    int n;       /* parties, IN and FREE */
    int n_in;
    int *in; /* [n_in] parties known to be housed */
    int n_groups;
    struct sv_group_col *groups; /* [n_groups] */
    int n_homes;
    struct sv_home *homes; /* [n_homes] rooms ascending */
    int n_x;
    int *x_col;   /* [n_x] columns, classes ascending; then those of the homes */
    int *x_class; /* [n_x] */
    int *x_slot;  /* [n_x] */
    int *x_home;  /* [n_x] into homes; -1 */
};

/* A room of a class of several that parties of one mode may stay in. */
struct sv_stay {
    int room, slot;
    int count[17]; /* parties that may stay, by size */
    int row[17];   /* (11), by size where count > 0 */
    int room_row;  /* (14) */
    int *k_col;    /* [n_patterns, or 1 of the slot]; -1 where nobody could stay */
};

struct sv_slot {
    int class_ix;
    int mode;
    int cap;      /* people per room, W */
    bool is_open; /* the room is in use by fixed parties: no y */
    int y_col;    /* -1 where is_open */
    int unit;     /* parties per room where all are of one size; 0 = patterns */
    int n_sizes;
    int *sizes; /* [n_sizes] ascending */
    int n_patterns;
    int *patterns; /* [n_patterns * n_sizes] parties of each size; size 1 holds what is left */
    int *z_col;    /* [n_patterns] */
    int n_stays;
    struct sv_stay *stays; /* [n_stays] rooms ascending, part of the model's */
    int *link_row;         /* [n_patterns, or 1] (13); NULL where no room of several is a home */
};

struct sv_class {
    int room; /* one of them */
    int kind;
    int n;
    int *rooms;  /* [n] ascending; those that may be opened, the cheapest first */
    int site_ix; /* -1: rooms of several sites */
};

struct sv_model {
    struct sv_milp milp;
    int n_u; /* columns 0..n_u - 1 are u */
    int level_ix;
    const int *asked; /* a plan; not NULL: the objective asks how many others could be housed */
    int64_t constant; /* level value = constant + sense × milp objective */
    int n_types;
    struct sv_type *types;
    int *type_of; /* [n_parties] -1 */
    int n_classes;
    struct sv_class *classes;
    int *class_of; /* [n_rooms] -1 */
    int n_slots;
    struct sv_slot *slots;
    int *slot_of; /* [n_classes * n_modes] -1 */
    int n_stays;
    struct sv_stay *stays; /* [n_stays] slots ascending, then rooms */
    int n_sums;
    int *sum_row, *sum_col, *sum_most; /* [n_sums] coarse sums first, as the tree branches */
    bool *is_sum;                      /* [n_cols] */
    int n_opened_row, cost_row;        /* (16), (17) where the run has repairs; -1 none */
    int *opened_row;                   /* [n_classes] of (17); -1 none */
    int first_v, n_v;                  /* columns v */
};

/* Builds the program of level `level_ix` in `mem`. */
void sv_model_init(struct sv_model *, struct sv_run *, int level_ix, struct sv_arena *mem);

/* Replaces the objective: how many FREE parties that `room_of` leaves out can be housed while all
 * levels before keep their values? Groups must be single parties (level `order` is seen). */
void sv_model_ask(struct sv_model *, const struct sv_run *, const int *room_of);

/* The column of p in r: at home, or x[type of p, class of r]; -1 where there is none. */
int sv_model_x(const struct sv_model *, int p, int r);

/* From columns to named rooms: `x` [n_cols] with integral values gives room_of [n_parties], fixed
 * parties in place. False when x is not integral or does not fit (then room_of is undefined). */
bool sv_realize(const struct sv_model *, const struct sv_run *, const double *x, int *room_of);

/* classes.c: types and classes, without columns. */
void sv_classes_init(struct sv_model *, struct sv_run *, struct sv_arena *mem);

/* slots.c: slots with their sizes and patterns, without columns. */
void sv_slots_init(struct sv_model *, const struct sv_run *);

/* homes.c: finds mo->stays and adds the rows (11) to (14), for the columns that follow; adds the
 * columns k. */
void sv_homes_rows(struct sv_model *, const struct sv_run *);
void sv_homes_columns(struct sv_model *);

/* Room r among the slot's stays; NULL where it is none of them. */
const struct sv_stay *sv_stay_of(const struct sv_slot *, int room);

/* Parties of `size` that a room of the slot holds with pattern k (0 where there are none). */
int sv_slot_holds(const struct sv_slot *, int k, int size);

/* May parties of the type live in rooms of the class (as far as not yet excluded)? */
bool sv_type_fits(const struct sv_run *, const struct sv_type *, const struct sv_class *);

/* sums.c: rows (9). sv_sums_rows adds the rows and writes, for slot s, the rows its y is in:
 * rows_of[SV_N_SUMS * s ...], -1 = none. sv_sums_columns appends the columns S. */
enum { SV_N_SUMS = 7 };
void sv_sums_rows(struct sv_model *, const struct sv_run *, int *rows_of);
void sv_sums_columns(struct sv_model *);

#endif
