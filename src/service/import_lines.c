/* The rows below the heading: data, sections, totals, signatures.
 *
 * A list of surveys may name a room once, in a row of its own or in the first of the room's rows
 * (merged cells): it holds for the rows below. Offices head each agency's people with a row that
 * only names it, and close a list with a total and signatures. Such rows are skipped, and said so:
 * a person among them must not vanish in silence.
 */
#include "import_parts.h"

#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

static bool starts_with(const char *text, const char *start)
{
    return strncmp(text, start, strlen(start)) == 0;
}

/* By the letters as they are: folded, "Tổng cộng" and the name Tống Công are one. */
static bool is_total(const char *text)
{
    static const char *const starts[] = {"Tổng", "TỔNG", "tổng", "Cộng", "CỘNG", "cộng"};
    for (size_t i = 0; i < sizeof starts / sizeof *starts; i++)
        if (starts_with(text, starts[i]))
            return true;
    return false;
}

static bool is_signature(const char *key)
{
    static const char *const starts[] = {
        "nguoi lap",
        "nguoi tong hop",
        "thu truong",
        "noi nhan",
        "ky ghi ro",
        "ky ten",
        "tm ",
        "kt ",
        "tl ",
        "tuq ",
        "giam doc",
        "chanh van phong",
        "xac nhan cua",
        "lanh dao",
        "truong phong",
        "hung yen ngay",
        "ngay thang nam",
        "danh sach nay co",
        "an dinh danh sach",
        "pho giam doc",
    };
    for (size_t i = 0; i < sizeof starts / sizeof *starts; i++)
        if (starts_with(key, starts[i]))
            return true;
    return false;
}

/* A row of few cells: no data, but what? */
struct sparse {
    size_t n_filled;
    const char *first; /* its first text that is no number */
    bool is_numbered;  /* as sections are: I, II, A, in a cell of its own */
};

static struct sparse look(const struct table_row *row)
{
    struct sparse s = {0};
    for (size_t c = 0; c < row->n_cells; c++) {
        const char *cell = row->cells[c];
        if (cell[0] == '\0')
            continue;
        s.n_filled++;
        s.is_numbered = s.is_numbered || strspn(cell, "IVXLCABDE.") == strlen(cell);
        if (s.first == NULL && strspn(cell, "0123456789IVXLCivxlc.-() ") < strlen(cell))
            s.first = cell;
    }
    return s;
}

/* The text of a section row without its number: "II. Sở Nội vụ". */
static const char *after_number(const char *text)
{
    const char *c = text + strspn(text, "IVXLC0123456789");
    if (c == text && text[0] >= 'A' && text[0] <= 'Z' && (text[1] == '.' || text[1] == ')'))
        c = text + 1;
    if (c == text || strchr(".)/ :-", *c) == NULL || *c == '\0')
        return text;
    return c + strspn(c, ".)/ :-");
}

static void skip(struct import *im, size_t line_ix, const char *vi, const char *en)
{
    im->lines[line_ix].verdict = IMPORT_SKIPPED;
    import_say(im, line_ix, FIELD_NONE, IMPORT_NOTICE, "bỏ qua: %s%.0s", "skipped: %.0s%s", vi, en);
}

/* Whether a row of one or two texts is a section and not a person with all else missing. */
static bool is_section(const struct import *im, const struct sparse *s)
{
    const char *nearest;
    if (s->first == NULL || s->n_filled > 2)
        return false;
    return s->is_numbered || after_number(s->first) != s->first ||
           import_agency(im, after_number(s->first), &nearest) < im->agencies.n;
}

/* A section row names the agency of the rows below it: returns that name. */
static const char *open_section(struct import *im, size_t line_ix, const char *text)
{
    const char *nearest = NULL;
    const char *name = after_number(text);
    size_t a = import_agency(im, name, &nearest);
    im->lines[line_ix].verdict = IMPORT_SKIPPED;
    if (a < im->agencies.n)
        import_say(im, line_ix, FIELD_NONE, IMPORT_NOTICE, "bỏ qua: dòng nhóm của %s",
                   "skipped: section of %s", im->agencies.items[a].name);
    else
        import_say(im, line_ix, FIELD_NONE, IMPORT_WARNING,
                   "bỏ qua: dòng nhóm \"%s\" không phải tên cơ quan nào đã biết (gần nhất: %s)",
                   "skipped: section \"%s\" is no agency known here (nearest: %s)", name,
                   nearest == NULL ? "-" : nearest);
    return name;
}

/* A group of surveys: a row that says neither what of the room nor how it is. One that names a room
 * heads its rows. */
static bool open_rooms(struct import *im, size_t line_ix, const struct sparse *s,
                       const char **section)
{
    if (s->first == NULL || s->n_filled > 2 ||
        import_cell(im, line_ix, FIELD_SUBJECT)[0] + import_cell(im, line_ix, FIELD_STATE)[0] != 0)
        return false;
    skip(im, line_ix, "dòng tiêu đề nhóm", "the head of a group");
    const char *word = strrchr(s->first, ' ') == NULL ? s->first : strrchr(s->first, ' ') + 1;
    *section = "";
    for (size_t r = 0; r < im->rooms.n; r++)
        if (strcmp(im->rooms.items[r].code, word) == 0)
            *section = im->rooms.items[r].code;
    return true;
}

static int compare_rows(const void *a, const void *b)
{
    return (*(const int *)a > *(const int *)b) - (*(const int *)a < *(const int *)b);
}

static bool is_left_out(const struct import *im, int number)
{
    return im->n_left_out > 0 &&
           bsearch(&number, im->left_out, im->n_left_out, sizeof number, compare_rows) != NULL;
}

void import_lines(struct import *im)
{
    const char *section = "";
    bool is_closed = false;
    const bool is_surveys = im->kind == IMPORT_SURVEYS;
    bool is_people = im->kind == IMPORT_OFFICIALS || im->kind == IMPORT_REQUESTS;
    im->lines = mem_array(im->table->n_rows + 1, sizeof *im->lines);
    for (size_t r = im->first_row; r < im->table->n_rows; r++) {
        struct sparse s = look(&im->table->rows[r]);
        if (s.n_filled == 0)
            continue;
        size_t ix = im->n_lines++;
        im->lines[ix] = (struct import_line){.table_row = r,
                                             .number = im->table->rows[r].number,
                                             .verdict = IMPORT_SAME,
                                             .section = section};
        char *key = import_key(s.first == NULL ? "" : s.first);
        bool is_sparse = s.n_filled <= 3;
        if (is_left_out(im, im->lines[ix].number)) {
            skip(im, ix, "dòng được bỏ ra khi xem lại", "left out on review");
        } else if (s.first != NULL && is_total(s.first)) {
            skip(im, ix, "dòng tổng cộng", "a total");
        } else if (is_sparse && (is_closed || is_signature(key))) {
            is_closed = true;
            skip(im, ix, "phần chữ ký", "the signature block");
        } else if (is_people && is_section(im, &s)) {
            section = open_section(im, ix, s.first);
        } else if (!is_surveys || !open_rooms(im, ix, &s, &section)) {
            im->lines[ix].is_data = true;
            const char *room = is_surveys ? import_cell(im, ix, FIELD_ROOM) : "";
            section = room[0] != '\0' ? room : section;
        }
        free(key);
    }
}
