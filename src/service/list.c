/* Lists of a plan for people, see the header. */
#include "service/list.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "base/text.h"

/* One person who moves in. */
struct housed {
    const char *name;
    const struct snapshot_request *request;
    const struct solver_site *site;
    const struct solver_room *room;
    size_t person_ix;
    int site_ix;
};

static int compare_housed(const void *x, const void *y)
{
    const struct housed *a = x;
    const struct housed *b = y;
    if (a->site_ix != b->site_ix)
        return a->site_ix < b->site_ix ? -1 : 1;
    int c = text_compare_names(a->name, b->name);
    if (c != 0)
        return c;
    c = strcmp(a->request->id, b->request->id);
    if (c != 0)
        return c;
    return (a->person_ix > b->person_ix) - (a->person_ix < b->person_ix);
}

/* Everybody the plan houses, sorted; family members only for the staff. The caller frees. */
static struct housed *collect_housed(const struct allocation *a, enum list_audience audience,
                                     size_t *n_out)
{
    struct housed *all = NULL;
    size_t n = 0;
    for (int p = 0; p < a->instance.n_parties; p++) {
        int room_ix = a->plan.room_of_party[p];
        size_t r = a->request_of_party[p];
        if (room_ix < 0 || r >= a->snapshot.n_requests)
            continue;
        const struct solver_room *room = &a->instance.rooms[room_ix];
        const struct snapshot_request *request = &a->snapshot.requests[r];
        for (size_t i = 0; i < request->n_people; i++) {
            if (audience == LIST_PUBLIC && !request->people[i].is_official)
                continue;
            all = mem_grow(all, n + 1, sizeof *all);
            all[n++] = (struct housed){.name = request->person_names[i],
                                       .request = request,
                                       .site = &a->instance.sites[room->site_ix],
                                       .room = room,
                                       .person_ix = i,
                                       .site_ix = room->site_ix};
        }
    }
    if (n > 0)
        qsort(all, n, sizeof *all, compare_housed);
    *n_out = n;
    return all;
}

static const char *relation_name(enum score_relation relation)
{
    switch (relation) {
    case SCORE_SELF:
        return "bản thân";
    case SCORE_SPOUSE:
        return "vợ/chồng";
    case SCORE_CHILD:
        return "con";
    case SCORE_COMPANION:
        return "ở cùng";
    }
    return "";
}

/* A site without a name goes by its id. */
static const char *site_name(const struct solver_site *site)
{
    return site->name[0] != '\0' ? site->name : site->id;
}

static void list_public(const struct allocation *a, struct grid *g)
{
    static const char *const headings[] = {"STT", "Họ và tên", "Đơn vị công tác", "Khu nhà ở"};
    size_t n;
    struct housed *all = collect_housed(a, LIST_PUBLIC, &n);
    grid_init(g, "Danh sách được bố trí chỗ ở", 4, headings);
    for (size_t i = 0; i < n; i++) {
        grid_int(g, (int64_t)i + 1);
        grid_text(g, all[i].name);
        grid_text(g, all[i].request->people[all[i].person_ix].agency_name);
        grid_text(g, site_name(all[i].site));
    }
    free(all);
}

static void list_staff(const struct allocation *a, struct grid *g)
{
    static const char *const headings[] = {"STT",   "Họ và tên", "Đơn vị công tác", "Khu nhà ở",
                                           "Phòng", "Mã hồ sơ",  "Quan hệ"};
    size_t n;
    struct housed *all = collect_housed(a, LIST_STAFF, &n);
    grid_init(g, "Danh sách bố trí phòng", 7, headings);
    for (size_t i = 0; i < n; i++) {
        const struct score_person *person = &all[i].request->people[all[i].person_ix];
        grid_int(g, (int64_t)i + 1);
        grid_text(g, all[i].name);
        grid_text(g, person->agency_name);
        grid_text(g, site_name(all[i].site));
        grid_text(g, all[i].room->id);
        grid_text(g, all[i].request->id);
        grid_text(g, relation_name(person->relation));
    }
    free(all);
}

char *list_reason_text(const struct solver_reason *reason, const char *lang)
{
    /* before and after the count, in both languages */
    static const char *const texts[SOLVER_N_REASONS][4] = {
        [SOLVER_NO_FITTING_ROOM] = {"không có phòng nào phù hợp (đã xét ", " phòng)",
                                    "no room fits (", " rooms looked at)"},
        [SOLVER_NO_BED_FOR_MODE] = {"hết chỗ: ", " phòng phù hợp đã kín người",
                                    "no bed left: ", " fitting rooms are full"},
        [SOLVER_SITE_NOT_ACCEPTED] = {"", " phòng ở khu không đăng ký", "",
                                      " rooms are at sites not asked for"},
        [SOLVER_POOL_NOT_ADMITTED] = {"", " phòng chỉ dành cho nhóm hệ số khác", "",
                                      " rooms are for other pools"},
        [SOLVER_ROOMS_CLOSED] = {"", " phòng đang sửa chữa, để dành hoặc đóng", "",
                                 " rooms are closed, reserved or under repair"},
        [SOLVER_NEEDS_UNMET] = {"", " phòng thiếu điều kiện thiết yếu", "",
                                " rooms lack what is needed"},
        [SOLVER_TOO_LARGE] = {"", " phòng không đủ chỗ cho cả hồ sơ", "",
                              " rooms are too small for the whole party"},
        [SOLVER_BANNED] = {"", " phòng bị loại trừ", "", " rooms are ruled out"},
    };
    struct buf b = {0};
    const char *const *text = texts[reason->code] + (strcmp(lang, "en") == 0 ? 2 : 0);
    buf_fmt(&b, "%s%d%s", text[0], reason->n_rooms, text[1]);
    return buf_take(&b);
}

static char *reasons_text(const struct solver_unplaced *unplaced)
{
    struct buf b = {0};
    for (int i = 0; i < unplaced->n_reasons; i++) {
        char *one = list_reason_text(&unplaced->reasons[i], "vi");
        buf_fmt(&b, "%s%s", i == 0 ? "" : "; ", one);
        free(one);
    }
    return buf_take(&b);
}

struct waiting {
    int party_ix;
    int order;
};

static int compare_waiting(const void *x, const void *y)
{
    const struct waiting *a = x;
    const struct waiting *b = y;
    return (a->order > b->order) - (a->order < b->order);
}

/* Name of the one who filed the request. */
static const char *applicant_name(const struct snapshot_request *r)
{
    for (size_t i = 0; i < r->n_people; i++)
        if (r->people[i].relation == SCORE_SELF)
            return r->person_names[i];
    return r->n_people > 0 ? r->person_names[0] : "";
}

static void add_waiting(const struct allocation *a, int p, struct grid *g)
{
    const struct solver_party *party = &a->instance.parties[p];
    size_t r = a->request_of_party[p];
    bool is_known = r < a->snapshot.n_requests;
    char *reasons = reasons_text(&a->plan.unplaced[p]);
    grid_int(g, party->order);
    grid_text(g, is_known ? applicant_name(&a->snapshot.requests[r]) : "");
    grid_text(g, is_known ? a->snapshot.requests[r].agency_name : "");
    grid_text(g, party->id);
    grid_int(g, party->n_members);
    grid_int(g, party->band);
    grid_int(g, party->points);
    grid_text(g, reasons);
    free(reasons);
}

static void list_waiting(const struct allocation *a, struct grid *g)
{
    static const char *const headings[] = {"Thứ tự",   "Họ và tên", "Đơn vị công tác",
                                           "Mã hồ sơ", "Số người",  "Nhóm ưu tiên",
                                           "Điểm",     "Lý do"};
    int n_parties = a->instance.n_parties;
    struct waiting *all = mem_array((size_t)n_parties, sizeof *all);
    size_t n = 0;
    for (int p = 0; p < n_parties; p++)
        if (a->plan.room_of_party[p] < 0)
            all[n++] = (struct waiting){p, a->instance.parties[p].order};
    if (n > 0)
        qsort(all, n, sizeof *all, compare_waiting);
    grid_init(g, "Danh sách chờ", 8, headings);
    for (size_t i = 0; i < n; i++)
        add_waiting(a, all[i].party_ix, g);
    free(all);
}

size_t list_build(const struct allocation *a, enum list_audience audience,
                  struct grid parts[LIST_MAX_PARTS])
{
    switch (audience) {
    case LIST_PUBLIC:
        list_public(a, &parts[0]);
        return 1;
    case LIST_STAFF:
        list_staff(a, &parts[0]);
        list_waiting(a, &parts[1]);
        return 2;
    }
    return 0;
}

void list_release(struct grid *parts, size_t n_parts)
{
    for (size_t i = 0; i < n_parts; i++)
        grid_release(&parts[i]);
}
