/* The schema interpreter against a naive twin: random documents, random bodies, and both damaged.
 *
 *     api_schema [COUNT [FIRST_SEED]]      also FUZZ_COUNT, FUZZ_SEED; make fuzz: 5,000
 *
 * The twin reads the document anew for each value, follows references by name and compiles nothing.
 * Both must name the same places, as often. A case that breaks the law is written to
 * build/fuzz-schema-SEED.json. */
#include "../../src/api/schema.h"

#include <regex.h>
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

enum { BODIES = 12, DAMAGES = 20, COMPONENTS = 3, LONGEST = 6 };

static long n_documents = 300, first_seed = 1;

static uint64_t rng;

static unsigned draw(unsigned n) /* 0 … n-1; Knuth's MMIX */
{
    rng = rng * 6364136223846793005u + 1442695040888963407u;
    return (unsigned)((rng >> 33) % n);
}

static bool maybe(unsigned percent)
{
    return draw(100) < percent;
}

/* ---- documents ---- */

static const char *const NAMES[] = {"a", "b", "a/b", "~", "tên"};
static const char *const TEXTS[] = {"",        "a",          "ab",         "HS-1",
                                    "người",   "2026-02-28", "2026-02-30", "x\u200Bx",
                                    "e\u0301", "two\nlines", "abcdefgh"};
#define PICK(list) (list)[draw(sizeof(list) / sizeof *(list))]

static void value(struct buf *b, int depth);

static void schema(struct buf *b, int depth);

static void string_schema(struct buf *b)
{
    static const char *const rest[] = {",\"maxLength\":3", ",\"minLength\":2,\"maxLength\":5",
                                       ",\"maxLength\":4,\"pattern\":\"^(a|HS-[0-9])\"",
                                       ",\"format\":\"date\""};
    buf_fmt(b, "{\"type\":%s%s}", maybe(30) ? "[\"null\",\"string\"]" : "\"string\"", PICK(rest));
}

static void array_schema(struct buf *b, int depth)
{
    buf_fmt(b, "{\"type\":\"array\",\"minItems\":%u,\"maxItems\":%u,\"uniqueItems\":%s,\"items\":",
            draw(2), 1 + draw(4), maybe(50) ? "true" : "false");
    schema(b, depth - 1);
    buf_char(b, '}');
}

static void object_schema(struct buf *b, int depth)
{
    const unsigned n = draw(4);
    buf_fmt(b, "{\"type\":\"object\",\"minProperties\":%u,\"properties\":{", draw(3));
    for (unsigned i = 0; i < n; i++) {
        buf_fmt(b, "%s\"%s\":", i ? "," : "", NAMES[i]);
        schema(b, depth - 1);
    }
    buf_str(b, "},\"additionalProperties\":");
    if (maybe(75))
        buf_str(b, "false");
    else
        schema(b, depth - 1);
    buf_str(b, ",\"required\":[");
    const unsigned n_needed = draw(n + 1);
    for (unsigned i = 0; i < n_needed; i++)
        buf_fmt(b, "%s\"%s\"", i ? "," : "", NAMES[i]);
    buf_str(b, "]}");
}

static void schema(struct buf *b, int depth)
{
    static const char *const numbers[] = {"integer", "number"};
    switch (draw(depth > 0 ? 9 : 4)) {
    case 0:
        string_schema(b);
        break;
    case 1:
        buf_fmt(b, "{\"type\":\"%s\",\"minimum\":%u,\"maximum\":%u.5}", PICK(numbers), draw(3),
                2 + draw(3));
        break;
    case 2:
        buf_str(b, "{\"enum\":[\"a\",1,null,[2]],\"description\":\"one\"}");
        break;
    case 3:
        buf_fmt(b, "{\"const\":%s}", maybe(50) ? "true" : "{\"a\":1}");
        break;
    case 4:
        array_schema(b, depth);
        break;
    case 5:
        buf_fmt(b, "{\"$ref\":\"#/components/schemas/c%u\",\"title\":\"\"}", draw(COMPONENTS));
        break;
    case 6:
        buf_str(b, "{\"anyOf\":[");
        buf_str(b, maybe(50) ? "{\"type\":\"null\"}," : "");
        const bool is_last = b->data[b->len - 1] == '[';
        schema(b, depth - 1);
        buf_str(b, is_last ? ",{\"type\":\"null\"}]}" : "]}");
        break;
    default:
        object_schema(b, depth);
    }
}

static char *document(void)
{
    struct buf b = {0};
    buf_str(&b, "{\"openapi\":\"3.1.0\",\"paths\":{\"/\":{\"post\":{\"operationId\":\"op\","
                "\"requestBody\":{\"content\":{\"application/json\":{\"schema\":");
    schema(&b, 3);
    buf_str(&b, "}}},\"responses\":{\"204\":{}}}}},\"components\":{\"schemas\":{");
    for (int i = 0; i < COMPONENTS; i++) {
        buf_fmt(&b, "%s\"c%d\":", i ? "," : "", i);
        if (maybe(50))
            object_schema(&b, 2);
        else
            array_schema(&b, 2);
    }
    buf_str(&b, "}}}");
    return buf_take(&b);
}

/* ---- bodies: of the schema's kind mostly ---- */

static void value(struct buf *b, int depth)
{
    static const char *const plain[] = {"null", "true", "false", "0",  "1",   "2",
                                        "3",    "4",    "1.5",   "-1", "2.0", "[2]"};
    const unsigned n = draw(4);
    switch (draw(depth > 0 ? 4 : 2)) {
    case 0:
        buf_str(b, PICK(plain));
        break;
    case 1:
        buf_json(b, PICK(TEXTS));
        break;
    case 2:
        buf_char(b, '[');
        for (unsigned i = 0; i < n; i++) {
            buf_str(b, i ? "," : "");
            value(b, depth - 1);
        }
        buf_char(b, ']');
        break;
    default:
        buf_char(b, '{');
        for (unsigned i = 0; i < n; i++) {
            buf_str(b, i ? "," : "");
            buf_json(b, NAMES[i]);
            buf_char(b, ':');
            value(b, depth - 1);
        }
        buf_char(b, '}');
    }
}

static const struct json *body_schema(const struct json *root)
{
    static const char *const way[] = {
        "paths", "/", "post", "requestBody", "content", "application/json", "schema"};
    for (size_t i = 0; i < sizeof way / sizeof *way; i++)
        root = json_get(root, way[i]);
    return root;
}

static const struct json *resolve(const struct json *root, const struct json *s)
{
    const char *ref = json_text(json_get(s, "$ref"));
    return *ref == '\0'
               ? s
               : json_get(json_get(json_get(root, "components"), "schemas"), strrchr(ref, '/') + 1);
}

/* Something that the schema likely takes. */
static void fitting(struct buf *b, const struct json *root, const struct json *s, int depth)
{
    s = resolve(root, s);
    const struct json *type = json_get(s, "type");
    const char *name = json_text(json_is_array(type) ? json_at(type, 1) : type);
    struct json_member m = {0};
    unsigned n = 0;
    if (depth == 0 || maybe(6)) {
        value(b, 2);
    } else if (json_get(s, "anyOf") != NULL) {
        fitting(b, root, json_at(json_get(s, "anyOf"), draw(2)), depth - 1);
    } else if (strcmp(name, "null") == 0) {
        buf_str(b, "null");
    } else if (strcmp(name, "string") == 0) {
        buf_json(b, PICK(TEXTS));
    } else if (strcmp(name, "array") == 0) {
        buf_char(b, '[');
        for (n = draw(3); n > 0; n--) {
            fitting(b, root, json_get(s, "items"), depth - 1);
            buf_str(b, n > 1 ? "," : "");
        }
        buf_char(b, ']');
    } else if (strcmp(name, "object") == 0) {
        buf_char(b, '{');
        while (json_next(json_get(s, "properties"), &m)) {
            if (maybe(10))
                continue;
            buf_str(b, n++ ? "," : "");
            buf_json(b, m.key);
            buf_char(b, ':');
            fitting(b, root, m.value, depth - 1);
        }
        if (maybe(10))
            buf_fmt(b, "%s\"other\":1", n ? "," : "");
        buf_char(b, '}');
    } else {
        buf_fmt(b, "%u", draw(5));
    }
}

/* ---- the twin ---- */

struct places {
    size_t n;
    char *at[4096];
};

static void note(struct places *p, const char *where)
{
    assert_true(p->n < sizeof p->at / sizeof *p->at);
    p->at[p->n] = mem_dup(where);
    for (char *c = p->at[p->n++]; *c != '\0'; c++)
        if ((unsigned char)*c < ' ' || *c == 0x7F)
            *c = '?'; /* as findings show them */
}

static char *below(const char *where, const char *key)
{
    struct buf b = {0};
    buf_fmt(&b, "%s/", where);
    for (; *key != '\0'; key++)
        buf_fmt(&b, "%.*s", *key == '~' || *key == '/' ? 2 : 1,
                *key == '~'   ? "~0"
                : *key == '/' ? "~1"
                              : key);
    return buf_take(&b);
}

static char *below_item(const char *where, size_t i)
{
    struct buf b = {0};
    buf_fmt(&b, "%s/%zu", where, i);
    return buf_take(&b);
}

static bool is_number(const struct json *v)
{
    return json_is_int(v) || json_is_real(v);
}

static bool has_type(const char *type, const struct json *v)
{
    switch (*type) {
    case 's':
        return json_is_string(v);
    case 'a':
        return json_is_array(v);
    case 'o':
        return json_is_object(v);
    case 'b':
        return json_is_bool(v);
    case 'i':
        return json_is_int(v);
    default:
        return type[2] == 'm' ? is_number(v) : json_is_null(v);
    }
}

static bool is_of_type(const struct json *type, const struct json *v)
{
    if (!json_is_array(type))
        return type == NULL || has_type(json_text(type), v);
    for (size_t i = 0; i < json_len(type); i++)
        if (has_type(json_text(json_at(type, i)), v))
            return true;
    return false;
}

/* Of the days that the texts are, or become when a byte changes: the year and month stay. */
static bool is_day(const char *text)
{
    int year = 0, month = 0, day = 0, end = 0;
    return strlen(text) == 10 && strspn(text, "0123456789-") == 10 &&
           sscanf(text, "%4d-%2d-%2d%n", &year, &month, &day, &end) == 3 && end == 10 &&
           year >= 1900 && year < 2200 && month >= 1 && month <= 12 && day >= 1 &&
           day <= (month == 2 ? 28 + (year % 4 == 0 && year != 2100 && year != 1900) : 30);
}

static void twin_string(struct places *p, const struct json *s, const char *where, const char *text)
{
    size_t n = 0;
    for (const char *c = text; *c != '\0'; c++)
        n += ((unsigned char)*c & 0xC0) != 0x80;
    const struct json *most = json_get(s, "maxLength"), *pattern = json_get(s, "pattern");
    regex_t regex;
    if ((int64_t)n < json_int(json_get(s, "minLength")))
        note(p, where);
    if (most != NULL && (int64_t)n > json_int(most)) {
        note(p, where);
    } else if (pattern != NULL) {
        assert_int_equal(regcomp(&regex, json_text(pattern), REG_EXTENDED), 0);
        if (regexec(&regex, text, 0, NULL, 0) != 0)
            note(p, where);
        regfree(&regex);
    }
    if (json_get(s, "format") != NULL && !is_day(text))
        note(p, where);
}

static void twin(struct places *p, const struct json *root, const struct json *s, const char *where,
                 const struct json *v);

static void twin_array(struct places *p, const struct json *root, const struct json *s,
                       const char *where, const struct json *v)
{
    const int64_t n = (int64_t)json_len(v);
    const struct json *most = json_get(s, "maxItems");
    if (n < json_int(json_get(s, "minItems")))
        note(p, where);
    if (most != NULL && n > json_int(most)) {
        note(p, where);
        return;
    }
    for (size_t i = 0; i < json_len(v); i++) {
        char *at = below_item(where, i);
        bool is_double = false;
        for (size_t k = 0; k < i; k++)
            is_double = is_double || json_is_equal(json_at(v, i), json_at(v, k));
        if (is_double && json_bool(json_get(s, "uniqueItems")))
            note(p, at);
        if (json_get(s, "items") != NULL)
            twin(p, root, json_get(s, "items"), at, json_at(v, i));
        free(at);
    }
}

static void twin_object(struct places *p, const struct json *root, const struct json *s,
                        const char *where, const struct json *v)
{
    const struct json *needed = json_get(s, "required"),
                      *rest = json_get(s, "additionalProperties");
    if ((int64_t)json_len(v) < json_int(json_get(s, "minProperties")))
        note(p, where);
    for (size_t i = 0; i < json_len(needed); i++) {
        char *at = below(where, json_text(json_at(needed, i)));
        if (json_get(v, json_text(json_at(needed, i))) == NULL)
            note(p, at);
        free(at);
    }
    for (size_t i = 0; i < json_len(v); i++) {
        const char *key = json_key_at(v, i);
        char *at = below(where, key);
        const struct json *inner = json_get(json_get(s, "properties"), key);
        if (inner != NULL)
            twin(p, root, inner, at, json_at(v, i));
        else if (json_is_object(rest))
            twin(p, root, rest, at, json_at(v, i));
        else if (rest != NULL)
            note(p, at);
        free(at);
    }
}

static void twin(struct places *p, const struct json *root, const struct json *s, const char *where,
                 const struct json *v)
{
    s = resolve(root, s);
    const struct json *any = json_get(s, "anyOf"), *values = json_get(s, "enum");
    const struct json *least = json_get(s, "minimum"), *most = json_get(s, "maximum");
    if (any != NULL) {
        const char *first = json_text(json_get(json_at(any, 0), "type"));
        const bool is_first_null = strcmp(first, "null") == 0 && json_len(json_at(any, 0)) == 1;
        if (!json_is_null(v))
            twin(p, root, json_at(any, is_first_null ? 1 : 0), where, v);
        return;
    }
    if (!is_of_type(json_get(s, "type"), v)) {
        note(p, where);
        return;
    }
    bool is_in = values == NULL;
    for (size_t i = 0; i < json_len(values); i++)
        is_in = is_in || json_is_equal(json_at(values, i), v);
    if (!is_in)
        note(p, where);
    if (json_get(s, "const") != NULL && !json_is_equal(json_get(s, "const"), v))
        note(p, where);
    if (is_number(v) && least != NULL && json_num(v) < json_num(least))
        note(p, where);
    if (is_number(v) && most != NULL && json_num(v) > json_num(most))
        note(p, where);
    if (json_is_string(v))
        twin_string(p, s, where, json_text(v));
    if (json_is_array(v))
        twin_array(p, root, s, where, v);
    if (json_is_object(v))
        twin_object(p, root, s, where, v);
}

/* The unclean texts there are: controls, a zero-width blank, and letters before an accent that
 * should be one with them (alone it may stand). */
static bool is_unclean(const char *text)
{
    const char *accent = strstr(text, "\u0301");
    for (const char *c = text; *c != '\0'; c++)
        if ((unsigned char)*c < '\t' || *c == 0x7F || ((unsigned char)*c < ' ' && *c > '\r'))
            return true;
    return strstr(text, "\u200B") != NULL ||
           (accent != NULL && accent > text && strchr("ae", accent[-1]) != NULL);
}

static void twin_texts(struct places *p, const char *where, const struct json *v)
{
    if (is_unclean(json_text(v)))
        note(p, where);
    for (size_t i = 0; i < json_len(v); i++) {
        char *at = json_is_array(v) ? below_item(where, i) : below(where, json_key_at(v, i));
        if (json_is_object(v) && is_unclean(json_key_at(v, i)))
            note(p, at);
        twin_texts(p, at, json_at(v, i));
        free(at);
    }
}

/* ---- the law ---- */

static int compare(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static void release(struct places *p)
{
    for (size_t i = 0; i < p->n; i++)
        free(p->at[i]);
    p->n = 0;
}

static void broken(long seed, const char *doc, const char *body, const char *what)
{
    char path[64];
    (void)snprintf(path, sizeof path, "build/fuzz-schema-%ld.json", seed);
    FILE *out = fopen(path, "wb");
    if (out != NULL) {
        (void)fprintf(out, "%s\n%s\n", doc, body);
        (void)fclose(out);
    }
    fail_msg("seed %ld: %s", seed, what);
}

static long n_good, n_bad;

static void agree(long seed, const struct schema *s, const char *doc, const char *body)
{
    static struct places expected, found;
    struct err e = {0};
    struct solver_findings bad = {0};
    struct json *root = json_parse(doc, strlen(doc), &e);
    struct json *v = json_parse(body, strlen(body), &e);
    const struct json *shape = root;
    static const char *const way[] = {
        "paths", "/", "post", "requestBody", "content", "application/json", "schema"};
    for (size_t i = 0; i < sizeof way / sizeof *way; i++)
        shape = json_get(shape, way[i]);
    if (v != NULL) {
        const bool is_good = schema_body(schema_operation(s, "op"), v, &bad);
        for (size_t i = 0; i < bad.n; i++)
            note(&found, bad.items[i].where);
        twin_texts(&expected, "", v);
        twin(&expected, root, body_schema(root), "", v);
        qsort(found.at, found.n, sizeof *found.at, compare);
        qsort(expected.at, expected.n, sizeof *expected.at, compare);
        if (is_good != (expected.n == 0))
            broken(seed, doc, body, is_good ? "should be refused" : "should be taken");
        if (expected.n <= SCHEMA_MAX_ERRORS && found.n != expected.n)
            broken(seed, doc, body, "another number of errors");
        for (size_t i = 0; i < found.n && expected.n <= SCHEMA_MAX_ERRORS; i++)
            if (strcmp(found.at[i], expected.at[i]) != 0)
                broken(seed, doc, body, found.at[i]);
        n_good += is_good;
        n_bad += !is_good;
    }
    release(&expected);
    release(&found);
    solver_findings_release(&bad);
    json_free(v);
    json_free(root);
}

/* A few bytes changed, taken out or doubled. */
static char *damaged(const char *text)
{
    static const char marks[] = "{}[]\",:0a\\x";
    char *copy = mem_dup(text);
    for (unsigned i = 1 + draw(3); i > 0 && *copy != '\0'; i--) {
        const size_t n = strlen(copy), at = draw((unsigned)n);
        if (maybe(50))
            copy[at] = marks[draw(sizeof marks - 1)];
        else
            memmove(copy + at, copy + at + 1, n - at);
    }
    return copy;
}

static void t_the_twin_agrees(void **state)
{
    (void)state;
    for (long seed = first_seed; seed < first_seed + n_documents; seed++) {
        rng = (uint64_t)seed * 0x9E3779B97F4A7C15u;
        struct err e = {0};
        struct schema *s = NULL;
        char *doc = document();
        struct json *root = json_parse(doc, strlen(doc), &e);
        if (schema_load(&s, doc, strlen(doc), &e) != ERR_OK)
            broken(seed, doc, "", e.en);
        for (int i = 0; i < BODIES; i++) {
            struct buf body = {0};
            fitting(&body, root, body_schema(root), LONGEST);
            agree(seed, s, doc, body.data);
            char *worse = damaged(body.data);
            agree(seed, s, doc, worse);
            free(worse);
            buf_release(&body);
        }
        schema_free(s);
        json_free(root);
        free(doc);
    }
    assert_true(n_good > n_documents && n_bad > n_documents); /* the test tests both */
}

/* A broken document is refused with words, or it is one. */
static void t_broken_documents_are_refused(void **state)
{
    (void)state;
    long n_refused = 0, n_taken = 0;
    for (long seed = first_seed; seed < first_seed + n_documents; seed++) {
        rng = (uint64_t)seed * 0x9E3779B97F4A7C15u;
        char *doc = document();
        for (int i = 0; i < DAMAGES; i++) {
            struct err e = {0};
            struct schema *s = NULL;
            char *worse = damaged(doc);
            const int rc = schema_load(&s, worse, strlen(worse), &e);
            if (rc != ERR_OK && (rc != ERR_INTERNAL || e.en[0] == '\0' || s != NULL))
                broken(seed, worse, "", "neither taken nor refused");
            n_refused += rc != ERR_OK;
            n_taken += rc == ERR_OK;
            schema_free(s);
            free(worse);
        }
        free(doc);
    }
    assert_true(n_refused > 0 && n_taken > 0);
}

int main(int argc, char **argv)
{
    const char *count = argc > 1 ? argv[1] : getenv("FUZZ_COUNT");
    const char *seed = argc > 2 ? argv[2] : getenv("FUZZ_SEED");
    n_documents = count ? strtol(count, NULL, 10) : n_documents;
    first_seed = seed ? strtol(seed, NULL, 10) : first_seed;
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(t_the_twin_agrees),
        cmocka_unit_test(t_broken_documents_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
