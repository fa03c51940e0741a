/* The policy: parse, judge, release, and the small questions asked of it.
 *
 * Every number of a policy is editable, so every number is judged: what passes here the snapshot
 * can turn into an instance that the engine accepts.
 */
#include "service/policy.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/crypto.h"
#include "base/json.h"
#include "base/mem.h"
#include "policy_read.h"

/* Points of an instance end at 1000 (ALLOCATION.md section 2). */
enum { MAX_POINTS = 1000, MAX_KM = 2000, MAX_COEFFICIENT_C = 999 };

static const struct group_row {
    const char *code;
    const char *vi;
    const char *en;
} GROUPS[POLICY_N_GROUPS] = {
    [POLICY_PERSON_OF_MERIT] = {"person_of_merit", "người có công", "person of merit"},
    [POLICY_MARTYR_FAMILY] = {"martyr_family", "thân nhân liệt sĩ", "family of a martyr"},
    [POLICY_DISABLED] = {"disabled", "khuyết tật", "disabled"},
    [POLICY_PREGNANT] = {"pregnant", "mang thai", "pregnant"},
    [POLICY_CHILD_UNDER_36_MONTHS] = {"child_under_36_months", "con dưới 36 tháng",
                                      "child under 36 months"},
    [POLICY_SINGLE_PARENT] = {"single_parent", "đơn thân", "single parent"},
    [POLICY_BOTH_SPOUSES_ASSIGNED] = {"both_spouses_assigned", "vợ chồng cùng điều động",
                                      "both spouses assigned"},
    [POLICY_FEMALE] = {"female", "nữ", "woman"},
};

static const char *const TIES[POLICY_N_TIES] = {
    [POLICY_TIE_LEGAL_GROUP] = "legal_group",
    [POLICY_TIE_FILED] = "filed",
    [POLICY_TIE_LOT] = "lot",
};

static void group_codes(const char *codes[POLICY_N_GROUPS])
{
    for (size_t g = 0; g < POLICY_N_GROUPS; g++)
        codes[g] = GROUPS[g].code;
}

static void read_head(struct policy *p, const struct read_at *at)
{
    static const char *const schemes[] = {"temporary", "official"};
    static const char *const name_keys[] = {"vi", "en"};

    if (strcmp(read_text(at, "format"), "quarters.policy/1") != 0)
        read_offence(at, "format", "phải là \"quarters.policy/1\"",
                     "must be \"quarters.policy/1\"");
    p->id = mem_dup(read_text(at, "id"));
    for (const char *c = p->id; *c != '\0'; c++)
        if (strchr("abcdefghijklmnopqrstuvwxyz0123456789-", *c) == NULL) {
            read_offence(at, "id", "chỉ gồm chữ thường không dấu, số và dấu -",
                         "small letters a-z, digits and - only");
            break;
        }
    struct read_at name = read_object(at, "name");
    read_only_fields(&name, name_keys, 2);
    p->name_vi = mem_dup(read_text(&name, "vi"));
    p->name_en = mem_dup(read_text(&name, "en"));
    p->is_official_housing = read_choice(at, "scheme", schemes, 2) == 1;
    read_date(at, "in_force_from", p->in_force_from);
    read_date(at, "as_of", p->as_of);
    const struct json *notes = read_array(at, "notes", 0, 100);
    for (size_t i = 0; notes != NULL && i < json_len(notes); i++)
        if (!json_is_string(json_at(notes, i)))
            read_offence(at, "notes", "chỉ gồm các chuỗi chữ", "must hold texts only");
}

static void read_eligibility(struct policy *p, const struct read_at *top)
{
    static const char *const keys[] = {"moved_workplace", "own_house_min_road_km",
                                       "hard_area_min_road_km", "hard_area_agencies",
                                       "companions_must_be_eligible"};
    struct read_at at = read_object(top, "eligibility");
    read_only_fields(&at, keys, sizeof keys / sizeof *keys);
    p->must_have_moved = read_bool(&at, "moved_workplace");
    int km = read_int_or_null(&at, "own_house_min_road_km", 0, MAX_KM, -1);
    p->own_house_min_km_t = km < 0 ? -1 : km * 10;
    km = read_int_or_null(&at, "hard_area_min_road_km", 0, MAX_KM, -1);
    p->hard_area_min_km_t = km < 0 ? -1 : km * 10;
    p->companions_must_be_eligible = read_bool(&at, "companions_must_be_eligible");

    const struct json *list = read_array(&at, "hard_area_agencies", 0, 1000);
    size_t n = list == NULL ? 0 : json_len(list);
    p->hard_area_agencies = mem_array(n, sizeof *p->hard_area_agencies);
    for (size_t i = 0; i < n; i++) {
        const struct json *j = json_at(list, i);
        if (json_is_string(j) && json_text(j)[0] != '\0')
            p->hard_area_agencies[p->n_hard_area_agencies++] = mem_dup(json_text(j));
        else
            read_offence(&at, "hard_area_agencies", "chỉ gồm mã cơ quan", "must hold agency codes");
    }
}

static void read_pools(struct policy *p, const struct read_at *top)
{
    static const char *const keys[] = {"id", "min_coefficient", "occupancy"};
    const struct json *list = read_array(top, "pools", 1, 16);
    size_t n = list == NULL ? 0 : json_len(list);
    p->pools = mem_array(n, sizeof *p->pools);
    p->n_pools = n;
    for (size_t i = 0; i < n; i++) {
        struct read_at at = read_element(top, "pools", i);
        struct policy_pool *pool = &p->pools[i];
        read_only_fields(&at, keys, sizeof keys / sizeof *keys);
        pool->id = mem_dup(read_text(&at, "id"));
        pool->min_coefficient_c = read_hundredths(&at, "min_coefficient", MAX_COEFFICIENT_C);
        pool->occupancy = read_int_or_null(&at, "occupancy", 1, 64, 0);
        for (size_t k = 0; k < i; k++)
            if (strcmp(p->pools[k].id, pool->id) == 0)
                read_offence(&at, "id", "nêu hai lần", "named twice");
        if (i > 0 && pool->min_coefficient_c >= p->pools[i - 1].min_coefficient_c)
            read_offence(&at, "min_coefficient", "phải nhỏ hơn hệ số của nhóm đứng trước",
                         "must be less than that of the pool before it");
        if (i + 1 == n && pool->min_coefficient_c != 0)
            read_offence(&at, "min_coefficient", "nhóm cuối cùng phải từ 0, để ai cũng có nhóm",
                         "must be 0 in the last pool, so that everybody has one");
    }
}

static void read_steps(struct policy *p, const struct read_at *scoring)
{
    static const char *const keys[] = {"from", "points"};
    const struct json *list = read_array(scoring, "road_km", 0, 32);
    size_t n = list == NULL ? 0 : json_len(list);
    p->steps = mem_array(n, sizeof *p->steps);
    p->n_steps = n;
    for (size_t i = 0; i < n; i++) {
        struct read_at at = read_element(scoring, "road_km", i);
        read_only_fields(&at, keys, 2);
        p->steps[i].from_km_t = 10 * read_int(&at, "from", 0, MAX_KM);
        p->steps[i].points = read_int(&at, "points", 0, MAX_POINTS);
        if (i > 0 && at.object != NULL && p->steps[i].from_km_t <= p->steps[i - 1].from_km_t)
            read_offence(&at, "from", "phải lớn hơn bậc đứng trước",
                         "must be greater than the step before it");
        if (i > 0 && at.object != NULL && p->steps[i].points < p->steps[i - 1].points)
            read_offence(&at, "points", "không được ít hơn bậc đứng trước",
                         "must not be less than the step before it");
    }
}

static int most_points(const struct policy *p)
{
    int house = p->no_house_points > p->far_house_points ? p->no_house_points : p->far_house_points;
    int road = p->n_steps > 0 ? p->steps[p->n_steps - 1].points : 0;
    int family = 0;
    for (size_t g = 0; g < POLICY_N_FAMILY; g++)
        family = p->family_points[g] > family ? p->family_points[g] : family;
    return house + road + family + p->unit_urgency_max + p->waiting_points;
}

static void read_scoring(struct policy *p, const struct read_at *top)
{
    static const char *const keys[] = {"housing", "road_km", "family", "unit_urgency_max",
                                       "waiting"};
    static const char *const house_keys[] = {"no_own_house", "own_house_far", "far_road_km"};
    const char *codes[POLICY_N_GROUPS];
    struct read_at at = read_object(top, "scoring");
    read_only_fields(&at, keys, sizeof keys / sizeof *keys);

    struct read_at house = read_object(&at, "housing");
    read_only_fields(&house, house_keys, 3);
    p->no_house_points = read_int(&house, "no_own_house", 0, MAX_POINTS);
    p->far_house_points = read_int(&house, "own_house_far", 0, MAX_POINTS);
    p->far_house_km_t = 10 * read_int(&house, "far_road_km", 0, MAX_KM);
    if (at.object != NULL)
        read_steps(p, &at);

    struct read_at family = read_object(&at, "family");
    group_codes(codes);
    read_only_fields(&family, codes, POLICY_N_FAMILY);
    for (size_t g = 0; g < POLICY_N_FAMILY; g++)
        p->family_points[g] = read_int(&family, codes[g], 0, MAX_POINTS);
    p->unit_urgency_max = read_int(&at, "unit_urgency_max", 0, MAX_POINTS);
    p->waiting_points = read_int(&at, "waiting", 0, MAX_POINTS);
    if (most_points(p) > MAX_POINTS)
        read_offence(top, "scoring", "tổng điểm cao nhất vượt 1000",
                     "the greatest total exceeds 1000 points");
}

static void read_bands(struct policy *p, const struct read_at *at)
{
    const struct json *list = read_array(at, "bands", 0, 98);
    size_t n = list == NULL ? 0 : json_len(list);
    p->bands = mem_array(n, sizeof *p->bands);
    p->n_bands = n;
    for (size_t i = 0; i < n; i++) {
        const struct json *j = json_at(list, i);
        char element[32];
        snprintf(element, sizeof element, "bands[%zu]", i);
        if (json_is_int(j) && json_int(j) >= 0 && json_int(j) <= MAX_POINTS)
            p->bands[i] = (int)json_int(j);
        else
            read_offence(at, element, "phải là số nguyên từ 0 đến 1000",
                         "must be an integer from 0 to 1000");
        if (i > 0 && p->bands[i] >= p->bands[i - 1])
            read_offence(at, element, "phải nhỏ hơn mức đứng trước",
                         "must be less than the one before it");
    }
}

static void read_engine_part(struct policy *p, const struct read_at *at)
{
    static const char *const incumbents[] = {"stay", "may_move", "compete"};
    const char *names[SOLVER_N_OBJECTIVES];
    const char *codes[POLICY_N_GROUPS];
    size_t ixs[SOLVER_N_OBJECTIVES + POLICY_N_GROUPS];

    p->child_bed_age = read_int(at, "child_bed_age", 0, 18);
    p->min_area_c = read_hundredths(at, "min_area_per_person", 10000);
    p->incumbents = (enum solver_incumbents)read_choice(at, "incumbents", incumbents, 3);

    for (size_t o = 0; o < SOLVER_N_OBJECTIVES; o++)
        names[o] = solver_objective_name((enum solver_objective)o);
    p->n_objectives = read_choices(at, "objectives", names, SOLVER_N_OBJECTIVES, ixs);
    for (size_t i = 0; i < p->n_objectives; i++) {
        p->objectives[i] = (enum solver_objective)ixs[i];
        if (ixs[i] == SOLVER_AGENCIES && i + 1 < p->n_objectives)
            read_offence(at, "objectives", "agencies phải đứng cuối", "agencies must be the last");
    }
    if (p->n_objectives == 0)
        read_offence(at, "objectives", "cần ít nhất một mục tiêu", "needs an objective");
    else if (p->incumbents == SOLVER_MAY_MOVE && p->objectives[0] != SOLVER_KEEP_HOUSED)
        read_offence(at, "objectives", "incumbents may_move cần keep_housed đứng đầu",
                     "incumbents may_move needs keep_housed first");

    p->n_ties = read_choices(at, "tie_order", TIES, POLICY_N_TIES, ixs);
    for (size_t i = 0; i < p->n_ties; i++)
        p->ties[i] = (enum policy_tie)ixs[i];
    if (p->n_ties == 0 || p->ties[p->n_ties - 1] != POLICY_TIE_LOT)
        read_offence(at, "tie_order",
                     "lot (rút thăm) phải đứng cuối: chỉ nó phân định mọi trường hợp",
                     "lot must be the last: it alone decides every tie");
    group_codes(codes);
    p->n_legal_groups = read_choices(at, "legal_groups", codes, POLICY_N_GROUPS, ixs);
    for (size_t i = 0; i < p->n_legal_groups; i++)
        p->legal_groups[i] = (enum policy_group)ixs[i];
}

bool policy_parse(struct policy *p, const char *text, size_t len, struct solver_findings *bad)
{
    static const char *const keys[] = {"format",
                                       "id",
                                       "name",
                                       "scheme",
                                       "in_force_from",
                                       "as_of",
                                       "notes",
                                       "eligibility",
                                       "pools",
                                       "scoring",
                                       "bands",
                                       "child_bed_age",
                                       "min_area_per_person",
                                       "incumbents",
                                       "objectives",
                                       "tie_order",
                                       "legal_groups"};
    struct err e = {0};
    size_t n_before = bad->n;
    *p = (struct policy){0};
    struct json *root = json_parse(text, len, &e);
    struct read_at at = {.object = root, .bad = bad};

    if (root == NULL) {
        read_offence(&at, "", err_text(&e, "vi"), err_text(&e, "en"));
    } else if (!json_is_object(root)) {
        read_offence(&at, "", "phải là một đối tượng {…}", "must be an object {…}");
    } else {
        read_only_fields(&at, keys, sizeof keys / sizeof *keys);
        read_head(p, &at);
        read_eligibility(p, &at);
        read_pools(p, &at);
        read_scoring(p, &at);
        read_bands(p, &at);
        read_engine_part(p, &at);
    }
    json_free(root);
    if (bad->n > n_before) {
        policy_release(p);
        return false;
    }
    p->text = mem_ndup(text, len);
    p->text_len = len;
    crypto_sha256(text, len, p->sha256);
    return true;
}

void policy_release(struct policy *p)
{
    for (size_t i = 0; i < p->n_hard_area_agencies; i++)
        free(p->hard_area_agencies[i]);
    for (size_t i = 0; i < p->n_pools; i++)
        free(p->pools[i].id);
    free(p->id);
    free(p->name_vi);
    free(p->name_en);
    free(p->hard_area_agencies);
    free(p->pools);
    free(p->steps);
    free(p->bands);
    free(p->text);
    *p = (struct policy){0};
}

size_t policy_pool_of(const struct policy *p, int coefficient_c)
{
    size_t i = 0;
    while (i + 1 < p->n_pools && coefficient_c < p->pools[i].min_coefficient_c)
        i++;
    return i;
}

int policy_band_of(const struct policy *p, int points)
{
    size_t i = 0;
    while (i < p->n_bands && points < p->bands[i])
        i++;
    return (int)i + 1;
}

const char *policy_tie_code(enum policy_tie t)
{
    return TIES[t];
}

const char *policy_group_code(enum policy_group g)
{
    return GROUPS[g].code;
}

const char *policy_group_name(enum policy_group g, const char *lang)
{
    return strcmp(lang, "en") == 0 ? GROUPS[g].en : GROUPS[g].vi;
}
