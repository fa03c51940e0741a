/* Pages by libhpdf 2.3.0, see the header. What it needs to be told:
 *
 * - Without an error handler a failed call notes its error and the calls after it do nothing, so it
 *   is enough to look at the end. Allocation goes through mem_alloc, which never returns NULL.
 * - The "UTF-8" encoding writes the characters' own numbers as CIDs and embeds the glyphs used. Its
 *   ToUnicode map, by which readers search and copy, is made with `cidrange` where PDF wants
 *   `bfrange` (ISO 32000-1, 9.10.3), and is replaced here.
 * - Word spacing does not act on two-byte codes: whoever justifies places the words.
 * - Nothing but what is told goes into the file: same calls, same bytes.
 */
#include "canvas.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <hpdf.h>
#include <hpdf_objects.h>
#include <hpdf_streams.h>

#include "base/mem.h"

#define FONT_FOLDER "/usr/share/fonts/truetype/liberation2/"

static const char *const FONT_FILES[CANVAS_N_FONTS] = {
    [CANVAS_REGULAR] = FONT_FOLDER "LiberationSerif-Regular.ttf",
    [CANVAS_BOLD] = FONT_FOLDER "LiberationSerif-Bold.ttf",
    [CANVAS_ITALIC] = FONT_FOLDER "LiberationSerif-Italic.ttf",
    [CANVAS_BOLD_ITALIC] = FONT_FOLDER "LiberationSerif-BoldItalic.ttf",
};

static const double A4_SHORT = 595.276, A4_LONG = 841.89; /* as HPDF_PAGE_SIZE_A4 */

static const char TO_UNICODE[] =
    "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
    "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
    "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
    "1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n"
    "1 beginbfrange\n<0000> <FFFF> <0000>\nendbfrange\n"
    "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n";

/* Widths are kept for the characters below; Vietnamese ends at U+1EF9, signs at U+22FF. */
enum { N_WIDTHS = 0x2300 };

struct face {
    HPDF_Font font;
    short widths[N_WIDTHS]; /* thousandths of the size; -1 = not asked yet */
};

struct canvas {
    HPDF_Doc doc;
    HPDF_Page page;
    double width, height;     /* of the page */
    const char *missing_font; /* NULL = none */
    struct face *faces[CANVAS_N_FONTS];
};

static void *HPDF_STDCALL take(HPDF_UINT size)
{
    return mem_alloc(size);
}

static void HPDF_STDCALL give(void *memory)
{
    free(memory);
}

static void set_date(HPDF_Doc doc, const char *date)
{
    HPDF_Date d = {.ind = '+', .off_hour = 7};
    if (sscanf(date, "%d-%d-%d", &d.year, &d.month, &d.day) == 3)
        HPDF_SetInfoDateAttr(doc, HPDF_INFO_CREATION_DATE, d);
}

struct canvas *canvas_new(const char *title, const char *date)
{
    struct canvas *c = mem_alloc(sizeof *c);
    c->doc = HPDF_NewEx(NULL, take, give, 0, NULL);
    HPDF_SetCompressionMode(c->doc, HPDF_COMP_ALL);
    HPDF_UseUTFEncodings(c->doc);
    HPDF_SetCurrentEncoder(c->doc, "UTF-8");
    HPDF_SetInfoAttr(c->doc, HPDF_INFO_TITLE, title);
    set_date(c->doc, date);
    return c;
}

static void mend_to_unicode(HPDF_Font font)
{
    HPDF_Dict map = HPDF_Dict_GetItem(font, "ToUnicode", HPDF_OCLASS_DICT);
    if (map == NULL || map->stream == NULL)
        return;
    HPDF_MemStream_FreeData(map->stream);
    HPDF_Stream_WriteStr(map->stream, TO_UNICODE);
}

/* A font is loaded, and then part of the file, when it is first asked for. */
static struct face *face_of(struct canvas *c, enum canvas_font font)
{
    if (c->faces[font] != NULL)
        return c->faces[font];
    struct face *f = c->faces[font] = mem_alloc(sizeof *f);
    for (size_t i = 0; i < N_WIDTHS; i++)
        f->widths[i] = -1;
    if (access(FONT_FILES[font], R_OK) != 0) {
        c->missing_font = FONT_FILES[font];
        return f;
    }
    const char *name = HPDF_LoadTTFontFromFile(c->doc, FONT_FILES[font], HPDF_TRUE);
    f->font = HPDF_GetFont(c->doc, name, "UTF-8");
    if (f->font != NULL)
        mend_to_unicode(f->font);
    return f;
}

void canvas_page(struct canvas *c, bool is_landscape)
{
    c->width = is_landscape ? A4_LONG : A4_SHORT;
    c->height = is_landscape ? A4_SHORT : A4_LONG;
    c->page = HPDF_AddPage(c->doc);
    HPDF_Page_SetSize(c->page, HPDF_PAGE_SIZE_A4,
                      is_landscape ? HPDF_PAGE_LANDSCAPE : HPDF_PAGE_PORTRAIT);
}

double canvas_width(const struct canvas *c)
{
    return c->width;
}

double canvas_height(const struct canvas *c)
{
    return c->height;
}

/* The next character of UTF-8 that is valid (everything stored is). */
static unsigned next_char(const char *text, size_t len, size_t *i)
{
    unsigned char lead = (unsigned char)text[(*i)++];
    unsigned ch = lead < 0x80 ? lead : lead < 0xe0 ? lead & 0x1fu : lead & 0x0fu;
    while (*i < len && ((unsigned char)text[*i] & 0xc0) == 0x80)
        ch = ch << 6 | ((unsigned char)text[(*i)++] & 0x3fu);
    return ch;
}

static int width_of(struct face *f, unsigned ch)
{
    if (f->font == NULL)
        return 500;
    if (ch >= N_WIDTHS)
        return HPDF_Font_GetUnicodeWidth(f->font, (HPDF_UNICODE)(ch > 0xffff ? ' ' : ch));
    if (f->widths[ch] < 0)
        f->widths[ch] = (short)HPDF_Font_GetUnicodeWidth(f->font, (HPDF_UNICODE)ch);
    return f->widths[ch];
}

double canvas_measure(struct canvas *c, enum canvas_font font, double size, const char *text,
                      size_t len)
{
    struct face *f = face_of(c, font);
    long sum = 0;
    for (size_t i = 0; i < len;)
        sum += width_of(f, next_char(text, len, &i));
    return (double)sum * size / 1000;
}

void canvas_text(struct canvas *c, enum canvas_font font, double size, double x, double y,
                 const char *text, size_t len)
{
    struct face *f = face_of(c, font);
    if (f->font == NULL || len == 0)
        return;
    char *copy = mem_ndup(text, len);
    HPDF_Page_SetFontAndSize(c->page, f->font, (HPDF_REAL)size);
    HPDF_Page_BeginText(c->page);
    HPDF_Page_TextOut(c->page, (HPDF_REAL)x, (HPDF_REAL)(canvas_height(c) - y), copy);
    HPDF_Page_EndText(c->page);
    free(copy);
}

void canvas_line(struct canvas *c, double width, double x0, double y0, double x1, double y1)
{
    double height = canvas_height(c);
    HPDF_Page_SetLineWidth(c->page, (HPDF_REAL)width);
    HPDF_Page_MoveTo(c->page, (HPDF_REAL)x0, (HPDF_REAL)(height - y0));
    HPDF_Page_LineTo(c->page, (HPDF_REAL)x1, (HPDF_REAL)(height - y1));
    HPDF_Page_Stroke(c->page);
}

void canvas_bar(struct canvas *c, double x, double y, double width, double height)
{
    HPDF_Page_Rectangle(c->page, (HPDF_REAL)x, (HPDF_REAL)(canvas_height(c) - y - height),
                        (HPDF_REAL)width, (HPDF_REAL)height);
    HPDF_Page_Fill(c->page);
}

void canvas_dashes(struct canvas *c, double x, double y, double width, double height)
{
    static const HPDF_UINT16 dash[] = {3};
    HPDF_Page_SetDash(c->page, dash, 1, 0);
    HPDF_Page_SetLineWidth(c->page, 0.5f);
    HPDF_Page_Rectangle(c->page, (HPDF_REAL)x, (HPDF_REAL)(canvas_height(c) - y - height),
                        (HPDF_REAL)width, (HPDF_REAL)height);
    HPDF_Page_Stroke(c->page);
    HPDF_Page_SetDash(c->page, NULL, 0, 0);
}

/* The file out of the library's own stream. */
static void copy_out(HPDF_Doc doc, struct buf *pdf)
{
    HPDF_BYTE piece[8192];
    HPDF_UINT32 n = sizeof piece;
    HPDF_ResetStream(doc);
    while (n == sizeof piece) {
        HPDF_STATUS status = HPDF_ReadFromStream(doc, piece, &n);
        if (status != HPDF_OK && status != HPDF_STREAM_EOF)
            return;
        buf_add(pdf, piece, n);
    }
    HPDF_ResetError(doc); /* the end of the stream counts as one */
}

int canvas_finish(struct canvas *c, struct buf *pdf, struct err *e)
{
    int rc = ERR_OK;
    if (c->missing_font != NULL)
        rc = err_set(e, ERR_IO, "thiếu phông chữ %s: hãy cài gói fonts-liberation2",
                     "the font %s is missing: install the package fonts-liberation2",
                     c->missing_font);
    if (rc == ERR_OK && HPDF_SaveToStream(c->doc) == HPDF_OK)
        copy_out(c->doc, pdf);
    if (rc == ERR_OK && HPDF_GetError(c->doc) != HPDF_OK)
        rc = err_set(e, ERR_INTERNAL, "không lập được tệp PDF (libhpdf 0x%lx)",
                     "the PDF cannot be made (libhpdf 0x%lx)", HPDF_GetError(c->doc));
    HPDF_Free(c->doc);
    for (size_t i = 0; i < CANVAS_N_FONTS; i++)
        free(c->faces[i]);
    free(c);
    return rc;
}
