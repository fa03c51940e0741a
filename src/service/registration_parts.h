/* Private to the registration of needs: who may act, steps of a life, facts.
 *
 *   registration.c        filing and correcting
 *   registration_check.c  what a request may say
 *   registration_steps.c  submitting, confirming, withdrawing, agreeing
 *   facts.c               facts that give points, and the papers that confirm them
 *   official.c            officials: added, changed, unmasked
 */
#ifndef SERVICE_REGISTRATION_PARTS_H
#define SERVICE_REGISTRATION_PARTS_H

#include "service/life.h"
#include "service/registration.h"
#include "store/person.h"
#include "store/register.h"

/* Whether `by` may change the request it sees: ERR_DENIED. */
int registration_may(const struct principal *by, const struct store_request *r, struct err *e);

/* The state after an action: ERR_DATA where there is no such step. */
int registration_step(const struct store_request *r, enum life_action action, enum life_state *to,
                      struct err *e);

/* registration_get, the version and registration_may. */
int registration_open(struct store *s, const struct principal *by, const char *code,
                      int64_t version, struct store_request *out, struct err *e);

/* Judges what `r` says; resolves codes to ids, fills in the agency, sets consents. `before`: as it
 * stands, id 0 = a new one. */
int registration_check(struct store *s, const struct principal *by, struct store_request *r,
                       const struct store_request *before, const char *today,
                       struct solver_findings *bad, struct err *e);

/* ERR_INPUT where there are findings. */
int registration_judged(const struct solver_findings *bad, struct err *e);

/* Adds the fields that differ, hashed, to an audit text. */
void registration_differences(const struct store *s, const struct store_request *a,
                              const struct store_request *b, struct buf *out);

/* Puts a text of the caller's in place of another. */
void registration_take(char **at, const char *text);

/* ---- facts.c */

enum { FACTS_MAX = 16 };

/* The facts that an official's row states and that count: codes. */
struct facts {
    size_t n;
    char codes[FACTS_MAX][32]; /* [n] */
};
void facts_of(const struct store_official *o, struct facts *out);

/* Confirms one from a paper. Findings at `pointer`/document…; ERR_OK with findings is possible. */
int facts_confirm(struct store *s, const struct principal *by, const struct store_official *o,
                  const struct registration_paper *paper, const char *pointer, const char *today,
                  int64_t now, struct solver_findings *bad, struct err *e);

/* Confirms from one paper all that is not confirmed. */
int facts_confirm_rest(struct store *s, int64_t account_id, const struct store_official *o,
                       const char *document, const char *document_day, int64_t now, struct err *e);

/* The first fact that counts and is not confirmed; "" = none. */
int facts_open(struct store *s, const struct store_official *o, char code[32], struct err *e);

/* Whether number and day are those of a paper; findings at pointer + "/document", "/document_day".
 */
bool facts_is_paper(const char *document, const char *document_day, const char *today,
                    const char *pointer, struct solver_findings *bad);

#endif
