/* The gate, see the header. RFC 9110 and 9112, and less than they allow. */
#include "gate.h"

#include <string.h>
#include <strings.h>

static const struct {
    const char *name;
    bool is_single;
} known[HTTP_N_FIELDS] = {
    [HTTP_ACCEPT] = {"Accept", true},
    [HTTP_ACCEPT_ENCODING] = {"Accept-Encoding", true},
    [HTTP_ACCEPT_LANGUAGE] = {"Accept-Language", true},
    [HTTP_AUTHORIZATION] = {"Authorization", true},
    [HTTP_CONTENT_TYPE] = {"Content-Type", true},
    [HTTP_COOKIE] = {"Cookie", true},
    [HTTP_EXPECT] = {"Expect", true},
    [HTTP_HOST] = {"Host", true},
    [HTTP_IDEMPOTENCY_KEY] = {"Idempotency-Key", true},
    [HTTP_IF_MATCH] = {"If-Match", true},
    [HTTP_IF_NONE_MATCH] = {"If-None-Match", true},
    [HTTP_LAST_EVENT_ID] = {"Last-Event-ID", true},
    [HTTP_ORIGIN] = {"Origin", true},
    [HTTP_REQUESTED_WITH] = {"X-Requested-With", true},
    [HTTP_SEC_FETCH_SITE] = {"Sec-Fetch-Site", true},
    [HTTP_FORWARDED_FOR] = {"X-Forwarded-For", false},
};

static const char *const methods[] = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"};

bool gate_is_plain(const struct gate_head *head)
{
    const uintptr_t method = (uintptr_t)head->method;
    uintptr_t at = method + strlen(head->method) + 1;
    if ((uintptr_t)head->target != at || head->n_target == 0)
        return false;
    at += head->n_target + 1;
    if ((uintptr_t)head->version != at)
        return false;
    at += strlen(head->version) + 2;
    for (size_t i = 0; i < head->n_fields && i < GATE_MAX_FIELDS; i++) {
        const struct gate_field *f = &head->fields[i];
        const uintptr_t value = (uintptr_t)f->value;
        if ((uintptr_t)f->name != at || value <= at + f->n_name || value - method > head->n_bytes)
            return false;
        const char *p = f->name + f->n_name; /* was the colon; only blanks may follow it */
        if (*p != '\0')
            return false;
        for (p++; p < f->value; p++)
            if (*p != ' ' && *p != '\t')
                return false;
        at = value + f->n_value + 2;
    }
    return head->n_fields > GATE_MAX_FIELDS || at + 2 == method + head->n_bytes;
}

static bool is_token_char(unsigned char c)
{
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
           (c != '\0' && strchr("!#$%&'*+-.^_`|~", c) != NULL);
}

static bool is_token(const char *text, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (!is_token_char((unsigned char)text[i]))
            return false;
    return n > 0;
}

/* Visible characters, blanks and what is beyond ASCII; no control character but TAB. */
static bool is_field_value(const char *text, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        const unsigned char c = (unsigned char)text[i];
        if ((c < 0x20 && c != '\t') || c == 0x7f)
            return false;
    }
    return true;
}

static bool is_named(const struct gate_field *f, const char *name)
{
    return f->n_name == strlen(name) && strncasecmp(f->name, name, f->n_name) == 0;
}

static struct gate_value trimmed(const struct gate_field *f)
{
    struct gate_value v = {f->value, f->n_value};
    while (v.n > 0 && (v.text[v.n - 1] == ' ' || v.text[v.n - 1] == '\t'))
        v.n--;
    return v;
}

static bool is_port(const char *text, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (text[i] < '0' || text[i] > '9')
            return false;
    return n >= 1 && n <= 5;
}

/* name, name:port, [address] or [address]:port */
static bool is_host(const char *text, size_t n)
{
    static const char name_chars[] =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._";
    if (n == 0 || n > 255)
        return false;
    size_t end = 0;
    if (text[0] == '[') {
        for (end = 1; end < n && strchr("0123456789abcdefABCDEF:.", text[end]); end++)
            ;
        if (end < 3 || end == n || text[end] != ']')
            return false;
        end++;
    } else {
        for (; end < n && text[end] != '\0' && strchr(name_chars, text[end]); end++)
            ;
        if (end == 0)
            return false;
    }
    return end == n || (text[end] == ':' && is_port(text + end + 1, n - end - 1));
}

/* 0, 400 for what is no number, 413 beyond ten digits: too large for any limit here. */
static int read_length(struct gate_value v, uint64_t *out)
{
    for (size_t i = 0; i < v.n; i++)
        if (v.text[i] < '0' || v.text[i] > '9')
            return 400;
    if (v.n == 0 || v.n > 10)
        return v.n == 0 ? 400 : 413;
    for (size_t i = 0; i < v.n; i++)
        *out = *out * 10 + (uint64_t)(v.text[i] - '0');
    return 0;
}

static int refuse(int status, const char *reason, const char **why)
{
    *why = reason;
    return status;
}

/* Collects the fields that are known; `length` is Content-Length's. */
static int sort_fields(const struct gate_head *head, struct gate_pass *pass,
                       struct gate_value *length, const char **why)
{
    for (size_t i = 0; i < head->n_fields; i++) {
        const struct gate_field *f = &head->fields[i];
        if (!is_token(f->name, f->n_name))
            return refuse(400, "field name", why);
        if (!is_field_value(f->value, f->n_value))
            return refuse(400, "field value", why);
        if (is_named(f, "Transfer-Encoding"))
            return refuse(411, "transfer-encoding", why);
        if (is_named(f, "Content-Length")) {
            if (length->text)
                return refuse(400, "two lengths", why);
            *length = trimmed(f);
        }
        for (size_t k = 0; k < HTTP_N_FIELDS; k++) {
            if (!is_named(f, known[k].name))
                continue;
            if (pass->values[k].text && known[k].is_single)
                return refuse(400, "field twice", why);
            pass->values[k] = trimmed(f);
        }
    }
    return 0;
}

static int check_body(bool may_have_body, struct gate_value length, uint64_t *n_body,
                      const char **why)
{
    const int status = length.text ? read_length(length, n_body) : 0;
    if (status)
        return refuse(status, "length", why);
    /* without a length there is no body (RFC 9112, 6.3): so `curl -X POST` sends none */
    return may_have_body || *n_body == 0 ? 0 : refuse(400, "body not expected", why);
}

int gate_check(const struct gate_head *head, struct gate_pass *pass, const char **why)
{
    *pass = (struct gate_pass){0};
    size_t m = 0;
    const size_t n_methods = sizeof methods / sizeof methods[0];
    while (m < n_methods && strcmp(head->method, methods[m]) != 0)
        m++;
    if (m == n_methods)
        return is_token(head->method, strlen(head->method)) ? refuse(501, "method", why)
                                                            : refuse(400, "method", why);
    pass->method = (enum http_method)m;
    if (strcmp(head->version, "HTTP/1.1") != 0 && strcmp(head->version, "HTTP/1.0") != 0)
        return refuse(505, "version", why);
    if (head->n_fields > GATE_MAX_FIELDS)
        return refuse(431, "too many fields", why);

    struct gate_value length = {0};
    int status = sort_fields(head, pass, &length, why);
    if (status)
        return status;
    const struct gate_value *host = &pass->values[HTTP_HOST];
    if (!host->text || !is_host(host->text, host->n))
        return refuse(400, "host", why);
    const struct gate_value *expect = &pass->values[HTTP_EXPECT];
    if (expect->text && (expect->n != 12 || strncasecmp(expect->text, "100-continue", 12) != 0))
        return refuse(417, "expect", why);
    const bool may_have_body =
        pass->method == HTTP_POST || pass->method == HTTP_PUT || pass->method == HTTP_PATCH;
    return check_body(may_have_body, length, &pass->n_body, why);
}

/* RFC 6265: what a value may consist of. */
static bool is_cookie_value(const char *text, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        const unsigned char c = (unsigned char)text[i];
        if (c <= ' ' || c >= 0x7f || c == '"' || c == ',' || c == ';' || c == '\\')
            return false;
    }
    return n > 0 && n <= 256;
}

int cookie_find(const char *header, const char *name, const char **value, size_t *n_value)
{
    const size_t n_name = strlen(name);
    int found = 0;
    for (const char *p = header; *p != '\0';) {
        p += strspn(p, " \t");
        const size_t n = strcspn(p, ";");
        const char *equals = memchr(p, '=', n);
        if (equals && (size_t)(equals - p) == n_name && memcmp(p, name, n_name) == 0) {
            *value = equals + 1;
            *n_value = n - n_name - 1;
            while (*n_value > 0 && strchr(" \t", (*value)[*n_value - 1]))
                --*n_value;
            if (found || !is_cookie_value(*value, *n_value))
                return -1;
            found = 1;
        }
        p += n + (p[n] == ';');
    }
    return found;
}
