/* Files of the engine's commands. */
#include "command_file.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* An instance of 100,000 parties is about 40 MiB. */
enum { MAX_FILE = 1 << 29 };

static void complain(const char *path, const char *why, const char *lang, bool is_reading)
{
    const char *vi = is_reading ? "không đọc được" : "không ghi được";
    const char *en = is_reading ? "cannot read" : "cannot write";
    fprintf(stderr, "%s: %s: %s\n", path, strcmp(lang, "en") ? vi : en, why);
}

bool solver_command_read(const char *path, char **text, size_t *len, const char *lang)
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
        complain(path, strcmp(lang, "en") ? "hết bộ nhớ" : "out of memory", lang, true);
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
    errno = why;
    return is_whole;
}

void solver_command_print(const char *path, const struct solver_findings *bad, const char *lang)
{
    for (size_t i = 0; i < bad->n; i++) {
        const struct solver_finding *f = &bad->items[i];
        fprintf(stderr, "%s: %s%s%s\n", path, f->where, f->where[0] ? ": " : "",
                strcmp(lang, "en") ? f->vi : f->en);
    }
}

int solver_command_read_instance(const char *path, struct solver_instance *inst, const char *lang)
{
    struct solver_findings bad = {0};
    char *text = NULL;
    size_t len = 0;
    if (!solver_command_read(path, &text, &len, lang))
        return errno == ENOMEM ? 3 : 2;
    int rc = solver_instance_parse(inst, text, len, &bad);
    free(text);
    solver_command_print(path, &bad, lang);
    solver_findings_release(&bad);
    if (rc == SOLVER_NOMEM)
        fputs(strcmp(lang, "en") ? "hết bộ nhớ\n" : "out of memory\n", stderr);
    return rc == SOLVER_OK ? 0 : rc == SOLVER_NOMEM ? 3 : 2;
}

bool solver_command_write(const char *path, const char *text, size_t len, const char *lang)
{
    bool is_stdout = !strcmp(path, "-");
    size_t cap = strlen(path) + 16;
    char *temp = malloc(cap);
    if (!temp)
        return false;
    snprintf(temp, cap, "%s.%ld.tmp", path, (long)getpid());
    FILE *f = is_stdout ? stdout : fopen(temp, "wb");
    bool is_ok = f && fwrite(text, 1, len, f) == len && !fflush(f);
    if (f && !is_stdout)
        is_ok = !fclose(f) && is_ok;
    if (is_ok && !is_stdout)
        is_ok = !rename(temp, path);
    if (!is_ok) {
        complain(path, strerror(errno), lang, false);
        if (f && !is_stdout)
            remove(temp);
    }
    free(temp);
    return is_ok;
}
