/* CSV as it really comes: RFC 4180, any of three delimiters, quotes where they do not belong.
 *
 * One pass, one reader of fields for parsing and for finding the delimiter, so that both agree on
 * what quotes hide. O(bytes).
 */
#include "base/table.h"

#include "table_build.h"

#include "base/mem.h"
#include "base/text.h"

#include <stdlib.h>
#include <string.h>

enum {
    /* Rows looked at to find the delimiter: beyond titles and headings of any form, and still
     * nothing for the clock. */
    PROBE_ROWS = 200,
    /* Fields counted in such a row; more are the same to us. */
    PROBE_FIELDS = TABLE_MAX_COLUMNS + 1,
};

struct reader {
    const char *at, *end;
    char delimiter;
};

/* Reads one field; its text goes to `out` unless that is NULL. True where another field of the
 * same row follows. */
static bool next_field(struct reader *r, struct buf *out)
{
    bool is_quoted = r->at < r->end && *r->at == '"';
    if (is_quoted)
        r->at++;
    while (r->at < r->end) {
        char c = *r->at++;
        if (is_quoted && c == '"' && r->at < r->end && *r->at == '"') {
            r->at++; /* doubled: one quote */
        } else if (is_quoted && c == '"') {
            is_quoted = false;
            continue;
        } else if (!is_quoted && c == r->delimiter) {
            return true;
        } else if (!is_quoted && (c == '\n' || c == '\r')) {
            if (c == '\r' && r->at < r->end && *r->at == '\n')
                r->at++;
            return false;
        }
        if (out != NULL)
            buf_char(out, c);
    }
    return false;
}

static struct reader reader_of(const char *utf8, size_t len, char delimiter)
{
    size_t skip = len >= 3 && memcmp(utf8, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
    return (struct reader){utf8 + skip, utf8 + len, delimiter};
}

/* How well a delimiter fits, 0..1: the share of rows with the commonest number of fields above one,
 * cubed because what separates columns is in (nearly) every row; more columns a little better. */
static double fitness(const char *utf8, size_t len, char delimiter)
{
    struct reader r = reader_of(utf8, len, delimiter);
    int n_with[PROBE_FIELDS + 1] = {0};
    int n_rows = 0;
    size_t best = 1;
    while (r.at < r.end && n_rows < PROBE_ROWS) {
        size_t n = 1;
        const char *start = r.at;
        while (next_field(&r, NULL))
            n += n < PROBE_FIELDS ? 1 : 0;
        if (n == 1 && (*start == '\n' || *start == '\r'))
            continue;
        n_with[n]++;
        n_rows++;
    }
    for (size_t n = 2; n <= PROBE_FIELDS; n++)
        if (best == 1 || n_with[n] > n_with[best])
            best = n;
    if (n_rows == 0)
        return 0;
    double share = (double)n_with[best] / n_rows;
    return share * share * share * (1.0 - 1.0 / (double)best);
}

char csv_delimiter(const char *utf8, size_t len)
{
    static const char candidates[] = {',', ';', '\t'};
    char best = candidates[0];
    double best_fitness = 0;
    for (size_t i = 0; i < sizeof candidates; i++) {
        double f = fitness(utf8, len, candidates[i]);
        if (f > best_fitness) {
            best_fitness = f;
            best = candidates[i];
        }
    }
    return best;
}

/* One row; cells beyond the limit count, so that the row is refused, but are not kept. */
static int read_row(struct reader *r, int number, struct table_builder *b, struct err *e)
{
    char *cells[TABLE_MAX_COLUMNS + 1] = {0};
    size_t n = 0;
    bool has_more = true;
    while (has_more) {
        struct buf field = {0};
        has_more = next_field(r, &field);
        if (n < TABLE_MAX_COLUMNS + 1)
            cells[n++] = buf_take(&field);
        else if (field.len > 0 && cells[TABLE_MAX_COLUMNS][0] == '\0') {
            free(cells[TABLE_MAX_COLUMNS]);
            cells[TABLE_MAX_COLUMNS] = buf_take(&field);
        } else {
            buf_release(&field);
        }
    }
    return table_build_row(b, number, cells, n, e);
}

int csv_read(const char *utf8, size_t len, char delimiter, struct table_builder *b, struct err *e)
{
    struct reader r = reader_of(utf8, len, delimiter);
    int rc = ERR_OK;
    for (int number = 1; r.at < r.end && rc == ERR_OK; number++)
        rc = read_row(&r, number, b, e);
    return rc;
}

int csv_parse(const char *utf8, size_t len, char delimiter, struct table *out, struct err *e)
{
    struct table_builder b = {.table = out};
    const char *encoding = NULL;
    *out = (struct table){0};
    if (len > TABLE_MAX_BYTES)
        return err_set(e, ERR_INPUT, "danh sách lớn hơn %u MB", "the list is larger than %u MB",
                       TABLE_MAX_BYTES >> 20);
    if (len == 0)
        return ERR_OK;
    char *text = text_to_utf8(utf8, len, &encoding);
    if (text == NULL || strcmp(encoding, "UTF-8") != 0) {
        free(text);
        return err_set(e, ERR_INPUT, "danh sách không phải UTF-8", "the list is no UTF-8");
    }
    int rc = csv_read(text, strlen(text), delimiter, &b, e);
    if (rc != ERR_OK)
        table_release(out);
    free(text);
    return rc;
}
