/* Calendar dates as text "YYYY-MM-DD" (Gregorian, 1900-01-01 to 2199-12-31), and the ways in which
 * Vietnamese office lists write them.
 *
 *     char born[11];
 *     if (date_parse_vn("3/7/1978", born) == DATE_FULL)     // 1978-07-03
 *         age = date_age(born, "2025-07-01");                // 46
 *
 * Nothing here knows what day it is (clock.h does). Any thread.
 */
#ifndef BASE_DATE_H
#define BASE_DATE_H

#include <stdbool.h>
#include <stdint.h>

enum date_kind {
    DATE_BAD,  /* no date; out = "" */
    DATE_FULL, /* out = "YYYY-MM-DD" */
    DATE_YEAR, /* only the year is known; out = "YYYY" */
};

/* Reads a date as a clerk writes it, always day before month:
 *     3/7/1978  03-07-1978  3.7.1978   day, month, year; blanks around the marks are fine
 *     3/7/78                           two digits: up to 30 are 20yy, others 19yy
 *     1978-07-03  1978/7/3             a year of four digits in front: year, month, day
 *     28674                            five digits, 10000 to 60000: Excel's serial day
 *     1978  00/00/1978  0/0/78         only the year
 * A time behind the date ("1978-07-03 00:00:00", "1978-07-03T00:00") is dropped. 13/25/1978 is no
 * date: months never come first. */
enum date_kind date_parse_vn(const char *text, char out[11]);

/* Whether the text is exactly a day that exists, as "YYYY-MM-DD". */
bool date_is_valid(const char *iso);

/* Days since 1970-01-01 (negative before). The date must be valid. */
int date_days(const char *iso);

/* The day `days` after (or before) one, "" where it is out of range. The date must be valid. */
void date_add(const char *iso, int days, char out[11]);

/* Full years from birth to a day; negative where that day lies before the birth. Who is born on
 * 29 February has birthdays on 1 March in other years. Both dates must be valid. */
int date_age(const char *born_iso, const char *on_iso);

/* Reads "2025-08-01" (the beginning of that day in Vietnam) or "2025-08-01T10:30:00+07:00" (also
 * "Z"; RFC 3339 without fractions) to seconds since 1970 UTC; false where it is neither. */
bool date_instant(const char *text, int64_t *instant);

#endif
