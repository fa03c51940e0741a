/* How the readers of lists fill a table: row by row, limits kept in one place. */
#ifndef BASE_TABLE_BUILD_H
#define BASE_TABLE_BUILD_H

#include "base/table.h"

#include <stdbool.h>
#include <stddef.h>

/* Text of all cells together. A list of 5 MiB holds less, even in UTF-16 or inflated from XLSX;
 * one long shared string named by a million cells holds more. */
#define TABLE_MAX_TEXT (32u << 20)

struct table_builder {
    struct table *table;
    size_t cap;    /* rows allocated */
    size_t n_text; /* bytes of text so far */
    bool trims;    /* blanks at both ends of a cell go */
};

/* Adds a row and takes the cells (not the array) over, also where it fails; NULL cells are empty.
 * Empty cells at the end go, and a row without any other is not added. ERR_INPUT beyond a limit. */
int table_build_row(struct table_builder *b, int number, char **cells, size_t n_cells,
                    struct err *e);

/* The delimiter of a CSV text: the one of , ; TAB that splits most rows into the same number of
 * fields. */
char csv_delimiter(const char *utf8, size_t len);

/* csv_parse without its checks, for a text that is NFC already. */
int csv_read(const char *utf8, size_t len, char delimiter, struct table_builder *b, struct err *e);

/* XLSX from its bytes; parses in a child process. */
int xlsx_read(const char *bytes, size_t len, struct table_builder *b, struct err *e);

#endif
