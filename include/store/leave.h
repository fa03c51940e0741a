/* Leave notices: a party's right to its room has ended, and the day by which it leaves. And all who
 * are to leave: by a notice, or as the requisition of their site ends.
 *
 *     struct store_leave n = {.request_id = id, .reason = "retired", .ended_on = "2025-10-01",
 *                             .leave_by = "2025-12-30", .document = "12/QĐ-SNV"};
 *     rc = store_leave_put(s, &n, by->account_id, &e);
 *     rc = store_leave_list(s, &query, &due, &e);
 *
 * See store.h for errors and ownership.
 */
#ifndef STORE_LEAVE_H
#define STORE_LEAVE_H

#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "store/scope.h"

struct store;

struct store_leave {
    int64_t request_id;
    char *request; /* code; this to since: read only */
    char *person;  /* the name of its applicant */
    char *agency;  /* codes */
    char *room;    /* where it has its place */
    char *site;
    char *site_name;
    char *since;    /* first day of its stay; "" = not known */
    char *reason;   /* retired | transferred | not_eligible | handed_back | other, or of a list:
                       requisition_ended */
    char *ended_on; /* day on which the right ended; the last one of the requisition */
    char *leave_by; /* the last day to leave */
    char *document; /* number of the paper that says so; "" none */
};

struct store_leaves {
    size_t n;
    struct store_leave *items; /* [n] */
};

/* What is asked for; NULL = all. */
struct store_leave_query {
    struct store_scope scope;
    const char *request; /* codes */
    const char *site;
    const char *agency;
    const char *before;  /* only who was to leave before that day */
    const char *horizon; /* the requisition of a site counts where it ends on that day or before */
};

/* Parties that still have a room and are to leave it, each by whichever comes first; the earliest
 * day first. */
int store_leave_list(struct store *s, const struct store_leave_query *q, struct store_leaves *out,
                     struct err *e);

/* The notice of a request, with what a row of the list has; request_id 0 where it has none. */
int store_leave_get(struct store *s, int64_t request_id, struct store_leave *out, struct err *e);

/* Writes the notice of a request, or another one; counts as a change of the request. */
int store_leave_put(struct store *s, const struct store_leave *n, int64_t account_id,
                    struct err *e);

/* Takes it back; counts as a change, too. */
int store_leave_delete(struct store *s, int64_t request_id, struct err *e);

void store_leave_release(struct store_leave *n);
void store_leaves_release(struct store_leaves *l);

#endif
