/* Settings: single facts about this database.
 *
 *     char *value = NULL;
 *     int rc = store_setting_get(s, STORE_SETTING_DEMO, &value, &e);     // "" = never set
 *     free(value);
 *
 * See store.h for errors.
 */
#ifndef STORE_SETTING_H
#define STORE_SETTING_H

#include "base/err.h"

struct store;

/* "1": the people in it are made up. Its documents say so. */
#define STORE_SETTING_DEMO "demo"

/* The value, "" where it was never set. The caller frees. */
int store_setting_get(struct store *s, const char *name, char **value, struct err *e);

/* Sets it, in place of what was set before. */
int store_setting_put(struct store *s, const char *name, const char *value, struct err *e);

#endif
