/* Vietnamese names, roughly as frequent as they are in the Red River delta.
 *
 * Weights are rounded from what is commonly told of family names (Nguyễn about 30 of 100); given
 * names are those of people born between 1966 and 2001. Anybody's resemblance to a real person is
 * chance.
 */
#include "fixture.h"

#include <stdio.h>
#include <string.h>

static const struct fixture_word FAMILIES[] = {
    {"Nguyễn", 300}, {"Trần", 110}, {"Phạm", 95}, {"Lê", 70},  {"Vũ", 62},    {"Bùi", 48},
    {"Đỗ", 34},      {"Hoàng", 32}, {"Đặng", 30}, {"Đào", 22}, {"Lương", 18}, {"Phan", 16},
    {"Ngô", 16},     {"Hà", 15},    {"Đinh", 14}, {"Tạ", 12},  {"Mai", 11},   {"Trịnh", 11},
    {"Dương", 11},   {"Lưu", 9},    {"Cao", 8},   {"Tô", 8},   {"Quách", 6},  {"Khúc", 5},
    {"Chu", 5},      {"Doãn", 4},   {"Lại", 6},   {"Phí", 5},  {"Tống", 5},   {"Giang", 3},
    {"Hồ", 4},       {"Kiều", 2},   {"Đoàn", 18}, {"Nhâm", 3}, {"Bạch", 2},   {NULL, 0},
};
static const struct fixture_word MIDDLES_M[] = {
    {"Văn", 300},  {"Đức", 70},   {"Minh", 50},  {"Quang", 60}, {"Xuân", 50},
    {"Ngọc", 40},  {"Hữu", 32},   {"Đình", 36},  {"Công", 30},  {"Mạnh", 34},
    {"Tiến", 36},  {"Thanh", 28}, {"Trọng", 24}, {"Duy", 30},   {"Việt", 18},
    {"Hồng", 16},  {"Quốc", 22},  {"Bá", 16},    {"Viết", 10},  {"Anh", 22},
    {"Trung", 16}, {"Thế", 18},   {"Huy", 12},   {"Hoàng", 14}, {NULL, 0},
};
static const struct fixture_word GIVEN_M[] = {
    {"Hùng", 40},  {"Dũng", 36},  {"Tuấn", 46},   {"Hải", 36},   {"Sơn", 32},   {"Cường", 34},
    {"Thắng", 28}, {"Nam", 36},   {"Hưng", 22},   {"Long", 22},  {"Quân", 20},  {"Minh", 30},
    {"Đức", 22},   {"Huy", 24},   {"Tùng", 26},   {"Trung", 30}, {"Kiên", 18},  {"Hiếu", 20},
    {"Anh", 26},   {"Phong", 18}, {"Thành", 30},  {"Toàn", 18},  {"Bình", 20},  {"Khánh", 10},
    {"Tú", 16},    {"Việt", 14},  {"Dương", 12},  {"Lâm", 12},   {"Quyết", 10}, {"Chiến", 14},
    {"Hòa", 14},   {"Tâm", 10},   {"Trường", 14}, {"Vinh", 12},  {"Giang", 8},  {"Linh", 8},
    {"Đạt", 10},   {"Thịnh", 10}, {"Hoàng", 12},  {"Mạnh", 12},  {"Khoa", 6},   {"Nghĩa", 8},
    {"Thái", 8},   {"Tiến", 14},  {"Quang", 16},  {"Duy", 10},   {"Đông", 6},   {"Ngọc", 6},
    {NULL, 0},
};
static const struct fixture_word MIDDLES_F[] = {
    {"Thị", 300},       {"Thu", 40},      {"Ngọc", 34},    {"Thanh", 40},     {"Minh", 22},
    {"Phương", 20},     {"Hồng", 26},     {"Kim", 18},     {"Bích", 18},      {"Thúy", 22},
    {"Mai", 12},        {"Lan", 8},       {"Thị Thu", 50}, {"Thị Thanh", 44}, {"Thị Hồng", 34},
    {"Thị Ngọc", 26},   {"Thị Bích", 18}, {"Thị Kim", 16}, {"Thị Minh", 18},  {"Thị Lan", 12},
    {"Thị Phương", 16}, {"Hoài", 6},      {NULL, 0},
};
static const struct fixture_word GIVEN_F[] = {
    {"Hương", 38}, {"Hà", 36},    {"Lan", 24},   {"Hằng", 30},  {"Thủy", 28},   {"Nga", 24},
    {"Hoa", 22},   {"Mai", 22},   {"Linh", 22},  {"Trang", 26}, {"Phương", 28}, {"Thảo", 22},
    {"Huyền", 28}, {"Yến", 20},   {"Nhung", 20}, {"Dung", 20},  {"Hạnh", 20},   {"Oanh", 14},
    {"Vân", 22},   {"Loan", 14},  {"Liên", 12},  {"Tuyết", 10}, {"Thu", 16},    {"Hiền", 24},
    {"Ngân", 12},  {"Quỳnh", 12}, {"Giang", 12}, {"Chi", 8},    {"Anh", 20},    {"Ngọc", 14},
    {"Nhàn", 6},   {"Xuân", 8},   {"Thơm", 8},   {"Tâm", 10},   {"Thúy", 16},   {"Lý", 6},
    {"Duyên", 8},  {"Hòa", 8},    {"Minh", 6},   {"Bình", 6},   {"Luyến", 6},   {"Mến", 4},
    {"Thoa", 8},   {"Ánh", 6},    {"Châm", 4},   {"Đào", 4},    {"Cúc", 4},     {NULL, 0},
};

void fixture_name(char out[80], struct fixture_rng *r, char sex, const char *family)
{
    const char *first = family != NULL ? family : fixture_draw(r, FAMILIES);
    const char *middle = fixture_draw(r, sex == 'M' ? MIDDLES_M : MIDDLES_F);
    const char *given = fixture_draw(r, sex == 'M' ? GIVEN_M : GIVEN_F);
    while (strstr(middle, given) != NULL || strcmp(first, given) == 0)
        given = fixture_draw(r, sex == 'M' ? GIVEN_M : GIVEN_F);
    (void)snprintf(out, 80, "%s %s %s", first, middle, given);
}

void fixture_family_of(char out[24], const char *name)
{
    (void)snprintf(out, 24, "%.*s", (int)strcspn(name, " "), name);
}
