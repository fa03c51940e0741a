/* Lists of surveys: the rows of a room and day are one survey that is done; offices write them in
 * many ways; each fault is told with its row and column, and holds its survey back; the same list
 * again changes nothing. What stands against a naive twin is in service_survey.c.
 */
#include "imported.h"

#include "base/mem.h"
#include "service/item_kind.h"
#include "store/inventory.h"
#include "store/room.h"
#include "store/survey.h"

#define ROOM_LIST                                                                                  \
    "Mã khu,Tên khu,Mã phòng,Số chỗ\nSV,Khu SV,SV-A-101,2\nSV,Khu SV,SV-A-102,2\nSV,Khu "  \
    "SV,SV-A-103,2\n"
#define PIECES                                                                                     \
    "Mã phòng,Loại thiết bị,Thứ tự trong phòng,Tình trạng,Ngày kiểm tra\n"      \
    "SV-A-101,Giường,1,tốt,1/8/2025\nSV-A-101,Giường,2,tốt,1/8/2025\n"                   \
    "SV-A-101,Điều hòa,1,tốt,1/8/2025\n"
#define HEAD "Mã phòng,Hạng mục,Số,Tình trạng,Ghi chú,Ngày khảo sát\n"

static const struct import_options plain, good_ones = {.skips_bad = true};

static int begin(void **state)
{
    int rc = set_up(state);
    ok(run(IMPORT_ROOMS, ROOM_LIST, &plain));
    ok(run(IMPORT_ITEMS, PIECES, &plain));
    return rc;
}

/* All parts of a room, good. */
static void add_parts(struct buf *list, const char *room, const char *day)
{
    for (size_t i = 0; i < N_ROOM_PARTS; i++)
        buf_fmt(list, "%s,\"%s\",,tốt,,%s\n", room, ROOM_PARTS[i].vi, day);
}

/* What was found, survey by survey, but what is good and has no note; then the pieces. */
static void picture(struct buf *out)
{
    struct store_surveys all = {0};
    struct store_survey_lines lines = {0};
    struct store_items items = {0};
    int64_t n = 0;
    ok(store_survey_list(store, &(struct store_survey_query){.after = ""}, &all, &n, &e));
    for (size_t i = all.n; i-- > 0;) {
        buf_fmt(out, "%s %s %s %zu:", all.items[i].room, all.items[i].day, all.items[i].state,
                (size_t)all.items[i].n_looked);
        ok(store_survey_lines(store, all.items[i].id, &lines, &e));
        for (size_t l = 0; l < lines.n; l++)
            if (strcmp(lines.items[l].condition, "good") != 0 || lines.items[l].note[0] != '\0')
                buf_fmt(out, " %s=%s(%s)", lines.items[l].subject, lines.items[l].condition,
                        lines.items[l].note);
        buf_str(out, "\n");
        store_survey_lines_release(&lines);
    }
    ok(store_item_list(store, &(struct store_item_query){.room = NULL}, &items, NULL, &e));
    for (size_t i = 0; i < items.n; i++)
        buf_fmt(out, "%s %d %s %s\n", items.items[i].kind, items.items[i].ix,
                items.items[i].condition, items.items[i].seen_on);
    store_items_release(&items);
    store_surveys_release(&all);
}

static void stands(const char *expected)
{
    struct buf now = {0};
    picture(&now);
    assert_string_equal(now.data, expected);
    buf_release(&now);
}

#define AS_BEFORE "air_con 1 good 2025-08-01\nbed 1 good 2025-08-01\nbed 2 good 2025-08-01\n"

static void t_a_room_and_day_is_one_survey_that_is_done(void **state)
{
    static const char after[] =
        "SV-A-102 2025-08-10 done 11:\n"
        "SV-A-101 2025-08-12 done 14: air_con 1=broken(không lạnh) bed 2=missing()\n"
        "air_con 1 broken 2025-08-12\nbed 1 good 2025-08-12\nbed 2 missing 2025-08-12\n";
    struct buf list = {0};
    (void)state;
    buf_str(&list, HEAD);
    add_parts(&list, "SV-A-101", "12/08/2025");
    buf_str(&list, "SV-A-101,Giường 1,,Tốt,,12/08/2025\nSV-A-101,Giường,2,Mất,,2025-08-12\n"
                   "SV-A-101,máy lạnh số 1,,hư hỏng,không lạnh,12/8/2025\n");
    add_parts(&list, "SV-A-102", "10/8/2025");
    for (int i = 0; i < 3; i++) {
        ok(run(IMPORT_SURVEYS, list.data, &plain));
        expect(i == 0 ? 25 : 0, 0, i == 0 ? 0 : 25, 0);
        assert_true(says(0, IMPORT_NOTICE, "nor can they be taken back") == (i == 0));
        stands(after);
    }
    /* a list that says less of what is known says the same; one that says otherwise is refused */
    ok(run(IMPORT_SURVEYS, HEAD "SV-A-101,bed,2,missing,,12/8/2025\n", &plain));
    expect(0, 0, 1, 0);
    ok(run(IMPORT_SURVEYS, HEAD "SV-A-101,bed,2,missing,,\n", &plain));
    expect(0, 0, 1, 0);
    ok(run(IMPORT_SURVEYS, HEAD "SV-A-101,bed,2,good,,12/8/2025\nSV-A-101,bed,1,good,,12/8/2025\n",
           &good_ones));
    expect(0, 0, 0, 2);
    assert_true(says(2, IMPORT_ERROR, "survey of 2025-08-12 is done and says otherwise"));
    assert_true(says(3, IMPORT_ERROR, "held back by row 2"));
    stands(after);
    buf_release(&list);
}

/* Titles, the day above the heading, sections, merged cells, words in other words, a total. */
static void t_lists_are_read_as_offices_make_them(void **state)
{
    static const char list[] =
        "UBND TỈNH,,,,\nKẾT QUẢ KHẢO SÁT HIỆN TRẠNG,,,,\nNgày khảo sát: 12/8/2025,,,,\n"
        "TT,Phòng,Nội dung khảo sát,Hiện trạng,Chú thích\n(1),(2),(3),(4),(5)\n"
        "I,Dãy A,,,\n"
        "1,SV-A-101,Điện,tốt,\n2,,Chiếu sáng,còn tốt,\n3,,Nước,tốt,\n4,,Khu vệ sinh,cũ,ố vàng\n"
        "5,,CỬA RA VÀO,tốt,\n6,,cửa sổ,tốt,\n7,,Trần nhà,tốt,\n8,,tuong,tốt,\n9,,Sàn,tốt,\n"
        "10,,PCCC,thiếu,\n11,,Wifi,tốt,\n12,,Giường,tốt,\n13,,Giường,hỏng,\n14,,Nóng lạnh,tốt,\n"
        "15,,Máy lạnh,tốt,\n"
        "II,Phòng SV-A-102,,,\n"
        "1,,electricity,good,\n2,,lights,good,\n3,,water,good,\n4,,wc,good,\n5,,door_lock,good,\n"
        "6,,window,good,\n7,,ceiling,good,\n8,,wall,good,\n9,,floor,good,\n10,,fire_safety,good,\n"
        "11,,internet,good,\n"
        "Tổng cộng,,,2 phòng,\n,,,Người lập,\n";
    (void)state;
    ok(run(IMPORT_SURVEYS, list, &good_ones));
    expect(11, 0, 0, 15);
    assert_true(says(20, IMPORT_ERROR, "no Bình nóng lạnh number 1"));
    char *fixed = mem_dup(list);
    char *at = strstr(fixed, "14,,Nóng lạnh,tốt,\n");
    memmove(at, at + strlen("14,,Nóng lạnh,tốt,\n"),
            strlen(at + strlen("14,,Nóng lạnh,tốt,\n")) + 1);
    ok(run(IMPORT_SURVEYS, fixed, &plain));
    expect(14, 0, 11, 0);
    stands("SV-A-102 2025-08-12 done 11:\n"
           "SV-A-101 2025-08-12 done 14: fire_safety=missing() wc=worn(ố vàng) bed 2=broken()\n"
           "air_con 1 good 2025-08-12\nbed 1 good 2025-08-12\nbed 2 broken 2025-08-12\n");
    free(fixed);
}

static void t_every_fault_is_told_with_its_row_and_column(void **state)
{
    static const struct {
        const char *row, *column, *says;
    } faults[] = {
        {"SV-A-999,Tường,,tốt,,1/8/2025", "Mã phòng", "no room SV-A-999"},
        {"SV-A-101,Tườg,,tốt,,1/8/2025", "Hạng mục", "write one of: Điện, ổ cắm; Đèn"},
        {"SV-A-101,,,tốt,,1/8/2025", "Hạng mục", "missing"},
        {"SV-A-101,Tường,2,tốt,,1/8/2025", "Hạng mục", "has no number"},
        {"SV-A-101,Giường,0,tốt,,1/8/2025", "Số", "1 to 99"},
        {"SV-A-101,Giường 100,,tốt,,1/8/2025", "Số", "1 to 99"},
        {"SV-A-101,Giường 1,2,tốt,,1/8/2025", "Số", "leave one"},
        {"SV-A-101,Giường,hai,tốt,,1/8/2025", "Số", "no number"},
        {"SV-A-101,Giường,3,tốt,,1/8/2025", "Hạng mục", "no Giường number 3"},
        {"SV-A-101,Sàn,,tuyệt,,1/8/2025", "Tình trạng", "write one of: tốt, đã cũ, hỏng, thiếu"},
        {"SV-A-101,Trần,,,,1/8/2025", "Tình trạng", "the condition is missing"},
        {"SV-A-101,Mạng,,tốt,,31/2/2025", "Ngày khảo sát", "no date"},
        {"SV-A-101,Mạng,,tốt,,1/1/2190", "Ngày khảo sát", "lies ahead"},
    };
    enum { N = sizeof faults / sizeof *faults };
    struct buf list = {0};
    (void)state;
    buf_str(&list, HEAD);
    for (size_t i = 0; i < N; i++)
        buf_fmt(&list, "%s\n", faults[i].row);
    buf_str(&list, "SV-A-101,WC,,tốt,,1/8/2025\nSV-A-101,wc,,hỏng,,1/8/2025\n"
                   "SV-A-103,wc,,hỏng,,1/8/2025\n");
    add_parts(&list, "SV-A-102", "1/8/2025");
    ok(run(IMPORT_SURVEYS, list.data, &plain));
    expect(N_ROOM_PARTS, 0, 0, N + 3);
    for (size_t i = 0; i < N; i++) {
        bool is_told = false;
        for (size_t f = 0; f < report.n_findings; f++)
            is_told = is_told || (report.findings[f].row == (int)i + 2 &&
                                  strcmp(report.findings[f].column, faults[i].column) == 0 &&
                                  strstr(report.findings[f].en, faults[i].says) != NULL);
        if (!is_told)
            fail_msg("%s: %s", faults[i].row, faults[i].says);
    }
    assert_true(says(N + 2, IMPORT_ERROR, "held back by row 3"));
    assert_true(says(N + 3, IMPORT_ERROR, "says otherwise of this"));
    assert_true(
        says(N + 4, IMPORT_ERROR, "Electricity, sockets; Lighting; Water and drains; Door"));
    stands(AS_BEFORE);
    buf_release(&list);
}

/* What was not looked at is no survey, nor is one begun beside another that is open. */
static void t_a_room_is_surveyed_whole_or_not_at_all(void **state)
{
    struct buf list = {0};
    struct store_room room = {0};
    const struct store_scope all = {.sees = STORE_SEES_ALL};
    (void)state;
    buf_str(&list, HEAD);
    add_parts(&list, "SV-A-101", "1/8/2025");
    buf_str(&list, "SV-A-101,Giường 2,,tốt,,1/8/2025\n");
    ok(run(IMPORT_SURVEYS, list.data, &good_ones));
    expect(0, 0, 0, N_ROOM_PARTS + 1);
    assert_true(says(2, IMPORT_ERROR, "missing, 2: Air conditioner 1; Bed 1; add them"));
    stands(AS_BEFORE);
    ok(store_room_get(store, &all, "SV-A-101", &room, &e));
    struct store_survey open = {.room_id = room.id, .day = (char *)(uintptr_t) "2025-08-05"};
    ok(store_survey_add(store, &open, &e));
    buf_str(&list, "SV-A-101,Giường 1,,tốt,,1/8/2025\nSV-A-101,Điều hòa 1,,tốt,,1/8/2025\n");
    ok(run(IMPORT_SURVEYS, list.data, &good_ones));
    expect(0, 0, 0, N_ROOM_PARTS + 3);
    assert_true(says(2, IMPORT_ERROR, "a survey of room SV-A-101 is open"));
    free(open.code);
    store_room_release(&room);
    buf_release(&list);
}

/* Rows of two days are two surveys, the earlier first; a row that says again what one above says is
 * no second line. */
static void t_each_day_is_a_survey_of_its_own(void **state)
{
    struct buf list = {0};
    (void)state;
    buf_str(&list, HEAD);
    add_parts(&list, "SV-A-102", "3/8/2025");
    add_parts(&list, "SV-A-102", "2/8/2025");
    buf_str(&list, "SV-A-102,Tường,,tốt,,2/8/2025\n");
    ok(run(IMPORT_SURVEYS, list.data, &plain));
    expect(2 * N_ROOM_PARTS, 0, 1, 0);
    stands("SV-A-102 2025-08-02 done 11:\nSV-A-102 2025-08-03 done 11:\n" AS_BEFORE);
    ok(run(IMPORT_SURVEYS, list.data, &plain));
    expect(0, 0, 2 * N_ROOM_PARTS + 1, 0);
    buf_release(&list);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, begin, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(t_a_room_and_day_is_one_survey_that_is_done),
        TEST(t_lists_are_read_as_offices_make_them),
        TEST(t_every_fault_is_told_with_its_row_and_column),
        TEST(t_a_room_is_surveyed_whole_or_not_at_all),
        TEST(t_each_day_is_a_survey_of_its_own),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
