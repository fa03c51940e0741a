/* Private to the core of src/api (handlers need api.h alone): the API, and the steps of a call. */
#ifndef API_INSIDE_H
#define API_INSIDE_H

#include <stdatomic.h>

#include "api.h"

#include "api/server.h"
#include "schema.h"
#include "web.h"

enum { API_N_CLASSES = 5 }; /* 1xx to 5xx */

struct api {
    struct api_config config;
    struct schema *schema;
    struct web web;
    const struct schema_operation **operations; /* [API_N_ROUTES]; NULL = not in the document */
    _Atomic uint64_t (*answers)[API_N_CLASSES]; /* [API_N_ROUTES]: given so far */
    struct http_server *_Atomic server;         /* NULL until api_serve */
    struct throttle *tries;                     /* of secrets, by address (sessions.c) */
    struct throttle *denials; /* rows of the audit on them, by address (admit.c) */
};

/* Counts an answer for /metrics. */
void api_count(struct api_call *c, int status);

/* The route of a path and method. NULL: `*methods` is the set of methods (bits) that the path
 * has, 0 = no such path. `args` [4] point into `storage`, which takes a copy of the path. */
const struct api_route *api_route_find(enum http_method method, const char *path, char *storage,
                                       size_t cap, const char *args[4], unsigned *methods);

/* Makes the call's reply a problem (RFC 9457): the status's own title, the error's text as detail,
 * c->bad as errors. */
void api_problem(struct api_call *c, int status, const struct err *e);

/* The status for an err code. */
int api_status_of(int code);

/* Who asks, whether the route is theirs, and whether the request comes from our own pages. 0, or
 * the status of the refusal, which goes into the audit where it is known whom it met. `s` is a read
 * handle. */
int api_admit(struct api_call *c, struct store *s, struct err *e);

/* Query, body and If-Match against the document. 0, or the status of the refusal. */
int api_decode(struct api_call *c, struct err *e);

/* Runs `job` under the call's Idempotency-Key: an answer kept before is given again and nothing
 * runs; else the answer that the job wrote is kept in the same transaction. */
int api_kept(struct api_call *c, struct store *s,
             int (*job)(void *ctx, struct store *s, struct err *e), void *ctx, struct err *e);

#endif
