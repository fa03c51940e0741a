/* Tờ trình: the plan as the Department of Construction puts it before the People's Committee. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "document_parts.h"
#include "service/list.h"
#include "service/summary.h"

/* "1.150 hồ sơ" with the number in dots. */
static void add_number(struct buf *out, int64_t n, const char *what)
{
    char text[32];
    paper_number(n, text);
    buf_fmt(out, "%s %s", text, what);
}

static void add_head(const struct allocation *a, const struct document_facts *f, struct paper *p)
{
    struct buf number = {0}, day = {0};
    buf_str(&number, "Số: ");
    document_number(f, 0, "/TTr-SXD", &number);
    buf_str(&day, "Hưng Yên, ");
    document_long_day(f->date, a->as_of, &day);
    paper_pages(p, false);
    paper_head(p, DOCUMENT_COMMITTEE, DOCUMENT_DEPARTMENT, number.data, "", day.data);
    paper_title(p, "TỜ TRÌNH",
                "Về việc phê duyệt phương án bố trí chỗ ở\ncho cán bộ, công chức, viên chức");
    paper_to(p, "Kính gửi: Ủy ban nhân dân tỉnh Hưng Yên");
    buf_release(&number);
    buf_release(&day);
}

static void add_opening(const struct allocation *a, struct paper *p)
{
    struct buf b = {0};
    buf_str(&b, "Trên cơ sở nhu cầu chỗ ở do các cơ quan, đơn vị tổng hợp và quỹ phòng hiện có, Sở "
                "Xây dựng đã lập phương án bố trí chỗ ở cho cán bộ, công chức, viên chức ");
    if (a->plan_id > 0)
        buf_fmt(&b, "(phương án số %" PRId64 ") ", a->plan_id);
    buf_fmt(&b, "theo quy định “%s”, xét tại ngày ", a->policy.name_vi);
    document_day(a->as_of, &b);
    buf_str(&b,
            ". Sở Xây dựng kính trình Ủy ban nhân dân tỉnh xem xét, phê duyệt phương án với các "
            "nội dung sau:");
    paper_text(p, "", b.data);
    buf_release(&b);
}

static void add_need(const struct allocation *a, struct paper *p)
{
    struct buf b = {0};
    int n_people = 0, n_closed = 0, n_beds = 0;
    for (int i = 0; i < a->instance.n_parties; i++)
        n_people += a->instance.parties[i].n_members;
    for (int r = 0; r < a->instance.n_rooms; r++) {
        n_closed += !a->instance.rooms[r].is_usable;
        n_beds += a->instance.rooms[r].is_usable ? allocation_beds(a, r) : 0;
    }
    paper_heading(p, "I. NHU CẦU VÀ QUỸ PHÒNG");
    buf_str(&b, "Nhu cầu: ");
    add_number(&b, (int64_t)a->n_requests, "hồ sơ đăng ký, trong đó ");
    add_number(&b, (int64_t)a->n_eligible, "hồ sơ đủ điều kiện; ");
    buf_str(&b, "phương án xét ");
    add_number(&b, a->instance.n_parties, "hồ sơ với ");
    add_number(&b, n_people, "người cần chỗ ở.");
    paper_text(p, "1.", b.data);
    buf_release(&b);
    buf_str(&b, "Quỹ phòng: ");
    add_number(&b, a->instance.n_rooms, "phòng tại ");
    add_number(&b, a->instance.n_sites, "khu; ");
    if (n_closed > 0)
        add_number(&b, n_closed, "phòng đang sửa chữa, để dành hoặc đóng; ");
    add_number(&b, n_beds, "chỗ nằm sử dụng được.");
    paper_text(p, "2.", b.data);
    buf_release(&b);
}

/* What is proven, and what is not: nothing is claimed that the check did not find. */
static void add_proof(const struct allocation *a, struct paper *p)
{
    struct buf b = {0};
    int n_levels = a->plan.n_levels, n_proven = 0;
    const struct solver_level *last = n_levels > 0 ? &a->plan.levels[n_levels - 1] : NULL;
    bool has_agencies = last != NULL && last->objective == SOLVER_AGENCIES;
    while (n_proven < n_levels && a->plan.levels[n_proven].is_proven)
        n_proven++;
    if (a->plan.status == SOLVER_OPTIMAL)
        buf_fmt(
            &b,
            "Các mức 1 đến %d đã được chứng minh: theo thứ tự các mục tiêu nêu trên, không có "
            "phương án nào tốt hơn. Kết quả đã được kiểm tra độc lập: các quy tắc được tuân thủ, "
            "không có hồ sơ nào phải chờ trong khi hồ sơ cùng loại xếp sau được bố trí.",
            n_levels - (has_agencies ? 1 : 0));
    else
        buf_fmt(
            &b,
            "Đây là phương án tốt nhất tìm được; %d trên %d mức đã được chứng minh là tốt nhất. "
            "Kết quả đã được kiểm tra độc lập: các quy tắc được tuân thủ.",
            n_proven, n_levels);
    if (a->plan.status == SOLVER_OPTIMAL && has_agencies && !last->is_proven)
        buf_fmt(&b, " Riêng mức %d chưa được chứng minh là tốt nhất.", n_levels);
    paper_text(p, "", b.data);
    buf_release(&b);
    if (strcmp(a->seed, ALLOCATE_NO_SEED) == 0)
        buf_str(&b, "Phương án này là kịch bản: chưa rút thăm giữa các hồ sơ ngang nhau, nên chưa "
                    "dùng để công bố.");
    else
        buf_fmt(&b,
                "Các hồ sơ ngang nhau được xếp thứ tự bằng rút thăm với số %s trên danh sách có mã "
                "băm SHA-256:\n%s",
                a->seed, a->list_sha256);
    paper_text(p, "", b.data);
    buf_release(&b);
}

static void add_principles(const struct allocation *a, struct paper *p)
{
    static const struct paper_column columns[] = {{"Mức", PAPER_CENTRE},
                                                  {"Mục tiêu", PAPER_LEFT},
                                                  {"Kết quả", PAPER_RIGHT},
                                                  {"Giới hạn", PAPER_RIGHT},
                                                  {"Chứng minh", PAPER_CENTRE}};
    paper_heading(p, "II. NGUYÊN TẮC VÀ MỨC ĐỘ ĐẠT ĐƯỢC");
    paper_text(
        p, "",
        "Phương án được lập theo các mục tiêu dưới đây, xếp theo mức quan trọng; mục tiêu mức "
        "sau chỉ được xét khi đã giữ trọn kết quả của các mức trước. Giới hạn là kết quả tốt "
        "nhất có thể có ở mức đó.");
    paper_table(p, 5, columns);
    for (int l = 0; l < a->plan.n_levels; l++) {
        const struct solver_level *level = &a->plan.levels[l];
        struct buf name = {0};
        char *own = summary_level_name(level, "vi");
        document_capital(own, &name);
        buf_fmt(&name, " (%s)",
                solver_objective_is_max(level->objective) ? "nhiều nhất" : "ít nhất");
        paper_int(p, l + 1);
        paper_cell(p, name.data);
        paper_int(p, level->value);
        paper_int(p, level->bound);
        paper_cell(p, level->is_proven ? "đã chứng minh" : "chưa");
        buf_release(&name);
        free(own);
    }
    add_proof(a, p);
}

/* Rooms by site and use: the summary's grid, with a site's name above its rows. */
static void add_rooms(const struct allocation *a, const struct grid *g, struct paper *p)
{
    struct paper_column columns[6];
    for (size_t c = 0; c < 6; c++)
        columns[c] = (struct paper_column){g->headings[c + 1], c == 0 ? PAPER_LEFT : PAPER_RIGHT};
    paper_table(p, 6, columns);
    const char *before = "";
    int site_ix = -1;
    for (size_t r = 0; r < grid_n_rows(g); r++) {
        const struct sheet_cell *row = &g->cells[r * g->n_cols];
        bool is_total = r + 1 == grid_n_rows(g);
        bool is_last_of_site = !is_total && strcmp(row[0].text, row[g->n_cols].text) != 0;
        if (!is_total && (r == 0 || strcmp(before, row[0].text) != 0))
            paper_group(p, document_site(a, ++site_ix));
        if (is_total || is_last_of_site)
            paper_sum(p);
        struct buf use = {0};
        document_capital(row[1].text, &use);
        paper_cell(p, is_total ? "Tổng cộng" : is_last_of_site ? "Cộng" : use.data);
        buf_release(&use);
        for (size_t c = 2; c < g->n_cols; c++)
            paper_int(p, strtoll(row[c].text, NULL, 10));
        before = row[0].text;
    }
}

static void add_proposal(const struct allocation *a, struct paper *p)
{
    static const enum paper_align aligns[] = {PAPER_CENTRE, PAPER_RIGHT, PAPER_RIGHT, PAPER_RIGHT,
                                              PAPER_RIGHT,  PAPER_RIGHT, PAPER_RIGHT};
    struct grid parts[SUMMARY_N_PARTS];
    struct buf b = {0};
    int64_t n_people = 0, n_housed = 0, n_waiting = 0;
    for (int i = 0; i < a->instance.n_parties; i++) {
        bool is_housed = a->plan.room_of_party[i] >= 0;
        n_housed += is_housed;
        n_people += is_housed ? a->instance.parties[i].n_members : 0;
        n_waiting += is_housed ? 0 : a->instance.parties[i].n_members;
    }
    summary_build(a, "vi", parts);
    paper_heading(p, "III. PHƯƠNG ÁN ĐỀ NGHỊ");
    buf_str(&b, "Bố trí chỗ ở cho ");
    add_number(&b, n_housed, "hồ sơ với ");
    add_number(&b, n_people, "người (danh sách theo khu tại Phụ lục\u00a0I). ");
    add_number(&b, a->instance.n_parties - n_housed, "hồ sơ với ");
    add_number(&b, n_waiting,
               "người chưa có chỗ, được xếp vào danh sách chờ theo thứ tự ưu tiên "
               "(Phụ lục\u00a0II).");
    paper_text(p, "1.", b.data);
    buf_release(&b);
    paper_text(p, "2.", "Sử dụng các phòng theo khu như sau:");
    add_rooms(a, &parts[SUMMARY_ROOMS], p);
    paper_text(p, "3.", "Kết quả theo nhóm ưu tiên như sau:");
    document_grid(p, &parts[SUMMARY_BANDS], aligns, true);
    summary_release(parts);
}

static void add_request(const struct document_facts *f, struct paper *p)
{
    paper_heading(p, "IV. ĐỀ NGHỊ");
    paper_text(
        p, "",
        "Sở Xây dựng đề nghị Ủy ban nhân dân tỉnh phê duyệt phương án bố trí chỗ ở nêu trên; "
        "giao Sở Xây dựng phối hợp với Văn phòng Ủy ban nhân dân tỉnh và các cơ quan, đơn vị "
        "thông báo kết quả, tổ chức bàn giao phòng, và bố trí chỗ không có người nhận cho hồ "
        "sơ kế tiếp trong danh sách chờ.");
    paper_text(p, "", "Kính trình Ủy ban nhân dân tỉnh xem xét, quyết định./.");
    document_end(p, "- Như trên;\n- Văn phòng UBND tỉnh;\n- Lưu: VT, QLN.", "GIÁM ĐỐC", f);
}

static void add_annex_head(const struct allocation *a, const struct document_facts *f,
                           const char *label, const char *name, struct paper *p)
{
    struct buf b = {0};
    document_belongs_to(f, "Tờ trình", "/TTr-SXD", " của Sở Xây dựng", a->as_of, &b);
    paper_pages(p, true);
    paper_annex(p, label, name, b.data);
    buf_release(&b);
}

static void add_housed(const struct allocation *a, struct paper *p)
{
    static const struct paper_column columns[] = {
        {"STT", PAPER_CENTRE},           {"Họ và tên", PAPER_LEFT},
        {"Cơ quan, đơn vị", PAPER_LEFT}, {"Mã hồ sơ", PAPER_LEFT},
        {"Phòng", PAPER_LEFT},           {"Người nhà ở cùng", PAPER_CENTRE},
        {"Nhóm ưu tiên", PAPER_CENTRE},  {"Điểm", PAPER_CENTRE}};
    size_t n;
    struct document_housed *all = document_housed(a, &n);
    paper_table(p, 8, columns);
    for (size_t i = 0; i < n; i++) {
        if (i == 0 || all[i].site_ix != all[i - 1].site_ix)
            paper_group(p, document_site(a, all[i].site_ix));
        paper_int(p, (int64_t)i + 1);
        paper_cell(p, all[i].name);
        paper_cell(p, all[i].person->agency_name);
        paper_cell(p, all[i].request->id);
        paper_cell(p, all[i].room->id);
        if (all[i].n_family > 0)
            paper_int(p, all[i].n_family);
        else
            paper_cell(p, "");
        paper_int(p, all[i].party->band);
        paper_int(p, all[i].party->points);
    }
    free(all);
}

static void add_waiting(const struct allocation *a, struct paper *p)
{
    static const enum paper_align aligns[] = {PAPER_CENTRE, PAPER_LEFT,   PAPER_LEFT,   PAPER_LEFT,
                                              PAPER_CENTRE, PAPER_CENTRE, PAPER_CENTRE, PAPER_LEFT};
    struct grid parts[LIST_MAX_PARTS];
    size_t n = list_build(a, LIST_STAFF, parts);
    document_grid(p, &parts[1], aligns, false);
    list_release(parts, n);
}

void document_submission(const struct allocation *a, const struct document_facts *f,
                         struct paper *p)
{
    add_head(a, f, p);
    add_opening(a, p);
    add_need(a, p);
    add_principles(a, p);
    add_proposal(a, p);
    add_request(f, p);
    add_annex_head(a, f, "Phụ lục I", "DANH SÁCH ĐỀ NGHỊ BỐ TRÍ CHỖ Ở THEO KHU", p);
    add_housed(a, p);
    add_annex_head(a, f, "Phụ lục II", "DANH SÁCH CHỜ THEO THỨ TỰ ƯU TIÊN", p);
    add_waiting(a, p);
}
