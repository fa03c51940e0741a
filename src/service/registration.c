/* Filing and correcting requests, see the header. */
#include "registration_parts.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "service/audit.h"
#include "store/audit.h"
#include "store/store.h"

void registration_take(char **at, const char *text)
{
    char *copy = mem_dup(text);
    free(*at);
    *at = copy;
}

int registration_get(struct store *s, const struct principal *by, const char *code,
                     struct store_request *out, struct err *e)
{
    const struct store_scope scope = principal_scope(by);
    int rc = store_request_by_code(s, &scope, code, out, e);
    if (rc == ERR_OK && out->id == 0)
        rc = err_set(e, ERR_ABSENT, "không có hồ sơ này", "there is no such request");
    return rc;
}

int registration_may(const struct principal *by, const struct store_request *r, struct err *e)
{
    if (by->role == PRINCIPAL_REGISTRAR)
        return ERR_OK;
    if (by->role == PRINCIPAL_OFFICIAL && r->n_members > 0 &&
        r->members[0].official_id == by->official_id)
        return ERR_OK;
    return err_set(e, ERR_DENIED, "chỉ người đứng tên hoặc cơ quan của người đó làm được việc này",
                   "only the applicant or his or her agency may do this");
}

int registration_step(const struct store_request *r, enum life_action action, enum life_state *to,
                      struct err *e)
{
    const enum life_state from = life_state_of(r->state);
    if (from < LIFE_N_STATES && life_next(from, action, to))
        return ERR_OK;
    return err_set(e, ERR_DATA, "hồ sơ ở trạng thái \"%s%.0s\" không làm được việc này",
                   "a request that is \"%.0s%s\" does not allow this",
                   from < LIFE_N_STATES ? life_state_text(from, "vi") : r->state,
                   from < LIFE_N_STATES ? life_state_text(from, "en") : r->state);
}

int registration_open(struct store *s, const struct principal *by, const char *code,
                      int64_t version, struct store_request *out, struct err *e)
{
    int rc = registration_get(s, by, code, out, e);
    if (rc == ERR_OK && version != 0 && version != out->version)
        rc = err_set(e, ERR_CHANGED, "hồ sơ đã thay đổi; hãy đọc lại",
                     "the request has changed; read it again");
    return rc == ERR_OK ? registration_may(by, out, e) : rc;
}

int registration_judged(const struct solver_findings *bad, struct err *e)
{
    return bad->n == 0 ? ERR_OK
                       : err_set(e, ERR_INPUT, "nội dung chưa đúng; xem từng lỗi",
                                 "the content is not right; see each error");
}

/* ---- what differs, for the audit ---- */

static void describe_members(const struct store_request *r, struct buf *out)
{
    for (size_t i = 0; i < r->n_members; i++) {
        const struct store_member *m = &r->members[i];
        buf_fmt(out, "%s %lld %s %s %s;", m->relation, (long long)m->official_id,
                m->name == NULL ? "" : m->name, m->born == NULL ? "" : m->born,
                m->sex == NULL ? "" : m->sex);
    }
}

static void describe_wishes(const struct store_request *r, struct buf *out)
{
    for (size_t i = 0; i < r->n_wishes; i++)
        buf_fmt(out, "%s:%d ", r->wishes[i].feature, r->wishes[i].weight);
}

static void describe_sites(const struct store_request *r, struct buf *out)
{
    for (size_t i = 0; i < r->n_choices; i++)
        buf_fmt(out, "%lld ", (long long)r->choices[i].site_id);
    buf_fmt(out, "%d", r->other_sites);
}

static void describe_text(const struct store_request *r, size_t offset, struct buf *out)
{
    const char *text;
    memcpy(&text, (const char *)r + offset, sizeof text);
    buf_str(out, text);
}

static const struct {
    const char *name;
    void (*describe)(const struct store_request *r, struct buf *out); /* NULL = text at offset */
    size_t offset;
} FIELDS[] = {
    {"sharing", NULL, offsetof(struct store_request, sharing)},
    {"needs", NULL, offsetof(struct store_request, needs)},
    {"filed", NULL, offsetof(struct store_request, filed)},
    {"current_room", NULL, offsetof(struct store_request, current_room)},
    {"scheme", NULL, offsetof(struct store_request, scheme)},
    {"note", NULL, offsetof(struct store_request, note)},
    {"from_day", NULL, offsetof(struct store_request, from_day)},
    {"to_day", NULL, offsetof(struct store_request, to_day)},
    {"members", describe_members, 0},
    {"wishes", describe_wishes, 0},
    {"sites", describe_sites, 0},
};

void registration_differences(const struct store *s, const struct store_request *a,
                              const struct store_request *b, struct buf *out)
{
    for (size_t f = 0; f < sizeof FIELDS / sizeof *FIELDS; f++) {
        struct buf texts[2] = {{0}, {0}};
        for (int k = 0; k < 2; k++) {
            if (FIELDS[f].describe != NULL)
                FIELDS[f].describe(k == 0 ? a : b, &texts[k]);
            else
                describe_text(k == 0 ? a : b, FIELDS[f].offset, &texts[k]);
            buf_str(&texts[k], "");
        }
        const char *x = texts[0].data == NULL ? "" : texts[0].data;
        const char *y = texts[1].data == NULL ? "" : texts[1].data;
        if (strcmp(x, y) != 0)
            store_audit_field(s, FIELDS[f].name, y, out);
        buf_release(&texts[0]);
        buf_release(&texts[1]);
    }
}

/* ---- filing ---- */

/* The applicant's place is the first; an official applies for himself or herself. */
static int find_applicant(struct store *s, const struct principal *by, struct store_request *r,
                          struct solver_findings *bad, struct err *e)
{
    struct store_scope scope = principal_scope(by);
    struct store_official o = {0};
    struct store_member *m = &r->members[0];
    const char *code = m->official_code == NULL ? "" : m->official_code;
    int rc = ERR_OK;
    if (by->role != PRINCIPAL_REGISTRAR && by->role != PRINCIPAL_OFFICIAL)
        return err_set(e, ERR_DENIED, "chỉ cán bộ và cơ quan lập hồ sơ",
                       "only officials and agencies file requests");
    if (by->role == PRINCIPAL_OFFICIAL) {
        m->official_id = by->official_id;
        return ERR_OK;
    }
    rc = store_official_by_code(s, &scope, code, &o, e);
    if (rc == ERR_OK && o.id == 0)
        solver_findings_put(bad, "/official", "không có cán bộ này trong cơ quan của anh/chị",
                            "there is no such official in your agencies");
    m->official_id = o.id;
    store_official_release(&o);
    return rc;
}

int registration_file(struct store *s, const struct principal *by, struct store_request *r,
                      const char *today, struct solver_findings *bad, struct err *e)
{
    const struct store_request none = {0};
    struct buf fields = {0};
    char code[STORE_REQUEST_CODE];
    int rc = find_applicant(s, by, r, bad, e);
    if (rc == ERR_OK && r->members[0].official_id != 0)
        rc = registration_check(s, by, r, &none, today, bad, e);
    rc = rc != ERR_OK ? rc : registration_judged(bad, e);
    rc = rc != ERR_OK ? rc : store_request_next_code(s, code, e);
    if (rc == ERR_OK) {
        registration_take(&r->code, code);
        registration_take(&r->state, "draft");
        rc = store_request_put(s, r, e);
        r->version = 1;
    }
    if (rc == ERR_OK) {
        registration_differences(s, &none, r, &fields);
        rc = audit_add(s, by->account_id, "request.file", fields.data, e, "request/%s", r->code);
    }
    buf_release(&fields);
    return rc;
}

int registration_correct(struct store *s, const struct principal *by, struct store_request *r,
                         int64_t version, const char *today, struct solver_findings *bad,
                         struct err *e)
{
    struct store_request before = {0};
    struct buf fields = {0};
    enum life_state to = LIFE_DRAFT;
    int rc = registration_open(s, by, r->code, version, &before, e);
    rc = rc != ERR_OK ? rc : registration_step(&before, LIFE_CORRECT, &to, e);
    rc = rc != ERR_OK ? rc : registration_check(s, by, r, &before, today, bad, e);
    rc = rc != ERR_OK ? rc : registration_judged(bad, e);
    if (rc == ERR_OK) {
        r->id = before.id;
        rc = store_request_put(s, r, e);
        r->version = before.version + 1;
    }
    const char *state = life_state_name(to);
    if (rc == ERR_OK && strcmp(before.state, state) != 0) {
        rc = store_request_move(s, r->id, state, today, "", e);
        r->version++;
        buf_fmt(&fields, "state=%s ", state);
    }
    if (rc == ERR_OK) {
        registration_differences(s, &before, r, &fields);
        rc = audit_add(s, by->account_id, "request.correct", fields.data, e, "request/%s", r->code);
    }
    buf_release(&fields);
    store_request_release(&before);
    return rc;
}
