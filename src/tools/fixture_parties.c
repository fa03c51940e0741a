/* The parties of the register: 1,150 requests of 1,240 people who need a bed.
 *
 * How many of each kind there are is fixed here, so that the sums hold for every seed; who they are
 * is drawn. Children below six stand in their request but take no bed and are not counted.
 */
#include "fixture_parties.h"

#include <stdlib.h>
#include <string.h>

static const struct {
    enum fixture_kind kind;
    int n;
} KINDS[] = {
    {FIXTURE_COUPLE, 22},      {FIXTURE_WITH_SPOUSE, 14},  {FIXTURE_WITH_CHILD, 8},
    {FIXTURE_FAMILY, 6},       {FIXTURE_WITH_INFANT, 6},   {FIXTURE_COUPLE_INFANT, 6},
    {FIXTURE_TWO_FRIENDS, 20}, {FIXTURE_THREE_FRIENDS, 4},
};

enum { N_HEADS = 12, N_DEPUTIES = 58 };

/* Husband and wife live in one house. */
static void share_home(struct fixture_person *p, const struct fixture_person *with)
{
    p->commune = with->commune;
    p->road_km_t = with->road_km_t;
    p->owns_house = with->owns_house;
    p->moved = with->moved;
}

static struct fixture_member *add_member(struct fixture_party *p, enum fixture_relation relation)
{
    struct fixture_member *m = &p->members[p->n_members++];
    m->relation = relation;
    m->is_official = relation == FIXTURE_SELF || relation == FIXTURE_COMPANION;
    return m;
}

/* The spouse is of the other sex and within some years. */
static void add_spouse(struct fixture_party *p, struct fixture_rng *r, struct fixture_used *u,
                       bool is_official)
{
    struct fixture_person *self = &p->members[0].person;
    struct fixture_member *m = add_member(p, FIXTURE_SPOUSE);
    char sex = self->sex == 'M' ? 'F' : 'M';
    m->is_official = is_official;
    if (is_official) {
        /* half of the couples work in the same agency */
        size_t agency = fixture_chance(r, 500) ? self->agency : fixture_draw_agency(r);
        fixture_person_make(&m->person, r, NULL, FIXTURE_STAFF, agency, sex);
    }
    m->person.sex = sex;
    fixture_name(m->person.name, r, sex, NULL);
    fixture_born(&m->person, r,
                 self->born_year + (sex == 'F' ? 1 : -1) * fixture_between(r, -1, 4));
    share_home(&m->person, self);
    m->person.groups[0] = '\0';
    if (is_official) {
        fixture_identify(&m->person, r, u);
        fixture_group_add(&m->person, "vợ chồng cùng điều động");
        fixture_group_add(self, "vợ chồng cùng điều động");
    }
}

/* A child bears its father's family name; where only the mother is there, hers. */
static void add_child(struct fixture_party *p, struct fixture_rng *r, int from, int to)
{
    const struct fixture_person *father = &p->members[0].person;
    if (father->sex == 'F' && p->n_members > 1)
        father = &p->members[1].person;
    struct fixture_member *m = add_member(p, FIXTURE_CHILD);
    char family[24];
    fixture_family_of(family, father->name);
    m->person.sex = fixture_chance(r, 520) ? 'M' : 'F';
    fixture_name(m->person.name, r, m->person.sex, family);
    fixture_born(&m->person, r, fixture_between(r, from, to));
    if (m->person.born_year == FIXTURE_YEAR)
        m->person.born_month = fixture_between(r, 1, 6);
}

static void add_group_once(struct fixture_person *p, const char *group)
{
    if (strstr(p->groups, group) == NULL)
        fixture_group_add(p, group);
}

static void add_friends(struct fixture_party *p, struct fixture_rng *r, struct fixture_used *u,
                        int n)
{
    const struct fixture_person *self = &p->members[0].person;
    for (int i = 0; i < n; i++) {
        struct fixture_member *m = add_member(p, FIXTURE_COMPANION);
        size_t agency = fixture_chance(r, 750) ? self->agency : fixture_draw_agency(r);
        fixture_person_make(&m->person, r, u, FIXTURE_STAFF, agency, self->sex);
    }
}

static void add_infant(struct fixture_party *p, struct fixture_rng *r)
{
    add_child(p, r, 2020, FIXTURE_YEAR);
    const struct fixture_person *child = &p->members[p->n_members - 1].person;
    if (12 * child->born_year + child->born_month <= 12 * (FIXTURE_YEAR - 3) + 7)
        return;
    for (int i = 0; i < p->n_members; i++)
        if (p->members[i].is_official)
            add_group_once(&p->members[i].person, "con dưới 36 tháng");
}

static void fill(struct fixture_party *p, struct fixture_rng *r, struct fixture_used *u)
{
    struct fixture_person *self = &p->members[0].person;
    switch (p->kind) {
    case FIXTURE_ALONE:
        return;
    case FIXTURE_COUPLE:
        add_spouse(p, r, u, true);
        return;
    case FIXTURE_WITH_SPOUSE:
        add_spouse(p, r, u, false);
        return;
    case FIXTURE_WITH_CHILD:
        add_child(p, r, 2010, 2018);
        add_group_once(self, "đơn thân");
        return;
    case FIXTURE_FAMILY:
        add_spouse(p, r, u, false);
        add_child(p, r, 2010, 2018);
        return;
    case FIXTURE_WITH_INFANT:
        add_infant(p, r);
        return;
    case FIXTURE_COUPLE_INFANT:
        add_spouse(p, r, u, true);
        add_infant(p, r);
        return;
    case FIXTURE_TWO_FRIENDS:
        add_friends(p, r, u, 1);
        return;
    case FIXTURE_THREE_FRIENDS:
        add_friends(p, r, u, 2);
        return;
    }
}

/* Parents of small children, and couples, are not near retirement. */
static bool has_fitting_age(enum fixture_kind kind, int born_year)
{
    int age = FIXTURE_YEAR - born_year;
    bool has_infant = kind == FIXTURE_WITH_INFANT || kind == FIXTURE_COUPLE_INFANT;
    bool has_child = kind == FIXTURE_WITH_CHILD || kind == FIXTURE_FAMILY;
    return (!has_infant || (age >= 26 && age <= 40)) && (!has_child || (age >= 33 && age <= 50));
}

static void make_party(struct fixture_party *p, struct fixture_rng *r, struct fixture_used *u,
                       enum fixture_kind kind)
{
    char sex = kind == FIXTURE_WITH_INFANT || kind == FIXTURE_WITH_CHILD ? 'F' : 0;
    enum fixture_rank rank = FIXTURE_STAFF;
    if (kind == FIXTURE_ALONE && fixture_chance(r, 85))
        rank = FIXTURE_OFFICE_HEAD;
    else if (kind == FIXTURE_ALONE && fixture_chance(r, 130))
        rank = FIXTURE_OFFICE_DEPUTY;
    p->kind = kind;
    p->rank = rank;
    struct fixture_member *self = add_member(p, FIXTURE_SELF);
    do
        fixture_person_make(&self->person, r, u, rank, fixture_draw_agency(r), sex);
    while (!has_fitting_age(kind, self->person.born_year));
    fill(p, r, u);
}

static void make_leader(struct fixture_party *p, struct fixture_rng *r, struct fixture_used *u,
                        enum fixture_rank rank, size_t agency)
{
    p->kind = FIXTURE_ALONE;
    p->rank = rank;
    fixture_person_make(&add_member(p, FIXTURE_SELF)->person, r, u, rank, agency, 0);
}

struct fixture_party *fixture_parties_make(struct fixture_rng *r, struct fixture_used *u)
{
    struct fixture_party *parties = calloc(FIXTURE_N_PARTIES, sizeof *parties);
    if (parties == NULL)
        abort();
    size_t n = 0;
    /* one head in every second body came from old Thái Bình; deputies in all of them */
    for (size_t i = 0; i < N_HEADS; i++)
        make_leader(&parties[n++], r, u, FIXTURE_HEAD, (2 * i + 1) % FIXTURE_N_AGENCIES);
    for (size_t i = 0; i < N_DEPUTIES; i++)
        make_leader(&parties[n++], r, u, FIXTURE_DEPUTY, i % FIXTURE_N_AGENCIES);
    for (size_t k = 0; k < sizeof KINDS / sizeof *KINDS; k++)
        for (int i = 0; i < KINDS[k].n; i++)
            make_party(&parties[n++], r, u, KINDS[k].kind);
    while (n < FIXTURE_N_PARTIES)
        make_party(&parties[n++], r, u, FIXTURE_ALONE);
    return parties;
}
