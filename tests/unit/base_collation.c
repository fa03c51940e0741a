/* Laws of the order of Vietnamese texts and of the keys under which they are found, for random
 * texts; base_text.c has the cases one by one. */
#include "base/text.h"

#include "base/buf.h"
#include "base/mem.h"

#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

enum { N_RANDOM = 120 };

static uint64_t state = 20250701;

static size_t pick(size_t n)
{
    state = state * 6364136223846793005u + 1442695040888963407u;
    return (size_t)(state >> 33) % n;
}

/* Letters with every mark and tone, in both normal forms, capitals, digits, signs, a stray byte. */
static const char *const PIECES[] = {
    "a",        "A", "ă", "â", "à",   "ả", "ã", "á",         "ạ",
    "ậ",        "ẫ", "e", "ê", "ệ",   "i", "ì", "o",         "ô",
    "ơ",        "ớ", "Ợ", "u", "ư",   "ự", "y", "ỹ",         "b",
    "c",        "d", "đ", "Đ", "n",   "h", "t", "r",         "x",
    "1",        "2", "-", ".", " ",   " ", " ", "a\xCC\x81", "o\xCC\x9B\xCC\x83",
    "\xCC\x80", "é", "ñ", "ж", "\xFF"};

static char *random_text(void)
{
    struct buf b = {0};
    buf_str(&b, "");
    for (size_t n = pick(8); n > 0; n--)
        buf_str(&b, PIECES[pick(sizeof PIECES / sizeof *PIECES)]);
    return buf_take(&b);
}

static int sign(int x)
{
    return (x > 0) - (x < 0);
}

typedef int (*order)(const char *, const char *);

static void assert_total(order compare)
{
    char *texts[N_RANDOM];
    for (size_t i = 0; i < N_RANDOM; i++)
        texts[i] = random_text();
    for (size_t a = 0; a < N_RANDOM; a++)
        for (size_t b = 0; b < N_RANDOM; b++) {
            int ab = sign(compare(texts[a], texts[b]));
            assert_int_equal(ab, -sign(compare(texts[b], texts[a])));
            assert_int_equal(ab == 0, strcmp(texts[a], texts[b]) == 0);
        }
    /* a sorted list is sorted for every pair: that is transitivity */
    for (size_t i = 1; i < N_RANDOM; i++)
        for (size_t j = i; j > 0 && compare(texts[j - 1], texts[j]) > 0; j--) {
            char *t = texts[j];
            texts[j] = texts[j - 1];
            texts[j - 1] = t;
        }
    for (size_t a = 0; a < N_RANDOM; a++)
        for (size_t b = a; b < N_RANDOM; b++)
            assert_true(compare(texts[a], texts[b]) <= 0);
    for (size_t i = 0; i < N_RANDOM; i++)
        free(texts[i]);
}

static void t_both_orders_are_total(void **unused)
{
    (void)unused;
    for (int round = 0; round < 2; round++) {
        assert_total(text_compare_vn);
        assert_total(text_compare_names);
    }
}

static void assert_ascending(const char *const *list, size_t n, order compare)
{
    for (size_t a = 0; a < n; a++)
        for (size_t b = a + 1; b < n; b++)
            if (compare(list[a], list[b]) >= 0)
                fail_msg("\"%s\" should come before \"%s\"", list[a], list[b]);
}

static void t_case_matters_last(void **unused)
{
    (void)unused;
    static const char *const words[] = {"ban a", "Ban A", "ban b", "Ban B", "bàn a"};
    assert_ascending(words, sizeof words / sizeof *words, text_compare_vn);
}

static void t_people_are_listed_by_given_name(void **unused)
{
    (void)unused;
    static const char *const names[] = {
        "An",           "Lê Văn An", "Nguyễn Thị An", "Nguyễn Văn An", "Phạm Ân",     "Trần Bình",
        "Bùi Thị Dung", "Vũ Đức",    "Đỗ Văn Hoà",    "Hoàng Thị Hòa", "Mai Văn Hoà", "Lê Hoa Ý"};
    assert_ascending(names, sizeof names / sizeof *names, text_compare_names);
}

static void t_normal_forms_compare_alike(void **unused)
{
    (void)unused;
    /* "ế" whole, as ê + acute, as e + two marks */
    assert_true(text_compare_vn("ti\xE1\xBA\xBFng a", "tie\xCC\x82\xCC\x81ng b") < 0);
    assert_true(text_compare_vn("tie\xCC\x82\xCC\x81ng a", "ti\xE1\xBA\xBFng b") < 0);
}

static void t_folding_is_idempotent_and_ignores_marks(void **unused)
{
    (void)unused;
    for (int i = 0; i < 1000; i++) {
        char *text = random_text();
        char *once = text_fold(text);
        char *twice = text_fold(once);
        assert_string_equal(once, twice);
        assert_null(strstr(once, "  "));
        char *clean = text_nfc(text);
        if (clean != NULL) {
            char *key = text_fold(clean);
            char *again = text_nfc(clean);
            assert_string_equal(key, once);
            assert_string_equal(again, clean);
            free(key);
            free(again);
        }
        free(clean);
        free(text);
        free(once);
        free(twice);
    }
}

static void t_distance_is_a_metric(void **unused)
{
    (void)unused;
    assert_int_equal(text_distance("Sở Xây dựng", "so xay dung"), 0);
    assert_int_equal(text_distance("Sở Y tế", "Sở Y té"), 0);
    assert_int_equal(text_distance("kitten", "sitting"), 3);
    for (int i = 0; i < 1000; i++) {
        char *a = random_text(), *b = random_text(), *c = random_text();
        size_t ab = text_distance(a, b);
        assert_int_equal(ab, text_distance(b, a));
        assert_int_equal(text_distance(a, a), 0);
        assert_true(ab <= text_distance(a, c) + text_distance(c, b));
        free(a);
        free(b);
        free(c);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(t_both_orders_are_total),
        cmocka_unit_test(t_case_matters_last),
        cmocka_unit_test(t_people_are_listed_by_given_name),
        cmocka_unit_test(t_normal_forms_compare_alike),
        cmocka_unit_test(t_folding_is_idempotent_and_ignores_marks),
        cmocka_unit_test(t_distance_is_a_metric),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
