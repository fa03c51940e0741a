/* The checker of proofs: the model of ALLOCATION.md section 6 as the checker reads it, and bounds
 * by weak duality. For a level to be maximised (one to be minimised is negated), multipliers
 * mu >= 0 of rows a x <= b, and the box l <= x <= u that is left at a leaf:
 *
 *     max c x  <=  (1)  mu b  +  sum over variables of max(d l, d u),   d = c - mu a
 *
 * in integers: c stands times 2^scale, as the multipliers do. All of it is exact.
 */
#ifndef SOLVER_CHECK_PROOF_H
#define SOLVER_CHECK_PROOF_H

#include "check_parts.h"
#include "proof_read.h"

__extension__ typedef __int128 sv_i128;

enum { SV_MAX_PEOPLE = 16 }; /* of a party: section 2 */

/* y[c,m] */
struct sv_proof_slot {
    int class_no, mode;
    int next;    /* slot of the class; -1 none */
    int n_rooms; /* of the class: y <= n_rooms */
    int64_t w;   /* W of section 6 */
};

/* x[p,c], the same for all parties of a type. */
struct sv_proof_fit {
    int class_no, slot;
    bool is_too_large; /* more people than W: x = 0 */
    int64_t moves, preferences;
};

/* Parties that no rule and no value of a room can tell apart. */
struct sv_proof_type {
    int first_fit, n_fits;      /* by class */
    int first_party, n_parties; /* in by_type */
    int n_people;
    bool is_fixed; /* by rule (5): its only x is 1 */
};

struct sv_proof_model {
    const struct solver_instance *inst;
    int n_classes;
    int *first_room; /* [n_classes] */
    int *n_rooms;    /* [n_classes] */
    int *class_of;   /* [rooms] -1: not usable */
    int *first_slot; /* [n_classes] -1: none */
    int n_slots, cap_slots;
    struct sv_proof_slot *slots; /* [n_slots] */
    int n_types;
    struct sv_proof_type *types; /* [n_types] */
    int *by_type;                /* [parties] those of a type stand together */
    int *type_of;                /* [parties] */
    int n_fits, cap_fits;
    struct sv_proof_fit *fits; /* [n_fits] */
};

/* The instance must be free of clashes (struct sv_bound). SOLVER_OK or SOLVER_NOMEM. */
int sv_proof_model_init(struct sv_proof_model *, const struct solver_instance *,
                        const struct sv_bound *);
void sv_proof_model_release(struct sv_proof_model *);

/* -1: there is no such variable. */
int sv_find_slot(const struct sv_proof_model *, int class_no, int mode);
int sv_find_fit(const struct sv_proof_model *, int party, int class_no);

/* A variable x[p,c] that a row (R4) or a pair branch names. */
struct sv_named_pair {
    int party, fit;
    int64_t r4;
    bool is_zero, is_one; /* by pair branches; both: nothing is left */
};

/* A row or a pair branch by its key: what may be named again further down a tree. */
struct sv_key {
    struct sv_proof_row row; /* one that has the key */
    int slot;                /* R2 R6 */
    int pair;                /* R4 */
    int64_t multiplier;      /* in force */
    int last_node;           /* that has set it */
};

/* The names of one level's tree, resolved. */
struct sv_proof_names {
    const struct sv_proof_model *m;
    const struct solver_proof *proof;
    int n_keys;
    struct sv_key *keys; /* [n_keys] */
    int n_pairs;
    struct sv_named_pair *pairs; /* [n_pairs] */
    int *key_of_row;             /* [proof->n_rows] */
    int *key_of_node;            /* [proof->n_nodes] of a pair branch */
    int *slot_of_term;           /* [proof->n_terms] */
    int *n_sums_above;           /* [proof->n_nodes] sum branches on the way down to it */
    int *last_node_of_slot;      /* [slots] scratch: the branch that named it last */
    sv_i128 *heaviest;           /* [largest W + 1] */
    int *table;                  /* [table_size] key + 1; 0 free */
    size_t table_size;           /* a power of two */
};

int sv_proof_names_init(struct sv_proof_names *, const struct sv_proof_model *,
                        const struct solver_proof *);
void sv_proof_names_release(struct sv_proof_names *);

/* Resolves the tree of level j; false where something is named that does not exist, where a row is
 * not valid, or stands twice: each is told. */
struct sv_proof_report;
bool sv_proof_resolve(struct sv_proof_names *, int j, struct sv_proof_report *);

/* What the rows in force and the branches above add up to: mu A and mu b of (1), and the box. */
struct sv_tally {
    const struct sv_proof_model *m;
    struct sv_proof_names *names;
    int n_levels;
    struct solver_level *levels; /* [n_levels] those before agencies, values recounted */
    int64_t *values;             /* [n_levels × parties] what a party housed anywhere adds */
    sv_i128 rhs;                 /* mu b */
    sv_i128 *r1;                 /* [parties] */
    sv_i128 *price;              /* [slots × SV_SIZES] of R2 and R6, by the size of the party */
    sv_i128 *y_price;            /* [slots] minus mu A for y, without R5 */
    int64_t *r5;                 /* [n_levels] */
    int64_t *y_low, *y_high;     /* [slots] */
    sv_i128 *fit_price;          /* [fits of a type] scratch */
    int64_t *narrow_price;       /* [fits of a type] scratch */
    int64_t *weights;            /* [n_levels] of each level's value in this bound, signed */
    int64_t weight_of[SOLVER_N_OBJECTIVES]; /* the same by objective, bands aside; 0: none */
    bool is_too_large;                      /* a sum would not be exact: the tally is spoilt */
};

enum { SV_SIZES = SV_MAX_PEOPLE + 1 };

int sv_tally_init(struct sv_tally *, const struct sv_proof_model *, struct sv_proof_names *,
                  const struct solver_plan *);
void sv_tally_release(struct sv_tally *);
void sv_tally_clear(struct sv_tally *); /* no rows, no branches: the start of a level */

/* Changes the multiplier of a key that is not a branch's (B). */
void sv_tally_row(struct sv_tally *, const struct sv_key *, int64_t change);

/* Changes the multiplier of the sum branch of that node, on its low or high side. */
void sv_tally_branch(struct sv_tally *, const struct sv_proof_node *, bool is_high, int64_t change);

/* (1) for level j times 2^scale or, where is_zero, for the objective 0. false: is_too_large. */
bool sv_tally_bound(struct sv_tally *, int j, bool is_zero, sv_i128 *bound);

/* Findings of a proof, with their places. */
enum { SV_MAX_TOLD = 100 }; /* a proof of something else is wrong everywhere */

struct sv_proof_report {
    const struct solver_proof *proof;
    int level;
    int n_told;
    struct solver_findings *bad;
};

/* Adds a finding at a node or, where row >= 0, at its row. */
__attribute__((format(printf, 4, 6), format(printf, 5, 6))) void
sv_proof_tell(struct sv_proof_report *, int node, int row, const char *vi, const char *en, ...);

/* What a proof shows of a level. */
struct sv_proof_shown {
    bool is_closed; /* every leaf that says infeasible is */
    bool is_empty;  /* no leaf is left */
    sv_i128 bound;  /* the worst of the leaves left, rounded inward, in the level's own sense */
};

/* solver_check_proof, which passes NULL; else `shown` [proof->n_levels] is zeroed and filled for
 * each level whose names exist and whose numbers are not too large. For tests. */
int sv_check_proof(const struct solver_instance *, const struct solver_plan *,
                   const struct solver_proof *, struct solver_findings *bad,
                   struct sv_proof_shown *shown);

/* In decimal digits. */
enum { SV_I128_SIZE = 48 };
const char *sv_i128_text(sv_i128, char text[SV_I128_SIZE]);

#endif
