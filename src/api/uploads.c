/* Uploads: a list sent in, its verdict row by row, written and taken back. */
#include "uploads.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/crypto.h"
#include "base/mem.h"
#include "inside.h"
#include "routes.h"

int api_list_uploads(struct api_call *c, struct store *s, struct err *e)
{
    const struct store_scope scope = principal_scope(&c->who);
    const size_t limit = (size_t)api_limit(c);
    struct store_uploads page = {0};
    struct buf *out = &c->reply->body;
    int64_t n = 0;
    int rc = store_upload_page(s, &scope, api_after(c), (int)limit + 1, &page, &n, e);
    rc = rc == ERR_ABSENT ? api_no_after(c, e) : rc;
    buf_str(out, "{\"items\":[");
    for (size_t i = 0; i < page.n && i < limit; i++) {
        buf_str(out, i > 0 ? ",\n{" : "\n{");
        api_write_upload(out, &page.items[i]);
        buf_char(out, '}');
    }
    buf_fmt(out, "],\n\"n\":%lld}\n", (long long)n);
    if (rc == ERR_OK && page.n > limit)
        api_next(c, page.items[limit - 1].code);
    store_uploads_release(&page);
    return rc;
}

/* ---- sending one ---- */

/* A list on its way in: read and judged on a worker, kept by the writer. */
struct sent {
    struct api_call *call;
    enum import_kind kind;
    struct buf csv;
    struct upload_list list;
    struct import_report report;
};

static const char *text_of(const struct buf *b)
{
    return b->data == NULL ? "" : b->data;
}

static int judge(void *ctx, struct store *s, struct err *e)
{
    struct sent *x = ctx;
    return upload_judge(s, &x->call->who, x->kind, text_of(&x->csv), &x->report, e);
}

static int keep(void *ctx, struct store *s, struct err *e)
{
    struct sent *x = ctx;
    struct api_call *c = x->call;
    char today[11], sha256[65];
    crypto_sha256(c->request->body, c->request->n_body, sha256);
    struct store_upload u = {.kind = mem_dup(api_query(c, "kind")),
                             .file_name = mem_dup(api_query(c, "file_name")),
                             .file_sha256 = mem_dup(sha256),
                             .document = mem_dup(api_query(c, "document")),
                             .document_day = mem_dup(api_query(c, "document_day"))};
    clock_today(today);
    int rc =
        upload_add(s, &c->who, &u, text_of(&x->csv), &x->report, today, clock_now_s(), &c->bad, e);
    if (rc == ERR_OK)
        api_location(c, "/api/v1/uploads/%s", u.code);
    rc = api_answer_upload(c, s, u.code, &x->list, rc, e);
    store_upload_release(&u);
    return rc;
}

/* What the file as a whole lacks. */
static void tell_findings(struct api_call *c, const struct import_report *r)
{
    for (size_t i = 0; i < r->n_findings; i++)
        if (r->findings[i].row == 0)
            api_bad(c, "", r->findings[i].vi, r->findings[i].en);
}

/* A list comes as what a spreadsheet saves. */
static bool is_list(const struct api_call *c)
{
    const char *type = c->request->field[HTTP_CONTENT_TYPE];
    const char *known[] = {api_type_name(API_CSV), api_type_name(API_XLSX)};
    for (size_t i = 0; i < 2 && type != NULL; i++) {
        const size_t n = strlen(known[i]);
        if (strncmp(type, known[i], n) == 0 && strchr(" ;", type[n]) != NULL) /* or its end */
            return true;
    }
    return false;
}

int api_post_upload(struct api_call *c, struct store *s, struct err *e)
{
    struct sent x = {.call = c};
    (void)s;
    if (!is_list(c)) {
        c->status = 415;
        return ERR_INPUT;
    }
    (void)import_kind_of(api_query(c, "kind"), &x.kind);
    int rc = upload_may(&c->who, x.kind, e);
    rc = rc != ERR_OK
             ? rc
             : upload_read(c->api->config.program, c->request->body, c->request->n_body, &x.csv, e);
    rc = rc != ERR_OK ? rc : api_read(c, judge, &x, e);
    if (rc == ERR_INPUT)
        tell_findings(c, &x.report);
    rc = rc != ERR_OK ? rc : upload_list_read(x.kind, text_of(&x.csv), &x.list, e);
    rc = rc != ERR_OK ? rc : api_write(c, keep, &x, e);
    upload_list_release(&x.list);
    import_report_release(&x.report);
    if (x.csv.len > 0)
        explicit_bzero(x.csv.data, x.csv.len);
    buf_release(&x.csv);
    return rc;
}

/* ---- putting cells right ---- */

/* Corrections on their way in: tried on a worker, kept by the writer. */
struct corrected {
    struct api_call *call;
    size_t n;
    struct upload_fix *fixes; /* [n] texts borrowed from the body */
    struct upload_tried tried;
};

static int try_fixes(void *ctx, struct store *s, struct err *e)
{
    struct corrected *x = ctx;
    struct api_call *c = x->call;
    return upload_try(s, &c->who, c->path[0], c->if_match, x->fixes, x->n, &x->tried, &c->bad, e);
}

static int keep_fixes(void *ctx, struct store *s, struct err *e)
{
    struct corrected *x = ctx;
    const int rc = upload_correct(s, &x->call->who, &x->tried, clock_now_s(), e);
    return api_answer_upload(x->call, s, x->tried.upload.code, &x->tried.list, rc, e);
}

static void read_fixes(const struct json *body, struct corrected *x)
{
    const struct json *cells = json_get(body, "cells"), *rows = json_get(body, "rows");
    x->fixes = mem_array(json_len(cells) + json_len(rows), sizeof *x->fixes);
    for (size_t i = 0; i < json_len(cells); i++) {
        const struct json *cell = json_at(cells, i), *text = json_get(cell, "text");
        const int column_ix = upload_column_ix(json_text(json_get(cell, "column")));
        x->fixes[x->n++] = (struct upload_fix){.row = (int)json_int(json_get(cell, "row")),
                                               .column_ix = column_ix < 0 ? INT_MAX : column_ix,
                                               .text = json_is_null(text) ? NULL : json_text(text)};
    }
    for (size_t i = 0; i < json_len(rows); i++) {
        const struct json *row = json_at(rows, i);
        x->fixes[x->n++] =
            (struct upload_fix){.row = (int)json_int(json_get(row, "row")),
                                .column_ix = STORE_WHOLE_ROW,
                                .text = json_bool(json_get(row, "is_left_out")) ? "" : NULL};
    }
}

int api_patch_upload(struct api_call *c, struct store *s, struct err *e)
{
    struct corrected x = {.call = c};
    (void)s;
    read_fixes(c->body, &x);
    int rc = api_read(c, try_fixes, &x, e);
    rc = rc != ERR_OK ? rc : api_write(c, keep_fixes, &x, e);
    upload_tried_release(&x.tried);
    free(x.fixes);
    return rc;
}

/* ---- writing it, taking it back ---- */

int api_post_application(struct api_call *c, struct store *s, struct err *e)
{
    char today[11];
    clock_today(today);
    int rc = upload_apply(s, &c->who, c->path[0], c->if_match,
                          json_bool(json_get(c->body, "skips_bad")), today, clock_now_s(), e);
    return api_answer_upload(c, s, c->path[0], NULL, rc, e);
}

int api_delete_application(struct api_call *c, struct store *s, struct err *e)
{
    int rc = upload_undo(s, &c->who, c->path[0], c->if_match, clock_now_s(), e);
    return api_answer_upload(c, s, c->path[0], NULL, rc, e);
}
