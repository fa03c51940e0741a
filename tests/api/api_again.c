/* Sent again under its Idempotency-Key a request has one effect and one answer; the key of another
 * request is refused. Walked over every POST that the house of the
 * matrix lets succeed. */
#include "matrix.h"

static size_t n_walked;

static int64_t n_audited(void)
{
    struct err why = {0};
    struct buf in = {0};
    assert_int_equal(
        people_ask(&server, WHO_AUDITOR, "GET", "/api/v1/audit?limit=1", "", NULL, &in), 200);
    struct json *page = json_parse(api_body(&in), strlen(api_body(&in)), &why);
    const int64_t n = json_int(json_get(page, "n"));
    json_free(page);
    buf_release(&in);
    return n;
}

/* What of a reply must come again: status, Location, ETag, body. */
static char *answer_of(int status)
{
    char *place = api_header(&reply, "Location"), *etag = api_header(&reply, "ETag");
    struct buf b = {0};
    buf_fmt(&b, "%d\n%s\n%s\n%s", status, place, etag, api_body(&reply));
    free(place);
    free(etag);
    return buf_take(&b);
}

static void ask_again(const struct api_route *r, const struct matrix_row *row, enum who who)
{
    struct buf path = {0}, head = {0}, body = {0};
    const struct thing *t = NULL;
    assert_true(path_make(r->pattern, OWN, &path, &t));
    path_add_query(json_of(r), &path);
    head_of(r, &head);
    body_of(r, row, &body);
    buf_fmt(&head, "Idempotency-Key: again-%zu\r\n", n_walked);

    const int64_t before = n_audited();
    int status = call(r, who, path.data, head.data, body.data);
    while (status == 403 && ++who < N_WHO) /* not all may with this very body */
        if (may(row, who))
            status = call(r, who, path.data, head.data, body.data);
    char *first = answer_of(status);
    const int64_t after = n_audited();
    const bool goes_on = status == 202; /* in the background, with rows of its own */
    if (status >= 300 || after <= before)
        fail_msg("%s: %d, %lld rows of audit more", r->operation, status,
                 (long long)(after - before));
    for (int i = 0; i < 3; i++) {
        char *next = answer_of(call(r, who, path.data, head.data, body.data));
        assert_string_equal(next, first);
        free(next);
    }
    if (!goes_on && n_audited() != after)
        fail_msg("%s: sent again it was done again", r->operation);
    buf_str(&head, "If-Match: \"v7\"\r\n"); /* another request */
    const int other = call(r, who, path.data, head.data, body.data);
    if (other != 409 || (!goes_on && n_audited() != after))
        fail_msg("%s: the key of another request: %d", r->operation, other);
    free(first);
    buf_release(&path);
    buf_release(&head);
    buf_release(&body);
    n_walked++;
}

static void t_sent_again_has_one_effect_and_one_answer(void **state)
{
    (void)state;
    /* what goes on in the background comes last: its rows come when they come */
    for (size_t i = 0; i < 2 * API_N_ROUTES; i++) {
        const struct api_route *r = &API_ROUTES[i % API_N_ROUTES];
        const struct matrix_row *row = row_of(r);
        enum who who = WHO_ADMIN;
        if (row == NULL || r->method != HTTP_POST || row->seen[0] != '2' || row->who[0] == '*' ||
            (r->needs & API_SECRET) != 0 || (r->ok == 202) != (i >= API_N_ROUTES))
            continue;
        while (!may(row, who))
            who++;
        ask_again(r, row, who);
    }
    assert_true(n_walked > 0);
}

static void t_a_key_has_1_to_255_characters(void **state)
{
    (void)state;
    for (size_t n = 254; n <= 257; n++) {
        struct buf head = {0};
        buf_str(&head, "Idempotency-Key: ");
        for (size_t i = 0; i < n; i++)
            buf_char(&head, 'k');
        buf_str(&head, "\r\n");
        const int status = people_ask(&server, WHO_PLANNER, "POST", "/api/v1/rounds/none/plans",
                                      head.data, "{}", &reply);
        assert_int_equal(status, n <= 255 ? 404 : 400);
        assert_int_equal(strstr(api_body(&reply), "Idempotency-Key") != NULL, n > 255);
        buf_release(&head);
    }
    assert_int_equal(people_ask(&server, WHO_PLANNER, "POST", "/api/v1/rounds/none/plans",
                                "Idempotency-Key:\r\n", "{}", &reply),
                     400);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(t_sent_again_has_one_effect_and_one_answer),
        cmocka_unit_test(t_a_key_has_1_to_255_characters),
    };
    house_begin();
    const int rc = cmocka_run_group_tests(tests, NULL, NULL);
    house_end();
    return rc;
}
