/* The waiting list as of a day, by band and agency; see report.h. */
#include <string.h>

#include "base/date.h"
#include "report_figures.h"
#include "store/report.h"

enum {
    REQUESTS,
    SUBMITTED,
    CONFIRMED,
    ELIGIBLE,
    WAITING,
    ALLOCATED,
    OFFERED,
    ACCEPTED,
    WAITING_PEOPLE,
    WAITED,
    WAITED_DAYS,
    N_COUNTS,
};

/* The key of a state's count is the state. */
static const struct report_word COUNTS[N_COUNTS] = {
    [REQUESTS] = {"requests", "Hồ sơ", "Requests"},
    [SUBMITTED] = {"submitted", "Đã nộp", "Submitted"},
    [CONFIRMED] = {"confirmed", "Cơ quan đã xác nhận", "Confirmed"},
    [ELIGIBLE] = {"eligible", "Đủ điều kiện", "Eligible"},
    [WAITING] = {"waiting", "Đang chờ", "Waiting"},
    [ALLOCATED] = {"allocated", "Đã được xếp", "Allocated"},
    [OFFERED] = {"offered", "Đã thông báo", "Offered"},
    [ACCEPTED] = {"accepted", "Đã nhận, chưa vào ở", "Accepted, not moved in"},
    [WAITING_PEOPLE] = {"waiting_people", "Số người đang chờ", "People waiting"},
    [WAITED] = {"waited", "Hồ sơ chờ rõ ngày nộp", "Waiting, filing day known"},
    [WAITED_DAYS] = {"waited_days", "Tổng số ngày chờ", "Days waited"},
};

static const struct report_figure FIGURES[] = {
    REPORT_PLAIN(REQUESTS),
    REPORT_PLAIN(SUBMITTED),
    REPORT_PLAIN(CONFIRMED),
    REPORT_PLAIN(ELIGIBLE),
    REPORT_PLAIN(WAITING),
    REPORT_PLAIN(WAITING_PEOPLE),
    REPORT_DETAIL(WAITED),
    REPORT_MEAN_OF("wait", "Số ngày chờ bình quân", "Days waited, mean", WAITED_DAYS, WAITED, 1),
    REPORT_PLAIN(ALLOCATED),
    REPORT_PLAIN(OFFERED),
    REPORT_PLAIN(ACCEPTED),
};

static const struct report_table TABLES[] = {
    REPORT_TABLE("by_band", "Theo nhóm ưu tiên", "By band", 0, 1, REPORT_BAND, 0, false, FIGURES),
    REPORT_TABLE("by_agency", "Theo cơ quan", "By agency", 0, 1, REPORT_AGENCY, 0, false, FIGURES),
    REPORT_TABLE("by_agency_and_band", "Theo cơ quan và nhóm ưu tiên", "By agency and band", 0, 2,
                 REPORT_AGENCY, REPORT_BAND, false, FIGURES),
};

static const struct report_word SET = {"requests", "Hồ sơ", "Requests"};

static void count(const struct store_report_request *q, const char *as_of, int64_t *n)
{
    n[REQUESTS] = 1;
    for (int c = SUBMITTED; c <= ACCEPTED; c++)
        n[c] = strcmp(COUNTS[c].key, q->state) == 0;
    if (n[WAITING] == 0)
        return;
    n[WAITING_PEOPLE] = q->people;
    n[WAITED] = q->filed[0] != '\0';
    n[WAITED_DAYS] = q->filed[0] != '\0' ? date_days(as_of) - date_days(q->filed) : 0;
}

int report_waiting(const struct report_source *from, struct report *r, struct err *e)
{
    struct store_report_requests all;
    r->sets[0] = (struct report_set){.name = &SET,
                                     .n_counts = N_COUNTS,
                                     .counts = COUNTS,
                                     .texts = REPORT_BIT(REPORT_AGENCY) | REPORT_BIT(REPORT_BAND) |
                                              REPORT_BIT(REPORT_STATE) |
                                              REPORT_BIT(REPORT_REQUEST) | REPORT_BIT(REPORT_FROM)};
    r->tables = TABLES;
    r->n_tables = REPORT_LENGTH(TABLES);
    int rc = store_report_requests(from->store, &from->scope, from->at, &all, e);
    for (size_t i = 0; i < all.n && rc == ERR_OK; i++) {
        const struct store_report_request *q = &all.items[i];
        const char *texts[REPORT_N_TEXTS] = {[REPORT_AGENCY] = q->agency,
                                             [REPORT_BAND] = q->band,
                                             [REPORT_STATE] = q->state,
                                             [REPORT_REQUEST] = q->code,
                                             [REPORT_FROM] = q->filed};
        count(q, r->as_of, report_add(&r->sets[0], texts)->n);
    }
    store_report_requests_release(&all);
    return rc;
}
