/* The checker finds each rule that a plan breaks, and each pair of justified envy.
 *
 * A case is an allocation of one small instance (checked.h), written "party=room …", and the places
 * of the findings expected. */
#include "checked.h"

struct law {
    struct edit edits[3]; /* of INSTANCE, each at its first place */
    const char *rooms;    /* "party=room …"; the others are unplaced */
    enum solver_status status;
    const char *wheres; /* of the findings, with blanks between */
};

#define M2_IN(room)                                                                                \
    {                                                                                              \
        "\"points\":50,\"order\":5", "\"points\":50,\"order\":5,\"current_room\":\"" room "\""     \
    }
#define F3_IN(room)                                                                                \
    {                                                                                              \
        "\"points\":80,\"order\":3", "\"points\":80,\"order\":3,\"current_room\":\"" room "\""     \
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

#define F3_PINNED(room)                                                                            \
    {                                                                                              \
        "\"points\":80,\"order\":3", "\"points\":80,\"order\":3,\"pinned_room\":\"" room "\""      \
    }
#define F1_PINNED(room)                                                                            \
    {                                                                                              \
        "\"points\":90,\"order\":1", "\"points\":90,\"order\":1,\"pinned_room\":\"" room "\""      \
    }
#define F2_IN(room)                                                                                \
    {                                                                                              \
        "\"points\":95,\"order\":4", "\"points\":95,\"order\":4,\"current_room\":\"" room "\""     \
    }
#define A_FOR_MEN                                                                                  \
    {                                                                                              \
        "\"beds\":2,\"sex\":\"any\"", "\"beds\":2,\"sex\":\"M\""                                   \
    }
#define ONE_BED_IN_A                                                                               \
    {                                                                                              \
        "\"beds\":2,\"sex\":\"any\"", "\"beds\":1,\"sex\":\"any\""                                 \
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
    {{A_FOR_MEN}, "f1=A", SOLVER_FEASIBLE, "f1"},
    {{A_FOR_MEN}, "m1=A", SOLVER_FEASIBLE, ""},
    {{A_FOR_MEN}, "pr=A", SOLVER_FEASIBLE, "pr"},
    /* rule 5: pins and stays */
    {{M1_PINNED("A")}, "m1=G", SOLVER_FEASIBLE, "m1"},
    {{F1_PINNED("A"), F3_PINNED("A")}, "f1=A f3=A", SOLVER_FEASIBLE, ""},
    {{F1_PINNED("A"), F2_IN("A")}, "f1=A f2=A", SOLVER_FEASIBLE, ""},
    {{F1_PINNED("A"), F2_IN("A"), ONE_BED_IN_A}, "", SOLVER_INFEASIBLE, ""},
    {{F1_PINNED("A"), F3_PINNED("A"), ONE_BED_IN_A}, "", SOLVER_INFEASIBLE, ""},
    {{F1_PINNED("A"), F2_IN("A"), ONE_BED_IN_A}, "f1=A f2=A", SOLVER_FEASIBLE, "status A"},
    {{PR_PINNED("A")}, "pr=A", SOLVER_FEASIBLE, ""},
    {{PR_PINNED("A"), ONE_BED_IN_A}, "", SOLVER_INFEASIBLE, ""},
    {{F1_PINNED("A"), {"\"agency\":\"P\"", "\"agency\":\"P\",\"current_room\":\"G\""}},
     "f1=A",
     SOLVER_FEASIBLE,
     ""},
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
    {{OBJECTIVES("\"points\""), {"\"points\":95", "\"points\":90"}}, "f2=A", SOLVER_OPTIMAL, ""},
    {{{"\"points\":90,\"order\":1", "\"points\":90,\"order\":1,\"sites\":[{\"site\":\"S\"}]"}},
     "f2=C f3=B",
     SOLVER_OPTIMAL,
     "f1"}, /* f1 would not live at T */
    {{OBJECTIVES("\"order\",\"points\"")}, "f2=A", SOLVER_OPTIMAL, "f1 f3"},
    {{OBJECTIVES("\"order\",\"points\"")}, "f2=G", SOLVER_OPTIMAL, "f1"}, /* f3 may not have G */
    {{OBJECTIVES("\"order\",\"points\"")}, "f2=C", SOLVER_OPTIMAL, "f1"}, /* nor site T */
    {{OBJECTIVES("\"rooms\",\"points\"")}, "f2=A", SOLVER_OPTIMAL, ""},
    {{OBJECTIVES("\"housed_by_band\",\"rooms\",\"order\"")}, "f2=A", SOLVER_OPTIMAL, "f1"},
    {{OBJECTIVES("\"order\""), M1_PINNED("A")}, "m1=A", SOLVER_OPTIMAL, ""},
    {{OBJECTIVES("\"order\""), F3_PINNED("A")}, "f3=A", SOLVER_OPTIMAL, ""},
    {{OBJECTIVES("\"order\""), F3_IN("A")}, "f3=A", SOLVER_OPTIMAL, ""},
    {{OBJECTIVES("\"order\""), F3_IN("A"), COMPETE}, "f3=A", SOLVER_OPTIMAL, "f1"},
};

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

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(t_rules_and_envy)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
