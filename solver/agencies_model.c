/* The program behind a wing's bound: classes, types, columns and rows (agencies_bound.h). */
#include "agencies_bound.h"

#include <stdlib.h>

/* What is joined: kinds that the same types may use, types that may use the same classes. */
struct table {
    const struct sv_wing *w;
    const struct sv_faces *f;
    const int *kind_of_class; /* its first kind */
    int n_classes;
};

static bool may(const struct table *t, int type, int kind)
{
    return t->f->may[(size_t)type * (size_t)t->w->n_kinds + (size_t)kind];
}

static int cap_of(const struct sv_wing *w, int kind)
{
    return w->cap[w->kind_room[kind]];
}

static bool same_class(const void *ctx, int k, int q)
{
    const struct table *t = ctx;
    bool is_same = cap_of(t->w, k) == cap_of(t->w, q) && !t->f->least[k] && !t->f->least[q];
    for (int i = 0; i < t->w->n_types && is_same; i++)
        is_same = may(t, i, k) == may(t, i, q);
    return is_same;
}

static bool same_type(const void *ctx, int i, int j)
{
    const struct table *t = ctx;
    const struct sv_wing *w = t->w;
    int p = w->type_party[i], q = w->type_party[j];
    bool is_same = w->agency[p] == w->agency[q] && w->size[p] == w->size[q];
    for (int c = 0; c < t->n_classes && is_same; c++)
        is_same = may(t, i, t->kind_of_class[c]) == may(t, j, t->kind_of_class[c]);
    return is_same;
}

static int *group_kinds(struct sv_share *sh, struct table *t)
{
    const struct sv_wing *w = sh->w;
    int *class_of = SV_NEW(w->mem, int, w->n_kinds), *first = SV_NEW(w->mem, int, w->n_kinds);
    uint64_t *hash = SV_NEW(w->mem, uint64_t, w->n_kinds);
    for (int k = 0; k < w->n_kinds; k++) {
        hash[k] = sv_mix(t->f->least[k] ? (uint64_t)k + 1 : 0, (uint64_t)cap_of(w, k));
        for (int i = 0; i < w->n_types; i++)
            hash[k] = sv_mix(hash[k], may(t, i, k));
    }
    sh->n_classes = sv_group(w->mem, w->n_kinds, hash, same_class, t, class_of, first);
    sh->classes = SV_NEW(w->mem, struct sv_share_class, sh->n_classes);
    for (int r = 0; r < w->n_rooms; r++)
        sh->classes[class_of[w->kind_of[r]]].n_rooms++;
    for (int c = 0; c < sh->n_classes; c++) {
        sh->classes[c].cap = cap_of(w, first[c]);
        sh->classes[c].least = t->f->least[first[c]];
        sh->classes[c].n_parts = sh->classes[c].cap > SV_PARTS ? 1 : sh->classes[c].cap;
    }
    t->kind_of_class = first;
    t->n_classes = sh->n_classes;
    return class_of;
}

struct numbered {
    int agency, group;
};

static int by_agency(const void *a, const void *b)
{
    const struct numbered *x = a, *y = b;
    return x->agency != y->agency ? x->agency - y->agency : x->group - y->group;
}

/* Types in the order of agencies, with their people and classes. */
static void group_types(struct sv_share *sh, const struct table *t)
{
    const struct sv_wing *w = sh->w;
    int *group_of = SV_NEW(w->mem, int, w->n_types), *first = SV_NEW(w->mem, int, w->n_types);
    uint64_t *hash = SV_NEW(w->mem, uint64_t, w->n_types);
    for (int i = 0; i < w->n_types; i++) {
        hash[i] =
            sv_mix((uint64_t)w->agency[w->type_party[i]], (uint64_t)w->size[w->type_party[i]]);
        for (int c = 0; c < sh->n_classes; c++)
            hash[i] = sv_mix(hash[i], may(t, i, t->kind_of_class[c]));
    }
    sh->n_types = sv_group(w->mem, w->n_types, hash, same_type, t, group_of, first);
    struct numbered *order = SV_NEW(w->mem, struct numbered, sh->n_types);
    int *place = SV_NEW(w->mem, int, sh->n_types);
    for (int g = 0; g < sh->n_types; g++)
        order[g] = (struct numbered){w->agency[w->type_party[first[g]]], g};
    qsort(order, (size_t)sh->n_types, sizeof *order, by_agency);
    size_t n = (size_t)sh->n_types * (size_t)sh->n_classes;
    sh->types = SV_NEW(w->mem, struct sv_share_type, sh->n_types);
    sh->type_start = SV_NEW(w->mem, int, w->n_agencies + 1);
    sh->may = SV_NEW(w->mem, bool, n);
    for (int i = 0; i < sh->n_types; i++) {
        place[order[i].group] = i;
        sh->types[i].agency = order[i].agency;
        sh->types[i].size = w->size[w->type_party[first[order[i].group]]];
        sh->type_start[order[i].agency + 1] = i + 1;
        for (int c = 0; c < sh->n_classes; c++)
            sh->may[i * sh->n_classes + c] = may(t, first[order[i].group], t->kind_of_class[c]);
    }
    for (int i = 0; i < w->n_parties; i++)
        sh->types[place[group_of[w->type_of[i]]]].n_people += w->size[i];
}

static int people_of(const struct sv_share *sh, int a, int c)
{
    int sum = 0;
    for (int t = sh->type_start[a]; t < sh->type_start[a + 1]; t++)
        sum += sh->may[t * sh->n_classes + c] ? sh->types[t].n_people : 0;
    return sum;
}

static void add_rows(struct sv_share *sh)
{
    for (int t = 0; t < sh->n_types; t++)
        (void)sv_milp_row(&sh->milp, sh->types[t].n_people, true);
    for (int c = 0; c < sh->n_classes; c++) {
        struct sv_share_class *k = &sh->classes[c];
        k->part_row = sh->milp.n_rows;
        for (int w = 0; w < k->n_parts; w++)
            (void)sv_milp_row(&sh->milp, 0, k->cap <= SV_PARTS);
        k->rooms_row = sv_milp_row(&sh->milp, k->n_rooms, false);
        k->least_row = k->least ? sv_milp_row(&sh->milp, -k->least, false) : -1;
    }
}

/* Row (2') of size s for agency a in class c; -1 where none of a's parties of that size may be
 * there. */
static int size_row(struct sv_share *sh, int a, int c, int s)
{
    for (int t = sh->type_start[a]; t < sh->type_start[a + 1]; t++)
        if (sh->types[t].size == s && sh->may[t * sh->n_classes + c])
            return sv_milp_row(&sh->milp, 0, false);
    return -1;
}

/* The only type of agency a that class c takes, where it is of single persons and (2) would say
 * nothing but x = Σ w n; else -1. */
static int sole_type(const struct sv_share *sh, int a, int c)
{
    int sole = -1;
    for (int t = sh->type_start[a]; t < sh->type_start[a + 1]; t++) {
        if (!sh->may[t * sh->n_classes + c])
            continue;
        if (sole >= 0 || sh->types[t].size > 1 || sh->classes[c].cap > SV_PARTS)
            return -1;
        sole = t;
    }
    return sole;
}

/* Columns of its agency in class c, x put in. */
static void add_sole(struct sv_share *sh, int t, int c, int n_people)
{
    const struct sv_share_class *k = &sh->classes[c];
    for (int w = 1; w <= sv_min(n_people, k->cap); w++) {
        (void)sv_milp_col(&sh->milp, -1, 0, sv_min(k->n_rooms, n_people / w), true);
        sv_milp_entry(&sh->milp, t, w);
        sv_milp_entry(&sh->milp, k->part_row + w - 1, 1);
        if (k->least_row >= 0)
            sv_milp_entry(&sh->milp, k->least_row, -w);
    }
}

/* Columns of agency a in class c, with their rows (2), (2'). */
static void add_agency(struct sv_share *sh, int a, int c)
{
    const struct sv_share_class *k = &sh->classes[c];
    int n_people = people_of(sh, a, c), at = a * sh->n_classes + c, sole = sole_type(sh, a, c);
    sh->width[at] = sv_min(n_people, k->cap);
    sh->n_col[at] = sh->milp.n_cols;
    if (sole >= 0)
        add_sole(sh, sole, c, n_people);
    if (!n_people || sole >= 0)
        return;
    int own = sv_milp_row(&sh->milp, 0, k->cap <= SV_PARTS), of_size[SV_PARTS + 1];
    for (int s = 2; s <= SV_PARTS; s++)
        of_size[s] = k->cap <= SV_PARTS && s <= k->cap ? size_row(sh, a, c, s) : -1;
    for (int i = 0; i < sv_share_n(sh, a, c); i++) {
        int w = sv_share_width(sh, a, c, i);
        bool is_whole = k->cap <= SV_PARTS;
        (void)sv_milp_col(&sh->milp, -1, 0,
                          is_whole ? sv_min(k->n_rooms, n_people / w) : k->n_rooms, true);
        sv_milp_entry(&sh->milp, own, -w);
        if (is_whole)
            sv_milp_entry(&sh->milp, k->part_row + w - 1, 1);
        for (int s = 2; s <= sv_min(w, SV_PARTS); s++)
            if (of_size[s] >= 0)
                sv_milp_entry(&sh->milp, of_size[s], -(w / s * s));
    }
    for (int t = sh->type_start[a]; t < sh->type_start[a + 1]; t++) {
        if (!sh->may[t * sh->n_classes + c])
            continue;
        sh->x_col[t * sh->n_classes + c] =
            sv_milp_col(&sh->milp, 0, 0, sh->types[t].n_people, false);
        sv_milp_entry(&sh->milp, t, 1);
        sv_milp_entry(&sh->milp, own, 1);
        int s = sh->types[t].size;
        if (s >= 2 && s <= SV_PARTS && of_size[s] >= 0)
            sv_milp_entry(&sh->milp, of_size[s], 1);
        if (k->cap > SV_PARTS)
            sv_milp_entry(&sh->milp, k->part_row, 1);
        if (k->least_row >= 0)
            sv_milp_entry(&sh->milp, k->least_row, -1);
    }
}

/* z of every way to divide at most `left` beds, parts from `most` down; n [cap + 1] those so far.
 */
static void add_patterns(struct sv_share *sh, const struct sv_share_class *k, int left, int most,
                         int *n)
{
    for (int w = sv_min(left, most); w > 0; w--) {
        n[w]++;
        (void)sv_milp_col(&sh->milp, 1, 0, k->n_rooms, true);
        sv_milp_entry(&sh->milp, k->rooms_row, 1);
        for (int v = 1; v <= k->cap; v++)
            if (n[v])
                sv_milp_entry(&sh->milp, k->part_row + v - 1, -n[v]);
        add_patterns(sh, k, left - w, w, n);
        n[w]--;
    }
}

void sv_share_init(struct sv_share *sh, const struct sv_wing *w)
{
    struct sv_faces faces;
    *sh = (struct sv_share){.w = w};
    sv_milp_init(&sh->milp, w->mem);
    sv_faces_init(&faces, w);
    struct table t = {.w = w, .f = &faces};
    (void)group_kinds(sh, &t);
    group_types(sh, &t);
    sh->x_col = SV_NEW(w->mem, int, (size_t)sh->n_types *(size_t)sh->n_classes);
    for (int i = 0; i < sh->n_types * sh->n_classes; i++)
        sh->x_col[i] = -1;
    sh->width = SV_NEW(w->mem, int, (size_t)w->n_agencies *(size_t)sh->n_classes);
    sh->n_col = SV_NEW(w->mem, int, (size_t)w->n_agencies *(size_t)sh->n_classes);
    add_rows(sh);
    for (int a = 0; a < w->n_agencies; a++)
        for (int c = 0; c < sh->n_classes; c++)
            add_agency(sh, a, c);
    for (int c = 0; c < sh->n_classes; c++) {
        const struct sv_share_class *k = &sh->classes[c];
        if (k->cap <= SV_PARTS) {
            int n[SV_PARTS + 1] = {0};
            add_patterns(sh, k, k->cap, k->cap, n);
            continue;
        }
        (void)sv_milp_col(&sh->milp, 1, 0, k->n_rooms, true);
        sv_milp_entry(&sh->milp, k->rooms_row, 1);
        sv_milp_entry(&sh->milp, k->part_row, -k->cap);
    }
}
