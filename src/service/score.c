/* Scoring of one request, see the header. The rule itself is the policy's; here is only how its
 * numbers are applied. Points are taken from the best eligible official of a request.
 */
#include "service/score.h"

#include <stdlib.h>
#include <string.h>

#include "base/date.h"

static const struct fault_row {
    const char *code;
    const char *vi;
    const char *en;
} FAULTS[SCORE_N_FAULTS] = {
    [SCORE_NO_APPLICANT] = {"no_applicant", "hồ sơ không có cán bộ đứng tên",
                            "the request has no applicant who is an official"},
    [SCORE_NOT_MOVED] = {"not_moved", "không chuyển nơi làm việc", "did not move workplace"},
    [SCORE_MOVED_UNKNOWN] = {"moved_unknown",
                             "cơ quan cần xác nhận có chuyển nơi làm việc hay không",
                             "the agency must confirm whether the workplace moved"},
    [SCORE_HOUSE_NEAR] = {"house_near", "có nhà riêng cách nơi làm việc dưới mức quy định",
                          "owns a house nearer to work than the policy demands"},
    [SCORE_HOUSE_UNKNOWN] = {"house_unknown", "cơ quan cần xác nhận có nhà riêng hay không",
                             "the agency must confirm whether a house is owned"},
    [SCORE_KM_UNKNOWN] = {"km_unknown",
                          "cơ quan cần xác nhận khoảng cách đường bộ từ nhà đến nơi làm việc",
                          "the agency must confirm the road distance from the house to work"},
    [SCORE_TWICE] = {"in_two_requests", "có người đã đứng trong một hồ sơ khác",
                     "somebody already stands in another request"},
    [SCORE_NOT_CONFIRMED] = {"not_confirmed", "cơ quan cần xác nhận hồ sơ",
                             "the agency must confirm the request"},
};

/* The distance condition for one official; -1 = no condition. */
static int km_needed(const struct policy *p, const struct score_person *person)
{
    if (p->hard_area_min_km_t >= 0)
        for (size_t i = 0; i < p->n_hard_area_agencies; i++)
            if (strcmp(p->hard_area_agencies[i], person->agency) == 0)
                return p->hard_area_min_km_t;
    return p->own_house_min_km_t;
}

/* The first condition an official does not meet; SCORE_N_FAULTS = meets all. */
static enum score_fault fault_of(const struct policy *p, const struct score_person *person)
{
    if (p->must_have_moved && person->moved == SCORE_NO)
        return SCORE_NOT_MOVED;
    if (p->must_have_moved && person->moved == SCORE_UNKNOWN)
        return SCORE_MOVED_UNKNOWN;
    int needed_t = km_needed(p, person);
    if (needed_t < 0 || person->owns_house == SCORE_NO || person->road_km_t >= needed_t)
        return SCORE_N_FAULTS;
    if (person->owns_house == SCORE_UNKNOWN)
        return SCORE_HOUSE_UNKNOWN;
    return person->road_km_t < 0 ? SCORE_KM_UNKNOWN : SCORE_HOUSE_NEAR;
}

/* A run of digits that date_is_valid has seen. */
static int number_at(const char *digits)
{
    return (int)strtol(digits, NULL, 10);
}

/* Full months from a birth date to a day; a large number where the date is not full. */
static int months_between(const char *born, const char *as_of)
{
    if (!date_is_valid(born) || !date_is_valid(as_of))
        return 9999;
    int years = number_at(as_of) - number_at(born);
    int months = number_at(as_of + 5) - number_at(born + 5);
    int days = number_at(as_of + 8) - number_at(born + 8);
    return years * 12 + months - (days < 0 ? 1 : 0);
}

/* What the agency confirmed, and what the request itself shows. */
static unsigned groups_of(const char *as_of, const struct score_request *r, size_t i)
{
    const struct score_person *person = &r->people[i];
    unsigned groups = person->groups;
    bool is_couple = person->relation == SCORE_SELF || person->relation == SCORE_SPOUSE;
    for (size_t k = 0; k < r->n_people && is_couple; k++) {
        const struct score_person *other = &r->people[k];
        int months = other->relation == SCORE_CHILD ? months_between(other->born, as_of) : 9999;
        if (months >= 0 && months < 36)
            groups |= 1u << POLICY_CHILD_UNDER_36_MONTHS;
        bool is_pair = (person->relation == SCORE_SELF && other->relation == SCORE_SPOUSE) ||
                       (person->relation == SCORE_SPOUSE && other->relation == SCORE_SELF);
        if (is_pair && other->is_official && person->moved == SCORE_YES &&
            other->moved == SCORE_YES)
            groups |= 1u << POLICY_BOTH_SPOUSES_ASSIGNED;
    }
    if (person->sex == 'F')
        groups |= 1u << POLICY_FEMALE;
    return groups;
}

static int points_of(const struct policy *p, const struct score_person *person, unsigned groups,
                     int n_rounds_waited, struct score_parts *parts, int *family_group)
{
    *parts = (struct score_parts){0};
    *family_group = -1;
    if (person->owns_house == SCORE_NO)
        parts->housing = p->no_house_points;
    else if (person->road_km_t >= p->far_house_km_t)
        parts->housing = p->far_house_points;
    for (size_t s = 0; s < p->n_steps && person->road_km_t >= p->steps[s].from_km_t; s++)
        parts->road_km = p->steps[s].points;
    for (int g = 0; g < POLICY_N_FAMILY; g++)
        if ((groups & 1u << g) != 0 && p->family_points[g] > parts->family) {
            parts->family = p->family_points[g];
            *family_group = g;
        }
    parts->urgency = person->unit_urgency;
    if (parts->urgency > p->unit_urgency_max)
        parts->urgency = p->unit_urgency_max;
    parts->waiting = n_rounds_waited > 0 ? p->waiting_points : 0;
    return parts->housing + parts->road_km + parts->family + parts->urgency + parts->waiting;
}

static int tie_class_of(const struct policy *p, unsigned groups)
{
    size_t i = 0;
    while (i < p->n_legal_groups && (groups & 1u << p->legal_groups[i]) == 0)
        i++;
    return (int)i;
}

bool score_needs_bed(const struct policy *p, const char *as_of, const struct score_person *person)
{
    if (person->relation != SCORE_CHILD)
        return true;
    if (date_is_valid(person->born))
        return date_age(person->born, as_of) >= p->child_bed_age;
    if (strlen(person->born) == 4)
        return number_at(as_of) - number_at(person->born) >= p->child_bed_age;
    return true;
}

static void add_fault(struct score *out, enum score_fault code, size_t person_ix)
{
    if (out->n_faults == SCORE_MAX_FAULTS)
        return;
    out->faults[out->n_faults].code = code;
    out->faults[out->n_faults].person_ix = person_ix;
    out->n_faults++;
}

/* Takes the points of official `i` if they beat what stands. */
static void consider(const struct policy *p, const char *as_of, const struct score_request *r,
                     size_t i, struct score *out)
{
    struct score_parts parts;
    int family_group;
    unsigned groups = groups_of(as_of, r, i);
    int points = points_of(p, &r->people[i], groups, r->n_rounds_waited, &parts, &family_group);
    int tie_class = tie_class_of(p, groups);
    if (tie_class < out->tie_class)
        out->tie_class = tie_class;
    if (points <= out->points)
        return;
    out->points = points;
    out->parts = parts;
    out->family_group = family_group;
    out->scored_ix = i;
}

static void count_members(const struct policy *p, const char *as_of, const struct score_request *r,
                          struct score *out)
{
    bool has_man = false;
    bool has_woman = false;
    for (size_t i = 0; i < r->n_people; i++) {
        if (!score_needs_bed(p, as_of, &r->people[i]))
            continue;
        out->n_members++;
        has_man = has_man || r->people[i].sex == 'M';
        has_woman = has_woman || r->people[i].sex == 'F';
    }
    out->is_mixed = has_man && has_woman;
    out->is_private = r->wants_private || out->is_mixed;
}

void score_request(const struct policy *p, const char *as_of, const struct score_request *r,
                   struct score *out)
{
    size_t applicant_ix = r->n_people;
    int coefficient_c = -1;
    *out = (struct score){.points = -1, .family_group = -1, .tie_class = (int)p->n_legal_groups};

    for (size_t i = 0; i < r->n_people; i++) {
        const struct score_person *person = &r->people[i];
        if (!person->is_official)
            continue;
        if (person->relation == SCORE_SELF)
            applicant_ix = i;
        if (person->coefficient_c > coefficient_c)
            coefficient_c = person->coefficient_c;
        enum score_fault fault = fault_of(p, person);
        bool counts = person->relation == SCORE_SELF ||
                      (person->relation == SCORE_COMPANION && p->companions_must_be_eligible);
        if (fault != SCORE_N_FAULTS && counts)
            add_fault(out, fault, i);
        if (fault == SCORE_N_FAULTS)
            consider(p, as_of, r, i, out);
    }
    if (applicant_ix == r->n_people)
        add_fault(out, SCORE_NO_APPLICANT, 0);
    else if (out->points < 0)
        consider(p, as_of, r, applicant_ix, out);
    if (out->points < 0)
        out->points = 0;
    out->is_eligible = out->n_faults == 0;
    out->pool_ix = policy_pool_of(p, coefficient_c);
    out->band = policy_band_of(p, out->points);
    count_members(p, as_of, r, out);
}

const char *score_fault_text(enum score_fault f, const char *lang)
{
    return strcmp(lang, "en") == 0 ? FAULTS[f].en : FAULTS[f].vi;
}

bool score_fault_is_open(enum score_fault f)
{
    return f == SCORE_MOVED_UNKNOWN || f == SCORE_HOUSE_UNKNOWN || f == SCORE_KM_UNKNOWN ||
           f == SCORE_NOT_CONFIRMED;
}

const char *score_fault_code(enum score_fault f)
{
    return FAULTS[f].code;
}
