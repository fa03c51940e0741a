/* Photos made anew: what comes in is told by its first bytes, made small and upright, and written
 * as a JPEG file.
 *
 * Pixels are averaged over the area that they come from, in integers: each new pixel is the mean of
 * a whole number of old ones, so the result is the same on every machine.
 */
#include "image_parts.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/child.h"
#include "base/mem.h"

int image_is_broken(struct err *e)
{
    return err_set(e, ERR_INPUT, "ảnh bị hỏng hoặc chưa tải lên hết; hãy chụp và gửi lại",
                   "the picture is broken or came in part only; take and send it again");
}

int image_check_size(long width, long height, struct err *e)
{
    if (width < 1 || height < 1)
        return image_is_broken(e);
    if (width > IMAGE_MAX_PIXELS / height)
        return err_set(e, ERR_INPUT,
                       "ảnh có %ld x %ld điểm ảnh, quá %d triệu; hãy chụp ở cỡ nhỏ hơn",
                       "the picture has %ld x %ld pixels, more than %d million; take a smaller one",
                       width, height, IMAGE_MAX_PIXELS / 1000000);
    return ERR_OK;
}

/* The mean of the old pixels of columns x0..x1-1 and rows y0..y1-1, of each colour. */
static void average(const struct image *in, int x0, int x1, int y0, int y1, unsigned char *pixel)
{
    uint32_t sum[3] = {0};
    const uint32_t n = (uint32_t)(x1 - x0) * (uint32_t)(y1 - y0);
    for (int y = y0; y < y1; y++)
        for (const unsigned char *p = in->rgb + 3 * ((size_t)y * (size_t)in->width + (size_t)x0),
                                 *end = p + (size_t)3 * (size_t)(x1 - x0);
             p < end; p += 3)
            for (int c = 0; c < 3; c++)
                sum[c] += p[c];
    for (int c = 0; c < 3; c++)
        pixel[c] = (unsigned char)((sum[c] + n / 2) / n);
}

/* Makes the longer side IMAGE_SIDE where it is longer. */
static void shrink(struct image *im)
{
    const int side = im->width > im->height ? im->width : im->height;
    if (side <= IMAGE_SIDE)
        return;
    struct image small = {.width = (int)((long)im->width * IMAGE_SIDE / side),
                          .height = (int)((long)im->height * IMAGE_SIDE / side)};
    small.width = small.width < 1 ? 1 : small.width;
    small.height = small.height < 1 ? 1 : small.height;
    small.rgb = mem_alloc((size_t)3 * (size_t)small.width * (size_t)small.height);
    for (int y = 0; y < small.height; y++)
        for (int x = 0; x < small.width; x++)
            average(im, (int)((long)x * im->width / small.width),
                    (int)((long)(x + 1) * im->width / small.width),
                    (int)((long)y * im->height / small.height),
                    (int)((long)(y + 1) * im->height / small.height),
                    small.rgb + 3 * ((size_t)y * (size_t)small.width + (size_t)x));
    free(im->rgb);
    *im = small;
}

/* Turns it upright. EXIF's orientations, by where the top row and the left column of the file
 * belong (Exif 2.3, 4.6.4): 1 top left, 2 top right, 3 bottom right, 4 bottom left, 5 left top,
 * 6 right top, 7 right bottom, 8 left bottom. */
static void turn(struct image *im, int orientation)
{
    const bool is_aside = orientation >= 5;
    const bool from_right =
        orientation == 2 || orientation == 3 || orientation == 7 || orientation == 8;
    const bool from_below =
        orientation == 3 || orientation == 4 || orientation == 6 || orientation == 7;
    if (orientation == 1)
        return;
    struct image up = {.width = is_aside ? im->height : im->width,
                       .height = is_aside ? im->width : im->height};
    up.rgb = mem_alloc((size_t)3 * (size_t)up.width * (size_t)up.height);
    for (int y = 0; y < up.height; y++)
        for (int x = 0; x < up.width; x++) {
            const int across = is_aside ? y : x;
            const int down = is_aside ? x : y;
            const int from_x = from_right ? im->width - 1 - across : across;
            const int from_y = from_below ? im->height - 1 - down : down;
            memcpy(up.rgb + 3 * ((size_t)y * (size_t)up.width + (size_t)x),
                   im->rgb + 3 * ((size_t)from_y * (size_t)im->width + (size_t)from_x), 3);
        }
    free(im->rgb);
    *im = up;
}

int image_make(const char *bytes, size_t n, struct buf *jpeg, int *width, int *height,
               struct err *e)
{
    struct image im = {0};
    int orientation = 1;
    int rc;
    if (n > IMAGE_MAX_BYTES)
        rc = err_set(e, ERR_INPUT, "ảnh lớn hơn %d MB; hãy chụp ở cỡ nhỏ hơn",
                     "the picture is larger than %d MB; take a smaller one", IMAGE_MAX_BYTES >> 20);
    else if (n >= 3 && memcmp(bytes, "\xff\xd8\xff", 3) == 0)
        rc = image_read_jpeg(bytes, n, &im, &orientation, e);
    else if (n >= 8 && memcmp(bytes, "\x89PNG\r\n\x1a\n", 8) == 0)
        rc = image_read_png(bytes, n, &im, e);
    else
        rc = err_set(e, ERR_INPUT, "tệp không phải ảnh JPEG hay PNG; hãy gửi ảnh chụp",
                     "the file is neither JPEG nor PNG; send a photo");
    if (rc == ERR_OK) {
        shrink(&im);
        turn(&im, orientation);
        *width = im.width;
        *height = im.height;
        rc = image_write_jpeg(&im, jpeg, e);
    }
    free(im.rgb);
    return rc;
}

/* What the child writes: width and height in text, a line break, the file. */
int image_clean(const char *program, const char *bytes, size_t n, struct buf *jpeg, int *width,
                int *height, struct err *e)
{
    const struct child_filter filter = {.program = program,
                                        .command = "read-image",
                                        .input = bytes,
                                        .input_len = n,
                                        .time_limit_s = 10,
                                        .memory_limit = 512 << 20,
                                        .output_limit = 4 << 20};
    struct buf out = {0};
    int rc = child_filter(&filter, &out, e);
    if (rc == ERR_OK) {
        const char *end = out.data == NULL ? NULL : memchr(out.data, '\n', out.len);
        if (end == NULL || sscanf(out.data, "%d %d", width, height) != 2)
            rc = image_is_broken(e);
        else
            buf_add(jpeg, end + 1, out.len - (size_t)(end + 1 - out.data));
    } else if (rc == ERR_DATA) {
        rc = image_is_broken(e);
    }
    buf_release(&out);
    return rc;
}
