/* Rooms with fixed parties in a certificate: R2 and R6 know only the whole room, so what may not
 * join those who stay is priced out, or left to branches on pairs. */
#include "prove_leaf.h"

sv_wide sv_leaf_most(const int64_t w[SV_SIZES + 1], int people, int without)
{
    sv_wide most[SV_BEDS + 1] = {0};
    for (int q = 1; q <= people && q <= SV_BEDS; q++) {
        most[q] = most[q - 1];
        for (int n = 1; n <= SV_SIZES && n <= q; n++)
            if (n != without && most[q - n] + w[n] > most[q])
                most[q] = most[q - n] + w[n];
    }
    return most[people < SV_BEDS ? people : SV_BEDS];
}

/* Beside fixed parties of their own mode, with beds left for fewer people. */
static bool is_tight(const struct sv_leaf *lf, int s)
{
    const struct sv_rules *ru = &lf->run->rules;
    int r = lf->pm->class_room[lf->pm->slot_class[s]];
    return lf->pm->slot_mode[s] == ru->room_mode[r] && ru->room_left[r] > 0;
}

static void price_out(struct sv_leaf *lf, bool leaves_tight)
{
    const struct sv_prove_model *pm = lf->pm;
    const struct sv_rules *ru = &lf->run->rules;
    sv_wide *wants = SV_NEW(lf->mem, sv_wide, pm->n_profiles);
    for (int f = 0; f < pm->n_profiles; f++)
        wants[f] = -SV_NO_BOUND;
    for (int p = 0; p < ru->inst->n_parties; p++) {
        int f = pm->profile_of[p];
        sv_wide w = f < 0 ? 0 : sv_leaf_party(lf, p) - lf->r1[p];
        if (f >= 0 && w > wants[f])
            wants[f] = w;
    }
    for (int c = 0; c < pm->n_classes; c++) {
        int r = pm->class_room[c];
        for (int f = 0; f < pm->n_profiles && pm->class_fixed[c] >= 0; f++) {
            size_t at = (size_t)f * (size_t)pm->n_classes + (size_t)c;
            if (!pm->fits[at] || pm->is_free[at])
                continue;
            int s = sv_leaf_slot(lf, f, c),
                size = ru->inst->parties[pm->profile_party[f]].n_members;
            int64_t need = sv_leaf_narrow(lf, wants[f] + sv_leaf_place(lf, f, c));
            bool is_full = pm->slot_mode[s] == ru->room_mode[r] && ru->room_left[r] == 0;
            if (need <= 0 || (leaves_tight && is_tight(lf, s)))
                continue;
            if (is_full && pm->slot_mode[s] != ru->private_mode) {
                lf->is_people[s] = true;
                int64_t each = (need + size - 1) / size;
                each = each > lf->w[s][1] ? each : lf->w[s][1];
                for (int n = 1; n <= SV_SIZES; n++)
                    lf->w[s][n] = sv_leaf_narrow(lf, (sv_wide)each * n);
            } else if (pm->slot_mode[s] == ru->private_mode) {
                for (int n = 1; n <= SV_SIZES; n++)
                    lf->w[s][n] = need > lf->w[s][n] ? need : lf->w[s][n];
            } else if (need > lf->w[s][size]) {
                lf->w[s][size] = need;
            }
        }
    }
}

/* A room with fixed parties and beds left: they pay as much as leaves V as it is (lifting), or
 * everybody pays by the head, whichever leaves less to pay for the room. */
static void lift(struct sv_leaf *lf, int s, const int count[SV_SIZES + 1])
{
    int people = lf->pm->slot_w[s], left = people;
    int64_t *w = lf->w[s], each = 0;
    sv_wide v = sv_leaf_most(w, people, 0), net = v;
    for (int n = SV_SIZES; n >= 1; n--) {
        sv_wide best = v;
        for (int k = 1; k * n <= people; k++) {
            sv_wide rest = (v - sv_leaf_most(w, people - k * n, n)) / k;
            best = rest < best ? rest : best;
        }
        if (count[n] && best > w[n])
            w[n] = sv_leaf_narrow(lf, best);
        net -= (sv_wide)count[n] * w[n];
        left -= count[n] * n;
        each = (w[n] + n - 1) / n > each ? (w[n] + n - 1) / n : each;
    }
    if ((sv_wide)each * left < net) {
        lf->is_people[s] = true;
        for (int n = 1; n <= SV_SIZES; n++)
            w[n] = sv_leaf_narrow(lf, (sv_wide)each * n);
    }
}

static void lift_all(struct sv_leaf *lf)
{
    const struct sv_prove_model *pm = lf->pm;
    const struct sv_rules *ru = &lf->run->rules;
    int(*count)[SV_SIZES + 1] = sv_alloc(lf->mem, (size_t)pm->n_classes, sizeof *count);
    for (int p = 0; p < ru->inst->n_parties; p++)
        if (ru->fixed_room[p] >= 0)
            count[pm->class_of[ru->fixed_room[p]]][ru->inst->parties[p].n_members]++;
    for (int c = 0; c < pm->n_classes; c++) {
        int r = pm->class_room[c];
        if (pm->class_fixed[c] < 0 || ru->room_left[r] == 0 || ru->room_mode[r] == ru->private_mode)
            continue;
        lift(lf, pm->slot_of[c * ru->n_modes + ru->room_mode[r]], count[c]);
    }
}

void sv_leaf_fixed(struct sv_leaf *lf, bool leaves_tight)
{
    price_out(lf, leaves_tight);
    lift_all(lf);
}

void sv_leaf_pairs(struct sv_leaf *lf, sv_wide target, struct sv_prove_pairs *out)
{
    const struct sv_prove_model *pm = lf->pm;
    const struct solver_instance *inst = lf->run->inst;
    sv_wide all = lf->bound > target ? lf->bound - target : 0;
    int cap = 0;
    *out = (struct sv_prove_pairs){0};
    for (int p = 0; p < inst->n_parties; p++) {
        int f = pm->profile_of[p];
        for (int c = 0; f >= 0 && c < pm->n_classes; c++) {
            size_t at = (size_t)f * (size_t)pm->n_classes + (size_t)c;
            if (!pm->fits[at] || pm->is_free[at] || !is_tight(lf, sv_leaf_slot(lf, f, c)))
                continue;
            int s = sv_leaf_slot(lf, f, c);
            sv_wide want = sv_leaf_party(lf, p) - lf->r1[p] + sv_leaf_place(lf, f, c) -
                           lf->w[s][inst->parties[p].n_members];
            if (want <= 0)
                continue;
            if (out->n == cap) {
                cap = cap ? 2 * cap : 64;
                out->list =
                    sv_regrow(lf->mem, out->list, (size_t)out->n, (size_t)cap, sizeof *out->list);
            }
            out->list[out->n++] =
                (struct sv_prove_pair){.party = p, .class_ix = c, .mode = pm->slot_mode[s]};
            all += want;
        }
    }
    for (int k = 0; k < out->n; k++) {
        struct sv_prove_pair *pair = &out->list[k];
        int s = pm->slot_of[pair->class_ix * lf->run->rules.n_modes + pair->mode];
        pair->r2 = sv_leaf_narrow(lf, all + SV_ONE);
        pair->r3 = sv_leaf_narrow(lf, (sv_wide)pair->r2 * pm->slot_w[s]);
        for (int i = 0; i < lf->n_rows; i++) {
            const struct sv_prove_row *row = &lf->rows[i];
            if (row->kind == SV_R3 && row->a == pair->class_ix)
                pair->r3 += row->mu;
            if (row->kind == SV_R2 && row->a == pair->class_ix && row->b == pair->mode)
                pair->r2 += row->mu;
        }
    }
}
