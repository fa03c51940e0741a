/* What is sent wrongly is refused alike by every operation: a parameter, a field, a type, a version
 * too many or too few, a page of another site. And what did not change is not sent again, nor what
 * nobody asked for.
 *
 * As in api_matrix.c nothing is asked by name: a new route is walked without a new test. */
#include "matrix_walk.h"

static void unknown_parameter(struct proper *p)
{
    buf_str(&p->path, strchr(p->path.data, '?') != NULL ? "&nonsense=1" : "?nonsense=1");
    expect(p->route, call(p->route, p->who, p->path.data, p->head.data, p->body.data), 422,
           "\"pointer\":\"?nonsense\"");
}

static void t_unknown_parameters_are_errors(void **state)
{
    (void)state;
    walk("?nonsense=1", unknown_parameter);
}

static void broken_body(struct proper *p)
{
    if (p->is_json)
        expect(p->route, call(p->route, p->who, p->path.data, p->head.data, "{\"a\":"), 400, NULL);
}

static void t_broken_json_is_400(void **state)
{
    (void)state;
    walk("broken JSON", broken_body);
}

static void unknown_field(struct proper *p)
{
    if (!p->is_json ||
        json_get(
            body_resolve(document,
                         json_get(json_get(body_content(p->route), "application/json"), "schema")),
            "properties") == NULL)
        return;
    p->body.data[--p->body.len] = '\0'; /* the last bracket */
    buf_str(&p->body, p->body.len > 1 ? "," : "");
    buf_str(&p->body, "\"non/sense\":1}");
    expect(p->route, call(p->route, p->who, p->path.data, p->head.data, p->body.data), 422,
           "\"pointer\":\"/non~1sense\"");
}

static void t_unknown_fields_are_errors_with_pointers(void **state)
{
    (void)state;
    walk("an unknown field", unknown_field);
}

static void other_type(struct proper *p)
{
    if (body_content(p->route) == NULL)
        return;
    buf_release(&p->head);
    buf_fmt(&p->head, "Content-Type: text/html\r\n%s",
            (p->route->needs & API_IF_MATCH) != 0 ? "If-Match: \"v1\"\r\n" : "");
    expect(p->route, call(p->route, p->who, p->path.data, p->head.data, "PNG"), 415, NULL);
}

static void t_other_types_are_415(void **state)
{
    (void)state;
    walk("a picture", other_type);
}

static void no_version(struct proper *p)
{
    if ((p->route->needs & API_IF_MATCH) == 0)
        return;
    buf_release(&p->head);
    const struct json *content = body_content(p->route);
    const char *type = json_len(content) > 0 ? json_key_at(content, 0) : "application/json";
    buf_fmt(&p->head, "Content-Type: %s\r\n", type);
    expect(p->route, call(p->route, p->who, p->path.data, p->head.data, p->body.data), 428, NULL);
    buf_str(&p->head, "If-Match: \"nothing\"\r\n");
    expect(p->route, call(p->route, p->who, p->path.data, p->head.data, p->body.data), 412, NULL);
}

static void t_changes_want_a_version(void **state)
{
    (void)state;
    walk("no version", no_version);
}

/* A form of another site sends the cookie, but no X-Requested-With. */
static void other_site(struct proper *p)
{
    if (p->route->method == HTTP_GET)
        return;
    buf_fmt(&p->head, "Cookie: sid=%s\r\n", people_session[p->who]);
    const int status = api_ask(&server, METHODS[p->route->method], p->path.data, p->head.data,
                               p->body.data[0] != '\0' ? p->body.data : NULL, &reply);
    expect(p->route, status, 403, NULL);
    buf_str(&p->head, "X-Requested-With: test\r\nSec-Fetch-Site: cross-site\r\n");
    expect(p->route,
           api_ask(&server, METHODS[p->route->method], p->path.data, p->head.data,
                   p->body.data[0] != '\0' ? p->body.data : NULL, &reply),
           403, NULL);
}

static void t_other_sites_change_nothing(void **state)
{
    (void)state;
    walk("from another site", other_site);
}

/* A token of that account which may read, made when it is first asked for. */
static const char *reading_token(enum who who)
{
    static char tokens[N_WHO][128];
    if (tokens[who][0] != '\0')
        return tokens[who];
    assert_int_equal(people_ask(&server, who, "POST", "/api/v1/tokens", "",
                                "{\"name\":\"reads\",\"scopes\":[\"read\"],\"days\":1}", &reply),
                     201);
    const char *at = strstr(api_body(&reply), "\"token\":\"");
    assert_non_null(at);
    snprintf(tokens[who], sizeof tokens[who], "%.*s", (int)strcspn(at + 9, "\""), at + 9);
    return tokens[who];
}

static void reading_program(struct proper *p)
{
    if (p->route->method == HTTP_GET || (p->route->roles & API_ANYONE) != 0)
        return;
    buf_fmt(&p->head, "Authorization: Bearer %s\r\n", reading_token(p->who));
    expect(p->route,
           api_ask(&server, METHODS[p->route->method], p->path.data, p->head.data,
                   p->body.data[0] != '\0' ? p->body.data : NULL, &reply),
           403, NULL);
}

static void t_a_token_that_reads_changes_nothing(void **state)
{
    (void)state;
    walk("with a token that reads", reading_program);
}

static void no_picture(struct proper *p)
{
    if (json_get(json_get(json_of(p->route), "responses"), "406") == NULL)
        return;
    buf_str(&p->head, "Accept: image/png\r\n");
    expect(p->route, call(p->route, p->who, p->path.data, p->head.data, p->body.data), 406, NULL);
}

static void t_unknown_formats_are_406(void **state)
{
    (void)state;
    walk("as a picture", no_picture);
}

static void not_modified(struct proper *p)
{
    if (json_get(json_get(json_of(p->route), "responses"), "304") == NULL ||
        call(p->route, p->who, p->path.data, p->head.data, "") != 200)
        return;
    char *etag = api_header(&reply, "ETag");
    if (etag[0] == '\0')
        buf_fmt(&wrong, "\n%s: no ETag", p->route->operation);
    buf_fmt(&p->head, "If-None-Match: %s\r\n", etag);
    expect(p->route, call(p->route, p->who, p->path.data, p->head.data, ""), 304, NULL);
    free(etag);
}

static void t_what_did_not_change_is_304(void **state)
{
    (void)state;
    walk("not modified", not_modified);
}

/* HEAD is GET without the body. */
static void head_alone(struct proper *p)
{
    if (p->route->method != HTTP_GET)
        return;
    const int status = call(p->route, p->who, p->path.data, p->head.data, "");
    char *type = api_header(&reply, "Content-Type"), *etag = api_header(&reply, "ETag");
    expect(p->route, people_ask(&server, p->who, "HEAD", p->path.data, p->head.data, NULL, &reply),
           status, NULL);
    char *head_type = api_header(&reply, "Content-Type"), *head_etag = api_header(&reply, "ETag");
    if (api_body(&reply)[0] != '\0' || strcmp(type, head_type) != 0 || strcmp(etag, head_etag) != 0)
        buf_fmt(&wrong, "\n%s: HEAD: %s", p->route->operation, reply.data);
    free(type);
    free(etag);
    free(head_type);
    free(head_etag);
}

static void t_head_is_get_without_a_body(void **state)
{
    (void)state;
    walk("HEAD", head_alone);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(t_unknown_parameters_are_errors, clear),
        cmocka_unit_test_setup(t_broken_json_is_400, clear),
        cmocka_unit_test_setup(t_unknown_fields_are_errors_with_pointers, clear),
        cmocka_unit_test_setup(t_other_types_are_415, clear),
        cmocka_unit_test_setup(t_changes_want_a_version, clear),
        cmocka_unit_test_setup(t_other_sites_change_nothing, clear),
        cmocka_unit_test_setup(t_a_token_that_reads_changes_nothing, clear),
        cmocka_unit_test_setup(t_unknown_formats_are_406, clear),
        cmocka_unit_test_setup(t_what_did_not_change_is_304, clear),
        cmocka_unit_test_setup(t_head_is_get_without_a_body, clear),
    };
    house_begin();
    const int rc = cmocka_run_group_tests(tests, NULL, NULL);
    buf_release(&wrong);
    house_end();
    return rc;
}
