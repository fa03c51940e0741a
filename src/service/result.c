/* The page of truth, see the header. */
#include "service/result.h"

#include <string.h>

#include "store/plan.h"

/* Of an explanation (`quarters.explanation/1`, one party) the sentences: they come last, and a
 * quote inside a text is escaped, so the name cannot stand in one. */
static void take_sentences(const struct buf *explanation, struct buf *out)
{
    static const char name[] = ",\"sentences\":";
    const char *at = explanation->data == NULL ? NULL : strstr(explanation->data, name);
    const char *end = at == NULL ? NULL : strrchr(at, ']');
    if (end != NULL)
        buf_add(out, at + strlen(name), (size_t)(end + 1 - at) - strlen(name));
}

static int explain(struct store *s, const char *lang, struct result *r, struct err *e)
{
    const struct store_standing *st = &r->standing;
    struct buf whole = {0};
    if (st->plan_id == 0)
        return ERR_OK;
    int rc = store_plan_explanation(s, st->plan_id, st->request,
                                    strcmp(lang, "en") == 0 ? STORE_OFFICIAL_EN : STORE_OFFICIAL_VI,
                                    &whole, e);
    if (rc == ERR_OK)
        take_sentences(&whole, &r->explanation);
    buf_release(&whole);
    return rc;
}

static int list_appeals(struct store *s, const struct store_scope *scope, struct result *r,
                        struct err *e)
{
    enum { MAX = 100 };
    int64_t n;
    const struct store_appeal_query q = {
        .scope = *scope, .request = r->standing.request, .after = "", .limit = MAX};
    return store_appeal_list(s, &q, &r->appeals, &n, e);
}

/* Closures from a day on of the rooms that the party has, is in for a while, or is offered. */
static int list_closures(struct store *s, const char *today, struct result *r, struct err *e)
{
    const struct store_closure_query since = {.since_day = today};
    struct store_closures *all = &r->closures;
    int64_t n_all;
    size_t n = 0;
    int rc = store_closure_list(s, &since, all, &n_all, e);
    for (size_t i = 0; i < all->n; i++) {
        const char *room = all->items[i].room;
        bool is_offered =
            r->offer.id != 0 && r->offer.answer[0] == '\0' && strcmp(r->offer.room, room) == 0;
        bool is_in = r->away.id != 0 && strcmp(r->away.room, room) == 0;
        if (is_offered || is_in || strcmp(r->standing.room, room) == 0) {
            struct store_closure kept = all->items[i];
            all->items[i] = all->items[n];
            all->items[n++] = kept;
        }
    }
    for (size_t i = n; i < all->n; i++)
        store_closure_release(&all->items[i]);
    all->n = n;
    return rc;
}

int result_get(struct store *s, const struct principal *by, const char *request, const char *lang,
               const char *today, struct result *out, struct err *e)
{
    const struct store_scope scope = principal_scope(by);
    *out = (struct result){0};
    int rc = store_standing_get(s, &scope, request, &out->standing, e);
    const struct store_standing *st = &out->standing;
    if (rc == ERR_OK && st->id == 0)
        rc = err_set(e, ERR_ABSENT, "không có hồ sơ này", "there is no such request");
    if (rc == ERR_OK)
        rc = store_step_list(s, st->id, &out->history, e);
    if (rc == ERR_OK)
        rc = store_offer_last(s, st->id, &out->offer, e);
    if (rc == ERR_OK)
        rc = store_stay_open(s, st->id, "own", &out->own, e);
    if (rc == ERR_OK)
        rc = store_stay_open(s, st->id, "temporary", &out->away, e);
    if (rc == ERR_OK)
        rc = store_handover_list(s, st->id, &out->handovers, e);
    if (rc == ERR_OK)
        rc = store_leave_get(s, st->id, &out->leave, e);
    if (rc == ERR_OK)
        rc = list_closures(s, today, out, e);
    if (rc == ERR_OK)
        rc = explain(s, lang, out, e);
    if (rc == ERR_OK)
        rc = list_appeals(s, &scope, out, e);
    if (rc == ERR_OK)
        out->deadline =
            life_deadline(life_state_of(st->state), st->submitted_on, st->confirmed_on, today);
    return rc;
}

void result_release(struct result *r)
{
    store_standing_release(&r->standing);
    store_steps_release(&r->history);
    store_offer_release(&r->offer);
    store_stay_release(&r->own);
    store_stay_release(&r->away);
    store_handovers_release(&r->handovers);
    store_leave_release(&r->leave);
    store_closures_release(&r->closures);
    store_appeals_release(&r->appeals);
    buf_release(&r->explanation);
    *r = (struct result){0};
}
