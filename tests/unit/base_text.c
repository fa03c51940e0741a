/* Laws of Vietnamese text: clean, folded, ordered, measured, decoded. */
#include "base/buf.h"
#include "base/mem.h"
#include "base/text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void assert_owned(char *got, const char *expected)
{
    if (got == NULL || strcmp(got, expected) != 0)
        fail_msg("\"%s\" instead of \"%s\"", got == NULL ? "(null)" : got, expected);
    free(got);
}

static void t_clean_text_is_composed_and_trimmed(void **state)
{
    (void)state;
    assert_owned(text_nfc("Nguye\u0302\u0303n"), "Nguyễn");
    assert_owned(text_nfc("o\u0323\u0302"), "ộ");
    assert_owned(text_nfc("o\u0302\u0323"), "ộ");
    assert_owned(text_nfc(" \t a\u00A0\u3000 b\r\nc \u2003"), "a b c");
    assert_owned(text_nfc(" \u00A0"), "");
    assert_owned(text_nfc(""), "");
}

static void t_cleaning_twice_changes_nothing(void **state)
{
    (void)state;
    char *once = text_nfc("  Đường  Tra\u0302\u0300n\u00A0Hưng ");
    char *twice = text_nfc(once);
    assert_string_equal(once, twice);
    free(once);
    free(twice);
}

static void t_invisible_text_is_refused(void **state)
{
    (void)state;
    static const char *const bad[] = {
        "a\x01",    "a\x7F",        "a\xC2\x90-b",   "a\u200Bb",        "a\u200Db",
        "a\u202Eb", "a\u2066b",     "a\uFEFF",       "a\u00ADb",        "a\uE000b",
        "a\uFFFEb", "a\U000E0041b", "a\u034Fb",      "a\uFE0Fb",        "a\xFF",
        "a\xC3",    "a\xC0\x80",    "a\xED\xA0\x80", "\xF4\x90\x80\x80"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        if (text_nfc(bad[i]) != NULL || text_is_clean(bad[i]))
            fail_msg("bad text %zu was let through", i);
}

/* Clean is what text_nfc leaves as it is, white space aside. */
static void t_clean_is_composed_and_visible(void **state)
{
    (void)state;
    assert_true(text_is_clean(""));
    assert_true(text_is_clean("Nguyễn Thị Hoà, 5 m²"));
    assert_true(text_is_clean(" two  lines\r\n\tand\u00A0blanks\n"));
    assert_false(text_is_clean("Nguye\u0302\u0303n"));
    assert_false(text_is_clean("\u212B")); /* the unit, not the letter */
}

static void t_folding_forgets_marks_case_and_blanks(void **state)
{
    (void)state;
    assert_owned(text_fold("NGUYỄN THỊ  HOÀ "), "nguyen thi hoa");
    assert_owned(text_fold("Đặng Đường"), "dang duong");
    assert_owned(text_fold("hòa"), "hoa");
    assert_owned(text_fold("hoa\u0300"), "hoa");
    assert_owned(text_fold("\u00A0ＳＶ－１０１\u3000x"), "sv-101 x");
    assert_owned(text_fold("Diện tích (m²)"), "dien tich (m2)");
    assert_owned(text_fold("a\u200Bb\xFF"
                           "c\x01"),
                 "abc");
    assert_owned(text_fold("   "), "");
}

static void t_marks_that_were_typed_must_be_there(void **state)
{
    static const struct {
        const char *text, *typed;
        bool holds;
    } rows[] = {
        {"Nguyễn Văn Đường", "duong", true},
        {"Nguyễn Văn Đường", "ĐƯỜNG", true},
        {"Nguyễn Văn Đường", "đuong", true},
        {"Nguyễn Văn Đường", "dường", true},
        {"Nguyễn Văn Đường", "đương", true},
        {"Nguyễn Văn Đường", "văn đư", true},
        {"Nguyễn Văn Đường", "  van  duong ", true},
        {"Nguyễn Văn Đường", "dượng", false},
        {"Nguyễn Văn Đường", "vân", false},
        {"Dương Thị Lan", "đường", false},
        {"Dương Thị Lan", "đuong", false},
        {"Dương Thị Lan", "dương", true},
        {"Trần Thị Hòa", "hoà", true},
        {"Trần Thị Hoà", "hò", true},
        {"Trần Thị Hoa", "hoà", false},
        {"Trần Thị Hoà", "thi hoa\u0300", true},
        {"Trần Thị Hoà", "", true},
        {"", "a", false},
        {"Trần", "trana", false},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (text_holds(rows[i].text, rows[i].typed) != rows[i].holds)
            fail_msg("%s in %s", rows[i].typed, rows[i].text);
}

static void t_every_vietnamese_letter_folds_to_ascii(void **state)
{
    (void)state;
    static const char *const rows[] = {"aàảãáạăằẳẵắặâầẩẫấậ",
                                       "eèẻẽéẹêềểễếệ",
                                       "iìỉĩíị",
                                       "oòỏõóọôồổỗốộơờởỡớợ",
                                       "uùủũúụưừửữứự",
                                       "yỳỷỹýỵ",
                                       "dđ",
                                       "AÀẢÃÁẠĂẰẲẴẮẶÂẦẨẪẤẬ",
                                       "EÈẺẼÉẸÊỀỂỄẾỆ",
                                       "OÒỎÕÓỌÔỒỔỖỐỘƠỜỞỠỚỢ",
                                       "UÙỦŨÚỤƯỪỬỮỨỰ",
                                       "YỲỶỸÝỴ",
                                       "DĐ"};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char *key = text_fold(rows[i]);
        assert_int_equal(strlen(key), text_width(rows[i]));
        for (const char *c = key; *c != '\0'; c++)
            assert_int_equal(*c, key[0]);
        free(key);
    }
}

/* Every text of the list before every later one, both ways round. */
static void assert_ascending(int (*compare)(const char *, const char *), const char *const *list,
                             size_t n)
{
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < n; j++) {
            int c = compare(list[i], list[j]);
            if ((c > 0) - (c < 0) != (i > j) - (i < j))
                fail_msg("\"%s\" and \"%s\" compare as %d", list[i], list[j], c);
        }
}

static void t_letters_in_the_order_of_the_alphabet(void **state)
{
    (void)state;
    static const char *const alphabet[] = {
        "",  "1", "a", "ă", "â", "b", "c", "d", "đ", "e", "ê", "f", "g", "h", "i", "j", "k", "l",
        "m", "n", "o", "ô", "ơ", "p", "q", "r", "s", "t", "u", "ư", "v", "w", "x", "y", "z"};
    assert_ascending(text_compare_vn, alphabet, sizeof alphabet / sizeof *alphabet);
}

static void t_tones_come_after_letters(void **state)
{
    (void)state;
    static const char *const tones[] = {"ma", "Ma",  "mà", "mả", "mã", "má",
                                        "mạ", "man", "mă", "mằ", "mâ", "mậ"};
    assert_ascending(text_compare_vn, tones, sizeof tones / sizeof *tones);
}

static void t_syllable_by_syllable(void **state)
{
    (void)state;
    static const char *const sorted[] = {"đa",  "đá",     "đan",     "hoa",  "hoa hồng",
                                         "hòa", "hoà an", "hòa anh", "hoán", "hoàng"};
    assert_ascending(text_compare_vn, sorted, sizeof sorted / sizeof *sorted);
}

static void t_tone_place_decides_last(void **state)
{
    (void)state;
    assert_true(text_compare_vn("hoà b", "hòa a") > 0);
    assert_true(text_compare_vn("hòa b", "hoà a") > 0);
    assert_int_not_equal(text_compare_vn("hoà", "hòa"), 0);
    assert_int_equal(text_compare_vn("hoà", "hoà"), 0);
}

static void t_people_by_given_family_middle_name(void **state)
{
    (void)state;
    static const char *const people[] = {"An",      "Lê Thị An",  "Nguyễn An",   "Nguyễn Văn An",
                                         "Trần Ân", "Lê Bình",    "Nguyễn Dũng", "Đỗ Đạt",
                                         "Hà Hoa",  "Lê Thị Hoa", "Lê Văn Hòa",  "Lê Thị Hoàng"};
    assert_ascending(text_compare_names, people, sizeof people / sizeof *people);
    assert_true(text_compare_names("Lê An", "LÊ AN") < 0);
    assert_true(text_compare_names("  Lê  An ", "Lê Bình") < 0);
}

static unsigned draw(unsigned *seed)
{
    *seed = *seed * 1664525u + 1013904223u;
    return *seed >> 16;
}

static void t_the_order_is_total(void **state)
{
    (void)state;
    static const char *const parts[] = {"a", "A",    "à", "â", "o", "oà",     "òa", " ",
                                        "đ", "\xFF", "1", "-", "n", "\u0301", "漢", "\u00A0"};
    enum { N = 60 };
    unsigned seed = 7;
    int (*const orders[])(const char *, const char *) = {text_compare_vn, text_compare_names};
    char *texts[N];
    for (size_t i = 0; i < N; i++) {
        struct buf b = {0};
        for (unsigned n = draw(&seed) % 5; n > 0; n--)
            buf_str(&b, parts[draw(&seed) % (sizeof parts / sizeof *parts)]);
        texts[i] = buf_take(&b);
    }
    for (size_t o = 0; o < 2; o++)
        for (size_t i = 0; i < N; i++)
            for (size_t j = 0; j < N; j++) {
                int ij = orders[o](texts[i], texts[j]), ji = orders[o](texts[j], texts[i]);
                assert_true((ij > 0) == (ji < 0));
                assert_true((ij == 0) == (strcmp(texts[i], texts[j]) == 0));
                for (size_t k = 0; k < N; k++)
                    if (ij <= 0 && orders[o](texts[j], texts[k]) <= 0)
                        assert_true(orders[o](texts[i], texts[k]) <= 0);
            }
    for (size_t i = 0; i < N; i++)
        free(texts[i]);
}

static void t_distance_counts_changes_of_keys(void **state)
{
    (void)state;
    assert_int_equal(text_distance("Sở Xây dựng", "so xay dung"), 0);
    assert_int_equal(text_distance("Sở Xây dựng", "Sở Xây dưng "), 0);
    assert_int_equal(text_distance("kitten", "sitting"), 3);
    assert_int_equal(text_distance("", "abc"), 3);
    assert_int_equal(text_distance("abc", ""), 3);
    assert_int_equal(text_distance("漢", "字"), 1);
    char *a = mem_array(5001, 1), *b = mem_array(5001, 1);
    memset(a, 'a', 5000);
    memset(b, 'b', 5000);
    assert_int_equal(text_distance(a, b), 1000);
    free(a);
    free(b);
}

static void t_width_counts_characters(void **state)
{
    (void)state;
    assert_int_equal(text_width(""), 0);
    assert_int_equal(text_width("Nguyễn"), 6);
    assert_int_equal(text_width("a\xFF\xC3"), 3);
}

static void assert_decoded(const char *raw, size_t len, const char *name, const char *expected)
{
    const char *got_name = NULL;
    char *got = text_to_utf8(raw, len, &got_name);
    if (got == NULL)
        fail_msg("%s: refused", name);
    assert_string_equal(got, expected);
    assert_string_equal(got_name, name);
    free(got);
}

#define BYTES(literal) literal, sizeof(literal) - 1

static void t_unicode_shows_itself(void **state)
{
    (void)state;
    assert_decoded(BYTES("\xEF\xBB\xBF"
                         "Lê,1\r\n"),
                   "UTF-8", "Lê,1\r\n");
    assert_decoded(BYTES("Le\u0302 \tx"), "UTF-8", "Lê \tx");
    assert_decoded(BYTES(""), "UTF-8", "");
    assert_decoded(BYTES("\xFF\xFE"
                         "L\0\xEA\0\t\0\xC5\x1E"),
                   "UTF-16LE", "Lê\tễ");
    assert_decoded(BYTES("\xFE\xFF"
                         "\0L\0\xEA\0\t\x1E\xC5"),
                   "UTF-16BE", "Lê\tễ");
    assert_decoded(BYTES("N\0g\0u\0y\0\xC5\x1En\0"), "UTF-16LE", "Nguyễn");
    assert_decoded(BYTES("\0N\0g\0u\0y\x1E\xC5\0n"), "UTF-16BE", "Nguyễn");
    assert_decoded(BYTES("\xFF\xFE\x3D\xD8\x00\xDE"), "UTF-16LE", "\U0001F600");
}

/* Bytes as iconv writes them; both files say the same, but for the capitals. */
static void t_old_encodings_are_told_apart(void **state)
{
    (void)state;
    assert_decoded(BYTES("STT;Ho\xF2 v\xE0 t\xEAn;N\xF5i \xF5\xD2\r\n1;Nguy\xEA\xDEn Thi\xF2 "
                         "Ho\xE0;ph\xFD\xF5\xCCng \xD0\xF4ng H\xFDng\r\n2;Tr\xE2\xCCn "
                         "\xD0\xFD\xEC"
                         "c Th\xE3\xECng;xa\xDE Vi\xEA\xF2t Y\xEAn\r\n"),
                   "CP1258",
                   "STT;Họ và tên;Nơi ở\r\n1;Nguyễn Thị Hoà;phường Đông Hưng\r\n2;Trần Đức "
                   "Thắng;xã Việt Yên\r\n");
    assert_decoded(BYTES("STT;H\xE4 v\xB5 t\xAAn;N\xACi \xEB\r\n1;Nguy\xD4n Th\xDE "
                         "Ho\xB5;ph\xAD\xEAng \xA7\xABng H\xADng\r\n2;Tr\xC7n \xA7\xF8"
                         "c Th\xBEng;x\xB7 Vi\xD6t Y\xAAn\r\n"),
                   "TCVN3",
                   "STT;Họ và tên;Nơi ở\r\n1;Nguyễn Thị Hoà;phường Đông Hưng\r\n2;Trần Đức "
                   "Thắng;xã Việt Yên\r\n");
    assert_decoded(BYTES("TR\xC7N V\xA1N H\xB5"), "TCVN3", "TRầN VĂN Hà");
}

/* A single name is enough. */
static void t_one_name_tells_the_encoding(void **state)
{
    (void)state;
    assert_decoded(BYTES("Nguy\xEA\xDEn"), "CP1258", "Nguyễn");
    assert_decoded(BYTES("nguy\xD4n"), "TCVN3", "nguyễn");
    assert_decoded(BYTES("Tr\xE2\xCCn"), "CP1258", "Trần");
    assert_decoded(BYTES("Tr\xC7n"), "TCVN3", "Trần");
}

static void t_what_cannot_be_decoded(void **state)
{
    (void)state;
    static const struct {
        const char *raw;
        size_t len;
    } bad[] = {{BYTES("a\0b")},
               {BYTES("\xFF\xFE"
                      "a")},
               {BYTES("\xFF\xFE\x00\xD8")},
               {BYTES("\xFF\xFE\x00\xDC"
                      "a\0")},
               {BYTES("\xEF\xBB\xBF"
                      "a\xFF")},
               {BYTES("Nguyễn Thị Hoà, Trần Đức Thắng, Lê Ngọc Quỳnh\xFF")}, /* damaged UTF-8 */
               {BYTES("caf\xE9")},                                           /* Latin 1 */
               {BYTES("Nguye\xE3n Va\xEAn An, Tra\xE0n Thi\xF2 B\xECnh Ph\xF6\xF4ng")} /* VNI */};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        char *got = text_to_utf8(bad[i].raw, bad[i].len, NULL);
        if (got != NULL)
            fail_msg("bad bytes %zu gave \"%s\"", i, got);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(t_clean_text_is_composed_and_trimmed),
        cmocka_unit_test(t_cleaning_twice_changes_nothing),
        cmocka_unit_test(t_invisible_text_is_refused),
        cmocka_unit_test(t_clean_is_composed_and_visible),
        cmocka_unit_test(t_folding_forgets_marks_case_and_blanks),
        cmocka_unit_test(t_marks_that_were_typed_must_be_there),
        cmocka_unit_test(t_every_vietnamese_letter_folds_to_ascii),
        cmocka_unit_test(t_letters_in_the_order_of_the_alphabet),
        cmocka_unit_test(t_tones_come_after_letters),
        cmocka_unit_test(t_syllable_by_syllable),
        cmocka_unit_test(t_tone_place_decides_last),
        cmocka_unit_test(t_people_by_given_family_middle_name),
        cmocka_unit_test(t_the_order_is_total),
        cmocka_unit_test(t_distance_counts_changes_of_keys),
        cmocka_unit_test(t_width_counts_characters),
        cmocka_unit_test(t_unicode_shows_itself),
        cmocka_unit_test(t_old_encodings_are_told_apart),
        cmocka_unit_test(t_one_name_tells_the_encoding),
        cmocka_unit_test(t_what_cannot_be_decoded),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
