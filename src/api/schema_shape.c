/* Compiles schemas of the document into shapes, see schema.h and schema_shape.h.
 *
 * A table names the keywords, the types that each speaks of, and its reader. Components are
 * compiled when the first reference meets them and kept by name before they are filled, so rings
 * end. */
#include "schema_shape.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

static const struct {
    const char *name;
    unsigned bit;
} TYPES[] = {
    {"null", SCHEMA_NULL},       {"boolean", SCHEMA_BOOLEAN},
    {"integer", SCHEMA_INTEGER}, {"number", SCHEMA_NUMBER | SCHEMA_INTEGER},
    {"string", SCHEMA_STRING},   {"array", SCHEMA_ARRAY},
    {"object", SCHEMA_OBJECT},
};

typedef int schema_reader(struct schema_compiler *c, struct schema_shape *shape,
                          const struct json *value);

static int refuse_value(struct schema_compiler *c, const char *keyword)
{
    return schema_refuse(c, "giá trị không hợp lệ", "a value that makes no sense", keyword);
}

static int read_one_type(struct schema_compiler *c, struct schema_shape *shape,
                         const struct json *name)
{
    for (size_t i = 0; i < sizeof TYPES / sizeof *TYPES; i++)
        if (json_is_string(name) && strcmp(json_text(name), TYPES[i].name) == 0) {
            shape->types |= TYPES[i].bit;
            return ERR_OK;
        }
    return refuse_value(c, "type");
}

static int read_type(struct schema_compiler *c, struct schema_shape *shape,
                     const struct json *value)
{
    if (!json_is_array(value))
        return read_one_type(c, shape, value);
    for (size_t i = 0; i < json_len(value); i++)
        if (read_one_type(c, shape, json_at(value, i)) != ERR_OK)
            return ERR_INTERNAL;
    return json_len(value) > 0 ? ERR_OK : refuse_value(c, "type");
}

static int compare_properties(const void *a, const void *b)
{
    return strcmp(((const struct schema_property *)a)->name,
                  ((const struct schema_property *)b)->name);
}

static int read_properties(struct schema_compiler *c, struct schema_shape *shape,
                           const struct json *value)
{
    if (!json_is_object(value))
        return refuse_value(c, "properties");
    shape->has_properties = true;
    shape->properties = mem_array(json_len(value), sizeof *shape->properties);
    struct json_member m = {0};
    while (json_next(value, &m)) {
        const size_t mark = schema_enter(c, m.key);
        struct schema_property *p = &shape->properties[shape->n_properties++];
        p->name = m.key;
        p->shape = schema_shape_of(c, m.value);
        if (p->shape == NULL)
            return ERR_INTERNAL;
        schema_leave(c, mark);
    }
    qsort(shape->properties, shape->n_properties, sizeof *shape->properties, compare_properties);
    return ERR_OK;
}

/* Comes behind `properties` in the table. */
static int read_required(struct schema_compiler *c, struct schema_shape *shape,
                         const struct json *value)
{
    for (size_t i = 0; i < json_len(value); i++) {
        const struct schema_property key = {.name = json_text(json_at(value, i))};
        struct schema_property *p = shape->n_properties == 0
                                        ? NULL
                                        : bsearch(&key, shape->properties, shape->n_properties,
                                                  sizeof key, compare_properties);
        if (p == NULL)
            return schema_refuse(c, "bắt buộc một trường không có", "requires what is no property",
                                 key.name);
        p->is_needed = true;
    }
    return json_is_array(value) ? ERR_OK : refuse_value(c, "required");
}

static int read_additional(struct schema_compiler *c, struct schema_shape *shape,
                           const struct json *value)
{
    if (json_is_bool(value) && !json_bool(value)) {
        shape->is_closed = true;
        return ERR_OK;
    }
    shape->rest = schema_shape_of(c, value);
    return shape->rest == NULL ? ERR_INTERNAL : ERR_OK;
}

static int read_size(struct schema_compiler *c, size_t *out, const struct json *value,
                     const char *keyword)
{
    if (!json_is_int(value) || json_int(value) < 0)
        return refuse_value(c, keyword);
    *out = (size_t)json_int(value);
    return ERR_OK;
}

#define READ_SIZE(member, keyword)                                                                 \
    static int read_##member(struct schema_compiler *c, struct schema_shape *shape,                \
                             const struct json *value)                                             \
    {                                                                                              \
        return read_size(c, &shape->member, value, keyword);                                       \
    }
READ_SIZE(min_properties, "minProperties")
READ_SIZE(min_items, "minItems")
READ_SIZE(max_items, "maxItems")
READ_SIZE(min_length, "minLength")
READ_SIZE(max_length, "maxLength")
#undef READ_SIZE

static int read_items(struct schema_compiler *c, struct schema_shape *shape,
                      const struct json *value)
{
    shape->items = schema_shape_of(c, value);
    return shape->items == NULL ? ERR_INTERNAL : ERR_OK;
}

static int read_unique(struct schema_compiler *c, struct schema_shape *shape,
                       const struct json *value)
{
    shape->is_unique = json_bool(value);
    return json_is_bool(value) ? ERR_OK : refuse_value(c, "uniqueItems");
}

static int read_pattern(struct schema_compiler *c, struct schema_shape *shape,
                        const struct json *value)
{
    if (!json_is_string(value) || !schema_pattern(json_text(value), &shape->regex))
        return schema_refuse(c, "mẫu mà POSIX và JavaScript không hiểu như nhau",
                             "a pattern that POSIX and JavaScript do not read alike",
                             json_text(value));
    shape->pattern = json_text(value);
    return ERR_OK;
}

static int read_format(struct schema_compiler *c, struct schema_shape *shape,
                       const struct json *value)
{
    if (strcmp(json_text(value), "date") == 0)
        shape->format = SCHEMA_DATE;
    else if (strcmp(json_text(value), "date-time") == 0)
        shape->format = SCHEMA_DATE_TIME;
    else
        return refuse_value(c, "format");
    return ERR_OK;
}

static int read_minimum(struct schema_compiler *c, struct schema_shape *shape,
                        const struct json *value)
{
    shape->has_minimum = true;
    shape->minimum = json_num(value);
    return json_is_int(value) || json_is_real(value) ? ERR_OK : refuse_value(c, "minimum");
}

static int read_maximum(struct schema_compiler *c, struct schema_shape *shape,
                        const struct json *value)
{
    shape->has_maximum = true;
    shape->maximum = json_num(value);
    return json_is_int(value) || json_is_real(value) ? ERR_OK : refuse_value(c, "maximum");
}

static int read_enum(struct schema_compiler *c, struct schema_shape *shape,
                     const struct json *value)
{
    shape->one_of = value;
    return json_is_array(value) && json_len(value) > 0 ? ERR_OK : refuse_value(c, "enum");
}

static int read_const(struct schema_compiler *c, struct schema_shape *shape,
                      const struct json *value)
{
    (void)c;
    shape->equal = value;
    return ERR_OK;
}

/* anyOf of a schema and {"type": "null"}, in whichever order. */
static int read_any_of(struct schema_compiler *c, struct schema_shape *shape,
                       const struct json *value)
{
    for (size_t i = 0; i < 2 && json_len(value) == 2; i++) {
        const struct json *null = json_at(value, 1 - i);
        if (json_len(null) != 1 || strcmp(json_text(json_get(null, "type")), "null") != 0)
            continue;
        shape->other = schema_shape_of(c, json_at(value, i));
        return shape->other == NULL ? ERR_INTERNAL : ERR_OK;
    }
    return refuse_value(c, "anyOf");
}

/* In the order in which they are read. */
static const struct {
    const char *name;
    unsigned types; /* of which it speaks; the schema's type must be one of them */
    schema_reader *read;
} KEYWORDS[] = {
    {"type", SCHEMA_ANY, read_type},
    {"properties", SCHEMA_OBJECT, read_properties},
    {"required", SCHEMA_OBJECT, read_required},
    {"additionalProperties", SCHEMA_OBJECT, read_additional},
    {"minProperties", SCHEMA_OBJECT, read_min_properties},
    {"items", SCHEMA_ARRAY, read_items},
    {"minItems", SCHEMA_ARRAY, read_min_items},
    {"maxItems", SCHEMA_ARRAY, read_max_items},
    {"uniqueItems", SCHEMA_ARRAY, read_unique},
    {"minLength", SCHEMA_STRING, read_min_length},
    {"maxLength", SCHEMA_STRING, read_max_length},
    {"pattern", SCHEMA_STRING, read_pattern},
    {"format", SCHEMA_STRING, read_format},
    {"minimum", SCHEMA_NUMBER | SCHEMA_INTEGER, read_minimum},
    {"maximum", SCHEMA_NUMBER | SCHEMA_INTEGER, read_maximum},
    {"enum", SCHEMA_ANY, read_enum},
    {"const", SCHEMA_ANY, read_const},
    {"anyOf", SCHEMA_ANY, read_any_of},
};
enum { N_KEYWORDS = sizeof KEYWORDS / sizeof *KEYWORDS };

static bool is_annotation(const char *key)
{
    static const char *const names[] = {"title",   "description", "example",   "examples",
                                        "default", "readOnly",    "deprecated"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(key, names[i]) == 0)
            return true;
    return strncmp(key, "x-", 2) == 0;
}

static bool is_keyword(const char *key)
{
    for (size_t i = 0; i < N_KEYWORDS; i++)
        if (strcmp(key, KEYWORDS[i].name) == 0)
            return true;
    return false;
}

static int fill(struct schema_compiler *c, struct schema_shape *shape, const struct json *j)
{
    struct json_member m = {0};
    if (!json_is_object(j))
        return schema_refuse(c, "không phải một schema", "no schema", "");
    while (json_next(j, &m))
        if (!is_keyword(m.key) && !is_annotation(m.key))
            return schema_refuse(c, "từ khóa không được kiểm tra", "a keyword that nobody enforces",
                                 m.key);
    for (size_t i = 0; i < N_KEYWORDS; i++) {
        const struct json *value = json_get(j, KEYWORDS[i].name);
        if (value == NULL)
            continue;
        if (KEYWORDS[i].types != SCHEMA_ANY && (shape->types & KEYWORDS[i].types) == 0)
            return schema_refuse(c, "từ khóa không hợp với kiểu",
                                 "a keyword that says nothing of this type", KEYWORDS[i].name);
        const size_t mark = schema_enter(c, KEYWORDS[i].name);
        if (KEYWORDS[i].read(c, shape, value) != ERR_OK)
            return ERR_INTERNAL;
        schema_leave(c, mark);
    }
    if (shape->other != NULL && shape->types != 0)
        return schema_refuse(c, "anyOf không đi cùng type", "anyOf goes without type", "anyOf");
    return ERR_OK;
}

static struct schema_shape *new_shape(struct schema *s)
{
    struct schema_shape *shape = mem_alloc(sizeof *shape);
    shape->max_items = shape->max_length = SIZE_MAX;
    s->shapes = mem_grow(s->shapes, s->n_shapes + 1, sizeof *s->shapes);
    s->shapes[s->n_shapes++] = shape;
    return shape;
}

/* The shape of a component, compiled when it is met first. */
static const struct schema_shape *named_shape(struct schema_compiler *c, const struct json *j)
{
    static const char prefix[] = "#/components/schemas/";
    struct schema *s = c->schema;
    const char *ref = json_text(json_get(j, "$ref"));
    const struct json *to = schema_resolve(c, j, "schemas");
    struct json_member m = {0};
    if (to == NULL)
        return NULL;
    if (json_get(to, "$ref") != NULL) {
        (void)schema_refuse(c, "tham chiếu đến tham chiếu", "a reference to a reference", ref);
        return NULL;
    }
    while (json_next(j, &m))
        if (strcmp(m.key, "$ref") != 0 && !is_annotation(m.key)) {
            (void)schema_refuse(c, "từ khóa cạnh $ref", "a keyword beside $ref", m.key);
            return NULL;
        }
    const char *name = ref + sizeof prefix - 1;
    for (size_t i = 0; i < s->n_named; i++)
        if (strcmp(s->named[i].name, name) == 0)
            return s->named[i].shape;
    struct schema_shape *shape = new_shape(s);
    s->named = mem_grow(s->named, s->n_named + 1, sizeof *s->named);
    s->named[s->n_named++] = (struct schema_named){.name = name, .shape = shape};
    return fill(c, shape, to) == ERR_OK ? shape : NULL;
}

const struct schema_shape *schema_shape_of(struct schema_compiler *c, const struct json *j)
{
    if (json_get(j, "$ref") != NULL)
        return named_shape(c, j);
    struct schema_shape *shape = new_shape(c->schema);
    return fill(c, shape, j) == ERR_OK ? shape : NULL;
}

/* ---- what may stand in a body ---- */

static int object_fits_body(struct schema_compiler *c, const struct schema_shape *shape)
{
    if (shape->has_properties && !shape->is_closed && shape->rest == NULL)
        return schema_refuse(c, "nội dung yêu cầu phải có", "a body needs",
                             "additionalProperties: false");
    for (size_t i = 0; i < shape->n_properties; i++) {
        const size_t mark = schema_enter(c, shape->properties[i].name);
        if (schema_fits_body(c, shape->properties[i].shape) != ERR_OK)
            return ERR_INTERNAL;
        schema_leave(c, mark);
    }
    return shape->rest == NULL ? ERR_OK : schema_fits_body(c, shape->rest);
}

int schema_fits_body(struct schema_compiler *c, const struct schema_shape *shape)
{
    /* the mark is the compiler's: nobody else reads the shape yet */
    struct schema_shape *mine = (struct schema_shape *)shape;
    if (mine->is_body_checked)
        return ERR_OK;
    mine->is_body_checked = true;
    if ((shape->types & SCHEMA_STRING) != 0 && shape->max_length == SIZE_MAX &&
        shape->format == SCHEMA_NO_FORMAT && shape->one_of == NULL && shape->equal == NULL)
        return schema_refuse(c, "chuỗi trong nội dung yêu cầu phải có", "a string of a body needs",
                             "maxLength");
    if ((shape->types & SCHEMA_ARRAY) != 0 && shape->max_items == SIZE_MAX)
        return schema_refuse(c, "danh sách trong nội dung yêu cầu phải có",
                             "an array of a body needs", "maxItems");
    if (shape->other != NULL && schema_fits_body(c, shape->other) != ERR_OK)
        return ERR_INTERNAL;
    if (shape->items != NULL && schema_fits_body(c, shape->items) != ERR_OK)
        return ERR_INTERNAL;
    return object_fits_body(c, shape);
}
