/* Which passwords are refused: thousands of the usual ones, and no sentence of somebody's own. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "service/password.h"

static bool is_good(const char *password)
{
    struct solver_findings bad = {0};
    bool good = password_is_good(password, "lan.nt", "Nguyễn Thị Tuyết Lan", "/password", &bad);
    assert_int_equal(bad.n, good ? 0 : 1);
    if (!good)
        assert_string_equal(bad.items[0].where, "/password");
    solver_findings_release(&bad);
    return good;
}

/* Stems × what people put behind them to please a rule: none of it makes a password. */
static void t_the_usual_ones_are_refused(void **state)
{
    static const char *const stems[] = {
        "password",   "Password",
        "p@ssw0rd",   "P4$$w0rd",
        "matkhau",    "MatKhau",
        "mật khẩu",   "m@tkh4u",
        "admin",      "Admin",
        "quantri",    "qwerty",
        "Qwertyuiop", "asdfghjkl",
        "iloveyou",   "anhyeuem",
        "emyeuanh",   "welcome",
        "letmein",    "vietnam",
        "VietNam",    "hanoi",
        "hungyen",    "Hưng Yên",
        "thaibinh",   "quarters",
        "nhacongvu",  "Nhà công vụ",
        "soxaydung",  "SXD",
        "ubnd tinh",  "canbo",
        "lan.nt",     "nguyenthituyetlan",
        "tuyetlan",   "Tuyết Lan",
        "abcdefgh",   "zyxwvu",
        "1234567890", "aaaaaaaa",
        "dragon",     "changeme",
    };
    static const char *const tails[] = {
        "123456789012", "@1234567890",  "1990!!!!!!!!",    "2024@2024@2024",
        "!@#!@#!@#!@#", "000000000000", "_2025_2025_2025", "12345678@abc",
        "aaaaaaaaaaaa", "........1985", "20252025!1234",
    };
    static const char *const links[] = {"", "@", "_", ".", "#", "123", "2025"};
    int n = 0, n_taken = 0;
    (void)state;
    for (size_t i = 0; i < sizeof stems / sizeof *stems; i++)
        for (size_t j = 0; j < sizeof tails / sizeof *tails; j++)
            for (size_t k = 0; k < sizeof links / sizeof *links; k++) {
                char text[128];
                snprintf(text, sizeof text, "%s%s%s", stems[i], links[k], tails[j]);
                if (is_good(text))
                    print_message("%s is taken for good\n", text), n_taken++;
                n++;
            }
    assert_true(n > 3000);
    assert_int_equal(n_taken, 0);
}

static void t_ids_and_telephone_numbers_are_refused(void **state)
{
    static const char *const bad[] = {"033085012345", "0912345678 0912345678",
                                      "25-12-1985 25-12-85", "123123123123", "................"};
    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_false(is_good(bad[i]));
}

static void t_sentences_and_random_ones_are_taken(void **state)
{
    static const char *const good[] = {
        "con mèo ngủ trên mái nhà",
        "ba cây chụm lại nên hòn núi",
        "correct horse battery staple",
        "mưa rơi đầu ngõ",
        "x7#Kq!vR2mZp",
        "hqzjwvkmtrpl",
        "Bún chả phố cổ 7 giờ",
        "đi chợ mua cá rô",
    };
    (void)state;
    for (size_t i = 0; i < sizeof good / sizeof *good; i++)
        if (!is_good(good[i]))
            fail_msg("%s is refused", good[i]);
}

static void t_length_counts_characters(void **state)
{
    char text[600] = "";
    (void)state;
    assert_false(is_good("ượtđủồẵẽỷ12")); /* 11 */
    assert_true(is_good("ượtđủồẵẽỷkpq")); /* 12 */
    for (int i = 0; i < 32; i++)
        snprintf(text + strlen(text), sizeof text - strlen(text), "đêwz");
    assert_true(is_good(text)); /* 128 */
    snprintf(text + strlen(text), sizeof text - strlen(text), "x");
    assert_false(is_good(text));
}

static void t_what_no_keyboard_gives_again_is_refused(void **state)
{
    (void)state;
    assert_false(is_good("con m\xc3\xa8o\tng\x01 tr\xc3\xaan m\xc3\xa1i"));
    assert_false(is_good("con m\xe8o tren mai nha ngu"));
    assert_false(is_good("con meo\xe2\x80\x8b tren mai nha"));
}

/* The same word typed composed or not is the same password. */
static void t_every_keyboard_gives_the_same_bytes(void **state)
{
    char *a = password_clean("me\xcc\x80o");
    char *b = password_clean("m\xc3\xa8o");
    (void)state;
    assert_string_equal(a, b);
    free(a);
    free(b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(t_the_usual_ones_are_refused),
        cmocka_unit_test(t_ids_and_telephone_numbers_are_refused),
        cmocka_unit_test(t_sentences_and_random_ones_are_taken),
        cmocka_unit_test(t_length_counts_characters),
        cmocka_unit_test(t_what_no_keyboard_gives_again_is_refused),
        cmocka_unit_test(t_every_keyboard_gives_the_same_bytes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
