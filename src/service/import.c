/* The way of a file: read, find the heading, judge every row, then write all that is good in one
 * transaction, or nothing. See the header for the rules.
 *
 * Judging reads only; it needs no transaction, for whoever writes holds the guard of the database.
 */
#include "service/import.h"

#include "import_parts.h"

#include "base/buf.h"
#include "base/crypto.h"
#include "base/file.h"
#include "base/mem.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum {
    MAX_FILE = 5 * 1024 * 1024, /* a list of 20,000 rows has 4 MB */
    MAX_ROWS = 20000,
    MAX_TEXT = 512,
};

static const char *const KINDS[] = {"rooms",    "agencies", "officials",
                                    "requests", "items",    "surveys"};
static const char *const VERDICTS[IMPORT_N_VERDICTS] = {[IMPORT_NEW] = "new",
                                                        [IMPORT_CHANGED] = "changed",
                                                        [IMPORT_SAME] = "same",
                                                        [IMPORT_BAD] = "bad",
                                                        [IMPORT_SKIPPED] = "skipped"};

const char *import_kind_name(enum import_kind kind)
{
    return KINDS[kind];
}

const char *import_verdict_name(enum import_verdict verdict)
{
    return VERDICTS[verdict];
}

bool import_kind_of(const char *name, enum import_kind *kind)
{
    for (size_t k = 0; k < sizeof KINDS / sizeof *KINDS; k++)
        if (strcmp(KINDS[k], name) == 0) {
            *kind = (enum import_kind)k;
            return true;
        }
    return false;
}

static bool is_people(const struct import *im)
{
    return im->kind == IMPORT_OFFICIALS || im->kind == IMPORT_REQUESTS;
}

/* The cell that a finding of a row is about; -1 = none. A name or a birth date may stand in a
 * column of another field. */
static int column_of(const struct import *im, size_t line_ix, enum import_field field)
{
    static const enum import_field others[] = {FIELD_BORN_MALE, FIELD_BORN_FEMALE};
    if (line_ix >= im->n_lines || field == FIELD_NONE)
        return -1;
    if (im->column[field] >= 0)
        return im->column[field];
    for (size_t i = 0; i < 2 && field == FIELD_BORN; i++)
        if (import_cell(im, line_ix, others[i])[0] != '\0')
            return im->column[others[i]];
    return field == FIELD_NAME ? im->column[FIELD_GIVEN_NAME] : -1;
}

/* Cells are quoted in findings, and a citizen id may stand in any cell: what could be one is masked
 * wherever it appears. */
void import_say(struct import *im, size_t line_ix, enum import_field field, enum import_level level,
                const char *vi, const char *en, ...)
{
    char text_vi[MAX_TEXT];
    char text_en[MAX_TEXT];
    va_list args;
    va_list again;
    va_start(args, en);
    va_copy(again, args);
    vsnprintf(text_vi, sizeof text_vi, vi, args);
    vsnprintf(text_en, sizeof text_en, en, again);
    va_end(again);
    va_end(args);
    import_mask_numbers(text_vi);
    import_mask_numbers(text_en);

    struct import_report *r = im->report;
    bool is_row = line_ix < im->n_lines;
    r->findings = mem_grow(r->findings, r->n_findings + 1, sizeof *r->findings);
    r->findings[r->n_findings++] =
        (struct import_finding){.row = is_row ? im->lines[line_ix].number : 0,
                                .column = import_heading(field),
                                .column_ix = column_of(im, line_ix, field),
                                .level = level,
                                .vi = mem_dup(text_vi),
                                .en = mem_dup(text_en)};
    if (level == IMPORT_ERROR && is_row)
        im->lines[line_ix].verdict = IMPORT_BAD;
}

void import_judge(struct import *im, size_t line_ix, enum import_verdict verdict)
{
    static const int ranks[IMPORT_N_VERDICTS] = {[IMPORT_SAME] = 0,
                                                 [IMPORT_CHANGED] = 1,
                                                 [IMPORT_NEW] = 2,
                                                 [IMPORT_BAD] = 3,
                                                 [IMPORT_SKIPPED] = 4};
    enum import_verdict *now = &im->lines[line_ix].verdict;
    if (ranks[verdict] > ranks[*now])
        *now = verdict;
}

/* A needed column is missing: no row can be read, and none is written. */
static int hold_back(struct import *im)
{
    import_lines(im);
    for (size_t i = 0; i < im->n_lines; i++)
        if (im->lines[i].is_data)
            im->lines[i].verdict = IMPORT_BAD;
    return ERR_OK;
}

static int judge(struct import *im, struct err *e)
{
    int rc = import_load(im, e);
    if (rc != ERR_OK)
        return rc;
    if (is_people(im) && !store_has_key(im->store))
        return err_set(e, ERR_INPUT, "cần khóa để nhập số CCCD: dùng --key TỆP hoặc QUARTERS_KEY",
                       "citizen ids need the key: use --key FILE or QUARTERS_KEY");
    if (im->table->n_rows > MAX_ROWS)
        return err_set(e, ERR_INPUT, "nhiều hơn %d dòng; hãy chia tệp",
                       "more than %d rows; split it", MAX_ROWS);
    if (!import_head(im)) {
        if (im->keeps_unfit && im->first_row > 0)
            return hold_back(im);
        return err_set(e, ERR_INPUT, "tệp không phải danh sách đúng loại",
                       "the file is no list of that kind");
    }
    import_lines(im);
    if (im->kind == IMPORT_ITEMS)
        return import_items(im, e);
    if (im->kind == IMPORT_SURVEYS)
        return import_surveys(im, e);
    if (!is_people(im)) {
        import_places(im);
        return ERR_OK;
    }
    import_people(im);
    rc = import_match(im, e);
    if (rc == ERR_OK) {
        import_parties(im);
        rc = import_compare(im, e);
    }
    return rc;
}

static int compare_findings(const void *a, const void *b)
{
    const struct import_finding *x = a;
    const struct import_finding *y = b;
    if (x->row != y->row)
        return x->row < y->row ? -1 : 1;
    int c = strcmp(x->column, y->column);
    return c != 0 ? c : strcmp(x->vi, y->vi);
}

/* Fills rows and counts; findings by row, for people read from the top. */
static void summarise(struct import *im)
{
    struct import_report *r = im->report;
    r->rows = mem_array(im->n_lines, sizeof *r->rows);
    for (size_t i = 0; i < im->n_lines; i++) {
        r->rows[r->n_rows++] = (struct import_row){im->lines[i].number, im->lines[i].verdict};
        r->n_of[im->lines[i].verdict]++;
    }
    if (r->n_findings > 0)
        qsort(r->findings, r->n_findings, sizeof *r->findings, compare_findings);
}

static int write_rows(struct import *im, const struct store_batch *batch, bool is_journaled,
                      struct err *e)
{
    struct store_batch row = *batch;
    int rc = store_begin(im->store, e);
    if (rc != ERR_OK)
        return rc;
    rc = is_people(im)                ? import_people_store(im, e)
         : im->kind == IMPORT_ITEMS   ? import_items_store(im, e)
         : im->kind == IMPORT_SURVEYS ? import_surveys_store(im, e)
                                      : import_places_store(im, e);
    if (rc == ERR_OK && is_journaled)
        rc = store_batch_add(im->store, &row, e);
    rc = rc != ERR_OK ? rc : store_commit(im->store, e);
    if (rc != ERR_OK)
        store_rollback(im->store);
    return rc;
}

static int write_all(struct import *im, const char *name, const char *sha256,
                     const struct import_options *o, struct err *e)
{
    struct import_report *r = im->report;
    struct store_batch batch = {.kind = KINDS[im->kind],
                                .file_name = name,
                                .file_sha256 = sha256,
                                .n_new = (int)r->n_of[IMPORT_NEW],
                                .n_changed = (int)r->n_of[IMPORT_CHANGED],
                                .n_same = (int)r->n_of[IMPORT_SAME],
                                .n_refused = (int)r->n_of[IMPORT_BAD]};
    /* the same again changes nothing, not the journal */
    int rc = batch.n_new + batch.n_changed == 0 ? ERR_OK : write_rows(im, &batch, !o->is_upload, e);
    r->is_written = rc == ERR_OK;
    if (rc == ERR_OK && is_people(im))
        import_name_people(im);
    return rc;
}

/* All findings of a row as one text. */
static char *reasons(const struct import_report *r, int row)
{
    struct buf text = {0};
    for (size_t i = 0; i < r->n_findings; i++) {
        const struct import_finding *f = &r->findings[i];
        if (f->row != row || f->level != IMPORT_ERROR)
            continue;
        buf_fmt(&text, "%s%s%s%s", text.len > 0 ? "; " : "", f->column,
                f->column[0] != '\0' ? ": " : "", f->vi);
    }
    return buf_take(&text);
}

/* One bad row as it came; the agency of its section in `agency_ix`; last, why it is bad. */
static void format_bad_row(const struct import *im, size_t line_ix, size_t agency_ix, size_t n_cols,
                           struct sheet_cell *cells)
{
    const struct import_line *l = &im->lines[line_ix];
    for (size_t c = 0; c + 1 < n_cols; c++) {
        const char *cell = table_cell(im->table, l->table_row, c);
        bool takes_section = is_people(im) && c == agency_ix && cell[0] == '\0';
        cells[c].text = mem_dup(takes_section ? l->section : cell);
    }
    cells[n_cols - 1].text = reasons(im->report, l->number);
}

/* The bad rows under their heading, to be corrected and imported again. Sections do not come along:
 * their agency stands in each row. */
static void format_bad(const struct import *im, struct buf *out)
{
    size_t n_cells = im->table->rows[im->head_row].n_cells;
    bool adds_agency = is_people(im) && im->column[FIELD_AGENCY] < 0;
    size_t agency_ix = adds_agency ? n_cells : (size_t)im->column[FIELD_AGENCY];
    size_t n_cols = n_cells + (adds_agency ? 2 : 1);
    const char **headings = mem_array(n_cols, sizeof *headings);
    struct sheet sheet = {.title = "", .n_cols = n_cols, .headings = headings};
    for (size_t c = 0; c < n_cells; c++)
        headings[c] = import_column_heading(im, c);
    if (adds_agency)
        headings[n_cells] = import_heading(FIELD_AGENCY);
    headings[n_cols - 1] = IMPORT_REASON_HEADING;
    sheet.cells = mem_array(im->report->n_of[IMPORT_BAD] * n_cols, sizeof *sheet.cells);
    for (size_t i = 0; i < im->n_lines; i++)
        if (im->lines[i].verdict == IMPORT_BAD)
            format_bad_row(im, i, agency_ix, n_cols, sheet.cells + sheet.n_rows++ * n_cols);
    csv_format(&sheet, out);
    for (size_t i = 0; i < sheet.n_rows * n_cols; i++)
        free(sheet.cells[i].text);
    free(sheet.cells);
    free(headings);
}

/* NAME.bad.csv beside the input, or in the working folder where that cannot be written. */
static int write_bad(struct import *im, const char *path, struct err *e)
{
    struct buf text = {0};
    struct buf name = {0};
    const char *base = strrchr(path, '/') == NULL ? path : strrchr(path, '/') + 1;
    const char *dot = strrchr(base, '.');
    size_t stem = dot == NULL || dot == base ? strlen(base) : (size_t)(dot - base);
    buf_add(&name, path, (size_t)(base - path));
    bool can_write = access(name.len > 0 ? name.data : ".", W_OK) == 0;
    if (!can_write)
        buf_release(&name);
    buf_add(&name, base, stem);
    buf_str(&name, ".bad.csv");
    format_bad(im, &text);
    int rc = file_write(name.data, text.data, text.len, 0600, e);
    if (rc == ERR_OK)
        im->report->bad_path = mem_dup(name.data);
    buf_release(&text);
    buf_release(&name);
    return rc;
}

static void release(struct import *im)
{
    import_people_release(im);
    import_parties_release(im);
    import_places_release(im);
    import_items_release(im);
    import_surveys_release(im);
    import_unload(im);
    free(im->lines);
}

/* `path` NULL = a table of our own: bad rows have no file. */
static int import_any(struct import *im, const char *path, const char *name, const char *sha256,
                      const struct import_options *o, struct err *e)
{
    int rc = judge(im, e);
    if (rc == ERR_OK || rc == ERR_INPUT)
        summarise(im);
    const struct import_report *r = im->report;
    bool writes = !o->is_dry_run && (r->n_of[IMPORT_BAD] == 0 || o->skips_bad);
    if (rc == ERR_OK && writes && r->n_of[IMPORT_BAD] > 0 && path != NULL)
        rc = write_bad(im, path, e);
    if (rc == ERR_OK && writes)
        rc = write_all(im, name, sha256, o, e);
    release(im);
    return rc;
}

int import_table(struct store *s, enum import_kind kind, const struct table *t, const char *name,
                 const char *sha256, const struct import_options *o, struct import_report *out,
                 struct err *e)
{
    struct import im = {.kind = kind,
                        .store = s,
                        .table = t,
                        .report = out,
                        .scope = o->scope,
                        .keeps_unfit = o->is_upload,
                        .n_left_out = o->n_left_out,
                        .left_out = o->left_out};
    return import_any(&im, NULL, name, sha256, o, e);
}

int import_file(struct store *s, enum import_kind kind, const char *path,
                const struct import_options *o, struct import_report *out, struct err *e)
{
    struct buf bytes = {0};
    struct table table = {0};
    char sha256[65];
    const char *name = strrchr(path, '/') == NULL ? path : strrchr(path, '/') + 1;
    int rc = file_read(path, MAX_FILE, &bytes, e);
    if (rc == ERR_OK) {
        crypto_sha256(bytes.data == NULL ? "" : bytes.data, bytes.len, sha256);
        rc = table_read(path, &table, e);
    }
    if (rc == ERR_OK) {
        struct import im = {
            .kind = kind, .store = s, .table = &table, .report = out, .scope = o->scope};
        rc = import_any(&im, path, name, sha256, o, e);
    }
    table_release(&table);
    buf_release(&bytes);
    return rc;
}

void import_report_release(struct import_report *r)
{
    for (size_t i = 0; i < r->n_findings; i++) {
        free(r->findings[i].vi);
        free(r->findings[i].en);
    }
    free(r->findings);
    free(r->rows);
    free(r->bad_path);
    free(r->official_ids);
    free(r->request_ids);
    *r = (struct import_report){0};
}
