/* Explanations of plans of every status: what is told, what is not, and of whom nobody else reads.
 */
#include <ctype.h>

#include "../../solver/json.h"
#include "checked.h"
#include "random_instance.h"
#include "solver/explain.h"

static const struct edit NO_EDITS[3];

static char *explain(const struct solver_instance *inst, const struct solver_plan *plan,
                     int party_ix, struct solver_explain_style style)
{
    struct solver_explanations ex = {0};
    char *text = NULL;
    size_t len = 0;
    assert_int_equal(solver_explain(inst, plan, party_ix, NULL, &ex), SOLVER_OK);
    assert_int_equal(solver_explanations_format(&ex, inst, plan, &style, &text, &len), SOLVER_OK);
    assert_int_equal(strlen(text), len);
    solver_explanations_release(&ex);
    return text;
}

/* m3 needs wc: C alone has it, and f2 and mix are there. Worked out by hand. */
static void t_sentences_of_a_party_without_a_room(void **state)
{
    (void)state;
    struct solver_instance inst;
    struct solver_plan plan;
    read_instance(NO_EDITS, &inst);
    make_plan(&inst, "f1=B f2=C f3=B m1=D m2=A pr=G mix=C", SOLVER_OPTIMAL, &plan);
    int m3 = find_party(&inst, "m3", 2);
    char *vi = explain(&inst, &plan, m3, (struct solver_explain_style){0});
    char *en = explain(&inst, &plan, m3, (struct solver_explain_style){.is_en = true});
    assert_string_equal(
        vi, "m3\n"
            "Rất tiếc, anh/chị chưa được bố trí chỗ ở trong phương án này (40 điểm, nhóm ưu tiên "
            "3, đứng "
            "thứ 6 trong 8 hồ sơ).\n"
            "Đã xét tất cả 6 phòng: 1 phòng đang sửa chữa, để dành hoặc đóng; 1 phòng chỉ dành cho "
            "nhóm hệ số khác; 3 phòng thiếu điều kiện cần có (wc); 1 phòng đang dùng cho diện "
            "khác, không ghép chung được.\n"
            "Hồ sơ cùng diện (ở ghép, nam, nhóm hệ số Y) cuối cùng được bố trí: T – không có "
            "ai, không kể hồ sơ đang ở.\n"
            "Đã xét từng thay đổi: nhận thêm một khu, lên thứ tự, ở ghép thay vì ở riêng, thêm một "
            "phòng đang đóng; không thay đổi nào tự nó đủ để anh/chị có chỗ.\n");
    assert_string_equal(
        en, "m3\n"
            "We are sorry: you have no place in this plan (40 points, priority band 3, place 6 of "
            "8 in the "
            "order).\n"
            "All 6 rooms were considered: 1 under repair, reserved or closed; 1 for other ranks "
            "only; 3 without what is needed (wc); 1 in use for others whom it cannot be shared "
            "with.\n"
            "The last request of the same kind (sharing, men, rank group Y) to get a place: T – "
            "nobody, those already living there aside.\n"
            "Each single change was tried: one more site, a higher place in the order, sharing, "
            "one closed room in use; none alone would give you a place.\n");
    free(vi);
    free(en);
    solver_plan_release(&plan);
    solver_instance_release(&inst);
}

/* f3 would rather not be in S's B, had T a penalty below 2; f2 is the last woman of X there. */
static void t_sentences_of_a_party_with_a_room(void **state)
{
    (void)state;
    const struct edit edits[3] = {
        {"{\"site\":\"S\",\"penalty\":2}]",
         "{\"site\":\"S\",\"penalty\":2},{\"site\":\"T\",\"penalty\":1}],\"wishes\":[{\"feature\":"
         "\"wc\",\"weight\":1}]"}};
    struct solver_instance inst;
    struct solver_plan plan;
    read_instance(edits, &inst);
    make_plan(&inst, "f1=B f2=C f3=B m1=D m2=A pr=G mix=C", SOLVER_STOPPED, &plan);
    char *text = explain(&inst, &plan, find_party(&inst, "f3", 2),
                         (struct solver_explain_style){.is_planner = true, .is_en = true});
    assert_string_equal(
        text, "f3\n"
              "This plan is not proven to be the best; what follows is true of it as it stands.\n"
              "This request has room B at S.\n"
              "Sites that this request would have liked better: 1.\n"
              "The last request of the same kind (sharing, women, rank group X) to get a place: T "
              "– 95 points, place 4 (f2).\n"
              "Wishes that this room does not meet: wc.\n");
    free(text);
    solver_plan_release(&plan);
    solver_instance_release(&inst);
}

/* A closed room has its own incumbent back: the party that lived there is told so before others. */
static void t_its_own_closed_room_comes_first(void **state)
{
    (void)state;
    const struct edit edits[3] = {{"\"points\":40,\"order\":6,\"needs\":[\"wc\"]",
                                   "\"points\":40,\"order\":6,\"needs\":[\"q\"],\"current_room\":"
                                   "\"E\""}};
    struct solver_instance inst;
    struct solver_plan plan = {0};
    struct solver_explanations ex = {0};
    struct solver_limits limits = {0};
    read_instance(edits, &inst);
    int m3 = find_party(&inst, "m3", 2);
    assert_int_equal(solver_solve(&inst, &limits, &plan), SOLVER_OK);
    assert_int_equal(solver_explain(&inst, &plan, m3, NULL, &ex), SOLVER_OK);
    assert_int_equal(ex.items[0].state, SOLVER_CHANGE_FOUND);
    assert_int_equal(ex.items[0].change.kind, SOLVER_CHANGE_ROOM);
    assert_int_equal(ex.items[0].change.room_ix, find_room(&inst, 'E'));
    solver_explanations_release(&ex);
    solver_plan_release(&plan);
    solver_instance_release(&inst);
}

/* One room of two beds, where the two women of q are. At place 2 p would be of their band, and two
 * count for more than one; at place 1 it has 50 points, so a band that nobody has, above theirs. */
static void t_a_band_that_nobody_has_is_a_level_of_its_own(void **state)
{
    (void)state;
    static const char TEXT[] =
        "{\"format\":\"quarters.instance/1\",\"sites\":[{\"id\":\"S\"}],\"rooms\":[{\"id\":\"A\","
        "\"site\":\"S\",\"beds\":2,\"sex\":\"F\",\"usable\":true}],\"parties\":[{\"id\":\"p\","
        "\"members\":[{\"id\":\"1\",\"sex\":\"F\"}],\"sharing\":\"shared\",\"pool\":\"X\",\"band\":"
        "3,"
        "\"points\":40,\"order\":3},{\"id\":\"q\",\"members\":[{\"id\":\"2\",\"sex\":\"F\"},{"
        "\"id\":"
        "\"3\",\"sex\":\"F\"}],\"sharing\":\"shared\",\"pool\":\"X\",\"band\":3,\"points\":45,"
        "\"order\":2},{\"id\":\"z\",\"members\":[{\"id\":\"4\",\"sex\":\"M\"}],\"sharing\":"
        "\"shared\",\"pool\":\"X\",\"band\":3,\"points\":50,\"order\":1}],\"policy\":{\"pools\":[{"
        "\"id\":\"X\"}],\"incumbents\":\"stay\",\"bands\":[75,46,30],\"objectives\":["
        "\"housed_by_band\",\"points\",\"order\"]}}";
    struct solver_instance inst = {0};
    struct solver_findings bad = {0};
    struct solver_plan plan;
    struct solver_explanations ex = {0};
    assert_int_equal(solver_instance_parse(&inst, TEXT, strlen(TEXT), &bad), SOLVER_OK);
    make_plan(&inst, "q=A", SOLVER_OPTIMAL, &plan);
    assert_int_equal(solver_explain(&inst, &plan, 0, NULL, &ex), SOLVER_OK);
    assert_int_equal(ex.items[0].state, SOLVER_CHANGE_FOUND);
    assert_int_equal(ex.items[0].change.kind, SOLVER_CHANGE_ORDER);
    assert_int_equal(ex.items[0].change.order, 1);
    assert_int_equal(ex.items[0].change.points, 50);
    assert_int_equal(ex.items[0].change.band, 2);
    solver_explanations_release(&ex);
    solver_plan_release(&plan);
    solver_instance_release(&inst);
}

static enum solver_change_state state_of(const struct solver_instance *inst,
                                         const struct solver_plan *plan, const char *id,
                                         const struct solver_limits *limits)
{
    struct solver_explanations ex = {0};
    assert_int_equal(solver_explain(inst, plan, find_party(inst, id, strlen(id)), limits, &ex),
                     SOLVER_OK);
    enum solver_change_state state = ex.items[0].state;
    solver_explanations_release(&ex);
    return state;
}

/* Where another plan is better in who is housed, or nobody proved that none is, nothing is said of
 * changes: such a party may be housed without any. */
static void t_no_change_of_a_plan_that_is_not_the_best(void **state)
{
    (void)state;
    struct solver_instance inst;
    struct solver_plan worse, best;
    volatile sig_atomic_t is_stopped = 1;
    struct solver_limits limits = {.is_stopped = &is_stopped};
    read_instance(NO_EDITS, &inst);
    make_plan(&inst, "f1=B f3=B m1=D m2=A pr=G mix=C", SOLVER_OPTIMAL, &worse);
    assert_int_equal(state_of(&inst, &worse, "f2", NULL), SOLVER_CHANGE_NOT_OPTIMAL);
    make_plan(&inst, "f1=B f2=C f3=B m1=D m2=A pr=G mix=C", SOLVER_STOPPED, &best);
    assert_int_equal(state_of(&inst, &best, "m3", NULL), SOLVER_CHANGE_NONE);
    assert_int_equal(state_of(&inst, &best, "m3", &limits), SOLVER_CHANGE_OPEN);
    best.levels[2].is_proven = false;
    assert_int_equal(state_of(&inst, &best, "m3", NULL), SOLVER_CHANGE_NOT_OPTIMAL);
    solver_plan_release(&worse);
    solver_plan_release(&best);
    solver_instance_release(&inst);
}

static void t_a_change_must_say_something_new(void **state)
{
    (void)state;
    static const struct solver_change CHANGES[] = {
        {.kind = SOLVER_CHANGE_SITE, .site_ix = 0}, {.kind = SOLVER_CHANGE_ORDER, .order = 6},
        {.kind = SOLVER_CHANGE_ORDER, .order = 0},  {.kind = SOLVER_CHANGE_SHARING},
        {.kind = SOLVER_CHANGE_ROOM, .room_ix = 0},
    };
    struct solver_instance inst, changed;
    read_instance(NO_EDITS, &inst);
    for (size_t i = 0; i < sizeof CHANGES / sizeof *CHANGES; i++) {
        assert_int_equal(
            solver_change_apply(&inst, find_party(&inst, "m3", 2), &CHANGES[i], &changed),
            SOLVER_BAD);
        assert_null(changed.parties);
    }
    solver_instance_release(&inst);
}

/* Is a party or person named in the text that is not `own`? Theirs are the only names of a p or m
 * and a number. */
static bool names_another(const char *text, const char *own)
{
    for (const char *at = text; *at; at++) {
        if ((*at != 'p' && *at != 'm') || !isdigit((unsigned char)at[1]) ||
            (at > text && isalnum((unsigned char)at[-1])))
            continue;
        size_t len = 1 + strspn(at + 1, "0123456789.");
        if (len != strlen(own) || strncmp(at, own, len) != 0)
            return true;
    }
    return false;
}

/* Every style of one explanation; returns whether the planner's names somebody else. */
static bool check_styles(const struct solver_instance *inst, const struct solver_plan *plan, int p)
{
    bool names = false;
    for (int i = 0; i < 8; i++) {
        struct solver_explain_style style = {.is_json = i & 1, .is_planner = i & 2, .is_en = i & 4};
        char *text = explain(inst, plan, p, style);
        struct sj_doc doc;
        struct solver_findings bad = {0};
        if (style.is_json) {
            assert_int_equal(sj_parse(&doc, text, strlen(text), &bad), SOLVER_OK);
            assert_int_equal(bad.n, 0);
            const struct sj_value *list = sj_get(&doc.root, "explanations");
            assert_int_equal(list->n, 1);
            assert_true(sj_get(&list->items[0], "sentences")->n > 0);
            sj_release(&doc);
        }
        if (style.is_planner)
            names |= names_another(text, inst->parties[p].id);
        else if (names_another(text, inst->parties[p].id))
            fail_msg("%s", text);
        free(text);
    }
    return names;
}

static void t_the_official_reads_of_nobody_else(void **state)
{
    (void)state;
    struct random_text *t = calloc(1, sizeof *t);
    struct solver_limits limits = {0};
    int n_infeasible = 0, n_named = 0;
    assert_non_null(t);
    for (uint64_t seed = 1; seed <= 300; seed++) {
        struct solver_instance inst = {0};
        struct solver_findings bad = {0};
        struct solver_plan plan = {0};
        random_instance(t, seed, 12, 6);
        assert_int_equal(solver_instance_parse(&inst, t->text, t->len, &bad), SOLVER_OK);
        assert_int_equal(solver_solve(&inst, &limits, &plan), SOLVER_OK);
        n_infeasible += plan.status == SOLVER_INFEASIBLE;
        if (seed % 3 == 0 && plan.status == SOLVER_OPTIMAL)
            plan.status = SOLVER_FEASIBLE;
        for (int p = 0; p < inst.n_parties; p++)
            n_named += check_styles(&inst, &plan, p);
        solver_plan_release(&plan);
        solver_instance_release(&inst);
    }
    free(t);
    assert_true(n_infeasible > 3);
    assert_true(n_named > 100);
}

/* Of an infeasible plan each party reads whether it has a part in that: as the plan's conflict. */
static void t_a_conflict_is_told_to_those_in_it(void **state)
{
    (void)state;
    const struct edit edits[3] = {{"\"points\":50,\"order\":5", "\"points\":50,\"order\":5,"
                                                                "\"pinned_room\":\"E\""}};
    struct solver_instance inst;
    struct solver_plan plan = {0};
    struct solver_limits limits = {0};
    read_instance(edits, &inst);
    assert_int_equal(solver_solve(&inst, &limits, &plan), SOLVER_OK);
    assert_int_equal(plan.status, SOLVER_INFEASIBLE);
    char *other = explain(&inst, &plan, 0, (struct solver_explain_style){.is_en = true});
    char *own = explain(&inst, &plan, find_party(&inst, "m2", 2),
                        (struct solver_explain_style){.is_en = true, .is_planner = true});
    assert_string_equal(other, "f1\nNo plan can be made: what decisions and present homes ask of "
                               "these rooms cannot be (closed, too many people, or people who "
                               "cannot share): E.\n");
    assert_string_equal(
        own,
        "m2\nNo plan can be made: what decisions and present homes ask of these rooms "
        "cannot be (closed, too many people, or people who cannot share): E.\nThis request has "
        "a part in this, in room E.\nThe requests concerned: m2.\n");
    free(other);
    free(own);
    solver_plan_release(&plan);
    solver_instance_release(&inst);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(t_sentences_of_a_party_without_a_room),
        cmocka_unit_test(t_sentences_of_a_party_with_a_room),
        cmocka_unit_test(t_its_own_closed_room_comes_first),
        cmocka_unit_test(t_a_band_that_nobody_has_is_a_level_of_its_own),
        cmocka_unit_test(t_no_change_of_a_plan_that_is_not_the_best),
        cmocka_unit_test(t_a_change_must_say_something_new),
        cmocka_unit_test(t_the_official_reads_of_nobody_else),
        cmocka_unit_test(t_a_conflict_is_told_to_those_in_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
