/* Where policies come from: the program carries those of fixtures/policies inside itself; any other
 * is a file.
 */
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/file.h"
#include "service_files.h"
#include "service/policy.h"

/* A policy is a few kB; the limit only guards against the wrong file. */
enum { POLICY_LIMIT = 1024 * 1024 };

static int judged(struct policy *p, const char *name, const char *text, size_t len,
                  struct solver_findings *bad, struct err *e)
{
    if (policy_parse(p, text, len, bad))
        return ERR_OK;
    return err_set(e, ERR_INPUT, "chính sách %s có lỗi", "the policy %s has offences", name);
}

int policy_load(struct policy *p, const char *name, struct solver_findings *bad, struct err *e)
{
    char path[128];
    struct buf text = {0};
    *p = (struct policy){0};
    if (name == NULL)
        name = POLICY_DEFAULT_ID;
    int n = snprintf(path, sizeof path, "policies/%s.json", name);
    const struct embedded_file *own =
        n > 0 && (size_t)n < sizeof path ? embedded_in(service_files, n_service_files, path) : NULL;
    if (own != NULL)
        return judged(p, name, own->data, own->len, bad, e);
    if (strpbrk(name, "./") == NULL)
        return err_set(e, ERR_INPUT, "không có chính sách %s (tệp thì ghi cả đuôi .json)",
                       "there is no policy %s (name a file with its .json)", name);
    int rc = file_read(name, POLICY_LIMIT, &text, e);
    if (rc == ERR_OK)
        rc = judged(p, name, text.data == NULL ? "" : text.data, text.len, bad, e);
    buf_release(&text);
    return rc;
}
