/* Calendar dates, see the header.
 *
 * Days are counted with years that begin in March (H. Hinnant, "chrono-compatible low-level date
 * algorithms"): the leap day is then a year's last, and no table is needed.
 */
#include "base/date.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

enum {
    FIRST_YEAR = 1900,
    LAST_YEAR = 2199,
    PIVOT = 30,          /* yy up to here is 20yy: nobody on a list was born before 1931 */
    EXCEL_EPOCH = 25569, /* Excel's number of 1970-01-01 */
    EXCEL_FIRST = 10000, /* 1927-05-18; smaller numbers are something else */
    EXCEL_LAST = 60000,  /* 2064-04-08 */
};

static int days_in_month(int year, int month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    int is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    return days[month - 1] + (month == 2 && is_leap);
}

static bool is_day(int year, int month, int day)
{
    return year >= FIRST_YEAR && year <= LAST_YEAR && month >= 1 && month <= 12 && day >= 1 &&
           day <= days_in_month(year, month);
}

static int days_of(int year, int month, int day)
{
    int y = month <= 2 ? year - 1 : year;
    int era = y / 400; /* years are positive here */
    int year_of_era = y - era * 400;
    int day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    int day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return era * 146097 + day_of_era - 719468;
}

static void day_of(int days, int *year, int *month, int *day)
{
    int z = days + 719468;
    int era = z / 146097;
    int day_of_era = z - era * 146097;
    int year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    int day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    int m = (5 * day_of_year + 2) / 153;
    *day = day_of_year - (153 * m + 2) / 5 + 1;
    *month = m < 10 ? m + 3 : m - 9;
    *year = year_of_era + era * 400 + (*month <= 2);
}

/* The digits at `*p`, at most 5 of them; their number, -1 where there are none or more. */
static int take_number(const char **p, int *n_digits)
{
    int value = 0;
    *n_digits = 0;
    for (; isdigit((unsigned char)**p) && *n_digits < 6; (*p)++, (*n_digits)++)
        value = 10 * value + (**p - '0');
    return *n_digits == 0 || *n_digits > 5 ? -1 : value;
}

static void skip_blanks(const char **p)
{
    for (;;) {
        if (**p == ' ' || **p == '\t' || **p == '\r' || **p == '\n')
            (*p)++;
        else if (strncmp(*p, "\xC2\xA0", 2) == 0) /* no-break blank */
            *p += 2;
        else
            return;
    }
}

/* Whether nothing but a time of day stands there. */
static bool is_time_or_end(const char *p)
{
    const char *from = p;
    if (*p == 'T')
        p++;
    skip_blanks(&p);
    if (*p == '\0')
        return *from != 'T';
    if (p == from || !isdigit((unsigned char)*p))
        return false;
    bool has_colon = false;
    for (; isdigit((unsigned char)*p) || *p == ':' || *p == '.'; p++)
        has_colon |= *p == ':';
    if (*p == 'Z')
        p++;
    skip_blanks(&p);
    return has_colon && *p == '\0';
}

static bool put_date(char out[11], int year, int month, int day)
{
    if (!is_day(year, month, day))
        return false;
    char text[40];
    snprintf(text, sizeof text, "%04d-%02d-%02d", year, month, day);
    memcpy(out, text, 10);
    out[10] = '\0';
    return true;
}

static enum date_kind put_year(char out[11], int year)
{
    if (year < FIRST_YEAR || year > LAST_YEAR)
        return DATE_BAD;
    char text[16];
    snprintf(text, sizeof text, "%04d", year);
    memcpy(out, text, 5);
    return DATE_YEAR;
}

/* A number that stands alone: a year, or Excel's count of days, perhaps with a time as fraction. */
static enum date_kind parse_lone(int value, int n_digits, const char *p, char out[11])
{
    if (n_digits == 5 && *p == '.') {
        p++;
        while (isdigit((unsigned char)*p))
            p++;
    }
    skip_blanks(&p);
    if (*p != '\0')
        return DATE_BAD;
    if (n_digits == 4)
        return put_year(out, value);
    if (n_digits != 5 || value < EXCEL_FIRST || value > EXCEL_LAST)
        return DATE_BAD;
    int year, month, day;
    day_of(value - EXCEL_EPOCH, &year, &month, &day);
    return put_date(out, year, month, day) ? DATE_FULL : DATE_BAD;
}

static bool is_mark(char c)
{
    return c == '/' || c == '-' || c == '.';
}

enum date_kind date_parse_vn(const char *text, char out[11])
{
    int part[3], n_digits[3];
    char mark = '\0';
    const char *p = text;
    memset(out, 0, 11);
    skip_blanks(&p);
    for (int i = 0; i < 3; i++) {
        part[i] = take_number(&p, &n_digits[i]);
        if (part[i] < 0)
            return DATE_BAD;
        const char *behind = p;
        if (i == 2)
            break;
        if (i == 0 && n_digits[0] >= 4 && (*p == '.' ? n_digits[0] == 5 : !is_mark(*p)))
            return parse_lone(part[0], n_digits[0], p, out);
        skip_blanks(&behind);
        if (!is_mark(*behind) || (i == 1 && *behind != mark))
            return DATE_BAD;
        mark = *behind;
        p = behind + 1;
        skip_blanks(&p);
    }
    if (!is_time_or_end(p))
        return DATE_BAD;
    if (n_digits[0] == 4)
        return n_digits[1] <= 2 && n_digits[2] <= 2 && put_date(out, part[0], part[1], part[2])
                   ? DATE_FULL
                   : DATE_BAD;
    if (n_digits[0] > 2 || n_digits[1] > 2 || (n_digits[2] != 2 && n_digits[2] != 4))
        return DATE_BAD;
    int year = n_digits[2] == 4 ? part[2] : part[2] + (part[2] <= PIVOT ? 2000 : 1900);
    if (part[0] == 0 && part[1] <= 12)
        return put_year(out, year);
    return put_date(out, year, part[1], part[0]) ? DATE_FULL : DATE_BAD;
}

/* The parts of exactly "YYYY-MM-DD"; false where the text is no such day. */
static bool split(const char *iso, int *year, int *month, int *day)
{
    if (iso == NULL || strlen(iso) != 10)
        return false;
    for (int i = 0; i < 10; i++)
        if (i == 4 || i == 7 ? iso[i] != '-' : !isdigit((unsigned char)iso[i]))
            return false;
    const char *p = iso;
    int n;
    *year = take_number(&p, &n);
    p = iso + 5;
    *month = take_number(&p, &n);
    p = iso + 8;
    *day = take_number(&p, &n);
    return is_day(*year, *month, *day);
}

bool date_is_valid(const char *iso)
{
    int year, month, day;
    return split(iso, &year, &month, &day);
}

int date_days(const char *iso)
{
    int year, month, day;
    return split(iso, &year, &month, &day) ? days_of(year, month, day) : 0;
}

void date_add(const char *iso, int days, char out[11])
{
    int year, month, day;
    day_of(date_days(iso) + days, &year, &month, &day);
    if (!put_date(out, year, month, day))
        memset(out, 0, 11);
}

int date_age(const char *born_iso, const char *on_iso)
{
    int born[3], on[3];
    if (!split(born_iso, &born[0], &born[1], &born[2]) || !split(on_iso, &on[0], &on[1], &on[2]))
        return 0;
    bool had_birthday = on[1] > born[1] || (on[1] == born[1] && on[2] >= born[2]);
    return on[0] - born[0] - (had_birthday ? 0 : 1);
}

/* Two digits, at most `most`; -1 else. */
static int two(const char *p, int most)
{
    if (p[0] < '0' || p[0] > '9' || p[1] < '0' || p[1] > '9')
        return -1;
    const int n = (p[0] - '0') * 10 + (p[1] - '0');
    return n <= most ? n : -1;
}

/* Seconds that "+07:00" or "Z" is ahead of UTC. */
static bool read_zone(const char *p, int *ahead)
{
    *ahead = 0;
    if (strcmp(p, "Z") == 0)
        return true;
    if ((p[0] != '+' && p[0] != '-') || strlen(p) != 6 || p[3] != ':')
        return false;
    const int h = two(p + 1, 23), m = two(p + 4, 59);
    *ahead = (p[0] == '-' ? -1 : 1) * (h * 3600 + m * 60);
    return h >= 0 && m >= 0;
}

bool date_instant(const char *text, int64_t *instant)
{
    enum { DAY_S = 24 * 3600, VIETNAM_S = 7 * 3600 };
    char day[11];
    int ahead = VIETNAM_S, time_s = 0;
    snprintf(day, sizeof day, "%.10s", text);
    if (!date_is_valid(day))
        return false;
    if (text[10] != '\0') {
        const bool has_time =
            strlen(text) > 19 && text[10] == 'T' && text[13] == ':' && text[16] == ':';
        const int h = has_time ? two(text + 11, 23) : -1, m = has_time ? two(text + 14, 59) : -1,
                  s = has_time ? two(text + 17, 59) : -1;
        if (h < 0 || m < 0 || s < 0 || !read_zone(text + 19, &ahead))
            return false;
        time_s = h * 3600 + m * 60 + s;
    }
    *instant = (int64_t)(date_days(day) - date_days("1970-01-01")) * DAY_S + time_s - ahead;
    return true;
}
