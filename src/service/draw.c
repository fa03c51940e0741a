/* The document of a draw, written from the frozen list alone. */
#include "service/draw.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "draw_list.h"
#include "service/policies.h"
#include "service/round.h"

static void add_text(struct buf *out, const char *key, const char *text)
{
    buf_fmt(out, ",\"%s\":", key);
    buf_json(out, text);
}

static void add_head(const struct store_round *r, const struct policy *p, struct buf *out)
{
    char closed_on[11];
    clock_day(r->closed_at, closed_on);
    buf_str(out, "{\"format\":\"quarters.draw/1\"");
    add_text(out, "round", r->code);
    add_text(out, "name", r->name);
    add_text(out, "policy", r->policy);
    buf_fmt(out, ",\"policy_version\":%d", r->policy_version);
    add_text(out, "closed_on", closed_on);
    add_text(out, "draw_source", r->draw_source);
    add_text(out, "draw_day", r->draw_day);
    buf_str(out, ",\"tie_order\":[");
    for (size_t t = 0; t < p->n_ties; t++)
        buf_fmt(out, "%s\"%s\"", t == 0 ? "" : ",", policy_tie_code(p->ties[t]));
    buf_char(out, ']');
    add_text(out, "list_sha256", r->list_sha256);
    if (r->confirmed_at != 0)
        add_text(out, "seed", r->seed);
    else
        buf_str(out, ",\"seed\":null");
}

static void add_lines(const struct draw_list *l, bool is_drawn, struct buf *out)
{
    buf_str(out, ",\"list\":[");
    for (size_t i = 0; i < l->n; i++) {
        const struct draw_line *line = &l->lines[i];
        buf_str(out, i == 0 ? "\n{\"request\":" : ",\n{\"request\":");
        buf_json(out, line->request);
        buf_fmt(out, ",\"points\":%d,\"tie_class\":%d", line->points, line->tie_class);
        add_text(out, "filed", line->filed);
        if (is_drawn)
            buf_fmt(out, ",\"lot\":\"%s\",\"order\":%d}", line->lot, line->order);
        else
            buf_str(out, ",\"lot\":null,\"order\":null}");
    }
    buf_str(out, "]}\n");
}

static int write_document(struct store *s, const struct store_round *r, struct buf *out,
                          struct err *e)
{
    struct policy p = {0};
    struct draw_list lines = {0};
    char *snapshot = NULL;
    char *list = NULL;
    int rc = policies_load(s, r->policy, r->policy_version, &p, e);
    if (rc == ERR_OK)
        rc = store_round_frozen(s, r->id, &snapshot, &list, e);
    if (rc == ERR_OK && !draw_list_read(&lines, list))
        rc = err_set(e, ERR_DATA, "danh sách đã chốt của đợt %s không đọc được",
                     "the frozen list of round %s cannot be read", r->code);
    if (rc == ERR_OK) {
        bool is_drawn = r->confirmed_at != 0;
        if (is_drawn)
            draw_lots(&lines, r->seed, r->list_sha256, p.ties, p.n_ties);
        add_head(r, &p, out);
        add_lines(&lines, is_drawn, out);
    }
    draw_list_release(&lines);
    policy_release(&p);
    free(snapshot);
    free(list);
    return rc;
}

int draw_document(struct store *s, const char *code, struct buf *out, struct err *e)
{
    struct store_round r = {0};
    int rc = round_get(s, code, &r, e);
    if (rc == ERR_OK && r.closed_at == 0)
        rc = err_set(e, ERR_ABSENT, "đợt %s chưa chốt nên chưa có danh sách",
                     "round %s is still open and has no list yet", code);
    if (rc == ERR_OK)
        rc = write_document(s, &r, out, e);
    store_round_release(&r);
    return rc;
}
