/* Accounts: who may log in, in which role, for which agencies.
 *
 *     struct store_account a = {.login = "lan.nt", .name = name, .role = "registrar",
 *                               .agencies = "SXD STC"};
 *     rc = store_account_put(s, &a, &e);                    // no password yet: see session.h
 *     …
 *     rc = store_account_by_login(s, "lan.nt", &a, &e);     // a.id = 0: there is none
 *     store_account_release(&a);
 *
 * The getters answer "none" by an id of 0 and ERR_OK, because a caller must not tell the outside
 * which of the two it was. Nothing here writes to the audit: the job around it does (audit.h).
 * See store.h for errors and ownership.
 */
#ifndef STORE_ACCOUNT_H
#define STORE_ACCOUNT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "store/scope.h"

struct store;

struct store_account {
    int64_t id;
    char *code;  /* id outside, 32 hex digits; made by the first put */
    char *login; /* a-z 0-9 . _ @ -, at most 64 */
    char *name;
    char *role;          /* admin | planner | registrar | official | maintenance | auditor */
    int64_t official_id; /* 0 = no person of the register; an `official` has one */
    bool all_agencies;   /* a registrar of every agency */
    bool is_disabled;
    char *agencies; /* codes of a registrar's agencies, ascending, one blank between */

    /* read only */
    char *official; /* code of the person; "" = none */
    char *password; /* argon2id string; "" = none chosen yet */
    int64_t created_at;
    int64_t version; /* counts puts: the ETag */
};

struct store_accounts {
    size_t n;
    struct store_account *items; /* [n] ascending by login */
};

struct store_account_filter {
    const char *role;  /* NULL = every */
    const char *login; /* what it begins with; NULL = anything */
    const char *after; /* code: only what stands behind it in the list; NULL = from the start */
    int limit;         /* 0 = all */
};

/* A page of the list, and in `*n_all` how many the filter lets through, whatever the page. */
int store_account_list(struct store *s, const struct store_account_filter *f,
                       struct store_accounts *out, int64_t *n_all, struct err *e);
void store_accounts_release(struct store_accounts *l);

int store_account_get(struct store *s, int64_t id, struct store_account *out, struct err *e);
int store_account_by_code(struct store *s, const char *code, struct store_account *out,
                          struct err *e);
int store_account_by_login(struct store *s, const char *login, struct store_account *out,
                           struct err *e);
void store_account_release(struct store_account *a);

/* Inserts (id 0; sets id and code, which the caller frees) or updates, with the agencies, as one
 * thing. ERR_DATA where the login or the person has an account already, or the role is unknown;
 * ERR_INPUT where there is no such agency. */
int store_account_put(struct store *s, struct store_account *a, struct err *e);

/* Sets the password (an argon2id string); no other change, so the version stays. */
int store_account_set_password(struct store *s, int64_t id, const char *password, struct err *e);

/* Officials of an agency with the account of each, where there is one. */
struct store_account_person {
    int64_t official_id;
    char *name;
    char *position;
    int64_t account_id; /* 0 = none; the rest is the account's */
    char *account_code;
    char *login;
    char *role;
    bool is_disabled;
    bool has_password;
};

struct store_account_people {
    int64_t agency_id; /* 0 = there is no such agency, or not for that scope */
    char *agency;      /* its name */
    size_t n;
    struct store_account_person *items; /* [n] ascending by official_id */
};

/* Of the agency with that code, where `scope` lets one see it. */
int store_account_people(struct store *s, const char *agency, const struct store_scope *scope,
                         struct store_account_people *out, struct err *e);
void store_account_people_release(struct store_account_people *l);

/* The official with that code; 0 = there is none. */
int store_account_official(struct store *s, const char *code, int64_t *id, struct err *e);

#endif
