/* Photos of a repair: of the fault as it was reported, and of the work done.
 *
 *     struct photo_new p = {.kind = "fault", .jpeg = jpeg.data, .n = jpeg.len, .width = w, …};
 *     rc = photo_add(s, &who, "4f…", &p, now, &photo, &e);
 *     rc = photo_bytes(s, &who, "4f…", photo.code, &jpeg, &e);
 *
 * The bytes come out of image_clean (base/image.h) alone. Staff add and see all; a reporter those
 * of what he or she reported, and only of the fault; neighbours see none: a photo may show a home.
 * ERR_ABSENT for everybody else. ERR_DATA where there are too many (PHOTO_EACH for a repair;
 * PHOTO_DAY a day from an account, or from those without one for a room); ERR_FULL where the photos
 * of the house take PHOTO_TOTAL bytes. Run in the caller's transaction, one audit row each.
 */
#ifndef SERVICE_PHOTO_H
#define SERVICE_PHOTO_H

#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/err.h"
#include "service/principal.h"
#include "store/photo.h"

struct store;

enum {
    PHOTO_EACH = 12, /* of a repair: six of the fault and six of the work are plenty */
    PHOTO_DAY = 60,  /* a crew's working day has about ten orders */
};
#define PHOTO_TOTAL ((int64_t)8 << 30) /* about 25,000 photos, a backup of some minutes */

struct photo_new {
    const char *kind; /* fault | done */
    const char *jpeg; /* [n] */
    size_t n;
    int width, height;
};

/* Whether photo_add would take one of that kind: asked before a picture is made anew, which costs a
 * child process. */
int photo_may_add(struct store *s, const struct principal *by, const char *repair, const char *kind,
                  int64_t now, struct err *e);

int photo_add(struct store *s, const struct principal *by, const char *repair,
              const struct photo_new *p, int64_t now, struct store_photo *out, struct err *e);

/* Of a report that came without an account, by its code: the caller has looked at what lets them.
 * ERR_ABSENT once it is worked on. */
int photo_add_unnamed(struct store *s, const char *repair, const struct photo_new *p, int64_t now,
                      struct store_photo *out, struct err *e);

/* Whether that would take one. */
int photo_may_add_unnamed(struct store *s, const char *repair, int64_t now, struct err *e);

int photo_list(struct store *s, const struct principal *by, const char *repair, int64_t now,
               struct store_photos *out, struct err *e);

int photo_bytes(struct store *s, const struct principal *by, const char *repair, const char *photo,
                int64_t now, struct buf *jpeg, struct err *e);

#endif
