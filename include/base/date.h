/* Calendar days as text "YYYY-MM-DD" (Gregorian, years 1900 to 2199).
 *
 *     char iso[11];
 *     switch (date_parse_vn(cell, iso)) {…}      // "3/7/1981" -> DATE_FULL, "1981-07-03"
 *     int years = date_age(iso, "2025-07-10");
 *
 * No locale, no time zone, no state: any thread.
 */
#ifndef BASE_DATE_H
#define BASE_DATE_H

#include <stdbool.h>

enum date_kind {
    DATE_BAD,  /* out = "" */
    DATE_FULL, /* out = "YYYY-MM-DD" */
    DATE_YEAR, /* only a year is known: out = "YYYY" */
};

/* What a Vietnamese office writes in a date cell; blanks around are ignored:
 *
 *     d/m/yyyy  d-m-yyyy  d.m.yyyy    day first, always: 07/13/1980 is bad, never turned round
 *     d/m/yy                          00..29 = 2000..2029, 30..99 = 1930..1999
 *     yyyy-mm-dd  yyyy/mm/dd          year first
 *     1981   00/00/1981   0/0/1981    a year alone
 *     28500  28500.0                  Excel's serial day, 9,000..73,050 (1924..2099)
 *     ngày 3 tháng 7 năm 1981         words
 *
 * A time of day behind a date ("3/7/1981 00:00:00") is dropped. */
enum date_kind date_parse_vn(const char *text, char out[11]);

/* Whether a text is exactly "YYYY-MM-DD" and such a day exists. */
bool date_is_valid(const char *iso);

/* Days since 1970-01-01, negative before. The text must be valid (date_is_valid). */
int date_days(const char *iso);

/* Full years of someone born on the one day, on the other; both valid. Born on 29 February: a year
 * older on 1 March of other years. Negative before birth. */
int date_age(const char *born_iso, const char *on_iso);

#endif
