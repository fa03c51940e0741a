/* A fault of the demo, and its story until it is mended: what happens when. See demo_repairs.c. */
#ifndef TOOLS_DEMO_REPAIRS_H
#define TOOLS_DEMO_REPAIRS_H

#include "demo_life.h"
#include "service/repair_category.h"

/* One act to come. */
struct repair_step {
    int64_t at;
    size_t fault;
    const char *action; /* of repair_life.h; "triage", "cost" and "report" too */
    const char *reason, *note, *cause;
    const char *kind; /* of a cost */
    int64_t amount_dong, minutes;
};

struct repair_fault {
    char number[24]; /* "" = not reported yet */
    const struct store_room *room;
    const struct repair_category *category;
    struct principal reporter; /* account_id 0 = nobody: by the card, or Open311 */
    const char *source;
    char severity[12];
    char original[24]; /* of what is reported again */
};

struct repairs {
    struct life *l;
    size_t n_faults, n_steps;
    struct repair_fault *faults; /* [n_faults] */
    struct repair_step *steps;   /* [n_steps] as they were thought of; at 0 = done */
};

/* demo_repair_words.c: answers to a category's questions, with what they mean in words. The caller
 * releases both. */
void repair_say(struct life *l, const struct repair_category *c, struct buf *answers,
                struct buf *description);
const struct repair_category *repair_draw(struct life *l);

/* demo_repair_story.c: what follows from a report. */
void repair_tell(struct repairs *r, size_t fault, const char *cause);
/* … from one that needs the room for a number of days. */
void repair_tell_works(struct repairs *r, size_t fault, int days);

#endif
