/* Which passwords are good enough: long, and not what everybody tries first.
 *
 *     char *clean = password_clean(typed);             // NULL: cannot be typed again elsewhere
 *     if (!password_is_good(typed, "lan.nt", "Nguyễn Thị Lan", "/password", &bad)) … 422
 *     free(clean);
 *
 * 12 to 128 characters of any kind; no demand for capitals, digits or signs, no change by calendar.
 * Refused is what holds nothing of its own: when known words (those that lists of stolen passwords
 * begin with, the program's and the province's, the person's own login and name), runs such as 1234
 * or cba, digits (ids, dates, telephone numbers) and signs for letters (p@ssw0rd) are taken away,
 * fewer than PASSWORD_OWN different letters are left. Any thread.
 */
#ifndef SERVICE_PASSWORD_H
#define SERVICE_PASSWORD_H

#include <stdbool.h>

#include "solver/findings.h"

enum { PASSWORD_MIN = 12, PASSWORD_MAX = 128, PASSWORD_OWN = 4 };

/* The password as it is hashed: NFC, so that every keyboard gives the same bytes. NULL where it
 * holds control or invisible characters or is no UTF-8. The caller frees it. */
char *password_clean(const char *typed);

/* Whether it is good for the account of that login and name; else says why under `where`. */
bool password_is_good(const char *typed, const char *login, const char *name, const char *where,
                      struct solver_findings *bad);

#endif
