/* What tests of the store share: a folder, a fresh database in it, a few rows to build on. */
#ifndef STORE_BED_H
#define STORE_BED_H

#include "expect.h"

#include "store/account.h"
#include "store/audit.h"
#include "store/person.h"
#include "store/site.h"
#include "store/store.h"

static const struct crypto_key KEY = {.bytes = {1}};
static char folder[64];
static char path[128];

static inline void bed_make(void)
{
    e = (struct err){0};
    snprintf(folder, sizeof folder, "/tmp/quarters-store-XXXXXX");
    assert_int_equal(crypto_init(), 0);
    assert_non_null(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/a.db", folder);
}

static inline void bed_remove(void)
{
    static const char *const tails[] = {"", "-wal", "-shm", ".lock"};
    for (size_t i = 0; i < sizeof tails / sizeof *tails; i++) {
        char name[160];
        snprintf(name, sizeof name, "%s%s", path, tails[i]);
        unlink(name);
    }
    assert_int_equal(rmdir(folder), 0);
}

static inline int64_t put_agency(struct store *s, const char *code)
{
    struct store_agency a = {.code = lit(code), .name = lit(code), .urgency = 5};
    ok(store_agency_put(s, &a, &e));
    return a.id;
}

static inline int64_t put_account(struct store *s, const char *login, const char *role)
{
    struct store_account a = {.login = lit(login), .name = lit(login), .role = lit(role)};
    ok(store_account_put(s, &a, &e));
    assert_int_equal(strlen(a.code), 32);
    free(a.code);
    return a.id;
}

#endif
