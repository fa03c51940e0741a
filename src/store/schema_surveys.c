/* Migration: lists may be of surveys, too. */
#include "schema.h"

#include <stddef.h>

/* A check is replaced with its column. */
#define KIND_WITH_SURVEYS(table, comment)                                                          \
    "ALTER TABLE " table " RENAME COLUMN kind TO kind_before\n",                                   \
        "ALTER TABLE " table " ADD COLUMN kind TEXT -- " comment "\n"                              \
        "    NOT NULL DEFAULT 'rooms'\n"                                                           \
        "    CHECK (kind IN ('rooms', 'agencies', 'officials', 'requests', 'items',\n"             \
        "      'surveys'))\n",                                                                     \
        "UPDATE " table " SET kind = kind_before\n",                                               \
        "ALTER TABLE " table " DROP COLUMN kind_before\n"

const char *const STORE_MIGRATION_SURVEY_LISTS[] = {
    KIND_WITH_SURVEYS("import_batch", "what was imported"),
    KIND_WITH_SURVEYS("upload", "what it lists"),
    NULL,
};
