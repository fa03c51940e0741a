/* What a file may not be (ALLOCATION.md section 2): each offence is found at its JSON path, and all
 * of a file together.
 *
 * A case takes the good instance BASE, replaces one piece of it, and names the paths of the
 * findings in the order of the reader. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "solver/plan.h"

static const char BASE[] =
    "{\"format\":\"quarters.instance/1\",\"as_of\":\"2025-07-10\",\n"
    " \"sites\":[{\"id\":\"SV\",\"name\":\"Khu sinh viên\"},{\"id\":\"CD\"}],\n"
    " \"rooms\":[{\"id\":\"A1\",\"site\":\"SV\",\"beds\":4,\"area_m2\":20.05,\n"
    "   \"features\":[\"wc\",\"quiet\"],\"sex\":\"any\",\"pools\":[\"C\"],\"usable\":true},\n"
    "  {\"id\":\"A2\",\"site\":\"CD\",\"beds\":2,\"sex\":\"F\",\"usable\":false}],\n"
    " \"parties\":[{\"id\":\"R1\",\"members\":[{\"id\":\"O1\",\"sex\":\"F\"},"
    "{\"id\":\"O2\",\"sex\":\"M\"}],\n"
    "   \"sharing\":\"private\",\"pool\":\"C\",\"band\":2,\"points\":63,\"order\":2,\n"
    "   \"needs\":[\"wc\"],\"wishes\":[{\"feature\":\"quiet\",\"weight\":1}],\n"
    "   \"sites\":[{\"site\":\"SV\",\"penalty\":0},{\"site\":\"CD\",\"penalty\":1}],\n"
    "   \"other_sites_penalty\":null,\"agency\":\"SXD\",\"current_room\":\"A1\",\n"
    "   \"pinned_room\":null,\"banned_rooms\":[\"A2\"]},\n"
    "  {\"id\":\"R2\",\"members\":[{\"id\":\"O3\",\"sex\":\"M\"}],\"sharing\":\"shared\",\n"
    "   \"pool\":\"B\",\"band\":1,\"points\":70,\"order\":1}],\n"
    " \"policy\":{\"pools\":[{\"id\":\"B\",\"occupancy\":2},{\"id\":\"C\",\"occupancy\":null}],\n"
    "  \"incumbents\":\"stay\",\"min_area_per_person\":4.0,\"bands\":[75,60,45],\n"
    "  \"objectives\":[\"housed_by_band\",\"points\",\"preferences\",\"agencies\"],\"seed\":7}}\n";

struct refusal {
    const char *from; /* the first of these in BASE … */
    const char *to;   /* … becomes this */
    const char
        *paths; /* of the findings, with blanks between; "" = accepted; "-" = the file's "" */
};

static const struct refusal REFUSALS[] = {
    /* the file */
    {"{\"format\"", "\xef\xbb\xbf{\"format\"", "-"},
    {"{\"format\"", "[{\"format\"", "-"},
    {"\"seed\":7}}", "\"seed\":7}} x", "-"},
    {"\"seed\":7}}", "\"seed\":7}", "-"},
    {"Khu sinh", "Khu \xff sinh", "-"},
    {"Khu sinh", "Khu \\u0000 sinh", "-"},
    {"quarters.instance/1", "quarters.instance/2", "format"},
    {"\"format\":\"quarters.instance/1\",", "", "format"},
    {"\"format\":\"quarters.instance/1\"", "\"format\":1", "format"},
    {"\"as_of\":\"2025-07-10\"", "\"as_of\":20250710", "as_of"},
    {"2025-07-10", "2025-02-29", "as_of"},
    {"2025-07-10", "10/07/2025", "as_of"},
    {"\"as_of\":\"2025-07-10\",", "", ""},
    /* unknown fields, at every kind of object */
    {"\"as_of\"", "\"asof\"", "asof"},
    {"\"name\"", "\"nom\"", "sites[0].nom"},
    {"\"area_m2\"", "\"area\"", "rooms[0].area"},
    {"\"needs\"", "\"need\"", "parties[0].need"},
    {"{\"id\":\"O1\",", "{\"id\":\"O1\",\"age\":3,", "parties[0].members[0].age"},
    {"\"weight\":1", "\"weight\":1,\"why\":2", "parties[0].wishes[0].why"},
    {"\"penalty\":0", "\"penalty\":0,\"why\":2", "parties[0].sites[0].why"},
    {"\"seed\"", "\"sed\"", "policy.sed"},
    {"\"occupancy\":2", "\"occupancy\":2,\"x\":0", "policy.pools[0].x"},
    /* required fields */
    {"{\"id\":\"CD\"}", "{\"id\":\"CD\"},{}", "sites[2].id"},
    {"{\"id\":\"A2\",", "{", "rooms[1].id parties[0].banned_rooms[0]"},
    {"\"site\":\"CD\",", "", "rooms[1].site"},
    {"\"beds\":2,", "", "rooms[1].beds"},
    {"\"sex\":\"F\",\"usable\":false", "\"usable\":false", "rooms[1].sex"},
    {",\"usable\":false", "", "rooms[1].usable"},
    {"\"id\":\"R2\",", "", "parties[1].id"},
    {"\"members\":[{\"id\":\"O3\",\"sex\":\"M\"}],", "", "parties[1].members"},
    {"{\"id\":\"O3\",", "{", "parties[1].members[0].id"},
    {"{\"id\":\"O3\",\"sex\":\"M\"}", "{\"id\":\"O3\"}", "parties[1].members[0].sex"},
    {"\"sharing\":\"shared\",", "", "parties[1].sharing"},
    {"\"pool\":\"B\",", "", "parties[1].pool"},
    {"\"band\":1,", "", "parties[1].band"},
    {"\"points\":70,", "", "parties[1].points"},
    {",\"order\":1", "", "parties[1].order"},
    {"\"feature\":\"quiet\",", "", "parties[0].wishes[0].feature"},
    {"{\"site\":\"SV\",\"penalty\"", "{\"penalty\"", "parties[0].sites[0].site"},
    {"\"incumbents\":\"stay\",", "", "policy.incumbents"},
    {"\"id\":\"B\",", "", "policy.pools[0].id parties[1].pool"},
    /* what may be left out */
    {"\"weight\":1", "\"weight\":0", ""},
    {",\"weight\":1", "", ""},
    {",\"penalty\":0", "", ""},
    {"\"area_m2\":20.05,", "", ""},
    {"\"features\":[\"wc\",\"quiet\"],", "", ""},
    {"\"bands\":[75,60,45],", "", ""},
    {",\"occupancy\":2", "", ""},
    {",\"seed\":7", "", ""},
    /* types */
    {"\"sites\":[{\"id\":\"SV\",\"name\":\"Khu sinh viên\"},{\"id\":\"CD\"}]", "\"sites\":{}",
     "sites rooms[0].site rooms[1].site parties[0].sites[0].site parties[0].sites[1].site"},
    {"{\"id\":\"CD\"}", "{\"id\":\"CD\"},\"X\"", "sites[2]"},
    {"\"beds\":4", "\"beds\":4.0", "rooms[0].beds"},
    {"\"beds\":4", "\"beds\":\"4\"", "rooms[0].beds"},
    {"\"beds\":4", "\"beds\":null", "rooms[0].beds"},
    {"20.05", "\"20.05\"", "rooms[0].area_m2"},
    {"\"usable\":true", "\"usable\":1", "rooms[0].usable"},
    {"\"sex\":\"any\"", "\"sex\":\"both\"", "rooms[0].sex"},
    {"\"sex\":\"any\"", "\"sex\":[]", "rooms[0].sex"},
    {"[\"wc\",\"quiet\"]", "\"wc\"", "rooms[0].features"},
    {"[\"wc\",\"quiet\"]", "[\"wc\",3]", "rooms[0].features[1]"},
    {"\"name\":\"Khu", "\"name\":3,\"name2\":\"Khu", "sites[0].name2 sites[0].name"},
    {"\"points\":63", "\"points\":63.0", "parties[0].points"},
    {"\"points\":63", "\"points\":6.3e1", "parties[0].points"},
    {"\"order\":2", "\"order\":\"2\"", "parties[0].order"},
    {"\"sharing\":\"private\"", "\"sharing\":\"alone\"", "parties[0].sharing"},
    {"\"sex\":\"F\"},", "\"sex\":\"X\"},", "parties[0].members[0].sex"},
    {"\"agency\":\"SXD\"", "\"agency\":7", "parties[0].agency"},
    {"\"agency\":\"SXD\"", "\"agency\":null", ""},
    {"\"other_sites_penalty\":null", "\"other_sites_penalty\":\"no\"",
     "parties[0].other_sites_penalty"},
    {"\"pinned_room\":null", "\"pinned_room\":false", "parties[0].pinned_room"},
    {"\"banned_rooms\":[\"A2\"]", "\"banned_rooms\":null", "parties[0].banned_rooms"},
    {"\"wishes\":[{", "\"wishes\":[7,{", "parties[0].wishes[0]"},
    {"\"seed\":7", "\"seed\":\"7\"", "policy.seed"},
    {"\"incumbents\":\"stay\"", "\"incumbents\":\"remain\"", "policy.incumbents"},
    {"[75,60,45]", "[75,60.0,45]", "policy.bands[1]"},
    {"\"points\",\"preferences\"", "\"point\",\"preferences\"", "policy.objectives[1]"},
    /* ids: empty, double, pointing nowhere */
    {"\"id\":\"CD\"", "\"id\":\"\"", "sites[1].id rooms[1].site parties[0].sites[1].site"},
    {"{\"id\":\"CD\"}", "{\"id\":\"CD\"},{\"id\":\"SV\"}", "sites[2].id"},
    {"\"id\":\"A2\"", "\"id\":\"A1\"", "rooms[1].id parties[0].banned_rooms[0]"},
    {"\"site\":\"CD\",\"beds\"", "\"site\":\"XX\",\"beds\"", "rooms[1].site"},
    {"\"pools\":[\"C\"]", "\"pools\":[\"D\"]", "rooms[0].pools[0]"},
    {"\"id\":\"R2\"", "\"id\":\"R1\"", "parties[1].id"},
    {"\"id\":\"O2\"", "\"id\":\"O1\"", "parties[0].members[1].id"},
    {"\"id\":\"O3\"", "\"id\":\"O1\"", "parties[1].members[0].id"},
    {"\"id\":\"O3\"", "\"id\":\"\"", "parties[1].members[0].id"},
    {"\"id\":\"C\",", "\"id\":\"B\",", "policy.pools[1].id rooms[0].pools[0] parties[0].pool"},
    {"\"pool\":\"B\"", "\"pool\":\"Z\"", "parties[1].pool"},
    {"\"needs\":[\"wc\"]", "\"needs\":[\"\"]", "parties[0].needs[0]"},
    {"\"site\":\"CD\",\"penalty\"", "\"site\":\"XX\",\"penalty\"", "parties[0].sites[1].site"},
    {"\"agency\":\"SXD\"", "\"agency\":\"\"", "parties[0].agency"},
    {"\"current_room\":\"A1\"", "\"current_room\":\"A9\"", "parties[0].current_room"},
    {"\"pinned_room\":null", "\"pinned_room\":\"A9\"", "parties[0].pinned_room"},
    {"\"banned_rooms\":[\"A2\"]", "\"banned_rooms\":[\"A2\",\"A9\"]", "parties[0].banned_rooms[1]"},
    /* doubled entries */
    {"[\"wc\",\"quiet\"]", "[\"wc\",\"quiet\",\"wc\"]", "rooms[0].features[2]"},
    {"\"pools\":[\"C\"]", "\"pools\":[\"C\",\"C\",\"C\"]", "rooms[0].pools[1] rooms[0].pools[2]"},
    {"\"needs\":[\"wc\"]", "\"needs\":[\"wc\",\"wc\"]", "parties[0].needs[1]"},
    {"{\"feature\":\"quiet\",\"weight\":1}",
     "{\"feature\":\"quiet\",\"weight\":1},{\"feature\":\"quiet\"}",
     "parties[0].wishes[1].feature"},
    {"{\"site\":\"SV\",\"penalty\":0}", "{\"site\":\"CD\",\"penalty\":0}",
     "parties[0].sites[1].site"},
    {"\"banned_rooms\":[\"A2\"]", "\"banned_rooms\":[\"A2\",\"A2\"]", "parties[0].banned_rooms[1]"},
    {"\"points\",\"preferences\"", "\"points\",\"points\"", "policy.objectives[2]"},
    /* doubled keys, nested and with escapes; other offences of the file are found as well */
    {"\"beds\":4", "\"beds\":4,\"beds\":5", "rooms[0].beds"},
    {"\"beds\":4", "\"beds\":4,\"\\u0062eds\":5", "rooms[0].beds"},
    {"\"seed\":7", "\"seed\":7,\"seed\":7,\"seed\":8", "policy.seed"},
    {"\"sites\":[{\"id\":\"SV\"", "\"rooms\":[],\"sites\":[{\"id\":\"SV\"", "rooms"},
    {"{\"id\":\"O3\",\"sex\":\"M\"}", "{\"id\":\"O3\",\"id\":\"O4\",\"sex\":\"M\",\"x\":1}",
     "parties[1].members[0].id parties[1].members[0].x"},
    {"\"weight\":1", "\"weight\":{\"a\":{\"b\":1,\"b\":2}}",
     "parties[0].wishes[0].weight.a.b parties[0].wishes[0].weight"},
    /* ranges */
    {"\"beds\":4", "\"beds\":0", "rooms[0].beds"},
    {"\"beds\":4", "\"beds\":65", "rooms[0].beds"},
    {"\"beds\":4", "\"beds\":64", ""},
    {"\"beds\":4", "\"beds\":99999999999999999999", "rooms[0].beds rooms[0].beds"},
    {"\"seed\":7", "\"seed\":9223372036854775808", "policy.seed policy.seed"},
    {"\"seed\":7", "\"seed\":-9223372036854775808", ""},
    {"20.05", "1e999", "rooms[0].area_m2"},
    {"20.05", "0", "rooms[0].area_m2"},
    {"20.05", "-20", "rooms[0].area_m2"},
    {"20.05", "20.055", "rooms[0].area_m2"},
    {"20.05", "20.050", ""},
    {"20.05", "2.005e1", ""},
    {"20.05", "20", ""},
    {"20.05", "0.01", ""},
    {"20.05", "0.001", "rooms[0].area_m2"},
    {"20.05", "99999999", "rooms[0].area_m2"},
    {"4.0,", "4.004,", "policy.min_area_per_person"},
    {"4.0,", "0,", "policy.min_area_per_person"},
    {"4.0,", "4,", ""},
    {"[{\"id\":\"O3\",\"sex\":\"M\"}]", "[]", "parties[1].members"},
    {"\"band\":1", "\"band\":0", "parties[1].band"},
    {"\"band\":1", "\"band\":100", "parties[1].band"},
    {"\"band\":1", "\"band\":99", ""},
    {"\"points\":70", "\"points\":-1", "parties[1].points"},
    {"\"points\":70", "\"points\":1001", "parties[1].points"},
    {"\"points\":70", "\"points\":1000", ""},
    {"\"weight\":1", "\"weight\":10001", "parties[0].wishes[0].weight"},
    {"\"weight\":1", "\"weight\":-1", "parties[0].wishes[0].weight"},
    {"\"weight\":1", "\"weight\":10000", ""},
    {"\"penalty\":1", "\"penalty\":10001", "parties[0].sites[1].penalty"},
    {"\"other_sites_penalty\":null", "\"other_sites_penalty\":-1",
     "parties[0].other_sites_penalty"},
    {"\"other_sites_penalty\":null", "\"other_sites_penalty\":10000", ""},
    {"\"occupancy\":2", "\"occupancy\":0", "policy.pools[0].occupancy"},
    {"\"occupancy\":2", "\"occupancy\":65", "policy.pools[0].occupancy"},
    {"\"order\":1", "\"order\":2", "parties[1].order"},
    {"\"order\":1", "\"order\":3", "parties[1].order"},
    {"\"order\":1", "\"order\":0", "parties[1].order"},
    {"[75,60,45]", "[75,75,45]", "policy.bands[1]"},
    {"[75,60,45]", "[75,60,61]", "policy.bands[2]"},
    {"[75,60,45]", "[1001,60]", "policy.bands[0]"},
    {"[75,60,45]", "[]", ""},
    /* objectives */
    {"[\"housed_by_band\",\"points\",\"preferences\",\"agencies\"]", "[]", "policy.objectives"},
    {"\"preferences\",\"agencies\"", "\"agencies\",\"preferences\"", "policy.objectives[2]"},
    {"\"incumbents\":\"stay\"", "\"incumbents\":\"may_move\"", "policy.objectives[0]"},
    {"\"incumbents\":\"stay\"", "\"incumbents\":\"compete\"", ""},
    /* depth: 16 arrays and objects inside each other, not 17 */
    {"\"seed\":7", "\"seed\":[[[[[[[[[[[[[[7]]]]]]]]]]]]]]", "policy.seed"},
    {"\"seed\":7", "\"seed\":[[[[[[[[[[[[[[[7]]]]]]]]]]]]]]]",
     "policy.seed[0][0][0][0][0][0][0][0][0][0][0][0][0][0] policy.seed"},
};

/* BASE with one piece replaced; the caller frees. */
static char *edited(const char *text, const char *from, const char *to)
{
    const char *at = strstr(text, from);
    size_t size = strlen(text) + strlen(to) + 1;
    char *out = malloc(size);
    assert_non_null(at);
    assert_non_null(out);
    (void)snprintf(out, size, "%.*s%s%s", (int)(at - text), text, to, at + strlen(from));
    return out;
}

/* The paths found, with blanks between; the file itself is "-". */
static void paths_of(const struct solver_findings *bad, char *out, size_t size)
{
    size_t len = 0;
    out[0] = '\0';
    for (size_t i = 0; i < bad->n && len < size; i++) {
        const char *where = bad->items[i].where[0] ? bad->items[i].where : "-";
        len += (size_t)snprintf(out + len, size - len, "%s%s", i ? " " : "", where);
        assert_true(bad->items[i].vi[0] && bad->items[i].en[0]);
    }
}

static int parse(const char *text, char *paths, size_t size)
{
    struct solver_instance inst = {0};
    struct solver_findings bad = {0};
    int rc = solver_instance_parse(&inst, text, strlen(text), &bad);
    paths_of(&bad, paths, size);
    if (rc != SOLVER_OK) /* left zeroed */
        assert_true(!inst.rooms && !inst.parties && !inst.sites && !inst.policy.pools);
    solver_instance_release(&inst);
    solver_findings_release(&bad);
    return rc;
}

static void t_each_offence_is_found_at_its_path(void **state)
{
    (void)state;
    int n_wrong = 0;
    for (size_t i = 0; i < sizeof REFUSALS / sizeof *REFUSALS; i++) {
        const struct refusal *c = &REFUSALS[i];
        char paths[2048];
        char *text = edited(BASE, c->from, c->to);
        int rc = parse(text, paths, sizeof paths);
        int expected = c->paths[0] ? SOLVER_BAD : SOLVER_OK;
        if (rc != expected || strcmp(paths, c->paths) != 0) {
            print_error("%s -> %s: found \"%s\", expected \"%s\"\n", c->from, c->to, paths,
                        c->paths);
            n_wrong++;
        }
        free(text);
    }
    assert_int_equal(n_wrong, 0);
}

static void t_members_are_at_most_16(void **state)
{
    (void)state;
    for (int n = 16; n <= 17; n++) {
        char members[1024] = "[", paths[512];
        for (int k = 0; k < n; k++) {
            size_t len = strlen(members);
            (void)snprintf(members + len, sizeof members - len, "%s{\"id\":\"N%d\",\"sex\":\"M\"}",
                           k ? "," : "", k);
        }
        (void)strncat(members, "]", sizeof members - strlen(members) - 1);
        char *text = edited(BASE, "[{\"id\":\"O3\",\"sex\":\"M\"}]", members);
        assert_int_equal(parse(text, paths, sizeof paths), n == 16 ? SOLVER_OK : SOLVER_BAD);
        assert_string_equal(paths, n == 16 ? "" : "parties[1].members");
        free(text);
    }
}

/* Offences that leave each other alone, all put into one file. */
static void t_all_offences_are_found_together(void **state)
{
    (void)state;
    static const struct refusal all[] = {
        {"\"as_of\"", "\"asof\"", "asof"},
        {"{\"id\":\"CD\"}", "{\"id\":\"CD\"},{\"id\":\"SV\"}", "sites[2].id"},
        {"\"beds\":4", "\"beds\":4,\"beds\":5", "rooms[0].beds"},
        {"20.05", "20.055", "rooms[0].area_m2"},
        {"\"beds\":2", "\"beds\":99999999999999999999", "rooms[1].beds"},
        {"\"id\":\"O3\"", "\"id\":\"O1\"", "parties[1].members[0].id"},
        {"\"points\":63", "\"points\":5.0", "parties[0].points"},
        {"\"order\":1", "\"order\":2", "parties[1].order"},
        {"\"current_room\":\"A1\"", "\"current_room\":\"A9\"", "parties[0].current_room"},
        {"[75,60,45]", "[75,80]", "policy.bands[1]"},
        {"\"preferences\",\"agencies\"", "\"agencies\",\"preferences\"", "policy.objectives[2]"},
        {"{\"format\"", "\xef\xbb\xbf{\"format\"", "-"},
    };
    char *text = edited(BASE, "\"seed\":7", "\"seed\":7,\"sed\":8");
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        char *next = edited(text, all[i].from, all[i].to);
        free(text);
        text = next;
    }
    char paths[2048], padded[2060], wanted[128];
    assert_int_equal(parse(text, paths, sizeof paths), SOLVER_BAD);
    (void)snprintf(padded, sizeof padded, " %s ", paths);
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        (void)snprintf(wanted, sizeof wanted, " %s ", all[i].paths);
        if (!strstr(padded, wanted))
            fail_msg("%s is not among %s", all[i].paths, paths);
    }
    assert_non_null(strstr(padded, " policy.sed "));
    free(text);
}

/* Every cut of a good file is refused, and no cut or flipped byte is worse than refused. */
static void t_no_damaged_file_is_worse_than_refused(void **state)
{
    (void)state;
    char paths[64];
    size_t len = strlen(BASE);
    char *text = malloc(len + 1);
    assert_non_null(text);
    for (size_t cut = 0; cut + 2 < len; cut++) {
        memcpy(text, BASE, len + 1);
        text[cut] = '\0';
        assert_int_equal(parse(text, paths, sizeof paths), SOLVER_BAD);
    }
    for (size_t at = 0; at < len; at++)
        for (const char *c = "\"{}[],:0\\\x80 "; *c; c++) {
            memcpy(text, BASE, len + 1);
            text[at] = *c;
            assert_int_not_equal(parse(text, paths, sizeof paths), SOLVER_NOMEM);
        }
    free(text);
}

static void t_a_good_file_says_what_it_says(void **state)
{
    (void)state;
    struct solver_instance inst;
    struct solver_findings bad = {0};
    assert_int_equal(solver_instance_parse(&inst, BASE, strlen(BASE), &bad), SOLVER_OK);
    assert_string_equal(inst.as_of, "2025-07-10");
    assert_string_equal(inst.sites[0].name, "Khu sinh viên");
    assert_string_equal(inst.sites[1].name, "");
    assert_int_equal(inst.rooms[0].area_c, 2005);
    assert_int_equal(inst.rooms[1].area_c, 0);
    assert_int_equal(inst.rooms[0].n_features, 2);
    assert_int_equal(inst.rooms[1].n_pools, 0);
    assert_int_equal(inst.rooms[0].pool_ixs[0], 1);
    assert_int_equal(inst.rooms[1].sex, SOLVER_ROOM_F);
    assert_false(inst.rooms[1].is_usable);
    const struct solver_party *p = inst.parties;
    assert_true(p[0].is_private && !p[1].is_private);
    assert_string_equal(inst.features[p[0].need_ixs[0]], "wc");
    assert_string_equal(inst.features[p[0].wishes[0].feature_ix], "quiet");
    assert_int_equal(p[0].other_sites_penalty, -1); /* null */
    assert_int_equal(p[1].other_sites_penalty, 0);  /* absent, no sites */
    assert_string_equal(inst.agencies[p[0].agency_ix], "SXD");
    assert_int_equal(p[1].agency_ix, -1);
    assert_int_equal(p[0].current_room_ix, 0);
    assert_int_equal(p[0].pinned_room_ix, -1);
    assert_int_equal(p[0].banned_room_ixs[0], 1);
    assert_int_equal(inst.policy.pools[0].occupancy, 2);
    assert_int_equal(inst.policy.pools[1].occupancy, 0);
    assert_int_equal(inst.policy.min_area_c, 400);
    assert_int_equal(inst.policy.n_objectives, 4);
    assert_int_equal(inst.policy.seed, 7);
    assert_int_equal(strlen(inst.sha256), 64);
    struct solver_level levels[8];
    assert_int_equal(solver_levels_of(&inst, levels), 5);
    assert_int_equal(levels[0].band, 1);
    assert_int_equal(levels[1].band, 2);
    solver_instance_release(&inst);
    solver_findings_release(&bad);
}

/* absent: 0 where `sites` is empty, null where it is not */
static void t_absent_penalty_of_other_sites_follows_sites(void **state)
{
    (void)state;
    struct solver_instance inst;
    struct solver_findings bad = {0};
    char *text = edited(BASE, "\"other_sites_penalty\":null,", "");
    assert_int_equal(solver_instance_parse(&inst, text, strlen(text), &bad), SOLVER_OK);
    assert_int_equal(inst.parties[0].other_sites_penalty, -1);
    assert_int_equal(inst.parties[1].other_sites_penalty, 0);
    solver_instance_release(&inst);
    free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(t_each_offence_is_found_at_its_path),
        cmocka_unit_test(t_members_are_at_most_16),
        cmocka_unit_test(t_all_offences_are_found_together),
        cmocka_unit_test(t_no_damaged_file_is_worse_than_refused),
        cmocka_unit_test(t_a_good_file_says_what_it_says),
        cmocka_unit_test(t_absent_penalty_of_other_sites_follows_sites),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
