/* Items and surveys: whatever is done in whatever order, lists sent in and taken back among it,
 * what stands in the rooms, what was found and what became of it is as a naive twin has it. A
 * survey that is done never changes; a line that is broken or missing is in one repair at most.
 */
#include "survey_list.h"

/* ---- acts ---- */

static void act_put(int r)
{
    struct inventory_line lines[N_PIECES];
    size_t n = 0;
    int wanted[N_PIECES];
    int64_t version = draw(4) == 0 ? version_of(r) + 1 : draw(2) == 0 ? 0 : version_of(r);
    for (int p = 0; p < N_PIECES; p++) {
        wanted[p] = draw(3) == 0 ? NONE : draw(N_CONDITIONS);
        if (wanted[p] != NONE)
            lines[n++] = (struct inventory_line){
                .kind = KIND_OF[p], .ix = IX_OF[p], .condition = CONDITIONS[wanted[p]]};
    }
    const bool is_stale = version > version_of(r);
    const bool is_bad = n > 0 && draw(6) == 0;
    if (is_bad)
        lines[n - 1].ix = 100;
    begin();
    int rc = inventory_set(store, &keepers[draw(3)], ROOMS[r], version, lines, n, today, &bad, &e);
    end(rc, is_stale ? ERR_CHANGED : is_bad ? ERR_INPUT : ERR_OK);
    if (is_stale || is_bad)
        return;
    for (int p = 0; p < N_PIECES; p++) {
        if (wanted[p] != NONE && pieces[r][p].now != wanted[p])
            snprintf(pieces[r][p].seen, 11, "%s", today);
        pieces[r][p].now = wanted[p];
    }
}

static void act_begin(int r)
{
    char *code = NULL;
    struct twin *t = &open[r];
    begin();
    int rc = survey_begin(store, &keepers[draw(3)], ROOMS[r], NULL, today, &code, &bad, &e);
    end(rc, t->is_open ? ERR_DATA : ERR_OK);
    if (!t->is_open) {
        *t = (struct twin){.is_open = true, .room = r};
        snprintf(t->code, sizeof t->code, "%s", code);
        snprintf(t->day, sizeof t->day, "%s", today);
        for (int i = 0; i < N_SUBJECTS; i++) {
            t->is_asked[i] = i < N_PARTS || pieces[r][i - N_PARTS].now != NONE;
            t->found[i] = NONE;
            t->was[i] = i < N_PARTS ? last_found(r, i) : pieces[r][i - N_PARTS].now;
        }
    }
    free(code);
}

static void act_fill(int r)
{
    struct survey_line lines[4];
    struct twin *t = &open[r];
    int subject[4], found[4];
    const size_t n = (size_t)draw(4) + 1;
    int expected = t->is_open ? ERR_OK : ERR_DATA;
    if (t->code[0] == '\0')
        return;
    for (size_t i = 0; i < n; i++) {
        subject[i] = draw(N_SUBJECTS);
        found[i] = draw(8) == 0 ? NONE : draw(N_CONDITIONS);
        lines[i] = (struct survey_line){.subject = SUBJECTS[subject[i]],
                                        .condition = found[i] == NONE ? "" : CONDITIONS[found[i]]};
        if (t->is_open && !t->is_asked[subject[i]] && pieces[r][subject[i] - N_PARTS].now == NONE)
            expected = ERR_INPUT;
    }
    const struct survey_change change = {.n = n, .lines = lines};
    begin();
    end(survey_change(store, &keepers[draw(3)], t->code, 0, &change, today, &bad, &e), expected);
    for (size_t i = 0; i < n && expected == ERR_OK; i++) {
        if (!t->is_asked[subject[i]])
            t->was[subject[i]] = pieces[r][subject[i] - N_PARTS].now;
        t->is_asked[subject[i]] = true;
        t->found[subject[i]] = found[i];
    }
}

/* All lines that are left at once, as one does at the end. */
static void act_fill_rest(int r)
{
    struct survey_line lines[N_SUBJECTS];
    struct twin *t = &open[r];
    size_t n = 0;
    for (int i = 0; t->is_open && i < N_SUBJECTS; i++)
        if (t->is_asked[i] && t->found[i] == NONE) {
            t->found[i] = draw(2) == 0 ? 0 : draw(N_CONDITIONS);
            lines[n++] = (struct survey_line){SUBJECTS[i], CONDITIONS[t->found[i]], "như cũ"};
        }
    const struct survey_change change = {.n = n, .lines = lines};
    if (n == 0)
        return;
    begin();
    end(survey_change(store, &keepers[0], t->code, 0, &change, today, &bad, &e), ERR_OK);
}

static void act_complete(int r)
{
    struct twin *t = &open[r];
    bool is_whole = true;
    if (t->code[0] == '\0')
        return;
    for (int i = 0; i < N_SUBJECTS; i++) {
        const bool stands = i < N_PARTS || pieces[r][i - N_PARTS].now != NONE;
        is_whole = is_whole && !(t->is_asked[i] && stands && t->found[i] == NONE);
    }
    const int expected = !t->is_open ? ERR_DATA : is_whole ? ERR_OK : ERR_INPUT;
    begin();
    end(survey_complete(store, &keepers[draw(3)], t->code, 0, &bad, &e), expected);
    if (expected != ERR_OK)
        return;
    for (int i = 0; i < N_SUBJECTS; i++) {
        struct piece *p = i < N_PARTS ? NULL : &pieces[r][i - N_PARTS];
        t->is_asked[i] = t->is_asked[i] && t->found[i] != NONE;
        if (p != NULL && t->is_asked[i] && p->now != NONE && strcmp(p->seen, t->day) <= 0) {
            p->now = t->found[i];
            snprintf(p->seen, 11, "%s", t->day);
        }
    }
    t->is_open = false;
    keep_done(t);
}

/* Faults that are in no repair become one each, or join the one that is under way. */
static void act_report(void)
{
    if (n_done == 0)
        return;
    struct twin *t = &done[draw((int)n_done)];
    begin();
    end(survey_report(store, &keepers[draw(3)], t->code, 0, now, &e), ERR_OK);
    for (int i = 0; i < N_SUBJECTS; i++) {
        if (!t->is_asked[i] || t->found[i] < 2 || t->repair[i] != 0)
            continue;
        t->repair[i] = under_way(t->room, i);
        if (t->repair[i] == 0) {
            t->repair[i] = ++n_repairs;
            repair_is_open[n_repairs] = true;
        }
    }
}

static void act_mend(void)
{
    const int id = n_repairs == 0 ? 0 : draw(n_repairs) + 1;
    if (id == 0 || !repair_is_open[id])
        return;
    run_sql("UPDATE repair SET state = 'completed' WHERE id = %d", id);
    repair_is_open[id] = false;
}

/* ---- lists sent in ---- */

static struct sent {
    char code[33];
    bool is_applied, touches[N_ROOMS];
    int64_t version[N_ROOMS]; /* of the rooms, once it was applied */
    struct piece before[N_ROOMS][N_PIECES];
} sent[MOST];
static size_t n_sent, n_undone;

/* A row of a list, and what the twin says of it. */
static enum import_verdict add_row(struct buf *csv, int r, int p, bool touches[N_ROOMS],
                                   struct piece after[N_ROOMS][N_PIECES])
{
    struct piece *x = &after[r][p];
    const int found = draw(N_CONDITIONS);
    char day[11];
    date_add(today, -draw(4), day);
    buf_fmt(csv, "%s,%s,%d,%s,%s\n", ROOMS[r], KIND_OF[p], IX_OF[p], CONDITIONS[found], day);
    const bool is_older = x->now != NONE && strcmp(day, x->seen) < 0;
    if (is_older && x->now != found)
        return IMPORT_BAD;
    if (is_older || (x->now == found && strcmp(day, x->seen) == 0))
        return IMPORT_SAME;
    const enum import_verdict verdict = x->now == NONE ? IMPORT_NEW : IMPORT_CHANGED;
    *x = (struct piece){.now = found};
    snprintf(x->seen, sizeof x->seen, "%s", day);
    touches[r] = true;
    return verdict;
}

static void send_in(struct sent *u, const char *csv, const size_t n_of[IMPORT_N_VERDICTS])
{
    struct import_report report = {0};
    struct store_upload row = {
        .kind = mem_dup("items"),
        .file_name = mem_dup("thiet-bi.csv"),
        .file_sha256 = mem_dup("0123456789012345678901234567890123456789012345678901234567890123")};
    solver_findings_release(&bad);
    ok(upload_judge(store, &keepers[1], IMPORT_ITEMS, csv, &report, &e));
    for (int v = 0; v < IMPORT_N_VERDICTS; v++)
        assert_int_equal(report.n_of[v], n_of[v]);
    ok(upload_add(store, &keepers[1], &row, csv, &report, today, now, &bad, &e));
    snprintf(u->code, sizeof u->code, "%s", row.code);
    store_upload_release(&row);
    import_report_release(&report);
}

static void act_import(void)
{
    struct buf csv = {0};
    struct piece after[N_ROOMS][N_PIECES];
    size_t n_of[IMPORT_N_VERDICTS] = {0};
    struct sent *u = &sent[n_sent++];
    assert_true(n_sent < MOST);
    memcpy(after, pieces, sizeof after);
    memcpy(u->before, pieces, sizeof u->before);
    buf_str(&csv, "Mã phòng,Loại thiết bị,Thứ tự trong phòng,Tình trạng,Ngày kiểm tra\n");
    for (int i = draw(5); i < N_ROOMS * N_PIECES; i += 1 + draw(9))
        n_of[add_row(&csv, i / N_PIECES, i % N_PIECES, u->touches, after)]++;
    send_in(u, csv.data, n_of);
    buf_release(&csv);
    const size_t n_good = n_of[IMPORT_NEW] + n_of[IMPORT_CHANGED] + n_of[IMPORT_SAME];
    u->is_applied = n_good > 0 || n_of[IMPORT_BAD] == 0;
    begin();
    end(upload_apply(store, &keepers[1], u->code, 0, true, today, now, &e),
        u->is_applied ? ERR_OK : ERR_DATA);
    memcpy(pieces, after, sizeof after);
    for (int r = 0; r < N_ROOMS; r++)
        u->version[r] = version_of(r);
}

/* The last list or one before it: unless a room that it changed has changed since. */
static void act_undo(void)
{
    const int back = draw(3) + 1;
    struct sent *u = (size_t)back > n_sent ? NULL : &sent[n_sent - (size_t)back];
    bool rests = false;
    if (u == NULL || !u->is_applied)
        return;
    for (int r = 0; r < N_ROOMS; r++)
        rests = rests || (u->touches[r] && version_of(r) != u->version[r]);
    begin();
    end(upload_undo(store, &keepers[1], u->code, 0, now, &e), rests ? ERR_DATA : ERR_OK);
    for (int r = 0; r < N_ROOMS && !rests; r++)
        if (u->touches[r])
            memcpy(pieces[r], u->before[r], sizeof pieces[r]);
    u->is_applied = rests;
    n_undone += !rests;
}

static void t_the_house_is_as_a_naive_twin_has_it(void **state)
{
    (void)state;
    for (int step = 0; step < 1200; step++) {
        const int r = draw(N_ROOMS);
        switch (draw(12)) {
        case 0:
            act_put(r);
            break;
        case 1:
        case 2:
            act_begin(r);
            break;
        case 3:
        case 4:
            act_fill(r);
            break;
        case 5:
            act_fill_rest(r);
            break;
        case 6:
            act_complete(r);
            break;
        case 7:
            act_report();
            break;
        case 8:
            act_import();
            break;
        case 9:
            act_undo();
            break;
        case 10:
            act_list();
            break;
        default:
            act_mend();
            next_day();
            break;
        }
        for (int i = 0; i < N_ROOMS; i++)
            compare_pieces(i);
        if (open[r].is_open)
            compare_survey(&open[r]);
        if (n_done > 0)
            compare_survey(&done[draw((int)n_done)]);
    }
    for (size_t i = 0; i < n_done; i++)
        compare_survey(&done[i]);
    compare_progress();
    assert_int_equal(number("SELECT count(*) FROM repair WHERE source = 'survey'"), n_repairs);
    assert_true(n_done > 20 && n_repairs > 20 && n_undone > 10);
    assert_true(n_lists_new > 20 && n_lists_same > 20 && n_lists_bad > 20);
}

/* ---- others ---- */

static void t_who_does_not_keep_the_house_finds_nothing(void **state)
{
    static const enum principal_role others[] = {PRINCIPAL_NOBODY, PRINCIPAL_ADMIN,
                                                 PRINCIPAL_REGISTRAR, PRINCIPAL_OFFICIAL};
    (void)state;
    act_begin(0);
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        const struct principal by = {.account_id = 1, .role = others[i]};
        struct survey_view v;
        struct inventory_room room;
        char *code = NULL;
        refused(survey_get(store, &by, open[0].code, &v, &e), ERR_ABSENT);
        survey_view_release(&v);
        refused(inventory_get(store, &by, ROOMS[0], &room, &e), ERR_ABSENT);
        inventory_room_release(&room);
        refused(survey_begin(store, &by, ROOMS[1], NULL, today, &code, &bad, &e), ERR_ABSENT);
        refused(survey_complete(store, &by, open[0].code, 0, &bad, &e), ERR_ABSENT);
    }
    const struct principal auditor = {.account_id = 1, .role = PRINCIPAL_AUDITOR};
    refused(survey_complete(store, &auditor, open[0].code, 0, &bad, &e), ERR_DENIED);
}

static void t_each_kind_and_part_has_a_category_of_repairs(void **state)
{
    const struct item_kind *kind;
    int ix;
    (void)state;
    for (size_t i = 0; i < N_ITEM_KINDS; i++) {
        assert_non_null(repair_category(ITEM_KINDS[i].category));
        assert_ptr_equal(item_kind_of(ITEM_KINDS[i].code), &ITEM_KINDS[i]);
        assert_null(room_part_of(ITEM_KINDS[i].code));
        assert_true(i == 0 || strcmp(ITEM_KINDS[i - 1].code, ITEM_KINDS[i].code) < 0);
    }
    for (size_t i = 0; i < N_ROOM_PARTS; i++)
        assert_non_null(repair_category(ROOM_PARTS[i].category));
    assert_true(item_subject("air_con 12", &kind, &ix) && ix == 12);
    static const char *const wrong[] = {"air_con",    "air_con 0",  "air_con 01", "air_con 100",
                                        "air_con  1", "air_con 1 ", "door",       "wall 1",
                                        "",           " "};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        assert_false(item_subject(wrong[i], &kind, &ix));
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(t_the_house_is_as_a_naive_twin_has_it),
        TEST(t_who_does_not_keep_the_house_finds_nothing),
        TEST(t_each_kind_and_part_has_a_category_of_repairs),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
