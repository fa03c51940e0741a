/* The draw of a round: entered by one, confirmed by another, then it stands. */
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "round_parts.h"
#include "service/freeze.h"

enum { MAX_SEED = 32 };

/* Whether the number may come now, and looks like one. */
static int may_draw(const struct store_round *r, const char *seed, int64_t now,
                    struct solver_findings *bad, struct err *e)
{
    char today[11];
    size_t len = strlen(seed);
    clock_day(now, today);
    if (strcmp(r->state, "open") == 0)
        return err_set(e, ERR_DATA, "đợt %s chưa chốt; hãy chốt danh sách trước",
                       "round %s is still open; close it first", r->code);
    if (r->confirmed_at != 0)
        return err_set(e, ERR_DATA,
                       "kết quả quay số của đợt %s đã được xác nhận, không đổi được nữa",
                       "the draw of round %s is confirmed and stands", r->code);
    if (strcmp(today, r->draw_day) < 0)
        return err_set(e, ERR_DATA, "chưa đến ngày quay số %s", "the day of the draw is %s",
                       r->draw_day);
    if (len < 1 || len > MAX_SEED || strspn(seed, "0123456789") != len)
        solver_findings_add(bad, "/seed", "phải là dãy từ 1 đến %d chữ số, ghi cả số 0 ở đầu",
                            "must be 1 to %d digits, leading zeros included", MAX_SEED);
    return round_refuse(bad, e);
}

int round_enter_draw(struct store *s, const struct principal *by, const char *code, int64_t version,
                     const char *seed, int64_t now, struct solver_findings *bad, struct err *e)
{
    struct store_round r = {0};
    struct buf fields = {0};
    int rc = round_take(s, code, version, &r, e);
    if (rc == ERR_OK)
        rc = may_draw(&r, seed, now, bad, e);
    if (rc == ERR_OK) {
        free(r.seed);
        r.seed = mem_dup(seed);
        r.seed_by = by->account_id;
        buf_fmt(&fields, "seed=%s", seed);
        rc = store_round_put(s, &r, e);
    }
    if (rc == ERR_OK)
        rc = round_note(s, by, "round.draw", &r, fields.data, e);
    buf_release(&fields);
    store_round_release(&r);
    return rc;
}

static int may_confirm(const struct store_round *r, const struct principal *by, const char *seed,
                       struct solver_findings *bad, struct err *e)
{
    if (by->role == PRINCIPAL_REGISTRAR && !by->all_agencies)
        return err_set(e, ERR_DENIED, "việc này của văn phòng phụ trách mọi cơ quan",
                       "this is for the office in charge of all agencies");
    if (r->seed[0] == '\0')
        return err_set(e, ERR_DATA, "chưa ai nhập kết quả quay số của đợt %s",
                       "nobody has entered the draw of round %s", r->code);
    if (r->seed_by == by->account_id)
        return err_set(e, ERR_DENIED, "người thứ hai phải xác nhận, không phải người đã nhập",
                       "a second person must confirm, not the one who entered it");
    if (strcmp(r->seed, seed) != 0)
        solver_findings_put(bad, "/seed",
                            "khác số đã nhập; hãy đối chiếu với nguồn công bố, nếu số đã nhập sai "
                            "thì nhập lại",
                            "is not the number entered; compare with the source, and enter it anew "
                            "where that was wrong");
    return round_refuse(bad, e);
}

/* The order that the number gives, on every request of the round. */
static int tell_requests(struct store *s, const char *code, struct err *e)
{
    struct frozen f = {0};
    int rc = round_snapshot(s, code, NULL, &f, e);
    if (rc == ERR_OK) {
        snapshot_score(&f.snapshot, &f.policy, f.round.as_of);
        snapshot_draw(&f.snapshot, &f.policy, frozen_seed(&f));
    }
    for (size_t i = 0; i < f.snapshot.n_requests && rc == ERR_OK; i++)
        rc = store_round_place(s, f.snapshot.requests[i].row_id, f.snapshot.requests[i].order, e);
    frozen_release(&f);
    return rc;
}

int round_confirm_draw(struct store *s, const struct principal *by, const char *code,
                       int64_t version, const char *seed, int64_t now, struct solver_findings *bad,
                       struct err *e)
{
    struct store_round r = {0};
    int rc = round_take(s, code, version, &r, e);
    if (rc == ERR_OK)
        rc = may_draw(&r, seed, now, bad, e);
    if (rc == ERR_OK)
        rc = may_confirm(&r, by, seed, bad, e);
    if (rc == ERR_OK) {
        r.confirmed_by = by->account_id;
        r.confirmed_at = now;
        rc = store_round_put(s, &r, e);
    }
    if (rc == ERR_OK)
        rc = tell_requests(s, code, e);
    if (rc == ERR_OK)
        rc = round_note(s, by, "round.confirm_draw", &r, NULL, e);
    store_round_release(&r);
    return rc;
}
