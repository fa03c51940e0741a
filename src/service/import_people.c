/* A row of a list of people: what it says about one official or family member.
 *
 * A row is read into a struct store_official for both. Who is an official: every row of an
 * officials' list; in a list of requests the applicant and who lives along ("ở cùng"), and a spouse
 * whose own row names an agency. Of family members only name, birth and sex are kept.
 */
#include "import_parts.h"

#include "base/buf.h"
#include "base/clock.h"
#include "base/date.h"
#include "base/mem.h"
#include "base/text.h"

#include <stdlib.h>
#include <string.h>

/* Up to this road distance twice the straight line is no measure: communes are some km wide. */
enum { NEAR_KM_T = 100 };

enum { MAX_NAME = 100, MAX_KM = 2000, MAX_COEFFICIENT = 2, LEAST_AGE = 15, MOST_AGE = 100 };

static const struct import_word RELATIONS[] = {
    {"self", "self"},
    {"bản thân", "self"},
    {"người đăng ký", "self"},
    {"chủ hồ sơ", "self"},
    {"spouse", "spouse"},
    {"vợ/chồng", "spouse"},
    {"vợ", "spouse"},
    {"chồng", "spouse"},
    {"vợ hoặc chồng", "spouse"},
    {"child", "child"},
    {"con", "child"},
    {"con trai", "child"},
    {"con gái", "child"},
    {"con ruột", "child"},
    {"companion", "companion"},
    {"ở cùng", "companion"},
    {"ở ghép", "companion"},
    {"bạn ở cùng", "companion"},
    {"đồng nghiệp", "companion"},
    {NULL, NULL},
};

/* "Sở Xây dựng tỉnh Hưng Yên" is the province's own Sở Xây dựng. */
static void drop_province(char *key)
{
    static const char *const tails[] = {" tinh hung yen", " hung yen", " tinh"};
    for (size_t i = 0; i < sizeof tails / sizeof *tails; i++) {
        size_t n = strlen(key);
        size_t k = strlen(tails[i]);
        if (n > k && strcmp(key + n - k, tails[i]) == 0) {
            key[n - k] = '\0';
            return;
        }
    }
}

/* Index of the agency that has a key as code, name or other name. */
static size_t agency_of_key(const struct import *im, const char *key)
{
    struct buf wanted = {0};
    size_t a = 0;
    buf_fmt(&wanted, "|%s|", key);
    while (a < im->agencies.n && strstr(im->agency_keys[a], wanted.data) == NULL)
        a++;
    buf_release(&wanted);
    return key[0] == '\0' ? im->agencies.n : a;
}

/* The agency whose code or name is most like a key, where it beats *least. */
static void look_nearest(const struct import *im, const char *key, size_t *least,
                         const char **nearest)
{
    for (size_t a = 0; a < im->agencies.n; a++) {
        struct import_parts names;
        import_split(im->agency_keys[a], "|", &names);
        for (size_t i = 0; i < names.n; i++) {
            size_t distance = text_distance(names.items[i], key);
            if (distance < *least) {
                *least = distance;
                *nearest = im->agencies.items[a].name;
            }
        }
        import_parts_release(&names);
    }
}

/* By the whole text, with and without the province behind it. */
static size_t agency_named(const struct import *im, const char *text)
{
    char *key = import_key(text);
    size_t a = agency_of_key(im, key);
    if (a == im->agencies.n) {
        drop_province(key);
        a = agency_of_key(im, key);
    }
    free(key);
    return a;
}

size_t import_agency(const struct import *im, const char *text, const char **nearest)
{
    struct import_parts parts;
    size_t least = SIZE_MAX;
    size_t a = agency_named(im, text);
    /* "Phòng Quản lý nhà, Sở Xây dựng": the office of an agency */
    import_split(text, ",;\n", &parts);
    for (size_t i = parts.n; i-- > 0 && a == im->agencies.n;)
        a = agency_named(im, parts.items[i]);
    *nearest = "-";
    for (size_t i = 0; i < parts.n && a == im->agencies.n; i++) {
        char *key = import_key(parts.items[i]);
        look_nearest(im, key, &least, nearest);
        free(key);
    }
    import_parts_release(&parts);
    return a;
}

static char *read_name(struct import *im, size_t line_ix)
{
    struct buf name = {0};
    buf_str(&name, import_cell(im, line_ix, FIELD_NAME));
    if (name.len == 0) {
        buf_str(&name, import_cell(im, line_ix, FIELD_FAMILY_NAME));
        buf_str(&name, name.len > 0 ? " " : "");
        buf_str(&name, import_cell(im, line_ix, FIELD_GIVEN_NAME));
    }
    char *raw = buf_take(&name);
    char *clean = text_nfc(raw);
    if (raw[0] == '\0')
        import_say(im, line_ix, FIELD_NAME, IMPORT_ERROR, "thiếu họ và tên", "the name is missing");
    else if (clean == NULL || text_width(clean) > MAX_NAME)
        import_say(im, line_ix, FIELD_NAME, IMPORT_ERROR,
                   "họ tên có ký tự lạ hoặc quá dài; hãy gõ lại",
                   "the name has strange characters or is too long; type it again");
    else if (strpbrk(clean, "0123456789") != NULL)
        import_say(im, line_ix, FIELD_NAME, IMPORT_ERROR, "họ tên không được có chữ số",
                   "a name has no digits");
    free(raw);
    return clean == NULL ? mem_dup("") : clean;
}

/* Birth and sex, which some lists give by the column the date stands in. */
static void read_birth(struct import *im, size_t line_ix, struct store_official *o)
{
    static const struct {
        enum import_field field;
        char sex;
    } columns[] = {{FIELD_BORN, 0}, {FIELD_BORN_MALE, 'M'}, {FIELD_BORN_FEMALE, 'F'}};
    char sex = import_sex(im, line_ix, import_cell(im, line_ix, FIELD_SEX));
    o->born = mem_dup("");
    for (size_t i = 0; i < sizeof columns / sizeof *columns; i++) {
        const char *cell = import_cell(im, line_ix, columns[i].field);
        if (cell[0] == '\0')
            continue;
        sex = sex == 0 ? columns[i].sex : sex;
        if (o->born[0] != '\0' || strcmp(cell, "x") == 0 || strcmp(cell, "X") == 0)
            continue;
        free(o->born);
        o->born = import_date(im, line_ix, columns[i].field, true);
    }
    char text[2] = {sex, '\0'};
    o->sex = mem_dup(text);
}

static void check_age(struct import *im, size_t line_ix, const struct import_person *p)
{
    char today[11];
    const char *born = p->official.born;
    if (born[0] == '\0')
        return;
    clock_today(today);
    int year = (int)strtol(born, NULL, 10);
    int age = (int)strtol(today, NULL, 10) - year;
    if (age < 0 || age > MOST_AGE || strcmp(born, today) > 0)
        import_say(im, line_ix, FIELD_BORN, IMPORT_ERROR, "năm sinh %d không thể đúng",
                   "the birth year %d cannot be right", year);
    else if (p->is_official && age < LEAST_AGE)
        import_say(im, line_ix, FIELD_BORN, IMPORT_ERROR,
                   "cán bộ không thể sinh năm %d; hãy kiểm tra lại",
                   "an official cannot be born in %d; check it", year);
}

static void read_agency(struct import *im, size_t line_ix, struct store_official *o)
{
    const char *cell = import_cell(im, line_ix, FIELD_AGENCY);
    const char *nearest = "-";
    if (cell[0] == '\0')
        cell = im->lines[line_ix].section;
    if (cell[0] != '\0') {
        size_t a = import_agency(im, cell, &nearest);
        o->agency_id = a < im->agencies.n ? im->agencies.items[a].id : 0;
        if (o->agency_id == 0)
            import_say(
                im, line_ix, FIELD_AGENCY, IMPORT_ERROR,
                "không có cơ quan \"%s\"; gần nhất là \"%s\". Hãy sửa tên, hoặc nhập cơ quan "
                "này trước",
                "there is no agency \"%s\"; nearest is \"%s\". Correct the name, or import "
                "the agency first",
                cell, nearest);
        else if (!import_is_own(im, o->agency_id))
            import_say(im, line_ix, FIELD_AGENCY, IMPORT_ERROR,
                       "\"%s\" không phải cơ quan anh/chị phụ trách; cơ quan đó tự gửi danh sách",
                       "\"%s\" is no agency of yours; it sends its own list", cell);
    } else {
        import_say(im, line_ix, FIELD_AGENCY, IMPORT_ERROR, "thiếu đơn vị công tác",
                   "the agency is missing");
    }
}

/* The commune a text names, by "xã", "phường" or the bare name; communes.n = none or several. */
static size_t commune_named(const struct import *im, const char *text)
{
    static const char *const kinds[] = {"xa ", "phuong ", "p ", "x "};
    char *key = import_key(text);
    const char *name = key;
    size_t found = im->communes.n;
    size_t n_found = 0;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds && name == key; i++)
        if (strncmp(key, kinds[i], strlen(kinds[i])) == 0)
            name = key + strlen(kinds[i]);
    for (size_t c = 0; c < im->communes.n; c++) {
        if (strcmp(im->commune_keys[c], name) != 0)
            continue;
        found = c;
        n_found++;
    }
    free(key);
    return n_found == 1 ? found : im->communes.n;
}

/* Communes of other provinces bear the same names: a text that ends in another province is none of
 * ours. */
static bool is_here(const char *last_part)
{
    char *key = import_key(last_part);
    bool is = strstr(key, "hung yen") != NULL || strstr(key, "thai binh") != NULL ||
              strcmp(key, "viet nam") == 0;
    free(key);
    return is;
}

static size_t find_commune(const struct import *im, const char *residence)
{
    struct import_parts parts;
    import_split(residence, ",;-\n", &parts);
    size_t found = im->communes.n;
    size_t n = parts.n;
    if (n > 1 && commune_named(im, parts.items[n - 1]) == im->communes.n &&
        !is_here(parts.items[n - 1]))
        n = 0;
    for (size_t i = n; i-- > 0 && found == im->communes.n;)
        found = commune_named(im, parts.items[i]);
    import_parts_release(&parts);
    return found;
}

static void read_residence(struct import *im, size_t line_ix, struct store_official *o)
{
    const char *code = import_cell(im, line_ix, FIELD_COMMUNE);
    const char *residence = import_cell(im, line_ix, FIELD_RESIDENCE);
    size_t c = 0;
    if (code[0] != '\0') {
        while (c < im->communes.n && strcmp(im->communes.items[c].code, code) != 0)
            c++;
        if (c == im->communes.n)
            import_say(im, line_ix, FIELD_COMMUNE, IMPORT_ERROR,
                       "không có xã, phường mã %s; hãy xem lại mã, hoặc để trống",
                       "there is no commune %s; check the code, or leave it empty", code);
    } else {
        c = residence[0] == '\0' ? im->communes.n : find_commune(im, residence);
        if (residence[0] != '\0' && c == im->communes.n)
            import_say(im, line_ix, FIELD_RESIDENCE, IMPORT_WARNING,
                       "không nhận ra xã, phường trong \"%s\"; hãy ghi thêm mã xã",
                       "no commune recognised in \"%s\"; add its code", residence);
    }
    o->commune_code = mem_dup(c < im->communes.n ? im->communes.items[c].code : "");
    o->residence = mem_dup(residence);
    if (c == im->communes.n || o->road_km_t < 0)
        return;
    int straight_t = im->communes.items[c].straight_km_t;
    int most_t = 2 * straight_t > NEAR_KM_T ? 2 * straight_t : NEAR_KM_T;
    if (o->road_km_t < straight_t || o->road_km_t > most_t)
        import_say(im, line_ix, FIELD_KM, IMPORT_WARNING,
                   "%d,%d km đường bộ khó khớp với %d km đường chim bay từ %s; hãy kiểm tra lại",
                   "%d.%d km by road hardly fit %d km in a straight line from %s; check it",
                   o->road_km_t / 10, o->road_km_t % 10, straight_t / 10,
                   im->communes.items[c].name);
}

static void read_work(struct import *im, size_t line_ix, struct import_person *p)
{
    struct store_official *o = &p->official;
    char sex = o->sex[0];
    o->citizen_id = import_citizen_id(im, line_ix, o->born, sex);
    if (o->citizen_id == NULL && import_cell(im, line_ix, FIELD_CITIZEN_ID)[0] == '\0')
        import_say(im, line_ix, FIELD_CITIZEN_ID, IMPORT_ERROR,
                   "thiếu số CCCD; cần 12 chữ số để nhận ra người này",
                   "the citizen id is missing; its 12 digits tell this person from others");
    if (sex == 0 && o->citizen_id != NULL && import_cell(im, line_ix, FIELD_SEX)[0] == '\0') {
        free(o->sex);
        o->sex = mem_dup((o->citizen_id[3] - '0') % 2 == 0 ? "M" : "F");
        import_say(im, line_ix, FIELD_SEX, IMPORT_NOTICE, "lấy giới tính theo số CCCD",
                   "the sex is taken from the citizen id");
    }
    o->phone = import_phone(im, line_ix);
    o->position = mem_dup(import_cell(im, line_ix, FIELD_POSITION));
    read_agency(im, line_ix, o);
    o->coefficient_c = import_decimal(im, line_ix, FIELD_COEFFICIENT, 100, MAX_COEFFICIENT);
    o->owns_house = import_yes_no(im, line_ix, FIELD_OWNS_HOUSE);
    o->road_km_t = import_decimal(im, line_ix, FIELD_KM, 10, MAX_KM);
    o->has_moved = import_yes_no(im, line_ix, FIELD_MOVED);
    read_residence(im, line_ix, o);
    o->groups = import_codes(im, line_ix, FIELD_GROUPS, IMPORT_GROUPS);
    o->needs_housing = im->kind == IMPORT_REQUESTS ? 1 : import_yes_no(im, line_ix, FIELD_NEED);
    o->note = mem_dup(import_cell(im, line_ix, FIELD_NOTE));
    p->files_request =
        im->kind == IMPORT_REQUESTS || !import_has(im, FIELD_NEED) || o->needs_housing == 1;
    if (!p->files_request && import_cell(im, line_ix, FIELD_NEED)[0] == '\0')
        import_say(im, line_ix, FIELD_NEED, IMPORT_WARNING,
                   "chưa ghi Có hay Không: chưa lập hồ sơ cho người này",
                   "neither Có nor Không: no request is filed for this person");
}

static void read_person(struct import *im, size_t line_ix, struct import_person *p)
{
    struct store_official *o = &p->official;
    p->line_ix = line_ix;
    p->relation = im->kind == IMPORT_REQUESTS
                      ? import_choice(im, line_ix, FIELD_RELATION, RELATIONS)
                      : "self";
    bool is_family =
        p->relation != NULL &&
        (strcmp(p->relation, "child") == 0 ||
         (strcmp(p->relation, "spouse") == 0 && import_cell(im, line_ix, FIELD_AGENCY)[0] == '\0'));
    p->is_official = !is_family;
    o->name = read_name(im, line_ix);
    read_birth(im, line_ix, o);
    check_age(im, line_ix, p);
    if (p->is_official)
        read_work(im, line_ix, p);
    if (o->sex[0] == '\0' && import_cell(im, line_ix, FIELD_SEX)[0] == '\0' &&
        (!p->is_official || o->citizen_id == NULL))
        import_say(im, line_ix, FIELD_SEX, IMPORT_ERROR, "thiếu giới tính", "the sex is missing");
    if (is_family && o->born[0] == '\0' && strcmp(p->relation, "child") == 0)
        import_say(im, line_ix, FIELD_BORN, IMPORT_ERROR,
                   "thiếu năm sinh của con; cần để biết có tính chỗ ở hay không",
                   "the child's birth year is missing; it decides whether a bed is counted");
}

void import_people(struct import *im)
{
    im->people = mem_array(im->n_lines, sizeof *im->people);
    for (size_t i = 0; i < im->n_lines; i++)
        if (im->lines[i].is_data)
            read_person(im, i, &im->people[im->n_people++]);
}

void import_people_release(struct import *im)
{
    for (size_t i = 0; i < im->n_people; i++) {
        struct store_official *o = &im->people[i].official;
        free(o->name);
        free(o->born);
        free(o->sex);
        free(o->citizen_id);
        free(o->lookup);
        free(o->phone);
        free(o->position);
        free(o->commune_code);
        free(o->residence);
        free(o->groups);
        free(o->note);
    }
    free(im->people);
}
