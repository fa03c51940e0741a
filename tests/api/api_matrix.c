/* T14, who may do what: roles × routes × relations, against what matrix_rows.h declares.
 *
 * Every cell is asked over a socket: each role, logged in, each route, with a thing that is its
 * own, of its agency, of another agency, that is not there, and that cannot be. What one may not
 * see answers as what is not there, byte for byte. A route without a row fails. */
#include "matrix.h"

static struct buf wrong;

static void nothing_is_wrong(void)
{
    if (wrong.len > 0)
        fail_msg("%s", wrong.data);
}

/* The roles of a row, as the route table has them. */
static unsigned roles_of(const struct matrix_row *row)
{
    static const unsigned bits[N_WHO] = {
        [WHO_ADMIN] = API_ADMIN,         [WHO_PLANNER] = API_PLANNER,
        [WHO_REGISTRAR] = API_REGISTRAR, [WHO_OFFICE] = API_REGISTRAR,
        [WHO_OFFICIAL] = API_OFFICIAL,   [WHO_MAINTENANCE] = API_MAINTENANCE,
        [WHO_AUDITOR] = API_AUDITOR};
    unsigned roles = row->who[0] == '*' ? API_ANYONE : 0;
    for (int w = WHO_ADMIN; w < N_WHO && roles != API_ANYONE; w++)
        if (may(row, (enum who)w) || may_only_look(row, (enum who)w))
            roles |= bits[w];
    return roles;
}

static void t_each_route_has_a_row_and_each_row_a_route(void **state)
{
    (void)state;
    for (size_t r = 0; r < API_N_ROUTES; r++)
        if (API_ROUTES[r].operation != NULL && row_of(&API_ROUTES[r]) == NULL)
            buf_fmt(&wrong, "\n%s has no row in matrix_rows.h", API_ROUTES[r].operation);
        else if (API_ROUTES[r].operation != NULL &&
                 roles_of(row_of(&API_ROUTES[r])) != API_ROUTES[r].roles)
            buf_fmt(&wrong, "\n%s: other roles in routes.c", API_ROUTES[r].operation);
    for (size_t i = 0; i < N_MATRIX; i++) {
        size_t n = 0;
        for (size_t r = 0; r < API_N_ROUTES; r++)
            n += API_ROUTES[r].operation != NULL && row_of(&API_ROUTES[r]) == &MATRIX[i];
        if (n != 1)
            buf_fmt(&wrong, "\nthe row %s has %zu routes", MATRIX[i].operation, n);
    }
    nothing_is_wrong();
}

/* Whether a role may do something else with the same path. */
static bool knows_path(const struct api_route *route, enum who who)
{
    for (size_t r = 0; r < API_N_ROUTES; r++) {
        const struct matrix_row *row = row_of(&API_ROUTES[r]);
        if (row != NULL && strcmp(API_ROUTES[r].pattern, route->pattern) == 0 && may(row, who))
            return true;
    }
    return false;
}

/* The status for one who may not, or not with what it does not see. */
static int refusal(const struct api_route *r, const struct matrix_row *row, enum who who,
                   bool is_seen)
{
    if (may(row, who))
        return 404;
    if (may_only_look(row, who))
        return is_seen ? 403 : 404;
    if (who == WHO_NOBODY)
        return 401;
    return knows_path(r, who) ? 403 : 404;
}

static bool is_in(const char *statuses, int status)
{
    char word[16];
    snprintf(word, sizeof word, "%d", status);
    return strstr(statuses, word) != NULL;
}

/* Replies without what differs by each: the id of the request. */
static void take_plain(char out[512])
{
    snprintf(out, 512, "%s", api_body(&reply));
    char *id = strstr(out, "\"request_id\":\"");
    if (id != NULL)
        memset(id + 14, '0', strcspn(id + 14, "\""));
}

static char nothing_there[512]; /* what the server says of what is not there */

static void ask_cell(const struct api_route *r, const struct matrix_row *row, enum who who,
                     enum relation relation)
{
    struct buf path = {0}, head = {0}, body = {0};
    const struct thing *t = NULL;
    char plain[512];
    if (!path_make(r->pattern, relation, &path, &t) ||
        (relation != OWN && (t == NULL || (!t->is_of_people && relation < MISSING))))
        goto done;
    path_add_query(json_of(r), &path);
    head_of(r, &head);
    body_of(r, row, &body);
    const int status = call(r, who, path.data, head.data, body.data);
    const bool is_let_in = may(row, who);
    const bool is_right = is_let_in && sees(who, t, relation)
                              ? is_in(row->seen, status)
                              : status == refusal(r, row, who, sees(who, t, relation));
    take_plain(plain);
    if (!is_right)
        buf_fmt(&wrong, "\n%s as %c, %s: %d %.120s", r->operation, WHO_LETTERS[who],
                RELATIONS[relation], status, api_body(&reply));
    else if (status == 404 && !is_in(row->seen, 404) && strcmp(plain, nothing_there) != 0)
        buf_fmt(&wrong, "\n%s as %c, %s: another 404: %s", r->operation, WHO_LETTERS[who],
                RELATIONS[relation], plain);
done:
    buf_release(&path);
    buf_release(&head);
    buf_release(&body);
}

static void t_every_cell_is_as_declared(void **state)
{
    (void)state;
    assert_int_equal(api_ask(&server, "GET", "/api/v1/nothing", "", NULL, &reply), 404);
    take_plain(nothing_there);
    for (size_t r = 0; r < API_N_ROUTES; r++) {
        const struct matrix_row *row = row_of(&API_ROUTES[r]);
        for (int w = 0; row != NULL && w < N_WHO; w++)
            for (int relation = 0; relation < N_RELATIONS; relation++)
                ask_cell(&API_ROUTES[r], row, (enum who)w, (enum relation)relation);
    }
    nothing_is_wrong();
}

static int clear(void **state)
{
    (void)state;
    buf_release(&wrong);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(t_each_route_has_a_row_and_each_row_a_route, clear),
        cmocka_unit_test_setup(t_every_cell_is_as_declared, clear),
    };
    house_begin();
    const int rc = cmocka_run_group_tests(tests, NULL, NULL);
    buf_release(&wrong);
    house_end();
    return rc;
}
