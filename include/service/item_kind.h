/* What stands in rooms, and what of a room itself is looked at: the one list of kinds of equipment
 * (item_kind.c), with the category of repairs that each belongs to.
 *
 *     const struct item_kind *k = item_kind_of("air_con");      // NULL = there is no such kind
 *     … k->vi, k->category …
 *     item_subject("air_con 2", &k, &ix);                       // a line of a survey
 *
 * A line of a survey is about a part of the room ("door_lock") or a piece in it ("air_con 2").
 */
#ifndef SERVICE_ITEM_KIND_H
#define SERVICE_ITEM_KIND_H

#include <stdbool.h>
#include <stddef.h>

struct item_kind {
    const char *code;
    const char *vi;
    const char *en;
    const char *category; /* of repairs */
};

extern const struct item_kind ITEM_KINDS[]; /* [N_ITEM_KINDS] pieces of equipment */
extern const size_t N_ITEM_KINDS;
extern const struct item_kind ROOM_PARTS[]; /* [N_ROOM_PARTS] parts of every room */
extern const size_t N_ROOM_PARTS;

/* By code; NULL = there is none. */
const struct item_kind *item_kind_of(const char *code);
const struct item_kind *room_part_of(const char *code);

enum { ITEM_SUBJECT = 48 };

/* "air_con 2". */
void item_subject_name(const char *kind, int ix, char out[ITEM_SUBJECT]);

/* What a line is about: a part of the room (`*ix` 0) or a piece (`*ix` 1 to 99); false = neither.
 */
bool item_subject(const char *subject, const struct item_kind **kind, int *ix);

#endif
