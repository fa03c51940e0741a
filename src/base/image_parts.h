/* Private to src/base: pixels between a file that comes in and the one that goes out. */
#ifndef BASE_IMAGE_PARTS_H
#define BASE_IMAGE_PARTS_H

#include "base/image.h"

struct image {
    int width, height;
    unsigned char *rgb; /* [3 * width * height] rows from the top; owned */
};

/* Reads a file; `orientation` is that of its camera, 1 (upright) to 8 as EXIF counts. A picture
 * much larger than IMAGE_SIDE may come in halves, quarters or eighths. ERR_INPUT as image_make. */
int image_read_jpeg(const char *bytes, size_t n, struct image *out, int *orientation,
                    struct err *e);
int image_read_png(const char *bytes, size_t n, struct image *out, struct err *e);

/* Appends a JPEG file without any marks of its own. */
int image_write_jpeg(const struct image *in, struct buf *out, struct err *e);

/* ERR_INPUT where a file says that it has more pixels than IMAGE_MAX_PIXELS, or none. */
int image_check_size(long width, long height, struct err *e);

int image_is_broken(struct err *e); /* ERR_INPUT */

#endif
