/* The life of a request: its states, what moves it on, and the days the law gives for that.
 *
 *     enum life_state to;
 *     if (!life_next(life_state_of(r.state), LIFE_CONFIRM, &to))
 *         return ERR_DATA;                     // no such step from here
 *     store_request_move(s, r.id, life_state_name(to), NULL, today, e);
 *
 *     draft → submitted → confirmed → eligible | refused → allocated | waiting → offered
 *       → accepted | declined | expired → living → ended;  withdrawn at any time before living
 *
 * One table says all of it (life.c). A correction of what was confirmed asks for a new
 * confirmation, so it leads back to submitted; from allocated on nothing is corrected any more:
 * that is an appeal. No state, no clock: pure functions, any thread.
 */
#ifndef SERVICE_LIFE_H
#define SERVICE_LIFE_H

#include <stdbool.h>

enum life_state {
    LIFE_DRAFT,
    LIFE_SUBMITTED,
    LIFE_CONFIRMED,
    LIFE_ELIGIBLE,
    LIFE_REFUSED,
    LIFE_ALLOCATED,
    LIFE_WAITING,
    LIFE_OFFERED,
    LIFE_ACCEPTED,
    LIFE_DECLINED,
    LIFE_EXPIRED,
    LIFE_LIVING,
    LIFE_ENDED,
    LIFE_WITHDRAWN,
    LIFE_N_STATES,
};

enum life_action {
    LIFE_CORRECT,  /* the applicant or the agency changes what it says */
    LIFE_SUBMIT,   /* the applicant hands it to the agency */
    LIFE_CONFIRM,  /* the agency: within LIFE_AGENCY_DAYS */
    LIFE_WITHDRAW, /* the applicant, or the agency for him or her */
    LIFE_QUALIFY,  /* a round judges it: eligible */
    LIFE_REFUSE,   /* … or not, with reasons */
    LIFE_ALLOCATE, /* a plan has a room for it */
    LIFE_WAIT,     /* … or none this time */
    LIFE_OFFER,    /* published: a room is offered until a day */
    LIFE_ACCEPT,
    LIFE_DECLINE,
    LIFE_EXPIRE, /* the day passed without an answer */
    LIFE_MOVE_IN,
    LIFE_END,
    LIFE_N_ACTIONS,
};

/* Calendar days (Decree 95/2024, article 32.2). */
enum { LIFE_AGENCY_DAYS = 10, LIFE_DECISION_DAYS = 20 };

/* The state that an action leads to; false where the state does not know it. */
bool life_next(enum life_state from, enum life_action action, enum life_state *to);

/* As the store and the API spell it, and back (LIFE_N_STATES for anything else). */
const char *life_state_name(enum life_state state);
enum life_state life_state_of(const char *name);

/* The state for people. */
const char *life_state_text(enum life_state state, const char *lang);

/* What a request waits for: its agency's word, or the decision. */
struct life_deadline {
    const char *step; /* "agency" | "decision"; NULL = for neither */
    char due[11];     /* the last day */
    int days_left;    /* 0 on that day, negative after it */
};

/* By its state and the days that time began to run ("" unknown: no deadline). */
struct life_deadline life_deadline(enum life_state state, const char *submitted_on,
                                   const char *confirmed_on, const char *today);

#endif
