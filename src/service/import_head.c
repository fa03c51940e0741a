/* The heading of a list, and which column holds what.
 *
 * Offices put titles above the heading and merge its cells. The heading is the row, among the first
 * ones, with most known headings; a second row of it ("Nam | Nữ" below "Ngày sinh") and a row of
 * column numbers are taken with it.
 */
#include "import_parts.h"

#include "base/buf.h"
#include "base/mem.h"
#include "base/text.h"

#include <stdlib.h>
#include <string.h>

enum { HEAD_WITHIN = 40 }; /* rows above which no heading is looked for */

enum {
    ROOMS = 1 << IMPORT_ROOMS,
    AGENCIES = 1 << IMPORT_AGENCIES,
    OFFICIALS = 1 << IMPORT_OFFICIALS,
    REQUESTS = 1 << IMPORT_REQUESTS,
    ITEMS = 1 << IMPORT_ITEMS,
    SURVEYS = 1 << IMPORT_SURVEYS,
    PEOPLE = OFFICIALS | REQUESTS,
    ALL = ROOMS | AGENCIES | PEOPLE | ITEMS | SURVEYS,
};

/* Variants are keys (import_key) between bars; one that ends in * matches what begins so. */
static const struct head_row {
    enum import_field field;
    unsigned kinds;
    unsigned needed; /* kinds that cannot do without */
    const char *heading;
    const char *variants;
} HEADS[] = {
    {FIELD_STT, ALL, 0, "STT", "|stt|tt|so tt|so thu tu|no|"},
    {FIELD_NAME, PEOPLE, 0, "Họ và tên",
     "|ho va ten|ho ten|ho va ten can bo|ho va ten cbccvc|ho ten can bo|ten can bo|"
     "ho va ten thanh vien|ho va ten khai sinh|ho ten nguoi o|full name|name|"},
    {FIELD_FAMILY_NAME, PEOPLE, 0, "Họ đệm", "|ho dem|ho va dem|ho va ten dem|ho lot|ho|"},
    {FIELD_GIVEN_NAME, PEOPLE, 0, "Tên", "|ten|"},
    {FIELD_BORN, PEOPLE, 0, "Ngày sinh",
     "|ngay sinh|nam sinh|ngay thang nam sinh|ngay thang sinh|sinh ngay|ns|ngay nam sinh|"
     "date of birth|"},
    {FIELD_BORN_MALE, PEOPLE, 0, "Nam", "|nam|ngay sinh nam|nam sinh nam|"},
    {FIELD_BORN_FEMALE, PEOPLE, 0, "Nữ", "|nu|ngay sinh nu|nam sinh nu|"},
    {FIELD_SEX, PEOPLE | ROOMS, 0, "Giới tính",
     "|gioi tinh|gioi|phai|nam nu|gt|gioi tinh phong|doi tuong o|sex|"},
    {FIELD_CITIZEN_ID, PEOPLE, PEOPLE, "Số CCCD",
     "|so cccd|cccd|cccd cmnd|so cccd cmnd|cmnd cccd|so cmnd cccd|cccd cmnd so dinh danh|"
     "so dinh danh|so dinh danh ca nhan|ma dinh danh|so can cuoc|can cuoc cong dan|"
     "so can cuoc cong dan|so cc cccd|cc cccd|can cuoc|so cmnd|cmnd|so cccd so dinh danh|"
     "citizen id|"},
    {FIELD_PHONE, PEOPLE, 0, "Số điện thoại",
     "|so dien thoai|dien thoai|sdt|dt|so dt|dien thoai lien he|di dong|so di dong|dtdd|"
     "so dien thoai lien he|phone|"},
    {FIELD_POSITION, PEOPLE, 0, "Chức vụ",
     "|chuc vu|chuc danh|chuc vu chuc danh|chuc danh chuc vu|chuc vu don vi|vi tri viec lam|"
     "position|"},
    {FIELD_AGENCY, PEOPLE, 0, "Đơn vị công tác",
     "|don vi cong tac|co quan don vi|co quan|don vi|co quan cong tac|noi cong tac|"
     "don vi co quan|co quan don vi cong tac|noi lam viec|ten co quan|ten don vi|agency|"},
    {FIELD_COEFFICIENT, PEOPLE, 0, "Hệ số PCCV",
     "|he so pccv|hs pccv|pccv|he so phu cap chuc vu|he so phu cap|phu cap chuc vu|he so pc|"
     "hspccv|he so|coefficient|"},
    {FIELD_RESIDENCE, PEOPLE, 0, "Nơi ở hiện nay",
     "|noi o hien nay|noi o|cho o hien nay|cho o hien tai|noi o hien tai|noi cu tru|"
     "dia chi hien nay|noi thuong tru|dia chi|dia chi cu tru|xa phuong|residence|"},
    {FIELD_COMMUNE, PEOPLE, 0, "Mã xã", "|ma xa|ma xa phuong|ma dvhc|commune|"},
    {FIELD_OWNS_HOUSE, PEOPLE, 0, "Nhà ở riêng",
     "|nha o rieng|nha rieng|co nha rieng|co nha o rieng|so huu nha o|"
     "co nha o|nha o thuoc so huu|"},
    {FIELD_KM, PEOPLE, 0, "Khoảng cách (km)", "|khoang cach*|so km|km|cu ly|cu ly di lai|"},
    {FIELD_MOVED, PEOPLE, 0, "Chuyển nơi làm việc",
     "|chuyen noi lam viec|chuyen noi cong tac|thay doi noi lam viec|phai chuyen noi lam viec|"
     "thay doi noi cong tac|thuoc dien chuyen noi lam viec|"},
    {FIELD_GROUPS, PEOPLE, 0, "Đối tượng ưu tiên",
     "|doi tuong uu tien|uu tien|dien uu tien|thuoc doi tuong uu tien|doi tuong|"},
    {FIELD_NEED, PEOPLE, 0, "Nhu cầu",
     "|nhu cau|nhu cau nha o|nhu cau cho o|nhu cau o|co nhu cau|dang ky nhu cau|"
     "nhu cau bo tri cho o|nhu cau nha o cong vu|dang ky o|"},
    {FIELD_NOTE, ALL, 0, "Ghi chú", "|ghi chu|chu thich|note|"},
    {FIELD_REQUEST, REQUESTS, 0, "Mã hồ sơ", "|ma ho so|so ho so|ho so|ma dang ky|ma nhom|"},
    {FIELD_RELATION, REQUESTS, 0, "Quan hệ",
     "|quan he|moi quan he|quan he voi can bo|quan he voi nguoi dang ky|quan he voi chu ho so|"},
    {FIELD_SHARING, REQUESTS, 0, "Hình thức ở", "|hinh thuc o|hinh thuc|kieu o|"},
    {FIELD_NEEDS, REQUESTS, 0, "Nhu cầu thiết yếu",
     "|nhu cau thiet yeu|yeu cau thiet yeu|yeu cau bat buoc|dieu kien bat buoc|"},
    {FIELD_WISHES, REQUESTS, 0, "Nguyện vọng", "|nguyen vong|mong muon|nguyen vong khac|"},
    {FIELD_SITES, REQUESTS, 0, "Khu đăng ký", "|khu dang ky|khu nguyen vong|dang ky khu|"},
    {FIELD_FILED, REQUESTS, 0, "Ngày nộp",
     "|ngay nop|ngay nop don|ngay dang ky|ngay nop ho so|ngay nhan|ngay nhan ho so|"},
    {FIELD_CURRENT_ROOM, REQUESTS, 0, "Phòng đang ở", "|phong dang o|phong hien tai|phong o|"},
    {FIELD_SITE, ROOMS | ITEMS | SURVEYS, 0, "Mã khu", "|ma khu|khu|ma khu nha|site|"},
    {FIELD_SITE_NAME, ROOMS, 0, "Tên khu", "|ten khu|ten khu nha|khu nha|"},
    {FIELD_BLOCK, ROOMS, 0, "Dãy", "|day|nha|toa|day nha|toa nha|block|"},
    {FIELD_FLOOR, ROOMS, 0, "Tầng", "|tang|lau|"},
    {FIELD_ROOM, ROOMS | ITEMS | SURVEYS, ROOMS | ITEMS | SURVEYS, "Mã phòng",
     "|ma phong|so phong|phong|ten phong|room|"},
    {FIELD_BEDS, ROOMS, ROOMS, "Số chỗ",
     "|so cho|so giuong|so cho o|suc chua|so nguoi|so nguoi toi da|cho o|"},
    {FIELD_AREA, ROOMS, 0, "Diện tích (m²)", "|dien tich*|dt|"},
    {FIELD_FEATURES, ROOMS, 0, "Tiện ích", "|tien ich|tien nghi|trang bi|dac diem|"},
    {FIELD_POOLS, ROOMS, 0, "Nhóm hệ số", "|nhom he so|nhom|nhom doi tuong|"},
    {FIELD_SUBJECT, SURVEYS, SURVEYS, "Hạng mục",
     "|hang muc|hang muc khao sat|hang muc kiem tra|ten hang muc|noi dung|noi dung khao sat|"
     "noi dung kiem tra|bo phan|thiet bi|subject|"},
    {FIELD_SUBJECT_NUMBER, SURVEYS, 0, "Số",
     "|so|thu tu trong phong|so trong phong|cai so|chiec so|chiec thu|number|"},
    {FIELD_STATE, SURVEYS, SURVEYS, "Tình trạng",
     "|tinh trang|trang thai|hien trang|ket qua|ket qua khao sat|danh gia|condition|"},
    {FIELD_SURVEYED_ON, SURVEYS, 0, "Ngày khảo sát",
     "|ngay khao sat|ngay kiem tra|ngay kiem ke|ngay xem|ngay|day|"},
    {FIELD_STATE, ROOMS | ITEMS, 0, "Tình trạng", "|tinh trang|trang thai|hien trang|"},
    {FIELD_ITEM_KIND, ITEMS, ITEMS, "Loại thiết bị",
     "|loai thiet bi|thiet bi|ten thiet bi|trang thiet bi|ten tai san|tai san|do dung|loai|"},
    {FIELD_ITEM_NUMBER, ITEMS, 0, "Thứ tự trong phòng",
     "|thu tu trong phong|so trong phong|cai so|chiec so|chiec thu|"},
    {FIELD_SEEN_ON, ITEMS, 0, "Ngày kiểm tra",
     "|ngay kiem tra|ngay kiem ke|ngay khao sat|ngay xem|ngay|"},
    {FIELD_AGENCY_CODE, AGENCIES, AGENCIES, "Mã cơ quan", "|ma co quan|ma don vi|ma|ky hieu|"},
    {FIELD_AGENCY_NAME, AGENCIES, AGENCIES, "Tên cơ quan",
     "|ten co quan|ten don vi|co quan|don vi|co quan don vi|ten co quan don vi|"},
    {FIELD_ALIASES, AGENCIES, 0, "Tên khác", "|ten khac|ten viet tat|ten goi khac|"},
    {FIELD_AGENCY_KIND, AGENCIES, 0, "Loại", "|loai|loai co quan|loai hinh|khoi|"},
    {FIELD_URGENCY, AGENCIES, 0, "Điểm cấp thiết",
     "|diem cap thiet|cap thiet|tinh cap thiet|muc cap thiet|diem tinh cap thiet|"},
};

const char *import_heading(enum import_field f)
{
    for (size_t i = 0; i < sizeof HEADS / sizeof *HEADS; i++)
        if (HEADS[i].field == f)
            return HEADS[i].heading;
    return "";
}

static bool has_variant(const char *variants, const char *key)
{
    size_t len = strlen(key);
    for (const char *v = variants + 1; *v != '\0'; v = strchr(v, '|') + 1) {
        size_t n = (size_t)(strchr(v, '|') - v);
        bool is_prefix = v[n - 1] == '*';
        n -= is_prefix ? 1 : 0;
        if ((is_prefix ? len >= n : len == n) && strncmp(v, key, n) == 0)
            return true;
    }
    return false;
}

/* The heading without what stands in brackets: "Diện tích (m²)" is an area in any unit's dress. */
static char *heading_key(const char *text)
{
    struct buf plain = {0};
    int depth = 0;
    for (const char *c = text; *c != '\0'; c++) {
        depth += *c == '(' ? 1 : 0;
        if (depth == 0)
            buf_char(&plain, *c);
        depth -= *c == ')' && depth > 0 ? 1 : 0;
    }
    char *bare = buf_take(&plain);
    char *key = import_key(bare);
    free(bare);
    return key;
}

static enum import_field field_of(enum import_kind kind, const char *text)
{
    char *key = heading_key(text);
    enum import_field found = FIELD_NONE;
    for (size_t i = 0; i < sizeof HEADS / sizeof *HEADS && found == FIELD_NONE; i++)
        if ((HEADS[i].kinds & 1u << kind) != 0 && *key != '\0' &&
            has_variant(HEADS[i].variants, key))
            found = HEADS[i].field;
    free(key);
    return found;
}

/* How many different fields a row names; their columns, the first of each. */
static size_t read_heading(const struct import *im, size_t row, int column[N_FIELDS])
{
    size_t n = 0;
    const struct table_row *cells = &im->table->rows[row];
    for (size_t f = 0; f < N_FIELDS; f++)
        column[f] = -1;
    for (size_t c = 0; c < cells->n_cells; c++) {
        enum import_field f = field_of(im->kind, cells->cells[c]);
        if (f == FIELD_NONE || column[f] >= 0)
            continue;
        column[f] = (int)c;
        n += f != FIELD_STT ? 1 : 0;
    }
    return n;
}

/* A row of the heading below its first one: it only names Nam/Nữ and other fields, or numbers the
 * columns: (1) (2) (3). */
static bool is_more_heading(struct import *im, size_t row)
{
    const struct table_row *cells = &im->table->rows[row];
    size_t n_named = 0;
    size_t n_numbers = 0;
    size_t n_filled = 0;
    for (size_t c = 0; c < cells->n_cells; c++) {
        if (cells->cells[c][0] == '\0')
            continue;
        char *key = import_key(cells->cells[c]);
        n_filled++;
        n_named += field_of(im->kind, cells->cells[c]) != FIELD_NONE ? 1 : 0;
        n_numbers += (size_t)strtol(key, NULL, 10) == c + 1 && strlen(key) <= 2 ? 1 : 0;
        free(key);
    }
    if (n_filled >= 3 && n_numbers == n_filled)
        return true;
    if (n_filled == 0 || n_named != n_filled)
        return false;
    for (size_t c = 0; c < cells->n_cells; c++) {
        enum import_field f = field_of(im->kind, cells->cells[c]);
        if (f != FIELD_NONE && im->column[f] < 0)
            im->column[f] = (int)c;
    }
    return true;
}

static bool has_needed(struct import *im)
{
    bool is_good = true;
    for (size_t i = 0; i < sizeof HEADS / sizeof *HEADS; i++) {
        if ((HEADS[i].needed & 1u << im->kind) == 0 || im->column[HEADS[i].field] >= 0)
            continue;
        import_say(im, im->n_lines, HEADS[i].field, IMPORT_ERROR,
                   "thiếu cột này; hãy thêm cột \"%s\" vào dòng tiêu đề",
                   "the column is missing; add a column \"%s\" to the heading", HEADS[i].heading);
        is_good = false;
    }
    bool is_people = im->kind == IMPORT_OFFICIALS || im->kind == IMPORT_REQUESTS;
    if (is_people && im->column[FIELD_NAME] < 0 && im->column[FIELD_GIVEN_NAME] < 0) {
        import_say(im, im->n_lines, FIELD_NAME, IMPORT_ERROR, "thiếu cột họ và tên",
                   "the column of names is missing");
        is_good = false;
    }
    return is_good;
}

/* Columns nobody reads are named, so that a misspelt heading is not lost in silence. */
static void tell_unused(struct import *im)
{
    const struct table_row *cells = &im->table->rows[im->head_row];
    for (size_t c = 0; c < cells->n_cells; c++) {
        enum import_field f = field_of(im->kind, cells->cells[c]);
        bool is_used = f != FIELD_NONE && im->column[f] == (int)c;
        bool is_ours = strcmp(cells->cells[c], IMPORT_REASON_HEADING) == 0;
        if (!is_used && !is_ours && cells->cells[c][0] != '\0')
            import_say(im, im->n_lines, FIELD_NONE, IMPORT_NOTICE, "không dùng cột \"%s\"",
                       "the column \"%s\" is not used", cells->cells[c]);
    }
}

bool import_head(struct import *im)
{
    size_t best = 0;
    int column[N_FIELDS];
    for (size_t r = 0; r < im->table->n_rows && r < HEAD_WITHIN; r++) {
        size_t n = read_heading(im, r, column);
        if (n > best) {
            best = n;
            im->head_row = r;
            memcpy(im->column, column, sizeof column);
        }
    }
    if (best < 2) {
        import_say(im, im->n_lines, FIELD_NONE, IMPORT_ERROR,
                   "không tìm thấy dòng tiêu đề; dòng đó phải có tên các cột như trong mẫu",
                   "no heading found; it must name the columns as the template does");
        return false;
    }
    im->first_row = im->head_row + 1;
    while (im->first_row < im->table->n_rows && is_more_heading(im, im->first_row))
        im->first_row++;
    tell_unused(im);
    return has_needed(im);
}

const char *import_column_heading(const struct import *im, size_t c)
{
    const char *cell = table_cell(im->table, im->head_row, c);
    for (int f = 0; f < N_FIELDS; f++) {
        bool is_below = cell[0] == '\0' || f == FIELD_BORN_MALE || f == FIELD_BORN_FEMALE;
        if (im->column[f] == (int)c && is_below)
            cell = import_heading((enum import_field)f);
    }
    return cell;
}

void import_columns_find(enum import_kind kind, const struct table *t, struct import_columns *out)
{
    struct import_report ignored = {0};
    struct import im = {.kind = kind, .table = t, .report = &ignored};
    *out = (struct import_columns){0};
    (void)import_head(&im);
    if (im.first_row > 0) {
        out->row = t->rows[im.head_row].number;
        for (size_t r = im.head_row; r < t->n_rows; r++)
            out->n = t->rows[r].n_cells > out->n ? t->rows[r].n_cells : out->n;
        out->items = mem_array(out->n, sizeof *out->items);
    }
    for (size_t c = 0; c < out->n; c++) {
        out->items[c].heading = mem_dup(import_column_heading(&im, c));
        import_mask_numbers(out->items[c].heading);
    }
    for (int f = 0; f < N_FIELDS && out->n > 0; f++)
        if (im.column[f] >= 0 && (size_t)im.column[f] < out->n)
            out->items[im.column[f]].field = import_heading((enum import_field)f);
    import_report_release(&ignored);
}

void import_columns_release(struct import_columns *c)
{
    for (size_t i = 0; i < c->n; i++)
        free(c->items[i].heading);
    free(c->items);
    *c = (struct import_columns){0};
}

bool import_field_at(enum import_kind kind, size_t i, struct import_field_words *out)
{
    for (size_t h = 0; h < sizeof HEADS / sizeof *HEADS; h++) {
        if ((HEADS[h].kinds & 1u << kind) == 0 || i-- > 0)
            continue;
        *out = (struct import_field_words){
            .heading = HEADS[h].heading,
            .is_needed = (HEADS[h].needed & 1u << kind) != 0 || HEADS[h].field == FIELD_NAME,
            .is_other = HEADS[h].field == FIELD_FAMILY_NAME || HEADS[h].field == FIELD_GIVEN_NAME ||
                        HEADS[h].field == FIELD_BORN_MALE || HEADS[h].field == FIELD_BORN_FEMALE,
            .words = HEADS[h].variants};
        return true;
    }
    return false;
}
