/* The frozen snapshot as text: quarters.snapshot/1, one room and one request a line. */
#include <string.h>

#include "freeze_names.h"
#include "service/freeze.h"

static void add_text(struct buf *out, const char *key, const char *text)
{
    buf_fmt(out, "\"%s\":", key);
    buf_json(out, text);
}

static void add_texts(struct buf *out, const char *key, size_t n, char *const *texts)
{
    buf_fmt(out, ",\"%s\":[", key);
    for (size_t i = 0; i < n; i++) {
        buf_str(out, i == 0 ? "" : ",");
        buf_json(out, texts[i]);
    }
    buf_char(out, ']');
}

static void add_sites(const struct snapshot *s, struct buf *out)
{
    buf_str(out, "\"sites\":[");
    for (size_t i = 0; i < s->n_sites; i++) {
        buf_str(out, i == 0 ? "\n{" : ",\n{");
        add_text(out, "id", s->sites[i].id);
        buf_char(out, ',');
        add_text(out, "name", s->sites[i].name);
        buf_char(out, '}');
    }
    buf_str(out, "],\n");
}

static void add_rooms(const struct snapshot *s, struct buf *out)
{
    buf_str(out, "\"rooms\":[");
    for (size_t i = 0; i < s->n_rooms; i++) {
        const struct snapshot_room *r = &s->rooms[i];
        buf_str(out, i == 0 ? "\n{" : ",\n{");
        add_text(out, "code", r->code);
        buf_fmt(out, ",\"site_ix\":%zu,\"beds\":%d,\"area_c\":%d", r->site_ix, r->beds, r->area_c);
        add_texts(out, "features", r->n_features, r->features);
        buf_fmt(out, ",\"sex\":\"%s\"", FREEZE_ROOM_SEX[r->sex]);
        add_texts(out, "pools", r->n_pools, r->pools);
        buf_fmt(out, ",\"usable\":%s", r->is_usable ? "true" : "false");
        if (r->closes_on[0] != '\0') {
            buf_char(out, ',');
            add_text(out, "closes_on", r->closes_on);
        }
        buf_char(out, '}');
    }
    buf_str(out, "],\n");
}

static void add_official(const struct score_person *p, struct buf *out)
{
    bool is_first = true;
    buf_fmt(out, ",\"moved\":\"%s\",\"owns_house\":\"%s\"", FREEZE_ANSWER[p->moved],
            FREEZE_ANSWER[p->owns_house]);
    buf_fmt(out, ",\"road_km_t\":%d,\"coefficient_c\":%d,\"groups\":[", p->road_km_t,
            p->coefficient_c);
    for (unsigned g = 0; g < POLICY_N_FAMILY; g++)
        if ((p->groups & 1u << g) != 0) {
            buf_fmt(out, "%s\"%s\"", is_first ? "" : ",", policy_group_code((enum policy_group)g));
            is_first = false;
        }
    buf_str(out, "],");
    add_text(out, "agency", p->agency);
    buf_char(out, ',');
    add_text(out, "agency_name", p->agency_name);
    buf_fmt(out, ",\"unit_urgency\":%d", p->unit_urgency);
}

static void add_people(const struct snapshot_request *r, struct buf *out)
{
    buf_str(out, ",\"people\":[");
    for (size_t i = 0; i < r->n_people; i++) {
        const struct score_person *p = &r->people[i];
        buf_str(out, i == 0 ? "{" : ",{");
        add_text(out, "id", r->person_ids[i]);
        buf_fmt(out, ",\"relation\":\"%s\",\"sex\":\"%c\"", FREEZE_RELATION[p->relation], p->sex);
        if (p->relation == SCORE_CHILD) {
            buf_char(out, ',');
            add_text(out, "born", p->born);
        }
        buf_fmt(out, ",\"official\":%s", p->is_official ? "true" : "false");
        if (p->is_official)
            add_official(p, out);
        buf_char(out, '}');
    }
    buf_char(out, ']');
}

static void add_wishes(const struct snapshot_request *r, struct buf *out)
{
    add_texts(out, "needs", r->n_needs, r->needs);
    buf_str(out, ",\"wishes\":[");
    for (size_t i = 0; i < r->n_wishes; i++) {
        buf_str(out, i == 0 ? "{" : ",{");
        add_text(out, "feature", r->wishes[i].feature);
        buf_fmt(out, ",\"weight\":%d}", r->wishes[i].weight);
    }
    buf_str(out, "],\"sites\":[");
    for (size_t i = 0; i < r->n_sites; i++)
        buf_fmt(out, "%s{\"site_ix\":%zu,\"penalty\":%d}", i == 0 ? "" : ",", r->sites[i].site_ix,
                r->sites[i].penalty);
    buf_fmt(out, "],\"other_sites_penalty\":%d", r->other_sites_penalty);
}

static void add_requests(const struct snapshot *s, struct buf *out)
{
    buf_str(out, "\"requests\":[");
    for (size_t i = 0; i < s->n_requests; i++) {
        const struct snapshot_request *r = &s->requests[i];
        buf_str(out, i == 0 ? "\n{" : ",\n{");
        add_text(out, "id", r->id);
        buf_char(out, ',');
        add_text(out, "agency", r->agency);
        buf_char(out, ',');
        add_text(out, "agency_name", r->agency_name);
        buf_fmt(out, ",\"private\":%s,", r->wants_private ? "true" : "false");
        add_text(out, "filed", r->filed);
        buf_fmt(out, ",\"rounds_waited\":%d,", r->n_rounds_waited);
        add_text(out, "state", r->state == NULL ? "submitted" : r->state);
        buf_char(out, ',');
        add_text(out, "current_room", r->current_room);
        if (r->keeps_home)
            buf_str(out, ",\"keeps_home\":true");
        add_wishes(r, out);
        add_people(r, out);
        buf_char(out, '}');
    }
    buf_str(out, "]}\n");
}

void freeze_write(const struct snapshot *s, struct buf *out)
{
    buf_fmt(out, "{\"format\":\"quarters.snapshot/1\",\"confirmed_only\":%s,\n",
            s->is_confirmed_only ? "true" : "false");
    add_sites(s, out);
    add_rooms(s, out);
    add_requests(s, out);
}
