/* Bodies of forms: what was encoded comes back, whatever it is; what is badly made is refused. */
#include "base/form.h"

#include "base/buf.h"
#include "expect.h"

/* Encodes every byte that is no letter or digit. */
static void encode(struct buf *out, const char *text)
{
    for (const unsigned char *p = (const unsigned char *)text; *p != '\0'; p++)
        if ((*p >= 'a' && *p <= 'z') || (*p >= '0' && *p <= '9'))
            buf_char(out, (char)*p);
        else if (*p == ' ')
            buf_char(out, '+');
        else
            buf_fmt(out, "%%%02X", *p);
}

static int parse(const char *body, struct form *f)
{
    e = (struct err){0};
    return form_parse(body, strlen(body), f, &e);
}

static void t_what_was_encoded_comes_back(void **state)
{
    static const char *const TEXTS[] = {
        "",    "a",         "Nước rò & tràn = 100%", "attribute[since]", "dòng 1\r\ndòng 2",
        "+ +", "đường\tống"};
    enum { N = sizeof TEXTS / sizeof *TEXTS };
    (void)state;
    for (size_t i = 0; i < N; i++)
        for (size_t k = 0; k < N; k++) {
            struct buf body = {0};
            struct form f;
            buf_str(&body, "x=1&");
            encode(&body, TEXTS[i]);
            buf_char(&body, '=');
            encode(&body, TEXTS[k]);
            ok(form_parse(body.data, body.len, &f, &e));
            assert_int_equal(f.n, 2);
            assert_string_equal(f.fields[1].name, TEXTS[i]);
            assert_string_equal(f.fields[1].value, TEXTS[k]);
            form_release(&f);
            buf_release(&body);
        }
}

static void t_texts_come_out_in_nfc(void **state)
{
    struct form f;
    (void)state;
    ok(parse("a=Nu%CC%9Bo%CC%9B%CC%81c", &f)); /* u, o and marks of their own */
    assert_string_equal(form_get(&f, "a"), "Nước");
    form_release(&f);
    refused(parse("a=%E2%80%AEabc", &f), ERR_INPUT); /* turns the direction of what follows */
    form_release(&f);
}

static void t_names_may_repeat_and_the_first_counts(void **state)
{
    struct form f;
    (void)state;
    ok(parse("a=1&b&a=2&&c=", &f));
    assert_int_equal(f.n, 4);
    assert_string_equal(form_get(&f, "a"), "1");
    assert_string_equal(form_get(&f, "b"), "");
    assert_string_equal(form_get(&f, "c"), "");
    assert_null(form_get(&f, "d"));
    form_release(&f);
    ok(parse("", &f));
    assert_int_equal(f.n, 0);
    form_release(&f);
}

static void t_what_is_badly_made_is_refused(void **state)
{
    static const char *const BAD[] = {"a=%",   "a=%4",  "a=%zz", "a=%00",
                                      "%00=a", "a=%ff", "a=%01", "a=\x01"};
    struct form f;
    (void)state;
    for (size_t i = 0; i < sizeof BAD / sizeof *BAD; i++) {
        refused(parse(BAD[i], &f), ERR_INPUT);
        form_release(&f);
    }
    e = (struct err){0};
    refused(form_parse("a=1\0b", 5, &f, &e), ERR_INPUT);
    form_release(&f);
    struct buf many = {0};
    for (int i = 0; i <= FORM_MAX_FIELDS; i++)
        buf_str(&many, "a=1&");
    refused(parse(many.data, &f), ERR_INPUT);
    form_release(&f);
    buf_release(&many);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(t_what_was_encoded_comes_back),
        cmocka_unit_test(t_texts_come_out_in_nfc),
        cmocka_unit_test(t_names_may_repeat_and_the_first_counts),
        cmocka_unit_test(t_what_is_badly_made_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
