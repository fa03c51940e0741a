/* Level `agencies`: colleagues share rooms.
 *
 * A *wing* is one site in one mode: the parties the plan puts there and the rooms it uses for them.
 * The level may only rearrange each wing, keeping the sums of `moves` and `preferences` (and every
 * room in use, where `rooms` is a level).
 *
 * Wings do not depend on each other. Let Q be a plan of the set that the contract names, P the plan
 * at hand, and take the earliest of these levels whose sum over some wing differs between them. All
 * of P and Q being equal, it is better in Q in one of the wings; P with only that wing as in Q is a
 * plan which keeps all levels before and betters this one. So where the levels are proven there is
 * no such wing, and each has the same sums in Q as in P.
 */
#ifndef SV_AGENCIES_H
#define SV_AGENCIES_H

#include "run.h"

struct sv_wing {
    struct sv_run *run;
    struct sv_arena *mem;
    int n_agencies; /* those in the wing; none at all is one */
    int n_rooms;
    int *rooms; /* [n_rooms] of the instance */
    int *cap;   /* [n_rooms] people at the most, in this mode */
    int n_parties;
    int *parties;     /* [n_parties] of the instance */
    int *room_of;     /* [n_parties] in rooms: the plan */
    int *size;        /* [n_parties] people */
    int *agency;      /* [n_parties] */
    bool *is_fixed;   /* [n_parties] pinned or staying */
    bool is_closed;   /* `moves` and `preferences` are proven, where they are levels */
    bool keeps_rooms; /* `rooms` is a level */
    /* from here on: sv_wing_tables */
    int *kind_of; /* [n_rooms] rooms alike to all parties here */
    int n_kinds;
    int *kind_room; /* [n_kinds] its first room */
    int *type_of;   /* [n_parties] of one agency and alike to all rooms here */
    int n_types;
    int *type_party; /* [n_types] its first party */
    bool *fits;      /* [n_types * n_kinds] */
    int64_t *cost;   /* like fits: `moves` and `preferences` of one party, the earlier level times
                      * more than the later one can be; equal sums are equal in both */
};

/* agencies_wing.c: the wings of the plan: cells of parties and rooms by key, and one of them as
 * arrays. Lives in run->scratch. */
struct sv_wing_list {
    int n_wings;
    int *party_start; /* [n_wings + 1] into parties */
    int *parties;
    int *room_start; /* [n_wings + 1] into rooms */
    int *rooms;
};
void sv_wings(struct sv_wing_list *, struct sv_run *);
void sv_wing_init(struct sv_wing *, struct sv_run *, const struct sv_wing_list *, int ix);
void sv_wing_tables(struct sv_wing *);

/* Σ over rooms used of (distinct agencies - 1), for w->room_of. */
int64_t sv_wing_value(const struct sv_wing *);

/* agencies_search.c: betters w->room_of by at most `n_steps` exchanges looked at, or until its
 * value is `bound`. Returns the value. */
int64_t sv_wing_search(struct sv_wing *, int64_t bound, int64_t n_steps);

/* agencies_faces.c: which pairs some plan of the wing with the same cost may use. */
struct sv_faces {
    bool *may;  /* [n_types * n_kinds] */
    int *least; /* [n_kinds] people at the least */
};
void sv_faces_init(struct sv_faces *, const struct sv_wing *);

/* agencies_bound.c: no plan of the wing's set is worth less. By counting; by an LP, which takes its
 * simplex iterations × rows from `work`. */
int64_t sv_wing_count(const struct sv_wing *);
int64_t sv_wing_bound(const struct sv_wing *, int64_t *work);

#endif
