/* The parts of the explanation. explain_facts.c draws on instance and plan alone, in the checker's
 * reading; explain_ask.c solves again; explain_change.c makes the changed instance;
 * explain_search.c asks which change is the smallest; the rest writes. */
#ifndef SOLVER_EXPLAIN_PARTS_H
#define SOLVER_EXPLAIN_PARTS_H

#include "check_parts.h"
#include "solver/explain.h"
#include "text.h"

struct sv_facts {
    const struct solver_instance *inst;
    const struct solver_plan *plan;
    struct sv_bound bound;
    struct sv_by_room by_room;
    int n_keys;
    enum solver_objective keys[SOLVER_N_OBJECTIVES]; /* [n_keys] levels that say who is housed */
};

int sv_facts_init(struct sv_facts *, const struct solver_instance *, const struct solver_plan *);
void sv_facts_release(struct sv_facts *);

/* Everything of a party's explanation but the change. SOLVER_OK or SOLVER_NOMEM. */
int sv_facts_of(const struct sv_facts *, int party_ix, struct solver_explanation *);

/* Penalty of a site for a party; -1 = not acceptable. */
int sv_penalty_of(const struct solver_party *, int site_ix);

/* The smallest change for each unplaced party of `out`; fills state and change. */
int sv_explain_changes(const struct solver_instance *, const struct solver_plan *,
                       const struct solver_limits *, struct solver_explanations *out);

/* The sentences of one explanation, one a line. */
void sv_explain_sentences(const struct solver_explanation *, const struct solver_instance *,
                          const struct solver_plan *, const struct solver_explain_style *,
                          struct sv_text *out);

#endif
