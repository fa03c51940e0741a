/* An integer program in exact integers, and bounds on it that need no faith in a solver.
 *
 *     maximise    Σ_j obj_j x_j
 *     (1)         Σ_j a_ij x_j <= rhs_i          (or = rhs_i where is_eq)
 *     (2)         Σ_j b_kj x_j <= rhs_k                  cuts, added when violated (cuts.h)
 *                 lo_j <= x_j <= hi_j,  x_j integer where is_int
 *
 * Columns are appended one after the other, each with its entries; rows come first. Every column is
 * known here; which of them GLPK holds is the business of lp.c (pricing).
 *
 * (3) Weak duality: for any π with π_i >= 0 on the <= rows,
 *         bound(π) = Σ_i π_i rhs_i + Σ_j max(d_j lo_j, d_j hi_j),   d_j = obj_j - Σ_i π_i a_ij,
 *     is at least the value of every x in the box that obeys the rows. π is the LP's dual, rounded
 *     to a multiple of 2^-SV_SCALE, so (3) is computed without error in 128-bit integers. Only how
 *     tight it is depends on GLPK.
 */
#ifndef SV_MILP_H
#define SV_MILP_H

#include <stdbool.h>
#include <stdint.h>

#include "arena.h"

/* 2^-32 rounds a dual by less than any gap of 1 that 10^6 columns of 10^3 could make of it, and
 * leaves 128-bit sums sixty bits for values. */
enum { SV_SCALE = 32 };

__extension__ typedef __int128 sv_wide;

#define SV_ONE ((sv_wide)1 << SV_SCALE)

/* A reduced cost below 1e-6 is noise: not worth a column. */
#define SV_WORTH ((sv_wide)1 << (SV_SCALE - 20))

struct sv_milp {
    struct sv_arena *mem;
    int n_rows, cap_rows;
    int64_t *rhs; /* [n_rows] */
    bool *is_eq;  /* [n_rows] */
    int n_cols, cap_cols;
    int64_t *obj, *lo, *hi; /* [n_cols] */
    bool *is_int;           /* [n_cols] */
    int *start;             /* [n_cols + 1] first entry of the column */
    int n_entries, cap_entries;
    int *row;      /* [n_entries] */
    int64_t *coef; /* [n_entries] */
    int n_cuts, cap_cuts;
    int64_t *cut_rhs; /* [n_cuts] */
    int *cut_start;   /* [n_cuts + 1] */
    int n_cut_entries, cap_cut_entries;
    int *cut_col;      /* [n_cut_entries] */
    int64_t *cut_coef; /* [n_cut_entries] */
};

struct sv_dual {
    sv_wide bound; /* (3), times 2^SV_SCALE */
    sv_wide *d;    /* [n_cols] times 2^SV_SCALE */
    int64_t *u;    /* [n_rows] the rounded duals */
};

void sv_milp_init(struct sv_milp *, struct sv_arena *);

/* Adds a row, returns its number. */
int sv_milp_row(struct sv_milp *, int64_t rhs, bool is_eq);

/* Appends a column, returns its number; sv_milp_entry adds to the last one appended. */
int sv_milp_col(struct sv_milp *, int64_t obj, int64_t lo, int64_t hi, bool is_int);
void sv_milp_entry(struct sv_milp *, int row, int64_t coef);

/* Adds an empty cut, returns its number; sv_milp_cut_entry adds to the last one added. */
int sv_milp_cut(struct sv_milp *, int64_t rhs);
void sv_milp_cut_entry(struct sv_milp *, int col, int64_t coef);

/* Drops all cuts from number `n_cuts` on; of the others, those that `is_kept` [n_cuts] names stay
 * (NULL: all). Of an LP over the milp, sv_lp_drop_cuts drops them, too. */
void sv_milp_drop_cuts(struct sv_milp *, int n_cuts, const bool *is_kept);

/* Room for the duals of `m` as it is now. */
struct sv_dual sv_dual_new(const struct sv_milp *);

/* A dual as a multiple of 2^-SV_SCALE, not negative unless `is_eq`. A wild one (beyond 2^30, or no
 * number) counts as 0: any multiplier is valid, and 128 bits then never overflow. */
int64_t sv_milp_dual(double pi, bool is_eq);

/* (3) for duals `pi` of the rows and `pi_cut` of the cuts, in the box `lo`, `hi` [n_cols]. */
void sv_milp_bound(const struct sv_milp *, const double *pi, const double *pi_cut,
                   const int64_t *lo, const int64_t *hi, struct sv_dual *out);

/* The greatest common divisor of all objective coefficients (1 where all are 0): every value of the
 * objective is a multiple of it. */
int64_t sv_milp_grain(const struct sv_milp *);

/* The greatest multiple of `grain` that is not above w / 2^SV_SCALE. */
int64_t sv_floor(sv_wide w, int64_t grain);

#endif
