/* A snapshot from the store: row structs joined and turned into what scoring and the engine read.
 *
 * Officials go by `CB` and their row number, family members by their request and place in it: ids
 * that name nobody. Lists from the store ascend by code or id, so that the snapshot does, too.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "service/snapshot.h"
#include "store/closure.h"
#include "store/person.h"
#include "store/request.h"
#include "store/site.h"

/* Everything of the store that a snapshot needs. */
struct rows {
    struct store_sites sites;
    struct store_rooms rooms;
    struct store_agencies agencies;
    struct store_officials officials;
    struct store_requests requests;
    struct store_closures closures; /* on the day, or later */
};

static int read_rows(struct rows *rows, struct store *store, const char *day, struct err *e)
{
    const struct store_closure_query q = {.since_day = day};
    int64_t n;
    int rc = store_site_list(store, &rows->sites, e);
    if (rc == ERR_OK)
        rc = store_room_list(store, &rows->rooms, e);
    if (rc == ERR_OK)
        rc = store_agency_list(store, &rows->agencies, e);
    if (rc == ERR_OK)
        rc = store_official_list(store, &rows->officials, e);
    if (rc == ERR_OK)
        rc = store_request_list(store, &rows->requests, e);
    return rc == ERR_OK ? store_closure_list(store, &q, &rows->closures, &n, e) : rc;
}

static void release_rows(struct rows *rows)
{
    store_sites_release(&rows->sites);
    store_rooms_release(&rows->rooms);
    store_agencies_release(&rows->agencies);
    store_officials_release(&rows->officials);
    store_requests_release(&rows->requests);
    store_closures_release(&rows->closures);
}

/* Splits "a b c" into kept texts; the caller owns the array. */
static char **split_codes(struct snapshot *s, const char *codes, size_t *n_out)
{
    char **all = NULL;
    size_t n = 0;
    for (const char *at = codes; *at != '\0';) {
        size_t len = strcspn(at, " ");
        if (len > 0) {
            char *one = mem_ndup(at, len);
            all = mem_grow(all, n + 1, sizeof *all);
            all[n++] = snapshot_keep(s, one);
            free(one);
        }
        at += len + (at[len] == ' ' ? 1 : 0);
    }
    *n_out = n;
    return all;
}

static bool has_code(const char *codes, const char *code)
{
    size_t len = strlen(code);
    for (const char *at = codes; (at = strstr(at, code)) != NULL; at += len)
        if ((at == codes || at[-1] == ' ') && (at[len] == ' ' || at[len] == '\0'))
            return true;
    return false;
}

static size_t site_of(const struct rows *rows, int64_t site_id)
{
    size_t i = 0;
    while (i < rows->sites.n && rows->sites.items[i].id != site_id)
        i++;
    return i;
}

static const struct store_agency *agency_of(const struct rows *rows, int64_t agency_id)
{
    for (size_t i = 0; i < rows->agencies.n; i++)
        if (rows->agencies.items[i].id == agency_id)
            return &rows->agencies.items[i];
    return NULL;
}

static const struct store_official *official_of(const struct rows *rows, int64_t id)
{
    size_t low = 0;
    size_t high = rows->officials.n;
    while (low < high) {
        size_t mid = low + (high - low) / 2;
        if (rows->officials.items[mid].id < id)
            low = mid + 1;
        else
            high = mid;
    }
    return low < rows->officials.n && rows->officials.items[low].id == id
               ? &rows->officials.items[low]
               : NULL;
}

static void take_sites(struct snapshot *s, const struct rows *rows)
{
    s->n_sites = rows->sites.n;
    s->sites = mem_array(s->n_sites, sizeof *s->sites);
    for (size_t i = 0; i < s->n_sites; i++) {
        s->sites[i].id = snapshot_keep(s, rows->sites.items[i].code);
        s->sites[i].name = snapshot_keep(s, rows->sites.items[i].name);
    }
}

static enum solver_room_sex room_sex_of(const char *sex)
{
    if (strcmp(sex, "M") == 0)
        return SOLVER_ROOM_M;
    if (strcmp(sex, "F") == 0)
        return SOLVER_ROOM_F;
    return strcmp(sex, "unrestricted") == 0 ? SOLVER_ROOM_UNRESTRICTED : SOLVER_ROOM_ANY;
}

static void take_rooms(struct snapshot *s, const struct rows *rows)
{
    s->n_rooms = rows->rooms.n;
    s->rooms = mem_array(s->n_rooms, sizeof *s->rooms);
    for (size_t i = 0; i < s->n_rooms; i++) {
        const struct store_room *row = &rows->rooms.items[i];
        struct snapshot_room *r = &s->rooms[i];
        r->row_id = row->id;
        r->code = snapshot_keep(s, row->code);
        r->site_ix = site_of(rows, row->site_id);
        r->beds = row->beds;
        r->area_c = row->area_c > 0 ? row->area_c : 0;
        r->features = split_codes(s, row->features, &r->n_features);
        r->sex = room_sex_of(row->sex);
        r->pools = split_codes(s, row->pools, &r->n_pools);
        r->is_usable = strcmp(row->state, "usable") == 0;
        r->closes_on = "";
    }
}

/* Who lives in the room of a closure, which `keeps_home` or does not. */
static void hold_home(struct snapshot *s, const char *room, bool keeps_home)
{
    for (size_t i = 0; i < s->n_requests; i++)
        if (strcmp(s->requests[i].current_room, room) == 0)
            s->requests[i].keeps_home = keeps_home;
}

/* A room may be closed twice: its people keep it where each closure lets them. */
static void take_closures(struct snapshot *s, const struct rows *rows, const char *day)
{
    for (int keeps = 1; keeps >= 0; keeps--)
        for (size_t i = 0; i < rows->closures.n; i++) {
            const struct store_closure *c = &rows->closures.items[i];
            struct snapshot_room *r = &s->rooms[snapshot_room_ix(s, c->room)];
            if (c->keeps_home != keeps)
                continue;
            if (strcmp(c->from_day, day) <= 0) {
                r->is_usable = false;
                hold_home(s, c->room, keeps);
            } else if (r->closes_on[0] == '\0' || strcmp(c->from_day, r->closes_on) < 0) {
                r->closes_on = snapshot_keep(s, c->from_day);
            }
        }
}

static enum score_answer answer_of(int value)
{
    return value < 0 ? SCORE_UNKNOWN : value > 0 ? SCORE_YES : SCORE_NO;
}

static enum score_relation relation_of(const char *relation)
{
    if (strcmp(relation, "self") == 0)
        return SCORE_SELF;
    if (strcmp(relation, "spouse") == 0)
        return SCORE_SPOUSE;
    return strcmp(relation, "child") == 0 ? SCORE_CHILD : SCORE_COMPANION;
}

static void take_official(struct snapshot *s, const struct rows *rows,
                          const struct store_official *row, struct score_person *person)
{
    const struct store_agency *agency = agency_of(rows, row->agency_id);
    person->is_official = true;
    person->sex = row->sex[0];
    person->born = snapshot_keep(s, row->born);
    person->moved = answer_of(row->has_moved);
    person->owns_house = answer_of(row->owns_house);
    person->road_km_t = row->road_km_t;
    person->coefficient_c = row->coefficient_c;
    for (unsigned g = 0; g < POLICY_N_FAMILY; g++)
        if (has_code(row->groups, policy_group_code((enum policy_group)g)))
            person->groups |= 1u << g;
    if (agency != NULL) {
        person->agency = snapshot_keep(s, agency->code);
        person->agency_name = snapshot_keep(s, agency->name);
        person->unit_urgency = agency->urgency;
    }
}

int64_t snapshot_official_row(const char *person_id)
{
    char *end;
    if (strncmp(person_id, "CB", 2) != 0)
        return 0;
    long long row = strtoll(person_id + 2, &end, 10);
    return *end == '\0' && row > 0 ? row : 0;
}

static void take_people(struct snapshot *s, const struct rows *rows,
                        const struct store_request *row, struct snapshot_request *r)
{
    r->people = mem_array(row->n_members, sizeof *r->people);
    r->person_ids = mem_array(row->n_members, sizeof *r->person_ids);
    r->person_names = mem_array(row->n_members, sizeof *r->person_names);
    for (size_t m = 0; m < row->n_members; m++) {
        const struct store_member *member = &row->members[m];
        if (m > 0 && member->official_id != 0 && member->consent[0] == '\0')
            continue; /* named only: no part of the party before he or she agrees */
        size_t i = r->n_people++;
        const struct store_official *official = official_of(rows, member->official_id);
        struct score_person *person = &r->people[i];
        char id[96];
        *person = (struct score_person){.relation = relation_of(member->relation),
                                        .agency = "",
                                        .agency_name = "",
                                        .road_km_t = -1,
                                        .coefficient_c = -1,
                                        .moved = SCORE_UNKNOWN,
                                        .owns_house = SCORE_UNKNOWN};
        if (official != NULL) {
            take_official(s, rows, official, person);
            snprintf(id, sizeof id, "CB%06lld", (long long)official->id);
        } else {
            person->sex = member->sex[0];
            person->born = snapshot_keep(s, member->born);
            snprintf(id, sizeof id, "%s/%zu", row->code, m + 1);
        }
        r->person_ids[i] = snapshot_keep(s, id);
        r->person_names[i] = snapshot_keep(s, official != NULL ? official->name : member->name);
    }
}

static void take_wishes(struct snapshot *s, const struct rows *rows,
                        const struct store_request *row, struct snapshot_request *r)
{
    r->needs = split_codes(s, row->needs, &r->n_needs);
    r->n_wishes = row->n_wishes;
    r->wishes = mem_array(r->n_wishes, sizeof *r->wishes);
    for (size_t i = 0; i < r->n_wishes; i++) {
        r->wishes[i].feature = snapshot_keep(s, row->wishes[i].feature);
        r->wishes[i].weight = row->wishes[i].weight;
    }
    r->n_sites = row->n_choices;
    r->sites = mem_array(r->n_sites, sizeof *r->sites);
    for (size_t i = 0; i < r->n_sites; i++)
        r->sites[i] = (struct snapshot_choice){site_of(rows, row->choices[i].site_id), (int)i};
    /* a site not named is worse than each one named, where it is acceptable at all */
    r->other_sites_penalty = r->n_sites == 0 ? 0 : row->other_sites ? (int)r->n_sites : -1;
}

/* A request that stands no more takes no part; a refused one is judged anew. */
static bool is_live(const char *state)
{
    static const char *const over[] = {"draft", "declined", "expired", "ended", "withdrawn"};
    for (size_t i = 0; i < sizeof over / sizeof *over; i++)
        if (strcmp(over[i], state) == 0)
            return false;
    return true;
}

static void take_requests(struct snapshot *s, const struct rows *rows)
{
    s->requests = mem_array(rows->requests.n, sizeof *s->requests);
    for (size_t i = 0; i < rows->requests.n; i++) {
        const struct store_request *row = &rows->requests.items[i];
        if (!is_live(row->state))
            continue;
        const struct store_agency *agency = agency_of(rows, row->agency_id);
        struct snapshot_request *r = &s->requests[s->n_requests++];
        r->row_id = row->id;
        r->id = snapshot_keep(s, row->code);
        r->agency = snapshot_keep(s, agency != NULL ? agency->code : "");
        r->agency_name = snapshot_keep(s, agency != NULL ? agency->name : "");
        r->wants_private = strcmp(row->sharing, "private") == 0;
        r->filed = snapshot_keep(s, row->filed);
        r->n_rounds_waited = row->n_rounds_waited;
        r->current_room = snapshot_keep(s, row->current_room);
        r->state = snapshot_keep(s, row->state);
        take_people(s, rows, row, r);
        take_wishes(s, rows, row, r);
    }
}

int snapshot_load(struct snapshot *s, struct store *store, const char *day, struct err *e)
{
    struct rows rows = {0};
    int rc = read_rows(&rows, store, day, e);
    if (rc == ERR_OK) {
        take_sites(s, &rows);
        take_rooms(s, &rows);
        take_requests(s, &rows);
        take_closures(s, &rows, day);
    }
    release_rows(&rows);
    return rc;
}
