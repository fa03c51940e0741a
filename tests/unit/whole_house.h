/* A store with the lists of fixtures/ in it, every request confirmed by its agency, and accounts;
 * in one open transaction, as a caller's. The lists are imported once for all tests of a program.
 *
 *     cmocka_unit_test_setup_teardown(t_…, house_make, house_remove)
 */
#ifndef TESTS_WHOLE_HOUSE_H
#define TESTS_WHOLE_HOUSE_H

#include "imported.h"

#include "service/principal.h"
#include "store/account.h"
#include "store/request.h"

static struct principal planner, second_planner, office, registrar;

/* An account; a registrar's agencies by their codes, NULL = all of them. */
static inline struct principal house_account(const char *login, const char *role,
                                             const char *agencies)
{
    bool all = agencies == NULL && strcmp(role, "registrar") == 0;
    struct store_account a = {.login = lit(login),
                              .name = lit(login),
                              .role = lit(role),
                              .all_agencies = all,
                              .agencies = lit(agencies == NULL ? "" : agencies)};
    ok(store_account_put(store, &a, &e));
    free(a.code);
    return (struct principal){
        .account_id = a.id, .role = principal_role_of(role), .all_agencies = all};
}

static inline void house_confirm(void)
{
    struct store_requests all = {0};
    ok(store_request_list(store, &all, &e));
    for (size_t i = 0; i < all.n; i++)
        ok(store_request_move(store, all.items[i].id, "confirmed", NULL, NULL, &e));
    store_requests_release(&all);
}

static struct buf house_image; /* the bytes of the database that the first test imports */

static inline void house_import(void)
{
    static const char *const lists[] = {"fixtures/rooms.csv", "fixtures/agencies.csv",
                                        "fixtures/officials.csv", "fixtures/requests.csv"};
    static const enum import_kind kinds[] = {IMPORT_ROOMS, IMPORT_AGENCIES, IMPORT_OFFICIALS,
                                             IMPORT_REQUESTS};
    const struct import_options o = {0};
    ok(store_begin(store, &e));
    for (size_t i = 0; i < 4; i++) {
        ok(import_file(store, kinds[i], lists[i], &o, &report, &e));
        assert_true(report.is_written);
        import_report_release(&report);
    }
    house_confirm();
    planner = house_account("planner", "planner", NULL);
    second_planner = house_account("planner2", "planner", NULL);
    office = house_account("office", "registrar", NULL);
    registrar = house_account("registrar", "registrar", "SXD");
    ok(store_commit(store, &e));
    store_close(store);
    ok(file_read(db, 1 << 26, &house_image, &e));
}

static inline int house_make(void **state)
{
    if (house_image.len == 0) {
        if (set_up(state) != 0)
            return -1;
        house_import();
    } else {
        if (make_folder() != 0)
            return -1;
        ok(file_write(db, house_image.data, house_image.len, 0600, &e));
    }
    ok(store_open(&store, db, STORE_WRITE, &KEY, &e));
    ok(store_begin(store, &e));
    return 0;
}

static inline int house_remove(void **state)
{
    return tear_down(state);
}

#endif
