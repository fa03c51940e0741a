/* Surveys (khảo sát hiện trạng): a checklist of one room on one day, filled in line by line, done
 * once, never changed afterwards.
 *
 *     struct store_survey v = {.room_id = id, .day = "2025-08-01", .account_id = who};
 *     rc = store_survey_add(s, &v, &e);                         // sets id and code
 *     rc = store_survey_ask(s, v.id, "door_lock", &e);          // a line, not looked at yet
 *     rc = store_survey_line_set(s, v.id, "door_lock", "broken", "gãy chìa", &e);
 *     rc = store_survey_finish(s, v.id, &e);
 *
 * One room has one open survey at most. The schema holds: a survey that is done has all its lines
 * looked at and stays as it is, but that a line broken or missing becomes a repair, once. See
 * store.h for errors and ownership.
 */
#ifndef STORE_SURVEY_H
#define STORE_SURVEY_H

#include <stddef.h>
#include <stdint.h>

#include "base/err.h"

struct store;

struct store_survey {
    int64_t id;
    char *code; /* id outside, 32 hex digits; made by add */
    int64_t room_id;
    char *room; /* read only: its code */
    char *site; /* read only: code of the room's site */
    char *day;  /* when it was looked at */
    int64_t account_id;
    char *surveyor; /* read only: name of the account; "" = the program */
    char *note;
    char *state; /* open | done */
    int64_t version;
    /* read only */
    int64_t n_lines, n_looked; /* lines, and those looked at */
    int64_t n_faults;          /* broken or missing */
    int64_t n_repairs;         /* of those in a repair */
};

struct store_surveys {
    size_t n;
    struct store_survey *items; /* [n] */
};

struct store_survey_line {
    char *subject;   /* "door_lock", or a piece: "air_con 1" */
    char *was;       /* condition known before; "" = it was not */
    char *condition; /* "" = not looked at yet */
    char *note;
    char *repair;        /* code of the repair; "" none */
    char *repair_number; /* for people: SC-12 */
    int64_t repair_id;
};

struct store_survey_lines {
    size_t n;
    struct store_survey_line *items; /* [n] as they were asked */
};

/* What is asked for; NULL or 0 = all. */
struct store_survey_query {
    const char *room;  /* code */
    const char *site;  /* code */
    const char *state; /* open | done */
    const char *after; /* code of the last row of the page before; "" = from the start */
    int limit;         /* rows; 0 = all */
};

/* Surveys, the last begun first; `n` = how many there are in all. */
int store_survey_list(struct store *s, const struct store_survey_query *q,
                      struct store_surveys *out, int64_t *n, struct err *e);
void store_surveys_release(struct store_surveys *l);

/* By code; id 0 where there is none. */
int store_survey_get(struct store *s, const char *code, struct store_survey *out, struct err *e);
void store_survey_release(struct store_survey *v);

int store_survey_lines(struct store *s, int64_t id, struct store_survey_lines *out, struct err *e);
void store_survey_lines_release(struct store_survey_lines *l);

/* Begins one; ERR_DATA where the room has an open one. Sets id, code (which the caller frees) and
 * version. */
int store_survey_add(struct store *s, struct store_survey *v, struct err *e);

/* A line to be looked at. What was known before is what the room's last survey that is done found,
 * or of a piece its condition. Nothing where the line is there. */
int store_survey_ask(struct store *s, int64_t id, const char *subject, struct err *e);

/* What a line was found to be; nothing where there is no such line. */
int store_survey_line_set(struct store *s, int64_t id, const char *subject, const char *condition,
                          const char *note, struct err *e);

/* Writes day and note, and counts the version up. */
int store_survey_set(struct store *s, int64_t id, const char *day, const char *note, struct err *e);

/* Done: lines of pieces that do not stand in the room any more and were not looked at go; what was
 * found is the condition of the pieces, unless they were seen later. ERR_DATA where a line was not
 * looked at. */
int store_survey_finish(struct store *s, int64_t id, struct err *e);

/* The repair that is under way for the same subject of the same room, found by another survey; 0 =
 * there is none. */
int store_survey_repair_find(struct store *s, int64_t id, const char *subject, int64_t *repair_id,
                             struct err *e);
int store_survey_repair_set(struct store *s, int64_t id, const char *subject, int64_t repair_id,
                            struct err *e);

/* How far a site is. Figures of what was found are of each room's last survey that is done. */
struct store_survey_progress {
    char *site; /* code */
    char *site_name;
    int64_t n_rooms, n_done, n_open; /* rooms; with a survey done, with one open */
    int64_t n_faults, n_repairs;     /* lines broken or missing; of those in a repair */
    char *first_day, *last_day;      /* of those surveys; "" none */
};

struct store_survey_progresses {
    size_t n;
    struct store_survey_progress *items; /* [n] by site */
};

int store_survey_progress(struct store *s, struct store_survey_progresses *out, struct err *e);
void store_survey_progresses_release(struct store_survey_progresses *l);

/* A room that was never surveyed to the end. */
struct store_survey_room {
    char *room; /* codes */
    char *site;
};

struct store_survey_rooms {
    size_t n;
    struct store_survey_room *items; /* [n] by room */
};

int store_survey_never(struct store *s, struct store_survey_rooms *out, struct err *e);
void store_survey_rooms_release(struct store_survey_rooms *l);

#endif
