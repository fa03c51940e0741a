/* Agencies and their urgency; who stands in the register twice; the count of needs. */
#include "routes.h"

#include <stddef.h>
#include <string.h>

#include "base/clock.h"
#include "fields.h"
#include "service/agency.h"
#include "service/needs.h"
#include "service/policy.h"
#include "store/register.h"

static const struct api_field AGENCY[] = {
    {"code", FIELD_TEXT, offsetof(struct store_agency, code)},
    {"name", FIELD_TEXT, offsetof(struct store_agency, name)},
    {"aliases", FIELD_TEXT, offsetof(struct store_agency, aliases)},
    {"kind", FIELD_TEXT, offsetof(struct store_agency, kind)},
    {"urgency", FIELD_INT, offsetof(struct store_agency, urgency)},
    {"version", FIELD_COUNT, offsetof(struct store_agency, version)},
};

static void write_agency(struct buf *out, const struct store_agency *a)
{
    buf_char(out, '{');
    api_write_fields(out, AGENCY, sizeof AGENCY / sizeof *AGENCY, a);
    buf_char(out, '}');
}

/* A hundred at most: all at once, each with its version, for there is no GET of one. */
int api_list_agencies(struct api_call *c, struct store *s, struct err *e)
{
    struct store_agencies all = {0};
    struct buf *out = &c->reply->body;
    int rc = store_agency_list(s, &all, e);
    buf_str(out, "{\"items\":[");
    for (size_t i = 0; i < all.n; i++) {
        buf_str(out, i > 0 ? ",\n" : "\n");
        write_agency(out, &all.items[i]);
    }
    buf_fmt(out, "],\n\"n\":%zu}\n", all.n);
    store_agencies_release(&all);
    return rc;
}

int api_patch_agency(struct api_call *c, struct store *s, struct err *e)
{
    struct store_agency a = {0};
    const int urgency = (int)json_int(json_get(c->body, "urgency"));
    int rc = agency_set_urgency(s, &c->who, c->path[0], c->if_match, urgency, &a, e);
    if (rc == ERR_OK) {
        api_etag(c, a.version);
        write_agency(&c->reply->body, &a);
        buf_char(&c->reply->body, '\n');
    }
    store_agency_release(&a);
    return rc;
}

/* ---- doubles ---- */

int api_list_duplicates(struct api_call *c, struct store *s, struct err *e)
{
    const struct store_scope scope = principal_scope(&c->who);
    struct store_doubles all = {0};
    struct buf *out = &c->reply->body;
    size_t n = 0;
    int rc = store_double_list(s, &scope, &all, e);
    buf_str(out, "{\"items\":[");
    for (size_t i = 0; i < all.n; i++) {
        const struct store_double *d = &all.items[i];
        const bool is_same = i > 0 && strcmp(d->name_key, all.items[i - 1].name_key) == 0 &&
                             strcmp(d->born, all.items[i - 1].born) == 0;
        if (!is_same)
            buf_fmt(out, "%s\n{\"born\":\"%s\",\"officials\":[", n++ > 0 ? "]}," : "", d->born);
        buf_fmt(out, "%s{\"code\":\"%s\",\"name\":", is_same ? "," : "", d->code);
        buf_json(out, d->name);
        buf_str(out, ",\"agency\":");
        buf_json(out, d->agency_code);
        buf_char(out, '}');
    }
    buf_fmt(out, "%s],\n\"n\":%zu}\n", n > 0 ? "]}" : "", n);
    store_doubles_release(&all);
    return rc;
}

/* ---- the count of needs ---- */

static void write_table(struct buf *out, const struct grid *g)
{
    const size_t n_rows = grid_n_rows(g);
    buf_str(out, "{\"title\":");
    buf_json(out, g->title);
    buf_str(out, ",\"headings\":[");
    for (size_t k = 0; k < g->n_cols; k++) {
        buf_str(out, k > 0 ? "," : "");
        buf_json(out, g->headings[k]);
    }
    buf_str(out, "],\"rows\":[");
    for (size_t r = 0; r < n_rows; r++) {
        buf_str(out, r > 0 ? ",\n[" : "\n[");
        for (size_t k = 0; k < g->n_cols; k++) {
            const struct sheet_cell *cell = &g->cells[r * g->n_cols + k];
            buf_str(out, k > 0 ? "," : "");
            if (cell->kind == CELL_TEXT)
                buf_json(out, cell->text == NULL ? "" : cell->text);
            else
                buf_str(out, cell->text);
        }
        buf_char(out, ']');
    }
    buf_str(out, "]}");
}

static void write_tables(struct buf *out, const struct grid parts[NEEDS_N_PARTS])
{
    buf_str(out, "{\"tables\":[");
    for (size_t i = 0; i < NEEDS_N_PARTS; i++) {
        buf_str(out, i > 0 ? ",\n" : "\n");
        write_table(out, &parts[i]);
    }
    buf_str(out, "]}\n");
}

int api_get_needs(struct api_call *c, struct store *s, struct err *e)
{
    const struct store_scope scope = principal_scope(&c->who);
    const int type = api_accept(c, 1u << API_JSON | 1u << API_CSV | 1u << API_XLSX);
    struct grid parts[NEEDS_N_PARTS] = {0};
    struct policy p = {0};
    char as_of[11];
    struct sheet sheets[NEEDS_N_PARTS];
    int rc = type < 0 ? ERR_INPUT : needs_rules(s, &p, as_of, e);
    rc = rc != ERR_OK ? rc : needs_build(s, &scope, &p, as_of, c->lang, parts, e);
    for (size_t i = 0; i < NEEDS_N_PARTS && rc == ERR_OK; i++)
        sheets[i] = grid_sheet(&parts[i]);
    if (rc == ERR_OK && type == API_JSON)
        write_tables(&c->reply->body, parts);
    else if (rc == ERR_OK)
        rc = api_sheets(c, (enum api_type)type, "nhu-cau", sheets, NEEDS_N_PARTS, e);
    needs_release(parts);
    policy_release(&p);
    return rc;
}
