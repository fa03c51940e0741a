/* Officials who were housed, see the header. */
#include "store/housed.h"

#include "shapes.h"

#define FIELD(name, kind)                                                                          \
    {                                                                                              \
        offsetof(struct store_housed, name), kind, 0                                               \
    }
static const struct store_field FIELDS[] = {
    FIELD(official_id, STORE_INT64), FIELD(official, STORE_TEXT),  FIELD(name, STORE_TEXT),
    FIELD(born, STORE_TEXT),         FIELD(agency, STORE_TEXT),    FIELD(agency_name, STORE_TEXT),
    FIELD(site, STORE_TEXT),         FIELD(site_name, STORE_TEXT), FIELD(from_day, STORE_TEXT),
    FIELD(to_day, STORE_TEXT),
};
static const struct store_shape HOUSED = {
    .row_size = sizeof(struct store_housed),
    .n_fields = sizeof FIELDS / sizeof *FIELDS,
    .fields = FIELDS,
};

static const char LIST[] =
    "SELECT o.id, o.code, o.name, o.born, a.code, a.name, k.code, k.name, t.from_day, t.to_day\n"
    "FROM stay t JOIN stay_bed b ON b.stay_id = t.id\n"
    "  JOIN request_member m ON m.request_id = t.request_id AND m.ix = b.member_ix\n"
    "  JOIN official o ON o.id = m.official_id JOIN agency a ON a.id = o.agency_id\n"
    "  JOIN room c ON c.id = t.room_id JOIN site k ON k.id = c.site_id\n"
    "WHERE t.from_day < ?5 AND (t.to_day = '' OR t.to_day > ?4) AND t.from_day <> t.to_day\n"
    "  AND " STORE_SEES_AGENCY(
        "o.agency_id") "\n"
                       "ORDER BY o.name COLLATE vietnamese_name, o.id, t.from_day, t.id";

int store_housed_list(struct store *s, const struct store_scope *scope, const char *from_day,
                      const char *end_day, struct store_housed_rows *out, struct err *e)
{
    void *items = NULL;
    *out = (struct store_housed_rows){0};
    sqlite3_stmt *st = store_statement(s, LIST, e);
    if (st == NULL)
        return store_fail(s, e);
    store_bind_scope(st, scope);
    store_bind_text(st, 4, from_day);
    store_bind_text(st, 5, end_day);
    int rc = store_read_bound(s, st, &HOUSED, &items, &out->n, e);
    out->items = items;
    return rc;
}

void store_housed_rows_release(struct store_housed_rows *l)
{
    store_release_rows(&HOUSED, l->items, l->n);
    *l = (struct store_housed_rows){0};
}
