/* The words of an explanation: templates in both languages.
 *
 *     struct sv_voice voice = {.is_en = true, .is_planner = false};
 *     sv_say(out, &voice, SV_SAY_PLACED, (const char *[]){room, site});
 *
 * A template has {0} … {9} for its arguments, and words that depend on the reader: {I} {i}
 * {Sorry} {have} are "You", "you", "We are sorry: you", "have" to the official, "This request",
 * "this request", "This request", "has" to the planner. Each call adds one sentence and a newline.
 */
#ifndef SOLVER_EXPLAIN_WORDS_H
#define SOLVER_EXPLAIN_WORDS_H

#include "solver/explain.h"
#include "text.h"

struct sv_voice {
    bool is_en, is_planner;
};

enum sv_saying {
    SV_SAY_PLACED,       /* room, site */
    SV_SAY_PIN,          /* */
    SV_SAY_STAY,         /* */
    SV_SAY_BEST_SITE,    /* */
    SV_SAY_BETTER_SITES, /* number of them */
    SV_SAY_HOME_KEPT,
    SV_SAY_HOME_LEFT,     /* room */
    SV_SAY_HOME_LOST,     /* room */
    SV_SAY_WISHES_MET,    /* list */
    SV_SAY_WISHES_UNMET,  /* list */
    SV_SAY_UNPLACED,      /* points, band, order, parties */
    SV_SAY_CONSIDERED,    /* rooms, list */
    SV_SAY_CUTOFFS,       /* group, list */
    SV_SAY_SITE,          /* site */
    SV_SAY_ORDER_POINTS,  /* place, own place, points, own points */
    SV_SAY_ORDER_TIE,     /* place, own place, points */
    SV_SAY_ORDER,         /* place, own place */
    SV_SAY_SHARING,       /* */
    SV_SAY_ROOM,          /* room */
    SV_SAY_NONE,          /* */
    SV_SAY_NO_LEVELS,     /* */
    SV_SAY_NOT_OPTIMAL,   /* */
    SV_SAY_OPEN,          /* */
    SV_SAY_UNPROVEN_PLAN, /* */
    SV_SAY_INFEASIBLE,    /* rooms */
    SV_SAY_IN_CONFLICT,   /* room */
    SV_SAY_CONFLICT_OF,   /* parties */
    SV_N_SAYINGS,
};

/* The template itself, for the parts of a sentence. */
void sv_expand(struct sv_text *, const struct sv_voice *, const char *template_text,
               const char *const *args);

/* One sentence, on a line of its own. */
void sv_say(struct sv_text *, const struct sv_voice *, enum sv_saying, const char *const *args);

/* What shuts rooms: "{0} rooms …"; {1} is what the code needs (people, features, sex). */
const char *sv_shut_words(enum solver_shut, bool is_en);

/* A feature in words, or its id where it is none that we know. */
const char *sv_feature_words(const char *feature, bool is_en);

#endif
