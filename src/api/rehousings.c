/* Rehousing cases: listed, read, decided. */
#include "routes.h"

#include <stddef.h>
#include <string.h>

#include "base/clock.h"
#include "fields.h"
#include "service/rehousing.h"

static const struct api_field HEAD[] = {
    {"code", FIELD_TEXT, offsetof(struct store_rehousing, code)},
    {"closure", FIELD_TEXT, offsetof(struct store_rehousing, closure)},
    {"room", FIELD_TEXT, offsetof(struct store_rehousing, room)},
    {"site", FIELD_TEXT, offsetof(struct store_rehousing, site)},
    {"from_day", FIELD_TEXT, offsetof(struct store_rehousing, from_day)},
    {"to_day", FIELD_KNOWN, offsetof(struct store_rehousing, to_day)},
    {"reason", FIELD_TEXT, offsetof(struct store_rehousing, reason)},
    {"state", FIELD_TEXT, offsetof(struct store_rehousing, state)},
    {"chosen", FIELD_KNOWN, offsetof(struct store_rehousing, chosen)},
    {"is_stale", FIELD_ANSWER, offsetof(struct store_rehousing, is_stale)},
    {"opened_at", FIELD_INSTANT, offsetof(struct store_rehousing, opened_at)},
    {"proposed_at", FIELD_INSTANT, offsetof(struct store_rehousing, proposed_at)},
    {"version", FIELD_COUNT, offsetof(struct store_rehousing, version)},
};

static const struct api_field PERSON[] = {
    {"request", FIELD_TEXT, offsetof(struct store_rehoused, request)},
    {"name", FIELD_TEXT, offsetof(struct store_rehoused, name)},
    {"agency", FIELD_TEXT, offsetof(struct store_rehoused, agency)},
    {"kind", FIELD_TEXT, offsetof(struct store_rehoused, kind)},
    {"sleeps", FIELD_ANSWER, offsetof(struct store_rehoused, sleeps)},
};

static const struct api_field PROPOSAL[] = {
    {"kind", FIELD_TEXT, offsetof(struct store_proposal, kind)},
    {"n_moves", FIELD_INT, offsetof(struct store_proposal, n_moves)},
    {"is_proven", FIELD_ANSWER, offsetof(struct store_proposal, is_proven)},
    {"n_left", FIELD_INT, offsetof(struct store_proposal, n_left)},
    {"return_day", FIELD_KNOWN, offsetof(struct store_proposal, return_day)},
    {"why", FIELD_KNOWN, offsetof(struct store_proposal, why)},
};

static const struct api_field MOVE[] = {
    {"request", FIELD_TEXT, offsetof(struct store_move, request)},
    {"name", FIELD_TEXT, offsetof(struct store_move, name)},
    {"agency", FIELD_TEXT, offsetof(struct store_move, agency)},
    {"from_room", FIELD_TEXT, offsetof(struct store_move, from_room)},
    {"to_room", FIELD_KNOWN, offsetof(struct store_move, to_room)},
    {"kind", FIELD_TEXT, offsetof(struct store_move, kind)},
    {"is_done", FIELD_ANSWER, offsetof(struct store_move, is_done)},
    {"is_away", FIELD_ANSWER, offsetof(struct store_move, is_away)},
    {"return_day", FIELD_KNOWN, offsetof(struct store_move, return_day)},
};

#define WRITE(out, fields, row)                                                                    \
    api_write_fields(out, fields, sizeof(fields) / sizeof *(fields), row)

/* The members of a case; is_due: chosen for a while, and the room is open again. */
static void write_head(struct buf *out, const struct store_rehousing *c)
{
    char today[11];
    clock_today(today);
    WRITE(out, HEAD, c);
    bool is_due =
        strcmp(c->state, "chosen") == 0 && c->to_day[0] != '\0' && strcmp(c->to_day, today) <= 0;
    buf_fmt(out, ",\"is_due\":%s", is_due ? "true" : "false");
}

/* ERR_ABSENT for those who see none, and where ?after is not there. */
static int check_list(struct api_call *c, struct store *s, struct err *e)
{
    struct store_rehousing last = {0};
    if (!rehousing_sees(&c->who))
        return ERR_ABSENT;
    int rc = api_after(c)[0] != '\0' ? store_rehousing_get(s, api_after(c), &last, e) : ERR_OK;
    if (rc == ERR_OK && api_after(c)[0] != '\0' && last.id == 0)
        rc = api_no_after(c, e);
    store_rehousing_release(&last);
    return rc;
}

int api_list_rehousings(struct api_call *c, struct store *s, struct err *e)
{
    const char *state = api_query(c, "state");
    const int limit = api_limit(c);
    const struct store_rehousing_query q = {
        .state = state[0] != '\0' ? state : NULL, .after = api_after(c), .limit = limit + 1};
    struct store_rehousings all = {0};
    struct buf *out = &c->reply->body;
    int64_t n = 0;
    int rc = check_list(c, s, e);
    rc = rc != ERR_OK ? rc : store_rehousing_list(s, &q, &all, &n, e);
    const size_t n_shown = all.n > (size_t)limit ? (size_t)limit : all.n;
    buf_str(out, "{\"items\":[");
    for (size_t i = 0; i < n_shown; i++) {
        buf_str(out, i > 0 ? ",\n{" : "\n{");
        write_head(out, &all.items[i]);
        buf_char(out, '}');
    }
    buf_fmt(out, "],\n\"n\":%lld}\n", (long long)n);
    if (all.n > n_shown)
        api_next(c, all.items[n_shown - 1].code);
    store_rehousings_release(&all);
    return rc;
}

static void write_moves(struct buf *out, const struct store_moves *all, int64_t proposal_id)
{
    const char *before = "";
    buf_str(out, ",\"moves\":[");
    for (size_t i = 0; i < all->n; i++) {
        if (all->items[i].proposal_id != proposal_id)
            continue;
        buf_fmt(out, "%s\n{", before);
        WRITE(out, MOVE, &all->items[i]);
        buf_char(out, '}');
        before = ",";
    }
    buf_str(out, "]");
}

static void write_view(struct buf *out, const struct rehousing_view *v)
{
    buf_char(out, '{');
    write_head(out, &v->it);
    buf_fmt(out, ",\"n_away\":%d,\"people\":[", v->n_away);
    for (size_t i = 0; i < v->people.n; i++) {
        buf_str(out, i > 0 ? ",\n{" : "\n{");
        WRITE(out, PERSON, &v->people.items[i]);
        buf_char(out, '}');
    }
    buf_str(out, "],\"proposals\":[");
    for (size_t i = 0; i < v->proposals.n; i++) {
        buf_str(out, i > 0 ? ",\n{" : "\n{");
        WRITE(out, PROPOSAL, &v->proposals.items[i]);
        write_moves(out, &v->moves, v->proposals.items[i].id);
        buf_char(out, '}');
    }
    buf_str(out, "]}\n");
}

int api_get_rehousing(struct api_call *c, struct store *s, struct err *e)
{
    struct rehousing_view v;
    int rc = rehousing_get(s, &c->who, c->path[0], &v, e);
    if (rc == ERR_OK) {
        api_etag(c, v.it.version);
        write_view(&c->reply->body, &v);
    }
    rehousing_view_release(&v);
    return rc;
}

int api_post_rehousing_choice(struct api_call *c, struct store *s, struct err *e)
{
    const char *kind = json_text(json_get(c->body, "kind"));
    const char *day = json_text(json_get(c->body, "day"));
    const int64_t now = clock_now_s();
    char today[11];
    clock_day(now, today);
    int rc = rehousing_choose(s, &c->who, c->path[0], c->if_match, kind,
                              day[0] != '\0' ? day : today, today, now, &c->bad, e);
    return rc == ERR_OK ? api_get_rehousing(c, s, e) : rc;
}
