/* Explanations of a plan: the facts of each party asked for, then the changes. */
#include "solver/explain.h"

#include <stdlib.h>

#include "explain_parts.h"

int solver_explain(const struct solver_instance *inst, const struct solver_plan *plan, int party_ix,
                   const struct solver_limits *limits, struct solver_explanations *out)
{
    struct sv_facts facts;
    int first = party_ix == SOLVER_ALL ? 0 : party_ix;
    int n = party_ix == SOLVER_ALL ? inst->n_parties : 1;
    *out = (struct solver_explanations){.items = calloc((size_t)n + 1, sizeof *out->items)};
    int rc = out->items ? sv_facts_init(&facts, inst, plan) : SOLVER_NOMEM;
    if (rc != SOLVER_OK) {
        solver_explanations_release(out);
        return rc;
    }
    for (int i = 0; i < n && rc == SOLVER_OK; i++) {
        rc = sv_facts_of(&facts, first + i, &out->items[i]);
        out->n++;
    }
    sv_facts_release(&facts);
    if (rc == SOLVER_OK)
        rc = sv_explain_changes(inst, plan, limits, out);
    if (rc != SOLVER_OK)
        solver_explanations_release(out);
    return rc;
}

void solver_explanations_release(struct solver_explanations *ex)
{
    for (int i = 0; i < ex->n; i++)
        free(ex->items[i].cutoffs);
    free(ex->items);
    *ex = (struct solver_explanations){0};
}
