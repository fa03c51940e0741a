/* What an official's row may say. One table of its fields: which are the agency's alone to say,
 * which are facts, and where each stands. */
#include "official_check.h"

#include "registration_parts.h"

#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/mem.h"
#include "base/text.h"
#include "service/policy.h"
#include "store/audit.h"
#include "store/site.h"

enum { MAX_NAME = 100, MAX_LINE = 200, LEAST_AGE = 15, MOST_AGE = 100 };

enum { AGENCY_SAYS = 1 << 0, IS_FACT = 1 << 1, IS_TEXT = 1 << 2 };

#define TEXT(member, flags)                                                                        \
    {                                                                                              \
#member, offsetof(struct store_official, member), IS_TEXT | (flags)                        \
    }

static const struct field {
    const char *name;
    size_t offset;
    unsigned flags;
} FIELDS[] = {
    TEXT(name, AGENCY_SAYS),
    TEXT(born, AGENCY_SAYS),
    TEXT(sex, AGENCY_SAYS),
    TEXT(citizen_id, AGENCY_SAYS),
    TEXT(phone, 0),
    {"agency", offsetof(struct store_official, agency_code), IS_TEXT | AGENCY_SAYS},
    TEXT(position, AGENCY_SAYS),
    {"coefficient", offsetof(struct store_official, coefficient_c), AGENCY_SAYS},
    {"commune", offsetof(struct store_official, commune_code), IS_TEXT},
    TEXT(residence, 0),
    {"owns_house", offsetof(struct store_official, owns_house), IS_FACT},
    {"road_km", offsetof(struct store_official, road_km_t), IS_FACT},
    {"has_moved", offsetof(struct store_official, has_moved), IS_FACT | AGENCY_SAYS},
    TEXT(groups, IS_FACT),
    {"needs_housing", offsetof(struct store_official, needs_housing), 0},
    TEXT(note, 0),
};
enum { N_FIELDS_OF_ROW = sizeof FIELDS / sizeof *FIELDS };

static const char *text_at(const struct store_official *o, const struct field *f)
{
    const char *text;
    memcpy(&text, (const char *)o + f->offset, sizeof text);
    return text == NULL ? "" : text;
}

static int int_at(const struct store_official *o, const struct field *f)
{
    int value;
    memcpy(&value, (const char *)o + f->offset, sizeof value);
    return value;
}

static bool differs(const struct store_official *a, const struct store_official *b,
                    const struct field *f)
{
    return (f->flags & IS_TEXT) != 0 ? strcmp(text_at(a, f), text_at(b, f)) != 0
                                     : int_at(a, f) != int_at(b, f);
}

void official_differences(const struct store *s, const struct store_official *a,
                          const struct store_official *b, struct buf *out)
{
    for (size_t i = 0; i < N_FIELDS_OF_ROW; i++) {
        char number[16];
        if (a->id != 0 && !differs(a, b, &FIELDS[i]))
            continue;
        if ((FIELDS[i].flags & IS_TEXT) == 0)
            snprintf(number, sizeof number, "%d", int_at(b, &FIELDS[i]));
        store_audit_field(s, FIELDS[i].name,
                          (FIELDS[i].flags & IS_TEXT) != 0 ? text_at(b, &FIELDS[i]) : number, out);
    }
}

bool official_facts_differ(const struct store_official *a, const struct store_official *b)
{
    for (size_t i = 0; i < N_FIELDS_OF_ROW; i++)
        if ((FIELDS[i].flags & IS_FACT) != 0 && differs(a, b, &FIELDS[i]))
            return true;
    return false;
}

static void check_rights(const struct principal *by, const struct store_official *o,
                         const struct store_official *before, struct solver_findings *bad)
{
    for (size_t i = 0; i < N_FIELDS_OF_ROW && by->role != PRINCIPAL_REGISTRAR; i++) {
        char where[40];
        if ((FIELDS[i].flags & AGENCY_SAYS) == 0 || !differs(before, o, &FIELDS[i]))
            continue;
        snprintf(where, sizeof where, "/%s", FIELDS[i].name);
        solver_findings_put(bad, where, "mục này do cơ quan ghi; hãy đề nghị cơ quan sửa",
                            "the agency says this; ask it for a correction");
    }
}

/* Every text clean, none too long. */
static void check_texts(struct store_official *o, struct solver_findings *bad)
{
    for (size_t i = 0; i < N_FIELDS_OF_ROW; i++) {
        char where[40];
        if ((FIELDS[i].flags & IS_TEXT) == 0)
            continue;
        char **at = (char **)(void *)((char *)o + FIELDS[i].offset);
        char *clean = text_nfc(*at == NULL ? "" : *at);
        snprintf(where, sizeof where, "/%s", FIELDS[i].name);
        if (clean == NULL || text_width(clean) > MAX_LINE)
            solver_findings_add(bad, where, "có ký tự lạ, hoặc dài quá %d ký tự",
                                "strange characters, or longer than %d", MAX_LINE);
        else
            registration_take(at, clean);
        free(clean);
    }
}

static void check_person(const struct store_official *o, const char *today,
                         struct solver_findings *bad)
{
    const char *born = o->born;
    const bool is_year = strlen(born) == 4 && strspn(born, "0123456789") == 4;
    const int age = (int)strtol(today, NULL, 10) - (int)strtol(born, NULL, 10);
    if (o->name[0] == '\0' || text_width(o->name) > MAX_NAME ||
        strpbrk(o->name, "0123456789") != NULL)
        solver_findings_put(bad, "/name", "cần họ tên, không chữ số",
                            "a name is needed, without digits");
    if (born[0] != '\0' &&
        ((!is_year && !date_is_valid(born)) || age < LEAST_AGE || age > MOST_AGE))
        solver_findings_put(bad, "/born", "cần ngày sinh hoặc năm sinh của một cán bộ",
                            "the day or year of birth of an official is needed");
    if (strcmp(o->sex, "M") != 0 && strcmp(o->sex, "F") != 0)
        solver_findings_put(bad, "/sex", "cần giới tính", "the sex is needed");
    if (o->phone[0] != '\0' &&
        (o->phone[0] != '0' || strspn(o->phone, "0123456789") != strlen(o->phone) ||
         strlen(o->phone) < 10 || strlen(o->phone) > 11))
        solver_findings_put(bad, "/phone", "số điện thoại là 0 và 9 hoặc 10 chữ số",
                            "a phone number is 0 and 9 or 10 digits");
}

static void check_citizen_id(const struct store_official *o, const struct store_official *before,
                             struct solver_findings *bad)
{
    const char *id = o->citizen_id;
    if (id[0] == '\0' && before->id == 0)
        solver_findings_put(bad, "/citizen_id", "thiếu số CCCD", "the citizen id is missing");
    else if (id[0] != '\0' && (strlen(id) != 12 || strspn(id, "0123456789") != 12))
        solver_findings_put(bad, "/citizen_id", "số CCCD có 12 chữ số",
                            "a citizen id has 12 digits");
}

static int compare_texts(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* Codes ascending, each once and known. */
static void check_groups(struct store_official *o, struct solver_findings *bad)
{
    char *codes[POLICY_N_GROUPS + 1];
    size_t n = 0;
    struct buf sorted = {0};
    char *copy = mem_dup(o->groups);
    char *rest = copy;
    for (char *code = strtok_r(copy, " ", &rest); code != NULL; code = strtok_r(NULL, " ", &rest)) {
        bool is_known = false;
        for (int g = 0; g < POLICY_N_FAMILY; g++)
            is_known = is_known || strcmp(policy_group_code((enum policy_group)g), code) == 0;
        if (!is_known || n == POLICY_N_GROUPS)
            solver_findings_add(bad, "/groups", "không có đối tượng \"%s\"",
                                "there is no group \"%s\"", code);
        else
            codes[n++] = code;
    }
    if (n > 0)
        qsort(codes, n, sizeof *codes, compare_texts);
    for (size_t i = 0; i < n; i++)
        if (i == 0 || strcmp(codes[i], codes[i - 1]) != 0)
            buf_fmt(&sorted, "%s%s", sorted.len > 0 ? " " : "", codes[i]);
    free(copy);
    free(o->groups);
    o->groups = buf_take(&sorted);
}

/* An agency of those who ask; the official of another one is moved by who sees both. */
static int check_agency(struct store *s, const struct principal *by, struct store_official *o,
                        struct solver_findings *bad, struct err *e)
{
    const struct store_scope scope = by->role == PRINCIPAL_REGISTRAR
                                         ? principal_scope(by)
                                         : (struct store_scope){.sees = STORE_SEES_ALL};
    struct store_agency agency;
    int rc = store_agency_by_code(s, &scope, o->agency_code, &agency, e);
    o->agency_id = agency.id;
    if (rc == ERR_OK && o->agency_id == 0)
        solver_findings_put(bad, "/agency", "không phải cơ quan anh/chị phụ trách",
                            "this is no agency of yours");
    store_agency_release(&agency);
    return rc;
}

static int check_commune(struct store *s, const struct store_official *o,
                         struct solver_findings *bad, struct err *e)
{
    bool is_known;
    if (o->commune_code[0] == '\0')
        return ERR_OK;
    int rc = store_commune_find(s, o->commune_code, &is_known, e);
    if (rc == ERR_OK && !is_known)
        solver_findings_put(bad, "/commune", "không có xã, phường mang mã này",
                            "there is no commune with this code");
    return rc;
}

int official_check(struct store *s, const struct principal *by, struct store_official *o,
                   const struct store_official *before, const char *today,
                   struct solver_findings *bad, struct err *e)
{
    check_texts(o, bad);
    check_groups(o, bad);
    if (before->id != 0)
        check_rights(by, o, before, bad);
    check_person(o, today, bad);
    check_citizen_id(o, before, bad);
    int rc = check_agency(s, by, o, bad, e);
    rc = rc != ERR_OK ? rc : check_commune(s, o, bad, e);
    return rc != ERR_OK ? rc : registration_judged(bad, e);
}
