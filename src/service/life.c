/* States and steps of a request, see the header. */
#include "service/life.h"

#include "base/date.h"

#include <stddef.h>
#include <string.h>

static const struct {
    const char *name, *vi, *en;
} STATES[LIFE_N_STATES] = {
    [LIFE_DRAFT] = {"draft", "bản nháp", "draft"},
    [LIFE_SUBMITTED] = {"submitted", "đã nộp", "submitted"},
    [LIFE_CONFIRMED] = {"confirmed", "cơ quan đã xác nhận", "confirmed by the agency"},
    [LIFE_ELIGIBLE] = {"eligible", "đủ điều kiện", "eligible"},
    [LIFE_REFUSED] = {"refused", "không đủ điều kiện", "refused"},
    [LIFE_ALLOCATED] = {"allocated", "có trong phương án", "allocated"},
    [LIFE_WAITING] = {"waiting", "chờ đợt sau", "waiting"},
    [LIFE_OFFERED] = {"offered", "đã báo phòng", "offered"},
    [LIFE_ACCEPTED] = {"accepted", "đã nhận phòng", "accepted"},
    [LIFE_DECLINED] = {"declined", "từ chối phòng", "declined"},
    [LIFE_EXPIRED] = {"expired", "quá hạn trả lời", "expired"},
    [LIFE_LIVING] = {"living", "đang ở", "living"},
    [LIFE_ENDED] = {"ended", "đã trả phòng", "ended"},
    [LIFE_WITHDRAWN] = {"withdrawn", "đã rút", "withdrawn"},
};

static const struct step {
    enum life_state from;
    enum life_action action;
    enum life_state to;
} STEPS[] = {
    {LIFE_DRAFT, LIFE_CORRECT, LIFE_DRAFT},
    {LIFE_DRAFT, LIFE_SUBMIT, LIFE_SUBMITTED},
    {LIFE_DRAFT, LIFE_WITHDRAW, LIFE_WITHDRAWN},

    {LIFE_SUBMITTED, LIFE_CORRECT, LIFE_SUBMITTED},
    {LIFE_SUBMITTED, LIFE_CONFIRM, LIFE_CONFIRMED},
    {LIFE_SUBMITTED, LIFE_WITHDRAW, LIFE_WITHDRAWN},

    {LIFE_CONFIRMED, LIFE_CORRECT, LIFE_SUBMITTED},
    {LIFE_CONFIRMED, LIFE_QUALIFY, LIFE_ELIGIBLE},
    {LIFE_CONFIRMED, LIFE_REFUSE, LIFE_REFUSED},
    {LIFE_CONFIRMED, LIFE_WITHDRAW, LIFE_WITHDRAWN},

    /* judged again by a later round, or when a fact changed */
    {LIFE_ELIGIBLE, LIFE_CORRECT, LIFE_SUBMITTED},
    {LIFE_ELIGIBLE, LIFE_QUALIFY, LIFE_ELIGIBLE},
    {LIFE_ELIGIBLE, LIFE_REFUSE, LIFE_REFUSED},
    {LIFE_ELIGIBLE, LIFE_ALLOCATE, LIFE_ALLOCATED},
    {LIFE_ELIGIBLE, LIFE_WAIT, LIFE_WAITING},
    {LIFE_ELIGIBLE, LIFE_WITHDRAW, LIFE_WITHDRAWN},

    {LIFE_REFUSED, LIFE_CORRECT, LIFE_SUBMITTED},
    {LIFE_REFUSED, LIFE_QUALIFY, LIFE_ELIGIBLE},
    {LIFE_REFUSED, LIFE_REFUSE, LIFE_REFUSED},
    {LIFE_REFUSED, LIFE_WITHDRAW, LIFE_WITHDRAWN},

    /* another plan of the round may decide otherwise, until one is published */
    {LIFE_ALLOCATED, LIFE_ALLOCATE, LIFE_ALLOCATED},
    {LIFE_ALLOCATED, LIFE_WAIT, LIFE_WAITING},
    {LIFE_ALLOCATED, LIFE_OFFER, LIFE_OFFERED},
    {LIFE_ALLOCATED, LIFE_WITHDRAW, LIFE_WITHDRAWN},

    {LIFE_WAITING, LIFE_CORRECT, LIFE_SUBMITTED},
    {LIFE_WAITING, LIFE_QUALIFY, LIFE_ELIGIBLE},
    {LIFE_WAITING, LIFE_REFUSE, LIFE_REFUSED},
    {LIFE_WAITING, LIFE_ALLOCATE, LIFE_ALLOCATED},
    {LIFE_WAITING, LIFE_WAIT, LIFE_WAITING},
    {LIFE_WAITING, LIFE_WITHDRAW, LIFE_WITHDRAWN},

    {LIFE_OFFERED, LIFE_ACCEPT, LIFE_ACCEPTED},
    {LIFE_OFFERED, LIFE_DECLINE, LIFE_DECLINED},
    {LIFE_OFFERED, LIFE_EXPIRE, LIFE_EXPIRED},
    {LIFE_OFFERED, LIFE_WITHDRAW, LIFE_WITHDRAWN},

    {LIFE_ACCEPTED, LIFE_MOVE_IN, LIFE_LIVING},
    {LIFE_ACCEPTED, LIFE_WITHDRAW, LIFE_WITHDRAWN},

    {LIFE_LIVING, LIFE_END, LIFE_ENDED},
};

bool life_next(enum life_state from, enum life_action action, enum life_state *to)
{
    for (size_t i = 0; i < sizeof STEPS / sizeof *STEPS; i++)
        if (STEPS[i].from == from && STEPS[i].action == action) {
            *to = STEPS[i].to;
            return true;
        }
    return false;
}

const char *life_state_name(enum life_state state)
{
    return STATES[state].name;
}

enum life_state life_state_of(const char *name)
{
    int state = 0;
    while (state < LIFE_N_STATES && strcmp(STATES[state].name, name) != 0)
        state++;
    return (enum life_state)state;
}

const char *life_state_text(enum life_state state, const char *lang)
{
    return strcmp(lang, "en") == 0 ? STATES[state].en : STATES[state].vi;
}

struct life_deadline life_deadline(enum life_state state, const char *submitted_on,
                                   const char *confirmed_on, const char *today)
{
    struct life_deadline d = {0};
    bool is_agencys = state == LIFE_SUBMITTED;
    bool is_decision = state == LIFE_CONFIRMED || state == LIFE_ELIGIBLE;
    const char *begin = is_agencys ? submitted_on : is_decision ? confirmed_on : "";
    if (!date_is_valid(begin))
        return d;
    d.step = is_agencys ? "agency" : "decision";
    date_add(begin, is_agencys ? LIFE_AGENCY_DAYS : LIFE_DECISION_DAYS, d.due);
    d.days_left = date_days(d.due) - date_days(today);
    return d;
}
