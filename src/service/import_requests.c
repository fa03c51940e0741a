/* Rows into parties: one request per official of an officials' list, or per Mã hồ sơ.
 *
 * What concerns the whole party (sharing, needs, wishes, sites, filing day, present room) is read
 * from the applicant's row; the other rows' cells must be empty or say the same. A bad row refuses
 * its party: half a family is not housed.
 */
#include "import_parts.h"

#include "base/buf.h"
#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

enum { MAX_PEOPLE = 16, MAX_WEIGHT = 100, MAX_CODE = 40 };

static const struct import_word SHARING[] = {
    {"shared", "shared"},   {"ở ghép", "shared"}, {"ghép", "shared"},
    {"ở chung", "shared"},  {"chung", "shared"},  {"private", "private"},
    {"ở riêng", "private"}, {"riêng", "private"}, {"phòng riêng", "private"},
    {NULL, NULL},
};

/* "vệ sinh khép kín:2; ban công": features with a weight, 1 where none is given. */
static void read_wishes(struct import *im, size_t line_ix, struct store_request *r)
{
    struct import_parts parts;
    import_split(import_cell(im, line_ix, FIELD_WISHES), ";,\n", &parts);
    r->wishes = mem_array(parts.n, sizeof *r->wishes);
    for (size_t i = 0; i < parts.n; i++) {
        char *colon = strrchr(parts.items[i], ':');
        long weight = 1;
        if (colon != NULL) {
            char *end;
            weight = strtol(colon + 1, &end, 10);
            weight = *end != '\0' || end == colon + 1 ? 0 : weight;
            *colon = '\0';
        }
        const char *code = import_feature(parts.items[i]);
        if (code == NULL)
            import_say_unknown(im, line_ix, FIELD_WISHES, IMPORT_FEATURES, parts.items[i]);
        else if (weight < 1 || weight > MAX_WEIGHT)
            import_say(im, line_ix, FIELD_WISHES, IMPORT_ERROR,
                       "trọng số của \"%s\" phải từ 1 đến %d",
                       "the weight of \"%s\" must be 1 to %d", parts.items[i], MAX_WEIGHT);
        else
            r->wishes[r->n_wishes++] =
                (struct store_wish){.feature = mem_dup(code), .weight = (int)weight};
    }
    import_parts_release(&parts);
}

static int compare_wishes(const void *a, const void *b)
{
    const struct store_wish *x = a;
    const struct store_wish *y = b;
    return strcmp(x->feature, y->feature);
}

/* Ascending by feature, as the store returns them; a feature named twice is an error. */
static void order_wishes(struct import *im, size_t line_ix, struct store_request *r)
{
    if (r->n_wishes > 0)
        qsort(r->wishes, r->n_wishes, sizeof *r->wishes, compare_wishes);
    for (size_t i = 1; i < r->n_wishes; i++)
        if (strcmp(r->wishes[i].feature, r->wishes[i - 1].feature) == 0)
            import_say(im, line_ix, FIELD_WISHES, IMPORT_ERROR, "%s được nêu hai lần",
                       "%s is named twice", r->wishes[i].feature);
}

/* "SV; CD": acceptable sites, best first; a * behind the list makes other sites acceptable, too. */
static void read_sites(struct import *im, size_t line_ix, struct store_request *r)
{
    struct import_parts parts;
    struct buf text = {0};
    buf_str(&text, import_cell(im, line_ix, FIELD_SITES));
    r->other_sites = text.len == 0 ? 1 : 0;
    if (text.len > 0 && text.data[text.len - 1] == '*') {
        r->other_sites = 1;
        text.data[text.len - 1] = '\0';
    }
    import_split(text.len == 0 ? "" : text.data, ";,\n", &parts);
    r->choices = mem_array(parts.n, sizeof *r->choices);
    for (size_t i = 0; i < parts.n; i++) {
        size_t s = 0;
        char *key = import_key(parts.items[i]);
        for (; s < im->sites.n; s++) {
            char *code = import_key(im->sites.items[s].code);
            char *name = import_key(im->sites.items[s].name);
            bool is_it = strcmp(code, key) == 0 || strcmp(name, key) == 0;
            free(code);
            free(name);
            if (is_it)
                break;
        }
        bool is_double = false;
        for (size_t c = 0; c < r->n_choices && s < im->sites.n; c++)
            is_double = is_double || r->choices[c].site_id == im->sites.items[s].id;
        if (s == im->sites.n)
            import_say(im, line_ix, FIELD_SITES, IMPORT_ERROR,
                       "không có khu \"%s\"; hãy nhập danh sách phòng trước, hoặc sửa mã khu",
                       "there is no site \"%s\"; import the rooms first, or correct the code",
                       parts.items[i]);
        else if (is_double)
            import_say(im, line_ix, FIELD_SITES, IMPORT_ERROR, "khu \"%s\" được nêu hai lần",
                       "the site \"%s\" is named twice", parts.items[i]);
        else
            r->choices[r->n_choices++] = (struct store_choice){
                .site_id = im->sites.items[s].id, .site_code = mem_dup(im->sites.items[s].code)};
        free(key);
    }
    import_parts_release(&parts);
    buf_release(&text);
}

static char *read_room(struct import *im, size_t line_ix)
{
    const char *code = import_cell(im, line_ix, FIELD_CURRENT_ROOM);
    size_t r = 0;
    while (r < im->rooms.n && strcmp(im->rooms.items[r].code, code) != 0)
        r++;
    if (code[0] != '\0' && r == im->rooms.n)
        import_say(im, line_ix, FIELD_CURRENT_ROOM, IMPORT_ERROR,
                   "không có phòng %s; hãy nhập danh sách phòng trước, hoặc sửa mã phòng",
                   "there is no room %s; import the rooms first, or correct the code", code);
    return mem_dup(code);
}

/* What the applicant's row says of the party. */
static void read_request(struct import *im, const struct import_person *applicant,
                         struct store_request *r)
{
    size_t line_ix = applicant->line_ix;
    const char *sharing = import_choice(im, line_ix, FIELD_SHARING, SHARING);
    r->agency_id = applicant->official.agency_id;
    r->sharing = mem_dup(sharing == NULL ? "shared" : sharing);
    r->needs = import_codes(im, line_ix, FIELD_NEEDS, IMPORT_FEATURES);
    r->filed = import_date(im, line_ix, FIELD_FILED, false);
    r->current_room = read_room(im, line_ix);
    r->scheme = mem_dup("temporary");
    r->note = mem_dup("");
    read_wishes(im, line_ix, r);
    order_wishes(im, line_ix, r);
    read_sites(im, line_ix, r);
}

/* The other rows must not contradict the applicant's. */
static void compare_rows(struct import *im, const struct import_party *party)
{
    static const enum import_field fields[] = {FIELD_SHARING, FIELD_NEEDS, FIELD_WISHES,
                                               FIELD_SITES,   FIELD_FILED, FIELD_CURRENT_ROOM};
    size_t first = im->people[party->people[0]].line_ix;
    for (size_t i = 1; i < party->n_people; i++) {
        size_t line_ix = im->people[party->people[i]].line_ix;
        for (size_t f = 0; f < sizeof fields / sizeof *fields; f++) {
            const char *cell = import_cell(im, line_ix, fields[f]);
            if (cell[0] != '\0' && strcmp(cell, import_cell(im, first, fields[f])) != 0)
                import_say(im, line_ix, fields[f], IMPORT_WARNING,
                           "khác với dòng %d của người đứng tên hồ sơ; lấy theo dòng %d",
                           "differs from row %d of the applicant; row %d counts",
                           im->lines[first].number, im->lines[first].number);
        }
    }
}

static bool is_self(const struct import_person *p)
{
    return p->relation != NULL && strcmp(p->relation, "self") == 0;
}

/* Puts the applicant first; a row without a relation is the applicant where nobody else is. */
static void find_applicant(struct import *im, struct import_party *party)
{
    size_t n_self = 0;
    size_t first_self = 0;
    for (size_t i = 0; i < party->n_people; i++)
        if (is_self(&im->people[party->people[i]]) && n_self++ == 0)
            first_self = i;
    for (size_t i = 0; i < party->n_people; i++) {
        struct import_person *p = &im->people[party->people[i]];
        bool is_empty = import_cell(im, p->line_ix, FIELD_RELATION)[0] == '\0';
        if (p->relation != NULL || !is_empty)
            continue;
        if (n_self == 0) {
            p->relation = "self";
            n_self = 1;
            first_self = i;
        } else {
            import_say(im, p->line_ix, FIELD_RELATION, IMPORT_ERROR,
                       "thiếu quan hệ với người đứng tên hồ sơ (vợ/chồng, con, ở cùng)",
                       "the relation to the applicant is missing (vợ/chồng, con, ở cùng)");
        }
    }
    for (size_t i = first_self + 1; i < party->n_people; i++)
        if (n_self > 1 && is_self(&im->people[party->people[i]]))
            import_say(im, im->people[party->people[i]].line_ix, FIELD_RELATION, IMPORT_ERROR,
                       "hồ sơ đã có người đứng tên ở dòng %d",
                       "the request has its applicant in row %d",
                       im->lines[im->people[party->people[first_self]].line_ix].number);
    size_t first_line = im->people[party->people[0]].line_ix;
    if (n_self == 0 && im->lines[first_line].verdict != IMPORT_BAD)
        import_say(im, first_line, FIELD_RELATION, IMPORT_ERROR,
                   "hồ sơ không có dòng nào ghi \"bản thân\"",
                   "no row of the request says \"bản thân\" (the applicant)");
    size_t applicant = party->people[first_self];
    memmove(party->people + 1, party->people, first_self * sizeof *party->people);
    party->people[0] = applicant;
}

static struct import_party *add_party(struct import *im, const char *code)
{
    struct import_party *party = &im->parties[im->n_parties++];
    *party = (struct import_party){.request = {.code = mem_dup(code), .other_sites = 1},
                                   .code_hash = import_hash(code)};
    return party;
}

static void add_person(struct import *im, struct import_party *party, size_t person_ix)
{
    party->people = mem_grow(party->people, party->n_people + 1, sizeof *party->people);
    party->people[party->n_people++] = person_ix;
    im->people[person_ix].party_ix = (size_t)(party - im->parties);
}

/* Parties by code. Rows of one party mostly follow each other: the search begins at the end. */
static void group(struct import *im)
{
    for (size_t i = 0; i < im->n_people; i++) {
        struct import_person *p = &im->people[i];
        const char *code = import_cell(im, p->line_ix, FIELD_REQUEST);
        struct import_party *party = NULL;
        uint64_t hash = import_hash(code);
        p->party_ix = SIZE_MAX;
        if (!p->files_request && im->kind == IMPORT_OFFICIALS)
            continue;
        for (size_t k = im->n_parties; k-- > 0 && party == NULL && code[0] != '\0';)
            if (im->parties[k].code_hash == hash && strcmp(im->parties[k].request.code, code) == 0)
                party = &im->parties[k];
        bool is_alone = code[0] == '\0' && (p->relation == NULL || is_self(p));
        if (code[0] == '\0' && !is_alone)
            import_say(im, p->line_ix, FIELD_REQUEST, IMPORT_ERROR,
                       "thiếu mã hồ sơ: không biết người này thuộc hồ sơ nào",
                       "the request's code is missing: whose party is this person of?");
        if (strlen(code) > MAX_CODE)
            import_say(im, p->line_ix, FIELD_REQUEST, IMPORT_ERROR, "mã hồ sơ dài quá %d ký tự",
                       "the request's code is longer than %d", MAX_CODE);
        add_person(im, party == NULL ? add_party(im, code) : party, i);
    }
}

void import_parties(struct import *im)
{
    im->parties = mem_array(im->n_people, sizeof *im->parties);
    group(im);
    for (size_t k = 0; k < im->n_parties; k++) {
        struct import_party *party = &im->parties[k];
        find_applicant(im, party);
        read_request(im, &im->people[party->people[0]], &party->request);
        compare_rows(im, party);
        if (party->n_people > MAX_PEOPLE)
            import_say(im, im->people[party->people[MAX_PEOPLE]].line_ix, FIELD_REQUEST,
                       IMPORT_ERROR, "một hồ sơ có nhiều nhất %d người",
                       "a request has %d people at most", MAX_PEOPLE);
    }
}

/* A bad row refuses the whole party, and the other rows say why. */
static void refuse(struct import *im, struct import_party *party)
{
    int bad_row = 0;
    for (size_t i = 0; i < party->n_people && bad_row == 0; i++) {
        const struct import_line *l = &im->lines[im->people[party->people[i]].line_ix];
        bad_row = l->verdict == IMPORT_BAD ? l->number : 0;
    }
    party->is_bad = bad_row != 0;
    for (size_t i = 0; i < party->n_people && party->is_bad; i++) {
        size_t line_ix = im->people[party->people[i]].line_ix;
        if (im->lines[line_ix].verdict == IMPORT_BAD)
            continue;
        import_say(im, line_ix, FIELD_REQUEST, IMPORT_ERROR,
                   "cả hồ sơ bị giữ lại vì dòng %d có lỗi; sửa dòng đó là đủ",
                   "the whole request is held back by row %d; correcting that row is enough",
                   bad_row);
        im->report->findings[im->report->n_findings - 1].column_ix = -1; /* its code is right */
    }
}

void import_refuse(struct import *im)
{
    for (size_t k = 0; k < im->n_parties; k++)
        refuse(im, &im->parties[k]);
}

void import_parties_release(struct import *im)
{
    for (size_t k = 0; k < im->n_parties; k++) {
        struct import_party *party = &im->parties[k];
        struct store_request *r = &party->request;
        for (size_t i = 0; i < r->n_wishes; i++)
            free(r->wishes[i].feature);
        for (size_t i = 0; i < r->n_choices; i++)
            free(r->choices[i].site_code);
        free(r->members); /* their texts are borrowed */
        free(r->wishes);
        free(r->choices);
        free(r->code);
        free(r->sharing);
        free(r->needs);
        free(r->filed);
        free(r->current_room);
        free(r->scheme);
        free(r->note);
        free(r->from_day);
        free(r->to_day);
        free(party->people);
    }
    free(im->parties);
}
