/* Accounts: who may log in as what, how they come by a password, and their programs' tokens.
 *
 *     struct account_change in = {.login = "lan.nt", .name = "Nguyễn Thị Lan", .role = "registrar",
 *                                 .agencies = "STC SXD", .all_agencies = -1, .is_disabled = -1};
 *     rc = account_add(s, by, &in, &account, &bad, &e);
 *     rc = account_code(s, by, account.code, now, &slip, &e);      // a code on paper
 *     …
 *     struct activation a = {.code = typed, .password = chosen, .now = now};
 *     rc = activation_find(&a, s, &e);                             // job, or on a read handle
 *     rc = rc ? rc : activation_hash(&a, "/password", &bad, &e);   // worker
 *     rc = rc ? rc : activation_use(&a, s, &e);                    // job: a.session
 *
 * Nobody but the person knows a password: admins and registrars hand out codes. A code is 80 random
 * bits in letters and digits that do not look alike, in four groups; it works once, within 14 days,
 * and a new one ends the old. It also serves where a password was forgotten; the old one goes on
 * until the code is used. Using one ends all sessions and tokens of the account.
 *
 * Accounts, and who they belong to, are the admin's; a registrar makes those of the officials of
 * its agencies. What changes does so in the caller's transaction and adds its audit row. Findings'
 * `where` are JSON pointers of the body. See principal.h for the codes of refusals.
 */
#ifndef SERVICE_ACCOUNT_H
#define SERVICE_ACCOUNT_H

#include <stddef.h>
#include <stdint.h>

#include "base/crypto.h"
#include "base/err.h"
#include "service/principal.h"
#include "solver/findings.h"
#include "store/account.h"
#include "store/session.h"

struct store;

/* ---- accounts ---- */

/* What to set; NULL and -1 leave as it is (of a new account: empty, no). */
struct account_change {
    const char *login;
    const char *name;
    const char *role;
    const char *official; /* code of the person; "" = none */
    const char *agencies; /* codes with one blank between */
    int all_agencies;
    int is_disabled;
};

/* A new account, without a password. ERR_INPUT with findings, ERR_DATA where login or person have
 * one already. `out` is released by store_account_release. */
int account_add(struct store *s, const struct principal *by, const struct account_change *in,
                struct store_account *out, struct solver_findings *bad, struct err *e);

/* Changes one. ERR_CHANGED unless it has that version (0 = any). ERR_DATA where admins would change
 * their own role or shut themselves out: another admin must, so one always remains. A disabled
 * account's sessions, tokens and codes end. */
int account_change(struct store *s, const struct principal *by, const char *code, int64_t version,
                   const struct account_change *in, struct store_account *out,
                   struct solver_findings *bad, struct err *e);

int account_get(struct store *s, const char *code, struct store_account *out, struct err *e);

/* ---- activation codes ---- */

enum { ACTIVATION_CODE = 20 }; /* XXXX-XXXX-XXXX-XXXX and a NUL */

struct activation_slip {
    char *name;
    char *position;
    char *login;
    char *account;              /* code */
    char code[ACTIVATION_CODE]; /* told once */
    int64_t expires_at;
};

struct activation_slips {
    size_t n;
    struct activation_slip *items; /* [n] by name */
    char *agency;                  /* name of the agency whose they are; NULL of one account */
};

void activation_slips_release(struct activation_slips *l);

/* A new code for one account. ERR_DATA where it is disabled. */
int account_code(struct store *s, const struct principal *by, const char *account, int64_t now,
                 struct activation_slips *out, struct err *e);

/* Codes for all officials of an agency who have no password yet; makes the accounts of those who
 * have none. Logins are made of names: "hoa.nt" of Nguyễn Thị Hoa. */
int account_codes_of_agency(struct store *s, const struct principal *by, const char *agency,
                            int64_t now, struct activation_slips *out, struct err *e);

/* Makes the admin of that login where there is none yet, and a code for it: the way in for whoever
 * has the file and its key. ERR_DATA where the login is somebody else's. */
int account_admin_code(struct store *s, const char *login, int64_t now,
                       struct activation_slips *out, struct err *e);

struct activation {
    /* in */
    const char *code;     /* as typed: small letters, blanks, O for 0 do no harm */
    const char *password; /* as typed */
    int64_t now;
    /* between the steps */
    int64_t account_id;
    char code_sha256[65];
    char login[65];
    char name[256];
    char hash[CRYPTO_PASSWORD];
    /* out */
    char session[65]; /* the secret for the cookie, told once */
};

/* Whose the code is; ERR_DENIED where it is unknown, used or over. */
int activation_find(void *activation, struct store *s, struct err *e);

/* Judges and hashes the password: ERR_INPUT with a finding under `where`. */
int activation_hash(struct activation *a, const char *where, struct solver_findings *bad,
                    struct err *e);

/* Uses the code up, sets the password, ends all sessions and tokens, begins one. */
int activation_use(void *activation, struct store *s, struct err *e);

void activation_wipe(struct activation *a);

/* ---- tokens ---- */

enum { TOKENS_EACH = 20, TOKEN_DAYS_MAX = 366 };

/* A new token for one's own account, good for 1 to TOKEN_DAYS_MAX days; it may what the account
 * may, and without `writes` only read. `secret` is told once. ERR_DENIED for programs, ERR_DATA
 * beyond TOKENS_EACH live ones. `out` is released by store_token_release. */
struct token_change {
    const char *name; /* what it is for */
    bool writes;
    int days;
};
int token_add(struct store *s, const struct principal *by, const struct token_change *in,
              int64_t now, struct store_token *out, char secret[72], struct solver_findings *bad,
              struct err *e);

/* Ends one of one's own; ERR_ABSENT where there is no such live token. */
int token_end(struct store *s, const struct principal *by, const char *code, int64_t now,
              struct err *e);

#endif
