/* What has moved between two snapshots, see the header. Both ascend by code, so one walk along both
 * finds what is gone, new or changed.
 */
#include "service/stale.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "service/freeze.h"

static struct stale_item *add(struct stale *m, enum stale_object object, const char *code,
                              enum stale_change change)
{
    m->items = mem_grow(m->items, m->n + 1, sizeof *m->items);
    m->items[m->n] = (struct stale_item){.object = object, .code = mem_dup(code), .change = change};
    return &m->items[m->n++];
}

static void differ(struct stale_item *item, bool is_other, const char *field)
{
    for (size_t i = 0; i < item->n_fields; i++)
        if (strcmp(item->fields[i], field) == 0)
            return;
    if (is_other && item->n_fields < STALE_MAX_FIELDS)
        item->fields[item->n_fields++] = field;
}

static bool is_other_list(size_t n, char *const *a, size_t m, char *const *b)
{
    if (n != m)
        return true;
    for (size_t i = 0; i < n; i++)
        if (strcmp(a[i], b[i]) != 0)
            return true;
    return false;
}

static bool is_other_wishes(const struct snapshot_request *a, const struct snapshot_request *b)
{
    if (a->n_wishes != b->n_wishes)
        return true;
    for (size_t i = 0; i < a->n_wishes; i++)
        if (strcmp(a->wishes[i].feature, b->wishes[i].feature) != 0 ||
            a->wishes[i].weight != b->wishes[i].weight)
            return true;
    return false;
}

static bool is_other_sites(const struct snapshot *then, const struct snapshot_request *a,
                           const struct snapshot *now, const struct snapshot_request *b)
{
    if (a->n_sites != b->n_sites || a->other_sites_penalty != b->other_sites_penalty)
        return true;
    for (size_t i = 0; i < a->n_sites; i++)
        if (strcmp(then->sites[a->sites[i].site_ix].id, now->sites[b->sites[i].site_ix].id) != 0)
            return true;
    return false;
}

/* Whether other people stand in it; birth dates count for children alone. */
static bool is_other_party(const struct snapshot_request *a, const struct snapshot_request *b)
{
    if (is_other_list(a->n_people, a->person_ids, b->n_people, b->person_ids))
        return true;
    for (size_t i = 0; i < a->n_people; i++) {
        const struct score_person *p = &a->people[i];
        const struct score_person *q = &b->people[i];
        if (p->relation != q->relation || p->sex != q->sex || p->is_official != q->is_official ||
            (p->relation == SCORE_CHILD && strcmp(p->born, q->born) != 0))
            return true;
    }
    return false;
}

static void compare_facts(struct stale_item *item, const struct snapshot_request *a,
                          const struct snapshot_request *b)
{
    for (size_t i = 0; i < a->n_people && i < b->n_people; i++) {
        const struct score_person *p = &a->people[i];
        const struct score_person *q = &b->people[i];
        if (!p->is_official || !q->is_official)
            continue;
        differ(item, p->moved != q->moved, "has_moved");
        differ(item, p->owns_house != q->owns_house, "owns_house");
        differ(item, p->road_km_t != q->road_km_t, "road_km");
        differ(item, p->coefficient_c != q->coefficient_c, "coefficient");
        differ(item, p->groups != q->groups, "groups");
        differ(item, strcmp(p->agency, q->agency) != 0, "agency");
        differ(item, p->unit_urgency != q->unit_urgency, "urgency");
    }
}

/* Takes an item back where nothing differs. */
static void settle(struct stale *m)
{
    if (m->items[m->n - 1].n_fields == 0)
        free(m->items[--m->n].code);
}

static void compare_request(struct stale *m, const struct snapshot *then,
                            const struct snapshot_request *a, const struct snapshot *now,
                            const struct snapshot_request *b)
{
    struct stale_item *item = add(m, STALE_REQUEST, a->id, STALE_CHANGED);
    compare_facts(item, a, b);
    differ(item, is_other_party(a, b), "members");
    differ(item, strcmp(a->agency, b->agency) != 0, "agency");
    differ(item, a->wants_private != b->wants_private, "sharing");
    differ(item, strcmp(a->filed, b->filed) != 0, "filed");
    differ(item, strcmp(a->current_room, b->current_room) != 0, "current_room");
    differ(item, is_other_list(a->n_needs, a->needs, b->n_needs, b->needs), "needs");
    differ(item, is_other_wishes(a, b), "wishes");
    differ(item, is_other_sites(then, a, now, b), "sites");
    settle(m);
}

static void compare_room(struct stale *m, const struct snapshot *then, const struct snapshot *now,
                         const struct snapshot_room *a, const struct snapshot_room *b)
{
    struct stale_item *item = add(m, STALE_ROOM, a->code, STALE_CHANGED);
    differ(item, strcmp(then->sites[a->site_ix].id, now->sites[b->site_ix].id) != 0, "site");
    differ(item, a->beds != b->beds, "beds");
    differ(item, a->area_c != b->area_c, "area_m2");
    differ(item, is_other_list(a->n_features, a->features, b->n_features, b->features), "features");
    differ(item, a->sex != b->sex, "sex");
    differ(item, is_other_list(a->n_pools, a->pools, b->n_pools, b->pools), "pools");
    differ(item, a->is_usable != b->is_usable, "state");
    differ(item, b->closes_on[0] != '\0' && strcmp(a->closes_on, b->closes_on) != 0, "closes_on");
    settle(m);
}

void stale_compare(const struct snapshot *then, const struct snapshot *now, struct stale *out)
{
    size_t k = 0;
    for (size_t i = 0; i < then->n_requests; i++) {
        const struct snapshot_request *a = &then->requests[i];
        while (k < now->n_requests && strcmp(now->requests[k].id, a->id) < 0)
            k++;
        if (k < now->n_requests && strcmp(now->requests[k].id, a->id) == 0)
            compare_request(out, then, a, now, &now->requests[k]);
        else
            add(out, STALE_REQUEST, a->id, STALE_GONE);
    }
    size_t i = 0;
    k = 0;
    while (i < then->n_rooms || k < now->n_rooms) {
        int c = i == then->n_rooms  ? 1
                : k == now->n_rooms ? -1
                                    : strcmp(then->rooms[i].code, now->rooms[k].code);
        if (c < 0)
            add(out, STALE_ROOM, then->rooms[i++].code, STALE_GONE);
        else if (c > 0)
            add(out, STALE_ROOM, now->rooms[k++].code, STALE_NEW);
        else
            compare_room(out, then, now, &then->rooms[i++], &now->rooms[k++]);
    }
}

int stale_round(struct store *s, const char *code, const char *today, struct stale *out,
                struct err *e)
{
    struct frozen f = {0};
    struct snapshot now = {0};
    int rc = round_snapshot(s, code, NULL, &f, e);
    if (rc == ERR_OK)
        rc = snapshot_load(&now, s, today, e);
    if (rc == ERR_OK)
        stale_compare(&f.snapshot, &now, out);
    snapshot_release(&now);
    frozen_release(&f);
    return rc;
}

void stale_write(const struct stale *m, struct buf *out)
{
    static const char *const objects[] = {"request", "room"};
    static const char *const changes[] = {"changed", "gone", "new"};
    buf_char(out, '[');
    for (size_t i = 0; i < m->n; i++) {
        const struct stale_item *item = &m->items[i];
        buf_fmt(out, "%s{\"object\":\"%s\",\"id\":", i == 0 ? "" : ",", objects[item->object]);
        buf_json(out, item->code);
        buf_fmt(out, ",\"change\":\"%s\",\"fields\":[", changes[item->change]);
        for (size_t f = 0; f < item->n_fields; f++)
            buf_fmt(out, "%s\"%s\"", f == 0 ? "" : ",", item->fields[f]);
        buf_str(out, "]}");
    }
    buf_char(out, ']');
}

void stale_release(struct stale *m)
{
    for (size_t i = 0; i < m->n; i++)
        free(m->items[i].code);
    free(m->items);
    *m = (struct stale){0};
}
