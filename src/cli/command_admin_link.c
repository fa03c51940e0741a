/* `quarters admin-link DB`: the way into a new database, or back into one whose admin forgot the
 * password. Whoever holds the file and its key may do it; nothing else prints such a secret.
 */
#include <stdio.h>
#include <string.h>

#include "arguments.h"
#include "base/clock.h"
#include "cli/command.h"
#include "service/account.h"
#include "store/store.h"
#include "write.h"

static int make_code(const char *db, const char *key, const char *login,
                     struct activation_slips *slips, struct err *e)
{
    struct store *s = NULL;
    int rc = write_open(&s, db, key, e);
    rc = rc != ERR_OK ? rc : store_begin(s, e);
    rc = rc != ERR_OK ? rc : account_admin_code(s, login, clock_now_s(), slips, e);
    rc = rc != ERR_OK ? rc : store_commit(s, e);
    store_close(s);
    return rc;
}

int command_admin_link(int argc, char **argv, const char *lang)
{
    static const char call[] = "admin-link DB [--login L] [--public-url URL] [--key F]";
    const char *key = NULL, *login = "admin", *url = "http://127.0.0.1:8080", *db[1], *wrong;
    const struct argument_option options[] = {{"--login", &login, NULL, NULL},
                                              {"--public-url", &url, NULL, NULL},
                                              {"--key", &key, NULL, NULL}};
    size_t n = 1;
    struct activation_slips slips = {0};
    struct err e = {0};
    if (!arguments_read(argc, argv, options, 3, db, &n, &wrong) || n != 1)
        return arguments_usage(lang, wrong, call);
    int rc = make_code(db[0], key, login, &slips, &e);
    if (rc != ERR_OK)
        return arguments_fail(&e, NULL, lang);
    const struct activation_slip *slip = &slips.items[0];
    int url_len = (int)strlen(url);
    while (url_len > 0 && url[url_len - 1] == '/')
        url_len--;
    /* behind the # it stays in the browser: no server and no log sees it */
    printf("%.*s/#/activation/%s\n", url_len, url, slip->code);
    fprintf(stderr,
            arguments_pick(lang,
                           "Tên đăng nhập: %s. Liên kết dùng một lần, trong 14 ngày, để chọn mật "
                           "khẩu.\n",
                           "Login: %s. The link works once, within 14 days, to choose a "
                           "password.\n"),
            slip->login);
    activation_slips_release(&slips);
    return 0;
}
