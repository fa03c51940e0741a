/* The draw as anybody can recompute it: `quarters.draw/1`, the published document of a closed
 * round, and its check from nothing but itself.
 *
 *     rc = draw_document(s, "2025-07", &json, &e);
 *     …
 *     rc = draw_verify(json.data, json.len, NULL, NULL, &report, &e);
 *     … report.faults.n == 0: everything holds …
 *     draw_report_release(&report);
 *
 * The document:
 *
 *     {"format":"quarters.draw/1","round":"2025-07","name":"…","policy":"tam-thoi-2025-07",
 *      "policy_version":1,"closed_on":"2025-07-10","draw_source":"…","draw_day":"2025-07-12",
 *      "tie_order":["legal_group","filed","lot"],"list_sha256":"…","seed":"48213","list":[
 *      {"request":"HS-0001","points":63,"tie_class":4,"filed":"2025-07-08","lot":"…","order":17},…]}
 *
 * list_sha256 is the SHA-256 of one line per request, in the order of the list: request TAB points
 * TAB tie class TAB filing day LF. lot = SHA-256(seed LF list_sha256 LF request). The order falls
 * by points, then goes by tie_order: the class ascending, the day ascending and unknown last, the
 * lot ascending. Before the draw is confirmed seed, lots and orders are null.
 *
 * It names requests by their codes, which stand on the receipt of whoever filed them, and no
 * person.
 */
#ifndef SERVICE_DRAW_H
#define SERVICE_DRAW_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/err.h"
#include "solver/findings.h"

struct store;

/* ERR_ABSENT where there is no such round, or it is open: nothing is published yet. */
int draw_document(struct store *s, const char *code, struct buf *out, struct err *e);

struct draw_report {
    size_t n;                      /* requests on the list */
    char list_sha256[65];          /* as recomputed */
    bool is_drawn;                 /* there was a seed to recompute lots and order with */
    struct solver_findings faults; /* what does not hold; `where` is a request, or a field */
};

/* Recomputes hash, lots and order. `hash` and `seed` are those known from elsewhere (the notice of
 * the closing, the lottery); NULL = believe the document's. ERR_INPUT where it is no such document:
 * what does not hold is no error here. */
int draw_verify(const char *text, size_t len, const char *hash, const char *seed,
                struct draw_report *out, struct err *e);

void draw_report_release(struct draw_report *r);

#endif
