/* Numbers of a workbook as the text that people typed.
 *
 * XLSX stores binary doubles with up to 17 digits: 45.3 as 45.299999999999997, a citizen id as
 * 3.4191000123E+10. The shortest digits that read back as the same double are what was typed.
 * A date is a number too; only its style tells.
 */
#include "xlsx.h"

#include "base/mem.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    MAX_DIGITS = 17,       /* that a double needs to read back */
    LAST_SERIAL = 2958465, /* 31/12/9999 */
    DAYS_1904 = 1462,      /* from the epoch of Windows to that of old Macs */
};

bool xlsx_format_is_date(const char *code)
{
    for (const char *s = code; *s != '\0' && *s != ';'; s++) {
        const char *end = NULL;
        if (*s == '"')
            end = strchr(s + 1, '"');
        else if (*s == '[')
            end = strchr(s, ']');
        else if (*s == '\\' || *s == '_' || *s == '*')
            end = s + 1; /* the next character stands for itself */
        else if (strchr("dDmMyY", *s) != NULL)
            return true;
        else
            continue;
        if (end == NULL || *end == '\0')
            return false;
        s = end;
    }
    return false;
}

/* Days since 1970-01-01 as dd/mm/yyyy (H. Hinnant's days algorithm, years from March). */
static char *date_text(long days)
{
    char text[64];
    long z = days + 719468;
    long era = z / 146097;
    long of_era = z - era * 146097;
    long year = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
    long of_year = of_era - (365 * year + year / 4 - year / 100);
    long m = (5 * of_year + 2) / 153;
    long day = of_year - (153 * m + 2) / 5 + 1;
    long month = m < 10 ? m + 3 : m - 9;
    year += era * 400 + (month <= 2 ? 1 : 0);
    (void)snprintf(text, sizeof text, "%02ld/%02ld/%04ld", day, month, year);
    return mem_dup(text);
}

/* Serial 1 is 01/01/1900; 60 is a 29 February that never was, kept by Excel for Lotus. */
static char *serial_text(long serial)
{
    if (serial == 60)
        return mem_dup("29/02/1900");
    return date_text(serial - 25569 + (serial < 60 ? 1 : 0));
}

/* "1.2345e+10" without its exponent. */
static char *plain_digits(const char *scientific)
{
    struct buf out = {0};
    char digits[MAX_DIGITS + 1] = "";
    int n = 0;
    const char *s = scientific;
    if (*s == '-')
        buf_char(&out, *s++);
    for (; *s != 'e'; s++)
        if (*s != '.' && n < MAX_DIGITS)
            digits[n++] = *s;
    while (n > 1 && digits[n - 1] == '0')
        n--;
    int point = (int)strtol(s + 1, NULL, 10) + 1; /* digits before the point */
    if (point <= 0) {
        buf_str(&out, "0.");
        for (int i = point; i < 0; i++)
            buf_char(&out, '0');
    }
    for (int i = 0; i < n || i < point; i++) {
        if (i == point && i > 0)
            buf_char(&out, '.');
        buf_char(&out, i < n ? digits[i] : '0');
    }
    return buf_take(&out);
}

static char *shortest_text(double x)
{
    char text[32];
    if (x == 0)
        return mem_dup("0");
    for (int digits = 0; digits < MAX_DIGITS; digits++) {
        (void)snprintf(text, sizeof text, "%.*e", digits, x);
        if (strtod(text, NULL) == x)
            break;
    }
    return plain_digits(text);
}

char *xlsx_number_text(const char *stored, bool is_date, bool is_1904)
{
    char *end;
    double x = strtod(stored, &end);
    /* no hexadecimal, infinity or the like: strtod takes more than XLSX writes */
    if (end == stored || *end != '\0' || !isfinite(x) ||
        strspn(stored, "+-.0123456789eE") != strlen(stored))
        return mem_dup(stored);
    double serial = floor(x) + (is_1904 ? DAYS_1904 : 0);
    if (is_date && x >= (is_1904 ? 0 : 1) && serial <= LAST_SERIAL)
        return serial_text((long)serial);
    return shortest_text(x);
}

char *xlsx_iso_date_text(const char *stored)
{
    char text[11];
    for (size_t i = 0; i < 10; i++)
        if (i == 4 || i == 7 ? stored[i] != '-' : stored[i] < '0' || stored[i] > '9')
            return mem_dup(stored); /* a time alone, or nothing known */
    (void)snprintf(text, sizeof text, "%.2s/%.2s/%.4s", stored + 8, stored + 5, stored);
    return mem_dup(text);
}
