/* The route table, the API document and README say the same.
 *
 *     build/tests/unit/api_document --list      prints README's list of calls */
#include "../../src/api/inside.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "../../src/api/api_files.h"
#include "base/file.h"
#include "service/item_kind.h"

static struct schema *schema;
static struct json *document;

static const char *const METHODS[] = {
    [HTTP_GET] = "get", [HTTP_HEAD] = "head",   [HTTP_POST] = "post",
    [HTTP_PUT] = "put", [HTTP_PATCH] = "patch", [HTTP_DELETE] = "delete"};

static const struct schema_operation *operation_of(const struct api_route *r)
{
    return r->operation == NULL ? NULL : schema_operation(schema, r->operation);
}

static const struct json *json_of(const struct api_route *r)
{
    return json_get(json_get(json_get(document, "paths"), r->pattern), METHODS[r->method]);
}

/* Collects all that is wrong, so that one run tells it. */
static struct buf wrong;

#define HOLDS(route, condition, ...)                                                               \
    do {                                                                                           \
        if (!(condition)) {                                                                        \
            buf_fmt(&wrong, "\n%s %s: ", METHODS[(route)->method], (route)->pattern);              \
            buf_fmt(&wrong, __VA_ARGS__);                                                          \
        }                                                                                          \
    } while (0)

static void nothing_is_wrong(void)
{
    if (wrong.len > 0)
        fail_msg("%s", wrong.data);
}

static int clear(void **state)
{
    (void)state;
    buf_release(&wrong);
    return 0;
}

static void t_each_route_is_its_operation(void **state)
{
    (void)state;
    for (size_t i = 0; i < API_N_ROUTES; i++) {
        const struct api_route *r = &API_ROUTES[i];
        const struct schema_operation *op = operation_of(r);
        HOLDS(r, r->roles != 0 && r->handler != NULL, "a row without roles or handler");
        if (r->operation == NULL)
            continue;
        HOLDS(r, op != NULL, "openapi.json has no %s", r->operation);
        if (op == NULL)
            continue;
        HOLDS(r, op->method == r->method && strcmp(op->path, r->pattern) == 0,
              "%s stands elsewhere: %s", r->operation, op->path);
        HOLDS(r, schema_answer(op, r->ok) != NULL, "no answer %d in openapi.json", r->ok);
        HOLDS(r, op->summary[0] != '\0', "no summary");
    }
    nothing_is_wrong();
}

static void t_each_operation_is_one_route(void **state)
{
    (void)state;
    for (size_t i = 0; i < schema_n_operations(schema); i++) {
        const struct schema_operation *op = schema_operation_at(schema, i);
        size_t n = 0;
        for (size_t r = 0; r < API_N_ROUTES; r++)
            n += API_ROUTES[r].operation != NULL && strcmp(API_ROUTES[r].operation, op->id) == 0;
        if (n != 1)
            buf_fmt(&wrong, "\n%s has %zu routes", op->id, n);
    }
    for (size_t i = 0; i < API_N_ROUTES; i++)
        for (size_t k = 0; k < i; k++)
            HOLDS(&API_ROUTES[i],
                  API_ROUTES[i].method != API_ROUTES[k].method ||
                      strcmp(API_ROUTES[i].pattern, API_ROUTES[k].pattern) != 0,
                  "two rows");
    nothing_is_wrong();
}

/* An id in a path that another pattern spells out belongs to whichever row comes first: the
 * spelled-out one. */
static void t_spelled_out_paths_come_first(void **state)
{
    (void)state;
    for (size_t i = 0; i < API_N_ROUTES; i++) {
        char storage[512], path[256];
        const char *args[4], *p = API_ROUTES[i].pattern;
        unsigned methods = 0;
        size_t n = 0;
        for (; *p != '\0' && n + 1 < sizeof path; p++) {
            path[n++] = *p == '{' ? '~' : *p;
            if (*p == '{')
                p += strcspn(p, "}");
        }
        path[n] = '\0';
        const struct api_route *found =
            api_route_find(API_ROUTES[i].method, path, storage, sizeof storage, args, &methods);
        HOLDS(&API_ROUTES[i], found == &API_ROUTES[i], "%s leads to %s", path,
              found != NULL ? found->pattern : "nothing");
    }
    nothing_is_wrong();
}

static void t_who_may_is_said(void **state)
{
    (void)state;
    for (size_t i = 0; i < API_N_ROUTES; i++) {
        const struct api_route *r = &API_ROUTES[i];
        const struct schema_operation *op = operation_of(r);
        if (op == NULL)
            continue;
        const struct json *security = json_get(json_of(r), "security");
        const bool is_open = security != NULL && json_len(security) == 0;
        const bool is_anyone = (r->roles & API_ANYONE) != 0;
        HOLDS(r, is_open == is_anyone, "security: [] must be there for everyone, and only then");
        HOLDS(r, is_anyone || schema_answer(op, 401) != NULL, "no answer 401");
        HOLDS(r, !is_open || r->scope == API_SCOPE_NONE || r->scope == API_SCOPE_OWN,
              "open to all, with a scope");
        /* who may not: 403 where the role has another method of the path, else 404 */
        unsigned known = 0;
        for (size_t k = 0; k < API_N_ROUTES; k++)
            if (strcmp(API_ROUTES[k].pattern, r->pattern) == 0)
                known |= API_ROUTES[k].roles;
        const unsigned others = API_MEMBERS & ~r->roles;
        HOLDS(r, is_anyone || (others & known) == 0 || schema_answer(op, 403) != NULL,
              "no answer 403");
        HOLDS(r, is_anyone || (others & ~known) == 0 || schema_answer(op, 404) != NULL,
              "no answer 404");
    }
    nothing_is_wrong();
}

/* A header as a parameter of the operation; NULL where it is none. */
static const struct json *header_of(const struct api_route *r, const char *name)
{
    const struct json *list = json_get(json_of(r), "parameters");
    const struct json *components = json_get(json_get(document, "components"), "parameters");
    for (size_t i = 0; i < json_len(list); i++) {
        const struct json *p = json_at(list, i);
        const char *ref = json_text(json_get(p, "$ref"));
        p = *ref != '\0' ? json_get(components, strrchr(ref, '/') + 1) : p;
        if (strcmp(json_text(json_get(p, "name")), name) == 0)
            return p;
    }
    return NULL;
}

/* What is only ended, or known by the old password, has no version to lose. */
static bool has_no_version(const struct api_route *r)
{
    static const char *const names[] = {"logOut", "changePassword", "endToken", "cancelPlanRun"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(names[i], r->operation) == 0)
            return true;
    return false;
}

static void t_what_is_needed_is_said(void **state)
{
    (void)state;
    for (size_t i = 0; i < API_N_ROUTES; i++) {
        const struct api_route *r = &API_ROUTES[i];
        const struct schema_operation *op = operation_of(r);
        if (op == NULL)
            continue;
        const bool wants = (r->needs & API_IF_MATCH) != 0;
        const bool is_kept = r->method == HTTP_POST && (r->needs & API_SECRET) == 0;
        const struct json *match = header_of(r, "If-Match");
        HOLDS(r, wants == (match != NULL), "If-Match in the table and the document");
        HOLDS(r, match == NULL || json_bool(json_get(match, "required")), "If-Match is no choice");
        HOLDS(r, is_kept == (header_of(r, "Idempotency-Key") != NULL), "Idempotency-Key of a POST");
        HOLDS(r, !is_kept || schema_answer(op, 409) != NULL,
              "the Idempotency-Key of another request is 409");
        HOLDS(r, wants == (schema_answer(op, 428) != NULL), "428 goes with If-Match");
        HOLDS(r, wants == (schema_answer(op, 412) != NULL), "412 goes with If-Match");
        HOLDS(r, r->method != HTTP_GET || r->kind == API_PLAIN || schema_answer(op, 304) != NULL,
              "304 goes with a GET's ETag");
        HOLDS(r, r->method == HTTP_GET || schema_answer(op, 403) != NULL,
              "a change from another site is 403");
        HOLDS(r, wants || r->method == HTTP_GET || r->method == HTTP_POST || has_no_version(r),
              "a change without If-Match");
        HOLDS(r, op->has_body || r->method == HTTP_GET || op->body == NULL, "a GET with a body");
        HOLDS(r, ((r->needs & API_UPLOAD) != 0) == (op->has_body && op->body == NULL),
              "a body without JSON is an upload");
        HOLDS(r, (op->body != NULL) == (schema_answer(op, 400) != NULL), "400: what is no JSON");
        HOLDS(r, op->body == NULL || schema_answer(op, 422) != NULL, "a body without a 422");
        HOLDS(r, op->n_query == 0 || schema_answer(op, 422) != NULL, "a query without a 422");
        HOLDS(r, op->n_path_params == 0 || schema_answer(op, 404) != NULL, "an id without a 404");
    }
    nothing_is_wrong();
}

/* Ids in the path, by name and in order. */
static void t_ids_of_the_path_are_described(void **state)
{
    (void)state;
    for (size_t i = 0; i < API_N_ROUTES; i++) {
        const struct api_route *r = &API_ROUTES[i];
        const struct schema_operation *op = operation_of(r);
        size_t n = 0;
        for (const char *p = strchr(r->pattern, '{'); op != NULL && p != NULL;
             p = strchr(p + 1, '{')) {
            const size_t len = strcspn(p + 1, "}");
            HOLDS(r,
                  n < op->n_path_params && strlen(op->path_params[n].name) == len &&
                      strncmp(op->path_params[n].name, p + 1, len) == 0,
                  "%.*s is not described, or not in its place", (int)len, p + 1);
            n++;
        }
        HOLDS(r, op == NULL || n == op->n_path_params, "%zu ids described too many",
              op->n_path_params - n);
    }
    nothing_is_wrong();
}

/* ---- lists of words ---- */

static void t_kinds_of_equipment_are_those_of_the_service(void **state)
{
    const struct json *schemas = json_get(json_get(document, "components"), "schemas");
    const struct json *kinds = json_get(json_get(schemas, "ItemKind"), "enum");
    (void)state;
    assert_int_equal(json_len(kinds), N_ITEM_KINDS);
    for (size_t i = 0; i < N_ITEM_KINDS; i++)
        assert_string_equal(json_text(json_at(kinds, i)), ITEM_KINDS[i].code);
}

/* ---- README ---- */

static void add_roles(struct buf *b, const struct api_route *r)
{
    const char *before = "";
    if ((r->roles & API_ANYONE) != 0 || r->roles == (unsigned)API_MEMBERS) {
        buf_str(b, (r->roles & API_ANYONE) != 0 ? "everybody" : "members");
        return;
    }
    for (int role = 0; role < PRINCIPAL_N_ROLES; role++) {
        if ((r->roles & 1u << role) == 0)
            continue;
        buf_fmt(b, "%s%s", before, principal_role_name((enum principal_role)role));
        before = ", ";
    }
}

static char *list(void)
{
    static const char *const names[] = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"};
    struct buf b = {0};
    buf_str(&b, "| Call | Who | What |\n| --- | --- | --- |\n");
    for (size_t i = 0; i < API_N_ROUTES; i++) {
        const struct schema_operation *op = operation_of(&API_ROUTES[i]);
        if (op == NULL)
            continue;
        buf_fmt(&b, "| `%s %s` | ", names[op->method], op->path);
        add_roles(&b, &API_ROUTES[i]);
        buf_fmt(&b, " | %s |\n", op->summary);
    }
    return buf_take(&b);
}

static void t_readme_lists_the_table(void **state)
{
    struct err e = {0};
    struct buf readme = {0};
    (void)state;
    assert_int_equal(file_read("README.md", 1 << 20, &readme, &e), ERR_OK);
    char *wanted = list();
    if (strstr(readme.data, wanted) == NULL)
        fail_msg("README.md's list of calls is not the table's; it should be what\n    "
                 "build/tests/unit/api_document --list\nprints");
    free(wanted);
    buf_release(&readme);
}

static int set_up(void)
{
    const struct embedded_file *f = embedded_in(api_files, n_api_files, "openapi.json");
    struct err e = {0};
    if (schema_load(&schema, f->data, f->len, &e) != ERR_OK) {
        fprintf(stderr, "%s\n", e.en);
        return 1;
    }
    document = json_parse(f->data, f->len, &e);
    return document == NULL;
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(t_each_route_is_its_operation, clear),
        cmocka_unit_test_setup(t_each_operation_is_one_route, clear),
        cmocka_unit_test_setup(t_spelled_out_paths_come_first, clear),
        cmocka_unit_test_setup(t_who_may_is_said, clear),
        cmocka_unit_test_setup(t_what_is_needed_is_said, clear),
        cmocka_unit_test_setup(t_ids_of_the_path_are_described, clear),
        cmocka_unit_test(t_kinds_of_equipment_are_those_of_the_service),
        cmocka_unit_test(t_readme_lists_the_table),
    };
    if (set_up() != 0)
        return 1;
    int rc = 0;
    if (argc > 1 && strcmp(argv[1], "--list") == 0) {
        char *text = list();
        (void)fputs(text, stdout);
        free(text);
    } else {
        rc = cmocka_run_group_tests(tests, NULL, NULL);
    }
    buf_release(&wrong);
    schema_free(schema);
    json_free(document);
    return rc;
}
