/* Surveys of rooms (khảo sát hiện trạng): begun with a checklist, filled in bit by bit on a phone,
 * completed once; what they find becomes repairs in one step.
 *
 *     rc = survey_begin(s, &who, "SV-A-101", NULL, today, &code, &bad, &e);
 *     rc = survey_change(s, &who, code, version, &change, today, &bad, &e);    // some lines
 *     rc = survey_complete(s, &who, code, version, &bad, &e);                  // all are looked at
 *     rc = survey_report(s, &who, code, now, &e);                              // repairs
 *
 * The checklist: each part of a room (item_kind.h), then each piece that stands in it, with the
 * condition known before. A piece that came into the room since the survey was begun gets a line
 * when it is first named; one that went needs none.
 *
 * Crews, planners and the Office survey; auditors look on; for all others there is nothing here
 * (ERR_ABSENT). `version`: 0 = any (ERR_CHANGED). Changes run in the caller's transaction and add
 * one audit row each, those of repairs aside.
 */
#ifndef SERVICE_SURVEY_H
#define SERVICE_SURVEY_H

#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "service/principal.h"
#include "solver/findings.h"
#include "store/survey.h"

struct store;

struct survey_view {
    struct store_survey survey;
    struct store_survey_lines lines; /* parts in the order of the checklist, then pieces */
};

int survey_get(struct store *s, const struct principal *by, const char *code,
               struct survey_view *out, struct err *e);
void survey_view_release(struct survey_view *v);

/* The last begun first. */
int survey_list(struct store *s, const struct principal *by, const struct store_survey_query *q,
                struct store_surveys *out, int64_t *n, struct err *e);

/* How far each site is, and the rooms that were never surveyed to the end. */
int survey_progress(struct store *s, const struct principal *by,
                    struct store_survey_progresses *sites, struct store_survey_rooms *never,
                    struct err *e);

/* Begins one of a room. `day` NULL = today; never ahead. ERR_DATA where one is open: that one is to
 * be filled in. `*code` is the caller's to free. */
int survey_begin(struct store *s, const struct principal *by, const char *room, const char *day,
                 const char *today, char **code, struct solver_findings *bad, struct err *e);

/* A line as it was found; texts are borrowed. */
struct survey_line {
    const char *subject;
    const char *condition; /* "" = not looked at after all */
    const char *note;      /* NULL = as it was */
};

struct survey_change {
    const char *day;  /* NULL = as it was */
    const char *note; /* NULL = as it was */
    size_t n;
    const struct survey_line *lines; /* [n] the others stay; findings at /lines/i/… */
};

/* ERR_DATA where it is done. */
int survey_change(struct store *s, const struct principal *by, const char *code, int64_t version,
                  const struct survey_change *change, const char *today,
                  struct solver_findings *bad, struct err *e);

/* The survey is done, and the pieces are in the condition found. ERR_INPUT where lines were not
 * looked at: findings name them. */
int survey_complete(struct store *s, const struct principal *by, const char *code, int64_t version,
                    struct solver_findings *bad, struct err *e);

/* What a survey that is done found becomes repairs (repair.h): each line broken or missing that is
 * in none yet. Where a repair of the same subject of that room is under way, found by another
 * survey, the line joins it. Again, it does nothing. ERR_DATA where the survey is not done. */
int survey_report(struct store *s, const struct principal *by, const char *code, int64_t version,
                  int64_t now, struct err *e);

#endif
