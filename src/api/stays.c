/* Stays: listed, read. */
#include "stays.h"

#include "routes.h"

#include <stddef.h>
#include <string.h>

#include "fields.h"
#include "register.h"
#include "service/grid.h"

static const struct api_field FIELDS[] = {
    {"code", FIELD_TEXT, offsetof(struct store_stay, code)},
    {"request", FIELD_TEXT, offsetof(struct store_stay, request)},
    {"name", FIELD_TEXT, offsetof(struct store_stay, person)},
    {"agency", FIELD_TEXT, offsetof(struct store_stay, agency)},
    {"room", FIELD_TEXT, offsetof(struct store_stay, room)},
    {"site", FIELD_TEXT, offsetof(struct store_stay, site)},
    {"site_name", FIELD_TEXT, offsetof(struct store_stay, site_name)},
    {"kind", FIELD_TEXT, offsetof(struct store_stay, kind)},
    {"whole_room", FIELD_ANSWER, offsetof(struct store_stay, whole_room)},
    {"from_day", FIELD_TEXT, offsetof(struct store_stay, from_day)},
    {"to_day", FIELD_KNOWN, offsetof(struct store_stay, to_day)},
    {"return_day", FIELD_KNOWN, offsetof(struct store_stay, return_day)},
    {"why_ended", FIELD_KNOWN, offsetof(struct store_stay, why_ended)},
    {"version", FIELD_COUNT, offsetof(struct store_stay, version)},
};

void api_write_stay(struct buf *out, const struct store_stay *stay)
{
    buf_char(out, '{');
    api_write_fields(out, FIELDS, sizeof FIELDS / sizeof *FIELDS, stay);
    buf_str(out, ",\"beds\":[");
    for (size_t i = 0; i < stay->n_beds; i++)
        buf_fmt(out, "%s{\"member\":%d,\"bed\":%d}", i > 0 ? "," : "", stay->beds[i].member_ix,
                stay->beds[i].bed);
    buf_str(out, "]}");
}

/* ---- the list ---- */

static const char *why_text(const char *why, bool is_en)
{
    static const char *const texts[][3] = {{"moved_out", "trả phòng", "moved out"},
                                           {"transferred", "chuyển phòng", "moved to another room"},
                                           {"returned", "về phòng mình", "back in the own room"}};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        if (strcmp(why, texts[i][0]) == 0)
            return texts[i][is_en ? 2 : 1];
    return "";
}

static int answer_sheet(struct api_call *c, int type, const struct store_stays *all, struct err *e)
{
    static const char *const vi[] = {"Mã hồ sơ", "Họ và tên",  "Đơn vị công tác", "Khu",
                                     "Phòng",    "Hình thức",  "Số người",        "Từ ngày",
                                     "Đến ngày", "Dự kiến về", "Kết thúc do"};
    static const char *const en[] = {"Request", "Name", "Agency", "Site",    "Room", "Kind",
                                     "People",  "From", "To",     "Back by", "Ended"};
    const bool is_en = strcmp(c->lang, "en") == 0;
    struct grid g;
    grid_init(&g, is_en ? "Stays" : "Danh sách lưu trú", 11, is_en ? en : vi);
    for (size_t i = 0; i < all->n; i++) {
        const struct store_stay *t = &all->items[i];
        const bool is_own = strcmp(t->kind, "own") == 0;
        grid_text(&g, t->request);
        grid_text(&g, t->person);
        grid_text(&g, t->agency);
        grid_text(&g, t->site);
        grid_text(&g, t->room);
        grid_text(&g, is_en ? t->kind : is_own ? "phòng mình" : "ở tạm");
        grid_int(&g, (int64_t)t->n_beds);
        grid_text(&g, t->from_day);
        grid_text(&g, t->to_day);
        grid_text(&g, t->return_day);
        grid_text(&g, why_text(t->why_ended, is_en));
    }
    const struct sheet sheet = grid_sheet(&g);
    int rc = api_sheets(c, (enum api_type)type, "luu-tru", &sheet, 1, e);
    grid_release(&g);
    return rc != ERR_OK ? rc : api_note_export(c, "stays", all->n, e);
}

static void answer_page(struct api_call *c, const struct store_stays *page, int64_t n)
{
    const size_t limit = (size_t)api_limit(c);
    struct buf *out = &c->reply->body;
    buf_str(out, "{\"items\":[");
    for (size_t i = 0; i < page->n && i < limit; i++) {
        buf_str(out, i > 0 ? ",\n" : "\n");
        api_write_stay(out, &page->items[i]);
    }
    buf_fmt(out, "],\"n\":%lld}\n", (long long)n);
    if (page->n > limit)
        api_next(c, page->items[limit - 1].code);
}

/* Whether ?after names a stay that one sees, or is not there. */
static int check_after(struct api_call *c, struct store *s, struct err *e)
{
    const struct store_scope scope = principal_scope(&c->who);
    struct store_stay last = {0};
    int rc = api_after(c)[0] != '\0' ? store_stay_get(s, &scope, api_after(c), &last, e) : ERR_OK;
    if (rc == ERR_OK && api_after(c)[0] != '\0' && last.id == 0)
        rc = api_no_after(c, e);
    store_stay_release(&last);
    return rc;
}

static const char *query_or_all(const struct api_call *c, const char *name)
{
    const char *text = api_query(c, name);
    return text[0] != '\0' ? text : NULL;
}

int api_list_stays(struct api_call *c, struct store *s, struct err *e)
{
    const int type = api_accept(c, 1u << API_JSON | 1u << API_CSV | 1u << API_XLSX);
    const bool is_page = type == API_JSON;
    const struct store_stay_query q = {.scope = principal_scope(&c->who),
                                       .request = query_or_all(c, "request"),
                                       .room = query_or_all(c, "room"),
                                       .site = query_or_all(c, "site"),
                                       .agency = query_or_all(c, "agency"),
                                       .kind = query_or_all(c, "kind"),
                                       .on_day = query_or_all(c, "on"),
                                       .after = is_page ? api_after(c) : "",
                                       .limit = is_page ? api_limit(c) + 1 : TABLE_MAX_ROWS};
    struct store_stays stays = {0};
    int64_t n = 0;
    int rc = type < 0 ? ERR_INPUT : is_page ? check_after(c, s, e) : ERR_OK;
    rc = rc != ERR_OK ? rc : store_stay_list(s, &q, &stays, &n, e);
    if (rc == ERR_OK && is_page)
        answer_page(c, &stays, n);
    else if (rc == ERR_OK)
        rc = answer_sheet(c, type, &stays, e);
    store_stays_release(&stays);
    return rc;
}

int api_get_stay(struct api_call *c, struct store *s, struct err *e)
{
    const struct store_scope scope = principal_scope(&c->who);
    struct store_stay stay = {0};
    int rc = store_stay_get(s, &scope, c->path[0], &stay, e);
    if (rc == ERR_OK && stay.id == 0)
        rc = ERR_ABSENT;
    if (rc == ERR_OK) {
        api_etag(c, stay.version);
        api_write_stay(&c->reply->body, &stay);
        buf_char(&c->reply->body, '\n');
    }
    store_stay_release(&stay);
    return rc;
}
