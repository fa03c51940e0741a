/* Separation of (15): a row of the tableau for each of the most fractional columns. */
#include "gomory.h"

#include <math.h>
#include <stdlib.h>

/* Rows whose numbers have a common denominator beyond this come from no small set of rooms. */
enum { MAX_DENOMINATOR = 120, MAX_TRIED = 100, MAX_CUTS = 60 };

/* Coefficients beyond this are more than an LP in doubles can carry. */
static const int64_t MAX_COEF = 1 << 20, MAX_RHS = (int64_t)1 << 40;

static const double VIOLATED = 1e-4; /* relative to the cut's length */

struct by_row {
    int *start; /* [n_rows + n_cuts + 1] */
    int *col;
    int64_t *coef;
};

struct cutter {
    struct sv_milp *m;
    struct by_row rows;
    const double *x;
    int n_mult;
    int *row;      /* [n_mult] rows, then cuts, that the tableau row is made of */
    double *mult;  /* [n_mult] */
    int64_t *lam;  /* [n_mult] times the denominator */
    int64_t *a;    /* [n_cols] scratch, 0 between rows */
    int64_t *out;  /* [n_cols] scratch, 0 between rows */
    bool *is_seen; /* [n_cols] */
    int n_seen;
    int *seen; /* [n_seen] columns of a, out that are not 0 */
};

struct candidate {
    int col;
    double distance;
};

static int by_distance(const void *a, const void *b)
{
    const struct candidate *x = a, *y = b;
    if (x->distance != y->distance)
        return x->distance > y->distance ? -1 : 1;
    return x->col - y->col;
}

/* The rows and cuts, row by row: counting sort. */
static struct by_row transpose(const struct sv_milp *m, struct sv_arena *mem)
{
    int n = m->n_rows + m->n_cuts, n_all = m->n_entries + m->n_cut_entries;
    struct by_row t = {SV_NEW(mem, int, n + 2), SV_NEW(mem, int, n_all),
                       SV_NEW(mem, int64_t, n_all)};
    for (int e = 0; e < m->n_entries; e++)
        t.start[m->row[e] + 2]++;
    for (int k = 0; k < m->n_cuts; k++)
        t.start[m->n_rows + k + 2] = m->cut_start[k + 1] - m->cut_start[k];
    for (int i = 0; i < n; i++)
        t.start[i + 2] += t.start[i + 1];
    for (int j = 0; j < m->n_cols; j++)
        for (int e = m->start[j]; e < m->start[j + 1]; e++) {
            int at = t.start[m->row[e] + 1]++;
            t.col[at] = j;
            t.coef[at] = m->coef[e];
        }
    for (int k = 0; k < m->n_cuts; k++)
        for (int e = m->cut_start[k]; e < m->cut_start[k + 1]; e++) {
            int at = t.start[m->n_rows + k + 1]++;
            t.col[at] = m->cut_col[e];
            t.coef[at] = m->cut_coef[e];
        }
    return t;
}

static int64_t rhs_of(const struct sv_milp *m, int row)
{
    return row < m->n_rows ? m->rhs[row] : m->cut_rhs[row - m->n_rows];
}

/* The least D for which all multipliers are multiples of 1/D, with those; 0 = none. */
static int64_t denominator(struct cutter *c)
{
    for (int64_t d = 2; d <= MAX_DENOMINATOR; d++) {
        bool is_whole = true;
        for (int i = 0; i < c->n_mult && is_whole; i++) {
            double v = c->mult[i] * (double)d;
            is_whole = fabs(v - round(v)) < 1e-5 && fabs(v) < 1e6;
            c->lam[i] = is_whole ? llround(v) : 0;
        }
        if (is_whole)
            return d;
    }
    return 0;
}

/* Adds `by` times a row to an array over the columns. */
static void add_row(struct cutter *c, int64_t *array, int row, int64_t by)
{
    for (int e = c->rows.start[row]; e < c->rows.start[row + 1]; e++) {
        int j = c->rows.col[e];
        array[j] += by * c->rows.coef[e];
        if (!c->is_seen[j]) {
            c->is_seen[j] = true;
            c->seen[c->n_seen++] = j;
        }
    }
}

static int64_t modulo(int64_t v, int64_t d)
{
    int64_t r = v % d;
    return r < 0 ? r + d : r;
}

/* A coefficient of (15). */
static int64_t rounded(int64_t v, int64_t r, int64_t d)
{
    int64_t c = modulo(v, d);
    return c * (d - r) < (d - c) * r ? c * (d - r) : (d - c) * r;
}

static int64_t gcd(int64_t a, int64_t b)
{
    while (b) {
        int64_t rest = a % b;
        a = b;
        b = rest;
    }
    return a < 0 ? -a : a;
}

/* (15) in the columns of the milp, as out x <= *rhs. False: it says nothing. */
static bool make_cut(struct cutter *c, int64_t d, int64_t *rhs)
{
    const struct sv_milp *m = c->m;
    int64_t b = 0;
    for (int i = 0; i < c->n_mult; i++)
        if (modulo(c->lam[i], d)) {
            add_row(c, c->a, c->row[i], modulo(c->lam[i], d));
            b += modulo(c->lam[i], d) * modulo(rhs_of(m, c->row[i]), d);
        }
    for (int k = 0; k < c->n_seen; k++) {
        int j = c->seen[k];
        bool is_high = c->x[j] - (double)m->lo[j] > (double)m->hi[j] - c->x[j];
        b -= modulo(c->a[j], d) * modulo(is_high ? m->hi[j] : m->lo[j], d);
    }
    int64_t r = modulo(b, d);
    if (!r)
        return false;
    *rhs = -r * (d - r);
    for (int k = 0, n = c->n_seen; k < n; k++) {
        int j = c->seen[k];
        bool is_high = c->x[j] - (double)m->lo[j] > (double)m->hi[j] - c->x[j];
        int64_t w = rounded(is_high ? -c->a[j] : c->a[j], r, d);
        c->out[j] += is_high ? w : -w;
        *rhs += is_high ? w * m->hi[j] : -w * m->lo[j];
    }
    for (int i = 0; i < c->n_mult; i++) {
        bool has_slack = c->row[i] >= m->n_rows || !m->is_eq[c->row[i]];
        int64_t w = has_slack ? rounded(c->lam[i], r, d) : 0;
        if (w)
            add_row(c, c->out, c->row[i], w);
        *rhs += w * rhs_of(m, c->row[i]);
    }
    return true;
}

/* Adds the cut if it cuts enough off and can be carried. */
static bool take_cut(struct cutter *c, int64_t rhs)
{
    double here = 0, length = 0;
    int64_t g = rhs, largest = 0;
    for (int k = 0; k < c->n_seen; k++) {
        int64_t v = c->out[c->seen[k]];
        g = gcd(g, v);
        largest = llabs(v) > largest ? llabs(v) : largest;
        here += (double)v * c->x[c->seen[k]];
        length += (double)v * (double)v;
    }
    if (!largest || largest / g > MAX_COEF || llabs(rhs / g) > MAX_RHS ||
        here - (double)rhs < VIOLATED * sqrt(length))
        return false;
    sv_milp_cut(c->m, rhs / g);
    for (int k = 0; k < c->n_seen; k++)
        if (c->out[c->seen[k]])
            sv_milp_cut_entry(c->m, c->seen[k], c->out[c->seen[k]] / g);
    return true;
}

static void forget(struct cutter *c)
{
    for (int k = 0; k < c->n_seen; k++) {
        c->a[c->seen[k]] = c->out[c->seen[k]] = 0;
        c->is_seen[c->seen[k]] = false;
    }
    c->n_seen = 0;
}

int sv_gomory_separate(struct sv_milp *m, struct sv_lp *lp, const double *x, struct sv_arena *mem)
{
    struct cutter c = {.m = m, .rows = transpose(m, mem), .x = x};
    struct candidate *list = SV_NEW(mem, struct candidate, m->n_cols);
    int n = 0, n_cuts = 0, n_rows = m->n_rows + m->n_cuts;
    c.row = SV_NEW(mem, int, n_rows);
    c.mult = SV_NEW(mem, double, n_rows);
    c.lam = SV_NEW(mem, int64_t, n_rows);
    c.a = SV_NEW(mem, int64_t, m->n_cols);
    c.out = SV_NEW(mem, int64_t, m->n_cols);
    c.is_seen = SV_NEW(mem, bool, m->n_cols);
    c.seen = SV_NEW(mem, int, m->n_cols);
    for (int j = 0; j < m->n_cols; j++) {
        double f = fabs(x[j] - round(x[j]));
        if (f > 1e-3)
            list[n++] = (struct candidate){j, f};
    }
    qsort(list, (size_t)n, sizeof *list, by_distance);
    for (int k = 0; k < n && k < MAX_TRIED && n_cuts < MAX_CUTS; k++) {
        int64_t rhs, d;
        c.n_mult = sv_lp_tableau(lp, list[k].col, c.row, c.mult);
        d = c.n_mult ? denominator(&c) : 0;
        if (d && make_cut(&c, d, &rhs) && take_cut(&c, rhs))
            n_cuts++;
        forget(&c);
    }
    sv_arena_release(mem);
    return n_cuts;
}
