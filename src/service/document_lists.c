/* Lists: the annex of the decision, as paper and as a sheet, and what each agency gets. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "document_parts.h"

#define ANNEX_NAME "DANH SÁCH CÁN BỘ, CÔNG CHỨC, VIÊN CHỨC\nĐƯỢC BỐ TRÍ CHỖ Ở"

static void add_family(struct paper *p, int n)
{
    if (n > 0)
        paper_int(p, n);
    else
        paper_cell(p, "");
}

void document_annex(const struct allocation *a, const struct document_facts *f, struct paper *p)
{
    static const struct paper_column columns[] = {{"STT", PAPER_CENTRE},
                                                  {"Họ và tên", PAPER_LEFT},
                                                  {"Cơ quan, đơn vị", PAPER_LEFT},
                                                  {"Phòng", PAPER_LEFT},
                                                  {"Người nhà ở cùng", PAPER_CENTRE}};
    size_t n;
    struct document_housed *all = document_housed(a, &n);
    struct buf b = {0};
    int n_family = 0;
    document_belongs_to(f, "Quyết định", "/QĐ-UBND", "\ncủa Ủy ban nhân dân tỉnh Hưng Yên",
                        a->as_of, &b);
    paper_pages(p, false);
    paper_annex(p, "Phụ lục", ANNEX_NAME, b.data);
    paper_table(p, 5, columns);
    for (size_t i = 0; i < n; i++) {
        if (i == 0 || all[i].site_ix != all[i - 1].site_ix)
            paper_group(p, document_site(a, all[i].site_ix));
        paper_int(p, (int64_t)i + 1);
        paper_cell(p, all[i].name);
        paper_cell(p, all[i].person->agency_name);
        paper_cell(p, all[i].room->id);
        add_family(p, all[i].n_family);
        n_family += all[i].n_family;
    }
    char number[32];
    paper_number((int64_t)n, number);
    buf_release(&b);
    buf_fmt(&b, "Danh sách gồm %s cán bộ, công chức, viên chức", number);
    paper_number(n_family, number);
    buf_fmt(&b, n_family > 0 ? " và %s người nhà ở cùng./." : "./.", number);
    paper_text(p, "", b.data);
    buf_release(&b);
    free(all);
}

void document_annex_sheet(const struct allocation *a, const struct document_facts *f,
                          struct grid *out)
{
    static const char *const headings[] = {"STT",       "Họ và tên", "Cơ quan, đơn vị",
                                           "Khu nhà ở", "Phòng",     "Người nhà ở cùng"};
    size_t n;
    struct document_housed *all = document_housed(a, &n);
    grid_init(out, f->is_demo ? "Bố trí chỗ ở (dữ liệu mẫu)" : "Bố trí chỗ ở", 6, headings);
    for (size_t i = 0; i < n; i++) {
        grid_int(out, (int64_t)i + 1);
        grid_text(out, all[i].name);
        grid_text(out, all[i].person->agency_name);
        grid_text(out, document_site(a, all[i].site_ix));
        grid_text(out, all[i].room->id);
        grid_int(out, all[i].n_family);
    }
    free(all);
}

/* ---- by agency ---- */

/* Names of all agencies with somebody in the plan or refused, ascending. */
struct agencies {
    size_t n;
    const char **names; /* [n] */
};

static int compare_agencies(const void *x, const void *y)
{
    return text_compare_vn(*(const char *const *)x, *(const char *const *)y);
}

static struct agencies collect_agencies(const struct allocation *a)
{
    struct agencies all = {0};
    for (size_t r = 0; r < a->snapshot.n_requests; r++)
        for (size_t i = 0; i < a->snapshot.requests[r].n_people; i++) {
            const struct score_person *person = &a->snapshot.requests[r].people[i];
            if (!person->is_official || person->agency_name[0] == '\0')
                continue;
            all.names = mem_grow(all.names, all.n + 1, sizeof *all.names);
            all.names[all.n++] = person->agency_name;
        }
    if (all.n > 0)
        qsort(all.names, all.n, sizeof *all.names, compare_agencies);
    size_t n = 0;
    for (size_t i = 0; i < all.n; i++)
        if (n == 0 || strcmp(all.names[n - 1], all.names[i]) != 0)
            all.names[n++] = all.names[i];
    all.n = n;
    return all;
}

static int compare_by_name(const void *x, const void *y)
{
    const struct document_housed *a = x, *b = y;
    int c = text_compare_names(a->name, b->name);
    return c != 0 ? c : strcmp(a->request->id, b->request->id);
}

/* Housed people of the agency, by given name; false where there are none. */
static bool add_housed(const struct allocation *a, const struct document_housed *all, size_t n,
                       const char *agency, struct paper *p)
{
    static const struct paper_column columns[] = {
        {"STT", PAPER_CENTRE},     {"Họ và tên", PAPER_LEFT}, {"Mã hồ sơ", PAPER_LEFT},
        {"Khu nhà ở", PAPER_LEFT}, {"Phòng", PAPER_LEFT},     {"Người nhà ở cùng", PAPER_CENTRE}};
    int64_t number = 0;
    for (size_t i = 0; i < n; i++) {
        if (strcmp(all[i].person->agency_name, agency) != 0)
            continue;
        if (number == 0) {
            paper_heading(p, "Được bố trí chỗ ở");
            paper_table(p, 6, columns);
        }
        paper_int(p, ++number);
        paper_cell(p, all[i].name);
        paper_cell(p, all[i].request->id);
        paper_cell(p, document_site(a, all[i].site_ix));
        paper_cell(p, all[i].room->id);
        add_family(p, all[i].n_family);
    }
    return number > 0;
}

static bool add_waiting(const struct allocation *a, const int *waiting, size_t n,
                        const char *agency, struct paper *p)
{
    static const struct paper_column columns[] = {
        {"Vị trí chờ", PAPER_CENTRE}, {"Họ và tên", PAPER_LEFT},      {"Mã hồ sơ", PAPER_LEFT},
        {"Số người", PAPER_CENTRE},   {"Nhóm ưu tiên", PAPER_CENTRE}, {"Điểm", PAPER_CENTRE}};
    bool is_any = false;
    for (size_t i = 0; i < n; i++) {
        const struct solver_party *party = &a->instance.parties[waiting[i]];
        size_t r = a->request_of_party[waiting[i]];
        const char *name;
        if (r >= a->snapshot.n_requests || strcmp(a->snapshot.requests[r].agency_name, agency) != 0)
            continue;
        if (!is_any) {
            paper_heading(p, "Trong danh sách chờ");
            paper_table(p, 6, columns);
        }
        is_any = true;
        document_applicant(&a->snapshot.requests[r], &name);
        paper_int(p, (int64_t)i + 1);
        paper_cell(p, name);
        paper_cell(p, party->id);
        paper_int(p, party->n_members);
        paper_int(p, party->band);
        paper_int(p, party->points);
    }
    return is_any;
}

static bool add_refused(const struct allocation *a, const char *agency, struct paper *p)
{
    static const struct paper_column columns[] = {{"STT", PAPER_CENTRE},
                                                  {"Họ và tên", PAPER_LEFT},
                                                  {"Mã hồ sơ", PAPER_LEFT},
                                                  {"Lý do", PAPER_LEFT}};
    int64_t number = 0;
    bool *is_party = mem_array(a->snapshot.n_requests, sizeof *is_party);
    for (int i = 0; i < a->instance.n_parties; i++)
        if (a->request_of_party[i] < a->snapshot.n_requests)
            is_party[a->request_of_party[i]] = true;
    for (size_t r = 0; r < a->snapshot.n_requests; r++) {
        const struct snapshot_request *request = &a->snapshot.requests[r];
        const char *name;
        struct buf reasons = {0};
        if (is_party[r] || request->score.is_eligible || strcmp(request->agency_name, agency) != 0)
            continue;
        if (number == 0) {
            paper_heading(p, "Chưa đủ điều kiện");
            paper_table(p, 4, columns);
        }
        document_applicant(request, &name);
        document_faults(request, &reasons);
        paper_int(p, ++number);
        paper_cell(p, name);
        paper_cell(p, request->id);
        paper_cell(p, reasons.data == NULL ? "" : reasons.data);
        buf_release(&reasons);
    }
    free(is_party);
    return number > 0;
}

static void add_agency_head(const struct allocation *a, const struct document_facts *f,
                            const char *agency, struct paper *p)
{
    struct buf name = {0}, of = {0};
    buf_fmt(&name, "KẾT QUẢ XÉT BỐ TRÍ CHỖ Ở\n%s", agency);
    if (f->number != NULL && f->number[0] != '\0') {
        document_belongs_to(f, "Quyết định", "/QĐ-UBND", "\ncủa Ủy ban nhân dân tỉnh Hưng Yên",
                            a->as_of, &of);
    } else {
        buf_fmt(&of, "(Xét tại ngày ");
        document_day(a->as_of, &of);
        buf_str(&of, ")");
    }
    paper_pages(p, false);
    paper_annex(p, "", name.data, of.data);
    buf_release(&name);
    buf_release(&of);
}

void document_agency_lists(const struct allocation *a, const struct document_facts *f,
                           struct paper *p)
{
    size_t n_housed, n_waiting;
    struct document_housed *housed = document_housed(a, &n_housed);
    int *waiting = document_waiting(a, &n_waiting);
    struct agencies agencies = collect_agencies(a);
    if (n_housed > 0)
        qsort(housed, n_housed, sizeof *housed, compare_by_name);
    for (size_t i = 0; i < agencies.n; i++) {
        const char *agency = agencies.names[i];
        add_agency_head(a, f, agency, p);
        bool is_any = add_housed(a, housed, n_housed, agency, p);
        is_any = add_waiting(a, waiting, n_waiting, agency, p) || is_any;
        is_any = add_refused(a, agency, p) || is_any;
        if (!is_any)
            paper_text(p, "", "Không có hồ sơ nào được xét trong phương án này.");
    }
    free(agencies.names);
    free(waiting);
    free(housed);
}
