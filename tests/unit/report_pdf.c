/* Laws of the PDF: every text that goes in is found again by another program, on the right page, in
 * all letters of Vietnamese; tables repeat their headings; the same paper gives the same bytes.
 */
#include "printed.h"

#include "base/mem.h"
#include "report/pdf.h"

static const char *const LETTERS =
    "a à ả ã á ạ ă ằ ẳ ẵ ắ ặ â ầ ẩ ẫ ấ ậ b c d đ e è ẻ ẽ é ẹ ê ề ể ễ ế ệ g h i ì ỉ ĩ í ị k l m n "
    "o ò ỏ õ ó ọ ô ồ ổ ỗ ố ộ ơ ờ ở ỡ ớ ợ p q r s t u ù ủ ũ ú ụ ư ừ ử ữ ứ ự v x y ỳ ỷ ỹ ý ỵ "
    "A À Ả Ã Á Ạ Ă Ằ Ẳ Ẵ Ắ Ặ Â Ầ Ẩ Ẫ Ấ Ậ B C D Đ E È Ẻ Ẽ É Ẹ Ê Ề Ể Ễ Ế Ệ G H I Ì Ỉ Ĩ Í Ị K L M N "
    "O Ò Ỏ Õ Ó Ọ Ô Ồ Ổ Ỗ Ố Ộ Ơ Ờ Ở Ỡ Ớ Ợ P Q R S T U Ù Ủ Ũ Ú Ụ Ư Ừ Ử Ữ Ứ Ự V X Y Ỳ Ỷ Ỹ Ý Ỵ "
    "– “ ” ² ≥ đ/m";

static const struct paper_column COLUMNS[] = {
    {"STT", PAPER_RIGHT}, {"Họ và tên", PAPER_LEFT}, {"Ghi chú", PAPER_LEFT}};

static struct err e;

static void make(const struct paper *p, struct buf *pdf)
{
    e = (struct err){0};
    int rc = report_pdf(p, pdf, &e);
    assert_string_equal(e.en, "");
    assert_int_equal(rc, ERR_OK);
}

/* Without blanks and line ends. */
static char *squeezed(const char *text)
{
    struct buf out = {0};
    for (; *text != '\0'; text++)
        if (strchr(" \n\f", *text) == NULL)
            buf_char(&out, *text);
    return buf_take(&out);
}

static void t_all_letters_come_out(void **state)
{
    (void)state;
    struct paper p = {0};
    struct buf pdf = {0};
    paper_pages(&p, false);
    paper_heading(&p, LETTERS);       /* bold */
    paper_text(&p, "", LETTERS);      /* regular */
    paper_annex(&p, "", "", LETTERS); /* italic */
    make(&p, &pdf);
    char *text = printed_text(&pdf, "");
    assert_int_equal(count_of(text, "Error"), 0);
    assert_int_equal(count_of(text, "Warning"), 0);
    char *all = squeezed(text), *want = squeezed(LETTERS);
    assert_int_equal(count_of(all, want), 3);
    free(all);
    free(want);
    free(text);
    buf_release(&pdf);
    paper_release(&p);
}

static void t_official_parts_are_there_and_pages_are_numbered_by_run(void **state)
{
    (void)state;
    struct paper p = {.footnote = mem_dup("Dữ liệu mẫu")};
    struct buf pdf = {0};
    for (int letter = 0; letter < 2; letter++) {
        paper_pages(&p, false);
        paper_head(&p, "UBND TỈNH", "SỞ XÂY DỰNG", "Số: 07/SXD", "V/v trả lời",
                   "Hưng Yên, ngày 03");
        paper_to(&p, "Kính gửi: Ông Nguyễn Văn A");
        for (int i = 0; i < 40; i++)
            paper_text(&p, "1.",
                       "Một đoạn văn đủ dài để qua hết một dòng của trang giấy khổ A4, "
                       "viết cho đầy trang.");
        paper_end(&p, "- Như trên;\n- Lưu: VT.", "GIÁM ĐỐC", "Trần Thị B");
    }
    make(&p, &pdf);
    char *text = printed_text(&pdf, "-layout");
    assert_int_equal(count_of(text, "\f"), 6);
    assert_int_equal(count_of(text, "Dữ liệu mẫu"), 6);
    assert_int_equal(count_of(text, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"), 2);
    assert_int_equal(count_of(text, "Nơi nhận:"), 2);
    assert_int_equal(count_of(text, "Trần Thị B"), 2);
    static const char *const numbers[] = {"", "2", "3", "", "2", "3"};
    char *at = text;
    for (int i = 0; i < 6; i++) { /* the number is the first word of a page */
        char first[64];
        assert_int_equal(sscanf(at, "%63s", first), 1);
        assert_string_equal(first, numbers[i][0] == '\0' ? "UBND" : numbers[i]);
        at = strchr(at, '\f') + 1;
    }
    free(text);
    buf_release(&pdf);
    paper_release(&p);
}

static void add_rows(struct paper *p, int n)
{
    char name[64];
    paper_table(p, 3, COLUMNS);
    for (int i = 1; i <= n; i++) {
        if (i % 500 == 1)
            paper_group(p, "Khu nhà ở");
        snprintf(name, sizeof name, "Người_%05d", i);
        paper_int(p, i);
        paper_cell(p, name);
        paper_cell(p, i % 7 == 0 ? "một ghi chú dài hơn hẳn những ghi chú khác, nên ô của nó phải "
                                   "xuống dòng, có khi hai lần, tùy bề rộng của cột"
                                 : "");
    }
}

static void t_a_table_of_3000_rows_repeats_its_headings(void **state)
{
    (void)state;
    struct paper p = {0};
    struct buf pdf = {0};
    paper_pages(&p, true);
    add_rows(&p, 3000);
    make(&p, &pdf);
    char *text = printed_text(&pdf, "-layout");
    int n_pages = count_of(text, "\f");
    assert_in_range(n_pages, 60, 200);
    assert_int_equal(count_of(text, "Họ và tên"), n_pages);
    assert_int_equal(count_of(text, "Khu nhà ở"), 6);
    assert_int_equal(count_of(text, "Người_"), 3000);
    for (int i = 1; i <= 3000; i++) {
        char name[64];
        snprintf(name, sizeof name, "Người_%05d", i);
        assert_int_equal(count_of(text, name), 1);
    }
    free(text);
    buf_release(&pdf);
    paper_release(&p);
}

/* A group never stands last on a page, whatever stands before it. */
static void t_a_group_stays_with_its_first_row(void **state)
{
    (void)state;
    for (int n = 25; n < 45; n++) {
        struct paper p = {0};
        struct buf pdf = {0};
        paper_pages(&p, false);
        paper_table(&p, 3, COLUMNS);
        for (int i = 0; i < n * 3; i++)
            paper_cell(&p, "x");
        paper_group(&p, "Nhóm cuối");
        for (int i = 0; i < 3; i++)
            paper_cell(&p, "Hàng_cuối");
        make(&p, &pdf);
        char *text = printed_text(&pdf, "-layout");
        char *group = strstr(text, "Nhóm cuối"), *row = strstr(text, "Hàng_cuối");
        assert_non_null(group);
        assert_non_null(row);
        assert_true(strcspn(group, "\f") > (size_t)(row - group));
        free(text);
        buf_release(&pdf);
        paper_release(&p);
    }
}

/* A cell longer than a page, and a word longer than a line, lose nothing. */
static void t_nothing_is_lost_in_cells_beyond_a_page(void **state)
{
    (void)state;
    struct paper p = {0};
    struct buf pdf = {0}, words = {0}, word = {0};
    for (int i = 0; i < 4000; i++)
        buf_fmt(&words, "từ%04d ", i);
    for (int i = 0; i < 400; i++)
        buf_str(&word, "Ưỡ");
    paper_pages(&p, false);
    paper_table(&p, 3, COLUMNS);
    paper_cell(&p, "1");
    paper_cell(&p, words.data);
    paper_cell(&p, word.data);
    paper_text(&p, "", word.data);
    make(&p, &pdf);
    char *text = printed_text(&pdf, "-layout");
    assert_int_equal(count_of(text, "từ"), 4000);
    assert_int_equal(count_of(text, "ỡ"), 800);
    free(text);
    buf_release(&words);
    buf_release(&word);
    buf_release(&pdf);
    paper_release(&p);
}

static void t_the_signature_is_never_alone(void **state)
{
    (void)state;
    for (int n = 20; n < 45; n++) {
        struct paper p = {0};
        struct buf pdf = {0};
        paper_pages(&p, false);
        for (int i = 0; i < n; i++)
            paper_text(&p, "", "một dòng");
        paper_text(&p, "", "Lời_cuối./.");
        paper_end(&p, "- Như trên.", "GIÁM ĐỐC", "Trần Thị B");
        make(&p, &pdf);
        char *text = printed_text(&pdf, "-layout");
        char *last = strstr(text, "Lời_cuối"), *sign = strstr(text, "GIÁM ĐỐC");
        assert_non_null(last);
        assert_non_null(sign);
        assert_true(strcspn(last, "\f") > (size_t)(sign - last));
        free(text);
        buf_release(&pdf);
        paper_release(&p);
    }
}

static void t_slips_are_eight_a_page(void **state)
{
    (void)state;
    struct paper p = {0};
    struct buf pdf = {0};
    char code[32];
    paper_pages(&p, false);
    for (int i = 0; i < 17; i++) {
        snprintf(code, sizeof code, "MÃ-%02d", i);
        paper_slip(&p, "PHIẾU", "Họ và tên: Nguyễn Thị Hoà", code, "Giữ kín.");
    }
    make(&p, &pdf);
    char *text = printed_text(&pdf, "-layout");
    assert_int_equal(count_of(text, "\f"), 3);
    assert_int_equal(count_of(text, "MÃ-"), 17);
    free(text);
    buf_release(&pdf);
    paper_release(&p);
}

/* By two readers that share no code with the maker: one draws the pages, one reads the codes. */
static void t_codes_on_cards_are_read(void **state)
{
    (void)state;
    struct paper p = {0};
    struct buf pdf = {0};
    char address[128], door[16];
    paper_pages(&p, false);
    for (int i = 0; i < 5; i++) {
        snprintf(door, sizeof door, "SV-A-10%d", i);
        snprintf(address, sizeof address,
                 "https://nha-o.hungyen.example/#/door/0123456789abcdef0123456789abcde%d", i);
        paper_card(&p, "PHIẾU CỬA PHÒNG", door, address, "Quét mã để báo hỏng.");
    }
    make(&p, &pdf);
    char *text = printed_text(&pdf, "-layout");
    assert_int_equal(count_of(text, "\f"), 2);
    assert_int_equal(count_of(text, "SV-A-10"), 5);
    free(text);
    text = printed_codes(&pdf);
    for (int i = 0; i < 5; i++) {
        snprintf(address, sizeof address,
                 "https://nha-o.hungyen.example/#/door/0123456789abcdef0123456789abcde%d\n", i);
        assert_int_equal(count_of(text, address), 1);
    }
    free(text);
    buf_release(&pdf);
    paper_release(&p);
}

static void t_same_paper_same_bytes(void **state)
{
    (void)state;
    struct buf pdfs[2] = {0};
    for (int k = 0; k < 2; k++) {
        struct paper p = {.title = mem_dup("Tờ trình"), .date = "2025-07-10"};
        paper_pages(&p, false);
        paper_title(&p, "TỜ TRÌNH", "Về việc bố trí chỗ ở");
        add_rows(&p, 100);
        make(&p, &pdfs[k]);
        paper_release(&p);
        if (k == 0)
            sleep(1); /* no clock goes in */
    }
    assert_int_equal(pdfs[0].len, pdfs[1].len);
    assert_memory_equal(pdfs[0].data, pdfs[1].data, pdfs[0].len);
    assert_memory_equal(pdfs[0].data, "%PDF-", 5);
    buf_release(&pdfs[0]);
    buf_release(&pdfs[1]);
}

static void t_numbers_have_dots(void **state)
{
    (void)state;
    static const struct {
        int64_t n;
        const char *text;
    } cases[] = {{0, "0"},          {7, "7"},          {999, "999"},          {1150, "1.150"},
                 {-1150, "-1.150"}, {51366, "51.366"}, {1000000, "1.000.000"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char out[32];
        paper_number(cases[i].n, out);
        assert_string_equal(out, cases[i].text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(t_all_letters_come_out),
        cmocka_unit_test(t_official_parts_are_there_and_pages_are_numbered_by_run),
        cmocka_unit_test(t_a_table_of_3000_rows_repeats_its_headings),
        cmocka_unit_test(t_a_group_stays_with_its_first_row),
        cmocka_unit_test(t_nothing_is_lost_in_cells_beyond_a_page),
        cmocka_unit_test(t_the_signature_is_never_alone),
        cmocka_unit_test(t_slips_are_eight_a_page),
        cmocka_unit_test(t_codes_on_cards_are_read),
        cmocka_unit_test(t_same_paper_same_bytes),
        cmocka_unit_test(t_numbers_have_dots),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
