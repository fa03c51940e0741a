/* What a level counts, for a planner: Vietnamese, English. */
#include "level_words.h"

static const char *const WORDS[SOLVER_N_OBJECTIVES][2] = {
    [SOLVER_KEEP_HOUSED] = {"người đang ở còn chỗ", "residents housed"},
    [SOLVER_HOUSED_BY_BAND] = {"người có chỗ, nhóm ưu tiên", "people housed, band"},
    [SOLVER_POINTS] = {"tổng điểm", "points"},
    [SOLVER_ORDER] = {"theo thứ tự", "by order"},
    [SOLVER_MOVES] = {"người phải chuyển phòng", "people who move"},
    [SOLVER_PREFERENCES] = {"điểm trừ nguyện vọng", "wish penalties"},
    [SOLVER_ROOMS] = {"phòng dùng", "rooms used"},
    [SOLVER_AGENCIES] = {"cơ quan ở chung phòng", "agencies in a room"},
};

const char *sv_level_words(enum solver_objective objective, int lang)
{
    return WORDS[objective][lang];
}
