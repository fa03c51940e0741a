/* Rounds opened, changed and ended, see the header; closing and the draw are in round_close.c and
 * round_draw.c.
 */
#include "service/round.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/date.h"
#include "base/mem.h"
#include "round_parts.h"
#include "service/policies.h"
#include "store/audit.h"

enum { MAX_NAME = 200, MAX_OFFER_DAYS = 60 };

int round_get(struct store *s, const char *code, struct store_round *out, struct err *e)
{
    int rc = store_round_get(s, code, out, e);
    if (rc == ERR_OK && out->id == 0)
        rc = err_set(e, ERR_ABSENT, "không có đợt %s", "there is no round %s", code);
    return rc;
}

int round_take(struct store *s, const char *code, int64_t version, struct store_round *out,
               struct err *e)
{
    int rc = round_get(s, code, out, e);
    if (rc == ERR_OK && version != 0 && version != out->version)
        rc = err_set(e, ERR_CHANGED, "đợt %s đã được người khác sửa; hãy đọc lại",
                     "round %s was changed by somebody else; read it again", code);
    return rc;
}

int round_note(struct store *s, const struct principal *by, const char *action,
               const struct store_round *r, const char *fields, struct err *e)
{
    char object[64];
    snprintf(object, sizeof object, "round/%s", r->code);
    struct store_audit a = {.actor = by->account_id,
                            .action = (char *)action,
                            .object = object,
                            .fields = (char *)fields};
    return store_audit_add(s, &a, e);
}

static bool is_code(const char *code)
{
    size_t len = strlen(code);
    return len >= 1 && len <= 32 && code[0] != '-' &&
           strspn(code, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-") == len;
}

static void judge_text(const char *text, const char *where, struct solver_findings *bad)
{
    if (text != NULL && (text[0] == '\0' || strlen(text) > MAX_NAME))
        solver_findings_add(bad, where, "phải có từ 1 đến %d byte",
                            "must have between 1 and %d bytes", MAX_NAME);
}

/* Every offence of what was said; what was not said is judged as it stands. */
static void judge_terms(const struct round_terms *t, int64_t now, struct solver_findings *bad)
{
    char today[11];
    clock_day(now, today);
    judge_text(t->name, "/name", bad);
    judge_text(t->draw_source, "/draw_source", bad);
    if (t->as_of != NULL && !date_is_valid(t->as_of))
        solver_findings_put(bad, "/as_of", "phải là một ngày có thật, dạng YYYY-MM-DD",
                            "must be a day that exists, as YYYY-MM-DD");
    if (t->draw_day != NULL && !date_is_valid(t->draw_day))
        solver_findings_put(bad, "/draw_day", "phải là một ngày có thật, dạng YYYY-MM-DD",
                            "must be a day that exists, as YYYY-MM-DD");
    else if (t->draw_day != NULL && strcmp(t->draw_day, today) <= 0)
        solver_findings_put(bad, "/draw_day",
                            "phải sau hôm nay: số chưa được quay thì không ai chọn được",
                            "must be after today: nobody can choose a number not drawn yet");
    if (t->offer_days < 0 || t->offer_days > MAX_OFFER_DAYS)
        solver_findings_add(bad, "/offer_days", "phải từ 1 đến %d", "must be from 1 to %d",
                            MAX_OFFER_DAYS);
}

/* The policy named, and its own day where the round has none. */
static int find_policy(struct store *s, const struct round_terms *t, int64_t *id, char as_of[11],
                       struct solver_findings *bad, struct err *e)
{
    struct store_policy row = {0};
    struct policy p = {0};
    int rc = store_policy_get(s, t->policy, t->policy_version, &row, e);
    if (rc == ERR_OK && row.id == 0)
        solver_findings_put(bad, "/policy", "không có chính sách này", "there is no such policy");
    else if (rc == ERR_OK)
        rc = policies_load(s, row.code, row.version, &p, e);
    *id = row.id;
    snprintf(as_of, 11, "%s", p.as_of);
    policy_release(&p);
    store_policy_release(&row);
    return rc;
}

int round_refuse(const struct solver_findings *bad, struct err *e)
{
    return bad->n == 0
               ? ERR_OK
               : err_set(e, ERR_INPUT, "đợt có %zu chỗ sai", "the round has %zu offences", bad->n);
}

static void demand(const char *text, const char *where, struct solver_findings *bad)
{
    if (text == NULL)
        solver_findings_put(bad, where, "thiếu trường này", "this field is missing");
}

int round_open(struct store *s, const struct principal *by, const struct round_terms *t,
               int64_t now, struct solver_findings *bad, struct err *e)
{
    char as_of[11] = "";
    struct store_round r = {.state = (char *)"open",
                            .names_public = t->names_public != 0,
                            .offer_days = t->offer_days > 0 ? t->offer_days : ROUND_OFFER_DAYS,
                            .opened_at = now,
                            .n_requests = -1,
                            .n_eligible = -1,
                            .code = (char *)t->code,
                            .name = (char *)t->name,
                            .draw_source = (char *)t->draw_source,
                            .draw_day = (char *)t->draw_day};
    struct store_round twin = {0};
    int rc = ERR_OK;
    demand(t->name, "/name", bad);
    demand(t->policy, "/policy", bad);
    demand(t->draw_source, "/draw_source", bad);
    demand(t->draw_day, "/draw_day", bad);
    judge_terms(t, now, bad);
    if (t->code == NULL || !is_code(t->code))
        solver_findings_put(bad, "/code", "từ 1 đến 32 chữ cái không dấu, số hoặc dấu -",
                            "1 to 32 letters a-z, digits or -");
    else
        rc = store_round_get(s, t->code, &twin, e);
    if (twin.id != 0)
        solver_findings_put(bad, "/code", "đã có đợt mang mã này", "a round has this code already");
    if (rc == ERR_OK && t->policy != NULL)
        rc = find_policy(s, t, &r.policy_id, as_of, bad, e);
    r.as_of = t->as_of != NULL ? (char *)t->as_of : as_of;
    if (rc == ERR_OK)
        rc = round_refuse(bad, e);
    if (rc == ERR_OK)
        rc = store_round_put(s, &r, e);
    if (rc == ERR_OK)
        rc = round_note(s, by, "round.open", &r, NULL, e);
    store_round_release(&twin);
    return rc;
}

/* Replaces an owned text, and names the field for the audit. */
static void change_text(char **text, const char *to, const char *field, struct buf *fields)
{
    if (to == NULL || strcmp(*text, to) == 0)
        return;
    free(*text);
    *text = mem_dup(to);
    buf_fmt(fields, "%s ", field);
}

static void change_number(int *n, int to, const char *field, struct buf *fields)
{
    if (*n == to)
        return;
    *n = to;
    buf_fmt(fields, "%s ", field);
}

static int apply_terms(struct store *s, struct store_round *r, const struct round_terms *t,
                       struct buf *fields, struct solver_findings *bad, struct err *e)
{
    char as_of[11];
    int64_t policy_id = r->policy_id;
    int rc = t->policy == NULL ? ERR_OK : find_policy(s, t, &policy_id, as_of, bad, e);
    if (policy_id != r->policy_id)
        buf_str(fields, "policy ");
    r->policy_id = policy_id;
    change_text(&r->name, t->name, "name", fields);
    change_text(&r->as_of, t->as_of, "as_of", fields);
    change_text(&r->draw_source, t->draw_source, "draw_source", fields);
    change_text(&r->draw_day, t->draw_day, "draw_day", fields);
    if (t->names_public >= 0)
        change_number(&r->names_public, t->names_public, "names_public", fields);
    if (t->offer_days > 0)
        change_number(&r->offer_days, t->offer_days, "offer_days", fields);
    return rc;
}

int round_change(struct store *s, const struct principal *by, const char *code, int64_t version,
                 const struct round_terms *t, int64_t now, struct solver_findings *bad,
                 struct err *e)
{
    struct store_round r = {0};
    struct buf fields = {0};
    int rc = round_take(s, code, version, &r, e);
    if (rc == ERR_OK && strcmp(r.state, "open") != 0)
        rc = err_set(e, ERR_DATA, "đợt %s đã chốt, không sửa được nữa",
                     "round %s is closed and cannot change any more", code);
    if (rc == ERR_OK)
        judge_terms(t, now, bad);
    if (rc == ERR_OK)
        rc = apply_terms(s, &r, t, &fields, bad, e);
    if (rc == ERR_OK)
        rc = round_refuse(bad, e);
    if (rc == ERR_OK)
        rc = store_round_put(s, &r, e);
    if (rc == ERR_OK)
        rc = round_note(s, by, "round.change", &r, fields.data, e);
    buf_release(&fields);
    store_round_release(&r);
    return rc;
}

static int move(struct store *s, struct store_round *r, const char *state, struct err *e)
{
    free(r->state);
    r->state = mem_dup(state);
    return store_round_put(s, r, e);
}

int round_finish(struct store *s, const struct principal *by, const char *code, int64_t version,
                 struct err *e)
{
    struct store_round r = {0};
    int rc = round_take(s, code, version, &r, e);
    bool is_published = rc == ERR_OK && strcmp(r.state, "published") == 0;
    if (rc == ERR_OK && (strcmp(r.state, "open") == 0 || strcmp(r.state, "done") == 0))
        rc = err_set(e, ERR_DATA, "đợt %s chưa chốt hoặc đã kết thúc",
                     "round %s is still open, or over already", code);
    if (rc == ERR_OK && is_published)
        rc = store_round_waited(s, e);
    if (rc == ERR_OK)
        rc = move(s, &r, "done", e);
    if (rc == ERR_OK)
        rc = round_note(s, by, "round.finish", &r, NULL, e);
    store_round_release(&r);
    return rc;
}

int round_advance(struct store *s, int64_t round_id, const char *state, struct err *e)
{
    static const char *const states[] = {"open", "closed", "planned", "published", "done"};
    struct store_round r = {0};
    int rc = store_round_of(s, round_id, &r, e);
    if (rc != ERR_OK || r.id == 0)
        return rc != ERR_OK ? rc : err_set(e, ERR_ABSENT, "không có đợt này", "no such round");
    size_t from = 0;
    size_t to = 0;
    while (strcmp(states[from], r.state) != 0)
        from++;
    while (strcmp(states[to], state) != 0)
        to++;
    if (from < to)
        rc = move(s, &r, state, e);
    store_round_release(&r);
    return rc;
}
