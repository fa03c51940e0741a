/* Sites, rooms, communes. */
#include "store/room.h"

#include <stdlib.h>
#include <string.h>

#include "shapes.h"

#define FIELD(type, member, kind, flags)                                                           \
    {                                                                                              \
        offsetof(struct type, member), kind, flags                                                 \
    }

static const struct store_field SITE_FIELDS[] = {
    FIELD(store_site, id, STORE_KEY, 0),
    FIELD(store_site, code, STORE_TEXT, 0),
    FIELD(store_site, name, STORE_TEXT, 0),
    FIELD(store_site, owner, STORE_TEXT, 0),
    FIELD(store_site, address, STORE_TEXT, 0),
    FIELD(store_site, requisition_from, STORE_TEXT, 0),
    FIELD(store_site, requisition_to, STORE_TEXT, 0),
    FIELD(store_site, version, STORE_INT64, STORE_READ_ONLY),
};

static const struct store_shape SITE = {
    .select = "SELECT id, code, name, owner, address, requisition_from, requisition_to,\n"
              "  version\n"
              "FROM site\n"
              "ORDER BY code",
    .upsert = "INSERT INTO site (id, code, name, owner, address, requisition_from,"
              " requisition_to)\n"
              "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)\n"
              "ON CONFLICT (id) DO UPDATE SET code = excluded.code, name = excluded.name,\n"
              "  owner = excluded.owner, address = excluded.address,\n"
              "  requisition_from = excluded.requisition_from,\n"
              "  requisition_to = excluded.requisition_to, version = version + 1",
    .row_size = sizeof(struct store_site),
    .n_fields = sizeof SITE_FIELDS / sizeof *SITE_FIELDS,
    .fields = SITE_FIELDS,
};

static const struct store_field ROOM_FIELDS[] = {
    FIELD(store_room, id, STORE_KEY, 0),
    FIELD(store_room, site_id, STORE_INT64, 0),
    FIELD(store_room, site_code, STORE_TEXT, STORE_READ_ONLY),
    FIELD(store_room, code, STORE_TEXT, 0),
    FIELD(store_room, block, STORE_TEXT, 0),
    FIELD(store_room, floor, STORE_INT, 0),
    FIELD(store_room, beds, STORE_INT, 0),
    FIELD(store_room, area_c, STORE_INT, 0),
    FIELD(store_room, features, STORE_TEXT, 0),
    FIELD(store_room, sex, STORE_TEXT, 0),
    FIELD(store_room, pools, STORE_TEXT, 0),
    FIELD(store_room, state, STORE_TEXT, 0),
    FIELD(store_room, note, STORE_TEXT, 0),
    FIELD(store_room, version, STORE_INT64, STORE_READ_ONLY),
};

#define ROOMS                                                                                      \
    "SELECT r.id, r.site_id, s.code, r.code, r.block, r.floor, r.beds, r.area_c,\n"                \
    "  r.features, r.sex, r.pools, r.state, r.note, r.version\n"                                   \
    "FROM room r JOIN site s ON s.id = r.site_id\n"

static const struct store_shape ROOM = {
    .select = ROOMS "ORDER BY r.code",
    .upsert = "INSERT INTO room (id, site_id, code, block, floor, beds, area_c, features, sex,\n"
              "  pools, state, note)\n"
              "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)\n"
              "ON CONFLICT (id) DO UPDATE SET site_id = excluded.site_id, code = excluded.code,\n"
              "  block = excluded.block, floor = excluded.floor, beds = excluded.beds,\n"
              "  area_c = excluded.area_c, features = excluded.features, sex = excluded.sex,\n"
              "  pools = excluded.pools, state = excluded.state, note = excluded.note,\n"
              "  version = version + 1",
    .row_size = sizeof(struct store_room),
    .n_fields = sizeof ROOM_FIELDS / sizeof *ROOM_FIELDS,
    .fields = ROOM_FIELDS,
};

static const struct store_field COMMUNE_FIELDS[] = {
    FIELD(store_commune, code, STORE_TEXT, 0),
    FIELD(store_commune, name, STORE_TEXT, 0),
    FIELD(store_commune, kind, STORE_TEXT, 0),
    FIELD(store_commune, former_province, STORE_TEXT, 0),
    FIELD(store_commune, straight_km_t, STORE_INT, 0),
};

static const struct store_shape COMMUNE = {
    .select = "SELECT code, name, kind, former_province, straight_km_t\n"
              "FROM commune\n"
              "ORDER BY code",
    .upsert = "INSERT INTO commune (code, name, kind, former_province, straight_km_t)\n"
              "VALUES (?1, ?2, ?3, ?4, ?5)\n"
              "ON CONFLICT (code) DO UPDATE SET name = excluded.name, kind = excluded.kind,\n"
              "  former_province = excluded.former_province,\n"
              "  straight_km_t = excluded.straight_km_t",
    .row_size = sizeof(struct store_commune),
    .n_fields = sizeof COMMUNE_FIELDS / sizeof *COMMUNE_FIELDS,
    .fields = COMMUNE_FIELDS,
};

int store_site_list(struct store *s, struct store_sites *out, struct err *e)
{
    void *items;
    int rc = store_read_rows(s, &SITE, &items, &out->n, e);
    out->items = items;
    return rc;
}

int store_site_put(struct store *s, struct store_site *site, struct err *e)
{
    return store_put_row(s, &SITE, site, &site->id, e);
}

void store_sites_release(struct store_sites *l)
{
    store_release_rows(&SITE, l->items, l->n);
    *l = (struct store_sites){0};
}

int store_room_list(struct store *s, struct store_rooms *out, struct err *e)
{
    void *items;
    int rc = store_read_rows(s, &ROOM, &items, &out->n, e);
    out->items = items;
    return rc;
}

int store_room_get(struct store *s, const struct store_scope *scope, const char *code,
                   struct store_room *out, struct err *e)
{
    *out = (struct store_room){0};
    sqlite3_stmt *st = store_statement(s, ROOMS "WHERE r.code = ?4 AND ?1 = 1", e);
    if (st == NULL)
        return store_fail(s, e);
    store_bind_scope(st, scope);
    store_bind_text(st, 4, code);
    return store_read_one(s, st, &ROOM, out, e);
}

void store_room_release(struct store_room *r)
{
    store_release_row(&ROOM, r);
    *r = (struct store_room){0};
}

int store_room_put(struct store *s, struct store_room *room, struct err *e)
{
    return store_put_row(s, &ROOM, room, &room->id, e);
}

void store_rooms_release(struct store_rooms *l)
{
    store_release_rows(&ROOM, l->items, l->n);
    *l = (struct store_rooms){0};
}

int store_commune_list(struct store *s, struct store_communes *out, struct err *e)
{
    void *items;
    int rc = store_read_rows(s, &COMMUNE, &items, &out->n, e);
    out->items = items;
    return rc;
}

int store_commune_find(struct store *s, const char *code, bool *is_there, struct err *e)
{
    sqlite3_stmt *st = store_statement(s, "SELECT 1 FROM commune WHERE code = ?1", e);
    *is_there = false;
    if (st == NULL)
        return store_fail(s, e);
    store_bind_text(st, 1, code);
    const int step = sqlite3_step(st);
    *is_there = step == SQLITE_ROW;
    int rc = step == SQLITE_ROW || step == SQLITE_DONE ? ERR_OK : store_fail(s, e);
    sqlite3_reset(st);
    return rc;
}

int store_commune_put(struct store *s, const struct store_commune *c, struct err *e)
{
    sqlite3_stmt *st = store_statement(s, COMMUNE.upsert, e);
    if (st == NULL)
        return store_fail(s, e);
    store_bind_row(st, &COMMUNE, c);
    return store_run(s, st, e);
}

void store_communes_release(struct store_communes *l)
{
    store_release_rows(&COMMUNE, l->items, l->n);
    *l = (struct store_communes){0};
}
