/* The count of needs, see the header. One table of integers, agencies × columns, filled in one walk
 * over the officials.
 */
#include "service/needs.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "service/policies.h"
#include "service/snapshot.h"
#include "store/register.h"
#include "store/round.h"

/* The first columns; after them pools, bands, km steps. */
enum { COL_ALL, COL_REGISTERED, COL_NO_NEED, COL_SILENT, COL_WOMEN, COL_MEN, N_FIXED };

struct counts {
    const struct policy *policy;
    struct store_agencies agencies;
    struct store_officials officials;
    struct snapshot snapshot;
    size_t n_cols;
    int64_t *cells; /* [agencies.n × n_cols] */
};

static size_t first_band(const struct policy *p)
{
    return N_FIXED + p->n_pools;
}

/* Bands 1 … n_bands + 1, then km: below the first step, the steps, unknown. */
static size_t first_km(const struct policy *p)
{
    return first_band(p) + p->n_bands + 1;
}

static size_t km_column(const struct policy *p, int road_km_t)
{
    if (road_km_t < 0)
        return first_km(p) + p->n_steps + 1;
    size_t step = 0;
    while (step < p->n_steps && road_km_t >= p->steps[step].from_km_t)
        step++;
    return first_km(p) + step;
}

/* The live request of an official; NULL = none. */
static const struct snapshot_request **requests_of(const struct counts *c)
{
    const struct snapshot_request **of = mem_array(c->officials.n, sizeof *of);
    for (size_t i = 0; i < c->snapshot.n_requests; i++) {
        const struct snapshot_request *r = &c->snapshot.requests[i];
        for (size_t k = 0; k < r->n_people; k++) {
            int64_t row = snapshot_official_row(r->person_ids[k]);
            size_t low = 0;
            size_t high = c->officials.n;
            while (low < high) {
                size_t mid = low + (high - low) / 2;
                if (c->officials.items[mid].id < row)
                    low = mid + 1;
                else
                    high = mid;
            }
            if (row > 0 && low < c->officials.n && c->officials.items[low].id == row)
                of[low] = r;
        }
    }
    return of;
}

static void count_official(struct counts *c, const struct store_official *o,
                           const struct snapshot_request *request)
{
    size_t agency = 0;
    while (agency < c->agencies.n && c->agencies.items[agency].id != o->agency_id)
        agency++;
    if (agency == c->agencies.n)
        return;
    int64_t *row = c->cells + agency * c->n_cols;
    row[COL_ALL]++;
    if (request == NULL && o->needs_housing != 1) {
        row[o->needs_housing == 0 ? COL_NO_NEED : COL_SILENT]++;
        return;
    }
    row[COL_REGISTERED]++;
    row[o->sex[0] == 'F' ? COL_WOMEN : COL_MEN]++;
    row[N_FIXED + policy_pool_of(c->policy, o->coefficient_c)]++;
    row[km_column(c->policy, o->road_km_t)]++;
    if (request != NULL)
        row[first_band(c->policy) + (size_t)request->score.band - 1]++;
}

static void add_headings(const struct policy *p, bool is_en, struct grid *g)
{
    char text[64];
    for (size_t i = 0; i < p->n_pools; i++) {
        snprintf(text, sizeof text, is_en ? "Pool %s" : "Nhóm %s", p->pools[i].id);
        grid_column(g, text);
    }
    for (size_t i = 0; i <= p->n_bands; i++) {
        snprintf(text, sizeof text, is_en ? "Band %zu" : "Ưu tiên %zu", i + 1);
        grid_column(g, text);
    }
    for (size_t i = 0; i <= p->n_steps; i++) {
        int from = i > 0 ? p->steps[i - 1].from_km_t / 10 : 0;
        if (i == p->n_steps)
            snprintf(text, sizeof text, "≥ %d km", from);
        else
            snprintf(text, sizeof text, "%d–<%d km", from, p->steps[i].from_km_t / 10);
        grid_column(g, text);
    }
    grid_column(g, is_en ? "km unknown" : "Chưa rõ km");
}

static void build_agencies(const struct counts *c, bool is_en, struct grid *g)
{
    static const char *const vi[] = {
        "Mã", "Cơ quan", "Cán bộ trong danh sách", "Đăng ký", "Không nhu cầu", "Chưa trả lời",
        "Nữ", "Nam"};
    static const char *const en[] = {
        "Code", "Agency", "Officials listed", "Registered", "No need", "No answer", "Women", "Men"};
    int64_t *total = mem_array(c->n_cols, sizeof *total);
    grid_init(g, is_en ? "Needs by agency" : "Nhu cầu theo cơ quan", 8, is_en ? en : vi);
    add_headings(c->policy, is_en, g);
    for (size_t i = 0; i < c->agencies.n; i++) {
        const int64_t *row = c->cells + i * c->n_cols;
        if (row[COL_ALL] == 0)
            continue;
        grid_text(g, c->agencies.items[i].code);
        grid_text(g, c->agencies.items[i].name);
        for (size_t k = 0; k < c->n_cols; k++) {
            grid_int(g, row[k]);
            total[k] += row[k];
        }
    }
    grid_text(g, "");
    grid_text(g, is_en ? "All" : "Tổng cộng");
    for (size_t k = 0; k < c->n_cols; k++)
        grid_int(g, total[k]);
    free(total);
}

static void build_silent(const struct counts *c, bool is_en, struct grid *g)
{
    static const char *const vi[] = {"Mã", "Cơ quan"};
    static const char *const en[] = {"Code", "Agency"};
    grid_init(g, is_en ? "Agencies that have sent nothing" : "Cơ quan chưa gửi danh sách", 2,
              is_en ? en : vi);
    for (size_t i = 0; i < c->agencies.n; i++) {
        if (c->cells[i * c->n_cols + COL_ALL] > 0)
            continue;
        grid_text(g, c->agencies.items[i].code);
        grid_text(g, c->agencies.items[i].name);
    }
}

int needs_build(struct store *store, const struct store_scope *scope, const struct policy *p,
                const char *as_of, const char *lang, struct grid parts[NEEDS_N_PARTS],
                struct err *e)
{
    bool is_en = strcmp(lang, "en") == 0;
    struct counts c = {.policy = p, .n_cols = first_km(p) + p->n_steps + 2};
    const struct store_scope all = {.sees = STORE_SEES_ALL};
    const struct store_scope *seen = scope != NULL ? scope : &all;
    int rc = store_agency_list_seen(store, seen, &c.agencies, e);
    if (rc == ERR_OK)
        rc = store_official_list_seen(store, seen, &c.officials, e);
    if (rc == ERR_OK)
        rc = snapshot_load(&c.snapshot, store, as_of, e);
    if (rc == ERR_OK) {
        snapshot_score(&c.snapshot, p, as_of);
        c.cells = mem_array(c.agencies.n * c.n_cols, sizeof *c.cells);
        const struct snapshot_request **of = requests_of(&c);
        for (size_t i = 0; i < c.officials.n; i++)
            count_official(&c, &c.officials.items[i], of[i]);
        build_agencies(&c, is_en, &parts[NEEDS_AGENCIES]);
        build_silent(&c, is_en, &parts[NEEDS_SILENT]);
        free(of);
    }
    free(c.cells);
    snapshot_release(&c.snapshot);
    store_officials_release(&c.officials);
    store_agencies_release(&c.agencies);
    return rc;
}

int needs_rules(struct store *store, struct policy *p, char as_of[11], struct err *e)
{
    struct store_rounds rounds = {0};
    *p = (struct policy){0};
    int rc = store_round_list(store, &rounds, e);
    if (rc == ERR_OK && rounds.n > 0)
        rc = policies_load(store, rounds.items[0].policy, rounds.items[0].policy_version, p, e);
    else if (rc == ERR_OK)
        rc = policies_load(store, POLICY_DEFAULT_ID, 0, p, e);
    if (rc == ERR_OK)
        snprintf(as_of, 11, "%s", rounds.n > 0 ? rounds.items[0].as_of : p->as_of);
    store_rounds_release(&rounds);
    return rc;
}

void needs_release(struct grid parts[NEEDS_N_PARTS])
{
    for (size_t i = 0; i < NEEDS_N_PARTS; i++)
        grid_release(&parts[i]);
}
