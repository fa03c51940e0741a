/* Laws of the lists: the public one holds name, agency and site of officials and nothing else; both
 * are sorted by site, then given name; who waits stands in the order of need with a reason.
 */
#include "guests.h"

#include "base/text.h"
#include "service/list.h"
#include "service/summary.h"

static const char *cell(const struct grid *g, size_t row, size_t col)
{
    return g->cells[row * g->n_cols + col].text;
}

static void t_the_public_list_tells_name_agency_site_and_no_more(void **state)
{
    (void)state;
    struct allocation a = make_allocation();
    struct grid parts[LIST_MAX_PARTS] = {0};
    size_t n = list_build(&a, LIST_PUBLIC, parts);
    assert_int_equal(n, 1);
    assert_int_equal(parts[0].n_cols, 4);
    assert_int_equal(grid_n_rows(&parts[0]),
                     4); /* four officials housed; no child, nobody waiting */
    for (size_t i = 0; i < parts[0].n_cells; i++) {
        const char *text = parts[0].cells[i].text;
        assert_null(strstr(text, "HS0"));
        assert_null(strstr(text, "CB"));
        assert_null(strstr(text, "-A-"));
        assert_null(strstr(text, "-B-"));
        assert_null(strstr(text, "Châu"));
        assert_null(strstr(text, "Đạt"));
        assert_null(strstr(text, "2012"));
    }
    list_release(parts, n);
    allocation_release(&a);
}

static void t_lists_are_sorted_by_site_then_given_name(void **state)
{
    (void)state;
    struct allocation a = make_allocation();
    struct grid parts[LIST_MAX_PARTS] = {0};
    size_t n = list_build(&a, LIST_PUBLIC, parts);
    assert_string_equal(cell(&parts[0], 0, 1), "Nguyễn Văn Anh");
    assert_string_equal(cell(&parts[0], 1, 1), "Lê Thị Ánh");
    assert_string_equal(cell(&parts[0], 2, 1), "Phạm Thị Bình");
    assert_string_equal(cell(&parts[0], 3, 1), "Trần Văn Ước");
    assert_string_equal(cell(&parts[0], 1, 3), "Ký túc xá CĐ");
    assert_string_equal(cell(&parts[0], 2, 3), "Khu sinh viên");
    list_release(parts, n);
    allocation_release(&a);
}

static void t_the_staff_list_has_rooms_families_and_who_waits(void **state)
{
    (void)state;
    struct allocation a = make_allocation();
    struct grid parts[LIST_MAX_PARTS] = {0};
    size_t n = list_build(&a, LIST_STAFF, parts);
    assert_int_equal(n, 2);
    assert_int_equal(grid_n_rows(&parts[0]), 5);
    assert_string_equal(cell(&parts[0], 2, 1), "Lê Bảo Châu");
    assert_string_equal(cell(&parts[0], 2, 4), "CD-B-202");
    assert_string_equal(cell(&parts[0], 2, 6), "con");
    assert_int_equal(grid_n_rows(&parts[1]), 2);
    assert_true(strtol(cell(&parts[1], 0, 0), NULL, 10) < strtol(cell(&parts[1], 1, 0), NULL, 10));
    assert_non_null(strstr(cell(&parts[1], 0, 7), "4 phòng"));
    list_release(parts, n);
    allocation_release(&a);
}

/* HS04, a mother and her child of thirteen, are two women who share; the uses must add up. */
static void t_the_summarys_uses_add_up_to_the_house(void **state)
{
    (void)state;
    struct allocation a = make_allocation();
    struct summary_use all = {0};
    for (int s = 0; s < a.instance.n_sites; s++)
        for (size_t use = 0; use < summary_n_uses(&a); use++) {
            struct summary_use one = summary_count(&a, s, use);
            all.n_rooms += one.n_rooms;
            all.n_people += one.n_people;
            all.n_places += one.n_places;
            all.n_vacant += one.n_vacant;
        }
    assert_int_equal(all.n_rooms, 4);
    assert_int_equal(all.n_people, 5);
    assert_int_equal(all.n_places, all.n_people + all.n_vacant);
    allocation_release(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(t_the_public_list_tells_name_agency_site_and_no_more),
        cmocka_unit_test(t_lists_are_sorted_by_site_then_given_name),
        cmocka_unit_test(t_the_staff_list_has_rooms_families_and_who_waits),
        cmocka_unit_test(t_the_summarys_uses_add_up_to_the_house),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
