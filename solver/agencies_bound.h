/* The program behind a wing's bound (ALLOCATION.md section 4, `agencies`), in people:
 *
 *     maximise  Σ z - Σ n
 *     (1)  Σ_c x[t,c] = people of t                             t: alike in agency and rooms
 *     (2)  Σ_{t of a} x[t,c] = Σ_w w n[a,c,w]                    n: rooms of class c where agency a
 * has w people (2') Σ_{t of a, size s} x[t,c] <= Σ_w s ⌊w / s⌋ n[a,c,w]     parties are not divided
 *     (3)  Σ_a n[a,c,w] = Σ_j (parts of w in j) z[c,j]          z: rooms divided among agencies as
 *                                                               pattern j says
 *     (4)  Σ_j z[c,j] <= rooms of c
 *     (5)  people in c >= the least of them (agencies_faces.c)
 *
 * In classes of more than SV_PARTS beds there is one n[a,c], of the greatest w, (2) is <=, and
 *     (3') people in c <= beds × z[c].
 *
 * (6) Cuts: for an agency, classes C, types T of N people and a divisor d with r = N mod d > 0,
 *         Σ_{c in C, w} F(w) n[a,c,w] + Σ_{t in T, c not in C} x[t,c] >= r ⌈N / d⌉,
 *         F(w) = r ⌊v / d⌋ + min(r, v mod d), v = min(w, N):
 *     mixed-integer rounding of: parts in C and people elsewhere hold the people of T. The same in
 *     parties, where those of T have one size: ⌊w / size⌋ for w.
 */
#ifndef SV_AGENCIES_BOUND_H
#define SV_AGENCIES_BOUND_H

#include "agencies.h"

/* Beds of a room up to which patterns are written down: 8 have 66. */
enum { SV_PARTS = 8 };

struct sv_share_type {
    int agency;
    int size; /* of a party */
    int n_people;
};

struct sv_share_class {
    int cap; /* beds of a room */
    int n_rooms;
    int least;     /* people at the least */
    int n_parts;   /* cap, or 1 */
    int part_row;  /* (3) of w = 1 */
    int rooms_row; /* (4) */
    int least_row; /* (5); -1 none */
};

struct sv_share {
    const struct sv_wing *w;
    struct sv_milp milp;
    int n_classes;
    struct sv_share_class *classes; /* [n_classes] */
    int n_types;
    struct sv_share_type *types; /* [n_types] by agency */
    int *type_start;             /* [n_agencies + 1] */
    bool *may;                   /* [n_types * n_classes] */
    int *x_col; /* [n_types * n_classes] -1 none: may not, or sole of its agency: Σ w n instead */
    int *width; /* [n_agencies * n_classes] greatest w; 0 none */
    int *n_col; /* [n_agencies * n_classes] its first column; w = 1, 2, ... up to width, or one */
};

/* agencies_model.c */
void sv_share_init(struct sv_share *, const struct sv_wing *);

/* w of column k of agency a in class c, from 0. */
static inline int sv_share_width(const struct sv_share *sh, int a, int c, int k)
{
    return sh->classes[c].n_parts > 1 || sh->classes[c].cap == 1 ? k + 1
                                                                 : sh->width[a * sh->n_classes + c];
}

/* Columns of agency a in class c. */
static inline int sv_share_n(const struct sv_share *sh, int a, int c)
{
    int width = sh->width[a * sh->n_classes + c];
    return width && sh->classes[c].cap > SV_PARTS ? 1 : width;
}

/* agencies_cuts.c: adds cuts (6) that x [n_cols] breaks, the worst of each agency; how many. */
int sv_share_separate(struct sv_share *, const double *x);

#endif
