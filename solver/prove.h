/* The proof of a plan (ALLOCATION.md section 6), made after the search and apart from it: a model
 * of parties × room classes built anew with everybody free, its relaxation with rows R1 to R6, a
 * tree over sums of room counts where that leaves a gap. What the search believed of a level plays
 * no part; it only says which value is to be proved.
 *
 * Everything is a maximum here: a level to be minimised is negated (`sense`).
 */
#ifndef SV_PROVE_H
#define SV_PROVE_H

#include "lp.h"
#include "run.h"
#include "text.h"

/* The model of section 6. Fixed parties are no profile; a room they are in is a class alone. */
struct sv_prove_model {
    const struct sv_run *run;
    int n_classes;
    int *class_of;    /* [n_rooms] -1: not usable */
    int *class_room;  /* [n_classes] the first room */
    int *class_n;     /* [n_classes] rooms */
    int *class_fixed; /* [n_classes] a fixed party in it; -1 none */
    int n_profiles;
    int *profile_of;    /* [n_parties] -1: fixed */
    int *profile_party; /* [n_profiles] its first party */
    int *profile_n;     /* [n_profiles] parties */
    bool *fits;         /* [n_profiles * n_classes] a pair of the model */
    bool *is_free;      /* the same, and rules (2), (3) allow it beside the fixed parties */
    int64_t *preference;
    int n_slots;
    int *slot_of;    /* [n_classes * n_modes] y[c,m]; -1 none */
    int *slot_class; /* [n_slots] */
    int *slot_mode;  /* [n_slots] */
    int *slot_w;     /* [n_slots] W */
};

void sv_prove_model_init(struct sv_prove_model *, const struct sv_run *, struct sv_arena *);

/* One row with its multiplier; the key is kind, a, b (and w, v for R6). */
enum sv_row_kind { SV_R1, SV_R2, SV_R3, SV_R4, SV_R5, SV_R6, SV_B };

struct sv_prove_row {
    enum sv_row_kind kind;
    int a;            /* party, class, level, or depth */
    int b;            /* mode, or class for R4; else 0 */
    int n_w;          /* R6 */
    const int64_t *w; /* [n_w] weights of sizes 1 … n_w */
    int64_t v;        /* the most a room weighs */
    int64_t mu;       /* times 2^SV_SCALE */
};

struct sv_certificate {
    bool is_empty; /* nothing is known: no rows */
    int n_rows;
    struct sv_prove_row *rows; /* [n_rows] by kind, a, b */
    sv_wide bound;             /* no plan in the box is better; times 2^SV_SCALE */
};

/* A branch on a sum of room counts, or a single one, and the side taken. */
struct sv_prove_branch {
    int col; /* of the level's program */
    bool is_high;
    int64_t at; /* low: sum <= at; high: sum >= at + 1 */
};

/* Of the level's program: parties alike at this level, slots of classes alike. */
struct sv_prove_group {
    int party; /* the first */
    int n;
    int col; /* u */
};

struct sv_prove_type {
    int profile; /* the first */
    int size;
    int n; /* parties */
    int n_groups;
    struct sv_prove_group *groups;
    int n_x;
    int *x_col, *x_slot; /* [n_x] */
};

struct sv_prove_slot {
    int class_ix; /* merged */
    int mode;
    int w;          /* people per room; beside fixed parties, those who may join */
    bool is_open;   /* a room of fixed parties: no y */
    bool is_people; /* too many patterns: the row counts people */
    int y_col;
    int first_row; /* (5); with patterns the row of size k is first_row + 1 + k */
    int n_sizes;
    int *sizes;
    int n_patterns; /* 0: all parties of a room are of one size, or private */
};

/* A cut of the level's program: R4 of every party of a type in every class of a slot. */
struct sv_prove_link {
    int type, slot;
};

/* The tree of an earlier level, to begin with: of its leaves only those that reach that level's
 * value matter to later levels, the others fall to R5 at once. */
struct sv_prove_script {
    int n_nodes; /* 0: none */
    struct sv_prove_step {
        const bool *slots; /* [model->n_slots] the sum; NULL at a leaf */
        int64_t at;
        int low, high;
    } * steps; /* [n_nodes] */
};

struct sv_prove_level {
    const struct sv_prove_model *model;
    struct sv_milp milp;
    int level_ix;
    int64_t sense;    /* +1, -1 */
    int64_t constant; /* sense × value = constant + objective of the milp */
    int *level_row;   /* [level_ix] */
    bool counts_rooms;
    int n_classes;  /* merged */
    int *merged_of; /* [model->n_classes] -1: nobody fits */
    int *merged_n;  /* [n_classes] rooms */
    int *merged_class;
    int n_types;
    struct sv_prove_type *types;
    int *type_of; /* [n_profiles] */
    int n_slots;
    struct sv_prove_slot *slots;
    int *slot_of; /* [n_classes * n_modes] */
    int n_sums;
    int *sum_col, *sum_row, *sum_most; /* [n_sums] */
    bool *is_in_sum;                   /* [n_sums * n_slots] */
    const struct sv_prove_script *script;
    int *script_col; /* [script->n_nodes] the column a step branches on */
    int cap_links;
    struct sv_prove_link *links; /* [milp.n_cuts] what cut k is */
};

void sv_prove_level_init(struct sv_prove_level *, const struct sv_prove_model *, int level_ix,
                         const struct sv_prove_script *, struct sv_arena *);

/* prove_types.c: classes, types and groups of the level. */
void sv_prove_types(struct sv_prove_level *);

/* Adds the rows R4 that x violates as cuts of the milp: x[t,c] <= n_t y. Returns how many. */
int sv_prove_links(struct sv_prove_level *, const double *x);

/* prove_sums.c: rows S = Σ y, their columns; which slots are in sum k. */
void sv_prove_sums(struct sv_prove_level *);
void sv_prove_sum_columns(struct sv_prove_level *);
bool sv_prove_in_sum(const struct sv_prove_level *, int k, int slot);

/* Does column `col`, a sum or a single y, count the rooms of `slot`? */
bool sv_prove_has(const struct sv_prove_level *, int col, int slot);

/* Pairs that nothing but the beds left beside fixed parties forbids: x[p,c] = 1 is refuted by R2
 * and R3 of its room, with these multipliers on top of a certificate's. */
struct sv_prove_pair {
    int party, class_ix, mode;
    int64_t r2, r3; /* the rows' multipliers where x = 1 */
};

struct sv_prove_pairs {
    int n;
    struct sv_prove_pair *list; /* [n] */
};

/* prove_leaf.c: from the duals of an LP to a certificate, exact in the model's own terms. `path`
 * [depth] are the branches from the root. Allocates from the milp's arena.
 *
 * `pairs` not NULL: pairs beside fixed parties are not priced out but listed, where they would pay:
 * the certificate is for the box in which they are 0, and the tree branches on each of them. To
 * refute x = 1 costs at least what brings the bound below `target`. */
struct sv_certificate sv_prove_leaf(const struct sv_prove_level *, const struct sv_dual *,
                                    const int64_t *cut_u, const struct sv_prove_branch *path,
                                    int depth, sv_wide target, struct sv_prove_pairs *pairs);

/* prove_tree.c */
struct sv_prove_node {
    int parent; /* -1: the root */
    struct sv_prove_branch branch;
    int step;      /* of the script; -1: it has ended */
    int low, high; /* children; -1: a leaf */
    struct sv_certificate leaf;
    struct sv_prove_pairs pairs; /* of a leaf: branches between it and the node */
};

struct sv_prove_tree {
    bool is_closed;
    int n_nodes;
    struct sv_prove_node *nodes;
    sv_wide bound; /* of the level, times 2^SV_SCALE; SV_NO_BOUND: none */
};

#define SV_NO_BOUND ((sv_wide)1 << 126)

/* A tree for plans better than `value` (sense × the plan's value). */
struct sv_prove_tree sv_prove_tree(struct sv_prove_level *, struct sv_run *, int64_t value);

/* What a later level may begin with. Allocates from `mem`. */
struct sv_prove_script sv_prove_script_of(const struct sv_prove_level *,
                                          const struct sv_prove_tree *, struct sv_arena *mem);

/* prove_write.c: a level of the proof, its tree included. */
void sv_prove_write_level(struct sv_text *, const struct sv_prove_level *,
                          const struct sv_prove_tree *);

/* The level with a leaf without rows. */
void sv_prove_write_nothing(struct sv_text *, const struct solver_level *);

/* prove.c: the proof file for the plan run->room_of; sets bound and is_proven of every level before
 * `agencies` to what the proof says. */
void sv_prove(struct sv_run *, struct sv_text *);

/* A proof file that claims nothing of any level; none of the run's is proven then. */
void sv_prove_nothing(struct sv_run *, struct sv_text *);

/* The proof file of an infeasible instance: it has no levels. */
void sv_prove_conflict(const struct solver_instance *, struct sv_text *);

#endif
