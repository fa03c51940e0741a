/* The house of needs_bed.h with rooms, people who live in one, a crew; faults are reported in it.
 */
#ifndef REPAIR_BED_H
#define REPAIR_BED_H

#include "needs_bed.h"

#include "service/repair.h"
#include "store/request.h"

static struct principal crew, auditor, nobody, office;
static int64_t now;
static uint32_t seed;

static inline int pick(int n)
{
    seed = seed * 1664525u + 1013904223u;
    return (int)((seed >> 8) % (uint32_t)n);
}

static inline void put_room(const char *code, int64_t site)
{
    struct store_room c = {.site_id = site,
                           .code = lit(code),
                           .floor = 1,
                           .beds = 2,
                           .area_c = -1,
                           .sex = lit("any"),
                           .state = lit("usable")};
    ok(store_room_put(store, &c, &e));
}

/* An lives in SV-101 and Bình with him; Chi nowhere. */
static inline int repair_bed_fill(void **state)
{
    (void)state;
    bed_fill();
    struct store_sites sites = {0};
    ok(store_site_list(store, &sites, &e));
    for (size_t i = 0; i < sites.n; i++)
        if (strcmp(sites.items[i].code, "SV") == 0) {
            put_room("SV-101", sites.items[i].id);
            put_room("SV-102", sites.items[i].id);
        } else {
            put_room("CD-101", sites.items[i].id);
        }
    store_sites_release(&sites);
    struct store_member members[] = {
        {.relation = lit("self"), .official_id = an.id},
        {.relation = lit("companion"), .official_id = binh.id, .consent = lit("own")}};
    struct store_request r = {.code = lit("HS-1"),
                              .agency_id = an.agency_id,
                              .sharing = lit("shared"),
                              .filed = lit("2025-06-01"),
                              .other_sites = 1,
                              .scheme = lit("temporary"),
                              .current_room = lit("SV-101"),
                              .n_members = 2,
                              .members = members};
    ok(store_request_put(store, &r, &e));
    crew = bed_principal("tho", PRINCIPAL_MAINTENANCE, "", 0);
    auditor = bed_principal("kiem", PRINCIPAL_AUDITOR, "", 0);
    office = bed_principal("vanphong", PRINCIPAL_REGISTRAR, "", 0);
    office.all_agencies = true;
    now = NOW;
    return 0;
}

static inline int repair_bed_empty(void **state)
{
    (void)state;
    bed_empty();
    return 0;
}

/* Reports with one answer "variable": "value". */
static inline int report(const struct principal *by, struct repair_new n, const char *variable,
                         const char *value, char code[33])
{
    struct repair_view v = {0};
    struct buf text = {0};
    buf_fmt(&text, "{\"%s\":\"%s\"}", variable, value);
    struct json *answers = json_parse(text.data, text.len, &e);
    n.answers = answers;
    int rc = repair_report(store, by, &n, now, &v, &bad, &e);
    if (rc == ERR_OK)
        snprintf(code, 33, "%s", v.repair.code);
    repair_view_release(&v);
    json_free(answers);
    buf_release(&text);
    return rc;
}

static inline struct repair_view look(const struct principal *by, const char *code)
{
    struct repair_view v = {0};
    ok(repair_get(store, by, code, now, &v, &e));
    return v;
}

#endif
