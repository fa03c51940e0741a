/* Sites, rooms and communes, as the register has them. */
#include "routes.h"

#include <stddef.h>
#include <string.h>

#include "base/clock.h"
#include "fields.h"
#include "service/grid.h"
#include "service/room.h"
#include "service/site.h"
#include "store/closure.h"

static const struct api_field SITE[] = {
    {"code", FIELD_TEXT, offsetof(struct store_site, code)},
    {"name", FIELD_TEXT, offsetof(struct store_site, name)},
    {"owner", FIELD_TEXT, offsetof(struct store_site, owner)},
    {"address", FIELD_TEXT, offsetof(struct store_site, address)},
    {"requisition_from", FIELD_KNOWN, offsetof(struct store_site, requisition_from)},
    {"requisition_to", FIELD_KNOWN, offsetof(struct store_site, requisition_to)},
    {"version", FIELD_COUNT, offsetof(struct store_site, version)},
};

static const struct api_field ROOM[] = {
    {"code", FIELD_TEXT, offsetof(struct store_room, code)},
    {"site", FIELD_TEXT, offsetof(struct store_room, site_code)},
    {"block", FIELD_TEXT, offsetof(struct store_room, block)},
    {"floor", FIELD_INT, offsetof(struct store_room, floor)},
    {"beds", FIELD_INT, offsetof(struct store_room, beds)},
    {"area_m2", FIELD_HUNDREDTHS, offsetof(struct store_room, area_c)},
    {"features", FIELD_CODES, offsetof(struct store_room, features)},
    {"sex", FIELD_TEXT, offsetof(struct store_room, sex)},
    {"pools", FIELD_CODES, offsetof(struct store_room, pools)},
    {"note", FIELD_TEXT, offsetof(struct store_room, note)},
};

static const struct api_field COMMUNE[] = {
    {"code", FIELD_TEXT, offsetof(struct store_commune, code)},
    {"name", FIELD_TEXT, offsetof(struct store_commune, name)},
    {"kind", FIELD_TEXT, offsetof(struct store_commune, kind)},
    {"former_province", FIELD_TEXT, offsetof(struct store_commune, former_province)},
    {"straight_km", FIELD_TENTHS, offsetof(struct store_commune, straight_km_t)},
};

static const struct api_field PERSON[] = {
    {"request", FIELD_TEXT, offsetof(struct store_room_person, request)},
    {"name", FIELD_TEXT, offsetof(struct store_room_person, name)},
    {"agency", FIELD_TEXT, offsetof(struct store_room_person, agency)},
    {"agency_name", FIELD_TEXT, offsetof(struct store_room_person, agency_name)},
    {"sexes", FIELD_CODES, offsetof(struct store_room_person, sexes)},
    {"state", FIELD_TEXT, offsetof(struct store_room_person, state)},
    {"points", FIELD_INT, offsetof(struct store_room_person, points)},
    {"band", FIELD_INT, offsetof(struct store_room_person, band)},
    {"beds", FIELD_INT, offsetof(struct store_room_person, beds)},
    {"deadline", FIELD_INSTANT, offsetof(struct store_room_person, deadline)},
    {"stay", FIELD_KNOWN, offsetof(struct store_room_person, stay)},
    {"since", FIELD_KNOWN, offsetof(struct store_room_person, since)},
};

static const struct api_field EVENT[] = {
    {"at", FIELD_INSTANT, offsetof(struct store_room_event, at)},
    {"event", FIELD_TEXT, offsetof(struct store_room_event, event)},
    {"state", FIELD_KNOWN, offsetof(struct store_room_event, state)},
    {"request", FIELD_KNOWN, offsetof(struct store_room_event, request)},
    {"name", FIELD_KNOWN, offsetof(struct store_room_event, name)},
    {"round", FIELD_KNOWN, offsetof(struct store_room_event, round)},
};

#define WRITE(out, fields, row)                                                                    \
    api_write_fields(out, fields, sizeof(fields) / sizeof *(fields), row)

int api_list_sites(struct api_call *c, struct store *s, struct err *e)
{
    struct store_sites all = {0};
    struct buf *out = &c->reply->body;
    int rc = store_site_list(s, &all, e);
    buf_str(out, "{\"items\":[");
    for (size_t i = 0; i < all.n; i++) {
        buf_str(out, i > 0 ? ",\n{" : "\n{");
        WRITE(out, SITE, &all.items[i]);
        buf_char(out, '}');
    }
    buf_fmt(out, "],\n\"n\":%zu}\n", all.n);
    store_sites_release(&all);
    return rc;
}

/* The site of a code, as it is now. */
static int answer_site(struct api_call *c, struct store *s, const char *code, struct err *e)
{
    struct store_sites all = {0};
    int rc = store_site_list(s, &all, e);
    for (size_t i = 0; i < all.n; i++) {
        if (strcmp(all.items[i].code, code) != 0)
            continue;
        api_etag(c, all.items[i].version);
        buf_char(&c->reply->body, '{');
        WRITE(&c->reply->body, SITE, &all.items[i]);
        buf_str(&c->reply->body, "}\n");
    }
    store_sites_release(&all);
    return rc;
}

/* What is null is not known. */
static const char *text_or_null(const struct json *object, const char *name)
{
    const struct json *j = json_get(object, name);
    return j == NULL ? NULL : json_text(j);
}

int api_patch_site(struct api_call *c, struct store *s, struct err *e)
{
    const struct site_change change = {
        .owner = text_or_null(c->body, "owner"),
        .address = text_or_null(c->body, "address"),
        .requisition_from = text_or_null(c->body, "requisition_from"),
        .requisition_to = text_or_null(c->body, "requisition_to"),
    };
    int rc = site_change(s, &c->who, c->path[0], c->if_match, &change, &c->bad, e);
    return rc == ERR_OK ? answer_site(c, s, c->path[0], e) : rc;
}

/* The hundred and four of the province. */
int api_list_communes(struct api_call *c, struct store *s, struct err *e)
{
    struct store_communes all = {0};
    struct buf *out = &c->reply->body;
    int rc = store_commune_list(s, &all, e);
    buf_str(out, "{\"items\":[");
    for (size_t i = 0; i < all.n; i++) {
        buf_str(out, i > 0 ? ",\n{" : "\n{");
        WRITE(out, COMMUNE, &all.items[i]);
        buf_char(out, '}');
    }
    buf_fmt(out, "],\n\"n\":%zu}\n", all.n);
    store_communes_release(&all);
    return rc;
}

/* ---- rooms: as they are today ---- */

static int closed_today(struct store *s, struct store_closures *out, struct err *e)
{
    char today[11];
    int64_t n;
    const struct store_closure_query q = {.on_day = today};
    clock_today(today);
    return store_closure_list(s, &q, out, &n, e);
}

/* What closes a room the longest; NULL = it is open. */
static const struct store_closure *closure_of(const struct store_closures *all,
                                              const struct store_room *r)
{
    const struct store_closure *found = NULL;
    for (size_t i = 0; i < all->n; i++) {
        const struct store_closure *x = &all->items[i];
        if (x->room_id == r->id &&
            (found == NULL || x->to_day[0] == '\0' ||
             (found->to_day[0] != '\0' && strcmp(x->to_day, found->to_day) > 0)))
            found = x;
    }
    return found;
}

static const char *state_of(const struct store_room *r, const struct store_closure *x)
{
    if (x == NULL || strcmp(r->state, "usable") != 0)
        return r->state;
    return strcmp(x->reason, "repair") == 0 || strcmp(x->reason, "reserved") == 0 ? x->reason
                                                                                  : "closed";
}

static void write_room(struct buf *out, const struct store_room *r, const struct store_closure *x)
{
    buf_char(out, '{');
    WRITE(out, ROOM, r);
    buf_fmt(out, ",\"state\":\"%s\"", state_of(r, x));
    if (x == NULL)
        buf_str(out, ",\"closed_by\":null,\"closed_to\":null}");
    else if (x->to_day[0] == '\0')
        buf_fmt(out, ",\"closed_by\":\"%s\",\"closed_to\":null}", x->code);
    else
        buf_fmt(out, ",\"closed_by\":\"%s\",\"closed_to\":\"%s\"}", x->code, x->to_day);
}

/* Whether a room passes the query's site and state. */
static bool is_wanted(const struct api_call *c, const struct store_room *r, const char *its_state)
{
    const char *site = api_query(c, "site"), *state = api_query(c, "state");
    return (site[0] == '\0' || strcmp(site, r->site_code) == 0) &&
           (state[0] == '\0' || strcmp(state, its_state) == 0);
}

/* Some hundred rooms stand in the house: they are read as a whole. */
static void answer_page(struct api_call *c, const struct store_rooms *all,
                        const struct store_closures *closed)
{
    struct buf *out = &c->reply->body;
    const char *after = api_after(c), *last = NULL;
    const int limit = api_limit(c);
    int n = 0, n_written = 0;
    bool has_more = false;
    buf_str(out, "{\"items\":[");
    for (size_t i = 0; i < all->n; i++) {
        const struct store_closure *x = closure_of(closed, &all->items[i]);
        if (!is_wanted(c, &all->items[i], state_of(&all->items[i], x)))
            continue;
        n++;
        if (strcmp(all->items[i].code, after) <= 0)
            continue;
        has_more = has_more || n_written == limit;
        if (n_written == limit)
            continue;
        buf_str(out, n_written++ > 0 ? ",\n" : "\n");
        write_room(out, &all->items[i], x);
        last = all->items[i].code;
    }
    buf_fmt(out, "],\n\"n\":%d}\n", n);
    if (has_more)
        api_next(c, last);
}

/* The columns of the importer: out, edited, and in again; so its state is the room's own. */
static int answer_sheet(struct api_call *c, int type, const struct store_rooms *all, struct err *e)
{
    static const char *const headings[] = {
        "Mã khu",   "Dãy",       "Tầng",       "Mã phòng",   "Số chỗ", "Diện tích (m²)",
        "Tiện ích", "Giới tính", "Nhóm hệ số", "Tình trạng", "Ghi chú"};
    struct grid g = {0};
    grid_init(&g, "Danh sách phòng", 11, headings);
    for (size_t i = 0; i < all->n; i++) {
        const struct store_room *r = &all->items[i];
        struct buf area = {0};
        if (!is_wanted(c, r, r->state))
            continue;
        if (r->area_c >= 0)
            buf_fmt(&area, "%d.%02d", r->area_c / 100, r->area_c % 100);
        grid_text(&g, r->site_code);
        grid_text(&g, r->block);
        if (r->floor < 0)
            grid_text(&g, "");
        else
            grid_int(&g, r->floor);
        grid_text(&g, r->code);
        grid_int(&g, r->beds);
        grid_text(&g, area.data == NULL ? "" : area.data);
        grid_text(&g, r->features);
        grid_text(&g, r->sex);
        grid_text(&g, r->pools);
        grid_text(&g, r->state);
        grid_text(&g, r->note);
        buf_release(&area);
    }
    const struct sheet sheet = grid_sheet(&g);
    int rc = api_sheets(c, (enum api_type)type, "phong", &sheet, 1, e);
    grid_release(&g);
    return rc;
}

static bool is_there(const struct store_rooms *all, const char *after)
{
    size_t i = 0;
    while (i < all->n && strcmp(all->items[i].code, after) != 0)
        i++;
    return after[0] == '\0' || i < all->n;
}

int api_list_rooms(struct api_call *c, struct store *s, struct err *e)
{
    const int type = api_accept(c, 1u << API_JSON | 1u << API_CSV | 1u << API_XLSX);
    struct store_rooms all = {0};
    struct store_closures closed = {0};
    int rc = type < 0 ? ERR_INPUT : store_room_list(s, &all, e);
    rc = rc != ERR_OK ? rc : closed_today(s, &closed, e);
    if (rc == ERR_OK && type == API_JSON && !is_there(&all, api_after(c)))
        rc = api_no_after(c, e);
    if (rc == ERR_OK && type == API_JSON)
        answer_page(c, &all, &closed);
    else if (rc == ERR_OK)
        rc = answer_sheet(c, type, &all, e);
    store_rooms_release(&all);
    store_closures_release(&closed);
    return rc;
}

static void write_view(struct buf *out, const struct room_view *v,
                       const struct store_closures *closed)
{
    buf_str(out, "{\"room\":");
    write_room(out, &v->room, closure_of(closed, &v->room));
    buf_str(out, ",\"people\":[");
    for (size_t i = 0; i < v->people.n; i++) {
        buf_str(out, i > 0 ? ",\n{" : "\n{");
        WRITE(out, PERSON, &v->people.items[i]);
        buf_char(out, '}');
    }
    buf_str(out, "],\"history\":[");
    for (size_t i = 0; i < v->history.n; i++) {
        buf_str(out, i > 0 ? ",\n{" : "\n{");
        WRITE(out, EVENT, &v->history.items[i]);
        buf_char(out, '}');
    }
    buf_str(out, "]}\n");
}

int api_get_room(struct api_call *c, struct store *s, struct err *e)
{
    struct room_view v;
    struct store_closures closed = {0};
    int rc = room_get(s, &c->who, c->path[0], &v, e);
    rc = rc != ERR_OK ? rc : closed_today(s, &closed, e);
    if (rc == ERR_OK)
        write_view(&c->reply->body, &v, &closed);
    store_closures_release(&closed);
    room_view_release(&v);
    return rc;
}
