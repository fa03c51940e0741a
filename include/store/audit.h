/* The audit: who did what to what, row by row in one chain.
 *
 *     struct buf fields = {0};
 *     store_audit_field(s, "phone", new_phone, &fields);            // "phone=3f9a…"
 *     struct store_audit a = {.actor = account_id, .action = "official.change",
 *                             .object = "official/17", .fields = fields.data};
 *     rc = store_audit_add(s, &a, &e);           // in the transaction of the change itself
 *     …
 *     rc = store_audit_verify(s, kept, n_kept, &report, &e);
 *
 * A row's h = HMAC-SHA-256(key, prev | seq | at | actor | action | object | fields), each text with
 * its length in front, under a key derived from the database's; prev is the h of the row before.
 * So a row that was changed, taken out, put in or moved does not fit. What the chain alone cannot
 * show is an end that is missing: for that heads are kept elsewhere (in the backup, on paper), and
 * verify takes them. The schema refuses UPDATE, DELETE and gaps, too.
 *
 * Values of people never stand in it: names of fields and keyed hashes do, so erasing a person's
 * data later breaks nothing. See store.h for errors and ownership; both need the key.
 */
#ifndef STORE_AUDIT_H
#define STORE_AUDIT_H

#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/err.h"

struct store;

struct store_audit {
    int64_t seq;       /* set by add */
    int64_t at;        /* set by add */
    int64_t actor;     /* account; 0 = the program, or nobody logged in */
    char *action;      /* request.confirm */
    char *object;      /* request/17 */
    char *fields;      /* what store_audit_field made, reasons given; NULL counts as "" */
    char *actor_code;  /* set by page: the account's, "" = the program or nobody */
    char *actor_login; /* likewise */
};

struct store_audits {
    size_t n;
    struct store_audit *items; /* [n] */
};

/* The end of the chain at some moment: what is kept elsewhere. */
struct store_audit_head {
    int64_t seq; /* 0 = no row yet */
    unsigned char h[32];
};

enum store_audit_fault {
    STORE_AUDIT_WHOLE,   /* nothing wrong */
    STORE_AUDIT_GAP,     /* seq is not one more than the row before */
    STORE_AUDIT_LINK,    /* prev is not the h of the row before */
    STORE_AUDIT_CHANGED, /* h is not that of the row: changed, or written without the key */
    STORE_AUDIT_SHORT,   /* the chain ends before a head kept elsewhere */
    STORE_AUDIT_OTHER,   /* the row of a kept head has another h: chained anew */
};

struct store_audit_report {
    int64_t n_rows;               /* that hold, up to the first fault */
    enum store_audit_fault fault; /* the first */
    int64_t seq;                  /* where it is */
    struct store_audit_head head; /* the last row that holds */
};

/* Appends "name=HASH " to `fields`: a keyed hash of the value, equal for equal values of one name.
 * The handle must have the key. */
void store_audit_field(const struct store *s, const char *name, const char *value,
                       struct buf *fields);

/* Adds a row at the end, within the caller's transaction; sets seq and at. The caller keeps the
 * texts. ERR_INPUT without a key. */
int store_audit_add(struct store *s, struct store_audit *a, struct err *e);

/* Up to `limit` rows with a seq above `after`, ascending; `object` NULL = of all objects. */
int store_audit_list(struct store *s, const char *object, int64_t after, int limit,
                     struct store_audits *out, struct err *e);

/* What of the audit somebody reads; "" and 0 = no matter. */
struct store_audit_query {
    const char *object;  /* request/HS-0001 */
    const char *action;  /* official.unmask, or "official." for all of that kind */
    const char *actor;   /* login of the account */
    int64_t from, until; /* instants; `until` is not in it */
    int64_t before;      /* seq of the last row of the page before; 0 = from the end */
    int limit;
};

/* A page for people, the last first; and in `*n_all` how many rows fit, whatever the page. Without
 * an object it may read the whole audit. */
int store_audit_page(struct store *s, const struct store_audit_query *q, struct store_audits *out,
                     int64_t *n_all, struct err *e);
void store_audits_release(struct store_audits *l);

/* The end of the chain. */
int store_audit_head(struct store *s, struct store_audit_head *head, struct err *e);

/* Walks the whole chain (some 100 MB/s) and compares it with heads kept elsewhere, ascending by
 * seq. ERR_OK where everything fits, ERR_DATA where not: `report` says what and where. */
int store_audit_verify(struct store *s, const struct store_audit_head *kept, size_t n_kept,
                       struct store_audit_report *report, struct err *e);

#endif
