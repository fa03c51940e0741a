/* The summary of a plan, see the header. Counts by plain loops over parties and rooms: a few
 * thousand of each, once per plan.
 */
#include "service/summary.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

/* Uses after those of the pools. */
enum { USE_PRIVATE, USE_UNUSED, USE_CLOSED, N_OTHER_USES };

size_t summary_n_uses(const struct allocation *a)
{
    return (size_t)a->instance.policy.n_pools + N_OTHER_USES;
}

/* People in a room, and one of its parties (-1 = none). */
static int people_in(const struct allocation *a, int room_ix, int *party_ix)
{
    int n = 0;
    *party_ix = -1;
    for (int p = 0; p < a->instance.n_parties; p++)
        if (a->plan.room_of_party[p] == room_ix) {
            n += a->instance.parties[p].n_members;
            *party_ix = p;
        }
    return n;
}

static size_t use_of_room(const struct allocation *a, int room_ix, int party_ix)
{
    size_t n_pools = (size_t)a->instance.policy.n_pools;
    if (!a->instance.rooms[room_ix].is_usable)
        return n_pools + USE_CLOSED;
    if (party_ix < 0)
        return n_pools + USE_UNUSED;
    if (a->instance.parties[party_ix].is_private)
        return n_pools + USE_PRIVATE;
    return (size_t)a->instance.parties[party_ix].pool_ix;
}

/* Places under a use: a private room has none left, a closed one none at all. */
static int places_of(const struct allocation *a, size_t use, int beds, int n_people)
{
    size_t n_pools = (size_t)a->instance.policy.n_pools;
    if (use == n_pools + USE_CLOSED)
        return 0;
    if (use == n_pools + USE_PRIVATE)
        return n_people;
    if (use < n_pools) {
        int occupancy = a->instance.policy.pools[use].occupancy;
        return occupancy > 0 && occupancy < beds ? occupancy : beds;
    }
    return beds;
}

struct summary_use summary_count(const struct allocation *a, int site_ix, size_t use)
{
    struct summary_use sum = {0};
    for (int r = 0; r < a->instance.n_rooms; r++) {
        int party_ix;
        if (a->instance.rooms[r].site_ix != site_ix)
            continue;
        int n_people = people_in(a, r, &party_ix);
        if (use_of_room(a, r, party_ix) != use)
            continue;
        int beds = allocation_beds(a, r);
        int places = places_of(a, use, beds, n_people);
        sum.n_rooms++;
        sum.n_beds += beds;
        sum.n_places += places;
        sum.n_people += n_people;
        sum.n_vacant += places > n_people ? places - n_people : 0;
    }
    return sum;
}

static bool is_english(const char *lang)
{
    return strcmp(lang, "en") == 0;
}

static void use_name(const struct allocation *a, size_t use, const char *lang, char *out,
                     size_t cap)
{
    static const char *const names[N_OTHER_USES][2] = {
        [USE_PRIVATE] = {"ở riêng", "private"},
        [USE_UNUSED] = {"chưa dùng", "not used"},
        [USE_CLOSED] = {"đóng, sửa chữa", "closed, repair"},
    };
    size_t n_pools = (size_t)a->instance.policy.n_pools;
    if (use < n_pools)
        snprintf(out, cap, is_english(lang) ? "pool %s, shared" : "nhóm %s, ở ghép",
                 a->instance.policy.pools[use].id);
    else
        snprintf(out, cap, "%s", names[use - n_pools][is_english(lang) ? 1 : 0]);
}

static void add_use(struct grid *g, const char *site, const char *use,
                    const struct summary_use *sum)
{
    grid_text(g, site);
    grid_text(g, use);
    grid_int(g, sum->n_rooms);
    grid_int(g, sum->n_beds);
    grid_int(g, sum->n_places);
    grid_int(g, sum->n_people);
    grid_int(g, sum->n_vacant);
}

static void add_sum(struct summary_use *total, const struct summary_use *part)
{
    total->n_rooms += part->n_rooms;
    total->n_beds += part->n_beds;
    total->n_places += part->n_places;
    total->n_people += part->n_people;
    total->n_vacant += part->n_vacant;
}

static void build_rooms(const struct allocation *a, const char *lang, struct grid *g)
{
    static const char *const vi[] = {"Khu",   "Cách dùng", "Phòng", "Chỗ nằm", "Chỗ theo cách dùng",
                                     "Người", "Còn trống"};
    static const char *const en[] = {"Site", "Use", "Rooms", "Beds", "Places", "People", "Vacant"};
    bool is_en = is_english(lang);
    struct summary_use total = {0};
    grid_init(g, is_en ? "Rooms by site and use" : "Phòng theo khu và cách dùng", 7,
              is_en ? en : vi);
    for (int s = 0; s < a->instance.n_sites; s++) {
        struct summary_use of_site = {0};
        const struct solver_site *site = &a->instance.sites[s];
        for (size_t use = 0; use < summary_n_uses(a); use++) {
            char name[64];
            struct summary_use sum = summary_count(a, s, use);
            add_sum(&of_site, &sum);
            use_name(a, use, lang, name, sizeof name);
            if (sum.n_rooms > 0)
                add_use(g, site->id, name, &sum);
        }
        add_use(g, site->id, is_en ? "together" : "cả khu", &of_site);
        add_sum(&total, &of_site);
    }
    add_use(g, is_en ? "All" : "Tất cả", "", &total);
}

/* Parties and people of one band. */
struct band_count {
    int asked[2]; /* parties, people */
    int housed[2];
};

static struct band_count count_band(const struct allocation *a, int band)
{
    struct band_count c = {0};
    for (int p = 0; p < a->instance.n_parties; p++) {
        const struct solver_party *party = &a->instance.parties[p];
        if (band != 0 && party->band != band)
            continue;
        c.asked[0]++;
        c.asked[1] += party->n_members;
        if (a->plan.room_of_party[p] >= 0) {
            c.housed[0]++;
            c.housed[1] += party->n_members;
        }
    }
    return c;
}

static void build_bands(const struct allocation *a, const char *lang, struct grid *g)
{
    static const char *const vi[] = {"Nhóm ưu tiên", "Hồ sơ",     "Người",    "Hồ sơ có chỗ",
                                     "Người có chỗ", "Hồ sơ chờ", "Người chờ"};
    static const char *const en[] = {
        "Band",          "Requests",         "People",        "Requests housed",
        "People housed", "Requests waiting", "People waiting"};
    bool is_en = is_english(lang);
    int last = 0;
    for (int p = 0; p < a->instance.n_parties; p++)
        if (a->instance.parties[p].band > last)
            last = a->instance.parties[p].band;
    grid_init(g, is_en ? "Need by priority band" : "Nhu cầu theo nhóm ưu tiên", 7, is_en ? en : vi);
    for (int row = 1; row <= last + 1; row++) {
        char name[32];
        struct band_count c = count_band(a, row <= last ? row : 0);
        if (row <= last)
            snprintf(name, sizeof name, "%d", row);
        else
            snprintf(name, sizeof name, "%s", is_en ? "All" : "Tất cả");
        grid_text(g, name);
        grid_int(g, c.asked[0]);
        grid_int(g, c.asked[1]);
        grid_int(g, c.housed[0]);
        grid_int(g, c.housed[1]);
        grid_int(g, c.asked[0] - c.housed[0]);
        grid_int(g, c.asked[1] - c.housed[1]);
    }
}

char *summary_level_name(const struct solver_level *level, const char *lang)
{
    static const char *const names[SOLVER_N_OBJECTIVES][2] = {
        [SOLVER_KEEP_HOUSED] = {"người đang ở được giữ chỗ", "people kept housed"},
        [SOLVER_HOUSED_BY_BAND] = {"người được bố trí, nhóm ưu tiên", "people housed, band"},
        [SOLVER_POINTS] = {"tổng điểm của người được bố trí", "points of those housed"},
        [SOLVER_ORDER] = {"theo thứ tự chung", "by the order"},
        [SOLVER_MOVES] = {"người phải chuyển phòng", "people who must move"},
        [SOLVER_PREFERENCES] = {"điểm trừ nguyện vọng", "wish penalties"},
        [SOLVER_ROOMS] = {"số phòng dùng", "rooms used"},
        [SOLVER_AGENCIES] = {"cơ quan khác nhau trong một phòng", "agencies mixed in rooms"},
    };
    char text[128];
    const char *name = names[level->objective][is_english(lang) ? 1 : 0];
    if (level->objective == SOLVER_HOUSED_BY_BAND)
        snprintf(text, sizeof text, "%s %d", name, level->band);
    else
        snprintf(text, sizeof text, "%s", name);
    return mem_dup(text);
}

static void build_levels(const struct allocation *a, const char *lang, struct grid *g)
{
    static const char *const vi[] = {"Mức", "Mục tiêu", "Chiều", "Đạt", "Giới hạn", "Chứng minh"};
    static const char *const en[] = {"Level", "Objective", "Sense", "Value", "Bound", "Proven"};
    bool is_en = is_english(lang);
    grid_init(g, is_en ? "Objectives, most important first" : "Các mục tiêu, quan trọng nhất trước",
              6, is_en ? en : vi);
    for (int l = 0; l < a->plan.n_levels; l++) {
        const struct solver_level *level = &a->plan.levels[l];
        char *name = summary_level_name(level, lang);
        bool is_max = solver_objective_is_max(level->objective);
        grid_int(g, l + 1);
        grid_text(g, name);
        grid_text(g, is_en ? (is_max ? "most" : "least") : (is_max ? "nhiều nhất" : "ít nhất"));
        grid_int(g, level->value);
        grid_int(g, level->bound);
        grid_text(g, is_en ? (level->is_proven ? "yes" : "no")
                           : (level->is_proven ? "đã chứng minh" : "chưa"));
        free(name);
    }
}

void summary_build(const struct allocation *a, const char *lang, struct grid parts[SUMMARY_N_PARTS])
{
    build_rooms(a, lang, &parts[SUMMARY_ROOMS]);
    build_bands(a, lang, &parts[SUMMARY_BANDS]);
    build_levels(a, lang, &parts[SUMMARY_LEVELS]);
}

void summary_release(struct grid parts[SUMMARY_N_PARTS])
{
    for (size_t i = 0; i < SUMMARY_N_PARTS; i++)
        grid_release(&parts[i]);
}

/* The parties and rooms that contradict each other, where no plan exists. */
static void add_conflict(const struct allocation *a, bool is_en, struct buf *out)
{
    if (a->plan.status != SOLVER_INFEASIBLE)
        return;
    buf_str(out, is_en ? "Conflict:  requests" : "Mâu thuẫn:  hồ sơ");
    for (int i = 0; i < a->plan.n_conflict_parties; i++)
        buf_fmt(out, " %s", a->instance.parties[a->plan.conflict_parties[i]].id);
    buf_str(out, is_en ? "; rooms" : "; phòng");
    for (int i = 0; i < a->plan.n_conflict_rooms; i++)
        buf_fmt(out, " %s", a->instance.rooms[a->plan.conflict_rooms[i]].id);
    buf_char(out, '\n');
}

static void add_verdict(const struct allocation *a, bool is_en, struct buf *out)
{
    if (a->faults.n == 0)
        buf_str(out, is_en ? "Check:     all holds: rules, levels and order of need recounted\n"
                           : "Kiểm tra:   đúng: quy tắc, các mức và thứ tự ưu tiên đã tính lại\n");
    else
        buf_fmt(out,
                is_en ? "Check:     %zu things do NOT hold\n" : "Kiểm tra:   %zu điều KHÔNG đúng\n",
                a->faults.n);
    for (size_t i = 0; i < a->faults.n && i < 20; i++)
        buf_fmt(out, "  %s: %s\n", a->faults.items[i].where,
                is_en ? a->faults.items[i].en : a->faults.items[i].vi);
}

void summary_head(const struct allocation *a, const char *lang, struct buf *out)
{
    bool is_en = is_english(lang);
    buf_fmt(out, is_en ? "Policy:    %s (%s), as of %s\n" : "Chính sách: %s (%s), tính đến %s\n",
            is_en ? a->policy.name_en : a->policy.name_vi, a->policy.id, a->as_of);
    if (strcmp(a->as_of, a->policy.in_force_from) < 0)
        buf_fmt(out,
                is_en ? "           (the policy is in force from %s only)\n"
                      : "            (chính sách chỉ có hiệu lực từ %s)\n",
                a->policy.in_force_from);
    buf_fmt(out,
            is_en ? "Requests:  %zu, of them %zu eligible, %zu not (yet)\n"
                  : "Hồ sơ:      %zu, đủ điều kiện %zu, chưa đủ điều kiện %zu\n",
            a->n_requests, a->n_eligible, a->n_requests - a->n_eligible);
    if (strcmp(a->seed, ALLOCATE_NO_SEED) == 0)
        buf_str(out, is_en ? "Draw:      none yet: a scenario, not to be published\n"
                           : "Rút thăm:   chưa có: đây là kịch bản, không công bố\n");
    else
        buf_fmt(out, is_en ? "Draw:      seed %s\n" : "Rút thăm:   số %s\n", a->seed);
    buf_fmt(out, is_en ? "List:      SHA-256 %s\n" : "Danh sách:  SHA-256 %s\n", a->list_sha256);
    buf_fmt(out, is_en ? "Plan:      %s\n" : "Phương án:  %s\n",
            allocation_status_name(a->plan.status, lang));
    add_conflict(a, is_en, out);
    if (a->elapsed_s > 0)
        buf_fmt(out, is_en ? "Time:      %.1f s\n" : "Thời gian:  %.1f giây\n", a->elapsed_s);
    add_verdict(a, is_en, out);
}
