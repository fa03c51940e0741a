/* One upload as it is answered: how it was read, what was put right, row by row the verdict and the
 * cells; and as a sheet. */
#include "uploads.h"

#include <limits.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "fields.h"
#include "routes.h"
#include "service/grid.h"

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
    {"n_corrected", FIELD_INT, offsetof(struct store_upload, n_corrected)},
};

void api_write_upload(struct buf *out, const struct store_upload *u)
{
    api_write_fields(out, UPLOAD, sizeof UPLOAD / sizeof *UPLOAD, u);
}

static void write_columns(struct buf *out, const struct upload_list *l)
{
    char name[4];
    buf_fmt(out, ",\n\"heading_row\":%d,\"columns\":[", l->columns.row);
    for (size_t i = 0; i < l->columns.n; i++) {
        const struct import_column *column = &l->columns.items[i];
        buf_fmt(out, "%s\n{\"column\":\"%s\",\"heading\":", i > 0 ? "," : "",
                upload_column_name((int)i, name));
        buf_json(out, column->heading);
        buf_str(out, ",\"field\":");
        if (column->field != NULL)
            buf_json(out, column->field);
        else
            buf_str(out, "null");
        buf_char(out, '}');
    }
    buf_char(out, ']');
}

static int write_corrections(struct buf *out, struct store *s, const struct store_upload *u,
                             struct err *e)
{
    static const struct api_field fields[] = {
        {"before", FIELD_TEXT, offsetof(struct store_upload_cell, before)},
        {"after", FIELD_TEXT, offsetof(struct store_upload_cell, after)},
        {"account", FIELD_TEXT, offsetof(struct store_upload_cell, account)},
        {"made_at", FIELD_INSTANT, offsetof(struct store_upload_cell, made_at)},
    };
    struct store_upload_cells cells = {0};
    char name[4];
    const int rc = store_upload_cell_list(s, u, false, &cells, e);
    buf_str(out, ",\n\"corrections\":[");
    for (size_t i = 0; i < cells.n; i++) {
        const struct store_upload_cell *cell = &cells.items[i];
        buf_fmt(out, "%s\n{\"row\":%d,", i > 0 ? "," : "", cell->number);
        if (cell->column_ix == STORE_WHOLE_ROW)
            buf_str(out, "\"column\":null,");
        else
            buf_fmt(out, "\"column\":\"%s\",", upload_column_name(cell->column_ix, name));
        api_write_fields(out, fields, sizeof fields / sizeof *fields, cell);
        buf_char(out, '}');
    }
    buf_char(out, ']');
    store_upload_cells_release(&cells);
    return rc;
}

/* The cells of a row, what could be a citizen id masked. */
static void write_cells(struct buf *out, const struct upload_list *l, int number)
{
    const size_t r = l->is_there ? upload_list_row(l, number) : 0;
    buf_str(out, ",\"cells\":");
    if (!l->is_there || r == l->table.n_rows) {
        buf_str(out, "null");
        return;
    }
    for (size_t i = 0; i < l->table.rows[r].n_cells; i++) {
        char *text = mem_dup(l->table.rows[r].cells[i]);
        import_mask_numbers(text);
        buf_char(out, i > 0 ? ',' : '[');
        buf_json(out, text);
        free(text);
    }
    buf_char(out, ']');
}

/* What concerns the file as a whole, and how many rows want a second look. */
static int write_findings(struct buf *out, struct store *s, const struct store_upload *u,
                          struct err *e)
{
    struct store_upload_rows first = {0}, warned = {0};
    int64_t n = 0, n_warned = 0;
    int rc = store_upload_row_page(s, u->id, "", "", -1, 1, &first, &n, e);
    rc = rc != ERR_OK
             ? rc
             : store_upload_row_page(s, u->id, "", "warning", -1, 1, &warned, &n_warned, e);
    const bool is_told = first.n > 0 && first.items[0].number == 0;
    buf_fmt(out, ",\"n_warned\":%lld,\n\"findings\":%s", (long long)n_warned,
            is_told ? first.items[0].findings : "[]");
    store_upload_rows_release(&first);
    store_upload_rows_release(&warned);
    return rc;
}

static int write_rows(struct api_call *c, struct store *s, const struct store_upload *u,
                      const struct upload_list *l, struct err *e)
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
    int rc = store_upload_row_page(s, u->id, api_query(c, "verdict"), api_query(c, "level"),
                                   (int)from, (int)limit + 1, &rows, &n, e);
    rc = rc == ERR_ABSENT ? api_no_after(c, e) : rc;
    buf_fmt(out, ",\n\"n\":%lld,\"items\":[", (long long)n);
    for (size_t i = 0; i < rows.n && i < limit; i++) {
        buf_fmt(out, "%s\n{\"row\":%d,\"verdict\":\"%s\",\"findings\":%s", i > 0 ? "," : "",
                rows.items[i].number, rows.items[i].verdict, rows.items[i].findings);
        write_cells(out, l, rows.items[i].number);
        buf_char(out, '}');
    }
    buf_char(out, ']');
    if (rc == ERR_OK && rows.n > limit) {
        snprintf(last, sizeof last, "%d", rows.items[limit - 1].number);
        api_next(c, last);
    }
    store_upload_rows_release(&rows);
    return rc;
}

int api_answer_upload(struct api_call *c, struct store *s, const char *code,
                      const struct upload_list *list, int rc, struct err *e)
{
    struct store_upload u = {0};
    struct upload_list kept = {0};
    struct buf *out = &c->reply->body;
    if (rc == ERR_OK)
        rc = upload_get(s, &c->who, code, &u, e);
    if (rc == ERR_OK && list == NULL)
        rc = upload_list_get(s, &c->who, &u, &kept, e);
    if (rc == ERR_OK) {
        list = list == NULL ? &kept : list;
        api_etag(c, u.version);
        buf_char(out, '{');
        api_write_upload(out, &u);
        buf_fmt(out, ",\"may_change\":%s", upload_may_change(&c->who, &u) ? "true" : "false");
        rc = write_findings(out, s, &u, e);
        write_columns(out, list);
        rc = rc != ERR_OK ? rc : write_corrections(out, s, &u, e);
        rc = rc != ERR_OK ? rc : write_rows(c, s, &u, list, e);
        buf_str(out, "}\n");
    }
    upload_list_release(&kept);
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
    rc = rc != ERR_OK ? rc
                      : store_upload_row_page(s, u.id, api_query(c, "verdict"),
                                              api_query(c, "level"), -1, INT_MAX, &rows, &n, e);
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
    return type == API_JSON ? api_answer_upload(c, s, c->path[0], NULL, ERR_OK, e)
                            : answer_sheet(c, s, type, e);
}
