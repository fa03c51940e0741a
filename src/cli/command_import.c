/* `quarters import DB KIND FILE`: judges a list row by row, and writes it. */
#include <stdio.h>
#include <string.h>

#include "arguments.h"
#include "base/buf.h"
#include "cli/command.h"
#include "key.h"
#include "service/audit.h"
#include "service/import.h"
#include "store/audit.h"
#include "store/store.h"
#include "write.h"

static void print_findings(const struct import_report *r, const char *lang)
{
    static const char *const levels[][2] = {
        [IMPORT_ERROR] = {"LỖI", "ERROR"},
        [IMPORT_WARNING] = {"cảnh báo", "warning"},
        [IMPORT_NOTICE] = {"lưu ý", "notice"},
    };
    bool is_en = strcmp(lang, "en") == 0;
    for (size_t i = 0; i < r->n_findings; i++) {
        const struct import_finding *f = &r->findings[i];
        if (f->row > 0)
            printf(arguments_pick(lang, "dòng %d: ", "row %d: "), f->row);
        printf("%s: %s%s%s\n", levels[f->level][is_en], f->column, f->column[0] != '\0' ? ": " : "",
               is_en ? f->en : f->vi);
    }
}

static void print_counts(const struct import_report *r, bool is_dry_run, const char *lang)
{
    printf(arguments_pick(lang, "%zu mới, %zu thay đổi, %zu không đổi, %zu có lỗi, %zu bỏ qua.\n",
                          "%zu new, %zu changed, %zu same, %zu bad, %zu skipped.\n"),
           r->n_of[IMPORT_NEW], r->n_of[IMPORT_CHANGED], r->n_of[IMPORT_SAME], r->n_of[IMPORT_BAD],
           r->n_of[IMPORT_SKIPPED]);
    if (r->n_requests_new > 0)
        printf(arguments_pick(lang, "%zu hồ sơ mới.\n", "%zu new requests.\n"), r->n_requests_new);
    if (r->bad_path != NULL)
        printf(arguments_pick(lang, "Các dòng lỗi nằm trong %s; hãy sửa rồi nhập lại tệp đó.\n",
                              "The bad rows are in %s; correct and import that file.\n"),
               r->bad_path);
    if (is_dry_run)
        printf("%s\n", arguments_pick(lang, "Chỉ xem thử: chưa ghi gì.",
                                      "A dry run: nothing was written."));
    else if (!r->is_written)
        printf("%s\n",
               arguments_pick(lang,
                              "Chưa ghi gì. Hãy sửa các dòng lỗi, hoặc dùng --skip-bad để ghi các "
                              "dòng đúng.",
                              "Nothing was written. Correct the bad rows, or use --skip-bad to "
                              "write the good ones."));
}

/* Judges only; a read handle is enough. */
static int look(const char *const files[3], enum import_kind kind, const char *option,
                const struct import_options *o, struct import_report *r, struct err *e)
{
    struct crypto_key key = {0};
    struct store *store = NULL;
    bool has_key = false;
    int rc = key_find(&key, files[0], option, &has_key, e);
    rc = rc != ERR_OK ? rc : store_open(&store, files[0], STORE_READ, has_key ? &key : NULL, e);
    rc = rc != ERR_OK ? rc : import_file(store, kind, files[2], o, r, e);
    store_close(store);
    explicit_bzero(&key, sizeof key);
    return rc;
}

/* The row of the audit, where anything changed. */
static int note(struct store *s, const char *kind, const char *path, const struct import_report *r,
                struct err *e)
{
    const char *name = strrchr(path, '/') == NULL ? path : strrchr(path, '/') + 1;
    struct buf fields = {0};
    if (!r->is_written || r->n_of[IMPORT_NEW] + r->n_of[IMPORT_CHANGED] == 0)
        return ERR_OK;
    store_audit_field(s, "file", name, &fields);
    buf_fmt(&fields, "new=%zu changed=%zu refused=%zu", r->n_of[IMPORT_NEW],
            r->n_of[IMPORT_CHANGED], r->n_of[IMPORT_BAD]);
    int rc = audit_add(s, 0, "import", fields.data, e, "%s", kind);
    buf_release(&fields);
    return rc;
}

static int run_import(const char *const files[3], enum import_kind kind, const char *option,
                      const struct import_options *o, struct import_report *r, struct err *e)
{
    struct store *store = NULL;
    if (o->is_dry_run)
        return look(files, kind, option, o, r, e);
    int rc = write_open(&store, files[0], option, e);
    rc = rc != ERR_OK ? rc : store_begin(store, e);
    rc = rc != ERR_OK ? rc : import_file(store, kind, files[2], o, r, e);
    rc = rc != ERR_OK ? rc : note(store, files[1], files[2], r, e);
    rc = rc != ERR_OK ? rc : store_commit(store, e);
    store_close(store);
    return rc;
}

int command_import(int argc, char **argv, const char *lang)
{
    static const char call[] =
        "import DB rooms|agencies|officials|requests|items|surveys FILE [--dry-run]"
        " [--skip-bad] [--key F]";
    const char *key = NULL, *files[3], *wrong;
    struct import_options o = {0};
    const struct argument_option options[] = {
        {"--key", &key, NULL, NULL},
        {"--dry-run", NULL, NULL, &o.is_dry_run},
        {"--skip-bad", NULL, NULL, &o.skips_bad},
    };
    size_t n = 3;
    enum import_kind kind;
    struct import_report r = {0};
    struct err e = {0};
    if (!arguments_read(argc, argv, options, 3, files, &n, &wrong) || n != 3)
        return arguments_usage(lang, wrong, call);
    if (!import_kind_of(files[1], &kind))
        return arguments_usage(lang, files[1], call);
    int rc = run_import(files, kind, key, &o, &r, &e);
    print_findings(&r, lang);
    if (rc == ERR_OK)
        print_counts(&r, o.is_dry_run, lang);
    else
        rc = arguments_fail(&e, NULL, lang);
    if (rc == ERR_OK && r.n_of[IMPORT_BAD] > 0 && (o.is_dry_run || !o.skips_bad))
        rc = ERR_INPUT;
    import_report_release(&r);
    return rc;
}
