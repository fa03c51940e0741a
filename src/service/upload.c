/* Uploads: judged, kept, applied, undone; see the header. What follows from a list for the people
 * in it stands in upload_settle.c. */
#include "service/upload.h"

#include "upload_parts.h"

#include <stdlib.h>
#include <string.h>

#include "base/child.h"
#include "base/mem.h"
#include "base/table.h"
#include "base/text.h"
#include "registration_parts.h"
#include "service/audit.h"
#include "store/audit.h"
#include "store/changes.h"
#include "store/store.h"

enum { MAX_FILE_NAME = 200 };

int upload_may(const struct principal *by, enum import_kind kind, struct err *e)
{
    const bool is_registrar = by->role == PRINCIPAL_REGISTRAR;
    const bool of_people = kind == IMPORT_OFFICIALS || kind == IMPORT_REQUESTS;
    if (is_registrar && (of_people || by->all_agencies))
        return ERR_OK;
    const bool of_state = kind == IMPORT_ITEMS || kind == IMPORT_SURVEYS; /* of the house */
    if (by->role == PRINCIPAL_PLANNER && (kind == IMPORT_ROOMS || of_state))
        return ERR_OK;
    if (by->role == PRINCIPAL_MAINTENANCE && of_state)
        return ERR_OK;
    return err_set(e, ERR_DENIED, "tài khoản này không gửi được danh sách loại này",
                   "this account may not send lists of this kind");
}

/* ---- reading ---- */

static int read_by_child(const char *program, const char *bytes, size_t n, struct buf *csv,
                         struct err *e)
{
    const struct child_filter filter = {.program = program,
                                        .command = "read-table",
                                        .input = bytes,
                                        .input_len = n,
                                        .time_limit_s = 10,
                                        .memory_limit = 512 << 20,
                                        .output_limit = 64 << 20};
    const int rc = child_filter(&filter, csv, e);
    return rc != ERR_DATA ? rc
                          : err_set(e, ERR_INPUT, "không đọc được tệp này; hãy lưu lại thành .csv",
                                    "this file cannot be read; save it as .csv");
}

int upload_read(const char *program, const char *bytes, size_t n, struct buf *csv, struct err *e)
{
    struct table t = {0};
    if (n >= 4 && memcmp(bytes, "PK\3\4", 4) == 0)
        return read_by_child(program, bytes, n, csv, e);
    int rc = table_parse(bytes, n, &t, e);
    if (rc == ERR_OK)
        csv_copy(&t, csv);
    table_release(&t);
    return rc;
}

/* ---- judging ---- */

int upload_judge(struct store *s, const struct principal *by, enum import_kind kind,
                 const char *csv, struct import_report *out, struct err *e)
{
    const struct store_scope scope = principal_scope(by);
    const struct import_options o = {.is_dry_run = true, .is_upload = true, .scope = &scope};
    struct upload_list list = {0};
    int rc = upload_may(by, kind, e);
    rc = rc != ERR_OK ? rc : upload_list_read(kind, csv, &list, e);
    rc = rc != ERR_OK ? rc : upload_import(s, kind, &list, &o, out, e);
    upload_list_release(&list);
    return rc;
}

/* ---- keeping ---- */

static void write_finding(struct buf *out, const struct import_finding *f)
{
    static const char *const levels[] = {
        [IMPORT_ERROR] = "error", [IMPORT_WARNING] = "warning", [IMPORT_NOTICE] = "notice"};
    char name[4];
    buf_fmt(out, "{\"level\":\"%s\",\"column\":", levels[f->level]);
    buf_json(out, f->column);
    if (f->column_ix >= 0)
        buf_fmt(out, ",\"cell\":\"%s\"", upload_column_name(f->column_ix, name));
    buf_str(out, ",\"vi\":");
    buf_json(out, f->vi);
    buf_str(out, ",\"en\":");
    buf_json(out, f->en);
    buf_char(out, '}');
}

/* The findings of a row; `*at` is the first of them, and then the first of the next row. */
static int add_row(struct store *s, int64_t id, int number, const char *verdict,
                   const struct import_report *report, size_t *at, struct err *e)
{
    struct buf text = {0};
    buf_char(&text, '[');
    for (; *at < report->n_findings && report->findings[*at].row <= number; (*at)++) {
        buf_str(&text, text.len > 1 ? "," : "");
        write_finding(&text, &report->findings[*at]);
    }
    buf_char(&text, ']');
    int rc = store_upload_row_add(s, id, number, verdict, text.data, e);
    buf_release(&text);
    return rc;
}

int upload_add_rows(struct store *s, int64_t id, const struct import_report *report, struct err *e)
{
    size_t at = 0;
    int rc = ERR_OK;
    if (report->n_findings > 0 && report->findings[0].row == 0)
        rc = add_row(s, id, 0, "skipped", report, &at, e);
    for (size_t i = 0; i < report->n_rows && rc == ERR_OK; i++)
        rc = add_row(s, id, report->rows[i].number, import_verdict_name(report->rows[i].verdict),
                     report, &at, e);
    return rc;
}

void upload_count(struct store_upload *u, const struct import_report *report)
{
    u->n_new = (int)report->n_of[IMPORT_NEW];
    u->n_changed = (int)report->n_of[IMPORT_CHANGED];
    u->n_same = (int)report->n_of[IMPORT_SAME];
    u->n_bad = (int)report->n_of[IMPORT_BAD];
    u->n_skipped = (int)report->n_of[IMPORT_SKIPPED];
}

static void check(struct store_upload *u, enum import_kind kind, const char *today,
                  struct solver_findings *bad)
{
    char *name = text_nfc(u->file_name == NULL ? "" : u->file_name);
    const bool has_paper = u->document != NULL && u->document[0] != '\0';
    const bool has_day = u->document_day != NULL && u->document_day[0] != '\0';
    if (name == NULL || text_width(name) > MAX_FILE_NAME || strpbrk(name, "/\\") != NULL)
        solver_findings_put(bad, "?file_name", "tên tệp có ký tự lạ hoặc quá dài",
                            "the name has strange characters or is too long");
    else
        registration_take(&u->file_name, name);
    free(name);
    if (has_paper || has_day)
        (void)facts_is_paper(u->document, u->document_day, today, "?", bad);
    if (has_paper && kind != IMPORT_OFFICIALS && kind != IMPORT_REQUESTS)
        solver_findings_put(bad, "?/document", "văn bản xác nhận đi cùng danh sách người",
                            "a paper confirms lists of people");
}

int upload_add(struct store *s, const struct principal *by, struct store_upload *u, const char *csv,
               const struct import_report *report, const char *today, int64_t now,
               struct solver_findings *bad, struct err *e)
{
    enum import_kind kind = IMPORT_ROOMS;
    struct buf fields = {0};
    if (!import_kind_of(u->kind, &kind))
        return err_set(e, ERR_INPUT, "không có loại danh sách này",
                       "there is no such kind of list");
    int rc = upload_may(by, kind, e);
    check(u, kind, today, bad);
    rc = rc != ERR_OK ? rc : registration_judged(bad, e);
    if (rc != ERR_OK)
        return rc;
    u->account_id = by->account_id;
    upload_count(u, report);
    registration_take(&u->state, "judged");
    rc = store_upload_add(s, u, csv, now, e);
    rc = rc != ERR_OK ? rc : upload_add_rows(s, u->id, report, e);
    buf_fmt(&fields, "kind=%s file_sha256=%s n_new=%d n_changed=%d n_bad=%d", u->kind,
            u->file_sha256, u->n_new, u->n_changed, u->n_bad);
    rc = rc != ERR_OK
             ? rc
             : audit_add(s, by->account_id, "upload.add", fields.data, e, "upload/%s", u->code);
    buf_release(&fields);
    return rc;
}

/* ---- applying and undoing ---- */

int upload_get(struct store *s, const struct principal *by, const char *code,
               struct store_upload *out, struct err *e)
{
    const struct store_scope scope = principal_scope(by);
    int rc = store_upload_by_code(s, &scope, code, out, e);
    if (rc == ERR_OK && out->id == 0)
        rc = err_set(e, ERR_ABSENT, "không có danh sách này", "there is no such upload");
    return rc;
}

bool upload_may_change(const struct principal *by, const struct store_upload *u)
{
    enum import_kind kind = IMPORT_ROOMS;
    struct err ignored = {0};
    return import_kind_of(u->kind, &kind) && upload_may(by, kind, &ignored) == ERR_OK &&
           (u->account_id == by->account_id || by->all_agencies);
}

int upload_open(struct store *s, const struct principal *by, const char *code, int64_t version,
                const char *state, struct store_upload *u, struct err *e)
{
    int rc = upload_get(s, by, code, u, e);
    if (rc == ERR_OK && version != 0 && version != u->version)
        rc = err_set(e, ERR_CHANGED, "danh sách đã thay đổi; hãy đọc lại",
                     "the upload has changed; read it again");
    if (rc == ERR_OK && !upload_may_change(by, u))
        rc = err_set(e, ERR_DENIED, "chỉ người gửi danh sách làm được việc này",
                     "only who sent the list may do this");
    if (rc == ERR_OK && strcmp(u->state, state) != 0)
        rc = strcmp(u->state, "judged") == 0 ? err_set(e, ERR_DATA, "danh sách này chưa được ghi",
                                                       "this list has not been written")
             : strcmp(u->state, "applied") == 0
                 ? err_set(e, ERR_DATA, "danh sách này đã được ghi",
                           "this list has been written already")
                 : err_set(e, ERR_DATA, "danh sách này đã được rút lại",
                           "this list has been taken back");
    return rc;
}

/* What was shown before is what is written now. */
static bool is_as_judged(const struct store_upload *u, const struct import_report *r)
{
    return (size_t)u->n_new == r->n_of[IMPORT_NEW] &&
           (size_t)u->n_changed == r->n_of[IMPORT_CHANGED] &&
           (size_t)u->n_same == r->n_of[IMPORT_SAME] && (size_t)u->n_bad == r->n_of[IMPORT_BAD];
}

static int write_list(struct store *s, const struct principal *by, const struct store_upload *u,
                      bool skips_bad, const char *today, int64_t now, struct err *e)
{
    const struct store_scope scope = principal_scope(by);
    const struct import_options o = {.skips_bad = skips_bad, .is_upload = true, .scope = &scope};
    enum import_kind kind = IMPORT_ROOMS;
    struct import_report report = {0};
    struct upload_list list = {0};
    (void)import_kind_of(u->kind, &kind);
    int rc = upload_list_fixed(s, u, NULL, &list, e);
    rc = rc != ERR_OK ? rc : upload_import(s, kind, &list, &o, &report, e);
    if (rc == ERR_OK && !is_as_judged(u, &report))
        rc = err_set(e, ERR_DATA,
                     "dữ liệu đã thay đổi từ lúc xem trước; hãy kiểm tra lại danh sách rồi ghi",
                     "the register has changed since the preview; check the list again first");
    if (rc == ERR_OK && u->n_bad > 0 && u->n_new + u->n_changed + u->n_same == 0)
        rc = err_set(e, ERR_DATA, "không có dòng nào ghi được", "there is no row to write");
    if (rc == ERR_OK && !report.is_written)
        rc =
            err_set(e, ERR_DATA, "còn %d dòng lỗi: hãy sửa các dòng đó, hoặc chỉ ghi các dòng đúng",
                    "%d rows are bad: correct them, or write the good rows alone", u->n_bad);
    rc = rc != ERR_OK ? rc : upload_settle(s, by, u, &report, today, now, e);
    import_report_release(&report);
    upload_list_release(&list);
    return rc;
}

/* Writing, with what it changed. */
static int record(struct store *s, const struct principal *by, const struct store_upload *u,
                  bool skips_bad, const char *today, int64_t now, struct buf *changes,
                  struct err *e)
{
    struct store_changes *c = NULL;
    int rc = store_changes_begin(s, &c, e);
    rc = rc != ERR_OK ? rc : write_list(s, by, u, skips_bad, today, now, e);
    const int end = store_changes_end(c, rc == ERR_OK ? changes : NULL, e);
    return rc != ERR_OK ? rc : end;
}

int upload_apply(struct store *s, const struct principal *by, const char *code, int64_t version,
                 bool skips_bad, const char *today, int64_t now, struct err *e)
{
    struct store_upload u = {0};
    struct buf changes = {0};
    struct buf fields = {0};
    int rc = upload_open(s, by, code, version, "judged", &u, e);
    rc = rc != ERR_OK ? rc : record(s, by, &u, skips_bad, today, now, &changes, e);
    rc = rc != ERR_OK ? rc : store_upload_apply(s, u.id, changes.data, changes.len, now, e);
    if (rc == ERR_OK) {
        buf_fmt(&fields, "kind=%s n_new=%d n_changed=%d n_left_out=%d n_corrected=%d", u.kind,
                u.n_new, u.n_changed, u.n_bad, u.n_corrected);
        rc = audit_add(s, by->account_id, "upload.apply", fields.data, e, "upload/%s", code);
    }
    buf_release(&fields);
    buf_release(&changes);
    store_upload_release(&u);
    return rc;
}

int upload_undo(struct store *s, const struct principal *by, const char *code, int64_t version,
                int64_t now, struct err *e)
{
    struct store_upload u = {0};
    struct buf changes = {0};
    int rc = upload_open(s, by, code, version, "applied", &u, e);
    if (rc == ERR_OK && strcmp(u.kind, import_kind_name(IMPORT_SURVEYS)) == 0)
        rc =
            err_set(e, ERR_DATA,
                    "không rút lại được: phiếu khảo sát đã hoàn thành không sửa, không xóa; hãy "
                    "khảo sát lại phòng",
                    "this cannot be taken back: surveys that are done stay as they are; survey the "
                    "room again");
    rc = rc != ERR_OK ? rc : store_upload_changes(s, u.id, &changes, e);
    rc = rc != ERR_OK ? rc : store_changes_undo(s, changes.data, changes.len, e);
    rc = rc != ERR_OK ? rc : store_upload_undo(s, u.id, now, e);
    rc =
        rc != ERR_OK ? rc : audit_add(s, by->account_id, "upload.undo", NULL, e, "upload/%s", code);
    buf_release(&changes);
    store_upload_release(&u);
    return rc;
}
