/* Officials: added, changed, unmasked, exported; see the header. */
#include "service/official.h"

#include "registration_parts.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "official_check.h"
#include "service/audit.h"
#include "store/audit.h"
#include "store/store.h"

int official_get(struct store *s, const struct principal *by, const char *code,
                 struct store_official *out, struct err *e)
{
    const struct store_scope scope = principal_scope(by);
    int rc = store_official_by_code(s, &scope, code, out, e);
    if (rc == ERR_OK && out->id == 0)
        rc = err_set(e, ERR_ABSENT, "không có cán bộ này", "there is no such official");
    return rc;
}

static int deny(struct err *e)
{
    return err_set(e, ERR_DENIED, "việc này của cơ quan quản lý cán bộ",
                   "this is for the official's agency");
}

/* Writes the row; another person with the citizen id is a finding, whoever he or she is. */
static int put(struct store *s, struct store_official *o, struct solver_findings *bad,
               struct err *e)
{
    char lookup[65];
    int64_t other = 0;
    int rc = ERR_OK;
    if (o->citizen_id != NULL && o->citizen_id[0] != '\0') {
        rc = store_official_lookup(s, o->citizen_id, lookup, e);
        rc = rc != ERR_OK ? rc : store_official_id_of_lookup(s, lookup, &other, e);
    }
    if (rc == ERR_OK && other != 0 && other != o->id)
        solver_findings_put(
            bad, "/citizen_id",
            "số CCCD này đã có trong hệ thống; nếu người đó mới chuyển về, hãy báo "
            "Văn phòng UBND tỉnh",
            "this citizen id is in the register; where the person has just moved to "
            "you, tell the Office of the People's Committee");
    rc = rc != ERR_OK ? rc : registration_judged(bad, e);
    return rc != ERR_OK ? rc : store_official_put(s, o, e);
}

static int note(struct store *s, const struct principal *by, const char *action,
                const struct store_official *before, const struct store_official *o,
                const char *more, struct err *e)
{
    struct buf fields = {0};
    buf_str(&fields, more);
    official_differences(s, before, o, &fields);
    int rc = audit_add(s, by->account_id, action, fields.data, e, "official/%s", o->code);
    buf_release(&fields);
    return rc;
}

/* What the row is now. */
static int reload(struct store *s, struct store_official *o, struct err *e)
{
    const struct store_scope all = {.sees = STORE_SEES_ALL};
    struct store_official now = {0};
    int rc = store_official_get(s, &all, o->id, &now, e);
    if (rc == ERR_OK) {
        explicit_bzero(o->citizen_id, strlen(o->citizen_id));
        store_official_release(o);
        *o = now;
    }
    return rc;
}

int official_add(struct store *s, const struct principal *by, struct store_official *o,
                 const char *today, struct solver_findings *bad, struct err *e)
{
    const struct store_official none = {0};
    if (by->role != PRINCIPAL_REGISTRAR)
        return deny(e);
    int rc = official_check(s, by, o, &none, today, bad, e);
    rc = rc != ERR_OK ? rc : put(s, o, bad, e);
    rc = rc != ERR_OK ? rc : reload(s, o, e);
    return rc != ERR_OK ? rc : note(s, by, "official.add", &none, o, "", e);
}

/* A request confirmed on other facts waits for its agency again. */
static int reopen_request(struct store *s, int64_t official_id, const char *today, struct err *e)
{
    struct store_request r = {0};
    enum life_state to;
    int rc = store_request_of_official(s, official_id, &r, e);
    if (rc == ERR_OK && r.id != 0 && life_next(life_state_of(r.state), LIFE_CORRECT, &to) &&
        strcmp(life_state_name(to), r.state) != 0)
        rc = store_request_move(s, r.id, life_state_name(to), today, "", e);
    store_request_release(&r);
    return rc;
}

static int take_papers(struct store *s, const struct principal *by, const struct store_official *o,
                       const struct registration_papers *papers, const char *today, int64_t now,
                       struct solver_findings *bad, struct err *e)
{
    int rc = ERR_OK;
    if (papers == NULL || papers->n == 0)
        return ERR_OK;
    if (by->role != PRINCIPAL_REGISTRAR)
        return deny(e);
    for (size_t i = 0; i < papers->n && rc == ERR_OK; i++) {
        char where[32];
        snprintf(where, sizeof where, "/facts/%zu", i);
        rc = facts_confirm(s, by, o, &papers->items[i], where, today, now, bad, e);
    }
    return rc != ERR_OK ? rc : registration_judged(bad, e);
}

int official_change(struct store *s, const struct principal *by, struct store_official *o,
                    int64_t version, const struct registration_papers *papers, const char *today,
                    int64_t now, struct solver_findings *bad, struct err *e)
{
    struct store_official before = {0};
    int rc = official_get(s, by, o->code, &before, e);
    if (rc == ERR_OK && version != 0 && version != before.version)
        rc = err_set(e, ERR_CHANGED, "hồ sơ cán bộ đã thay đổi; hãy đọc lại",
                     "the official has changed; read it again");
    if (rc == ERR_OK && by->role != PRINCIPAL_REGISTRAR && by->role != PRINCIPAL_OFFICIAL)
        rc = deny(e);
    o->id = before.id;
    rc = rc != ERR_OK ? rc : official_check(s, by, o, &before, today, bad, e);
    rc = rc != ERR_OK ? rc : put(s, o, bad, e);
    rc = rc != ERR_OK ? rc : take_papers(s, by, o, papers, today, now, bad, e);
    if (rc == ERR_OK && official_facts_differ(&before, o))
        rc = reopen_request(s, o->id, today, e);
    rc = rc != ERR_OK ? rc
                      : note(s, by, "official.change", &before, o,
                             papers != NULL && papers->n > 0 ? "facts=confirmed " : "", e);
    rc = rc != ERR_OK ? rc : reload(s, o, e);
    store_official_release(&before);
    return rc;
}

/* ---- the citizen id ---- */

int official_unmask(struct store *s, const struct principal *by, const char *code,
                    const char *reason, struct buf *out, struct solver_findings *bad, struct err *e)
{
    enum { LEAST = 10, MOST = 300 };
    struct store_official o = {0};
    struct buf fields = {0};
    char *clean = text_nfc(reason);
    int rc = official_get(s, by, code, &o, e);
    if (rc == ERR_OK && by->role != PRINCIPAL_REGISTRAR)
        rc = deny(e);
    if (rc == ERR_OK && (clean == NULL || text_width(clean) < LEAST || text_width(clean) > MOST)) {
        solver_findings_add(bad, "/reason", "cần lý do, từ %d đến %d ký tự",
                            "a reason is needed, %d to %d characters", LEAST, MOST);
        rc = registration_judged(bad, e);
    }
    rc = rc != ERR_OK ? rc : store_official_citizen_id(s, o.id, out, e);
    if (rc == ERR_OK) {
        buf_fmt(&fields, "reason=%s", clean);
        rc = audit_add(s, by->account_id, "official.unmask", fields.data, e, "official/%s", code);
    }
    buf_release(&fields);
    store_official_release(&o);
    free(clean);
    return rc;
}

int official_masked_id(struct store *s, const struct principal *by, const struct store_official *o,
                       char out[13], struct err *e)
{
    struct buf plain = {0};
    out[0] = '\0';
    if (by->role != PRINCIPAL_REGISTRAR && by->official_id != o->id)
        return ERR_OK;
    int rc = store_official_citizen_id(s, o->id, &plain, e);
    if (rc == ERR_OK && plain.len == 12) {
        memcpy(out, plain.data, 12);
        memset(out + 3, '*', 5);
        out[12] = '\0';
    }
    if (plain.len > 0)
        explicit_bzero(plain.data, plain.len);
    buf_release(&plain);
    return rc;
}

int official_export(struct store *s, const struct principal *by, struct store_official *o,
                    struct buf *citizen_id, struct err *e)
{
    const struct store_scope self = {.sees = STORE_SEES_SELF, .official_id = by->official_id};
    int rc = store_official_get(s, &self, by->official_id, o, e);
    if (rc == ERR_OK && o->id == 0)
        rc = err_set(e, ERR_ABSENT, "tài khoản này không gắn với cán bộ nào",
                     "this account is no official of the register");
    rc = rc != ERR_OK ? rc : store_official_citizen_id(s, o->id, citizen_id, e);
    return rc != ERR_OK
               ? rc
               : audit_add(s, by->account_id, "official.export", NULL, e, "official/%s", o->code);
}
