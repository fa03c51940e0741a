/* Which closed rooms of the house to repair, for so much money or so many rooms: the engine's
 * `repairs-plan` (solver/repairs_plan.h) on the house as it is on a day.
 *
 *     struct repairs_plan_ask ask = {.budget = 150000000, .max_rooms = -1, .default_cost = -1,
 *                                    .lang = "vi"};
 *     rc = repairs_plan_make(&plan, s, &ask, &options, now, &bad, &e);
 *     … plan.text, plan.rooms[i] …
 *     repairs_plan_release(&plan);
 *
 * A room costs what its open repairs are estimated at, those completed aside. Each of them without
 * an estimate, and a closed room without an open repair, costs `default_cost`; where there is none
 * and money is the limit, such a room is left out, and where only rooms are counted it costs
 * nothing. Left out, too: rooms that no repair opens (reserved, handed back, closed for good), and
 * those whose people keep their place there, to whom their beds return. One thread at a time.
 */
#ifndef SERVICE_REPAIRS_PLAN_H
#define SERVICE_REPAIRS_PLAN_H

#include "service/allocate.h"

struct repairs_plan_ask {
    int64_t budget;       /* đồng; -1 = any */
    int64_t max_rooms;    /* -1 = any */
    int64_t default_cost; /* đồng; -1 = none */
    const char *lang;     /* of the text */
    bool is_json;
};

enum repairs_room_why {
    REPAIRS_ROOM_ASKED,
    REPAIRS_ROOM_UNESTIMATED,
    REPAIRS_ROOM_KEPT, /* by its people */
    REPAIRS_ROOM_OTHER /* not closed for a repair */
};

struct repairs_room {
    const char *code; /* of the snapshot */
    int64_t cost;
    int n_unestimated; /* open repairs without an estimate; 1 where there is no repair */
    enum repairs_room_why why;
};

struct repairs_plan {
    struct allocation a; /* the house; no plan */
    size_t n_rooms;
    struct repairs_room *rooms; /* [n_rooms] every closed one, ascending */
    struct buf text;            /* the engine's words, or quarters.repairs-plan/1 */
    int exit_code;              /* of the engine: 0, 10 not all is proven, 11 infeasible */
};

/* ERR_INPUT with findings where the policy is at fault; ERR_INTERNAL where the engine broke down.
 * Of `o`: policy, as_of, engine and its limits. */
int repairs_plan_make(struct repairs_plan *plan, struct store *s,
                      const struct repairs_plan_ask *ask, const struct allocate_options *o,
                      int64_t now, struct solver_findings *bad, struct err *e);

/* Frees everything and zeroes. */
void repairs_plan_release(struct repairs_plan *plan);

#endif
