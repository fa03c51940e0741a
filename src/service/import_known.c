/* What the store knows before an import, and who of the file is in it. People are told apart by
 * citizen id alone, through its keyed hash: names repeat.
 */
#include "import_parts.h"

#include "base/buf.h"
#include "base/mem.h"
#include "store/register.h"

#include <stdlib.h>
#include <string.h>

static const char *const ENDED[] = {"refused", "declined", "expired", "ended", "withdrawn"};

static bool is_live(const struct store_request *r)
{
    for (size_t i = 0; i < sizeof ENDED / sizeof *ENDED; i++)
        if (strcmp(r->state, ENDED[i]) == 0)
            return false;
    return true;
}

/* Officials come ascending by id. */
static size_t official_ix(const struct import *im, int64_t id)
{
    size_t low = 0;
    size_t high = im->officials.n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (im->officials.items[middle].id < id)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static void make_keys(struct import *im)
{
    im->agency_keys = mem_array(im->agencies.n, sizeof *im->agency_keys);
    for (size_t a = 0; a < im->agencies.n; a++) {
        const struct store_agency *agency = &im->agencies.items[a];
        struct import_parts aliases;
        struct buf keys = {0};
        import_split(agency->aliases, ";", &aliases);
        for (size_t i = 0; i < aliases.n + 2; i++) {
            char *key = import_key(i == 0   ? agency->code
                                   : i == 1 ? agency->name
                                            : aliases.items[i - 2]);
            buf_fmt(&keys, "|%s", key);
            free(key);
        }
        buf_char(&keys, '|');
        im->agency_keys[a] = buf_take(&keys);
        import_parts_release(&aliases);
    }
    im->commune_keys = mem_array(im->communes.n, sizeof *im->commune_keys);
    for (size_t c = 0; c < im->communes.n; c++)
        im->commune_keys[c] = import_key(im->communes.items[c].name);
}

/* An index with the text it is sorted by. */
struct indexed {
    const char *text;
    size_t ix;
};

static int compare_indexed(const void *a, const void *b)
{
    const struct indexed *x = a;
    const struct indexed *y = b;
    int c = strcmp(x->text, y->text);
    return c != 0 ? c : (x->ix > y->ix) - (x->ix < y->ix);
}

static void make_indexes(struct import *im)
{
    struct indexed *sorted = mem_array(im->officials.n, sizeof *sorted);
    for (size_t i = 0; i < im->officials.n; i++)
        sorted[i] = (struct indexed){im->officials.items[i].lookup, i};
    if (im->officials.n > 0)
        qsort(sorted, im->officials.n, sizeof *sorted, compare_indexed);
    im->by_lookup = mem_array(im->officials.n, sizeof *im->by_lookup);
    im->request_of = mem_array(im->officials.n, sizeof *im->request_of);
    for (size_t i = 0; i < im->officials.n; i++) {
        im->by_lookup[i] = sorted[i].ix;
        im->request_of[i] = im->requests.n;
    }
    free(sorted);
    for (size_t r = 0; r < im->requests.n; r++) {
        const struct store_request *request = &im->requests.items[r];
        for (size_t m = 0; m < request->n_members && is_live(request); m++) {
            const struct store_member *member = &request->members[m];
            const size_t o = official_ix(im, member->official_id);
            const bool is_in = m == 0 || member->consent[0] != '\0'; /* not merely named */
            if (is_in && o < im->officials.n && im->officials.items[o].id == member->official_id)
                im->request_of[o] = r;
        }
    }
}

int import_load(struct import *im, struct err *e)
{
    int rc = store_site_list(im->store, &im->sites, e);
    rc = rc != ERR_OK ? rc : store_room_list(im->store, &im->rooms, e);
    rc = rc != ERR_OK ? rc : store_agency_list(im->store, &im->agencies, e);
    rc = rc != ERR_OK ? rc : store_commune_list(im->store, &im->communes, e);
    const struct store_scope all = {.sees = STORE_SEES_ALL};
    const struct store_scope *scope = im->scope != NULL ? im->scope : &all;
    rc = rc != ERR_OK ? rc : store_agency_list_seen(im->store, scope, &im->own, e);
    if (im->scope == NULL) {
        rc = rc != ERR_OK ? rc : store_official_list(im->store, &im->officials, e);
        rc = rc != ERR_OK ? rc : store_request_list(im->store, &im->requests, e);
    } else {
        rc = rc != ERR_OK ? rc : store_official_list_seen(im->store, scope, &im->officials, e);
        rc = rc != ERR_OK ? rc : store_request_list_seen(im->store, scope, &im->requests, e);
    }
    if (rc == ERR_OK) {
        make_keys(im);
        make_indexes(im);
    }
    return rc;
}

void import_unload(struct import *im)
{
    for (size_t a = 0; a < im->agencies.n && im->agency_keys != NULL; a++)
        free(im->agency_keys[a]);
    for (size_t c = 0; c < im->communes.n && im->commune_keys != NULL; c++)
        free(im->commune_keys[c]);
    free(im->agency_keys);
    free(im->commune_keys);
    free(im->by_lookup);
    free(im->request_of);
    store_sites_release(&im->sites);
    store_rooms_release(&im->rooms);
    store_agencies_release(&im->agencies);
    store_communes_release(&im->communes);
    store_officials_release(&im->officials);
    store_requests_release(&im->requests);
    store_agencies_release(&im->own);
}

bool import_is_own(const struct import *im, int64_t agency_id)
{
    for (size_t i = 0; i < im->own.n; i++)
        if (im->own.items[i].id == agency_id)
            return true;
    return false;
}

static size_t stored_official(const struct import *im, const char *lookup)
{
    size_t low = 0;
    size_t high = im->officials.n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int c = strcmp(im->officials.items[im->by_lookup[middle]].lookup, lookup);
        if (c == 0)
            return im->by_lookup[middle];
        if (c < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return im->officials.n;
}

static void say_double(struct import *im, const struct import_person *p,
                       const struct import_person *other)
{
    char mask[13];
    import_mask(p->official.citizen_id, mask);
    import_say(im, p->line_ix, FIELD_CITIZEN_ID, IMPORT_ERROR,
               "số CCCD %s cũng ở dòng %d; mỗi người chỉ một dòng",
               "the citizen id %s stands in row %d, too; one row per person", mask,
               im->lines[other->line_ix].number);
}

static void find_doubles(struct import *im)
{
    size_t n = 0;
    struct indexed *sorted = mem_array(im->n_people, sizeof *sorted);
    for (size_t i = 0; i < im->n_people; i++)
        if (im->people[i].official.lookup != NULL)
            sorted[n++] = (struct indexed){im->people[i].official.lookup, i};
    if (n > 0)
        qsort(sorted, n, sizeof *sorted, compare_indexed);
    for (size_t i = 1; i < n; i++) {
        if (strcmp(sorted[i].text, sorted[i - 1].text) != 0)
            continue;
        say_double(im, &im->people[sorted[i].ix], &im->people[sorted[i - 1].ix]);
        if (i == 1 || strcmp(sorted[i - 1].text, sorted[i - 2].text) != 0)
            say_double(im, &im->people[sorted[i - 1].ix], &im->people[sorted[i].ix]);
    }
    free(sorted);
}

/* One name and one birth date in two rows: one person with two ids, or a slip of the pen. */
static void find_namesakes(struct import *im)
{
    size_t n = 0;
    struct indexed *sorted = mem_array(im->n_people, sizeof *sorted);
    char **keys = mem_array(im->n_people, sizeof *keys);
    for (size_t i = 0; i < im->n_people; i++) {
        const struct store_official *o = &im->people[i].official;
        struct buf key = {0};
        if (o->lookup == NULL || strlen(o->born) != 10)
            continue;
        char *name = import_key(o->name);
        buf_fmt(&key, "%s|%s", name, o->born);
        free(name);
        keys[n] = buf_take(&key);
        sorted[n] = (struct indexed){keys[n], i};
        n++;
    }
    if (n > 0)
        qsort(sorted, n, sizeof *sorted, compare_indexed);
    for (size_t i = 1; i < n; i++) {
        const struct import_person *p = &im->people[sorted[i].ix];
        const struct import_person *other = &im->people[sorted[i - 1].ix];
        if (strcmp(sorted[i].text, sorted[i - 1].text) == 0 &&
            strcmp(p->official.lookup, other->official.lookup) != 0)
            import_say(im, p->line_ix, FIELD_NAME, IMPORT_WARNING,
                       "cùng họ tên và ngày sinh với dòng %d; nếu là một người hãy bỏ một dòng",
                       "same name and birth date as row %d; if it is one person, drop one row",
                       im->lines[other->line_ix].number);
    }
    for (size_t i = 0; i < n; i++)
        free(keys[i]);
    free(keys);
    free(sorted);
}

/* Somebody whom the list's owner may not see: that there is such a person cannot be hidden, for
 * nobody is in the register twice; all else is. */
static int find_stranger(struct import *im, const struct import_person *p, struct err *e)
{
    int64_t id = 0;
    if (im->scope == NULL || p->stored_ix < im->officials.n)
        return ERR_OK;
    int rc = store_official_id_of_lookup(im->store, p->official.lookup, &id, e);
    if (rc == ERR_OK && id != 0)
        import_say(im, p->line_ix, FIELD_CITIZEN_ID, IMPORT_ERROR,
                   "số CCCD này đã có trong hệ thống; nếu người này mới chuyển về, hãy báo Văn "
                   "phòng UBND tỉnh",
                   "this citizen id is in the register; where the person has just moved to you, "
                   "tell the Office of the People's Committee");
    return rc;
}

int import_match(struct import *im, struct err *e)
{
    for (size_t i = 0; i < im->n_people; i++) {
        struct import_person *p = &im->people[i];
        char lookup[65];
        p->stored_ix = im->officials.n;
        if (!p->is_official || p->official.citizen_id == NULL)
            continue;
        int rc = store_official_lookup(im->store, p->official.citizen_id, lookup, e);
        if (rc != ERR_OK)
            return rc;
        p->official.lookup = mem_dup(lookup);
        p->stored_ix = stored_official(im, lookup);
        rc = find_stranger(im, p, e);
        if (rc != ERR_OK)
            return rc;
    }
    find_doubles(im);
    find_namesakes(im);
    return ERR_OK;
}

bool import_text_differs(char **text, const char *stored)
{
    if ((*text)[0] == '\0' && stored[0] != '\0') {
        free(*text);
        *text = mem_dup(stored);
    }
    return strcmp(*text, stored) != 0;
}

bool import_int_differs(int *value, int stored)
{
    *value = *value == -1 ? stored : *value;
    return *value != stored;
}
