/* Lists of rooms, with the sites they are of, and of agencies. */
#include "import_parts.h"

#include "base/buf.h"
#include "base/mem.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_BEDS = 64, MAX_AREA = 1000, MAX_FLOOR = 50, MAX_URGENCY = 10, MAX_CODE = 40 };

static const struct import_word ROOM_SEX[] = {
    {"bất kỳ", "any"},
    {"bất kì", "any"},
    {"nam", "M"},
    {"nữ", "F"},
    {"không hạn chế", "unrestricted"},
    {"any", "any"},
    {"m", "M"},
    {"f", "F"},
    {"unrestricted", "unrestricted"},
    {NULL, NULL},
};

static const struct import_word ROOM_STATE[] = {
    {"sử dụng được", "usable"},  {"sẵn sàng", "usable"},
    {"tốt", "usable"},           {"đang sửa chữa", "repair"},
    {"sửa chữa", "repair"},      {"cần sửa chữa", "repair"},
    {"để dành", "reserved"},     {"dự phòng", "reserved"},
    {"đóng", "closed"},          {"đóng cửa", "closed"},
    {"không sử dụng", "closed"}, {"usable", "usable"},
    {"repair", "repair"},        {"reserved", "reserved"},
    {"closed", "closed"},        {NULL, NULL},
};

static char *read_code(struct import *im, size_t line_ix, enum import_field f)
{
    const char *cell = import_cell(im, line_ix, f);
    if (cell[0] == '\0')
        import_say(im, line_ix, f, IMPORT_ERROR, "thiếu mã", "the code is missing");
    else if (strlen(cell) > MAX_CODE || strpbrk(cell, " ;,*\n") != NULL)
        import_say(im, line_ix, f, IMPORT_ERROR,
                   "mã \"%s\" phải viết liền, không có dấu cách, dấu phẩy",
                   "the code \"%s\" must have no blanks and commas", cell);
    return mem_dup(cell);
}

/* "A; B": pools admitted, ascending; "tất cả" or an empty cell = all. */
static char *read_pools(struct import *im, size_t line_ix)
{
    struct import_parts parts;
    struct buf out = {0};
    char *key = import_key(import_cell(im, line_ix, FIELD_POOLS));
    import_split(strcmp(key, "tat ca") == 0 ? "" : import_cell(im, line_ix, FIELD_POOLS), ";, \n",
                 &parts);
    for (char pool = 'A'; pool <= 'Z'; pool++)
        for (size_t i = 0; i < parts.n; i++)
            if (toupper((unsigned char)parts.items[i][0]) == pool && parts.items[i][1] == '\0') {
                buf_str(&out, out.len > 0 ? " " : "");
                buf_char(&out, pool);
                break;
            }
    for (size_t i = 0; i < parts.n; i++)
        if (!isalpha((unsigned char)parts.items[i][0]) || parts.items[i][1] != '\0')
            import_say(im, line_ix, FIELD_POOLS, IMPORT_ERROR,
                       "nhóm hệ số là một chữ cái, ví dụ \"A; B\"; không hiểu \"%s\"",
                       "a pool is one letter, as in \"A; B\"; \"%s\" is not understood",
                       parts.items[i]);
    free(key);
    import_parts_release(&parts);
    return buf_take(&out);
}

/* SV-A-305: site SV, block A, floor 3, where the columns do not say so. */
static void read_place(struct import *im, size_t line_ix, struct import_place *p)
{
    struct import_parts parts;
    struct store_room *r = &p->room;
    import_split(r->code, "-", &parts);
    const char *site = import_cell(im, line_ix, FIELD_SITE);
    const char *block = import_cell(im, line_ix, FIELD_BLOCK);
    p->site_code = mem_dup(site[0] != '\0' || parts.n < 2 ? site : parts.items[0]);
    p->site_name = mem_dup(import_cell(im, line_ix, FIELD_SITE_NAME));
    r->block = mem_dup(block[0] != '\0' || parts.n < 3 ? block : parts.items[1]);
    r->floor = import_decimal(im, line_ix, FIELD_FLOOR, 1, MAX_FLOOR);
    const char *number = parts.n > 0 ? parts.items[parts.n - 1] : "";
    size_t digits = strspn(number, "0123456789");
    if (r->floor < 0 && digits >= 3 && digits <= 4 && number[digits] == '\0')
        r->floor = (int)(strtol(number, NULL, 10) / 100);
    if (p->site_code[0] == '\0')
        import_say(im, line_ix, FIELD_SITE, IMPORT_ERROR, "thiếu mã khu",
                   "the site's code is missing");
    import_parts_release(&parts);
}

static void read_room(struct import *im, size_t line_ix, struct import_place *p)
{
    struct store_room *r = &p->room;
    const char *features = import_cell(im, line_ix, FIELD_FEATURES);
    r->code = read_code(im, line_ix, FIELD_ROOM);
    read_place(im, line_ix, p);
    r->beds = import_decimal(im, line_ix, FIELD_BEDS, 1, MAX_BEDS);
    if (import_cell(im, line_ix, FIELD_BEDS)[0] == '\0' || r->beds == 0)
        import_say(im, line_ix, FIELD_BEDS, IMPORT_ERROR, "số chỗ phải từ 1 đến %d",
                   "the number of beds must be 1 to %d", MAX_BEDS);
    r->area_c = import_decimal(im, line_ix, FIELD_AREA, 100, MAX_AREA);
    if (r->area_c == 0)
        import_say(im, line_ix, FIELD_AREA, IMPORT_ERROR, "diện tích phải lớn hơn 0",
                   "the area must be more than 0");
    r->features = features[0] == '\0' ? mem_dup("")
                                      : import_codes(im, line_ix, FIELD_FEATURES, IMPORT_FEATURES);
    const char *sex = import_choice(im, line_ix, FIELD_SEX, ROOM_SEX);
    const char *state = import_choice(im, line_ix, FIELD_STATE, ROOM_STATE);
    r->sex = mem_dup(sex == NULL ? "" : sex);
    r->state = mem_dup(state == NULL ? "" : state);
    r->pools = read_pools(im, line_ix);
    r->note = mem_dup(import_cell(im, line_ix, FIELD_NOTE));
}

static void read_agency(struct import *im, size_t line_ix, struct import_place *p)
{
    struct store_agency *a = &p->agency;
    struct import_parts aliases;
    struct buf text = {0};
    a->code = read_code(im, line_ix, FIELD_AGENCY_CODE);
    a->name = mem_dup(import_cell(im, line_ix, FIELD_AGENCY_NAME));
    if (a->name[0] == '\0')
        import_say(im, line_ix, FIELD_AGENCY_NAME, IMPORT_ERROR, "thiếu tên cơ quan",
                   "the name is missing");
    import_split(import_cell(im, line_ix, FIELD_ALIASES), ";\n", &aliases);
    for (size_t i = 0; i < aliases.n; i++) {
        buf_str(&text, i == 0 ? "" : "; ");
        buf_str(&text, aliases.items[i]);
    }
    import_parts_release(&aliases);
    a->aliases = buf_take(&text);
    a->kind = mem_dup(import_cell(im, line_ix, FIELD_AGENCY_KIND));
    a->urgency = import_decimal(im, line_ix, FIELD_URGENCY, 1, MAX_URGENCY);
}

/* The text that must be the only one of its kind in the file. */
static const char *code_of(const struct import *im, const struct import_place *p)
{
    return im->kind == IMPORT_ROOMS ? p->room.code : p->agency.code;
}

static void find_double(struct import *im, size_t place_ix)
{
    struct import_place *p = &im->places[place_ix];
    bool is_rooms = im->kind == IMPORT_ROOMS;
    for (size_t i = 0; i < place_ix; i++) {
        const struct import_place *other = &im->places[i];
        if (strcmp(code_of(im, other), code_of(im, p)) == 0) {
            import_say(im, p->line_ix, is_rooms ? FIELD_ROOM : FIELD_AGENCY_CODE, IMPORT_ERROR,
                       "mã %s đã có ở dòng %d", "the code %s stands in row %d already",
                       code_of(im, p), im->lines[other->line_ix].number);
            return;
        }
    }
}

/* What a new room is where its row does not say otherwise. */
static char nothing[] = "";
static char any_sex[] = "any";
static char usable[] = "usable";
static const struct store_room FRESH = {.site_code = nothing,
                                        .block = nothing,
                                        .floor = -1,
                                        .area_c = -1,
                                        .features = nothing,
                                        .sex = any_sex,
                                        .pools = nothing,
                                        .state = usable,
                                        .note = nothing};

static void compare_room(struct import *im, struct import_place *p)
{
    struct store_room *r = &p->room;
    size_t known = 0;
    size_t site = 0;
    bool differs = false;
    while (known < im->rooms.n && strcmp(im->rooms.items[known].code, r->code) != 0)
        known++;
    while (site < im->sites.n && strcmp(im->sites.items[site].code, p->site_code) != 0)
        site++;
    if (site < im->sites.n && p->site_name[0] != '\0')
        differs = strcmp(p->site_name, im->sites.items[site].name) != 0;
    const struct store_room *stored = known < im->rooms.n ? &im->rooms.items[known] : &FRESH;
    r->id = stored->id;
    differs |= strcmp(p->site_code, stored->site_code) != 0;
    differs |= r->beds != stored->beds;
    differs |= import_text_differs(&r->block, stored->block);
    differs |= import_int_differs(&r->floor, stored->floor);
    differs |= import_int_differs(&r->area_c, stored->area_c);
    differs |= import_text_differs(&r->features, stored->features);
    differs |= import_text_differs(&r->sex, stored->sex);
    differs |= import_text_differs(&r->pools, stored->pools);
    differs |= import_text_differs(&r->state, stored->state);
    differs |= import_text_differs(&r->note, stored->note);
    if (differs)
        import_judge(im, p->line_ix, r->id == 0 ? IMPORT_NEW : IMPORT_CHANGED);
}

static void compare_agency(struct import *im, struct import_place *p)
{
    struct store_agency *a = &p->agency;
    const struct store_agency *stored = NULL;
    char *key = import_key(a->name);
    for (size_t i = 0; i < im->agencies.n; i++) {
        char *name = import_key(im->agencies.items[i].name);
        if (strcmp(im->agencies.items[i].code, a->code) == 0)
            stored = &im->agencies.items[i];
        else if (strcmp(name, key) == 0)
            import_say(im, p->line_ix, FIELD_AGENCY_NAME, IMPORT_ERROR,
                       "cơ quan này đã có với mã %s", "this agency is known as %s",
                       im->agencies.items[i].code);
        free(name);
    }
    free(key);
    if (stored == NULL) {
        a->urgency = a->urgency < 0 ? 0 : a->urgency;
        import_judge(im, p->line_ix, IMPORT_NEW);
        return;
    }
    a->id = stored->id;
    bool differs = strcmp(a->name, stored->name) != 0;
    differs |= import_text_differs(&a->aliases, stored->aliases);
    differs |= import_text_differs(&a->kind, stored->kind);
    differs |= import_int_differs(&a->urgency, stored->urgency);
    if (differs)
        import_judge(im, p->line_ix, IMPORT_CHANGED);
}

void import_places(struct import *im)
{
    im->places = mem_array(im->n_lines, sizeof *im->places);
    for (size_t i = 0; i < im->n_lines; i++) {
        struct import_place *p = &im->places[im->n_places];
        if (!im->lines[i].is_data)
            continue;
        p->line_ix = i;
        if (im->kind == IMPORT_ROOMS)
            read_room(im, i, p);
        else
            read_agency(im, i, p);
        find_double(im, im->n_places++);
        if (im->lines[i].verdict == IMPORT_BAD)
            continue;
        if (im->kind == IMPORT_ROOMS)
            compare_room(im, p);
        else
            compare_agency(im, p);
    }
}

/* The site of a room: known, or made by its first room; a new name of it counts. */
static int store_site(struct import *im, const struct import_place *p, int64_t *id, struct err *e)
{
    size_t s = 0;
    while (s < im->sites.n && strcmp(im->sites.items[s].code, p->site_code) != 0)
        s++;
    if (s == im->sites.n) {
        im->sites.items = mem_grow(im->sites.items, s + 1, sizeof *im->sites.items);
        im->sites.items[im->sites.n++] = (struct store_site){.code = mem_dup(p->site_code),
                                                             .name = mem_dup(""),
                                                             .owner = mem_dup(""),
                                                             .address = mem_dup(""),
                                                             .requisition_from = mem_dup(""),
                                                             .requisition_to = mem_dup("")};
    }
    struct store_site *site = &im->sites.items[s];
    const char *name = p->site_name[0] != '\0' ? p->site_name
                       : site->name[0] != '\0' ? site->name
                                               : p->site_code;
    int rc = ERR_OK;
    if (site->id == 0 || strcmp(site->name, name) != 0) {
        char *fresh = mem_dup(name);
        free(site->name);
        site->name = fresh;
        rc = store_site_put(im->store, site, e);
    }
    *id = site->id;
    return rc;
}

int import_places_store(struct import *im, struct err *e)
{
    int rc = ERR_OK;
    for (size_t i = 0; i < im->n_places && rc == ERR_OK; i++) {
        struct import_place *p = &im->places[i];
        enum import_verdict verdict = im->lines[p->line_ix].verdict;
        if (verdict != IMPORT_NEW && verdict != IMPORT_CHANGED)
            continue;
        if (im->kind == IMPORT_AGENCIES) {
            rc = store_agency_put(im->store, &p->agency, e);
            continue;
        }
        rc = store_site(im, p, &p->room.site_id, e);
        rc = rc != ERR_OK ? rc : store_room_put(im->store, &p->room, e);
    }
    return rc;
}

void import_places_release(struct import *im)
{
    for (size_t i = 0; i < im->n_places; i++) {
        struct import_place *p = &im->places[i];
        free(p->room.code);
        free(p->room.block);
        free(p->room.features);
        free(p->room.sex);
        free(p->room.pools);
        free(p->room.state);
        free(p->room.note);
        free(p->site_code);
        free(p->site_name);
        free(p->agency.code);
        free(p->agency.name);
        free(p->agency.aliases);
        free(p->agency.kind);
    }
    free(im->places);
}
