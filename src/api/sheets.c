/* Sheets as an answer: CSV, or an XLSX workbook. */
#include "api.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/file.h"
#include "base/table.h"
#include "report/render.h"

enum { XLSX_MAX = 64 << 20 };

/* The library behind xlsx_write fills files only. */
static int write_xlsx(const struct sheet *sheets, size_t n, struct buf *out, struct err *e)
{
    char folder[] = "/tmp/quarters-XXXXXX", path[sizeof folder + 8];
    if (mkdtemp(folder) == NULL)
        return err_set(e, ERR_IO, "không tạo được thư mục tạm", "cannot make a temporary folder");
    snprintf(path, sizeof path, "%s/a.xlsx", folder);
    int rc = xlsx_write(path, sheets, n, e);
    if (rc == ERR_OK)
        rc = file_read(path, XLSX_MAX, out, e);
    (void)unlink(path);
    (void)rmdir(folder);
    return rc;
}

int api_sheets(struct api_call *c, enum api_type type, const char *name, const struct sheet *sheets,
               size_t n, struct err *e)
{
    struct buf disposition = {0};
    int rc = ERR_OK;
    if (type == API_XLSX)
        rc = write_xlsx(sheets, n, &c->reply->body, e);
    else
        report_csv(sheets, n, &c->reply->body);
    if (rc != ERR_OK)
        return rc;
    c->reply->type = type == API_XLSX ? api_type_name(type) : "text/csv; charset=utf-8";
    buf_fmt(&disposition, "attachment; filename=\"%s.%s\"", name,
            type == API_XLSX ? "xlsx" : "csv");
    http_reply_header(c->reply, "Content-Disposition", disposition.data);
    buf_release(&disposition);
    return ERR_OK;
}
