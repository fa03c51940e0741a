/* The options of a plan put on a snapshot; see plan_options.h. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "service/plan_options.h"

/* A decimal of at most `places` digits behind the point as a whole number of its units; -1 where it
 * is none. */
static int decimal(const char *text, int places)
{
    long value = 0;
    int n_digits = 0, n_behind = -1;
    for (const char *at = text; *at != '\0'; at++) {
        if (*at == '.' && n_behind < 0 && n_digits > 0) {
            n_behind = 0;
            continue;
        }
        if (*at < '0' || *at > '9' || n_digits > 6 || n_behind >= places)
            return -1;
        value = value * 10 + (*at - '0');
        n_digits++;
        n_behind += n_behind >= 0 ? 1 : 0;
    }
    for (int i = n_behind < 0 ? 0 : n_behind; i < places; i++)
        value *= 10;
    return n_digits == 0 || n_behind == 0 || value > 30000 ? -1 : (int)value;
}

/* Bits of the groups named; false where one is none. */
static bool groups_of(const char *codes, unsigned *groups)
{
    *groups = 0;
    for (const char *at = codes; *at != '\0';) {
        size_t len = strcspn(at, " ");
        unsigned g = 0;
        while (g < POLICY_N_FAMILY && (strlen(policy_group_code((enum policy_group)g)) != len ||
                                       strncmp(policy_group_code((enum policy_group)g), at, len)))
            g++;
        if (g == POLICY_N_FAMILY)
            return false;
        *groups |= 1u << g;
        at += len + (at[len] == ' ' ? 1 : 0);
    }
    return true;
}

static bool answer_of(const char *value, enum score_answer *out)
{
    *out = strcmp(value, "yes") == 0  ? SCORE_YES
           : strcmp(value, "no") == 0 ? SCORE_NO
                                      : SCORE_UNKNOWN;
    return *out != SCORE_UNKNOWN || value[0] == '\0' || strcmp(value, "unknown") == 0;
}

/* Sets one fact on a person; false where the fact is none. */
static bool set_fact(const struct plan_fact *f, struct score_person *p)
{
    if (strcmp(f->field, "has_moved") == 0)
        return answer_of(f->value, &p->moved);
    if (strcmp(f->field, "owns_house") == 0)
        return answer_of(f->value, &p->owns_house);
    if (strcmp(f->field, "groups") == 0)
        return groups_of(f->value, &p->groups);
    bool is_km = strcmp(f->field, "road_km") == 0;
    if (!is_km && strcmp(f->field, "coefficient") != 0)
        return false;
    int value = f->value[0] == '\0' ? -1 : decimal(f->value, is_km ? 1 : 2);
    *(is_km ? &p->road_km_t : &p->coefficient_c) = value;
    return f->value[0] == '\0' || value >= 0;
}

bool plan_fact_is_valid(const struct plan_fact *fact)
{
    struct score_person nobody = {0};
    return set_fact(fact, &nobody);
}

static int apply_fact(const struct plan_fact *f, struct snapshot *s, struct err *e)
{
    bool is_found = false, is_valid = true;
    for (size_t i = 0; i < s->n_requests; i++)
        for (size_t k = 0; k < s->requests[i].n_people; k++)
            if (snapshot_official_row(s->requests[i].person_ids[k]) == f->official_id) {
                is_found = true;
                is_valid &= set_fact(f, &s->requests[i].people[k]);
            }
    if (is_found && is_valid)
        return ERR_OK;
    return err_set(e, ERR_DATA, "không đổi được dữ kiện %s: người này không có trong đợt",
                   "the fact %s cannot be changed: this person takes no part in the round",
                   f->field);
}

/* The request and the room of a place. */
static int find_place(const struct plan_place *p, struct snapshot *s, struct snapshot_request **r,
                      const char **room, struct err *e)
{
    size_t i = snapshot_request_ix(s, p->request);
    size_t k = snapshot_room_ix(s, p->room);
    if (i == s->n_requests)
        return err_set(e, ERR_DATA, "hồ sơ %s không có trong đợt này",
                       "request %s takes no part in this round", p->request);
    if (k == s->n_rooms)
        return err_set(e, ERR_DATA, "phòng %s không có trong đợt này",
                       "room %s is not part of this round", p->room);
    *r = &s->requests[i];
    *room = s->rooms[k].code;
    return ERR_OK;
}

static int apply_ban(const struct plan_place *ban, struct snapshot *s, struct err *e)
{
    struct snapshot_request *r = NULL;
    const char *room = NULL;
    int rc = find_place(ban, s, &r, &room, e);
    if (rc != ERR_OK)
        return rc;
    for (size_t i = 0; i < r->n_banned; i++)
        if (strcmp(r->banned_rooms[i], room) == 0)
            return ERR_OK;
    r->banned_rooms = mem_grow(r->banned_rooms, r->n_banned + 1, sizeof *r->banned_rooms);
    r->banned_rooms[r->n_banned++] = room;
    return ERR_OK;
}

int plan_options_apply(const struct plan_options *o, struct snapshot *s, struct err *e)
{
    int rc = ERR_OK;
    for (size_t i = 0; i < o->n_facts && rc == ERR_OK; i++)
        rc = apply_fact(&o->facts[i], s, e);
    for (size_t i = 0; i < o->n_closed && rc == ERR_OK; i++)
        rc = snapshot_close(s, o->closed[i], e);
    for (size_t i = 0; i < o->n_bans && rc == ERR_OK; i++)
        rc = apply_ban(&o->bans[i], s, e);
    return rc;
}

/* Who answered no, let the time pass, or went away. */
static bool is_out(const char *state)
{
    static const char *const out[] = {"declined", "expired", "ended", "withdrawn"};
    for (size_t i = 0; i < sizeof out / sizeof *out; i++)
        if (strcmp(out[i], state) == 0)
            return true;
    return false;
}

static bool keeps_place(const char *state)
{
    static const char *const keep[] = {"allocated", "offered", "accepted", "living"};
    for (size_t i = 0; i < sizeof keep / sizeof *keep; i++)
        if (strcmp(keep[i], state) == 0)
            return true;
    return false;
}

/* Everybody as the published plan left them: one list, ascending as the snapshot does. */
static void hold(struct snapshot *s, const struct policy *policy,
                 const struct store_plan_helds *held)
{
    bool *is_left_out = mem_array(s->n_requests, sizeof *is_left_out);
    for (size_t i = 0, at = 0; i < s->n_requests; i++) {
        struct snapshot_request *r = &s->requests[i];
        while (at < held->n && strcmp(held->items[at].request, r->id) < 0)
            at++;
        if (at == held->n || strcmp(held->items[at].request, r->id) != 0)
            continue;
        const struct store_plan_held *h = &held->items[at];
        is_left_out[i] = is_out(h->state);
        size_t room = snapshot_room_ix(s, h->room);
        bool stays = policy->incumbents == SOLVER_STAY && strcmp(r->current_room, h->room) == 0;
        if (keeps_place(h->state) && room < s->n_rooms && !stays && r->pinned_room == NULL)
            r->pinned_room = s->rooms[room].code;
    }
    snapshot_leave_out(s, is_left_out);
    free(is_left_out);
}

int plan_options_hold(const struct plan_options *o, struct snapshot *s, const struct policy *policy,
                      const struct store_plan_helds *held, struct err *e)
{
    for (size_t i = 0; i < o->n_pins; i++) {
        struct snapshot_request *r = NULL;
        const char *room = NULL;
        int rc = find_place(&o->pins[i], s, &r, &room, e);
        if (rc == ERR_OK && r->is_party)
            r->pinned_room = room;
        else if (rc == ERR_OK)
            rc = err_set(e, ERR_DATA, "hồ sơ %s không đủ điều kiện nên không giữ phòng được",
                         "request %s does not qualify, so no room can be pinned to it", r->id);
        if (rc != ERR_OK)
            return rc;
    }
    if (o->is_refill && held->n == 0)
        return err_set(e, ERR_DATA,
                       "đợt này chưa công bố phương án nào nên chưa có chỗ để xếp tiếp",
                       "no plan of this round has been published, so there is nothing to refill");
    if (o->is_refill)
        hold(s, policy, held);
    return ERR_OK;
}
