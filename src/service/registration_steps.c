/* Steps of a request: submitted, confirmed, withdrawn; and the word of who is named in it. */
#include "registration_parts.h"

#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "service/audit.h"
#include "store/audit.h"
#include "store/store.h"

/* Takes a step that changes the state alone. */
static int take_step(struct store *s, const struct principal *by, const struct store_request *r,
                     enum life_action action, const char *submitted_on, const char *confirmed_on,
                     const char *name, struct err *e)
{
    enum life_state to = LIFE_DRAFT;
    struct buf fields = {0};
    int rc = registration_step(r, action, &to, e);
    if (rc == ERR_OK)
        rc = store_request_move(s, r->id, life_state_name(to), submitted_on, confirmed_on, e);
    if (rc == ERR_OK) {
        buf_fmt(&fields, "state=%s", life_state_name(to));
        rc = audit_add(s, by->account_id, name, fields.data, e, "request/%s", r->code);
    }
    buf_release(&fields);
    return rc;
}

int registration_submit(struct store *s, const struct principal *by, const char *code,
                        int64_t version, const char *today, struct err *e)
{
    struct store_request r = {0};
    int rc = registration_open(s, by, code, version, &r, e);
    rc = rc != ERR_OK ? rc : take_step(s, by, &r, LIFE_SUBMIT, today, NULL, "request.submit", e);
    if (rc == ERR_OK && r.filed[0] == '\0')
        rc = store_request_file(s, r.id, today, e);
    store_request_release(&r);
    return rc;
}

int registration_withdraw(struct store *s, const struct principal *by, const char *code,
                          int64_t version, struct err *e)
{
    struct store_request r = {0};
    int rc = registration_open(s, by, code, version, &r, e);
    rc = rc != ERR_OK ? rc : take_step(s, by, &r, LIFE_WITHDRAW, NULL, NULL, "request.withdraw", e);
    store_request_release(&r);
    return rc;
}

/* ---- confirming ---- */

/* The papers that name a fact each. */
static int take_papers(struct store *s, const struct principal *by,
                       const struct registration_papers *papers, const char *today, int64_t now,
                       struct solver_findings *bad, struct err *e)
{
    const struct store_scope scope = principal_scope(by);
    int rc = ERR_OK;
    for (size_t i = 0; i < papers->n && rc == ERR_OK; i++) {
        struct store_official o = {0};
        char where[40];
        rc = store_official_by_code(s, &scope, papers->items[i].official, &o, e);
        snprintf(where, sizeof where, "/facts/%zu%s", i, o.id == 0 ? "/official" : "");
        if (rc == ERR_OK && o.id == 0)
            solver_findings_put(bad, where, "không có cán bộ này trong cơ quan của anh/chị",
                                "there is no such official in your agencies");
        else if (rc == ERR_OK)
            rc = facts_confirm(s, by, &o, &papers->items[i], where, today, now, bad, e);
        store_official_release(&o);
    }
    return rc;
}

/* All facts of one official must stand on a paper; one of the agency's covers what is left, of its
 * own people. */
static int settle_facts(struct store *s, const struct principal *by,
                        const struct store_member *member, size_t i,
                        const struct registration_papers *papers, int64_t now,
                        struct solver_findings *bad, struct err *e)
{
    const struct store_scope all = {.sees = STORE_SEES_ALL};
    const struct store_scope scope = principal_scope(by);
    struct store_official o = {0};
    struct store_official own = {0};
    char open[32] = "";
    int rc = store_official_get(s, &all, member->official_id, &o, e);
    rc = rc != ERR_OK ? rc : store_official_get(s, &scope, member->official_id, &own, e);
    if (rc == ERR_OK && own.id != 0 && papers->document != NULL)
        rc = facts_confirm_rest(s, by->account_id, &o, papers->document, papers->document_day, now,
                                e);
    rc = rc != ERR_OK ? rc : facts_open(s, &o, open, e);
    if (rc == ERR_OK && open[0] != '\0' && own.id == 0)
        solver_findings_add(bad, "/facts",
                            "cơ quan của người thứ %zu trong hồ sơ chưa xác nhận người đó",
                            "the agency of person %zu has not confirmed him or her", i + 1);
    else if (rc == ERR_OK && open[0] != '\0')
        solver_findings_add(bad, "/facts", "người thứ %zu: chưa có văn bản xác nhận \"%s\"",
                            "person %zu: no document confirms \"%s\"", i + 1, open);
    store_official_release(&own);
    store_official_release(&o);
    return rc;
}

static int settle_people(struct store *s, const struct principal *by, const struct store_request *r,
                         const struct registration_papers *papers, int64_t now,
                         struct solver_findings *bad, struct err *e)
{
    int rc = ERR_OK;
    for (size_t i = 0; i < r->n_members && rc == ERR_OK; i++) {
        const struct store_member *m = &r->members[i];
        if (m->official_id == 0)
            continue;
        if (i > 0 && m->consent[0] == '\0') {
            rc = err_set(e, ERR_DATA, "người thứ %zu trong hồ sơ chưa đồng ý ở cùng",
                         "person %zu of the request has not agreed to live there", i + 1);
            continue;
        }
        rc = settle_facts(s, by, m, i, papers, now, bad, e);
    }
    return rc;
}

int registration_confirm(struct store *s, const struct principal *by, const char *code,
                         int64_t version, const struct registration_papers *papers,
                         const char *today, int64_t now, struct solver_findings *bad, struct err *e)
{
    struct store_request r = {0};
    enum life_state to;
    int rc = registration_open(s, by, code, version, &r, e);
    if (rc == ERR_OK && by->role != PRINCIPAL_REGISTRAR)
        rc = err_set(e, ERR_DENIED, "việc xác nhận là của cơ quan", "the agency confirms requests");
    rc = rc != ERR_OK ? rc : registration_step(&r, LIFE_CONFIRM, &to, e);
    if (rc == ERR_OK && papers->document != NULL)
        (void)facts_is_paper(papers->document, papers->document_day, today, "", bad);
    rc = rc != ERR_OK ? rc : take_papers(s, by, papers, today, now, bad, e);
    if (rc == ERR_OK && bad->n == 0)
        rc = settle_people(s, by, &r, papers, now, bad, e);
    rc = rc != ERR_OK ? rc : registration_judged(bad, e);
    rc = rc != ERR_OK ? rc : take_step(s, by, &r, LIFE_CONFIRM, NULL, today, "request.confirm", e);
    store_request_release(&r);
    return rc;
}

/* ---- consent ---- */

/* Whose word it is: one's own, or an official's of one's agencies. */
static int find_speaker(struct store *s, const struct principal *by, const char *official,
                        int64_t *id, struct err *e)
{
    const struct store_scope scope = principal_scope(by);
    struct store_official o = {0};
    int rc = ERR_OK;
    *id = 0;
    if (by->role == PRINCIPAL_OFFICIAL && official == NULL)
        *id = by->official_id;
    else if (by->role == PRINCIPAL_OFFICIAL || by->role == PRINCIPAL_REGISTRAR)
        rc = official == NULL ? ERR_OK : store_official_by_code(s, &scope, official, &o, e);
    if (o.id != 0)
        *id = o.id;
    store_official_release(&o);
    if (rc == ERR_OK && *id == 0)
        rc = err_set(e, ERR_ABSENT, "không có hồ sơ này", "there is no such request");
    return rc;
}

int registration_consent(struct store *s, const struct principal *by, const char *code,
                         int64_t version, const char *official, bool agrees, struct err *e)
{
    struct store_request r = {0};
    int64_t id = 0;
    int rc = find_speaker(s, by, official, &id, e);
    /* the request of another agency is there for nothing but this word */
    const struct store_scope named = {.sees = STORE_SEES_SELF, .official_id = id};
    rc = rc != ERR_OK ? rc : store_request_by_code(s, &named, code, &r, e);
    if (rc == ERR_OK && (r.id == 0 || r.members[0].official_id == id))
        rc = err_set(e, ERR_ABSENT, "không có hồ sơ này", "there is no such request");
    if (rc == ERR_OK && version != 0 && version != r.version)
        rc = err_set(e, ERR_CHANGED, "hồ sơ đã thay đổi; hãy đọc lại",
                     "the request has changed; read it again");
    if (rc == ERR_OK && life_state_of(r.state) > LIFE_SUBMITTED)
        rc = err_set(e, ERR_DATA, "hồ sơ đã được xác nhận, không đổi người ở cùng được nữa",
                     "the request is confirmed: who lives together is settled");
    if (rc == ERR_OK) {
        const char *word = by->role == PRINCIPAL_OFFICIAL ? "own" : "agency";
        struct err why = {0};
        rc = store_request_consent(s, r.id, id, agrees ? word : "", &why);
        if (rc == ERR_DATA)
            (void)err_set(e, rc, "người này đã có trong một hồ sơ khác; hãy rút hồ sơ đó trước",
                          "this person is in another request; withdraw that one first");
        else if (rc != ERR_OK)
            *e = why;
    }
    rc = rc != ERR_OK ? rc
                      : audit_add(s, by->account_id, "request.consent",
                                  agrees ? "agrees=yes" : "agrees=no", e, "request/%s", code);
    store_request_release(&r);
    return rc;
}
