/* A large instance as parts that share nothing: sets of sites so that no party may live in two of
 * them. Every level is a sum over parties and rooms, so the best plan of the whole is the best
 * plans of the parts side by side, level by level; a country is then as hard as its hardest town.
 *
 *     sv_parts_init(run);                                        // run->parts, run->n_parts
 *     sv_parts_solve(run, j);                                    // for each level j
 *     sv_parts_plan(run);                                        // run->room_of, whenever wanted
 */
#ifndef SV_PARTS_H
#define SV_PARTS_H

#include "run.h"

struct sv_part {
    struct solver_instance inst; /* its rooms and parties; texts and lists are the whole's */
    int *parties;                /* [inst.n_parties] numbers in the whole */
    int *rooms;                  /* [inst.n_rooms] */
    int n_closed;                /* levels done */
    struct sv_arena mem, level_mem, scratch;
    struct sv_run run; /* while a level is solved, of one thread alone */
};

/* Splits a run whose rules and room_of stand. One part is no part: n_parts stays 0. */
void sv_parts_init(struct sv_run *);

/* Frees the parts' memory; before that of the whole. */
void sv_parts_release(struct sv_run *);

/* parts_solve.c: closes level j of all parts, as many at a time as there are processors, and
 * gathers it. False: a limit, or no memory, came before the last. */
bool sv_parts_solve(struct sv_run *, int level_ix);

/* The profiles of the whole, once those of the parts stand. */
void sv_parts_profiles(struct sv_run *);

/* The plans of the parts as one. Allocates nothing. */
void sv_parts_plan(struct sv_run *);

/* run->room_of back into the parts' plans. Allocates nothing: room_in_part [n_rooms] is scratch. */
void sv_parts_take(struct sv_run *, int *room_in_part);

/* Level j of the whole from the parts, those not yet closed at the bound anybody sees. Allocates
 * nothing. */
void sv_parts_gather(struct sv_run *, int level_ix);

#endif
