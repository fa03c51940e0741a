/* The frozen snapshot read back. We wrote the text ourselves and the schema keeps it unchanged, so
 * an offence in it means a damaged database: the first one is told and nothing is guessed.
 */
#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "base/mem.h"
#include "freeze_names.h"
#include "service/freeze.h"

const char *const FREEZE_ROOM_SEX[FREEZE_N_ROOM_SEX] = {
    [SOLVER_ROOM_ANY] = "any",
    [SOLVER_ROOM_F] = "F",
    [SOLVER_ROOM_M] = "M",
    [SOLVER_ROOM_UNRESTRICTED] = "unrestricted",
};

const char *const FREEZE_ANSWER[FREEZE_N_ANSWERS] = {
    [SCORE_NO] = "no",
    [SCORE_YES] = "yes",
    [SCORE_UNKNOWN] = "unknown",
};

const char *const FREEZE_RELATION[FREEZE_N_RELATIONS] = {
    [SCORE_SELF] = "self",
    [SCORE_SPOUSE] = "spouse",
    [SCORE_CHILD] = "child",
    [SCORE_COMPANION] = "companion",
};

/* What is being read, and the first field that is not as it should be. */
struct reader {
    struct snapshot *s;
    const char *fault; /* name of the field; NULL = none yet */
};

static void note(struct reader *r, const char *key)
{
    if (r->fault == NULL)
        r->fault = key;
}

static char *text_of(struct reader *r, const struct json *object, const char *key)
{
    const struct json *j = json_get(object, key);
    if (!json_is_string(j))
        note(r, key);
    return snapshot_keep(r->s, json_text(j));
}

static int int_of(struct reader *r, const struct json *object, const char *key, int min)
{
    const struct json *j = json_get(object, key);
    if (json_is_int(j) && json_int(j) >= min && json_int(j) <= 1000000)
        return (int)json_int(j);
    note(r, key);
    return min;
}

static bool bool_of(struct reader *r, const struct json *object, const char *key)
{
    const struct json *j = json_get(object, key);
    if (!json_is_bool(j))
        note(r, key);
    return json_bool(j);
}

/* Index of one of the words, 0 where it is none of them. */
static size_t word_of(struct reader *r, const struct json *object, const char *key,
                      const char *const *words, size_t n)
{
    const struct json *j = json_get(object, key);
    for (size_t i = 0; i < n; i++)
        if (json_is_string(j) && strcmp(json_text(j), words[i]) == 0)
            return i;
    note(r, key);
    return 0;
}

static size_t site_of(struct reader *r, const struct json *object)
{
    int ix = int_of(r, object, "site_ix", 0);
    if ((size_t)ix < r->s->n_sites)
        return (size_t)ix;
    note(r, "site_ix");
    return 0;
}

static const struct json *list_of(struct reader *r, const struct json *object, const char *key,
                                  size_t *n)
{
    const struct json *j = json_get(object, key);
    if (!json_is_array(j))
        note(r, key);
    *n = json_is_array(j) ? json_len(j) : 0;
    return j;
}

static char **texts_of(struct reader *r, const struct json *object, const char *key, size_t *n)
{
    const struct json *list = list_of(r, object, key, n);
    char **texts = mem_array(*n, sizeof *texts);
    for (size_t i = 0; i < *n; i++) {
        if (!json_is_string(json_at(list, i)))
            note(r, key);
        texts[i] = snapshot_keep(r->s, json_text(json_at(list, i)));
    }
    return texts;
}

static void read_sites(struct reader *r, const struct json *root)
{
    const struct json *list = list_of(r, root, "sites", &r->s->n_sites);
    r->s->sites = mem_array(r->s->n_sites, sizeof *r->s->sites);
    for (size_t i = 0; i < r->s->n_sites; i++) {
        r->s->sites[i].id = text_of(r, json_at(list, i), "id");
        r->s->sites[i].name = text_of(r, json_at(list, i), "name");
    }
}

static void read_rooms(struct reader *r, const struct json *root)
{
    const struct json *list = list_of(r, root, "rooms", &r->s->n_rooms);
    r->s->rooms = mem_array(r->s->n_rooms, sizeof *r->s->rooms);
    for (size_t i = 0; i < r->s->n_rooms; i++) {
        const struct json *j = json_at(list, i);
        struct snapshot_room *room = &r->s->rooms[i];
        room->code = text_of(r, j, "code");
        room->site_ix = site_of(r, j);
        room->beds = int_of(r, j, "beds", 1);
        room->area_c = int_of(r, j, "area_c", 0);
        room->features = texts_of(r, j, "features", &room->n_features);
        room->sex = (enum solver_room_sex)word_of(r, j, "sex", FREEZE_ROOM_SEX, FREEZE_N_ROOM_SEX);
        room->pools = texts_of(r, j, "pools", &room->n_pools);
        room->is_usable = bool_of(r, j, "usable");
        room->closes_on = json_get(j, "closes_on") != NULL ? text_of(r, j, "closes_on") : "";
    }
}

static void read_official(struct reader *r, const struct json *j, struct score_person *p)
{
    size_t n;
    const struct json *groups = list_of(r, j, "groups", &n);
    p->moved = (enum score_answer)word_of(r, j, "moved", FREEZE_ANSWER, FREEZE_N_ANSWERS);
    p->owns_house = (enum score_answer)word_of(r, j, "owns_house", FREEZE_ANSWER, FREEZE_N_ANSWERS);
    p->road_km_t = int_of(r, j, "road_km_t", -1);
    p->coefficient_c = int_of(r, j, "coefficient_c", -1);
    for (size_t i = 0; i < n; i++) {
        unsigned g = 0;
        while (g < POLICY_N_FAMILY &&
               strcmp(policy_group_code((enum policy_group)g), json_text(json_at(groups, i))) != 0)
            g++;
        if (g == POLICY_N_FAMILY)
            note(r, "groups");
        else
            p->groups |= 1u << g;
    }
    p->agency = text_of(r, j, "agency");
    p->agency_name = text_of(r, j, "agency_name");
    p->unit_urgency = int_of(r, j, "unit_urgency", 0);
}

static void read_people(struct reader *r, const struct json *object, struct snapshot_request *q)
{
    const struct json *list = list_of(r, object, "people", &q->n_people);
    q->people = mem_array(q->n_people, sizeof *q->people);
    q->person_ids = mem_array(q->n_people, sizeof *q->person_ids);
    q->person_names = mem_array(q->n_people, sizeof *q->person_names);
    for (size_t i = 0; i < q->n_people; i++) {
        const struct json *j = json_at(list, i);
        struct score_person *p = &q->people[i];
        *p = (struct score_person){.agency = "",
                                   .agency_name = "",
                                   .born = "",
                                   .road_km_t = -1,
                                   .coefficient_c = -1,
                                   .moved = SCORE_UNKNOWN,
                                   .owns_house = SCORE_UNKNOWN};
        q->person_ids[i] = text_of(r, j, "id");
        q->person_names[i] = snapshot_keep(r->s, "");
        p->relation =
            (enum score_relation)word_of(r, j, "relation", FREEZE_RELATION, FREEZE_N_RELATIONS);
        p->sex = "MF"[word_of(r, j, "sex", (const char *const[]){"M", "F"}, 2)];
        p->is_official = bool_of(r, j, "official");
        if (p->relation == SCORE_CHILD)
            p->born = text_of(r, j, "born");
        if (p->is_official)
            read_official(r, j, p);
    }
}

static void read_wishes(struct reader *r, const struct json *object, struct snapshot_request *q)
{
    q->needs = texts_of(r, object, "needs", &q->n_needs);
    const struct json *list = list_of(r, object, "wishes", &q->n_wishes);
    q->wishes = mem_array(q->n_wishes, sizeof *q->wishes);
    for (size_t i = 0; i < q->n_wishes; i++) {
        q->wishes[i].feature = text_of(r, json_at(list, i), "feature");
        q->wishes[i].weight = int_of(r, json_at(list, i), "weight", 0);
    }
    list = list_of(r, object, "sites", &q->n_sites);
    q->sites = mem_array(q->n_sites, sizeof *q->sites);
    for (size_t i = 0; i < q->n_sites; i++) {
        q->sites[i].site_ix = site_of(r, json_at(list, i));
        q->sites[i].penalty = int_of(r, json_at(list, i), "penalty", 0);
    }
    q->other_sites_penalty = int_of(r, object, "other_sites_penalty", -1);
}

static void read_requests(struct reader *r, const struct json *root)
{
    const struct json *list = list_of(r, root, "requests", &r->s->n_requests);
    r->s->requests = mem_array(r->s->n_requests, sizeof *r->s->requests);
    for (size_t i = 0; i < r->s->n_requests; i++) {
        const struct json *j = json_at(list, i);
        struct snapshot_request *q = &r->s->requests[i];
        q->id = text_of(r, j, "id");
        q->agency = text_of(r, j, "agency");
        q->agency_name = text_of(r, j, "agency_name");
        q->wants_private = bool_of(r, j, "private");
        q->filed = text_of(r, j, "filed");
        q->n_rounds_waited = int_of(r, j, "rounds_waited", 0);
        q->state = text_of(r, j, "state");
        q->current_room = text_of(r, j, "current_room");
        q->keeps_home = json_get(j, "keeps_home") != NULL && bool_of(r, j, "keeps_home");
        read_wishes(r, j, q);
        read_people(r, j, q);
    }
}

int freeze_read(struct snapshot *s, const char *text, size_t len, struct err *e)
{
    *s = (struct snapshot){0};
    struct json *root = json_parse(text, len, NULL);
    struct reader r = {.s = s};
    if (strcmp(json_text(json_get(root, "format")), "quarters.snapshot/1") != 0)
        note(&r, "format");
    else {
        s->is_confirmed_only = bool_of(&r, root, "confirmed_only");
        read_sites(&r, root);
        read_rooms(&r, root);
        read_requests(&r, root);
    }
    json_free(root);
    if (r.fault == NULL)
        return ERR_OK;
    snapshot_release(s);
    return err_set(e, ERR_DATA,
                   "dữ liệu đã chốt của đợt không đọc được ở %s; hãy khôi phục bản sao lưu",
                   "the frozen data of the round cannot be read at %s; restore a backup", r.fault);
}
