/* Structs to JSON and back, see the header. */
#include "fields.h"

#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/clock.h"
#include "base/mem.h"

void api_write_instant(struct buf *out, int64_t instant)
{
    const time_t local = (time_t)instant + CLOCK_VIETNAM_S;
    struct tm t;
    if (instant == 0 || gmtime_r(&local, &t) == NULL) {
        buf_str(out, "null");
        return;
    }
    buf_fmt(out, "\"%04d-%02d-%02dT%02d:%02d:%02d+07:00\"", t.tm_year + 1900, t.tm_mon + 1,
            t.tm_mday, t.tm_hour, t.tm_min, t.tm_sec);
}

static void write_codes(struct buf *out, const char *codes)
{
    const char *at = codes != NULL ? codes : "";
    buf_char(out, '[');
    for (bool is_first = true; *at != '\0'; is_first = false) {
        const size_t n = strcspn(at, " ");
        char *code = mem_ndup(at, n);
        if (!is_first)
            buf_char(out, ',');
        buf_json(out, code);
        free(code);
        at += n + strspn(at + n, " ");
    }
    buf_char(out, ']');
}

/* A count of 1/unit as a decimal number without needless zeros. */
static void write_decimal(struct buf *out, int value, int unit)
{
    if (value == -1)
        buf_str(out, "null");
    else if (value % unit == 0)
        buf_fmt(out, "%d", value / unit);
    else if (value % 10 == 0)
        buf_fmt(out, "%d.%d", value / unit, value % unit / 10);
    else
        buf_fmt(out, "%d.%0*d", value / unit, unit == 10 ? 1 : 2, value % unit);
}

static void write_value(struct buf *out, enum api_field_kind kind, const void *at)
{
    const char *text = "";
    if (kind == FIELD_TEXT || kind == FIELD_KNOWN || kind == FIELD_CODES)
        text = *(char *const *)at != NULL ? *(char *const *)at : "";
    switch (kind) {
    case FIELD_TEXT:
        buf_json(out, text);
        return;
    case FIELD_KNOWN:
        if (text[0] == '\0')
            buf_str(out, "null");
        else
            buf_json(out, text);
        return;
    case FIELD_CODES:
        write_codes(out, text);
        return;
    case FIELD_INT:
        write_decimal(out, *(const int *)at, 1);
        return;
    case FIELD_COUNT:
        buf_fmt(out, "%lld", (long long)*(const int64_t *)at);
        return;
    case FIELD_SIZE:
        buf_fmt(out, "%zu", *(const size_t *)at);
        return;
    case FIELD_YES_NO:
        buf_str(out, *(const bool *)at ? "true" : "false");
        return;
    case FIELD_ANSWER:
        buf_str(out, *(const int *)at < 0 ? "null" : *(const int *)at > 0 ? "true" : "false");
        return;
    case FIELD_INSTANT:
        api_write_instant(out, *(const int64_t *)at);
        return;
    case FIELD_TENTHS:
        write_decimal(out, *(const int *)at, 10);
        return;
    case FIELD_HUNDREDTHS:
        write_decimal(out, *(const int *)at, 100);
        return;
    }
}

void api_write_fields(struct buf *out, const struct api_field *fields, size_t n, const void *row)
{
    for (size_t f = 0; f < n; f++) {
        buf_str(out, f > 0 ? ",\"" : "\"");
        buf_str(out, fields[f].name);
        buf_str(out, "\":");
        write_value(out, fields[f].kind, (const char *)row + fields[f].offset);
    }
}

static void set_text(char **at, char *text)
{
    free(*at);
    *at = text;
}

static char *join_codes(const struct json *array)
{
    struct buf codes = {0};
    for (size_t i = 0; i < json_len(array); i++)
        buf_fmt(&codes, "%s%s", i > 0 ? " " : "", json_text(json_at(array, i)));
    return buf_take(&codes);
}

/* A decimal number as a count of 1/unit; -1 of null. */
static int read_decimal(const struct json *value, int unit, const char *name,
                        struct solver_findings *bad)
{
    if (json_is_null(value))
        return -1;
    const double n = json_num(value) * unit, whole = nearbyint(n);
    if (fabs(n - whole) > 1e-6 || fabs(whole) > 1e9) {
        char where[80];
        snprintf(where, sizeof where, "/%s", name);
        solver_findings_add(bad, where, "nhiều nhất %d chữ số sau dấu phẩy",
                            "at most %d decimal places", unit == 10 ? 1 : 2);
        return -1;
    }
    return (int)whole;
}

static void read_value(const struct json *value, const struct api_field *f, void *at,
                       struct solver_findings *bad)
{
    switch (f->kind) {
    case FIELD_TEXT:
    case FIELD_KNOWN:
        set_text(at, mem_dup(json_text(value)));
        return;
    case FIELD_CODES:
        set_text(at, join_codes(value));
        return;
    case FIELD_INT:
        *(int *)at = json_is_null(value) ? -1 : (int)json_int(value);
        return;
    case FIELD_COUNT:
        *(int64_t *)at = json_int(value);
        return;
    case FIELD_SIZE:
        *(size_t *)at = (size_t)json_int(value);
        return;
    case FIELD_YES_NO:
        *(bool *)at = json_bool(value);
        return;
    case FIELD_ANSWER:
        *(int *)at = json_is_null(value) ? -1 : json_bool(value) ? 1 : 0;
        return;
    case FIELD_TENTHS:
        *(int *)at = read_decimal(value, 10, f->name, bad);
        return;
    case FIELD_HUNDREDTHS:
        *(int *)at = read_decimal(value, 100, f->name, bad);
        return;
    case FIELD_INSTANT: /* written by the program alone */
        return;
    }
}

void api_read_fields(const struct json *object, const struct api_field *fields, size_t n, void *row,
                     struct solver_findings *bad)
{
    for (size_t f = 0; f < n; f++) {
        const struct json *value = json_get(object, fields[f].name);
        if (value != NULL)
            read_value(value, &fields[f], (char *)row + fields[f].offset, bad);
    }
}
