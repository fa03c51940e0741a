/* Strict reading of a JSON object, see the header.
 *
 * Paths follow ALLOCATION.md: `scoring.road_km[2].points`. One pass adds all offences.
 */
#include "policy_read.h"

#include <limits.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/date.h"

/* The path of field `key`, cut where it does not fit: paths of a policy are short. */
static void path_of(const struct read_at *at, const char *key, char *out, size_t cap)
{
    const char *dot = at->path[0] != '\0' && key[0] != '\0' ? "." : "";
    int n = snprintf(out, cap, "%s%s%s", at->path, dot, key);
    if (n < 0 || (size_t)n >= cap)
        snprintf(out, cap, "%s", "…");
}

void read_offence(const struct read_at *at, const char *key, const char *vi, const char *en)
{
    char path[160];
    path_of(at, key, path, sizeof path);
    solver_findings_add(at->bad, path, "%s%.0s", "%.0s%s", vi, en);
}

static void offence_range(const struct read_at *at, const char *key, int min, int max)
{
    char path[160];
    path_of(at, key, path, sizeof path);
    solver_findings_add(at->bad, path, "phải là số nguyên từ %d đến %d",
                        "must be an integer from %d to %d", min, max);
}

void read_only_fields(const struct read_at *at, const char *const *keys, size_t n)
{
    if (at->object == NULL)
        return;
    size_t n_fields = json_len(at->object);
    for (size_t f = 0; f < n_fields; f++) {
        const char *name = json_key_at(at->object, f);
        size_t k = 0;
        while (k < n && strcmp(keys[k], name) != 0)
            k++;
        if (k == n)
            read_offence(at, name, "trường không có trong quarters.policy/1; hãy bỏ đi",
                         "no field of quarters.policy/1; remove it");
    }
}

/* The required field, or NULL with an offence. */
static const struct json *field(const struct read_at *at, const char *key)
{
    if (at->object == NULL)
        return NULL;
    const struct json *j = json_get(at->object, key);
    if (j == NULL)
        read_offence(at, key, "thiếu trường này", "this field is missing");
    return j;
}

struct read_at read_object(const struct read_at *at, const char *key)
{
    struct read_at out = {.object = field(at, key), .bad = at->bad};
    path_of(at, key, out.path, sizeof out.path);
    if (out.object != NULL && !json_is_object(out.object)) {
        read_offence(at, key, "phải là một đối tượng {…}", "must be an object {…}");
        out.object = NULL;
    }
    return out;
}

struct read_at read_element(const struct read_at *at, const char *key, size_t i)
{
    struct read_at out = {.object = json_at(json_get(at->object, key), i), .bad = at->bad};
    char name[64];
    snprintf(name, sizeof name, "%s[%zu]", key, i);
    path_of(at, name, out.path, sizeof out.path);
    if (!json_is_object(out.object)) {
        read_offence(at, name, "phải là một đối tượng {…}", "must be an object {…}");
        out.object = NULL;
    }
    return out;
}

const struct json *read_array(const struct read_at *at, const char *key, size_t min, size_t max)
{
    const struct json *j = field(at, key);
    if (j == NULL)
        return NULL;
    if (json_is_array(j) && json_len(j) >= min && json_len(j) <= max)
        return j;
    char path[160];
    path_of(at, key, path, sizeof path);
    solver_findings_add(at->bad, path, "phải là danh sách [...] có từ %zu đến %zu phần tử",
                        "must be a list [...] of %zu to %zu elements", min, max);
    return NULL;
}

int read_int(const struct read_at *at, const char *key, int min, int max)
{
    const struct json *j = field(at, key);
    if (j == NULL)
        return min;
    if (json_is_int(j) && json_int(j) >= min && json_int(j) <= max)
        return (int)json_int(j);
    offence_range(at, key, min, max);
    return min;
}

int read_int_or_null(const struct read_at *at, const char *key, int min, int max, int if_null)
{
    const struct json *j = field(at, key);
    if (j == NULL || json_is_null(j))
        return if_null;
    return read_int(at, key, min, max);
}

int read_hundredths(const struct read_at *at, const char *key, int max_c)
{
    const struct json *j = field(at, key);
    if (j == NULL)
        return 0;
    double v = json_is_int(j) || json_is_real(j) ? json_num(j) : -1;
    if (v >= 0 && v * 100 <= max_c + 0.5) {
        double c = floor(v * 100 + 0.5);
        if (fabs(v - c / 100) < 1e-9)
            return (int)c;
    }
    char path[160];
    path_of(at, key, path, sizeof path);
    solver_findings_add(
        at->bad, path, "phải là số từ 0 đến %d,%02d, nhiều nhất hai chữ số thập phân",
        "must be a number from 0 to %d.%02d with at most two decimals", max_c / 100, max_c % 100);
    return 0;
}

bool read_bool(const struct read_at *at, const char *key)
{
    const struct json *j = field(at, key);
    if (j != NULL && !json_is_bool(j))
        read_offence(at, key, "phải là true hoặc false", "must be true or false");
    return j != NULL && json_is_bool(j) && json_bool(j);
}

const char *read_text(const struct read_at *at, const char *key)
{
    const struct json *j = field(at, key);
    if (j == NULL)
        return "";
    if (json_is_string(j) && json_text(j)[0] != '\0')
        return json_text(j);
    read_offence(at, key, "phải là một chuỗi chữ không rỗng", "must be a text that is not empty");
    return "";
}

/* "a, b, c" for the message of a wrong choice. */
static void offence_choice(const struct read_at *at, const char *key, const char *const *names,
                           size_t n)
{
    char path[160];
    char all[256] = "";
    size_t used = 0;
    for (size_t i = 0; i < n; i++) {
        int w = snprintf(all + used, sizeof all - used, "%s%s", i == 0 ? "" : ", ", names[i]);
        if (w < 0 || (size_t)w >= sizeof all - used)
            break;
        used += (size_t)w;
    }
    path_of(at, key, path, sizeof path);
    solver_findings_add(at->bad, path, "phải là một trong: %s", "must be one of: %s", all);
}

static size_t index_of(const struct json *j, const char *const *names, size_t n)
{
    for (size_t i = 0; j != NULL && json_is_string(j) && i < n; i++)
        if (strcmp(json_text(j), names[i]) == 0)
            return i;
    return n;
}

size_t read_choice(const struct read_at *at, const char *key, const char *const *names, size_t n)
{
    const struct json *j = field(at, key);
    if (j == NULL)
        return 0;
    size_t i = index_of(j, names, n);
    if (i < n)
        return i;
    offence_choice(at, key, names, n);
    return 0;
}

size_t read_choices(const struct read_at *at, const char *key, const char *const *names, size_t n,
                    size_t *ixs)
{
    const struct json *list = read_array(at, key, 0, n);
    size_t n_found = 0;
    for (size_t i = 0; list != NULL && i < json_len(list); i++) {
        char element[96];
        snprintf(element, sizeof element, "%s[%zu]", key, i);
        size_t ix = index_of(json_at(list, i), names, n);
        if (ix == n) {
            offence_choice(at, element, names, n);
            continue;
        }
        bool is_double = false;
        for (size_t k = 0; k < n_found; k++)
            is_double = is_double || ixs[k] == ix;
        if (is_double)
            read_offence(at, element, "nêu hai lần", "named twice");
        else
            ixs[n_found++] = ix;
    }
    return n_found;
}

void read_date(const struct read_at *at, const char *key, char out[11])
{
    const char *text = read_text(at, key);
    out[0] = '\0';
    if (text[0] == '\0')
        return;
    if (date_is_valid(text))
        snprintf(out, 11, "%s", text);
    else
        read_offence(at, key, "phải là ngày dạng YYYY-MM-DD", "must be a date YYYY-MM-DD");
}
