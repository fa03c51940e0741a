/* `quarters check` as called: exit codes 0, 1 and 2, and what it prints in both languages. */
#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "checked.h"
#include "solver/command.h"

static char folder[] = "/tmp/quarters-check-XXXXXX";
static char instance_path[64], plan_path[64], proof_path[64], out_path[64];

static void write_file(const char *path, const char *text)
{
    FILE *f = fopen(path, "wb");
    assert_non_null(f);
    assert_int_equal(fwrite(text, 1, strlen(text), f), strlen(text));
    assert_int_equal(fclose(f), 0);
}

/* Runs the command in a child; what it printed on both outputs goes to `said`. --lang is
 * taken out before, as the program does. */
static int call(int argc, const char *const *args, char *said, size_t size)
{
    char *argv[8];
    const char *lang = "vi";
    int n = 0;
    for (int i = 0; i < argc; i++) {
        if (!strcmp(args[i], "--lang"))
            lang = args[++i];
        else
            argv[n++] = strdup(args[i]);
    }
    pid_t pid = fork();
    if (pid == 0) {
        int out = open(out_path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
        if (out < 0 || dup2(out, 1) < 0 || dup2(out, 2) < 0)
            _exit(126);
        int code = solver_command_check(n, argv, lang);
        (void)fflush(stdout);
        _exit(code);
    }
    int status = 0;
    assert_int_equal(waitpid(pid, &status, 0), pid);
    assert_true(WIFEXITED(status));
    FILE *f = fopen(out_path, "rb");
    assert_non_null(f);
    said[fread(said, 1, size - 1, f)] = '\0';
    (void)fclose(f);
    for (int i = 0; i < n; i++)
        free(argv[i]);
    return WEXITSTATUS(status);
}

/* Writes the plan of that allocation. */
static void write_plan(const char *rooms, enum solver_status status)
{
    struct solver_instance inst;
    struct solver_plan plan;
    char *text;
    size_t len;
    read_instance((const struct edit[3]){{0}}, &inst);
    make_plan(&inst, rooms, status, &plan);
    assert_int_equal(solver_plan_format(&plan, &inst, &text, &len), SOLVER_OK);
    write_file(plan_path, text);
    free(text);
    solver_plan_release(&plan);
    solver_instance_release(&inst);
}

static void t_a_good_plan_ends_with_0(void **state)
{
    (void)state;
    char said[4096];
    const char *args[] = {instance_path, plan_path, "--lang", "en"};
    write_plan("f1=A f2=A f3=B m1=D m2=C pr=G", SOLVER_OPTIMAL);
    assert_int_equal(call(4, args, said, sizeof said), 0);
    assert_string_equal(said,
                        "ok: 6/8 parties placed, 10 levels as claimed\nevery value was recounted; "
                        "that none is better, only --proof can show\n");
    assert_int_equal(call(2, args, said, sizeof said), 0);
    assert_non_null(strstr(said, "đạt: 6/8 nhóm"));
}

static void t_each_thing_that_does_not_hold_is_printed(void **state)
{
    (void)state;
    char said[4096];
    const char *args[] = {"--lang", "en", instance_path, plan_path};
    write_plan("f1=A m1=A m2=D", SOLVER_FEASIBLE);
    assert_int_equal(call(4, args, said, sizeof said), 1);
    assert_non_null(strstr(said, "A: rule 2: f1 and m1 must not share a room\n"));
    assert_non_null(strstr(said, "m2: rule 4: room D does not admit its pool\n"));
    assert_non_null(strstr(said, "failed: 2 findings\n"));
}

/* Envy is printed always, and fails a plan that claims to be optimal. */
static void t_envy_fails_an_optimal_plan_alone(void **state)
{
    (void)state;
    char said[4096];
    const char *args[] = {instance_path, plan_path, "--lang", "en"};
    write_plan("f2=A", SOLVER_FEASIBLE);
    assert_int_equal(call(4, args, said, sizeof said), 0);
    assert_non_null(strstr(said, "note: f1: comes before f2"));
    write_plan("f2=A", SOLVER_OPTIMAL);
    assert_int_equal(call(4, args, said, sizeof said), 1);
    assert_non_null(strstr(said, "f1: comes before f2"));
    assert_non_null(strstr(said, "failed: 1 findings"));
}

static void t_bad_input_ends_with_2(void **state)
{
    (void)state;
    char said[4096];
    const char *swapped[] = {plan_path, instance_path}, *args[] = {instance_path, plan_path};
    const char *nowhere[] = {instance_path, "/no/such/plan"}, *both[] = {"-", "-"};
    const char *unknown[] = {instance_path, plan_path, "--fast"};
    write_plan("f1=A", SOLVER_FEASIBLE);
    assert_int_equal(call(2, swapped, said, sizeof said), 2);
    assert_int_equal(call(2, nowhere, said, sizeof said), 2);
    assert_int_equal(call(2, both, said, sizeof said), 2);
    assert_int_equal(call(3, unknown, said, sizeof said), 2);
    assert_int_equal(call(1, args, said, sizeof said), 2);
    assert_int_equal(call(0, args, said, sizeof said), 2);
    write_file(plan_path, "{\"format\":\"quarters.plan/1\",\"status\":\"fine\"}");
    assert_int_equal(call(2, args, said, sizeof said), 2); /* all offences, each with its path */
    assert_non_null(strstr(said, ": status: "));
    assert_non_null(strstr(said, ": levels: "));
    assert_non_null(strstr(said, ": unplaced: "));
}

/* A proof that is not the format, one that proves nothing, one that holds. */
static void t_a_proof_is_checked_with_the_plan(void **state)
{
    static const struct edit edits[3] = {
        {"\"keep_housed\",\"housed_by_band\",\"points\",\"order\",\"moves\",\"preferences\","
         "\"rooms\",\"agencies\"",
         "\"agencies\""}};
    (void)state;
    char said[4096], proof[512];
    const char *args[] = {instance_path, plan_path, "--proof", proof_path, "--lang", "en"};
    const char *none[] = {instance_path, plan_path, "--proof"};
    const char *both[] = {instance_path, "-", "--proof", "-"};
    write_plan("f1=A", SOLVER_FEASIBLE);
    assert_int_equal(call(3, none, said, sizeof said), 2);
    assert_int_equal(call(4, both, said, sizeof said), 2);
    (void)unlink(proof_path);
    assert_int_equal(call(6, args, said, sizeof said), 2);
    write_file(proof_path, "{\"format\":\"quarters.proof/1\",\"levels\":[{\"value\":1.0}]}");
    assert_int_equal(call(6, args, said, sizeof said), 2);
    assert_non_null(strstr(said, "levels[0].value: must be an integer"));
    assert_non_null(strstr(said, "levels[0].tree: "));
    struct solver_instance inst;
    char *text = edited(INSTANCE, edits, 3);
    write_file(instance_path, text);
    free(text);
    read_instance(edits, &inst);
    struct solver_plan plan;
    size_t len;
    make_plan(&inst, "f1=A", SOLVER_FEASIBLE, &plan);
    assert_int_equal(solver_plan_format(&plan, &inst, &text, &len), SOLVER_OK);
    write_file(plan_path, text);
    free(text);
    (void)snprintf(proof, sizeof proof,
                   "{\"format\":\"quarters.proof/1\",\"instance_sha256\":\"%s\",\"scale\":0,"
                   "\"levels\":[]}",
                   inst.sha256);
    write_file(proof_path, proof); /* no level before agencies: nothing to prove */
    assert_int_equal(call(6, args, said, sizeof said), 0);
    assert_non_null(strstr(said, "the proof holds"));
    *strchr(strstr(proof, "sha256") + 9, inst.sha256[0]) = 'x';
    write_file(proof_path, proof);
    assert_int_equal(call(6, args, said, sizeof said), 1);
    assert_non_null(strstr(said, "instance_sha256: "));
    assert_null(strstr(said, "the proof holds"));
    write_file(instance_path, INSTANCE);
    solver_plan_release(&plan);
    solver_instance_release(&inst);
}

static int make_folder(void **state)
{
    (void)state;
    if (!mkdtemp(folder))
        return 1;
    (void)snprintf(instance_path, sizeof instance_path, "%s/i.json", folder);
    (void)snprintf(plan_path, sizeof plan_path, "%s/p.json", folder);
    (void)snprintf(proof_path, sizeof proof_path, "%s/f.json", folder);
    (void)snprintf(out_path, sizeof out_path, "%s/out.txt", folder);
    write_file(instance_path, INSTANCE);
    return 0;
}

static int remove_folder(void **state)
{
    (void)state;
    (void)unlink(instance_path);
    (void)unlink(plan_path);
    (void)unlink(proof_path);
    (void)unlink(out_path);
    return rmdir(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(t_a_good_plan_ends_with_0),
        cmocka_unit_test(t_each_thing_that_does_not_hold_is_printed),
        cmocka_unit_test(t_envy_fails_an_optimal_plan_alone),
        cmocka_unit_test(t_bad_input_ends_with_2),
        cmocka_unit_test(t_a_proof_is_checked_with_the_plan),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
