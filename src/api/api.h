/* Private to src/api: one call of the API, from the route table to its answer.
 *
 *     static int get_round(struct api_call *c, struct store *s, struct err *e)
 *     {
 *         struct round round = {0};
 *         int rc = round_get(s, &c->who, c->path[0], &round, e);     // one service call
 *         if (rc == ERR_OK) {
 *             api_etag(c, round.version);
 *             api_write_round(&c->reply->body, &round);              // struct out
 *         }
 *         round_release(&round);
 *         return rc;
 *     }
 *
 * By the time a handler runs, the gate has passed the bytes, the session or token is known, the
 * route's roles hold, a cookie's request comes from our own pages, the body fits the schema of its
 * operation in openapi.json, and If-Match was sent where the route wants it. A handler decodes,
 * calls one service function and writes; what it returns becomes the answer:
 *
 *     ERR_OK       the route's `ok` status (200, 201, 202, 204) and what it wrote
 *     ERR_INPUT    422 with c->bad as errors (JSON pointers)      ERR_BUSY     503, Retry-After
 *     ERR_ABSENT   404                                            ERR_FULL     507
 *     ERR_DENIED   403                                            ERR_IO       500
 *     ERR_DATA     409 the state or the data forbid it            ERR_INTERNAL 500
 *     ERR_CHANGED  412
 *
 * Where it runs is the route's `kind`. An API_WRITE handler runs in the writer thread, inside the
 * transaction that its audit row and the answer kept for the Idempotency-Key share; it must be
 * quick (milliseconds). Handlers keep no state of their own.
 */
#ifndef API_API_H
#define API_API_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/json.h"
#include "http/exchange.h"
#include "http/wait.h"
#include "service/principal.h"
#include "solver/findings.h"

struct api;
struct schema_operation;
struct store;

enum api_kind {
    API_READ,  /* in the event thread, with a read handle: at most a few milliseconds */
    API_SLOW,  /* on a worker, with a read handle that may work for two seconds */
    API_WRITE, /* in the writer thread, as a job */
    API_WORK,  /* on a worker, s = NULL: hashing, files; api_read and api_write below */
    API_PLAIN, /* in the event thread, s = NULL: constants, streams */
};

enum api_need {
    API_IF_MATCH = 1 << 0,  /* 428 without If-Match; c->if_match has the version */
    API_FRESH = 1 << 1,     /* the password was given within the last 15 minutes, else 403 */
    API_UPLOAD = 1 << 2,    /* the body is a file (CSV, XLSX), up to 5 MiB; no schema */
    API_SECRET = 1 << 3,    /* the answer holds a secret: kept under no Idempotency-Key */
    API_UNAUDITED = 1 << 4, /* a write that no person did: see store/writer.h */
    API_OPEN311 = 1 << 5,   /* no cookie counts, so nothing comes from another site's page; errors
                               are Open311's: see open311.h */
};

struct api_call {
    struct http_request *request;
    struct http_reply *reply;
    struct api *api;
    const struct api_route *route;
    const struct schema_operation *operation; /* of openapi.json */
    struct principal who;
    char session_sha256[65]; /* of the cookie's session; "" = none */
    const char *path[4];     /* what stands in the places of {…}, in order */
    struct json *body;       /* validated; NULL where the operation has none */
    const char *lang;        /* "vi" or "en" */
    int64_t if_match;        /* version; 0 = none given (or *) */
    int status;              /* of a refusal where the err code's own does not say it: 401, 406 */
    int retry_after_s;       /* of a 429: when to come again; 0 = soon */
    bool is_replayed;        /* the answer was kept under the Idempotency-Key */
    bool is_stale;           /* refused for want of a password given just now: a type of its own */
    struct solver_findings bad; /* errors of a 422, `where` is a JSON pointer */
};

typedef int api_handler(struct api_call *c, struct store *s, struct err *e);

/* Roles as bits. */
enum {
    API_ANYONE = 1 << PRINCIPAL_NOBODY, /* also without a session */
    API_ADMIN = 1 << PRINCIPAL_ADMIN,
    API_PLANNER = 1 << PRINCIPAL_PLANNER,
    API_REGISTRAR = 1 << PRINCIPAL_REGISTRAR,
    API_OFFICIAL = 1 << PRINCIPAL_OFFICIAL,
    API_MAINTENANCE = 1 << PRINCIPAL_MAINTENANCE,
    API_AUDITOR = 1 << PRINCIPAL_AUDITOR,
    API_MEMBERS = (1 << PRINCIPAL_N_ROLES) - 2, /* everybody who is logged in */
};

/* What of the rows a route touches one may see. */
enum api_scope {
    API_SCOPE_NONE,   /* nothing of anybody: constants, published things */
    API_SCOPE_OWN,    /* one's own account, session, tokens */
    API_SCOPE_PEOPLE, /* principal_scope: all, own agencies, oneself */
    API_SCOPE_ALL,    /* things of the house: rooms, rounds, plans, accounts */
};

struct api_route {
    enum http_method method;
    const char *pattern;   /* "/api/v1/rounds/{round}" */
    const char *operation; /* operationId in openapi.json; NULL = outside the document */
    unsigned roles;        /* never 0 */
    enum api_scope scope;
    enum api_kind kind;
    unsigned needs; /* enum api_need */
    int ok;         /* status of success */
    api_handler *handler;
};

/* The one table (routes.c), and its length. */
extern const struct api_route API_ROUTES[];
extern const size_t API_N_ROUTES;

/* ---- answers ---- */

/* ETag of a version: "v12". A GET's is completed from its bytes: "v12-…", or of them alone where
 * there is no version; but for API_PLAIN. */
void api_etag(struct api_call *c, int64_t version);

/* Location: a printf of the path. */
void api_location(struct api_call *c, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* An error of the body for a 422: JSON pointer and what is wrong in both languages. */
void api_bad(struct api_call *c, const char *pointer, const char *vi, const char *en);

/* ---- lists: keyset pages ---- */

enum { API_PAGE = 50, API_PAGE_MAX = 500 };

/* `limit` and `after` of the query: validated by the document already. after: "" = from the
 * start. */
int api_limit(const struct api_call *c);
const char *api_after(const struct api_call *c);

/* ERR_INPUT with a finding at ?after: no row that one sees has that id, so nothing stands behind
 * it. A list that began anew instead would never end. */
int api_no_after(struct api_call *c, struct err *e);

/* Link: rel="next", the same query but for after=`last`. Call it where more rows follow. */
void api_next(struct api_call *c, const char *last);

/* A text of the query, or "" . */
const char *api_query(const struct api_call *c, const char *name);

/* The same, NULL where it was not given: for filters. */
const char *api_asked(const struct api_call *c, const char *name);

/* ---- content negotiation: enum report_format by Accept (and ?format=, for links); JSON first ----
 */

enum api_type { API_JSON, API_PDF, API_CSV, API_XLSX };

/* The best of the types offered (bits 1 << enum api_type) under Accept or ?format=; -1 where there
 * is none: the handler returns ERR_INPUT, and the answer is 406. */
int api_accept(struct api_call *c, unsigned offered);

/* "text/csv". */
const char *api_type_name(enum api_type type);

struct sheet;

/* Answers with sheets as API_CSV (the sheets one below the other) or API_XLSX, offered as a file of
 * that name without its ending. Sheets of some hundred rows and more want API_SLOW. */
int api_sheets(struct api_call *c, enum api_type type, const char *name, const struct sheet *sheets,
               size_t n, struct err *e);

struct paper;

/* Answers with a paper as PDF, offered as a file of that name without its ending. On API_SLOW or
 * API_WRITE: a page costs about 0.2 ms. */
int api_pdf(struct api_call *c, const char *name, const struct paper *paper, struct err *e);

/* ---- for API_WORK handlers ---- */

/* Runs a job on a read handle, or in the writer; waits for it. The last api_write of a POST writes
 * the answer inside its job, so that it is kept with the effect: where c->is_replayed is set
 * afterwards, the job did not run and the answer is there. */
int api_read(struct api_call *c, int (*job)(void *ctx, struct store *s, struct err *e), void *ctx,
             struct err *e);
int api_write(struct api_call *c, int (*job)(void *ctx, struct store *s, struct err *e), void *ctx,
              struct err *e);

#endif
