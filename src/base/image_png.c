/* PNG files to pixels, by libpng's simplified interface: the one file that knows it. */
#include "image_parts.h"

#include <stdlib.h>

#include <png.h>

#include "base/mem.h"

int image_read_png(const char *bytes, size_t n, struct image *out, struct err *e)
{
    static const png_color WHITE = {255, 255, 255}; /* behind what is transparent */
    png_image p = {.version = PNG_IMAGE_VERSION};
    if (png_image_begin_read_from_memory(&p, bytes, n) == 0)
        return image_is_broken(e);
    int rc = image_check_size((long)p.width, (long)p.height, e);
    if (rc != ERR_OK) {
        png_image_free(&p);
        return rc;
    }
    p.format = PNG_FORMAT_RGB;
    out->width = (int)p.width;
    out->height = (int)p.height;
    out->rgb = mem_alloc(PNG_IMAGE_SIZE(p));
    /* on failure it has freed itself */
    return png_image_finish_read(&p, &WHITE, out->rgb, 0, NULL) != 0 ? ERR_OK : image_is_broken(e);
}
