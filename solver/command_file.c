/* Files of the engine's commands. */
#include "command_file.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "command_line.h"
#include "solver/check.h"
#include "solver/repairs_plan.h"

/* An instance of 100,000 parties is about 40 MiB. */
enum { MAX_FILE = 1 << 29 };

static void complain(const char *path, const char *why, const char *lang, bool is_reading)
{
    const char *what = is_reading ? sv_pick(lang, "không đọc được", "cannot read")
                                  : sv_pick(lang, "không ghi được", "cannot write");
    fprintf(stderr, "%s: %s: %s\n", path, what, why);
}

/* The whole of a file, NUL-terminated, malloc'ed into *text. 0; 2, 3 (memory) after saying why not.
 */
static int read_file(const char *path, char **text, size_t *len, const char *lang)
{
    bool is_stdin = !strcmp(path, "-"), is_whole = false;
    FILE *f = is_stdin ? stdin : fopen(path, "rb");
    size_t cap = 1 << 16, n = 0;
    char *buf = f ? malloc(cap) : NULL;
    while (buf && n < MAX_FILE) {
        size_t got = fread(buf + n, 1, cap - n - 1, f);
        n += got;
        if (!got) {
            is_whole = !ferror(f);
            break;
        }
        if (n == cap - 1) {
            char *larger = realloc(buf, cap *= 2);
            if (!larger)
                break;
            buf = larger;
        }
    }
    int why = is_whole ? 0 : errno;
    if (why == ENOMEM)
        complain(path, sv_pick(lang, "hết bộ nhớ", "out of memory"), lang, true);
    else if (!is_whole)
        complain(path, n >= MAX_FILE ? "> 512 MiB" : strerror(why), lang, true);
    if (f && !is_stdin)
        fclose(f);
    if (is_whole) {
        buf[n] = '\0';
        *text = buf;
        *len = n;
    } else {
        free(buf);
    }
    return is_whole ? 0 : why == ENOMEM ? 3 : 2;
}

/* The exit code for a reader's result; prints and releases its findings. */
static int judged(int rc, const char *path, struct solver_findings *bad, const char *lang)
{
    for (size_t i = 0; i < bad->n; i++) {
        const struct solver_finding *f = &bad->items[i];
        fprintf(stderr, "%s: %s%s%s\n", path, f->where, f->where[0] ? ": " : "",
                sv_pick(lang, f->vi, f->en));
    }
    solver_findings_release(bad);
    if (rc == SOLVER_NOMEM)
        complain(path, sv_pick(lang, "hết bộ nhớ", "out of memory"), lang, true);
    return rc == SOLVER_OK ? 0 : rc == SOLVER_NOMEM ? 3 : 2;
}

int solver_command_read_instance(const char *path, struct solver_instance *inst, const char *lang)
{
    struct solver_findings bad = {0};
    char *text = NULL;
    size_t len = 0;
    int code = read_file(path, &text, &len, lang);
    if (!code)
        code = judged(solver_instance_parse(inst, text, len, &bad), path, &bad, lang);
    free(text);
    return code;
}

int solver_command_read_plan(const char *path, const struct solver_instance *inst,
                             struct solver_plan *plan, const char *lang)
{
    struct solver_findings bad = {0};
    char *text = NULL;
    size_t len = 0;
    int code = read_file(path, &text, &len, lang);
    if (!code)
        code = judged(solver_plan_parse(plan, inst, text, len, &bad), path, &bad, lang);
    free(text);
    return code;
}

int solver_command_read_true_plan(const char *path, const struct solver_instance *inst,
                                  struct solver_plan *plan, const char *lang)
{
    struct solver_findings bad = {0};
    int code = solver_command_read_plan(path, inst, plan, lang);
    if (code)
        return code;
    int rc = solver_check(inst, plan, &bad);
    bool is_true = bad.n == 0;
    code = judged(rc, path, &bad, lang);
    return code ? code : !is_true;
}

int solver_command_read_proof(const char *path, const struct solver_instance *inst,
                              struct solver_proof **proof, const char *lang)
{
    struct solver_findings bad = {0};
    char *text = NULL;
    size_t len = 0;
    int code = read_file(path, &text, &len, lang);
    if (!code)
        code = judged(solver_proof_parse(proof, inst, text, len, &bad), path, &bad, lang);
    free(text);
    return code;
}

int solver_command_read_costs(const char *path, const struct solver_instance *inst, int64_t *costs,
                              const char *lang)
{
    struct solver_findings bad = {0};
    char *text = NULL;
    size_t len = 0;
    int code = read_file(path, &text, &len, lang);
    if (!code)
        code = judged(solver_repair_costs_parse(inst, text, len, costs, &bad), path, &bad, lang);
    free(text);
    return code;
}

/* A pipe or device is written to as it is: /dev/fd/4 cannot be replaced by renaming. */
static bool is_channel(const char *path)
{
    struct stat st;
    return !stat(path, &st) && !S_ISREG(st.st_mode);
}

bool solver_command_write(const char *path, const char *text, size_t len, const char *lang)
{
    bool is_stdout = !strcmp(path, "-");
    size_t cap = strlen(path) + 16;
    char *temp = malloc(cap);
    if (!temp) {
        complain(path, sv_pick(lang, "hết bộ nhớ", "out of memory"), lang, false);
        return false;
    }
    snprintf(temp, cap, "%s.%ld.tmp", path, (long)getpid());
    bool is_beside = !is_stdout && !is_channel(path);
    FILE *f = is_stdout ? stdout : fopen(is_beside ? temp : path, "wb");
    bool is_ok = f && fwrite(text, 1, len, f) == len && !fflush(f);
    if (f && !is_stdout)
        is_ok = !fclose(f) && is_ok;
    if (is_ok && is_beside)
        is_ok = !rename(temp, path);
    if (!is_ok) {
        complain(path, strerror(errno), lang, false);
        if (f && is_beside)
            remove(temp);
    }
    free(temp);
    return is_ok;
}
