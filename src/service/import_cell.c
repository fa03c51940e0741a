/* One cell of a list: what it says, or a finding that says why it cannot be read. */
#include "import_parts.h"

#include "base/buf.h"
#include "base/date.h"
#include "base/mem.h"
#include "base/text.h"

#include <stdlib.h>
#include <string.h>

/* Features by code and by name; several texts may give one code. */
const struct import_word IMPORT_FEATURES[] = {
    {"ground_floor", "ground_floor"},
    {"tầng trệt", "ground_floor"},
    {"tầng 1", "ground_floor"},
    {"private_wc", "private_wc"},
    {"vệ sinh khép kín", "private_wc"},
    {"khép kín", "private_wc"},
    {"wc riêng", "private_wc"},
    {"air_con", "air_con"},
    {"điều hòa", "air_con"},
    {"máy lạnh", "air_con"},
    {"water_heater", "water_heater"},
    {"bình nóng lạnh", "water_heater"},
    {"nóng lạnh", "water_heater"},
    {"balcony", "balcony"},
    {"ban công", "balcony"},
    {"quiet", "quiet"},
    {"yên tĩnh", "quiet"},
    {"wheelchair", "wheelchair"},
    {"lối xe lăn", "wheelchair"},
    {"xe lăn", "wheelchair"},
    {"kitchen", "kitchen"},
    {"bếp", "kitchen"},
    {NULL, NULL},
};

/* Priority groups; the codes are those of policy_group_code. */
const struct import_word IMPORT_GROUPS[] = {
    {"người có công", "person_of_merit"},
    {"người có công với cách mạng", "person_of_merit"},
    {"có công", "person_of_merit"},
    {"thương binh", "person_of_merit"},
    {"thân nhân liệt sĩ", "martyr_family"},
    {"thân nhân liệt sỹ", "martyr_family"},
    {"con liệt sĩ", "martyr_family"},
    {"con liệt sỹ", "martyr_family"},
    {"khuyết tật", "disabled"},
    {"người khuyết tật", "disabled"},
    {"mang thai", "pregnant"},
    {"đang mang thai", "pregnant"},
    {"có thai", "pregnant"},
    {"phụ nữ mang thai", "pregnant"},
    {"con dưới 36 tháng", "child_under_36_months"},
    {"nuôi con dưới 36 tháng", "child_under_36_months"},
    {"có con dưới 36 tháng", "child_under_36_months"},
    {"con nhỏ dưới 36 tháng", "child_under_36_months"},
    {"đang nuôi con dưới 36 tháng", "child_under_36_months"},
    {"đơn thân", "single_parent"},
    {"nuôi con đơn thân", "single_parent"},
    {"mẹ đơn thân", "single_parent"},
    {"cha đơn thân", "single_parent"},
    {"bố đơn thân", "single_parent"},
    {"vợ chồng cùng điều động", "both_spouses_assigned"},
    {"vợ chồng cùng được điều động", "both_spouses_assigned"},
    {"cả hai vợ chồng cùng điều động", "both_spouses_assigned"},
    {"hai vợ chồng cùng điều động", "both_spouses_assigned"},
    {NULL, NULL},
};

bool import_has(const struct import *im, enum import_field f)
{
    return im->column[f] >= 0;
}

const char *import_cell(const struct import *im, size_t line_ix, enum import_field f)
{
    if (im->column[f] < 0)
        return "";
    const char *cell = table_cell(im->table, im->lines[line_ix].table_row, (size_t)im->column[f]);
    return cell[0] == '\'' ? cell + 1 : cell; /* the guard of our own CSV, or Excel's text mark */
}

char *import_key(const char *text)
{
    char *folded = text_fold(text);
    struct buf key = {0};
    bool is_gap = false;
    for (const char *c = folded == NULL ? "" : folded; *c != '\0'; c++) {
        bool is_word =
            (*c >= 'a' && *c <= 'z') || (*c >= '0' && *c <= '9') || (unsigned char)*c >= 0x80;
        if (is_word && is_gap && key.len > 0)
            buf_char(&key, ' ');
        if (is_word)
            buf_char(&key, *c);
        is_gap = !is_word;
    }
    free(folded);
    return buf_take(&key);
}

uint64_t import_hash(const char *text)
{
    uint64_t hash = 14695981039346656037u;
    for (const char *c = text; *c != '\0'; c++)
        hash = (hash ^ (unsigned char)*c) * 1099511628211u;
    return hash;
}

/* Whether a key is one of some between bars. */
static bool is_one_of(const char *key, const char *list)
{
    char padded[64];
    size_t n = strlen(key);
    if (n == 0 || n + 3 > sizeof padded)
        return false;
    padded[0] = '|';
    memcpy(padded + 1, key, n);
    memcpy(padded + 1 + n, "|", 2);
    return strstr(list, padded) != NULL;
}

int import_yes_no(struct import *im, size_t line_ix, enum import_field f)
{
    const char *cell = import_cell(im, line_ix, f);
    char *key = import_key(cell);
    int answer = -2;
    if (is_one_of(key, "|co|x|yes|y|true|1|roi|da chuyen|dung|lau dai|tam thoi|co nha|") ||
        strncmp(key, "co ", 3) == 0)
        answer = 1;
    if (is_one_of(key, "|khong|ko|k|no|n|false|0|chua|khong co|chua co|sai|khong chuyen|"
                       "khong co nhu cau|") ||
        strncmp(key, "khong co ", 9) == 0)
        answer = 0;
    if (key[0] == '\0' || is_one_of(key, "|chua ro|khong ro|chua xac dinh|"))
        answer = -1;
    if (answer == -2)
        import_say(im, line_ix, f, IMPORT_ERROR, "không hiểu \"%s\"; hãy ghi Có hoặc Không",
                   "\"%s\" is not understood; write Có or Không", cell);
    free(key);
    return answer < 0 ? -1 : answer;
}

/* Digits with an optional decimal part after , or . ; `tail` = what stands behind. */
static int parse_decimal(const char *text, int scale, const char **tail)
{
    int64_t value = 0;
    int64_t part = 0;
    int64_t weight = 1;
    const char *c = text;
    if (*c < '0' || *c > '9')
        return -1;
    for (; *c >= '0' && *c <= '9'; c++)
        value = value > 1000000 ? value : value * 10 + (*c - '0');
    if ((*c == ',' || *c == '.') && c[1] >= '0' && c[1] <= '9')
        for (c++; *c >= '0' && *c <= '9'; c++)
            if (weight < 1000000000) {
                part = part * 10 + (*c - '0');
                weight *= 10;
            }
    *tail = c;
    /* to the nearest part, halves up: Excel hands 0.7 on as 0.69999999999999996 */
    int64_t scaled = value * scale + (2 * part * scale + weight) / (2 * weight);
    return scaled > INT32_MAX ? INT32_MAX : (int)scaled;
}

int import_decimal(struct import *im, size_t line_ix, enum import_field f, int scale, int max)
{
    const char *cell = import_cell(im, line_ix, f);
    const char *tail = "";
    char *key = import_key(cell);
    bool is_none = key[0] == '\0' || is_one_of(key, "|khong|ko|khong co|chua co|chua|");
    free(key);
    if (is_none)
        return -1;
    int value = parse_decimal(cell, scale, &tail);
    bool is_whole = scale > 1 || parse_decimal(cell, 10, &tail) == value * 10;
    char *unit = import_key(tail);
    bool is_number =
        value >= 0 && is_one_of(unit[0] == '\0' ? "km" : unit, "|km|m2|m²|m|cho|giuong|"
                                                               "nguoi|diem|");
    free(unit);
    if (!is_number)
        import_say(im, line_ix, f, IMPORT_ERROR, "\"%s\" không phải là số; hãy ghi ví dụ 45,5",
                   "\"%s\" is no number; write 45,5 for example", cell);
    else if (!is_whole)
        import_say(im, line_ix, f, IMPORT_ERROR, "%s phải là số nguyên",
                   "%s must be a whole number", cell);
    else if (value > max * scale)
        import_say(im, line_ix, f, IMPORT_ERROR, "%s quá lớn; nhiều nhất là %d",
                   "%s is too large; the most is %d", cell, max);
    return is_number && value <= max * scale ? value : -1;
}

char import_sex(struct import *im, size_t line_ix, const char *text)
{
    char *key = import_key(text);
    char sex = 0;
    if (is_one_of(key, "|nam|m|male|trai|nam gioi|"))
        sex = 'M';
    else if (is_one_of(key, "|nu|f|female|gai|nu gioi|"))
        sex = 'F';
    else if (key[0] != '\0')
        import_say(im, line_ix, FIELD_SEX, IMPORT_ERROR, "không hiểu \"%s\"; hãy ghi Nam hoặc Nữ",
                   "\"%s\" is not understood; write Nam or Nữ", text);
    free(key);
    return sex;
}

/* The code of a text among words; NULL = none. */
static const char *find_word(const struct import_word *words, const char *text)
{
    for (const struct import_word *w = words; w->text != NULL; w++)
        if (strcmp(w->text, text) == 0) /* nearly always: folding all words costs more */
            return w->code;
    char *key = import_key(text);
    const char *code = NULL;
    for (const struct import_word *w = words; w->text != NULL && code == NULL; w++) {
        char *candidate = import_key(w->text);
        if (strcmp(candidate, key) == 0)
            code = w->code;
        free(candidate);
    }
    free(key);
    return code;
}

const char *import_feature(const char *text)
{
    return find_word(IMPORT_FEATURES, text);
}

void import_say_unknown(struct import *im, size_t line_ix, enum import_field f,
                        const struct import_word *words, const char *text)
{
    struct buf known = {0};
    const char *last = ""; /* one word for each code, a Vietnamese one where there is one */
    for (const struct import_word *w = words; w->text != NULL; w++) {
        bool is_code =
            strcmp(w->text, w->code) == 0 && w[1].text != NULL && strcmp(w[1].code, w->code) == 0;
        if (is_code || strcmp(w->code, last) == 0)
            continue;
        buf_fmt(&known, "%s%s", known.len == 0 ? "" : ", ", w->text);
        last = w->code;
    }
    import_say(im, line_ix, f, IMPORT_ERROR, "không hiểu \"%s\"; hãy ghi một trong: %s",
               "\"%s\" is not understood; write one of: %s", text, known.data);
    buf_release(&known);
}

const char *import_choice(struct import *im, size_t line_ix, enum import_field f,
                          const struct import_word *words)
{
    const char *cell = import_cell(im, line_ix, f);
    if (cell[0] == '\0')
        return NULL;
    const char *code = find_word(words, cell);
    if (code == NULL)
        import_say_unknown(im, line_ix, f, words, cell);
    return code;
}

static int compare_text(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

char *import_codes(struct import *im, size_t line_ix, enum import_field f,
                   const struct import_word *words)
{
    struct import_parts parts;
    struct buf out = {0};
    import_split(import_cell(im, line_ix, f), ";,\n", &parts);
    const char **codes = mem_array(parts.n, sizeof *codes);
    size_t n = 0;
    for (size_t i = 0; i < parts.n; i++) {
        char *key = import_key(parts.items[i]);
        bool is_none = key[0] == '\0' || is_one_of(key, "|khong|khong co|ko|");
        free(key);
        const char *code = is_none ? NULL : find_word(words, parts.items[i]);
        if (code != NULL)
            codes[n++] = code;
        else if (!is_none)
            import_say_unknown(im, line_ix, f, words, parts.items[i]);
    }
    if (n > 0)
        qsort(codes, n, sizeof *codes, compare_text);
    for (size_t i = 0; i < n; i++)
        if (i == 0 || strcmp(codes[i], codes[i - 1]) != 0) {
            buf_str(&out, i == 0 ? "" : " ");
            buf_str(&out, codes[i]);
        }
    free(codes);
    import_parts_release(&parts);
    return buf_take(&out);
}

void import_split(const char *text, const char *separators, struct import_parts *out)
{
    *out = (struct import_parts){0};
    while (*text != '\0') {
        text += strspn(text, separators);
        size_t n = strcspn(text, separators);
        const char *start = text;
        text += n;
        while (n > 0 && *start == ' ') {
            start++;
            n--;
        }
        while (n > 0 && start[n - 1] == ' ')
            n--;
        if (n == 0)
            continue;
        out->items = mem_grow(out->items, out->n + 1, sizeof *out->items);
        out->items[out->n++] = mem_ndup(start, n);
    }
}

void import_parts_release(struct import_parts *p)
{
    for (size_t i = 0; i < p->n; i++)
        free(p->items[i]);
    free(p->items);
    *p = (struct import_parts){0};
}

char *import_date(struct import *im, size_t line_ix, enum import_field f, bool year_is_enough)
{
    char iso[11] = "";
    const char *cell = import_cell(im, line_ix, f);
    if (cell[0] == '\0')
        return mem_dup("");
    switch (date_parse_vn(cell, iso)) {
    case DATE_FULL:
        return mem_dup(iso);
    case DATE_YEAR:
        if (year_is_enough)
            return mem_dup(iso);
        break;
    case DATE_BAD:
        break;
    }
    import_say(im, line_ix, f, IMPORT_ERROR,
               "\"%s\" không phải là ngày; hãy ghi ngày/tháng/năm, ví dụ 05/09/1980",
               "\"%s\" is no date; write day/month/year, 05/09/1980 for example", cell);
    return mem_dup("");
}
