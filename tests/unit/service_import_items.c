/* Lists of what stands in rooms: each row a piece, each fault told with its row and column, the
 * same list again changes nothing, and what was seen later stays. */
#include "imported.h"

#include "base/clock.h"
#include "service/item_kind.h"
#include "store/inventory.h"

#define ROOMS                                                                                      \
    "Mã khu,Tên khu,Mã phòng,Số chỗ\nSV,Khu SV,SV-A-101,2\nSV,Khu SV,SV-A-102,2\nCD,Khu "  \
    "CD,CD-1,2\n"
#define HEAD "Mã khu,Mã phòng,Loại thiết bị,Thứ tự trong phòng,Tình trạng,Ngày kiểm tra,Ghi chú\n"

static const struct import_options plain;

static int begin(void **state)
{
    int rc = set_up(state);
    ok(run(IMPORT_ROOMS, ROOMS, &plain));
    return rc;
}

/* What stands in the rooms, a line each. */
static char *picture(void)
{
    struct store_items items = {0};
    struct buf out = {0};
    ok(store_item_list(store, &(struct store_item_query){.room = NULL}, &items, NULL, &e));
    buf_str(&out, "");
    for (size_t i = 0; i < items.n; i++) {
        const struct store_item *t = &items.items[i];
        buf_fmt(&out, "%s %s %d %s %s %s\n", t->room, t->kind, t->ix, t->condition, t->seen_on,
                t->note);
    }
    store_items_release(&items);
    return buf_take(&out);
}

static void stands(const char *expected)
{
    char *now = picture();
    assert_string_equal(now, expected);
    free(now);
}

static void t_each_row_is_a_piece_and_the_same_list_changes_nothing(void **state)
{
    static const char list[] = HEAD "SV,SV-A-101,Giường,1,tốt,01/08/2025,\n"
                                    "SV,SV-A-101,giường,2,Hỏng,01/08/2025,gãy chân\n"
                                    ",SV-A-101,Máy lạnh,1,đã cũ,2025-08-01,Panasonic\n"
                                    "CD,CD-1,fan,3,missing,01/08/2025,\n";
    static const char after[] = "CD-1 fan 3 missing 2025-08-01 \n"
                                "SV-A-101 air_con 1 worn 2025-08-01 Panasonic\n"
                                "SV-A-101 bed 1 good 2025-08-01 \n"
                                "SV-A-101 bed 2 broken 2025-08-01 gãy chân\n";
    (void)state;
    ok(run(IMPORT_ITEMS, list, &plain));
    expect(4, 0, 0, 0);
    stands(after);
    ok(run(IMPORT_ITEMS, list, &plain));
    expect(0, 0, 4, 0);
    stands(after);
    ok(run(IMPORT_ITEMS, HEAD ",SV-A-101,Giường,2,,,đã sửa chân\n,SV-A-101,Giường,1,,,\n", &plain));
    expect(0, 1, 1, 0);
    assert_int_equal(report.rows[0].verdict, IMPORT_CHANGED);
}

static void t_pieces_without_a_number_are_counted(void **state)
{
    static const char list[] = "Phòng,Tên tài sản,Hiện trạng,Ngày\n"
                               "SV-A-101,Giường,tốt,1/8/2025\nSV-A-101,Ghế,tốt,1/8/2025\n"
                               "SV-A-101,Giường,cũ,1/8/2025\nSV-A-102,Giường,tốt,1/8/2025\n";
    static const char after[] = "SV-A-101 bed 1 good 2025-08-01 \nSV-A-101 bed 2 worn 2025-08-01 \n"
                                "SV-A-101 chair 1 good 2025-08-01 \n"
                                "SV-A-102 bed 1 good 2025-08-01 \n";
    (void)state;
    for (int i = 0; i < 2; i++) {
        ok(run(IMPORT_ITEMS, list, &plain));
        expect(i == 0 ? 4 : 0, 0, i == 0 ? 0 : 4, 0);
        stands(after);
    }
}

static void t_every_fault_is_told_with_its_row_and_column(void **state)
{
    static const struct {
        const char *row, *column, *says;
    } faults[] = {
        {",SV-A-999,Giường,1,tốt,,", "Mã phòng", "no room SV-A-999"},
        {",,Giường,1,tốt,,", "Mã phòng", "missing"},
        {"CD,SV-A-101,Giường,1,tốt,,", "Mã khu", "at site SV"},
        {",SV-A-101,Giườg,1,tốt,,", "Loại thiết bị", "write one of: Điều hòa, Giường"},
        {",SV-A-101,,1,tốt,,", "Loại thiết bị", "missing"},
        {",SV-A-101,Giường,0,tốt,,", "Thứ tự trong phòng", "1 to 99"},
        {",SV-A-101,Giường,100,tốt,,", "Thứ tự trong phòng", "too large"},
        {",SV-A-101,Giường,hai,tốt,,", "Thứ tự trong phòng", "no number"},
        {",SV-A-101,Giường,1,lạ,,", "Tình trạng", "write one of: tốt, đã cũ, hỏng, thiếu"},
        {",SV-A-101,Giường,8,,,", "Tình trạng", "missing"},
        {",SV-A-101,Giường,1,tốt,31/2/2025,", "Ngày kiểm tra", "no date"},
        {",SV-A-101,Giường,1,tốt,1/1/2190,", "Ngày kiểm tra", "lies ahead"},
    };
    enum { N = sizeof faults / sizeof *faults };
    struct buf list = {0};
    (void)state;
    buf_str(&list, HEAD);
    for (size_t i = 0; i < N; i++)
        buf_fmt(&list, "%s\n", faults[i].row);
    buf_str(&list, ",SV-A-102,Ghế,1,tốt,,\n,SV-A-102,Ghế,1,tốt,,\n");
    ok(run(IMPORT_ITEMS, list.data, &plain));
    expect(1, 0, 0, N + 1);
    assert_true(says(N + 3, IMPORT_ERROR, "stands in row 14 already"));
    for (size_t i = 0; i < N; i++) {
        const struct import_finding *f = &report.findings[i];
        assert_int_equal(report.findings[i].row, i + 2);
        assert_string_equal(f->column, faults[i].column);
        if (strstr(f->en, faults[i].says) == NULL)
            fail_msg("%s: %s", faults[i].row, f->en);
    }
    stands("");
    buf_release(&list);
}

static void t_what_was_seen_later_stays(void **state)
{
    char today[11], expected[64];
    (void)state;
    clock_today(today);
    ok(run(IMPORT_ITEMS, HEAD ",SV-A-101,Giường,1,hỏng,1/8/2025,\n", &plain));
    ok(run(IMPORT_ITEMS, HEAD ",SV-A-101,Giường,1,tốt,31/7/2025,\n", &plain));
    expect(0, 0, 0, 1);
    assert_true(says(2, IMPORT_ERROR, "seen after that, on 2025-08-01"));
    ok(run(IMPORT_ITEMS, HEAD ",SV-A-101,Giường,1,hỏng,31/7/2025,\n", &plain));
    expect(0, 0, 1, 0);
    stands("SV-A-101 bed 1 broken 2025-08-01 \n");
    ok(run(IMPORT_ITEMS, HEAD ",SV-A-101,Giường,1,tốt,,\n", &plain));
    expect(0, 1, 0, 0);
    snprintf(expected, sizeof expected, "SV-A-101 bed 1 good %s \n", today);
    stands(expected);
}

/* Every kind is known by its own name in Vietnamese and by its code. */
static void t_every_kind_is_read_by_name_and_code(void **state)
{
    struct buf list = {0};
    (void)state;
    buf_str(&list, HEAD);
    for (size_t i = 0; i < N_ITEM_KINDS; i++)
        buf_fmt(&list, ",SV-A-101,\"%s\",1,tốt,1/8/2025,\n,SV-A-101,%s,2,tốt,1/8/2025,\n",
                ITEM_KINDS[i].vi, ITEM_KINDS[i].code);
    ok(run(IMPORT_ITEMS, list.data, &plain));
    expect(2 * N_ITEM_KINDS, 0, 0, 0);
    buf_release(&list);
    struct store_item_counts counts = {0};
    ok(store_item_count(store, &counts, &e));
    assert_int_equal(counts.n, N_ITEM_KINDS);
    for (size_t i = 0; i < counts.n; i++)
        assert_int_equal(counts.items[i].n, 2);
    store_item_counts_release(&counts);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, begin, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(t_each_row_is_a_piece_and_the_same_list_changes_nothing),
        TEST(t_pieces_without_a_number_are_counted),
        TEST(t_every_fault_is_told_with_its_row_and_column),
        TEST(t_what_was_seen_later_stays),
        TEST(t_every_kind_is_read_by_name_and_code),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
