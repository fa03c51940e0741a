/* What documents share: rows of people, numbers, days, the end of a document. */
#include "document_parts.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"

/* A no-break blank: room to write by hand. */
#define BLANK  "\u00a0"
#define BLANKS BLANK BLANK BLANK BLANK BLANK BLANK

const char *document_site(const struct allocation *a, int site_ix)
{
    const struct solver_site *site = &a->instance.sites[site_ix];
    return site->name[0] != '\0' ? site->name : site->id;
}

static int compare_housed(const void *x, const void *y)
{
    const struct document_housed *a = x, *b = y;
    if (a->site_ix != b->site_ix)
        return a->site_ix < b->site_ix ? -1 : 1;
    int c = strcmp(a->room->id, b->room->id);
    c = c != 0 ? c : text_compare_names(a->name, b->name);
    return c != 0 ? c : strcmp(a->request->id, b->request->id);
}

struct document_housed *document_housed(const struct allocation *a, size_t *n_out)
{
    struct document_housed *all = NULL;
    size_t n = 0;
    for (int p = 0; p < a->instance.n_parties; p++) {
        int room_ix = a->plan.room_of_party[p];
        if (room_ix < 0 || a->request_of_party[p] >= a->snapshot.n_requests)
            continue;
        const struct snapshot_request *r = &a->snapshot.requests[a->request_of_party[p]];
        int n_family = 0;
        for (size_t i = 0; i < r->n_people; i++)
            n_family += !r->people[i].is_official;
        for (size_t i = 0; i < r->n_people; i++) {
            if (!r->people[i].is_official)
                continue;
            all = mem_grow(all, n + 1, sizeof *all);
            all[n++] = (struct document_housed){
                .request = r,
                .person = &r->people[i],
                .name = r->person_names[i],
                .party = &a->instance.parties[p],
                .room = &a->instance.rooms[room_ix],
                .site_ix = a->instance.rooms[room_ix].site_ix,
                .n_family = r->people[i].relation == SCORE_SELF ? n_family : 0};
        }
    }
    if (n > 0)
        qsort(all, n, sizeof *all, compare_housed);
    *n_out = n;
    return all;
}

int *document_waiting(const struct allocation *a, size_t *n_out)
{
    size_t n_parties = (size_t)a->instance.n_parties, n = 0;
    int *at = mem_array(n_parties + 1, sizeof *at); /* party + 1 at its place in the order */
    int *all = mem_array(n_parties, sizeof *all);
    for (int p = 0; p < a->instance.n_parties; p++)
        at[a->instance.parties[p].order] = p + 1; /* a permutation of 1 … n_parties */
    for (size_t k = 1; k <= n_parties; k++)
        if (a->plan.room_of_party[at[k] - 1] < 0)
            all[n++] = at[k] - 1;
    free(at);
    *n_out = n;
    return all;
}

const struct score_person *document_applicant(const struct snapshot_request *r, const char **name)
{
    for (size_t i = 0; i < r->n_people; i++)
        if (r->people[i].relation == SCORE_SELF) {
            *name = r->person_names[i];
            return &r->people[i];
        }
    *name = r->n_people > 0 ? r->person_names[0] : "";
    return r->n_people > 0 ? &r->people[0] : NULL;
}

void document_number(const struct document_facts *f, int plus, const char *sign, struct buf *out)
{
    const char *number = f->number == NULL ? "" : f->number;
    char *end;
    long n = strtol(number, &end, 10);
    if (number[0] == '\0')
        buf_fmt(out, BLANKS "%s", sign);
    else if (*end != '\0' || n < 1)
        buf_str(out, number);
    else
        buf_fmt(out, "%02ld%s", n + plus, sign);
}

void document_long_day(const char *day, const char *as_of, struct buf *out)
{
    int y, m, d;
    if (day == NULL || sscanf(day, "%d-%d-%d", &y, &m, &d) != 3)
        buf_fmt(out, "ngày" BLANKS "tháng" BLANKS "năm %.4s", as_of);
    else /* a nought before days below 10 and before January and February */
        buf_fmt(out, "ngày %02d tháng %0*d năm %d", d, m < 3 ? 2 : 1, m, y);
}

void document_day(const char *day, struct buf *out)
{
    int y, m, d;
    if (day != NULL && sscanf(day, "%d-%d-%d", &y, &m, &d) == 3)
        buf_fmt(out, "%02d/%0*d/%d", d, m < 3 ? 2 : 1, m, y);
}

void document_end(struct paper *p, const char *receivers, const char *office,
                  const struct document_facts *f)
{
    const char *signer = f->signer == NULL ? "" : f->signer;
    const char *last = strrchr(signer, ';');
    struct buf lines = {0};
    for (const char *at = signer; last != NULL && at < last;) {
        size_t len = strcspn(at, ";");
        char *part = mem_ndup(at, len);
        char *clean = text_nfc(part);
        buf_fmt(&lines, "%s%s", lines.len == 0 ? "" : "\n", clean == NULL ? "" : clean);
        free(part);
        free(clean);
        at += len + 1;
    }
    const char *name = last == NULL ? signer : last + 1;
    name += strspn(name, " ");
    paper_end(p, receivers, lines.len == 0 ? office : lines.data, name);
    buf_release(&lines);
}

void document_belongs_to(const struct document_facts *f, const char *what, const char *sign,
                         const char *whose, const char *as_of, struct buf *out)
{
    buf_fmt(out, "(Kèm theo %s số ", what);
    document_number(f, 0, sign, out);
    buf_char(out, ' ');
    document_long_day(f->date, as_of, out);
    buf_fmt(out, "%s)", whose);
}

void document_capital(const char *text, struct buf *out)
{
    /* beside plain letters, what the texts of the program begin with */
    static const char *const others[][2] = {{"đ", "Đ"}, {"ở", "Ở"}};
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (strncmp(text, others[i][0], strlen(others[i][0])) == 0) {
            buf_fmt(out, "%s%s", others[i][1], text + strlen(others[i][0]));
            return;
        }
    if (text[0] >= 'a' && text[0] <= 'z')
        buf_char(out, (char)(*text++ - 'a' + 'A'));
    buf_str(out, text);
}

void document_grid(struct paper *p, const struct grid *g, const enum paper_align *aligns,
                   bool has_sum)
{
    struct paper_column *columns = mem_array(g->n_cols, sizeof *columns);
    for (size_t c = 0; c < g->n_cols; c++)
        columns[c] = (struct paper_column){g->headings[c], aligns[c]};
    paper_table(p, g->n_cols, columns);
    for (size_t i = 0; i < g->n_cells; i++) {
        if (has_sum && i + g->n_cols == g->n_cells)
            paper_sum(p);
        if (g->cells[i].kind == CELL_INT)
            paper_int(p, strtoll(g->cells[i].text, NULL, 10));
        else
            paper_cell(p, g->cells[i].text);
    }
    free(columns);
}

void document_faults(const struct snapshot_request *r, struct buf *out)
{
    for (size_t i = 0; i < r->score.n_faults; i++) {
        size_t who = r->score.faults[i].person_ix;
        bool is_other = who < r->n_people && r->people[who].relation != SCORE_SELF;
        buf_fmt(out, "%s%s%s", i == 0 ? "" : "\n", score_fault_text(r->score.faults[i].code, "vi"),
                is_other ? " (người cùng đăng ký)" : "");
    }
}
