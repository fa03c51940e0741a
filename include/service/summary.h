/* The summary of a plan: what a planner wants to know first, in tables and a few sentences.
 *
 *     struct grid parts[SUMMARY_N_PARTS];
 *     struct buf head = {0};
 *     summary_head(&allocation, "vi", &head);     // who asked, who is eligible, status, verdict
 *     summary_build(&allocation, "vi", parts);    // rooms by site and use; bands; levels
 *     summary_release(parts);
 */
#ifndef SERVICE_SUMMARY_H
#define SERVICE_SUMMARY_H

#include "service/allocate.h"
#include "service/grid.h"

enum { SUMMARY_ROOMS, SUMMARY_BANDS, SUMMARY_LEVELS, SUMMARY_N_PARTS };

/* What one use of rooms at one site comes to; also the sums. */
struct summary_use {
    int n_rooms;
    int n_beds;   /* that count: beds(r) under the least area */
    int n_places; /* people this plan's use of the rooms has place for */
    int n_people;
    int n_vacant; /* places without a person */
};

/* Uses of rooms: one per pool for sharing, then private, unused, closed. */
size_t summary_n_uses(const struct allocation *a);

/* Counts for one site and use. */
struct summary_use summary_count(const struct allocation *a, int site_ix, size_t use);

/* Lines of text, each ending in a newline. */
void summary_head(const struct allocation *a, const char *lang, struct buf *out);

/* Fills the three grids. */
void summary_build(const struct allocation *a, const char *lang,
                   struct grid parts[SUMMARY_N_PARTS]);

void summary_release(struct grid parts[SUMMARY_N_PARTS]);

/* Name of a level for people. The caller frees. */
char *summary_level_name(const struct solver_level *level, const char *lang);

#endif
