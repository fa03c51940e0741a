/* Leave notices: written, taken back; who is to leave. */
#include "stays.h"

#include "routes.h"

#include <stddef.h>
#include <string.h>

#include "base/clock.h"
#include "fields.h"
#include "register.h"
#include "service/grid.h"
#include "service/leave.h"

static const struct api_field FIELDS[] = {
    {"request", FIELD_TEXT, offsetof(struct store_leave, request)},
    {"name", FIELD_TEXT, offsetof(struct store_leave, person)},
    {"agency", FIELD_TEXT, offsetof(struct store_leave, agency)},
    {"room", FIELD_KNOWN, offsetof(struct store_leave, room)},
    {"site", FIELD_KNOWN, offsetof(struct store_leave, site)},
    {"site_name", FIELD_KNOWN, offsetof(struct store_leave, site_name)},
    {"since", FIELD_KNOWN, offsetof(struct store_leave, since)},
    {"reason", FIELD_TEXT, offsetof(struct store_leave, reason)},
    {"ended_on", FIELD_TEXT, offsetof(struct store_leave, ended_on)},
    {"leave_by", FIELD_TEXT, offsetof(struct store_leave, leave_by)},
    {"document", FIELD_TEXT, offsetof(struct store_leave, document)},
};

void api_write_leave(struct buf *out, const struct store_leave *n, const char *today)
{
    buf_char(out, '{');
    api_write_fields(out, FIELDS, sizeof FIELDS / sizeof *FIELDS, n);
    buf_fmt(out, ",\"days_left\":%d}", leave_days_left(n, today));
}

/* ---- the list ---- */

static int answer_sheet(struct api_call *c, int type, const struct store_leaves *all,
                        const char *today, struct err *e)
{
    static const char *const vi[] = {
        "Mã hồ sơ",  "Họ và tên", "Đơn vị công tác", "Khu",     "Phòng",
        "Ở từ ngày", "Lý do",     "Ngày kết thúc",   "Văn bản", "Trả phòng trước hết ngày",
        "Còn (ngày)"};
    static const char *const en[] = {"Request", "Name",     "Agency",   "Site",
                                     "Room",    "Since",    "Reason",   "Ended on",
                                     "Paper",   "Leave by", "Days left"};
    struct grid g;
    const bool is_en = strcmp(c->lang, "en") == 0;
    grid_init(&g, is_en ? "Leave notices" : "Danh sách phải trả phòng", 11, is_en ? en : vi);
    for (size_t i = 0; i < all->n; i++) {
        const struct store_leave *n = &all->items[i];
        const char *const texts[] = {n->request,
                                     n->person,
                                     n->agency,
                                     n->site,
                                     n->room,
                                     n->since,
                                     leave_reason_text(n->reason, c->lang),
                                     n->ended_on,
                                     n->document,
                                     n->leave_by};
        for (size_t k = 0; k < sizeof texts / sizeof *texts; k++)
            grid_text(&g, texts[k]);
        grid_int(&g, leave_days_left(n, today));
    }
    const struct sheet sheet = grid_sheet(&g);
    int rc = api_sheets(c, (enum api_type)type, "tra-phong", &sheet, 1, e);
    grid_release(&g);
    return rc != ERR_OK ? rc : api_note_export(c, "leave-notices", all->n, e);
}

/* The row that a page begins with; n + 1 = there is none of ?after. */
static size_t first_row(const struct store_leaves *all, const char *after)
{
    size_t i = 0;
    while (after[0] != '\0' && i < all->n && strcmp(all->items[i].request, after) != 0)
        i++;
    return after[0] == '\0' ? 0 : i + 1;
}

/* Few are to leave at a time: they are read as a whole. */
static void answer_page(struct api_call *c, const struct store_leaves *all, const char *today)
{
    const size_t first = first_row(all, api_after(c)), limit = (size_t)api_limit(c);
    struct buf *out = &c->reply->body;
    size_t i = first;
    buf_str(out, "{\"items\":[");
    for (; i < all->n && i < first + limit; i++) {
        buf_str(out, i > first ? ",\n" : "\n");
        api_write_leave(out, &all->items[i], today);
    }
    buf_fmt(out, "],\n\"n\":%zu}\n", all->n);
    if (i < all->n)
        api_next(c, all->items[i - 1].request);
}

int api_list_leave_notices(struct api_call *c, struct store *s, struct err *e)
{
    const int type = api_accept(c, 1u << API_JSON | 1u << API_CSV | 1u << API_XLSX);
    const struct leave_query q = {.site = api_query(c, "site"),
                                  .agency = api_query(c, "agency"),
                                  .is_overdue = strcmp(api_query(c, "overdue"), "true") == 0};
    struct store_leaves all = {0};
    char today[11];
    clock_today(today);
    int rc = type < 0 ? ERR_INPUT : leave_list(s, &c->who, &q, today, &all, e);
    if (rc == ERR_OK && type == API_JSON && first_row(&all, api_after(c)) > all.n)
        rc = api_no_after(c, e);
    if (rc == ERR_OK && type == API_JSON)
        answer_page(c, &all, today);
    else if (rc == ERR_OK)
        rc = answer_sheet(c, type, &all, today, e);
    store_leaves_release(&all);
    return rc;
}

/* ---- one ---- */

int api_put_leave_notice(struct api_call *c, struct store *s, struct err *e)
{
    const struct leave_notice n = {.reason = json_text(json_get(c->body, "reason")),
                                   .ended_on = json_text(json_get(c->body, "ended_on")),
                                   .document = json_text(json_get(c->body, "document"))};
    const struct store_scope scope = principal_scope(&c->who);
    struct store_request r = {0};
    struct store_leave row = {0};
    char today[11];
    clock_today(today);
    int rc = leave_put(s, &c->who, c->path[0], c->if_match, &n, &c->bad, e);
    rc = rc != ERR_OK ? rc : store_request_by_code(s, &scope, c->path[0], &r, e);
    rc = rc != ERR_OK ? rc : store_leave_get(s, r.id, &row, e);
    if (rc == ERR_OK) {
        api_etag(c, r.version);
        api_write_leave(&c->reply->body, &row, today);
        buf_char(&c->reply->body, '\n');
    }
    store_leave_release(&row);
    store_request_release(&r);
    return rc;
}

int api_delete_leave_notice(struct api_call *c, struct store *s, struct err *e)
{
    return leave_take_back(s, &c->who, c->path[0], c->if_match, e);
}
