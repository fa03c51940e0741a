/* Who was housed from when to when: for the Department of Finance. */
#include "routes.h"

#include "base/clock.h"
#include "register.h"
#include "service/housed.h"

static int answer_sheet(struct api_call *c, int type, const struct housed *h, struct err *e)
{
    struct grid g;
    housed_grid(h, c->lang, &g);
    const struct sheet sheet = grid_sheet(&g);
    int rc = api_sheets(c, (enum api_type)type, "da-bo-tri", &sheet, 1, e);
    grid_release(&g);
    return rc != ERR_OK ? rc : api_note_export(c, "reports/housed", h->n, e);
}

int api_get_housed(struct api_call *c, struct store *s, struct err *e)
{
    const int type = api_accept(c, 1u << API_JSON | 1u << API_CSV | 1u << API_XLSX);
    struct housed h = {0};
    char today[11];
    clock_today(today);
    int rc = type < 0 ? ERR_INPUT
                      : housed_make(s, &c->who, api_query(c, "from"), api_query(c, "to"), today, &h,
                                    &c->bad, e);
    if (rc == ERR_OK && type == API_JSON)
        housed_json(&h, &c->reply->body);
    else if (rc == ERR_OK)
        rc = answer_sheet(c, type, &h, e);
    housed_release(&h);
    return rc;
}
