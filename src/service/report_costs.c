/* What repairs cost over a period; see report.h. */
#include <string.h>

#include "report_figures.h"
#include "store/report.h"

enum { AMOUNT, TENANT, WEAR, OTHER, MINUTES, N_COUNTS };

static const struct report_word COUNTS[N_COUNTS] = {
    [AMOUNT] = {"amount_dong", "Chi phí (đồng)", "Costs (đồng)"},
    [TENANT] = {"tenant_dong", "Do người ở (đồng)", "By the tenant (đồng)"},
    [WEAR] = {"wear_dong", "Do hao mòn (đồng)", "By wear (đồng)"},
    [OTHER] = {"other_dong", "Nguyên nhân khác, chưa rõ (đồng)", "Another cause, or none (đồng)"},
    [MINUTES] = {"minutes", "Phút công", "Minutes of work"},
};

static const struct report_figure FIGURES[] = {
    REPORT_PLAIN(AMOUNT), REPORT_PLAIN(TENANT),  REPORT_PLAIN(WEAR),
    REPORT_PLAIN(OTHER),  REPORT_PLAIN(MINUTES),
};

static const struct report_table TABLES[] = {
    REPORT_TABLE("by_site", "Theo khu", "By site", 0, 1, REPORT_SITE, 0, false, FIGURES),
    REPORT_TABLE("by_category", "Theo loại hư hỏng", "By category", 0, 1, REPORT_CATEGORY, 0, false,
                 FIGURES),
    REPORT_TABLE("by_kind", "Theo loại chi phí", "By kind of cost", 0, 1, REPORT_COST_KIND, 0,
                 false, FIGURES),
    REPORT_TABLE("by_site_and_category", "Theo khu và loại hư hỏng", "By site and category", 0, 2,
                 REPORT_SITE, REPORT_CATEGORY, false, FIGURES),
};

static const struct report_word SET = {"costs", "Các khoản chi", "Costs"};

int report_costs(const struct report_source *from, struct report *r, struct err *e)
{
    struct store_report_costs all;
    r->sets[0] = (struct report_set){
        .name = &SET,
        .n_counts = N_COUNTS,
        .counts = COUNTS,
        .texts = REPORT_BIT(REPORT_SITE) | REPORT_BIT(REPORT_CATEGORY) | REPORT_BIT(REPORT_CAUSE) |
                 REPORT_BIT(REPORT_COST_KIND) | REPORT_BIT(REPORT_ROOM) |
                 REPORT_BIT(REPORT_REPAIR) | REPORT_BIT(REPORT_FROM)};
    r->tables = TABLES;
    r->n_tables = REPORT_LENGTH(TABLES);
    int rc = store_report_costs(from->store, r->from, r->to, &all, e);
    for (size_t i = 0; i < all.n && rc == ERR_OK; i++) {
        const struct store_report_cost *c = &all.items[i];
        const char *texts[REPORT_N_TEXTS] = {
            [REPORT_SITE] = c->site,   [REPORT_CATEGORY] = c->category,
            [REPORT_CAUSE] = c->cause, [REPORT_COST_KIND] = c->kind,
            [REPORT_ROOM] = c->room,   [REPORT_REPAIR] = c->number,
            [REPORT_FROM] = c->day,
        };
        int64_t *n = report_add(&r->sets[0], texts)->n;
        n[AMOUNT] = c->amount_dong;
        n[strcmp(c->cause, "tenant") == 0 ? TENANT
          : strcmp(c->cause, "wear") == 0 ? WEAR
                                          : OTHER] = c->amount_dong;
        n[MINUTES] = c->minutes;
    }
    store_report_costs_release(&all);
    return rc;
}
