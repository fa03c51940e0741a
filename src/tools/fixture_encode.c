/* Vietnamese text as old and foreign programs write it: decomposed, Windows-1258, UTF-16.
 *
 * One table of the letters with tones serves both decompositions. Windows-1258 has the letters ă â
 * ê ô ơ ư đ and five combining tones; a letter with a tone takes two bytes there, tone last.
 */
#include "fixture_dirty.h"

#include <stdlib.h>
#include <string.h>

/* A letter with its five toned forms: huyền, hỏi, ngã, sắc, nặng. */
static const struct letter {
    const char *forms[6]; /* the letter itself, then by tone */
    const char *base;     /* the letter without its hat, horn or bowl */
    const char *mark;     /* what was taken off, combining; "" none */
    unsigned char cp1258;
} LETTERS[] = {
    {{"a", "à", "ả", "ã", "á", "ạ"}, "a", "", 'a'},
    {{"ă", "ằ", "ẳ", "ẵ", "ắ", "ặ"}, "a", "\xCC\x86", 0xE3},
    {{"â", "ầ", "ẩ", "ẫ", "ấ", "ậ"}, "a", "\xCC\x82", 0xE2},
    {{"e", "è", "ẻ", "ẽ", "é", "ẹ"}, "e", "", 'e'},
    {{"ê", "ề", "ể", "ễ", "ế", "ệ"}, "e", "\xCC\x82", 0xEA},
    {{"i", "ì", "ỉ", "ĩ", "í", "ị"}, "i", "", 'i'},
    {{"o", "ò", "ỏ", "õ", "ó", "ọ"}, "o", "", 'o'},
    {{"ô", "ồ", "ổ", "ỗ", "ố", "ộ"}, "o", "\xCC\x82", 0xF4},
    {{"ơ", "ờ", "ở", "ỡ", "ớ", "ợ"}, "o", "\xCC\x9B", 0xF5},
    {{"u", "ù", "ủ", "ũ", "ú", "ụ"}, "u", "", 'u'},
    {{"ư", "ừ", "ử", "ữ", "ứ", "ự"}, "u", "\xCC\x9B", 0xFD},
    {{"y", "ỳ", "ỷ", "ỹ", "ý", "ỵ"}, "y", "", 'y'},
    {{"A", "À", "Ả", "Ã", "Á", "Ạ"}, "A", "", 'A'},
    {{"Ă", "Ằ", "Ẳ", "Ẵ", "Ắ", "Ặ"}, "A", "\xCC\x86", 0xC3},
    {{"Â", "Ầ", "Ẩ", "Ẫ", "Ấ", "Ậ"}, "A", "\xCC\x82", 0xC2},
    {{"E", "È", "Ẻ", "Ẽ", "É", "Ẹ"}, "E", "", 'E'},
    {{"Ê", "Ề", "Ể", "Ễ", "Ế", "Ệ"}, "E", "\xCC\x82", 0xCA},
    {{"I", "Ì", "Ỉ", "Ĩ", "Í", "Ị"}, "I", "", 'I'},
    {{"O", "Ò", "Ỏ", "Õ", "Ó", "Ọ"}, "O", "", 'O'},
    {{"Ô", "Ồ", "Ổ", "Ỗ", "Ố", "Ộ"}, "O", "\xCC\x82", 0xD4},
    {{"Ơ", "Ờ", "Ở", "Ỡ", "Ớ", "Ợ"}, "O", "\xCC\x9B", 0xD5},
    {{"U", "Ù", "Ủ", "Ũ", "Ú", "Ụ"}, "U", "", 'U'},
    {{"Ư", "Ừ", "Ử", "Ữ", "Ứ", "Ự"}, "U", "\xCC\x9B", 0xDD},
    {{"Y", "Ỳ", "Ỷ", "Ỹ", "Ý", "Ỵ"}, "Y", "", 'Y'},
    {{"đ", "đ", "đ", "đ", "đ", "đ"}, "đ", "", 0xF0},
    {{"Đ", "Đ", "Đ", "Đ", "Đ", "Đ"}, "Đ", "", 0xD0},
};
static const char *const TONES[6] = {"",         "\xCC\x80", "\xCC\x89",
                                     "\xCC\x83", "\xCC\x81", "\xCC\xA3"};
static const char *const TONES_CP1258[6] = {"", "\xCC", "\xD2", "\xDE", "\xEC", "\xF2"};

static const struct letter *find(const char *at, size_t *tone, size_t *len)
{
    for (size_t l = 0; l < sizeof LETTERS / sizeof *LETTERS; l++)
        for (*tone = 0; *tone < 6; (*tone)++) {
            *len = strlen(LETTERS[l].forms[*tone]);
            if (strncmp(at, LETTERS[l].forms[*tone], *len) == 0)
                return &LETTERS[l];
        }
    return NULL;
}

static void encode_cp1258(const struct letter *l, size_t tone, struct fixture_text *out)
{
    fixture_bytes(out, &l->cp1258, 1);
    fixture_add(out, TONES_CP1258[tone]);
}

/* Marks stand in the order of their combining classes: horn, dot below, then what is above. */
static void decompose(const struct letter *l, size_t tone, struct fixture_text *out)
{
    enum { DOT_BELOW = 5 };
    bool has_horn = strcmp(l->mark, "\xCC\x9B") == 0;
    bool tone_first = tone == DOT_BELOW && !has_horn;
    fixture_add(out, l->base);
    fixture_add(out, tone_first ? TONES[tone] : l->mark);
    fixture_add(out, tone_first ? l->mark : TONES[tone]);
}

/* Of UTF-8 up to three bytes, all there is here. */
static void encode_utf16(const char *utf8, struct fixture_text *out)
{
    for (const unsigned char *c = (const unsigned char *)utf8; *c != '\0';) {
        unsigned code = *c;
        int n = *c < 0x80 ? 1 : *c < 0xE0 ? 2 : 3;
        if (n > 1)
            code = *c & (n == 2 ? 0x1FU : 0x0FU);
        for (int i = 1; i < n; i++)
            code = code << 6 | (c[i] & 0x3FU);
        const unsigned char unit[2] = {(unsigned char)(code & 0xFF), (unsigned char)(code >> 8)};
        fixture_bytes(out, unit, 2);
        c += n;
    }
}

void fixture_encode(enum fixture_dress dress, const char *utf8, struct fixture_text *out)
{
    if (dress == FIXTURE_UTF16) {
        encode_utf16(utf8, out);
        return;
    }
    bool is_plain = dress != FIXTURE_CP1258 && dress != FIXTURE_DECOMPOSED;
    for (size_t len; *utf8 != '\0'; utf8 += len) {
        size_t tone;
        const struct letter *l = is_plain ? NULL : find(utf8, &tone, &len);
        if (l == NULL) {
            len = 1;
            if (dress == FIXTURE_CP1258 && (unsigned char)*utf8 >= 0x80)
                abort(); /* a letter that the table lacks */
            fixture_bytes(out, utf8, 1);
        } else if (dress == FIXTURE_CP1258) {
            encode_cp1258(l, tone, out);
        } else {
            decompose(l, tone, out);
        }
    }
}
