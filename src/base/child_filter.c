/* A hidden command of this program over bytes from outside: what it says is wrong comes back as an
 * error. */
#include "base/child.h"

#include <stdint.h>
#include <string.h>

/* Standard error holds two lines: Vietnamese, English. */
static int tell(struct buf *lines, struct err *e)
{
    char nothing[1] = "";
    char *vi = lines->data == NULL ? nothing : lines->data;
    char *end = strchr(vi, '\n');
    char *en = end == NULL ? vi : end + 1;
    if (end != NULL)
        *end = '\0';
    en[strcspn(en, "\n")] = '\0';
    return err_set(e, ERR_INPUT, "%s%.0s", "%.0s%s", vi, en);
}

int child_filter(const struct child_filter *f, struct buf *out, struct err *e)
{
    char *const argv[] = {(char *)(uintptr_t)f->program, (char *)(uintptr_t)f->command,
                          (char[]){"-"}, NULL};
    const struct child_spec spec = {.argv = argv,
                                    .input = f->input,
                                    .input_len = f->input_len,
                                    .time_limit_s = f->time_limit_s,
                                    .cpu_limit_s = f->time_limit_s,
                                    .memory_limit = f->memory_limit,
                                    .output_limit = f->output_limit};
    struct child_result r = {0};
    int rc = child_run(&spec, &r, e);
    if (rc == ERR_OK && r.signal == 0 && r.exit_code == ERR_OK)
        buf_add(out, r.out.data == NULL ? "" : r.out.data, r.out.len);
    else if (rc == ERR_OK && r.signal == 0 && r.exit_code == ERR_INPUT)
        rc = tell(&r.err, e);
    else if (rc == ERR_OK)
        rc = ERR_DATA;
    child_result_release(&r);
    return rc;
}
