/* What stands in a document, see the header. */
#include "base/paper.h"

#include <assert.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

/* An array of `n` with room for one more; doubles at powers of two. */
static void *room_for_one(void *array, size_t n, size_t size)
{
    return (n & (n - 1)) == 0 ? mem_grow(array, n == 0 ? 1 : 2 * n, size) : array;
}

static struct paper_block *add_block(struct paper *p, enum paper_kind kind, size_t n_texts,
                                     const char *const *texts)
{
    p->blocks = room_for_one(p->blocks, p->n_blocks, sizeof *p->blocks);
    struct paper_block *b = &p->blocks[p->n_blocks++];
    *b = (struct paper_block){.kind = kind};
    for (size_t i = 0; i < PAPER_N_TEXTS; i++)
        b->texts[i] = mem_dup(i < n_texts ? texts[i] : "");
    return b;
}

void paper_pages(struct paper *p, bool is_landscape)
{
    add_block(p, PAPER_PAGES, 0, NULL)->is_landscape = is_landscape;
}

void paper_head(struct paper *p, const char *superior, const char *issuer, const char *number,
                const char *about, const char *place_day)
{
    add_block(p, PAPER_HEAD, 5, (const char *[]){superior, issuer, number, about, place_day});
}

void paper_title(struct paper *p, const char *kind, const char *about)
{
    add_block(p, PAPER_TITLE, 2, (const char *[]){kind, about});
}

void paper_annex(struct paper *p, const char *label, const char *name, const char *belongs_to)
{
    add_block(p, PAPER_ANNEX, 3, (const char *[]){label, name, belongs_to});
}

void paper_to(struct paper *p, const char *to)
{
    add_block(p, PAPER_TO, 1, &to);
}

void paper_heading(struct paper *p, const char *text)
{
    add_block(p, PAPER_HEADING, 1, &text);
}

void paper_text(struct paper *p, const char *lead, const char *text)
{
    add_block(p, PAPER_TEXT, 2, (const char *[]){lead, text});
}

void paper_end(struct paper *p, const char *receivers, const char *office, const char *name)
{
    add_block(p, PAPER_END, 3, (const char *[]){receivers, office, name});
}

void paper_parties(struct paper *p, const char *left, const char *left_name, const char *right,
                   const char *right_name)
{
    add_block(p, PAPER_PARTIES, 4, (const char *[]){left, left_name, right, right_name});
}

void paper_slip(struct paper *p, const char *title, const char *lines, const char *code,
                const char *remark)
{
    add_block(p, PAPER_SLIP, 4, (const char *[]){title, lines, code, remark});
}

void paper_card(struct paper *p, const char *title, const char *door, const char *address,
                const char *lines)
{
    add_block(p, PAPER_CARD, 4, (const char *[]){title, door, address, lines});
}

void paper_table(struct paper *p, size_t n_cols, const struct paper_column *columns)
{
    struct paper_table *t = &add_block(p, PAPER_TABLE, 0, NULL)->table;
    t->n_cols = n_cols;
    t->aligns = mem_array(n_cols, sizeof *t->aligns);
    t->headings = mem_array(n_cols, sizeof *t->headings);
    for (size_t c = 0; c < n_cols; c++) {
        t->aligns[c] = columns[c].align;
        t->headings[c] = mem_dup(columns[c].heading);
    }
}

static struct paper_table *last_table(struct paper *p)
{
    assert(p->n_blocks > 0 && p->blocks[p->n_blocks - 1].kind == PAPER_TABLE);
    return &p->blocks[p->n_blocks - 1].table;
}

static bool is_complete(const struct paper_table *t)
{
    if (t->n_rows == 0)
        return true;
    const struct paper_row *last = &t->rows[t->n_rows - 1];
    return t->n_cells - last->first == (last->kind == PAPER_GROUP ? 1 : t->n_cols);
}

static void add_row(struct paper_table *t, enum paper_row_kind kind)
{
    assert(is_complete(t));
    t->rows = room_for_one(t->rows, t->n_rows, sizeof *t->rows);
    t->rows[t->n_rows++] = (struct paper_row){kind, t->n_cells};
}

static void add_cell(struct paper_table *t, const char *text)
{
    t->cells = room_for_one(t->cells, t->n_cells, sizeof *t->cells);
    t->cells[t->n_cells++] = mem_dup(text);
}

void paper_cell(struct paper *p, const char *text)
{
    struct paper_table *t = last_table(p);
    if (is_complete(t))
        add_row(t, PAPER_PLAIN);
    add_cell(t, text);
}

void paper_int(struct paper *p, int64_t n)
{
    char text[32];
    paper_number(n, text);
    paper_cell(p, text);
}

void paper_group(struct paper *p, const char *text)
{
    add_row(last_table(p), PAPER_GROUP);
    add_cell(last_table(p), text);
}

void paper_sum(struct paper *p)
{
    add_row(last_table(p), PAPER_SUM);
}

void paper_number(int64_t n, char out[32])
{
    char digits[24];
    int len = snprintf(digits, sizeof digits, "%" PRIu64, n < 0 ? -(uint64_t)n : (uint64_t)n);
    size_t k = 0;
    if (n < 0)
        out[k++] = '-';
    for (int i = 0; i < len; i++) {
        if (i > 0 && (len - i) % 3 == 0)
            out[k++] = '.';
        out[k++] = digits[i];
    }
    out[k] = '\0';
}

static void release_table(struct paper_table *t)
{
    for (size_t i = 0; i < t->n_cells; i++)
        free(t->cells[i]);
    for (size_t c = 0; c < t->n_cols; c++)
        free(t->headings[c]);
    free(t->cells);
    free(t->headings);
    free(t->aligns);
    free(t->rows);
}

void paper_release(struct paper *p)
{
    for (size_t i = 0; i < p->n_blocks; i++) {
        for (size_t k = 0; k < PAPER_N_TEXTS; k++)
            free(p->blocks[i].texts[k]);
        release_table(&p->blocks[i].table);
    }
    free(p->blocks);
    free(p->title);
    free(p->footnote);
    *p = (struct paper){0};
}
