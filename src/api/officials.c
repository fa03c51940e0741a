/* Officials: listed by given name, added, changed; the citizen id, and one's own data. */
#include "routes.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "fields.h"
#include "register.h"
#include "repairs.h"
#include "service/grid.h"
#include "service/official.h"
#include "service/own_data.h"
#include "stays.h"

static const struct api_field FIELDS[] = {
    {"name", FIELD_TEXT, offsetof(struct store_official, name)},
    {"born", FIELD_KNOWN, offsetof(struct store_official, born)},
    {"sex", FIELD_TEXT, offsetof(struct store_official, sex)},
    {"citizen_id", FIELD_TEXT, offsetof(struct store_official, citizen_id)},
    {"agency", FIELD_TEXT, offsetof(struct store_official, agency_code)},
    {"position", FIELD_TEXT, offsetof(struct store_official, position)},
    {"coefficient", FIELD_HUNDREDTHS, offsetof(struct store_official, coefficient_c)},
    {"phone", FIELD_KNOWN, offsetof(struct store_official, phone)},
    {"commune", FIELD_KNOWN, offsetof(struct store_official, commune_code)},
    {"residence", FIELD_TEXT, offsetof(struct store_official, residence)},
    {"owns_house", FIELD_ANSWER, offsetof(struct store_official, owns_house)},
    {"road_km", FIELD_TENTHS, offsetof(struct store_official, road_km_t)},
    {"has_moved", FIELD_ANSWER, offsetof(struct store_official, has_moved)},
    {"groups", FIELD_CODES, offsetof(struct store_official, groups)},
    {"needs_housing", FIELD_ANSWER, offsetof(struct store_official, needs_housing)},
    {"note", FIELD_TEXT, offsetof(struct store_official, note)},
};

static void read_body(struct api_call *c, struct store_official *o)
{
    api_read_fields(c->body, FIELDS, sizeof FIELDS / sizeof *FIELDS, o, &c->bad);
}

/* ---- the list ---- */

static const char *yes_no(int answer, bool is_en)
{
    if (answer < 0)
        return "";
    return is_en ? (answer > 0 ? "Yes" : "No") : (answer > 0 ? "Có" : "Không");
}

static void fill_grid(struct grid *g, const struct store_officials *all, bool is_en)
{
    static const char *const vi[] = {"STT",
                                     "Họ và tên",
                                     "Ngày sinh",
                                     "Giới tính",
                                     "Đơn vị công tác",
                                     "Chức vụ",
                                     "Hệ số PCCV",
                                     "Nơi ở hiện nay",
                                     "Nhà ở riêng",
                                     "Khoảng cách (km)",
                                     "Chuyển nơi làm việc",
                                     "Đối tượng ưu tiên",
                                     "Nhu cầu"};
    static const char *const en[] = {
        "No.",          "Name",      "Born",      "Sex",     "Agency",          "Position",
        "Coefficient",  "Residence", "Own house", "Road km", "Workplace moved", "Groups",
        "Needs housing"};
    grid_init(g, is_en ? "Officials" : "Danh sách cán bộ", 13, is_en ? en : vi);
    for (size_t i = 0; i < all->n; i++) {
        const struct store_official *o = &all->items[i];
        const bool is_woman = strcmp(o->sex, "F") == 0;
        grid_int(g, (int64_t)i + 1);
        grid_text(g, o->name);
        grid_text(g, o->born);
        grid_text(g, is_en ? (is_woman ? "F" : "M") : (is_woman ? "Nữ" : "Nam"));
        grid_text(g, o->agency_code);
        grid_text(g, o->position);
        if (o->coefficient_c < 0)
            grid_text(g, "");
        else
            grid_decimal(g, o->coefficient_c / 10, 1);
        grid_text(g, o->residence);
        grid_text(g, yes_no(o->owns_house, is_en));
        if (o->road_km_t < 0)
            grid_text(g, "");
        else
            grid_decimal(g, o->road_km_t, 1);
        grid_text(g, yes_no(o->has_moved, is_en));
        grid_text(g, o->groups);
        grid_text(g, yes_no(o->needs_housing, is_en));
    }
}

static int answer_sheet(struct api_call *c, int type, const struct store_officials *all,
                        struct err *e)
{
    struct grid g = {0};
    fill_grid(&g, all, strcmp(c->lang, "en") == 0);
    const struct sheet sheet = grid_sheet(&g);
    int rc = api_sheets(c, (enum api_type)type, "can-bo", &sheet, 1, e);
    grid_release(&g);
    return rc;
}

static void answer_page(struct api_call *c, const struct store_officials *page, size_t limit,
                        int64_t n)
{
    struct buf *out = &c->reply->body;
    buf_str(out, "{\"items\":[");
    for (size_t i = 0; i < page->n && i < limit; i++) {
        buf_str(out, i > 0 ? ",\n{" : "\n{");
        api_write_official(out, &c->who, &page->items[i]);
        buf_char(out, '}');
    }
    buf_fmt(out, "],\n\"n\":%lld}\n", (long long)n);
    if (page->n > limit)
        api_next(c, page->items[limit - 1].code);
}

int api_list_officials(struct api_call *c, struct store *s, struct err *e)
{
    const struct store_scope scope = principal_scope(&c->who);
    const int type = api_accept(c, 1u << API_JSON | 1u << API_CSV | 1u << API_XLSX);
    const bool is_page = type == API_JSON;
    const struct store_official_filter f = {.q = api_query(c, "q"),
                                            .agency = api_query(c, "agency"),
                                            .after = is_page ? api_after(c) : "",
                                            .limit = is_page ? api_limit(c) + 1 : TABLE_MAX_ROWS};
    struct store_officials page = {0};
    int64_t n = 0;
    int rc = type < 0 ? ERR_INPUT : store_official_page(s, &scope, &f, &page, &n, e);
    rc = rc == ERR_ABSENT ? api_no_after(c, e) : rc;
    if (rc == ERR_OK && is_page)
        answer_page(c, &page, (size_t)api_limit(c), n);
    else if (rc == ERR_OK)
        rc = answer_sheet(c, type, &page, e);
    if (rc == ERR_OK && !is_page)
        rc = api_note_export(c, "officials", page.n, e);
    store_officials_release(&page);
    return rc;
}

/* ---- one ---- */

static int answer(struct api_call *c, struct store *s, const struct store_official *o,
                  struct err *e)
{
    struct buf *out = &c->reply->body;
    char mask[13];
    int rc = official_masked_id(s, &c->who, o, mask, e);
    api_etag(c, o->version);
    buf_char(out, '{');
    api_write_official(out, &c->who, o);
    if (mask[0] == '\0')
        buf_str(out, ",\"citizen_id_masked\":null,");
    else
        buf_fmt(out, ",\"citizen_id_masked\":\"%s\",", mask);
    rc = rc != ERR_OK ? rc : api_write_facts(out, s, o->id, e);
    buf_str(out, "}\n");
    return rc;
}

int api_get_official(struct api_call *c, struct store *s, struct err *e)
{
    struct store_official o = {0};
    int rc = official_get(s, &c->who, c->path[0], &o, e);
    rc = rc != ERR_OK ? rc : answer(c, s, &o, e);
    store_official_release(&o);
    return rc;
}

int api_post_official(struct api_call *c, struct store *s, struct err *e)
{
    struct store_official o = {.coefficient_c = -1,
                               .owns_house = -1,
                               .road_km_t = -1,
                               .has_moved = -1,
                               .needs_housing = -1};
    char today[11];
    clock_today(today);
    read_body(c, &o);
    int rc = official_add(s, &c->who, &o, today, &c->bad, e);
    if (rc == ERR_OK) {
        api_location(c, "/api/v1/officials/%s", o.code);
        rc = answer(c, s, &o, e);
    }
    store_official_release(&o);
    return rc;
}

int api_patch_official(struct api_call *c, struct store *s, struct err *e)
{
    struct store_official o = {0};
    struct registration_papers papers;
    struct registration_paper *items = api_read_papers(c->body, &papers);
    char today[11];
    clock_today(today);
    int rc = official_get(s, &c->who, c->path[0], &o, e);
    if (rc == ERR_OK) {
        read_body(c, &o);
        rc =
            official_change(s, &c->who, &o, c->if_match, &papers, today, clock_now_s(), &c->bad, e);
    }
    rc = rc != ERR_OK ? rc : answer(c, s, &o, e);
    store_official_release(&o);
    free(items);
    return rc;
}

int api_post_citizen_id(struct api_call *c, struct store *s, struct err *e)
{
    struct buf id = {0};
    int rc = official_unmask(s, &c->who, c->path[0], json_text(json_get(c->body, "reason")), &id,
                             &c->bad, e);
    if (rc == ERR_OK)
        buf_fmt(&c->reply->body, "{\"citizen_id\":\"%s\"}\n", id.data);
    if (id.len > 0)
        explicit_bzero(id.data, id.len);
    buf_release(&id);
    return rc;
}

/* ---- one's own data ---- */

static void write_requests(struct api_call *c, const struct own_data *d, const char *today)
{
    struct buf *out = &c->reply->body;
    buf_str(out, ",\n\"requests\":[");
    for (size_t i = 0; i < d->requests.n; i++) {
        buf_str(out, i > 0 ? ",\n" : "\n");
        api_write_request(out, &c->who, &d->requests.items[i], today);
    }
    buf_str(out, "],\n\"repairs\":[");
    for (size_t i = 0; i < d->repairs.n; i++) {
        buf_str(out, i > 0 ? ",\n" : "\n");
        api_write_repair(out, &d->repairs.items[i]);
    }
    buf_str(out, "],\n\"stays\":[");
    for (size_t i = 0; i < d->stays.n; i++) {
        buf_str(out, i > 0 ? ",\n" : "\n");
        api_write_stay(out, &d->stays.items[i]);
    }
    buf_str(out, "],\n\"disclosures\":[");
    size_t n = 0;
    for (size_t i = 0; i < d->disclosures.n; i++) {
        if (d->disclosures.items[i].actor == c->who.account_id)
            continue; /* oneself */
        buf_fmt(out, "%s{\"at\":", n++ > 0 ? ",\n" : "\n");
        api_write_instant(out, d->disclosures.items[i].at);
        buf_str(out, ",\"action\":");
        buf_json(out, d->disclosures.items[i].action);
        buf_char(out, '}');
    }
    buf_str(out, "]}\n");
}

int api_get_own_data(struct api_call *c, struct store *s, struct err *e)
{
    struct own_data d = {0};
    struct buf *out = &c->reply->body;
    char today[11];
    clock_today(today);
    int rc = own_data_take(s, &c->who, clock_now_s(), &d, e);
    if (rc == ERR_OK) {
        buf_str(out, "{\"official\":{");
        api_write_official(out, &c->who, &d.official);
        buf_fmt(out, ",\"citizen_id\":\"%s\",", d.citizen_id.data);
        rc = api_write_facts(out, s, d.official.id, e);
        buf_char(out, '}');
        write_requests(c, &d, today);
        http_reply_header(c->reply, "Content-Disposition",
                          "attachment; filename=\"du-lieu-ca-nhan.json\"");
    }
    own_data_release(&d);
    return rc;
}
