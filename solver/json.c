/* JSON text into the small tree: the engine's only file that knows Jansson.
 *
 * Jansson refuses by itself: bytes after the end, NUL, UTF-8 that is none, numbers beyond 64 bits,
 * doubled keys (with our flag). It names no place for the last two, so that json_scan.c looks
 * again; then the parse is repeated without that flag, and the reader can tell all other offences
 * too. The tree lives in blocks that only grow. */
#include "json.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "json_scan.h"
#include "solver/instance.h"

enum { BLOCK_SIZE = 1 << 16 }; /* large enough that malloc is no cost, small beside any instance */

struct sj_block {
    struct sj_block *next;
    size_t used, size;
    max_align_t bytes[];
};

struct build {
    struct sj_doc *doc;
    struct solver_findings *bad;
    int max_depth;
    bool is_out_of_memory;
};

/* Jansson goes on with a string when it had no memory for one of its bytes, and calls other wants
 * of memory "invalid token": only its allocator knows. This is set before main, once for the
 * process (the application's Jansson file gets a plain malloc by it), and told per thread. */
static _Thread_local bool had_no_memory;

static void *watched_malloc(size_t size)
{
    void *p = malloc(size);
    had_no_memory |= p == NULL;
    return p;
}

__attribute__((constructor)) static void watch_memory(void)
{
    json_set_alloc_funcs(watched_malloc, free);
}

void sj_path(const struct sj_place *place, char path[SJ_PATH_SIZE])
{
    const struct sj_place *down[SJ_MAX_TREE_DEPTH + 2];
    int n = 0;
    for (; place && place->up && n < SJ_MAX_TREE_DEPTH + 2; place = place->up)
        down[n++] = place;
    size_t len = 0;
    path[0] = '\0';
    while (n-- > 0 && len < SJ_PATH_SIZE - 1) {
        int add = down[n]->key ? snprintf(path + len, SJ_PATH_SIZE - len, "%s%s", len ? "." : "",
                                          down[n]->key)
                               : snprintf(path + len, SJ_PATH_SIZE - len, "[%zu]", down[n]->ix);
        len += add < 0 ? 0 : (size_t)add;
    }
}

static void *block_take(struct sj_doc *doc, size_t size)
{
    size = (size + sizeof(max_align_t) - 1) / sizeof(max_align_t) * sizeof(max_align_t);
    struct sj_block *b = doc->blocks;
    if (!b || b->size - b->used < size) {
        size_t room = size > BLOCK_SIZE ? size : BLOCK_SIZE;
        b = malloc(sizeof *b + room);
        if (!b)
            return NULL;
        *b = (struct sj_block){.next = doc->blocks, .size = room};
        doc->blocks = b;
    }
    void *at = (char *)b->bytes + b->used;
    b->used += size;
    return at;
}

static const char *block_text(struct build *b, const char *text)
{
    size_t size = strlen(text) + 1;
    char *copy = block_take(b->doc, size);
    if (copy)
        memcpy(copy, text, size);
    else
        b->is_out_of_memory = true;
    return copy;
}

static void convert(struct build *b, const json_t *from, struct sj_value *to,
                    const struct sj_place *place, int depth);

static void convert_items(struct build *b, const json_t *from, struct sj_value *to,
                          const struct sj_place *place, int depth)
{
    if (depth == b->max_depth) {
        char path[SJ_PATH_SIZE];
        sj_path(place, path);
        solver_findings_add(b->bad, path, "lồng nhau quá %d tầng", "nested deeper than %d levels",
                            b->max_depth);
        return;
    }
    size_t n = to->kind == SJ_ARRAY ? json_array_size(from) : json_object_size(from);
    to->items = block_take(b->doc, n * sizeof *to->items);
    if (!to->items) {
        b->is_out_of_memory = true;
        return;
    }
    /* the iterator functions of an object take a non-const pointer, and change nothing */
    void *it = to->kind == SJ_OBJECT ? json_object_iter((json_t *)(uintptr_t)from) : NULL;
    for (size_t i = 0; i < n && !b->is_out_of_memory; i++) {
        struct sj_value *item = &to->items[i];
        *item = (struct sj_value){0};
        struct sj_place inside = {.up = place, .ix = i};
        const json_t *value = to->kind == SJ_ARRAY ? json_array_get(from, i) : NULL;
        if (it) {
            item->key = block_text(b, json_object_iter_key(it));
            inside.key = item->key;
            value = json_object_iter_value(it);
            it = json_object_iter_next((json_t *)(uintptr_t)from, it);
        }
        to->n = i + 1;
        if (!b->is_out_of_memory)
            convert(b, value, item, &inside, depth + 1);
    }
}

static void convert(struct build *b, const json_t *from, struct sj_value *to,
                    const struct sj_place *place, int depth)
{
    switch (json_typeof(from)) {
    case JSON_NULL:
        to->kind = SJ_NULL;
        break;
    case JSON_TRUE:
    case JSON_FALSE:
        to->kind = SJ_BOOL;
        to->is_true = json_is_true(from);
        break;
    case JSON_INTEGER:
        to->kind = SJ_INT;
        to->integer = json_integer_value(from);
        break;
    case JSON_REAL:
        to->kind = SJ_REAL;
        to->real = json_real_value(from);
        break;
    case JSON_STRING:
        to->kind = SJ_TEXT;
        to->text = block_text(b, json_string_value(from));
        break;
    case JSON_ARRAY:
    case JSON_OBJECT:
        to->kind = json_is_array(from) ? SJ_ARRAY : SJ_OBJECT;
        convert_items(b, from, to, place, depth);
        break;
    }
}

/* Parses again what was refused for reasons that have places; NULL: not even that, or memory. */
static json_t *parse_after_scan(const char *text, size_t len, int max_depth, json_error_t *error,
                                struct solver_findings *bad, bool *is_out_of_memory)
{
    char *copy = malloc(len + 1);
    *is_out_of_memory = !copy;
    if (!copy)
        return NULL;
    memcpy(copy, text, len);
    copy[len] = '\0';
    size_t n_before = bad->n;
    *is_out_of_memory = !sj_scan(copy, len, max_depth, bad);
    json_t *tree = *is_out_of_memory ? NULL : json_loadb(copy, len, JSON_DECODE_ANY, error);
    if (tree && bad->n == n_before) /* Jansson has refused it: so do we, even without the place */
        solver_findings_add(bad, "", "khóa ghi hai lần hoặc số quá lớn",
                            "a doubled key or a number too large");
    free(copy);
    return tree;
}

static bool has_place(const json_error_t *error)
{
    enum json_error_code code = json_error_code(error);
    return code == json_error_duplicate_key || code == json_error_numeric_overflow;
}

int sj_parse(struct sj_doc *doc, const char *text, size_t len, struct solver_findings *bad)
{
    return sj_parse_tree(doc, text, len, SJ_MAX_DEPTH, bad);
}

int sj_parse_tree(struct sj_doc *doc, const char *text, size_t len, int max_depth,
                  struct solver_findings *bad)
{
    *doc = (struct sj_doc){0};
    if (len >= 3 && memcmp(text, "\xef\xbb\xbf", 3) == 0) {
        solver_findings_add(bad, "", "tệp bắt đầu bằng dấu thứ tự byte (BOM): bỏ đi",
                            "the file starts with a byte order mark: remove it");
        text += 3;
        len -= 3;
    }
    json_error_t error = {0};
    bool is_out_of_memory = false;
    had_no_memory = false;
    json_t *tree = json_loadb(text, len, JSON_REJECT_DUPLICATES | JSON_DECODE_ANY, &error);
    if (!tree && has_place(&error))
        tree = parse_after_scan(text, len, max_depth, &error, bad, &is_out_of_memory);
    if (is_out_of_memory || had_no_memory) {
        json_decref(tree);
        return SOLVER_NOMEM;
    }
    if (!tree) {
        solver_findings_add(bad, "", "không phải JSON (dòng %d, cột %d): %s",
                            "not JSON (line %d, column %d): %s", error.line, error.column,
                            error.text);
        return SOLVER_BAD;
    }
    struct build b = {.doc = doc, .bad = bad, .max_depth = max_depth};
    struct sj_place root = {0};
    convert(&b, tree, &doc->root, &root, 0);
    json_decref(tree);
    if (b.is_out_of_memory || bad->is_out_of_memory) {
        sj_release(doc);
        return SOLVER_NOMEM;
    }
    return SOLVER_OK;
}

void sj_release(struct sj_doc *doc)
{
    while (doc->blocks) {
        struct sj_block *next = doc->blocks->next;
        free(doc->blocks);
        doc->blocks = next;
    }
    *doc = (struct sj_doc){0};
}

const struct sj_value *sj_get(const struct sj_value *object, const char *key)
{
    for (size_t i = 0; object->kind == SJ_OBJECT && i < object->n; i++)
        if (strcmp(object->items[i].key, key) == 0)
            return &object->items[i];
    return NULL;
}
