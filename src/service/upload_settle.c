/* What follows from an applied list for the people in it, see upload.h: facts confirmed by the
 * paper it came with, requests submitted or confirmed. */
#include "upload_parts.h"

#include <string.h>

#include "registration_parts.h"
#include "store/store.h"

/* One list being settled. */
struct settle {
    struct store *store;
    const struct principal *by;
    const struct store_upload *upload;
    const char *today;
    int64_t now;
};

static bool has_paper(const struct settle *x)
{
    return x->upload->document[0] != '\0';
}

/* Whether each official of a request is in the party and confirmed. */
static int is_ready(const struct settle *x, const struct store_request *r, bool *ready,
                    struct err *e)
{
    const struct store_scope all = {.sees = STORE_SEES_ALL};
    int rc = ERR_OK;
    *ready = true;
    for (size_t i = 0; i < r->n_members && rc == ERR_OK && *ready; i++) {
        struct store_official o = {0};
        char open[32] = "";
        if (r->members[i].official_id == 0)
            continue;
        rc = store_official_get(x->store, &all, r->members[i].official_id, &o, e);
        rc = rc != ERR_OK ? rc : facts_open(x->store, &o, open, e);
        *ready = open[0] == '\0' && (i == 0 || r->members[i].consent[0] != '\0');
        store_official_release(&o);
    }
    return rc;
}

/* Brings a request to where the list leaves it. */
static int settle_request(const struct settle *x, const struct store_request *r, bool is_changed,
                          struct err *e)
{
    const enum life_state state = life_state_of(r->state);
    enum life_state to = state;
    bool ready = false;
    int rc = is_ready(x, r, &ready, e);
    if (state == LIFE_DRAFT)
        to = LIFE_SUBMITTED;
    else if (state > LIFE_SUBMITTED && (is_changed || !ready))
        (void)life_next(state, LIFE_CORRECT, &to);
    const bool begins = to == LIFE_SUBMITTED && (state != to || r->submitted_on[0] == '\0');
    if (rc == ERR_OK && r->filed[0] == '\0')
        rc = store_request_file(x->store, r->id, x->today, e);
    if (rc == ERR_OK && begins)
        rc = store_request_move(x->store, r->id, life_state_name(to), x->today, "", e);
    if (rc == ERR_OK && to == LIFE_SUBMITTED && has_paper(x) && ready)
        rc =
            store_request_move(x->store, r->id, life_state_name(LIFE_CONFIRMED), NULL, x->today, e);
    return rc;
}

static int settle_official(const struct settle *x, int64_t id, struct err *e)
{
    const struct store_scope all = {.sees = STORE_SEES_ALL};
    struct store_official o = {0};
    struct store_request r = {0};
    int rc = store_official_get(x->store, &all, id, &o, e);
    if (rc == ERR_OK && has_paper(x))
        rc = facts_confirm_rest(x->store, x->by->account_id, &o, x->upload->document,
                                x->upload->document_day, x->now, e);
    rc = rc != ERR_OK ? rc : store_request_of_official(x->store, id, &r, e);
    /* a draft of the person's own stays one: this list says nothing of it */
    if (rc == ERR_OK && r.id != 0 && life_state_of(r.state) > LIFE_SUBMITTED)
        rc = settle_request(x, &r, false, e);
    store_request_release(&r);
    store_official_release(&o);
    return rc;
}

int upload_settle(struct store *s, const struct principal *by, const struct store_upload *u,
                  const struct import_report *report, const char *today, int64_t now, struct err *e)
{
    const struct settle x = {s, by, u, today, now};
    int rc = ERR_OK;
    for (size_t i = 0; i < report->n_officials && rc == ERR_OK; i++)
        rc = settle_official(&x, report->official_ids[i], e);
    for (size_t i = 0; i < report->n_request_ids && rc == ERR_OK; i++) {
        struct store_request r = {0};
        rc = store_request_get(s, report->request_ids[i].id, &r, e);
        rc = rc != ERR_OK ? rc : settle_request(&x, &r, report->request_ids[i].is_changed, e);
        store_request_release(&r);
    }
    return rc;
}
