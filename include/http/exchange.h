/* What came in and what goes out: the request, its reply.
 *
 *     static void hello(void *ctx, struct http_request *request, struct http_reply *reply)
 *     {
 *         reply->status = 200;
 *         reply->type = "application/json";
 *         reply->route = "/api/v1/hello";
 *         buf_str(&reply->body, "{\"hello\":true}");
 *     }
 *
 * A request that reaches a handler is whole and plain: the gate has refused everything that two
 * readers could understand differently (two lengths, folded lines, %2F in a path, a name twice in
 * the query …), see src/http/gate.h. All texts are NUL-terminated; those of the request live until
 * the reply is given (wait.h: until http_resume).
 */
#ifndef HTTP_EXCHANGE_H
#define HTTP_EXCHANGE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"

enum http_method { HTTP_GET, HTTP_HEAD, HTTP_POST, HTTP_PUT, HTTP_PATCH, HTTP_DELETE };

/* The header fields that the program reads; all others are checked and dropped. None of them may
 * come twice (the list of proxies may: its last line counts). */
enum http_field {
    HTTP_ACCEPT,
    HTTP_ACCEPT_ENCODING,
    HTTP_ACCEPT_LANGUAGE,
    HTTP_AUTHORIZATION,
    HTTP_CONTENT_TYPE,
    HTTP_COOKIE,
    HTTP_EXPECT,
    HTTP_HOST,
    HTTP_IDEMPOTENCY_KEY,
    HTTP_IF_MATCH,
    HTTP_IF_NONE_MATCH,
    HTTP_LAST_EVENT_ID,
    HTTP_ORIGIN,
    HTTP_REQUESTED_WITH, /* X-Requested-With: what a form of another site cannot send */
    HTTP_SEC_FETCH_SITE,
    HTTP_FORWARDED_FOR, /* X-Forwarded-For */
    HTTP_N_FIELDS
};

struct http_param {
    const char *name, *value; /* decoded, UTF-8, no control characters */
};

struct http_request {
    enum http_method method;
    const char *path; /* decoded UTF-8; begins with '/', no empty, "." or ".." segments, no '/',
                         '\' or control character came in disguise: it may be split at '/' */
    size_t n_params;
    const struct http_param *params;  /* [n_params] of the query, no name twice */
    const char *field[HTTP_N_FIELDS]; /* NULL = it did not come; no blanks at the ends */
    const char *session;              /* the value of the session's cookie (server.h), or NULL */
    const char *remote; /* numeric address of the client, from the proxy where one is trusted */
    const char *id;     /* 16 hexadecimal digits, also in the reply's X-Request-Id */
    const char *body;   /* [n_body], and a NUL behind it */
    size_t n_body;
};

/* The value of a parameter of the query, or NULL. */
const char *http_param(const struct http_request *request, const char *name);

enum { HTTP_MAX_HEADERS = 16 };

struct http_stream; /* wait.h */

/* Zeroed it is empty; the layer releases it. Security headers, Date, X-Request-Id and the length
 * come by themselves; Cache-Control is no-store unless the handler gives one. */
struct http_reply {
    int status;       /* 200 to 599; 0 becomes 500 */
    const char *type; /* constant text; NULL = no Content-Type */
    struct buf body;
    const char *fixed; /* [n_fixed] instead of `body`: bytes that outlive the server (assets) */
    size_t n_fixed;
    char etag[40];     /* with the quotes; a GET whose If-None-Match names it gets 304 by itself */
    const char *route; /* constant text for the log: the pattern, never the path ("/sites/{id}") */
    bool must_close;   /* the connection ends with this reply */
    struct http_stream *stream; /* instead of a body: events as they come */
    struct http_header {
        const char *name; /* constant */
        char *value;
    } headers[HTTP_MAX_HEADERS];
    size_t n_headers;
};

/* Adds a header. `name` is constant, `value` is copied. A value with control characters is a fault
 * of the caller that could split the reply: it turns the reply into a plain 500. */
void http_reply_header(struct http_reply *reply, const char *name, const char *value);

/* Frees and zeroes. */
void http_reply_release(struct http_reply *reply);

/* Makes the reply a refusal: problem+json (RFC 9457) with this title in the language that the
 * request prefers, its id, and Retry-After for 429 and 503. What was in the reply is released,
 * but for `route`. */
void http_refuse(const struct http_request *request, struct http_reply *reply, int status,
                 const char *vi, const char *en);

/* "en" where Accept-Language prefers English to Vietnamese, else "vi". */
const char *http_language(const struct http_request *request);

/* The strong ETag of some bytes. */
void http_etag(const void *bytes, size_t n, char out[40]);

/* Whether a list as in If-Match or If-None-Match names the tag ("*" names any). `is_weak` compares
 * as If-None-Match does; without it a tag W/"…" matches nothing (If-Match). */
bool http_etag_in(const char *list, const char *etag, bool is_weak);

#endif
