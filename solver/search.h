/* How one level is closed: relaxation, dives, tree.
 *
 * All three speak of the milp's own objective (a maximum). `target` is the least value that would
 * be news: boxes are tightened by reduced costs to what a plan of that value could use. */
#ifndef SV_SEARCH_H
#define SV_SEARCH_H

#include "model.h"

struct sv_root {
    double *x;           /* [n_cols] the relaxation's optimum */
    struct sv_dual dual; /* its exact bound and reduced costs */
    int64_t bound;       /* no plan is better; rounded down */
    bool has_dual;       /* the relaxation was solved */
    struct sv_lp *lp;    /* its LP, which the tree goes on with; the caller frees it */
};

/* Boxes for plans of at least `target`: lo, hi [n_cols], and the columns that can be above 0. */
struct sv_boxes {
    int64_t *lo, *hi;
    int n_cols;
    int *cols;
};

/* relax.c: the LP by pricing and separation. Its first columns include those of run->room_of, so
 * that the rows (8) have a solution. */
void sv_relax(struct sv_root *, struct sv_model *, struct sv_run *);

/* The same again from the basis its LP has, with tableau cuts (gomory.h) besides. */
void sv_relax_more(struct sv_root *, struct sv_model *, struct sv_run *);

/* Tightens: a column can leave its bound by no more than (bound - target) / |reduced cost|. */
void sv_boxes_init(struct sv_boxes *, const struct sv_model *, const struct sv_root *,
                   int64_t target);

/* Adds the columns of the box that `dual` asks for; how many. */
int sv_price(struct sv_lp *, const struct sv_milp *, const struct sv_boxes *,
             const struct sv_dual *);

/* The milp value of a plan, or of run->room_of. */
int64_t sv_milp_value(const struct sv_model *, const struct sv_run *, const int *room_of);

/* Takes the plan that x describes for run->room_of if it is better up to this level. */
bool sv_accept(const struct sv_model *, struct sv_run *, const double *x);

/* dive.c: from the boxes of a node, whose LP `lp` is, towards a plan worth `target`. True: x
 * [n_cols] has all integer columns integral. Leaves boxes of its own in the LP. */
bool sv_dive(struct sv_model *, struct sv_run *, struct sv_lp *lp, const struct sv_boxes *box,
             int64_t target, double *x);

/* tree.c: branch and bound of our own for plans worth `target` and more, over sums of room counts.
 * Improves run->room_of, returns the bound it proved: the plan's value or target - grain, whichever
 * is more, when nothing stayed open; what stayed open when a limit came. */
struct sv_tree_options {
    bool is_plunge; /* look for a plan first: sums from coarse to fine, then a dive */
    int max_nodes;
    int64_t max_work; /* iterations × rows */
};
int64_t sv_tree(struct sv_model *, struct sv_run *, const struct sv_root *, int64_t target,
                const struct sv_tree_options *);

/* level.c: solves level `level_ix` given run->room_of, which keeps the levels before; fills its
 * value, bound, is_proven; settles what every later plan must share. */
void sv_level_solve(struct sv_run *, int level_ix);

#endif
