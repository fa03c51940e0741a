/* `quarters init DB`: a new database with the communes and agencies that come with the program, and
 * its key. One made with --demo says in its documents that the people in it are made up.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "arguments.h"
#include "base/buf.h"
#include "cli/command.h"
#include "key.h"
#include "service/audit.h"
#include "service/import.h"
#include "store/setting.h"
#include "store/store.h"

/* Makes DB.key where no key was named; `*made` is its path then. */
static int ready_key(struct crypto_key *key, const char *db, const char *option, char **made,
                     struct err *e)
{
    bool has_key = false;
    struct buf path = {0};
    int rc = key_find(key, db, option, &has_key, e);
    if (rc != ERR_OK || has_key)
        return rc;
    buf_fmt(&path, "%s.key", db);
    rc = crypto_key_make(path.data, e);
    rc = rc != ERR_OK ? rc : crypto_key_load(key, path.data, e);
    *made = buf_take(&path);
    return rc;
}

/* What a new database holds; the audit begins with it. */
static int fill(struct store *store, bool is_demo, struct err *e)
{
    int rc = import_seed(store, e);
    if (rc == ERR_OK && is_demo)
        rc = store_setting_put(store, STORE_SETTING_DEMO, "1", e);
    return rc != ERR_OK ? rc
                        : audit_add(store, 0, "init", is_demo ? "demo=1" : NULL, e, "database");
}

static int run_init(const char *db, const char *option, bool is_demo, char **made, struct err *e)
{
    struct crypto_key key = {0};
    struct store *store = NULL;
    if (access(db, F_OK) == 0)
        return err_set(e, ERR_INPUT, "%s đã có sẵn; hãy chọn tên khác",
                       "%s exists already; choose another name", db);
    int rc = ready_key(&key, db, option, made, e);
    rc = rc != ERR_OK ? rc : store_open(&store, db, STORE_CREATE, &key, e);
    bool is_made = rc == ERR_OK;
    rc = rc != ERR_OK ? rc : fill(store, is_demo, e);
    store_close(store);
    if (is_made && rc != ERR_OK)
        unlink(db); /* half a database would only stand in the way of the next try */
    explicit_bzero(&key, sizeof key);
    return rc;
}

int command_init(int argc, char **argv, const char *lang)
{
    const char *key = NULL, *db[1], *wrong;
    bool is_demo = false;
    const struct argument_option options[] = {{"--key", &key, NULL, NULL},
                                              {"--demo", NULL, NULL, &is_demo}};
    size_t n = 1;
    char *made = NULL;
    struct err e = {0};
    if (!arguments_read(argc, argv, options, 2, db, &n, &wrong) || n != 1)
        return arguments_usage(lang, wrong, "init DB [--key F] [--demo]");
    int rc = run_init(db[0], key, is_demo, &made, &e);
    if (rc == ERR_OK)
        printf(arguments_pick(lang, "Đã tạo %s.\n", "Made %s.\n"), db[0]);
    else
        rc = arguments_fail(&e, NULL, lang);
    if (rc == ERR_OK && made != NULL)
        printf(arguments_pick(lang,
                              "Khóa mã hóa số CCCD nằm ở %s. Hãy chuyển tệp này sang nơi an toàn "
                              "khác và trỏ đến nó bằng --key hoặc QUARTERS_KEY;\n"
                              "mất khóa thì không đọc lại được số CCCD, để cạnh cơ sở dữ liệu thì "
                              "mã hóa không còn tác dụng.\n",
                              "The key of the citizen ids is in %s. Move this file to a safe place "
                              "and name it by --key or QUARTERS_KEY;\n"
                              "without it the ids are lost, and beside the database it protects "
                              "nothing.\n"),
               made);
    free(made);
    return rc;
}
