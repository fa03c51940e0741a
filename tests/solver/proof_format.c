/* Proofs by hand: two that hold, and what is said of each damage: by the reader (not the format) or
 * by the checker (does not prove). */
#include "checked.h"

#include "../../solver/json.h"
#include "solver/proof.h"

/* Class 0 is room A, 2 beds for women; D is closed; class 1 is C, 1 bed, unrestricted, pool Y/1. A
 * woman each: p 90 points, q 80, r 70; s is a private pair of 60 each; t, a man of 10, fits C. */
static const char SMALL[] =
    "{\"format\":\"quarters.instance/1\",\"sites\":[{\"id\":\"S\"}],\"rooms\":["
    "{\"id\":\"A\",\"site\":\"S\",\"beds\":2,\"sex\":\"F\",\"usable\":true},"
    "{\"id\":\"D\",\"site\":\"S\",\"beds\":2,\"sex\":\"F\",\"usable\":false},"
    "{\"id\":\"C\",\"site\":\"S\",\"beds\":1,\"sex\":\"unrestricted\",\"usable\":true,"
    "\"pools\":[\"Y/1\"]}],\"parties\":["
    "{\"id\":\"p\",\"members\":[{\"id\":\"1\",\"sex\":\"F\"}],\"sharing\":\"shared\",\"pool\":"
    "\"X\",\"band\":1,\"points\":90,\"order\":1},"
    "{\"id\":\"q\",\"members\":[{\"id\":\"2\",\"sex\":\"F\"}],\"sharing\":\"shared\",\"pool\":"
    "\"X\",\"band\":1,\"points\":80,\"order\":2},"
    "{\"id\":\"r\",\"members\":[{\"id\":\"3\",\"sex\":\"F\"}],\"sharing\":\"shared\",\"pool\":"
    "\"X\",\"band\":2,\"points\":70,\"order\":3},"
    "{\"id\":\"s\",\"members\":[{\"id\":\"4\",\"sex\":\"F\"},{\"id\":\"5\",\"sex\":\"F\"}],"
    "\"sharing\":\"private\",\"pool\":\"X\",\"band\":2,\"points\":60,\"order\":4},"
    "{\"id\":\"t\",\"members\":[{\"id\":\"6\",\"sex\":\"M\"}],\"sharing\":\"shared\",\"pool\":"
    "\"Y/1\",\"band\":2,\"points\":10,\"order\":5}],"
    "\"policy\":{\"pools\":[{\"id\":\"X\"},{\"id\":\"Y/1\"}],\"incumbents\":\"stay\","
    "\"objectives\":[\"points\",\"rooms\",\"agencies\"]}}";

/* p and q in A, t in C: 180 points, 2 rooms. In eighths:
 *     points, no room for sharing: s 960, t 80; else 2 beds at 640, R3 takes s's 960 off, p has 80
 *     over, t 80: 1440 = 8 × 180
 *     rooms, two or more: 2; one: without t at most 170 points, with t nobody else */
static const char PROOF[] =
    "{\"format\":\"quarters.proof/1\",\"instance_sha256\":\"SHA\",\"scale\":3,\"levels\":["
    "{\"objective\":\"points\",\"value\":180,\"tree\":{\"rows\":[[\"R2\",0,\"private\",960]],"
    "\"branch\":{\"sum\":[[0,\"F/X\"]],\"at\":0},"
    "\"low\":{\"leaf\":{\"rows\":[[\"R2\",0,\"F/X\",720]]}},"
    "\"high\":{\"leaf\":{\"rows\":[[\"R6\",0,\"F/X\",[1,0],2,640],[\"R3\",0,960]]}}}},"
    "{\"objective\":\"rooms\",\"value\":2,\"tree\":{"
    "\"branch\":{\"sum\":[[0,\"F/X\"],[0,\"private\"],[1,\"*/Y/1\"]],\"at\":1},"
    "\"low\":{\"rows\":[[\"R5\",0,1],[\"R2\",0,\"F/X\",80],[\"R2\",0,\"private\",160]],"
    "\"branch\":{\"party\":\"t\",\"class\":1},"
    "\"low\":{\"leaf\":{\"infeasible\":true,\"rows\":[[\"R3\",0,160]]}},"
    "\"high\":{\"leaf\":{\"infeasible\":true,\"rows\":[[\"B\",0,160],[\"R4\",\"t\",1,160]]}}},"
    "\"high\":{\"leaf\":{\"rows\":[[\"B\",0,8]]}}}}]}";

struct damage {
    struct edit edit;
    int rc;             /* of the reader */
    const char *wheres; /* of its findings, or of the checker's where it reads */
};

#define LOW0   "levels[0].tree.low.leaf"
#define HIGH0  "levels[0].tree.high.leaf"
#define LOW1   "levels[1].tree.low"
#define R2_720 "[\"R2\",0,\"F/X\",720]"
#define AS_R2_720(text, wheres, rc)                                                                \
    {                                                                                              \
        {R2_720, text}, rc, wheres                                                                 \
    }

static const struct damage DAMAGES[] = {
    {{"", ""}, SOLVER_OK, ""},
    /* harmless: looser where nothing hangs on it, or the same in other words */
    AS_R2_720("[\"R2\",0,\"F/X\",719]", "", SOLVER_OK),
    AS_R2_720("[\"R1\",\"t\",80]," R2_720, "", SOLVER_OK),
    {{"[1,0],2", "[1],2"}, SOLVER_OK, ""},
    {{"[1,0],2", "[1,2],2"}, SOLVER_OK, ""},
    {{"\"leaf\":{\"rows\":[" R2_720 "]}", "\"leaf\":{}"}, SOLVER_OK, LOW0},
    /* not the format */
    {{"quarters.proof/1", "quarters.proof/2"}, SOLVER_BAD, "format"},
    {{"\"scale\":3", "\"scale\":41"}, SOLVER_BAD, "scale"},
    {{"\"scale\":3", "\"scale\":-1"}, SOLVER_BAD, "scale"},
    {{"\"scale\":3", "\"scale\":3.0"}, SOLVER_BAD, "scale"},
    {{"\"scale\":3,", ""}, SOLVER_BAD, "scale"},
    {{"\"levels\":[", "\"levels\":[7,"}, SOLVER_BAD, "levels[0]"},
    {{"\"value\":180", "\"value\":\"180\""}, SOLVER_BAD, "levels[0].value"},
    {{"\"value\":180", "\"value\":180,\"value\":180"}, SOLVER_BAD, "levels[0].value"},
    {{"\"value\":180", "\"value\":180,\"bound\":180"}, SOLVER_BAD, "levels[0].bound"},
    {{"\"objective\":\"points\"", "\"objective\":\"agencies\""}, SOLVER_BAD, "levels[0].objective"},
    {{"\"tree\"", "\"three\""}, SOLVER_BAD, "levels[0].three levels[0].tree"},
    AS_R2_720("[\"R7\",0,\"F/X\",720]", LOW0 ".rows[0]", SOLVER_BAD),
    AS_R2_720("[\"R2\",0,\"F/X\"]", LOW0 ".rows[0]", SOLVER_BAD),
    AS_R2_720("[\"R2\",0,\"F/X\",720,0]", LOW0 ".rows[0]", SOLVER_BAD),
    AS_R2_720("[]", LOW0 ".rows[0]", SOLVER_BAD),
    AS_R2_720("{\"R2\":0}", LOW0 ".rows[0]", SOLVER_BAD),
    AS_R2_720("[\"R2\",0,\"F/X\",-720]", LOW0 ".rows[0][3]", SOLVER_BAD),
    AS_R2_720("[\"R2\",0,\"F/X\",72e1]", LOW0 ".rows[0][3]", SOLVER_BAD),
    AS_R2_720("[\"R2\",0,\"F/X\",9223372036854775808]", LOW0 ".rows[0][3] " LOW0 ".rows[0][3]",
              SOLVER_BAD),
    AS_R2_720("[\"R2\",-1,\"F/Q\",null]",
              LOW0 ".rows[0][1] " LOW0 ".rows[0][2] " LOW0 ".rows[0][3]", SOLVER_BAD),
    AS_R2_720("[\"R2\",0,\"F\",720]", LOW0 ".rows[0][2]", SOLVER_BAD),
    AS_R2_720("[\"R2\",0,\"\",720]", LOW0 ".rows[0][2]", SOLVER_BAD),
    AS_R2_720("[\"R2\",0,\"x/X\",720]", LOW0 ".rows[0][2]", SOLVER_BAD),
    AS_R2_720("[\"R1\",\"z\",720]", LOW0 ".rows[0][1]", SOLVER_BAD),
    AS_R2_720("[\"R6\",0,\"F/X\",[-1],2,1]", LOW0 ".rows[0][3][0]", SOLVER_BAD),
    AS_R2_720("[\"R6\",0,\"F/X\",1,2,1]", LOW0 ".rows[0][3]", SOLVER_BAD),
    {{"\"at\":1", "\"at\":-1"}, SOLVER_BAD, "levels[1].tree.branch.at"},
    {{"\"sum\":[[0,\"F/X\"]]", "\"sum\":[]"}, SOLVER_BAD, "levels[0].tree.branch.sum"},
    {{"\"sum\":[[0,\"F/X\"]]", "\"sum\":[[0]]"}, SOLVER_BAD, "levels[0].tree.branch.sum[0]"},
    {{"\"party\":\"t\",\"class\":1", "\"party\":\"t\""}, SOLVER_BAD, LOW1 ".branch.class"},
    {{"\"party\":\"t\",\"class\":1", "\"party\":\"t\",\"class\":1,\"at\":0"},
     SOLVER_BAD,
     LOW1 ".branch.at"},
    {{"\"infeasible\":true", "\"infeasible\":1"}, SOLVER_BAD, LOW1 ".low.leaf.infeasible"},
    {{"\"high\":{\"leaf\":{\"rows\":[[\"B\",0,8]]}}", "\"rows\":[]"}, SOLVER_BAD, "levels[1].tree"},
    {{"\"low\":{\"leaf\":{\"rows\":[" R2_720 "]}}", "\"low\":{\"rows\":[],\"leaf\":{}}"},
     SOLVER_BAD,
     "levels[0].tree.low"},
    {{"\"low\":{\"leaf\":{\"rows\":[" R2_720 "]}}", "\"low\":{}"},
     SOLVER_BAD,
     "levels[0].tree.low"},
    {{"\"low\":{\"leaf\":{\"rows\":[" R2_720 "]}}", "\"low\":true"},
     SOLVER_BAD,
     "levels[0].tree.low"},
    /* does not prove */
    {{"SHA", "1SHA"}, SOLVER_OK, "instance_sha256"},
    {{"\"value\":180", "\"value\":181"}, SOLVER_OK, "levels[0]"},
    {{"\"objective\":\"points\"", "\"objective\":\"order\""}, SOLVER_OK, "levels[0]"},
    {{"\"levels\":[",
      "\"levels\":[{\"objective\":\"points\",\"value\":180,\"tree\":{\"leaf\":{}}},"},
     SOLVER_OK,
     "levels levels[0].tree.leaf levels[1]"},
    AS_R2_720("[\"R2\",7,\"F/X\",720]", LOW0 ".rows[0]", SOLVER_OK),
    AS_R2_720("[\"R2\",0,\"M/X\",720]", LOW0 ".rows[0]", SOLVER_OK),
    AS_R2_720("[\"R3\",2,720]", LOW0 ".rows[0]", SOLVER_OK),
    AS_R2_720("[\"R4\",\"p\",1,720]", LOW0 ".rows[0]", SOLVER_OK),
    AS_R2_720("[\"R5\",0,720]", LOW0 ".rows[0]", SOLVER_OK),
    AS_R2_720("[\"B\",1,720]", LOW0 ".rows[0]", SOLVER_OK),
    AS_R2_720("[\"R6\",0,\"private\",[1],2,720]", LOW0 ".rows[0]", SOLVER_OK),
    AS_R2_720(R2_720 "," R2_720, LOW0 ".rows[1]", SOLVER_OK),
    {{"[1,0],2", "[1,0],1"}, SOLVER_OK, HIGH0 ".rows[0]"},
    {{"[1,0],2", "[1,3],2"}, SOLVER_OK, HIGH0 ".rows[0]"},
    {{"[1,0],2", "[0,0,1],2"}, SOLVER_OK, HIGH0 ".rows[0]"},
    {{"[1,0],2,640", "[1,0],2,700"}, SOLVER_OK, HIGH0},
    {{"[1,0],2,640", "[1,0],3,640"}, SOLVER_OK, HIGH0},
    {{"[\"R2\",0,\"private\",960]", "[\"R2\",0,\"private\",0]"}, SOLVER_OK, HIGH0},
    {{"\"at\":0", "\"at\":1"}, SOLVER_OK, LOW0},
    {{"\"at\":0", "\"at\":1"}, SOLVER_OK, LOW0},
    {{"[1,\"*/Y/1\"]],\"at\":1", "[1,\"*/Y/1\"]],\"at\":2"}, SOLVER_OK, LOW1 ".high.leaf"},
    {{"[1,\"*/Y/1\"]],\"at\":1", "[1,\"*/Y/1\"]],\"at\":0"}, SOLVER_OK, "levels[1].tree.high.leaf"},
    {{"[1,\"*/Y/1\"]]", "[1,\"private\"]]"}, SOLVER_OK, "levels[1].tree"},
    {{"[1,\"*/Y/1\"]]", "[1,\"*/Y/1\"],[0,\"F/X\"]]"}, SOLVER_OK, "levels[1].tree"},
    {{"\"party\":\"t\",\"class\":1", "\"party\":\"t\",\"class\":0"}, SOLVER_OK, LOW1},
    {{"\"infeasible\":true,\"rows\":[[\"R3\"", "\"infeasible\":false,\"rows\":[[\"R3\""},
     SOLVER_OK,
     ""},
    {{"[\"R3\",0,160]", "[\"R3\",0,100]"}, SOLVER_OK, LOW1 ".low.leaf"},
    {{"[\"R5\",0,1]", "[\"R5\",1,1]"}, SOLVER_OK, LOW1 ".rows[0]"},
    {{"[\"R5\",0,1]", "[\"R5\",0,0]"}, SOLVER_OK, LOW1 ".low.leaf " LOW1 ".high.leaf"},
    {{"[\"B\",0,8]", "[\"B\",0,3]"}, SOLVER_OK, "levels[1].tree.high.leaf"},
    /* sums that 128 bits would not hold */
    {{"[1,0],2,640", "[4611686018427387904],9223372036854775807,9223372036854775807"},
     SOLVER_OK,
     HIGH0 ".rows[0]"},
    {{"[1,0],2,640", "[4611686018427387903],9223372036854775807,9223372036854775807"},
     SOLVER_OK,
     "levels[0]"},
    AS_R2_720("[\"R2\",0,\"F/X\",9223372036854775807]", "", SOLVER_OK),
};

static struct solver_instance small;
static struct solver_plan small_plan;

static int read_small(void **state)
{
    struct solver_findings bad = {0};
    static int room_of[] = {0, 0, -1, -1, 2};
    (void)state;
    small_plan = (struct solver_plan){.n_parties = 5, .room_of_party = room_of};
    return solver_instance_parse(&small, SMALL, strlen(SMALL), &bad);
}

static int forget_small(void **state)
{
    (void)state;
    solver_instance_release(&small);
    return 0;
}

/* The reader's answer; `found`: the places, blanks between. */
static int judge(const char *text, char *found, size_t size)
{
    struct solver_findings bad = {0};
    struct solver_proof *proof;
    size_t len = 0;
    int rc = solver_proof_parse(&proof, &small, text, strlen(text), &bad);
    if (rc == SOLVER_OK)
        assert_int_equal(solver_check_proof(&small, &small_plan, proof, &bad), SOLVER_OK);
    else
        assert_null(proof);
    found[0] = '\0';
    for (size_t i = 0; i < bad.n && len < size; i++)
        len += (size_t)snprintf(found + len, size - len, "%s%s", i ? " " : "", bad.items[i].where);
    solver_proof_release(proof);
    solver_findings_release(&bad);
    return rc;
}

static void t_each_damage_is_told_with_its_place(void **state)
{
    (void)state;
    int n_wrong = 0;
    for (size_t i = 0; i < sizeof DAMAGES / sizeof *DAMAGES; i++) {
        char found[512];
        char *damaged = edited(PROOF, &DAMAGES[i].edit, 1);
        char *text = edited(damaged, &(struct edit){"SHA", small.sha256}, 1);
        int rc = judge(text, found, sizeof found);
        if (rc != DAMAGES[i].rc || strcmp(found, DAMAGES[i].wheres) != 0) {
            print_error("%s: rc %d, found \"%s\", expected \"%s\"\n", DAMAGES[i].edit.to, rc, found,
                        DAMAGES[i].wheres);
            n_wrong++;
        }
        free(damaged);
        free(text);
    }
    assert_int_equal(n_wrong, 0);
}

static void t_another_plan_is_not_proven(void **state)
{
    static const struct {
        int rooms[5];
        const char *wheres;
    } plans[] = {
        {{0, 0, -1, -1, 2}, ""},
        {{0, -1, 0, -1, 2}, "levels[0] " HIGH0 " " LOW1 ".low.leaf"}, /* 170 points */
        {{-1, -1, -1, 0, 2}, "levels[0] " HIGH0 " " LOW1 ".low.leaf"},
        {{0, 0, 0, -1, 2}, "levels[0] levels[0]"}, /* too many for A: better than the bound */
    };
    (void)state;
    char *text = edited(PROOF, &(struct edit){"SHA", small.sha256}, 1);
    int *kept = small_plan.room_of_party;
    for (size_t i = 0; i < sizeof plans / sizeof *plans; i++) {
        char found[512];
        int rooms[5];
        memcpy(rooms, plans[i].rooms, sizeof rooms);
        small_plan.room_of_party = rooms;
        assert_int_equal(judge(text, found, sizeof found), SOLVER_OK);
        assert_string_equal(found, plans[i].wheres);
    }
    small_plan.room_of_party = kept;
    free(text);
}

/* A tree of `depth` branches, each with its leaf on the low side. */
static char *deep_proof(int depth)
{
    size_t size = 1024 + (size_t)depth * 128, len = 0;
    char *tree = calloc(1, size);
    assert_non_null(tree);
    for (int i = 0; i < depth; i++)
        len += (size_t)snprintf(tree + len, size - len,
                                "{\"branch\":{\"sum\":[[0,\"F/X\"]],\"at\":1},\"high\":{\"leaf\":{}"
                                "},\"low\":");
    len += (size_t)snprintf(tree + len, size - len, "{\"leaf\":{\"rows\":[[\"R2\",0,\"F/X\",1]]}}");
    for (int i = 0; i < depth; i++)
        tree[len++] = '}';
    char *out = calloc(1, size + 1024);
    assert_non_null(out);
    (void)snprintf(out, size + 1024,
                   "{\"format\":\"quarters.proof/1\",\"instance_sha256\":\"%s\",\"scale\":0,"
                   "\"levels\":[{\"objective\":\"points\",\"value\":180,\"tree\":%s}]}",
                   small.sha256, tree);
    free(tree);
    return out;
}

static void t_depth_is_bounded(void **state)
{
    static const struct {
        int depth, rc;
    } depths[] = {{10, SOLVER_OK},
                  {SJ_MAX_TREE_DEPTH - 10, SOLVER_OK},
                  {SJ_MAX_TREE_DEPTH, SOLVER_BAD},
                  {100000, SOLVER_BAD}};
    (void)state;
    for (size_t i = 0; i < sizeof depths / sizeof *depths; i++) {
        char found[2048];
        char *text = deep_proof(depths[i].depth);
        assert_int_equal(judge(text, found, sizeof found), depths[i].rc);
        if (depths[i].rc == SOLVER_OK) /* one level of two, whose leaf bounds nothing */
            assert_memory_equal(found, "levels levels[0].tree.low.", 26);
        free(text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(t_each_damage_is_told_with_its_place),
        cmocka_unit_test(t_another_plan_is_not_proven),
        cmocka_unit_test(t_depth_is_bounded),
    };
    return cmocka_run_group_tests(tests, read_small, forget_small);
}
