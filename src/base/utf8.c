/* UTF-8, see the header. */
#include "utf8.h"

size_t utf8_next(const char *text, size_t len, uint32_t *scalar)
{
    static const uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
    *scalar = 0xFFFD;
    if (len == 0)
        return 0;
    unsigned char lead = (unsigned char)text[0];
    if (lead < 0x80) {
        *scalar = lead;
        return 1;
    }
    size_t n = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
    if (lead < 0xC2 || lead > 0xF4 || len < n)
        return 0;
    uint32_t value = lead & (0xFFu >> (n + 1));
    for (size_t i = 1; i < n; i++) {
        unsigned char c = (unsigned char)text[i];
        if ((c & 0xC0) != 0x80)
            return 0;
        value = value << 6 | (c & 0x3Fu);
    }
    if (value < least[n] || value > 0x10FFFF || (value >= 0xD800 && value <= 0xDFFF))
        return 0;
    *scalar = value;
    return n;
}

bool utf8_is_valid(const char *text, size_t len)
{
    for (size_t i = 0; i < len;) {
        uint32_t scalar;
        size_t n = utf8_next(text + i, len - i, &scalar);
        if (n == 0)
            return false;
        i += n;
    }
    return true;
}

void utf8_add(struct buf *out, uint32_t s)
{
    char bytes[4];
    size_t n;
    if (s > 0x10FFFF || (s >= 0xD800 && s <= 0xDFFF))
        s = 0xFFFD;
    if (s < 0x80) {
        bytes[0] = (char)s;
        n = 1;
    } else if (s < 0x800) {
        bytes[0] = (char)(0xC0 | s >> 6);
        bytes[1] = (char)(0x80 | (s & 0x3F));
        n = 2;
    } else if (s < 0x10000) {
        bytes[0] = (char)(0xE0 | s >> 12);
        bytes[1] = (char)(0x80 | (s >> 6 & 0x3F));
        bytes[2] = (char)(0x80 | (s & 0x3F));
        n = 3;
    } else {
        bytes[0] = (char)(0xF0 | s >> 18);
        bytes[1] = (char)(0x80 | (s >> 12 & 0x3F));
        bytes[2] = (char)(0x80 | (s >> 6 & 0x3F));
        bytes[3] = (char)(0x80 | (s & 0x3F));
        n = 4;
    }
    buf_add(out, bytes, n);
}
