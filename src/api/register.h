/* Private to src/api: officials and requests as JSON, for all that show them. What a reader may not
 * know of a row that it sees is null: a phone for who is neither the person nor the agency, the
 * name of somebody who has not agreed. */
#ifndef API_REGISTER_H
#define API_REGISTER_H

#include "base/buf.h"
#include "base/json.h"
#include "service/principal.h"
#include "service/registration.h"
#include "store/register.h"

/* The members of an official, without braces. */
void api_write_official(struct buf *out, const struct principal *who,
                        const struct store_official *o);

/* "facts":[…] of an official. */
int api_write_facts(struct buf *out, struct store *s, int64_t official_id, struct err *e);

/* A request, whole. `today` counts its deadline. */
void api_write_request(struct buf *out, const struct principal *who, const struct store_request *r,
                       const char *today);

/* Papers of a body: document, document_day, facts. What is returned is freed when they are done
 * with; texts belong to the body. */
struct registration_paper *api_read_papers(const struct json *body,
                                           struct registration_papers *out);

struct api_call;

/* Answers with a request as it stands now, unless what came before failed (`rc`). */
int api_answer_request(struct api_call *c, struct store *s, const char *code, int rc,
                       struct err *e);

/* Notes in the audit that a sheet of people left the house: of what, how many rows. For handlers on
 * workers. */
int api_note_export(struct api_call *c, const char *what, size_t n, struct err *e);

#endif
