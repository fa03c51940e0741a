/* What the cells of a workbook refer to: which part is the first visible sheet, the shared texts,
 * and which styles make a number a date.
 *
 * Where the parts lie is told by xl/_rels/workbook.xml.rels; the workbook itself is taken to lie
 * where every known program puts it. Chart sheets and hidden sheets are passed over.
 */
#include "xlsx.h"

#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

enum {
    MAX_RELATIONS = 256, /* a workbook of MAX_ENTRIES parts has fewer */
    MAX_STYLES = 65536,  /* Excel's own limit is 65,490 */
    MAX_FORMATS = 4096,
    MAX_STRINGS = TABLE_MAX_ROWS * TABLE_MAX_COLUMNS,
};

static const char BOOK_PART[] = "xl/workbook.xml";
static const char RELATIONS_PART[] = "xl/_rels/workbook.xml.rels";

struct relation {
    char *id;
    char *type; /* a URI; its last word tells */
    char *part;
};

struct format {
    long id;
    bool is_date;
};

/* While loading. */
struct loader {
    struct xlsx_book *book;
    struct relation *relations; /* [n_relations] */
    size_t n_relations;
    struct format *formats; /* [n_formats] of the workbook's own */
    size_t n_formats;
    bool is_in_styles; /* within <cellXfs>, not <cellStyleXfs> */
    bool is_in_item;   /* within <si> */
    struct xlsx_text text;
};

static int too_many(struct err *e, const char *what)
{
    return err_set(e, ERR_INPUT, "tệp .xlsx có quá nhiều mục %s",
                   "the .xlsx file has too many items %s", what);
}

static bool ends_with(const char *text, const char *end)
{
    size_t n = strlen(text);
    return n >= strlen(end) && strcmp(text + n - strlen(end), end) == 0;
}

static bool is_true(const char *attribute)
{
    return attribute != NULL && (strcmp(attribute, "1") == 0 || strcmp(attribute, "true") == 0);
}

/* ---- relations */

static int relation_open(void *ctx, const char *name, const char **attributes, struct err *e)
{
    struct loader *l = ctx;
    const char *id = xlsx_attribute(attributes, "Id");
    const char *type = xlsx_attribute(attributes, "Type");
    const char *target = xlsx_attribute(attributes, "Target");
    if (strcmp(name, "Relationship") != 0 || id == NULL || type == NULL || target == NULL)
        return ERR_OK;
    if (l->n_relations == MAX_RELATIONS)
        return too_many(e, name);
    struct buf part = {0};
    if (target[0] != '/')
        buf_str(&part, "xl/");
    buf_str(&part, target + (target[0] == '/' ? 1 : 0));
    l->relations = mem_grow(l->relations, l->n_relations + 1, sizeof *l->relations);
    l->relations[l->n_relations++] = (struct relation){mem_dup(id), mem_dup(type), buf_take(&part)};
    return ERR_OK;
}

static int ignore_close(void *ctx, const char *name, struct err *e)
{
    (void)ctx;
    (void)name;
    (void)e;
    return ERR_OK;
}

static void ignore_text(void *ctx, const char *text, size_t len)
{
    (void)ctx;
    (void)text;
    (void)len;
}

/* The part of a kind ("/styles"), or of a kind and an id; NULL. */
static const char *related_part(const struct loader *l, const char *kind, const char *id)
{
    for (size_t i = 0; i < l->n_relations; i++)
        if (ends_with(l->relations[i].type, kind) &&
            (id == NULL || strcmp(l->relations[i].id, id) == 0))
            return l->relations[i].part;
    return NULL;
}

/* ---- sheets */

static int sheet_open(void *ctx, const char *name, const char **attributes, struct err *e)
{
    struct loader *l = ctx;
    (void)e;
    if (strcmp(name, "workbookPr") == 0)
        l->book->is_1904 = is_true(xlsx_attribute(attributes, "date1904"));
    if (strcmp(name, "sheet") != 0 || l->book->sheet != NULL)
        return ERR_OK;
    const char *state = xlsx_attribute(attributes, "state");
    const char *id = xlsx_attribute(attributes, "id");
    if (id == NULL || (state != NULL && strcmp(state, "visible") != 0))
        return ERR_OK;
    const char *part = related_part(l, "/worksheet", id);
    if (part != NULL)
        l->book->sheet = mem_dup(part);
    return ERR_OK;
}

/* ---- shared strings */

static int string_open(void *ctx, const char *name, const char **attributes, struct err *e)
{
    struct loader *l = ctx;
    (void)attributes;
    (void)e;
    if (strcmp(name, "si") == 0)
        l->is_in_item = true;
    else if (l->is_in_item)
        xlsx_text_open(&l->text, name);
    return ERR_OK;
}

static int string_close(void *ctx, const char *name, struct err *e)
{
    struct loader *l = ctx;
    struct xlsx_book *b = l->book;
    xlsx_text_close(&l->text, name);
    if (strcmp(name, "si") != 0)
        return ERR_OK;
    l->is_in_item = false;
    if (b->n_strings == MAX_STRINGS)
        return too_many(e, name);
    if (b->n_strings == b->cap_strings) {
        b->cap_strings = 2 * b->cap_strings + 256;
        b->strings = mem_grow(b->strings, b->cap_strings, sizeof *b->strings);
    }
    b->strings[b->n_strings++] = xlsx_text_take(&l->text);
    return ERR_OK;
}

static void string_text(void *ctx, const char *text, size_t len)
{
    struct loader *l = ctx;
    xlsx_text_add(&l->text, text, len);
}

/* ---- styles */

/* Number formats that every workbook has without naming them: ECMA-376 part 1, 18.8.30, with those
 * of East Asian Excel. */
static bool is_date_format(const struct loader *l, long id)
{
    static const struct {
        long first, last;
    } builtin[] = {{14, 22}, {27, 36}, {45, 47}, {50, 58}};
    for (size_t i = 0; i < l->n_formats; i++)
        if (l->formats[i].id == id)
            return l->formats[i].is_date;
    for (size_t i = 0; i < sizeof builtin / sizeof *builtin; i++)
        if (id >= builtin[i].first && id <= builtin[i].last)
            return true;
    return false;
}

static int format_open(struct loader *l, const char **attributes, struct err *e)
{
    const char *id = xlsx_attribute(attributes, "numFmtId");
    const char *code = xlsx_attribute(attributes, "formatCode");
    if (id == NULL || code == NULL)
        return ERR_OK;
    if (l->n_formats == MAX_FORMATS)
        return too_many(e, "numFmt");
    l->formats = mem_grow(l->formats, l->n_formats + 1, sizeof *l->formats);
    l->formats[l->n_formats++] = (struct format){strtol(id, NULL, 10), xlsx_format_is_date(code)};
    return ERR_OK;
}

static int style_open(void *ctx, const char *name, const char **attributes, struct err *e)
{
    struct loader *l = ctx;
    struct xlsx_book *b = l->book;
    if (strcmp(name, "numFmt") == 0 && !l->is_in_styles)
        return format_open(l, attributes, e);
    if (strcmp(name, "cellXfs") == 0)
        l->is_in_styles = true;
    if (strcmp(name, "xf") != 0 || !l->is_in_styles)
        return ERR_OK;
    if (b->n_styles == MAX_STYLES)
        return too_many(e, name);
    if (b->n_styles == b->cap_styles) {
        b->cap_styles = 2 * b->cap_styles + 64;
        b->is_date = mem_grow(b->is_date, b->cap_styles, sizeof *b->is_date);
    }
    const char *id = xlsx_attribute(attributes, "numFmtId");
    b->is_date[b->n_styles++] = id != NULL && is_date_format(l, strtol(id, NULL, 10));
    return ERR_OK;
}

static int style_close(void *ctx, const char *name, struct err *e)
{
    struct loader *l = ctx;
    (void)e;
    if (strcmp(name, "cellXfs") == 0)
        l->is_in_styles = false;
    return ERR_OK;
}

/* ---- all together */

/* A part that a workbook may do without. */
static int load_optional(struct loader *l, struct xlsx_zip *z, const char *kind,
                         const struct xlsx_events *events, struct err *e)
{
    const char *part = related_part(l, kind, NULL);
    if (part == NULL || !xlsx_zip_has(z, part))
        return ERR_OK;
    return xlsx_zip_parse(z, part, events, l, e);
}

int xlsx_book_load(struct xlsx_book *b, struct xlsx_zip *z, struct err *e)
{
    static const struct xlsx_events relations = {relation_open, ignore_close, ignore_text};
    static const struct xlsx_events sheets = {sheet_open, ignore_close, ignore_text};
    static const struct xlsx_events strings = {string_open, string_close, string_text};
    static const struct xlsx_events styles = {style_open, style_close, ignore_text};
    struct loader l = {.book = b};
    int rc = xlsx_zip_parse(z, RELATIONS_PART, &relations, &l, e);
    rc = rc != ERR_OK ? rc : xlsx_zip_parse(z, BOOK_PART, &sheets, &l, e);
    if (rc == ERR_OK && b->sheet == NULL)
        rc = err_set(e, ERR_INPUT, "tệp .xlsx không có trang tính nào hiện",
                     "the .xlsx file has no visible sheet");
    rc = rc != ERR_OK ? rc : load_optional(&l, z, "/sharedStrings", &strings, e);
    rc = rc != ERR_OK ? rc : load_optional(&l, z, "/styles", &styles, e);
    for (size_t i = 0; i < l.n_relations; i++) {
        free(l.relations[i].id);
        free(l.relations[i].type);
        free(l.relations[i].part);
    }
    free(l.relations);
    free(l.formats);
    buf_release(&l.text.text);
    return rc;
}

void xlsx_book_release(struct xlsx_book *b)
{
    for (size_t i = 0; i < b->n_strings; i++)
        free(b->strings[i]);
    free(b->strings);
    free(b->is_date);
    free(b->sheet);
    *b = (struct xlsx_book){0};
}
