/* The state of one run of the search, shared by its steps.
 *
 * A party is fixed (pinned or staying; its state is OUT), or FREE until a level proves that it is
 * housed in every plan which keeps the levels so far (IN), or in none (OUT). `fits` shrinks in the
 * same way. Later levels see only what is left open; that is what keeps them small.
 */
#ifndef SV_RUN_H
#define SV_RUN_H

#include "lp.h"
#include "repairs.h"
#include "rules.h"
#include "solver/solve.h"

enum sv_state { SV_FREE, SV_IN, SV_OUT };

/* Rooms of more beds that incumbents live in are kinds of their own: they are few, and have many
 * patterns (8 beds have 22 at the most). */
enum { SV_HOME_BEDS = 8 };

/* Parties alike in all that the rules see (a profile) and rooms alike (a kind), before any merging.
 * Fixed parties have profiles that fit nothing. */
struct sv_kinds {
    int n_profiles;
    int *profile_of;    /* [n_parties] */
    int *profile_party; /* [n_profiles] its first party */
    int n_kinds;
    int *kind_of;        /* [n_rooms] */
    int *kind_room;      /* [n_kinds] its first room */
    bool *fits;          /* [n_profiles * n_kinds], by profile; cleared as levels fix pairs */
    int64_t *preference; /* like fits: sv_preference; NULL where no level asks for it */
    bool *may_stay;      /* [n_parties] like fits: an incumbent in its own room */
};

struct sv_run {
    const struct solver_instance *inst;
    struct sv_arena *mem;       /* lives as long as the run */
    struct sv_arena *level_mem; /* released after each level */
    struct sv_arena *scratch;   /* released by each step that uses it */
    struct sv_rules rules;
    struct sv_kinds kinds;
    signed char *state; /* [n_parties] enum sv_state */
    int n_levels;
    struct solver_level *levels;      /* [n_levels] */
    int *room_of;                     /* [n_parties] the best plan so far; -1 unplaced */
    bool *room_seen;                  /* [n_rooms] scratch */
    int *first_in_room;               /* [n_rooms] scratch */
    int *next_in_room;                /* [n_parties] scratch */
    int n_elsewhere;                  /* parties of the other parts, where this run is of one */
    int n_parts;                      /* 0 = the run is not split */
    struct sv_part *parts;            /* [n_parts] parts.h */
    int64_t max_moves;                /* so many of level `moves` are as good as the least */
    const struct sv_repairs *repairs; /* closed rooms that may be opened; NULL none */
    const bool *is_shut; /* [n_rooms] for a trial: as if the room were not there; NULL none */
    struct sv_effort effort;
    void (*report)(struct sv_run *, const char *phase, int level_ix);
};

/* What party p adds to level j by being housed at all (0 for levels that ask where). */
int64_t sv_party_value(const struct sv_run *, int j, int p);

/* What party p adds to level j by living in room r (0 for levels that ask only whether). */
int64_t sv_place_value(const struct sv_run *, int j, int p, int r);

/* The same as the model splits it (homes.c): `moves` counts an incumbent when it is housed, and
 * takes it back when it stays at home. */
int64_t sv_housed_value(const struct sv_run *, int j, int p);
int64_t sv_room_value(const struct sv_run *, int j, int p, int r, bool is_home);

/* Level j of the plan `room_of`, counted from scratch. Allocates nothing. */
int64_t sv_level_value(const struct sv_run *, int j, const int *room_of);

/* The bound anybody sees: all are housed, or nothing is paid. */
int64_t sv_trivial_bound(const struct sv_run *, int j);

/* Is plan a better than plan b, levels compared in order up to and with level `last`? */
bool sv_is_better(const struct sv_run *, const int *a, const int *b, int last);

/* Fills run->kinds; parties that fit nowhere become OUT. */
void sv_kinds_init(struct sv_run *);

/* A first plan: fixed parties, then the others by urgency, each into the room it wastes least of.
 */
void sv_greedy(const struct sv_run *, int *room_of);

/* agencies.c: rearranges run->room_of within each site and mode so that colleagues share rooms, all
 * other levels kept; fills the level's value, bound, is_proven. `count`: of the plan as it is. */
void sv_agencies(struct sv_run *, int level_ix);
void sv_agencies_count(struct sv_run *, int level_ix);

/* reasons.c: why each unplaced party has no room in the plan. */
void sv_reasons(const struct sv_run *, struct solver_plan *);

/* Groups n items: items with equal hash for which `is_same` holds share a number, numbers in order
 * of first appearance. Writes group_of [n] and first [n]; returns the number of groups. */
int sv_group(struct sv_arena *, int n, const uint64_t *hash,
             bool (*is_same)(const void *ctx, int a, int b), const void *ctx, int *group_of,
             int *first);

/* One step of a 64-bit hash. */
static inline uint64_t sv_mix(uint64_t h, uint64_t v)
{
    h = (h ^ v) * 0x9E3779B97F4A7C15u; /* 2^64 / golden ratio */
    return h ^ (h >> 29);
}

#endif
