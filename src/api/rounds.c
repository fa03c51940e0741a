/* Rounds: opened, changed, closed, drawn; what they will give, and what was drawn from. */
#include "routes.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "fields.h"
#include "service/draw.h"
#include "service/preview.h"
#include "service/round.h"
#include "service/scoring.h"
#include "service/stale.h"

static const struct api_field FIELDS[] = {
    {"code", FIELD_TEXT, offsetof(struct store_round, code)},
    {"name", FIELD_TEXT, offsetof(struct store_round, name)},
    {"policy", FIELD_TEXT, offsetof(struct store_round, policy)},
    {"policy_version", FIELD_INT, offsetof(struct store_round, policy_version)},
    {"state", FIELD_TEXT, offsetof(struct store_round, state)},
    {"as_of", FIELD_TEXT, offsetof(struct store_round, as_of)},
    {"draw_source", FIELD_TEXT, offsetof(struct store_round, draw_source)},
    {"draw_day", FIELD_TEXT, offsetof(struct store_round, draw_day)},
    {"names_public", FIELD_ANSWER, offsetof(struct store_round, names_public)},
    {"offer_days", FIELD_INT, offsetof(struct store_round, offer_days)},
    {"opened_at", FIELD_INSTANT, offsetof(struct store_round, opened_at)},
    {"closed_at", FIELD_INSTANT, offsetof(struct store_round, closed_at)},
    {"n_requests", FIELD_INT, offsetof(struct store_round, n_requests)},
    {"n_eligible", FIELD_INT, offsetof(struct store_round, n_eligible)},
    {"list_sha256", FIELD_KNOWN, offsetof(struct store_round, list_sha256)},
    {"seed", FIELD_KNOWN, offsetof(struct store_round, seed)},
    {"drawn_at", FIELD_INSTANT, offsetof(struct store_round, confirmed_at)},
};

/* For its reader: who entered the number may not confirm it. */
static void write_round(struct api_call *c, const struct store_round *r)
{
    struct buf *out = &c->reply->body;
    const bool is_own = r->seed_by != 0 && r->seed_by == c->who.account_id;
    buf_char(out, '{');
    api_write_fields(out, FIELDS, sizeof FIELDS / sizeof *FIELDS, r);
    buf_fmt(out, ",\"is_seed_own\":%s}", is_own ? "true" : "false");
}

int api_list_rounds(struct api_call *c, struct store *s, struct err *e)
{
    struct store_rounds all = {0};
    struct buf *out = &c->reply->body;
    int rc = store_round_list(s, &all, e);
    buf_str(out, "{\"items\":[");
    for (size_t i = 0; i < all.n; i++) {
        buf_str(out, i > 0 ? ",\n" : "\n");
        write_round(c, &all.items[i]);
    }
    buf_fmt(out, "],\"n\":%zu}\n", all.n);
    store_rounds_release(&all);
    return rc;
}

/* The round as it stands now, unless what came before failed. */
static int answer(struct api_call *c, struct store *s, const char *code, int rc, struct err *e)
{
    struct store_round r = {0};
    if (rc == ERR_OK)
        rc = round_get(s, code, &r, e);
    if (rc == ERR_OK) {
        api_etag(c, r.version);
        write_round(c, &r);
        buf_char(&c->reply->body, '\n');
    }
    store_round_release(&r);
    return rc;
}

int api_get_round(struct api_call *c, struct store *s, struct err *e)
{
    return answer(c, s, c->path[0], ERR_OK, e);
}

static const char *text_or_null(const struct json *body, const char *name)
{
    const struct json *j = json_get(body, name);
    return j == NULL ? NULL : json_text(j);
}

static struct round_terms wanted(const struct json *body)
{
    const struct json *names = json_get(body, "names_public");
    return (struct round_terms){.code = text_or_null(body, "code"),
                                .name = text_or_null(body, "name"),
                                .policy = text_or_null(body, "policy"),
                                .policy_version = (int)json_int(json_get(body, "policy_version")),
                                .as_of = text_or_null(body, "as_of"),
                                .draw_source = text_or_null(body, "draw_source"),
                                .draw_day = text_or_null(body, "draw_day"),
                                .names_public = names == NULL ? -1 : json_bool(names),
                                .offer_days = (int)json_int(json_get(body, "offer_days"))};
}

int api_post_round(struct api_call *c, struct store *s, struct err *e)
{
    const struct round_terms terms = wanted(c->body);
    int rc = round_open(s, &c->who, &terms, clock_now_s(), &c->bad, e);
    if (rc == ERR_OK)
        api_location(c, "/api/v1/rounds/%s", terms.code);
    return answer(c, s, terms.code, rc, e);
}

/* Terms of an open round; or, alone, the end of one. */
int api_patch_round(struct api_call *c, struct store *s, struct err *e)
{
    const char *code = c->path[0];
    const struct round_terms terms = wanted(c->body);
    const bool is_end = json_get(c->body, "state") != NULL;
    int rc;
    if (is_end && json_len(c->body) > 1) {
        api_bad(c, "/state", "phải đứng một mình", "must stand alone");
        return ERR_INPUT;
    }
    if (is_end)
        rc = round_finish(s, &c->who, code, c->if_match, e);
    else
        rc = round_change(s, &c->who, code, c->if_match, &terms, clock_now_s(), &c->bad, e);
    return answer(c, s, code, rc, e);
}

int api_post_round_closing(struct api_call *c, struct store *s, struct err *e)
{
    int rc = round_close(s, &c->who, c->path[0], c->if_match, clock_now_s(), e);
    return answer(c, s, c->path[0], rc, e);
}

int api_post_round_draw(struct api_call *c, struct store *s, struct err *e)
{
    const char *seed = json_text(json_get(c->body, "seed"));
    int rc = round_enter_draw(s, &c->who, c->path[0], c->if_match, seed, clock_now_s(), &c->bad, e);
    return answer(c, s, c->path[0], rc, e);
}

int api_post_draw_confirmation(struct api_call *c, struct store *s, struct err *e)
{
    const char *seed = json_text(json_get(c->body, "seed"));
    int rc =
        round_confirm_draw(s, &c->who, c->path[0], c->if_match, seed, clock_now_s(), &c->bad, e);
    return answer(c, s, c->path[0], rc, e);
}

int api_get_frozen_list(struct api_call *c, struct store *s, struct err *e)
{
    return draw_document(s, c->path[0], &c->reply->body, e);
}

int api_list_round_changes(struct api_call *c, struct store *s, struct err *e)
{
    char today[11];
    struct stale moved = {0};
    clock_today(today);
    int rc = stale_round(s, c->path[0], today, &moved, e);
    buf_str(&c->reply->body, "{\"items\":");
    stale_write(&moved, &c->reply->body);
    buf_fmt(&c->reply->body, ",\"n\":%zu}\n", moved.n);
    stale_release(&moved);
    return rc;
}

/* ---- the preview ---- */

static void write_faults(struct buf *out, const struct score *s, const char *lang)
{
    buf_str(out, ",\"faults\":[");
    for (size_t i = 0; i < s->n_faults; i++) {
        const enum score_fault f = s->faults[i].code;
        buf_fmt(out, "%s{\"code\":\"%s\",\"text\":", i > 0 ? "," : "", score_fault_code(f));
        buf_json(out, score_fault_text(f, lang));
        buf_char(out, '}');
    }
    buf_str(out, "]}");
}

static void write_row(struct buf *out, const struct preview *v, const struct snapshot_request *r,
                      const char *lang)
{
    const struct score *s = &r->score;
    const bool has_place = r->order > 0 && v->round.confirmed_at != 0;
    buf_str(out, "\n{\"request\":");
    buf_json(out, r->id);
    buf_str(out, ",\"name\":");
    buf_json(out, r->n_people > 0 ? r->person_names[0] : "");
    buf_str(out, ",\"agency\":");
    buf_json(out, r->agency);
    buf_fmt(out, ",\"is_eligible\":%s,\"order\":", s->is_eligible ? "true" : "false");
    if (has_place)
        buf_fmt(out, "%d", r->order);
    else
        buf_str(out, "null");
    buf_fmt(out, ",\"points\":%d,\"band\":%d,\"pool\":", s->points, s->band);
    buf_json(out, v->policy.pools[s->pool_ix].id);
    buf_fmt(out,
            ",\"parts\":{\"housing\":%d,\"road_km\":%d,\"family\":%d,\"unit_urgency\":%d,"
            "\"waiting\":%d},\"family_group\":",
            s->parts.housing, s->parts.road_km, s->parts.family, s->parts.urgency,
            s->parts.waiting);
    if (s->family_group < 0)
        buf_str(out, "null");
    else
        buf_json(out, policy_group_code((enum policy_group)s->family_group));
    buf_fmt(out, ",\"n_people\":%zu,\"sharing\":\"%s\"", s->n_members,
            s->is_private ? "private" : "shared");
    write_faults(out, s, lang);
}

/* A page of the ranking, from behind the request `after`. */
static int write_page(struct api_call *c, const struct preview *v, struct err *e)
{
    const char *after = api_after(c);
    const size_t limit = (size_t)api_limit(c), n = v->snapshot.n_requests;
    size_t *ixs = snapshot_ranking(&v->snapshot), k = 0, n_written = 0;
    struct buf *out = &c->reply->body;
    while (after[0] != '\0' && k < n && strcmp(v->snapshot.requests[ixs[k]].id, after) != 0)
        k++;
    if (k == n && after[0] != '\0') {
        free(ixs);
        return api_no_after(c, e);
    }
    k += after[0] != '\0';
    buf_str(out, "{\"items\":[");
    for (; k < n && n_written < limit; k++, n_written++) {
        buf_str(out, n_written > 0 ? "," : "");
        write_row(out, v, &v->snapshot.requests[ixs[k]], c->lang);
    }
    buf_fmt(out, "],\"n\":%zu}\n", n);
    if (k < n)
        api_next(c, v->snapshot.requests[ixs[k - 1]].id);
    free(ixs);
    return ERR_OK;
}

int api_get_preview(struct api_call *c, struct store *s, struct err *e)
{
    struct preview v = {0};
    const int type = api_accept(c, 1u << API_JSON | 1u << API_CSV | 1u << API_XLSX);
    int rc = type < 0 ? ERR_INPUT : preview_load(s, &c->who, c->path[0], &v, e);
    if (rc == ERR_OK && type == API_JSON) {
        rc = write_page(c, &v, e);
    } else if (rc == ERR_OK) {
        struct grid g = {0};
        scoring_grid(&v.snapshot, &v.policy, c->lang, &g);
        const struct sheet sheet = grid_sheet(&g);
        rc = api_sheets(c, (enum api_type)type, v.round.code, &sheet, 1, e);
        grid_release(&g);
    }
    preview_release(&v);
    return rc;
}
