/* Hand-over records: read, printed, written, confirmed. */
#include "routes.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "base/paper.h"
#include "fields.h"
#include "service/handover.h"
#include "stays.h"

static const struct api_field FIELDS[] = {
    {"kind", FIELD_TEXT, offsetof(struct store_handover, kind)},
    {"code", FIELD_KNOWN, offsetof(struct store_handover, code)},
    {"day", FIELD_KNOWN, offsetof(struct store_handover, day)},
    {"electricity_kwh", FIELD_INT, offsetof(struct store_handover, electricity_kwh)},
    {"water_m3", FIELD_INT, offsetof(struct store_handover, water_m3)},
    {"n_keys", FIELD_INT, offsetof(struct store_handover, n_keys)},
    {"note", FIELD_TEXT, offsetof(struct store_handover, note)},
    {"house", FIELD_KNOWN, offsetof(struct store_handover, house)},
    {"house_at", FIELD_INSTANT, offsetof(struct store_handover, house_at)},
    {"resident", FIELD_KNOWN, offsetof(struct store_handover, resident)},
    {"resident_at", FIELD_INSTANT, offsetof(struct store_handover, resident_at)},
    {"is_on_paper", FIELD_ANSWER, offsetof(struct store_handover, is_on_paper)},
    {"version", FIELD_COUNT, offsetof(struct store_handover, version)},
};

static const struct api_field ITEM[] = {
    {"kind", FIELD_TEXT, offsetof(struct store_handover_item, kind)},
    {"number", FIELD_INT, offsetof(struct store_handover_item, ix)},
    {"condition", FIELD_TEXT, offsetof(struct store_handover_item, condition)},
    {"note", FIELD_TEXT, offsetof(struct store_handover_item, note)},
};

static const struct api_field DIFFERENCE[] = {
    {"kind", FIELD_TEXT, offsetof(struct handover_difference, kind)},
    {"number", FIELD_INT, offsetof(struct handover_difference, ix)},
    {"was", FIELD_TEXT, offsetof(struct handover_difference, was)},
    {"now", FIELD_KNOWN, offsetof(struct handover_difference, now)},
};

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* ---- out ---- */

/* A member that is a list of objects; rows [n] of `size` bytes. */
static void write_list(struct buf *out, const char *name, const struct api_field *fields,
                       size_t n_fields, const void *rows, size_t n, size_t size)
{
    buf_fmt(out, ",\"%s\":[", name);
    for (size_t i = 0; i < n; i++) {
        buf_str(out, i > 0 ? ",{" : "{");
        api_write_fields(out, fields, n_fields, (const char *)rows + i * size);
        buf_char(out, '}');
    }
    buf_char(out, ']');
}

static void write_view(struct buf *out, const struct handover_view *v)
{
    const struct store_handover *h = &v->record;
    buf_str(out, "{\"stay\":");
    buf_json(out, v->stay.code);
    buf_char(out, ',');
    api_write_fields(out, FIELDS, COUNT(FIELDS), h);
    write_list(out, "items", ITEM, COUNT(ITEM), h->items, h->n_items, sizeof *h->items);
    write_list(out, "differences", DIFFERENCE, COUNT(DIFFERENCE), v->differences, v->n_differences,
               sizeof *v->differences);
    buf_str(out, "}\n");
}

void api_write_handovers(struct buf *out, const struct store_handovers *all)
{
    buf_char(out, '[');
    for (size_t i = 0; i < all->n; i++) {
        buf_str(out, i > 0 ? ",{\"stay\":" : "{\"stay\":");
        buf_json(out, all->items[i].stay);
        buf_char(out, ',');
        api_write_fields(out, FIELDS, COUNT(FIELDS), &all->items[i]);
        buf_char(out, '}');
    }
    buf_char(out, ']');
}

static int answer_paper(struct api_call *c, const struct handover_view *v, struct err *e)
{
    struct paper paper = {0};
    handover_paper(v, &paper);
    int rc = api_pdf(c, strcmp(v->record.kind, "in") == 0 ? "nhan-phong" : "tra-phong", &paper, e);
    paper_release(&paper);
    return rc;
}

/* The record as it stands now, unless what came before failed (`rc`). */
static int answer(struct api_call *c, struct store *s, int type, int rc, struct err *e)
{
    struct handover_view v = {0};
    if (rc == ERR_OK)
        rc = handover_get(s, &c->who, c->path[0], c->path[1], &v, e);
    if (rc == ERR_OK && type == API_PDF) {
        rc = answer_paper(c, &v, e);
    } else if (rc == ERR_OK) {
        api_etag(c, v.record.version);
        write_view(&c->reply->body, &v);
    }
    handover_view_release(&v);
    return rc;
}

int api_get_handover(struct api_call *c, struct store *s, struct err *e)
{
    const int type = api_accept(c, 1u << API_JSON | 1u << API_PDF);
    return answer(c, s, type, type < 0 ? ERR_INPUT : ERR_OK, e);
}

/* ---- in ---- */

/* A number of the body; -1 where it is not there, or null. */
static int number(const struct json *body, const char *name)
{
    const struct json *j = json_get(body, name);
    return json_is_int(j) ? (int)json_int(j) : -1;
}

/* What a body says; texts belong to it. The caller frees the items. */
static struct store_handover read_body(const struct json *body)
{
    const struct json *items = json_get(body, "items");
    struct store_handover h = {.day = (char *)(uintptr_t)json_text(json_get(body, "day")),
                               .electricity_kwh = number(body, "electricity_kwh"),
                               .water_m3 = number(body, "water_m3"),
                               .n_keys = number(body, "n_keys"),
                               .note = (char *)(uintptr_t)json_text(json_get(body, "note")),
                               .n_items = json_len(items)};
    h.items = mem_array(h.n_items + 1, sizeof *h.items);
    for (size_t i = 0; i < h.n_items; i++) {
        const struct json *j = json_at(items, i);
        h.items[i] = (struct store_handover_item){
            .kind = (char *)(uintptr_t)json_text(json_get(j, "kind")),
            .ix = (int)json_int(json_get(j, "number")),
            .condition = (char *)(uintptr_t)json_text(json_get(j, "condition")),
            .note = (char *)(uintptr_t)json_text(json_get(j, "note"))};
    }
    return h;
}

int api_post_handover(struct api_call *c, struct store *s, struct err *e)
{
    struct store_handover said = read_body(c->body);
    char today[11];
    clock_today(today);
    int rc = handover_add(s, &c->who, c->path[0], c->path[1], &said, today, &c->bad, e);
    if (rc == ERR_OK)
        api_location(c, "/api/v1/stays/%s/handovers/%s", c->path[0], c->path[1]);
    free(said.items);
    return answer(c, s, API_JSON, rc, e);
}

int api_put_handover(struct api_call *c, struct store *s, struct err *e)
{
    struct store_handover said = read_body(c->body);
    char today[11];
    clock_today(today);
    int rc =
        handover_correct(s, &c->who, c->path[0], c->path[1], c->if_match, &said, today, &c->bad, e);
    free(said.items);
    return answer(c, s, API_JSON, rc, e);
}

int api_post_handover_confirmation(struct api_call *c, struct store *s, struct err *e)
{
    const bool on_paper = json_bool(json_get(c->body, "on_paper"));
    int rc = handover_confirm(s, &c->who, c->path[0], c->path[1], c->if_match, on_paper,
                              clock_now_s(), e);
    return answer(c, s, API_JSON, rc, e);
}
