/* The instance as a whole: its top level, and the life of its memory. */
#include "solver/instance.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "instance_read.h"
#include "sha256.h"

#define N_OF(table) (sizeof(table) / sizeof *(table))

static void read_format(struct sv_reader *rd, const struct sj_place *place,
                        const struct sj_value *value, const struct sv_field *field, void *to)
{
    static const char *const FORMATS[] = {"quarters.instance/1"};
    (void)field;
    (void)to;
    (void)sv_choice(rd, place, value, FORMATS, (int)N_OF(FORMATS));
}

static int two_digits(const char *at)
{
    return 10 * (at[0] - '0') + at[1] - '0';
}

static bool is_date(const char *text)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    if (strlen(text) != 10 || strspn(text, "0123456789") != 4 || text[4] != '-' ||
        strspn(text + 5, "0123456789") != 2 || text[7] != '-' ||
        strspn(text + 8, "0123456789") != 2)
        return false;
    int year = 100 * two_digits(text) + two_digits(text + 2);
    int month = two_digits(text + 5), day = two_digits(text + 8);
    if (month < 1 || month > 12 || day < 1)
        return false;
    bool is_leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return day <= days[month - 1] + (month == 2 && is_leap);
}

static void read_date(struct sv_reader *rd, const struct sj_place *place,
                      const struct sj_value *value, const struct sv_field *field, void *to)
{
    if (value->kind == SJ_TEXT && value->text[0] && !is_date(value->text))
        sv_offend(rd, place, "phải là ngày dạng YYYY-MM-DD", "must be a date YYYY-MM-DD");
    else
        sv_read_text(rd, place, value, field, to);
}

#define INSTANCE(member) offsetof(struct solver_instance, member)

/* names before those who point at them: sites, pools (in policy), rooms, parties */
static const struct sv_field INSTANCE_FIELDS[] = {
    {"format", read_format, 0, 0, 0, SV_REQUIRED},
    {"as_of", read_date, INSTANCE(as_of), 0, 0, SV_OPTIONAL},
    {"sites", sv_read_sites, 0, 0, 0, SV_OPTIONAL},
    {"policy", sv_read_policy, INSTANCE(policy), 0, 0, SV_REQUIRED},
    {"rooms", sv_read_rooms, 0, 0, 0, SV_OPTIONAL},
    {"parties", sv_read_parties, 0, 0, 0, SV_OPTIONAL},
};

/* The words met, as copies of the instance's own. */
static char **keep_names(struct sv_reader *rd, const struct sv_names *names, int *n)
{
    char **texts = calloc((size_t)names->n + 1, sizeof *texts);
    if (!texts) {
        rd->is_out_of_memory = true;
        return NULL;
    }
    *n = names->n;
    for (int i = 0; i < names->n; i++)
        texts[i] = sv_keep(rd, names->texts[i]);
    return texts;
}

static void read_root(struct sv_reader *rd, const struct sj_value *root)
{
    struct solver_instance *inst = rd->inst;
    struct sj_place place = {0};
    sv_read_object(rd, &place, root, INSTANCE_FIELDS, N_OF(INSTANCE_FIELDS), inst);
    if (!inst->as_of)
        inst->as_of = sv_keep(rd, "");
    inst->features = keep_names(rd, &rd->features, &inst->n_features);
    inst->agencies = keep_names(rd, &rd->agencies, &inst->n_agencies);
    struct sv_names *all[] = {&rd->sites,  &rd->rooms,    &rd->pools,   &rd->parties,
                              &rd->people, &rd->features, &rd->agencies};
    for (size_t i = 0; i < N_OF(all); i++)
        sv_names_release(all[i]);
}

int solver_instance_parse(struct solver_instance *inst, const char *text, size_t len,
                          struct solver_findings *bad)
{
    struct sv_reader rd = {.inst = inst, .bad = bad};
    struct sj_doc doc;
    size_t n_before = bad->n;
    *inst = (struct solver_instance){0};
    int rc = sj_parse(&doc, text, len, bad);
    if (rc != SOLVER_OK)
        return rc;
    read_root(&rd, &doc.root);
    sj_release(&doc);
    if (rd.is_out_of_memory || bad->is_out_of_memory)
        rc = SOLVER_NOMEM;
    else if (bad->n > n_before)
        rc = SOLVER_BAD;
    if (rc == SOLVER_OK)
        sv_sha256(text, len, inst->sha256);
    else
        solver_instance_release(inst);
    return rc;
}

static void party_release(struct solver_party *p)
{
    for (int k = 0; k < p->n_members; k++)
        free(p->members[k].id);
    free(p->id);
    free(p->members);
    free(p->need_ixs);
    free(p->wishes);
    free(p->sites);
    free(p->banned_room_ixs);
}

static void texts_release(char **texts, int n)
{
    for (int i = 0; i < n; i++)
        free(texts[i]);
    free(texts);
}

void solver_instance_release(struct solver_instance *inst)
{
    for (int s = 0; s < inst->n_sites; s++) {
        free(inst->sites[s].id);
        free(inst->sites[s].name);
    }
    for (int r = 0; r < inst->n_rooms; r++) {
        free(inst->rooms[r].id);
        free(inst->rooms[r].feature_ixs);
        free(inst->rooms[r].pool_ixs);
    }
    for (int p = 0; p < inst->n_parties; p++)
        party_release(&inst->parties[p]);
    for (int k = 0; k < inst->policy.n_pools; k++)
        free(inst->policy.pools[k].id);
    texts_release(inst->features, inst->n_features);
    texts_release(inst->agencies, inst->n_agencies);
    free(inst->as_of);
    free(inst->sites);
    free(inst->rooms);
    free(inst->parties);
    free(inst->policy.pools);
    free(inst->policy.bands);
    *inst = (struct solver_instance){0};
}
