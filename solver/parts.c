/* Splitting an instance by its sites, and the parts' plans put together again. */
#include "parts.h"

#include <string.h>

/* Sites that some party could live in both of are joined; so are those of a room a party lives in
 * or is pinned to. Coarser than need be, and seen without a look at any pair of party and room. */
static int find(int *up, int s)
{
    while (up[s] != s)
        s = up[s] = up[up[s]];
    return s;
}

static void join(int *up, int a, int b)
{
    a = find(up, a);
    b = find(up, b);
    up[a > b ? a : b] = a < b ? a : b;
}

/* A site the party is bound to or accepts; -1 none. Joins all of them. */
static int join_sites(int *up, const struct solver_instance *inst, const struct solver_party *party)
{
    int bound[2] = {party->current_room_ix, party->pinned_room_ix}, first = -1;
    for (int k = 0; k < 2; k++)
        if (bound[k] >= 0) {
            int s = inst->rooms[bound[k]].site_ix;
            first = first < 0 ? s : first;
            join(up, first, s);
        }
    if (party->other_sites_penalty >= 0)
        for (int s = 0; s < inst->n_sites; s++) {
            first = first < 0 ? s : first;
            join(up, first, s);
        }
    for (int k = 0; k < party->n_sites; k++) {
        first = first < 0 ? party->sites[k].site_ix : first;
        join(up, first, party->sites[k].site_ix);
    }
    return first;
}

/* part_of_site [n_sites]; returns the number of parts. */
static int number_parts(const struct sv_run *run, int *part_of_site, int *site_of_party)
{
    const struct solver_instance *inst = run->inst;
    int *up = SV_NEW(run->level_mem, int, inst->n_sites), n = 0;
    bool is_one = false; /* a party that accepts all sites joins them for good */
    for (int s = 0; s < inst->n_sites; s++)
        up[s] = s;
    for (int p = 0; p < inst->n_parties; p++) {
        if (!is_one)
            site_of_party[p] = join_sites(up, inst, &inst->parties[p]);
        is_one |= inst->parties[p].other_sites_penalty >= 0;
    }
    for (int s = 0; s < inst->n_sites; s++)
        part_of_site[s] = find(up, s) == s ? n++ : part_of_site[find(up, s)];
    return is_one ? 1 : n;
}

/* The party as the part sees it: rooms by the part's numbers. */
static void narrow(struct solver_party *party, const int *part_of_room, const int *room_in_part,
                   int part, struct sv_arena *mem)
{
    int n = 0, *banned = SV_NEW(mem, int, party->n_banned);
    for (int k = 0; k < party->n_banned; k++)
        if (part_of_room[party->banned_room_ixs[k]] == part)
            banned[n++] = room_in_part[party->banned_room_ixs[k]];
    party->banned_room_ixs = banned;
    party->n_banned = n;
    if (party->current_room_ix >= 0)
        party->current_room_ix = room_in_part[party->current_room_ix];
    if (party->pinned_room_ix >= 0)
        party->pinned_room_ix = room_in_part[party->pinned_room_ix];
}

static void fill_parts(struct sv_run *run, int n_parts, const int *part_of_room,
                       const int *part_of_party)
{
    const struct solver_instance *inst = run->inst;
    int *room_in_part = SV_NEW(run->level_mem, int, inst->n_rooms);
    for (int r = 0; r < inst->n_rooms; r++)
        run->parts[part_of_room[r]].inst.n_rooms++;
    for (int p = 0; p < inst->n_parties; p++)
        run->parts[part_of_party[p]].inst.n_parties++;
    for (int k = 0; k < n_parts; k++) {
        struct solver_instance *in = &run->parts[k].inst;
        in->rooms = SV_NEW(run->mem, struct solver_room, in->n_rooms);
        in->parties = SV_NEW(run->mem, struct solver_party, in->n_parties);
        run->parts[k].rooms = SV_NEW(run->mem, int, in->n_rooms);
        run->parts[k].parties = SV_NEW(run->mem, int, in->n_parties);
        in->n_rooms = in->n_parties = 0;
    }
    for (int r = 0; r < inst->n_rooms; r++) {
        struct sv_part *part = &run->parts[part_of_room[r]];
        room_in_part[r] = part->inst.n_rooms;
        part->rooms[part->inst.n_rooms] = r;
        part->inst.rooms[part->inst.n_rooms++] = inst->rooms[r];
    }
    for (int p = 0; p < inst->n_parties; p++) {
        struct sv_part *part = &run->parts[part_of_party[p]];
        struct solver_party *party = &part->inst.parties[part->inst.n_parties];
        *party = inst->parties[p];
        narrow(party, part_of_room, room_in_part, part_of_party[p], run->mem);
        part->parties[part->inst.n_parties++] = p;
    }
}

static void quiet(struct sv_run *run, const char *phase, int level_ix)
{
    (void)run;
    (void)phase;
    (void)level_ix;
}

static void start_part(struct sv_run *whole, struct sv_part *part)
{
    struct sv_run *run = &part->run;
    part->mem.on_oom = part->level_mem.on_oom = part->scratch.on_oom = whole->mem->on_oom;
    *run = (struct sv_run){.inst = &part->inst,
                           .mem = &part->mem,
                           .level_mem = &part->level_mem,
                           .scratch = &part->scratch,
                           .n_elsewhere = whole->inst->n_parties - part->inst.n_parties,
                           .n_levels = whole->n_levels,
                           .effort = whole->effort,
                           .report = quiet};
    run->levels = SV_NEW(whole->mem, struct solver_level, whole->n_levels);
    memcpy(run->levels, whole->levels, (size_t)whole->n_levels * sizeof *run->levels);
    run->state = SV_NEW(whole->mem, signed char, part->inst.n_parties);
    run->room_seen = SV_NEW(whole->mem, bool, part->inst.n_rooms);
    run->first_in_room = SV_NEW(whole->mem, int, part->inst.n_rooms);
    run->next_in_room = SV_NEW(whole->mem, int, part->inst.n_parties);
    run->room_of = SV_NEW(whole->mem, int, part->inst.n_parties);
    sv_rules_init(&run->rules, &part->inst, NULL, whole->mem);
    memcpy(run->room_of, run->rules.fixed_room,
           (size_t)part->inst.n_parties * sizeof *run->room_of);
}

void sv_parts_init(struct sv_run *run)
{
    const struct solver_instance *inst = run->inst;
    int *part_of_site = SV_NEW(run->level_mem, int, inst->n_sites);
    int *part_of_party = SV_NEW(run->level_mem, int, inst->n_parties);
    int n_parts = number_parts(run, part_of_site, part_of_party);
    if (n_parts > 1) {
        int *part_of_room = SV_NEW(run->level_mem, int, inst->n_rooms);
        struct sv_part *parts = SV_NEW(run->mem, struct sv_part, n_parts);
        for (int r = 0; r < inst->n_rooms; r++)
            part_of_room[r] = part_of_site[inst->rooms[r].site_ix];
        for (int p = 0; p < inst->n_parties; p++) /* who fits nowhere is anywhere */
            part_of_party[p] = part_of_party[p] < 0 ? 0 : part_of_site[part_of_party[p]];
        run->parts = parts;
        for (int k = 0; k < n_parts; k++) {
            parts[k].inst = *inst;
            parts[k].inst.n_rooms = parts[k].inst.n_parties = 0;
        }
        fill_parts(run, n_parts, part_of_room, part_of_party);
        for (int k = 0; k < n_parts; k++)
            start_part(run, &parts[k]);
        run->n_parts = n_parts; /* from here on, memory or not, every part has a plan */
    }
    sv_arena_release(run->level_mem);
}

void sv_parts_release(struct sv_run *run)
{
    for (int k = 0; k < run->n_parts; k++) {
        sv_arena_release(&run->parts[k].mem);
        sv_arena_release(&run->parts[k].level_mem);
        sv_arena_release(&run->parts[k].scratch);
    }
}

void sv_parts_profiles(struct sv_run *run)
{
    struct sv_kinds *k = &run->kinds;
    k->profile_of = SV_NEW(run->mem, int, run->inst->n_parties);
    for (int i = 0; i < run->n_parts; i++) {
        const struct sv_part *part = &run->parts[i];
        for (int p = 0; p < part->inst.n_parties; p++)
            k->profile_of[part->parties[p]] = k->n_profiles + part->run.kinds.profile_of[p];
        k->n_profiles += part->run.kinds.n_profiles;
    }
}

void sv_parts_plan(struct sv_run *run)
{
    for (int k = 0; k < run->n_parts; k++) {
        const struct sv_part *part = &run->parts[k];
        for (int i = 0; part->run.room_of && i < part->inst.n_parties; i++) {
            int r = part->run.room_of[i];
            run->room_of[part->parties[i]] = r < 0 ? -1 : part->rooms[r];
        }
    }
}

void sv_parts_take(struct sv_run *run, int *room_in_part)
{
    for (int k = 0; k < run->n_parts; k++) {
        const struct sv_part *part = &run->parts[k];
        for (int i = 0; i < part->inst.n_rooms; i++)
            room_in_part[part->rooms[i]] = i;
        for (int i = 0; i < part->inst.n_parties; i++) {
            int r = run->room_of[part->parties[i]];
            part->run.room_of[i] = r < 0 ? -1 : room_in_part[r];
        }
    }
}

/* Values of earlier levels are the parts' own only where they are proven: else a part could give
 * way to another there, and what it can reach at this level is not known. */
void sv_parts_gather(struct sv_run *run, int level_ix)
{
    struct solver_level *level = &run->levels[level_ix];
    bool is_known = true;
    for (int j = 0; j < level_ix; j++)
        is_known &= run->levels[j].is_proven;
    level->value = level->bound = 0;
    for (int k = 0; k < run->n_parts; k++) {
        struct sv_part *part = &run->parts[k];
        const struct solver_level *own = &part->run.levels[level_ix];
        bool is_closed = part->n_closed > level_ix;
        level->value += sv_level_value(&part->run, level_ix, part->run.room_of);
        level->bound += is_closed && is_known ? own->bound : sv_trivial_bound(&part->run, level_ix);
    }
    level->is_proven = level->value == level->bound;
}
