/* The checker finds what a plan claims wrongly: values, bounds, its instance, lists that contradict
 * themselves, a conflict that is none. */
#include "checked.h"

/* Values by hand: f1, f2 in A; f3 in B; m1 (who lived in E) in D; m2 in C; pr in G. */
static void t_levels_are_counted_as_written(void **state)
{
    (void)state;
    static const struct edit edits[3] = {M1_IN("E"),
                                         {"\"points\":30,\"order\":7",
                                          "\"points\":30,\"order\":7,\"wishes\":["
                                          "{\"feature\":\"wc\",\"weight\":5}]"},
                                         {"\"agency\":\"Q\"", "\"agency\":null"}};
    static const int64_t values[] = {
        1, /* keep_housed: m1 */
        4,
        2,
        1,                               /* bands: f1 m1 pr(2); f2 f3; m2 */
        90 + 95 + 80 + 50 + 50 + 2 * 30, /* points */
        8 + 5 + 6 + 7 + 4 + 2,           /* order: 9 - order */
        1,                               /* moves: m1 */
        2 + 2 * 5,                       /* preferences: f3's site, pr's wish for two */
        5,                               /* rooms */
        1,                               /* agencies: P and none in A */
    };
    struct solver_instance inst;
    struct solver_plan plan;
    read_instance(edits, &inst);
    make_plan(&inst, "f1=A f2=A f3=B m1=D m2=C pr=G", SOLVER_FEASIBLE, &plan);
    assert_int_equal(plan.n_levels, sizeof values / sizeof *values);
    for (int j = 0; j < plan.n_levels; j++)
        assert_int_equal(plan.levels[j].value, values[j]);
    solver_plan_release(&plan);
    solver_instance_release(&inst);
}

/* One claim changed: the places found. */
static void t_false_claims_are_found(void **state)
{
    (void)state;
    struct solver_instance inst;
    struct solver_plan plan;
    char found[512];
    read_instance((const struct edit[3]){{0}}, &inst);
    make_plan(&inst, "f1=A f2=A f3=B m1=D m2=C pr=G", SOLVER_OPTIMAL, &plan);
    struct solver_level *level = &plan.levels[4]; /* points */
    struct solver_level kept = *level;

    level->value = level->bound = kept.value + 1;
    check(&inst, &plan, found, sizeof found);
    assert_string_equal(found, "levels[4]");
    *level = kept;
    level->bound = kept.value + 1; /* proven, with a gap */
    check(&inst, &plan, found, sizeof found);
    assert_string_equal(found, "levels[4]");
    level->bound = kept.value - 1; /* a value beyond its bound */
    check(&inst, &plan, found, sizeof found);
    assert_string_equal(found, "levels[4]");
    *level = kept;
    level->is_proven = false; /* "optimal" with a level that is not proven */
    check(&inst, &plan, found, sizeof found);
    assert_string_equal(found, "levels[4]");
    plan.status = SOLVER_FEASIBLE;
    check(&inst, &plan, found, sizeof found);
    assert_string_equal(found, "");
    plan.status = SOLVER_OPTIMAL;
    *level = kept;
    plan.levels[9].is_proven = false; /* agencies may be open */
    plan.levels[9].bound = 0;
    check(&inst, &plan, found, sizeof found);
    assert_string_equal(found, "");
    plan.n_levels--;
    check(&inst, &plan, found, sizeof found);
    assert_string_equal(found, "levels");
    plan.n_levels++;
    level->objective = SOLVER_ORDER;
    check(&inst, &plan, found, sizeof found);
    assert_string_equal(found, "levels[4]");
    *level = kept;
    plan.instance_sha256[5] = plan.instance_sha256[5] == '0' ? '1' : '0';
    check(&inst, &plan, found, sizeof found);
    assert_string_equal(found, "instance_sha256");
    solver_plan_release(&plan);
    solver_instance_release(&inst);
}

static void t_a_conflict_names_what_clashes(void **state)
{
    (void)state;
    struct solver_instance inst;
    struct solver_plan plan;
    char found[512];
    read_instance((const struct edit[3]){M1_PINNED("E")}, &inst);
    make_plan(&inst, "", SOLVER_INFEASIBLE, &plan);
    int party = plan.conflict_parties[0];

    plan.conflict_parties[0] = 0; /* f1 is free */
    check(&inst, &plan, found, sizeof found);
    assert_string_equal(found, "conflict.parties");
    plan.conflict_parties[0] = party;
    plan.conflict_rooms[0]--; /* D has no clash */
    check(&inst, &plan, found, sizeof found);
    assert_string_equal(found, "conflict.rooms");
    plan.n_conflict_rooms = 0;
    check(&inst, &plan, found, sizeof found);
    assert_string_equal(found, "conflict");
    plan.n_conflict_rooms = 1;
    plan.conflict_rooms[0]++;
    plan.n_levels = 1;
    check(&inst, &plan, found, sizeof found);
    assert_string_equal(found, "levels");
    solver_plan_release(&plan);
    solver_instance_release(&inst);
}

struct damage {
    struct edit edit;   /* of the plan's text */
    int rc;             /* of the reader */
    const char *wheres; /* of its findings, or of the checker's where it reads */
};

/* The plan "f1=A f3=B" as text, one piece replaced. */
static const struct damage DAMAGES[] = {
    {{"\n{\"party\":\"f1\",\"room\":\"A\"},", ""},
     SOLVER_OK,
     "f1 levels[1] levels[4] levels[5] levels[8]"}, /* on no list, and missed by the counts */
    {{"{\"party\":\"f1\",\"room\":\"A\"},",
      "{\"party\":\"f1\",\"room\":\"A\"},{\"party\":\"f1\",\"room\":\"G\"},"},
     SOLVER_OK,
     "assignments[1]"},
    {{"{\"party\":\"f2\",", "{\"party\":\"f1\",\"reasons\":[]},{\"party\":\"f2\","},
     SOLVER_OK,
     "unplaced[0] unplaced[0]"},
    {{"{\"party\":\"f2\",\"reasons\":[{\"code\":\"no_fitting_room\",\"detail\":\"0 phòng, không "
      "phòng nào hợp\"}]},",
      ""},
     SOLVER_OK,
     "f2"},
    {{"\"reasons\":[{\"code\":\"no_fitting_room\",\"detail\":\"0 phòng, không phòng nào hợp\"}]",
      "\"reasons\":[]"},
     SOLVER_OK,
     "unplaced[0]"},
    {{"\"party\":\"f1\",\"room\":\"A\"},\n{\"party\":\"f3\",\"room\":\"B\"}",
      "\"party\":\"f3\",\"room\":\"B\"},\n{\"party\":\"f1\",\"room\":\"A\"}"},
     SOLVER_OK,
     "assignments[1]"},
    {{"\"sense\":\"max\"", "\"sense\":\"min\""}, SOLVER_OK, "levels[0]"},
    {{"\"instance_sha256\":\"", "\"instance_sha256\":\"0"}, SOLVER_OK, "instance_sha256"},
    {{"\"status\":\"feasible\"", "\"status\":\"fine\""}, SOLVER_BAD, "status"},
    {{"quarters.plan/1", "quarters.plan/9"}, SOLVER_BAD, "format"},
    {{"\"party\":\"f1\"", "\"party\":\"f9\""}, SOLVER_BAD, "assignments[0].party"},
    {{"\"room\":\"A\"", "\"room\":\"Z\""}, SOLVER_BAD, "assignments[0].room"},
    {{"\"room\":\"A\"", "\"room\":null"}, SOLVER_BAD, "assignments[0].room"},
    {{"\"code\":\"no_fitting_room\"", "\"code\":\"because\""},
     SOLVER_BAD,
     "unplaced[0].reasons[0].code"},
    {{"\"value\":0", "\"value\":0.0"}, SOLVER_BAD, "levels[0].value"},
    {{"\"value\":0", "\"value\":0,\"value\":0"}, SOLVER_BAD, "levels[0].value"},
    {{"\"engine\"", "\"motor\""}, SOLVER_BAD, "motor engine"},
    {{"\"proven\":true", "\"proven\":1"}, SOLVER_BAD, "levels[0].proven"},
    {{"\"levels\":[", "\"levels\":[7,"}, SOLVER_BAD, "levels[0]"},
};

static void t_damaged_plans_are_found(void **state)
{
    (void)state;
    struct solver_instance inst;
    struct solver_plan plan, read;
    char *text, found[512];
    size_t len;
    read_instance((const struct edit[3]){{0}}, &inst);
    make_plan(&inst, "f1=A f3=B", SOLVER_FEASIBLE, &plan);
    assert_int_equal(solver_plan_format(&plan, &inst, &text, &len), SOLVER_OK);
    for (size_t i = 0; i < sizeof DAMAGES / sizeof *DAMAGES; i++) {
        struct solver_findings bad = {0};
        char *damaged = edited(text, &DAMAGES[i].edit, 1);
        int rc = solver_plan_parse(&read, &inst, damaged, strlen(damaged), &bad);
        found[0] = '\0';
        size_t at = 0;
        for (size_t k = 0; k < bad.n; k++)
            at += (size_t)snprintf(found + at, sizeof found - at, "%s%s", k ? " " : "",
                                   bad.items[k].where);
        if (rc == SOLVER_OK)
            check(&inst, &read, found, sizeof found);
        if (rc != DAMAGES[i].rc || strcmp(found, DAMAGES[i].wheres) != 0)
            fail_msg("%s: rc %d, found \"%s\", expected \"%s\"", DAMAGES[i].edit.to, rc, found,
                     DAMAGES[i].wheres);
        solver_plan_release(&read);
        solver_findings_release(&bad);
        free(damaged);
    }
    free(text);
    solver_plan_release(&plan);
    solver_instance_release(&inst);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(t_levels_are_counted_as_written),
        cmocka_unit_test(t_false_claims_are_found),
        cmocka_unit_test(t_a_conflict_names_what_clashes),
        cmocka_unit_test(t_damaged_plans_are_found),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
