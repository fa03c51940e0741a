/* Lists of surveys, their rows together: those of a room and day are one survey. It is the same as
 * one that is done, or new: then it must say something of each part of the room and each piece that
 * stands in it. A bad row holds its survey back. Written in the order of the days, so that each has
 * what the one before found as known before.
 */
#include "import_parts.h"

#include "base/buf.h"
#include "base/mem.h"
#include "store/survey.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_NAMED = 12 }; /* lines that are missing */

/* What is known: all surveys, and what stands in the rooms. */
struct known {
    struct store_surveys surveys; /* by room and day, then as they were begun */
    struct store_items items;     /* by room */
};

/* The rows of one survey. */
struct group {
    size_t n;
    struct import_check *checks; /* [n] */
    size_t n_surveys;
    const struct store_survey *surveys; /* [n_surveys] of the room */
    size_t n_items;
    const struct store_item *items; /* [n_items] of the room */
};

static int order(int64_t a, int64_t b)
{
    return (a > b) - (a < b);
}

static int compare_checks(const void *a, const void *b)
{
    const struct import_check *x = a;
    const struct import_check *y = b;
    int c = strcmp(x->day, y->day);
    c = c != 0 ? c : order(x->room == NULL ? 0 : x->room->id, y->room == NULL ? 0 : y->room->id);
    return c != 0 ? c : (x->line_ix > y->line_ix) - (x->line_ix < y->line_ix);
}

static int compare_surveys(const void *a, const void *b)
{
    const struct store_survey *x = a;
    const struct store_survey *y = b;
    int c = order(x->room_id, y->room_id);
    c = c != 0 ? c : strcmp(x->day, y->day);
    return c != 0 ? c : order(x->id, y->id);
}

/* The rows of a survey from `at` on: one at least. */
static struct group group_at(const struct import *im, size_t at)
{
    const struct import_check *first = &im->checks[at];
    struct group g = {.n = 1, .checks = &im->checks[at]};
    while (at + g.n < im->n_checks && first->room == im->checks[at + g.n].room &&
           strcmp(first->day, im->checks[at + g.n].day) == 0)
        g.n++;
    return g;
}

static void find_known(const struct known *k, struct group *g)
{
    const int64_t room_id = g->checks[0].room->id;
    size_t low = 0, high = k->surveys.n;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (k->surveys.items[middle].room_id < room_id)
            low = middle + 1;
        else
            high = middle;
    }
    g->surveys = k->surveys.items == NULL ? NULL : k->surveys.items + low;
    while (low + g->n_surveys < k->surveys.n &&
           k->surveys.items[low + g->n_surveys].room_id == room_id)
        g->n_surveys++;
    for (size_t i = 0; i < k->items.n; i++) {
        if (k->items.items[i].room_id != room_id)
            continue;
        g->items = g->n_items == 0 ? &k->items.items[i] : g->items;
        g->n_items++;
    }
}

static bool is_bad(const struct import *im, const struct import_check *c)
{
    return im->lines[c->line_ix].verdict == IMPORT_BAD;
}

/* The first row that is bad; g->n = none. */
static size_t first_bad(const struct import *im, const struct group *g)
{
    size_t i = 0;
    while (i < g->n && !is_bad(im, &g->checks[i]))
        i++;
    return i;
}

/* ---- the rows among themselves ---- */

static void number_piece(const struct group *g, size_t at)
{
    struct import_check *c = &g->checks[at];
    int ix = 1;
    for (size_t i = 0; i < at; i++)
        if (g->checks[i].kind == c->kind && g->checks[i].ix >= ix)
            ix = g->checks[i].ix + 1;
    c->ix = ix;
}

static void find_double(struct import *im, const struct group *g, size_t at)
{
    struct import_check *c = &g->checks[at];
    for (size_t i = 0; i < at; i++) {
        const struct import_check *other = &g->checks[i];
        if (strcmp(other->subject, c->subject) != 0 || other->condition == NULL)
            continue;
        c->is_again = strcmp(other->condition, c->condition) == 0 &&
                      (c->note[0] == '\0' || strcmp(other->note, c->note) == 0);
        if (!c->is_again)
            import_say(im, c->line_ix, FIELD_STATE, IMPORT_ERROR,
                       "dòng %d nói khác về mục này của phòng, cùng ngày; hãy để một dòng",
                       "row %d says otherwise of this, of the same room and day; leave one",
                       im->lines[other->line_ix].number);
        return;
    }
}

/* Names what each row is about, and finds what is said twice. */
static void name_subjects(struct import *im, const struct group *g)
{
    for (size_t i = 0; i < g->n; i++) {
        struct import_check *c = &g->checks[i];
        if (c->kind == NULL)
            continue;
        if (!c->is_part && c->ix == 0)
            number_piece(g, i);
        if (c->is_part)
            snprintf(c->subject, sizeof c->subject, "%s", c->kind->code);
        else
            item_subject_name(c->kind->code, c->ix, c->subject);
        if (c->condition != NULL)
            find_double(im, g, i);
    }
}

/* ---- against what is known ---- */

static const struct store_survey_line *find_line(const struct store_survey_lines *l,
                                                 const char *subject)
{
    for (size_t i = 0; i < l->n; i++)
        if (strcmp(l->items[i].subject, subject) == 0)
            return &l->items[i];
    return NULL;
}

/* Whether a survey says what the row says; an empty note says nothing. */
static bool is_said(const struct import_check *c, const struct store_survey_lines *l)
{
    const struct store_survey_line *line = find_line(l, c->subject);
    return line != NULL && c->condition != NULL && strcmp(line->condition, c->condition) == 0 &&
           (c->note[0] == '\0' || strcmp(line->note, c->note) == 0);
}

/* Whether some survey of that day says all of it; rows that name no day are held against the room's
 * last, too. `*last` is the last one done that day, NULL = none. */
static int find_same(struct import *im, const struct group *g, bool *is_same,
                     const struct store_survey **last, struct err *e)
{
    bool names_day = false;
    size_t n_done = g->n_surveys;
    *is_same = false;
    for (size_t i = 0; i < g->n; i++)
        names_day = names_day || g->checks[i].names_day;
    while (n_done > 0 && strcmp(g->surveys[n_done - 1].state, "done") != 0)
        n_done--;
    for (size_t v = 0; v < n_done && !*is_same; v++) {
        const struct store_survey *survey = &g->surveys[v];
        struct store_survey_lines lines = {0};
        const bool is_of_day = strcmp(survey->day, g->checks[0].day) == 0;
        if (strcmp(survey->state, "done") != 0 || (!is_of_day && (names_day || v + 1 < n_done)))
            continue;
        *last = is_of_day ? survey : *last;
        const int rc = store_survey_lines(im->store, survey->id, &lines, e);
        *is_same = rc == ERR_OK;
        for (size_t i = 0; i < g->n && *is_same; i++)
            *is_same = is_said(&g->checks[i], &lines);
        store_survey_lines_release(&lines);
        if (rc != ERR_OK)
            return rc;
    }
    return ERR_OK;
}

/* A survey that is done does not change. */
static int say_done(struct import *im, const struct group *g, const struct store_survey *done,
                    struct err *e)
{
    struct store_survey_lines lines = {0};
    const int rc = store_survey_lines(im->store, done->id, &lines, e);
    for (size_t i = 0; i < g->n && rc == ERR_OK; i++)
        if (!is_bad(im, &g->checks[i]) && !is_said(&g->checks[i], &lines))
            import_say(
                im, g->checks[i].line_ix, FIELD_STATE, IMPORT_ERROR,
                "phiếu khảo sát ngày %s của phòng đã xong và nói khác; phiếu đã xong không "
                "sửa: hãy bỏ các dòng của phòng, hoặc ghi ngày khảo sát lại",
                "the room's survey of %s is done and says otherwise, and does not change: "
                "leave the rows of the room out, or write the day on which it was seen again",
                done->day);
    store_survey_lines_release(&lines);
    return rc;
}

static bool has_subject(const struct group *g, const char *subject)
{
    for (size_t i = 0; i < g->n; i++)
        if (strcmp(g->checks[i].subject, subject) == 0)
            return true;
    return false;
}

static void add_missing(struct buf *vi, struct buf *en, size_t n, const struct item_kind *kind,
                        int ix)
{
    const char *const between = n > 0 ? "; " : "";
    if (n == MAX_NAMED) {
        buf_str(vi, "; …");
        buf_str(en, "; …");
    } else if (n < MAX_NAMED && ix == 0) {
        buf_fmt(vi, "%s%s", between, kind->vi);
        buf_fmt(en, "%s%s", between, kind->en);
    } else if (n < MAX_NAMED) {
        buf_fmt(vi, "%s%s %d", between, kind->vi, ix);
        buf_fmt(en, "%s%s %d", between, kind->en, ix);
    }
}

/* A survey that is done has looked at everything. */
static void judge_whole(struct import *im, const struct group *g)
{
    struct buf vi = {0}, en = {0};
    char subject[ITEM_SUBJECT];
    size_t n = 0;
    for (size_t i = 0; i < N_ROOM_PARTS; i++)
        if (!has_subject(g, ROOM_PARTS[i].code))
            add_missing(&vi, &en, n++, &ROOM_PARTS[i], 0);
    for (size_t i = 0; i < g->n_items; i++) {
        item_subject_name(g->items[i].kind, g->items[i].ix, subject);
        if (!has_subject(g, subject))
            add_missing(&vi, &en, n++, item_kind_of(g->items[i].kind), g->items[i].ix);
    }
    if (n > 0)
        import_say(im, g->checks[0].line_ix, FIELD_SUBJECT, IMPORT_ERROR,
                   "phòng %s còn %zu mục chưa có dòng: %s%.0s; hãy thêm các dòng đó",
                   "lines of room %s are missing, %zu: %.0s%s; add them", g->checks[0].room->code,
                   n, vi.data, en.data);
    buf_release(&vi);
    buf_release(&en);
}

static void judge_new(struct import *im, const struct group *g)
{
    char subject[ITEM_SUBJECT];
    for (size_t v = 0; v < g->n_surveys; v++)
        if (strcmp(g->surveys[v].state, "open") == 0)
            import_say(im, g->checks[0].line_ix, FIELD_ROOM, IMPORT_ERROR,
                       "phòng %s đang có phiếu khảo sát chưa xong; hãy hoàn thành phiếu đó trước",
                       "a survey of room %s is open; complete that one first",
                       g->checks[0].room->code);
    for (size_t i = 0; i < g->n; i++) {
        const struct import_check *c = &g->checks[i];
        bool stands = c->is_part || c->kind == NULL;
        for (size_t p = 0; p < g->n_items && !stands; p++) {
            item_subject_name(g->items[p].kind, g->items[p].ix, subject);
            stands = strcmp(subject, c->subject) == 0;
        }
        if (!stands)
            import_say(im, c->line_ix, FIELD_SUBJECT, IMPORT_ERROR,
                       "phòng %s không có %s số %d; hãy sửa lại, hoặc nhập thiết bị này trước",
                       "room %s has no %s number %d; correct it, or import that piece first",
                       c->room->code, c->kind->vi, c->ix);
    }
    if (first_bad(im, g) == g->n)
        judge_whole(im, g);
}

/* A bad row holds the others of its survey back, and they say why. */
static void judge_together(struct import *im, const struct group *g)
{
    const size_t bad = first_bad(im, g);
    for (size_t i = 0; i < g->n; i++) {
        const struct import_check *c = &g->checks[i];
        if (bad == g->n && !c->is_again)
            import_judge(im, c->line_ix, IMPORT_NEW);
        if (bad == g->n || is_bad(im, c))
            continue;
        import_say(im, c->line_ix, FIELD_ROOM, IMPORT_ERROR,
                   "cả phiếu của phòng bị giữ lại vì dòng %d có lỗi; hãy sửa dòng đó",
                   "the whole survey is held back by row %d; correct that one",
                   im->lines[g->checks[bad].line_ix].number);
        im->report->findings[im->report->n_findings - 1].column_ix = -1; /* its code is right */
    }
}

static int judge_group(struct import *im, const struct known *k, struct group *g, struct err *e)
{
    const struct store_survey *done = NULL;
    bool is_same = false;
    name_subjects(im, g);
    if (g->checks[0].room == NULL || g->checks[0].day[0] == '\0')
        return ERR_OK; /* all its rows are bad */
    find_known(k, g);
    int rc = find_same(im, g, &is_same, &done, e);
    if (rc != ERR_OK || is_same)
        return rc;
    if (done != NULL)
        rc = say_done(im, g, done, e);
    else
        judge_new(im, g);
    judge_together(im, g);
    return rc;
}

int import_surveys_compare(struct import *im, struct err *e)
{
    const struct store_survey_query all = {.after = ""};
    struct known k = {0};
    int64_t n = 0;
    bool is_new = false;
    int rc = store_survey_list(im->store, &all, &k.surveys, &n, e);
    rc = rc != ERR_OK ? rc
                      : store_item_list(im->store, &(struct store_item_query){.room = NULL},
                                        &k.items, NULL, e);
    if (k.surveys.n > 0)
        qsort(k.surveys.items, k.surveys.n, sizeof *k.surveys.items, compare_surveys);
    if (im->n_checks > 0)
        qsort(im->checks, im->n_checks, sizeof *im->checks, compare_checks);
    for (size_t at = 0; at < im->n_checks && rc == ERR_OK;) {
        struct group g = group_at(im, at);
        rc = judge_group(im, &k, &g, e);
        is_new = is_new || im->lines[g.checks[0].line_ix].verdict == IMPORT_NEW;
        at += g.n;
    }
    if (is_new)
        import_say(im, im->n_lines, FIELD_NONE, IMPORT_NOTICE,
                   "phiếu khảo sát ghi rồi là đã xong: không sửa, không rút lại được",
                   "surveys once written are done: they do not change, nor can they be taken back");
    store_surveys_release(&k.surveys);
    store_items_release(&k.items);
    return rc;
}

/* ---- writing ---- */

static int store_group(struct import *im, const struct group *g, struct err *e)
{
    struct store_survey v = {.room_id = g->checks[0].room->id,
                             .day = g->checks[0].day,
                             .account_id = im->scope == NULL ? 0 : im->scope->account_id};
    int rc = store_survey_add(im->store, &v, e);
    for (size_t i = 0; i < g->n && rc == ERR_OK; i++) {
        const struct import_check *c = &g->checks[i];
        if (c->is_again)
            continue;
        rc = store_survey_ask(im->store, v.id, c->subject, e);
        rc = rc != ERR_OK
                 ? rc
                 : store_survey_line_set(im->store, v.id, c->subject, c->condition, c->note, e);
    }
    rc = rc != ERR_OK ? rc : store_survey_finish(im->store, v.id, e);
    free(v.code);
    return rc;
}

int import_surveys_store(struct import *im, struct err *e)
{
    int rc = ERR_OK;
    for (size_t at = 0; at < im->n_checks && rc == ERR_OK;) {
        const struct group g = group_at(im, at);
        if (im->lines[g.checks[0].line_ix].verdict == IMPORT_NEW)
            rc = store_group(im, &g, e);
        at += g.n;
    }
    return rc;
}
