/* Requests (hồ sơ đăng ký chỗ ở) as applicants and agencies make them: filed, corrected, submitted,
 * confirmed, withdrawn; and what friends say to being named in one.
 *
 *     struct store_request r = {0};
 *     rc = registration_get(s, by, "HS-0001", &r, e);              // ERR_ABSENT outside the scope
 *     … the caller changes what the body says …
 *     rc = registration_correct(s, by, &r, version, today, &bad, e);
 *     store_request_release(&r);
 *
 * Who may: an official what he or she applied for; a registrar what the agencies of the account
 * applied for; nobody else (ERR_DENIED). Which step from which state: life.h (ERR_DATA where there
 * is none). `version` is the one the caller saw, 0 = any (ERR_CHANGED). Faults of the content are
 * findings with JSON pointers, and ERR_INPUT. Each change adds its row to the audit, in the
 * caller's transaction.
 *
 * Friends: a companion or a spouse who is an official is in the party only when he or she, or the
 * agency, has agreed; a registrar who names somebody of his or her own agencies thereby agrees. Is
 * somebody new named, all have to agree anew. Somebody is named by the official's code: 128 random
 * bits that only the person and the agency know, so naming tells nothing about others.
 *
 * Facts that give points (moved workplace, no house, road km, priority groups) must each be
 * confirmed from a paper, by number and date, before a request is confirmed.
 */
#ifndef SERVICE_REGISTRATION_H
#define SERVICE_REGISTRATION_H

#include <stdint.h>

#include "base/err.h"
#include "service/principal.h"
#include "solver/findings.h"
#include "store/request.h"

struct store;

int registration_get(struct store *s, const struct principal *by, const char *code,
                     struct store_request *out, struct err *e);

/* Files a draft. Of members the first is the applicant, by official_code (an official: left out or
 * oneself); the others by official_code or, for family, by name, birth and sex; sites by code. Sets
 * code, state and version. */
int registration_file(struct store *s, const struct principal *by, struct store_request *r,
                      const char *today, struct solver_findings *bad, struct err *e);

/* Replaces what the request says by what `r` says now. The day of filing and the present room are
 * the agency's to say. */
int registration_correct(struct store *s, const struct principal *by, struct store_request *r,
                         int64_t version, const char *today, struct solver_findings *bad,
                         struct err *e);

/* Draft → submitted. The day of filing is that of the paper, where the agency gave one. */
int registration_submit(struct store *s, const struct principal *by, const char *code,
                        int64_t version, const char *today, struct err *e);

int registration_withdraw(struct store *s, const struct principal *by, const char *code,
                          int64_t version, struct err *e);

/* A paper that confirms one fact. */
struct registration_paper {
    const char *official; /* code */
    const char *fact;     /* has_moved | owns_house | road_km | a priority group */
    const char *document; /* number */
    const char *document_day;
};

struct registration_papers {
    const char *document; /* the agency's own paper, for all facts not confirmed otherwise; NULL */
    const char *document_day;
    size_t n;
    const struct registration_paper *items; /* [n] pointers: /facts/0/… */
};

/* Submitted → confirmed, by the agency. Findings name what is still to be confirmed. */
int registration_confirm(struct store *s, const struct principal *by, const char *code,
                         int64_t version, const struct registration_papers *papers,
                         const char *today, int64_t now, struct solver_findings *bad,
                         struct err *e);

/* The word of somebody named, or of his or her agency (`official`: code; NULL = oneself). A no
 * takes the person out. ERR_DATA where he or she stands in another live request. */
int registration_consent(struct store *s, const struct principal *by, const char *code,
                         int64_t version, const char *official, bool agrees, struct err *e);

#endif
