/* Small random instances with every feature of the format, as JSON text. The same seed gives the
 * same text. */
#ifndef TESTS_RANDOM_INSTANCE_H
#define TESTS_RANDOM_INSTANCE_H

#include <assert.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

struct random_text {
    char text[1 << 20];
    size_t len;
    uint64_t state;
};

__attribute__((format(printf, 2, 3))) static inline void put(struct random_text *t,
                                                             const char *format, ...)
{
    va_list args;
    va_start(args, format);
    int n = vsnprintf(t->text + t->len, sizeof t->text - t->len, format, args);
    va_end(args);
    assert(n >= 0 && (size_t)n < sizeof t->text - t->len);
    t->len += (size_t)n;
}

/* splitmix64 (Steele, Lea, Flood 2014) */
static inline uint64_t random_next(struct random_text *t)
{
    uint64_t z = t->state += 0x9e3779b97f4a7c15u;
    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
    z = (z ^ z >> 27) * 0x94d049bb133111ebu;
    return z ^ z >> 31;
}

/* 0 .. n-1 */
static inline int pick(struct random_text *t, int n)
{
    return (int)(random_next(t) % (uint64_t)n);
}

static inline bool chance(struct random_text *t, int percent)
{
    return pick(t, 100) < percent;
}

/* "key":["a0","a1"] with each of n names taken by chance */
static inline void put_some(struct random_text *t, const char *key, const char *prefix, int n,
                            int percent)
{
    bool is_first = true;
    put(t, ",\"%s\":[", key);
    for (int i = 0; i < n; i++)
        if (chance(t, percent)) {
            put(t, "%s\"%s%d\"", is_first ? "" : ",", prefix, i);
            is_first = false;
        }
    put(t, "]");
}

/* what is drawn once for an instance */
struct random_shape {
    int n_sites, n_pools, n_features, n_rooms, n_parties, n_agencies;
    int max_beds, max_members, max_weight;
    int incumbent_percent, pin_percent, ban_percent, private_percent, closed_percent;
    int twin_percent; /* rooms and parties that are like an earlier one */
    bool has_areas;
};

/* Draws the next thing (number i) as a new one or as the twin of an earlier one: sets the state
 * from which its looks are drawn, and returns the state to go on with. `states` [i + 1] are those
 * of all. */
static inline uint64_t begin_looks(struct random_text *t, const struct random_shape *s, int i,
                                   uint64_t *states)
{
    bool is_twin = i > 0 && chance(t, s->twin_percent);
    uint64_t fresh = random_next(t);
    states[i] = is_twin ? states[pick(t, i)] : fresh;
    uint64_t after = t->state;
    t->state = states[i];
    return after;
}

static inline void put_rooms(struct random_text *t, const struct random_shape *s)
{
    static const char *const sexes[] = {"any", "any", "any", "F", "M", "unrestricted"};
    uint64_t states[64];
    put(t, "\"rooms\":[");
    for (int r = 0; r < s->n_rooms; r++) {
        uint64_t after = begin_looks(t, s, r, states);
        put(t, "%s\n{\"id\":\"R%d\",\"site\":\"S%d\",\"beds\":%d", r ? "," : "", r,
            pick(t, s->n_sites), 1 + pick(t, s->max_beds));
        if (s->has_areas && chance(t, 60))
            put(t, ",\"area_m2\":%d.%02d", 3 + pick(t, 14), 25 * pick(t, 4));
        put(t, ",\"sex\":\"%s\",\"usable\":%s", sexes[pick(t, 6)],
            chance(t, s->closed_percent) ? "false" : "true");
        put_some(t, "features", "f", s->n_features, 60);
        if (chance(t, 30))
            put_some(t, "pools", "P", s->n_pools, 60);
        put(t, "}");
        t->state = after;
    }
    put(t, "],\n");
}

static inline void put_members(struct random_text *t, const struct random_shape *s, int p)
{
    int n = 1 + pick(t, s->max_members), sexes = pick(t, 5); /* one of five families may be mixed */
    put(t, "\"members\":[");
    for (int k = 0; k < n; k++)
        put(t, "%s{\"id\":\"m%d.%d\",\"sex\":\"%c\"}", k ? "," : "", p, k,
            sexes < 2   ? "FM"[sexes]
            : sexes < 4 ? "FM"[(p + sexes) % 2]
                        : "FM"[pick(t, 2)]);
    put(t, "]");
}

static inline void put_choices(struct random_text *t, const struct random_shape *s)
{
    int first = pick(t, s->n_sites + 1), n = 0;
    put(t, ",\"sites\":[");
    for (int i = 0; i < s->n_sites && first < s->n_sites; i++)
        if (i == first || chance(t, 30))
            put(t, "%s{\"site\":\"S%d\",\"penalty\":%d}", n++ ? "," : "", i,
                pick(t, s->max_weight + 1));
    put(t, "]");
    if (chance(t, 40))
        put(t, ",\"other_sites_penalty\":%d", pick(t, s->max_weight + 1));
    else if (chance(t, 20))
        put(t, ",\"other_sites_penalty\":null");
}

static inline void put_wishes(struct random_text *t, const struct random_shape *s)
{
    int n = 0;
    put(t, ",\"wishes\":[");
    for (int f = 0; f < s->n_features; f++)
        if (chance(t, 30))
            put(t, "%s{\"feature\":\"f%d\",\"weight\":%d}", n++ ? "," : "", f,
                pick(t, s->max_weight + 1));
    put(t, "]");
}

static inline void put_parties(struct random_text *t, const struct random_shape *s)
{
    int order[64];
    for (int p = 0; p < s->n_parties; p++)
        order[p] = p + 1;
    for (int p = s->n_parties - 1; p > 0; p--) {
        int q = pick(t, p + 1), kept = order[p];
        order[p] = order[q];
        order[q] = kept;
    }
    int max_points = 1 + pick(t, 100), n_bands = 1 + pick(t, 3);
    uint64_t states[64];
    put(t, "\"parties\":[");
    for (int p = 0; p < s->n_parties; p++) {
        uint64_t after = begin_looks(t, s, p, states);
        put(t, "%s\n{\"id\":\"p%d\",", p ? "," : "", p);
        put_members(t, s, p);
        put(t, ",\"sharing\":\"%s\",\"pool\":\"P%d\"",
            chance(t, s->private_percent) ? "private" : "shared", pick(t, s->n_pools));
        put_some(t, "needs", "f", s->n_features, 12);
        put_wishes(t, s);
        put_choices(t, s);
        put_some(t, "banned_rooms", "R", s->n_rooms, s->ban_percent);
        t->state = after;
        put(t, ",\"band\":%d,\"points\":%d,\"order\":%d", 1 + pick(t, n_bands),
            pick(t, max_points + 1), order[p]);
        if (chance(t, 70))
            put(t, ",\"agency\":\"A%d\"", pick(t, s->n_agencies));
        if (chance(t, s->incumbent_percent))
            put(t, ",\"current_room\":\"R%d\"", pick(t, s->n_rooms));
        if (chance(t, s->pin_percent))
            put(t, ",\"pinned_room\":\"R%d\"", pick(t, s->n_rooms));
        put(t, "}");
    }
    put(t, "],\n");
}

static inline void put_objectives(struct random_text *t, bool is_may_move)
{
    static const char *const names[] = {"keep_housed", "housed_by_band", "points", "order",
                                        "moves",       "preferences",    "rooms"};
    int order[7], n = 0;
    for (int i = 0; i < 7; i++) {
        int at = pick(t, i + 1);
        order[i] = order[at];
        order[at] = i;
    }
    put(t, "\"objectives\":[");
    if (is_may_move)
        put(t, "%s\"keep_housed\"", n++ ? "," : "");
    for (int i = 0; i < 7; i++)
        if (chance(t, 65) && !(is_may_move && order[i] == 0))
            put(t, "%s\"%s\"", n++ ? "," : "", names[order[i]]);
    if (n == 0 || chance(t, 50))
        put(t, "%s\"agencies\"", n ? "," : "");
    put(t, "]");
}

static inline void put_policy(struct random_text *t, const struct random_shape *s)
{
    static const char *const incumbents[] = {"stay", "may_move", "compete"};
    int choice = pick(t, 3);
    put(t, "\"policy\":{\"pools\":[");
    for (int k = 0; k < s->n_pools; k++) {
        int occupancy = pick(t, 5);
        if (occupancy == 0 || occupancy > 3)
            put(t, "%s{\"id\":\"P%d\",\"occupancy\":null}", k ? "," : "", k);
        else
            put(t, "%s{\"id\":\"P%d\",\"occupancy\":%d}", k ? "," : "", k, occupancy);
    }
    put(t, "],\"incumbents\":\"%s\",", incumbents[choice]);
    if (s->has_areas)
        put(t, "\"min_area_per_person\":%d.%d,", 3 + pick(t, 3), 5 * pick(t, 2));
    put_objectives(t, choice == 1);
    put(t, "}}\n");
}

/* Writes the instance of `seed` into t->text [t->len]. */
static inline void random_instance(struct random_text *t, uint64_t seed, int max_parties,
                                   int max_rooms)
{
    t->len = 0;
    t->state = seed * 0x2545f4914f6cdd1du;
    struct random_shape s = {
        .n_sites = 1 + pick(t, 3),
        .n_pools = 1 + pick(t, 3),
        .n_features = 1 + pick(t, 3),
        .n_rooms = 1 + pick(t, max_rooms),
        .n_parties = 1 + pick(t, max_parties),
        .n_agencies = 1 + pick(t, 3),
        .max_beds = 1 + pick(t, 7),
        .max_members = 1 + pick(t, 4),
        .max_weight = pick(t, 4) ? 3 : 10000,
        .incumbent_percent = pick(t, 2) ? 35 : 0,
        .pin_percent = pick(t, 4) ? 0 : 15,
        .ban_percent = pick(t, 2) ? 0 : 12,
        .private_percent = pick(t, 3) ? 25 : 0,
        .closed_percent = pick(t, 2) ? 0 : 20,
        .twin_percent = 30 * pick(t, 4),
        .has_areas = pick(t, 2),
    };
    put(t, "{\"format\":\"quarters.instance/1\",\"sites\":[");
    for (int i = 0; i < s.n_sites; i++)
        put(t, "%s{\"id\":\"S%d\"}", i ? "," : "", i);
    put(t, "],\n");
    put_rooms(t, &s);
    put_parties(t, &s);
    put_policy(t, &s);
}

#endif
