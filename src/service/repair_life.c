/* States, steps and targets of a repair, see the header. */
#include "service/repair_life.h"

#include "base/clock.h"

#include <stddef.h>
#include <string.h>

static const char *const STATES[REPAIR_N_STATES] = {
    [REPAIR_REPORTED] = "reported",       [REPAIR_TRIAGED] = "triaged",
    [REPAIR_IN_PROGRESS] = "in_progress", [REPAIR_ON_HOLD] = "on_hold",
    [REPAIR_COMPLETED] = "completed",     [REPAIR_CLOSED] = "closed",
    [REPAIR_DUPLICATE] = "duplicate",     [REPAIR_CANCELLED] = "cancelled",
};

static const char *const ACTIONS[REPAIR_N_ACTIONS] = {
    [REPAIR_TRIAGE] = "triage",     [REPAIR_START] = "start",       [REPAIR_HOLD] = "hold",
    [REPAIR_RESUME] = "resume",     [REPAIR_COMPLETE] = "complete", [REPAIR_CONFIRM] = "confirm",
    [REPAIR_CLOSE] = "close",       [REPAIR_REOPEN] = "reopen",     [REPAIR_CANCEL] = "cancel",
    [REPAIR_REPEATS] = "duplicate", [REPAIR_NOTE] = "note",         [REPAIR_COST] = "cost",
};

enum { BOTH = REPAIR_STAFF | REPAIR_REPORTER };

static const struct step {
    enum repair_state from;
    enum repair_action action;
    enum repair_state to;
    unsigned parties;
} STEPS[] = {
    {REPAIR_REPORTED, REPAIR_TRIAGE, REPAIR_TRIAGED, REPAIR_STAFF},
    {REPAIR_REPORTED, REPAIR_START, REPAIR_IN_PROGRESS, REPAIR_STAFF},
    {REPAIR_REPORTED, REPAIR_CANCEL, REPAIR_CANCELLED, BOTH},
    {REPAIR_REPORTED, REPAIR_REPEATS, REPAIR_DUPLICATE, REPAIR_STAFF},
    {REPAIR_REPORTED, REPAIR_NOTE, REPAIR_REPORTED, BOTH},
    {REPAIR_REPORTED, REPAIR_COST, REPAIR_REPORTED, REPAIR_STAFF},

    {REPAIR_TRIAGED, REPAIR_TRIAGE, REPAIR_TRIAGED, REPAIR_STAFF},
    {REPAIR_TRIAGED, REPAIR_START, REPAIR_IN_PROGRESS, REPAIR_STAFF},
    {REPAIR_TRIAGED, REPAIR_HOLD, REPAIR_ON_HOLD, REPAIR_STAFF},
    {REPAIR_TRIAGED, REPAIR_CANCEL, REPAIR_CANCELLED, BOTH},
    {REPAIR_TRIAGED, REPAIR_REPEATS, REPAIR_DUPLICATE, REPAIR_STAFF},
    {REPAIR_TRIAGED, REPAIR_NOTE, REPAIR_TRIAGED, BOTH},
    {REPAIR_TRIAGED, REPAIR_COST, REPAIR_TRIAGED, REPAIR_STAFF},

    {REPAIR_IN_PROGRESS, REPAIR_TRIAGE, REPAIR_IN_PROGRESS, REPAIR_STAFF},
    {REPAIR_IN_PROGRESS, REPAIR_HOLD, REPAIR_ON_HOLD, REPAIR_STAFF},
    {REPAIR_IN_PROGRESS, REPAIR_COMPLETE, REPAIR_COMPLETED, REPAIR_STAFF},
    {REPAIR_IN_PROGRESS, REPAIR_CANCEL, REPAIR_CANCELLED, REPAIR_STAFF},
    {REPAIR_IN_PROGRESS, REPAIR_REPEATS, REPAIR_DUPLICATE, REPAIR_STAFF},
    {REPAIR_IN_PROGRESS, REPAIR_NOTE, REPAIR_IN_PROGRESS, BOTH},
    {REPAIR_IN_PROGRESS, REPAIR_COST, REPAIR_IN_PROGRESS, REPAIR_STAFF},

    /* another reason goes on with the same hold: the clock is not set anew */
    {REPAIR_ON_HOLD, REPAIR_HOLD, REPAIR_ON_HOLD, REPAIR_STAFF},
    {REPAIR_ON_HOLD, REPAIR_TRIAGE, REPAIR_ON_HOLD, REPAIR_STAFF},
    {REPAIR_ON_HOLD, REPAIR_RESUME, REPAIR_IN_PROGRESS, REPAIR_STAFF},
    {REPAIR_ON_HOLD, REPAIR_CANCEL, REPAIR_CANCELLED, REPAIR_STAFF},
    {REPAIR_ON_HOLD, REPAIR_REPEATS, REPAIR_DUPLICATE, REPAIR_STAFF},
    {REPAIR_ON_HOLD, REPAIR_NOTE, REPAIR_ON_HOLD, BOTH},
    {REPAIR_ON_HOLD, REPAIR_COST, REPAIR_ON_HOLD, REPAIR_STAFF},

    {REPAIR_COMPLETED, REPAIR_CONFIRM, REPAIR_CLOSED, REPAIR_REPORTER},
    {REPAIR_COMPLETED, REPAIR_CLOSE, REPAIR_CLOSED, REPAIR_STAFF},
    {REPAIR_COMPLETED, REPAIR_REOPEN, REPAIR_TRIAGED, BOTH},
    {REPAIR_COMPLETED, REPAIR_NOTE, REPAIR_COMPLETED, BOTH},
    {REPAIR_COMPLETED, REPAIR_COST, REPAIR_COMPLETED, REPAIR_STAFF},

    /* bills come late */
    {REPAIR_CLOSED, REPAIR_REOPEN, REPAIR_TRIAGED, BOTH},
    {REPAIR_CLOSED, REPAIR_COST, REPAIR_CLOSED, REPAIR_STAFF},
    {REPAIR_DUPLICATE, REPAIR_REOPEN, REPAIR_TRIAGED, REPAIR_STAFF},
    {REPAIR_DUPLICATE, REPAIR_COST, REPAIR_DUPLICATE, REPAIR_STAFF},
    {REPAIR_CANCELLED, REPAIR_REOPEN, REPAIR_TRIAGED, REPAIR_STAFF},
    {REPAIR_CANCELLED, REPAIR_COST, REPAIR_CANCELLED, REPAIR_STAFF},
};

/* In the order of their weight. Time to resolve: the targets of housing bodies (emergency: attend
 * in 4 h, safe in 24 h; urgent 3 to 7 days; routine 20 to 28). None of those read names a time in
 * which an urgent or a routine report must be answered. Chosen here: for urgent one day, a seventh
 * of its time as 4 h are a sixth of 24; for routine three, so that a weekend cannot break it. */
static const struct {
    const char *severity;
    int react_h, resolve_h;       /* elapsed hours … */
    int react_days, resolve_days; /* … or calendar days after that of the report, to their end */
} TARGETS[] = {
    {"routine", 0, 0, 3, 28},
    {"urgent", 0, 0, 1, 7},
    {"emergency", 4, 24, 0, 0},
};

static const struct {
    const char *name, *vi, *en;
} WORDS[] = {
    {"reported", "mới báo", "reported"},
    {"triaged", "đã xem xét", "looked at"},
    {"in_progress", "đang sửa", "in progress"},
    {"on_hold", "tạm dừng", "on hold"},
    {"completed", "đã sửa xong", "completed"},
    {"closed", "đã đóng", "closed"},
    {"duplicate", "trùng phiếu khác", "duplicate"},
    {"cancelled", "đã huỷ", "cancelled"},
    {"emergency", "khẩn cấp", "emergency"},
    {"urgent", "gấp", "urgent"},
    {"routine", "thường", "routine"},
    {"parts", "chờ vật tư", "waiting for parts"},
    {"access", "chưa vào được phòng", "no access to the room"},
    {"contractor", "chờ nhà thầu", "waiting for a contractor"},
    {"approval", "chờ duyệt kinh phí", "waiting for approval"},
    {"weather", "chờ thời tiết", "waiting for the weather"},
    {"not_needed", "không cần sửa nữa", "not needed any more"},
    {"not_found", "không thấy hư hỏng", "no fault found"},
    {"not_ours", "không thuộc trách nhiệm của khu", "not for this house to repair"},
    {"other", "khác", "other"},
    {"tenant", "do người ở", "by the residents"},
    {"wear", "hao mòn tự nhiên", "wear"},
    {"resident", "người ở", "resident"},
    {"staff", "nhân viên", "staff"},
    {"card", "thẻ trên cửa", "door card"},
    {"open311", "Open311", "Open311"},
    {"survey", "khảo sát", "survey"},
};

bool repair_next(enum repair_state from, enum repair_action action, unsigned parties,
                 enum repair_state *to)
{
    for (size_t i = 0; i < sizeof STEPS / sizeof *STEPS; i++)
        if (STEPS[i].from == from && STEPS[i].action == action &&
            (STEPS[i].parties & parties) != 0) {
            *to = STEPS[i].to;
            return true;
        }
    return false;
}

static int find(const char *const *names, int n, const char *name)
{
    int i = 0;
    while (i < n && strcmp(names[i], name) != 0)
        i++;
    return i;
}

const char *repair_state_name(enum repair_state state)
{
    return STATES[state];
}

enum repair_state repair_state_of(const char *name)
{
    return (enum repair_state)find(STATES, REPAIR_N_STATES, name);
}

const char *repair_action_name(enum repair_action action)
{
    return ACTIONS[action];
}

enum repair_action repair_action_of(const char *name)
{
    return (enum repair_action)find(ACTIONS, REPAIR_N_ACTIONS, name);
}

const char *repair_text(const char *name, const char *lang)
{
    for (size_t i = 0; i < sizeof WORDS / sizeof *WORDS; i++)
        if (strcmp(WORDS[i].name, name) == 0)
            return strcmp(lang, "en") == 0 ? WORDS[i].en : WORDS[i].vi;
    return name;
}

bool repair_is_reason(enum repair_action action, const char *reason)
{
    static const char *const holds[] = {"parts",    "access",  "contractor",
                                        "approval", "weather", "other"};
    static const char *const ends[] = {"not_needed", "not_found", "not_ours", "other"};
    if (action == REPAIR_HOLD)
        return find(holds, sizeof holds / sizeof *holds, reason) <
               (int)(sizeof holds / sizeof *holds);
    return find(ends, sizeof ends / sizeof *ends, reason) < (int)(sizeof ends / sizeof *ends);
}

/* Place in TARGETS; -1 of "". */
static int weight(const char *severity)
{
    int i = (int)(sizeof TARGETS / sizeof *TARGETS) - 1;
    while (i >= 0 && strcmp(TARGETS[i].severity, severity) != 0)
        i--;
    return i;
}

const char *repair_worse(const char *a, const char *b)
{
    return weight(b) > weight(a) ? b : a;
}

static int64_t target(int64_t from, int hours, int days)
{
    char day[11];
    if (hours > 0)
        return from + hours * INT64_C(3600);
    clock_day(from, day);
    return clock_midnight(day, days + 1) - 1;
}

struct repair_targets repair_targets(const char *severity, int64_t reported_at)
{
    const int i = weight(severity) < 0 ? 0 : weight(severity);
    return (struct repair_targets){
        .react_by = target(reported_at, TARGETS[i].react_h, TARGETS[i].react_days),
        .resolve_by = target(reported_at, TARGETS[i].resolve_h, TARGETS[i].resolve_days)};
}
