/* Private to the frozen snapshot: its words for the enums of scoring and rooms. */
#ifndef SERVICE_FREEZE_NAMES_H
#define SERVICE_FREEZE_NAMES_H

#include "service/snapshot.h"

enum { FREEZE_N_ROOM_SEX = 4, FREEZE_N_ANSWERS = 3, FREEZE_N_RELATIONS = 4 };

extern const char *const FREEZE_ROOM_SEX[FREEZE_N_ROOM_SEX];
extern const char *const FREEZE_ANSWER[FREEZE_N_ANSWERS];
extern const char *const FREEZE_RELATION[FREEZE_N_RELATIONS];

#endif
