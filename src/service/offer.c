/* Offers from a plan's publication, their answers and their end; see the header. */
#include "service/offer.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "service/closure.h"
#include "solver/instance.h"
#include "store/audit.h"
#include "store/plan.h"
#include "store/request.h"
#include "store/store.h"

/* A plan whose offers are being made. */
struct publication {
    struct store *store;
    int64_t plan_id;
    int64_t now;
    int64_t deadline;
    struct solver_instance instance;
    struct store_parties parties; /* all requests */
    struct offer_counts *counts;
};

int64_t offer_deadline(int64_t now, int days)
{
    char today[11];
    clock_day(now, today);
    return clock_midnight(today, days + 1);
}

static int compare_code(const void *code, const void *party)
{
    return strcmp(code, ((const struct store_party *)party)->request);
}

static struct store_party *party_of(const struct publication *pub, const char *code)
{
    return pub->parties.n == 0 ? NULL
                               : bsearch(code, pub->parties.items, pub->parties.n,
                                         sizeof *pub->parties.items, compare_code);
}

static int read_instance(struct publication *pub, struct err *e)
{
    struct buf text = {0};
    struct solver_findings bad = {0};
    int rc = store_plan_text(pub->store, pub->plan_id, STORE_PLAN_INSTANCE, &text, e);
    if (rc == ERR_OK &&
        solver_instance_parse(&pub->instance, text.data, text.len, &bad) != SOLVER_OK)
        rc = err_set(e, ERR_DATA, "phương án đã lưu không đọc được", "the stored plan is damaged");
    solver_findings_release(&bad);
    buf_release(&text);
    return rc;
}

static int open_publication(struct publication *pub, struct err *e)
{
    int days = 0;
    int rc = store_offer_days(pub->store, pub->plan_id, &days, e);
    pub->deadline = offer_deadline(pub->now, days);
    if (rc == ERR_OK)
        rc = read_instance(pub, e);
    return rc == ERR_OK ? store_party_list(pub->store, pub->plan_id, &pub->parties, e) : rc;
}

static void close_publication(struct publication *pub)
{
    solver_instance_release(&pub->instance);
    store_parties_release(&pub->parties);
}

/* Beds that a party takes: 0 = all of the room. */
static int beds_of(const struct solver_party *p)
{
    return p->is_private ? 0 : p->n_members;
}

/* Whether a plan has nothing to say to a request any more. */
static bool is_over(const struct store_party *r)
{
    static const char *const over[] = {"draft", "declined", "expired", "ended", "withdrawn"};
    for (size_t i = 0; i < sizeof over / sizeof *over; i++)
        if (strcmp(r->state, over[i]) == 0)
            return true;
    return strcmp(r->state, "refused") == 0 && r->current_room_id == 0;
}

static int move_to(struct store *s, struct store_party *r, const char *state, struct err *e)
{
    if (strcmp(r->state, state) == 0)
        return ERR_OK;
    free(r->state);
    r->state = mem_dup(state);
    return store_request_move(s, r->request_id, state, NULL, NULL, e);
}

/* Who lives in a room because an offer was accepted is `accepted` until the keys are handed over.
 */
static int keep_living(struct publication *pub, struct store_party *r, struct err *e)
{
    pub->counts->n_living++;
    return strcmp(r->state, "accepted") == 0 ? ERR_OK : move_to(pub->store, r, "living", e);
}

/* Brings a request to where the plan puts it; offers come later. */
static int place(struct publication *pub, struct store_party *r, const struct solver_party *p,
                 struct err *e)
{
    int rc = ERR_OK;
    if (r->current_room_id != 0)
        rc = store_party_settle(pub->store, r->request_id, r->current_room_id, beds_of(p), e);
    if (rc == ERR_OK && r->offer_id != 0 && r->offer_room_id == r->room_id)
        return ERR_OK;
    if (rc == ERR_OK && r->offer_id != 0) {
        rc = store_offer_answer(pub->store, r->offer_id, "void", pub->now, e);
        r->offer_id = 0;
    }
    if (rc != ERR_OK)
        return rc;
    if (r->room_id != 0 && r->room_id != r->current_room_id)
        return move_to(pub->store, r, "allocated", e);
    if (r->current_room_id != 0)
        return keep_living(pub, r, e);
    pub->counts->n_waiting++;
    return move_to(pub->store, r, "waiting", e);
}

static int offer_to(struct publication *pub, struct store_party *r, const struct solver_party *p,
                    struct err *e)
{
    bool has_beds = false, is_closed = false;
    char today[11];
    clock_day(pub->now, today);
    int rc = store_room_has_free(pub->store, r->room_id, beds_of(p), &has_beds, e);
    rc = rc != ERR_OK ? rc : closure_is_on(pub->store, r->room_id, today, &is_closed, e);
    if (rc != ERR_OK || !has_beds || is_closed)
        return rc;
    struct store_offer o = {.plan_id = pub->plan_id,
                            .request_id = r->request_id,
                            .room_id = r->room_id,
                            .beds = beds_of(p),
                            .made_at = pub->now,
                            .deadline = pub->deadline};
    rc = store_offer_add(pub->store, &o, e);
    r->offer_id = o.id;
    r->offer_room_id = r->room_id;
    store_offer_release(&o);
    pub->counts->n_offered++;
    return rc == ERR_OK ? move_to(pub->store, r, "offered", e) : rc;
}

static bool is_owed(const struct store_party *r)
{
    return r->room_id != 0 && strcmp(r->state, "allocated") == 0;
}

/* Whether somebody may yet leave the room that `r` is to get: has an offer elsewhere, or hopes for
 * one (marked in `hopes`). */
static bool may_fall_free(const struct publication *pub, const struct store_party *r,
                          const bool *hopes)
{
    for (size_t i = 0; i < pub->parties.n; i++) {
        const struct store_party *q = &pub->parties.items[i];
        if (q != r && q->current_room_id == r->room_id && (q->offer_id != 0 || hopes[i]))
            return true;
    }
    return false;
}

/* Those of the plan whose bed is not free go on hoping, or wait on. */
static int sort_out_owed(struct publication *pub, struct err *e)
{
    bool *hopes = mem_array(pub->parties.n, sizeof *hopes);
    int rc = ERR_OK;
    for (bool grows = true; grows;) {
        grows = false;
        for (size_t i = 0; i < pub->parties.n; i++) {
            const struct store_party *r = &pub->parties.items[i];
            if (is_owed(r) && !hopes[i] && may_fall_free(pub, r, hopes))
                grows = hopes[i] = true;
        }
    }
    for (size_t i = 0; i < pub->parties.n && rc == ERR_OK; i++) {
        struct store_party *r = &pub->parties.items[i];
        if (!is_owed(r))
            continue;
        pub->counts->n_owed += hopes[i];
        if (!hopes[i] && r->current_room_id == 0)
            pub->counts->n_waiting++;
        if (!hopes[i])
            rc = r->current_room_id != 0 ? keep_living(pub, r, e)
                                         : move_to(pub->store, r, "waiting", e);
    }
    free(hopes);
    return rc;
}

/* Offers what is free to those of the plan who have no offer yet. */
static int offer_free(struct publication *pub, struct err *e)
{
    int rc = ERR_OK;
    for (int p = 0; p < pub->instance.n_parties && rc == ERR_OK; p++) {
        struct store_party *r = party_of(pub, pub->instance.parties[p].id);
        if (r != NULL && is_owed(r))
            rc = offer_to(pub, r, &pub->instance.parties[p], e);
    }
    return rc == ERR_OK ? sort_out_owed(pub, e) : rc;
}

int offer_publish(struct store *s, int64_t round_id, int64_t plan_id, int64_t now,
                  struct offer_counts *counts, struct err *e)
{
    struct publication pub = {.store = s, .plan_id = plan_id, .now = now, .counts = counts};
    *counts = (struct offer_counts){0};
    int rc = store_publication_add(s, plan_id, round_id, now, e);
    if (rc == ERR_OK)
        rc = open_publication(&pub, e);
    for (int p = 0; p < pub.instance.n_parties && rc == ERR_OK; p++) {
        struct store_party *r = party_of(&pub, pub.instance.parties[p].id);
        if (r != NULL && !is_over(r))
            rc = place(&pub, r, &pub.instance.parties[p], e);
    }
    if (rc == ERR_OK)
        rc = offer_free(&pub, e);
    close_publication(&pub);
    return rc;
}

int offer_go_on(struct store *s, int64_t now, struct err *e)
{
    int64_t *plan_ids = NULL;
    size_t n = 0;
    int rc = store_offer_owing(s, &plan_ids, &n, e);
    for (size_t i = 0; i < n && rc == ERR_OK; i++) {
        struct offer_counts counts = {0};
        struct publication pub = {
            .store = s, .plan_id = plan_ids[i], .now = now, .counts = &counts};
        rc = open_publication(&pub, e);
        if (rc == ERR_OK)
            rc = offer_free(&pub, e);
        close_publication(&pub);
    }
    free(plan_ids);
    return rc;
}

static int audit(struct store *s, int64_t actor, const char *action, const struct store_offer *o,
                 struct err *e)
{
    char object[48] = "offer/";
    strncat(object, o->code, sizeof object - strlen(object) - 1);
    struct store_audit row = {
        .actor = actor, .action = (char *)(uintptr_t)action, .object = object};
    return store_audit_add(s, &row, e);
}

/* Writes an answer and what follows from it for the request. */
static int settle(struct store *s, const struct store_offer *o, const char *answer, int64_t now,
                  struct err *e)
{
    bool is_accepted = strcmp(answer, "accepted") == 0;
    int rc = store_offer_answer(s, o->id, answer, now, e);
    if (rc == ERR_OK && is_accepted)
        rc = store_party_settle(s, o->request_id, o->room_id, o->beds, e);
    const char *state = is_accepted || o->current_room_id == 0 ? answer : "living";
    return rc == ERR_OK ? store_request_move(s, o->request_id, state, NULL, NULL, e) : rc;
}

/* Whether `by` may answer for the party; companions see the offer, but did not file the request. */
static bool may_answer(const struct principal *by, const struct store_offer *o)
{
    return by->role == PRINCIPAL_REGISTRAR ||
           (by->role == PRINCIPAL_OFFICIAL && by->official_id == o->applicant_id);
}

static int check_answer(const struct principal *by, const struct store_offer *o, int64_t version,
                        int64_t now, struct err *e)
{
    if (o->id == 0)
        return err_set(e, ERR_ABSENT, "không có đề nghị này", "there is no such offer");
    if (!may_answer(by, o))
        return err_set(e, ERR_DENIED,
                       "chỉ người đứng đơn, hoặc cán bộ đăng ký của cơ quan, được trả lời",
                       "only the applicant, or a registrar of the agency, may answer");
    if (version != 0 && version != o->version)
        return err_set(e, ERR_CHANGED, "đề nghị đã thay đổi; hãy tải lại rồi trả lời",
                       "the offer has changed; load it again, then answer");
    if (o->answer[0] != '\0')
        return err_set(e, ERR_DATA, "đề nghị này đã có câu trả lời",
                       "this offer has been answered already");
    if (now >= o->deadline)
        return err_set(e, ERR_DATA, "đã hết hạn trả lời", "the time to answer is over");
    return ERR_OK;
}

int offer_answer(struct store *s, const struct principal *by, const char *code, int64_t version,
                 enum offer_reply reply, int64_t now, struct err *e)
{
    static const char *const answers[] = {
        [OFFER_ACCEPT] = "accepted", [OFFER_DECLINE] = "declined"};
    static const char *const actions[] = {
        [OFFER_ACCEPT] = "offer.accept", [OFFER_DECLINE] = "offer.decline"};
    struct store_scope scope = principal_scope(by);
    struct store_offer o = {0};
    int rc = store_offer_get(s, &scope, code, &o, e);
    if (rc == ERR_OK)
        rc = check_answer(by, &o, version, now, e);
    if (rc == ERR_OK)
        rc = settle(s, &o, answers[reply], now, e);
    if (rc == ERR_OK)
        rc = offer_go_on(s, now, e);
    if (rc == ERR_OK)
        rc = audit(s, by->account_id, actions[reply], &o, e);
    store_offer_release(&o);
    return rc;
}

int offer_tick(struct store *s, int64_t now, struct err *e)
{
    struct store_offers due = {0};
    int rc = store_offer_due(s, now, &due, e);
    for (size_t i = 0; i < due.n && rc == ERR_OK; i++) {
        rc = settle(s, &due.items[i], "expired", now, e);
        if (rc == ERR_OK)
            rc = audit(s, 0, "offer.expire", &due.items[i], e);
    }
    if (rc == ERR_OK && due.n > 0)
        rc = offer_go_on(s, now, e);
    store_offers_release(&due);
    return rc;
}
