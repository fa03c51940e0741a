/* Rows to JSON and back by description: what is written is read again as it was. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "../../src/api/fields.h"

struct row {
    char *text, *known, *codes;
    int number, tenths, hundredths, answer;
    int64_t count;
    size_t size;
    bool is_so;
};

static const struct api_field FIELDS[] = {
    {"text", FIELD_TEXT, offsetof(struct row, text)},
    {"known", FIELD_KNOWN, offsetof(struct row, known)},
    {"codes", FIELD_CODES, offsetof(struct row, codes)},
    {"number", FIELD_INT, offsetof(struct row, number)},
    {"tenths", FIELD_TENTHS, offsetof(struct row, tenths)},
    {"hundredths", FIELD_HUNDREDTHS, offsetof(struct row, hundredths)},
    {"answer", FIELD_ANSWER, offsetof(struct row, answer)},
    {"count", FIELD_COUNT, offsetof(struct row, count)},
    {"size", FIELD_SIZE, offsetof(struct row, size)},
    {"is_so", FIELD_YES_NO, offsetof(struct row, is_so)},
};
enum { N = sizeof FIELDS / sizeof *FIELDS };

static void release(struct row *r)
{
    free(r->text);
    free(r->known);
    free(r->codes);
    *r = (struct row){0};
}

static struct row read_back(const char *json, struct solver_findings *bad)
{
    struct row r = {0};
    struct err e = {0};
    struct json *tree = json_parse(json, strlen(json), &e);
    assert_non_null(tree);
    api_read_fields(tree, FIELDS, N, &r, bad);
    json_free(tree);
    return r;
}

static void t_what_is_written_is_read_again(void **state)
{
    (void)state;
    for (int i = -1; i < 1300; i++) {
        char text[32], codes[32] = "";
        struct solver_findings bad = {0};
        struct buf json = {0};
        snprintf(text, sizeof text, "%s \"%d\"", i % 2 ? "Đặng" : "", i);
        if (i % 3 != 0)
            snprintf(codes, sizeof codes, i % 3 == 1 ? "a%d" : "a%d b%d c", i, i);
        struct row r = {.text = text,
                        .known = i % 5 ? text : "",
                        .codes = codes,
                        .number = i,
                        .tenths = i,
                        .hundredths = i,
                        .answer = (i + 1) % 3 - 1,
                        .count = (int64_t)i << 33,
                        .size = (size_t)(i + 1),
                        .is_so = i % 2};
        buf_char(&json, '{');
        api_write_fields(&json, FIELDS, N, &r);
        buf_char(&json, '}');
        struct row back = read_back(json.data, &bad);
        assert_int_equal(bad.n, 0);
        assert_string_equal(back.text, r.text);
        assert_string_equal(back.known, r.known);
        assert_string_equal(back.codes, r.codes);
        assert_int_equal(back.number, r.number);
        assert_int_equal(back.tenths, r.tenths);
        assert_int_equal(back.hundredths, r.hundredths);
        assert_int_equal(back.answer, r.answer);
        assert_true(back.count == r.count && back.size == r.size && back.is_so == r.is_so);
        release(&back);
        buf_release(&json);
    }
}

static void t_what_is_not_there_is_left_alone(void **state)
{
    struct solver_findings bad = {0};
    (void)state;
    struct row r = {.number = 7};
    struct err e = {0};
    struct json *tree = json_parse("{\"tenths\":1.5}", 14, &e);
    api_read_fields(tree, FIELDS, N, &r, &bad);
    assert_int_equal(r.number, 7);
    assert_int_equal(r.tenths, 15);
    json_free(tree);
}

static void t_more_decimal_places_than_kept_are_a_finding(void **state)
{
    struct solver_findings bad = {0};
    (void)state;
    struct row r = read_back("{\"tenths\":1.25,\"hundredths\":1.25}", &bad);
    assert_int_equal(bad.n, 1);
    assert_string_equal(bad.items[0].where, "/tenths");
    assert_int_equal(r.hundredths, 125);
    solver_findings_release(&bad);
    release(&r);
}

static void t_instants_are_those_of_vietnam(void **state)
{
    struct buf out = {0};
    (void)state;
    api_write_instant(&out, 1751302800); /* 2025-06-30T17:00:00Z */
    assert_string_equal(out.data, "\"2025-07-01T00:00:00+07:00\"");
    buf_release(&out);
    api_write_instant(&out, 0);
    assert_string_equal(out.data, "null");
    buf_release(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(t_what_is_written_is_read_again),
        cmocka_unit_test(t_what_is_not_there_is_left_alone),
        cmocka_unit_test(t_more_decimal_places_than_kept_are_a_finding),
        cmocka_unit_test(t_instants_are_those_of_vietnam),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
