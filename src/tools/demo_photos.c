/* Pictures of the demo: a wall with a crack, a stain, a patch, drawn pixel by pixel and sent the
 * way of every photo. The PNG around the pixels is the plainest there is: stored, not compressed.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/image.h"
#include "base/mem.h"
#include "demo_life.h"
#include "service/photo.h"
#include "store/repair.h"

enum { WIDTH = 320, HEIGHT = 240, LINE = 1 + 3 * WIDTH };

static void put_u32(struct buf *b, uint32_t v)
{
    const unsigned char bytes[] = {(unsigned char)(v >> 24), (unsigned char)(v >> 16),
                                   (unsigned char)(v >> 8), (unsigned char)v};
    buf_add(b, bytes, sizeof bytes);
}

static uint32_t crc_of(const unsigned char *data, size_t n)
{
    uint32_t crc = ~UINT32_C(0);
    for (size_t i = 0; i < n; i++) {
        crc ^= data[i];
        for (int k = 0; k < 8; k++)
            crc = (crc >> 1) ^ ((crc & 1) != 0 ? UINT32_C(0xedb88320) : 0);
    }
    return ~crc;
}

static void put_chunk(struct buf *png, const char *type, const void *data, size_t n)
{
    struct buf body = {0};
    buf_add(&body, type, 4);
    if (n > 0)
        buf_add(&body, data, n);
    put_u32(png, (uint32_t)n);
    buf_add(png, body.data, body.len);
    put_u32(png, crc_of((const unsigned char *)body.data, body.len));
    buf_release(&body);
}

/* zlib's envelope: a stored block for each line of pixels, Adler-32 at the end. */
static void put_pixels(struct buf *z, const unsigned char *lines)
{
    uint32_t a = 1, b = 0;
    buf_add(z, "\x78\x01", 2);
    for (int y = 0; y < HEIGHT; y++) {
        const unsigned char head[] = {y == HEIGHT - 1, LINE & 0xff, LINE >> 8,
                                      (unsigned char)~(LINE & 0xff), (unsigned char)~(LINE >> 8)};
        buf_add(z, head, sizeof head);
        buf_add(z, lines + (size_t)y * LINE, LINE);
    }
    for (size_t i = 0; i < (size_t)HEIGHT * LINE; i++) {
        a = (a + lines[i]) % 65521;
        b = (b + a) % 65521;
    }
    put_u32(z, b << 16 | a);
}

static void png_of(const unsigned char *lines, struct buf *png)
{
    static const unsigned char head[] = {0, 0, WIDTH >> 8, WIDTH & 0xff, 0, 0, 0, HEIGHT, 8, 2,
                                         0, 0, 0};
    struct buf z = {0};
    put_pixels(&z, lines);
    buf_add(png, "\x89PNG\r\n\x1a\n", 8);
    put_chunk(png, "IHDR", head, sizeof head);
    put_chunk(png, "IDAT", z.data, z.len);
    put_chunk(png, "IEND", NULL, 0);
    buf_release(&z);
}

static void dot(unsigned char *lines, int x, int y, int red, int green, int blue)
{
    if (x < 0 || x >= WIDTH || y < 0 || y >= HEIGHT)
        return;
    unsigned char *p = lines + (size_t)y * LINE + 1 + 3 * (size_t)x;
    p[0] = (unsigned char)red;
    p[1] = (unsigned char)green;
    p[2] = (unsigned char)blue;
}

/* A wall above a floor; on it a crack and damp, or, mended, a patch of fresh paint. */
static void draw(struct life *l, unsigned char *lines, bool is_done)
{
    int x = fixture_between(&l->rng, 80, 240);
    const int stain_x = fixture_between(&l->rng, 60, 260);
    for (int y = 0; y < HEIGHT; y++)
        for (int i = 0; i < WIDTH; i++) {
            const int grain = fixture_below(&l->rng, 8), shade = 214 - y / 8 + grain;
            const int away = (i - stain_x) * (i - stain_x) + (y - 60) * (y - 60) * 2;
            if (y > 200)
                dot(lines, i, y, 120 + grain, 92 + grain, 66);
            else if (away < 3600)
                dot(lines, i, y, is_done ? 236 : shade - 46 + away / 90,
                    is_done ? 234 : shade - 56 + away / 80, is_done ? 226 : shade - 84 + away / 60);
            else
                dot(lines, i, y, shade, shade - 4, shade - 18);
        }
    for (int y = 0; y < 200 && !is_done; y++) {
        x += fixture_between(&l->rng, -2, 2);
        for (int w = 0; w < 1 + y / 90; w++)
            dot(lines, x + w, y, 70, 62, 54);
    }
}

static void add_photo(struct life *l, const char *repair, const char *kind)
{
    unsigned char *lines = mem_array(HEIGHT, LINE);
    struct buf png = {0}, jpeg = {0};
    struct photo_new p = {.kind = kind};
    struct store_photo photo = {0};
    draw(l, lines, strcmp(kind, "done") == 0);
    png_of(lines, &png);
    life_must(l, image_make(png.data, png.len, &jpeg, &p.width, &p.height, &l->e));
    p.jpeg = jpeg.data;
    p.n = jpeg.len;
    life_must(l, photo_add(l->store, &l->crew, repair, &p, l->at, &photo, &l->e));
    store_photo_release(&photo);
    buf_release(&png);
    buf_release(&jpeg);
    free(lines);
}

void photos_put(struct life *l)
{
    enum { MOST = 6 };
    static const char *const kinds[] = {"wall_ceiling", "water", NULL};
    for (size_t k = 0; kinds[k] != NULL; k++) {
        const struct store_repair_query q = {.scope = {.sees = STORE_SEES_ALL},
                                             .now = l->at,
                                             .category = kinds[k],
                                             .is_recent = true,
                                             .after = "",
                                             .limit = MOST};
        struct store_repairs all = {0};
        int64_t n;
        life_must(l, store_repair_list(l->store, &q, &all, &n, &l->e));
        for (size_t i = 0; i < all.n; i++) {
            add_photo(l, all.items[i].number, "fault");
            if (all.items[i].completed_at != 0)
                add_photo(l, all.items[i].number, "done");
        }
        store_repairs_release(&all);
    }
}
