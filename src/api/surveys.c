/* Surveys of rooms: begun, filled in, completed; listed, and how far they are. */
#include "routes.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "fields.h"
#include "service/grid.h"
#include "service/inventory.h"
#include "service/item_kind.h"
#include "service/survey.h"

static const struct api_field SURVEY[] = {
    {"code", FIELD_TEXT, offsetof(struct store_survey, code)},
    {"room", FIELD_TEXT, offsetof(struct store_survey, room)},
    {"site", FIELD_TEXT, offsetof(struct store_survey, site)},
    {"day", FIELD_TEXT, offsetof(struct store_survey, day)},
    {"surveyor", FIELD_KNOWN, offsetof(struct store_survey, surveyor)},
    {"note", FIELD_TEXT, offsetof(struct store_survey, note)},
    {"state", FIELD_TEXT, offsetof(struct store_survey, state)},
    {"n_lines", FIELD_COUNT, offsetof(struct store_survey, n_lines)},
    {"n_looked", FIELD_COUNT, offsetof(struct store_survey, n_looked)},
    {"n_faults", FIELD_COUNT, offsetof(struct store_survey, n_faults)},
    {"n_repairs", FIELD_COUNT, offsetof(struct store_survey, n_repairs)},
    {"version", FIELD_COUNT, offsetof(struct store_survey, version)},
};

static const struct api_field LINE[] = {
    {"subject", FIELD_TEXT, offsetof(struct store_survey_line, subject)},
    {"was", FIELD_KNOWN, offsetof(struct store_survey_line, was)},
    {"condition", FIELD_KNOWN, offsetof(struct store_survey_line, condition)},
    {"note", FIELD_TEXT, offsetof(struct store_survey_line, note)},
    {"repair", FIELD_KNOWN, offsetof(struct store_survey_line, repair)},
    {"repair_number", FIELD_KNOWN, offsetof(struct store_survey_line, repair_number)},
};

static const struct api_field PROGRESS[] = {
    {"site", FIELD_TEXT, offsetof(struct store_survey_progress, site)},
    {"name", FIELD_TEXT, offsetof(struct store_survey_progress, site_name)},
    {"rooms", FIELD_COUNT, offsetof(struct store_survey_progress, n_rooms)},
    {"done", FIELD_COUNT, offsetof(struct store_survey_progress, n_done)},
    {"open", FIELD_COUNT, offsetof(struct store_survey_progress, n_open)},
    {"faults", FIELD_COUNT, offsetof(struct store_survey_progress, n_faults)},
    {"repairs", FIELD_COUNT, offsetof(struct store_survey_progress, n_repairs)},
    {"first_day", FIELD_KNOWN, offsetof(struct store_survey_progress, first_day)},
    {"last_day", FIELD_KNOWN, offsetof(struct store_survey_progress, last_day)},
};

#define WRITE(out, fields, row)                                                                    \
    api_write_fields(out, fields, sizeof(fields) / sizeof *(fields), row)

/* ---- one ---- */

static void write_view(struct buf *out, const struct survey_view *v)
{
    buf_char(out, '{');
    WRITE(out, SURVEY, &v->survey);
    buf_str(out, ",\"lines\":[");
    for (size_t i = 0; i < v->lines.n; i++) {
        buf_str(out, i > 0 ? ",\n{" : "\n{");
        WRITE(out, LINE, &v->lines.items[i]);
        buf_char(out, '}');
    }
    buf_str(out, "]}\n");
}

/* The survey as it stands now, unless what came before failed. */
static int answer(struct api_call *c, struct store *s, const char *code, int rc, struct err *e)
{
    struct survey_view v = {0};
    rc = rc != ERR_OK ? rc : survey_get(s, &c->who, code, &v, e);
    if (rc == ERR_OK) {
        api_etag(c, v.survey.version);
        write_view(&c->reply->body, &v);
    }
    survey_view_release(&v);
    return rc;
}

int api_get_survey(struct api_call *c, struct store *s, struct err *e)
{
    return answer(c, s, c->path[0], ERR_OK, e);
}

static const char *text_or_null(const struct json *object, const char *name)
{
    const struct json *j = json_get(object, name);
    return j == NULL ? NULL : json_text(j);
}

int api_post_survey(struct api_call *c, struct store *s, struct err *e)
{
    char today[11], *code = NULL;
    const char *room = json_text(json_get(c->body, "room"));
    clock_today(today);
    int rc = survey_begin(s, &c->who, room, text_or_null(c->body, "day"), today, &code, &c->bad, e);
    if (rc == ERR_OK)
        api_location(c, "/api/v1/surveys/%s", code);
    rc = answer(c, s, code, rc, e);
    free(code);
    return rc;
}

int api_patch_survey(struct api_call *c, struct store *s, struct err *e)
{
    char today[11];
    const struct json *list = json_get(c->body, "lines");
    const size_t n = json_len(list);
    struct survey_line *lines = mem_array(n, sizeof *lines);
    const struct survey_change change = {.day = text_or_null(c->body, "day"),
                                         .note = text_or_null(c->body, "note"),
                                         .n = n,
                                         .lines = lines};
    for (size_t i = 0; i < n; i++) {
        const struct json *line = json_at(list, i);
        lines[i] = (struct survey_line){.subject = json_text(json_get(line, "subject")),
                                        .condition = json_text(json_get(line, "condition")),
                                        .note = text_or_null(line, "note")};
    }
    clock_today(today);
    int rc = survey_change(s, &c->who, c->path[0], c->if_match, &change, today, &c->bad, e);
    free(lines);
    return answer(c, s, c->path[0], rc, e);
}

int api_post_survey_completion(struct api_call *c, struct store *s, struct err *e)
{
    int rc = survey_complete(s, &c->who, c->path[0], c->if_match, &c->bad, e);
    return answer(c, s, c->path[0], rc, e);
}

int api_post_survey_repairs(struct api_call *c, struct store *s, struct err *e)
{
    int rc = survey_report(s, &c->who, c->path[0], c->if_match, clock_now_s(), e);
    return answer(c, s, c->path[0], rc, e);
}

/* ---- the list ---- */

static void answer_page(struct api_call *c, const struct store_surveys *page, int64_t n)
{
    const size_t limit = (size_t)api_limit(c);
    struct buf *out = &c->reply->body;
    buf_str(out, "{\"items\":[");
    for (size_t i = 0; i < page->n && i < limit; i++) {
        buf_str(out, i > 0 ? ",\n{" : "\n{");
        WRITE(out, SURVEY, &page->items[i]);
        buf_char(out, '}');
    }
    buf_fmt(out, "],\"n\":%lld}\n", (long long)n);
    if (page->n > limit)
        api_next(c, page->items[limit - 1].code);
}

static void add_lines(struct grid *g, bool is_en, const struct survey_view *v)
{
    for (size_t i = 0; i < v->lines.n; i++) {
        const struct store_survey_line *l = &v->lines.items[i];
        const struct item_kind *kind = NULL;
        int ix = 0;
        (void)item_subject(l->subject, &kind, &ix);
        grid_text(g, v->survey.site);
        grid_text(g, v->survey.room);
        grid_text(g, v->survey.day);
        grid_text(g, kind == NULL ? l->subject : is_en ? kind->en : kind->vi);
        grid_text(g, ix > 0 ? strchr(l->subject, ' ') + 1 : "");
        grid_text(g, is_en ? l->was : inventory_condition_vi(l->was));
        grid_text(g, is_en ? l->condition : inventory_condition_vi(l->condition));
        grid_text(g, l->note);
        grid_text(g, l->repair_number);
    }
}

/* A row per room and subject. */
static int answer_sheet(struct api_call *c, struct store *s, int type,
                        const struct store_surveys *all, struct err *e)
{
    static const char *const vi[] = {"Mã khu",   "Mã phòng",   "Ngày khảo sát", "Hạng mục", "Số",
                                     "Trước đó", "Hiện trạng", "Ghi chú",       "Sửa chữa"};
    static const char *const en[] = {"Site", "Room",      "Day",  "Subject", "Number",
                                     "Was",  "Condition", "Note", "Repair"};
    const bool is_en = strcmp(c->lang, "en") == 0;
    struct grid g;
    int rc = ERR_OK;
    grid_init(&g, is_en ? "Surveys" : "Kết quả khảo sát hiện trạng", 9, is_en ? en : vi);
    for (size_t i = 0; i < all->n && rc == ERR_OK; i++) {
        struct survey_view v = {0};
        rc = survey_get(s, &c->who, all->items[i].code, &v, e);
        if (rc == ERR_OK)
            add_lines(&g, is_en, &v);
        survey_view_release(&v);
    }
    const struct sheet sheet = grid_sheet(&g);
    rc = rc != ERR_OK ? rc : api_sheets(c, (enum api_type)type, "khao-sat", &sheet, 1, e);
    grid_release(&g);
    return rc;
}

static const char *query_or_all(const struct api_call *c, const char *name)
{
    const char *text = api_query(c, name);
    return text[0] != '\0' ? text : NULL;
}

/* Whether ?after names a survey, or is not there. */
static int check_after(struct api_call *c, struct store *s, struct err *e)
{
    struct survey_view last = {0};
    int rc = api_after(c)[0] == '\0' ? ERR_OK : survey_get(s, &c->who, api_after(c), &last, e);
    survey_view_release(&last);
    return rc == ERR_ABSENT && inventory_is_seen(&c->who) ? api_no_after(c, e) : rc;
}

int api_list_surveys(struct api_call *c, struct store *s, struct err *e)
{
    const int type = api_accept(c, 1u << API_JSON | 1u << API_CSV | 1u << API_XLSX);
    const bool is_page = type == API_JSON;
    const struct store_survey_query q = {.room = query_or_all(c, "room"),
                                         .site = query_or_all(c, "site"),
                                         .state = query_or_all(c, "state"),
                                         .after = is_page ? api_after(c) : "",
                                         .limit = is_page ? api_limit(c) + 1 : 0};
    struct store_surveys page = {0};
    int64_t n = 0;
    int rc = type < 0 ? ERR_INPUT : is_page ? check_after(c, s, e) : ERR_OK;
    rc = rc != ERR_OK ? rc : survey_list(s, &c->who, &q, &page, &n, e);
    if (rc == ERR_OK && is_page)
        answer_page(c, &page, n);
    else if (rc == ERR_OK)
        rc = answer_sheet(c, s, type, &page, e);
    store_surveys_release(&page);
    return rc;
}

/* ---- how far ---- */

int api_get_survey_progress(struct api_call *c, struct store *s, struct err *e)
{
    struct store_survey_progresses sites = {0};
    struct store_survey_rooms never = {0};
    struct buf *out = &c->reply->body;
    int rc = survey_progress(s, &c->who, &sites, &never, e);
    buf_str(out, "{\"items\":[");
    for (size_t i = 0; i < sites.n; i++) {
        bool is_first = true;
        buf_str(out, i > 0 ? ",\n{" : "\n{");
        WRITE(out, PROGRESS, &sites.items[i]);
        buf_str(out, ",\"never\":[");
        for (size_t r = 0; r < never.n; r++) {
            if (strcmp(never.items[r].site, sites.items[i].site) != 0)
                continue;
            buf_str(out, is_first ? "" : ",");
            buf_json(out, never.items[r].room);
            is_first = false;
        }
        buf_str(out, "]}");
    }
    buf_fmt(out, "],\n\"n\":%zu}\n", sites.n);
    store_survey_rooms_release(&never);
    store_survey_progresses_release(&sites);
    return rc;
}
