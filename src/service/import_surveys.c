/* Lists of surveys: a row is what was found of one part of a room, or of one piece in it. Subjects
 * are told by their names, those of equipment with the number of the piece, in a column of its own
 * or behind the name: "Giường 2", "điều hòa số 1", "air_con 1". A piece without one is one more of
 * its kind than the rows above have, as in lists of pieces.
 */
#include "import_parts.h"

#include "base/buf.h"
#include "base/clock.h"
#include "base/date.h"
#include "base/mem.h"
#include "base/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_IX = 99, MAX_NOTE = 500 };

/* ---- names ---- */

/* What offices call parts of a room beside their names (item_kind.h). */
static const struct import_word OTHER_PARTS[] = {
    {"điện", "electricity"},
    {"ổ cắm", "electricity"},
    {"hệ thống điện", "electricity"},
    {"chiếu sáng", "lights"},
    {"nước", "water"},
    {"hệ thống nước", "water"},
    {"cấp nước", "water"},
    {"wc", "wc"},
    {"vệ sinh", "wc"},
    {"khu vệ sinh", "wc"},
    {"cửa", "door_lock"},
    {"cửa ra vào", "door_lock"},
    {"cửa đi", "door_lock"},
    {"khóa cửa", "door_lock"},
    {"trần", "ceiling"},
    {"trần nhà", "ceiling"},
    {"tường nhà", "wall"},
    {"nền", "floor"},
    {"sàn", "floor"},
    {"nền nhà", "floor"},
    {"sàn nhà", "floor"},
    {"pccc", "fire_safety"},
    {"phòng cháy", "fire_safety"},
    {"phòng cháy chữa cháy", "fire_safety"},
    {"internet", "internet"},
    {"mạng", "internet"},
    {"wifi", "internet"},
};
enum { N_OTHER_PARTS = sizeof OTHER_PARTS / sizeof *OTHER_PARTS };

struct name {
    char *key;
    const struct item_kind *kind;
    bool is_part;
};

struct names {
    size_t n;
    struct name *items; /* [n] parts first: "đèn chiếu sáng" is one, unless it has a number */
};

static void add_name(struct names *l, const char *text, const struct item_kind *kind, bool is_part)
{
    l->items = mem_grow(l->items, l->n + 1, sizeof *l->items);
    l->items[l->n++] = (struct name){import_key(text), kind, is_part};
}

static void make_names(struct names *l)
{
    struct import_word *words = import_kind_words();
    for (size_t i = 0; i < N_ROOM_PARTS; i++) {
        add_name(l, ROOM_PARTS[i].vi, &ROOM_PARTS[i], true);
        add_name(l, ROOM_PARTS[i].code, &ROOM_PARTS[i], true);
        add_name(l, ROOM_PARTS[i].en, &ROOM_PARTS[i], true);
    }
    for (size_t i = 0; i < N_OTHER_PARTS; i++)
        add_name(l, OTHER_PARTS[i].text, room_part_of(OTHER_PARTS[i].code), true);
    for (const struct import_word *w = words; w->text != NULL; w++)
        add_name(l, w->text, item_kind_of(w->code), false);
    for (size_t i = 0; i < N_ITEM_KINDS; i++)
        add_name(l, ITEM_KINDS[i].en, &ITEM_KINDS[i], false);
    free(words);
}

static void release_names(struct names *l)
{
    for (size_t i = 0; i < l->n; i++)
        free(l->items[i].key);
    free(l->items);
}

/* Cuts the number off "giuong so 2"; 0 = it has none. */
static int cut_number(char *key)
{
    char *blank = strrchr(key, ' ');
    const char *digits = blank == NULL ? "" : blank + 1;
    const size_t n = strlen(digits);
    if (n == 0 || n > 3 || strspn(digits, "0123456789") != n)
        return 0;
    const int number = (int)strtol(digits, NULL, 10);
    *blank = '\0';
    blank = strrchr(key, ' ');
    if (blank != NULL && (strcmp(blank, " so") == 0 || strcmp(blank, " thu") == 0))
        *blank = '\0';
    return number;
}

static const struct name *find_name(const struct names *l, const char *key, bool has_number)
{
    const struct name *part = NULL;
    for (size_t i = 0; i < l->n; i++) {
        if (strcmp(l->items[i].key, key) != 0)
            continue;
        if (!l->items[i].is_part || !has_number)
            return &l->items[i];
        part = &l->items[i];
    }
    return part;
}

/* ---- a row ---- */

static void say_unknown(struct import *im, size_t line_ix, const char *cell)
{
    struct buf parts = {0};
    for (size_t i = 0; i < N_ROOM_PARTS; i++)
        buf_fmt(&parts, "%s%s", i > 0 ? "; " : "", ROOM_PARTS[i].vi);
    import_say(im, line_ix, FIELD_SUBJECT, IMPORT_ERROR,
               "không hiểu \"%s\"; hãy ghi một trong: %s; hoặc thiết bị có số, như Giường 1",
               "\"%s\" is not understood; write one of: %s; or a piece with its number: Giường 1",
               cell, parts.data);
    buf_release(&parts);
}

static void read_subject(struct import *im, const struct names *names, struct import_check *c)
{
    const char *cell = import_cell(im, c->line_ix, FIELD_SUBJECT);
    const char *number_cell = import_cell(im, c->line_ix, FIELD_SUBJECT_NUMBER);
    const int number = import_decimal(im, c->line_ix, FIELD_SUBJECT_NUMBER, 1, MAX_IX);
    char *key = import_key(cell);
    const int behind = cut_number(key);
    const bool has_number = behind > 0 || number_cell[0] != '\0';
    const struct name *name = find_name(names, key, has_number);
    if (cell[0] == '\0')
        import_say(im, c->line_ix, FIELD_SUBJECT, IMPORT_ERROR, "thiếu hạng mục",
                   "the subject is missing");
    else if (name == NULL)
        say_unknown(im, c->line_ix, cell);
    else if (name->is_part && has_number)
        import_say(im, c->line_ix, FIELD_SUBJECT, IMPORT_ERROR,
                   "\"%s\" là một phần của phòng, không đánh số; hãy bỏ số",
                   "\"%s\" is a part of the room and has no number; take it out", cell);
    else if (number == 0 || behind > MAX_IX)
        import_say(im, c->line_ix, FIELD_SUBJECT_NUMBER, IMPORT_ERROR, "số thứ tự phải từ 1 đến %d",
                   "the number must be 1 to %d", MAX_IX);
    else if (number > 0 && behind > 0 && number != behind)
        import_say(im, c->line_ix, FIELD_SUBJECT_NUMBER, IMPORT_ERROR,
                   "hạng mục ghi số %d, cột này ghi %d; hãy để một số",
                   "the subject says number %d, this column %d; leave one", behind, number);
    else {
        c->kind = name->kind;
        c->is_part = name->is_part;
        c->ix = behind > 0 ? behind : number > 0 ? number : 0;
    }
    free(key);
}

/* `above` is the row before, NULL = none: merged cells say room and day once. */
static void read_day(struct import *im, const char *of_file, const char *today,
                     const struct import_check *above, struct import_check *c)
{
    char *day = import_date(im, c->line_ix, FIELD_SURVEYED_ON, false);
    c->names_day = import_cell(im, c->line_ix, FIELD_SURVEYED_ON)[0] != '\0';
    if (!c->names_day && above != NULL && above->room == c->room &&
        import_cell(im, c->line_ix, FIELD_ROOM)[0] == '\0') {
        snprintf(c->day, sizeof c->day, "%s", above->day);
        c->names_day = above->names_day;
    } else {
        c->names_day = c->names_day || of_file[0] != '\0';
        snprintf(c->day, sizeof c->day, "%s",
                 day[0] != '\0'                                              ? day
                 : import_cell(im, c->line_ix, FIELD_SURVEYED_ON)[0] != '\0' ? ""
                 : of_file[0] != '\0'                                        ? of_file
                                                                             : today);
    }
    if (strcmp(c->day, today) > 0) {
        import_say(im, c->line_ix, FIELD_SURVEYED_ON, IMPORT_ERROR, "ngày %s chưa đến",
                   "the day %s lies ahead", c->day);
        c->day[0] = '\0';
    }
    free(day);
}

static void read_check(struct import *im, const struct names *names, struct import_check *c)
{
    read_subject(im, names, c);
    c->condition = import_choice(im, c->line_ix, FIELD_STATE, IMPORT_CONDITIONS);
    c->note = import_cell(im, c->line_ix, FIELD_NOTE);
    if (import_cell(im, c->line_ix, FIELD_STATE)[0] == '\0')
        import_say(im, c->line_ix, FIELD_STATE, IMPORT_ERROR,
                   "thiếu tình trạng; hãy ghi tốt, đã cũ, hỏng hoặc thiếu",
                   "the condition is missing; write tốt, đã cũ, hỏng or thiếu");
    if (text_width(c->note) > MAX_NOTE)
        import_say(im, c->line_ix, FIELD_NOTE, IMPORT_ERROR, "ghi chú dài quá %d ký tự",
                   "the note is longer than %d characters", MAX_NOTE);
}

/* ---- the file ---- */

/* The day that stands above the heading, "Ngày khảo sát: 12/8/2025" or in the cell beside; "" =
 * none.
 */
static void find_day(const struct import *im, char out[11])
{
    out[0] = '\0';
    for (size_t r = 0; r < im->head_row; r++) {
        const struct table_row *row = &im->table->rows[r];
        for (size_t c = 0; c < row->n_cells; c++) {
            char *key = import_key(row->cells[c]);
            const bool is_day =
                strstr(key, "ngay khao sat") != NULL || strstr(key, "khao sat ngay") != NULL;
            const char *at = row->cells[c] + strcspn(row->cells[c], "0123456789");
            free(key);
            for (size_t d = c + 1; *at == '\0' && d < row->n_cells; d++)
                at = row->cells[d];
            if (is_day && date_parse_vn(at, out) == DATE_FULL)
                return;
            out[0] = '\0';
        }
    }
}

int import_surveys(struct import *im, struct err *e)
{
    char today[11], of_file[11];
    struct names names = {0};
    bool takes_day = false;
    make_names(&names);
    clock_today(today);
    find_day(im, of_file);
    im->checks = mem_array(im->n_lines, sizeof *im->checks);
    for (size_t i = 0; i < im->n_lines; i++) {
        struct import_check *c = &im->checks[im->n_checks];
        if (!im->lines[i].is_data)
            continue;
        *c = (struct import_check){.line_ix = i, .room = import_room(im, i)};
        read_day(im, of_file, today, im->n_checks > 0 ? c - 1 : NULL, c);
        read_check(im, &names, c);
        takes_day = takes_day || !c->names_day || import_cell(im, i, FIELD_SURVEYED_ON)[0] == '\0';
        im->n_checks++;
    }
    if (takes_day)
        import_say(im, im->n_lines, FIELD_SURVEYED_ON, IMPORT_NOTICE,
                   "dòng không ghi ngày lấy ngày %s", "rows without a day are of %s",
                   of_file[0] != '\0' ? of_file : today);
    release_names(&names);
    return import_surveys_compare(im, e);
}

void import_surveys_release(struct import *im)
{
    free(im->checks);
}
