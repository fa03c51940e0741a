/* The snapshot: rooms and requests as they stand on one day, scored and put into the one total
 * order of all parties, and written as an instance for the engine.
 *
 *     struct snapshot s = {0};
 *     snapshot_load(&s, store, "2025-07-10", &e);      // or filled by hand in a test
 *     snapshot_score(&s, &policy, "2025-07-10");
 *     snapshot_draw(&s, &policy, "20250710");          // order, lots, the hash of the frozen list
 *     snapshot_write(&s, &policy, "2025-07-10", &json);
 *     snapshot_release(&s);
 *
 * The same snapshot, policy, day and seed give the same bytes: requests and rooms stand in the
 * order of their ids, and nothing else but the arguments goes in.
 *
 * The draw. The frozen list has one line per eligible request, ascending by
 * id: id TAB points TAB tie class TAB filing day LF list hash = SHA-256 of its bytes, lot =
 * SHA-256(seed LF list hash in hex LF id); lots ascend in hex.
 *
 * Who lives in a room now stays in the instance even where the policy would not house them anew,
 * after all others in the order and in a band of their own points: a list does not empty a bed.
 *
 * Closures. A room that a closure covers on the snapshot's day is not usable. That day is the one
 * on which the data are judged (as_of), not a later one on which people will move in: a closure
 * that begins after it is told (closes_on), and no more. Who lives in a closed room and goes on
 * holding the place there (may stay, or is elsewhere for a while) has nothing to hope from an
 * allocation and takes no part in it (keeps_home); who must leave for good is an incumbent without
 * a room.
 *
 * One thread at a time.
 */
#ifndef SERVICE_SNAPSHOT_H
#define SERVICE_SNAPSHOT_H

#include <stdint.h>

#include "base/buf.h"
#include "service/policy.h"
#include "service/score.h"

struct store;

struct snapshot_site {
    char *id;
    char *name;
};

struct snapshot_room {
    int64_t row_id; /* in the store */
    char *code;
    size_t site_ix;
    int beds;
    int area_c; /* hundredths of m²; 0 = not known */
    size_t n_features;
    char **features; /* [n_features] codes */
    enum solver_room_sex sex;
    size_t n_pools;
    char **pools; /* [n_pools] ids; none = all */
    bool is_usable;
    bool is_closed_here;   /* by this run (--close), not by its state */
    const char *closes_on; /* first day of a closure announced for later; "" = none */
};

struct snapshot_wish {
    char *feature;
    int weight;
};

struct snapshot_choice {
    size_t site_ix;
    int penalty;
};

struct snapshot_request {
    int64_t row_id; /* in the store */
    char *id;
    char *agency;      /* code of the applicant's agency; "" = none */
    char *agency_name; /* as lists print it */
    size_t n_people;
    struct score_person *people; /* [n_people] texts point into the strings below */
    char **person_ids;           /* [n_people] */
    char **person_names;         /* [n_people] */
    bool wants_private;
    char *filed; /* YYYY-MM-DD; "" = unknown: after all known days */
    int n_rounds_waited;
    size_t n_needs;
    char **needs; /* [n_needs] */
    size_t n_wishes;
    struct snapshot_wish *wishes; /* [n_wishes] */
    size_t n_sites;
    struct snapshot_choice *sites; /* [n_sites] */
    int other_sites_penalty;       /* -1 = only the sites named */
    char *current_room;            /* code; "" = none */
    bool keeps_home;               /* in a closed room: takes no part */
    const char *pinned_room;       /* of this plan; NULL = none */
    size_t n_banned;
    const char **banned_rooms; /* [n_banned] of this plan */
    const char *state;         /* in its life cycle, as stored; NULL counts as submitted */

    struct score score; /* by snapshot_score */
    bool is_party;      /* goes into the instance: eligible, or lives in a room now */
    int order;          /* by snapshot_draw: 1 … among the parties; 0 = no party */
    char lot[65];
};

struct snapshot {
    size_t n_sites;
    struct snapshot_site *sites; /* [n_sites] */
    size_t n_rooms;
    struct snapshot_room *rooms; /* [n_rooms] ascending by code */
    size_t n_requests;
    struct snapshot_request *requests; /* [n_requests] ascending by id */
    size_t n_strings;
    char **strings;         /* [n_strings] every text above, owned here */
    char list_sha256[65];   /* of the frozen list, by snapshot_draw */
    bool is_confirmed_only; /* a request that its agency has not confirmed is not eligible */
    bool is_list_frozen;    /* list_sha256 stands as published: the draw uses it as it is */
    size_t n_parties;
};

/* Reads sites, rooms and every live request from the store, closures as of a day. */
int snapshot_load(struct snapshot *s, struct store *store, const char *day, struct err *e);

/* A copy of `text` that lives as long as the snapshot. */
char *snapshot_keep(struct snapshot *s, const char *text);

/* Makes a room unusable for this run. ERR_INPUT where there is no such room. */
int snapshot_close(struct snapshot *s, const char *room_code, struct err *e);

/* Scores every request as of a day. */
void snapshot_score(struct snapshot *s, const struct policy *p, const char *as_of);

/* Appends the frozen list, as laid down above; needs snapshot_score. */
void snapshot_list(const struct snapshot *s, struct buf *out);

/* Draws the lots and sets `order`; needs snapshot_score. */
void snapshot_draw(struct snapshot *s, const struct policy *p, const char *seed);

/* Takes parties out of a drawn snapshot [n_requests]: the others keep their sequence. */
void snapshot_leave_out(struct snapshot *s, const bool *is_out);

/* Takes those out who keep their home in a closed room. */
void snapshot_leave_home(struct snapshot *s);

/* Writes the instance `quarters.instance/1`; needs snapshot_draw. The room, needs, wishes and sites
 * of a request must name what exists: the store sees to it. */
void snapshot_write(const struct snapshot *s, const struct policy *p, const char *as_of,
                    struct buf *out);

/* Indices of all requests in the order of need: parties by `order`, then the rest by points and id.
 * The caller frees. */
size_t *snapshot_ranking(const struct snapshot *s);

/* The row of an official in the store by his or her id here; 0 for a family member. */
int64_t snapshot_official_row(const char *person_id);

/* Index of a room or a request by its code; n_rooms / n_requests where there is none. */
size_t snapshot_room_ix(const struct snapshot *s, const char *code);
size_t snapshot_request_ix(const struct snapshot *s, const char *id);

/* Frees the arrays of one request, before it is taken out. */
void snapshot_release_request(struct snapshot_request *r);

/* Frees everything and zeroes; accepts a zeroed snapshot. */
void snapshot_release(struct snapshot *s);

#endif
