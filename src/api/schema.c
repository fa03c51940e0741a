/* The API document, compiled: operations, parameters, answers, see schema.h.
 *
 * Schemas are compiled in schema_shape.c; what comes in is judged in schema_check.c. */
#include "schema_shape.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

/* ---- the compiler's place and its errors ---- */

size_t schema_enter(struct schema_compiler *c, const char *key)
{
    const size_t mark = c->where.len;
    buf_fmt(&c->where, "/%s", key);
    return mark;
}

void schema_leave(struct schema_compiler *c, size_t mark)
{
    c->where.len = mark;
    c->where.data[mark] = '\0';
}

int schema_refuse(struct schema_compiler *c, const char *vi, const char *en, const char *about)
{
    return err_set(c->e, ERR_INTERNAL, "tài liệu API, tại #%s: %s%.0s: %.80s",
                   "API document, at #%s: %.0s%s: %.80s", c->where.data, vi, en, about);
}

static int refuse_key(struct schema_compiler *c, const char *key)
{
    return schema_refuse(c, "mục không được dùng ở đây", "what nobody reads here", key);
}

/* Whether all members are among `names` (ends with NULL) or begin with "x-". */
static int only(struct schema_compiler *c, const struct json *j, const char *const *names)
{
    struct json_member m = {0};
    if (!json_is_object(j))
        return schema_refuse(c, "phải là một đối tượng", "must be an object", "");
    while (json_next(j, &m)) {
        size_t i = 0;
        while (names[i] != NULL && strcmp(names[i], m.key) != 0)
            i++;
        if (names[i] == NULL && strncmp(m.key, "x-", 2) != 0)
            return refuse_key(c, m.key);
    }
    return ERR_OK;
}

const struct json *schema_resolve(struct schema_compiler *c, const struct json *j, const char *kind)
{
    static const char prefix[] = "#/components/";
    const struct json *ref = json_get(j, "$ref");
    if (ref == NULL)
        return j;
    const char *p = json_text(ref);
    const size_t n_kind = strlen(kind);
    const struct json *to = NULL;
    if (strncmp(p, prefix, sizeof prefix - 1) == 0) {
        p += sizeof prefix - 1;
        if (strncmp(p, kind, n_kind) == 0 && p[n_kind] == '/')
            to = json_get(json_get(json_get(c->schema->root, "components"), kind), p + n_kind + 1);
    }
    if (to == NULL)
        (void)schema_refuse(c, "tham chiếu không đến đâu", "a reference that leads nowhere",
                            json_text(ref));
    return to;
}

/* ---- parameters ---- */

static int add_param(struct schema_compiler *c, struct schema_param **list, size_t *n,
                     const struct json *j)
{
    struct schema_param p = {.name = json_text(json_get(j, "name")),
                             .is_needed = json_bool(json_get(j, "required"))};
    p.shape = schema_shape_of(c, json_get(j, "schema"));
    if (p.shape == NULL)
        return ERR_INTERNAL;
    if (p.shape->types != SCHEMA_STRING &&
        ((p.shape->types != SCHEMA_INTEGER && p.shape->types != SCHEMA_BOOLEAN) ||
         p.shape->one_of != NULL || p.shape->equal != NULL))
        return schema_refuse(c, "tham số phải là chuỗi, số nguyên hoặc boolean",
                             "a parameter is a string, an integer or a boolean", p.name);
    *list = mem_grow(*list, *n + 1, sizeof **list);
    (*list)[(*n)++] = p;
    return ERR_OK;
}

static int compile_param(struct schema_compiler *c, struct schema_operation *op,
                         const struct json *j)
{
    static const char *const keys[] = {"name",       "in",      "required", "description",
                                       "deprecated", "example", "schema",   NULL};
    j = schema_resolve(c, j, "parameters");
    if (j == NULL || only(c, j, keys) != ERR_OK)
        return ERR_INTERNAL;
    const char *in = json_text(json_get(j, "in"));
    if (strcmp(in, "query") == 0)
        return add_param(c, &op->query, &op->n_query, j);
    if (strcmp(in, "path") == 0)
        return add_param(c, &op->path_params, &op->n_path_params, j);
    return strcmp(in, "header") == 0 ? ERR_OK : refuse_key(c, in);
}

static int compile_params(struct schema_compiler *c, struct schema_operation *op,
                          const struct json *list)
{
    const size_t mark = schema_enter(c, "parameters");
    for (size_t i = 0; i < json_len(list); i++)
        if (compile_param(c, op, json_at(list, i)) != ERR_OK)
            return ERR_INTERNAL;
    schema_leave(c, mark);
    return ERR_OK;
}

/* ---- bodies and answers ---- */

static bool is_json_type(const char *type)
{
    const size_t n = strlen(type);
    return strcmp(type, "application/json") == 0 || (n > 5 && strcmp(type + n - 5, "+json") == 0);
}

/* The shape of the one JSON type of `content` in *out, NULL where there is none; the names of all
 * types in `types`, if that is not NULL. */
static int compile_content(struct schema_compiler *c, const struct json *content,
                           const struct schema_shape **out, const char **types, size_t *n)
{
    static const char *const keys[] = {"schema", "example", "examples", NULL};
    struct json_member m = {0};
    while (json_next(content, &m)) {
        const size_t mark = schema_enter(c, m.key);
        if (only(c, m.value, keys) != ERR_OK)
            return ERR_INTERNAL;
        if (types != NULL)
            types[(*n)++] = m.key;
        if (is_json_type(m.key)) {
            if (*out != NULL)
                return schema_refuse(c, "hai kiểu JSON", "two JSON types", m.key);
            *out = schema_shape_of(c, json_get(m.value, "schema"));
            if (*out == NULL)
                return ERR_INTERNAL;
        }
        schema_leave(c, mark);
    }
    return ERR_OK;
}

static int compile_body(struct schema_compiler *c, struct schema_operation *op,
                        const struct json *j)
{
    static const char *const keys[] = {"description", "required", "content", NULL};
    const size_t mark = schema_enter(c, "requestBody");
    j = schema_resolve(c, j, "requestBodies");
    if (j == NULL || only(c, j, keys) != ERR_OK ||
        compile_content(c, json_get(j, "content"), &op->body, NULL, NULL) != ERR_OK)
        return ERR_INTERNAL;
    op->has_body = true;
    op->is_body_needed = json_bool(json_get(j, "required"));
    if (op->body != NULL && schema_fits_body(c, op->body) != ERR_OK)
        return ERR_INTERNAL;
    schema_leave(c, mark);
    return ERR_OK;
}

static int compile_answer(struct schema_compiler *c, struct schema_operation *op,
                          const char *status, const struct json *j)
{
    static const char *const keys[] = {"description", "headers", "content", "links", NULL};
    j = schema_resolve(c, j, "responses");
    if (j == NULL || only(c, j, keys) != ERR_OK)
        return ERR_INTERNAL;
    if (strlen(status) != 3 || strspn(status, "0123456789") != 3)
        return schema_refuse(c, "mã trạng thái phải là ba chữ số", "a status is three digits",
                             status);
    const struct json *content = json_get(j, "content");
    struct schema_answer *a = &op->answers[op->n_answers++];
    a->status = (int)strtol(status, NULL, 10);
    a->types = mem_array(json_len(content), sizeof *a->types);
    return compile_content(c, content, &a->shape, a->types, &a->n_types);
}

static int compare_answers(const void *a, const void *b)
{
    return ((const struct schema_answer *)a)->status - ((const struct schema_answer *)b)->status;
}

static int compile_answers(struct schema_compiler *c, struct schema_operation *op,
                           const struct json *j)
{
    const size_t top = schema_enter(c, "responses");
    struct json_member m = {0};
    if (json_len(j) == 0)
        return schema_refuse(c, "không có trả lời nào", "no answer at all", "");
    op->answers = mem_array(json_len(j), sizeof *op->answers);
    while (json_next(j, &m)) {
        const size_t mark = schema_enter(c, m.key);
        if (compile_answer(c, op, m.key, m.value) != ERR_OK)
            return ERR_INTERNAL;
        schema_leave(c, mark);
    }
    qsort(op->answers, op->n_answers, sizeof *op->answers, compare_answers);
    schema_leave(c, top);
    return ERR_OK;
}

/* ---- operations ---- */

static int compile_operation(struct schema_compiler *c, struct schema_operation *op,
                             const struct json *j)
{
    static const char *const keys[] = {"operationId", "summary",    "description", "tags",
                                       "deprecated",  "parameters", "requestBody", "responses",
                                       "security",    NULL};
    if (only(c, j, keys) != ERR_OK)
        return ERR_INTERNAL;
    op->id = json_text(json_get(j, "operationId"));
    op->summary = json_text(json_get(j, "summary"));
    if (*op->id == '\0')
        return schema_refuse(c, "thiếu operationId", "no operationId", "");
    if (compile_params(c, op, json_get(j, "parameters")) != ERR_OK)
        return ERR_INTERNAL;
    const struct json *body = json_get(j, "requestBody");
    if (body != NULL && compile_body(c, op, body) != ERR_OK)
        return ERR_INTERNAL;
    return compile_answers(c, op, json_get(j, "responses"));
}

static int compile_path(struct schema_compiler *c, const char *path, const struct json *j)
{
    static const struct {
        const char *key;
        enum http_method method;
    } methods[] = {{"get", HTTP_GET},
                   {"post", HTTP_POST},
                   {"put", HTTP_PUT},
                   {"patch", HTTP_PATCH},
                   {"delete", HTTP_DELETE}};
    static const char *const keys[] = {"summary", "description", "parameters", "get", "post",
                                       "put",     "patch",       "delete",     NULL};
    struct schema *s = c->schema;
    if (only(c, j, keys) != ERR_OK)
        return ERR_INTERNAL;
    for (size_t i = 0; i < sizeof methods / sizeof *methods; i++) {
        const struct json *one = json_get(j, methods[i].key);
        if (one == NULL)
            continue;
        s->operations = mem_grow(s->operations, s->n_operations + 1, sizeof *s->operations);
        struct schema_operation *op = &s->operations[s->n_operations++];
        *op = (struct schema_operation){.method = methods[i].method, .path = path};
        const size_t mark = schema_enter(c, methods[i].key);
        if (compile_params(c, op, json_get(j, "parameters")) != ERR_OK ||
            compile_operation(c, op, one) != ERR_OK)
            return ERR_INTERNAL;
        schema_leave(c, mark);
    }
    return ERR_OK;
}

static int compare_operations(const void *a, const void *b)
{
    return strcmp(((const struct schema_operation *)a)->id,
                  ((const struct schema_operation *)b)->id);
}

static int compile(struct schema_compiler *c)
{
    struct schema *s = c->schema;
    struct json_member m = {0};
    buf_str(&c->where, "");
    if (strncmp(json_text(json_get(s->root, "openapi")), "3.1.", 4) != 0)
        return schema_refuse(c, "không phải OpenAPI 3.1", "no OpenAPI 3.1", "");
    const size_t top = schema_enter(c, "paths");
    while (json_next(json_get(s->root, "paths"), &m)) {
        const size_t mark = schema_enter(c, m.key);
        if (compile_path(c, m.key, m.value) != ERR_OK)
            return ERR_INTERNAL;
        schema_leave(c, mark);
    }
    schema_leave(c, top);
    if (s->n_operations > 0)
        qsort(s->operations, s->n_operations, sizeof *s->operations, compare_operations);
    for (size_t i = 1; i < s->n_operations; i++)
        if (strcmp(s->operations[i - 1].id, s->operations[i].id) == 0)
            return schema_refuse(c, "operationId dùng hai lần", "an operationId twice",
                                 s->operations[i].id);
    return ERR_OK;
}

int schema_load(struct schema **out, const char *json, size_t n, struct err *e)
{
    struct schema *s = mem_alloc(sizeof *s);
    struct schema_compiler c = {.schema = s, .e = e};
    struct err why = {0};
    int rc = ERR_INTERNAL;
    s->root = json_parse(json, n, &why);
    if (s->root == NULL)
        err_set(e, ERR_INTERNAL, "tài liệu API: %s%.0s", "API document: %.0s%s", why.vi, why.en);
    else
        rc = compile(&c);
    buf_release(&c.where);
    if (rc == ERR_OK) {
        *out = s;
        return ERR_OK;
    }
    schema_free(s);
    return rc;
}

void schema_free(struct schema *s)
{
    if (s == NULL)
        return;
    for (size_t i = 0; i < s->n_shapes; i++) {
        if (s->shapes[i]->pattern != NULL)
            regfree(&s->shapes[i]->regex);
        free(s->shapes[i]->properties);
        free(s->shapes[i]);
    }
    for (size_t i = 0; i < s->n_operations; i++) {
        struct schema_operation *op = &s->operations[i];
        for (size_t k = 0; k < op->n_answers; k++)
            free(op->answers[k].types);
        free(op->answers);
        free(op->query);
        free(op->path_params);
    }
    free(s->shapes);
    free(s->named);
    free(s->operations);
    json_free(s->root);
    free(s);
}
