/* Lists of surveys sent in among the acts of service_survey.c, and what the naive twin says of
 * them: each room of a list is one survey, written whole, the same as one that is done, or refused.
 */
#ifndef SURVEY_LIST_H
#define SURVEY_LIST_H

#include "survey_bed.h"

/* What a list says of one room. */
struct listed {
    char day[11];
    int found[N_SUBJECTS]; /* NONE = it has no row */
};

static size_t n_lists_new, n_lists_same, n_lists_bad;

static inline bool says_same(const struct listed *l, const struct twin *t)
{
    for (int i = 0; i < N_SUBJECTS; i++)
        if (l->found[i] != NONE && (!t->is_asked[i] || t->found[i] != l->found[i]))
            return false;
    return true;
}

static inline void draw_listed(int r, struct listed *l)
{
    const struct twin *last = last_done(r);
    date_add(today, -draw(4), l->day);
    for (int i = 0; i < N_SUBJECTS; i++) {
        const bool stands = i < N_PARTS || pieces[r][i - N_PARTS].now != NONE;
        l->found[i] = stands ? draw(N_CONDITIONS) : NONE;
    }
    if (last != NULL && draw(3) == 0) { /* what was found before, perhaps with another line */
        snprintf(l->day, sizeof l->day, "%s", last->day);
        for (int i = 0; i < N_SUBJECTS; i++)
            l->found[i] = last->is_asked[i] ? last->found[i] : NONE;
        if (draw(3) == 0)
            l->found[draw(N_PARTS)] = draw(N_CONDITIONS);
    }
    if (draw(6) == 0)
        l->found[draw(N_SUBJECTS)] = draw(2) == 0 ? NONE : 0;
}

static inline enum import_verdict verdict_of(int r, const struct listed *l)
{
    bool is_done = false;
    for (size_t i = 0; i < n_done; i++) {
        if (done[i].room != r || strcmp(done[i].day, l->day) != 0)
            continue;
        is_done = true;
        if (says_same(l, &done[i]))
            return IMPORT_SAME;
    }
    for (int i = 0; i < N_SUBJECTS; i++) {
        const bool stands = i < N_PARTS || pieces[r][i - N_PARTS].now != NONE;
        if (stands != (l->found[i] != NONE))
            return IMPORT_BAD;
    }
    return is_done || open[r].is_open ? IMPORT_BAD : IMPORT_NEW;
}

/* What is written becomes a survey that is done. */
static inline void keep_listed(int r, const struct listed *l)
{
    struct twin t = {.room = r};
    snprintf(t.day, sizeof t.day, "%s", l->day);
    for (int i = 0; i < N_SUBJECTS; i++) {
        struct piece *p = i < N_PARTS ? NULL : &pieces[r][i - N_PARTS];
        t.is_asked[i] = l->found[i] != NONE;
        t.found[i] = l->found[i];
        t.was[i] = p != NULL ? p->now : last_found(r, i);
        if (p == NULL || p->now == NONE || strcmp(p->seen, l->day) > 0)
            continue;
        p->now = l->found[i];
        snprintf(p->seen, sizeof p->seen, "%s", l->day);
    }
    struct store_surveys all = {0};
    int64_t n = 0;
    ok(store_survey_list(store,
                         &(struct store_survey_query){.room = ROOMS[r], .after = "", .limit = 1},
                         &all, &n, &e));
    snprintf(t.code, sizeof t.code, "%s", all.items[0].code);
    store_surveys_release(&all);
    keep_done(&t);
}

static inline void import_listed(const char *csv, const size_t n_of[IMPORT_N_VERDICTS])
{
    struct import_report report = {0};
    const struct import_options o = {.skips_bad = true};
    struct table table = {0};
    ok(table_parse(csv, strlen(csv), &table, &e));
    ok(import_table(store, IMPORT_SURVEYS, &table, "khao-sat.csv",
                    "0123456789012345678901234567890123456789012345678901234567890123", &o, &report,
                    &e));
    for (int v = 0; v < IMPORT_N_VERDICTS; v++)
        assert_int_equal(report.n_of[v], n_of[v]);
    assert_true(report.is_written);
    import_report_release(&report);
    table_release(&table);
}

/* Sent in twice: the second time what was new is the same. */
static inline void act_list(void)
{
    struct buf csv = {0};
    size_t n_of[IMPORT_N_VERDICTS] = {0};
    struct listed l[N_ROOMS];
    bool is_new[N_ROOMS] = {false};
    buf_str(&csv, "Mã phòng,Hạng mục,Tình trạng,Ngày khảo sát\n");
    for (int r = draw(2); r < N_ROOMS; r++) {
        size_t n = 0;
        draw_listed(r, &l[r]);
        const enum import_verdict verdict = verdict_of(r, &l[r]);
        for (int i = N_SUBJECTS - 1; i >= 0; i--) {
            if (l[r].found[i] == NONE)
                continue;
            buf_fmt(&csv, "%s,%s,%s,%s\n", ROOMS[r], SUBJECTS[i], CONDITIONS[l[r].found[i]],
                    l[r].day);
            n++;
        }
        n_of[verdict] += n;
        n_lists_new += verdict == IMPORT_NEW;
        n_lists_same += verdict == IMPORT_SAME;
        n_lists_bad += verdict == IMPORT_BAD;
        is_new[r] = verdict == IMPORT_NEW;
    }
    import_listed(csv.data, n_of);
    for (int r = 0; r < N_ROOMS; r++)
        if (is_new[r])
            keep_listed(r, &l[r]);
    n_of[IMPORT_SAME] += n_of[IMPORT_NEW];
    n_of[IMPORT_NEW] = 0;
    import_listed(csv.data, n_of);
    buf_release(&csv);
}

#endif
