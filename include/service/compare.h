/* Two plans side by side: the values of their levels, and who is housed otherwise.
 *
 *     struct comparison c = {0};
 *     rc = compare_plans(s, &who, code_a, code_b, &c, &e);
 *     … c.changes.items[i], compare_kind_of(…) …
 *     comparison_release(&c);
 *
 * From a to b: `gains` has a room in b alone, `loses` in a alone, `moves` has one in both, another
 * one in b. Plans of different policies or data have levels that mean different things: each then
 * stands with the values it has.
 */
#ifndef SERVICE_COMPARE_H
#define SERVICE_COMPARE_H

#include "service/principal.h"
#include "store/plan.h"

struct store;

struct compare_level {
    char *objective;
    int band; /* of housed_by_band; else -1 */
    bool is_max;
    bool has_a, has_b;
    int64_t a, b;
    int better; /* the better plan: -1 a, 1 b, 0 neither */
};

enum compare_kind { COMPARE_GAINS, COMPARE_LOSES, COMPARE_MOVES, COMPARE_N_KINDS };

struct comparison {
    struct store_plan a, b;
    bool is_same_instance; /* one question, two answers */
    size_t n_levels;
    struct compare_level *levels; /* [n_levels] those of a, then what b alone has */
    struct store_plan_changes changes;
    int n_people[COMPARE_N_KINDS]; /* whom they concern */
};

/* ERR_ABSENT where there is no such plan; ERR_DATA where one is not solved. */
int compare_plans(struct store *s, const struct principal *by, const char *code_a,
                  const char *code_b, struct comparison *out, struct err *e);

enum compare_kind compare_kind_of(const struct store_plan_change *change);

/* "gains", "loses", "moves". */
const char *compare_kind_name(enum compare_kind kind);

/* Frees and zeroes; accepts a zeroed one. */
void comparison_release(struct comparison *c);

#endif
