/* Citizen ids and phone numbers as spreadsheets leave them.
 *
 * A citizen id (số CCCD) has 12 digits and no check digit: province of birth registration (3),
 * century and sex (1), birth year (2), six at random. All begin with 0, so a column of numbers
 * loses one or two zeros, or becomes 3.3E+10 and loses the person. The province never refuses an
 * id; sex and year only warn: registries hold mistakes.
 */
#include "import_parts.h"

#include "base/buf.h"
#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

enum { ID_LEN = 12, LAST_PROVINCE = 96 };

/* What people put between the digits of a number; the mask must see through all of it. */
static const char BETWEEN_DIGITS[] = " .-()";

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Bytes of what stands between the digits of one number, all that digits_of passes over and a hard
 * blank; 0 = no digit follows. */
static size_t gap_at(const char *c)
{
    static const char hard_blank[] = "\xC2\xA0";
    size_t n = 0;
    for (;;) {
        if (c[n] != '\0' && strchr(BETWEEN_DIGITS, c[n]) != NULL)
            n++;
        else if (strncmp(c + n, hard_blank, sizeof hard_blank - 1) == 0)
            n += sizeof hard_blank - 1;
        else
            return is_digit(c[n]) ? n : 0;
    }
}

void import_mask_numbers(char *text)
{
    enum { SHORTEST = 9, SHOWN_FIRST = 3, SHOWN_LAST = 4 };
    for (char *c = text; *c != '\0';) {
        size_t n_digits = 0, len = 0, at = 0;
        while (is_digit(c[len]) || (n_digits > 0 && gap_at(c + len) > 0)) {
            n_digits += is_digit(c[len]) ? 1 : 0;
            len += is_digit(c[len]) ? 1 : gap_at(c + len);
        }
        for (size_t i = 0; i < len && n_digits >= SHORTEST; i++) {
            if (!is_digit(c[i]))
                continue;
            if (at >= SHOWN_FIRST && at + SHOWN_LAST < n_digits)
                c[i] = '*';
            at++;
        }
        c += len > 0 ? len : 1;
    }
}

void import_mask(const char *citizen_id, char out[13])
{
    size_t len = strlen(citizen_id);
    memset(out, '*', ID_LEN);
    out[ID_LEN] = '\0';
    if (len == ID_LEN) {
        memcpy(out, citizen_id, 3);
        memcpy(out + 8, citizen_id + 8, 4);
    }
}

static int number_of(const char *digits, size_t n)
{
    int value = 0;
    for (size_t i = 0; i < n; i++)
        value = value * 10 + (digits[i] - '0');
    return value;
}

static int birth_year(const char *born)
{
    return strlen(born) >= 4 ? number_of(born, 4) : 0;
}

/* Whether the year and sex inside 12 digits agree with what is known of the person. */
static bool year_agrees(const char *id, const char *born)
{
    int year = birth_year(born);
    return year == 0 || 1900 + (id[3] - '0') / 2 * 100 + number_of(id + 4, 2) == year;
}

static bool sex_agrees(const char *id, char sex)
{
    return sex == 0 || ((id[3] - '0') % 2 == 0) == (sex == 'M');
}

static bool is_plausible(const char *id, const char *born, char sex)
{
    int province = number_of(id, 3);
    return province >= 1 && province <= LAST_PROVINCE && id[3] <= '3' && year_agrees(id, born) &&
           sex_agrees(id, sex);
}

/* The digits of a cell: blanks, dots and dashes between them do not count. NULL where there is
 * anything else. */
static char *digits_of(const char *cell)
{
    struct buf digits = {0};
    for (const char *c = cell; *c != '\0'; c++) {
        if (*c >= '0' && *c <= '9')
            buf_char(&digits, *c);
        else if (strchr(BETWEEN_DIGITS, *c) == NULL) {
            buf_release(&digits);
            return NULL;
        }
    }
    return buf_take(&digits);
}

/* 3.3085E+10, 3,3E10. */
static bool is_scientific(const char *cell)
{
    size_t n = strspn(cell, "0123456789.,");
    return n > 0 && (cell[n] == 'E' || cell[n] == 'e') &&
           strspn(cell + n + 1, "+-0123456789") == strlen(cell + n + 1);
}

static char *pad(struct import *im, size_t line_ix, const char *digits, const char *born, char sex)
{
    struct buf padded = {0};
    size_t len = strlen(digits);
    char mask[13];
    for (size_t i = len; i < ID_LEN; i++)
        buf_char(&padded, '0');
    buf_str(&padded, digits);
    char *id = buf_take(&padded);
    if (is_plausible(id, born, sex)) {
        import_mask(id, mask);
        import_say(im, line_ix, FIELD_CITIZEN_ID, IMPORT_NOTICE,
                   "bảng tính đã làm mất số 0 ở đầu; hiểu là %s",
                   "the spreadsheet dropped leading zeros; taken as %s", mask);
        return id;
    }
    import_say(im, line_ix, FIELD_CITIZEN_ID, IMPORT_ERROR,
               "chỉ có %zu chữ số và thêm số 0 ở đầu cũng không khớp ngày sinh, giới tính; "
               "hãy ghi đủ 12 chữ số",
               "only %zu digits, and leading zeros would contradict birth date or sex; "
               "write all 12 digits",
               len);
    free(id);
    return NULL;
}

static void compare_facts(struct import *im, size_t line_ix, const char *id, const char *born,
                          char sex)
{
    if (!year_agrees(id, born))
        import_say(im, line_ix, FIELD_CITIZEN_ID, IMPORT_WARNING,
                   "năm sinh trong số CCCD khác với ngày sinh; hãy kiểm tra lại",
                   "the birth year inside the citizen id differs from the birth date; check both");
    if (!sex_agrees(id, sex))
        import_say(im, line_ix, FIELD_CITIZEN_ID, IMPORT_WARNING,
                   "giới tính trong số CCCD khác với cột giới tính; hãy kiểm tra lại",
                   "the sex inside the citizen id differs from the column; check both");
}

char *import_citizen_id(struct import *im, size_t line_ix, const char *born, char sex)
{
    const char *cell = import_cell(im, line_ix, FIELD_CITIZEN_ID);
    if (cell[0] == '\0')
        return NULL;
    if (is_scientific(cell)) {
        import_say(im, line_ix, FIELD_CITIZEN_ID, IMPORT_ERROR,
                   "bảng tính đã đổi số thành dạng khoa học (E+) nên mất chữ số; hãy định dạng cột "
                   "là Văn bản rồi nhập lại số",
                   "the spreadsheet turned the number into scientific notation (E+) and lost "
                   "digits; format the column as text and enter it again");
        return NULL;
    }
    char *digits = digits_of(cell);
    size_t len = digits == NULL ? 0 : strlen(digits);
    char *id = NULL;
    if (len == ID_LEN) {
        id = mem_dup(digits);
        compare_facts(im, line_ix, id, born, sex);
    } else if (len == 10 || len == 11) {
        id = pad(im, line_ix, digits, born, sex);
    } else if (len == 9) {
        import_say(im, line_ix, FIELD_CITIZEN_ID, IMPORT_ERROR,
                   "9 chữ số là chứng minh nhân dân đã hết giá trị; hãy ghi số CCCD 12 chữ số",
                   "9 digits are an obsolete identity card; write the 12 digits of the citizen id");
    } else {
        import_say(im, line_ix, FIELD_CITIZEN_ID, IMPORT_ERROR,
                   "không phải số CCCD; phải đủ 12 chữ số",
                   "no citizen id; it must have 12 digits");
    }
    free(digits);
    return id;
}

static bool in_list(const char *digits, size_t n, const char *list)
{
    char prefix[8] = "|";
    memcpy(prefix + 1, digits, n);
    memcpy(prefix + 1 + n, "|", 2);
    return strstr(list, prefix) != NULL;
}

/* Nine digits of a mobile number without its 0, by the national numbering plan. */
static bool is_mobile(const char *d)
{
    return d[0] == '3' ||
           in_list(d, 2,
                   "|51|56|58|59|70|76|77|78|79|81|82|83|84|85|86|87|88|90|91|92|93|94|95|"
                   "96|97|98|") ||
           in_list(d, 3, "|522|523|528|559|896|897|898|899|991|993|994|995|996|997|998|999|");
}

char *import_phone(struct import *im, size_t line_ix)
{
    struct import_parts numbers;
    struct buf phone = {0};
    import_split(import_cell(im, line_ix, FIELD_PHONE), "/;,\n", &numbers);
    if (numbers.n == 0) {
        import_parts_release(&numbers);
        return mem_dup("");
    }
    const char *first = numbers.items[0] + (numbers.items[0][0] == '+' ? 1 : 0);
    char *all = digits_of(first);
    const char *d = all == NULL ? "" : all;
    size_t len = strlen(d);
    if (strncmp(d, "84", 2) == 0 && (len == 11 || len == 12))
        d += 2;
    d += *d == '0' ? 1 : 0;
    len = strlen(d);
    bool is_landline = d[0] == '2' && len == 10;
    if (!is_landline && len != 9)
        import_say(im, line_ix, FIELD_PHONE, IMPORT_ERROR,
                   "không phải số điện thoại; hãy ghi 10 chữ số bắt đầu bằng 0",
                   "no phone number; write 10 digits that begin with 0");
    else if (!is_landline && !is_mobile(d))
        import_say(im, line_ix, FIELD_PHONE, IMPORT_WARNING,
                   "đầu số điện thoại này không có trong quy hoạch; hãy kiểm tra lại",
                   "no network has phone numbers that begin so; check it");
    if (numbers.n > 1)
        import_say(im, line_ix, FIELD_PHONE, IMPORT_NOTICE, "chỉ giữ số điện thoại đầu tiên",
                   "only the first phone number is kept");
    buf_char(&phone, '0');
    buf_str(&phone, d);
    free(all);
    import_parts_release(&numbers);
    return buf_take(&phone);
}
