/* Stored policies, see the header. */
#include "service/policies.h"

#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "service_files.h"
#include "store/audit.h"

static int store_one(struct store *s, const struct policy *p, struct store_policy *row,
                     struct err *e)
{
    *row = (struct store_policy){
        .code = p->id, .name = p->name_vi, .json = p->text, .sha256 = (char *)p->sha256};
    return store_policy_add(s, row, e);
}

int policies_seed(struct store *s, struct err *e)
{
    int rc = ERR_OK;
    for (size_t i = 0; i < n_service_files && rc == ERR_OK; i++) {
        const struct embedded_file *f = &service_files[i];
        struct policy p = {0};
        struct store_policy row;
        struct solver_findings bad = {0};
        if (strncmp(f->name, "policies/", 9) != 0)
            continue;
        if (policy_parse(&p, f->data, f->len, &bad))
            rc = store_one(s, &p, &row, e);
        else
            rc = err_set(e, ERR_INTERNAL, "chính sách kèm chương trình có lỗi: %s",
                         "a policy in the program is bad: %s", f->name);
        solver_findings_release(&bad);
        policy_release(&p);
    }
    return rc;
}

/* "scoring.road_km[2].points" as a JSON pointer: "/scoring/road_km/2/points". */
static void pointer_of(const char *path, struct buf *out)
{
    if (path[0] != '\0')
        buf_char(out, '/');
    for (; *path != '\0'; path++) {
        if (*path == '.' || *path == '[')
            buf_char(out, '/');
        else if (*path != ']')
            buf_char(out, *path);
    }
}

static void point(const struct solver_findings *offences, struct solver_findings *bad)
{
    for (size_t i = 0; i < offences->n; i++) {
        struct buf where = {0};
        pointer_of(offences->items[i].where, &where);
        solver_findings_put(bad, where.data == NULL ? "" : where.data, offences->items[i].vi,
                            offences->items[i].en);
        buf_release(&where);
    }
}

static int note(struct store *s, const struct principal *by, const struct store_policy *row,
                struct err *e)
{
    char object[128];
    struct buf fields = {0};
    snprintf(object, sizeof object, "policy/%.64s", row->code);
    buf_fmt(&fields, "version=%d sha256=%s", row->version, row->sha256);
    struct store_audit a = {.actor = by->account_id,
                            .action = (char *)"policy.add",
                            .object = object,
                            .fields = fields.data};
    int rc = store_audit_add(s, &a, e);
    buf_release(&fields);
    return rc;
}

int policies_add(struct store *s, const struct principal *by, const char *text, size_t len,
                 struct store_policy *out, struct solver_findings *bad, struct err *e)
{
    struct policy p = {0};
    struct store_policy row = {0};
    struct solver_findings offences = {0};
    *out = (struct store_policy){0};
    int rc = ERR_OK;
    if (!policy_parse(&p, text, len, &offences)) {
        point(&offences, bad);
        rc = err_set(e, ERR_INPUT, "chính sách có lỗi", "the policy has offences");
    }
    if (rc == ERR_OK)
        rc = store_one(s, &p, &row, e);
    if (rc == ERR_OK)
        rc = note(s, by, &row, e);
    if (rc == ERR_OK)
        rc = store_policy_of(s, row.id, out, e);
    solver_findings_release(&offences);
    policy_release(&p);
    return rc;
}

int policies_get(struct store *s, const char *code, int version, struct store_policy *out,
                 struct err *e)
{
    int rc = store_policy_get(s, code, version, out, e);
    if (rc == ERR_OK && out->id == 0)
        rc = err_set(e, ERR_ABSENT, "không có chính sách %s", "there is no policy %s", code);
    return rc;
}

int policies_load(struct store *s, const char *code, int version, struct policy *out, struct err *e)
{
    struct store_policy row = {0};
    struct solver_findings bad = {0};
    *out = (struct policy){0};
    int rc = policies_get(s, code, version, &row, e);
    if (rc == ERR_OK && !policy_parse(out, row.json, strlen(row.json), &bad))
        rc = err_set(e, ERR_DATA, "chính sách đã lưu không đọc được",
                     "the policy stored cannot be read");
    solver_findings_release(&bad);
    store_policy_release(&row);
    return rc;
}
