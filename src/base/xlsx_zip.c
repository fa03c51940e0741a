/* The parts of an XLSX file: minizip takes them out, expat reads them, in chunks; no part is ever
 * whole in memory.
 *
 * Refused: more than MAX_ENTRIES entries, encryption, more than MAX_INFLATED bytes in all or
 * MAX_RATIO times what was packed (both counted while inflating: the sizes in the directory are
 * claims), a DOCTYPE (entities that multiply), a checksum that does not fit. Only parts that are
 * asked for are inflated, so entries that overlap or that nobody names cost nothing.
 */
#include "xlsx.h"

#include "base/mem.h"

#include <expat.h>
#include <minizip/unzip.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    MAX_ENTRIES = 64, /* Excel writes about 12, and three a sheet */
    MAX_INFLATED = 64 << 20,
    MAX_RATIO = 200,       /* sheets of 20,000 like rows pack 1:60; bombs 1:1000 */
    RATIO_FROM = 64 << 10, /* below, a high ratio is common and harms nobody */
    CHUNK = 32 << 10,
    FLAG_ENCRYPTED = 1,
    ANY_CASE = 2, /* of unzLocateFile */
};

struct xlsx_zip {
    const char *bytes;
    size_t len;
    size_t at;
    unzFile file;
    size_t n_inflated;
};

static voidpf source_open(voidpf opaque, const void *name, int mode)
{
    (void)name;
    (void)mode;
    return opaque;
}

static uLong source_read(voidpf opaque, voidpf stream, void *to, uLong size)
{
    struct xlsx_zip *z = opaque;
    (void)stream;
    size_t n = z->len - z->at < size ? z->len - z->at : size;
    memcpy(to, z->bytes + z->at, n);
    z->at += n;
    return n;
}

static uLong source_write(voidpf opaque, voidpf stream, const void *from, uLong size)
{
    (void)opaque;
    (void)stream;
    (void)from;
    (void)size;
    return 0;
}

static ZPOS64_T source_tell(voidpf opaque, voidpf stream)
{
    const struct xlsx_zip *z = opaque;
    (void)stream;
    return z->at;
}

static long source_seek(voidpf opaque, voidpf stream, ZPOS64_T offset, int origin)
{
    struct xlsx_zip *z = opaque;
    (void)stream;
    size_t base = origin == ZLIB_FILEFUNC_SEEK_SET   ? 0
                  : origin == ZLIB_FILEFUNC_SEEK_CUR ? z->at
                                                     : z->len;
    if (offset > z->len - base)
        return -1;
    z->at = base + (size_t)offset;
    return 0;
}

static int source_done(voidpf opaque, voidpf stream)
{
    (void)opaque;
    (void)stream;
    return 0;
}

static int broken(struct err *e)
{
    return err_set(e, ERR_INPUT, "tệp .xlsx bị hỏng: hãy mở bằng Excel và lưu lại",
                   "the .xlsx file is broken: open it in Excel and save it again");
}

static int too_large(struct err *e)
{
    return err_set(e, ERR_INPUT,
                   "tệp .xlsx chứa quá nhiều dữ liệu: hãy chỉ giữ lại trang tính cần nhập",
                   "the .xlsx file holds too much: keep only the sheet to be imported");
}

static int check_entries(struct xlsx_zip *z, struct err *e)
{
    unz_global_info64 all;
    if (unzGetGlobalInfo64(z->file, &all) != UNZ_OK)
        return broken(e);
    if (all.number_entry > MAX_ENTRIES)
        return too_large(e);
    int rc = unzGoToFirstFile(z->file);
    for (int i = 0; i < MAX_ENTRIES && rc == UNZ_OK; i++) {
        unz_file_info64 info;
        if (unzGetCurrentFileInfo64(z->file, &info, NULL, 0, NULL, 0, NULL, 0) != UNZ_OK)
            return broken(e);
        if ((info.flag & FLAG_ENCRYPTED) != 0)
            return err_set(e, ERR_INPUT, "tệp .xlsx có mật khẩu: hãy lưu lại không mật khẩu",
                           "the .xlsx file has a password: save it without");
        rc = unzGoToNextFile(z->file);
    }
    return rc == UNZ_END_OF_LIST_OF_FILE ? ERR_OK : broken(e);
}

struct xlsx_zip *xlsx_zip_open(const char *bytes, size_t len, struct err *e)
{
    struct xlsx_zip *z = mem_alloc(sizeof *z);
    z->bytes = bytes;
    z->len = len;
    zlib_filefunc64_def source = {source_open, source_read, source_write, source_tell,
                                  source_seek, source_done, source_done,  z};
    z->file = unzOpen2_64("", &source);
    int rc = z->file == NULL ? broken(e) : check_entries(z, e);
    if (rc == ERR_OK)
        return z;
    xlsx_zip_close(z);
    return NULL;
}

void xlsx_zip_close(struct xlsx_zip *z)
{
    if (z != NULL && z->file != NULL)
        (void)unzClose(z->file); /* nothing was written */
    free(z);
}

bool xlsx_zip_has(struct xlsx_zip *z, const char *part)
{
    return unzLocateFile(z->file, part, ANY_CASE) == UNZ_OK;
}

struct parse {
    XML_Parser parser;
    const struct xlsx_events *events;
    void *ctx;
    struct err *e;
    int rc;
};

static const char *local_name(const char *name)
{
    const char *colon = strrchr(name, ':');
    return colon == NULL ? name : colon + 1;
}

const char *xlsx_attribute(const char **attributes, const char *name)
{
    for (size_t i = 0; attributes[i] != NULL; i += 2)
        if (strcmp(local_name(attributes[i]), name) == 0)
            return attributes[i + 1];
    return NULL;
}

static void stop(struct parse *p, int rc)
{
    if (rc == ERR_OK || p->rc != ERR_OK)
        return;
    p->rc = rc;
    (void)XML_StopParser(p->parser, XML_FALSE); /* fails only where it is stopped already */
}

static void XMLCALL on_open(void *ctx, const char *name, const char **attributes)
{
    struct parse *p = ctx;
    if (p->rc == ERR_OK)
        stop(p, p->events->open(p->ctx, local_name(name), attributes, p->e));
}

static void XMLCALL on_close(void *ctx, const char *name)
{
    struct parse *p = ctx;
    if (p->rc == ERR_OK)
        stop(p, p->events->close(p->ctx, local_name(name), p->e));
}

static void XMLCALL on_text(void *ctx, const char *text, int len)
{
    struct parse *p = ctx;
    if (p->rc == ERR_OK)
        p->events->text(p->ctx, text, (size_t)len);
}

static void XMLCALL on_doctype(void *ctx, const char *name, const char *system, const char *public,
                               int has_subset)
{
    struct parse *p = ctx;
    (void)name;
    (void)system;
    (void)public;
    (void)has_subset;
    stop(p, err_set(p->e, ERR_INPUT, "tệp .xlsx có DOCTYPE, là thứ Excel không bao giờ ghi",
                    "the .xlsx file has a DOCTYPE, which Excel never writes"));
}

/* Feeds the open part to the parser. */
static int inflate_part(struct xlsx_zip *z, struct parse *p, size_t n_packed)
{
    char chunk[CHUNK];
    size_t n_part = 0;
    for (;;) {
        int n = unzReadCurrentFile(z->file, chunk, sizeof chunk);
        if (n < 0)
            return broken(p->e);
        n_part += (size_t)n;
        z->n_inflated += (size_t)n;
        if (z->n_inflated > MAX_INFLATED || (n_part > RATIO_FROM && n_part / MAX_RATIO > n_packed))
            return too_large(p->e);
        enum XML_Status status = XML_Parse(p->parser, chunk, n, n == 0);
        if (p->rc != ERR_OK)
            return p->rc;
        if (status != XML_STATUS_OK)
            return broken(p->e);
        if (n == 0)
            return ERR_OK;
    }
}

int xlsx_zip_parse(struct xlsx_zip *z, const char *part, const struct xlsx_events *events,
                   void *ctx, struct err *e)
{
    unz_file_info64 info;
    struct parse p = {.events = events, .ctx = ctx, .e = e, .rc = ERR_OK};
    if (!xlsx_zip_has(z, part))
        return err_set(e, ERR_INPUT, "không phải là bảng tính .xlsx: thiếu %s",
                       "this is no .xlsx workbook: it lacks %s", part);
    if (unzGetCurrentFileInfo64(z->file, &info, NULL, 0, NULL, 0, NULL, 0) != UNZ_OK ||
        unzOpenCurrentFile(z->file) != UNZ_OK)
        return broken(e);
    p.parser = XML_ParserCreate(NULL);
    if (p.parser == NULL)
        abort(); /* out of memory, as in mem.h */
    XML_SetUserData(p.parser, &p);
    XML_SetElementHandler(p.parser, on_open, on_close);
    XML_SetCharacterDataHandler(p.parser, on_text);
    XML_SetStartDoctypeDeclHandler(p.parser, on_doctype);
    int rc = inflate_part(z, &p, (size_t)info.compressed_size);
    XML_ParserFree(p.parser);
    if (unzCloseCurrentFile(z->file) != UNZ_OK && rc == ERR_OK)
        rc = broken(e); /* the checksum */
    return rc;
}
