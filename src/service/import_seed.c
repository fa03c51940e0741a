/* The communes, agencies and policies that come with the program. Our own files: a fault in them is
 * a fault of the build, told as such.
 */
#include "service/import.h"
#include "service/policies.h"

#include "service_files.h"
#include "import_parts.h"

#include <stdlib.h>
#include <string.h>

static int seed_table(const char *name, struct table *t, struct err *e)
{
    const struct embedded_file *f = embedded_in(service_files, n_service_files, name);
    if (f == NULL)
        return err_set(e, ERR_INTERNAL, "chương trình thiếu tệp %s", "the program lacks %s", name);
    return csv_parse(f->data, f->len, ',', t, e);
}

static const char *named_cell(const struct table *t, size_t row, const char *heading)
{
    for (size_t c = 0; t->n_rows > 0 && c < t->rows[0].n_cells; c++) {
        char *key = import_key(table_cell(t, 0, c));
        bool is_it = strcmp(key, heading) == 0;
        free(key);
        if (is_it)
            return table_cell(t, row, c);
    }
    return "";
}

static int seed_communes(struct store *s, struct err *e)
{
    struct table t = {0};
    int rc = seed_table("seed/communes.csv", &t, e);
    rc = rc != ERR_OK ? rc : store_begin(s, e);
    bool is_open = rc == ERR_OK;
    for (size_t r = 1; r < t.n_rows && rc == ERR_OK; r++) {
        struct store_commune c = {
            .code = (char *)named_cell(&t, r, "ma xa"),
            .name = (char *)named_cell(&t, r, "ten xa"),
            .kind = (char *)named_cell(&t, r, "loai"),
            .former_province = (char *)named_cell(&t, r, "tinh cu"),
            .straight_km_t =
                10 * (int)strtol(named_cell(&t, r, "khoang cach duong chim bay km"), NULL, 10),
        };
        rc = store_commune_put(s, &c, e);
    }
    rc = rc != ERR_OK ? rc : store_commit(s, e);
    if (is_open && rc != ERR_OK)
        store_rollback(s);
    table_release(&t);
    return rc;
}

int import_seed(struct store *s, struct err *e)
{
    struct table t = {0};
    struct import_report r = {0};
    const struct import_options o = {0};
    int rc = seed_communes(s, e);
    rc = rc != ERR_OK ? rc : seed_table("seed/agencies.csv", &t, e);
    if (rc == ERR_OK)
        rc = import_table(s, IMPORT_AGENCIES, &t, "agencies.csv", "", &o, &r, e);
    if (rc == ERR_OK && !r.is_written)
        rc = err_set(e, ERR_INTERNAL, "danh sách cơ quan kèm chương trình có lỗi: %s%.0s",
                     "the list of agencies in the program is bad: %.0s%s",
                     r.n_findings > 0 ? r.findings[0].vi : "",
                     r.n_findings > 0 ? r.findings[0].en : "");
    import_report_release(&r);
    table_release(&t);
    return rc != ERR_OK ? rc : policies_seed(s, e);
}
