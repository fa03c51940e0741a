/* Every exchange of the API tests: judged by the document at once, and recorded.
 *
 * An answer whose status, type or JSON the document does not have for its operation fails the test
 * that got it. Where QUARTERS_TRAFFIC names a folder, each exchange becomes a line of
 * FOLDER/PROGRAM.ndjson, for tests/api/coverage.sh: which operations and answers did all tests
 * together see? Bodies are what the tests made up. */
#ifndef API_TRAFFIC_H
#define API_TRAFFIC_H

#include "client.h"

#include <sys/stat.h>

#include "../../src/api/inside.h"

/* What any request may get and no operation need list: the gate, the limits, a broken machine; and
 * a parameter where there is none. */
static inline bool traffic_is_general(const struct schema_operation *op, int status)
{
    if (status == 422 && op->n_query == 0 && !op->has_body)
        return true;
    static const int general[] = {400, 405, 408, 413, 414, 421, 429, 431, 500, 503, 507};
    for (size_t i = 0; i < sizeof general / sizeof *general; i++)
        if (general[i] == status)
            return true;
    return false;
}

static inline enum http_method traffic_method(const char *name)
{
    static const char *const names[] = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(names[i], name) == 0)
            return (enum http_method)i;
    return HTTP_HEAD;
}

/* The value of a header in a head of lines, as a copy; "" where there is none. */
static inline char *traffic_header(const char *head, const char *name)
{
    const size_t n = strlen(name);
    for (const char *p = head; p != NULL && *p != '\0' && strncmp(p, "\r\n", 2) != 0;) {
        const size_t line = strcspn(p, "\r");
        if (strncasecmp(p, name, n) == 0 && p[n] == ':') {
            const size_t gap = n + 1 + strspn(p + n + 1, " ");
            return strndup(p + gap, line - gap);
        }
        p += line + (p[line] == '\r' ? 2 : 0);
    }
    return strdup("");
}

static inline bool traffic_is_json(const char *type)
{
    return strstr(type, "/json") != NULL || strstr(type, "+json") != NULL;
}

static inline void traffic_judge_json(const struct schema_answer *answer, const char *what,
                                      int status, const char *body)
{
    struct err e = {0};
    struct solver_findings bad = {0};
    struct json *json = json_parse(body, strlen(body), &e);
    if (json == NULL)
        fail_msg("%s: %d: %s in %.300s", what, status, e.en, body);
    if (!schema_answer_body(answer, json, &bad))
        fail_msg("%s: %d: at \"%s\" %s (openapi.json), in %.600s", what, status, bad.items[0].where,
                 bad.items[0].en, body);
    json_free(json);
}

/* Judges an answer; `head` begins with its status line. false: one of the general ones. */
static inline bool traffic_judge(const struct schema_operation *op, int status, const char *head,
                                 const char *body)
{
    const struct schema_answer *answer = schema_answer(op, status);
    if (answer == NULL && traffic_is_general(op, status))
        return false;
    if (answer == NULL)
        fail_msg("%s: openapi.json has no answer %d: %.300s", op->id, status, body);
    char *type = traffic_header(head + strcspn(head, "\n") + 1, "Content-Type");
    type[strcspn(type, ";")] = '\0';
    bool is_known = answer->n_types == 0 && type[0] == '\0';
    for (size_t i = 0; i < answer->n_types; i++)
        is_known = is_known || strcmp(answer->types[i], type) == 0;
    if (!is_known)
        fail_msg("%s: %d: openapi.json has no type \"%s\"", op->id, status, type);
    if (traffic_is_json(type))
        traffic_judge_json(answer, op->id, status, body);
    free(type);
    return true;
}

static inline void traffic_add_headers(struct buf *line, const char *head)
{
    bool is_first = true;
    buf_str(line, "{");
    for (const char *p = head; *p != '\0' && strncmp(p, "\r\n", 2) != 0;) {
        const size_t n = strcspn(p, "\r"), n_name = strcspn(p, ":");
        char *name = strndup(p, n_name), *value = NULL;
        if (n_name < n) {
            value = strndup(p + n_name + 2, n - n_name - 2);
            buf_str(line, is_first ? "" : ",");
            buf_json(line, name);
            buf_char(line, ':');
            buf_json(line, value);
            is_first = false;
        }
        free(name);
        free(value);
        p += n + (p[n] == '\r' ? 2 : 0);
    }
    buf_char(line, '}');
}

static inline void traffic_record(const char *method, const char *path, const char *head,
                                  const char *body, int status, const char *reply,
                                  const char *reply_body)
{
    const char *folder = getenv("QUARTERS_TRAFFIC");
    struct buf line = {0}, file = {0};
    if (folder == NULL)
        return;
    const char *reply_head = reply + strcspn(reply, "\n") + 1;
    char *type = traffic_header(reply_head, "Content-Type");
    buf_fmt(&line, "{\"request\":{\"method\":\"%s\",\"url\":", method);
    buf_fmt(&file, "http://127.0.0.1%s", path);
    buf_json(&line, file.data);
    buf_str(&line, ",\"headers\":");
    buf_release(&file);
    buf_str(&file, head);
    if (body != NULL && strcasestr(head, "Content-Type:") == NULL)
        buf_str(&file, "Content-Type: application/json\r\n");
    traffic_add_headers(&line, file.data);
    if (body != NULL) {
        buf_str(&line, ",\"body\":");
        buf_json(&line, body);
    }
    buf_fmt(&line, "},\"response\":{\"status\":%d,\"headers\":", status);
    traffic_add_headers(&line, reply_head);
    if (traffic_is_json(type)) {
        buf_str(&line, ",\"body\":");
        buf_json(&line, reply_body);
    }
    buf_str(&line, "}}\n");
    buf_release(&file);
    (void)mkdir(folder, 0755);
    buf_fmt(&file, "%s/%s-%ld.ndjson", folder, program_invocation_short_name, (long)getpid());
    FILE *out = fopen(file.data, "ae");
    assert_non_null(out);
    assert_int_equal(fwrite(line.data, 1, line.len, out), line.len);
    assert_int_equal(fclose(out), 0);
    free(type);
    buf_release(&file);
    buf_release(&line);
}

/* Judges and records one exchange with an operation of the document; others are let pass. `head`
 * are the request's further header lines. */
static inline void traffic_note(const struct api *api, const char *method, const char *path,
                                const char *head, const char *body, int status,
                                const struct buf *in)
{
    char storage[512], *plain = strndup(path, strcspn(path, "?"));
    const char *args[4], *reply = in->data != NULL ? in->data : "";
    unsigned methods = 0;
    const char *end = strstr(reply, "\r\n\r\n");
    const char *reply_body = end != NULL ? end + 4 : "";
    const struct api_route *route =
        api_route_find(traffic_method(method), plain, storage, sizeof storage, args, &methods);
    const struct schema_operation *op = route != NULL ? api->operations[route - API_ROUTES] : NULL;
    if (op != NULL && strcmp(method, "HEAD") != 0 && status != 0 &&
        traffic_judge(op, status, reply, reply_body))
        traffic_record(method, path, head, body, status, reply, reply_body);
    free(plain);
}

#endif
