/* The questions of a category, answered: judged, and written down in their order. */
#include "service/repair_category.h"

#include "base/date.h"
#include "base/text.h"
#include "service/repair_life.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Characters: a line, and a description. Values of a list are chosen each once. */
enum { STRING_MAX = 200, TEXT_MAX = 2000 };

static const struct repair_value *find_value(const struct repair_question *q, const char *key)
{
    for (size_t i = 0; i < q->n_values; i++)
        if (strcmp(q->values[i].key, key) == 0)
            return &q->values[i];
    return NULL;
}

static bool is_datetime(const char *text)
{
    int64_t instant;
    return date_instant(text, &instant);
}

static bool fits_text(const struct json *answer, size_t most)
{
    const char *text = json_text(answer);
    return json_is_string(answer) && text[0] != '\0' && text_width(text) <= most;
}

static bool fits_list(const struct repair_question *q, const struct json *answer)
{
    for (size_t i = 0; i < json_len(answer); i++) {
        const struct json *key = json_at(answer, i);
        if (!json_is_string(key) || find_value(q, json_text(key)) == NULL)
            return false;
        for (size_t k = 0; k < i; k++)
            if (strcmp(json_text(json_at(answer, k)), json_text(key)) == 0)
                return false;
    }
    return json_is_array(answer) && json_len(answer) > 0;
}

static bool fits(const struct repair_question *q, const struct json *answer)
{
    switch (q->datatype) {
    case REPAIR_STRING:
        return fits_text(answer, STRING_MAX);
    case REPAIR_TEXT:
        return fits_text(answer, TEXT_MAX);
    case REPAIR_NUMBER:
        return json_is_int(answer) || json_is_real(answer);
    case REPAIR_DATETIME:
        return json_is_string(answer) && is_datetime(json_text(answer));
    case REPAIR_SINGLE:
        return json_is_string(answer) && find_value(q, json_text(answer)) != NULL;
    case REPAIR_MULTI:
        return fits_list(q, answer);
    case REPAIR_N_DATATYPES:
        break;
    }
    return false;
}

static void raise_by(const struct repair_question *q, const char *key, const char **severity)
{
    const struct repair_value *v = find_value(q, key);
    if (v != NULL && v->severity != NULL)
        *severity = repair_worse(*severity, v->severity);
}

static void keep(const struct repair_question *q, const struct json *answer, struct buf *kept,
                 const char **severity)
{
    buf_str(kept, kept->data[kept->len - 1] == '{' ? "" : ",");
    buf_json(kept, q->variable);
    buf_char(kept, ':');
    if (json_is_int(answer))
        buf_fmt(kept, "%lld", (long long)json_int(answer));
    else if (json_is_real(answer))
        buf_fmt(kept, "%.10g", json_num(answer));
    else if (json_is_string(answer))
        buf_json(kept, json_text(answer));
    raise_by(q, json_text(answer), severity);
    if (!json_is_array(answer))
        return;
    for (size_t i = 0; i < json_len(answer); i++) {
        buf_char(kept, i == 0 ? '[' : ',');
        buf_json(kept, json_text(json_at(answer, i)));
        raise_by(q, json_text(json_at(answer, i)), severity);
    }
    buf_char(kept, ']');
}

static void judge_unknown(const struct repair_category *c, const struct json *given,
                          struct solver_findings *bad)
{
    struct json_member m = {0};
    while (json_next(given, &m)) {
        size_t i = 0;
        while (i < c->n_questions && strcmp(c->questions[i].variable, m.key) != 0)
            i++;
        if (i == c->n_questions)
            solver_findings_add(bad, "/answers", "loại này không có câu hỏi %s",
                                "this category has no question %s", m.key);
    }
}

int repair_answers(const struct repair_category *c, const struct json *given, struct buf *kept,
                   const char **severity, struct solver_findings *bad, struct err *e)
{
    const size_t n_bad = bad->n;
    *severity = c->severity;
    judge_unknown(c, given, bad);
    buf_char(kept, '{');
    for (size_t i = 0; i < c->n_questions; i++) {
        const struct repair_question *q = &c->questions[i];
        const struct json *answer = json_get(given, q->variable);
        char where[80];
        snprintf(where, sizeof where, "/answers/%s", q->variable);
        if (answer == NULL && q->is_required)
            solver_findings_add(bad, where, "hãy trả lời: %s%.0s", "please answer: %.0s%s", q->vi,
                                q->en);
        else if (answer != NULL && !fits(q, answer))
            solver_findings_add(bad, where, "câu trả lời không hợp lệ (%s)",
                                "not a valid answer (%s)", repair_datatype_name(q->datatype));
        else if (answer != NULL)
            keep(q, answer, kept, severity);
    }
    buf_char(kept, '}');
    return bad->n == n_bad
               ? ERR_OK
               : err_set(e, ERR_INPUT, "câu trả lời chưa đúng", "the answers are wrong");
}
