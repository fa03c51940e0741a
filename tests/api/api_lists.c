/* Lists, whichever there are: every operation with `limit` and `after`. Page by page they give what
 * they give at once, and what each role sees one by one, nothing else; a page that begins nowhere
 * is refused. */
#include "matrix.h"

enum { LONGEST = 100 };

static bool has_query(const struct api_route *r, const char *name)
{
    const struct schema_operation *op = server.api->operations[r - API_ROUTES];
    for (size_t i = 0; op != NULL && i < op->n_query; i++)
        if (strcmp(op->query[i].name, name) == 0)
            return true;
    return false;
}

/* Whether the operation is a list; not a thing with rows. */
static bool is_list(const struct api_route *r)
{
    const struct json *answer =
        body_resolve(document, json_get(json_get(json_of(r), "responses"), "200"));
    const struct json *shape = body_resolve(
        document, json_get(json_get(json_get(answer, "content"), "application/json"), "schema"));
    return has_query(r, "after") && json_get(json_get(shape, "properties"), "items") != NULL;
}

static struct json *ask_list(const struct api_route *r, enum who who, const char *path)
{
    struct err why = {0};
    if (call(r, who, path, "", "") != 200)
        fail_msg("%s as %c: %s: %s", r->operation, WHO_LETTERS[who], path, reply.data);
    struct json *page = json_parse(api_body(&reply), strlen(api_body(&reply)), &why);
    assert_true(json_is_array(json_get(page, "items")) && json_is_int(json_get(page, "n")));
    return page;
}

/* The path behind Link: <…>; rel="next" of the last reply; "" = there is none. */
static void take_next(struct buf *path)
{
    char *link = api_header(&reply, "Link");
    buf_release(path);
    buf_str(path, "");
    if (link[0] == '<') {
        assert_non_null(strstr(link, ">; rel=\"next\""));
        buf_add(path, link + 1, strcspn(link, ">") - 1);
    }
    free(link);
}

static size_t n_lists, n_pages;

static void walk_list(const struct api_route *r, enum who who)
{
    struct buf path = {0};
    const struct thing *t = NULL;
    size_t at = 0;
    if (!path_make(r->pattern, OWN, &path, &t) || !sees(who, t, OWN)) {
        buf_release(&path);
        return;
    }
    path_add_query(json_of(r), &path);
    const char *mark = strchr(path.data, '?') != NULL ? "&" : "?";
    buf_fmt(&path, "%slimit=%d", mark, LONGEST);
    struct json *all = ask_list(r, who, path.data);
    const struct json *items = json_get(all, "items");
    assert_true(json_len(items) < LONGEST &&
                json_int(json_get(all, "n")) == (int64_t)json_len(items));
    take_next(&path);
    assert_string_equal(path.data, "");
    buf_release(&path);
    (void)path_make(r->pattern, OWN, &path, &t);
    path_add_query(json_of(r), &path);
    for (buf_fmt(&path, "%slimit=1", mark); path.data[0] != '\0'; take_next(&path)) {
        struct json *page = ask_list(r, who, path.data);
        const struct json *rows = json_get(page, "items");
        if (json_int(json_get(page, "n")) != json_int(json_get(all, "n")))
            fail_msg("%s: another n at %s", r->operation, path.data);
        if (json_len(rows) > 1 || (json_len(rows) == 0 && json_len(items) > 0) ||
            (json_len(rows) == 1 && !json_is_equal(json_at(rows, 0), json_at(items, at))))
            fail_msg("%s: row %zu is another one: %s", r->operation, at, api_body(&reply));
        at += json_len(rows);
        n_pages++;
        json_free(page);
    }
    assert_int_equal(at, json_len(items));
    json_free(all);
    buf_release(&path);
    n_lists++;
}

static void t_pages_are_the_list(void **state)
{
    (void)state;
    for (size_t i = 0; i < API_N_ROUTES; i++) {
        const struct matrix_row *row = row_of(&API_ROUTES[i]);
        for (int w = 0; row != NULL && w < N_WHO; w++)
            if (is_list(&API_ROUTES[i]) && may(row, (enum who)w))
                walk_list(&API_ROUTES[i], (enum who)w);
    }
    assert_true(n_lists > 5 && n_pages > 2 * n_lists); /* there are lists of several rows */
}

/* The route of one row of a list: its path and one id more. */
static const struct api_route *route_of_row(const struct api_route *list)
{
    const size_t n = strlen(list->pattern);
    for (size_t i = 0; i < API_N_ROUTES; i++) {
        const char *rest = API_ROUTES[i].pattern + n;
        if (API_ROUTES[i].method == HTTP_GET &&
            strncmp(API_ROUTES[i].pattern, list->pattern, n) == 0 && strncmp(rest, "/{", 2) == 0 &&
            rest[strlen(rest) - 1] == '}' && strchr(rest + 1, '/') == NULL)
            return &API_ROUTES[i];
    }
    return NULL;
}

static size_t n_seen, n_unseen;

/* Rows are looked for by their code, wherever it stands. */
static void holds_what_one_sees(const struct api_route *list, const struct thing *t, enum who who)
{
    struct buf path = {0}, code = {0};
    buf_fmt(&path, "%s?limit=%d", list->pattern, LONGEST);
    assert_int_equal(call(list, who, path.data, "", ""), 200);
    for (int relation = OWN; relation < MISSING; relation++) {
        if (t->id[relation] == NULL || (!t->is_of_people && relation != OWN))
            continue;
        const bool is_seen = sees(who, t, (enum relation)relation);
        buf_release(&code);
        buf_fmt(&code, "\"%s\"", t->id[relation]);
        if ((strstr(api_body(&reply), code.data) != NULL) != is_seen)
            fail_msg("%s as %c: %s is %s", list->operation, WHO_LETTERS[who], code.data,
                     is_seen ? "not there" : "there");
        n_seen += is_seen;
        n_unseen += !is_seen;
    }
    buf_release(&path);
    buf_release(&code);
}

static void t_lists_hold_what_one_sees(void **state)
{
    (void)state;
    for (size_t i = 0; i < API_N_ROUTES; i++) {
        const struct api_route *list = &API_ROUTES[i], *one = route_of_row(list);
        const struct matrix_row *row = row_of(list);
        if (row == NULL || one == NULL || !has_query(list, "limit") ||
            strchr(list->pattern, '{') != NULL)
            continue;
        for (int w = 0; w < N_WHO; w++)
            if (may(row, (enum who)w))
                holds_what_one_sees(list, thing_of(strchr(one->pattern, '{') + 1), (enum who)w);
    }
    assert_true(n_seen > 10 && n_unseen > 3);
}

/* Behind a row that is not there nothing stands, or, where rows have an order of their own, what is
 * greater: never the first page again. */
static void t_a_page_begins_somewhere(void **state)
{
    struct buf path = {0};
    const struct thing *t = NULL;
    (void)state;
    for (size_t i = 0; i < API_N_ROUTES; i++) {
        const struct api_route *r = &API_ROUTES[i];
        const struct matrix_row *row = row_of(r);
        enum who who = WHO_NOBODY;
        if (row == NULL || !is_list(r) || !path_make(r->pattern, OWN, &path, &t))
            continue;
        while (who < N_WHO && !may(row, who))
            who++;
        path_add_query(json_of(r), &path);
        buf_fmt(&path, "%safter=~", strchr(path.data, '?') != NULL ? "&" : "?");
        const int status = call(r, who, path.data, "", "");
        if (status == 422 ? strstr(api_body(&reply), "\"pointer\":\"?after\"") == NULL
                          : strstr(api_body(&reply), "\"items\":[],") == NULL)
            fail_msg("%s: %d %s", r->operation, status, api_body(&reply));
    }
    buf_release(&path);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(t_pages_are_the_list),
        cmocka_unit_test(t_lists_hold_what_one_sees),
        cmocka_unit_test(t_a_page_begins_somewhere),
    };
    house_begin();
    const int rc = cmocka_run_group_tests(tests, NULL, NULL);
    house_end();
    return rc;
}
