/* Putting cells of a kept list right, see upload.h: tried on a read handle, for judging some
 * thousand rows is no work for the writer; kept where nobody was faster. */
#include "upload_parts.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "registration_parts.h"
#include "service/audit.h"
#include "store/store.h"

enum { MAX_TEXT = 500 };

/* ---- what may be put into a cell ---- */

/* Frees what may be a citizen id in plain. */
static void wipe(char *text)
{
    if (text != NULL)
        explicit_bzero(text, strlen(text));
    free(text);
}

/* The text tidied, or NULL with a finding. */
static char *tidy(const char *text, const char *at, struct solver_findings *bad)
{
    char *clean = text_nfc(text);
    const bool is_fit = clean != NULL && text_width(clean) <= MAX_TEXT;
    if (is_fit && strstr(clean, "**") == NULL)
        return clean;
    if (is_fit)
        solver_findings_put(bad, at, "dấu * chỉ che bớt số; hãy gõ lại cả số",
                            "the * only mask a number; type all of it again");
    else
        solver_findings_put(bad, at, "nội dung có ký tự lạ hoặc quá dài",
                            "the text has strange characters or is too long");
    wipe(clean);
    return NULL;
}

static char *masked(const char *text)
{
    char *out = mem_dup(text);
    import_mask_numbers(out);
    return out;
}

/* Where a fix goes: the last one of a cell counts. */
static struct store_upload_cell *place_of(struct store_upload_cells *all,
                                          const struct upload_fix *fix)
{
    for (size_t i = 0; i < all->n; i++)
        if (all->items[i].number == fix->row && all->items[i].column_ix == fix->column_ix) {
            free(all->items[i].before);
            free(all->items[i].after);
            wipe(all->items[i].text);
            return &all->items[i];
        }
    all->items = mem_grow(all->items, all->n + 1, sizeof *all->items);
    return &all->items[all->n++];
}

/* Takes over fix `i` of its kind; `sent` is the list as it came in. What says the same as the file
 * takes the correction back. */
static void take_fix(const struct upload_list *sent, const struct upload_fix *fix, size_t i,
                     const struct principal *by, struct upload_tried *t,
                     struct solver_findings *bad)
{
    char at[32];
    const bool is_row = fix->column_ix == STORE_WHOLE_ROW;
    const size_t r = upload_list_row(sent, fix->row);
    snprintf(at, sizeof at, "/%s/%zu", is_row ? "rows" : "cells", i);
    if (r == sent->table.n_rows || fix->column_ix < STORE_WHOLE_ROW ||
        fix->column_ix >= (int)sent->columns.n) {
        solver_findings_put(bad, at, "tệp không có ô này", "the file has no such cell");
        return;
    }
    const char *before = is_row ? "" : table_cell(&sent->table, r, (size_t)fix->column_ix);
    char *text = fix->text == NULL ? NULL : is_row ? mem_dup("") : tidy(fix->text, at, bad);
    if (text != NULL && !is_row && strcmp(text, before) == 0) {
        wipe(text);
        text = NULL;
    }
    struct store_upload_cell *cell = place_of(&t->fixes, fix);
    *cell = (struct store_upload_cell){.number = fix->row,
                                       .column_ix = fix->column_ix,
                                       .before = masked(before),
                                       .after = masked(text),
                                       .text = text,
                                       .account_id = by->account_id};
}

static int take_fixes(struct store *s, const struct principal *by, const struct upload_fix *fixes,
                      size_t n, struct upload_tried *t, struct solver_findings *bad, struct err *e)
{
    enum import_kind kind = IMPORT_ROOMS;
    struct upload_list sent = {0};
    struct buf csv = {0};
    size_t n_rows = 0;
    (void)import_kind_of(t->upload.kind, &kind);
    int rc = store_upload_list(s, &t->upload, &csv, e);
    rc = rc != ERR_OK ? rc : upload_list_read(kind, csv.data == NULL ? "" : csv.data, &sent, e);
    for (size_t i = 0; i < n && rc == ERR_OK; i++) {
        const bool is_row = fixes[i].column_ix == STORE_WHOLE_ROW;
        take_fix(&sent, &fixes[i], is_row ? n_rows : i - n_rows, by, t, bad);
        n_rows += is_row ? 1 : 0;
    }
    upload_list_release(&sent);
    if (csv.len > 0)
        explicit_bzero(csv.data, csv.len);
    buf_release(&csv);
    return rc != ERR_OK ? rc : registration_judged(bad, e);
}

/* ---- trying and keeping ---- */

int upload_try(struct store *s, const struct principal *by, const char *code, int64_t version,
               const struct upload_fix *fixes, size_t n, struct upload_tried *out,
               struct solver_findings *bad, struct err *e)
{
    const struct store_scope scope = principal_scope(by);
    const struct import_options o = {.is_dry_run = true, .is_upload = true, .scope = &scope};
    enum import_kind kind = IMPORT_ROOMS;
    int rc = upload_open(s, by, code, version, "judged", &out->upload, e);
    rc = rc != ERR_OK ? rc : take_fixes(s, by, fixes, n, out, bad, e);
    rc = rc != ERR_OK ? rc : upload_list_fixed(s, &out->upload, &out->fixes, &out->list, e);
    if (rc == ERR_OK && import_kind_of(out->upload.kind, &kind))
        rc = upload_import(s, kind, &out->list, &o, &out->report, e);
    upload_count(&out->upload, &out->report);
    return rc;
}

void upload_tried_release(struct upload_tried *t)
{
    store_upload_release(&t->upload);
    upload_list_release(&t->list);
    import_report_release(&t->report);
    store_upload_cells_release(&t->fixes);
}

/* Which cells, not what is in them: as many as an audit row holds. */
static void tell(const struct upload_tried *t, struct buf *out)
{
    enum { MAX_TOLD = 200 };
    char name[4];
    buf_fmt(out, "n_cells=%zu cells=", t->fixes.n);
    for (size_t i = 0; i < t->fixes.n && i < MAX_TOLD; i++) {
        const struct store_upload_cell *cell = &t->fixes.items[i];
        const bool is_row = cell->column_ix == STORE_WHOLE_ROW;
        buf_fmt(out, "%s%s%s%d", i > 0 ? "," : "", cell->text == NULL ? "-" : "",
                is_row ? "" : upload_column_name(cell->column_ix, name), cell->number);
    }
    buf_fmt(out, " n_new=%d n_changed=%d n_bad=%d", t->upload.n_new, t->upload.n_changed,
            t->upload.n_bad);
}

int upload_correct(struct store *s, const struct principal *by, struct upload_tried *t, int64_t now,
                   struct err *e)
{
    struct store_upload kept = {0};
    struct buf fields = {0};
    int rc = upload_open(s, by, t->upload.code, t->upload.version, "judged", &kept, e);
    for (size_t i = 0; i < t->fixes.n && rc == ERR_OK; i++) {
        struct store_upload_cell *cell = &t->fixes.items[i];
        cell->made_at = now;
        rc = cell->text == NULL
                 ? store_upload_cell_drop(s, &t->upload, cell->number, cell->column_ix, e)
                 : store_upload_cell_put(s, &t->upload, cell, e);
    }
    rc = rc != ERR_OK ? rc : store_upload_rejudge(s, &t->upload, e);
    rc = rc != ERR_OK ? rc : upload_add_rows(s, t->upload.id, &t->report, e);
    tell(t, &fields);
    rc = rc != ERR_OK ? rc
                      : audit_add(s, by->account_id, "upload.correct", fields.data, e, "upload/%s",
                                  t->upload.code);
    buf_release(&fields);
    store_upload_release(&kept);
    return rc;
}
