/* Compares the people and requests of a file with what is known, and writes what differs. */
#include "import_parts.h"

#include "base/mem.h"
#include "store/register.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* States in which what the applicant says may still be changed by a list: all before an offer. What
 * a plan rests on stands in its own snapshot. */
static const char *const OPEN_STATES[] = {"draft",   "submitted", "confirmed", "eligible",
                                          "refused", "waiting",   "allocated"};

/* Completes an official by what is stored; whether anything differs then. */
static bool official_differs(struct import *im, struct import_person *p,
                             const struct store_official *stored)
{
    struct store_official *o = &p->official;
    bool differs = false;
    if (strlen(o->born) == 4 && strncmp(o->born, stored->born, 4) == 0)
        o->born[0] = '\0'; /* the year of the date that is known */
    if (import_cell(im, p->line_ix, FIELD_RESIDENCE)[0] == '\0' && o->commune_code[0] == '\0') {
        import_text_differs(&o->commune_code, stored->commune_code);
        import_text_differs(&o->residence, stored->residence);
    }
    bool keeps_groups = import_cell(im, p->line_ix, FIELD_GROUPS)[0] == '\0';
    differs |= keeps_groups ? import_text_differs(&o->groups, stored->groups)
                            : strcmp(o->groups, stored->groups) != 0;
    differs |= import_text_differs(&o->name, stored->name);
    differs |= import_text_differs(&o->born, stored->born);
    differs |= import_text_differs(&o->sex, stored->sex);
    differs |= import_text_differs(&o->phone, stored->phone);
    differs |= import_text_differs(&o->position, stored->position);
    differs |= strcmp(o->commune_code, stored->commune_code) != 0;
    differs |= strcmp(o->residence, stored->residence) != 0;
    differs |= import_text_differs(&o->note, stored->note);
    differs |= o->agency_id != stored->agency_id;
    differs |= import_int_differs(&o->coefficient_c, stored->coefficient_c);
    differs |= import_int_differs(&o->owns_house, stored->owns_house);
    differs |= import_int_differs(&o->road_km_t, stored->road_km_t);
    differs |= import_int_differs(&o->has_moved, stored->has_moved);
    differs |= import_int_differs(&o->needs_housing, stored->needs_housing);
    o->id = stored->id;
    return differs;
}

static size_t request_of_code(const struct import *im, const char *code)
{
    size_t low = 0;
    size_t high = im->requests.n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int c = strcmp(im->requests.items[middle].code, code);
        if (c == 0)
            return middle;
        if (c < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return im->requests.n;
}

static size_t live_request(const struct import *im, const struct import_person *p)
{
    return p->stored_ix < im->officials.n ? im->request_of[p->stored_ix] : im->requests.n;
}

static bool is_in_file(const struct import *im, size_t request_ix)
{
    for (size_t k = 0; k < im->n_parties; k++)
        if (im->parties[k].stored_ix == request_ix)
            return true;
    return false;
}

/* Which request of the store a party is: by its code, or as the applicant's live one. */
static void find_stored(struct import *im, struct import_party *party)
{
    size_t live = live_request(im, &im->people[party->people[0]]);
    if (party->request.code[0] != '\0') {
        party->stored_ix = request_of_code(im, party->request.code);
        return;
    }
    party->stored_ix = live;
    party->is_left = im->kind == IMPORT_OFFICIALS && live < im->requests.n;
}

/* Requests that the list's owner may not see: somebody stands in one, or the code is taken. */
static int find_hidden(struct import *im, struct import_party *party, struct err *e)
{
    int64_t id = 0;
    int rc = ERR_OK;
    const size_t line_ix = im->people[party->people[0]].line_ix;
    if (im->scope == NULL || party->is_left)
        return ERR_OK;
    if (party->stored_ix == im->requests.n && party->request.code[0] != '\0')
        rc = store_request_id_of(im->store, party->request.code, &id, e);
    if (id != 0)
        import_say(im, line_ix, FIELD_REQUEST, IMPORT_ERROR,
                   "mã hồ sơ này đã được dùng; hãy để trống để hệ thống cấp mã",
                   "this code is taken; leave it empty and one is made");
    for (size_t i = 0; i < party->n_people && rc == ERR_OK; i++) {
        const struct import_person *p = &im->people[party->people[i]];
        struct store_request r = {0};
        if (p->stored_ix == im->officials.n || live_request(im, p) < im->requests.n)
            continue;
        rc = store_request_of_official(im->store, im->officials.items[p->stored_ix].id, &r, e);
        if (rc == ERR_OK && r.id != 0 && im->kind == IMPORT_OFFICIALS)
            party->is_left = true;
        else if (rc == ERR_OK && r.id != 0)
            import_say(im, p->line_ix, FIELD_REQUEST, IMPORT_ERROR,
                       "người này đã có trong một hồ sơ của cơ quan khác",
                       "this person is in a request of another agency");
        store_request_release(&r);
    }
    return rc;
}

static void find_conflicts(struct import *im, const struct import_party *party)
{
    for (size_t i = 0; i < party->n_people && !party->is_left; i++) {
        const struct import_person *p = &im->people[party->people[i]];
        size_t live = live_request(im, p);
        if (live == im->requests.n || live == party->stored_ix || is_in_file(im, live))
            continue;
        import_say(im, p->line_ix, FIELD_REQUEST, IMPORT_ERROR,
                   "người này đã có trong hồ sơ %s; hãy rút hồ sơ đó trước",
                   "this person is in request %s already; withdraw that one first",
                   im->requests.items[live].code);
    }
}

/* A list comes from the agency, whose word is enough; an official's own stays. */
static char *consent_of(const struct import *im, const struct import_party *party, int64_t official)
{
    static char agency[] = "agency";
    static char own[] = "own";
    if (party->stored_ix >= im->requests.n || official == 0)
        return agency;
    const struct store_request *r = &im->requests.items[party->stored_ix];
    for (size_t m = 0; m < r->n_members; m++)
        if (r->members[m].official_id == official && strcmp(r->members[m].consent, own) == 0)
            return own;
    return agency;
}

/* Members as the store has them; officials that are new have no id yet. */
static void fill_members(struct import *im, struct import_party *party)
{
    struct store_request *r = &party->request;
    if (r->members == NULL)
        r->members = mem_array(party->n_people, sizeof *r->members);
    r->n_members = party->n_people;
    for (size_t i = 0; i < party->n_people; i++) {
        struct import_person *p = &im->people[party->people[i]];
        static char none[1] = "";
        r->members[i] = (struct store_member){
            .relation = (char *)(p->relation == NULL ? "" : p->relation),
            .official_id = p->is_official ? p->official.id : 0,
            .name = p->is_official ? none : p->official.name,
            .born = p->is_official ? none : p->official.born,
            .sex = p->is_official ? none : p->official.sex,
            .consent = p->is_official && i > 0 ? consent_of(im, party, p->official.id) : none,
        };
    }
}

static bool members_differ(const struct store_request *a, const struct store_request *b)
{
    bool differs = a->n_members != b->n_members;
    for (size_t i = 0; i < a->n_members && !differs; i++) {
        const struct store_member *x = &a->members[i];
        const struct store_member *y = &b->members[i];
        differs = x->official_id != y->official_id || strcmp(x->relation, y->relation) != 0 ||
                  strcmp(x->name, y->name) != 0 || strcmp(x->born, y->born) != 0 ||
                  strcmp(x->sex, y->sex) != 0;
    }
    return differs;
}

static void take_text(char **text, const char *stored)
{
    free(*text);
    *text = mem_dup(stored);
}

/* What columns that are not in the file would say, the store says. */
static void keep_absent(const struct import *im, struct store_request *r,
                        const struct store_request *stored)
{
    if (!import_has(im, FIELD_SHARING))
        take_text(&r->sharing, stored->sharing);
    if (!import_has(im, FIELD_NEEDS))
        take_text(&r->needs, stored->needs);
    if (!import_has(im, FIELD_FILED))
        take_text(&r->filed, stored->filed);
    if (!import_has(im, FIELD_CURRENT_ROOM))
        take_text(&r->current_room, stored->current_room);
    take_text(&r->scheme, stored->scheme);
    take_text(&r->note, stored->note);
    take_text(&r->from_day, stored->from_day);
    take_text(&r->to_day, stored->to_day);
    if (!import_has(im, FIELD_WISHES)) {
        r->wishes = mem_grow(r->wishes, stored->n_wishes + 1, sizeof *r->wishes);
        r->n_wishes = stored->n_wishes;
        for (size_t i = 0; i < stored->n_wishes; i++)
            r->wishes[i] = (struct store_wish){.feature = mem_dup(stored->wishes[i].feature),
                                               .weight = stored->wishes[i].weight};
    }
    if (!import_has(im, FIELD_SITES)) {
        r->other_sites = stored->other_sites;
        r->choices = mem_grow(r->choices, stored->n_choices + 1, sizeof *r->choices);
        r->n_choices = stored->n_choices;
        for (size_t i = 0; i < stored->n_choices; i++)
            r->choices[i] =
                (struct store_choice){.site_id = stored->choices[i].site_id,
                                      .site_code = mem_dup(stored->choices[i].site_code)};
    }
}

static bool request_differs(const struct store_request *r, const struct store_request *stored)
{
    bool differs = r->agency_id != stored->agency_id || r->other_sites != stored->other_sites ||
                   strcmp(r->sharing, stored->sharing) != 0 ||
                   strcmp(r->needs, stored->needs) != 0 || strcmp(r->filed, stored->filed) != 0 ||
                   strcmp(r->current_room, stored->current_room) != 0 ||
                   r->n_wishes != stored->n_wishes || r->n_choices != stored->n_choices ||
                   members_differ(r, stored);
    for (size_t i = 0; i < r->n_wishes && !differs; i++)
        differs = r->wishes[i].weight != stored->wishes[i].weight ||
                  strcmp(r->wishes[i].feature, stored->wishes[i].feature) != 0;
    for (size_t i = 0; i < r->n_choices && !differs; i++)
        differs = r->choices[i].site_id != stored->choices[i].site_id;
    return differs;
}

/* Over the API a request that has a room in a plan is changed by an appeal alone (life.h). */
static bool is_open(const struct import *im, const struct store_request *r)
{
    if (im->scope != NULL && strcmp(r->state, "allocated") == 0)
        return false;
    for (size_t i = 0; i < sizeof OPEN_STATES / sizeof *OPEN_STATES; i++)
        if (strcmp(r->state, OPEN_STATES[i]) == 0)
            return true;
    return false;
}

static void compare_party(struct import *im, struct import_party *party)
{
    if (party->is_left)
        return;
    fill_members(im, party);
    party->is_changed = true;
    if (party->stored_ix == im->requests.n)
        return;
    const struct store_request *stored = &im->requests.items[party->stored_ix];
    party->request.id = stored->id;
    if (party->request.code[0] == '\0')
        take_text(&party->request.code, stored->code);
    keep_absent(im, &party->request, stored);
    party->is_changed = request_differs(&party->request, stored);
    if (party->is_changed && !is_open(im, stored))
        import_say(im, im->people[party->people[0]].line_ix, FIELD_REQUEST, IMPORT_ERROR,
                   "hồ sơ %s đã qua bước phân bổ (%s), không sửa bằng danh sách được nữa",
                   "request %s has had its offer (%s); a list cannot change it any more",
                   stored->code, stored->state);
}

int import_compare(struct import *im, struct err *e)
{
    for (size_t i = 0; i < im->n_people; i++) {
        struct import_person *p = &im->people[i];
        if (!p->is_official || im->lines[p->line_ix].verdict == IMPORT_BAD)
            continue;
        if (p->stored_ix == im->officials.n)
            import_judge(im, p->line_ix, IMPORT_NEW);
        else if (official_differs(im, p, &im->officials.items[p->stored_ix]))
            import_judge(im, p->line_ix, IMPORT_CHANGED);
    }
    for (size_t k = 0; k < im->n_parties; k++)
        find_stored(im, &im->parties[k]);
    for (size_t k = 0; k < im->n_parties; k++)
        find_conflicts(im, &im->parties[k]);
    int rc = ERR_OK;
    for (size_t k = 0; k < im->n_parties && rc == ERR_OK; k++)
        rc = find_hidden(im, &im->parties[k], e);
    if (rc != ERR_OK)
        return rc;
    import_refuse(im);
    for (size_t k = 0; k < im->n_parties; k++)
        if (!im->parties[k].is_bad)
            compare_party(im, &im->parties[k]);
    import_refuse(im);
    for (size_t k = 0; k < im->n_parties; k++) {
        const struct import_party *party = &im->parties[k];
        for (size_t i = 0; i < party->n_people && party->is_changed && !party->is_bad; i++)
            import_judge(im, im->people[party->people[i]].line_ix,
                         party->request.id == 0 ? IMPORT_NEW : IMPORT_CHANGED);
        im->report->n_requests_new +=
            party->is_changed && !party->is_bad && party->request.id == 0 ? 1 : 0;
    }
    return ERR_OK;
}

/* A code for a request that came without one: the next number that neither the store nor the file
 * has. `*number` 0 = none was given yet. */
static int make_code(struct import *im, struct import_party *party, long *number, struct err *e)
{
    char code[STORE_REQUEST_CODE];
    bool is_taken = true;
    int rc = *number > 0 ? ERR_OK : store_request_next_code(im->store, code, e);
    if (rc != ERR_OK)
        return rc;
    *number = *number > 0 ? *number : strtol(code + 3, NULL, 10) - 1;
    while (is_taken) {
        snprintf(code, sizeof code, "YC-%05ld", ++*number);
        const uint64_t hash = import_hash(code);
        is_taken = false;
        for (size_t k = 0; k < im->n_parties && !is_taken; k++)
            is_taken =
                im->parties[k].code_hash == hash && strcmp(im->parties[k].request.code, code) == 0;
    }
    take_text(&party->request.code, code);
    party->code_hash = import_hash(code);
    return ERR_OK;
}

static int store_officials(struct import *im, struct err *e)
{
    int rc = ERR_OK;
    for (size_t i = 0; i < im->n_people && rc == ERR_OK; i++) {
        struct import_person *p = &im->people[i];
        bool is_known = p->stored_ix < im->officials.n;
        enum import_verdict verdict = im->lines[p->line_ix].verdict;
        if (!p->is_official || (verdict != IMPORT_NEW && verdict != IMPORT_CHANGED))
            continue;
        char *citizen_id = p->official.citizen_id;
        if (is_known)
            p->official.citizen_id = NULL; /* keeps the one that is sealed already */
        rc = store_official_put(im->store, &p->official, e);
        p->official.citizen_id = citizen_id;
    }
    return rc;
}

int import_people_store(struct import *im, struct err *e)
{
    long number = 0;
    int rc = store_officials(im, e);
    /* first empty the requests that change, so that a person may move from one to another */
    for (size_t k = 0; k < im->n_parties && rc == ERR_OK; k++) {
        struct import_party *party = &im->parties[k];
        if (!party->is_changed || party->is_bad || party->request.id == 0)
            continue;
        party->request.n_members = 0;
        rc = store_request_put(im->store, &party->request, e);
    }
    for (size_t k = 0; k < im->n_parties && rc == ERR_OK; k++) {
        struct import_party *party = &im->parties[k];
        if (!party->is_changed || party->is_bad)
            continue;
        if (party->request.code[0] == '\0')
            rc = make_code(im, party, &number, e);
        fill_members(im, party);
        rc = rc != ERR_OK ? rc : store_request_put(im->store, &party->request, e);
    }
    return rc;
}

void import_name_people(struct import *im)
{
    struct import_report *r = im->report;
    r->official_ids = mem_array(im->n_people, sizeof *r->official_ids);
    r->request_ids = mem_array(im->n_parties, sizeof *r->request_ids);
    for (size_t i = 0; i < im->n_people; i++)
        if (im->people[i].is_official && im->lines[im->people[i].line_ix].verdict != IMPORT_BAD)
            r->official_ids[r->n_officials++] = im->people[i].official.id;
    for (size_t k = 0; k < im->n_parties; k++) {
        const struct import_party *party = &im->parties[k];
        const int64_t known =
            party->stored_ix < im->requests.n ? im->requests.items[party->stored_ix].id : 0;
        const int64_t id = party->request.id != 0 ? party->request.id : known;
        if (!party->is_bad && id != 0)
            r->request_ids[r->n_request_ids++] = (struct import_request){id, party->is_changed};
    }
}
