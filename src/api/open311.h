/* Private to src/api: what the handlers of Open311 share. GeoReport v2 as published
 * (wiki.open311.org, GeoReport_v2), JSON alone.
 *
 * `address_id` is the room's code. Services are public. To report, or to list, a client shows as
 * api_key a token of an account, or the token of a door card; a session's cookie counts for nothing
 * here. One request is read by its id, which nobody can guess. No answer holds words, a photo or a
 * name. Errors are Open311's array of code and description.
 */
#ifndef API_OPEN311_H
#define API_OPEN311_H

#include "api.h"
#include "base/form.h"

/* What a client said, in its query and, of a POST, in the form that it sent. */
struct open311_call {
    struct api_call *call;
    struct form form;
};

/* Reads the form of a POST: ERR_INPUT and 415 where the body is none. */
int open311_begin(struct open311_call *o, struct api_call *c, struct err *e);
void open311_end(struct open311_call *o);

/* The value of a name; "" where it was not said. */
const char *open311_said(const struct open311_call *o, const char *name);

/* "SC" of "SC.json" in the path; ERR_ABSENT where it ends otherwise. `out` [65]. */
int open311_file(const struct api_call *c, char out[65], struct err *e);

/* A text as JSON behind its name: "name":"…" */
void open311_write(struct buf *out, const char *name, const char *text);

#endif
