/* An integer program in exact integers, and its bounds by weak duality (milp.h, (3)). */
#include "milp.h"

#include <math.h>

void sv_milp_init(struct sv_milp *m, struct sv_arena *mem)
{
    *m = (struct sv_milp){
        .mem = mem, .start = SV_NEW(mem, int, 1), .cut_start = SV_NEW(mem, int, 1)};
}

static int doubled(int cap)
{
    return cap ? 2 * cap : 64;
}

#define GROW(m, array, n, cap)                                                                     \
    ((array) = sv_regrow((m)->mem, (array), (size_t)(n), (size_t)(cap), sizeof *(array)))

int sv_milp_row(struct sv_milp *m, int64_t rhs, bool is_eq)
{
    if (m->n_rows == m->cap_rows) {
        m->cap_rows = doubled(m->cap_rows);
        GROW(m, m->rhs, m->n_rows, m->cap_rows);
        GROW(m, m->is_eq, m->n_rows, m->cap_rows);
    }
    m->rhs[m->n_rows] = rhs;
    m->is_eq[m->n_rows] = is_eq;
    return m->n_rows++;
}

int sv_milp_col(struct sv_milp *m, int64_t obj, int64_t lo, int64_t hi, bool is_int)
{
    if (m->n_cols == m->cap_cols) {
        m->cap_cols = doubled(m->cap_cols);
        GROW(m, m->obj, m->n_cols, m->cap_cols);
        GROW(m, m->lo, m->n_cols, m->cap_cols);
        GROW(m, m->hi, m->n_cols, m->cap_cols);
        GROW(m, m->is_int, m->n_cols, m->cap_cols);
        GROW(m, m->start, m->n_cols + 1, m->cap_cols + 1);
    }
    int j = m->n_cols++;
    m->obj[j] = obj;
    m->lo[j] = lo;
    m->hi[j] = hi;
    m->is_int[j] = is_int;
    m->start[j + 1] = m->n_entries;
    return j;
}

void sv_milp_entry(struct sv_milp *m, int row, int64_t coef)
{
    if (!coef)
        return;
    if (m->n_entries == m->cap_entries) {
        m->cap_entries = doubled(m->cap_entries);
        GROW(m, m->row, m->n_entries, m->cap_entries);
        GROW(m, m->coef, m->n_entries, m->cap_entries);
    }
    m->row[m->n_entries] = row;
    m->coef[m->n_entries++] = coef;
    m->start[m->n_cols] = m->n_entries;
}

int sv_milp_cut(struct sv_milp *m, int64_t rhs)
{
    if (m->n_cuts == m->cap_cuts) {
        m->cap_cuts = doubled(m->cap_cuts);
        GROW(m, m->cut_rhs, m->n_cuts, m->cap_cuts);
        GROW(m, m->cut_start, m->n_cuts + 1, m->cap_cuts + 1);
    }
    m->cut_rhs[m->n_cuts] = rhs;
    m->cut_start[m->n_cuts + 1] = m->n_cut_entries;
    return m->n_cuts++;
}

void sv_milp_cut_entry(struct sv_milp *m, int col, int64_t coef)
{
    if (m->n_cut_entries == m->cap_cut_entries) {
        m->cap_cut_entries = doubled(m->cap_cut_entries);
        GROW(m, m->cut_col, m->n_cut_entries, m->cap_cut_entries);
        GROW(m, m->cut_coef, m->n_cut_entries, m->cap_cut_entries);
    }
    m->cut_col[m->n_cut_entries] = col;
    m->cut_coef[m->n_cut_entries++] = coef;
    m->cut_start[m->n_cuts] = m->n_cut_entries;
}

int64_t sv_milp_dual(double pi, bool is_eq)
{
    if (!isfinite(pi) || fabs(pi) > 1073741824.0)
        return 0;
    int64_t v = llround(ldexp(pi, SV_SCALE));
    return is_eq || v > 0 ? v : 0;
}

void sv_milp_drop_cuts(struct sv_milp *m, int n_cuts, const bool *is_kept)
{
    int n = 0, n_entries = 0;
    for (int k = 0; k < n_cuts; k++) {
        if (is_kept && !is_kept[k])
            continue;
        int start = m->cut_start[k], end = m->cut_start[k + 1];
        m->cut_rhs[n] = m->cut_rhs[k];
        m->cut_start[n++] = n_entries;
        for (int e = start; e < end; e++, n_entries++) {
            m->cut_col[n_entries] = m->cut_col[e];
            m->cut_coef[n_entries] = m->cut_coef[e];
        }
    }
    m->cut_start[n] = n_entries;
    m->n_cuts = n;
    m->n_cut_entries = n_entries;
}

struct sv_dual sv_dual_new(const struct sv_milp *m)
{
    return (struct sv_dual){.d = SV_NEW(m->mem, sv_wide, m->n_cols),
                            .u = SV_NEW(m->mem, int64_t, m->n_rows)};
}

void sv_milp_bound(const struct sv_milp *m, const double *pi, const double *pi_cut,
                   const int64_t *lo, const int64_t *hi, struct sv_dual *out)
{
    int64_t *u = out->u;
    sv_wide bound = 0;
    for (int i = 0; i < m->n_rows; i++) {
        u[i] = sv_milp_dual(pi[i], m->is_eq[i]);
        bound += (sv_wide)u[i] * m->rhs[i];
    }
    for (int j = 0; j < m->n_cols; j++) {
        sv_wide d = (sv_wide)m->obj[j] * SV_ONE;
        for (int e = m->start[j]; e < m->start[j + 1]; e++)
            d -= (sv_wide)u[m->row[e]] * m->coef[e];
        out->d[j] = d;
    }
    for (int k = 0; k < m->n_cuts; k++) {
        int64_t v = sv_milp_dual(pi_cut[k], false);
        bound += (sv_wide)v * m->cut_rhs[k];
        for (int e = m->cut_start[k]; v && e < m->cut_start[k + 1]; e++)
            out->d[m->cut_col[e]] -= (sv_wide)v * m->cut_coef[e];
    }
    for (int j = 0; j < m->n_cols; j++)
        bound += out->d[j] * (out->d[j] > 0 ? hi[j] : lo[j]);
    out->bound = bound;
}

int64_t sv_milp_grain(const struct sv_milp *m)
{
    int64_t g = 0;
    for (int j = 0; j < m->n_cols; j++)
        for (int64_t a = m->obj[j] < 0 ? -m->obj[j] : m->obj[j], rest; a; a = rest) {
            rest = g % a;
            g = a;
        }
    return g ? g : 1;
}

int64_t sv_floor(sv_wide w, int64_t grain)
{
    sv_wide whole = w >> SV_SCALE; /* of a wild dual it is beyond 64 bits: then loose, not false */
    const sv_wide most = INT64_MAX / 2;
    int64_t v = (int64_t)(whole > most ? most : whole < -most ? -most : whole), rest = v % grain;
    return v - (rest < 0 ? rest + grain : rest);
}
