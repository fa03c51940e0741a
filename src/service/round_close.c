/* Closing a round: the register as it stands is scored, frozen and hashed, and every request hears
 * its points. The order comes with the draw.
 */
#include <stdlib.h>
#include <string.h>

#include "base/crypto.h"
#include "base/clock.h"
#include "base/mem.h"
#include "round_parts.h"
#include "service/allocate.h"
#include "service/freeze.h"
#include "service/policies.h"
#include "service/scoring.h"

/* A round between closing and publication gives out rooms; a second one would give them twice. */
static int refuse_second(struct store *s, struct err *e)
{
    struct store_rounds all = {0};
    int rc = store_round_list(s, &all, e);
    for (size_t i = 0; i < all.n && rc == ERR_OK; i++)
        if (strcmp(all.items[i].state, "closed") == 0 || strcmp(all.items[i].state, "planned") == 0)
            rc = err_set(
                e, ERR_DATA, "đợt %s đã chốt mà chưa công bố; hãy công bố hoặc kết thúc trước",
                "round %s is closed and not published; publish or end it first", all.items[i].code);
    store_rounds_release(&all);
    return rc;
}

static int may_close(struct store *s, const struct store_round *r, int64_t now, struct err *e)
{
    char today[11];
    clock_day(now, today);
    if (strcmp(r->state, "open") != 0)
        return err_set(e, ERR_DATA, "đợt %s đã chốt", "round %s is closed already", r->code);
    if (strcmp(r->draw_day, today) <= 0)
        return err_set(
            e, ERR_DATA, "ngày quay số %s không còn ở sau hôm nay; hãy sửa thành một ngày sau đó",
            "the day of the draw, %s, is not after today any more; name a later one", r->draw_day);
    return refuse_second(s, e);
}

/* The snapshot in two texts: what is kept, and what is published. */
static int freeze(struct store *s, struct store_round *r, const struct snapshot *house,
                  struct buf *fields, struct err *e)
{
    struct buf text = {0};
    struct buf list = {0};
    char hash[65];
    freeze_write(house, &text);
    snapshot_list(house, &list);
    crypto_sha256(text.data, text.len, hash);
    buf_fmt(fields, "list_sha256=%s snapshot_sha256=%s", r->list_sha256, hash);
    int rc = store_round_freeze(s, r->id, text.data, list.data == NULL ? "" : list.data, e);
    buf_release(&text);
    buf_release(&list);
    return rc;
}

static void tally(struct store_round *r, const struct snapshot *house, int64_t now)
{
    free(r->state);
    free(r->list_sha256);
    r->state = mem_dup("closed");
    r->list_sha256 = mem_dup(house->list_sha256);
    r->closed_at = now;
    r->n_requests = (int)house->n_requests;
    r->n_eligible = 0;
    for (size_t i = 0; i < house->n_requests; i++)
        r->n_eligible += house->requests[i].score.is_eligible;
}

/* Points, band and state; no place in an order that nobody has drawn. */
static int tell_requests(struct store *s, const struct policy *p, struct snapshot *house,
                         struct err *e)
{
    int rc = ERR_OK;
    for (size_t i = 0; i < house->n_requests && rc == ERR_OK; i++) {
        house->requests[i].order = 0;
        rc = scoring_store_one(s, p, &house->requests[i], LIFE_QUALIFY, e);
    }
    return rc;
}

int round_close(struct store *s, const struct principal *by, const char *code, int64_t version,
                int64_t now, struct err *e)
{
    struct store_round r = {0};
    struct policy p = {0};
    struct snapshot house = {0};
    struct buf fields = {0};
    int rc = round_take(s, code, version, &r, e);
    if (rc == ERR_OK)
        rc = may_close(s, &r, now, e);
    if (rc == ERR_OK)
        rc = policies_load(s, r.policy, r.policy_version, &p, e);
    if (rc == ERR_OK)
        rc = snapshot_load(&house, s, r.as_of, e);
    if (rc == ERR_OK) {
        house.is_confirmed_only = true;
        snapshot_score(&house, &p, r.as_of);
        snapshot_draw(&house, &p, ALLOCATE_NO_SEED);
        tally(&r, &house, now);
        rc = store_round_put(s, &r, e);
    }
    if (rc == ERR_OK)
        rc = store_policy_use(s, r.policy_id, e);
    if (rc == ERR_OK)
        rc = freeze(s, &r, &house, &fields, e);
    if (rc == ERR_OK)
        rc = tell_requests(s, &p, &house, e);
    if (rc == ERR_OK)
        rc = round_note(s, by, "round.close", &r, fields.data, e);
    buf_release(&fields);
    snapshot_release(&house);
    policy_release(&p);
    store_round_release(&r);
    return rc;
}
