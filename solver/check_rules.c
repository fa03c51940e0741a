/* Rules (1) to (6) on a plan, room by room and party by party. Rule (1) holds by the shape of a
 * plan; a party listed twice is among the plan's doubts. */
#include <stdlib.h>

#include "check_parts.h"

int sv_check_beds(const struct solver_instance *inst, const struct solver_room *room)
{
    int by_area = room->beds;
    if (room->area_c > 0 && inst->policy.min_area_c > 0)
        by_area = room->area_c / inst->policy.min_area_c;
    return by_area < room->beds ? by_area : room->beds;
}

int sv_check_cap(const struct solver_instance *inst, const struct solver_party *p,
                 const struct solver_room *room)
{
    int beds = sv_check_beds(inst, room);
    int occupancy = inst->policy.pools[p->pool_ix].occupancy;
    return !p->is_private && occupancy > 0 && occupancy < beds ? occupancy : beds;
}

static bool contains(const int *ixs, int n, int ix)
{
    for (int i = 0; i < n; i++)
        if (ixs[i] == ix)
            return true;
    return false;
}

bool sv_is_banned(const struct solver_party *p, int room_ix)
{
    return contains(p->banned_room_ixs, p->n_banned, room_ix);
}

static bool is_site_accepted(const struct solver_party *p, int site_ix)
{
    for (int i = 0; i < p->n_sites; i++)
        if (p->sites[i].site_ix == site_ix)
            return true;
    return p->other_sites_penalty >= 0;
}

enum sv_misfit sv_misfit_of(const struct solver_party *p, const struct solver_room *room)
{
    enum sv_sexes sexes = sv_sexes_of(p);
    if ((room->sex == SOLVER_ROOM_F && sexes != SV_ONLY_F) ||
        (room->sex == SOLVER_ROOM_M && sexes != SV_ONLY_M))
        return SV_WRONG_SEX;
    if (room->n_pools > 0 && !contains(room->pool_ixs, room->n_pools, p->pool_ix))
        return SV_WRONG_POOL;
    if (!is_site_accepted(p, room->site_ix))
        return SV_WRONG_SITE;
    for (int i = 0; i < p->n_needs; i++)
        if (!contains(room->feature_ixs, room->n_features, p->need_ixs[i]))
            return SV_UNMET_NEED;
    return SV_FITS;
}

static void check_fit(const struct solver_party *p, const struct solver_room *room,
                      struct solver_findings *bad)
{
    switch (sv_misfit_of(p, room)) {
    case SV_WRONG_SEX:
        solver_findings_add(bad, p->id, "quy tắc 4: phòng %s chỉ dành cho giới khác",
                            "rule 4: room %s is for the other sex only", room->id);
        break;
    case SV_WRONG_POOL:
        solver_findings_add(bad, p->id, "quy tắc 4: phòng %s không dành cho nhóm hệ số này",
                            "rule 4: room %s does not admit its pool", room->id);
        break;
    case SV_WRONG_SITE:
        solver_findings_add(bad, p->id, "quy tắc 4: khu của phòng %s không được chấp nhận",
                            "rule 4: the site of room %s is not acceptable", room->id);
        break;
    case SV_UNMET_NEED:
        solver_findings_add(bad, p->id, "quy tắc 4: phòng %s thiếu tiện ích cần thiết",
                            "rule 4: room %s lacks a feature it needs", room->id);
        break;
    case SV_FITS:
        break;
    }
}

/* Rules (4), (5), (6): one placed or unplaced party. */
static void check_party(const struct solver_instance *inst, const struct sv_bound *bound, int ix,
                        int room_ix, struct solver_findings *bad)
{
    const struct solver_party *p = &inst->parties[ix];
    int must = bound->room_of[ix];
    if (must >= 0 && room_ix != must)
        solver_findings_add(bad, p->id, "quy tắc 5: phải ở phòng %s", "rule 5: must be in room %s",
                            inst->rooms[must].id);
    if (room_ix < 0)
        return;
    const struct solver_room *room = &inst->rooms[room_ix];
    if (!room->is_usable)
        solver_findings_add(bad, p->id, "quy tắc 4: phòng %s không sử dụng được",
                            "rule 4: room %s is not usable", room->id);
    bool is_at_home = inst->policy.incumbents == SOLVER_MAY_MOVE && p->current_room_ix == room_ix;
    if (must == room_ix || is_at_home)
        return;
    check_fit(p, room, bad);
    if (sv_is_banned(p, room_ix))
        solver_findings_add(bad, p->id, "quy tắc 4: phòng %s bị loại trừ",
                            "rule 4: room %s is banned", room->id);
}

/* Rule (2): two parties that cannot be in one room. */
static bool is_one_mode(const struct solver_party *a, const struct solver_party *b,
                        const struct solver_room *room)
{
    if (a->is_private || b->is_private || a->pool_ix != b->pool_ix)
        return false;
    return room->sex == SOLVER_ROOM_UNRESTRICTED || sv_sexes_of(a) == sv_sexes_of(b);
}

/* Rules (2) and (3): the parties of one room. */
static void check_room(const struct solver_instance *inst, const struct sv_bound *bound,
                       int room_ix, const int *party, int n, struct solver_findings *bad)
{
    const struct solver_room *room = &inst->rooms[room_ix];
    const struct solver_party *first = &inst->parties[party[0]];
    bool is_all_stays = true;
    int people = 0;
    for (int i = 0; i < n; i++) {
        const struct solver_party *p = &inst->parties[party[i]];
        people += p->n_members;
        is_all_stays &= bound->is_stay[party[i]];
        if (!p->is_private && sv_sexes_of(p) == SV_BOTH && room->sex != SOLVER_ROOM_UNRESTRICTED)
            solver_findings_add(bad, room->id, "quy tắc 2: nhóm ở ghép %s có cả nam và nữ",
                                "rule 2: sharing party %s has both sexes", p->id);
        if (i > 0 && !is_one_mode(first, p, room))
            solver_findings_add(bad, room->id, "quy tắc 2: %s và %s không được ở chung phòng",
                                "rule 2: %s and %s must not share a room", first->id, p->id);
    }
    int cap = sv_check_cap(inst, first, room);
    if (people > cap && !is_all_stays)
        solver_findings_add(bad, room->id, "quy tắc 3: %d người, chỉ có %d chỗ",
                            "rule 3: %d people, only %d places", people, cap);
}

int sv_check_rules(const struct solver_instance *inst, const struct sv_bound *bound,
                   const int *room_of_party, struct solver_findings *bad)
{
    struct sv_by_room by = {0};
    if (sv_by_room_init(&by, inst, room_of_party) != SOLVER_OK)
        return SOLVER_NOMEM;
    for (int p = 0; p < inst->n_parties; p++)
        check_party(inst, bound, p, room_of_party[p], bad);
    for (int r = 0; r < inst->n_rooms; r++)
        if (by.start[r + 1] > by.start[r])
            check_room(inst, bound, r, by.party + by.start[r], by.start[r + 1] - by.start[r], bad);
    sv_by_room_release(&by);
    return SOLVER_OK;
}
