/* officials.csv: people whose agencies report that they need no room, or have not answered yet.
 *
 * Nobody here stands in requests.csv, and nobody says Có: such a row would file a request, and the
 * register of requests is requests.csv.
 */
#include "fixture.h"

enum { N_OFFICIALS = 150, PER_MILLE_SILENT = 200 };

void fixture_write_officials(const char *folder, uint64_t seed, struct fixture_used *u)
{
    static const char *const headings[] = {"STT",
                                           "Họ và tên",
                                           "Ngày sinh",
                                           "Giới tính",
                                           "Số CCCD",
                                           "Số điện thoại",
                                           "Chức vụ",
                                           "Đơn vị công tác",
                                           "Hệ số PCCV",
                                           "Nơi ở hiện nay",
                                           "Mã xã",
                                           "Nhà ở riêng",
                                           "Khoảng cách (km)",
                                           "Chuyển nơi làm việc",
                                           "Đối tượng ưu tiên",
                                           "Nhu cầu",
                                           "Ghi chú",
                                           NULL};
    struct fixture_rng r = fixture_rng_of(seed, "officials");
    struct fixture_text t = {0};
    fixture_start_csv(&t, headings);
    for (int i = 1; i <= N_OFFICIALS; i++) {
        struct fixture_person p;
        /* an eighth leads an office, as in the register */
        enum fixture_rank rank = fixture_chance(&r, 50)   ? FIXTURE_OFFICE_HEAD
                                 : fixture_chance(&r, 80) ? FIXTURE_OFFICE_DEPUTY
                                                          : FIXTURE_STAFF;
        fixture_person_make(&p, &r, u, rank, fixture_draw_agency(&r), 0);
        bool is_silent = fixture_chance(&r, PER_MILLE_SILENT);
        fixture_cell_int(&t, i);
        fixture_person_cells(&t, &p);
        fixture_cell(&t, is_silent ? "" : "Không");
        fixture_cell(&t, is_silent || p.moved != 1 ? "" : "tự thuê nhà, hoặc đi về trong ngày");
        fixture_end_row(&t);
    }
    fixture_store(folder, "officials.csv", &t);
}
