/* Uploads: a list sent in, its verdict row by row, written and taken back. */
#include "routes.h"

#include <limits.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/child.h"
#include "base/clock.h"
#include "base/crypto.h"
#include "base/mem.h"
#include "fields.h"
#include "service/grid.h"
#include "service/upload.h"

static const struct api_field UPLOAD[] = {
    {"code", FIELD_TEXT, offsetof(struct store_upload, code)},
    {"kind", FIELD_TEXT, offsetof(struct store_upload, kind)},
    {"account", FIELD_TEXT, offsetof(struct store_upload, account)},
    {"file_name", FIELD_TEXT, offsetof(struct store_upload, file_name)},
    {"file_sha256", FIELD_TEXT, offsetof(struct store_upload, file_sha256)},
    {"document", FIELD_KNOWN, offsetof(struct store_upload, document)},
    {"document_day", FIELD_KNOWN, offsetof(struct store_upload, document_day)},
    {"state", FIELD_TEXT, offsetof(struct store_upload, state)},
    {"made_at", FIELD_INSTANT, offsetof(struct store_upload, made_at)},
    {"applied_at", FIELD_INSTANT, offsetof(struct store_upload, applied_at)},
    {"undone_at", FIELD_INSTANT, offsetof(struct store_upload, undone_at)},
    {"n_new", FIELD_INT, offsetof(struct store_upload, n_new)},
    {"n_changed", FIELD_INT, offsetof(struct store_upload, n_changed)},
    {"n_same", FIELD_INT, offsetof(struct store_upload, n_same)},
    {"n_bad", FIELD_INT, offsetof(struct store_upload, n_bad)},
    {"n_skipped", FIELD_INT, offsetof(struct store_upload, n_skipped)},
};

static void write_upload(struct buf *out, const struct store_upload *u)
{
    api_write_fields(out, UPLOAD, sizeof UPLOAD / sizeof *UPLOAD, u);
}

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
        write_upload(out, &page.items[i]);
        buf_char(out, '}');
    }
    buf_fmt(out, "],\n\"n\":%lld}\n", (long long)n);
    if (rc == ERR_OK && page.n > limit)
        api_next(c, page.items[limit - 1].code);
    store_uploads_release(&page);
    return rc;
}

/* ---- one, with its rows ---- */

static int write_rows(struct api_call *c, struct store *s, const struct store_upload *u,
                      struct err *e)
{
    const char *after = api_after(c);
    const size_t limit = (size_t)api_limit(c);
    struct store_upload_rows rows = {0};
    struct buf *out = &c->reply->body;
    char last[16];
    int64_t n = 0;
    char *end = NULL;
    const long from = after[0] == '\0' ? -1 : strtol(after, &end, 10);
    if (end != NULL && (*end != '\0' || from < 0 || from > INT_MAX))
        return api_no_after(c, e);
    int rc = store_upload_row_page(s, u->id, api_query(c, "verdict"), (int)from, (int)limit + 1,
                                   &rows, &n, e);
    rc = rc == ERR_ABSENT ? api_no_after(c, e) : rc;
    buf_fmt(out, ",\n\"n\":%lld,\"items\":[", (long long)n);
    for (size_t i = 0; i < rows.n && i < limit; i++)
        buf_fmt(out, "%s\n{\"row\":%d,\"verdict\":\"%s\",\"findings\":%s}", i > 0 ? "," : "",
                rows.items[i].number, rows.items[i].verdict, rows.items[i].findings);
    buf_char(out, ']');
    if (rc == ERR_OK && rows.n > limit) {
        snprintf(last, sizeof last, "%d", rows.items[limit - 1].number);
        api_next(c, last);
    }
    store_upload_rows_release(&rows);
    return rc;
}

static int answer(struct api_call *c, struct store *s, const char *code, int rc, struct err *e)
{
    struct store_upload u = {0};
    struct buf *out = &c->reply->body;
    if (rc == ERR_OK)
        rc = upload_get(s, &c->who, code, &u, e);
    if (rc == ERR_OK) {
        api_etag(c, u.version);
        buf_char(out, '{');
        write_upload(out, &u);
        rc = write_rows(c, s, &u, e);
        buf_str(out, "}\n");
    }
    store_upload_release(&u);
    return rc;
}

/* What is wrong in a row, as one text. */
static void join_findings(const struct json *list, const char *lang, struct buf *out)
{
    for (size_t i = 0; i < json_len(list); i++) {
        const struct json *f = json_at(list, i);
        const char *column = json_text(json_get(f, "column"));
        buf_fmt(out, "%s%s%s%s", i > 0 ? "; " : "", column, column[0] != '\0' ? ": " : "",
                json_text(json_get(f, lang)));
    }
    buf_str(out, "");
}

static void add_row(struct grid *g, const struct store_upload_row *row, const char *lang)
{
    struct buf text = {0};
    struct json *findings = json_parse(row->findings, strlen(row->findings), NULL);
    join_findings(findings, lang, &text);
    grid_int(g, row->number);
    grid_text(g, row->verdict);
    grid_text(g, text.data == NULL ? "" : text.data);
    json_free(findings);
    buf_release(&text);
}

static int answer_sheet(struct api_call *c, struct store *s, int type, struct err *e)
{
    static const char *const vi[] = {"Dòng", "Kết quả", "Ghi chú"};
    static const char *const en[] = {"Row", "Verdict", "Remarks"};
    const bool is_en = strcmp(c->lang, "en") == 0;
    struct store_upload u = {0};
    struct store_upload_rows rows = {0};
    struct grid g = {0};
    int64_t n;
    int rc = upload_get(s, &c->who, c->path[0], &u, e);
    rc = rc != ERR_OK
             ? rc
             : store_upload_row_page(s, u.id, api_query(c, "verdict"), -1, INT_MAX, &rows, &n, e);
    if (rc == ERR_OK) {
        api_etag(c, u.version);
        grid_init(&g, is_en ? "Verdicts" : "Kết quả kiểm tra", 3, is_en ? en : vi);
        for (size_t i = 0; i < rows.n; i++)
            add_row(&g, &rows.items[i], c->lang);
        const struct sheet sheet = grid_sheet(&g);
        rc = api_sheets(c, (enum api_type)type, "kiem-tra", &sheet, 1, e);
    }
    grid_release(&g);
    store_upload_rows_release(&rows);
    store_upload_release(&u);
    return rc;
}

int api_get_upload(struct api_call *c, struct store *s, struct err *e)
{
    const int type = api_accept(c, 1u << API_JSON | 1u << API_CSV | 1u << API_XLSX);
    if (type < 0)
        return ERR_INPUT;
    return type == API_JSON ? answer(c, s, c->path[0], ERR_OK, e) : answer_sheet(c, s, type, e);
}

/* ---- sending one ---- */

/* A list on its way in: read and judged on a worker, kept by the writer. */
struct sent {
    struct api_call *call;
    enum import_kind kind;
    struct buf csv;
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
    rc = answer(c, s, u.code, rc, e);
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
    char program[PATH_MAX];
    (void)s;
    if (!is_list(c)) {
        c->status = 415;
        return ERR_INPUT;
    }
    (void)import_kind_of(api_query(c, "kind"), &x.kind);
    int rc = upload_may(&c->who, x.kind, e);
    if (rc == ERR_OK && child_self_path(program, sizeof program) != 0)
        rc = err_set(e, ERR_INTERNAL, "không rõ đường dẫn chương trình",
                     "the program does not know its path");
    rc = rc != ERR_OK ? rc : upload_read(program, c->request->body, c->request->n_body, &x.csv, e);
    rc = rc != ERR_OK ? rc : api_read(c, judge, &x, e);
    if (rc == ERR_INPUT)
        tell_findings(c, &x.report);
    rc = rc != ERR_OK ? rc : api_write(c, keep, &x, e);
    import_report_release(&x.report);
    if (x.csv.len > 0)
        explicit_bzero(x.csv.data, x.csv.len);
    buf_release(&x.csv);
    return rc;
}

/* ---- writing it, taking it back ---- */

int api_post_application(struct api_call *c, struct store *s, struct err *e)
{
    char today[11];
    clock_today(today);
    int rc = upload_apply(s, &c->who, c->path[0], c->if_match,
                          json_bool(json_get(c->body, "skips_bad")), today, clock_now_s(), e);
    return answer(c, s, c->path[0], rc, e);
}

int api_delete_application(struct api_call *c, struct store *s, struct err *e)
{
    int rc = upload_undo(s, &c->who, c->path[0], c->if_match, clock_now_s(), e);
    return answer(c, s, c->path[0], rc, e);
}
