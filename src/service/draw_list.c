/* The frozen list and its order, see the header. Written apart from the snapshot on purpose: that
 * both give the same order is a law of the tests.
 */
#include "draw_list.h"

#include <stdlib.h>
#include <string.h>

#include "base/crypto.h"
#include "base/mem.h"

void draw_list_add(struct draw_list *l, const char *request, int points, int tie_class,
                   const char *filed)
{
    l->lines = mem_grow(l->lines, l->n + 1, sizeof *l->lines);
    l->lines[l->n++] = (struct draw_line){.request = mem_dup(request),
                                          .points = points,
                                          .tie_class = tie_class,
                                          .filed = mem_dup(filed)};
}

bool draw_list_read(struct draw_list *l, const char *text)
{
    while (*text != '\0') {
        char *end;
        size_t len = strcspn(text, "\t\n");
        char *request = mem_ndup(text, len);
        long points = strtol(text + len, &end, 10);
        long tie_class = strtol(end, &end, 10);
        bool is_line = len > 0 && text[len] == '\t' && *end == '\t';
        size_t n_filed = is_line ? strcspn(++end, "\n") : 0;
        is_line = is_line && end[n_filed] == '\n';
        char *filed = mem_ndup(end, n_filed);
        if (is_line)
            draw_list_add(l, request, (int)points, (int)tie_class, filed);
        free(request);
        free(filed);
        if (!is_line)
            return false;
        text = end + n_filed + 1;
    }
    return true;
}

void draw_list_hash(const struct draw_list *l, char hex[65])
{
    struct buf text = {0};
    for (size_t i = 0; i < l->n; i++)
        buf_fmt(&text, "%s\t%d\t%d\t%s\n", l->lines[i].request, l->lines[i].points,
                l->lines[i].tie_class, l->lines[i].filed);
    crypto_sha256(text.data == NULL ? "" : text.data, text.len, hex);
    buf_release(&text);
}

/* A line, and the order of ties that decides between it and another. */
struct place {
    const struct draw_line *line;
    const enum policy_tie *ties;
    size_t n_ties;
};

static int compare_days(const char *a, const char *b)
{
    int is_a_later = a[0] == '\0';
    int is_b_later = b[0] == '\0';
    return is_a_later != is_b_later ? is_a_later - is_b_later : strcmp(a, b);
}

static int compare_places(const void *x, const void *y)
{
    const struct place *p = x;
    const struct draw_line *a = p->line;
    const struct draw_line *b = ((const struct place *)y)->line;
    int c = b->points - a->points;
    for (size_t t = 0; c == 0 && t < p->n_ties; t++)
        c = p->ties[t] == POLICY_TIE_LEGAL_GROUP ? a->tie_class - b->tie_class
            : p->ties[t] == POLICY_TIE_FILED     ? compare_days(a->filed, b->filed)
                                                 : strcmp(a->lot, b->lot);
    return c != 0 ? c : strcmp(a->request, b->request);
}

void draw_lots(struct draw_list *l, const char *seed, const char *hash, const enum policy_tie *ties,
               size_t n_ties)
{
    struct place *places = mem_array(l->n, sizeof *places);
    for (size_t i = 0; i < l->n; i++) {
        struct buf drawn = {0};
        buf_fmt(&drawn, "%s\n%s\n%s", seed, hash, l->lines[i].request);
        crypto_sha256(drawn.data, drawn.len, l->lines[i].lot);
        buf_release(&drawn);
        places[i] = (struct place){&l->lines[i], ties, n_ties};
    }
    if (l->n > 0)
        qsort(places, l->n, sizeof *places, compare_places);
    for (size_t i = 0; i < l->n; i++)
        l->lines[places[i].line - l->lines].order = (int)i + 1;
    free(places);
}

void draw_list_release(struct draw_list *l)
{
    for (size_t i = 0; i < l->n; i++) {
        free(l->lines[i].request);
        free(l->lines[i].filed);
    }
    free(l->lines);
    *l = (struct draw_list){0};
}
