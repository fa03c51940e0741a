/* `quarters demo-accounts DB`: an account for each role of a demo database, and their password. */
#include <stdio.h>

#include "arguments.h"
#include "cli/command.h"
#include "service/demo.h"
#include "store/store.h"
#include "write.h"

int command_demo_accounts(int argc, char **argv, const char *lang)
{
    const char *key = NULL, *db[1], *wrong;
    const struct argument_option options[] = {{"--key", &key, NULL, NULL}};
    size_t n = 1;
    struct store *s = NULL;
    struct store_accounts all = {0};
    struct err e = {0};
    if (!arguments_read(argc, argv, options, 1, db, &n, &wrong) || n != 1)
        return arguments_usage(lang, wrong, "demo-accounts DB [--key F]");
    int rc = write_open(&s, db[0], key, &e);
    rc = rc != ERR_OK ? rc : store_begin(s, &e);
    rc = rc != ERR_OK ? rc : demo_accounts(s, &all, &e);
    rc = rc != ERR_OK ? rc : store_commit(s, &e);
    store_close(s);
    for (size_t i = 0; rc == ERR_OK && i < all.n; i++)
        printf("  %-12s %-12s %s\n", all.items[i].login, all.items[i].role, all.items[i].name);
    if (rc == ERR_OK)
        printf(arguments_pick(lang, "Mật khẩu của tất cả: %s\n", "The password of all: %s\n"),
               DEMO_PASSWORD);
    store_accounts_release(&all);
    return rc != ERR_OK ? arguments_fail(&e, NULL, lang) : 0;
}
