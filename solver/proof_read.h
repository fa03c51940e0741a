/* A proof as read from its file (ALLOCATION.md section 6): trees as nodes in preorder.
 *
 *            0          node 0 is the root of its level's tree; a child comes after its parent and
 *          /   \        all of a subtree is one run of nodes: low first, then high
 *         1     4
 *        / \
 *       2   3
 */
#ifndef SOLVER_PROOF_READ_H
#define SOLVER_PROOF_READ_H

#include <limits.h>

#include "solver/proof.h"

enum { SV_MAX_SCALE = 40, SV_MAX_WEIGHTS = 64 /* a room has at most so many beds */ };

/* Modes as numbers: 0 private, else 1 + 3 × pool + who. */
enum sv_who { SV_WOMEN, SV_MEN, SV_ANYBODY };
enum { SV_MODE_PRIVATE = 0 };
static inline int sv_mode_of(int pool_ix, enum sv_who who)
{
    return 1 + 3 * pool_ix + (int)who;
}

enum sv_proof_row_kind {
    SV_PROOF_R1,
    SV_PROOF_R2,
    SV_PROOF_R3,
    SV_PROOF_R4,
    SV_PROOF_R5,
    SV_PROOF_R6,
    SV_PROOF_B,
};

struct sv_proof_row {
    enum sv_proof_row_kind kind;
    int party;        /* R1 R4 */
    int class_no;     /* R2 R3 R4 R6 */
    int mode;         /* R2 R6 */
    int number;       /* R5 the level; B the branch */
    int first_weight; /* R6: w(1), w(2), … in proof->weights; zeros at the end are left out */
    int n_weights;
    int64_t v; /* R6 */
    int64_t multiplier;
};

struct sv_proof_term {
    int class_no, mode;
};

struct sv_proof_node {
    int parent;   /* -1 a root */
    bool is_high; /* side of the parent's branch */
    bool is_leaf, is_infeasible;
    bool is_pair; /* the branch is on party and class_no; else on the sum of its terms */
    int first_row, n_rows;
    int first_term, n_terms;
    int at; /* low: sum <= at, high: sum >= at + 1 */
    int party, class_no;
};

struct sv_proof_level {
    enum solver_objective objective;
    int64_t value;
    int first_node, n_nodes;
};

struct solver_proof {
    char instance_sha256[65];
    int scale;
    int n_levels;
    struct sv_proof_level *levels; /* [n_levels] */
    int n_nodes;
    struct sv_proof_node *nodes; /* [n_nodes] level after level */
    int n_rows;
    struct sv_proof_row *rows; /* [n_rows] */
    int n_weights;
    int64_t *weights; /* [n_weights] */
    int n_terms;
    struct sv_proof_term *terms; /* [n_terms] */
};

/* The two files of the reader: what their tables write into. */
struct sv_proof_reading {
    struct solver_proof *proof;
    int cap_nodes, cap_rows, cap_weights, cap_terms;
    struct sv_proof_level level;
    int node; /* which is being read */
    bool has_rows, has_branch, has_low, has_high, has_leaf;
};

struct sv_reader;
struct sj_place;
struct sj_value;

/* Of any array, and the largest number of a class, level or branch: far above what a file of
 * 512 MiB holds. */
enum { SV_MAX_ITEMS = INT_MAX / 4 };

/* Room for one more in *items; false after is_out_of_memory. */
bool sv_proof_reserve(struct sv_reader *, void **items, int n, int *cap, size_t size);
#define SV_PROOF_RESERVE(rd, items, n, cap)                                                        \
    sv_proof_reserve((rd), (void **)&(items), (n), (cap), sizeof *(items))

/* Parts of the lists that rows and sums are: item i as a number from 0, as a mode. */
int sv_proof_number(struct sv_reader *, const struct sj_place *, const struct sj_value *list,
                    size_t i);
int sv_proof_mode(struct sv_reader *, const struct sj_place *, const struct sj_value *list,
                  size_t i);

/* The rows of the node that is being read. */
void sv_proof_rows(struct sv_reader *, const struct sj_place *, const struct sj_value *,
                   struct sv_proof_reading *);

#endif
