/* Accounts: who may log in, in which role, for which agencies.
 *
 *     struct store_account a = {.login = "lan.nt", .name = name, .role = "registrar",
 *                               .n_agencies = 1, .agency_ids = ids};
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
    size_t n_agencies;
    int64_t *agency_ids; /* [n_agencies] of a registrar, ascending */

    /* read only */
    char *password; /* argon2id string; "" = none chosen yet */
    int64_t created_at;
    int64_t version; /* counts puts: the ETag */
};

struct store_accounts {
    size_t n;
    struct store_account *items; /* [n] ascending by login */
};

int store_account_list(struct store *s, struct store_accounts *out, struct err *e);
void store_accounts_release(struct store_accounts *l);

int store_account_get(struct store *s, int64_t id, struct store_account *out, struct err *e);
int store_account_by_code(struct store *s, const char *code, struct store_account *out,
                          struct err *e);
int store_account_by_login(struct store *s, const char *login, struct store_account *out,
                           struct err *e);
void store_account_release(struct store_account *a);

/* Inserts (id 0; sets id and code, which the caller frees) or updates, with the agencies, as one
 * thing. ERR_DATA where the login or the person has an account already, or the role is unknown. */
int store_account_put(struct store *s, struct store_account *a, struct err *e);

/* Sets the password (an argon2id string); no other change, so the version stays. */
int store_account_set_password(struct store *s, int64_t id, const char *password, struct err *e);

#endif
