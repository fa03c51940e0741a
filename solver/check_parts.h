/* The parts of the checker. Its reading of the rules is its own: nothing here comes from the
 * search, and nothing of the search may be included. */
#ifndef SOLVER_CHECK_PARTS_H
#define SOLVER_CHECK_PARTS_H

#include "solver/check.h"

/* Whom rule (5) binds, and where that cannot be. */
struct sv_bound {
    int *room_of;   /* [n_parties] pinned or staying there; -1 free */
    bool *is_stay;  /* [n_parties] staying, not pinned */
    bool *is_clash; /* [n_rooms] pins and stays that cannot be: the instance is infeasible */
    int n_clashes;
};

int sv_bound_init(struct sv_bound *, const struct solver_instance *); /* SOLVER_OK or _NOMEM */
void sv_bound_release(struct sv_bound *);

/* Parties by room: those of room r are party[start[r]] … party[start[r + 1] - 1], ascending. */
struct sv_by_room {
    int *start; /* [n_rooms + 2] */
    int *party; /* [placed parties] */
};

int sv_by_room_init(struct sv_by_room *, const struct solver_instance *, const int *room_of);
void sv_by_room_release(struct sv_by_room *);

/* F, M, or both. */
enum sv_sexes { SV_ONLY_F, SV_ONLY_M, SV_BOTH };
enum sv_sexes sv_sexes_of(const struct solver_party *);

/* beds(r) and cap(p, r) of section 3. */
int sv_check_beds(const struct solver_instance *, const struct solver_room *);
int sv_check_cap(const struct solver_instance *, const struct solver_party *,
                 const struct solver_room *);

/* Rule (4) but for bans and `usable`: the first part that party and room break. */
enum sv_misfit { SV_FITS, SV_WRONG_SEX, SV_WRONG_POOL, SV_WRONG_SITE, SV_UNMET_NEED };
enum sv_misfit sv_misfit_of(const struct solver_party *, const struct solver_room *);
bool sv_is_banned(const struct solver_party *, int room_ix);

/* An incumbent in the sense of levels and envy. */
bool sv_is_incumbent(const struct solver_instance *, const struct solver_party *);

/* What one party housed in that room adds to a level that is a sum over parties; 0 for others. */
int64_t sv_check_party_value(const struct solver_instance *, int party_ix, int room_ix,
                             enum solver_objective, int band);

/* Rules (1) to (6) on who is in which room [n_parties], -1 = unplaced. */
int sv_check_rules(const struct solver_instance *, const struct sv_bound *,
                   const int *room_of_party, struct solver_findings *bad);

/* Adds every pair of justified envy (section 4), whatever the plan's status. */
int sv_check_envy(const struct solver_instance *, const struct solver_plan *,
                  struct solver_findings *bad);

#endif
