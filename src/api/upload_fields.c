/* The columns that the importer knows, with the words it takes for each; as a sheet, a template. */
#include "routes.h"

#include <string.h>

#include "service/grid.h"
#include "service/import.h"

/* "|ho va ten|khoang cach*|" as an array: what ends in * may go on. */
static void write_words(struct buf *out, const char *words)
{
    buf_char(out, '[');
    for (const char *at = words + 1; *at != '\0'; at = strchr(at, '|') + 1) {
        const size_t n = (size_t)(strchr(at, '|') - at);
        buf_fmt(out, "%s\"%.*s\"", at > words + 1 ? "," : "", (int)n, at);
    }
    buf_char(out, ']');
}

static void write_field(struct buf *out, const struct import_field_words *field)
{
    buf_str(out, "{\"field\":");
    buf_json(out, field->heading);
    buf_fmt(out, ",\"is_needed\":%s,\"words\":", field->is_needed ? "true" : "false");
    write_words(out, field->words);
    buf_char(out, '}');
}

static int answer_template(struct api_call *c, enum import_kind kind, int type, struct err *e)
{
    struct import_field_words field;
    struct grid g = {0};
    grid_init(&g, import_kind_name(kind), 0, NULL);
    for (size_t i = 0; import_field_at(kind, i, &field); i++)
        if (!field.is_other)
            grid_column(&g, field.heading);
    const struct sheet sheet = grid_sheet(&g);
    const int rc = api_sheets(c, (enum api_type)type, "mau-danh-sach", &sheet, 1, e);
    grid_release(&g);
    return rc;
}

int api_list_upload_fields(struct api_call *c, struct store *s, struct err *e)
{
    const int type = api_accept(c, 1u << API_JSON | 1u << API_CSV | 1u << API_XLSX);
    enum import_kind kind = IMPORT_ROOMS;
    struct import_field_words field;
    struct buf *out = &c->reply->body;
    (void)s;
    if (type < 0)
        return ERR_INPUT;
    (void)import_kind_of(api_query(c, "kind"), &kind);
    if (type != API_JSON)
        return answer_template(c, kind, type, e);
    buf_str(out, "{\"items\":[");
    for (size_t i = 0; import_field_at(kind, i, &field); i++) {
        buf_str(out, i > 0 ? ",\n" : "\n");
        write_field(out, &field);
    }
    buf_str(out, "]}\n");
    return ERR_OK;
}
