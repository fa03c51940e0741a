/* The models of `quarters model`, given to another solver: glpsol gets the values of enumeration,
 * level after level (by classes a bound on them, and the values where nobody shares as a group),
 * and on instances too large for that those of the engine. Skipped where glpsol is not installed.
 *
 *     model [COUNT [FIRST_SEED [PARTIES [ROOMS]]]]      of the larger instances */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "brute.h"
#include "random_instance.h"
#include "solver/check.h"
#include "solver/command.h"
#include "solver/solve.h"

enum { N_INSTANCES = 40, FIRST_SEED = 7000 }; /* some 200 calls of glpsol, two seconds */

static long n_larger = 12, first_larger = 1, larger_parties = 14, larger_rooms = 7;

static int n_by_class; /* levels where the model of classes had to be exact */

static char folder[] = "/tmp/quarters-model-XXXXXX";
static char json_path[64], lp_path[64], solution_path[64];

/* Exit code of a program whose output nobody wants; 127: not installed. */
static int run_quietly(char *const *argv)
{
    pid_t pid = fork();
    if (pid == 0) {
        int null = open("/dev/null", O_WRONLY);
        if (null < 0 || dup2(null, 1) < 0 || dup2(null, 2) < 0)
            _exit(126);
        execvp(argv[0], argv);
        _exit(127);
    }
    int status = 0;
    if (pid < 0 || waitpid(pid, &status, 0) != pid || !WIFEXITED(status))
        return 126;
    return WEXITSTATUS(status);
}

/* The optimum of the model at lp_path, by glpsol: the line "s mip ROWS COLS o VALUE", or "s bas …"
 * of a model without binaries. false: not found in the time. */
static bool ask_glpsol(int64_t *value)
{
    char *argv[] = {"glpsol", "--cuts", "--tmlim",     "20", "--lp",
                    lp_path,  "-w",     solution_path, NULL};
    char line[256];
    double optimum;
    bool is_found = false;
    if (run_quietly(argv) != 0)
        return false;
    FILE *f = fopen(solution_path, "r");
    assert_non_null(f);
    while (!is_found && fgets(line, sizeof line, f))
        is_found = sscanf(line, "s mip %*d %*d o %lf", &optimum) == 1 ||
                   sscanf(line, "s bas %*d %*d f f %lf", &optimum) == 1;
    (void)fclose(f);
    *value = is_found ? (int64_t)(optimum < 0 ? optimum - 0.5 : optimum + 0.5) : -1;
    return is_found;
}

static int write_model(int level_ix, const int64_t *values, bool is_by_class)
{
    char level[16], list[1024] = "";
    (void)snprintf(level, sizeof level, "%d", level_ix);
    for (int j = 0; j < level_ix; j++) {
        size_t len = strlen(list);
        (void)snprintf(list + len, sizeof list - len, "%s%lld", j ? "," : "", (long long)values[j]);
    }
    char *argv[8] = {json_path, "--level", level, "-o", lp_path};
    int argc = 5;
    if (is_by_class)
        argv[argc++] = "--classes";
    if (level_ix) {
        argv[argc++] = "--values";
        argv[argc++] = list;
    }
    return solver_command_model(argc, argv, "en");
}

static void write_file(const char *path, const char *text, size_t len)
{
    FILE *f = fopen(path, "wb");
    assert_non_null(f);
    assert_int_equal(fwrite(text, 1, len, f), len);
    assert_int_equal(fclose(f), 0);
}

static bool has_groups(const struct solver_instance *inst)
{
    for (int p = 0; p < inst->n_parties; p++)
        if (inst->parties[p].n_members > 1 && !inst->parties[p].is_private)
            return true;
    return false;
}

static void compare_levels(const struct random_text *json, const struct solver_instance *inst)
{
    struct brute truth;
    brute_solve(inst, &truth);
    write_file(json_path, json->text, json->len);
    if (truth.is_infeasible) {
        assert_int_equal(write_model(0, NULL, false), truth.n_levels ? 11 : 2);
        return;
    }
    for (int j = 0; j < truth.n_levels; j++) {
        int64_t value = -1;
        assert_int_equal(write_model(j, truth.best, false), 0);
        assert_true(ask_glpsol(&value));
        assert_int_equal(value, truth.best[j]);
        assert_int_equal(write_model(j, truth.best, true), 0);
        assert_true(ask_glpsol(&value));
        bool is_max = solver_objective_is_max(truth.levels[j].objective);
        assert_true(is_max ? value >= truth.best[j] : value <= truth.best[j]);
        if (!has_groups(inst))
            assert_int_equal(value, truth.best[j]);
        n_by_class += !has_groups(inst);
    }
}

static void skip_without_glpsol(void)
{
    char *argv[] = {"glpsol", "--version", NULL};
    if (run_quietly(argv) != 0)
        skip();
}

static void t_glpsol_gets_the_values_of_enumeration(void **state)
{
    (void)state;
    skip_without_glpsol();
    struct random_text *json = calloc(1, sizeof *json);
    struct solver_findings bad = {0};
    assert_non_null(json);
    for (uint64_t seed = FIRST_SEED; seed < FIRST_SEED + N_INSTANCES; seed++) {
        struct solver_instance inst;
        random_instance(json, seed, 6, 4);
        assert_int_equal(solver_instance_parse(&inst, json->text, json->len, &bad), SOLVER_OK);
        compare_levels(json, &inst);
        solver_instance_release(&inst);
    }
    assert_true(n_by_class > 0);
    free(json);
}

/* Level by level, while glpsol finds its optimum in the time. */
static void compare_plan(uint64_t seed, const struct solver_plan *plan)
{
    int64_t values[BRUTE_LEVELS], value;
    for (int j = 0; j < plan->n_levels; j++) {
        const struct solver_level *level = &plan->levels[j];
        values[j] = level->value;
        if (level->objective == SOLVER_AGENCIES)
            return;
        assert_int_equal(write_model(j, values, false), 0);
        if (!ask_glpsol(&value))
            return;
        if (value != level->value || !level->is_proven)
            fail_msg("seed %llu, level %d %s: engine %lld (%s), glpsol %lld",
                     (unsigned long long)seed, j, solver_objective_name(level->objective),
                     (long long)level->value, level->is_proven ? "proven" : "not proven",
                     (long long)value);
    }
}

static void t_glpsol_agrees_with_the_engine(void **state)
{
    (void)state;
    skip_without_glpsol();
    struct random_text *json = calloc(1, sizeof *json);
    struct solver_findings bad = {0};
    assert_non_null(json);
    for (long i = 0; i < n_larger; i++) {
        struct solver_instance inst;
        struct solver_plan plan = {0};
        struct solver_limits limits = {0};
        uint64_t seed = (uint64_t)(first_larger + i);
        random_instance(json, seed, (int)larger_parties, (int)larger_rooms);
        assert_int_equal(solver_instance_parse(&inst, json->text, json->len, &bad), SOLVER_OK);
        write_file(json_path, json->text, json->len);
        assert_int_equal(solver_solve(&inst, &limits, &plan), SOLVER_OK);
        assert_int_equal(solver_check(&inst, &plan, &bad), SOLVER_OK);
        if (bad.n)
            fail_msg("seed %llu: %s: %s", (unsigned long long)seed, bad.items[0].where,
                     bad.items[0].en);
        compare_plan(seed, &plan);
        solver_plan_release(&plan);
        solver_instance_release(&inst);
    }
    free(json);
}

static void t_wrong_calls_are_refused(void **state)
{
    (void)state;
    static const char text[] = "{\"format\":\"quarters.instance/1\",\"policy\":{\"pools\":[],"
                               "\"incumbents\":\"stay\",\"objectives\":[\"points\",\"rooms\","
                               "\"agencies\"]}}";
    static const struct {
        const char *args[5];
        int n, code;
    } calls[] = {
        {{json_path}, 1, 0},
        {{json_path, "--level", "1", "--values", "0"}, 5, 0},
        {{json_path, "--level", "2", "--values", "0,0"}, 5, 2}, /* agencies */
        {{json_path, "--level", "3", "--values", "0,0,0"}, 5, 2},
        {{json_path, "--level", "1", "--values", "0,0"}, 5, 2},
        {{json_path, "--level", "1", "--values", "x"}, 5, 2},
        {{json_path, "--level", "1"}, 3, 2},
        {{json_path, "--level", "-1"}, 3, 2},
        {{json_path, "--level", "1x"}, 3, 2},
        {{json_path, "--depth"}, 2, 2},
        {{"/no/such/file"}, 1, 2},
        {{NULL}, 0, 2},
    };
    write_file(json_path, text, strlen(text));
    for (size_t i = 0; i < sizeof calls / sizeof *calls; i++) {
        char *argv[8];
        int argc = 0;
        for (; argc < calls[i].n; argc++)
            argv[argc] = strdup(calls[i].args[argc]);
        argv[argc++] = strdup("-o");
        argv[argc++] = strdup(lp_path);
        if (solver_command_model(argc, argv, "en") != calls[i].code)
            fail_msg("call %zu does not end with %d", i, calls[i].code);
        while (argc > 0)
            free(argv[--argc]);
    }
}

static int make_folder(void **state)
{
    (void)state;
    if (!mkdtemp(folder))
        return 1;
    (void)snprintf(json_path, sizeof json_path, "%s/i.json", folder);
    (void)snprintf(lp_path, sizeof lp_path, "%s/m.lp", folder);
    (void)snprintf(solution_path, sizeof solution_path, "%s/s.txt", folder);
    return 0;
}

static int remove_folder(void **state)
{
    (void)state;
    (void)unlink(json_path);
    (void)unlink(lp_path);
    (void)unlink(solution_path);
    return rmdir(folder);
}

static void set_number(long *to, const char *text)
{
    char *end;
    long value = text ? strtol(text, &end, 10) : 0;
    if (text && end != text && !*end && value > 0)
        *to = value;
}

int main(int argc, char **argv)
{
    long *const numbers[] = {&n_larger, &first_larger, &larger_parties, &larger_rooms};
    for (int i = 1; i < argc && i <= 4; i++)
        set_number(numbers[i - 1], argv[i]);
    larger_parties = larger_parties < 30 ? larger_parties : 30; /* what random_text holds */
    larger_rooms = larger_rooms < 30 ? larger_rooms : 30;
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(t_glpsol_gets_the_values_of_enumeration),
        cmocka_unit_test(t_glpsol_agrees_with_the_engine),
        cmocka_unit_test(t_wrong_calls_are_refused),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
