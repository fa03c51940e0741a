/* The schema's history: migration n brings user_version from n to n + 1. A migration that has been
 * released is never edited. */
#ifndef STORE_SCHEMA_H
#define STORE_SCHEMA_H

#include <stddef.h>

struct store_migration {
    const char *const *statements; /* ends with NULL; each one SQL statement */
};

extern const struct store_migration STORE_MIGRATIONS[]; /* [STORE_N_MIGRATIONS] */
extern const size_t STORE_N_MIGRATIONS;

extern const char *const STORE_MIGRATION_ACCESS[];       /* ends with NULL; schema_access.c */
extern const char *const STORE_MIGRATION_GUESSES[];      /* schema_guesses.c */
extern const char *const STORE_MIGRATION_ROUNDS[];       /* schema_rounds.c */
extern const char *const STORE_MIGRATION_NEEDS[];        /* schema_needs.c */
extern const char *const STORE_MIGRATION_RESULTS[];      /* schema_results.c */
extern const char *const STORE_MIGRATION_PUBLICATIONS[]; /* the same */
extern const char *const STORE_MIGRATION_PLANS[];        /* schema_plans.c */
extern const char *const STORE_MIGRATION_WAITING[];      /* schema_results.c */
extern const char *const STORE_MIGRATION_CORRECTIONS[];  /* schema_uploads.c */
extern const char *const STORE_MIGRATION_ROOMS[];        /* schema_rooms.c */
extern const char *const STORE_MIGRATION_STAYS[];        /* schema_stays.c */
extern const char *const STORE_MIGRATION_REPAIRS[];      /* schema_repairs.c */
extern const char *const STORE_MIGRATION_INVENTORY[];    /* schema_inventory.c */
extern const char *const STORE_MIGRATION_CLOSURES[];     /* schema_closures.c */
extern const char *const STORE_MIGRATION_HANDOVERS[];    /* schema_handovers.c */
extern const char *const STORE_MIGRATION_VALUES[];       /* schema_values.c */
extern const char *const STORE_MIGRATION_SURVEY_LISTS[]; /* schema_surveys.c */
extern const char *const STORE_MIGRATION_NOBODY[];       /* schema_access.c */
extern const char *const STORE_MIGRATION_PHOTOS[];       /* schema_repairs.c */

#endif
