/* Agencies and officials; the one place where citizen ids are sealed and opened. */
#include "store/person.h"
#include "store/register.h"

#include "handle.h"
#include "shapes.h"

#include "base/mem.h"
#include "base/text.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define FIELD(type, member, kind, flags)                                                           \
    {                                                                                              \
        offsetof(struct type, member), kind, flags                                                 \
    }

static const struct store_field AGENCY_FIELDS[] = {
    FIELD(store_agency, id, STORE_KEY, 0),
    FIELD(store_agency, code, STORE_TEXT, 0),
    FIELD(store_agency, name, STORE_TEXT, 0),
    FIELD(store_agency, aliases, STORE_TEXT, 0),
    FIELD(store_agency, kind, STORE_TEXT, 0),
    FIELD(store_agency, urgency, STORE_INT, 0),
    FIELD(store_agency, version, STORE_INT64, STORE_READ_ONLY),
};

static const struct store_shape AGENCY = {
    .select = "SELECT id, code, name, aliases, kind, urgency, version\n"
              "FROM agency\n"
              "ORDER BY code",
    .upsert = "INSERT INTO agency (id, code, name, aliases, kind, urgency, name_key)\n"
              "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)\n"
              "ON CONFLICT (id) DO UPDATE SET code = excluded.code, name = excluded.name,\n"
              "  aliases = excluded.aliases, kind = excluded.kind, urgency = excluded.urgency,\n"
              "  name_key = excluded.name_key, version = version + 1",
    .row_size = sizeof(struct store_agency),
    .n_fields = sizeof AGENCY_FIELDS / sizeof *AGENCY_FIELDS,
    .fields = AGENCY_FIELDS,
};

static const struct store_field OFFICIAL_FIELDS[] = {
    FIELD(store_official, id, STORE_KEY, 0),
    FIELD(store_official, name, STORE_TEXT, 0),
    FIELD(store_official, born, STORE_TEXT, 0),
    FIELD(store_official, sex, STORE_TEXT, 0),
    FIELD(store_official, citizen_id, STORE_TEXT, STORE_READ_ONLY),
    FIELD(store_official, lookup, STORE_TEXT, STORE_READ_ONLY),
    FIELD(store_official, phone, STORE_TEXT, 0),
    FIELD(store_official, agency_id, STORE_INT64, 0),
    FIELD(store_official, agency_code, STORE_TEXT, STORE_READ_ONLY),
    FIELD(store_official, position, STORE_TEXT, 0),
    FIELD(store_official, coefficient_c, STORE_INT, 0),
    FIELD(store_official, commune_code, STORE_TEXT, 0),
    FIELD(store_official, residence, STORE_TEXT, 0),
    FIELD(store_official, owns_house, STORE_INT, 0),
    FIELD(store_official, road_km_t, STORE_INT, 0),
    FIELD(store_official, has_moved, STORE_INT, 0),
    FIELD(store_official, groups, STORE_TEXT, 0),
    FIELD(store_official, needs_housing, STORE_INT, 0),
    FIELD(store_official, note, STORE_TEXT, 0),
    FIELD(store_official, code, STORE_TEXT, STORE_READ_ONLY),
    FIELD(store_official, version, STORE_INT64, STORE_READ_ONLY),
};

/* ?17 name_key, ?18 citizen_id, ?19 its lookup; a NULL keeps what is stored. */
const struct store_shape STORE_OFFICIAL = {
    .select = STORE_OFFICIAL_COLUMNS "FROM official o JOIN agency a ON a.id = o.agency_id\n"
                                     "ORDER BY o.id",
    .upsert =
        "INSERT INTO official (id, name, born, sex, phone, agency_id, position,\n"
        "  coefficient_c, commune_code, residence, owns_house, road_km_t, has_moved, groups,\n"
        "  needs_housing, note, name_key, citizen_id, citizen_id_lookup, code)\n"
        "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, nullif(?9, ''), ?10, ?11, ?12, ?13, ?14,\n"
        "  ?15, ?16, ?17,\n"
        "  coalesce(?18, (SELECT citizen_id FROM official WHERE id = ?1)),\n"
        "  coalesce(?19, (SELECT citizen_id_lookup FROM official WHERE id = ?1)),\n"
        "  lower(hex(randomblob(16))))\n"
        "ON CONFLICT (id) DO UPDATE SET name = excluded.name, born = excluded.born,\n"
        "  sex = excluded.sex, phone = excluded.phone, agency_id = excluded.agency_id,\n"
        "  position = excluded.position, coefficient_c = excluded.coefficient_c,\n"
        "  commune_code = excluded.commune_code, residence = excluded.residence,\n"
        "  owns_house = excluded.owns_house, road_km_t = excluded.road_km_t,\n"
        "  has_moved = excluded.has_moved, groups = excluded.groups,\n"
        "  needs_housing = excluded.needs_housing, note = excluded.note,\n"
        "  name_key = excluded.name_key, citizen_id = excluded.citizen_id,\n"
        "  citizen_id_lookup = excluded.citizen_id_lookup, version = version + 1",
    .row_size = sizeof(struct store_official),
    .n_fields = sizeof OFFICIAL_FIELDS / sizeof *OFFICIAL_FIELDS,
    .fields = OFFICIAL_FIELDS,
};

int store_agency_list(struct store *s, struct store_agencies *out, struct err *e)
{
    void *items;
    int rc = store_read_rows(s, &AGENCY, &items, &out->n, e);
    out->items = items;
    return rc;
}

int store_agency_put(struct store *s, struct store_agency *a, struct err *e)
{
    sqlite3_stmt *st = store_statement(s, AGENCY.upsert, e);
    if (st == NULL)
        return store_fail(s, e);
    char *name_key = text_fold(a->name);
    store_bind_text(st, store_bind_row(st, &AGENCY, a), name_key);
    free(name_key);
    int rc = store_run(s, st, e);
    if (rc == ERR_OK && a->id == 0)
        a->id = sqlite3_last_insert_rowid(s->db);
    return rc;
}

#define SEEN                                                                                       \
    "SELECT id, code, name, aliases, kind, urgency, version\n"                                     \
    "FROM agency\n"                                                                                \
    "WHERE " STORE_SEES_AGENCY("id") "\n"

static const char ALL_SEEN[] = SEEN "ORDER BY code";
static const char ONE_SEEN[] = SEEN "  AND code = ?4";

int store_agency_list_seen(struct store *s, const struct store_scope *scope,
                           struct store_agencies *out, struct err *e)
{
    void *items = NULL;
    *out = (struct store_agencies){0};
    sqlite3_stmt *st = store_statement(s, ALL_SEEN, e);
    if (st == NULL)
        return store_fail(s, e);
    store_bind_scope(st, scope);
    int rc = store_read_bound(s, st, &AGENCY, &items, &out->n, e);
    out->items = items;
    return rc;
}

int store_agency_by_code(struct store *s, const struct store_scope *scope, const char *code,
                         struct store_agency *out, struct err *e)
{
    *out = (struct store_agency){0};
    sqlite3_stmt *st = store_statement(s, ONE_SEEN, e);
    if (st == NULL)
        return store_fail(s, e);
    store_bind_scope(st, scope);
    store_bind_text(st, 4, code);
    return store_read_one(s, st, &AGENCY, out, e);
}

void store_agency_release(struct store_agency *a)
{
    store_release_row(&AGENCY, a);
    *a = (struct store_agency){0};
}

void store_agencies_release(struct store_agencies *l)
{
    store_release_rows(&AGENCY, l->items, l->n);
    *l = (struct store_agencies){0};
}

int store_official_list(struct store *s, struct store_officials *out, struct err *e)
{
    void *items;
    int rc = store_read_rows(s, &STORE_OFFICIAL, &items, &out->n, e);
    out->items = items;
    return rc;
}

void store_officials_release(struct store_officials *l)
{
    store_release_rows(&STORE_OFFICIAL, l->items, l->n);
    *l = (struct store_officials){0};
}

/* What binds a sealed id to its row: a value copied to another row does not open. */
static void seal_context(int64_t id, char out[48])
{
    snprintf(out, 48, "official|%" PRId64 "|citizen_id", id);
}

/* The id of the next row: the seal needs it before the row is there. One process writes. */
static int next_id(struct store *s, int64_t *id, struct err *e)
{
    sqlite3_stmt *st = store_statement(s, "SELECT coalesce(max(id), 0) + 1 FROM official", e);
    if (st == NULL || sqlite3_step(st) != SQLITE_ROW)
        return store_fail(s, e);
    *id = sqlite3_column_int64(st, 0);
    sqlite3_reset(st);
    return ERR_OK;
}

static void bind_citizen_id(struct store *s, sqlite3_stmt *st, int at, int64_t id,
                            const char *citizen_id)
{
    char context[48];
    char lookup[65];
    struct buf sealed = {0};
    seal_context(id, context);
    crypto_seal(&s->key, context, citizen_id, &sealed);
    crypto_lookup(&s->key, citizen_id, lookup);
    sqlite3_bind_blob64(st, at, sealed.data, sealed.len, SQLITE_TRANSIENT);
    store_bind_text(st, at + 1, lookup);
    buf_release(&sealed);
}

int store_official_put(struct store *s, struct store_official *o, struct err *e)
{
    bool has_id = o->citizen_id != NULL && o->citizen_id[0] != '\0';
    int64_t id = o->id;
    int rc = has_id ? store_need_key(s, e) : ERR_OK;
    if (rc == ERR_OK && id == 0)
        rc = next_id(s, &id, e);
    sqlite3_stmt *st = rc == ERR_OK ? store_statement(s, STORE_OFFICIAL.upsert, e) : NULL;
    if (st == NULL)
        return rc != ERR_OK ? rc : store_fail(s, e);

    char *name_key = text_fold(o->name);
    int at = store_bind_row(st, &STORE_OFFICIAL, o);
    sqlite3_bind_int64(st, 1, id);
    store_bind_text(st, at, name_key);
    if (has_id)
        bind_citizen_id(s, st, at + 1, id, o->citizen_id);
    free(name_key);
    rc = store_run(s, st, e);
    if (rc == ERR_OK)
        o->id = id;
    return rc;
}

int store_official_lookup(struct store *s, const char *citizen_id, char hex[65], struct err *e)
{
    int rc = store_need_key(s, e);
    if (rc == ERR_OK)
        crypto_lookup(&s->key, citizen_id, hex);
    return rc;
}

int store_official_citizen_id(struct store *s, int64_t id, struct buf *out, struct err *e)
{
    char context[48];
    int rc = store_need_key(s, e);
    if (rc != ERR_OK)
        return rc;
    sqlite3_stmt *st = store_statement(s, "SELECT citizen_id FROM official WHERE id = ?1", e);
    if (st == NULL)
        return store_fail(s, e);
    sqlite3_bind_int64(st, 1, id);
    int step = sqlite3_step(st);
    seal_context(id, context);
    if (step == SQLITE_ROW)
        rc = crypto_open(&s->key, context, sqlite3_column_blob(st, 0),
                         (size_t)sqlite3_column_bytes(st, 0), out, e);
    else if (step == SQLITE_DONE)
        rc = err_set(e, ERR_INPUT, "không có cán bộ số %" PRId64, "there is no official %" PRId64,
                     id);
    else
        rc = store_fail(s, e);
    sqlite3_reset(st);
    return rc;
}
