/* Fields of common kinds, and objects by their tables (instance_read.h).
 *
 * The words of a finding say what the field must be; its place is the JSON path. */
#include "instance_read.h"

#include <limits.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void sv_offend(struct sv_reader *rd, const struct sj_place *place, const char *vi, const char *en,
               ...)
{
    char path[SJ_PATH_SIZE];
    sj_path(place, path);
    va_list args;
    va_start(args, en);
    solver_findings_addv(rd->bad, path, vi, en, args);
    va_end(args);
}

char *sv_keep(struct sv_reader *rd, const char *text)
{
    char *copy = strdup(text);
    if (!copy)
        rd->is_out_of_memory = true;
    return copy;
}

void sv_read_object(struct sv_reader *rd, const struct sj_place *place,
                    const struct sj_value *value, const struct sv_field *fields, size_t n_fields,
                    void *to)
{
    if (value->kind != SJ_OBJECT) {
        sv_offend(rd, place, "phải là đối tượng {…}", "must be an object {…}");
        return;
    }
    for (size_t i = 0; i < value->n; i++) {
        size_t f = 0;
        while (f < n_fields && strcmp(fields[f].name, value->items[i].key) != 0)
            f++;
        if (f == n_fields)
            sv_offend(rd, &(struct sj_place){.up = place, .key = value->items[i].key},
                      "trường này không có trong định dạng", "the format has no such field");
    }
    for (size_t f = 0; f < n_fields; f++) {
        const struct sj_value *member = sj_get(value, fields[f].name);
        struct sj_place inside = {.up = place, .key = fields[f].name};
        if (member)
            fields[f].read(rd, &inside, member, &fields[f], (char *)to + fields[f].offset);
        else if (fields[f].presence == SV_REQUIRED)
            sv_offend(rd, &inside, "thiếu trường bắt buộc này", "this required field is missing");
    }
}

static bool int_in(struct sv_reader *rd, const struct sj_place *place, const struct sj_value *value,
                   int64_t min, int64_t max)
{
    if (value->kind != SJ_INT) {
        sv_offend(rd, place, "phải là số nguyên", "must be an integer");
        return false;
    }
    if (value->integer >= min && value->integer <= max)
        return true;
    sv_offend(rd, place, "là %lld, phải từ %lld đến %lld", "is %lld, must be from %lld to %lld",
              (long long)value->integer, (long long)min, (long long)max);
    return false;
}

void sv_read_int(struct sv_reader *rd, const struct sj_place *place, const struct sj_value *value,
                 const struct sv_field *field, void *to)
{
    if (int_in(rd, place, value, field->min, field->max))
        *(int *)to = (int)value->integer;
}

void sv_read_int_or_null(struct sv_reader *rd, const struct sj_place *place,
                         const struct sj_value *value, const struct sv_field *field, void *to)
{
    if (value->kind != SJ_NULL)
        sv_read_int(rd, place, value, field, to);
}

void sv_read_int64(struct sv_reader *rd, const struct sj_place *place, const struct sj_value *value,
                   const struct sv_field *field, void *to)
{
    if (int_in(rd, place, value, field->min, field->max))
        *(int64_t *)to = value->integer;
}

void sv_read_bool(struct sv_reader *rd, const struct sj_place *place, const struct sj_value *value,
                  const struct sv_field *field, void *to)
{
    (void)field;
    if (value->kind == SJ_BOOL)
        *(bool *)to = value->is_true;
    else
        sv_offend(rd, place, "phải là true hoặc false", "must be true or false");
}

/* A number with at most two decimals is the double nearest to a whole number of hundredths. The
 * limit is what an int holds: 21 km². */
void sv_read_area(struct sv_reader *rd, const struct sj_place *place, const struct sj_value *value,
                  const struct sv_field *field, void *to)
{
    (void)field;
    if (value->kind == SJ_NULL) /* as good as absent */
        return;
    if (value->kind != SJ_INT && value->kind != SJ_REAL) {
        sv_offend(rd, place, "phải là số", "must be a number");
        return;
    }
    double area = value->kind == SJ_INT ? (double)value->integer : value->real;
    if (!(area > 0) || area > INT_MAX / 100) {
        sv_offend(rd, place, "diện tích phải lớn hơn 0 và dưới 21 km²",
                  "an area must be above 0 and below 21 km²");
        return;
    }
    long long hundredths = llround(area * 100);
    if (area != (double)hundredths / 100.0)
        sv_offend(rd, place, "diện tích có nhiều nhất hai chữ số thập phân",
                  "an area has at most two decimals");
    else
        *(int *)to = (int)hundredths;
}

void sv_read_text(struct sv_reader *rd, const struct sj_place *place, const struct sj_value *value,
                  const struct sv_field *field, void *to)
{
    (void)field;
    if (value->kind == SJ_TEXT)
        *(char **)to = sv_keep(rd, value->text);
    else
        sv_offend(rd, place, "phải là chuỗi ký tự", "must be a string");
}

const char *sv_word(struct sv_reader *rd, const struct sj_place *place,
                    const struct sj_value *value)
{
    if (value->kind != SJ_TEXT)
        sv_offend(rd, place, "phải là chuỗi ký tự", "must be a string");
    else if (!value->text[0])
        sv_offend(rd, place, "không được để trống", "must not be empty");
    else
        return value->text;
    return NULL;
}

int sv_choice(struct sv_reader *rd, const struct sj_place *place, const struct sj_value *value,
              const char *const *table, int n)
{
    if (value->kind != SJ_TEXT) {
        sv_offend(rd, place, "phải là chuỗi ký tự", "must be a string");
        return -1;
    }
    char list[160] = "";
    for (int i = 0; i < n; i++) {
        if (strcmp(table[i], value->text) == 0)
            return i;
        size_t len = strlen(list);
        (void)snprintf(list + len, sizeof list - len, "%s%s", i ? ", " : "", table[i]);
    }
    sv_offend(rd, place, "là \"%s\", phải là một trong: %s", "is \"%s\", must be one of: %s",
              value->text, list);
    return -1;
}

void sv_new_id(struct sv_reader *rd, const struct sj_place *place, const struct sj_value *value,
               struct sv_names *names, char **to)
{
    const char *id = sv_word(rd, place, value);
    bool is_new = false;
    if (!id)
        return;
    *to = sv_keep(rd, id);
    if (sv_names_add(names, id, &is_new) < 0)
        rd->is_out_of_memory = true;
    else if (!is_new)
        sv_offend(rd, place, "\"%s\" đã dùng ở trên", "\"%s\" is used above already", id);
}

int sv_known_id(struct sv_reader *rd, const struct sj_place *place, const struct sj_value *value,
                const struct sv_names *names)
{
    const char *id = sv_word(rd, place, value);
    int ix = id ? sv_names_find(names, id) : -1;
    if (id && ix < 0)
        sv_offend(rd, place, "\"%s\" không có trong tệp", "\"%s\" is not in this file", id);
    return ix;
}

int sv_intern(struct sv_reader *rd, const struct sj_place *place, const struct sj_value *value,
              struct sv_names *names)
{
    const char *word = sv_word(rd, place, value);
    bool is_new;
    int ix = word ? sv_names_add(names, word, &is_new) : -1;
    if (word && ix < 0)
        rd->is_out_of_memory = true;
    return ix;
}

void *sv_new_list(struct sv_reader *rd, const struct sj_place *place, const struct sj_value *value,
                  size_t item_size, int *n)
{
    *n = 0;
    if (value->kind != SJ_ARRAY || value->n > INT_MAX / 2) {
        sv_offend(rd, place, "phải là danh sách […]", "must be a list […]");
        return NULL;
    }
    void *items = calloc(value->n + 1, item_size);
    if (items)
        *n = (int)value->n;
    else
        rd->is_out_of_memory = true;
    return items;
}

struct entry {
    int ix, at;
};

static int compare_entries(const void *a, const void *b)
{
    const struct entry *x = a, *y = b;
    if (x->ix != y->ix)
        return x->ix < y->ix ? -1 : 1;
    return (x->at > y->at) - (x->at < y->at);
}

void sv_find_doubled(struct sv_reader *rd, const struct sj_place *place, const int *ixs, int n,
                     const char *key)
{
    struct entry *entries = n > 1 ? calloc((size_t)n, sizeof *entries) : NULL;
    if (n > 1 && !entries)
        rd->is_out_of_memory = true;
    if (!entries)
        return;
    for (int i = 0; i < n; i++)
        entries[i] = (struct entry){.ix = ixs[i], .at = i};
    qsort(entries, (size_t)n, sizeof *entries, compare_entries);
    for (int i = 1; i < n; i++) {
        struct sj_place item = {.up = place, .ix = (size_t)entries[i].at};
        struct sj_place member = {.up = &item, .key = key};
        if (entries[i].ix >= 0 && entries[i].ix == entries[i - 1].ix)
            sv_offend(rd, key ? &member : &item, "đã ghi ở trên: chỉ giữ một",
                      "stands above already: keep one");
    }
    free(entries);
}

static int compare_ints(const void *a, const void *b)
{
    int x = *(const int *)a, y = *(const int *)b;
    return (x > y) - (x < y);
}

static void finish_ixs(struct sv_reader *rd, const struct sj_place *place, int *ixs, int n)
{
    sv_find_doubled(rd, place, ixs, n, NULL);
    if (n > 1)
        qsort(ixs, (size_t)n, sizeof *ixs, compare_ints);
}

void sv_read_words(struct sv_reader *rd, const struct sj_place *place, const struct sj_value *value,
                   int *n, int **ixs)
{
    *ixs = sv_new_list(rd, place, value, sizeof **ixs, n);
    for (int i = 0; i < *n; i++)
        (*ixs)[i] = sv_intern(rd, &(struct sj_place){.up = place, .ix = (size_t)i},
                              &value->items[i], &rd->features);
    finish_ixs(rd, place, *ixs, *n);
}

void sv_read_ids(struct sv_reader *rd, const struct sj_place *place, const struct sj_value *value,
                 const struct sv_names *names, int *n, int **ixs)
{
    *ixs = sv_new_list(rd, place, value, sizeof **ixs, n);
    for (int i = 0; i < *n; i++)
        (*ixs)[i] = sv_known_id(rd, &(struct sj_place){.up = place, .ix = (size_t)i},
                                &value->items[i], names);
    finish_ixs(rd, place, *ixs, *n);
}
