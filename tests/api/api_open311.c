/* A client written against GeoReport v2 alone: finds the services, files a request by a key or a
 * door card, lists and follows it until it is closed; and never reads words, photos or names. */
#include "published.h"

#include "service/account.h"

static struct server server;
static struct buf reply;
static struct json *answer;
static char key[72], read_key[72];

static int make_key(void *ctx, struct store *s, struct err *err)
{
    const struct principal by = {.account_id = people_account[WHO_MAINTENANCE],
                                 .role = PRINCIPAL_MAINTENANCE};
    struct token_change in = {.name = "311", .writes = ctx == key, .days = 10};
    struct store_token token;
    struct solver_findings bad = {0};
    int rc = token_add(s, &by, &in, clock_now_s(), &token, ctx, &bad, err);
    store_token_release(&token);
    return rc;
}

static int fill(struct store *s, struct err *err)
{
    int rc = published_fill(s, err);
    rc = rc != ERR_OK ? rc : store_do(s, make_key, key, err);
    return rc != ERR_OK ? rc : store_do(s, make_key, read_key, err);
}

static int set_up(void **state)
{
    (void)state;
    api_make(&server, fill);
    api_begin(&server);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    json_free(answer);
    answer = NULL;
    buf_release(&reply);
    api_end(&server);
    return 0;
}

/* The status; `answer` is the document. */
static int ask(const char *method, const char *path, const char *form)
{
    struct err why = {0};
    const int status =
        api_ask(&server, method, path,
                form == NULL ? "Accept-Language: en\r\n"
                             : "Accept-Language: en\r\nContent-Type: "
                               "application/x-www-form-urlencoded; charset=utf-8\r\n",
                form, &reply);
    json_free(answer);
    answer = json_parse(api_body(&reply), strlen(api_body(&reply)), &why);
    if (answer == NULL)
        fail_msg("%s %s: %d %s", method, path, status, api_body(&reply));
    return status;
}

static const char *text(const char *name)
{
    return json_text(json_get(json_at(answer, 0), name));
}

/* Files one and keeps its id. */
static void file(const char *api_key, const char *more, char id[33])
{
    struct buf form = {0};
    buf_fmt(&form,
            "api_key=%s&service_code=water&attribute%%5Bsymptom%%5D=leak&phone=0912345678"
            "&description=N%%C6%%B0%%E1%%BB%%9Bc+r%%C3%%B2%s",
            api_key, more);
    if (ask("POST", "/open311/v2/requests.json", form.data) != 201)
        fail_msg("%s", api_body(&reply));
    snprintf(id, 33, "%s", text("service_request_id"));
    assert_int_equal(strlen(id), 32);
    buf_release(&form);
}

static void t_services_tell_what_they_ask(void **state)
{
    (void)state;
    assert_int_equal(ask("GET", "/open311/v2/services.json", NULL), 200);
    const size_t n = json_len(answer);
    char codes[32][33];
    assert_in_range(n, 5, 32);
    for (size_t i = 0; i < n; i++) {
        const struct json *service = json_at(answer, i);
        assert_string_equal(json_text(json_get(service, "type")), "realtime");
        assert_true(json_is_bool(json_get(service, "metadata")));
        snprintf(codes[i], sizeof codes[i], "%s", json_text(json_get(service, "service_code")));
    }
    for (size_t i = 0; i < n; i++) {
        char path[1200];
        snprintf(path, sizeof path, "/open311/v2/services/%s.json", codes[i]);
        assert_int_equal(ask("GET", path, NULL), 200);
        assert_string_equal(json_text(json_get(answer, "service_code")), codes[i]);
        const struct json *asked = json_get(answer, "attributes");
        for (size_t k = 0; k < json_len(asked); k++) {
            const struct json *a = json_at(asked, k);
            const char *type = json_text(json_get(a, "datatype"));
            const bool is_list = strstr(type, "valuelist") != NULL;
            assert_int_equal(json_int(json_get(a, "order")), k + 1);
            assert_int_equal(json_len(json_get(a, "values")) > 0, is_list);
        }
    }
    assert_int_equal(ask("GET", "/open311/v2/services/nothing.json", NULL), 404);
    assert_int_equal(json_int(json_get(json_at(answer, 0), "code")), 404);
}

static void t_a_request_is_filed_and_followed(void **state)
{
    char id[33], path[160];
    (void)state;
    file(key, "&address_id=SV-A-101", id);
    snprintf(path, sizeof path, "/open311/v2/requests/%s.json", id);
    assert_int_equal(ask("GET", path, NULL), 200);
    assert_string_equal(text("status"), "open");
    assert_string_equal(text("service_code"), "water");
    assert_string_equal(text("address_id"), "SV-A-101");
    assert_int_equal(strlen(text("expected_datetime")), strlen("2025-08-01T10:30:00+07:00"));
    assert_null(strstr(reply.data, "0912345678"));
    assert_null(strstr(reply.data, "Nước rò"));

    snprintf(path, sizeof path, "/open311/v2/requests.json?api_key=%s&status=open", read_key);
    assert_int_equal(ask("GET", path, NULL), 200);
    bool is_there = false;
    for (size_t i = 0; i < json_len(answer); i++)
        is_there = is_there ||
                   strcmp(json_text(json_get(json_at(answer, i), "service_request_id")), id) == 0;
    assert_true(is_there);
    snprintf(path, sizeof path, "/open311/v2/requests.json?api_key=%s&status=closed", key);
    assert_int_equal(ask("GET", path, NULL), 200);
    assert_int_equal(json_len(answer), 0);

    snprintf(path, sizeof path, "/api/v1/repairs/%s/events", id);
    assert_int_equal(people_ask(&server, WHO_MAINTENANCE, "POST", path, "If-Match: *\r\n",
                                "{\"action\":\"start\"}", &reply),
                     200);
    assert_int_equal(people_ask(&server, WHO_MAINTENANCE, "POST", path, "If-Match: *\r\n",
                                "{\"action\":\"complete\",\"cause\":\"wear\"}", &reply),
                     200);
    snprintf(path, sizeof path, "/open311/v2/requests.json?service_request_id=%s,nothing", id);
    assert_int_equal(ask("GET", path, NULL), 200);
    assert_int_equal(json_len(answer), 1);
    assert_string_equal(text("status"), "closed");
}

static void t_a_door_card_is_a_key_to_its_room(void **state)
{
    char id[33], path[160];
    struct buf form = {0};
    (void)state;
    file(published_door, "", id);
    snprintf(path, sizeof path, "/open311/v2/requests.json?api_key=%s", published_door);
    assert_int_equal(ask("GET", path, NULL), 200);
    assert_int_equal(json_len(answer), 2); /* its own, and the one of the house of the test */
    for (size_t i = 0; i < 2; i++)
        assert_string_equal(json_text(json_get(json_at(answer, i), "address_id")), "SV-A-101");
    buf_fmt(&form, "api_key=%s&service_code=water&attribute[symptom]=tap&address_id=SV-A-102",
            published_door);
    assert_int_equal(ask("POST", "/open311/v2/requests.json", form.data), 403);
    buf_release(&form);
}

static void t_who_shows_no_key_is_refused(void **state)
{
    static const char FORM[] = "service_code=water&attribute[symptom]=tap&address_id=SV-A-101";
    struct buf form = {0};
    (void)state;
    assert_int_equal(ask("POST", "/open311/v2/requests.json", FORM), 403);
    assert_int_equal(json_int(json_get(json_at(answer, 0), "code")), 403);
    assert_int_equal(ask("GET", "/open311/v2/requests.json", NULL), 403);
    buf_fmt(&form, "%s&api_key=%s", FORM, read_key);
    assert_int_equal(ask("POST", "/open311/v2/requests.json", form.data), 403);
    /* a cookie, of whomever, counts for nothing */
    assert_int_equal(people_ask(&server, WHO_PLANNER, "POST", "/open311/v2/requests.json",
                                "Content-Type: application/x-www-form-urlencoded\r\n", FORM,
                                &reply),
                     403);
    buf_release(&form);
}

static void t_what_is_wrong_is_told_as_open311_does(void **state)
{
    struct buf form = {0};
    char path[256];
    (void)state;
    buf_fmt(&form, "api_key=%s&address_id=SV-A-101&service_code=", key);
    const size_t n = form.len;
    buf_str(&form, "nothing");
    assert_int_equal(ask("POST", "/open311/v2/requests.json", form.data), 400);
    assert_true(json_len(answer) > 0);
    assert_true(strlen(text("description")) > 0);
    form.len = n;
    buf_str(&form, "water&attribute[symptom]=no_such_value");
    assert_int_equal(ask("POST", "/open311/v2/requests.json", form.data), 400);
    form.len = n;
    buf_str(&form, "furniture&attribute[items][]=bed&attribute[items][]=desk&attribute[how_many]="
                   "007");
    assert_int_equal(ask("POST", "/open311/v2/requests.json", form.data), 400);
    assert_non_null(strstr(text("description"), "how_many"));
    form.len -= 3;
    buf_str(&form, "2");
    assert_int_equal(ask("POST", "/open311/v2/requests.json", form.data), 201);
    assert_int_equal(ask("POST", "/open311/v2/requests.json", "a=%zz"), 400);
    snprintf(path, sizeof path,
             "/open311/v2/requests.json?api_key=%s&start_date=2025-01-01T00:00:00Z&end_date="
             "2025-12-31T00:00:00Z",
             key);
    assert_int_equal(ask("GET", path, NULL), 400);
    snprintf(path, sizeof path, "/open311/v2/requests.json?api_key=%s&start_date=yesterday", key);
    assert_int_equal(ask("GET", path, NULL), 400);
    assert_int_equal(ask("GET", "/open311/v2/requests/SC-1.json", NULL),
                     404); /* a number is no id */
    assert_int_equal(ask("GET", "/open311/v2/requests/x.xml", NULL), 404);
    buf_release(&form);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(t_services_tell_what_they_ask),           TEST(t_a_request_is_filed_and_followed),
        TEST(t_a_door_card_is_a_key_to_its_room),      TEST(t_who_shows_no_key_is_refused),
        TEST(t_what_is_wrong_is_told_as_open311_does),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
