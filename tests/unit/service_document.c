/* Laws of the documents: who is housed stands in them once and who is not gets one letter; a letter
 * names nobody but its reader; nothing is claimed that the plan does not say.
 */
#include "guests.h"

#include "service/document.h"

static const char DEMO_WORD[] = "Dữ liệu mẫu";

static struct err e;

/* A request that does not qualify, with a companion who does. */
static void add_refused(struct allocation *a)
{
    static const char *const names[] = {"Hồ Thị Yến", "Ngô Văn Út"};
    struct snapshot *s = &a->snapshot;
    s->requests = mem_grow(s->requests, s->n_requests + 1, sizeof *s->requests);
    struct snapshot_request *r = &s->requests[s->n_requests++];
    *r = (struct snapshot_request){.id = snapshot_keep(s, "HS07"),
                                   .agency = snapshot_keep(s, "SYT"),
                                   .agency_name = snapshot_keep(s, "Sở Y tế"),
                                   .filed = snapshot_keep(s, "2025-02-03"),
                                   .current_room = snapshot_keep(s, ""),
                                   .n_people = 2,
                                   .people = mem_array(2, sizeof *r->people),
                                   .person_ids = mem_array(2, sizeof *r->person_ids),
                                   .person_names = mem_array(2, sizeof *r->person_names)};
    for (size_t i = 0; i < 2; i++) {
        r->people[i] = (struct score_person){.relation = i == 0 ? SCORE_SELF : SCORE_COMPANION,
                                             .is_official = true,
                                             .sex = i == 0 ? 'F' : 'M',
                                             .born = "1990",
                                             .moved = i == 0 ? SCORE_NO : SCORE_UNKNOWN,
                                             .owns_house = SCORE_NO,
                                             .road_km_t = 300,
                                             .coefficient_c = -1,
                                             .agency = "SYT",
                                             .agency_name = "Sở Y tế"};
        r->person_ids[i] = snapshot_keep(s, i == 0 ? "CB8" : "CB9");
        r->person_names[i] = snapshot_keep(s, names[i]);
    }
}

/* All texts of the blocks begin … end - 1, a line each. */
static char *text_of(const struct paper *p, size_t begin, size_t end)
{
    struct buf out = {0};
    for (size_t i = begin; i < end; i++) {
        const struct paper_block *b = &p->blocks[i];
        for (size_t k = 0; k < PAPER_N_TEXTS; k++)
            buf_fmt(&out, "%s\n", b->texts[k]);
        for (size_t k = 0; k < b->table.n_cells; k++)
            buf_fmt(&out, "%s\n", b->table.cells[k]);
    }
    return buf_take(&out);
}

static char *build(enum document_kind kind, struct allocation *a, const struct document_facts *f,
                   struct paper *p)
{
    e = (struct err){0};
    assert_int_equal(document_build(kind, a, f, p, &e), ERR_OK);
    assert_int_equal(p->blocks[0].kind, PAPER_PAGES);
    return text_of(p, 0, p->n_blocks);
}

static int count(const char *text, const char *what)
{
    int n = 0;
    for (const char *at = text; (at = strstr(at, what)) != NULL; at += strlen(what))
        n++;
    return n;
}

static void t_the_annex_names_every_official_housed_once_and_no_family(void **state)
{
    (void)state;
    struct allocation a = make_allocation();
    struct paper p = {0};
    char *text = build(DOCUMENT_ANNEX, &a, &(struct document_facts){0}, &p);
    for (size_t g = 0; g < N_GUESTS; g++) {
        bool is_housed = GUESTS[g].request[3] <= '4' && GUESTS[g].relation == SCORE_SELF;
        assert_int_equal(count(text, GUESTS[g].name), is_housed);
    }
    assert_int_equal(count(text, "Ký túc xá CĐ"), 1);  /* a site above its people */
    assert_int_equal(count(text, "CD-B-202\n1\n"), 1); /* with one child */
    assert_int_equal(count(text, "4 cán bộ, công chức, viên chức và 1 người nhà"), 1);
    assert_null(strstr(text, "2012"));
    assert_null(strstr(text, "HS0"));
    free(text);
    struct grid grid;
    document_annex_sheet(&a, &(struct document_facts){0}, &grid);
    assert_int_equal(grid_n_rows(&grid), 4);
    grid_release(&grid);
    paper_release(&p);
    allocation_release(&a);
}

static void t_everybody_without_a_bed_gets_one_letter_that_names_nobody_else(void **state)
{
    (void)state;
    struct allocation a = make_allocation();
    struct paper p = {0};
    int n_letters = 0;
    add_refused(&a);
    free(build(DOCUMENT_REFUSALS, &a, &(struct document_facts){.number = "9"}, &p));
    static const char *const readers[] = {"Ông Bùi Văn Dũng", "Ông Đỗ Văn Đạt", "Bà Hồ Thị Yến"};
    static const char *const numbers[] = {"Số: 09/SXD-QLN", "Số: 10/SXD-QLN", "Số: 11/SXD-QLN"};
    for (size_t i = 0; i < p.n_blocks;) {
        size_t end = i + 1;
        while (end < p.n_blocks && p.blocks[end].kind != PAPER_PAGES)
            end++;
        char *text = text_of(&p, i, end);
        assert_in_range(n_letters, 0, 2); /* by agency, then given name */
        assert_int_equal(count(text, readers[n_letters]), 1);
        assert_int_equal(count(text, numbers[n_letters]), 1);
        int n_named = count(text, "Hồ Thị Yến") + count(text, "Ngô Văn Út");
        for (size_t g = 0; g < N_GUESTS; g++)
            n_named += count(text, GUESTS[g].name);
        assert_int_equal(n_named, 1);
        n_letters++;
        free(text);
        i = end;
    }
    assert_int_equal(n_letters, 3);
    char *last = text_of(&p, 0, p.n_blocks);
    assert_int_equal(count(last, "không chuyển nơi làm việc"), 1);
    assert_int_equal(count(last, "hay không (người cùng đăng ký)"), 1);
    assert_int_equal(count(last, "4 phòng phù hợp đã kín người"), 2);
    assert_int_equal(count(last, "nộp ngày 03/02/2025"), 1);
    free(last);
    paper_release(&p);
    allocation_release(&a);
}

static void t_a_letter_tells_what_the_plan_explains(void **state)
{
    (void)state;
    struct allocation a = make_allocation();
    struct paper p = {0};
    a.explanations = mem_array(4 * N_PARTIES, sizeof *a.explanations);
    a.explanations[STORE_OFFICIAL_VI * N_PARTIES + 4] =
        mem_dup("{\"party\":\"HS05\",\"sentences\":[\"Rất tiếc, anh/chị chờ.\",\"4 phòng ở khu "
                "anh/chị không đăng ký.\",\"Một cách để có chỗ: thêm một khu.\"]}");
    a.explanations[STORE_PLANNER_VI * N_PARTIES + 5] =
        mem_dup("{\"party\":\"HS06\",\"sentences\":[\"\",\"Sau Nguyễn Văn Anh.\"]}");
    char *text = build(DOCUMENT_REFUSALS, &a, &(struct document_facts){0}, &p);
    assert_int_equal(count(text, "4 phòng ở khu Ông không đăng ký."), 1);
    assert_int_equal(count(text, "Một cách để có chỗ: thêm một khu."), 1);
    assert_int_equal(count(text, "Rất tiếc"), 0);
    assert_int_equal(count(text, "nh/chị"), 0);
    assert_int_equal(count(text, "Nguyễn Văn Anh"), 0);               /* that is for the planner */
    assert_int_equal(count(text, "4 phòng phù hợp đã kín người"), 1); /* the other's, unexplained */
    free(text);
    paper_release(&p);
    allocation_release(&a);
}

static void t_an_agency_gets_its_own_people(void **state)
{
    (void)state;
    struct allocation a = make_allocation();
    struct paper p = {0};
    add_refused(&a);
    free(build(DOCUMENT_AGENCY_LISTS, &a, &(struct document_facts){0}, &p));
    size_t second = 1;
    while (second < p.n_blocks && p.blocks[second].kind != PAPER_PAGES)
        second++;
    char *building = text_of(&p, 0, second), *health = text_of(&p, second, p.n_blocks);
    assert_int_equal(count(building, "Sở Xây dựng"), 1);
    assert_int_equal(count(health, "Sở Y tế"), 1);
    for (size_t g = 0; g < N_GUESTS; g++) {
        assert_int_equal(count(building, GUESTS[g].name), GUESTS[g].relation == SCORE_SELF);
        assert_int_equal(count(health, GUESTS[g].name), 0);
    }
    assert_int_equal(count(health, "Hồ Thị Yến"), 1);
    assert_int_equal(count(building, "Hồ Thị Yến"), 0);
    free(building);
    free(health);
    paper_release(&p);
    allocation_release(&a);
}

static void set_levels(struct allocation *a, bool is_proven)
{
    a->plan.n_levels = 2;
    a->plan.levels = calloc(2, sizeof *a->plan.levels);
    assert_non_null(a->plan.levels);
    a->plan.levels[0] = (struct solver_level){SOLVER_POINTS, 0, 1234, 1234, is_proven};
    a->plan.levels[1] = (struct solver_level){SOLVER_AGENCIES, 0, 3, 1, false};
    a->plan.status = is_proven ? SOLVER_OPTIMAL : SOLVER_FEASIBLE;
}

static void t_the_submission_claims_what_the_plan_proves(void **state)
{
    (void)state;
    for (int is_proven = 0; is_proven < 2; is_proven++) {
        struct allocation a = make_allocation();
        struct paper p = {0};
        set_levels(&a, is_proven == 1);
        char *text = build(DOCUMENT_SUBMISSION, &a, &(struct document_facts){0}, &p);
        assert_int_equal(count(text, "không có phương án nào tốt hơn"), is_proven);
        assert_int_equal(count(text, "Riêng mức 2 chưa"), is_proven);
        assert_int_equal(count(text, "0 trên 2 mức"), 1 - is_proven);
        assert_int_equal(count(text, "1.234\n"), 2);
        /* housed and waiting, all in the annexes */
        for (size_t g = 0; g < N_GUESTS; g++)
            assert_int_equal(count(text, GUESTS[g].name), GUESTS[g].relation == SCORE_SELF);
        assert_int_equal(count(text, "kịch bản"), 0);
        free(text);
        paper_release(&p);
        free(a.seed);
        a.seed = mem_dup(ALLOCATE_NO_SEED);
        text = build(DOCUMENT_SUBMISSION, &a, &(struct document_facts){0}, &p);
        assert_int_equal(count(text, "kịch bản"), 1);
        free(text);
        paper_release(&p);
        allocation_release(&a);
    }
}

static void t_facts_are_written_as_offices_do_or_left_blank(void **state)
{
    (void)state;
    static const struct {
        struct document_facts facts;
        const char *number, *day, *office, *name;
    } cases[] = {
        {{.number = "7", .date = "2025-02-03", .signer = "Lê Văn A"},
         "Số: 07/TTr-SXD",
         "Hưng Yên, ngày 03 tháng 02 năm 2025",
         "GIÁM ĐỐC",
         "Lê Văn A"},
        {{.number = "12/TTr-X", .date = "2025-10-15", .signer = "KT. GIÁM ĐỐC; PHÓ GIÁM ĐỐC ;B"},
         "Số: 12/TTr-X",
         "Hưng Yên, ngày 15 tháng 10 năm 2025",
         "KT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC",
         "B"},
        {{0},
         "Số: \u00a0\u00a0\u00a0\u00a0\u00a0\u00a0/TTr-SXD",
         "Hưng Yên, ngày\u00a0\u00a0\u00a0\u00a0\u00a0\u00a0tháng\u00a0\u00a0\u00a0\u00a0\u00a0"
         "\u00a0năm 2025",
         "GIÁM ĐỐC",
         ""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct allocation a = make_allocation();
        struct paper p = {0};
        free(build(DOCUMENT_SUBMISSION, &a, &cases[i].facts, &p));
        const struct paper_block *end = p.blocks;
        while (end->kind != PAPER_END)
            end++;
        assert_int_equal(p.blocks[1].kind, PAPER_HEAD);
        assert_string_equal(p.blocks[1].texts[2], cases[i].number);
        assert_string_equal(p.blocks[1].texts[4], cases[i].day);
        assert_string_equal(end->texts[1], cases[i].office);
        assert_string_equal(end->texts[2], cases[i].name);
        paper_release(&p);
        allocation_release(&a);
    }
}

static void t_a_demo_says_so_on_every_document(void **state)
{
    (void)state;
    for (int k = 0; k < DOCUMENT_N_KINDS; k++)
        for (int is_demo = 0; is_demo < 2; is_demo++) {
            struct allocation a = make_allocation();
            struct paper p = {0};
            enum document_kind named;
            add_refused(&a);
            free(build((enum document_kind)k, &a, &(struct document_facts){.is_demo = is_demo == 1},
                       &p));
            assert_int_equal(p.footnote != NULL && strstr(p.footnote, DEMO_WORD) != NULL, is_demo);
            assert_true(document_kind_of(document_kind_name((enum document_kind)k), &named));
            assert_int_equal(named, k);
            paper_release(&p);
            allocation_release(&a);
        }
}

static void refuse(enum document_kind kind, struct allocation *a, const char *date, int code)
{
    struct paper p = {0};
    e = (struct err){0};
    assert_int_equal(document_build(kind, a, &(struct document_facts){.date = date}, &p, &e), code);
    assert_string_not_equal(e.vi, "");
    paper_release(&p);
}

static void t_what_cannot_be_a_document_is_refused(void **state)
{
    (void)state;
    struct allocation a = make_allocation();
    refuse(DOCUMENT_ANNEX, &a, "2025-02-30", ERR_INPUT);
    for (int p = 0; p < a.plan.n_parties; p++)
        a.plan.room_of_party[p] = 0; /* nobody is left to write to */
    refuse(DOCUMENT_REFUSALS, &a, NULL, ERR_DATA);
    a.plan.status = SOLVER_INFEASIBLE;
    for (int k = 0; k < DOCUMENT_N_KINDS; k++)
        refuse((enum document_kind)k, &a, NULL, ERR_DATA);
    a.plan.status = SOLVER_OPTIMAL;
    solver_findings_put(&a.faults, "levels[0]", "sai", "wrong");
    refuse(DOCUMENT_ANNEX, &a, NULL, ERR_DATA);
    allocation_release(&a);
}

static void t_a_slip_has_what_it_takes_to_log_in(void **state)
{
    (void)state;
    static const struct document_slip slips[] = {
        {"Lê Thị Ánh", "Sở Y tế", "anh.le", "K7WQ-M2XD", "2025-07-24"},
        {"Đỗ Văn Đạt", "Sở Y tế", "dat.do", "P3HT-9RVA", "2025-07-24"}};
    struct paper p = {0};
    document_slips(slips, 2, "https://nha.example", true, &p);
    assert_int_equal(p.n_blocks, 3);
    for (size_t i = 0; i < 2; i++) {
        char *text = text_of(&p, i + 1, i + 2);
        assert_int_equal(count(text, slips[i].name), 1);
        assert_int_equal(count(text, slips[i].login), 1);
        assert_int_equal(count(text, slips[i].code), 1);
        assert_int_equal(count(text, "24/7/2025"), 1);
        assert_int_equal(count(text, "https://nha.example"), 1);
        free(text);
    }
    assert_non_null(strstr(p.footnote, DEMO_WORD));
    paper_release(&p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(t_the_annex_names_every_official_housed_once_and_no_family),
        cmocka_unit_test(t_everybody_without_a_bed_gets_one_letter_that_names_nobody_else),
        cmocka_unit_test(t_a_letter_tells_what_the_plan_explains),
        cmocka_unit_test(t_an_agency_gets_its_own_people),
        cmocka_unit_test(t_the_submission_claims_what_the_plan_proves),
        cmocka_unit_test(t_facts_are_written_as_offices_do_or_left_blank),
        cmocka_unit_test(t_a_demo_says_so_on_every_document),
        cmocka_unit_test(t_what_cannot_be_a_document_is_refused),
        cmocka_unit_test(t_a_slip_has_what_it_takes_to_log_in),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
