/* The web UI: one page, and the scripts, words, style and icon of its version. */
#include "web.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "api_files.h"
#include "base/crypto.h"
#include "inside.h"
#include "routes.h"

/* The type of a file that pages ask for by its ending; NULL = none of those (embedded beside them
 * are the page itself, openapi.json and what is packed). */
static const char *type_of(const char *name)
{
    static const char *const types[][2] = {{".js", "text/javascript; charset=utf-8"},
                                           {".css", "text/css; charset=utf-8"},
                                           {".svg", "image/svg+xml"}};
    const char *ending = strrchr(name, '.');
    for (size_t t = 0; ending != NULL && t < sizeof types / sizeof *types; t++)
        if (strcmp(ending, types[t][0]) == 0)
            return types[t][1];
    return NULL;
}

static const struct embedded_file *file(const char *name)
{
    const struct embedded_file *f = embedded_in(api_files, n_api_files, name);
    assert(f != NULL); /* the Makefile embeds all of them */
    return f;
}

static void name_version(struct web *web)
{
    struct buf all = {0};
    char hash[65];
    for (size_t f = 0; f < n_api_files; f++)
        if (type_of(api_files[f].name) != NULL)
            buf_add(&all, api_files[f].data, api_files[f].len);
    crypto_sha256(all.data, all.len, hash);
    snprintf(web->version, sizeof web->version, "%.16s", hash);
    buf_release(&all);
}

static const char FOLDER[] = "/assets/", NO_DEMO[] = "data-demo=\"0\"",
                  IS_DEMO[] = "data-demo=\"1\"";

void web_open(struct web *web, bool is_demo)
{
    const char *at = file("index.html")->data;
    name_version(web);
    while (*at != '\0') {
        if (strncmp(at, FOLDER, strlen(FOLDER)) == 0) {
            buf_fmt(&web->page, "%s%s/", FOLDER, web->version);
            at += strlen(FOLDER);
        } else if (strncmp(at, NO_DEMO, strlen(NO_DEMO)) == 0) {
            buf_str(&web->page, is_demo ? IS_DEMO : NO_DEMO);
            at += strlen(NO_DEMO);
        } else {
            buf_char(&web->page, *at++);
        }
    }
}

void web_release(struct web *web)
{
    buf_release(&web->page);
}

int api_get_app(struct api_call *c, struct store *s, struct err *e)
{
    const struct buf *page = &c->api->web.page;
    (void)s;
    (void)e;
    buf_add(&c->reply->body, page->data, page->len);
    c->reply->type = "text/html; charset=utf-8";
    http_reply_header(c->reply, "Cache-Control", "no-cache");
    return ERR_OK;
}

int api_get_asset(struct api_call *c, struct store *s, struct err *e)
{
    const char *accept = c->request->field[HTTP_ACCEPT_ENCODING];
    const char *type = type_of(c->path[1]);
    char name[64];
    (void)s;
    if (type == NULL || strcmp(c->path[0], c->api->web.version) != 0 ||
        embedded_in(api_files, n_api_files, c->path[1]) == NULL)
        return err_set(e, ERR_ABSENT, "không có tệp này", "there is no such file");
    const bool is_packed = accept != NULL && strstr(accept, "gzip") != NULL;
    snprintf(name, sizeof name, "%s%s", c->path[1], is_packed ? ".gz" : "");
    c->reply->fixed = file(name)->data;
    c->reply->n_fixed = file(name)->len;
    c->reply->type = type;
    if (is_packed)
        http_reply_header(c->reply, "Content-Encoding", "gzip");
    http_reply_header(c->reply, "Vary", "Accept-Encoding");
    http_reply_header(c->reply, "Cache-Control", "public, max-age=31536000, immutable");
    return ERR_OK;
}
