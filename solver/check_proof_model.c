/* The model of a proof out of the instance: classes of rooms, types of parties, variables.
 *
 * Written from ALLOCATION.md section 6 alone. A party larger than W cannot live there by rule (3):
 * its variable exists, and is 0. */
#include <stdlib.h>
#include <string.h>

#include "check_proof.h"

static int compare_numbers(int64_t a, int64_t b)
{
    return (a > b) - (a < b);
}

static int compare_lists(const int *a, int n_a, const int *b, int n_b)
{
    int by = compare_numbers(n_a, n_b);
    for (int i = 0; i < n_a && !by; i++)
        by = compare_numbers(a[i], b[i]);
    return by;
}

/* What the comparisons of a sort see. */
struct room_key {
    const struct solver_room *room;
    int beds;
    int own; /* room number + 1 of a class of its own; else 0 */
    int ix;
};

static int compare_room_classes(const struct room_key *x, const struct room_key *y)
{
    const struct solver_room *a = x->room, *b = y->room;
    int by = compare_numbers(x->own, y->own);
    by = by ? by : compare_numbers(a->site_ix, b->site_ix);
    by = by ? by : compare_numbers(x->beds, y->beds);
    by = by ? by : compare_numbers(a->sex, b->sex);
    by = by ? by : compare_lists(a->pool_ixs, a->n_pools, b->pool_ixs, b->n_pools);
    return by ? by : compare_lists(a->feature_ixs, a->n_features, b->feature_ixs, b->n_features);
}

static int compare_room_keys(const void *a, const void *b)
{
    const struct room_key *x = a, *y = b;
    int by = compare_room_classes(x, y);
    return by ? by : compare_numbers(x->ix, y->ix);
}

/* is_own [n_rooms]: a party is pinned to it, banned from it or lives in it */
static void mark_own(const struct solver_instance *inst, bool *is_own)
{
    for (int p = 0; p < inst->n_parties; p++) {
        const struct solver_party *party = &inst->parties[p];
        if (party->pinned_room_ix >= 0)
            is_own[party->pinned_room_ix] = true;
        if (party->current_room_ix >= 0)
            is_own[party->current_room_ix] = true;
        for (int i = 0; i < party->n_banned; i++)
            is_own[party->banned_room_ixs[i]] = true;
    }
}

/* Numbers the classes by their first room. `keys` [n] are sorted; `head_of` [n_rooms] is the first
 * room of each room's class. */
static void number_classes(struct sv_proof_model *m, const struct room_key *keys, int n,
                           int *head_of)
{
    for (int i = 0; i < n; i++) {
        bool is_first = i == 0 || compare_room_classes(&keys[i - 1], &keys[i]) != 0;
        head_of[keys[i].ix] = is_first ? keys[i].ix : head_of[keys[i - 1].ix];
    }
    for (int r = 0; r < m->inst->n_rooms; r++) {
        m->class_of[r] = -1;
        if (!m->inst->rooms[r].is_usable)
            continue;
        if (head_of[r] == r) {
            m->first_room[m->n_classes] = r;
            m->class_of[r] = m->n_classes++;
        }
        m->class_of[r] = m->class_of[head_of[r]];
        m->n_rooms[m->class_of[r]]++;
    }
}

static int find_classes(struct sv_proof_model *m)
{
    const struct solver_instance *inst = m->inst;
    size_t n_rooms = (size_t)inst->n_rooms + 1;
    struct room_key *keys = calloc(n_rooms, sizeof *keys);
    bool *is_own = calloc(n_rooms, sizeof *is_own);
    int *head_of = calloc(n_rooms, sizeof *head_of);
    int n = 0, rc = keys && is_own && head_of ? SOLVER_OK : SOLVER_NOMEM;
    if (rc == SOLVER_OK) {
        mark_own(inst, is_own);
        for (int r = 0; r < inst->n_rooms; r++)
            if (inst->rooms[r].is_usable)
                keys[n++] = (struct room_key){.room = &inst->rooms[r],
                                              .beds = sv_check_beds(inst, &inst->rooms[r]),
                                              .own = is_own[r] ? r + 1 : 0,
                                              .ix = r};
        if (n > 1)
            qsort(keys, (size_t)n, sizeof *keys, compare_room_keys);
        number_classes(m, keys, n, head_of);
    }
    free(keys);
    free(is_own);
    free(head_of);
    return rc;
}

struct party_key {
    const struct solver_party *party;
    int bound_to; /* by rule (5); -1 free */
    int ix;
};

static int compare_wants(const struct solver_party *a, const struct solver_party *b)
{
    int by = compare_numbers(a->n_wishes, b->n_wishes);
    for (int i = 0; i < a->n_wishes && !by; i++) {
        by = compare_numbers(a->wishes[i].feature_ix, b->wishes[i].feature_ix);
        by = by ? by : compare_numbers(a->wishes[i].weight, b->wishes[i].weight);
    }
    by = by ? by : compare_numbers(a->n_sites, b->n_sites);
    for (int i = 0; i < a->n_sites && !by; i++) {
        by = compare_numbers(a->sites[i].site_ix, b->sites[i].site_ix);
        by = by ? by : compare_numbers(a->sites[i].penalty, b->sites[i].penalty);
    }
    return by ? by : compare_numbers(a->other_sites_penalty, b->other_sites_penalty);
}

static int compare_types(const struct party_key *x, const struct party_key *y)
{
    const struct solver_party *a = x->party, *b = y->party;
    int by = compare_numbers(x->bound_to, y->bound_to);
    by = by ? by : compare_numbers(a->is_private, b->is_private);
    by = by ? by : compare_numbers(a->pool_ix, b->pool_ix);
    by = by ? by : compare_numbers(sv_sexes_of(a), sv_sexes_of(b));
    by = by ? by : compare_numbers(a->n_members, b->n_members);
    by = by ? by : compare_numbers(a->current_room_ix, b->current_room_ix);
    by = by ? by : compare_lists(a->need_ixs, a->n_needs, b->need_ixs, b->n_needs);
    by = by ? by : compare_wants(a, b);
    return by ? by
              : compare_lists(a->banned_room_ixs, a->n_banned, b->banned_room_ixs, b->n_banned);
}

static int compare_party_keys(const void *a, const void *b)
{
    const struct party_key *x = a, *y = b;
    int by = compare_types(x, y);
    return by ? by : compare_numbers(x->ix, y->ix);
}

/* The mode a party gives a room; -1: none, people of both sexes who would share it. */
static int mode_in(const struct solver_party *p, const struct solver_room *room)
{
    enum sv_sexes sexes = sv_sexes_of(p);
    if (p->is_private)
        return SV_MODE_PRIVATE;
    if (room->sex == SOLVER_ROOM_UNRESTRICTED)
        return sv_mode_of(p->pool_ix, SV_ANYBODY);
    if (sexes == SV_BOTH)
        return -1;
    return sv_mode_of(p->pool_ix, sexes == SV_ONLY_F ? SV_WOMEN : SV_MEN);
}

/* Which sites are not out of the question: of 400 most are, and this saves asking all else there.
 */
static void mark_sites(const struct sv_proof_model *m, const struct solver_party *p,
                       bool *is_accepted)
{
    memset(is_accepted, p->other_sites_penalty >= 0, (size_t)m->inst->n_sites);
    for (int i = 0; i < p->n_sites; i++)
        is_accepted[p->sites[i].site_ix] = true;
}

/* Rules (4), (6): all rooms of a class answer alike, for what concerns one room alone makes it a
 * class of its own. */
static bool is_fitting(const struct sv_proof_model *m, const struct solver_party *p, int class_no,
                       const bool *is_accepted)
{
    int room_ix = m->first_room[class_no];
    const struct solver_room *room = &m->inst->rooms[room_ix];
    if (m->inst->policy.incumbents == SOLVER_MAY_MOVE && p->current_room_ix == room_ix)
        return true;
    return is_accepted[room->site_ix] && sv_misfit_of(p, room) == SV_FITS &&
           !sv_is_banned(p, room_ix);
}

static bool reserve(void **items, int n, int *cap, size_t size)
{
    if (n < *cap)
        return true;
    int more = *cap ? 2 * *cap : 256;
    void *larger = n < SV_MAX_ITEMS ? realloc(*items, (size_t)more * size) : NULL;
    if (!larger)
        return false;
    *items = larger;
    *cap = more;
    return true;
}

/* The slot of a class in a mode, new where it is not there yet; -1: out of memory. */
static int get_slot(struct sv_proof_model *m, const struct solver_party *p, int class_no, int mode)
{
    int slot = sv_find_slot(m, class_no, mode);
    if (slot >= 0)
        return slot;
    if (!reserve((void **)&m->slots, m->n_slots, &m->cap_slots, sizeof *m->slots))
        return -1;
    const struct solver_room *room = &m->inst->rooms[m->first_room[class_no]];
    m->slots[m->n_slots] = (struct sv_proof_slot){.class_no = class_no,
                                                  .mode = mode,
                                                  .next = m->first_slot[class_no],
                                                  .n_rooms = m->n_rooms[class_no],
                                                  .w = sv_check_cap(m->inst, p, room)};
    m->first_slot[class_no] = m->n_slots;
    return m->n_slots++;
}

static int add_fit(struct sv_proof_model *m, struct sv_proof_type *type, int party, int class_no)
{
    const struct solver_party *p = &m->inst->parties[party];
    int room = m->first_room[class_no], mode = mode_in(p, &m->inst->rooms[room]);
    if (mode < 0)
        return SOLVER_OK;
    int slot = get_slot(m, p, class_no, mode);
    if (slot < 0 || !reserve((void **)&m->fits, m->n_fits, &m->cap_fits, sizeof *m->fits))
        return SOLVER_NOMEM;
    m->fits[m->n_fits++] = (struct sv_proof_fit){
        .class_no = class_no,
        .slot = slot,
        .moves = sv_check_party_value(m->inst, party, room, SOLVER_MOVES, 0),
        .preferences = sv_check_party_value(m->inst, party, room, SOLVER_PREFERENCES, 0)};
    type->n_fits++;
    return SOLVER_OK;
}

static int add_type(struct sv_proof_model *m, const struct party_key *key, int first_party,
                    bool *is_accepted)
{
    struct sv_proof_type *type = &m->types[m->n_types++];
    *type = (struct sv_proof_type){.first_fit = m->n_fits,
                                   .first_party = first_party,
                                   .n_people = key->party->n_members,
                                   .is_fixed = key->bound_to >= 0};
    if (type->is_fixed)
        return add_fit(m, type, key->ix, m->class_of[key->bound_to]);
    int rc = SOLVER_OK;
    mark_sites(m, key->party, is_accepted);
    for (int c = 0; c < m->n_classes && rc == SOLVER_OK; c++)
        if (is_fitting(m, key->party, c, is_accepted))
            rc = add_fit(m, type, key->ix, c);
    return rc;
}

static int find_types(struct sv_proof_model *m, const struct sv_bound *bound)
{
    const struct solver_instance *inst = m->inst;
    int n = inst->n_parties, rc = SOLVER_OK;
    struct party_key *keys = calloc((size_t)n + 1, sizeof *keys);
    bool *is_accepted = calloc((size_t)inst->n_sites + 1, sizeof *is_accepted);
    if (!keys || !is_accepted)
        rc = SOLVER_NOMEM;
    for (int p = 0; p < n && rc == SOLVER_OK; p++)
        keys[p] =
            (struct party_key){.party = &inst->parties[p], .bound_to = bound->room_of[p], .ix = p};
    if (n > 1 && rc == SOLVER_OK)
        qsort(keys, (size_t)n, sizeof *keys, compare_party_keys);
    for (int i = 0; i < n && rc == SOLVER_OK; i++) {
        if (i == 0 || compare_types(&keys[i - 1], &keys[i]) != 0)
            rc = add_type(m, &keys[i], i, is_accepted);
        m->type_of[keys[i].ix] = m->n_types - 1;
        m->by_type[i] = keys[i].ix;
        m->types[m->n_types - 1].n_parties++;
    }
    free(keys);
    free(is_accepted);
    return rc;
}

/* W where more people stay than `cap`; then whom it shuts out. */
static int settle_w(struct sv_proof_model *m, const struct sv_bound *bound)
{
    int64_t *n_staying = calloc((size_t)m->n_slots + 1, sizeof *n_staying);
    if (!n_staying)
        return SOLVER_NOMEM;
    for (int p = 0; p < m->inst->n_parties; p++)
        if (bound->is_stay[p])
            n_staying[m->fits[m->types[m->type_of[p]].first_fit].slot] +=
                m->inst->parties[p].n_members;
    for (int s = 0; s < m->n_slots; s++)
        if (n_staying[s] > m->slots[s].w)
            m->slots[s].w = n_staying[s];
    free(n_staying);
    for (int t = 0; t < m->n_types; t++)
        for (int k = 0; k < m->types[t].n_fits; k++) {
            struct sv_proof_fit *fit = &m->fits[m->types[t].first_fit + k];
            fit->is_too_large = m->types[t].n_people > m->slots[fit->slot].w;
        }
    return SOLVER_OK;
}

int sv_find_slot(const struct sv_proof_model *m, int class_no, int mode)
{
    int slot = class_no < m->n_classes ? m->first_slot[class_no] : -1;
    while (slot >= 0 && m->slots[slot].mode != mode)
        slot = m->slots[slot].next;
    return slot;
}

int sv_find_fit(const struct sv_proof_model *m, int party, int class_no)
{
    const struct sv_proof_type *type = &m->types[m->type_of[party]];
    int low = type->first_fit, high = low + type->n_fits;
    while (low < high) {
        int mid = low + (high - low) / 2;
        if (m->fits[mid].class_no < class_no)
            low = mid + 1;
        else
            high = mid;
    }
    bool is_found = low < type->first_fit + type->n_fits && m->fits[low].class_no == class_no;
    return is_found ? low : -1;
}

int sv_proof_model_init(struct sv_proof_model *m, const struct solver_instance *inst,
                        const struct sv_bound *bound)
{
    size_t n_rooms = (size_t)inst->n_rooms + 1, n_parties = (size_t)inst->n_parties + 1;
    *m = (struct sv_proof_model){
        .inst = inst,
        .first_room = calloc(n_rooms, sizeof *m->first_room),
        .n_rooms = calloc(n_rooms, sizeof *m->n_rooms),
        .class_of = calloc(n_rooms, sizeof *m->class_of),
        .first_slot = calloc(n_rooms, sizeof *m->first_slot),
        .types = calloc(n_parties, sizeof *m->types),
        .type_of = calloc(n_parties, sizeof *m->type_of),
        .by_type = calloc(n_parties, sizeof *m->by_type),
    };
    int rc = SOLVER_NOMEM;
    if (m->first_room && m->n_rooms && m->class_of && m->first_slot && m->types && m->type_of &&
        m->by_type)
        rc = find_classes(m);
    for (int c = 0; rc == SOLVER_OK && c < m->n_classes; c++)
        m->first_slot[c] = -1;
    if (rc == SOLVER_OK)
        rc = find_types(m, bound);
    if (rc == SOLVER_OK)
        rc = settle_w(m, bound);
    if (rc != SOLVER_OK)
        sv_proof_model_release(m);
    return rc;
}

void sv_proof_model_release(struct sv_proof_model *m)
{
    free(m->first_room);
    free(m->n_rooms);
    free(m->class_of);
    free(m->first_slot);
    free(m->slots);
    free(m->types);
    free(m->type_of);
    free(m->by_type);
    free(m->fits);
    *m = (struct sv_proof_model){0};
}
