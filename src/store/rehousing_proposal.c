/* Proposals of rehousing cases, and who would go where by them; see the header. */
#include <stdlib.h>

#include "shapes.h"
#include "store/rehousing.h"

#define FIELD(type, member, kind)                                                                  \
    {                                                                                              \
        offsetof(struct type, member), kind, STORE_READ_ONLY                                       \
    }
static const struct store_field PROPOSAL_FIELDS[] = {
    FIELD(store_proposal, id, STORE_KEY),      FIELD(store_proposal, kind, STORE_TEXT),
    FIELD(store_proposal, n_moves, STORE_INT), FIELD(store_proposal, is_proven, STORE_INT),
    FIELD(store_proposal, n_left, STORE_INT),  FIELD(store_proposal, return_day, STORE_TEXT),
    FIELD(store_proposal, why, STORE_TEXT),    FIELD(store_proposal, instance_sha256, STORE_TEXT),
};
static const struct store_shape PROPOSAL = {NULL, NULL, sizeof(struct store_proposal),
                                            sizeof PROPOSAL_FIELDS / sizeof *PROPOSAL_FIELDS,
                                            PROPOSAL_FIELDS};

static const struct store_field MOVE_FIELDS[] = {
    FIELD(store_move, proposal_id, STORE_INT64), FIELD(store_move, request_id, STORE_INT64),
    FIELD(store_move, request, STORE_TEXT),      FIELD(store_move, name, STORE_TEXT),
    FIELD(store_move, agency, STORE_TEXT),       FIELD(store_move, from_room, STORE_TEXT),
    FIELD(store_move, to_room, STORE_TEXT),      FIELD(store_move, kind, STORE_TEXT),
    FIELD(store_move, is_done, STORE_INT),       FIELD(store_move, to_room_id, STORE_INT64),
    FIELD(store_move, return_day, STORE_TEXT),   FIELD(store_move, is_away, STORE_INT),
};
static const struct store_shape MOVE = {NULL, NULL, sizeof(struct store_move),
                                        sizeof MOVE_FIELDS / sizeof *MOVE_FIELDS, MOVE_FIELDS};

static const char CLEAR_MOVES[] = "DELETE FROM rehousing_move WHERE proposal_id IN\n"
                                  "  (SELECT id FROM rehousing_proposal WHERE rehousing_id = ?1)";
static const char CLEAR[] = "DELETE FROM rehousing_proposal WHERE rehousing_id = ?1";
static const char ADD[] =
    "INSERT INTO rehousing_proposal (rehousing_id, kind, n_moves, is_proven, n_left, return_day,\n"
    "  why, instance_sha256) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";
static const char ADD_MOVE[] =
    "INSERT INTO rehousing_move (proposal_id, request_id, from_room_id, to_room_id, kind, "
    "is_done)\n"
    "SELECT ?1, q.id, f.id, (SELECT id FROM room WHERE code = ?4), ?5, 0\n"
    "FROM request q, room f WHERE q.code = ?2 AND f.code = ?3";
static const char PROPOSED[] = "UPDATE rehousing SET proposed_at = ?2, is_stale = 0,\n"
                               "  version = version + 1 WHERE id = ?1";
static const char LIST[] =
    "SELECT id, kind, n_moves, is_proven, n_left, return_day, why, instance_sha256\n"
    "FROM rehousing_proposal WHERE rehousing_id = ?1\n"
    "ORDER BY CASE kind WHEN 'stay' THEN 0 WHEN 'temporary' THEN 1 ELSE 2 END";

/* The stay that carries a move out, while it lasts. */
#define AWAY                                                                                       \
    "stay t WHERE t.request_id = v.request_id AND t.room_id = v.to_room_id AND v.is_done = 1\n"    \
    "  AND t.kind = 'temporary' AND v.kind = 'temporary' AND t.to_day = ''"
static const char MOVES[] =
    "SELECT v.proposal_id, q.id, q.code, " STORE_APPLICANT ", a.code, f.code, t.code, v.kind,\n"
    "  v.is_done, v.to_room_id, (SELECT t.return_day FROM " AWAY "),\n"
    "  EXISTS (SELECT 1 FROM " AWAY ")\n"
    "FROM rehousing_move v JOIN rehousing_proposal p ON p.id = v.proposal_id\n"
    "  JOIN request q ON q.id = v.request_id JOIN agency a ON a.id = q.agency_id\n"
    "  JOIN room f ON f.id = v.from_room_id LEFT JOIN room t ON t.id = v.to_room_id\n"
    "WHERE p.rehousing_id = ?1 ORDER BY p.id, q.code";
static const char DONE[] =
    "UPDATE rehousing_move SET is_done = 1 WHERE proposal_id = ?1 AND request_id = ?2";
static const char RETURN_ON[] = "UPDATE rehousing_proposal SET return_day = ?2\n"
                                "WHERE rehousing_id = ?1 AND kind = 'temporary'";

void store_proposals_release(struct store_proposals *l)
{
    store_release_rows(&PROPOSAL, l->items, l->n);
    *l = (struct store_proposals){0};
}

void store_moves_release(struct store_moves *l)
{
    store_release_rows(&MOVE, l->items, l->n);
    *l = (struct store_moves){0};
}

/* Runs a statement on one id. */
static int run_on(struct store *s, const char *sql, int64_t id, struct err *e)
{
    sqlite3_stmt *st = store_statement(s, sql, e);
    if (st == NULL)
        return store_fail(s, e);
    sqlite3_bind_int64(st, 1, id);
    return store_run(s, st, e);
}

int store_proposal_clear(struct store *s, int64_t rehousing_id, struct err *e)
{
    int rc = run_on(s, CLEAR_MOVES, rehousing_id, e);
    return rc == ERR_OK ? run_on(s, CLEAR, rehousing_id, e) : rc;
}

static int add_move(struct store *s, int64_t proposal_id, const struct store_move *m, struct err *e)
{
    sqlite3_stmt *st = store_statement(s, ADD_MOVE, e);
    if (st == NULL)
        return store_fail(s, e);
    sqlite3_bind_int64(st, 1, proposal_id);
    store_bind_text(st, 2, m->request);
    store_bind_text(st, 3, m->from_room);
    store_bind_text(st, 4, m->to_room);
    store_bind_text(st, 5, m->kind);
    return store_run(s, st, e);
}

int store_proposal_add(struct store *s, int64_t rehousing_id, const struct store_proposal *p,
                       const struct store_move *moves, size_t n, struct err *e)
{
    sqlite3_stmt *st = store_statement(s, ADD, e);
    if (st == NULL)
        return store_fail(s, e);
    sqlite3_bind_int64(st, 1, rehousing_id);
    store_bind_text(st, 2, p->kind);
    sqlite3_bind_int(st, 3, p->n_moves);
    sqlite3_bind_int(st, 4, p->is_proven);
    sqlite3_bind_int(st, 5, p->n_left);
    store_bind_text(st, 6, p->return_day);
    store_bind_text(st, 7, p->why);
    store_bind_text(st, 8, p->instance_sha256);
    int rc = store_run(s, st, e);
    const int64_t id = sqlite3_last_insert_rowid(s->db);
    for (size_t i = 0; i < n && rc == ERR_OK; i++)
        rc = add_move(s, id, &moves[i], e);
    return rc;
}

int store_rehousing_proposed(struct store *s, int64_t id, int64_t now, struct err *e)
{
    sqlite3_stmt *st = store_statement(s, PROPOSED, e);
    if (st == NULL)
        return store_fail(s, e);
    sqlite3_bind_int64(st, 1, id);
    sqlite3_bind_int64(st, 2, now);
    return store_run(s, st, e);
}

int store_proposal_list(struct store *s, int64_t rehousing_id, struct store_proposals *out,
                        struct err *e)
{
    void *items = NULL;
    *out = (struct store_proposals){0};
    int rc = store_read_of(s, LIST, rehousing_id, &PROPOSAL, &items, &out->n, e);
    out->items = items;
    return rc;
}

int store_move_list(struct store *s, int64_t rehousing_id, struct store_moves *out, struct err *e)
{
    void *items = NULL;
    *out = (struct store_moves){0};
    int rc = store_read_of(s, MOVES, rehousing_id, &MOVE, &items, &out->n, e);
    out->items = items;
    return rc;
}

int store_move_done(struct store *s, int64_t proposal_id, int64_t request_id, struct err *e)
{
    sqlite3_stmt *st = store_statement(s, DONE, e);
    if (st == NULL)
        return store_fail(s, e);
    sqlite3_bind_int64(st, 1, proposal_id);
    sqlite3_bind_int64(st, 2, request_id);
    return store_run(s, st, e);
}

int store_proposal_return_on(struct store *s, int64_t rehousing_id, const char *day, struct err *e)
{
    sqlite3_stmt *st = store_statement(s, RETURN_ON, e);
    if (st == NULL)
        return store_fail(s, e);
    sqlite3_bind_int64(st, 1, rehousing_id);
    store_bind_text(st, 2, day);
    return store_run(s, st, e);
}
