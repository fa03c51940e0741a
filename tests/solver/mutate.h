/* A text with one thing changed: a number, a word, a row, a side, a character. For JSON files, with
 * what proofs are made of known.
 *
 *     char *changed = mutate(&random, text);   // malloc'ed; may be the same by chance
 */
#ifndef TESTS_MUTATE_H
#define TESTS_MUTATE_H

#include <stdlib.h>
#include <string.h>

#include "random_instance.h"

/* text with [from, to) replaced */
static inline char *replaced(const char *text, size_t from, size_t to, const char *by)
{
    size_t len = strlen(text), n = strlen(by);
    char *out = malloc(len - (to - from) + n + 1);
    assert(out);
    memcpy(out, text, from);
    memcpy(out + from, by, n);
    memcpy(out + from + n, text + to, len - to + 1);
    return out;
}

/* Any of the places where one of `set` follows one of `before`; false: there is none. */
static inline bool find_token(struct random_text *r, const char *text, const char *before,
                              const char *set, size_t *at)
{
    size_t len = strlen(text), start = len ? (size_t)pick(r, (int)len) : 0;
    for (size_t i = 0; i < len; i++) {
        size_t k = (start + i) % len;
        if (k > 0 && strchr(before, text[k - 1]) && strchr(set, text[k])) {
            *at = k;
            return true;
        }
    }
    return false;
}

static inline char *mutate_number(struct random_text *r, const char *text)
{
    static const char *const odd[] = {"0",     "-1",   "1.0", "null",  "9223372036854775807",
                                      "1e3",   "true", "64",  "\"1\"", "9223372036854775808",
                                      "[1,2]", "1",    "2",   "3",     "1048576"};
    size_t at;
    char by[32];
    if (!find_token(r, text, ",:[", "-0123456789", &at))
        return strdup(text);
    size_t n = strspn(text + at, "-0123456789");
    long long value = strtoll(text + at, NULL, 10);
    long long near[] = {value + 1,
                        value - 1,
                        value + pick(r, 100),
                        value - pick(r, 100),
                        value / 2,
                        value ^ (1LL << pick(r, 20))};
    (void)snprintf(by, sizeof by, "%lld", near[pick(r, 6)]);
    return replaced(text, at, at + n, chance(r, 75) ? by : odd[pick(r, 15)]);
}

/* One word takes the place of another. */
static inline char *mutate_word(struct random_text *r, const char *text)
{
    size_t at, other;
    char by[128];
    if (!find_token(r, text, "[,:{", "\"", &at) || !find_token(r, text, "[,:{", "\"", &other))
        return strdup(text);
    size_t n = strcspn(text + at + 1, "\"") + 2, m = strcspn(text + other + 1, "\"") + 2;
    (void)snprintf(by, sizeof by, "%.*s", (int)m, text + other);
    return replaced(text, at, at + n, by);
}

/* Where the list or object that starts at `at` ends. */
static inline size_t end_of(const char *text, size_t at)
{
    int depth = 0;
    do {
        depth += text[at] == '[' || text[at] == '{';
        depth -= text[at] == ']' || text[at] == '}';
        at++;
    } while (depth > 0 && text[at]);
    return at;
}

/* A row or a term is taken out, comma and all, and sometimes put in elsewhere. */
static inline char *mutate_row(struct random_text *r, const char *text)
{
    size_t at, to;
    if (!find_token(r, text, "[,", "[", &at))
        return strdup(text);
    size_t end = end_of(text, at), first = at, last = end;
    char *row = strndup(text + at, end - at);
    assert(row);
    if (text[at - 1] == ',')
        first--;
    else if (text[end] == ',')
        last++;
    char *out = chance(r, 70) ? replaced(text, first, last, "") : strdup(text);
    if (chance(r, 50) && find_token(r, out, "[,", "[", &to)) {
        char *with = malloc(strlen(row) + 2), *next;
        assert(with);
        (void)snprintf(with, strlen(row) + 2, "%s,", row);
        next = replaced(out, to, to, with);
        free(with);
        free(out);
        out = next;
    }
    free(row);
    return out;
}

/* low and high of a node change places; a leaf becomes infeasible, or no longer. */
static inline char *mutate_tree(struct random_text *r, const char *text)
{
    static const char *const from[] = {"\"low\":", "\"high\":", "\"infeasible\":true", "\"leaf\":{",
                                       "\"infeasible\":false"};
    static const char *const to[] = {"\"high\":", "\"low\":", "\"infeasible\":false",
                                     "\"leaf\":{\"infeasible\":true,", "\"infeasible\":true"};
    int kind = pick(r, 5), n = 0;
    for (const char *at = strstr(text, from[kind]); at; at = strstr(at + 1, from[kind]))
        n++;
    if (!n)
        return strdup(text);
    const char *at = strstr(text, from[kind]);
    for (int i = pick(r, n); i > 0; i--)
        at = strstr(at + 1, from[kind]);
    size_t place = (size_t)(at - text);
    char *out = replaced(text, place, place + strlen(from[kind]), to[kind]);
    if (kind > 1)
        return out;
    /* the other side of the same node: the next key after the value, or the one before */
    size_t after = end_of(out, place + strlen(to[kind]));
    if (kind == 0 && !strncmp(out + after, ",\"high\":", 8)) {
        char *both = replaced(out, after + 1, after + 8, "\"low\":");
        free(out);
        return both;
    }
    return out;
}

static inline char *mutate_character(struct random_text *r, const char *text)
{
    static const char set[] = "0123456789[]{},:\"-FMBR. ";
    size_t at = (size_t)pick(r, (int)strlen(text));
    char by[2] = {set[pick(r, (int)sizeof set - 1)], 0};
    return replaced(text, at, at + (size_t)pick(r, 2), chance(r, 50) ? by : "");
}

static inline char *mutate(struct random_text *r, const char *text)
{
    int kind = pick(r, 20);
    return kind < 9    ? mutate_number(r, text)
           : kind < 12 ? mutate_word(r, text)
           : kind < 16 ? mutate_row(r, text)
           : kind < 19 ? mutate_tree(r, text)
                       : mutate_character(r, text);
}

#endif
