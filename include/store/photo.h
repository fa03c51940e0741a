/* Photos of repairs, kept once per content in the same file as everything else.
 *
 *     struct store_photo p = {.repair_id = r.id, .kind = "fault", .at = now, .width = w, …};
 *     rc = store_photo_add(s, &p, jpeg.data, jpeg.len, &e);       // sets code
 *     rc = store_photo_list(s, r.id, &photos, &e);                // without the bytes
 *     rc = store_photo_bytes(s, r.id, code, &jpeg, &e);
 *
 * The bytes are what image_clean made (base/image.h); nothing else ever gets in. See store.h for
 * errors and ownership.
 */
#ifndef STORE_PHOTO_H
#define STORE_PHOTO_H

#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/err.h"

struct store;

struct store_photo {
    char *code; /* id outside, 32 hex digits; made by add */
    int64_t repair_id;
    char *kind; /* fault | done */
    int64_t at;
    int64_t account_id; /* who sent it; 0 = somebody without an account */
    int width, height;
};

struct store_photos {
    size_t n;
    struct store_photo *items; /* [n] as they came */
};

/* Keeps a photo. The same picture again for the same repair and kind is one: its code comes back.
 */
int store_photo_add(struct store *s, struct store_photo *p, const char *jpeg, size_t n,
                    struct err *e);

/* The photos of a repair. */
int store_photo_list(struct store *s, int64_t repair_id, struct store_photos *out, struct err *e);

/* The bytes of one of them; ERR_ABSENT where the repair has no such photo. */
int store_photo_bytes(struct store *s, int64_t repair_id, const char *code, struct buf *jpeg,
                      struct err *e);

/* How many photos came since an instant: of an account (0 = of those without one, for a room), and
 * the bytes of all that is kept. */
int store_photo_use(struct store *s, int64_t account_id, int64_t room_id, int64_t since, int *n,
                    int64_t *bytes, struct err *e);

void store_photo_release(struct store_photo *p);
void store_photos_release(struct store_photos *l);

#endif
