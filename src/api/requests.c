/* Requests: listed, filed, corrected. */
#include "routes.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/date.h"
#include "base/mem.h"
#include "fields.h"
#include "register.h"
#include "service/grid.h"
#include "service/life.h"

static const struct api_field FIELDS[] = {
    {"sharing", FIELD_TEXT, offsetof(struct store_request, sharing)},
    {"scheme", FIELD_TEXT, offsetof(struct store_request, scheme)},
    {"needs", FIELD_CODES, offsetof(struct store_request, needs)},
    {"other_sites", FIELD_ANSWER, offsetof(struct store_request, other_sites)},
    {"from_day", FIELD_KNOWN, offsetof(struct store_request, from_day)},
    {"to_day", FIELD_KNOWN, offsetof(struct store_request, to_day)},
    {"current_room", FIELD_KNOWN, offsetof(struct store_request, current_room)},
    {"filed", FIELD_KNOWN, offsetof(struct store_request, filed)},
    {"note", FIELD_TEXT, offsetof(struct store_request, note)},
};

/* ---- the list ---- */

static void fill_grid(struct grid *g, const struct store_requests *all, const char *lang,
                      const char *today)
{
    static const char *const vi[] = {"Mã hồ sơ",     "Họ và tên",   "Đơn vị công tác", "Trạng thái",
                                     "Số người",     "Hình thức ở", "Ngày nộp",        "Điểm",
                                     "Nhóm ưu tiên", "Khu đăng ký", "Hạn xử lý"};
    static const char *const en[] = {"Request", "Name",   "Agency", "State", "People", "Sharing",
                                     "Filed",   "Points", "Band",   "Sites", "Due"};
    const bool is_en = strcmp(lang, "en") == 0;
    grid_init(g, is_en ? "Requests" : "Danh sách hồ sơ", 11, is_en ? en : vi);
    for (size_t i = 0; i < all->n; i++) {
        const struct store_request *r = &all->items[i];
        struct buf sites = {0};
        const enum life_state state = life_state_of(r->state);
        const struct life_deadline d =
            life_deadline(state, r->submitted_on, r->confirmed_on, today);
        const bool is_private = strcmp(r->sharing, "private") == 0;
        for (size_t k = 0; k < r->n_choices; k++)
            buf_fmt(&sites, "%s%s", k > 0 ? "; " : "", r->choices[k].site_code);
        grid_text(g, r->code);
        grid_text(g, r->n_members > 0 ? r->members[0].official_name : "");
        grid_text(g, r->agency_code);
        grid_text(g, state < LIFE_N_STATES ? life_state_text(state, lang) : r->state);
        grid_int(g, (int64_t)r->n_members);
        grid_text(g, is_en ? r->sharing : is_private ? "ở riêng" : "ở ghép");
        grid_text(g, r->filed);
        if (r->points < 0) {
            grid_text(g, "");
            grid_text(g, "");
        } else {
            grid_int(g, r->points);
            grid_int(g, r->band);
        }
        grid_text(g, sites.data == NULL ? "" : sites.data);
        grid_text(g, d.due);
        buf_release(&sites);
    }
}

static int answer_sheet(struct api_call *c, int type, const struct store_requests *all,
                        const char *today, struct err *e)
{
    struct grid g = {0};
    fill_grid(&g, all, c->lang, today);
    const struct sheet sheet = grid_sheet(&g);
    int rc = api_sheets(c, (enum api_type)type, "ho-so", &sheet, 1, e);
    grid_release(&g);
    return rc;
}

/* "by_state":{…}: all states, also those that nobody is in. */
static void write_counts(struct buf *out, const struct store_request_counts *counts)
{
    buf_str(out, "\"by_state\":{");
    for (int state = 0; state < LIFE_N_STATES; state++) {
        const char *name = life_state_name((enum life_state)state);
        int64_t n = 0;
        for (size_t i = 0; i < counts->n_states; i++)
            n += strcmp(counts->states[i].state, name) == 0 ? counts->states[i].n : 0;
        buf_fmt(out, "%s\"%s\":%lld", state > 0 ? "," : "", name, (long long)n);
    }
    buf_char(out, '}');
}

static void answer_page(struct api_call *c, const struct store_requests *page, size_t limit,
                        const struct store_request_counts *counts, const char *today)
{
    struct buf *out = &c->reply->body;
    buf_str(out, "{\"items\":[");
    for (size_t i = 0; i < page->n && i < limit; i++) {
        buf_str(out, i > 0 ? ",\n" : "\n");
        api_write_request(out, &c->who, &page->items[i], today);
    }
    buf_fmt(out, "],\n\"n\":%lld,\n", (long long)counts->n);
    write_counts(out, counts);
    buf_str(out, "}\n");
    if (page->n > limit)
        api_next(c, page->items[limit - 1].code);
}

static enum store_request_order order_of(const struct api_call *c)
{
    static const char *const names[] = {[STORE_BY_CODE] = "code",
                                        [STORE_BY_NAME] = "name",
                                        [STORE_BY_POINTS] = "points",
                                        [STORE_BY_DEADLINE] = "deadline"};
    const char *sort = api_query(c, "sort");
    int order = STORE_BY_DEADLINE;
    while (order > STORE_BY_CODE && strcmp(sort, names[order]) != 0)
        order--;
    return (enum store_request_order)order;
}

int api_list_requests(struct api_call *c, struct store *s, struct err *e)
{
    const struct store_scope scope = principal_scope(&c->who);
    const int type = api_accept(c, 1u << API_JSON | 1u << API_CSV | 1u << API_XLSX);
    const bool is_page = type == API_JSON;
    const bool is_late = strcmp(api_query(c, "overdue"), "true") == 0;
    char today[11], submitted[11] = "", confirmed[11] = "";
    struct store_requests page = {0};
    struct store_request_counts counts = {0};
    clock_today(today);
    if (is_late) {
        date_add(today, -LIFE_AGENCY_DAYS, submitted);
        date_add(today, -LIFE_DECISION_DAYS, confirmed);
    }
    const struct store_request_filter f = {.q = api_query(c, "q"),
                                           .agency = api_query(c, "agency"),
                                           .state = api_query(c, "state"),
                                           .submitted_before = submitted,
                                           .confirmed_before = confirmed,
                                           .band = (int)strtol(api_query(c, "band"), NULL, 10),
                                           .order = order_of(c),
                                           .agency_days = LIFE_AGENCY_DAYS,
                                           .decision_days = LIFE_DECISION_DAYS,
                                           .after = is_page ? api_after(c) : "",
                                           .limit = is_page ? api_limit(c) + 1 : TABLE_MAX_ROWS};
    int rc = type < 0 ? ERR_INPUT : store_request_page(s, &scope, &f, &page, &counts, e);
    rc = rc == ERR_ABSENT ? api_no_after(c, e) : rc;
    if (rc == ERR_OK && is_page)
        answer_page(c, &page, (size_t)api_limit(c), &counts, today);
    else if (rc == ERR_OK)
        rc = answer_sheet(c, type, &page, today, e);
    if (rc == ERR_OK && !is_page)
        rc = api_note_export(c, "requests", page.n, e);
    store_request_counts_release(&counts);
    store_requests_release(&page);
    return rc;
}

/* ---- one ---- */

int api_answer_request(struct api_call *c, struct store *s, const char *code, int rc, struct err *e)
{
    struct store_request r = {0};
    char today[11];
    clock_today(today);
    if (rc == ERR_OK)
        rc = registration_get(s, &c->who, code, &r, e);
    if (rc == ERR_OK) {
        api_etag(c, r.version);
        api_write_request(&c->reply->body, &c->who, &r, today);
        buf_char(&c->reply->body, '\n');
    }
    store_request_release(&r);
    return rc;
}

int api_get_request(struct api_call *c, struct store *s, struct err *e)
{
    return api_answer_request(c, s, c->path[0], ERR_OK, e);
}

static void drop_member(struct store_member *m)
{
    free(m->relation);
    free(m->name);
    free(m->born);
    free(m->sex);
    free(m->consent);
    free(m->official_code);
    free(m->official_name);
}

/* The applicant stays in front; a body names the others. */
static void read_members(const struct json *list, struct store_request *r)
{
    for (size_t i = 1; i < r->n_members; i++)
        drop_member(&r->members[i]);
    r->members = mem_grow(r->members, json_len(list) + 1, sizeof *r->members);
    r->n_members = json_len(list) + 1;
    for (size_t i = 0; i < json_len(list); i++) {
        const struct json *m = json_at(list, i);
        r->members[i + 1] =
            (struct store_member){.relation = mem_dup(json_text(json_get(m, "relation"))),
                                  .name = mem_dup(json_text(json_get(m, "name"))),
                                  .born = mem_dup(json_text(json_get(m, "born"))),
                                  .sex = mem_dup(json_text(json_get(m, "sex"))),
                                  .official_code = mem_dup(json_text(json_get(m, "official")))};
    }
}

static void read_wishes(const struct json *list, struct store_request *r)
{
    for (size_t i = 0; i < r->n_wishes; i++)
        free(r->wishes[i].feature);
    r->wishes = mem_grow(r->wishes, json_len(list) + 1, sizeof *r->wishes);
    r->n_wishes = json_len(list);
    for (size_t i = 0; i < r->n_wishes; i++)
        r->wishes[i] = (struct store_wish){
            .feature = mem_dup(json_text(json_get(json_at(list, i), "feature"))),
            .weight = (int)json_int(json_get(json_at(list, i), "weight"))};
}

static void read_sites(const struct json *list, struct store_request *r)
{
    for (size_t i = 0; i < r->n_choices; i++)
        free(r->choices[i].site_code);
    r->choices = mem_grow(r->choices, json_len(list) + 1, sizeof *r->choices);
    r->n_choices = json_len(list);
    for (size_t i = 0; i < r->n_choices; i++)
        r->choices[i] = (struct store_choice){.site_code = mem_dup(json_text(json_at(list, i)))};
}

static void read_body(struct api_call *c, struct store_request *r)
{
    const struct json *members = json_get(c->body, "members");
    const struct json *wishes = json_get(c->body, "wishes");
    const struct json *sites = json_get(c->body, "sites");
    api_read_fields(c->body, FIELDS, sizeof FIELDS / sizeof *FIELDS, r, &c->bad);
    if (members != NULL)
        read_members(members, r);
    if (wishes != NULL)
        read_wishes(wishes, r);
    if (sites != NULL)
        read_sites(sites, r);
}

int api_post_request(struct api_call *c, struct store *s, struct err *e)
{
    struct store_request r = {.n_members = 1};
    char today[11];
    clock_today(today);
    r.members = mem_array(1, sizeof *r.members);
    r.members[0] =
        (struct store_member){.relation = mem_dup("self"),
                              .official_code = mem_dup(json_text(json_get(c->body, "official")))};
    read_body(c, &r);
    int rc = registration_file(s, &c->who, &r, today, &c->bad, e);
    if (rc == ERR_OK)
        api_location(c, "/api/v1/requests/%s", r.code);
    rc = api_answer_request(c, s, r.code, rc, e);
    store_request_release(&r);
    return rc;
}

int api_patch_request(struct api_call *c, struct store *s, struct err *e)
{
    struct store_request r = {0};
    char today[11];
    clock_today(today);
    int rc = registration_get(s, &c->who, c->path[0], &r, e);
    if (rc == ERR_OK) {
        read_body(c, &r);
        rc = registration_correct(s, &c->who, &r, c->if_match, today, &c->bad, e);
    }
    store_request_release(&r);
    return api_answer_request(c, s, c->path[0], rc, e);
}
