/* Officials who slept in a bed of the house in some days: a row for each of their stays.
 *
 *     rc = store_housed_list(s, &scope, "2025-07-01", "2025-10-01", &rows, &e);
 *
 * See store.h for errors and ownership.
 */
#ifndef STORE_HOUSED_H
#define STORE_HOUSED_H

#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "store/scope.h"

struct store;

struct store_housed {
    int64_t official_id;
    char *official; /* code */
    char *name;
    char *born;   /* YYYY-MM-DD, YYYY or "" */
    char *agency; /* of the official */
    char *agency_name;
    char *site;
    char *site_name;
    char *from_day; /* of the stay */
    char *to_day;   /* "" = has not left */
};

struct store_housed_rows {
    size_t n;
    struct store_housed *items; /* [n] by given name, official, first day */
};

/* Stays with a night in from_day ≤ night < end_day, of officials whose agency is in the scope. */
int store_housed_list(struct store *s, const struct store_scope *scope, const char *from_day,
                      const char *end_day, struct store_housed_rows *out, struct err *e);
void store_housed_rows_release(struct store_housed_rows *l);

#endif
