/* The table of what can be broken, and answers to its questions: what fits is kept as it was said,
 * in the order of the questions; whatever does not is refused at its place; the severity is the
 * worst of the category's and those of the answers. */
#include "expect.h"

#include "service/repair_category.h"
#include "service/repair_life.h"

static uint32_t seed = 7;
static struct solver_findings bad;

static int pick(int n)
{
    seed = seed * 1664525u + 1013904223u;
    return (int)((seed >> 8) % (uint32_t)n);
}

static int weight(const char *severity)
{
    return strcmp(severity, "emergency") == 0 ? 3
           : strcmp(severity, "urgent") == 0  ? 2
           : strcmp(severity, "routine") == 0 ? 1
                                              : 0;
}

static void t_codes_are_unique_and_texts_are_there(void **state)
{
    (void)state;
    for (size_t i = 0; i < REPAIR_N_CATEGORIES; i++) {
        const struct repair_category *c = &REPAIR_CATEGORIES[i];
        assert_ptr_equal(repair_category(c->code), c);
        assert_true(weight(c->severity) > 0);
        const char *const texts[] = {c->vi,       c->en,       c->group_vi, c->group_en,
                                     c->about_vi, c->about_en, c->keywords};
        for (size_t t = 0; t < sizeof texts / sizeof *texts; t++)
            assert_true(texts[t][0] != '\0');
        assert_true(c->n_questions > 0);
        for (size_t q = 0; q < c->n_questions; q++) {
            const struct repair_question *ask = &c->questions[q];
            const bool is_list = ask->datatype == REPAIR_SINGLE || ask->datatype == REPAIR_MULTI;
            assert_true(is_list == (ask->n_values > 0) && ask->vi[0] != '\0' && ask->en[0] != '\0');
            for (size_t k = 0; k < q; k++)
                assert_string_not_equal(ask->variable, c->questions[k].variable);
            for (size_t v = 0; v < ask->n_values; v++)
                for (size_t k = 0; k < v; k++)
                    assert_string_not_equal(ask->values[v].key, ask->values[k].key);
        }
    }
    assert_null(repair_category("moon"));
    assert_null(repair_category(""));
}

/* A fitting answer; `*worst` becomes no less than what it raises to. */
static void put_answer(const struct repair_question *q, struct buf *out, int *worst)
{
    static const char *const days[] = {"\"2025-08-01\"", "\"2025-08-01T10:30:00+07:00\"",
                                       "\"2025-08-01T03:30:00Z\""};
    const size_t first = q->n_values > 0 ? (size_t)pick((int)q->n_values) : 0;
    const size_t n = q->datatype == REPAIR_MULTI ? 1 + (size_t)pick((int)(q->n_values - first)) : 1;
    for (size_t v = first; q->n_values > 0 && v < first + n; v++) {
        const int raised = q->values[v].severity != NULL ? weight(q->values[v].severity) : 0;
        *worst = raised > *worst ? raised : *worst;
    }
    switch (q->datatype) {
    case REPAIR_STRING:
    case REPAIR_TEXT:
        buf_str(out, "\"góc \\\"trong\\\"\"");
        return;
    case REPAIR_NUMBER:
        buf_str(out, pick(2) == 0 ? "12" : "-0.5");
        return;
    case REPAIR_DATETIME:
        buf_str(out, days[pick(3)]);
        return;
    case REPAIR_SINGLE:
        buf_json(out, q->values[first].key);
        return;
    case REPAIR_MULTI:
        for (size_t v = first; v < first + n; v++) {
            buf_char(out, v == first ? '[' : ',');
            buf_json(out, q->values[v].key);
        }
        buf_char(out, ']');
        return;
    case REPAIR_N_DATATYPES:
        break;
    }
    fail();
}

/* Something that is no answer to it. */
static const char *misfit(const struct repair_question *q)
{
    static const char *const misfits[REPAIR_N_DATATYPES][4] = {
        [REPAIR_STRING] = {"12", "\"\"", "[\"a\"]", "null"},
        [REPAIR_TEXT] = {"12", "\"\"", "{}", "true"},
        [REPAIR_NUMBER] = {"\"12\"", "true", "[1]", "null"},
        [REPAIR_DATETIME] = {"\"2025-02-30\"", "\"2025-08-01T10:30\"",
                             "\"2025-08-01T10:30:00+0700\"", "\"hôm qua\""},
        [REPAIR_SINGLE] = {"\"moon\"", "\"\"", "[]", "0"},
        [REPAIR_MULTI] = {"[]", "[\"moon\"]", "\"other\"", "[\"other\",1]"},
    };
    return misfits[q->datatype][pick(4)];
}

static int judge(const struct repair_category *c, const char *text, struct buf *kept,
                 const char **severity)
{
    struct json *given = json_parse(text, strlen(text), &e);
    assert_non_null(given);
    const int rc = repair_answers(c, given, kept, severity, &bad, &e);
    json_free(given);
    return rc;
}

static void check_kept(const char *given, const struct buf *kept)
{
    struct json *a = json_parse(given, strlen(given), &e);
    struct json *b = json_parse(kept->data, kept->len, &e);
    assert_true(json_is_equal(a, b));
    json_free(a);
    json_free(b);
}

static void t_what_fits_is_kept_and_what_does_not_is_refused(void **state)
{
    enum { N_TRIES = 4000 };
    int n_refused = 0;
    (void)state;
    for (int i = 0; i < N_TRIES; i++) {
        const struct repair_category *c = &REPAIR_CATEGORIES[pick((int)REPAIR_N_CATEGORIES)];
        const struct repair_question *wrong = NULL;
        struct buf text = {0}, kept = {0};
        const char *severity = "";
        int worst = weight(c->severity);
        buf_char(&text, '{');
        for (size_t q = 0; q < c->n_questions; q++) {
            const struct repair_question *ask = &c->questions[q];
            const bool is_wrong = wrong == NULL && pick(5) == 0;
            wrong = is_wrong ? ask : wrong;
            if ((is_wrong && ask->is_required && pick(2) == 0) ||
                (!is_wrong && !ask->is_required && pick(2) == 0))
                continue; /* left out */
            buf_fmt(&text, "%s\"%s\":", text.len > 1 ? "," : "", ask->variable);
            if (is_wrong)
                buf_str(&text, misfit(ask));
            else
                put_answer(ask, &text, &worst);
        }
        buf_char(&text, '}');
        const int rc = judge(c, text.data, &kept, &severity);
        if ((rc == ERR_OK) != (wrong == NULL))
            fail_msg("%s: %s", c->code, text.data);
        if (rc == ERR_OK) {
            check_kept(text.data, &kept);
            assert_string_equal(kept.data, text.data);
            assert_int_equal(weight(severity), worst);
        } else {
            char where[80];
            snprintf(where, sizeof where, "/answers/%s", wrong->variable);
            assert_int_equal(bad.n, 1);
            assert_string_equal(bad.items[0].where, where);
            n_refused++;
        }
        solver_findings_release(&bad);
        e = (struct err){0};
        buf_release(&text);
        buf_release(&kept);
    }
    assert_in_range(n_refused, N_TRIES / 10, N_TRIES / 2);
}

static void t_unknown_questions_and_keys_twice_are_refused(void **state)
{
    static const char *const texts[] = {"{\"kinds\":[\"ants\"],\"moon\":\"full\"}",
                                        "{\"kinds\":[\"ants\",\"ants\"]}", "{}", "[]", "{\"a\":1}"};
    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct buf kept = {0};
        const char *severity = "";
        refused(judge(repair_category("pest"), texts[i], &kept, &severity), ERR_INPUT);
        solver_findings_release(&bad);
        buf_release(&kept);
    }
}

static void t_texts_have_a_longest_length(void **state)
{
    (void)state;
    for (int n = 1999; n <= 2001; n++) {
        struct buf text = {0}, kept = {0};
        const char *severity = "";
        buf_str(&text, "{\"what\":\"");
        for (int i = 0; i < n; i++)
            buf_str(&text, "ỏ");
        buf_str(&text, "\"}");
        assert_int_equal(judge(repair_category("other"), text.data, &kept, &severity),
                         n <= 2000 ? ERR_OK : ERR_INPUT);
        solver_findings_release(&bad);
        e = (struct err){0};
        buf_release(&text);
        buf_release(&kept);
    }
}

/* A worse severity never has a later target, whatever the minute of the report. */
static void t_what_is_worse_is_due_earlier(void **state)
{
    static const char *const order[] = {"emergency", "urgent", "routine"};
    (void)state;
    for (int i = 0; i < 3000; i++) {
        const int64_t at = 1752105600 + pick(40000) * INT64_C(617);
        struct repair_targets before = {.react_by = at, .resolve_by = at};
        for (int k = 0; k < 3; k++) {
            const struct repair_targets t = repair_targets(order[k], at);
            assert_true(t.react_by >= before.react_by && t.resolve_by > before.resolve_by);
            assert_true(t.react_by <= t.resolve_by);
            for (int l = 0; l <= k; l++) {
                assert_string_equal(repair_worse(order[k], order[l]), order[l]);
                assert_string_equal(repair_worse(order[l], order[k]), order[l]);
            }
            before = t;
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(t_codes_are_unique_and_texts_are_there),
        cmocka_unit_test(t_what_fits_is_kept_and_what_does_not_is_refused),
        cmocka_unit_test(t_unknown_questions_and_keys_twice_are_refused),
        cmocka_unit_test(t_texts_have_a_longest_length),
        cmocka_unit_test(t_what_is_worse_is_due_earlier),
    };
    return cmocka_run_group_tests_name("service_repair_category", tests, NULL, NULL);
}
