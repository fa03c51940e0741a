/* A paper: what stands in a printed document, block after block; never how it looks. The services
 * fill one, report/pdf.h lays it out.
 *
 *     struct paper p = {.title = mem_dup("Tờ trình"), .date = "2025-07-10"};
 *     paper_pages(&p, false);                              // starts a run of pages, from 1
 *     paper_heading(&p, "I. NHU CẦU");
 *     paper_text(&p, "1.", "Các cơ quan đã gửi 12 hồ sơ.");
 *     paper_table(&p, 2, columns);
 *     paper_group(&p, "Khu nhà ở sinh viên");
 *     paper_int(&p, 1);
 *     paper_cell(&p, "Nguyễn Thị Hoà");
 *     paper_release(&p);
 *
 * All texts are copied. A text may hold line breaks where its function says so. One thread at a
 * time.
 */
#ifndef BASE_PAPER_H
#define BASE_PAPER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum paper_kind {
    PAPER_PAGES,
    PAPER_HEAD,
    PAPER_TITLE,
    PAPER_ANNEX,
    PAPER_TO,
    PAPER_HEADING,
    PAPER_TEXT,
    PAPER_TABLE,
    PAPER_END,
    PAPER_PARTIES,
    PAPER_SLIP,
    PAPER_CARD,
};

enum paper_align { PAPER_LEFT, PAPER_CENTRE, PAPER_RIGHT };

struct paper_column {
    const char *heading;
    enum paper_align align;
};

enum paper_row_kind {
    PAPER_PLAIN,
    PAPER_GROUP, /* one cell across all columns, bold */
    PAPER_SUM,   /* bold */
};

struct paper_row {
    enum paper_row_kind kind;
    size_t first; /* its first cell */
};

struct paper_table {
    size_t n_cols;
    enum paper_align *aligns; /* [n_cols] */
    char **headings;          /* [n_cols] */
    size_t n_rows;
    struct paper_row *rows; /* [n_rows] */
    size_t n_cells;
    char **cells; /* [n_cells] n_cols for a row, one for a group */
};

enum { PAPER_N_TEXTS = 5 };

struct paper_block {
    enum paper_kind kind;
    bool is_landscape;          /* of PAPER_PAGES */
    char *texts[PAPER_N_TEXTS]; /* in the order of the function's arguments; "" beyond */
    struct paper_table table;   /* of PAPER_TABLE */
};

struct paper {
    char *title;    /* of the file; owned; NULL = none */
    char date[11];  /* of the file, YYYY-MM-DD; "" = none */
    char *footnote; /* at the foot of every page; owned; NULL = none */
    size_t n_blocks;
    struct paper_block *blocks; /* [n_blocks] */
};

/* Starts a run of pages, numbered from 1. A paper begins with one. */
void paper_pages(struct paper *p, bool is_landscape);

/* The head of an official document: the superior body, the issuing one, its number, "V/v …" of a
 * letter (else ""), place and day. The national motto stands beside it always. */
void paper_head(struct paper *p, const char *superior, const char *issuer, const char *number,
                const char *about, const char *place_day);

/* Name of the kind of document, and what it is about. */
void paper_title(struct paper *p, const char *kind, const char *about);

/* Head of an annex: "Phụ lục I" ("" = a list of its own), its name, what it belongs to. Each may
 * have several lines. */
void paper_annex(struct paper *p, const char *label, const char *name, const char *belongs_to);

/* "Kính gửi: …"; several lines. */
void paper_to(struct paper *p, const char *to);

/* A heading; keeps together with what follows. */
void paper_heading(struct paper *p, const char *text);

/* A paragraph, with a lead ("1.", "Điều 2.") in bold, or "". */
void paper_text(struct paper *p, const char *lead, const char *text);

/* A table: its headings are repeated on every page it takes. Then cell after cell, row by row;
 * columns [n_cols]. */
void paper_table(struct paper *p, size_t n_cols, const struct paper_column *columns);
void paper_cell(struct paper *p, const char *text);
void paper_int(struct paper *p, int64_t n);

/* A row across the table, between complete rows; the next row is a sum. */
void paper_group(struct paper *p, const char *text);
void paper_sum(struct paper *p);

/* The end of an official document: who receives it, one a line; the signer's office (several
 * lines) and name. */
void paper_end(struct paper *p, const char *receivers, const char *office, const char *name);

/* The end of a record: two parties sign side by side; what each is, and its name ("" = by hand). */
void paper_parties(struct paper *p, const char *left, const char *left_name, const char *right,
                   const char *right_name);

/* A slip to be cut out: its title, lines, a code in large letters, a remark. Slips that follow each
 * other fill pages. */
void paper_slip(struct paper *p, const char *title, const char *lines, const char *code,
                const char *remark);

/* A card to stick on a door: what it is for, the door in large letters, an address as a QR code and
 * in words, lines below. Cards that follow each other fill pages, four each. */
void paper_card(struct paper *p, const char *title, const char *door, const char *address,
                const char *lines);

/* A whole number as Vietnamese writes it: 1.150. */
void paper_number(int64_t n, char out[32]);

/* Frees everything and zeroes; accepts a zeroed paper. */
void paper_release(struct paper *p);

#endif
