/* JPEG files to pixels and back: the one file that knows libjpeg.
 *
 * libjpeg calls error_exit and expects not to come back: longjmp, as its manual says (libjpeg.txt,
 * "Error handling"). A file that ends early is padded with grey by the library, and told as a
 * warning; we refuse it, half a photo being no photo.
 */
#include "image_parts.h"

#include <setjmp.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jpeglib.h>

#include "base/mem.h"

enum { QUALITY = 82, EXIF_ORIENTATION = 0x0112, TIFF_SHORT = 3 };

struct failure {
    struct jpeg_error_mgr manager; /* first: libjpeg knows this part alone */
    jmp_buf back;
};

static void give_up(j_common_ptr c)
{
    struct failure *f = (struct failure *)(void *)c->err;
    longjmp(f->back, 1);
}

static void say_nothing(j_common_ptr c)
{
    (void)c;
}

static void set_up(struct failure *f)
{
    jpeg_std_error(&f->manager);
    f->manager.error_exit = give_up;
    f->manager.output_message = say_nothing;
}

/* ---- which way up ---- */

static unsigned number(const unsigned char *p, int n, bool is_little)
{
    unsigned value = 0;
    for (int i = 0; i < n; i++)
        value = value << 8 | p[is_little ? n - 1 - i : i];
    return value;
}

/* The orientation that an APP1 segment tells (Exif 2.3, 4.6.2: a TIFF file behind "Exif\0\0"); 1
 * where it tells none. */
static int orientation_of(const unsigned char *p, size_t n)
{
    if (n < 14 || memcmp(p, "Exif\0\0", 6) != 0)
        return 1;
    p += 6, n -= 6;
    const bool is_little = memcmp(p, "II*\0", 4) == 0;
    if (!is_little && memcmp(p, "MM\0*", 4) != 0)
        return 1;
    const size_t at = number(p + 4, 4, is_little);
    if (at > n - 2)
        return 1;
    const size_t n_fields = number(p + at, 2, is_little);
    for (size_t i = 0; i < n_fields && at + 2 + 12 * (i + 1) <= n; i++) {
        const unsigned char *field = p + at + 2 + 12 * i;
        const unsigned value = number(field + 8, 2, is_little);
        if (number(field, 2, is_little) == EXIF_ORIENTATION &&
            number(field + 2, 2, is_little) == TIFF_SHORT && value >= 1 && value <= 8)
            return (int)value;
    }
    return 1;
}

/* ---- in ---- */

/* Asks for a half, a quarter or an eighth where that is still as large as needed: the library
 * scales while it decodes, for less memory and time. */
static void choose_scale(struct jpeg_decompress_struct *d)
{
    const unsigned side = d->image_width > d->image_height ? d->image_width : d->image_height;
    d->scale_num = 1;
    d->scale_denom = 1;
    while (d->scale_denom < 8 && side / (2 * d->scale_denom) >= IMAGE_SIDE)
        d->scale_denom *= 2;
}

int image_read_jpeg(const char *bytes, size_t n, struct image *out, int *orientation, struct err *e)
{
    struct jpeg_decompress_struct d = {0};
    struct failure f;
    volatile int rc = ERR_OK;
    d.err = &f.manager;
    set_up(&f);
    if (setjmp(f.back) != 0) {
        jpeg_destroy_decompress(&d);
        return image_is_broken(e);
    }
    jpeg_create_decompress(&d);
    jpeg_mem_src(&d, (const unsigned char *)bytes, n);
    jpeg_save_markers(&d, JPEG_APP0 + 1, 0xffff);
    jpeg_read_header(&d, TRUE);
    rc = image_check_size((long)d.image_width, (long)d.image_height, e);
    if (rc == ERR_OK && d.num_components == 4)
        rc = err_set(e, ERR_INPUT, "ảnh dùng màu in (CMYK); hãy lưu lại thành ảnh màu thường",
                     "the picture has colours for print (CMYK); save it in ordinary colours");
    if (rc == ERR_OK) {
        *orientation = d.marker_list == NULL
                           ? 1
                           : orientation_of(d.marker_list->data, d.marker_list->data_length);
        choose_scale(&d);
        d.out_color_space = JCS_RGB;
        jpeg_start_decompress(&d);
        out->width = (int)d.output_width;
        out->height = (int)d.output_height;
        out->rgb = mem_alloc((size_t)3 * d.output_width * d.output_height);
        while (d.output_scanline < d.output_height) {
            JSAMPROW row = out->rgb + (size_t)3 * d.output_width * d.output_scanline;
            (void)jpeg_read_scanlines(&d, &row, 1);
        }
        jpeg_finish_decompress(&d);
    }
    if (rc == ERR_OK && f.manager.num_warnings > 0)
        rc = image_is_broken(e);
    jpeg_destroy_decompress(&d);
    return rc;
}

/* ---- out ---- */

int image_write_jpeg(const struct image *in, struct buf *out, struct err *e)
{
    struct jpeg_compress_struct c = {0};
    struct failure f;
    unsigned char *file = NULL;
    unsigned long n = 0;
    c.err = &f.manager;
    set_up(&f);
    if (setjmp(f.back) != 0) {
        jpeg_destroy_compress(&c);
        return err_set(e, ERR_INTERNAL, "không ghi được ảnh", "the picture cannot be written");
    }
    jpeg_create_compress(&c);
    jpeg_mem_dest(&c, &file, &n);
    c.image_width = (JDIMENSION)in->width;
    c.image_height = (JDIMENSION)in->height;
    c.input_components = 3;
    c.in_color_space = JCS_RGB;
    jpeg_set_defaults(&c);
    jpeg_set_quality(&c, QUALITY, TRUE);
    c.optimize_coding = TRUE;
    jpeg_start_compress(&c, TRUE);
    while (c.next_scanline < c.image_height) {
        JSAMPROW row = in->rgb + (size_t)3 * c.image_width * c.next_scanline;
        (void)jpeg_write_scanlines(&c, &row, 1);
    }
    jpeg_finish_compress(&c);
    jpeg_destroy_compress(&c);
    buf_add(out, file, n);
    free(file);
    return ERR_OK;
}
