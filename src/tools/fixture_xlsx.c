/* An XLSX workbook of one sheet, written by hand: parts stored in a ZIP without compression.
 *
 * By hand, so that the bytes hang on no library's version, and so that files may be as other
 * programs leave them: empty rows left out, texts shared or inline, merged cells, dates as serials.
 */
#include "fixture_dirty.h"

#include <stdlib.h>
#include <string.h>

static const char HEAD[] = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
#define OPEN_XML "http://schemas.openxmlformats.org/"
#define MAIN_NS  "xmlns=\"" OPEN_XML "spreadsheetml/2006/main\""
#define OFFICE   OPEN_XML "officeDocument/2006/relationships"
#define SHEET_ML "application/vnd.openxmlformats-officedocument.spreadsheetml."

static const char TYPES[] =
    "<Types xmlns=\"" OPEN_XML "package/2006/content-types\">"
    "<Default Extension=\"rels\" "
    "ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
    "<Default Extension=\"xml\" ContentType=\"application/xml\"/>"
    "<Override PartName=\"/xl/workbook.xml\" ContentType=\"" SHEET_ML "sheet.main+xml\"/>"
    "<Override PartName=\"/xl/worksheets/sheet1.xml\" ContentType=\"" SHEET_ML "worksheet+xml\"/>"
    "<Override PartName=\"/xl/styles.xml\" ContentType=\"" SHEET_ML "styles+xml\"/>"
    "<Override PartName=\"/xl/sharedStrings.xml\" ContentType=\"" SHEET_ML "sharedStrings+xml\"/>"
    "</Types>";
static const char ROOT_RELS[] =
    "<Relationships xmlns=\"" OPEN_XML "package/2006/relationships\">"
    "<Relationship Id=\"rId1\" Type=\"" OFFICE "/officeDocument\" Target=\"xl/workbook.xml\"/>"
    "</Relationships>";
static const char BOOK[] =
    "<workbook " MAIN_NS " xmlns:r=\"" OFFICE "\"><sheets>"
    "<sheet name=\"Danh sách\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>";
static const char BOOK_RELS[] =
    "<Relationships xmlns=\"" OPEN_XML "package/2006/relationships\">"
    "<Relationship Id=\"rId1\" Type=\"" OFFICE "/worksheet\" Target=\"worksheets/sheet1.xml\"/>"
    "<Relationship Id=\"rId2\" Type=\"" OFFICE "/styles\" Target=\"styles.xml\"/>"
    "<Relationship Id=\"rId3\" Type=\"" OFFICE "/sharedStrings\" Target=\"sharedStrings.xml\"/>"
    "</Relationships>";
/* style 1 is a date (the built-in format 14) */
static const char STYLES[] =
    "<styleSheet " MAIN_NS
    "><fonts count=\"1\"><font><sz val=\"11\"/><name val=\"Times New Roman\"/>"
    "</font></fonts><fills count=\"1\"><fill><patternFill patternType=\"none\"/></fill></fills>"
    "<borders count=\"1\"><border/></borders><cellStyleXfs count=\"1\"><xf/></cellStyleXfs>"
    "<cellXfs count=\"2\"><xf numFmtId=\"0\"/><xf numFmtId=\"14\" "
    "applyNumberFormat=\"1\"/></cellXfs>"
    "</styleSheet>";

static void add_escaped(struct fixture_text *t, const char *text, size_t len)
{
    for (size_t i = 0; i < len; i++)
        if (text[i] == '&')
            fixture_add(t, "&amp;");
        else if (text[i] == '<')
            fixture_add(t, "&lt;");
        else
            fixture_bytes(t, text + i, 1);
}

/* The parts of a sheet as they grow. */
struct sheet_text {
    struct fixture_text rows;
    struct fixture_text strings; /* the shared ones */
    int n_strings;
    bool is_inline;
};

static void add_cell(struct sheet_text *s, int row, int column, const char *cell, size_t len)
{
    char letter = (char)('A' + column);
    if (len == 0)
        return;
    if (*cell == '#' || *cell == '@') {
        fixture_format(&s->rows, "<c r=\"%c%d\"%s><v>%.*s</v></c>", letter, row,
                       *cell == '@' ? " s=\"1\"" : "", (int)len - 1, cell + 1);
        return;
    }
    struct fixture_text *to = s->is_inline ? &s->rows : &s->strings;
    if (s->is_inline)
        fixture_format(&s->rows, "<c r=\"%c%d\" t=\"inlineStr\"><is><t>", letter, row);
    else
        fixture_format(&s->rows, "<c r=\"%c%d\" t=\"s\"><v>%d</v></c>", letter, row,
                       s->n_strings++);
    fixture_add(to, s->is_inline ? "" : "<si><t>");
    add_escaped(to, cell, len);
    fixture_add(to, s->is_inline ? "</t></is></c>" : "</t></si>");
}

static void add_row(struct sheet_text *s, int row, const char *cells)
{
    if (*cells == '\0')
        return;
    fixture_format(&s->rows, "<row r=\"%d\">", row);
    for (int column = 0;; column++) {
        size_t len = strcspn(cells, "|");
        add_cell(s, row, column, cells, len);
        if (cells[len] == '\0')
            break;
        cells += len + 1;
    }
    fixture_add(&s->rows, "</row>");
}

static uint32_t crc_of(const struct fixture_text *t)
{
    uint32_t crc = 0xffffffffU;
    for (size_t i = 0; i < t->len; i++) {
        crc ^= (unsigned char)t->data[i];
        for (int bit = 0; bit < 8; bit++)
            crc = (crc >> 1) ^ ((crc & 1U) != 0 ? 0xedb88320U : 0U);
    }
    return ~crc;
}

static void add_number(struct fixture_text *t, uint64_t value, int n_bytes)
{
    for (int i = 0; i < n_bytes; i++) {
        unsigned char byte = (unsigned char)(value >> (8 * i));
        fixture_bytes(t, &byte, 1);
    }
}

/* What the local and the central header of a part have in common. */
static void add_facts(struct fixture_text *t, const char *name, const struct fixture_text *part)
{
    add_number(t, 20, 2);         /* version needed */
    add_number(t, 0, 2);          /* flags */
    add_number(t, 0, 2);          /* stored */
    add_number(t, 0x00210000, 4); /* midnight of 1 January 1980 */
    add_number(t, crc_of(part), 4);
    add_number(t, part->len, 4);
    add_number(t, part->len, 4);
    add_number(t, strlen(name), 2);
    add_number(t, 0, 2); /* extra */
}

/* A ZIP archive as it grows. */
struct archive {
    struct fixture_text bytes;
    struct fixture_text directory;
    int n_parts;
};

/* Adds a part and frees its text. */
static void add_part(struct archive *a, const char *name, struct fixture_text *part)
{
    size_t at = a->bytes.len;
    add_number(&a->bytes, 0x04034b50, 4);
    add_facts(&a->bytes, name, part);
    fixture_add(&a->bytes, name);
    fixture_bytes(&a->bytes, part->data, part->len);
    add_number(&a->directory, 0x02014b50, 4);
    add_number(&a->directory, 20, 2); /* version made by */
    add_facts(&a->directory, name, part);
    add_number(&a->directory, 0, 6); /* comment, disk, inner attributes */
    add_number(&a->directory, 0, 4); /* outer attributes */
    add_number(&a->directory, at, 4);
    fixture_add(&a->directory, name);
    a->n_parts++;
    fixture_text_release(part);
}

static void add_fixed(struct archive *a, const char *name, const char *xml)
{
    struct fixture_text part = {0};
    fixture_add(&part, HEAD);
    fixture_add(&part, xml);
    add_part(a, name, &part);
}

static void add_sheet(struct archive *a, struct sheet_text *s, const char *const *merges)
{
    struct fixture_text part = {0};
    fixture_format(&part, "%s<worksheet %s><sheetData>", HEAD, MAIN_NS);
    fixture_bytes(&part, s->rows.data, s->rows.len);
    fixture_add(&part, "</sheetData>");
    for (size_t m = 0; merges != NULL && merges[m] != NULL; m++)
        fixture_format(&part, "%s<mergeCell ref=\"%s\"/>", m == 0 ? "<mergeCells>" : "", merges[m]);
    fixture_add(&part, merges != NULL && merges[0] != NULL ? "</mergeCells>" : "");
    fixture_add(&part, "</worksheet>");
    add_part(a, "xl/worksheets/sheet1.xml", &part);
    fixture_format(&part, "%s<sst %s count=\"%d\" uniqueCount=\"%d\">", HEAD, MAIN_NS, s->n_strings,
                   s->n_strings);
    fixture_bytes(&part, s->strings.data, s->strings.len);
    fixture_add(&part, "</sst>");
    add_part(a, "xl/sharedStrings.xml", &part);
}

void fixture_store_xlsx(const char *folder, const char *name, const struct fixture_dirty *d)
{
    struct sheet_text s = {.is_inline = d->is_inline};
    struct archive a = {0};
    fixture_add(&s.strings, "");
    for (int row = 0; d->rows[row].cells != NULL; row++)
        add_row(&s, row + 1, d->rows[row].cells);
    add_fixed(&a, "[Content_Types].xml", TYPES);
    add_fixed(&a, "_rels/.rels", ROOT_RELS);
    add_fixed(&a, "xl/workbook.xml", BOOK);
    add_fixed(&a, "xl/_rels/workbook.xml.rels", BOOK_RELS);
    add_fixed(&a, "xl/styles.xml", STYLES);
    add_sheet(&a, &s, d->merges);
    size_t at = a.bytes.len;
    fixture_bytes(&a.bytes, a.directory.data, a.directory.len);
    add_number(&a.bytes, 0x06054b50, 4);
    add_number(&a.bytes, 0, 4); /* disks */
    add_number(&a.bytes, (uint64_t)a.n_parts, 2);
    add_number(&a.bytes, (uint64_t)a.n_parts, 2);
    add_number(&a.bytes, a.directory.len, 4);
    add_number(&a.bytes, at, 4);
    add_number(&a.bytes, 0, 2); /* comment */
    fixture_store(folder, name, &a.bytes);
    fixture_text_release(&a.directory);
    fixture_text_release(&s.rows);
    fixture_text_release(&s.strings);
}
