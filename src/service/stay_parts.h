/* Private to stays: one act on one party, and the pieces that acts are made of. */
#ifndef SERVICE_STAY_PARTS_H
#define SERVICE_STAY_PARTS_H

#include "service/stay.h"
#include "store/request.h"

struct stay_act {
    struct store *store;
    const struct principal *by;
    const char *today;
    struct solver_findings *bad;
    struct store_request request;
    struct store_stay own; /* the open stays; id 0 = none */
    struct store_stay away;
};

/* A room as a stay needs it. */
struct stay_place {
    int64_t room_id;
    int beds;
};

/* Reads the party; may `by` do it, and is it of that version (0 = any)? */
int stay_act_begin(struct stay_act *a, const char *code, int64_t version, struct err *e);
void stay_act_end(struct stay_act *a);

/* A day on which something happened, not before `since` ("" = any). */
int stay_judge_day(const struct stay_act *a, const char *where, const char *day, const char *since,
                   struct err *e);

int stay_find_place(struct store *s, const char *room, struct stay_place *out, struct err *e);

/* Nobody moves into a room that is closed on that day, or by now. */
int stay_refuse_closed(const struct stay_act *a, int64_t room_id, const char *day, struct err *e);

/* Begins a stay of the party in a room. */
int stay_begin_in(struct stay_act *a, const struct stay_place *room, const char *kind,
                  const char *from_day, const char *return_day, struct err *e);

/* Ends the stay for a while, if there is one. */
int stay_come_back(struct stay_act *a, const char *to_day, struct err *e);

/* The party holds its place in another room from now on, and begins a stay there. */
int stay_move_on(struct stay_act *a, const struct stay_place *room, int beds, const char *day,
                 struct err *e);

/* Beds that the party holds in a room: all of it (0) where it lives alone. */
int stay_beds_in(const struct stay_act *a);

int stay_audit(const struct stay_act *a, const char *action, struct err *e);

#endif
