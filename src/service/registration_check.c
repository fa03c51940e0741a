/* What a request may say: its content judged, codes made ids, consents settled. */
#include "registration_parts.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/date.h"
#include "base/mem.h"
#include "base/text.h"
#include "import_parts.h"
#include "store/site.h"
#include "store/store.h"

enum { MAX_PEOPLE = 16, MAX_NOTE = 500, MAX_NAME = 100 };

/* One request under judgement. */
struct check {
    struct store *store;
    const struct principal *by;
    struct store_scope scope;
    struct store_request *request;
    const struct store_request *before; /* id 0 = new */
    const char *today;
    struct solver_findings *bad;
};

static const char *text_of(const char *text)
{
    return text == NULL ? "" : text;
}

/* ---- needs, wishes, sites, days ---- */

static int compare_codes(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* Codes ascending, each once and known. */
static void check_needs(struct check *c)
{
    struct import_parts parts;
    struct buf sorted = {0};
    import_split(text_of(c->request->needs), " ", &parts);
    if (parts.n > 0)
        qsort(parts.items, parts.n, sizeof *parts.items, compare_codes);
    for (size_t i = 0; i < parts.n; i++) {
        if (import_feature(parts.items[i]) == NULL)
            solver_findings_add(c->bad, "/needs", "không có tiện ích \"%s\"",
                                "there is no feature \"%s\"", parts.items[i]);
        if (i > 0 && strcmp(parts.items[i], parts.items[i - 1]) == 0)
            continue;
        buf_fmt(&sorted, "%s%s", sorted.len > 0 ? " " : "", parts.items[i]);
    }
    import_parts_release(&parts);
    free(c->request->needs);
    c->request->needs = buf_take(&sorted);
}

static int compare_wishes(const void *a, const void *b)
{
    return strcmp(((const struct store_wish *)a)->feature, ((const struct store_wish *)b)->feature);
}

static void check_wishes(struct check *c)
{
    struct store_request *r = c->request;
    char where[64];
    for (size_t i = 0; i < r->n_wishes; i++) {
        snprintf(where, sizeof where, "/wishes/%zu/feature", i);
        if (import_feature(r->wishes[i].feature) == NULL)
            solver_findings_add(c->bad, where, "không có tiện ích \"%s\"",
                                "there is no feature \"%s\"", r->wishes[i].feature);
        for (size_t k = 0; k < i; k++)
            if (strcmp(r->wishes[i].feature, r->wishes[k].feature) == 0)
                solver_findings_put(c->bad, where, "được nêu hai lần", "named twice");
    }
    if (r->n_wishes > 0)
        qsort(r->wishes, r->n_wishes, sizeof *r->wishes, compare_wishes);
}

static int check_sites(struct check *c, struct err *e)
{
    struct store_request *r = c->request;
    struct store_sites sites = {0};
    char where[64];
    int rc = store_site_list(c->store, &sites, e);
    for (size_t i = 0; i < r->n_choices && rc == ERR_OK; i++) {
        size_t s = 0;
        while (s < sites.n && strcmp(sites.items[s].code, r->choices[i].site_code) != 0)
            s++;
        snprintf(where, sizeof where, "/sites/%zu", i);
        if (s == sites.n)
            solver_findings_put(c->bad, where, "không có khu này", "there is no such site");
        r->choices[i].site_id = s < sites.n ? sites.items[s].id : 0;
        for (size_t k = 0; k < i; k++)
            if (strcmp(r->choices[i].site_code, r->choices[k].site_code) == 0)
                solver_findings_put(c->bad, where, "được nêu hai lần", "named twice");
    }
    if (r->n_choices == 0)
        r->other_sites = 1;
    store_sites_release(&sites);
    return rc;
}

static void check_days(struct check *c)
{
    const char *from = text_of(c->request->from_day);
    const char *to = text_of(c->request->to_day);
    const char *filed = text_of(c->request->filed);
    if (from[0] != '\0' && !date_is_valid(from))
        solver_findings_put(c->bad, "/from_day", "không có ngày này", "there is no such day");
    if (to[0] != '\0' && (!date_is_valid(to) || strcmp(to, from) < 0))
        solver_findings_put(c->bad, "/to_day", "phải là một ngày, không trước ngày bắt đầu",
                            "it must be a day, not before the first one");
    if (strcmp(filed, text_of(c->before->filed)) == 0)
        return;
    if (c->by->role != PRINCIPAL_REGISTRAR)
        solver_findings_put(c->bad, "/filed", "ngày nộp do cơ quan ghi", "the agency says this");
    else if (filed[0] != '\0' && (!date_is_valid(filed) || strcmp(filed, c->today) > 0))
        solver_findings_put(c->bad, "/filed", "phải là một ngày, không sau hôm nay",
                            "it must be a day, not after today");
}

static int check_room(struct check *c, struct err *e)
{
    const char *room = text_of(c->request->current_room);
    struct store_rooms rooms = {0};
    if (strcmp(room, text_of(c->before->current_room)) == 0)
        return ERR_OK;
    if (c->by->role != PRINCIPAL_REGISTRAR) {
        solver_findings_put(c->bad, "/current_room", "phòng đang ở do cơ quan ghi",
                            "the agency says this");
        return ERR_OK;
    }
    int rc = room[0] == '\0' ? ERR_OK : store_room_list(c->store, &rooms, e);
    size_t r = 0;
    while (r < rooms.n && strcmp(rooms.items[r].code, room) != 0)
        r++;
    if (rc == ERR_OK && room[0] != '\0' && r == rooms.n)
        solver_findings_put(c->bad, "/current_room", "không có phòng này", "there is no such room");
    store_rooms_release(&rooms);
    return rc;
}

static void check_texts(struct check *c)
{
    char *note = text_nfc(text_of(c->request->note));
    if (note == NULL || text_width(note) > MAX_NOTE)
        solver_findings_add(c->bad, "/note", "có ký tự lạ, hoặc dài quá %d ký tự",
                            "strange characters, or longer than %d", MAX_NOTE);
    else
        registration_take(&c->request->note, note);
    free(note);
    if (text_of(c->request->sharing)[0] == '\0')
        registration_take(&c->request->sharing, "shared");
    if (text_of(c->request->scheme)[0] == '\0')
        registration_take(&c->request->scheme, "temporary");
}

/* ---- people ---- */

static void check_family(struct check *c, struct store_member *m, const char *where)
{
    char path[80];
    char *name = text_nfc(text_of(m->name));
    const char *born = text_of(m->born);
    const bool is_child = strcmp(m->relation, "child") == 0;
    snprintf(path, sizeof path, "%s/name", where);
    if (name == NULL || name[0] == '\0' || text_width(name) > MAX_NAME ||
        strpbrk(name, "0123456789") != NULL)
        solver_findings_put(c->bad, path, "cần họ tên, không chữ số, không ký tự lạ",
                            "a name is needed, without digits or strange characters");
    else
        registration_take(&m->name, name);
    free(name);
    snprintf(path, sizeof path, "%s/born", where);
    const bool is_year = strlen(born) == 4 && strspn(born, "0123456789") == 4;
    if ((born[0] == '\0' && is_child) || (born[0] != '\0' && !is_year && !date_is_valid(born)) ||
        strncmp(born, c->today, strlen(born)) > 0)
        solver_findings_put(c->bad, path, "cần ngày hoặc năm sinh, không ở tương lai",
                            "the day or year of birth is needed, not in the future");
    snprintf(path, sizeof path, "%s/sex", where);
    if (text_of(m->sex)[0] == '\0')
        solver_findings_put(c->bad, path, "cần giới tính", "the sex is needed");
    if (strcmp(m->relation, "companion") == 0)
        solver_findings_put(c->bad, where, "bạn ở cùng phải là cán bộ: hãy ghi mã cán bộ",
                            "a companion is an official: give the code");
}

/* Whom a code names; the name, birth and sex of an official stand in the register alone. */
static int find_member(struct check *c, size_t i, const char *where, struct err *e)
{
    struct store_member *m = &c->request->members[i];
    char path[80];
    int rc = ERR_OK;
    if (i > 0)
        rc = store_official_id_of(c->store, m->official_code, &m->official_id, e);
    snprintf(path, sizeof path, "%s/official", where);
    if (rc == ERR_OK && m->official_id == 0)
        solver_findings_put(c->bad, path, "không có cán bộ mang mã này",
                            "there is no official with this code");
    for (size_t k = 0; k < i && m->official_id != 0; k++)
        if (c->request->members[k].official_id == m->official_id)
            solver_findings_put(c->bad, path, "được nêu hai lần", "named twice");
    registration_take(&m->name, "");
    registration_take(&m->born, "");
    registration_take(&m->sex, "");
    return rc;
}

static const struct store_member *known_member(const struct store_request *r, int64_t official_id)
{
    for (size_t i = 1; i < r->n_members; i++)
        if (r->members[i].official_id == official_id)
            return &r->members[i];
    return NULL;
}

/* A member's own words stand as long as nobody is new among the officials; a registrar speaks for
 * his or her agencies. */
static int settle_consents(struct check *c, struct err *e)
{
    struct store_request *r = c->request;
    bool is_anybody_new = false;
    int rc = ERR_OK;
    for (size_t i = 1; i < r->n_members; i++)
        is_anybody_new =
            is_anybody_new || (r->members[i].official_id != 0 &&
                               known_member(c->before, r->members[i].official_id) == NULL);
    for (size_t i = 1; i < r->n_members && rc == ERR_OK; i++) {
        struct store_member *m = &r->members[i];
        const struct store_member *known = known_member(c->before, m->official_id);
        registration_take(&m->consent, known != NULL && !is_anybody_new ? known->consent : "");
        if (m->official_id == 0 || m->consent[0] != '\0' || c->by->role != PRINCIPAL_REGISTRAR)
            continue;
        struct store_official o = {0};
        rc = store_official_by_code(c->store, &c->scope, m->official_code, &o, e);
        if (rc == ERR_OK && o.id != 0)
            registration_take(&m->consent, "agency");
        store_official_release(&o);
    }
    return rc;
}

/* Nobody stands in two live requests; who is only named stands in none. */
static int check_others(struct check *c, struct err *e)
{
    int rc = ERR_OK;
    for (size_t i = 0; i < c->request->n_members && rc == ERR_OK; i++) {
        const struct store_member *m = &c->request->members[i];
        struct store_request other = {0};
        if (m->official_id == 0 || (i > 0 && m->consent[0] == '\0'))
            continue;
        rc = store_request_of_official(c->store, m->official_id, &other, e);
        if (rc == ERR_OK && other.id != 0 && other.id != c->before->id)
            rc = err_set(
                e, ERR_DATA,
                "người thứ %zu của hồ sơ đã có trong một hồ sơ khác; hãy rút hồ sơ đó trước",
                "person %zu of the request is in another one; withdraw that one first", i + 1);
        store_request_release(&other);
    }
    return rc;
}

static int check_people(struct check *c, struct err *e)
{
    struct store_request *r = c->request;
    int rc = ERR_OK;
    if (r->n_members > MAX_PEOPLE)
        solver_findings_add(c->bad, "/members", "một hồ sơ có nhiều nhất %d người",
                            "a request has %d people at most", MAX_PEOPLE);
    for (size_t i = 0; i < r->n_members && i < MAX_PEOPLE && rc == ERR_OK; i++) {
        struct store_member *m = &r->members[i];
        char where[32] = "";
        if (i > 0)
            snprintf(where, sizeof where, "/members/%zu", i - 1);
        if (i == 0 || text_of(m->official_code)[0] != '\0')
            rc = find_member(c, i, where, e);
        else
            check_family(c, m, where);
    }
    rc = rc != ERR_OK || c->bad->n > 0 ? rc : settle_consents(c, e);
    return rc != ERR_OK || c->bad->n > 0 ? rc : check_others(c, e);
}

/* The agency is that of the applicant, today. */
static int take_agency(struct check *c, struct err *e)
{
    const struct store_scope all = {.sees = STORE_SEES_ALL};
    struct store_official o = {0};
    int rc = store_official_get(c->store, &all, c->request->members[0].official_id, &o, e);
    c->request->agency_id = o.agency_id;
    store_official_release(&o);
    return rc;
}

int registration_check(struct store *s, const struct principal *by, struct store_request *r,
                       const struct store_request *before, const char *today,
                       struct solver_findings *bad, struct err *e)
{
    struct check c = {.store = s,
                      .by = by,
                      .scope = principal_scope(by),
                      .request = r,
                      .before = before,
                      .today = today,
                      .bad = bad};
    check_texts(&c);
    check_needs(&c);
    check_wishes(&c);
    check_days(&c);
    int rc = take_agency(&c, e);
    rc = rc != ERR_OK ? rc : check_sites(&c, e);
    rc = rc != ERR_OK ? rc : check_room(&c, e);
    return rc != ERR_OK ? rc : check_people(&c, e);
}
