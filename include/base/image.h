/* Photos from outside, made anew: decoded to pixels and encoded again, so that nothing of the file
 * but the picture remains (no place, no device, no second file behind it).
 *
 *     struct buf jpeg = {0};
 *     int width, height;
 *     rc = image_clean(program, bytes, n, &jpeg, &width, &height, &e);   // in a child
 *     rc = image_make(bytes, n, &jpeg, &width, &height, &e);             // in this process
 *
 * JPEG and PNG come in, by their first bytes, never by a name; JPEG of quality 82 goes out, upright
 * (the camera's orientation is applied), its longer side at most IMAGE_SIDE; what is transparent
 * becomes white. The same file gives the same bytes on the same build. A photo of 12 million pixels
 * costs about a tenth of a second and 30 MB.
 */
#ifndef BASE_IMAGE_H
#define BASE_IMAGE_H

#include <stddef.h>

#include "base/buf.h"
#include "base/err.h"

enum {
    IMAGE_MAX_BYTES = 5 << 20,
    IMAGE_MAX_PIXELS = 24000000, /* a phone's 12 to 16 million, and room above */
    IMAGE_SIDE = 1600,           /* enough to see a crack on a page; about 300 kB */
};

/* Appends the picture and tells its size. ERR_INPUT saying what is wrong with the file: neither
 * JPEG nor PNG, too large, broken, colours for print. */
int image_make(const char *bytes, size_t n, struct buf *jpeg, int *width, int *height,
               struct err *e);

/* The same in a child process of little memory and time, the hidden command `read-image -` of
 * `program`: for bytes from outside in a server. Any thread. */
int image_clean(const char *program, const char *bytes, size_t n, struct buf *jpeg, int *width,
                int *height, struct err *e);

#endif
