/* What can be broken: the kinds of repairs, each with its own questions. One table (the .c) serves
 * the portal, the door cards, Open311's service definitions and the judging of answers.
 *
 *     const struct repair_category *c = repair_category("air_con");       // NULL: there is none
 *     rc = repair_answers(c, given, &kept, &severity, &bad, &e);
 *
 * A category has the severity that its faults mostly have; an answer may raise it (sparks, water
 * running over). Constant data, any thread.
 */
#ifndef SERVICE_REPAIR_CATEGORY_H
#define SERVICE_REPAIR_CATEGORY_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/json.h"
#include "solver/findings.h"

/* Open311's own kinds. An answer in JSON: a text; a number; a text "2025-08-01" or
 * "2025-08-01T10:30:00+07:00"; a text of up to 2,000 characters; one key; an array of keys. */
enum repair_datatype {
    REPAIR_STRING,
    REPAIR_NUMBER,
    REPAIR_DATETIME,
    REPAIR_TEXT,
    REPAIR_SINGLE,
    REPAIR_MULTI,
    REPAIR_N_DATATYPES,
};

/* "singlevaluelist". */
const char *repair_datatype_name(enum repair_datatype type);

struct repair_value {
    const char *key, *vi, *en;
    const char *severity; /* that it raises the repair to; NULL = none */
};

/* Asked in the order of the array. */
struct repair_question {
    const char *variable, *vi, *en;
    enum repair_datatype datatype;
    bool is_required;
    size_t n_values;
    const struct repair_value *values; /* [n_values] of a list */
};

struct repair_category {
    const char *code, *vi, *en;
    const char *group_vi, *group_en;
    const char *about_vi, *about_en; /* a sentence: what belongs here */
    const char *keywords;            /* for a search, commas between; Vietnamese and English */
    const char *severity;
    size_t n_questions;
    const struct repair_question *questions; /* [n_questions] */
};

extern const struct repair_category REPAIR_CATEGORIES[]; /* [REPAIR_N_CATEGORIES] */
extern const size_t REPAIR_N_CATEGORIES;

const struct repair_category *repair_category(const char *code);

/* Judges the answers (an object variable → answer; NULL = none) and appends them to `kept` as JSON
 * in the order of the questions; `severity` gets the category's or the worst that an answer raises
 * it to. ERR_INPUT with findings at /answers/VARIABLE. */
int repair_answers(const struct repair_category *c, const struct json *given, struct buf *kept,
                   const char **severity, struct solver_findings *bad, struct err *e);

#endif
