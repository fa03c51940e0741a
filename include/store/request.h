/* Requests with all that hangs on them: members, wishes, sites; and the journal of imports.
 *
 *     struct store_requests all = {0};
 *     int rc = store_request_list(s, &all, &e);      // ascending by code
 *     … all.items[i].members[0].relation …
 *     store_requests_release(&all);
 *
 * put writes a request with its members, wishes and sites as one thing: an `id` of 0 inserts and
 * sets the new id, another one replaces what the applicant says; state and score are left alone.
 * A new one is submitted, on the day it was filed, unless its state says draft.
 * See store.h for errors and ownership.
 */
#ifndef STORE_REQUEST_H
#define STORE_REQUEST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"

struct store;

struct store_member {
    char *relation;      /* self | spouse | child | companion; one self, it comes first */
    int64_t official_id; /* 0 = a family member who is no official: the rest describes it */
    char *name;          /* "" for an official */
    char *born;          /* YYYY-MM-DD, YYYY or ""; "" for an official */
    char *sex;           /* M | F; "" for an official */
    char *consent;       /* of an official who is not the applicant: own | agency; "" = named only,
                            not in the party */

    char *official_code; /* read only; both "" in lists of all requests */
    char *official_name;
};

struct store_wish {
    char *feature;
    int weight; /* 1..100 */
};

struct store_choice {
    int64_t site_id;
    char *site_code; /* read only */
};

struct store_request {
    int64_t id;
    char *code;         /* as in the file (Mã hồ sơ), or made by the importer */
    int64_t agency_id;  /* of the applicant; 0 unknown */
    char *agency_code;  /* read only */
    char *sharing;      /* shared | private */
    char *needs;        /* feature codes, ascending */
    char *filed;        /* YYYY-MM-DD; "" unknown */
    char *current_room; /* code; "" none */
    int other_sites;    /* 1 = other sites than those named are acceptable, too */
    char *scheme;       /* temporary | official */
    char *note;
    char *from_day; /* wanted from; "" at once */
    char *to_day;   /* wanted to; "" open */

    /* Read only: store_request_move, store_request_score. */
    char *state; /* submitted, eligible, refused, allocated, waiting, … : see the schema */
    int n_rounds_waited;

    /* Last score; written by store_request_score alone. */
    int points;      /* -1 = never scored */
    int band;        /* -1 = never scored */
    int list_order;  /* place in the total order; -1 none */
    char *breakdown; /* JSON: the parts of the points, or the reasons of a refusal */

    char *submitted_on; /* day the agency's time began; "" not yet */
    char *confirmed_on; /* day the time for the decision began; "" not yet */
    int64_t version;    /* counts changes: the ETag */

    size_t n_members;
    struct store_member *members; /* [n_members] as the file had them */
    size_t n_wishes;
    struct store_wish *wishes; /* [n_wishes] */
    size_t n_choices;
    struct store_choice *choices; /* [n_choices] best first; none = any site */
};

struct store_requests {
    size_t n;
    struct store_request *items; /* [n] */
};

/* What a scoring run says of one request. */
struct store_score {
    int64_t request_id;
    const char *state; /* NULL = leave as it is */
    int points;
    int band;
    int list_order; /* -1 = none */
    const char *breakdown;
};

/* One import, as the journal keeps it. */
struct store_batch {
    int64_t id;
    const char *kind; /* rooms | agencies | officials | requests */
    const char *file_name;
    const char *file_sha256;
    int n_new;
    int n_changed;
    int n_same;
    int n_refused;
};

int store_request_list(struct store *s, struct store_requests *out, struct err *e);
/* ERR_DATA where a member has another live request, or a code or room is unknown or taken. */
int store_request_put(struct store *s, struct store_request *r, struct err *e);
int store_request_score(struct store *s, const struct store_score *score, struct err *e);

/* A code for a new request, the number behind the highest that was made: YC-00017. */
enum { STORE_REQUEST_CODE = 32 };
int store_request_next_code(struct store *s, char out[STORE_REQUEST_CODE], struct err *e);

/* Sets the day of filing; counts as no change of its own. */
int store_request_file(struct store *s, int64_t id, const char *filed, struct err *e);

/* Moves a request on in its life. Days: NULL = as they are. */
int store_request_move(struct store *s, int64_t id, const char *state, const char *submitted_on,
                       const char *confirmed_on, struct err *e);

/* What an official says to being named in a request: "own" or "agency" (who spoke), or "" = no, and
 * is named no more. ERR_DATA where he or she stands in another live request. */
int store_request_consent(struct store *s, int64_t id, int64_t official_id, const char *consent,
                          struct err *e);
void store_request_release(struct store_request *r);
void store_requests_release(struct store_requests *l);

/* Adds a line to the journal of imports; sets the id. */
int store_batch_add(struct store *s, struct store_batch *b, struct err *e);

#endif
