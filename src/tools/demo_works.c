/* Works of the demo: rooms closed for a repair, for safety, for guests; their people lodged
 * elsewhere meanwhile, as the engine proposes.
 */
#include "demo_works.h"

#include <string.h>

#include "base/date.h"
#include "service/closure.h"
#include "service/rehousing.h"
#include "service/rehousing_ask.h"
#include "store/repair.h"

bool works_close(struct life *l, const char *room, int from, int days, const char *reason,
                 const char *note, int64_t repair, bool may_stay)
{
    char from_day[11], to_day[11], code[33];
    date_add(l->today, from, from_day);
    date_add(from_day, days, to_day);
    const struct closure_plan plan = {.room = room,
                                      .from_day = from_day,
                                      .to_day = to_day,
                                      .reason = reason,
                                      .note = note,
                                      .repair = repair,
                                      .may_stay = may_stay};
    life_try(l);
    return life_did(l, closure_add(l->store, &l->planner, &plan, l->at, code, &l->bad, &l->e));
}

static void propose(struct life *l, const char *code)
{
    const struct allocate_options o = {.engine = l->engine, .time_limit_s = 20};
    struct rehousing_question q = {0};
    struct rehousing_answer answer;
    life_must(l, rehousing_prepare(l->store, code, &q, &l->e));
    rehousing_answer(&q, &o, &answer);
    life_must(l, rehousing_keep(l->store, &answer, l->at, &l->e));
    rehousing_answer_release(&answer);
    rehousing_question_release(&q);
}

void works_rehouse(struct life *l, const char *kind)
{
    const struct store_rehousing_query open = {.state = "open"};
    struct store_rehousings all = {0};
    int64_t n;
    life_must(l, store_rehousing_list(l->store, &open, &all, &n, &l->e));
    for (size_t i = 0; i < all.n; i++) {
        propose(l, all.items[i].code);
        if (kind == NULL)
            continue;
        life_try(l);
        life_did(l, rehousing_choose(l->store, &l->planner, all.items[i].code, 0, kind, l->day,
                                     l->day, l->at, &l->bad, &l->e));
    }
    store_rehousings_release(&all);
}

/* Where a repair needs the room: closed until it is to be done, which ends the closure. */
static void close_for_repair(struct life *l, struct repairs *r, const char *room, int day,
                             bool is_lived_in)
{
    const int days = fixture_between(&l->rng, 5, 18);
    const int64_t repair = repairs_works(r, room, days);
    if (!works_close(l, room, day, days + 1, "repair", "sửa xong sẽ mở lại", repair, false))
        return;
    if (is_lived_in)
        works_rehouse(l, "temporary");
}

void works_day(struct life *l, struct repairs *r, struct lodging *g, int day)
{
    enum { EVERY = 9, LAST = -40 };
    const int since = day - LIFE_FIRST_DAY;
    if (since % EVERY != 0 || since < EVERY || day > LAST)
        return;
    const struct store_room *empty = lodging_empty(g);
    switch (since / EVERY % 5) {
    case 0:
        works_close(l, empty->code, day, 12, "reserved", "dành cho đoàn công tác (mẫu)", 0, false);
        return;
    case 1:
        works_close(l, empty->code, day, since < 4 * EVERY ? 75 : 20, "safety",
                    "kiểm tra kết cấu trần", 0, false);
        return;
    case 2:
        close_for_repair(l, r, empty->code, day, false);
        return;
    default:
        close_for_repair(l, r, lodging_lived_in(g)->code, day, true);
    }
}
