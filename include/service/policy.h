/* The policy `quarters.policy/1`: who is eligible, how need is scored, which pools, bands, ties and
 * objectives a round uses. A policy is data: it is edited as JSON, judged strictly, and stored with
 * every plan that used it.
 *
 *     struct policy p = {0};
 *     struct solver_findings bad = {0};
 *     int rc = policy_load(&p, NULL, &bad, &e);     // NULL: the default, tam-thoi-2025-07
 *     … not ERR_OK: bad lists every offence with its JSON path …
 *     policy_release(&p);
 *
 * Units: points are whole points (100 in all by the policies that come with the program), road
 * distances tenths of a km, coefficients hundredths, areas hundredths of m². Read-only after
 * policy_parse: any number of threads may read it.
 *
 * What a request of several people counts as (stated in the policies' notes, too):
 *   eligible  its applicant is and, with companions_must_be_eligible, every official who asked to
 *             share with the applicant ("ở cùng"); spouse and children follow the applicant
 *   points    the highest of its eligible officials
 *   pool      by the highest coefficient of its officials
 *   private   what was asked for; and always where its members are of both sexes
 *   members   all but children younger than child_bed_age at the day of the snapshot
 */
#ifndef SERVICE_POLICY_H
#define SERVICE_POLICY_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "solver/instance.h"

#define POLICY_DEFAULT_ID "tam-thoi-2025-07"

/* Items of the family/health block; also, with FEMALE, the legal groups of a tie. */
enum policy_group {
    POLICY_PERSON_OF_MERIT,
    POLICY_MARTYR_FAMILY,
    POLICY_DISABLED,
    POLICY_PREGNANT,
    POLICY_CHILD_UNDER_36_MONTHS,
    POLICY_SINGLE_PARENT,
    POLICY_BOTH_SPOUSES_ASSIGNED,
    POLICY_N_FAMILY,
    POLICY_FEMALE = POLICY_N_FAMILY,
    POLICY_N_GROUPS,
};

enum policy_tie { POLICY_TIE_LEGAL_GROUP, POLICY_TIE_FILED, POLICY_TIE_LOT, POLICY_N_TIES };

struct policy_pool {
    char *id;
    int min_coefficient_c; /* hundredths; the last pool has 0 */
    int occupancy;         /* people per room; 0 = all beds */
};

struct policy_step {
    int from_km_t; /* tenths of a km, inclusive */
    int points;
};

struct policy {
    char *id;
    char *name_vi;
    char *name_en;
    bool is_official_housing; /* scheme "official"; else "temporary" */
    char in_force_from[11];
    char as_of[11]; /* the day a round of this policy is judged on, unless told otherwise */

    bool must_have_moved;
    int own_house_min_km_t; /* -1: distance is no condition */
    int hard_area_min_km_t; /* -1: no such rule */
    size_t n_hard_area_agencies;
    char **hard_area_agencies; /* [n_hard_area_agencies] agency codes */
    bool companions_must_be_eligible;

    size_t n_pools;
    struct policy_pool *pools; /* [n_pools] coefficients strictly falling */

    int no_house_points;
    int far_house_points;
    int far_house_km_t;
    size_t n_steps;
    struct policy_step *steps; /* [n_steps] rising */
    int family_points[POLICY_N_FAMILY];
    int unit_urgency_max;
    int waiting_points;

    size_t n_bands;
    int *bands; /* [n_bands] least points of band 1, 2, …; strictly falling */
    int child_bed_age;
    int min_area_c; /* 0 = no rule */
    enum solver_incumbents incumbents;
    size_t n_objectives;
    enum solver_objective objectives[SOLVER_N_OBJECTIVES];
    size_t n_ties;
    enum policy_tie ties[POLICY_N_TIES];
    size_t n_legal_groups;
    enum policy_group legal_groups[POLICY_N_GROUPS]; /* first = strongest */

    char *text; /* the file as read: what is stored with a plan */
    size_t text_len;
    char sha256[65];
};

/* Reads and judges a policy. Every offence is a finding with its JSON path: unknown and missing
 * fields, wrong types, numbers out of range, disorder. true = good; else *p is left zeroed. */
bool policy_parse(struct policy *p, const char *text, size_t len, struct solver_findings *bad);

/* Loads by name: NULL = the default; the id of an embedded policy; else a file path. 0, or an err
 * code: ERR_INPUT (no such policy, or offences: see `bad`), ERR_IO. */
int policy_load(struct policy *p, const char *name, struct solver_findings *bad, struct err *e);

/* Frees everything and zeroes; accepts a zeroed policy. */
void policy_release(struct policy *p);

/* Index of the pool for a coefficient in hundredths (below 0 = none known: counts as 0). */
size_t policy_pool_of(const struct policy *p, int coefficient_c);

/* Band of some points: 1 … n_bands + 1. */
int policy_band_of(const struct policy *p, int points);

/* Name of a tie in the files: "legal_group", "filed", "lot". */
const char *policy_tie_code(enum policy_tie t);

/* Name of a group in the files ("disabled"), and for people. */
const char *policy_group_code(enum policy_group g);
const char *policy_group_name(enum policy_group g, const char *lang);

#endif
