/* Who is housed, asked again: the levels before the first that asks where people live, on an
 * instance that is the plan's but for a closed room in use, a guest who must be housed, a party
 * left out.
 *
 *     struct sv_ask *ask = sv_ask_new(&base, &question);   // NULL: out of memory
 *     if (ask->is_possible) … ask->lo[j], ask->hi[j] …
 *     sv_ask_free(ask);
 *
 * A guest is a party more than the instance has. What it adds to a level is not in lo, hi: so one
 * ask answers for every party that no rule can tell from the guest, whatever its points. In a
 * level's terms: lo is reached by a plan, none is above hi; equal where proven.
 */
#ifndef SOLVER_EXPLAIN_ASK_H
#define SOLVER_EXPLAIN_ASK_H

#include "search.h"

/* What all asks of one explanation share. */
struct sv_ask_base {
    const struct solver_instance *inst;
    const int *room_of;                /* [n_parties] the plan */
    int n_levels;                      /* before the first that asks where */
    int first_order;                   /* the level `order`, n_levels where it is not among them */
    const struct solver_level *levels; /* [n_levels] objective and band */
    struct sv_effort limits;           /* of one ask: is_over, ctx, work_left */
};

struct sv_question {
    const struct solver_party *guest; /* NULL = none */
    int out_ix;                       /* a party left out; -1 = none */
    int room_ix;                      /* a closed room in use; -1 = none */
    bool is_probe;                    /* the rules alone, for sv_fits */
};

/* A place in the order that a party takes: those of order from…to-1 stand one lower. */
struct sv_shift {
    int from, to;
};

/* A bound that nobody has. */
#define SV_NO_BOUND (INT64_MAX / 4)

/* An answer from level first_order on, with a plan that has it. */
struct sv_shifted {
    struct sv_shifted *next;
    int out_ix;            /* left out beside the ask's own; -1 = nobody */
    int n_before, n_until; /* open parties whose order is below from, below to */
    int n_settled;         /* settled ones that the shift moves */
    int64_t *lo, *hi;      /* [n_levels] */
    int *room_of;          /* [n_parties] */
};

struct sv_ask {
    const struct sv_ask_base *base;
    struct sv_run run;
    struct sv_arena mem, level_mem, scratch;
    struct solver_instance inst;
    int guest;  /* its index; -1 = none */
    int out_ix; /* left out; -1 = none */
    bool is_probe;
    struct solver_site_choice *guest_sites;
    bool is_possible; /* rule (5) stands and the guest fits a room */
    int64_t *lo, *hi; /* [n_levels] */
    int *room_of;     /* [n_parties] a plan that has lo */
    /* the state before level first_order */
    signed char *state;
    bool *fits;
    struct sv_shifted *shifted;
    /* the shift that is being asked */
    struct sv_shift shift;
    int shift_out_ix;
};

struct sv_ask *sv_ask_new(const struct sv_ask_base *, const struct sv_question *);
void sv_ask_free(struct sv_ask *);

/* A step that may jump out: 0 done, 1 out of memory, 2 GLPK gave up. */
int sv_ask_guarded(struct sv_ask *, void (*step)(struct sv_ask *));

/* Level j's value and bound, as the run has them, without the guest's part. */
void sv_ask_read(const struct sv_ask *, int j, int64_t *lo, int64_t *hi);

/* explain_shift.c: what is known from level first_order on when the places are shifted and `out_ix`
 * (whom room_of must not house) is left out: lo, hi [n_levels]. All of it after
 * sv_ask_shift_solve for the same. False: out of memory. */
bool sv_ask_shift_bounds(struct sv_ask *, struct sv_shift, int out_ix, int64_t *lo, int64_t *hi);
bool sv_ask_shift_solve(struct sv_ask *, struct sv_shift, int out_ix);

/* Guests by type: what no rule can tell apart is asked once. */
struct sv_guests {
    const struct sv_ask_base *base;
    struct sv_ask *probe; /* rules over a chair for any party, for sv_fits */
    struct sv_type_asked *types;
    bool is_out_of_memory;
};

/* `unplaced_ix`: any party without a room. False: out of memory. */
bool sv_guests_init(struct sv_guests *, const struct sv_ask_base *, int unplaced_ix);
void sv_guests_release(struct sv_guests *);

/* The ask for a guest like `party` with out_ix left out (-1: nobody), from the cache or new; NULL
 * where it cannot be housed at all (or memory is out: noted). */
struct sv_ask *sv_guests_ask(struct sv_guests *, const struct solver_party *party, int out_ix);

/* Could the party be in some room, other people aside, if the closed room were in use? */
bool sv_guests_has_fitting(struct sv_guests *, const struct solver_party *party, int room_ix);

/* Closed rooms. A twin is one of which an earlier is the same to everybody: what that one cannot
 * do, it cannot. */
struct sv_rooms {
    const struct sv_ask_base *base;
    bool *is_twin; /* [n_rooms] */
    struct sv_room_asked *asks;
};

bool sv_rooms_init(struct sv_rooms *, const struct sv_ask_base *); /* false: out of memory */
void sv_rooms_release(struct sv_rooms *);

/* The plan's instance with that closed room in use, from the cache or new; NULL: out of memory. */
struct sv_ask *sv_rooms_ask(struct sv_rooms *, int room_ix);

/* What a party adds to the levels by being housed. */
struct sv_worth {
    int64_t keep;
    int n, band, points, order;
};

struct sv_worth sv_worth_of(const struct sv_ask_base *, int party_ix);

/* On levels first to end - 1, lexicographically: [lo, hi] with w (NULL: without) against
 * [lo_now, hi_now]; UNSETTLED where an interval leaves it open. */
enum sv_tie { SV_LESS, SV_TIE, SV_MORE, SV_UNSETTLED };
enum sv_tie sv_compare(const struct sv_ask_base *, const struct sv_worth *w, int first, int end,
                       const int64_t *lo, const int64_t *hi, const int64_t *lo_now,
                       const int64_t *hi_now);

#endif
