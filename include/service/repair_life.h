/* The life of a repair: its states, what moves it on and who may, and the targets of both clocks.
 *
 *     reported → triaged → in_progress ⇄ on_hold,  in_progress → completed → closed;
 *     duplicate and cancelled from any state before completed; reopened: triaged again
 *
 *     if (!repair_next(REPAIR_TRIAGED, REPAIR_HOLD, REPAIR_STAFF, &to)) …
 *     struct repair_targets t = repair_targets("urgent", reported_at);
 *
 * The first clock runs until the first reaction and never stands still. The second runs until the
 * completion; it stands still on hold, and between a completion and its reopening: what is due
 * moves by that time. Both begin with the report, whatever severity is given to it later.
 *
 * A reaction: of an emergency that somebody is there (start, resume, complete); of others that it
 * was looked at (triage, hold too). An end without work (cancel, duplicate) stops the clock.
 *
 * No state, no clock: pure functions, any thread.
 */
#ifndef SERVICE_REPAIR_LIFE_H
#define SERVICE_REPAIR_LIFE_H

#include <stdbool.h>
#include <stdint.h>

enum repair_state {
    REPAIR_REPORTED,
    REPAIR_TRIAGED,
    REPAIR_IN_PROGRESS,
    REPAIR_ON_HOLD,
    REPAIR_COMPLETED,
    REPAIR_CLOSED,
    REPAIR_DUPLICATE,
    REPAIR_CANCELLED,
    REPAIR_N_STATES,
};

enum repair_action {
    REPAIR_TRIAGE,   /* severity, whether one may stay, the day, an estimate */
    REPAIR_START,    /* somebody is there */
    REPAIR_HOLD,     /* waits for a reason: the second clock stands still */
    REPAIR_RESUME,   /* … and goes on */
    REPAIR_COMPLETE, /* done, with its cause */
    REPAIR_CONFIRM,  /* the reporter: it is mended */
    REPAIR_CLOSE,    /* the crew, where the reporter does not say so */
    REPAIR_REOPEN,   /* it is not mended; or the end was a mistake */
    REPAIR_CANCEL,   /* ends without work */
    REPAIR_REPEATS,  /* the action "duplicate": ends, since it repeats another one */
    REPAIR_NOTE,     /* a word about it */
    REPAIR_COST,     /* money or hands-on time spent on it */
    REPAIR_N_ACTIONS,
};

enum repair_party { REPAIR_STAFF = 1 << 0, REPAIR_REPORTER = 1 << 1 };

/* The state that an action of one of these parties leads to; false where there is no such step. A
 * repair that ended is reopened within STORE_REPAIR_REOPEN_DAYS only: the caller looks. */
bool repair_next(enum repair_state from, enum repair_action action, unsigned parties,
                 enum repair_state *to);

/* As the store and the API spell them, and back (REPAIR_N_STATES, REPAIR_N_ACTIONS for others). */
const char *repair_state_name(enum repair_state state);
enum repair_state repair_state_of(const char *name);
const char *repair_action_name(enum repair_action action);
enum repair_action repair_action_of(const char *name);

/* Words for people: of a state, a severity, the reason of a hold or an end, a cause, a source; the
 * name itself where there is none. */
const char *repair_text(const char *name, const char *lang);

/* Of a hold or a cancellation: its reasons. */
bool repair_is_reason(enum repair_action action, const char *reason);

/* The worse of two severities; "" is none. */
const char *repair_worse(const char *a, const char *b);

struct repair_targets {
    int64_t react_by, resolve_by; /* instants: the last second in time */
};

/* By severity and the instant of the report. */
struct repair_targets repair_targets(const char *severity, int64_t reported_at);

#endif
