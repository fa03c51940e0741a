/* The checker finds what is wrong with a plan: each rule, each claim, envy, and lists that say
 * something impossible.
 *
 * Most cases are an allocation of one small instance, written "party=room …", and the places of the
 * findings expected. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "solver/check.h"

/* Rooms: A 2 beds; B 2 beds for women; C 3 beds unrestricted, the only one with wc, at site T; D 4
 * beds of 9.99 m², so 2 of them (4 m² each), for pool X; E closed; G 2 beds. Pool Y: one a room. */
static const char INSTANCE[] =
    "{\"format\":\"quarters.instance/1\",\"sites\":[{\"id\":\"S\"},{\"id\":\"T\"}],\"rooms\":["
    "{\"id\":\"A\",\"site\":\"S\",\"beds\":2,\"sex\":\"any\",\"usable\":true},"
    "{\"id\":\"B\",\"site\":\"S\",\"beds\":2,\"sex\":\"F\",\"usable\":true},"
    "{\"id\":\"C\",\"site\":\"T\",\"beds\":3,\"sex\":\"unrestricted\",\"usable\":true,"
    "\"features\":[\"wc\"]},"
    "{\"id\":\"D\",\"site\":\"S\",\"beds\":4,\"area_m2\":9.99,\"sex\":\"any\",\"usable\":true,"
    "\"pools\":[\"X\"]},"
    "{\"id\":\"E\",\"site\":\"S\",\"beds\":2,\"sex\":\"any\",\"usable\":false},"
    "{\"id\":\"G\",\"site\":\"S\",\"beds\":2,\"sex\":\"any\",\"usable\":true}],\"parties\":["
    "{\"id\":\"f1\",\"members\":[{\"id\":\"1\",\"sex\":\"F\"}],\"sharing\":\"shared\",\"pool\":"
    "\"X\",\"band\":1,\"points\":90,\"order\":1,\"agency\":\"P\"},"
    "{\"id\":\"f2\",\"members\":[{\"id\":\"2\",\"sex\":\"F\"}],\"sharing\":\"shared\",\"pool\":"
    "\"X\",\"band\":2,\"points\":95,\"order\":4,\"agency\":\"Q\"},"
    "{\"id\":\"f3\",\"members\":[{\"id\":\"3\",\"sex\":\"F\"}],\"sharing\":\"shared\",\"pool\":"
    "\"X\",\"band\":2,\"points\":80,\"order\":3,\"sites\":[{\"site\":\"S\",\"penalty\":2}],"
    "\"banned_rooms\":[\"G\"]},"
    "{\"id\":\"m1\",\"members\":[{\"id\":\"4\",\"sex\":\"M\"}],\"sharing\":\"shared\",\"pool\":"
    "\"X\",\"band\":1,\"points\":50,\"order\":2},"
    "{\"id\":\"m2\",\"members\":[{\"id\":\"5\",\"sex\":\"M\"}],\"sharing\":\"shared\",\"pool\":"
    "\"Y\",\"band\":3,\"points\":50,\"order\":5,\"wishes\":[{\"feature\":\"wc\",\"weight\":3}]},"
    "{\"id\":\"m3\",\"members\":[{\"id\":\"6\",\"sex\":\"M\"}],\"sharing\":\"shared\",\"pool\":"
    "\"Y\",\"band\":3,\"points\":40,\"order\":6,\"needs\":[\"wc\"]},"
    "{\"id\":\"pr\",\"members\":[{\"id\":\"7\",\"sex\":\"M\"},{\"id\":\"8\",\"sex\":\"F\"}],"
    "\"sharing\":\"private\",\"pool\":\"Y\",\"band\":1,\"points\":30,\"order\":7},"
    "{\"id\":\"mix\",\"members\":[{\"id\":\"9\",\"sex\":\"M\"},{\"id\":\"10\",\"sex\":\"F\"}],"
    "\"sharing\":\"shared\",\"pool\":\"X\",\"band\":1,\"points\":30,\"order\":8}],"
    "\"policy\":{\"pools\":[{\"id\":\"X\"},{\"id\":\"Y\",\"occupancy\":1}],\"incumbents\":\"stay\","
    "\"min_area_per_person\":4,\"objectives\":[\"keep_housed\",\"housed_by_band\",\"points\","
    "\"order\",\"moves\",\"preferences\",\"rooms\",\"agencies\"]}}";

struct edit {
    const char *from, *to;
};

struct law {
    struct edit edits[3]; /* of INSTANCE, each at its first place */
    const char *rooms;    /* "party=room …"; the others are unplaced */
    enum solver_status status;
    const char *wheres; /* of the findings, with blanks between */
};

#define M1_IN(room)                                                                                \
    {                                                                                              \
        "\"points\":50,\"order\":2", "\"points\":50,\"order\":2,\"current_room\":\"" room "\""     \
    }
#define M2_IN(room)                                                                                \
    {                                                                                              \
        "\"points\":50,\"order\":5", "\"points\":50,\"order\":5,\"current_room\":\"" room "\""     \
    }
#define F3_IN(room)                                                                                \
    {                                                                                              \
        "\"points\":80,\"order\":3", "\"points\":80,\"order\":3,\"current_room\":\"" room "\""     \
    }
#define M1_PINNED(room)                                                                            \
    {                                                                                              \
        "\"points\":50,\"order\":2", "\"points\":50,\"order\":2,\"pinned_room\":\"" room "\""      \
    }
#define PR_PINNED(room)                                                                            \
    {                                                                                              \
        "\"points\":30,\"order\":7", "\"points\":30,\"order\":7,\"pinned_room\":\"" room "\""      \
    }
#define MIX_PINNED(room)                                                                           \
    {                                                                                              \
        "\"points\":30,\"order\":8", "\"points\":30,\"order\":8,\"pinned_room\":\"" room "\""      \
    }
#define MAY_MOVE                                                                                   \
    {                                                                                              \
        "\"stay\"", "\"may_move\""                                                                 \
    }
#define COMPETE                                                                                    \
    {                                                                                              \
        "\"stay\"", "\"compete\""                                                                  \
    }
#define OBJECTIVES(list)                                                                           \
    {                                                                                              \
        "\"keep_housed\",\"housed_by_band\",\"points\",\"order\",\"moves\",\"preferences\","       \
        "\"rooms\",\"agencies\"",                                                                  \
            list                                                                                   \
    }

static const struct law LAWS[] = {
    {{{0}}, "", SOLVER_FEASIBLE, ""},
    {{{0}}, "f1=A f2=A f3=B m1=D m3=C pr=G", SOLVER_FEASIBLE, ""},
    {{{0}}, "f1=C mix=C", SOLVER_FEASIBLE, ""},
    /* rule 2 */
    {{{0}}, "f1=A m1=A", SOLVER_FEASIBLE, "A"},
    {{{0}}, "m1=A m2=A", SOLVER_FEASIBLE, "A"},
    {{{0}}, "m1=C m2=C", SOLVER_FEASIBLE, "C"},
    {{{0}}, "m2=C pr=C", SOLVER_FEASIBLE, "C C"}, /* and 3 people with a cap of 1 */
    {{{0}}, "mix=A", SOLVER_FEASIBLE, "A"},
    {{{0}}, "f1=C m1=C", SOLVER_FEASIBLE, ""},
    /* rule 3: beds, occupancy, area; an occupancy does not bind a private party */
    {{{0}}, "f1=A f2=A f3=A", SOLVER_FEASIBLE, "A"},
    {{{0}}, "m2=C m3=C", SOLVER_FEASIBLE, "C"},
    {{{0}}, "f1=D f2=D f3=D", SOLVER_FEASIBLE, "D"},
    {{{0}}, "f1=D f2=D", SOLVER_FEASIBLE, ""},
    {{{0}}, "pr=A", SOLVER_FEASIBLE, ""},
    /* rule 4 */
    {{{0}}, "m1=B", SOLVER_FEASIBLE, "m1"},
    {{{0}}, "pr=B", SOLVER_FEASIBLE, "pr"},
    {{{0}}, "m2=D", SOLVER_FEASIBLE, "m2"},
    {{{0}}, "m3=A", SOLVER_FEASIBLE, "m3"},
    {{{0}}, "f3=C", SOLVER_FEASIBLE, "f3"},
    {{{0}}, "f3=G", SOLVER_FEASIBLE, "f3"},
    {{{0}}, "f1=E", SOLVER_FEASIBLE, "f1"},
    /* rule 5: pins and stays */
    {{M1_PINNED("B")}, "m1=B", SOLVER_FEASIBLE, ""},
    {{M1_PINNED("B")}, "m1=A", SOLVER_FEASIBLE, "m1"},
    {{M1_PINNED("B")}, "", SOLVER_FEASIBLE, "m1"},
    {{M1_PINNED("B")}, "m1=B f1=B", SOLVER_FEASIBLE, "B"},
    {{M1_IN("B")}, "m1=B", SOLVER_FEASIBLE, ""},
    {{M1_IN("B")}, "m1=G", SOLVER_FEASIBLE, "m1"},
    {{M1_IN("E")}, "m1=G", SOLVER_FEASIBLE, ""},
    {{M1_IN("E")}, "m1=E", SOLVER_FEASIBLE, "m1"},
    {{F3_IN("G")}, "f3=G", SOLVER_FEASIBLE, ""},
    {{M1_IN("A"), {"\"X\"},{\"id\":\"Y\"", "\"X\",\"occupancy\":1},{\"id\":\"Y\""}},
     "m1=A",
     SOLVER_FEASIBLE,
     ""},
    /* stays alone may exceed a cap, and then the room is full */
    {{M2_IN("A"),
      {"\"points\":40,\"order\":6", "\"points\":40,\"order\":6,\"current_room\":\"A\""}},
     "m2=A m3=A",
     SOLVER_FEASIBLE,
     ""},
    {{{"\"pool\":\"X\",\"band\":1,\"points\":90",
       "\"pool\":\"X\",\"current_room\":\"D\",\"band\":1,\"points\":90"},
      {"\"pool\":\"X\",\"band\":2,\"points\":95",
       "\"pool\":\"X\",\"current_room\":\"D\",\"band\":2,\"points\":95"}},
     "f1=D f2=D f3=D",
     SOLVER_FEASIBLE,
     "D"},
    /* what cannot be: wrong when a plan passes over it, right when it says so */
    {{M1_PINNED("E")}, "", SOLVER_INFEASIBLE, ""},
    {{M1_PINNED("E")}, "m1=E", SOLVER_FEASIBLE, "status m1"},
    {{MIX_PINNED("A")}, "", SOLVER_INFEASIBLE, ""},
    {{MIX_PINNED("C")}, "mix=C", SOLVER_FEASIBLE, ""},
    {{M1_PINNED("A"), PR_PINNED("A")}, "", SOLVER_INFEASIBLE, ""},
    {{M1_PINNED("C"), PR_PINNED("C")}, "", SOLVER_INFEASIBLE, ""},
    {{M1_PINNED("A"), M2_IN("A")}, "", SOLVER_INFEASIBLE, ""},
    {{M1_PINNED("A"), M2_IN("A"), COMPETE}, "m1=A", SOLVER_FEASIBLE, ""},
    {{{0}}, "", SOLVER_INFEASIBLE, "status"},
    {{M1_PINNED("E")}, "f1=A", SOLVER_INFEASIBLE, "f1"},
    /* rule 6 */
    {{M1_IN("B"), MAY_MOVE}, "m1=B", SOLVER_FEASIBLE, ""},
    {{M1_IN("B"), MAY_MOVE}, "m1=A", SOLVER_FEASIBLE, ""},
    {{M1_IN("B"), MAY_MOVE}, "m1=B f1=B", SOLVER_FEASIBLE, "B"},
    {{F3_IN("G"), MAY_MOVE}, "f3=G", SOLVER_FEASIBLE, ""},
    {{M1_IN("E"), MAY_MOVE}, "m1=E", SOLVER_FEASIBLE, "m1"},
    {{M1_IN("B"), COMPETE}, "m1=B", SOLVER_FEASIBLE, "m1"},
    {{M1_IN("B"), COMPETE}, "", SOLVER_FEASIBLE, ""},
    /* envy: f2 has more points, f1 and f3 come before it by band or order; m2 and m3 are alike */
    {{{0}}, "f1=A f2=A", SOLVER_FEASIBLE, ""},
    {{{0}}, "f1=A f2=A f3=B m1=D m2=C pr=G", SOLVER_OPTIMAL, ""},
    {{{0}}, "f2=A", SOLVER_OPTIMAL, "f1"},
    {{{0}}, "f2=A f3=B", SOLVER_OPTIMAL, "f1 f1"},
    {{{0}}, "f1=A f3=A", SOLVER_OPTIMAL, "f2"},
    {{{0}}, "f1=A f2=A", SOLVER_OPTIMAL, ""},
    {{{0}}, "f2=C f3=B", SOLVER_OPTIMAL, "f1 f1"},
    {{{0}}, "f1=C f3=B", SOLVER_OPTIMAL, "f2"},
    {{{0}}, "m3=C", SOLVER_OPTIMAL, "m2"},
    {{{0}}, "m2=C", SOLVER_OPTIMAL, ""},
    {{OBJECTIVES("\"points\"")}, "f1=A", SOLVER_OPTIMAL, "f2"},
    {{OBJECTIVES("\"points\"")}, "f2=A", SOLVER_OPTIMAL, ""},
    {{OBJECTIVES("\"order\",\"points\"")}, "f2=A", SOLVER_OPTIMAL, "f1 f3"},
    {{OBJECTIVES("\"order\",\"points\"")}, "f2=G", SOLVER_OPTIMAL, "f1"}, /* f3 may not have G */
    {{OBJECTIVES("\"order\",\"points\"")}, "f2=C", SOLVER_OPTIMAL, "f1"}, /* nor site T */
    {{OBJECTIVES("\"rooms\",\"points\"")}, "f2=A", SOLVER_OPTIMAL, ""},
    {{OBJECTIVES("\"housed_by_band\",\"rooms\",\"order\"")}, "f2=A", SOLVER_OPTIMAL, "f1"},
    {{OBJECTIVES("\"order\""), M1_PINNED("A")}, "m1=A", SOLVER_OPTIMAL, ""},
    {{OBJECTIVES("\"order\""), F3_IN("A")}, "f3=A", SOLVER_OPTIMAL, ""},
    {{OBJECTIVES("\"order\""), F3_IN("A"), COMPETE}, "f3=A", SOLVER_OPTIMAL, "f1"},
};

static char *edited(const char *text, const struct edit *edits, int n)
{
    char *out = strdup(text);
    assert_non_null(out);
    for (int i = 0; i < n && edits[i].from; i++) {
        char *at = strstr(out, edits[i].from);
        size_t size = strlen(out) + strlen(edits[i].to) + 1;
        char *next = malloc(size);
        if (!at || !next)
            fail_msg("no place for %s", edits[i].from);
        (void)snprintf(next, size, "%.*s%s%s", (int)(at - out), out, edits[i].to,
                       at + strlen(edits[i].from));
        free(out);
        out = next;
    }
    return out;
}

static void read_instance(const struct edit *edits, struct solver_instance *inst)
{
    struct solver_findings bad = {0};
    char *text = edited(INSTANCE, edits, 3);
    if (solver_instance_parse(inst, text, strlen(text), &bad) != SOLVER_OK)
        fail_msg("%s: %s", bad.items[0].where, bad.items[0].en);
    free(text);
}

static int find_party(const struct solver_instance *inst, const char *id, size_t len)
{
    for (int p = 0; p < inst->n_parties; p++)
        if (strlen(inst->parties[p].id) == len && !memcmp(inst->parties[p].id, id, len))
            return p;
    fail_msg("no party %s", id);
    return -1;
}

static int find_room(const struct solver_instance *inst, char id)
{
    for (int r = 0; r < inst->n_rooms; r++)
        if (inst->rooms[r].id[0] == id)
            return r;
    fail_msg("no room %c", id);
    return -1;
}

/* A plan of that allocation which claims what is so, and to have proven it. */
static void make_plan(const struct solver_instance *inst, const char *rooms,
                      enum solver_status status, struct solver_plan *plan)
{
    size_t n = (size_t)inst->n_parties;
    *plan = (struct solver_plan){.status = status, .n_parties = inst->n_parties};
    memcpy(plan->instance_sha256, inst->sha256, sizeof inst->sha256);
    plan->room_of_party = calloc(n, sizeof *plan->room_of_party);
    plan->unplaced = calloc(n, sizeof *plan->unplaced);
    plan->levels = calloc(32, sizeof *plan->levels);
    plan->conflict_parties = calloc(n, sizeof *plan->conflict_parties);
    plan->conflict_rooms = calloc(1, sizeof *plan->conflict_rooms);
    for (int p = 0; p < inst->n_parties; p++) {
        plan->room_of_party[p] = -1;
        plan->unplaced[p].n_reasons = 1;
    }
    for (const char *at = rooms; *at;) {
        size_t len = strcspn(at, "=");
        plan->room_of_party[find_party(inst, at, len)] = find_room(inst, at[len + 1]);
        at += len + 2;
        at += strspn(at, " ");
    }
    plan->n_levels = status == SOLVER_INFEASIBLE ? 0 : solver_levels_of(inst, plan->levels);
    for (int j = 0; j < plan->n_levels; j++) {
        struct solver_level *level = &plan->levels[j];
        level->value = solver_check_value(inst, plan->room_of_party, level->objective, level->band);
        level->bound = level->value;
        level->is_proven = true;
    }
    for (int p = 0; p < inst->n_parties && status == SOLVER_INFEASIBLE; p++)
        if (inst->parties[p].pinned_room_ix >= 0) {
            plan->conflict_parties[plan->n_conflict_parties++] = p;
            plan->conflict_rooms[0] = inst->parties[p].pinned_room_ix;
            plan->n_conflict_rooms = 1;
        }
}

/* The places of what the checker finds, with blanks between. */
static void check(const struct solver_instance *inst, const struct solver_plan *plan, char *out,
                  size_t size)
{
    struct solver_findings bad = {0};
    size_t len = 0;
    out[0] = '\0';
    assert_int_equal(solver_check(inst, plan, &bad), SOLVER_OK);
    for (size_t i = 0; i < bad.n && len < size; i++)
        len += (size_t)snprintf(out + len, size - len, "%s%s", i ? " " : "", bad.items[i].where);
    solver_findings_release(&bad);
}

static void t_rules_and_envy(void **state)
{
    (void)state;
    int n_wrong = 0;
    for (size_t i = 0; i < sizeof LAWS / sizeof *LAWS; i++) {
        struct solver_instance inst;
        struct solver_plan plan;
        char found[512];
        read_instance(LAWS[i].edits, &inst);
        make_plan(&inst, LAWS[i].rooms, LAWS[i].status, &plan);
        check(&inst, &plan, found, sizeof found);
        if (strcmp(found, LAWS[i].wheres) != 0) {
            print_error("law %zu (%s): found \"%s\", expected \"%s\"\n", i, LAWS[i].rooms, found,
                        LAWS[i].wheres);
            n_wrong++;
        }
        solver_plan_release(&plan);
        solver_instance_release(&inst);
    }
    assert_int_equal(n_wrong, 0);
}

/* Values by hand: f1, f2 in A; f3 in B; m1 (who lived in E) in D; m2 in C; pr in G. */
static void t_levels_are_counted_as_written(void **state)
{
    (void)state;
    static const struct edit edits[3] = {M1_IN("E"),
                                         {"\"points\":30,\"order\":7",
                                          "\"points\":30,\"order\":7,\"wishes\":["
                                          "{\"feature\":\"wc\",\"weight\":5}]"}};
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
        1,                               /* agencies: P and Q in A */
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
        cmocka_unit_test(t_rules_and_envy),
        cmocka_unit_test(t_levels_are_counted_as_written),
        cmocka_unit_test(t_false_claims_are_found),
        cmocka_unit_test(t_damaged_plans_are_found),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
