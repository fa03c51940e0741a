/* XLSX from outside. What a stranger wrote is unpacked and parsed in a child process with little
 * memory and time; the child sends the table, or why there is none, as plain numbers and bytes. The
 * parent trusts no length in them.
 *
 *     table:  n_rows, then per row: number, n_cells, then per cell: length, bytes   (u32 each)
 *     error:  message in Vietnamese, NUL, in English, NUL
 */
#include "xlsx.h"

#include "base/child.h"
#include "base/mem.h"
#include "base/text.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* A table at all its limits takes 150 MB, a shared-strings part at its own 130 MB more. */
#define CHILD_MEMORY ((size_t)768 << 20)
/* 64 MiB of XML take 2 s on a slow machine. */
#define CHILD_CPU_S 20.0
/* Text at its limit and a length per cell. */
#define CHILD_OUTPUT ((size_t)TABLE_MAX_TEXT + ((size_t)16 << 20))

struct source {
    const char *bytes;
    size_t len;
};

/* ---- the child */

static void put_u32(struct buf *out, size_t value)
{
    uint32_t v = (uint32_t)value;
    buf_add(out, &v, sizeof v);
}

static void send_table(const struct table *t, struct buf *out)
{
    put_u32(out, t->n_rows);
    for (size_t r = 0; r < t->n_rows; r++) {
        put_u32(out, (size_t)t->rows[r].number);
        put_u32(out, t->rows[r].n_cells);
        for (size_t c = 0; c < t->rows[r].n_cells; c++) {
            size_t len = strlen(t->rows[r].cells[c]);
            put_u32(out, len);
            buf_add(out, t->rows[r].cells[c], len);
        }
    }
}

static int parse(void *ctx, struct buf *out)
{
    const struct source *source = ctx;
    struct err e = {0};
    struct table table = {0};
    struct table_builder rows = {.table = &table};
    struct xlsx_book book = {0};
    struct xlsx_zip *z = xlsx_zip_open(source->bytes, source->len, &e);
    int rc = z == NULL ? e.code : xlsx_book_load(&book, z, &e);
    rc = rc != ERR_OK ? rc : xlsx_sheet_load(z, &book, &rows, &e);
    if (rc == ERR_OK) {
        send_table(&table, out);
    } else {
        buf_add(out, e.vi, strlen(e.vi) + 1);
        buf_add(out, e.en, strlen(e.en) + 1);
    }
    table_release(&table);
    xlsx_book_release(&book);
    xlsx_zip_close(z);
    return rc;
}

/* ---- the parent */

struct reply {
    const char *at;
    size_t n_left;
    bool is_bad;
};

static size_t get_u32(struct reply *r)
{
    uint32_t v = 0;
    if (r->n_left < sizeof v) {
        r->is_bad = true;
        return 0;
    }
    memcpy(&v, r->at, sizeof v);
    r->at += sizeof v;
    r->n_left -= sizeof v;
    return v;
}

static bool is_ascii(const char *text)
{
    while (*text != '\0' && (unsigned char)*text < 0x80)
        text++;
    return *text == '\0';
}

/* A cell in NFC. */
static char *get_cell(struct reply *r)
{
    size_t len = get_u32(r);
    if (len > r->n_left) {
        r->is_bad = true;
        return NULL;
    }
    char *cell = mem_ndup(r->at, len);
    r->at += len;
    r->n_left -= len;
    if (is_ascii(cell))
        return cell;
    char *composed = text_to_utf8(cell, strlen(cell), NULL);
    free(cell);
    r->is_bad = r->is_bad || composed == NULL;
    return composed;
}

static int receive_table(struct reply *r, struct table_builder *rows, struct err *e)
{
    size_t n_rows = get_u32(r);
    for (size_t i = 0; i < n_rows && !r->is_bad; i++) {
        char *cells[TABLE_MAX_COLUMNS] = {0};
        size_t number = get_u32(r);
        size_t n_cells = get_u32(r);
        r->is_bad = r->is_bad || n_cells > TABLE_MAX_COLUMNS || number > INT32_MAX;
        for (size_t c = 0; c < n_cells && !r->is_bad; c++)
            cells[c] = get_cell(r);
        int rc = table_build_row(rows, (int)number, cells, r->is_bad ? 0 : n_cells, e);
        for (size_t c = 0; r->is_bad && c < TABLE_MAX_COLUMNS; c++)
            free(cells[c]);
        if (rc != ERR_OK)
            return rc;
    }
    if (r->is_bad || r->n_left > 0)
        return err_set(e, ERR_INTERNAL, "bộ đọc .xlsx trả về dữ liệu sai",
                       "the .xlsx reader answered nonsense");
    return ERR_OK;
}

static int receive_error(const struct buf *reply, int rc, struct err *e)
{
    const char *en = reply->len > 0 ? memchr(reply->data, '\0', reply->len) : NULL;
    if (en == NULL || reply->data[reply->len - 1] != '\0' || en == reply->data + reply->len - 1)
        return err_set(e, ERR_INTERNAL, "bộ đọc .xlsx trả về dữ liệu sai",
                       "the .xlsx reader answered nonsense");
    return err_set(e, rc, "%s%.0s", "%.0s%s", reply->data, en + 1);
}

int xlsx_read(const char *bytes, size_t len, struct table_builder *b, struct err *e)
{
    struct source source = {bytes, len};
    struct buf out = {0};
    struct err died = {0};
    int rc = child_call(parse, &source, CHILD_MEMORY, CHILD_CPU_S, CHILD_OUTPUT, &out, &died);
    if (rc == ERR_OK) {
        struct reply reply = {out.data, out.len, false};
        rc = receive_table(&reply, b, e);
    } else if (died.code == ERR_OK) {
        rc = receive_error(&out, rc, e);
    } else {
        rc = err_set(e, ERR_INPUT, "không đọc nổi tệp .xlsx, hãy mở bằng Excel và lưu lại (%s%.0s)",
                     "the .xlsx file cannot be read, open it in Excel and save it again (%.0s%s)",
                     died.vi, died.en);
    }
    buf_release(&out);
    return rc;
}
