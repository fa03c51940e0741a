/* Photos made anew: upright, small, without what else a file carries; broken files refused. */
#include "base/image.h"

#include <setjmp.h>
#include <stdbool.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <png.h>

#include "../../src/base/image_parts.h"
#include "base/mem.h"
#include "expect.h"

static const unsigned char RED[] = {220, 30, 30}, GREEN[] = {30, 200, 30}, BLUE[] = {30, 30, 220},
                           GREY[] = {120, 120, 120};

/* Four quarters: red top left, green top right, blue bottom left, grey bottom right. */
static struct image quarters(int width, int height)
{
    struct image im = {.width = width, .height = height};
    im.rgb = mem_alloc((size_t)3 * (size_t)width * (size_t)height);
    for (int y = 0; y < height; y++)
        for (int x = 0; x < width; x++)
            memcpy(im.rgb + 3 * ((size_t)y * (size_t)width + (size_t)x),
                   y < height / 2 ? (x < width / 2 ? RED : GREEN) : (x < width / 2 ? BLUE : GREY),
                   3);
    return im;
}

static void jpeg_of(int width, int height, struct buf *out)
{
    struct image im = quarters(width, height);
    ok(image_write_jpeg(&im, out, &e));
    free(im.rgb);
}

static void png_of(int width, int height, uint32_t format, struct buf *out)
{
    struct image im = quarters(width, height);
    png_image p = {.version = PNG_IMAGE_VERSION,
                   .width = (png_uint_32)width,
                   .height = (png_uint_32)height,
                   .format = PNG_FORMAT_RGB};
    png_alloc_size_t n = 0;
    unsigned char *rgba = NULL;
    const void *pixels = im.rgb;
    if (format == PNG_FORMAT_RGBA) { /* wholly transparent */
        rgba = mem_array((size_t)width * (size_t)height, 4);
        pixels = rgba;
        p.format = format;
    }
    assert_true(png_image_write_to_memory(&p, NULL, &n, 0, pixels, 0, NULL));
    char *file = mem_alloc(n);
    assert_true(png_image_write_to_memory(&p, file, &n, 0, pixels, 0, NULL));
    buf_add(out, file, n);
    free(file);
    free(rgba);
    free(im.rgb);
}

/* The file with an Exif segment of that orientation behind its first two bytes. */
static void with_orientation(const struct buf *jpeg, int orientation, bool is_little,
                             struct buf *out)
{
    const unsigned char big[] = {
        0xff, 0xe1, 0, 34, 'E', 'x', 'i',  'f', 0, 0, 'M', 'M', 0, 42, 0,
        0,    0,    8, 0,  1,   1,   0x12, 0,   3, 0, 0,   0,   1, 0,  (unsigned char)orientation,
        0,    0,    0, 0,  0,   0};
    const unsigned char little[] = {0xff,
                                    0xe1,
                                    0,
                                    34,
                                    'E',
                                    'x',
                                    'i',
                                    'f',
                                    0,
                                    0,
                                    'I',
                                    'I',
                                    42,
                                    0,
                                    8,
                                    0,
                                    0,
                                    0,
                                    1,
                                    0,
                                    0x12,
                                    1,
                                    3,
                                    0,
                                    1,
                                    0,
                                    0,
                                    0,
                                    (unsigned char)orientation,
                                    0,
                                    0,
                                    0,
                                    0,
                                    0,
                                    0,
                                    0};
    buf_add(out, jpeg->data, 2);
    buf_add(out, is_little ? little : big, sizeof big);
    buf_add(out, jpeg->data + 2, jpeg->len - 2);
}

/* Which of the four colours a pixel shows. */
static char colour_at(const struct image *im, int x, int y)
{
    const unsigned char *p = im->rgb + 3 * ((size_t)y * (size_t)im->width + (size_t)x);
    const unsigned char *const known[] = {RED, GREEN, BLUE, GREY};
    for (int i = 0; i < 4; i++)
        if (abs(p[0] - known[i][0]) < 30 && abs(p[1] - known[i][1]) < 30 &&
            abs(p[2] - known[i][2]) < 30)
            return "RGBY"[i];
    return '?';
}

/* The colours of the four quarters, row by row. */
static void seen(const struct buf *jpeg, char colours[5])
{
    struct image im = {0};
    int orientation;
    ok(image_read_jpeg(jpeg->data, jpeg->len, &im, &orientation, &e));
    for (int i = 0; i < 4; i++)
        colours[i] =
            colour_at(&im, im.width * (i % 2 * 2 + 1) / 4, im.height * (i / 2 * 2 + 1) / 4);
    colours[4] = '\0';
    free(im.rgb);
}

static void t_a_photo_is_turned_upright(void **state)
{
    /* what the file's quarters R G / B Y look like for each orientation of the camera */
    static const char *const UPRIGHT[] = {"RGBY", "GRYB", "YBGR", "BYRG",
                                          "RBGY", "BRYG", "YGBR", "GYRB"};
    struct buf plain = {0};
    (void)state;
    jpeg_of(96, 64, &plain);
    for (int orientation = 1; orientation <= 8; orientation++)
        for (int is_little = 0; is_little < 2; is_little++) {
            struct buf in = {0}, out = {0};
            char colours[5];
            int width = 0, height = 0;
            with_orientation(&plain, orientation, is_little == 1, &in);
            ok(image_make(in.data, in.len, &out, &width, &height, &e));
            assert_int_equal(width, orientation < 5 ? 96 : 64);
            assert_int_equal(height, orientation < 5 ? 64 : 96);
            seen(&out, colours);
            assert_string_equal(colours, UPRIGHT[orientation - 1]);
            buf_release(&in);
            buf_release(&out);
        }
    buf_release(&plain);
}

static bool holds(const struct buf *b, const char *text)
{
    return memmem(b->data, b->len, text, strlen(text)) != NULL;
}

static void t_nothing_remains_but_the_picture(void **state)
{
    struct buf plain = {0}, in = {0}, out = {0}, again = {0};
    int width, height;
    (void)state;
    jpeg_of(96, 64, &plain);
    with_orientation(&plain, 1, true, &in);
    buf_str(&in, "<script>alert(1)</script>PK\3\4");
    ok(image_make(in.data, in.len, &out, &width, &height, &e));
    ok(image_make(in.data, in.len, &again, &width, &height, &e));
    assert_true(holds(&in, "Exif") && holds(&in, "<script>"));
    assert_false(holds(&out, "Exif") || holds(&out, "<script>") || holds(&out, "PK\3\4"));
    assert_int_equal(out.len, again.len);
    assert_memory_equal(out.data, again.data, out.len);
    buf_release(&plain);
    buf_release(&in);
    buf_release(&out);
    buf_release(&again);
}

static void t_a_large_one_becomes_small(void **state)
{
    static const int SIZES[][4] = {{4000, 3000, 1600, 1200}, {1700, 20, 1600, 18},
                                   {1600, 900, 1600, 900},   {9, 4001, 3, 1600},
                                   {1, 3000, 1, 1600},       {640, 480, 640, 480}};
    (void)state;
    for (size_t i = 0; i < sizeof SIZES / sizeof *SIZES; i++)
        for (int is_png = 0; is_png < 2; is_png++) {
            struct buf in = {0}, out = {0};
            char colours[5];
            int width, height;
            if (is_png)
                png_of(SIZES[i][0], SIZES[i][1], PNG_FORMAT_RGB, &in);
            else
                jpeg_of(SIZES[i][0], SIZES[i][1], &in);
            ok(image_make(in.data, in.len, &out, &width, &height, &e));
            assert_int_equal(width, SIZES[i][2]);
            assert_int_equal(height, SIZES[i][3]);
            seen(&out, colours);
            if (width > 16 && height > 16)
                assert_string_equal(colours, "RGBY");
            buf_release(&in);
            buf_release(&out);
        }
}

static void t_what_is_transparent_becomes_white(void **state)
{
    struct buf in = {0}, out = {0};
    struct image im = {0};
    int width, height, orientation;
    (void)state;
    png_of(32, 32, PNG_FORMAT_RGBA, &in);
    ok(image_make(in.data, in.len, &out, &width, &height, &e));
    ok(image_read_jpeg(out.data, out.len, &im, &orientation, &e));
    assert_int_equal(orientation, 1);
    for (int i = 0; i < 3 * 32 * 32; i++)
        assert_true(im.rgb[i] > 250);
    free(im.rgb);
    buf_release(&in);
    buf_release(&out);
}

static int make(const char *bytes, size_t n)
{
    struct buf out = {0};
    int width, height;
    e = (struct err){0};
    const int rc = image_make(bytes, n, &out, &width, &height, &e);
    assert_true(rc == ERR_OK || (rc == ERR_INPUT && e.vi[0] != '\0' && out.len == 0));
    buf_release(&out);
    return rc;
}

static void t_a_part_of_a_photo_is_refused(void **state)
{
    (void)state;
    for (int is_png = 0; is_png < 2; is_png++) {
        struct buf in = {0};
        if (is_png)
            png_of(40, 30, PNG_FORMAT_RGB, &in);
        else
            jpeg_of(40, 30, &in);
        for (size_t n = 0; n < in.len - (is_png ? 12 : 2); n++) /* but for the end mark alone */
            if (make(in.data, n) == ERR_OK)
                fail_msg("%s cut at %zu of %zu was taken", is_png ? "png" : "jpeg", n, in.len);
        buf_release(&in);
    }
}

static void t_broken_bytes_do_no_harm(void **state)
{
    uint32_t seed = 7;
    (void)state;
    for (int round = 0; round < 1500; round++) {
        struct buf in = {0};
        if (round % 2 == 0)
            png_of(24, 24, PNG_FORMAT_RGB, &in);
        else
            jpeg_of(24, 24, &in);
        for (int i = 0; i < 3; i++) {
            seed = seed * 1664525u + 1013904223u;
            in.data[(seed >> 8) % in.len] = (char)(seed >> 3);
        }
        (void)make(in.data, in.len);
        buf_release(&in);
    }
}

static void t_other_files_are_refused(void **state)
{
    struct buf in = {0};
    (void)state;
    assert_int_equal(make("GIF89a", 6), ERR_INPUT);
    assert_int_equal(make("<svg xmlns='http://www.w3.org/2000/svg'/>", 41), ERR_INPUT);
    assert_int_equal(make("", 0), ERR_INPUT);
    png_of(10, 10, PNG_FORMAT_RGB, &in);
    memcpy(in.data + 16, "\0\0\xf0\0\0\0\xf0\0", 8); /* says 61,440 x 61,440 */
    assert_int_equal(make(in.data, in.len), ERR_INPUT);
    buf_release(&in);
    jpeg_of(10, 10, &in);
    for (size_t i = 0; i + 9 < in.len; i++)
        if (memcmp(in.data + i, "\xff\xc0", 2) == 0)
            memcpy(in.data + i + 5, "\xf0\0\xf0\0", 4);
    assert_int_equal(make(in.data, in.len), ERR_INPUT);
    while (in.len <= IMAGE_MAX_BYTES)
        buf_add(&in, "0123456789abcdef", 16);
    assert_int_equal(make(in.data, in.len), ERR_INPUT);
    buf_release(&in);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(t_a_photo_is_turned_upright),
        cmocka_unit_test(t_nothing_remains_but_the_picture),
        cmocka_unit_test(t_a_large_one_becomes_small),
        cmocka_unit_test(t_what_is_transparent_becomes_white),
        cmocka_unit_test(t_a_part_of_a_photo_is_refused),
        cmocka_unit_test(t_broken_bytes_do_no_harm),
        cmocka_unit_test(t_other_files_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
