/* People and their offices: agencies and officials. Agencies come ascending by code, officials
 * ascending by id.
 *
 * Citizen ids stand in the file encrypted only, bound to their row (AAD "official|ID|citizen_id"),
 * beside a keyed hash that finds and forbids doubles. Nothing derived from an id is kept in plain,
 * not even its masked form: with sex and birth year it would leave a hundred candidates.
 *
 *     struct store_official o = {.name = name, …, .citizen_id = "033085012345"};
 *     int rc = store_official_put(s, &o, &e);       // seals; needs the key
 *     store_official_citizen_id(s, o.id, &plain, &e);
 *
 * put: an `id` of 0 inserts and sets the new id; another one updates that row. Texts may be NULL
 * in a put: they count as "". See store.h for errors and ownership.
 */
#ifndef STORE_PERSON_H
#define STORE_PERSON_H

#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/err.h"

struct store;

struct store_agency {
    int64_t id;
    char *code; /* SXD */
    char *name;
    char *aliases; /* other names, "; " between */
    char *kind;
    int urgency;     /* 0..10 */
    int64_t version; /* read only; counts puts: the ETag */
};

struct store_official {
    int64_t id;
    char *name;
    char *born;       /* YYYY-MM-DD, YYYY or "" */
    char *sex;        /* M | F */
    char *citizen_id; /* put: 12 digits in plain. list: always "" */
    char *lookup;     /* read only: crypto_lookup of the citizen id, hex */
    char *phone;      /* 0912345678 */
    int64_t agency_id;
    char *agency_code; /* read only */
    char *position;
    int coefficient_c;  /* hundredths; -1 none or unknown */
    char *commune_code; /* of the present residence; "" unknown */
    char *residence;    /* as written in the list */
    int owns_house;     /* 0, 1, -1 unknown */
    int road_km_t;      /* tenths of a km; -1 unknown */
    int has_moved;      /* moved workplace: 0, 1, -1 unknown */
    char *groups;       /* priority groups, codes as policy_group_code: "disabled pregnant" */
    int needs_housing;  /* 0, 1, -1 not asked */
    char *note;
    char *code;      /* read only: the id outside, 32 hex digits, made by the first put */
    int64_t version; /* read only; counts puts: the ETag */
};

struct store_agencies {
    size_t n;
    struct store_agency *items; /* [n] */
};

struct store_officials {
    size_t n;
    struct store_official *items; /* [n] */
};

int store_agency_list(struct store *s, struct store_agencies *out, struct err *e);
int store_agency_put(struct store *s, struct store_agency *a, struct err *e);
void store_agency_release(struct store_agency *a);
void store_agencies_release(struct store_agencies *l);

int store_official_list(struct store *s, struct store_officials *out, struct err *e);
/* ERR_DATA where another official has the citizen id; ERR_INPUT without a key. With an empty
 * citizen_id an update keeps the one stored. Another value of a fact drops its confirmation
 * (register.h). */
int store_official_put(struct store *s, struct store_official *o, struct err *e);
void store_officials_release(struct store_officials *l);

/* The hash a citizen id is found by; ERR_INPUT without a key. */
int store_official_lookup(struct store *s, const char *citizen_id, char hex[65], struct err *e);

/* The citizen id in plain; ERR_INPUT without the key, ERR_DATA where the key is another one. */
int store_official_citizen_id(struct store *s, int64_t id, struct buf *out, struct err *e);

#endif
