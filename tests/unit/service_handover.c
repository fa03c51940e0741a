/* A thousand random acts on the two records of a stay (written, corrected, confirmed by house,
 * official and on paper, with a version too old now and then) do what a plain account of them kept
 * here says: who may when, what stands, and that nothing moves what both have confirmed. What came
 * back worse is what one counts; the form says what the record says.
 */
#include "needs_bed.h"

#include "base/paper.h"
#include "service/handover.h"
#include "service/stay.h"
#include "store/inventory.h"
#include "store/request.h"

enum { N_STEPS = 1000, N_PIECES = 3 };
static const char *const KINDS[N_PIECES] = {"bed", "bed", "air_con"};
static const int IXS[N_PIECES] = {1, 2, 1};
static const char *const CONDITIONS[] = {"good", "worn", "broken", "missing"};

/* A record as it ought to stand; condition -1 = not listed. */
static struct account {
    bool is_there, house, resident, on_paper;
    int version, condition[N_PIECES], keys;
} records[2];

static char stay[33];
static uint32_t seed = 5;
static int n_done[4];

static int pick(int n)
{
    seed = seed * 1664525u + 1013904223u;
    return (int)((seed >> 8) % (uint32_t)n);
}

static const char *kind_of(int r)
{
    return r == 0 ? "in" : "out";
}

static int set_up(void **state)
{
    struct store_member party[] = {{.relation = lit("self")},
                                   {.relation = lit("companion"), .consent = lit("own")}};
    struct store_site site = {.code = lit("KT"), .name = lit("Khu thử")};
    struct store_stay t = {0};
    (void)state;
    bed_fill();
    ok(store_site_put(store, &site, &e));
    struct store_room c = {.site_id = site.id,
                           .code = lit("KT-1"),
                           .floor = 1,
                           .beds = 2,
                           .area_c = -1,
                           .sex = lit("any"),
                           .state = lit("usable")};
    ok(store_room_put(store, &c, &e));
    for (int i = 0; i < N_PIECES; i++) {
        const struct store_item item = {.room_id = c.id,
                                        .kind = lit(KINDS[i]),
                                        .ix = IXS[i],
                                        .condition = lit("worn"),
                                        .note = lit("nhãn"),
                                        .seen_on = lit("2025-07-01")};
        ok(store_item_put(store, &item, &e));
    }
    party[0].official_id = an.id;
    party[1].official_id = binh.id;
    struct store_request r = {.code = lit("HS-1"),
                              .agency_id = an.agency_id,
                              .sharing = lit("shared"),
                              .scheme = lit("temporary"),
                              .current_room = c.code,
                              .n_members = 2,
                              .members = party};
    ok(store_request_put(store, &r, &e));
    ok(store_request_move(store, r.id, "living", NULL, NULL, &e));
    ok(stay_move_in(store, &planner, "HS-1", 0, TODAY, TODAY, &bad, &e));
    ok(store_stay_last(store, "HS-1", "own", &t, &e));
    snprintf(stay, sizeof stay, "%s", t.code);
    store_stay_release(&t);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    bed_empty();
    return 0;
}

static void forget(void)
{
    memset(records, 0, sizeof records);
    memset(n_done, 0, sizeof n_done);
}

/* What is said now, by chance: some pieces, each in some condition. */
static struct store_handover say(struct store_handover_item items[N_PIECES],
                                 int condition[N_PIECES])
{
    struct store_handover h = {.day = lit(TODAY),
                               .electricity_kwh = 1204,
                               .water_m3 = -1,
                               .n_keys = pick(5),
                               .note = lit(""),
                               .items = items};
    for (int i = 0; i < N_PIECES; i++) {
        condition[i] = pick(5) - 1;
        if (condition[i] >= 0)
            items[h.n_items++] = (struct store_handover_item){
                lit(KINDS[i]), IXS[i], lit(CONDITIONS[condition[i]]), lit("")};
    }
    return h;
}

static void check_record(int r)
{
    struct handover_view v;
    const struct account *is = &records[r], *was = &records[0];
    size_t n_items = 0, n_worse = 0;
    ok(handover_get(store, &an_self, stay, kind_of(r), &v, &e));
    assert_int_equal(v.record.id != 0, is->is_there);
    assert_int_equal(v.record.version, is->version);
    if (is->is_there) {
        assert_int_equal(v.record.house_at != 0, is->house);
        assert_int_equal(v.record.resident_at != 0, is->resident);
        assert_int_equal(v.record.is_on_paper, is->on_paper);
        assert_int_equal(v.record.n_keys, is->keys);
        for (int i = 0; i < N_PIECES; i++) {
            int now = is->condition[i] < 0 ? 3 : is->condition[i];
            n_items += is->condition[i] >= 0;
            n_worse += r == 1 && was->is_there && was->condition[i] >= 0 && was->condition[i] < now;
        }
        assert_int_equal(v.record.n_items, n_items);
        assert_int_equal(v.n_differences, n_worse);
    } else {
        assert_int_equal(v.record.n_items, N_PIECES);
    }
    handover_view_release(&v);
}

static int write_one(int r, bool is_new, int version)
{
    struct store_handover_item items[N_PIECES];
    struct account *is = &records[r];
    struct account next = {.is_there = true, .version = is->version + 1};
    struct store_handover h = say(items, next.condition);
    next.keys = h.n_keys;
    int rc =
        is_new ? handover_add(store, &planner, stay, kind_of(r), &h, TODAY, &bad, &e)
               : handover_correct(store, &planner, stay, kind_of(r), version, &h, TODAY, &bad, &e);
    int expected = is_new                                   ? is->is_there ? ERR_DATA : ERR_OK
                   : !is->is_there                          ? ERR_ABSENT
                   : version != 0 && version != is->version ? ERR_CHANGED
                   : is->house && is->resident              ? ERR_DATA
                                                            : ERR_OK;
    assert_int_equal(rc, expected);
    if (rc == ERR_OK)
        *is = next;
    return rc;
}

static int confirm_one(int r, bool by_house, bool on_paper, int version)
{
    struct account *is = &records[r];
    int rc = handover_confirm(store, by_house ? &planner : &an_self, stay, kind_of(r), version,
                              on_paper, NOW, &e);
    int expected = !is->is_there                            ? ERR_ABSENT
                   : version != 0 && version != is->version ? ERR_CHANGED
                   : is->house && is->resident              ? ERR_DATA
                   : by_house ? (is->house && !on_paper ? ERR_DATA : ERR_OK)
                              : (!is->house || on_paper ? ERR_DATA : ERR_OK);
    assert_int_equal(rc, expected);
    if (rc != ERR_OK)
        return rc;
    is->version++;
    is->house = true;
    is->resident = !by_house || on_paper;
    is->on_paper = on_paper;
    return rc;
}

static void t_a_record_goes_its_way(void **state)
{
    (void)state;
    for (int round = 0; round < N_STEPS / 20; round++) {
        ok(store_begin(store, &e));
        for (int i = 0; i < 20; i++) {
            const int r = pick(2), what = pick(4);
            const int version = pick(4) == 0 ? records[r].version + pick(3) - 1 : 0;
            e = (struct err){0};
            int rc = what < 2 ? write_one(r, what == 0, version)
                              : confirm_one(r, pick(2) == 0, pick(6) == 0, version);
            n_done[what] += rc == ERR_OK;
            check_record(0);
            check_record(1);
        }
        store_rollback(store);
        memset(records, 0, sizeof records);
    }
    for (int i = 0; i < 4; i++)
        assert_true(n_done[i] > 20);
    forget();
}

static void t_others_have_no_word(void **state)
{
    struct store_handover_item items[N_PIECES] = {{lit("bed"), 1, lit("good"), lit("")},
                                                  {lit("bed"), 1, lit("good"), lit("")},
                                                  {lit("throne"), 1, lit("good"), lit("")}};
    struct store_handover h = {.day = lit(TODAY), .note = lit(""), .n_items = 1, .items = items};
    (void)state;
    refused(handover_add(store, &lan, stay, "in", &h, TODAY, &bad, &e), ERR_DENIED);
    refused(handover_add(store, &mai, stay, "in", &h, TODAY, &bad, &e), ERR_ABSENT);
    refused(handover_add(store, &planner, stay, "up", &h, TODAY, &bad, &e), ERR_ABSENT);
    h.n_items = 3;
    h.day = lit("2026-01-01");
    refused(handover_add(store, &planner, stay, "in", &h, TODAY, &bad, &e), ERR_INPUT);
    assert_true(is_bad("/day") && is_bad("/items/1") && is_bad("/items/2") && bad.n == 3);
    solver_findings_release(&bad);
    h.n_items = 1;
    h.day = lit("2025-07-09"); /* nobody gives a room back before the stay */
    refused(handover_add(store, &planner, stay, "out", &h, TODAY, &bad, &e), ERR_INPUT);
    assert_true(is_bad("/day") && bad.n == 1);
    solver_findings_release(&bad);
    h.day = lit(TODAY);
    ok(handover_add(store, &planner, stay, "in", &h, TODAY, &bad, &e));
    refused(handover_confirm(store, &lan, stay, "in", 0, false, NOW, &e), ERR_DENIED);
    refused(handover_confirm(store, &binh_self, stay, "in", 0, false, NOW, &e), ERR_DENIED);
    refused(handover_confirm(store, &chi_self, stay, "in", 0, false, NOW, &e), ERR_ABSENT);
    refused(handover_confirm(store, &an_self, stay, "in", 0, false, NOW, &e), ERR_DATA);
}

/* What both have confirmed is what stands in the room; its label stays. */
static void t_the_room_is_as_both_saw_it(void **state)
{
    const struct store_item_query q = {.room = "KT-1", .kind = "bed"};
    struct store_items known = {0};
    int64_t room = 0;
    int beds;
    (void)state;
    ok(store_room_beds(store, "KT-1", &room, &beds, &e));
    ok(store_begin(store, &e));
    ok(handover_confirm(store, &planner, stay, "in", 0, false, NOW, &e));
    ok(store_item_remove(store, room, "bed", 1, "2025-12-31", &e)); /* taken away after that day */
    ok(handover_confirm(store, &an_self, stay, "in", 0, false, NOW, &e));
    ok(store_item_list(store, &q, &known, NULL, &e));
    assert_int_equal(known.n, 1);
    assert_int_equal(known.items[0].ix, 2);
    store_items_release(&known);
    store_rollback(store);
    ok(handover_confirm(store, &planner, stay, "in", 0, false, NOW, &e));
    ok(handover_confirm(store, &an_self, stay, "in", 0, false, NOW, &e));
    ok(store_item_list(store, &q, &known, NULL, &e));
    assert_int_equal(known.n, 2);
    assert_string_equal(known.items[0].condition, "good");
    assert_string_equal(known.items[0].seen_on, TODAY);
    assert_string_equal(known.items[0].note, "nhãn");
    assert_string_equal(known.items[1].condition, "worn");
    store_items_release(&known);
}

/* All that the form says, cells too; the caller frees. */
static char *form(const char *kind)
{
    struct handover_view v;
    struct paper paper;
    struct buf said = {0};
    ok(handover_get(store, &an_self, stay, kind, &v, &e));
    handover_paper(&v, &paper);
    for (size_t i = 0; i < paper.n_blocks; i++) {
        const struct paper_block *b = &paper.blocks[i];
        for (size_t k = 0; k < PAPER_N_TEXTS; k++)
            buf_fmt(&said, "%s\n", b->texts[k]);
        for (size_t k = 0; k < b->table.n_cells; k++)
            buf_fmt(&said, "%s\n", b->table.cells[k]);
    }
    paper_release(&paper);
    handover_view_release(&v);
    return buf_take(&said);
}

static void t_the_form_says_what_the_record_says(void **state)
{
    struct store_handover_item items[] = {{lit("bed"), 1, lit("broken"), lit("gãy chân")}};
    struct store_handover h = {.day = lit(TODAY),
                               .electricity_kwh = 1204,
                               .water_m3 = -1,
                               .n_keys = 2,
                               .note = lit(""),
                               .n_items = 1,
                               .items = items};
    (void)state;
    char *text = form("out");
    assert_non_null(strstr(text, "khi trả phòng"));
    assert_non_null(strstr(text, ".............."));
    assert_null(strstr(text, "hỏng"));
    assert_non_null(strstr(text, "BÊN NHẬN LẠI"));
    free(text);
    ok(handover_add(store, &planner, stay, "out", &h, TODAY, &bad, &e));
    text = form("out");
    assert_non_null(strstr(text, "1.204 kWh"));
    assert_non_null(strstr(text, "gãy chân"));
    assert_non_null(strstr(text, "ngày 10 tháng 7 năm 2025"));
    assert_non_null(strstr(text, "hỏng, khi nhận phòng tốt"));
    free(text);
    text = form("in");
    assert_non_null(strstr(text, "khi nhận phòng"));
    assert_non_null(strstr(text, "Nguyễn Văn An"));
    assert_non_null(strstr(text, "ở 2 người"));
    free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(t_a_record_goes_its_way),
        cmocka_unit_test(t_others_have_no_word),
        cmocka_unit_test(t_the_room_is_as_both_saw_it),
        cmocka_unit_test(t_the_form_says_what_the_record_says),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
