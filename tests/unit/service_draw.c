/* Laws of the published draw: its document holds by itself, gives the same order as the snapshot
 * that the engine gets, and no single change of it goes unseen.
 */
#include "whole_house.h"

#include "service/draw.h"
#include "service/freeze.h"
#include "service/round.h"
#include "store/person.h"

static const int64_t DAY_10 = 1752109200, DAY_12 = 1752282000;

static struct solver_findings bad;
static struct draw_report said;

static void open_round(const char *policy)
{
    struct round_terms t = {.code = "A",
                            .name = "Đợt \"1\"",
                            .policy = policy,
                            .as_of = "2025-12-05",
                            .draw_source = "Xổ số miền Bắc",
                            .draw_day = "2025-07-12"};
    ok(round_open(store, &planner, &t, DAY_10, &bad, &e));
}

/* Closed, and drawn where there is a seed. */
static struct buf document_of(const char *policy, const char *seed)
{
    struct buf out = {0};
    open_round(policy);
    refused(draw_document(store, "A", &out, &e), ERR_ABSENT);
    ok(round_close(store, &planner, "A", 0, DAY_10, &e));
    if (seed != NULL) {
        ok(round_enter_draw(store, &planner, "A", 0, seed, DAY_12, &bad, &e));
        struct buf secret = {0};
        ok(draw_document(store, "A", &secret, &e));
        assert_non_null(strstr(secret.data, "\"seed\":null")); /* one person's word is no draw */
        buf_release(&secret);
        ok(round_confirm_draw(store, &office, "A", 0, seed, DAY_12, &bad, &e));
    }
    ok(draw_document(store, "A", &out, &e));
    return out;
}

static size_t faults_of(const struct buf *text, const char *hash, const char *seed)
{
    draw_report_release(&said);
    ok(draw_verify(text->data, text->len, hash, seed, &said, &e));
    return said.faults.n;
}

/* The document's word on one request, as the text has it. */
static void assert_line(const struct buf *text, const struct snapshot_request *r)
{
    char line[512];
    snprintf(line, sizeof line,
             "{\"request\":\"%s\",\"points\":%d,\"tie_class\":%d,\"filed\":\"%s\",\"lot\":\"%s\","
             "\"order\":%d}",
             r->id, r->score.points, r->score.tie_class, r->filed, r->lot, r->order);
    assert_non_null(strstr(text->data, line));
}

/* The day of every third request is not known any more: those come after all known days. */
static void forget_days(void)
{
    struct store_requests all = {0};
    ok(store_request_list(store, &all, &e));
    for (size_t i = 0; i < all.n; i += 3) {
        all.items[i].filed[0] = '\0';
        ok(store_request_put(store, &all.items[i], &e));
    }
    store_requests_release(&all);
}

static void law_it_is_the_order_of_the_instance(const char *policy)
{
    struct frozen f = {0};
    size_t n = 0;
    forget_days();
    struct buf text = document_of(policy, "0048213");
    assert_int_equal(faults_of(&text, NULL, "0048213"), 0);
    assert_true(said.is_drawn);
    ok(round_snapshot(store, "A", NULL, &f, &e));
    snapshot_score(&f.snapshot, &f.policy, f.round.as_of);
    snapshot_draw(&f.snapshot, &f.policy, "0048213");
    for (size_t i = 0; i < f.snapshot.n_requests; i++)
        if (f.snapshot.requests[i].score.is_eligible) {
            assert_line(&text, &f.snapshot.requests[i]);
            n++;
        }
    assert_true(n > 100);
    assert_int_equal(said.n, n);
    assert_string_equal(said.list_sha256, f.round.list_sha256);
    frozen_release(&f);
    draw_report_release(&said);
    buf_release(&text);
}

static void t_it_is_the_order_of_the_instance(void **state)
{
    (void)state;
    law_it_is_the_order_of_the_instance("tam-thoi-2025-07");
}

static void t_it_is_so_under_the_other_policy(void **state)
{
    (void)state;
    law_it_is_the_order_of_the_instance("qd45-2025-12");
}

static void t_before_the_draw_the_list_alone_holds(void **state)
{
    (void)state;
    struct buf text = document_of("tam-thoi-2025-07", NULL);
    assert_int_equal(faults_of(&text, NULL, NULL), 0);
    assert_false(said.is_drawn);
    assert_int_equal(faults_of(&text, NULL, "48213"), 1);
    draw_report_release(&said);
    buf_release(&text);
}

/* What is known from elsewhere is believed, not the document. */
static void t_another_hash_or_number_is_told(void **state)
{
    char hash[65];
    (void)state;
    struct buf text = document_of("tam-thoi-2025-07", "48213");
    assert_int_equal(faults_of(&text, NULL, NULL), 0);
    memcpy(hash, said.list_sha256, sizeof hash);
    assert_int_equal(faults_of(&text, hash, "48213"), 0);
    hash[5] = hash[5] == '0' ? '1' : '0';
    assert_int_equal(faults_of(&text, hash, NULL), 1);
    assert_int_equal(faults_of(&text, NULL, "48231"), 1);
    draw_report_release(&said);
    buf_release(&text);
}

/* Every digit of the list, of a stretch of it, and of what stands in front of it, changed alone. */
static void t_no_changed_digit_goes_unseen(void **state)
{
    size_t n_changed = 0;
    (void)state;
    struct buf text = document_of("tam-thoi-2025-07", "48213");
    char *seed = strstr(text.data, "\"seed\":\"") + 8;
    char *hash = strstr(text.data, "\"list_sha256\":\"") + 15;
    char *spans[] = {seed, hash, strstr(text.data, "\n{"), NULL};
    size_t lengths[] = {5, 64, 420};
    for (size_t s = 0; spans[s] != NULL; s++)
        for (char *at = spans[s]; at < spans[s] + lengths[s]; at++) {
            char was = *at;
            if (was < '0' || was > '9')
                continue;
            *at = was == '5' ? '4' : '5';
            assert_true(faults_of(&text, NULL, NULL) > 0);
            *at = was;
            n_changed++;
        }
    assert_true(n_changed > 150);
    assert_int_equal(faults_of(&text, NULL, NULL), 0);
    draw_report_release(&said);
    buf_release(&text);
}

/* A line taken out, doubled, or put elsewhere. */
static void t_no_line_can_go_come_or_move(void **state)
{
    (void)state;
    struct buf text = document_of("tam-thoi-2025-07", "48213");
    char *first = strstr(text.data, "\n{");
    char *second = strstr(first + 1, "\n{");
    char *third = strstr(second + 1, "\n{");
    size_t head = (size_t)(first - text.data);
    size_t one = (size_t)(second - first);
    size_t two = (size_t)(third - second);
    const struct {
        const char *at[2];
        size_t len[2];
    } cases[] = {
        {{second, ""}, {two, 0}},      /* the first is gone */
        {{first, first}, {one, one}},  /* the second is the first again */
        {{second, first}, {two, one}}, /* they changed places */
    };
    for (size_t c = 0; c < sizeof cases / sizeof *cases; c++) {
        struct buf other = {0};
        buf_add(&other, text.data, head);
        for (size_t k = 0; k < 2; k++)
            buf_add(&other, cases[c].at[k], cases[c].len[k]);
        buf_str(&other, third);
        assert_true(faults_of(&other, NULL, NULL) > 0);
        buf_release(&other);
    }
    draw_report_release(&said);
    buf_release(&text);
}

/* Nor when the list was hashed that way: nobody stands on it twice, or out of order. */
static void t_each_stands_on_it_once_and_in_order(void **state)
{
    static const struct {
        const char *ids[2];
        size_t n_faults;
    } lists[] = {{{"HS-1", "HS-2"}, 0}, {{"HS-1", "HS-1"}, 1}, {{"HS-2", "HS-1"}, 1}};
    (void)state;
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
        struct buf list = {0};
        struct buf text = {0};
        char hash[65];
        buf_fmt(&list, "%s\t10\t0\t\n%s\t10\t0\t\n", lists[i].ids[0], lists[i].ids[1]);
        crypto_sha256(list.data, list.len, hash);
        buf_fmt(&text,
                "{\"format\":\"quarters.draw/1\",\"tie_order\":[\"lot\"],\"list_sha256\":\"%s\","
                "\"seed\":null,\"list\":[",
                hash);
        for (size_t k = 0; k < 2; k++)
            buf_fmt(&text, "%s{\"request\":\"%s\",\"points\":10,\"tie_class\":0,\"filed\":\"\"}",
                    k == 0 ? "" : ",", lists[i].ids[k]);
        buf_str(&text, "]}");
        assert_int_equal(faults_of(&text, NULL, NULL), lists[i].n_faults);
        buf_release(&list);
        buf_release(&text);
    }
    draw_report_release(&said);
}

static void t_what_is_no_document_is_refused(void **state)
{
    (void)state;
    struct buf text = document_of("tam-thoi-2025-07", "48213");
    for (size_t cut = 0; cut < text.len - 3; cut += text.len / 50)
        refused(draw_verify(text.data, cut, NULL, NULL, &said, &e), ERR_INPUT);
    static const char *const others[] = {"{}", "[]", "null", "{\"format\":\"quarters.plan/1\"}"};
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        refused(draw_verify(others[i], strlen(others[i]), NULL, NULL, &said, &e), ERR_INPUT);
    buf_release(&text);
}

/* It names no person. */
static void t_it_names_nobody(void **state)
{
    struct store_officials all = {0};
    (void)state;
    struct buf text = document_of("tam-thoi-2025-07", "48213");
    ok(store_official_list(store, &all, &e));
    for (size_t i = 0; i < all.n; i++)
        assert_null(strstr(text.data, all.items[i].name));
    store_officials_release(&all);
    buf_release(&text);
}

#define LAW(t) cmocka_unit_test_setup_teardown(t, house_make, house_remove)

int main(void)
{
    const struct CMUnitTest tests[] = {
        LAW(t_it_is_the_order_of_the_instance),
        LAW(t_it_is_so_under_the_other_policy),
        LAW(t_before_the_draw_the_list_alone_holds),
        LAW(t_another_hash_or_number_is_told),
        LAW(t_no_changed_digit_goes_unseen),
        LAW(t_no_line_can_go_come_or_move),
        LAW(t_each_stands_on_it_once_and_in_order),
        LAW(t_what_is_no_document_is_refused),
        LAW(t_it_names_nobody),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
