/* A generated instance as `quarters.instance/1`: one site, room, party a line. */
#include "generate_country.h"

static const char *const FEATURE_NAMES[] = {
    [AIR_CON] = "air_con",           [BALCONY] = "balcony",       [GROUND_FLOOR] = "ground_floor",
    [KITCHEN] = "kitchen",           [PRIVATE_WC] = "private_wc", [QUIET] = "quiet",
    [WATER_HEATER] = "water_heater", [WHEELCHAIR] = "wheelchair",
};

static const struct {
    const char *name, *pools;
} SITE_NAMES[] = {
    [STUDENTS] = {"Ký túc xá sinh viên", "[\"C\"]"},
    [CENTRE] = {"Nhà công vụ trung tâm", "[\"A\",\"B\"]"},
    [COLLEGE] = {"Ký túc xá cao đẳng", "[\"C\"]"},
    [SCHOOL] = {"Ký túc xá trường chính trị", "[\"B\",\"C\"]"},
};

static void write_features(struct sv_text *out, unsigned features)
{
    bool is_first = true;
    sv_text_add(out, "[");
    for (int f = 0; f < N_FEATURES; f++)
        if (features & 1u << f) {
            sv_text_add(out, "%s\"%s\"", is_first ? "" : ",", FEATURE_NAMES[f]);
            is_first = false;
        }
    sv_text_add(out, "]");
}

static void write_sites(struct sv_text *out, const struct made_country *c)
{
    sv_text_add(out, "\"sites\":[");
    for (int t = 0; t < c->n_towns; t++)
        for (int s = 0; s < c->towns[t].n_sites; s++) {
            int site = c->towns[t].first_site + s;
            sv_text_add(out,
                        "%s\n{\"id\":\"S%d\",\"name\":\"%s %d, tỉnh giả định %d (số liệu sinh ra, "
                        "không có thật)\"}",
                        site ? "," : "", site + 1, SITE_NAMES[c->site_kind[site]].name,
                        s / N_SITE_KINDS + 1, t + 1);
        }
    sv_text_add(out, "],\n");
}

static void write_rooms(struct sv_text *out, const struct made_country *c)
{
    static const char *const SEXES[] = {[SOLVER_ROOM_ANY] = "any",
                                        [SOLVER_ROOM_F] = "F",
                                        [SOLVER_ROOM_M] = "M",
                                        [SOLVER_ROOM_UNRESTRICTED] = "unrestricted"};
    sv_text_add(out, "\"rooms\":[");
    for (int r = 0; r < c->n_rooms; r++) {
        const struct made_room *room = &c->rooms[r];
        sv_text_add(out, "%s\n{\"id\":\"P%d\",\"site\":\"S%d\",\"beds\":%d,", r ? "," : "", r + 1,
                    room->site + 1, room->beds);
        if (room->area_dm)
            sv_text_add(out, "\"area_m2\":%d.%d,", room->area_dm / 10, room->area_dm % 10);
        sv_text_add(out, "\"features\":");
        write_features(out, room->features);
        sv_text_add(out, ",\"sex\":\"%s\",\"pools\":%s,\"usable\":%s}", SEXES[room->sex],
                    SITE_NAMES[c->site_kind[room->site]].pools, room->is_usable ? "true" : "false");
    }
    sv_text_add(out, "],\n");
}

static void write_members(struct sv_text *out, const struct made_party *p, int number)
{
    sv_text_add(out, "\"members\":[");
    for (int k = 0; k < p->n; k++) /* men first: the applicant of a couple, as in the model list */
        sv_text_add(out, "%s{\"id\":\"H%d/%d\",\"sex\":\"%s\"}", k ? "," : "", number, k + 1,
                    k < p->n - p->n_women ? "M" : "F");
    sv_text_add(out, "],");
}

/* From the favourite on, round the town: the first at 0, the k-th at k, all others alike. */
static void write_choices(struct sv_text *out, const struct made_country *c,
                          const struct made_party *p)
{
    const struct made_town *t = &c->towns[p->town];
    int n = p->has_rest ? t->n_sites : p->n_sites;
    sv_text_add(out, "\"sites\":[");
    for (int k = 0; k < n; k++) {
        int penalty = p->is_rest_free ? 0 : k < p->n_sites ? k : p->n_sites;
        sv_text_add(out, "%s{\"site\":\"S%d\",\"penalty\":%d}", k ? "," : "",
                    t->first_site + (p->site + k) % t->n_sites + 1, penalty);
    }
    sv_text_add(out, "],\"other_sites_penalty\":null,");
}

static void write_party(struct sv_text *out, const struct made_country *c, int number)
{
    const struct made_party *p = &c->parties[number - 1];
    int band = p->points >= 75 ? 1 : p->points >= 60 ? 2 : p->points >= 45 ? 3 : 4;
    bool is_first = true;
    sv_text_add(out, "{\"id\":\"H%d\",", number);
    write_members(out, p, number);
    sv_text_add(out,
                "\"sharing\":\"%s\",\"pool\":\"%c\",\"band\":%d,\"points\":%d,\"order\":%d,"
                "\"needs\":",
                p->is_private ? "private" : "shared", "ABC"[p->pool], band, p -> points,
                p -> order);
    write_features(out, p->needs);
    sv_text_add(out, ",\"wishes\":[");
    for (int f = 0; f < N_FEATURES; f++)
        if (p->weight[f]) {
            sv_text_add(out, "%s{\"feature\":\"%s\",\"weight\":%d}", is_first ? "" : ",",
                        FEATURE_NAMES[f], p->weight[f]);
            is_first = false;
        }
    sv_text_add(out, "],");
    write_choices(out, c, p);
    if (p->agency >= 0)
        sv_text_add(out, "\"agency\":\"Q%d.%d\"", p->town + 1, p->agency + 1);
    else
        sv_text_add(out, "\"agency\":null");
    if (p->current >= 0)
        sv_text_add(out, ",\"current_room\":\"P%d\"", p->current + 1);
    if (p->pinned >= 0)
        sv_text_add(out, ",\"pinned_room\":\"P%d\"", p->pinned + 1);
    if (p->banned >= 0)
        sv_text_add(out, ",\"banned_rooms\":[\"P%d\"]", p->banned + 1);
    sv_text_add(out, "}");
}

void sv_generate_write(struct sv_text *out, const struct made_country *c, uint64_t seed)
{
    if (out->is_out_of_memory)
        return;
    sv_text_add(out, "{\"format\":\"quarters.instance/1\",\"as_of\":\"2025-07-10\",\n");
    write_sites(out, c);
    write_rooms(out, c);
    sv_text_add(out, "\"parties\":[");
    for (int p = 0; p < c->n_parties; p++) {
        sv_text_add(out, "%s\n", p ? "," : "");
        write_party(out, c, p + 1);
    }
    sv_text_add(out,
                "],\n\"policy\":{\"pools\":[{\"id\":\"A\",\"occupancy\":1},{\"id\":\"B\","
                "\"occupancy\":2},{\"id\":\"C\",\"occupancy\":null}],\"incumbents\":\"stay\","
                "\"min_area_per_person\":4.0,\"bands\":[75,60,45],\"objectives\":[\"keep_housed\","
                "\"housed_by_band\",\"points\",\"order\",\"moves\",\"preferences\",\"agencies\"],"
                "\"seed\":%lld}}\n",
                (long long)(seed & INT64_MAX));
}
