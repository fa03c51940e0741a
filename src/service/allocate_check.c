/* What the engine hands back: read as if it came from a stranger. */
#include "allocate_read.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "base/mem.h"
#include "solver/check.h"
#include "solver/proof.h"

/* Maps the instance's parties back to requests. */
static void map_parties(struct allocation *a)
{
    a->request_of_party = mem_array((size_t)a->instance.n_parties, sizeof *a->request_of_party);
    for (int p = 0; p < a->instance.n_parties; p++)
        a->request_of_party[p] = snapshot_request_ix(&a->snapshot, a->instance.parties[p].id);
}

int allocation_read_instance(struct allocation *a, struct err *e)
{
    struct solver_findings bad = {0};
    int rc = solver_instance_parse(&a->instance, a->instance_text.data, a->instance_text.len, &bad);
    if (rc == SOLVER_NOMEM)
        err_set(e, ERR_INTERNAL, "hết bộ nhớ", "out of memory");
    else if (rc != SOLVER_OK)
        err_set(e, ERR_DATA, "dữ liệu không tạo được bài toán: %s (%zu lỗi)",
                "the data make no valid instance: %s (%zu offences)",
                bad.n > 0 ? bad.items[0].where : "", bad.n);
    solver_findings_release(&bad);
    if (rc == SOLVER_OK)
        map_parties(a);
    return rc == SOLVER_OK ? ERR_OK : rc == SOLVER_NOMEM ? ERR_INTERNAL : ERR_DATA;
}

/* Whether the plan says that the level which a finding of the proof's checker speaks of is proven;
 * what speaks of no level speaks of the whole proof. */
static bool is_claimed(const struct solver_plan *plan, const char *where)
{
    int level = -1;
    if (sscanf(where, "levels[%d]", &level) != 1 || level < 0 || level >= plan->n_levels)
        return true;
    return plan->levels[level].is_proven;
}

/* Follows the proof. That it leaves a level open is no fault where the plan leaves it open, too. */
static int check_proof(struct allocation *a, struct solver_findings *bad)
{
    struct solver_proof *proof = NULL;
    struct solver_findings told = {0};
    int rc = solver_proof_parse(&proof, &a->instance, a->proof_text.data, a->proof_text.len, bad);
    if (rc == SOLVER_OK)
        rc = solver_check_proof(&a->instance, &a->plan, proof, &told);
    for (size_t i = 0; i < told.n; i++)
        if (is_claimed(&a->plan, told.items[i].where))
            solver_findings_put(&a->faults, told.items[i].where, told.items[i].vi,
                                told.items[i].en);
    solver_findings_release(&told);
    solver_proof_release(proof);
    return rc;
}

/* A level that no proof stands behind is not to be told proven. */
static void miss_proof(struct allocation *a)
{
    for (int l = 0; l < a->plan.n_levels; l++)
        if (a->plan.levels[l].is_proven && a->plan.levels[l].objective != SOLVER_AGENCIES)
            solver_findings_put(&a->faults, "proof", "thiếu chứng minh cho mức đã nêu là tối ưu",
                                "the proof of a level told to be proven is missing");
}

int allocation_read_plan(struct allocation *a, struct err *e)
{
    struct solver_findings bad = {0};
    int rc = solver_plan_parse(&a->plan, &a->instance, a->plan_text.data, a->plan_text.len, &bad);
    if (rc == SOLVER_OK)
        rc = solver_check(&a->instance, &a->plan, &a->faults);
    if (rc == SOLVER_OK && a->proof_text.len > 0)
        rc = check_proof(a, &bad);
    else if (rc == SOLVER_OK)
        miss_proof(a);
    a->is_checked = rc == SOLVER_OK;
    if (rc == SOLVER_NOMEM)
        err_set(e, ERR_INTERNAL, "hết bộ nhớ", "out of memory");
    else if (rc != SOLVER_OK)
        err_set(e, ERR_INTERNAL, "kết quả của bộ giải không đọc được ở %s",
                "what the engine made cannot be read at %s", bad.n > 0 ? bad.items[0].where : "");
    solver_findings_release(&bad);
    return rc == SOLVER_OK ? ERR_OK : ERR_INTERNAL;
}

/* Whether a text is an explanation of that party. */
static bool is_about(const char *text, size_t len, const char *party)
{
    struct json *one = json_parse(text, len, NULL);
    bool is_it = json_is_array(json_get(one, "sentences")) &&
                 strcmp(json_text(json_get(one, "party")), party) == 0;
    json_free(one);
    return is_it;
}

/* Keeps the explanations of a text, one a line, each followed by a comma, the last of a document by
 * its end. How many; -1 where one is not of the party whose turn it is. */
static int keep_lines(const struct allocation *a, const char *text, char **all, size_t cap)
{
    static const char begin[] = "{\"party\":";
    size_t n_parties = (size_t)a->instance.n_parties, n = 0;
    for (const char *line = text; *line != '\0'; line += line[0] == '\n' ? 1 : 0) {
        size_t len = strcspn(line, "\n");
        if (strncmp(line, begin, sizeof begin - 1) == 0) {
            size_t used = len - (line[len - 1] == ',' ? 1 : 2);
            if (n == cap || !is_about(line, used, a->instance.parties[n % n_parties].id))
                return -1;
            all[n++] = mem_ndup(line, used);
        }
        line += len;
    }
    return (int)n;
}

int allocation_read_explanations(struct allocation *a, const struct buf *text, struct err *e)
{
    size_t n = 4 * (size_t)a->instance.n_parties;
    a->explanations = mem_array(n, sizeof *a->explanations);
    if (keep_lines(a, text->data == NULL ? "" : text->data, a->explanations, n) == (int)n)
        return ERR_OK;
    allocation_drop_explanations(a);
    return err_set(e, ERR_INTERNAL, "phần giải thích của bộ giải không đọc được",
                   "the engine's explanations cannot be read");
}

void allocation_drop_explanations(struct allocation *a)
{
    for (size_t i = 0; a->explanations != NULL && i < 4 * (size_t)a->instance.n_parties; i++)
        free(a->explanations[i]);
    free(a->explanations);
    a->explanations = NULL;
}
