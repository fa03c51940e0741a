/* Repairs: listed, read. */
#include "repairs.h"

#include "routes.h"

#include <stddef.h>
#include <string.h>

#include "base/clock.h"
#include "fields.h"
#include "register.h"
#include "service/grid.h"

static const struct api_field FIELDS[] = {
    {"number", FIELD_TEXT, offsetof(struct store_repair, number)},
    {"code", FIELD_TEXT, offsetof(struct store_repair, code)},
    {"room", FIELD_TEXT, offsetof(struct store_repair, room)},
    {"site", FIELD_TEXT, offsetof(struct store_repair, site)},
    {"block", FIELD_TEXT, offsetof(struct store_repair, block)},
    {"floor", FIELD_INT, offsetof(struct store_repair, floor)},
    {"category", FIELD_TEXT, offsetof(struct store_repair, category)},
    {"description", FIELD_KNOWN, offsetof(struct store_repair, description)},
    {"source", FIELD_KNOWN, offsetof(struct store_repair, source)},
    {"contact", FIELD_KNOWN, offsetof(struct store_repair, contact)},
    {"severity", FIELD_TEXT, offsetof(struct store_repair, severity)},
    {"state", FIELD_TEXT, offsetof(struct store_repair, state)},
    {"duplicate_of", FIELD_KNOWN, offsetof(struct store_repair, duplicate_of)},
    {"may_stay", FIELD_ANSWER, offsetof(struct store_repair, may_stay)},
    {"planned_on", FIELD_KNOWN, offsetof(struct store_repair, planned_on)},
    {"cause", FIELD_KNOWN, offsetof(struct store_repair, cause)},
    {"reported_at", FIELD_INSTANT, offsetof(struct store_repair, reported_at)},
    {"reacted_at", FIELD_INSTANT, offsetof(struct store_repair, reacted_at)},
    {"started_at", FIELD_INSTANT, offsetof(struct store_repair, started_at)},
    {"completed_at", FIELD_INSTANT, offsetof(struct store_repair, completed_at)},
    {"closed_at", FIELD_INSTANT, offsetof(struct store_repair, closed_at)},
    {"updated_at", FIELD_INSTANT, offsetof(struct store_repair, updated_at)},
    {"held_since", FIELD_INSTANT, offsetof(struct store_repair, held_since)},
    {"hold_reason", FIELD_KNOWN, offsetof(struct store_repair, hold_reason)},
    {"react_by", FIELD_INSTANT, offsetof(struct store_repair, react_by)},
    {"react_is_overdue", FIELD_ANSWER, offsetof(struct store_repair, react_is_overdue)},
    {"due_at", FIELD_INSTANT, offsetof(struct store_repair, due_at)},
    {"is_overdue", FIELD_ANSWER, offsetof(struct store_repair, is_overdue)},
    {"n_photos", FIELD_INT, offsetof(struct store_repair, n_photos)},
    {"is_own", FIELD_ANSWER, offsetof(struct store_repair, is_own)},
    {"version", FIELD_COUNT, offsetof(struct store_repair, version)},
};

static const struct api_field EVENT[] = {
    {"at", FIELD_INSTANT, offsetof(struct store_repair_event, at)},
    {"role", FIELD_KNOWN, offsetof(struct store_repair_event, role)},
    {"action", FIELD_TEXT, offsetof(struct store_repair_event, action)},
    {"state", FIELD_TEXT, offsetof(struct store_repair_event, state)},
    {"reason", FIELD_KNOWN, offsetof(struct store_repair_event, reason)},
    {"note", FIELD_KNOWN, offsetof(struct store_repair_event, note)},
};

static const struct api_field COST[] = {
    {"day", FIELD_TEXT, offsetof(struct store_repair_cost, day)},
    {"kind", FIELD_TEXT, offsetof(struct store_repair_cost, kind)},
    {"amount_dong", FIELD_COUNT, offsetof(struct store_repair_cost, amount_dong)},
    {"minutes", FIELD_COUNT, offsetof(struct store_repair_cost, minutes)},
    {"note", FIELD_KNOWN, offsetof(struct store_repair_cost, note)},
};

#define WRITE(out, fields, row)                                                                    \
    api_write_fields(out, fields, sizeof(fields) / sizeof *(fields), row)

static void write_number(struct buf *out, const char *name, int64_t value, int64_t unknown)
{
    if (value == unknown)
        buf_fmt(out, ",\"%s\":null", name);
    else
        buf_fmt(out, ",\"%s\":%lld", name, (long long)value);
}

static void write_open(struct buf *out, const struct store_repair *r)
{
    buf_char(out, '{');
    WRITE(out, FIELDS, r);
    write_number(out, "elapsed_minutes", r->elapsed_s / 60, REPAIR_UNSEEN);
    write_number(out, "estimate_dong", r->estimate_dong, 0);
    write_number(out, "cost_dong", r->cost_dong, REPAIR_UNSEEN);
    write_number(out, "minutes", r->minutes, REPAIR_UNSEEN);
    buf_fmt(out, ",\"answers\":%s", r->answers[0] != '\0' ? r->answers : "null");
}

void api_write_repair(struct buf *out, const struct store_repair *r)
{
    write_open(out, r);
    buf_char(out, '}');
}

void api_write_repair_view(struct buf *out, const struct repair_view *v)
{
    static const struct api_field actions[] = {
        {"actions", FIELD_CODES, offsetof(struct repair_view, actions)}};
    write_open(out, &v->repair);
    buf_char(out, ',');
    WRITE(out, actions, v);
    buf_str(out, ",\n\"events\":[");
    for (size_t i = 0; i < v->events.n; i++) {
        buf_str(out, i > 0 ? ",\n{" : "\n{");
        WRITE(out, EVENT, &v->events.items[i]);
        buf_char(out, '}');
    }
    buf_str(out, "],\n\"costs\":[");
    for (size_t i = 0; i < v->costs.n; i++) {
        buf_str(out, i > 0 ? ",\n{" : "\n{");
        WRITE(out, COST, &v->costs.items[i]);
        buf_char(out, '}');
    }
    buf_str(out, "]}\n");
}

static bool is_asked(const struct api_call *c, const char *name)
{
    return strcmp(api_query(c, name), "true") == 0;
}

/* The instant at which a day of the query begins, or the day after it; 0 = none given. */
static int64_t midnight(const struct api_call *c, const char *name, int days)
{
    const char *day = api_query(c, name);
    return day[0] != '\0' ? clock_midnight(day, days) : 0;
}

/* Whether ?after names a repair that one sees, or is not there. */
static int check_after(struct api_call *c, struct store *s, struct err *e)
{
    struct repair_view last = {0};
    struct err why = {0};
    int rc = ERR_OK;
    if (api_after(c)[0] != '\0')
        rc = repair_get(s, &c->who, api_after(c), clock_now_s(), &last, &why);
    repair_view_release(&last);
    if (rc == ERR_ABSENT)
        return api_no_after(c, e);
    return rc == ERR_OK ? rc : err_set(e, rc, "%s%.0s", "%.0s%s", why.vi, why.en);
}

static void answer_page(struct api_call *c, const struct store_repairs *l, int64_t n)
{
    const size_t limit = (size_t)api_limit(c), n_shown = l->n > limit ? limit : l->n;
    struct buf *out = &c->reply->body;
    buf_str(out, "{\"items\":[");
    for (size_t i = 0; i < n_shown; i++) {
        buf_str(out, i > 0 ? ",\n" : "\n");
        api_write_repair(out, &l->items[i]);
    }
    buf_fmt(out, "],\n\"n\":%lld}\n", (long long)n);
    if (l->n > n_shown)
        api_next(c, l->items[n_shown - 1].number);
}

static int answer_sheet(struct api_call *c, int type, const struct store_repairs *l, struct err *e)
{
    struct grid g = {0};
    repair_sheet(l, c->lang, &g);
    const struct sheet sheet = grid_sheet(&g);
    int rc = api_sheets(c, (enum api_type)type, "sua-chua", &sheet, 1, e);
    grid_release(&g);
    return rc != ERR_OK ? rc : api_note_export(c, "repairs", l->n, e); /* in people's own words */
}

int api_list_repairs(struct api_call *c, struct store *s, struct err *e)
{
    const int type = api_accept(c, 1u << API_JSON | 1u << API_CSV | 1u << API_XLSX);
    struct store_repair_query q = {.now = clock_now_s(),
                                   .room = api_asked(c, "room"),
                                   .site = api_asked(c, "site"),
                                   .state = api_asked(c, "state"),
                                   .severity = api_asked(c, "severity"),
                                   .category = api_asked(c, "category"),
                                   .from = midnight(c, "from", 0),
                                   .until = midnight(c, "to", 1),
                                   .is_open = is_asked(c, "open"),
                                   .is_recent = is_asked(c, "recent"),
                                   .is_overdue = is_asked(c, "overdue"),
                                   .is_own = is_asked(c, "mine"),
                                   .by_queue = strcmp(api_query(c, "sort"), "queue") == 0,
                                   .by_value = strcmp(api_query(c, "sort"), "value") == 0,
                                   .after = type == API_JSON ? api_after(c) : "",
                                   .limit = type == API_JSON ? api_limit(c) + 1 : TABLE_MAX_ROWS};
    struct store_repairs all = {0};
    int64_t n = 0;
    int rc = type < 0 ? ERR_INPUT : check_after(c, s, e);
    rc = rc != ERR_OK ? rc : repair_list(s, &c->who, &q, &all, &n, e);
    if (rc == ERR_OK && type == API_JSON)
        answer_page(c, &all, n);
    else if (rc == ERR_OK)
        rc = answer_sheet(c, type, &all, e);
    store_repairs_release(&all);
    return rc;
}

int api_get_repair(struct api_call *c, struct store *s, struct err *e)
{
    struct repair_view v = {0};
    int rc = repair_get(s, &c->who, c->path[0], clock_now_s(), &v, e);
    if (rc == ERR_OK) {
        api_etag(c, v.repair.version);
        api_write_repair_view(&c->reply->body, &v);
    }
    repair_view_release(&v);
    return rc;
}
