/* Work orders as of a day and over a period; see report.h. The state of each, and how long its
 * second clock stood still, are told by its events up to then.
 */
#include <string.h>

#include "base/clock.h"
#include "report_figures.h"
#include "service/repair_life.h"
#include "store/report.h"

enum {
    OPENED,
    COMPLETED,
    CLOSED,
    CANCELLED,
    OPEN,
    ON_HOLD,
    OVERDUE,
    AGE_DAYS,
    ELAPSED_S,
    NET_S,
    HANDS_ON,
    HANDS_ON_MIN,
    DUE,
    DUE_MET,
    REACT_DUE,
    REACT_MET,
    NO_TARGET,
    N_COUNTS,
};

static const struct report_word COUNTS[N_COUNTS] = {
    [OPENED] = {"opened", "Báo trong kỳ", "Opened"},
    [COMPLETED] = {"completed", "Sửa xong trong kỳ", "Completed"},
    [CLOSED] = {"closed", "Đóng phiếu trong kỳ", "Closed"},
    [CANCELLED] = {"cancelled", "Hủy, trùng trong kỳ", "Cancelled, duplicates"},
    [OPEN] = {"open_repairs", "Đang mở", "Open"},
    [ON_HOLD] = {"on_hold_repairs", "Trong đó tạm dừng", "Of them on hold"},
    [OVERDUE] = {"overdue_repairs", "Trong đó quá hạn", "Of them overdue"},
    [AGE_DAYS] = {"age_days", "Tuổi phiếu đang mở (ngày)", "Age of open ones (days)"},
    [ELAPSED_S] = {"elapsed_s", "Từ lúc báo đến lúc xong (giây)", "Report to completion (s)"},
    [NET_S] = {"net_s", "Trừ thời gian tạm dừng (giây)", "Less time on hold (s)"},
    [HANDS_ON] = {"hands_on_repairs", "Phiếu xong có ghi công", "Completed, labour written down"},
    [HANDS_ON_MIN] = {"hands_on_min", "Phút công", "Minutes of work"},
    [DUE] = {"due", "Đến hạn trong kỳ", "Due"},
    [DUE_MET] = {"due_met", "Xong đúng hạn", "Completed in time"},
    [REACT_DUE] = {"reaction_due", "Đến hạn phản hồi", "Reaction due"},
    [REACT_MET] = {"reaction_met", "Phản hồi đúng hạn", "Reaction in time"},
    [NO_TARGET] = {"no_target", "Không có hạn", "Without target"},
};

static const struct report_figure FIGURES[] = {
    REPORT_PLAIN(OPENED),
    REPORT_PLAIN(COMPLETED),
    REPORT_PLAIN(CLOSED),
    REPORT_DETAIL(CANCELLED),
    REPORT_PLAIN(OPEN),
    REPORT_DETAIL(ON_HOLD),
    REPORT_PLAIN(OVERDUE),
    REPORT_MEAN_OF("age", "Tuổi bình quân (ngày)", "Mean age (days)", AGE_DAYS, OPEN, 1),
    REPORT_MEAN_OF("elapsed", "Thời gian sửa bình quân (giờ)", "Mean time to repair (h)", ELAPSED_S,
                   COMPLETED, 3600),
    REPORT_MEAN_OF("net_elapsed", "Trừ tạm dừng (giờ)", "Less time on hold (h)", NET_S, COMPLETED,
                   3600),
    REPORT_DETAIL(HANDS_ON),
    REPORT_MEAN_OF("hands_on", "Giờ công bình quân", "Mean hands-on time (h)", HANDS_ON_MIN,
                   HANDS_ON, 60),
    REPORT_PART("sla", "Đúng hạn", "In time", DUE_MET, DUE),
    REPORT_PART("reaction", "Phản hồi đúng hạn", "Reaction in time", REACT_MET, REACT_DUE),
    REPORT_PLAIN(NO_TARGET),
};

static const struct report_table TABLES[] = {
    REPORT_TABLE("by_site", "Theo khu", "By site", 0, 1, REPORT_SITE, 0, false, FIGURES),
    REPORT_TABLE("by_category", "Theo loại hư hỏng", "By category", 0, 1, REPORT_CATEGORY, 0, false,
                 FIGURES),
    REPORT_TABLE("by_severity", "Theo mức độ", "By severity", 0, 1, REPORT_SEVERITY, 0, false,
                 FIGURES),
};

static const struct report_word SET = {"repairs", "Phiếu sửa chữa", "Repairs"};

/* A work order as of the instant. */
struct past {
    enum repair_state state;
    int64_t since;        /* when it came to it */
    int64_t completed_at; /* the last time; 0 = it is not completed */
    int64_t paused_s;
    int64_t paused_done_s; /* of it up to the completion */
};

static bool is_running(enum repair_state state)
{
    return state == REPAIR_REPORTED || state == REPAIR_TRIAGED || state == REPAIR_IN_PROGRESS;
}

static bool is_done(enum repair_state state)
{
    return state == REPAIR_COMPLETED || state == REPAIR_CLOSED;
}

/* Follows the steps of one order from `*step` on. */
static struct past follow(const struct store_report_repair *p, const struct store_report_steps *all,
                          size_t *step, int64_t now)
{
    struct past was = {.state = REPAIR_REPORTED, .since = p->reported_at};
    int64_t last = p->reported_at;
    for (; *step < all->n && all->items[*step].repair_id == p->id; (*step)++) {
        const struct store_report_step *v = &all->items[*step];
        const enum repair_state next = repair_state_of(v->state);
        was.paused_s += is_running(was.state) ? 0 : v->at - last;
        last = v->at;
        if (next == was.state)
            continue;
        if (is_done(next) && !is_done(was.state)) {
            was.completed_at = v->at;
            was.paused_done_s = was.paused_s;
        } else if (!is_done(next)) {
            was.completed_at = 0;
        }
        was.state = next;
        was.since = v->at;
    }
    was.paused_s += is_running(was.state) ? 0 : now - last;
    return was;
}

struct span {
    int64_t from, to; /* of the period: instants, half open */
    int64_t now;      /* of the report: the last instant that counts */
};

static bool is_in(const struct span *s, int64_t instant)
{
    return s->from <= instant && instant < s->to;
}

/* Days are counted in Vietnam. An age in days stands all day: a figure and its rows, read one after
 * the other, say the same. */
static int64_t day_number(int64_t instant)
{
    enum { DAY_S = 24 * 3600 };
    return (instant + CLOCK_VIETNAM_S) / DAY_S;
}

static void count_open(const struct store_report_repair *p, const struct past *was, int64_t due,
                       const struct span *s, int64_t *n)
{
    n[OPEN] = 1;
    n[ON_HOLD] = was->state == REPAIR_ON_HOLD;
    n[OVERDUE] = p->resolve_by > 0 && s->now > due;
    n[AGE_DAYS] = day_number(s->now) - day_number(p->reported_at);
}

static void count_done(const struct store_report_repair *p, const struct past *was,
                       const struct span *s, int64_t *n)
{
    n[CLOSED] = was->state == REPAIR_CLOSED && is_in(s, was->since);
    if (!is_in(s, was->completed_at))
        return;
    n[COMPLETED] = 1;
    n[ELAPSED_S] = was->completed_at - p->reported_at;
    n[NET_S] = n[ELAPSED_S] - was->paused_done_s;
    n[HANDS_ON] = p->minutes > 0;
    n[HANDS_ON_MIN] = p->minutes > 0 ? p->minutes : 0;
}

static void count_targets(const struct store_report_repair *p, const struct past *was, int64_t due,
                          const struct span *s, int64_t *n)
{
    const bool has_reacted = p->reacted_at > 0 && p->reacted_at <= s->now;
    n[NO_TARGET] = p->resolve_by == 0 && n[OPENED] != 0;
    if (p->resolve_by > 0 && is_in(s, due)) {
        n[DUE] = 1;
        n[DUE_MET] = was->completed_at > 0 && was->completed_at <= due;
    }
    if (p->react_by > 0 && is_in(s, p->react_by)) {
        n[REACT_DUE] = 1;
        n[REACT_MET] = has_reacted && p->reacted_at <= p->react_by;
    }
}

static void count(const struct store_report_repair *p, const struct past *was, const struct span *s,
                  int64_t *n)
{
    const bool is_void = was->state == REPAIR_CANCELLED || was->state == REPAIR_DUPLICATE;
    const int64_t paused_s = is_done(was->state) ? was->paused_done_s : was->paused_s;
    const int64_t due = p->resolve_by - p->paused_s + paused_s;
    n[OPENED] = is_in(s, p->reported_at);
    if (is_void) {
        n[CANCELLED] = is_in(s, was->since);
        return;
    }
    if (is_done(was->state))
        count_done(p, was, s, n);
    else
        count_open(p, was, due, s, n);
    count_targets(p, was, due, s, n);
}

static void add_repairs(const struct store_report_repairs *all,
                        const struct store_report_steps *steps, const struct span *s,
                        struct report_set *set)
{
    size_t step = 0;
    for (size_t i = 0; i < all->n; i++) {
        const struct store_report_repair *p = &all->items[i];
        const struct past was = follow(p, steps, &step, s->now);
        const char *texts[REPORT_N_TEXTS] = {[REPORT_SITE] = p->site,
                                             [REPORT_BLOCK] = p->block,
                                             [REPORT_CATEGORY] = p->category,
                                             [REPORT_SEVERITY] = p->severity,
                                             [REPORT_STATE] = repair_state_name(was.state),
                                             [REPORT_ROOM] = p->room,
                                             [REPORT_REPAIR] = p->number};
        int64_t n[N_COUNTS] = {0}, sum = 0;
        count(p, &was, s, n);
        for (int c = 0; c < N_COUNTS; c++)
            sum += n[c] != 0;
        if (sum > 0)
            memcpy(report_add(set, texts)->n, n, sizeof n);
    }
}

int report_repairs(const struct report_source *from, struct report *r, struct err *e)
{
    struct store_report_repairs all = {0};
    struct store_report_steps steps = {0};
    const int64_t end = clock_midnight(r->to, 1);
    const struct span s = {/* what is due later today is neither met nor missed */
                           .from = clock_midnight(r->from, 0),
                           .to = end < from->at ? end : from->at,
                           .now = from->at - 1};
    r->sets[0] = (struct report_set){
        .name = &SET,
        .n_counts = N_COUNTS,
        .counts = COUNTS,
        .texts = REPORT_BIT(REPORT_SITE) | REPORT_BIT(REPORT_BLOCK) | REPORT_BIT(REPORT_CATEGORY) |
                 REPORT_BIT(REPORT_SEVERITY) | REPORT_BIT(REPORT_STATE) | REPORT_BIT(REPORT_ROOM) |
                 REPORT_BIT(REPORT_REPAIR)};
    r->tables = TABLES;
    r->n_tables = REPORT_LENGTH(TABLES);
    int rc = store_report_repairs(from->store, from->at, r->as_of, &all, e);
    rc = rc != ERR_OK ? rc : store_report_steps(from->store, from->at, &steps, e);
    if (rc == ERR_OK)
        add_repairs(&all, &steps, &s, &r->sets[0]);
    store_report_repairs_release(&all);
    store_report_steps_release(&steps);
    return rc;
}
