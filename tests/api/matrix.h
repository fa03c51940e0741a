/* What the walks over all routes share: ids of things by relation, paths, calls (matrix_rows.h). */
#ifndef API_MATRIX_H
#define API_MATRIX_H

#include "body_maker.h"
#include "matrix_rows.h"
#include "published.h"

enum relation { OWN, SAME_AGENCY, OTHER_AGENCY, MISSING, MALFORMED, N_RELATIONS };

static const char *const RELATIONS[] = {"own", "same agency", "other agency", "missing",
                                        "malformed"};

/* Things by the name that stands for them in a path. Things of people differ by whose they are;
 * things of the house are there (OWN) or not. NULL = the house of the test has none. */
struct thing {
    const char *name;
    bool is_of_people;
    const char *id[N_RELATIONS];
};

#define NO_CODE "00000000000000000000000000000000"

static struct thing THINGS[] = {
    {"account", false, {people_account_code[WHO_MAINTENANCE], NULL, NULL, NO_CODE, "x%27--"}},
    {"agency", true, {"SNV", "SNV", "STP", "KHONG", "%C3%A0%27"}},
    {"appeal",
     true,
     {published_appeal[0], published_appeal[1], published_appeal[2], NO_CODE, "x%27--"}},
    {"rehousing", false, {published_rehousing, NULL, NULL, NO_CODE, "x%27--"}},
    {"closure", false, {published_closure, NULL, NULL, NO_CODE, "x%27--"}},
    {"offer",
     true,
     {published_offer[0], published_offer[1], published_offer[2], NO_CODE, "x%27--"}},
    {"plan", false, {published_plan, NULL, NULL, NO_CODE, "x%27--"}},
    {"policy", false, {"tam-thoi-2025-07", NULL, NULL, "none", "x%27--"}},
    {"round", false, {"2025-07", NULL, NULL, "2026-01", "x%27--"}},
    {"room", false, {"SV-A-101", NULL, NULL, "SV-A-999", "x%27--"}},
    {"file", false, {"plan", NULL, NULL, "letter", "x%27--"}},
    {"document", false, {"annex", NULL, NULL, "letter", "x%27--"}},
    {"official",
     true,
     {people_official_code[0], people_official_code[1], people_official_code[2], NO_CODE, "x"}},
    {"repair", false, {published_repair, NULL, NULL, "SC-999", "x%27--"}},
    {"code", false, {published_code, NULL, NULL, NO_CODE, "x%27--"}},
    {"door", false, {published_door, NULL, NULL, NO_CODE, "x%27--"}},
    {"photo", false, {published_photo, NULL, NULL, NO_CODE, "x%27--"}},
    {"request", true, {"HS-0001", "HS-0002", "HS-0003", "HS-9999", "HS-%27--"}},
    {"site", false, {"SV", NULL, NULL, "KHONG", "x%27--"}},
    {"survey", false, {published_survey, NULL, NULL, NO_CODE, "x%27--"}},
    {"stay", true, {published_stay[0], published_stay[1], published_stay[2], NO_CODE, "x%27--"}},
    {"handover", false, {"in", NULL, NULL, "up", "x%27--"}},
    {"upload", true, {people_upload_code[0], NULL, people_upload_code[1], NO_CODE, "x%27--"}},
    {"token", false, {NULL, NULL, NULL, NO_CODE, "x%27--"}},
};
enum { N_THINGS = sizeof THINGS / sizeof *THINGS };

static struct server server;
static struct json *document;
static struct buf reply;

static const char WHO_LETTERS[] = "-aprfomu"; /* by enum who */
static const char *const METHODS[] = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"};
static const char *const MEMBERS_OF_PATH[] = {"get", "head", "post", "put", "patch", "delete"};

static inline const struct matrix_row *row_of(const struct api_route *r)
{
    for (size_t i = 0; i < N_MATRIX; i++)
        if (r->operation != NULL && strcmp(MATRIX[i].operation, r->operation) == 0)
            return &MATRIX[i];
    return NULL;
}

static inline bool may(const struct matrix_row *row, enum who who)
{
    return row->who[0] == '*' || (who != WHO_NOBODY && strchr(row->who, WHO_LETTERS[who]));
}

/* Whether it sees the thing and yet may not do this with it. */
static inline bool may_only_look(const struct matrix_row *row, enum who who)
{
    return who != WHO_NOBODY && strchr(row->who, WHO_LETTERS[who] - 'a' + 'A') != NULL;
}

/* Whether one with this role sees a thing in this relation. */
static inline bool sees(enum who who, const struct thing *t, enum relation relation)
{
    if (relation >= MISSING)
        return false;
    if (t == NULL || !t->is_of_people)
        return true;
    switch (who) {
    case WHO_PLANNER:
    case WHO_OFFICE:
    case WHO_AUDITOR:
    case WHO_ADMIN: /* where a row lets it in at all */
        return true;
    case WHO_REGISTRAR:
        return relation != OTHER_AGENCY;
    case WHO_OFFICIAL:
        return relation == OWN;
    case WHO_NOBODY:
    case WHO_MAINTENANCE:
    case N_WHO:
        break;
    }
    return false;
}

static inline const struct thing *thing_of(const char *pattern_at)
{
    const size_t n = strcspn(pattern_at, "}");
    for (size_t i = 0; i < N_THINGS; i++)
        if (strlen(THINGS[i].name) == n && strncmp(THINGS[i].name, pattern_at, n) == 0)
            return &THINGS[i];
    fail_msg("what is {%.*s}? THINGS does not say", (int)n, pattern_at);
    return NULL;
}

static inline const struct json *json_of(const struct api_route *r)
{
    return json_get(json_get(json_get(document, "paths"), r->pattern), MEMBERS_OF_PATH[r->method]);
}

/* The path with the last thing in this relation and those before it there. `*last` is that thing,
 * NULL where the path names none. false: the test's house has no such thing. */
static inline bool path_make(const char *pattern, enum relation relation, struct buf *path,
                             const struct thing **last)
{
    *last = NULL;
    buf_release(path);
    for (const char *p = pattern; *p != '\0'; p++) {
        if (*p != '{') {
            buf_char(path, *p);
            continue;
        }
        const struct thing *t = thing_of(p + 1);
        p += strcspn(p, "}");
        const bool is_last = strchr(p, '{') == NULL;
        const char *id = t->id[is_last ? relation : OWN];
        if (id == NULL)
            return false;
        buf_str(path, id);
        *last = t;
    }
    return true;
}

/* Query parameters that must be there, as the document has examples of them; the plan to compare
 * with is the one that there is. */
static inline void path_add_query(const struct json *operation, struct buf *path)
{
    const struct json *list = json_get(operation, "parameters");
    const char *before = "?";
    for (size_t i = 0; i < json_len(list); i++) {
        const struct json *p = body_resolve(document, json_at(list, i));
        const struct json *example = json_get(json_get(p, "schema"), "example");
        if (strcmp(json_text(json_get(p, "in")), "query") != 0 ||
            !json_bool(json_get(p, "required")))
            continue;
        example = example != NULL ? example : json_get(p, "example");
        if (example == NULL)
            fail_msg("openapi.json: ?%s must be there and has no example",
                     json_text(json_get(p, "name")));
        const char *name = json_text(json_get(p, "name"));
        buf_fmt(path, "%s%s=%s", before, name,
                strcmp(name, "with") == 0 ? published_plan : json_text(example));
        before = "&";
    }
}

static inline const struct json *body_content(const struct api_route *r)
{
    return json_get(body_resolve(document, json_get(json_of(r), "requestBody")), "content");
}

/* A body that the document takes: the row's own, or the plainest; "" = the route has none. */
static inline void body_of(const struct api_route *r, const struct matrix_row *row, struct buf *b)
{
    const struct json *content = body_content(r);
    const struct json *media = json_get(content, "application/json");
    buf_release(b);
    buf_str(b, "");
    if (row->body != NULL)
        buf_str(b, row->body);
    else if (media != NULL && json_get(media, "example") != NULL)
        json_write(b, json_get(media, "example"));
    else if (media != NULL)
        body_make(b, document, json_get(media, "schema"));
}

/* The head that a proper call has: a version that is not there, the type of an upload. */
static inline void head_of(const struct api_route *r, struct buf *head)
{
    buf_release(head);
    buf_str(head, "");
    if ((r->needs & API_IF_MATCH) != 0)
        buf_str(head, "If-Match: \"v999999\"\r\n");
    const char *type = json_len(body_content(r)) > 0 ? json_key_at(body_content(r), 0) : "";
    if (*type != '\0' && strcmp(type, "application/json") != 0)
        buf_fmt(head, "Content-Type: %s\r\n", type);
}

static inline int call(const struct api_route *r, enum who who, const char *path, const char *head,
                       const char *body)
{
    const int status = people_ask(&server, who, METHODS[r->method], path, head,
                                  body[0] != '\0' ? body : NULL, &reply);
    if (who != WHO_NOBODY && strcmp(r->operation, "logOut") == 0 && status == 204)
        people_renew(&server, who);
    return status;
}

/* A report by whoever stood at the door: photos may be added to it by the card. */
static int report_at_door(void *ctx, struct store *s, struct err *err)
{
    static const char said[] = "{\"what\":\"cửa kêu\"}";
    struct json *answers = json_parse(said, sizeof said - 1, err);
    struct repair_new n = {.category = "other", .answers = answers};
    struct repair_view v = {0};
    struct solver_findings bad = {0};
    (void)ctx;
    ok(door_report(s, published_door, &n, clock_now_s(), &v, &bad, err));
    snprintf(published_code, sizeof published_code, "%s", v.repair.code);
    repair_view_release(&v);
    json_free(answers);
    return ERR_OK;
}

static int matrix_fill(struct store *s, struct err *err)
{
    int rc = published_fill(s, err);
    return rc != ERR_OK ? rc : store_do(s, report_at_door, NULL, err);
}

static inline void house_begin(void)
{
    struct err why = {0};
    api_make(&server, matrix_fill);
    api_begin(&server);
    assert_int_equal(api_ask(&server, "GET", "/api/v1/openapi.json", "", NULL, &reply), 200);
    document = json_parse(api_body(&reply), strlen(api_body(&reply)), &why);
    assert_non_null(document);
}

static inline void house_end(void)
{
    json_free(document);
    buf_release(&reply);
    api_end(&server);
}

#endif
