/* Judges bodies and parameters by compiled shapes, see schema.h.
 *
 * One walk over the body for the text rule, which holds for every string whatever the shape says,
 * and one along the shape. Cost: linear in the body, but for uniqueItems (n², n limited by
 * maxItems); a pattern runs only over a text that is no longer than allowed. */
#include "schema_shape.h"

#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/text.h"

struct walk {
    struct buf where; /* JSON pointer, or "?name" */
    struct solver_findings *bad;
    size_t n_bad;
};

static void cut(struct buf *where, size_t mark)
{
    where->len = mark;
    where->data[mark] = '\0';
}

static size_t enter(struct buf *where, const char *key)
{
    const size_t mark = where->len;
    buf_char(where, '/');
    for (; *key != '\0'; key++)
        if (*key == '~' || *key == '/')
            buf_str(where, *key == '~' ? "~0" : "~1");
        else
            buf_char(where, *key);
    return mark;
}

static size_t enter_item(struct buf *where, size_t i)
{
    const size_t mark = where->len;
    buf_fmt(where, "/%zu", i);
    return mark;
}

/* Counts an error; false once there are too many, which is said once. */
static bool may_say(struct walk *w)
{
    if (w->n_bad == SCHEMA_MAX_ERRORS)
        solver_findings_put(w->bad, "", "còn nhiều lỗi khác", "there are more errors");
    return w->n_bad++ < SCHEMA_MAX_ERRORS;
}

#define BAD(w, ...)                                                                                \
    do {                                                                                           \
        if (may_say(w))                                                                            \
            solver_findings_add((w)->bad, (w)->where.data, __VA_ARGS__);                           \
    } while (0)

/* ---- single values ---- */

/* Whether a text begins with a form in which 'd' is a digit. */
static bool has_form(const char *text, const char *form)
{
    for (; *form != '\0'; form++, text++)
        if (*form == 'd' ? *text < '0' || *text > '9' : *text != *form)
            return false;
    return true;
}

/* "HH:MM" of a clock. */
static bool is_time(const char *text)
{
    return has_form(text, "dd:dd") && strncmp(text, "23", 2) <= 0 && text[3] <= '5';
}

/* "YYYY-MM-DDTHH:MM:SS", a fraction, "Z" or "+HH:MM" (RFC 3339). */
static bool is_instant(const char *text)
{
    enum { DAY = 10, SECONDS = 19 };
    char day[DAY + 1] = {0};
    if (!has_form(text, "dddd-dd-ddTdd:dd:dd") || !is_time(text + DAY + 1) || text[17] > '5')
        return false;
    memcpy(day, text, DAY);
    text += SECONDS;
    if (has_form(text, ".d"))
        for (text += 2; has_form(text, "d");)
            text++;
    if (strcmp(text, "Z") == 0)
        return date_is_valid(day);
    return (*text == '+' || *text == '-') && is_time(text + 1) && text[6] == '\0' &&
           date_is_valid(day);
}

static void check_string(struct walk *w, const struct schema_shape *shape, const char *text)
{
    const size_t n = text_width(text);
    if (n < shape->min_length)
        BAD(w, "quá ngắn: phải có ít nhất %zu ký tự", "too short: at least %zu characters",
            shape->min_length);
    if (n > shape->max_length)
        BAD(w, "quá dài: có %zu ký tự, nhiều nhất %zu", "too long: %zu characters, at most %zu", n,
            shape->max_length);
    else if (shape->pattern != NULL && regexec(&shape->regex, text, 0, NULL, 0) != 0)
        BAD(w, "không đúng dạng %s", "not of the form %s", shape->pattern);
    switch (shape->format) {
    case SCHEMA_NO_FORMAT:
        break;
    case SCHEMA_DATE:
        if (!date_is_valid(text))
            BAD(w, "phải là một ngày có thật, dạng NĂM-THÁNG-NGÀY (2026-07-01)",
                "must be a day that exists, as YYYY-MM-DD (2026-07-01)");
        break;
    case SCHEMA_DATE_TIME:
        if (!is_instant(text))
            BAD(w, "phải là một thời điểm, dạng 2026-07-01T08:00:00+07:00",
                "must be an instant, as 2026-07-01T08:00:00+07:00");
        break;
    }
}

static void check_number(struct walk *w, const struct schema_shape *shape, double value)
{
    if (shape->has_minimum && value < shape->minimum)
        BAD(w, "phải từ %.15g trở lên", "must be at least %.15g", shape->minimum);
    if (shape->has_maximum && value > shape->maximum)
        BAD(w, "phải từ %.15g trở xuống", "must be at most %.15g", shape->maximum);
}

static void add_value(struct buf *b, const struct json *value)
{
    if (json_is_string(value))
        buf_str(b, json_text(value));
    else if (json_is_int(value) || json_is_real(value))
        buf_fmt(b, "%.15g", json_num(value));
    else
        buf_str(b, json_is_null(value) ? "null" : json_bool(value) ? "true" : "false");
}

static void say_values(struct walk *w, const struct json *values)
{
    struct buf list = {0};
    for (size_t i = 0; i < json_len(values); i++) {
        buf_str(&list, i > 0 ? ", " : "");
        add_value(&list, json_at(values, i));
    }
    BAD(w, "phải là một trong: %s", "must be one of: %s", list.data);
    buf_release(&list);
}

static void say_const(struct walk *w, const struct json *value)
{
    struct buf text = {0};
    buf_str(&text, "");
    add_value(&text, value);
    BAD(w, "phải là: %s", "must be: %s", text.data == NULL ? "" : text.data);
    buf_release(&text);
}

static void say_type(struct walk *w, unsigned types)
{
    static const struct {
        unsigned bit;
        const char *vi, *en;
    } names[] = {
        {SCHEMA_OBJECT, "một đối tượng", "an object"},
        {SCHEMA_ARRAY, "một danh sách", "an array"},
        {SCHEMA_STRING, "một chuỗi", "a string"},
        {SCHEMA_NUMBER, "một số", "a number"},
        {SCHEMA_INTEGER, "một số nguyên", "an integer"},
        {SCHEMA_BOOLEAN, "true hoặc false", "true or false"},
        {SCHEMA_NULL, "null", "null"},
    };
    struct buf vi = {0}, en = {0};
    if (types & SCHEMA_NUMBER)
        types &= ~(unsigned)SCHEMA_INTEGER;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if ((types & names[i].bit) == 0)
            continue;
        buf_fmt(&vi, "%s%s", vi.len ? " hoặc " : "", names[i].vi);
        buf_fmt(&en, "%s%s", en.len ? " or " : "", names[i].en);
    }
    if (may_say(w)) {
        struct buf vi_text = {0}, en_text = {0};
        buf_fmt(&vi_text, "phải là %s", vi.data);
        buf_fmt(&en_text, "must be %s", en.data);
        solver_findings_put(w->bad, w->where.data, vi_text.data, en_text.data);
        buf_release(&vi_text);
        buf_release(&en_text);
    }
    buf_release(&vi);
    buf_release(&en);
}

/* ---- JSON ---- */

static unsigned type_of(const struct json *value)
{
    return json_is_object(value)   ? SCHEMA_OBJECT
           : json_is_array(value)  ? SCHEMA_ARRAY
           : json_is_string(value) ? SCHEMA_STRING
           : json_is_int(value)    ? SCHEMA_INTEGER
           : json_is_real(value)   ? SCHEMA_NUMBER
           : json_is_bool(value)   ? SCHEMA_BOOLEAN
                                   : SCHEMA_NULL;
}

static void check(struct walk *w, const struct schema_shape *shape, const struct json *value);

static int compare_name(const void *name, const void *property)
{
    return strcmp(name, ((const struct schema_property *)property)->name);
}

static const struct schema_shape *shape_of_member(const struct schema_shape *shape,
                                                  const char *name, bool *is_known)
{
    const struct schema_property *p = shape->n_properties == 0
                                          ? NULL
                                          : bsearch(name, shape->properties, shape->n_properties,
                                                    sizeof *shape->properties, compare_name);
    *is_known = p != NULL || shape->rest != NULL || (!shape->has_properties && !shape->is_closed);
    return p != NULL ? p->shape : shape->rest;
}

static void check_object(struct walk *w, const struct schema_shape *shape,
                         const struct json *object)
{
    struct json_member m = {0};
    for (size_t i = 0; i < shape->n_properties; i++) {
        const struct schema_property *p = &shape->properties[i];
        if (!p->is_needed || json_get(object, p->name) != NULL)
            continue;
        const size_t mark = enter(&w->where, p->name);
        BAD(w, "thiếu trường này", "is missing");
        cut(&w->where, mark);
    }
    while (json_next(object, &m)) {
        bool is_known = false;
        const struct schema_shape *inner = shape_of_member(shape, m.key, &is_known);
        const size_t mark = enter(&w->where, m.key);
        if (!is_known)
            BAD(w, "không có trường này", "there is no such field");
        else if (inner != NULL)
            check(w, inner, m.value);
        cut(&w->where, mark);
    }
    if (json_len(object) < shape->min_properties)
        BAD(w, "phải có ít nhất %zu trường", "must have at least %zu fields",
            shape->min_properties);
}

static void check_unique(struct walk *w, const struct json *array)
{
    for (size_t i = 1; i < json_len(array); i++)
        for (size_t k = 0; k < i; k++) {
            if (!json_is_equal(json_at(array, i), json_at(array, k)))
                continue;
            const size_t mark = enter_item(&w->where, i);
            BAD(w, "trùng với mục %zu", "the same as item %zu", k);
            cut(&w->where, mark);
            break;
        }
}

static void check_array(struct walk *w, const struct schema_shape *shape, const struct json *array)
{
    const size_t n = json_len(array);
    if (n < shape->min_items)
        BAD(w, "phải có ít nhất %zu mục", "must have at least %zu items", shape->min_items);
    if (n > shape->max_items) {
        BAD(w, "có %zu mục, nhiều nhất %zu", "%zu items, at most %zu", n, shape->max_items);
        return;
    }
    for (size_t i = 0; i < n && shape->items != NULL; i++) {
        const size_t mark = enter_item(&w->where, i);
        check(w, shape->items, json_at(array, i));
        cut(&w->where, mark);
    }
    if (shape->is_unique)
        check_unique(w, array);
}

static bool is_one_of(const struct json *values, const struct json *value)
{
    for (size_t i = 0; i < json_len(values); i++)
        if (json_is_equal(json_at(values, i), value))
            return true;
    return false;
}

static void check(struct walk *w, const struct schema_shape *shape, const struct json *value)
{
    if (shape->other != NULL) {
        if (!json_is_null(value))
            check(w, shape->other, value);
        return;
    }
    if (shape->types != 0 && (shape->types & type_of(value)) == 0) {
        say_type(w, shape->types);
        return;
    }
    if (shape->one_of != NULL && !is_one_of(shape->one_of, value))
        say_values(w, shape->one_of);
    if (shape->equal != NULL && !json_is_equal(shape->equal, value))
        say_const(w, shape->equal);
    if (json_is_object(value))
        check_object(w, shape, value);
    else if (json_is_array(value))
        check_array(w, shape, value);
    else if (json_is_string(value))
        check_string(w, shape, json_text(value));
    else if (json_is_int(value) || json_is_real(value))
        check_number(w, shape, json_num(value));
}

static void check_clean(struct walk *w, const char *text)
{
    if (!text_is_clean(text))
        BAD(w, "có ký tự không nhìn thấy được, hoặc không ở dạng Unicode NFC",
            "has characters that nobody can see, or is not in Unicode's NFC");
}

/* The text rule, for all strings and names. */
static void check_texts(struct walk *w, const struct json *value)
{
    struct json_member m = {0};
    if (json_is_string(value))
        check_clean(w, json_text(value));
    while (json_next(value, &m)) {
        const size_t mark = enter(&w->where, m.key);
        check_clean(w, m.key);
        check_texts(w, m.value);
        cut(&w->where, mark);
    }
    for (size_t i = 0; json_is_array(value) && i < json_len(value); i++) {
        const size_t mark = enter_item(&w->where, i);
        check_texts(w, json_at(value, i));
        cut(&w->where, mark);
    }
}

void schema_check_value(const struct schema_shape *shape, const struct json *value,
                        struct solver_findings *bad)
{
    struct walk w = {.bad = bad};
    buf_add(&w.where, "", 0);
    check_texts(&w, value);
    check(&w, shape, value);
    buf_release(&w.where);
}

/* ---- parameters: texts ---- */

static bool is_text_in(const struct json *values, const char *text)
{
    for (size_t i = 0; i < json_len(values); i++)
        if (strcmp(json_text(json_at(values, i)), text) == 0)
            return true;
    return false;
}

/* A whole number as a program writes it, within 15 digits (which a double keeps). */
static bool is_integer(const char *text)
{
    const char *digits = text + (*text == '-');
    const size_t n = strspn(digits, "0123456789");
    return n > 0 && n <= 15 && digits[n] == '\0' && (n == 1 || *digits != '0');
}

void schema_check_text(const struct schema_shape *shape, const char *where, const char *text,
                       struct solver_findings *bad)
{
    struct walk w = {.bad = bad};
    buf_str(&w.where, where);
    if (shape->types == SCHEMA_INTEGER) {
        if (is_integer(text))
            check_number(&w, shape, strtod(text, NULL));
        else
            say_type(&w, SCHEMA_INTEGER);
    } else if (shape->types == SCHEMA_BOOLEAN) {
        if (strcmp(text, "true") != 0 && strcmp(text, "false") != 0)
            say_type(&w, SCHEMA_BOOLEAN);
    } else {
        if (shape->one_of != NULL && !is_text_in(shape->one_of, text))
            say_values(&w, shape->one_of);
        check_string(&w, shape, text);
    }
    buf_release(&w.where);
}
