/* A house with two agencies, four officials and the accounts that tests of the needs act for. All
 * people are synthetic. */
#ifndef NEEDS_BED_H
#define NEEDS_BED_H

#include "store_bed.h"

#include "base/mem.h"
#include "service/official.h"
#include "service/registration.h"
#include "store/register.h"
#include "store/site.h"

static struct store *store;
static struct solver_findings bad;
static const char TODAY[] = "2025-07-10";
enum { NOW = 1752105600 };

/* Of SXD: an, binh; of STC: chi, dung. */
static struct store_official an, binh, chi, dung;
static struct principal lan, mai, planner; /* registrars of SXD and STC */
static struct principal an_self, binh_self, chi_self;
static const struct store_scope ALL = {.sees = STORE_SEES_ALL};

static inline struct store_official bed_official(const char *name, int64_t agency, int number)
{
    char citizen_id[13];
    struct store_official out = {0};
    snprintf(citizen_id, sizeof citizen_id, "034080%06d", number);
    struct store_official o = {.name = lit(name),
                               .born = lit("1980-05-09"),
                               .sex = lit("M"),
                               .citizen_id = citizen_id,
                               .phone = lit("0912345678"),
                               .agency_id = agency,
                               .coefficient_c = 30,
                               .owns_house = 0,
                               .road_km_t = 455,
                               .has_moved = 1,
                               .groups = lit("disabled"),
                               .needs_housing = 1};
    ok(store_official_put(store, &o, &e));
    ok(store_official_get(store, &ALL, o.id, &out, &e));
    return out;
}

static inline struct principal bed_principal(const char *login, enum principal_role role,
                                             const char *agencies, int64_t official)
{
    struct store_account a = {.login = lit(login),
                              .name = lit(login),
                              .role = lit(principal_role_name(role)),
                              .agencies = lit(agencies),
                              .official_id = official};
    ok(store_account_put(store, &a, &e));
    free(a.code);
    return (struct principal){.account_id = a.id, .role = role, .official_id = official};
}

static inline void bed_fill(void)
{
    bed_make();
    ok(store_open(&store, path, STORE_CREATE, &KEY, &e));
    const int64_t sxd = put_agency(store, "SXD"), stc = put_agency(store, "STC");
    struct store_site site = {.code = lit("SV"), .name = lit("Khu sinh viên")};
    ok(store_site_put(store, &site, &e));
    site = (struct store_site){.code = lit("CD"), .name = lit("Khu cao đẳng")};
    ok(store_site_put(store, &site, &e));
    an = bed_official("Nguyễn Văn An", sxd, 1);
    binh = bed_official("Trần Văn Bình", sxd, 2);
    chi = bed_official("Lê Văn Chi", stc, 3);
    dung = bed_official("Phạm Văn Dũng", stc, 4);
    lan = bed_principal("lan", PRINCIPAL_REGISTRAR, "SXD", 0);
    mai = bed_principal("mai", PRINCIPAL_REGISTRAR, "STC", 0);
    planner = bed_principal("planner", PRINCIPAL_PLANNER, "", 0);
    an_self = bed_principal("an", PRINCIPAL_OFFICIAL, "", an.id);
    binh_self = bed_principal("binh", PRINCIPAL_OFFICIAL, "", binh.id);
    chi_self = bed_principal("chi", PRINCIPAL_OFFICIAL, "", chi.id);
}

static inline void bed_empty(void)
{
    store_official_release(&an);
    store_official_release(&binh);
    store_official_release(&chi);
    store_official_release(&dung);
    solver_findings_release(&bad);
    store_close(store);
    bed_remove();
}

/* Whether a finding stands at a pointer. */
static inline bool is_bad(const char *where)
{
    for (size_t i = 0; i < bad.n; i++)
        if (strcmp(bad.items[i].where, where) == 0)
            return true;
    return false;
}

/* A refusal by findings, at that pointer. */
static inline void wrong(int rc, const char *where)
{
    assert_int_equal(rc, ERR_INPUT);
    if (!is_bad(where))
        fail_msg("no finding at %s", where);
    solver_findings_release(&bad);
    e = (struct err){0};
}

#endif
