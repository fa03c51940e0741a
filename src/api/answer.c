/* What handlers answer with: versions, places, pages, formats. */
#include "api.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void api_etag(struct api_call *c, int64_t version)
{
    snprintf(c->reply->etag, sizeof c->reply->etag, "\"v%lld\"", (long long)version);
}

void api_location(struct api_call *c, const char *format, ...)
{
    char path[512];
    va_list args;
    va_start(args, format);
    vsnprintf(path, sizeof path, format, args);
    va_end(args);
    http_reply_header(c->reply, "Location", path);
}

void api_bad(struct api_call *c, const char *pointer, const char *vi, const char *en)
{
    solver_findings_put(&c->bad, pointer, vi, en);
}

int api_limit(const struct api_call *c)
{
    const char *text = http_param(c->request, "limit");
    const int n = text != NULL ? (int)strtol(text, NULL, 10) : API_PAGE;
    return n < 1 ? 1 : n > API_PAGE_MAX ? API_PAGE_MAX : n;
}

const char *api_query(const struct api_call *c, const char *name)
{
    const char *text = http_param(c->request, name);
    return text != NULL ? text : "";
}

const char *api_asked(const struct api_call *c, const char *name)
{
    const char *text = api_query(c, name);
    return text[0] != '\0' ? text : NULL;
}

const char *api_after(const struct api_call *c)
{
    return api_query(c, "after");
}

int api_no_after(struct api_call *c, struct err *e)
{
    api_bad(c, "?after", "không có dòng này; hãy đọc lại danh sách từ đầu",
            "there is no such row; read the list from its beginning");
    return err_set(e, ERR_INPUT, "không có dòng để đọc tiếp", "no row to go on from");
}

void api_next(struct api_call *c, const char *last)
{
    struct buf link = {0};
    buf_fmt(&link, "<%s?", c->request->path);
    for (size_t i = 0; i < c->request->n_params; i++) {
        if (strcmp(c->request->params[i].name, "after") == 0)
            continue;
        buf_urlarg(&link, c->request->params[i].name);
        buf_char(&link, '=');
        buf_urlarg(&link, c->request->params[i].value);
        buf_char(&link, '&');
    }
    buf_str(&link, "after=");
    buf_urlarg(&link, last);
    buf_str(&link, ">; rel=\"next\"");
    http_reply_header(c->reply, "Link", link.data);
    buf_release(&link);
}

static const struct {
    const char *name, *type;
} TYPES[] = {
    [API_JSON] = {"json", "application/json"},
    [API_CSV] = {"csv", "text/csv"},
    [API_XLSX] = {"xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"},
    [API_PDF] = {"pdf", "application/pdf"},
};
enum { N_TYPES = sizeof TYPES / sizeof *TYPES };

/* Quality (thousandths) that Accept gives a type; the most exact range counts (RFC 9110, 12.5.1).
 */
static int quality(const char *accept, const char *type)
{
    const size_t major = strcspn(type, "/");
    int best = 0, exactness = -1;
    for (const char *p = accept; *p != '\0';) {
        p += strspn(p, " ,");
        const size_t n = strcspn(p, ",; ");
        const int exact = n == strlen(type) && strncmp(p, type, n) == 0 ? 2
                          : n == major + 2 && strncmp(p, type, major + 1) == 0 && p[n - 1] == '*'
                              ? 1
                          : n == 3 && strncmp(p, "*/*", 3) == 0 ? 0
                                                                : -1;
        const size_t end = strcspn(p, ",");
        const char *q = memmem(p, end, "q=", 2);
        if (exact > exactness) {
            exactness = exact;
            best = q != NULL ? (int)(strtod(q + 2, NULL) * 1000) : 1000;
        }
        p += end;
    }
    return best;
}

int api_accept(struct api_call *c, unsigned offered)
{
    const char *wanted = api_query(c, "format"), *accept = c->request->field[HTTP_ACCEPT];
    int best = -1, best_quality = 0;
    for (int t = 0; t < N_TYPES; t++) {
        if ((offered & 1u << t) == 0)
            continue;
        if (wanted[0] != '\0') {
            if (strcmp(wanted, TYPES[t].name) == 0)
                return t;
            continue;
        }
        const int q = accept == NULL ? 1000 : quality(accept, TYPES[t].type);
        if (q > best_quality) {
            best = t;
            best_quality = q;
        }
    }
    if (best < 0)
        c->status = 406;
    return best;
}

const char *api_type_name(enum api_type type)
{
    return TYPES[type].type;
}
