/* The chain of the audit, see the header. One buffer holds the bytes under the HMAC; a verify uses
 * it again for every row and so costs little more than reading the rows.
 */
#include "store/audit.h"

#include "handle.h"

#include "base/clock.h"
#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

enum { MAC = 32, HASH_SHOWN = 16 }; /* bytes; 16 are enough: nobody chooses them without the key */

static const char HEAD[] = "SELECT seq, h\n"
                           "FROM audit\n"
                           "ORDER BY seq DESC\n"
                           "LIMIT 1";

static const char ADD[] = "INSERT INTO audit (seq, at, actor, action, object, fields, prev, h)\n"
                          "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";

static const char ALL[] = "SELECT seq, at, actor, action, object, fields, prev, h\n"
                          "FROM audit\n"
                          "ORDER BY seq";

static const char LIST[] = "SELECT seq, at, actor, action, object, fields\n"
                           "FROM audit\n"
                           "WHERE seq > ?1\n"
                           "ORDER BY seq\n"
                           "LIMIT ?2";

static const char LIST_OF[] = "SELECT seq, at, actor, action, object, fields\n"
                              "FROM audit\n"
                              "WHERE object = ?3 AND seq > ?1\n"
                              "ORDER BY seq\n"
                              "LIMIT ?2";

static void add_int64(struct buf *b, int64_t value)
{
    unsigned char bytes[8];
    uint64_t u = (uint64_t)value;
    for (int i = 0; i < 8; i++)
        bytes[i] = (unsigned char)(u >> (56 - 8 * i));
    buf_add(b, bytes, sizeof bytes);
}

static void add_text(struct buf *b, const void *text, size_t len)
{
    add_int64(b, (int64_t)len);
    buf_add(b, text, len);
}

/* Texts of a row with their lengths: they may contain anything a text may. */
struct span {
    const void *at;
    size_t len;
};

static void row_mac(const struct store *s, struct buf *b, const unsigned char prev[MAC],
                    const int64_t numbers[3], const struct span texts[3], unsigned char h[MAC])
{
    b->len = 0;
    buf_add(b, prev, MAC);
    for (int i = 0; i < 3; i++)
        add_int64(b, numbers[i]);
    for (int i = 0; i < 3; i++)
        add_text(b, texts[i].at, texts[i].len);
    crypto_mac(&s->audit_key, b->data, b->len, h);
}

void store_audit_field(const struct store *s, const char *name, const char *value,
                       struct buf *fields)
{
    struct buf b = {0};
    unsigned char mac[MAC];
    add_text(&b, name, strlen(name));
    add_text(&b, value, strlen(value));
    crypto_mac(&s->field_key, b.data, b.len, mac);
    buf_fmt(fields, "%s=", name);
    for (int i = 0; i < HASH_SHOWN; i++)
        buf_fmt(fields, "%02x", mac[i]);
    buf_char(fields, ' ');
    explicit_bzero(b.data, b.len);
    buf_release(&b);
}

/* A column of exactly `MAC` bytes: the schema sees to that in every row it took. */
static void column_mac(sqlite3_stmt *st, int at, unsigned char out[MAC])
{
    const void *bytes = sqlite3_column_blob(st, at);
    memset(out, 0, MAC);
    if (bytes != NULL && sqlite3_column_bytes(st, at) == MAC)
        memcpy(out, bytes, MAC);
}

int store_audit_head(struct store *s, struct store_audit_head *head, struct err *e)
{
    *head = (struct store_audit_head){0};
    sqlite3_stmt *st = store_statement(s, HEAD, e);
    if (st == NULL)
        return store_fail(s, e);
    int step = sqlite3_step(st);
    if (step == SQLITE_ROW) {
        head->seq = sqlite3_column_int64(st, 0);
        column_mac(st, 1, head->h);
    }
    int rc = step == SQLITE_ROW || step == SQLITE_DONE ? ERR_OK : store_fail(s, e);
    sqlite3_reset(st);
    return rc;
}

int store_audit_add(struct store *s, struct store_audit *a, struct err *e)
{
    struct store_audit_head head;
    unsigned char h[MAC];
    struct buf b = {0};
    const char *fields = a->fields == NULL ? "" : a->fields;
    int rc = store_need_key(s, e);
    rc = rc != ERR_OK ? rc : store_audit_head(s, &head, e);
    if (rc != ERR_OK)
        return rc;
    a->seq = head.seq + 1;
    a->at = clock_now_s();
    row_mac(s, &b, head.h, (const int64_t[]){a->seq, a->at, a->actor},
            (const struct span[]){{a->action, strlen(a->action)},
                                  {a->object, strlen(a->object)},
                                  {fields, strlen(fields)}},
            h);
    buf_release(&b);
    sqlite3_stmt *st = store_statement(s, ADD, e);
    if (st == NULL)
        return store_fail(s, e);
    sqlite3_bind_int64(st, 1, a->seq);
    sqlite3_bind_int64(st, 2, a->at);
    store_bind_id(st, 3, a->actor);
    store_bind_text(st, 4, a->action);
    store_bind_text(st, 5, a->object);
    store_bind_text(st, 6, fields);
    sqlite3_bind_blob(st, 7, head.h, MAC, SQLITE_TRANSIENT);
    sqlite3_bind_blob(st, 8, h, MAC, SQLITE_TRANSIENT);
    rc = store_run(s, st, e);
    if (rc == ERR_OK)
        s->n_audit++;
    return rc;
}

int store_audit_list(struct store *s, const char *object, int64_t after, int limit,
                     struct store_audits *out, struct err *e)
{
    *out = (struct store_audits){0};
    sqlite3_stmt *st = store_statement(s, object == NULL ? LIST : LIST_OF, e);
    if (st == NULL)
        return store_fail(s, e);
    sqlite3_bind_int64(st, 1, after);
    sqlite3_bind_int(st, 2, limit < 0 ? 0 : limit);
    if (object != NULL)
        store_bind_text(st, 3, object);
    int step;
    while ((step = sqlite3_step(st)) == SQLITE_ROW) {
        out->items = mem_grow(out->items, out->n + 1, sizeof *out->items);
        out->items[out->n++] = (struct store_audit){
            .seq = sqlite3_column_int64(st, 0),
            .at = sqlite3_column_int64(st, 1),
            .actor = sqlite3_column_int64(st, 2),
            .action = store_column_text(st, 3),
            .object = store_column_text(st, 4),
            .fields = store_column_text(st, 5),
        };
    }
    int rc = step == SQLITE_DONE ? ERR_OK : store_fail(s, e);
    sqlite3_reset(st);
    return rc;
}

void store_audits_release(struct store_audits *l)
{
    for (size_t i = 0; i < l->n; i++) {
        free(l->items[i].action);
        free(l->items[i].object);
        free(l->items[i].fields);
        free(l->items[i].actor_code);
        free(l->items[i].actor_login);
    }
    free(l->items);
    *l = (struct store_audits){0};
}

static struct span column_span(sqlite3_stmt *st, int at)
{
    const void *text = sqlite3_column_text(st, at); /* before its length: SQLite says so */
    return (struct span){.at = text == NULL ? "" : text,
                         .len = (size_t)sqlite3_column_bytes(st, at)};
}

/* Whether the row fits behind `head`; moves the head on where it does. */
static enum store_audit_fault check_row(const struct store *s, sqlite3_stmt *st, struct buf *b,
                                        struct store_audit_head *head)
{
    unsigned char prev[MAC], stored[MAC], h[MAC];
    int64_t numbers[3];
    struct span texts[3];
    for (int i = 0; i < 3; i++) {
        numbers[i] = sqlite3_column_int64(st, i);
        texts[i] = column_span(st, 3 + i);
    }
    column_mac(st, 6, prev);
    column_mac(st, 7, stored);
    if (numbers[0] != head->seq + 1)
        return STORE_AUDIT_GAP;
    if (!crypto_is_equal(prev, head->h, MAC))
        return STORE_AUDIT_LINK;
    row_mac(s, b, prev, numbers, texts, h);
    if (!crypto_is_equal(h, stored, MAC))
        return STORE_AUDIT_CHANGED;
    head->seq = numbers[0];
    memcpy(head->h, h, MAC);
    return STORE_AUDIT_WHOLE;
}

static int say(const struct store_audit_report *r, struct err *e)
{
    long long seq = (long long)r->seq;
    switch (r->fault) {
    case STORE_AUDIT_WHOLE:
        break;
    case STORE_AUDIT_GAP:
        return err_set(e, ERR_DATA, "nhật ký: thiếu hoặc thừa dòng trước dòng %lld",
                       "audit: a row is missing or too many before row %lld", seq);
    case STORE_AUDIT_LINK:
        return err_set(e, ERR_DATA, "nhật ký: dòng %lld không nối tiếp dòng trước nó",
                       "audit: row %lld does not go on from the row before", seq);
    case STORE_AUDIT_CHANGED:
        return err_set(e, ERR_DATA, "nhật ký: dòng %lld đã bị sửa hoặc ghi bằng khóa khác",
                       "audit: row %lld was changed, or written with another key", seq);
    case STORE_AUDIT_SHORT:
        return err_set(e, ERR_DATA, "nhật ký: phần cuối, từ dòng %lld, đã bị cắt mất",
                       "audit: the end, from row %lld on, was cut off", seq);
    case STORE_AUDIT_OTHER:
        return err_set(e, ERR_DATA, "nhật ký: dòng %lld khác với dấu đã lưu ở nơi khác",
                       "audit: row %lld differs from the mark kept elsewhere", seq);
    }
    return ERR_OK;
}

int store_audit_verify(struct store *s, const struct store_audit_head *kept, size_t n_kept,
                       struct store_audit_report *report, struct err *e)
{
    *report = (struct store_audit_report){0};
    struct store_audit_report *r = report;
    struct buf b = {0};
    size_t k = 0;
    int step = SQLITE_DONE;
    int rc = store_need_key(s, e);
    sqlite3_stmt *st = rc == ERR_OK ? store_statement(s, ALL, e) : NULL;
    if (st == NULL)
        return rc != ERR_OK ? rc : store_fail(s, e);
    while (k < n_kept && kept[k].seq == 0)
        k++;
    while (r->fault == STORE_AUDIT_WHOLE && (step = sqlite3_step(st)) == SQLITE_ROW) {
        r->fault = check_row(s, st, &b, &r->head);
        r->seq = sqlite3_column_int64(st, 0);
        for (; k < n_kept && kept[k].seq == r->seq && r->fault == STORE_AUDIT_WHOLE; k++)
            if (!crypto_is_equal(kept[k].h, r->head.h, MAC))
                r->fault = STORE_AUDIT_OTHER;
        r->n_rows += r->fault == STORE_AUDIT_WHOLE;
    }
    if (step != SQLITE_ROW && step != SQLITE_DONE)
        rc = store_fail(s, e);
    else if (r->fault == STORE_AUDIT_WHOLE && k < n_kept) {
        r->fault = STORE_AUDIT_SHORT;
        r->seq = r->head.seq + 1;
    }
    sqlite3_reset(st);
    buf_release(&b);
    return rc != ERR_OK ? rc : say(r, e);
}
