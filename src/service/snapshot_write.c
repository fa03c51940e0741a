/* The instance of a snapshot as JSON: one room and one party a line, so that two instances can be
 * compared with diff. Format: `quarters.instance/1`.
 */
#include <stdlib.h>
#include <string.h>

#include "service/snapshot.h"

static const char *const ROOM_SEX[] = {
    [SOLVER_ROOM_ANY] = "any",
    [SOLVER_ROOM_F] = "F",
    [SOLVER_ROOM_M] = "M",
    [SOLVER_ROOM_UNRESTRICTED] = "unrestricted",
};

static const char *const INCUMBENTS[] = {
    [SOLVER_STAY] = "stay",
    [SOLVER_MAY_MOVE] = "may_move",
    [SOLVER_COMPETE] = "compete",
};

static void add_texts(struct buf *out, const char *key, size_t n, const char *const *texts)
{
    buf_fmt(out, ",\"%s\":[", key);
    for (size_t i = 0; i < n; i++) {
        buf_str(out, i == 0 ? "" : ",");
        buf_json(out, texts[i]);
    }
    buf_char(out, ']');
}

static void add_field(struct buf *out, const char *key, const char *text)
{
    buf_fmt(out, "\"%s\":", key);
    buf_json(out, text);
}

static void add_sites(const struct snapshot *s, struct buf *out)
{
    buf_str(out, "\"sites\":[");
    for (size_t i = 0; i < s->n_sites; i++) {
        buf_str(out, i == 0 ? "\n{" : ",\n{");
        add_field(out, "id", s->sites[i].id);
        buf_char(out, ',');
        add_field(out, "name", s->sites[i].name);
        buf_char(out, '}');
    }
    buf_str(out, "],\n");
}

static void add_hundredths(struct buf *out, int c)
{
    buf_fmt(out, "%d.%02d", c / 100, c % 100);
}

static void add_rooms(const struct snapshot *s, struct buf *out)
{
    buf_str(out, "\"rooms\":[");
    for (size_t i = 0; i < s->n_rooms; i++) {
        const struct snapshot_room *r = &s->rooms[i];
        buf_str(out, i == 0 ? "\n{" : ",\n{");
        add_field(out, "id", r->code);
        buf_char(out, ',');
        add_field(out, "site", s->sites[r->site_ix].id);
        buf_fmt(out, ",\"beds\":%d", r->beds);
        if (r->area_c > 0) {
            buf_str(out, ",\"area_m2\":");
            add_hundredths(out, r->area_c);
        }
        add_texts(out, "features", r->n_features, (const char *const *)r->features);
        buf_fmt(out, ",\"sex\":\"%s\"", ROOM_SEX[r->sex]);
        add_texts(out, "pools", r->n_pools, (const char *const *)r->pools);
        buf_fmt(out, ",\"usable\":%s}", r->is_usable ? "true" : "false");
    }
    buf_str(out, "],\n");
}

static void add_members(const struct policy *p, const char *as_of, const struct snapshot_request *r,
                        struct buf *out)
{
    bool is_first = true;
    buf_str(out, ",\"members\":[");
    for (size_t i = 0; i < r->n_people; i++) {
        if (!score_needs_bed(p, as_of, &r->people[i]))
            continue;
        buf_str(out, is_first ? "{" : ",{");
        add_field(out, "id", r->person_ids[i]);
        buf_fmt(out, ",\"sex\":\"%c\"}", r->people[i].sex);
        is_first = false;
    }
    buf_char(out, ']');
}

static void add_wishes(const struct snapshot *s, const struct snapshot_request *r, struct buf *out)
{
    buf_str(out, ",\"wishes\":[");
    for (size_t i = 0; i < r->n_wishes; i++) {
        buf_str(out, i == 0 ? "{" : ",{");
        add_field(out, "feature", r->wishes[i].feature);
        buf_fmt(out, ",\"weight\":%d}", r->wishes[i].weight);
    }
    buf_str(out, "],\"sites\":[");
    for (size_t i = 0; i < r->n_sites; i++) {
        buf_str(out, i == 0 ? "{" : ",{");
        add_field(out, "site", s->sites[r->sites[i].site_ix].id);
        buf_fmt(out, ",\"penalty\":%d}", r->sites[i].penalty);
    }
    buf_char(out, ']');
    if (r->other_sites_penalty < 0)
        buf_str(out, ",\"other_sites_penalty\":null");
    else
        buf_fmt(out, ",\"other_sites_penalty\":%d", r->other_sites_penalty);
}

static void add_party(const struct snapshot *s, const struct policy *p, const char *as_of,
                      const struct snapshot_request *r, struct buf *out)
{
    add_field(out, "id", r->id);
    add_members(p, as_of, r, out);
    buf_fmt(out, ",\"sharing\":\"%s\",", r->score.is_private ? "private" : "shared");
    add_field(out, "pool", p->pools[r->score.pool_ix].id);
    buf_fmt(out, ",\"band\":%d,\"points\":%d,\"order\":%d", r->score.band, r->score.points,
            r->order);
    add_texts(out, "needs", r->n_needs, (const char *const *)r->needs);
    add_wishes(s, r, out);
    if (r->agency[0] != '\0') {
        buf_char(out, ',');
        add_field(out, "agency", r->agency);
    }
    if (r->current_room[0] != '\0') {
        buf_char(out, ',');
        add_field(out, "current_room", r->current_room);
    }
    if (r->pinned_room != NULL) {
        buf_char(out, ',');
        add_field(out, "pinned_room", r->pinned_room);
    }
    if (r->n_banned > 0)
        add_texts(out, "banned_rooms", r->n_banned, r->banned_rooms);
    buf_char(out, '}');
}

static void add_policy(const struct policy *p, const char *as_of, struct buf *out)
{
    buf_str(out, "\"policy\":{\"pools\":[");
    for (size_t i = 0; i < p->n_pools; i++) {
        buf_str(out, i == 0 ? "{" : ",{");
        add_field(out, "id", p->pools[i].id);
        if (p->pools[i].occupancy > 0)
            buf_fmt(out, ",\"occupancy\":%d}", p->pools[i].occupancy);
        else
            buf_str(out, ",\"occupancy\":null}");
    }
    buf_fmt(out, "],\n\"incumbents\":\"%s\"", INCUMBENTS[p->incumbents]);
    if (p->min_area_c > 0) {
        buf_str(out, ",\"min_area_per_person\":");
        add_hundredths(out, p->min_area_c);
    }
    buf_str(out, ",\"bands\":[");
    for (size_t i = 0; i < p->n_bands; i++)
        buf_fmt(out, "%s%d", i == 0 ? "" : ",", p->bands[i]);
    buf_str(out, "],\n\"objectives\":[");
    for (size_t i = 0; i < p->n_objectives; i++)
        buf_fmt(out, "%s\"%s\"", i == 0 ? "" : ",", solver_objective_name(p->objectives[i]));
    /* The engine's own seed is the day: the lot is already in `order`. */
    buf_fmt(out, "],\n\"seed\":%.4s%.2s%.2s}}\n", as_of, as_of + 5, as_of + 8);
}

void snapshot_write(const struct snapshot *s, const struct policy *p, const char *as_of,
                    struct buf *out)
{
    bool is_first = true;
    buf_str(out, "{\"format\":\"quarters.instance/1\",");
    add_field(out, "as_of", as_of);
    buf_str(out, ",\n");
    add_sites(s, out);
    add_rooms(s, out);
    buf_str(out, "\"parties\":[");
    for (size_t i = 0; i < s->n_requests; i++) {
        if (!s->requests[i].is_party)
            continue;
        buf_str(out, is_first ? "\n{" : ",\n{");
        add_party(s, p, as_of, &s->requests[i], out);
        is_first = false;
    }
    buf_str(out, "],\n");
    add_policy(p, as_of, out);
}
