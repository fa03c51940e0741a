/* Surveys: begun, filled in, completed; see the header. */
#include "service/survey.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/date.h"
#include "base/text.h"
#include "service/audit.h"
#include "service/inventory.h"
#include "service/item_kind.h"
#include "store/store.h"
#include "survey_parts.h"

enum { MAX_NOTE = 1000, MAX_LINE_NOTE = 500 };

/* ---- reading ---- */

static int absent(struct err *e)
{
    return err_set(e, ERR_ABSENT, "không có phiếu khảo sát này", "there is no such survey");
}

/* A line's place in the checklist: parts as they are listed, then pieces by kind and number. */
static void place_of(const char *subject, size_t *rank, int *ix)
{
    const struct item_kind *kind = NULL;
    const bool is_known = item_subject(subject, &kind, ix);
    *rank = !is_known  ? N_ROOM_PARTS + N_ITEM_KINDS
            : *ix == 0 ? (size_t)(kind - ROOM_PARTS)
                       : N_ROOM_PARTS + (size_t)(kind - ITEM_KINDS);
}

static int compare_lines(const void *a, const void *b)
{
    const struct store_survey_line *x = a;
    const struct store_survey_line *y = b;
    size_t rank_x, rank_y;
    int ix_x, ix_y;
    place_of(x->subject, &rank_x, &ix_x);
    place_of(y->subject, &rank_y, &ix_y);
    return rank_x != rank_y ? (rank_x > rank_y) - (rank_x < rank_y) : ix_x - ix_y;
}

int survey_get(struct store *s, const struct principal *by, const char *code,
               struct survey_view *out, struct err *e)
{
    *out = (struct survey_view){0};
    int rc = inventory_is_seen(by) ? store_survey_get(s, code, &out->survey, e) : ERR_OK;
    if (rc == ERR_OK && out->survey.id == 0)
        rc = absent(e);
    rc = rc != ERR_OK ? rc : store_survey_lines(s, out->survey.id, &out->lines, e);
    if (out->lines.n > 0)
        qsort(out->lines.items, out->lines.n, sizeof *out->lines.items, compare_lines);
    return rc;
}

void survey_view_release(struct survey_view *v)
{
    store_survey_release(&v->survey);
    store_survey_lines_release(&v->lines);
}

int survey_list(struct store *s, const struct principal *by, const struct store_survey_query *q,
                struct store_surveys *out, int64_t *n, struct err *e)
{
    return inventory_is_seen(by) ? store_survey_list(s, q, out, n, e) : absent(e);
}

int survey_progress(struct store *s, const struct principal *by,
                    struct store_survey_progresses *sites, struct store_survey_rooms *never,
                    struct err *e)
{
    int rc = inventory_is_seen(by) ? store_survey_progress(s, sites, e) : absent(e);
    return rc != ERR_OK ? rc : store_survey_never(s, never, e);
}

int survey_open(struct store *s, const struct principal *by, const char *code, int64_t version,
                const char *state, struct survey_view *out, struct err *e)
{
    int rc = survey_get(s, by, code, out, e);
    if (rc == ERR_OK && !inventory_is_keeper(by))
        rc = err_set(e, ERR_DENIED, "tài khoản này không khảo sát phòng",
                     "this account surveys no rooms");
    if (rc == ERR_OK && version != 0 && version != out->survey.version)
        rc = err_set(e, ERR_CHANGED, "phiếu khảo sát đã thay đổi; hãy đọc lại",
                     "the survey has changed; read it again");
    if (rc == ERR_OK && strcmp(out->survey.state, state) != 0)
        rc = strcmp(state, "open") == 0
                 ? err_set(e, ERR_DATA, "phiếu khảo sát đã hoàn thành, không sửa được nữa",
                           "the survey is done and not changed any more")
                 : err_set(e, ERR_DATA, "phiếu khảo sát chưa hoàn thành", "the survey is not done");
    return rc;
}

/* ---- beginning ---- */

static void judge_day(const char *day, const char *today, struct solver_findings *bad)
{
    if (!date_is_valid(day))
        solver_findings_put(bad, "/day", "không phải là ngày; hãy ghi như 2025-08-31",
                            "is no day; write it like 2025-08-31");
    else if (strcmp(day, today) > 0)
        solver_findings_put(bad, "/day", "ngày chưa đến", "lies ahead");
}

static int judged(const struct solver_findings *bad, struct err *e)
{
    return bad->n == 0 ? ERR_OK
                       : err_set(e, ERR_INPUT, "phiếu khảo sát chưa đúng", "the survey is wrong");
}

/* A line for each part, and for each piece. */
static int ask_all(struct store *s, int64_t id, const char *room, struct err *e)
{
    struct store_items items = {0};
    char subject[ITEM_SUBJECT];
    int rc = store_item_list(s, &(struct store_item_query){.room = room}, &items, NULL, e);
    for (size_t i = 0; i < N_ROOM_PARTS && rc == ERR_OK; i++)
        rc = store_survey_ask(s, id, ROOM_PARTS[i].code, e);
    for (size_t i = 0; i < items.n && rc == ERR_OK; i++) {
        item_subject_name(items.items[i].kind, items.items[i].ix, subject);
        rc = store_survey_ask(s, id, subject, e);
    }
    store_items_release(&items);
    return rc;
}

static int refuse_second(struct store *s, const char *room, struct err *e)
{
    const struct store_survey_query q = {.room = room, .state = "open", .after = "", .limit = 1};
    struct store_surveys open = {0};
    int64_t n = 0;
    int rc = store_survey_list(s, &q, &open, &n, e);
    if (rc == ERR_OK && n > 0)
        rc = err_set(e, ERR_DATA, "phòng này đang có phiếu khảo sát chưa hoàn thành: hãy ghi tiếp",
                     "a survey of this room is open: go on with that one");
    store_surveys_release(&open);
    return rc;
}

int survey_begin(struct store *s, const struct principal *by, const char *room, const char *day,
                 const char *today, char **code, struct solver_findings *bad, struct err *e)
{
    struct store_room r = {0};
    *code = NULL;
    int rc = inventory_room_find(s, by, room, true, &r, e);
    if (day != NULL && rc == ERR_OK)
        judge_day(day, today, bad);
    rc = rc != ERR_OK ? rc : judged(bad, e);
    rc = rc != ERR_OK ? rc : refuse_second(s, room, e);
    struct store_survey v = {.room_id = r.id,
                             .day = (char *)(uintptr_t)(day == NULL ? today : day),
                             .account_id = by->account_id};
    rc = rc != ERR_OK ? rc : store_survey_add(s, &v, e);
    *code = v.code;
    rc = rc != ERR_OK ? rc : ask_all(s, v.id, room, e);
    store_room_release(&r);
    return rc != ERR_OK
               ? rc
               : audit_add(s, by->account_id, "survey.begin", NULL, e, "survey/%s", v.code);
}

/* ---- filling in ---- */

static const struct store_survey_line *find_line(const struct survey_view *v, const char *subject)
{
    for (size_t i = 0; i < v->lines.n; i++)
        if (strcmp(v->lines.items[i].subject, subject) == 0)
            return &v->lines.items[i];
    return NULL;
}

/* Whether a piece stands in the room, though there is no line of it yet. */
static int find_piece(struct store *s, const char *room, const char *subject, bool *is_there,
                      struct err *e)
{
    const struct item_kind *kind = NULL;
    struct store_items items = {0};
    int ix = 0;
    *is_there = false;
    if (!item_subject(subject, &kind, &ix) || ix == 0)
        return ERR_OK;
    const struct store_item_query q = {.room = room, .kind = kind->code};
    int rc = store_item_list(s, &q, &items, NULL, e);
    for (size_t i = 0; i < items.n; i++)
        *is_there = *is_there || items.items[i].ix == ix;
    store_items_release(&items);
    return rc;
}

static void say(struct solver_findings *bad, size_t i, const char *member, const char *vi,
                const char *en)
{
    struct buf where = {0};
    buf_fmt(&where, "/lines/%zu/%s", i, member);
    solver_findings_put(bad, where.data, vi, en);
    buf_release(&where);
}

/* Writes one line of a change; a wrong one is a finding. */
static int put_line(struct store *s, const struct survey_view *v,
                    const struct survey_change *change, size_t i, struct solver_findings *bad,
                    struct err *e)
{
    const struct survey_line *l = &change->lines[i];
    const struct store_survey_line *known = find_line(v, l->subject);
    const size_t n_bad = bad->n;
    bool is_there = known != NULL;
    int rc = is_there ? ERR_OK : find_piece(s, v->survey.room, l->subject, &is_there, e);
    if (rc != ERR_OK)
        return rc;
    if (!is_there)
        say(bad, i, "subject", "phiếu không có mục này", "the survey has no such line");
    if (l->condition[0] != '\0' && inventory_condition_vi(l->condition) == NULL)
        say(bad, i, "condition", "không có tình trạng này", "there is no such condition");
    if (l->note != NULL && text_width(l->note) > MAX_LINE_NOTE)
        say(bad, i, "note", "ghi chú dài quá 500 ký tự", "the note is longer than 500 characters");
    if (bad->n > n_bad)
        return ERR_OK;
    rc = known != NULL ? ERR_OK : store_survey_ask(s, v->survey.id, l->subject, e);
    const char *note = l->note != NULL ? l->note : known != NULL ? known->note : "";
    return rc != ERR_OK ? rc
                        : store_survey_line_set(s, v->survey.id, l->subject, l->condition, note, e);
}

int survey_change(struct store *s, const struct principal *by, const char *code, int64_t version,
                  const struct survey_change *change, const char *today,
                  struct solver_findings *bad, struct err *e)
{
    struct survey_view v = {0};
    int rc = survey_open(s, by, code, version, "open", &v, e);
    if (rc == ERR_OK && change->day != NULL)
        judge_day(change->day, today, bad);
    if (rc == ERR_OK && change->note != NULL && text_width(change->note) > MAX_NOTE)
        solver_findings_put(bad, "/note", "ghi chú dài quá 1.000 ký tự",
                            "the note is longer than 1,000 characters");
    for (size_t i = 0; i < change->n && rc == ERR_OK; i++)
        rc = put_line(s, &v, change, i, bad, e);
    rc = rc != ERR_OK ? rc : judged(bad, e);
    rc = rc != ERR_OK
             ? rc
             : store_survey_set(s, v.survey.id, change->day != NULL ? change->day : v.survey.day,
                                change->note != NULL ? change->note : v.survey.note, e);
    survey_view_release(&v);
    return rc != ERR_OK ? rc
                        : audit_add(s, by->account_id, "survey.change", NULL, e, "survey/%s", code);
}

/* ---- completing ---- */

/* Lines that nobody looked at, but of pieces that went away. */
static int judge_whole(struct store *s, const struct survey_view *v, struct solver_findings *bad,
                       struct err *e)
{
    int rc = ERR_OK;
    for (size_t i = 0; i < v->lines.n && rc == ERR_OK; i++) {
        const char *subject = v->lines.items[i].subject;
        bool is_there = true;
        if (v->lines.items[i].condition[0] != '\0')
            continue;
        if (room_part_of(subject) == NULL)
            rc = find_piece(s, v->survey.room, subject, &is_there, e);
        if (is_there)
            solver_findings_add(bad, "/lines", "chưa xem: %s", "not looked at: %s", subject);
    }
    return rc != ERR_OK ? rc : judged(bad, e);
}

int survey_complete(struct store *s, const struct principal *by, const char *code, int64_t version,
                    struct solver_findings *bad, struct err *e)
{
    struct survey_view v = {0};
    int rc = survey_open(s, by, code, version, "open", &v, e);
    rc = rc != ERR_OK ? rc : judge_whole(s, &v, bad, e);
    rc = rc != ERR_OK ? rc : store_survey_finish(s, v.survey.id, e);
    survey_view_release(&v);
    return rc != ERR_OK
               ? rc
               : audit_add(s, by->account_id, "survey.complete", NULL, e, "survey/%s", code);
}
