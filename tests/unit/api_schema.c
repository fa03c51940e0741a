/* Laws of the schema interpreter: what a document says is judged, and what it says that nobody
 * would judge is refused. */
#include "../../src/api/schema.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/mem.h"

/* A document with one operation, "op": this body and these parameters; components beside. */
static char *document(const char *body, const char *params, const char *components)
{
    struct buf b = {0};
    buf_fmt(&b,
            "{\"openapi\":\"3.1.0\",\"info\":{},\"paths\":{\"/a/{b}\":{\"post\":{"
            "\"operationId\":\"op\",\"parameters\":[%s],\"requestBody\":{\"required\":true,"
            "\"content\":{\"application/json\":{\"schema\":%s}}},\"responses\":{\"204\":{"
            "\"description\":\"done\"}}}}},\"components\":{\"schemas\":{%s}}}",
            params, body, components);
    return buf_take(&b);
}

static struct schema *load(char *text)
{
    struct schema *s = NULL;
    struct err e = {0};
    if (schema_load(&s, text, strlen(text), &e) != ERR_OK)
        fail_msg("%s\n%s", e.en, text);
    free(text);
    return s;
}

/* All places of findings, in their order, each with a blank behind it. */
static char *places(const struct solver_findings *bad)
{
    struct buf b = {0};
    buf_str(&b, "");
    for (size_t i = 0; i < bad->n; i++) {
        assert_true(bad->items[i].vi[0] != '\0' && bad->items[i].en[0] != '\0');
        assert_string_not_equal(bad->items[i].vi, "");
        buf_fmt(&b, "%s ", bad->items[i].where);
    }
    return buf_take(&b);
}

static void judge(const struct schema *s, const char *body, const char *expected)
{
    struct err e = {0};
    struct solver_findings bad = {0};
    struct json *root = body == NULL ? NULL : json_parse(body, strlen(body), &e);
    assert_true(body == NULL || root != NULL);
    const bool is_good = schema_body(schema_operation(s, "op"), root, &bad);
    char *found = places(&bad);
    if (strcmp(found, expected) != 0 || is_good != (bad.n == 0))
        fail_msg("%s: \"%s\" instead of \"%s\" (%s)", body, found, expected,
                 bad.n > 0 ? bad.items[0].en : "");
    free(found);
    solver_findings_release(&bad);
    json_free(root);
}

#define CLOSED "\"type\":\"object\",\"additionalProperties\":false,\"properties\":"
#define TEXT   "{\"type\":\"string\",\"maxLength\":5}"

/* Schema, body, and where the errors lie, with a blank behind each. */
static const struct {
    const char *schema, *body, *where;
} JUDGED[] = {
    {"{\"type\":\"integer\"}", "6", ""},
    {"{\"type\":\"integer\"}", "6.0", " "},
    {"{\"type\":\"integer\"}", "\"6\"", " "},
    {"{\"type\":\"number\"}", "6", ""},
    {"{\"type\":\"number\"}", "6.5", ""},
    {"{\"type\":\"number\"}", "true", " "},
    {"{\"type\":\"boolean\"}", "false", ""},
    {"{\"type\":\"boolean\"}", "0", " "},
    {"{\"type\":[\"integer\",\"null\"]}", "null", ""},
    {"{\"type\":[\"integer\",\"null\"]}", "{}", " "},
    {"{\"type\":\"integer\",\"minimum\":1,\"maximum\":3}", "1", ""},
    {"{\"type\":\"integer\",\"minimum\":1,\"maximum\":3}", "3", ""},
    {"{\"type\":\"integer\",\"minimum\":1,\"maximum\":3}", "0", " "},
    {"{\"type\":\"integer\",\"minimum\":1,\"maximum\":3}", "4", " "},
    {"{\"type\":\"number\",\"minimum\":0.5}", "0.49", " "},
    {TEXT, "\"ngườ\"", ""},
    {TEXT, "\"người\"", ""}, /* five characters, seven bytes */
    {TEXT, "\"người.\"", " "},
    {"{\"type\":\"string\",\"minLength\":2,\"maxLength\":3}", "\"ở\"", " "},
    {"{\"type\":\"string\",\"pattern\":\"^HS-[0-9]{4}$\",\"maxLength\":7}", "\"HS-0001\"", ""},
    {"{\"type\":\"string\",\"pattern\":\"^HS-[0-9]{4}$\",\"maxLength\":7}", "\"HS-00O1\"", " "},
    {"{\"type\":\"string\",\"pattern\":\"^a(b|c)+\\\\.$\",\"maxLength\":9}", "\"abcc.\"", ""},
    {"{\"type\":\"string\",\"pattern\":\"^a(b|c)+\\\\.$\",\"maxLength\":9}", "\"abccx\"", " "},
    {"{\"type\":\"string\",\"format\":\"date\"}", "\"2024-02-29\"", ""},
    {"{\"type\":\"string\",\"format\":\"date\"}", "\"2023-02-29\"", " "},
    {"{\"type\":\"string\",\"format\":\"date\"}", "\"2023-2-9\"", " "},
    {"{\"type\":\"string\",\"format\":\"date-time\"}", "\"2026-07-01T08:00:00+07:00\"", ""},
    {"{\"type\":\"string\",\"format\":\"date-time\"}", "\"2026-07-01T23:59:59.25Z\"", ""},
    {"{\"type\":\"string\",\"format\":\"date-time\"}", "\"2026-07-01T24:00:00Z\"", " "},
    {"{\"type\":\"string\",\"format\":\"date-time\"}", "\"2026-07-01T08:60:00Z\"", " "},
    {"{\"type\":\"string\",\"format\":\"date-time\"}", "\"2026-07-01T08:00:00\"", " "},
    {"{\"type\":\"string\",\"format\":\"date-time\"}", "\"2026-06-31T08:00:00Z\"", " "},
    {"{\"type\":\"string\",\"format\":\"date-time\"}", "\"2026-07-01T08:00:00.Z\"", " "},
    {"{\"type\":\"string\",\"format\":\"date-time\"}", "\"2026-07-01T08:00:00+7:00\"", " "},
    {"{\"enum\":[\"a\",1,null]}", "\"a\"", ""},
    {"{\"enum\":[\"a\",1,null]}", "null", ""},
    {"{\"enum\":[\"a\",1,null]}", "\"1\"", " "},
    {"{\"const\":true}", "true", ""},
    {"{\"const\":true}", "false", " "},
    {"{\"const\":\"\"}", "\"x\"", " "},
    {"{\"type\":\"array\",\"maxItems\":2,\"items\":{\"type\":\"integer\"}}", "[1,2]", ""},
    {"{\"type\":\"array\",\"maxItems\":3,\"items\":{\"type\":\"integer\"}}", "[\"\",2,{}]",
     "/0 /2 "},
    {"{\"type\":\"array\",\"maxItems\":2}", "[1,2,3]", " "},
    {"{\"type\":\"array\",\"maxItems\":2,\"minItems\":1}", "[]", " "},
    {"{\"type\":\"array\",\"maxItems\":9,\"uniqueItems\":true}", "[1,{\"a\":[2]},1.0,\"1\"]", ""},
    {"{\"type\":\"array\",\"maxItems\":9,\"uniqueItems\":true}",
     "[{\"a\":1,\"b\":2},3,{\"b\":2,\"a\":1},3,3]", "/2 /3 /4 "},
    {"{" CLOSED "{\"a\":" TEXT ",\"b\":{\"type\":\"boolean\"}},\"required\":[\"a\",\"b\"]}", "{}",
     "/a /b "},
    {"{" CLOSED "{\"a\":" TEXT ",\"b\":{\"type\":\"boolean\"}},\"required\":[\"b\"]}",
     "{\"b\":true,\"c\":1,\"role\":\"admin\"}", "/c /role "},
    {"{" CLOSED "{\"a/b\":" TEXT ",\"~\":" TEXT "}}", "{\"a/b\":1,\"~\":2}", "/a~1b /~0 "},
    {"{" CLOSED "{},\"minProperties\":1}", "{}", " "},
    {"{\"type\":\"object\",\"additionalProperties\":{\"type\":\"integer\"}}",
     "{\"x\":1,\"y\":\"\",\"z\":null}", "/y /z "},
    {"{\"type\":\"object\"}", "{\"any\":[\"thing\"]}", ""},
    {"{\"type\":\"object\",\"additionalProperties\":false}", "{\"x\":1}", "/x "},
    {"{\"anyOf\":[" TEXT ",{\"type\":\"null\"}]}", "null", ""},
    {"{\"anyOf\":[{\"type\":\"null\"}," TEXT "]}", "\"short\"", ""},
    {"{\"anyOf\":[" TEXT ",{\"type\":\"null\"}]}", "\"longer\"", " "},
    {"{\"$ref\":\"#/components/schemas/tree\",\"description\":\"\"}",
     "{\"n\":1,\"kids\":[{\"n\":2},{\"n\":\"3\",\"kids\":[{},{\"n\":0,\"x\":0}]}]}",
     "/kids/1/n /kids/1/kids/0/n /kids/1/kids/1/x "},
    /* texts, whatever the schema says; names too */
    {"{}", "[\"Nguyễn\",\"two\\nlines\\t\",\"\"]", ""},
    {"{}", "[\"Nguye\\u0302\\u0303n\"]", "/0 "},       /* not NFC */
    {"{}", "[\"a\\u202Eb\",\"a\\u200Bb\"]", "/0 /1 "}, /* bidirectional, zero width */
    {"{}", "[\"a\\u0007b\",\"\\uE000\"]", "/0 /1 "},   /* control, private use */
    {"{}", "{\"a\\u200Bb\":\"\\uFEFF\"}", "/a\u200Bb /a\u200Bb "},
};

static const char TREE[] = "\"tree\":{" CLOSED "{\"n\":{\"type\":\"integer\"},\"kids\":{\"type\":"
                           "\"array\",\"maxItems\":4,\"items\":{\"$ref\":"
                           "\"#/components/schemas/tree\"}}},\"required\":[\"n\"]}";

static void t_every_keyword_judges(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof JUDGED / sizeof *JUDGED; i++) {
        struct schema *s = load(document(JUDGED[i].schema, "", TREE));
        judge(s, JUDGED[i].body, JUDGED[i].where);
        schema_free(s);
    }
}

static void t_a_needed_body_must_be_there(void **state)
{
    (void)state;
    struct schema *s = load(document("{}", "", ""));
    judge(s, NULL, " ");
    judge(s, "null", "");
    schema_free(s);
}

/* Schemas of a body, and what the error must name. */
static const struct {
    const char *schema, *named;
} REFUSED[] = {
    {"{\"type\":\"string\",\"maxLenght\":5}", "maxLenght"},
    {"{\"oneOf\":[{}]}", "oneOf"},
    {"{\"type\":\"integer\",\"minLength\":5}", "minLength"},
    {"{\"minLength\":5}", "minLength"},
    {"{\"type\":\"text\"}", "type"},
    {"{\"type\":[]}", "type"},
    {"{\"type\":\"string\",\"maxLength\":-1}", "maxLength"},
    {"{\"type\":\"string\",\"maxLength\":5.0}", "maxLength"},
    {"{\"type\":\"string\",\"format\":\"email\"}", "format"},
    {"{\"type\":\"string\",\"maxLength\":9,\"pattern\":\"^\\\\d+$\"}", "d+"},
    {"{\"type\":\"string\",\"maxLength\":9,\"pattern\":\"(?:a)\"}", "(?:a)"},
    {"{\"type\":\"string\",\"maxLength\":9,\"pattern\":\"a*?\"}", "a*?"},
    {"{\"type\":\"string\",\"maxLength\":9,\"pattern\":\"[à-ỹ]\"}", "pattern"},
    {"{\"type\":\"string\",\"maxLength\":9,\"pattern\":\"[[:digit:]]\"}", "digit"},
    {"{\"type\":\"string\",\"maxLength\":9,\"pattern\":\"(a\"}", "(a"},
    {"{\"type\":\"string\"}", "maxLength"},
    {"{\"type\":\"array\"}", "maxItems"},
    {"{\"type\":\"array\",\"maxItems\":3,\"items\":{\"type\":\"string\"}}", "maxLength"},
    {"{\"type\":\"object\",\"properties\":{}}", "additionalProperties"},
    {"{" CLOSED "{},\"required\":[\"a\"]}", "a"},
    {"{\"enum\":[]}", "enum"},
    {"{\"anyOf\":[{},{}]}", "anyOf"},
    {"{\"type\":\"null\",\"anyOf\":[{},{\"type\":\"null\"}]}", "anyOf"},
    {"{\"$ref\":\"#/components/schemas/none\"}", "none"},
    {"{\"$ref\":\"#/paths\"}", "#/paths"},
    {"{\"$ref\":\"#/components/schemas/ring\"}", "ring"},
    {"{\"$ref\":\"#/components/schemas/tree\",\"type\":\"object\"}", "type"},
    {"true", ""},
};

static void t_what_is_not_enforced_is_refused(void **state)
{
    (void)state;
    struct buf beside = {0};
    buf_fmt(&beside, "%s,\"ring\":{\"$ref\":\"#/components/schemas/ring\"}", TREE);
    for (size_t i = 0; i < sizeof REFUSED / sizeof *REFUSED; i++) {
        struct err e = {0};
        struct schema *s = NULL;
        char *text = document(REFUSED[i].schema, "", beside.data);
        assert_int_equal(schema_load(&s, text, strlen(text), &e), ERR_INTERNAL);
        if (!strstr(e.en, REFUSED[i].named) || !strstr(e.vi, REFUSED[i].named) ||
            !strstr(e.en, "#/paths//a/{b}/post/requestBody"))
            fail_msg("%s: %s", REFUSED[i].schema, e.en);
        free(text);
    }
    buf_release(&beside);
}

static void t_documents_that_are_none(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "",
        "[]",
        "{\"openapi\":\"3.0.3\",\"paths\":{}}",
        "{\"openapi\":\"3.1.0\",\"paths\":{\"/a\":{\"trace\":{}}}}",
        "{\"openapi\":\"3.1.0\",\"paths\":{\"/a\":{\"get\":{\"responses\":{\"200\":{}}}}}}",
        "{\"openapi\":\"3.1.0\",\"paths\":{\"/a\":{\"get\":{\"operationId\":\"a\"}}}}",
        "{\"openapi\":\"3.1.0\",\"paths\":{\"/a\":{\"get\":{\"operationId\":\"a\",\"responses\":"
        "{\"default\":{}}}}}}",
        "{\"openapi\":\"3.1.0\",\"paths\":{\"/a\":{\"get\":{\"operationId\":\"a\",\"callbacks\":"
        "{},\"responses\":{\"200\":{}}}}}}",
        "{\"openapi\":\"3.1.0\",\"paths\":{\"/a\":{\"get\":{\"operationId\":\"a\",\"responses\":"
        "{\"200\":{}}},\"put\":{\"operationId\":\"a\",\"responses\":{\"200\":{}}}}}}",
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct err e = {0};
        struct schema *s = NULL;
        assert_int_equal(schema_load(&s, texts[i], strlen(texts[i]), &e), ERR_INTERNAL);
        assert_true(e.vi[0] != '\0' && e.en[0] != '\0');
        assert_null(s);
    }
}

/* ---- parameters ---- */

static const char PARAMS[] =
    "{\"name\":\"b\",\"in\":\"path\",\"required\":true,\"schema\":{\"type\":\"string\"}},"
    "{\"name\":\"limit\",\"in\":\"query\",\"schema\":{\"type\":\"integer\",\"minimum\":1,"
    "\"maximum\":500}},"
    "{\"name\":\"state\",\"in\":\"query\",\"schema\":{\"type\":\"string\",\"enum\":[\"open\","
    "\"closed\"]}},"
    "{\"name\":\"mine\",\"in\":\"query\",\"schema\":{\"type\":\"boolean\"}},"
    "{\"name\":\"since\",\"in\":\"query\",\"required\":true,\"schema\":{\"type\":\"string\","
    "\"format\":\"date\"}},"
    "{\"name\":\"If-Match\",\"in\":\"header\",\"schema\":{\"type\":\"string\"}}";

static void t_parameters_are_judged(void **state)
{
    (void)state;
    static const struct {
        struct http_param params[3];
        size_t n;
        const char *where;
    } cases[] = {
        {{{"since", "2026-01-01"}}, 1, ""},
        {{{"since", "2026-01-01"}, {"limit", "500"}, {"mine", "true"}}, 3, ""},
        {{{"since", "1/1/2026"}, {"state", "open"}}, 2, "?since "},
        {{{"limit", "0"}, {"state", "Open"}}, 2, "?limit ?state ?since "},
        {{{"since", "2026-01-01"}, {"limit", "501"}, {"mine", "1"}}, 3, "?limit ?mine "},
        {{{"since", "2026-01-01"}, {"limit", "5x"}, {"Limit", "5"}}, 3, "?Limit ?limit "},
        {{{"since", "2026-01-01"}, {"limit", ""}, {"mine", ""}}, 3, "?limit ?mine "},
        {{{"since", "2026-01-01"}, {"limit", "+5"}}, 2, "?limit "},
        {{{"since", "2026-01-01"}, {"limit", "05"}}, 2, "?limit "},
        {{{"since", "2026-01-01"}, {"limit", "99999999999999999999"}}, 2, "?limit "},
        {{{"since", "2026-01-01"}, {"b", "in the path"}}, 2, "?b "},
        {{{"since", "2026-01-01"}, {"If-Match", "x"}}, 2, "?If-Match "},
    };
    struct schema *s = load(document("{}", PARAMS, ""));
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct solver_findings bad = {0};
        const bool is_good =
            schema_params(schema_operation(s, "op"), cases[i].n, cases[i].params, &bad);
        char *found = places(&bad);
        assert_string_equal(found, cases[i].where);
        assert_int_equal(is_good, bad.n == 0);
        free(found);
        solver_findings_release(&bad);
    }
    schema_free(s);
}

static void t_parameters_are_plain(void **state)
{
    (void)state;
    static const char *const schemas[] = {"{\"type\":\"array\"}", "{}", "{\"type\":\"number\"}",
                                          "{\"type\":[\"string\",\"null\"]}",
                                          "{\"type\":\"integer\",\"enum\":[1]}"};
    for (size_t i = 0; i < sizeof schemas / sizeof *schemas; i++) {
        struct err e = {0};
        struct schema *s = NULL;
        struct buf param = {0};
        buf_fmt(&param, "{\"name\":\"p\",\"in\":\"query\",\"schema\":%s}", schemas[i]);
        char *text = document("{}", param.data, "");
        assert_int_equal(schema_load(&s, text, strlen(text), &e), ERR_INTERNAL);
        free(text);
        buf_release(&param);
    }
}

/* ---- what a body may cost ---- */

static void t_errors_have_an_end(void **state)
{
    (void)state;
    struct schema *s =
        load(document("{\"type\":\"array\",\"maxItems\":5000,\"items\":" TEXT "}", "", ""));
    struct buf body = {0};
    struct err e = {0};
    struct solver_findings bad = {0};
    buf_str(&body, "[0");
    for (int i = 1; i < 5000; i++)
        buf_str(&body, ",0");
    buf_char(&body, ']');
    struct json *root = json_parse(body.data, body.len, &e);
    assert_false(schema_body(schema_operation(s, "op"), root, &bad));
    assert_int_equal(bad.n, SCHEMA_MAX_ERRORS + 1);
    assert_string_equal(bad.items[bad.n - 1].where, "");
    json_free(root);
    buf_release(&body);
    solver_findings_release(&bad);
    schema_free(s);
}

/* ---- answers ---- */

static void t_answers_are_what_the_document_says(void **state)
{
    (void)state;
    static const char text[] =
        "{\"openapi\":\"3.1.1\",\"paths\":{\"/a\":{\"get\":{\"operationId\":\"get\",\"summary\":"
        "\"A\",\"responses\":{\"404\":{\"$ref\":\"#/components/responses/none\"},\"200\":{"
        "\"description\":\"\",\"content\":{\"text/csv\":{\"schema\":{}},\"application/json\":{"
        "\"schema\":{\"type\":\"object\",\"properties\":{\"n\":{\"type\":\"integer\"}}}}}}}},"
        "\"delete\":{\"operationId\":\"delete\",\"responses\":{\"204\":{\"description\":\"\"}}}}},"
        "\"components\":{\"responses\":{\"none\":{\"description\":\"\",\"content\":{"
        "\"application/problem+json\":{\"schema\":{}}}}}}}";
    struct schema *s = load(mem_dup(text));
    assert_int_equal(schema_n_operations(s), 2);
    assert_string_equal(schema_operation_at(s, 0)->id, "delete");
    assert_null(schema_operation(s, "put"));
    const struct schema_operation *op = schema_operation(s, "get");
    assert_ptr_equal(op, schema_operation_at(s, 1));
    assert_true(op->method == HTTP_GET && !op->has_body && strcmp(op->path, "/a") == 0);
    assert_string_equal(op->summary, "A");
    assert_int_equal(op->n_answers, 2);
    assert_int_equal(op->answers[0].status, 200);
    assert_int_equal(op->answers[0].n_types, 2);
    assert_string_equal(op->answers[0].types[0], "text/csv");
    assert_string_equal(schema_answer(op, 404)->types[0], "application/problem+json");
    assert_null(schema_answer(op, 500));
    assert_int_equal(schema_answer(schema_operation(s, "delete"), 204)->n_types, 0);

    /* an answer's object is closed, said or not */
    struct err e = {0};
    struct solver_findings bad = {0};
    struct json *body = json_parse("{\"n\":1,\"secret\":2}", 18, &e);
    assert_false(schema_answer_body(schema_answer(op, 200), body, &bad));
    assert_int_equal(bad.n, 1);
    assert_string_equal(bad.items[0].where, "/secret");
    assert_false(schema_body(op, body, &bad)); /* it takes none */
    json_free(body);
    solver_findings_release(&bad);
    schema_free(s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(t_every_keyword_judges),
        cmocka_unit_test(t_a_needed_body_must_be_there),
        cmocka_unit_test(t_what_is_not_enforced_is_refused),
        cmocka_unit_test(t_documents_that_are_none),
        cmocka_unit_test(t_parameters_are_judged),
        cmocka_unit_test(t_parameters_are_plain),
        cmocka_unit_test(t_errors_have_an_end),
        cmocka_unit_test(t_answers_are_what_the_document_says),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
