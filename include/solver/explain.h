/* Explanation (ALLOCATION.md section 8): why a party has its room, or none, and the smallest change
 * that would house it.
 *
 *     struct solver_explanations ex = {0};
 *     int rc = solver_explain(&inst, &plan, SOLVER_ALL, NULL, &ex);   // or one party's index
 *     struct solver_explain_style style = {.is_json = true};   // official, Vietnamese
 *     rc = solver_explanations_format(&ex, &inst, &plan, &style, &text, &len);
 *     solver_explanations_release(&ex);
 *
 * The plan must pass solver_check; then every sentence is true of it. Facts (counts, cut-offs) come
 * from instance and plan alone, in the checker's reading of the rules; the change comes from
 * solving the changed instance again.
 *
 * What a change is. solver_change_apply makes the changed instance:
 *     site     one more acceptable site, with the greatest penalty that the party names
 *     order    the party takes place `order`; those it passes stand one place lower. Its points
 *              become the most that it or any party it passes has. Its band becomes, where the
 *              policy gives bands, that of these points, else the most urgent of those passed;
 *              never a less urgent one than its own
 *
 *     sharing  a private party shares
 *
 *     room     one closed room becomes usable
 *
 * Tried in this order of kinds; sites and rooms in the order of the instance, but a closed room
 * that the party lives in before other rooms; of the places in the order the one nearest to its
 * own.
 *
 * What "would house it" means. Only levels before the first of `moves`, `preferences`, `rooms`,
 * `agencies` say who is housed. A change houses the party when EVERY plan of the changed instance
 * that is optimal on those levels gives it a room: then it does not hang on how ties fall, and any
 * later solve of the changed instance places it. (A change after which it is housed in some optimal
 * plans but not in others does not count.)
 */
#ifndef SOLVER_EXPLAIN_H
#define SOLVER_EXPLAIN_H

#include "solver/solve.h"

enum { SOLVER_ALL = -1 };

/* What shuts a room to an unplaced party: each room counts once, under the first that holds. The
 * counts of a party add up to the number of rooms. */
enum solver_shut {
    SOLVER_SHUT_CLOSED,    /* not usable */
    SOLVER_SHUT_SITE,      /* its site is not acceptable to the party */
    SOLVER_SHUT_POOL,      /* for other pools only */
    SOLVER_SHUT_NEEDS,     /* lacks a feature that the party needs */
    SOLVER_SHUT_BANNED,    /* banned for this party */
    SOLVER_SHUT_TOO_LARGE, /* the party has more people than the room may hold */
    SOLVER_SHUT_SEX,       /* for the other sex; or women and men do not share it */
    SOLVER_SHUT_HELD,      /* pinned and staying parties leave no place in it */
    SOLVER_SHUT_BEFORE,    /* full, or taken whole, by parties before this one (and pins, stays) */
    SOLVER_SHUT_UNLIKE, /* the same, but some there come after this one: all of another size, sex,
                         * pool or sharing, so that none could simply give its place */
    SOLVER_SHUT_LIKE_AFTER, /* the same, and a like party there comes after this one: not in plans
                             * that are optimal, unless the levels do not rank the two */
    SOLVER_SHUT_OTHER_USE,  /* used by people it cannot share with: other sex, pool, private */
    SOLVER_SHUT_FEW_LEFT,   /* beds left, fewer than the party has people */
    SOLVER_SHUT_VACANT, /* it could be there: not in plans that are optimal, unless the party adds
                         * nothing to any level */
    SOLVER_N_SHUTS,
};

/* A site and the last party, in the order of the levels, that was placed there in the mode which
 * this party would give the room; pins, stays and incumbents aside. */
struct solver_cutoff {
    int site_ix;
    bool is_accepted; /* by the party */
    int penalty;      /* 0 where not accepted */
    bool has_fitting; /* some room there fits the party (rule 4, size), were it empty */
    int last_ix;      /* party; -1 nobody */
};

enum solver_change_kind {
    SOLVER_CHANGE_SITE,
    SOLVER_CHANGE_ORDER,
    SOLVER_CHANGE_SHARING,
    SOLVER_CHANGE_ROOM,
};

struct solver_change {
    enum solver_change_kind kind;
    int site_ix; /* site */
    int order;   /* order: the place taken; points and band follow from it */
    int points;
    int band;
    int room_ix; /* room */
};

enum solver_change_state {
    SOLVER_CHANGE_FOUND,
    SOLVER_CHANGE_NONE,      /* each was tried: none houses it */
    SOLVER_CHANGE_NO_LEVELS, /* not asked: the policy's levels do not say who is housed before they
                              * ask where (a level that counts people comes late, or none does) */
    SOLVER_CHANGE_NOT_OPTIMAL, /* not asked: another plan is better in who is housed, or this one
                                * could not be proven the best */
    SOLVER_CHANGE_OPEN,        /* a limit, or a level that could not be proven: no answer */
};

enum solver_placed_by { SOLVER_BY_LEVELS, SOLVER_BY_PIN, SOLVER_BY_STAY };

/* Which members mean anything:
 *     placed      room_ix, by, cutoffs (sites it would have liked better, best first)
 *     unplaced    n_rooms, cutoffs (every site, in the order of the instance), state, change
 *     plan infeasible: none; is_in_conflict */
struct solver_explanation {
    int party_ix;
    int room_ix; /* -1 = unplaced */
    enum solver_placed_by by;
    bool is_in_conflict;
    int n_rooms[SOLVER_N_SHUTS];
    int n_cutoffs;
    struct solver_cutoff *cutoffs; /* [n_cutoffs] */
    enum solver_change_state state;
    struct solver_change change; /* where FOUND */
};

struct solver_explanations {
    int n;
    struct solver_explanation *items; /* [n] in instance order */
};

/* Explains one party, or SOLVER_ALL. `limits` (NULL = none) end the search for changes only: what
 * is not answered then is OPEN. SOLVER_OK or SOLVER_NOMEM. One run at a time per process, as
 * solver_solve. */
int solver_explain(const struct solver_instance *, const struct solver_plan *, int party_ix,
                   const struct solver_limits *limits, struct solver_explanations *out);

/* Frees everything and zeroes; accepts a zeroed one. */
void solver_explanations_release(struct solver_explanations *);

/* The changed instance; it borrows all but its lists of parties and rooms and the changed party's
 * sites from `inst`, which must outlive it. SOLVER_BAD: the change says nothing new (the site is
 * acceptable already, …); SOLVER_NOMEM. Free with solver_changed_release, not otherwise. */
int solver_change_apply(const struct solver_instance *inst, int party_ix,
                        const struct solver_change *, struct solver_instance *changed);
void solver_changed_release(struct solver_instance *changed);

/* Points and band that come with place `change->order` (kind order): fills both. */
void solver_change_fill(const struct solver_instance *, int party_ix, struct solver_change *);

struct solver_explain_style {
    bool is_json;    /* `quarters.explanation/1` (README.md), else text */
    bool is_planner; /* names other parties; the official's version never does */
    bool is_en;
};

/* Writes the explanations. `*text` is malloc'ed, `*len` its length. SOLVER_OK or SOLVER_NOMEM. */
int solver_explanations_format(const struct solver_explanations *, const struct solver_instance *,
                               const struct solver_plan *, const struct solver_explain_style *,
                               char **text, size_t *len);

#endif
