/* What the engine is asked about a rehousing case, and what it proposes.
 *
 *     struct rehousing_question q = {0};
 *     rc = rehousing_prepare(s, &c, &q, &e);                       // on a read handle
 *     if (rehousing_has_moved(&q)) {                               // or c.is_stale, or never asked
 *         rehousing_answer(&q, &options, &answer);                 // child processes
 *         rc = rehousing_keep(s, &answer, now, &e);                // in the writer
 *     }
 *     rehousing_answer_release(&answer), rehousing_question_release(&q);
 *
 * The instance is of all who hold beds today, each holding a party (who holds two is two), as of
 * the closure's first day; nobody who waits is in it, so rehousing takes vacant beds alone. Rooms
 * that are closed at some time of this closure are not usable, nor for good those that will be
 * closed later; those whose people break a rule as it is are left alone. Whoever is offered a room,
 * is somewhere for a while, or is away from home, stays where he or she is.
 *
 *     temporary   incumbents stay; who lives in the room wants a place: the most people, then those
 *                 first in the order, then preferences
 *     move        incumbents may move: nobody else may lose a home; then the same, and before
 *                 preferences the fewest people moved, proven
 *
 * Where not all find a bed and the engine would rather leave somebody of another room without, the
 * people concerned are taken one party after another, in the order, as far as all have a home.
 */
#ifndef SERVICE_REHOUSING_ASK_H
#define SERVICE_REHOUSING_ASK_H

#include "service/allocate.h"
#include "service/policy.h"
#include "service/snapshot.h"
#include "store/rehousing.h"

struct store;

enum { REHOUSING_TEMPORARY, REHOUSING_MOVE, REHOUSING_N_KINDS };

/* One holding of beds: a party of the instance. */
struct rehousing_party {
    size_t request_ix; /* in the house */
    const char *room;  /* where; kept by the house */
    const char *kind;  /* own | temporary | offer */
    bool sleeps;
    bool is_concerned;
    bool is_fixed; /* stays where it is, whatever is asked */
    char *id;      /* of the party in the instance */
    char **person_ids;
};

struct rehousing_question {
    struct store_rehousing it;
    struct policy policy;
    struct snapshot house;            /* scored and drawn */
    bool *is_shut[REHOUSING_N_KINDS]; /* [house.n_rooms] not to be gone to */
    size_t n_parties;
    struct rehousing_party *parties;      /* [n_parties] in the order of need */
    bool may_stay;                        /* the works allow it */
    bool has_stay;                        /* that is proposed */
    char asked[REHOUSING_N_KINDS][65];    /* hash of the instance of each kind */
    char proposed[REHOUSING_N_KINDS][65]; /* of the last proposals; "" none */
};

/* Reads what it takes; takes a copy of the case. */
int rehousing_prepare(struct store *s, const char *code, struct rehousing_question *out,
                      struct err *e);

/* Whether the proposals rest on other facts than today's. */
bool rehousing_has_moved(const struct rehousing_question *q);

/* The instance of a kind, without those parties concerned that `is_out` [n_parties] names (NULL =
 * none); `ixs` [n_parties] gets the index of each party of it, -1 at the end. */
void rehousing_instance(const struct rehousing_question *q, int kind, const bool *is_out,
                        struct buf *text, int *ixs);

struct rehousing_answer {
    char code[33]; /* of the case */
    int64_t version;
    size_t n;
    struct store_proposal proposals[3]; /* [n] texts are literals, or the answer's */
    struct store_move *moves[3];        /* of each; texts are the question's */
    size_t n_moves[3];
    char sha256[3][65];
    char return_day[11];
};

/* Has the engine answer. What fails is told in the proposal (`why`). */
void rehousing_answer(const struct rehousing_question *q, const struct allocate_options *o,
                      struct rehousing_answer *out);

/* Keeps it, unless the case has changed meanwhile (ERR_CHANGED). */
int rehousing_keep(struct store *s, const struct rehousing_answer *a, int64_t now, struct err *e);

void rehousing_answer_release(struct rehousing_answer *a);
void rehousing_question_release(struct rehousing_question *q);

#endif
