/* Laws of the frozen snapshot, on the lists of fixtures/: read back it writes the same instance and
 * the same text, it names nobody, a damaged one is refused; and what a closed round gives stays as
 * it was, whatever happens to the register.
 */
#include "whole_house.h"

#include "base/crypto.h"
#include "service/freeze.h"
#include "store/person.h"
#include "store/policy.h"
#include "store/request.h"
#include "store/site.h"

static struct policy policies[2];

static int fill(void **state)
{
    static const char *const ids[] = {"tam-thoi-2025-07", "qd45-2025-12"};
    struct solver_findings bad = {0};
    for (size_t i = 0; i < 2; i++)
        if (policy_load(&policies[i], ids[i], &bad, &e) != ERR_OK)
            return -1;
    return house_make(state);
}

static int empty(void **state)
{
    policy_release(&policies[0]);
    policy_release(&policies[1]);
    return house_remove(state);
}

static struct buf instance_of(struct snapshot *s, const struct policy *p, const char *seed)
{
    struct buf out = {0};
    snapshot_score(s, p, "2025-07-10");
    snapshot_draw(s, p, seed);
    snapshot_write(s, p, "2025-07-10", &out);
    return out;
}

static void assert_same(struct buf *a, struct buf *b)
{
    assert_int_equal(a->len, b->len);
    assert_memory_equal(a->data, b->data, a->len);
    buf_release(a);
    buf_release(b);
}

static void t_read_back_it_writes_the_same_bytes(void **state)
{
    struct snapshot s = {0};
    struct snapshot again = {0};
    struct buf text = {0};
    struct buf text_again = {0};
    (void)state;
    ok(snapshot_load(&s, store, "2025-07-10", &e));
    assert_true(s.n_requests > 500);
    freeze_write(&s, &text);
    ok(freeze_read(&again, text.data, text.len, &e));
    for (size_t p = 0; p < 2; p++) {
        struct buf a = instance_of(&s, &policies[p], "12345");
        struct buf b = instance_of(&again, &policies[p], "12345");
        assert_true(s.n_parties > 100);
        assert_string_equal(s.list_sha256, again.list_sha256);
        assert_same(&a, &b);
    }
    freeze_write(&again, &text_again);
    assert_same(&text, &text_again);
    snapshot_release(&s);
    snapshot_release(&again);
}

/* Twelve digits in a row would be a citizen id, ten a phone. */
static size_t longest_number(const char *text)
{
    size_t longest = 0;
    for (; *text != '\0'; text++) {
        size_t n = strspn(text, "0123456789");
        longest = n > longest ? n : longest;
        text += n > 0 ? n - 1 : 0;
    }
    return longest;
}

static void t_it_names_nobody(void **state)
{
    struct snapshot s = {0};
    struct buf text = {0};
    struct store_officials all = {0};
    struct store_requests requests = {0};
    (void)state;
    ok(snapshot_load(&s, store, "2025-07-10", &e));
    freeze_write(&s, &text);
    ok(store_official_list(store, &all, &e));
    ok(store_request_list(store, &requests, &e));
    for (size_t i = 0; i < all.n; i++)
        assert_null(strstr(text.data, all.items[i].name));
    for (size_t i = 0; i < requests.n; i++)
        for (size_t m = 0; m < requests.items[i].n_members; m++)
            if (requests.items[i].members[m].name[0] != '\0')
                assert_null(strstr(text.data, requests.items[i].members[m].name));
    assert_true(longest_number(text.data) < 10);
    for (const char *at = text.data; (at = strstr(at, "\"born\"")) != NULL; at++) {
        const char *person = at;
        while (person[0] != '{')
            person--;
        const char *child = strstr(person, "\"relation\":\"child\"");
        assert_true(child != NULL && child < at);
    }
    store_officials_release(&all);
    store_requests_release(&requests);
    buf_release(&text);
    snapshot_release(&s);
}

/* Each field renamed once, and the text cut at many places. */
static void t_a_damaged_one_is_refused(void **state)
{
    struct snapshot s = {0};
    struct snapshot again = {0};
    struct buf text = {0};
    size_t n_fields = 0;
    (void)state;
    ok(snapshot_load(&s, store, "2025-07-10", &e));
    size_t n_requests = s.n_requests;
    s.n_requests = 60; /* enough to meet every field */
    freeze_write(&s, &text);
    s.n_requests = n_requests;
    char seen[4096] = " ";
    for (char *at = text.data; (at = strstr(at, "\":")) != NULL; at++) {
        char *start = at - 1;
        char name[64];
        while (*start != '"')
            start--;
        snprintf(name, sizeof name, " %.*s ", (int)(at - start - 1), start + 1);
        if (strstr(seen, name) != NULL || strlen(seen) + strlen(name) >= sizeof seen)
            continue;
        strcat(seen, name);
        n_fields++;
        start[1] ^= 1;
        assert_int_equal(freeze_read(&again, text.data, text.len, &e), ERR_DATA);
        assert_null(again.requests);
        e = (struct err){0};
        start[1] ^= 1;
    }
    assert_true(n_fields > 35);
    for (size_t cut = 1; cut < text.len; cut += text.len / 40)
        assert_int_equal(freeze_read(&again, text.data, cut, NULL), ERR_DATA);
    buf_release(&text);
    snapshot_release(&s);
}

/* A round closed by hand, under the first policy; the instance that its data gave then. */
static struct buf close_round(char list_sha256[65])
{
    struct snapshot s = {0};
    struct buf text = {0};
    struct buf list = {0};
    struct store_policy p = {.code = policies[0].id,
                             .name = policies[0].name_vi,
                             .json = policies[0].text,
                             .sha256 = policies[0].sha256};
    ok(store_policy_add(store, &p, &e));
    ok(snapshot_load(&s, store, "2025-07-10", &e));
    struct buf instance = instance_of(&s, &policies[0], "0");
    freeze_write(&s, &text);
    snapshot_list(&s, &list);
    struct store_round r = {.code = (char[]){"D1"},
                            .name = (char[]){"Đợt 1"},
                            .policy_id = p.id,
                            .state = (char[]){"closed"},
                            .as_of = (char[]){"2025-07-10"},
                            .draw_source = (char[]){"Xổ số miền Bắc"},
                            .draw_day = (char[]){"2025-07-12"},
                            .offer_days = 5,
                            .opened_at = 1,
                            .closed_at = 2,
                            .list_sha256 = s.list_sha256};
    ok(store_round_put(store, &r, &e));
    ok(store_round_freeze(store, r.id, text.data, list.data, &e));
    memcpy(list_sha256, s.list_sha256, 65);
    buf_release(&text);
    buf_release(&list);
    snapshot_release(&s);
    return instance;
}

static const char TODAY[] = "2025-07-20";

static struct buf instance_of_round(const char *day, const char *list_sha256)
{
    struct frozen f = {0};
    ok(round_snapshot(store, "D1", day, &f, &e));
    assert_string_equal(frozen_seed(&f), "0");
    struct buf out = instance_of(&f.snapshot, &f.policy, frozen_seed(&f));
    assert_string_equal(f.snapshot.list_sha256, list_sha256);
    for (size_t i = 0; i < f.snapshot.n_requests; i++) {
        assert_true(f.snapshot.requests[i].row_id > 0);
        assert_string_not_equal(f.snapshot.requests[i].person_names[0], "");
    }
    for (size_t i = 0; i < f.snapshot.n_rooms; i++)
        assert_true(f.snapshot.rooms[i].row_id > 0);
    frozen_release(&f);
    return out;
}

/* Moves the house of the applicant of the first request, and the beds of the first room. */
static void change_the_register(void)
{
    struct store_officials all = {0};
    struct store_requests requests = {0};
    struct store_rooms rooms = {0};
    ok(store_official_list(store, &all, &e));
    ok(store_request_list(store, &requests, &e));
    ok(store_room_list(store, &rooms, &e));
    int64_t id = requests.items[0].members[0].official_id;
    for (size_t i = 0; i < all.n; i++)
        if (all.items[i].id == id) {
            all.items[i].road_km_t = all.items[i].road_km_t == 0 ? 900 : 0;
            ok(store_official_put(store, &all.items[i], &e));
        }
    rooms.items[0].beds++;
    ok(store_room_put(store, &rooms.items[0], &e));
    store_officials_release(&all);
    store_requests_release(&requests);
    store_rooms_release(&rooms);
}

static void t_a_closed_round_stays_as_it_was(void **state)
{
    char hash[65];
    (void)state;
    struct buf then = close_round(hash);
    struct buf today = instance_of_round(TODAY, hash);
    assert_int_equal(today.len, then.len);
    assert_memory_equal(today.data, then.data, then.len);
    buf_release(&today);

    change_the_register();
    today = instance_of_round(TODAY, hash);
    assert_false(today.len == then.len && memcmp(today.data, then.data, then.len) == 0);
    buf_release(&today);
    struct buf frozen = instance_of_round(NULL, hash);
    assert_same(&frozen, &then);
}

static void t_who_comes_later_is_not_in_the_round(void **state)
{
    char hash[65];
    struct store_requests all = {0};
    struct frozen f = {0};
    (void)state;
    struct buf then = close_round(hash);
    ok(store_request_list(store, &all, &e));
    size_t n = all.n;
    struct store_member self = all.items[0].members[0];
    struct store_request late = all.items[0];
    late.id = 0;
    late.code = (char[]){"HS-9999"};
    late.n_wishes = late.n_choices = 0;
    late.n_members = 1;
    late.members = &self;
    self.official_id = 0;
    self.relation = (char[]){"self"};
    self.name = (char[]){"Người đến sau"};
    self.sex = (char[]){"F"};
    ok(store_request_put(store, &late, &e));
    ok(round_snapshot(store, "D1", TODAY, &f, &e));
    assert_int_equal(f.snapshot.n_requests, n);
    assert_int_equal(snapshot_request_ix(&f.snapshot, "HS-9999"), n);
    frozen_release(&f);
    store_requests_release(&all);
    buf_release(&then);
}

static void t_only_a_closed_round_has_data(void **state)
{
    struct frozen f = {0};
    (void)state;
    assert_int_equal(round_snapshot(store, "D1", NULL, &f, &e), ERR_ABSENT);
    e = (struct err){0};
    struct store_policy p = {.code = policies[0].id,
                             .name = policies[0].name_vi,
                             .json = policies[0].text,
                             .sha256 = policies[0].sha256};
    ok(store_policy_add(store, &p, &e));
    struct store_round r = {.code = (char[]){"D1"},
                            .name = (char[]){"Đợt 1"},
                            .policy_id = p.id,
                            .state = (char[]){"open"},
                            .as_of = (char[]){"2025-07-10"},
                            .draw_source = (char[]){"Xổ số miền Bắc"},
                            .draw_day = (char[]){"2025-07-12"},
                            .offer_days = 5,
                            .n_requests = -1,
                            .n_eligible = -1,
                            .opened_at = 1};
    ok(store_round_put(store, &r, &e));
    assert_int_equal(round_snapshot(store, "D1", NULL, &f, &e), ERR_DATA);
    assert_null(f.round.code);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(t_read_back_it_writes_the_same_bytes, fill, empty),
        cmocka_unit_test_setup_teardown(t_it_names_nobody, fill, empty),
        cmocka_unit_test_setup_teardown(t_a_damaged_one_is_refused, fill, empty),
        cmocka_unit_test_setup_teardown(t_a_closed_round_stays_as_it_was, fill, empty),
        cmocka_unit_test_setup_teardown(t_who_comes_later_is_not_in_the_round, fill, empty),
        cmocka_unit_test_setup_teardown(t_only_a_closed_round_has_data, fill, empty),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
