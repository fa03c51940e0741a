/* What is asked of a compiled document: its operations, and their judgement, see schema.h. */
#include "schema_shape.h"

#include <stdlib.h>
#include <string.h>

static int compare_id(const void *id, const void *operation)
{
    return strcmp(id, ((const struct schema_operation *)operation)->id);
}

const struct schema_operation *schema_operation(const struct schema *s, const char *id)
{
    return s->n_operations == 0
               ? NULL
               : bsearch(id, s->operations, s->n_operations, sizeof *s->operations, compare_id);
}

size_t schema_n_operations(const struct schema *s)
{
    return s->n_operations;
}

const struct schema_operation *schema_operation_at(const struct schema *s, size_t i)
{
    return &s->operations[i];
}

bool schema_body(const struct schema_operation *op, const struct json *body,
                 struct solver_findings *bad)
{
    const size_t before = bad->n;
    if (body != NULL && op->body != NULL)
        schema_check_value(op->body, body, bad);
    else if (body != NULL)
        solver_findings_put(bad, "", "yêu cầu này không có nội dung JSON",
                            "this request takes no JSON body");
    else if (op->is_body_needed && op->body != NULL)
        solver_findings_put(bad, "", "thiếu nội dung JSON của yêu cầu",
                            "the JSON body of the request is missing");
    return bad->n == before && !bad->is_out_of_memory;
}

static const struct http_param *param_of(size_t n, const struct http_param *params,
                                         const char *name)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(params[i].name, name) == 0)
            return &params[i];
    return NULL;
}

static bool is_param(const struct schema_operation *op, const char *name)
{
    for (size_t i = 0; i < op->n_query; i++)
        if (strcmp(op->query[i].name, name) == 0)
            return true;
    return false;
}

static void say_param(struct solver_findings *bad, const char *name, const char *vi, const char *en)
{
    struct buf where = {0};
    buf_fmt(&where, "?%s", name);
    solver_findings_put(bad, where.data, vi, en);
    buf_release(&where);
}

bool schema_params(const struct schema_operation *op, size_t n, const struct http_param *params,
                   struct solver_findings *bad)
{
    const size_t before = bad->n;
    for (size_t i = 0; i < n; i++)
        if (!is_param(op, params[i].name))
            say_param(bad, params[i].name, "không có tham số này", "there is no such parameter");
    for (size_t i = 0; i < op->n_query; i++) {
        const struct schema_param *p = &op->query[i];
        const struct http_param *given = param_of(n, params, p->name);
        if (given == NULL) {
            if (p->is_needed)
                say_param(bad, p->name, "thiếu tham số này", "is missing");
            continue;
        }
        struct buf where = {0};
        buf_fmt(&where, "?%s", p->name);
        schema_check_text(p->shape, where.data, given->value, bad);
        buf_release(&where);
    }
    return bad->n == before && !bad->is_out_of_memory;
}

const struct schema_answer *schema_answer(const struct schema_operation *op, int status)
{
    for (size_t i = 0; i < op->n_answers; i++)
        if (op->answers[i].status == status)
            return &op->answers[i];
    return NULL;
}

bool schema_answer_body(const struct schema_answer *answer, const struct json *body,
                        struct solver_findings *bad)
{
    const size_t before = bad->n;
    if (answer->shape == NULL)
        solver_findings_put(bad, "", "trả lời này không có JSON", "this answer has no JSON");
    else
        schema_check_value(answer->shape, body, bad);
    return bad->n == before && !bad->is_out_of_memory;
}
