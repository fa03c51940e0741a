/* What is sent is kept: every field of what is made reads back as it was sent, and a change of one
 * field changes that field and no other. The bodies here name all fields that the document has; a
 * field more in the document fails until it stands here, too. */
#include "matrix.h"

static char official_path[96], request_path[64], account_path[96];
static const char round_path[] = "/api/v1/rounds/2199-7";

/* ---- things made ---- */

struct made {
    enum who who;
    const char *operation, *path;
    const char *body;
    const char *hidden; /* fields that do not come back as they went, a blank between */
    char *place;        /* [size] takes the path of what was made; NULL = it is known */
    size_t size;
};

static const struct made MADE[] = {
    {WHO_OFFICE, "addOfficial", "/api/v1/officials",
     "{\"name\":\"Phạm Thị Mới\",\"born\":\"1990-02-01\",\"sex\":\"F\",\"citizen_id\":"
     "\"034190000999\",\"agency\":\"STP\",\"position\":\"Chuyên viên\",\"coefficient\":0.25,"
     "\"phone\":\"0912345678\",\"commune\":\"12583\",\"residence\":\"Thôn 3\",\"owns_house\":false,"
     "\"road_km\":45.5,\"has_moved\":true,\"groups\":[\"disabled\"],\"needs_housing\":true,"
     "\"note\":\"Ghi chú\"}",
     "citizen_id", official_path, sizeof official_path},
    {WHO_OFFICE, "fileRequest", "/api/v1/requests",
     "{\"official\":\"%s\",\"sharing\":\"private\",\"scheme\":\"temporary\",\"needs\":[\"air_con\"]"
     ","
     "\"wishes\":[{\"feature\":\"quiet\",\"weight\":40}],\"sites\":[\"SV\"],\"other_sites\":false,"
     "\"from_day\":\"2026-01-02\",\"to_day\":\"2026-12-30\",\"current_room\":null,\"filed\":"
     "\"2025-07-08\",\"members\":[{\"relation\":\"child\",\"name\":\"Bé An\",\"born\":"
     "\"2024-05-06\",\"sex\":\"M\"}],\"note\":\"Gần trường\"}",
     "official members", request_path, sizeof request_path},
    {WHO_ADMIN, "addAccount", "/api/v1/accounts",
     "{\"login\":\"moi\",\"name\":\"Người mới\",\"role\":\"registrar\",\"official\":null,"
     "\"agencies\":[\"SNV\",\"STP\"],\"all_agencies\":false}",
     "", account_path, sizeof account_path},
    {WHO_PLANNER, "openRound", "/api/v1/rounds",
     "{\"code\":\"2199-7\",\"name\":\"Đợt 7\",\"policy\":\"%s\",\"policy_version\":1,\"as_of\":"
     "\"2199-07-01\",\"draw_source\":\"Xổ số\",\"draw_day\":\"2199-07-12\",\"names_public\":false,"
     "\"offer_days\":9}",
     "", NULL, 0},
};
enum { N_MADE = sizeof MADE / sizeof *MADE };

static const struct api_route *route_of(const char *operation)
{
    for (size_t i = 0; i < API_N_ROUTES; i++)
        if (API_ROUTES[i].operation != NULL && strcmp(API_ROUTES[i].operation, operation) == 0)
            return &API_ROUTES[i];
    fail_msg("no operation %s", operation);
    return NULL;
}

static const struct json *properties_of(const struct api_route *r)
{
    const struct json *media = json_get(body_content(r), "application/json");
    return json_get(body_resolve(document, json_get(media, "schema")), "properties");
}

static bool is_word_in(const char *list, const char *word)
{
    const size_t n = strlen(word);
    for (const char *p = list; (p = strstr(p, word)) != NULL; p += n)
        if ((p == list || p[-1] == ' ') && (p[n] == ' ' || p[n] == '\0'))
            return true;
    return false;
}

static struct json *parse_reply(void)
{
    struct err why = {0};
    struct json *j = json_parse(api_body(&reply), strlen(api_body(&reply)), &why);
    assert_non_null(j);
    return j;
}

static struct json *get(enum who who, const char *path)
{
    assert_int_equal(people_ask(&server, who, "GET", path, "", NULL, &reply), 200);
    return parse_reply();
}

static void is_kept(const struct made *m, const struct json *sent, const struct json *kept)
{
    struct json_member f = {0};
    while (json_next(sent, &f)) {
        if (is_word_in(m->hidden, f.key) || json_is_equal(f.value, json_get(kept, f.key)))
            continue;
        struct buf text = {0};
        json_write(&text, json_get(kept, f.key));
        fail_msg("%s: %s came back as %s", m->operation, f.key, text.data);
    }
}

static void names_all_fields(const struct made *m, const struct json *sent)
{
    struct json_member f = {0};
    while (json_next(properties_of(route_of(m->operation)), &f))
        if (json_get(sent, f.key) == NULL)
            fail_msg("%s: the document has a field more: %s", m->operation, f.key);
}

static void make(const struct made *m)
{
    struct err why = {0};
    struct buf body = {0};
    const char *hole = strstr(m->body, "%s");
    const char *filling = strstr(m->body, "policy") != NULL
                              ? "tam-thoi-2025-07"
                              : official_path + sizeof "/api/v1/officials/" - 1;
    if (hole != NULL) {
        buf_add(&body, m->body, (size_t)(hole - m->body));
        buf_fmt(&body, "%s%s", filling, hole + 2);
    } else {
        buf_str(&body, m->body);
    }
    struct json *sent = json_parse(body.data, body.len, &why);
    assert_non_null(sent);
    names_all_fields(m, sent);
    if (people_ask(&server, m->who, "POST", m->path, "", body.data, &reply) != 201)
        fail_msg("%s: %s", m->operation, api_body(&reply));
    char *place = api_header(&reply, "Location");
    struct json *told = parse_reply(), *kept = get(m->who, place);
    is_kept(m, sent, told);
    is_kept(m, sent, kept);
    if (m->place != NULL)
        snprintf(m->place, m->size, "%s", place);
    free(place);
    json_free(told);
    json_free(kept);
    json_free(sent);
    buf_release(&body);
}

static void t_what_is_made_is_as_it_was_sent(void **state)
{
    (void)state;
    for (size_t i = 0; i < N_MADE; i++)
        make(&MADE[i]);
}

/* ---- one field at a time ---- */

struct changed {
    enum who who;
    const char *operation, *path;
    const char *field, *value;
    const char *also; /* what follows from it */
};

static const struct changed CHANGED[] = {
    {WHO_OFFICE, "changeOfficial", official_path, "name", "\"Phạm Thị Khác\"", ""},
    {WHO_OFFICE, "changeOfficial", official_path, "born", "\"1991-03-04\"", ""},
    {WHO_OFFICE, "changeOfficial", official_path, "sex", "\"M\"", ""},
    {WHO_OFFICE, "changeOfficial", official_path, "position", "\"Phó Giám đốc\"", ""},
    {WHO_OFFICE, "changeOfficial", official_path, "coefficient", "0.7", ""},
    {WHO_OFFICE, "changeOfficial", official_path, "phone", "\"0987654321\"", ""},
    {WHO_OFFICE, "changeOfficial", official_path, "commune", "\"12850\"", ""},
    {WHO_OFFICE, "changeOfficial", official_path, "residence", "\"Thôn 4\"", ""},
    {WHO_OFFICE, "changeOfficial", official_path, "owns_house", "null", ""},
    {WHO_OFFICE, "changeOfficial", official_path, "road_km", "60.1", ""},
    {WHO_OFFICE, "changeOfficial", official_path, "has_moved", "false", ""},
    {WHO_OFFICE, "changeOfficial", official_path, "groups", "[]", ""},
    {WHO_OFFICE, "changeOfficial", official_path, "needs_housing", "false", ""},
    {WHO_OFFICE, "changeOfficial", official_path, "note", "\"\"", ""},
    {WHO_OFFICE, "correctRequest", request_path, "sharing", "\"shared\"", ""},
    {WHO_OFFICE, "correctRequest", request_path, "scheme", "\"official\"", ""},
    {WHO_OFFICE, "correctRequest", request_path, "needs", "[\"ground_floor\",\"private_wc\"]", ""},
    {WHO_OFFICE, "correctRequest", request_path, "wishes",
     "[{\"feature\":\"kitchen\",\"weight\":7}]", ""},
    {WHO_OFFICE, "correctRequest", request_path, "other_sites", "true", ""},
    {WHO_OFFICE, "correctRequest", request_path, "sites", "[]", ""},
    {WHO_OFFICE, "correctRequest", request_path, "from_day", "null", ""},
    {WHO_OFFICE, "correctRequest", request_path, "to_day", "\"2027-01-01\"", ""},
    {WHO_OFFICE, "correctRequest", request_path, "filed", "\"2025-07-09\"", ""},
    {WHO_OFFICE, "correctRequest", request_path, "note", "\"Khác\"", ""},
    {WHO_ADMIN, "changeAccount", account_path, "login", "\"moi.hon\"", ""},
    {WHO_ADMIN, "changeAccount", account_path, "name", "\"Người khác\"", ""},
    {WHO_ADMIN, "changeAccount", account_path, "agencies", "[\"STP\"]", ""},
    {WHO_ADMIN, "changeAccount", account_path, "is_disabled", "true", ""},
    {WHO_PLANNER, "changeRound", round_path, "name", "\"Đợt bảy\"", ""},
    {WHO_PLANNER, "changeRound", round_path, "as_of", "\"2199-07-02\"", ""},
    {WHO_PLANNER, "changeRound", round_path, "draw_source", "\"Vietlott\"", ""},
    {WHO_PLANNER, "changeRound", round_path, "draw_day", "\"2199-07-13\"", ""},
    {WHO_PLANNER, "changeRound", round_path, "names_public", "true", ""},
    {WHO_PLANNER, "changeRound", round_path, "offer_days", "11", ""},
};
enum { N_CHANGED = sizeof CHANGED / sizeof *CHANGED };

static void differ_in_that_alone(const struct changed *c, const struct json *before,
                                 const struct json *after, const struct json *wanted)
{
    struct json_member f = {0};
    if (!json_is_equal(json_get(after, c->field), wanted))
        fail_msg("%s: %s was not changed: %s", c->operation, c->field, api_body(&reply));
    if (json_is_equal(json_get(before, c->field), wanted))
        fail_msg("%s: %s was so before", c->operation, c->field);
    while (json_next(before, &f))
        if (strcmp(f.key, c->field) != 0 && strcmp(f.key, "version") != 0 &&
            !is_word_in(c->also, f.key) && !json_is_equal(f.value, json_get(after, f.key)))
            fail_msg("%s: with %s changed %s", c->operation, c->field, f.key);
}

static void change(const struct changed *c)
{
    struct err why = {0};
    struct buf body = {0}, head = {0};
    struct json *before = get(c->who, c->path),
                *wanted = json_parse(c->value, strlen(c->value), &why);
    char *etag = api_header(&reply, "ETag");
    buf_fmt(&head, "If-Match: %s\r\n", etag);
    buf_fmt(&body, "{\"%s\":%s}", c->field, c->value);
    if (people_ask(&server, c->who, "PATCH", c->path, head.data, body.data, &reply) != 200)
        fail_msg("%s: %s: %s", c->operation, c->field, api_body(&reply));
    struct json *told = parse_reply(), *after = get(c->who, c->path);
    differ_in_that_alone(c, before, told, wanted);
    differ_in_that_alone(c, before, after, wanted);
    free(etag);
    json_free(before);
    json_free(told);
    json_free(after);
    json_free(wanted);
    buf_release(&head);
    buf_release(&body);
}

static void t_a_field_changes_alone(void **state)
{
    (void)state;
    for (size_t i = 0; i < N_CHANGED; i++)
        change(&CHANGED[i]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(t_what_is_made_is_as_it_was_sent),
        cmocka_unit_test(t_a_field_changes_alone),
    };
    house_begin();
    const int rc = cmocka_run_group_tests(tests, NULL, NULL);
    house_end();
    return rc;
}
