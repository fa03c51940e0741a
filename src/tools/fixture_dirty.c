/* dirty/: writes each list in its dress and beside it NAME.expected, what an import must say:
 *
 *     kind: officials
 *     row 7: new
 *     row 8: error Số CCCD
 *     row 9: warning Số CCCD
 *     new 4, changed 0, same 0, error 1, skipped 3
 *
 * Rows as the sheet counts them. The counts close the file; a row counts once, by its verdict.
 */
#include "fixture_dirty.h"

#include <stdio.h>
#include <string.h>

/* One line of cells between bars as a line of a text file. */
static void add_line(struct fixture_text *t, enum fixture_dress dress, const char *cells)
{
    char separator = dress == FIXTURE_SEMICOLONS ? ';' : dress == FIXTURE_UTF16 ? '\t' : ',';
    const char ends[] = {separator, '"', '\0'};
    for (size_t len; *cells != '\0'; cells += len) {
        if (*cells == '|') {
            fixture_bytes(t, &separator, 1);
            len = 1;
            continue;
        }
        len = strcspn(cells, "|");
        bool is_quoted = strcspn(cells, ends) < len;
        fixture_add(t, is_quoted ? "\"" : "");
        fixture_bytes(t, cells, len);
        fixture_add(t, is_quoted ? "\"" : "");
    }
    fixture_add(t, dress == FIXTURE_DECOMPOSED ? "\n" : "\r\n");
}

static void store_text(const char *folder, const char *name, const struct fixture_dirty *d)
{
    struct fixture_text plain = {0};
    struct fixture_text encoded = {0};
    if (d->dress != FIXTURE_DECOMPOSED && d->dress != FIXTURE_CP1258)
        fixture_add(&plain, "\xEF\xBB\xBF");
    for (const struct fixture_dirty_row *row = d->rows; row->cells != NULL; row++)
        add_line(&plain, d->dress, row->cells);
    fixture_encode(d->dress, plain.data, &encoded);
    fixture_store(folder, name, &encoded);
    fixture_text_release(&plain);
}

static void store_expected(const char *folder, const char *name, const struct fixture_dirty *d)
{
    static const char *const verdicts[] = {"new", "changed", "same", "error", "skipped"};
    enum { N_VERDICTS = sizeof verdicts / sizeof *verdicts };
    int counts[N_VERDICTS] = {0};
    struct fixture_text t = {0};
    fixture_format(&t, "kind: %s\n", d->kind);
    for (int row = 0; d->rows[row].cells != NULL; row++) {
        const char *expect = d->rows[row].expect;
        for (int v = 0; v < N_VERDICTS && expect != NULL; v++)
            counts[v] += strncmp(expect, verdicts[v], strlen(verdicts[v])) == 0 ? 1 : 0;
        while (expect != NULL && *expect != '\0') {
            size_t len = strcspn(expect, ";");
            fixture_format(&t, "row %d: %.*s\n", row + 1, (int)len, expect);
            expect += len + (expect[len] == ';' ? 1 : 0);
        }
    }
    for (int v = 0; v < N_VERDICTS; v++)
        fixture_format(&t, "%s%s %d", v > 0 ? ", " : "", verdicts[v], counts[v]);
    fixture_add(&t, "\n");
    fixture_store(folder, name, &t);
}

void fixture_write_dirty(const char *folder)
{
    for (const struct fixture_dirty *d = FIXTURE_DIRTY; d->name != NULL; d++) {
        char name[128];
        (void)snprintf(name, sizeof name, "dirty/%s", d->name);
        if (d->dress == FIXTURE_XLSX)
            fixture_store_xlsx(folder, name, d);
        else
            store_text(folder, name, d);
        (void)snprintf(name, sizeof name, "dirty/%s.expected", d->name);
        store_expected(folder, name, d);
    }
}
