/* Private to src/service/report*.c: what reports are made with. */
#ifndef SERVICE_REPORT_PARTS_H
#define SERVICE_REPORT_PARTS_H

#include "service/report.h"

/* Days as numbers (date_days). Open ends lie beyond all days. */
enum { REPORT_DAY_FIRST = -1000000, REPORT_DAY_LAST = 1000000 };

/* Of a day; `none` of "". */
int report_day(const char *day, int none);

/* A new row of a set, its counts 0. Lives where it is until the next one. `texts` [REPORT_N_TEXTS]
 * are copied. */
struct report_row *report_add(struct report_set *set, const char *const *texts);

/* A text of a row in words. */
const char *report_said(enum report_text t, const char *code, bool is_en);

/* One report each: sets and tables; days and policy are set. */
struct report_source {
    struct store *store;
    struct store_scope scope;
    int64_t at; /* instant until which things count: the end of as_of, or now */
};
int report_occupancy(const struct report_source *from, struct report *r, struct err *e);
int report_waiting(const struct report_source *from, struct report *r, struct err *e);
int report_repairs(const struct report_source *from, struct report *r, struct err *e);
int report_costs(const struct report_source *from, struct report *r, struct err *e);

#endif
