/* What a level counts, in the planner's words. */
#ifndef SOLVER_LEVEL_WORDS_H
#define SOLVER_LEVEL_WORDS_H

#include "solver/plan.h"

/* `lang` 0 Vietnamese, 1 English. */
const char *sv_level_words(enum solver_objective, int lang);

#endif
