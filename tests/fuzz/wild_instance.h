/* Instances that nobody would send but anybody could: every list empty or long, every number at
 * either end of its range, halls of 64 beds, parties of 16, ids of thousands of bytes, pins and
 * stays that contradict each other. Valid by section 2 of ALLOCATION.md; tests/fuzz/files.c breaks
 * them. The same seed gives the same text. */
#ifndef TESTS_WILD_INSTANCE_H
#define TESTS_WILD_INSTANCE_H

#include <assert.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { WILD_ROOMS = 60, WILD_PARTIES = 150 };

struct wild {
    char *text; /* [len] and a NUL */
    size_t len, cap;
    uint64_t state;
    int n_sites, n_rooms, n_parties, n_pools, n_features, n_agencies;
    int max_members, max_beds, max_weight, n_bands;
    int pin, home, ban, closed, need, alone; /* percent */
    bool has_long_ids, is_may_move;
};

__attribute__((format(printf, 2, 3))) static inline void say(struct wild *w, const char *format,
                                                             ...)
{
    for (;;) {
        va_list args;
        va_start(args, format);
        int n = vsnprintf(w->text ? w->text + w->len : NULL, w->cap - w->len, format, args);
        va_end(args);
        assert(n >= 0);
        if ((size_t)n < w->cap - w->len) {
            w->len += (size_t)n;
            return;
        }
        w->cap = 2 * (w->cap + (size_t)n) + 1024;
        w->text = realloc(w->text, w->cap);
        assert(w->text);
    }
}

/* splitmix64 (Steele, Lea, Flood 2014) */
static inline uint64_t wild_next(struct wild *w)
{
    uint64_t z = w->state += 0x9e3779b97f4a7c15u;
    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
    z = (z ^ z >> 27) * 0x94d049bb133111ebu;
    return z ^ z >> 31;
}

/* 0 .. n-1 */
static inline int draw(struct wild *w, int n)
{
    return (int)(wild_next(w) % (uint64_t)n);
}

static inline bool may(struct wild *w, int percent)
{
    return draw(w, 100) < percent;
}

/* lo .. hi, the ends often */
static inline int between(struct wild *w, int lo, int hi)
{
    int how = draw(w, 6);
    return how == 0 ? lo : how == 1 ? hi : lo + draw(w, hi - lo + 1);
}

/* An id: a letter and a number; in some instances with a long tail of what JSON may escape. */
static inline void say_id(struct wild *w, char letter, int i)
{
    say(w, "\"%c%d", letter, i);
    if (w->has_long_ids) {
        say(w, "\\u00e1\\\"/\xe1\xba\xbf ");
        for (int k = 0; k < (i % 7 ? 3 : 400); k++)
            say(w, "\xf0\x9f\x8f\xa0\\t");
    }
    say(w, "\"");
}

/* ,"key":[ids of some of n] */
static inline void say_some(struct wild *w, const char *key, char letter, int n, int percent)
{
    bool is_first = true;
    if (may(w, 20))
        return;
    say(w, ",\"%s\":[", key);
    for (int i = 0; i < n; i++)
        if (may(w, percent)) {
            say(w, is_first ? "" : ",");
            say_id(w, letter, i);
            is_first = false;
        }
    say(w, "]");
}

static inline void say_rooms(struct wild *w)
{
    static const char *const sexes[] = {"any", "any", "F", "M", "unrestricted"};
    static const char *const areas[] = {"0.01", "3.99", "4", "16.5", "63.99", "256.00", "99999.99"};
    say(w, "\"rooms\":[");
    for (int r = 0; r < w->n_rooms; r++) {
        say(w, "%s\n{\"id\":", r ? "," : "");
        say_id(w, 'R', r);
        say(w, ",\"site\":");
        say_id(w, 'S', draw(w, w->n_sites));
        say(w, ",\"beds\":%d,\"sex\":\"%s\",\"usable\":%s", between(w, 1, w->max_beds),
            sexes[draw(w, 5)], may(w, w->closed) ? "false" : "true");
        if (may(w, 30))
            say(w, ",\"area_m2\":%s", areas[draw(w, 7)]);
        say_some(w, "features", 'f', w->n_features, 50);
        say_some(w, "pools", 'P', w->n_pools, 40);
        say(w, "}");
    }
    say(w, "],\n");
}

static inline void say_members(struct wild *w, int p)
{
    int n = between(w, 1, w->max_members), sex = draw(w, 3);
    say(w, ",\"members\":[");
    for (int k = 0; k < n; k++) {
        say(w, "%s{\"id\":", k ? "," : "");
        say_id(w, 'm', 16 * p + k);
        say(w, ",\"sex\":\"%s\"}", (sex == 2 ? draw(w, 2) : sex) ? "F" : "M");
    }
    say(w, "]");
}

static inline void say_tastes(struct wild *w)
{
    int n = 0;
    say(w, ",\"wishes\":[");
    for (int f = 0; f < w->n_features; f++)
        if (may(w, 30)) {
            say(w, "%s{\"feature\":", n++ ? "," : "");
            say_id(w, 'f', f);
            say(w, ",\"weight\":%d}", between(w, 0, w->max_weight));
        }
    say(w, "],\"sites\":[");
    n = 0;
    for (int s = 0; s < w->n_sites; s++)
        if (may(w, 40)) {
            say(w, "%s{\"site\":", n++ ? "," : "");
            say_id(w, 'S', s);
            say(w, ",\"penalty\":%d}", between(w, 0, w->max_weight));
        }
    say(w, "]");
    if (may(w, 50))
        say(w, ",\"other_sites_penalty\":%d", between(w, 0, w->max_weight));
    else if (may(w, 30))
        say(w, ",\"other_sites_penalty\":null");
}

static inline void say_parties(struct wild *w)
{
    int order[WILD_PARTIES];
    for (int p = 0; p < w->n_parties; p++) {
        int q = draw(w, p + 1);
        order[p] = order[q];
        order[q] = p + 1;
    }
    say(w, "\"parties\":[");
    for (int p = 0; p < w->n_parties; p++) {
        say(w, "%s\n{\"id\":", p ? "," : "");
        say_id(w, 'p', p);
        say_members(w, p);
        say(w, ",\"sharing\":\"%s\",\"pool\":", may(w, w->alone) ? "private" : "shared");
        say_id(w, 'P', draw(w, w->n_pools));
        say(w, ",\"band\":%d,\"points\":%d,\"order\":%d", between(w, 1, w->n_bands),
            between(w, 0, 1000), order[p]);
        say_some(w, "needs", 'f', w->n_features, w->need);
        say_tastes(w);
        say_some(w, "banned_rooms", 'R', w->n_rooms, w->ban);
        if (w->n_agencies && may(w, 70)) {
            say(w, ",\"agency\":");
            say_id(w, 'A', draw(w, w->n_agencies));
        }
        if (w->n_rooms && may(w, w->home)) {
            say(w, ",\"current_room\":");
            say_id(w, 'R', draw(w, w->n_rooms));
        }
        if (w->n_rooms && may(w, w->pin)) {
            say(w, ",\"pinned_room\":");
            say_id(w, 'R', draw(w, w->n_rooms));
        }
        say(w, "}");
    }
    say(w, "],\n");
}

static inline void say_objectives(struct wild *w)
{
    static const char *const names[] = {"keep_housed", "housed_by_band", "points", "order",
                                        "moves",       "preferences",    "rooms"};
    int order[7], n = 0;
    for (int i = 0; i < 7; i++) {
        int at = draw(w, i + 1);
        order[i] = order[at];
        order[at] = i;
    }
    say(w, ",\"objectives\":[");
    if (w->is_may_move)
        say(w, "%s\"keep_housed\"", n++ ? "," : "");
    for (int i = 0; i < 7; i++)
        if (may(w, 60) && !(w->is_may_move && order[i] == 0))
            say(w, "%s\"%s\"", n++ ? "," : "", names[order[i]]);
    if (!n || may(w, 60))
        say(w, "%s\"agencies\"", n ? "," : "");
    say(w, "]");
}

static inline void say_policy(struct wild *w)
{
    static const char *const seeds[] = {"0", "-1", "9223372036854775807", "-9223372036854775808"};
    static const char *const areas[] = {"0.01", "4.0", "8.25", "99999.99"};
    say(w, "\"policy\":{\"pools\":[");
    for (int k = 0; k < w->n_pools; k++) {
        say(w, "%s{\"id\":", k ? "," : "");
        say_id(w, 'P', k);
        if (may(w, 50))
            say(w, ",\"occupancy\":%d", between(w, 1, 64));
        say(w, "}");
    }
    say(w, "],\"incumbents\":\"%s\"",
        w->is_may_move ? "may_move"
        : may(w, 50)   ? "stay"
                       : "compete");
    if (may(w, 40))
        say(w, ",\"min_area_per_person\":%s", areas[draw(w, 4)]);
    if (may(w, 30))
        say(w, ",\"bands\":[1000,75,60,45,1,0]");
    if (may(w, 30))
        say(w, ",\"seed\":%s", seeds[draw(w, 4)]);
    say_objectives(w);
    say(w, "}");
}

static inline void draw_shape(struct wild *w)
{
    bool is_large = draw(w, 12) == 0;
    w->n_rooms = draw(w, 10) ? draw(w, is_large ? WILD_ROOMS : 9) : 0;
    w->n_parties = draw(w, 15) ? draw(w, is_large ? WILD_PARTIES : 18) : 0;
    w->n_sites = 1 + draw(w, 5);
    w->n_pools = 1 + draw(w, 4);
    w->n_features = draw(w, 3) ? draw(w, 5) : draw(w, 30);
    w->n_agencies = draw(w, 6);
    w->max_members = draw(w, 3) ? 1 + draw(w, 3) : 16;
    w->max_beds = draw(w, 3) ? 1 + draw(w, 8) : 64;
    w->max_weight = draw(w, 2) ? 3 : 10000;
    w->n_bands = draw(w, 4) ? 1 + draw(w, 4) : 99;
    w->pin = draw(w, 3) ? 0 : draw(w, 40);
    w->home = draw(w, 2) ? draw(w, 101) : 0;
    w->ban = draw(w, 3) ? 0 : draw(w, 60);
    w->closed = draw(w, 2) ? 0 : draw(w, 101);
    w->need = draw(w, 2) ? 0 : draw(w, 40);
    w->alone = draw(w, 2) ? draw(w, 101) : 10;
    w->has_long_ids = draw(w, 25) == 0;
    w->is_may_move = draw(w, 2);
}

/* Writes the instance of `seed` into w->text, which grows; the caller frees it. */
static inline void wild_instance(struct wild *w, uint64_t seed)
{
    w->len = 0;
    w->state = seed * 0x2545f4914f6cdd1du;
    draw_shape(w);
    say(w, "{\"format\":\"quarters.instance/1\"");
    if (may(w, 50))
        say(w, ",\"as_of\":\"2025-02-28\"");
    say(w, ",\"sites\":[");
    for (int s = 0; s < w->n_sites; s++) {
        say(w, "%s{\"id\":", s ? "," : "");
        say_id(w, 'S', s);
        say(w, "}");
    }
    say(w, "],\n");
    say_rooms(w);
    say_parties(w);
    say_policy(w);
    say(w, "}\n");
}

#endif
