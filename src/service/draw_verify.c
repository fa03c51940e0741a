/* The check of a draw from its document alone. */
#include "service/draw.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "draw_list.h"

/* The order of ties, and the list; false where the document has another shape. */
static bool read_ties(const struct json *root, enum policy_tie ties[POLICY_N_TIES], size_t *n)
{
    const struct json *list = json_get(root, "tie_order");
    *n = json_len(list);
    if (!json_is_array(list) || *n == 0 || *n > POLICY_N_TIES)
        return false;
    for (size_t i = 0; i < *n; i++) {
        int t = 0;
        while (t < POLICY_N_TIES &&
               strcmp(policy_tie_code((enum policy_tie)t), json_text(json_at(list, i))) != 0)
            t++;
        if (t == POLICY_N_TIES)
            return false;
        ties[i] = (enum policy_tie)t;
    }
    return true;
}

static bool read_list(const struct json *root, struct draw_list *l)
{
    const struct json *list = json_get(root, "list");
    if (!json_is_array(list))
        return false;
    for (size_t i = 0; i < json_len(list); i++) {
        const struct json *j = json_at(list, i);
        const struct json *points = json_get(j, "points");
        const struct json *tie_class = json_get(j, "tie_class");
        if (!json_is_string(json_get(j, "request")) || !json_is_string(json_get(j, "filed")) ||
            !json_is_int(points) || !json_is_int(tie_class) || json_int(points) < 0 ||
            json_int(points) > 1000 || json_int(tie_class) < 0 || json_int(tie_class) > 1000)
            return false;
        draw_list_add(l, json_text(json_get(j, "request")), (int)json_int(points),
                      (int)json_int(tie_class), json_text(json_get(j, "filed")));
    }
    return true;
}

/* A request named twice would stand on the list with two lots. */
static void check_codes(const struct draw_list *l, struct solver_findings *faults)
{
    for (size_t i = 1; i < l->n; i++)
        if (strcmp(l->lines[i - 1].request, l->lines[i].request) >= 0)
            solver_findings_put(faults, l->lines[i].request,
                                "đứng sai chỗ: danh sách phải xếp theo mã, mỗi mã một lần",
                                "out of place: the list ascends by code, each of them once");
}

static void check_lines(const struct draw_list *l, const struct json *root,
                        struct solver_findings *faults)
{
    const struct json *list = json_get(root, "list");
    for (size_t i = 0; i < l->n; i++) {
        const struct json *j = json_at(list, i);
        const struct draw_line *line = &l->lines[i];
        if (strcmp(json_text(json_get(j, "lot")), line->lot) != 0)
            solver_findings_add(faults, line->request, "thăm phải là %s", "the lot must be %s",
                                line->lot);
        if (json_int(json_get(j, "order")) != line->order)
            solver_findings_add(faults, line->request, "thứ tự phải là %d", "the order must be %d",
                                line->order);
    }
}

static void check_hash(const char *is, const char *should, struct solver_findings *faults)
{
    if (strcmp(is, should) != 0)
        solver_findings_add(faults, "list_sha256", "danh sách này có mã băm %s, không phải %s",
                            "the hash of this list is %s, not %s", is, should);
}

static void check(const struct json *root, struct draw_list *l, const enum policy_tie *ties,
                  size_t n_ties, const char *hash, const char *seed, struct draw_report *out)
{
    const char *told_seed = json_text(json_get(root, "seed"));
    draw_list_hash(l, out->list_sha256);
    check_hash(out->list_sha256, json_text(json_get(root, "list_sha256")), &out->faults);
    if (hash != NULL)
        check_hash(out->list_sha256, hash, &out->faults);
    check_codes(l, &out->faults);
    out->is_drawn = told_seed[0] != '\0';
    if (seed != NULL && strcmp(seed, told_seed) != 0)
        solver_findings_add(&out->faults, "seed", "số đã dùng là \"%s\", không phải %s",
                            "the number used is \"%s\", not %s", told_seed, seed);
    if (!out->is_drawn)
        return;
    draw_lots(l, told_seed, out->list_sha256, ties, n_ties);
    check_lines(l, root, &out->faults);
}

int draw_verify(const char *text, size_t len, const char *hash, const char *seed,
                struct draw_report *out, struct err *e)
{
    enum policy_tie ties[POLICY_N_TIES];
    size_t n_ties = 0;
    struct draw_list lines = {0};
    *out = (struct draw_report){0};
    struct json *root = json_parse(text, len, e);
    int rc = root == NULL ? ERR_INPUT : ERR_OK;
    const struct json *told = json_get(root, "seed");
    if (rc == ERR_OK && (strcmp(json_text(json_get(root, "format")), "quarters.draw/1") != 0 ||
                         !json_is_string(json_get(root, "list_sha256")) ||
                         !(json_is_null(told) || json_is_string(told)) ||
                         !read_ties(root, ties, &n_ties) || !read_list(root, &lines)))
        rc = err_set(e, ERR_INPUT, "không phải tài liệu quarters.draw/1 của một đợt",
                     "this is no quarters.draw/1 document of a round");
    if (rc == ERR_OK) {
        out->n = lines.n;
        check(root, &lines, ties, n_ties, hash, seed, out);
    }
    draw_list_release(&lines);
    json_free(root);
    return rc;
}

void draw_report_release(struct draw_report *r)
{
    solver_findings_release(&r->faults);
    *r = (struct draw_report){0};
}
