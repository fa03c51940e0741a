/* The changed instance of an explanation: what solver/explain.h says a change is, done to a copy
 * that borrows everything it does not change. */
#include <stdlib.h>
#include <string.h>

#include "explain_parts.h"

static int band_of(const struct solver_policy *policy, int points)
{
    int band = 1;
    while (band <= policy->n_bands && points < policy->bands[band - 1])
        band++;
    return band;
}

void solver_change_fill(const struct solver_instance *inst, int party_ix,
                        struct solver_change *change)
{
    const struct solver_party *p = &inst->parties[party_ix];
    int band_passed = p->band;
    change->points = p->points;
    for (int q = 0; q < inst->n_parties; q++) {
        const struct solver_party *other = &inst->parties[q];
        if (other->order < change->order || other->order >= p->order)
            continue;
        if (other->points > change->points)
            change->points = other->points;
        if (other->band < band_passed)
            band_passed = other->band;
    }
    int band = inst->policy.n_bands ? band_of(&inst->policy, change->points) : band_passed;
    change->band = band < p->band ? band : p->band;
}

static int add_site(int party_ix, int site_ix, struct solver_instance *changed)
{
    struct solver_party *p = &changed->parties[party_ix];
    if (sv_penalty_of(p, site_ix) >= 0)
        return SOLVER_BAD;
    int most = 0;
    struct solver_site_choice *sites = calloc((size_t)p->n_sites + 1, sizeof *sites);
    if (!sites)
        return SOLVER_NOMEM;
    for (int i = 0; i < p->n_sites; i++) {
        sites[i] = p->sites[i];
        most = p->sites[i].penalty > most ? p->sites[i].penalty : most;
    }
    sites[p->n_sites++] = (struct solver_site_choice){.site_ix = site_ix, .penalty = most};
    p->sites = changed->parties[changed->n_parties].sites = sites;
    return SOLVER_OK;
}

static int take_place(const struct solver_instance *inst, int party_ix,
                      const struct solver_change *change, struct solver_party *parties)
{
    int own = inst->parties[party_ix].order;
    if (change->order < 1 || change->order >= own)
        return SOLVER_BAD;
    struct solver_change filled = *change;
    solver_change_fill(inst, party_ix, &filled);
    for (int q = 0; q < inst->n_parties; q++)
        parties[q].order += parties[q].order >= change->order && parties[q].order < own;
    parties[party_ix].order = change->order;
    parties[party_ix].points = filled.points;
    parties[party_ix].band = filled.band;
    return SOLVER_OK;
}

static int change_parties(const struct solver_instance *inst, int party_ix,
                          const struct solver_change *change, struct solver_instance *changed)
{
    switch (change->kind) {
    case SOLVER_CHANGE_SITE:
        return add_site(party_ix, change->site_ix, changed);
    case SOLVER_CHANGE_ORDER:
        return take_place(inst, party_ix, change, changed->parties);
    case SOLVER_CHANGE_SHARING:
        if (!inst->parties[party_ix].is_private)
            return SOLVER_BAD;
        changed->parties[party_ix].is_private = false;
        return SOLVER_OK;
    case SOLVER_CHANGE_ROOM:
        if (inst->rooms[change->room_ix].is_usable)
            return SOLVER_BAD;
        changed->rooms[change->room_ix].is_usable = true;
        return SOLVER_OK;
    }
    return SOLVER_BAD;
}

/* One party more than the instance has is allocated: it keeps what the copy owns beside the lists.
 */
void solver_changed_release(struct solver_instance *changed)
{
    if (changed->parties)
        free(changed->parties[changed->n_parties].sites);
    free(changed->parties);
    free(changed->rooms);
    *changed = (struct solver_instance){0};
}

int solver_change_apply(const struct solver_instance *inst, int party_ix,
                        const struct solver_change *change, struct solver_instance *changed)
{
    *changed = *inst;
    changed->parties = calloc((size_t)inst->n_parties + 1, sizeof *changed->parties);
    changed->rooms = calloc((size_t)inst->n_rooms + 1, sizeof *changed->rooms);
    int rc = changed->parties && changed->rooms ? SOLVER_OK : SOLVER_NOMEM;
    if (rc == SOLVER_OK) {
        memcpy(changed->parties, inst->parties, (size_t)inst->n_parties * sizeof *changed->parties);
        if (inst->n_rooms)
            memcpy(changed->rooms, inst->rooms, (size_t)inst->n_rooms * sizeof *changed->rooms);
        rc = change_parties(inst, party_ix, change, changed);
    }
    if (rc != SOLVER_OK)
        solver_changed_release(changed);
    return rc;
}
