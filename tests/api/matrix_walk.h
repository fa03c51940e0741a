/* A walk over all operations, each with a proper call that a law then spoils (matrix.h). */
#ifndef API_MATRIX_WALK_H
#define API_MATRIX_WALK_H

#include "matrix.h"

static struct buf wrong;

static inline void nothing_is_wrong(void)
{
    if (wrong.len > 0)
        fail_msg("%s", wrong.data);
}

static const char *what; /* the law that is walked */

static inline void expect(const struct api_route *r, int status, int expected, const char *text)
{
    if (status != expected)
        buf_fmt(&wrong, "\n%s, %s: %d instead of %d %.200s", r->operation, what, status, expected,
                api_body(&reply));
    else if (text != NULL && strstr(api_body(&reply), text) == NULL)
        buf_fmt(&wrong, "\n%s, %s: no %s in %.200s", r->operation, what, text, api_body(&reply));
}

/* A proper call by somebody who may. */
struct proper {
    const struct api_route *route;
    enum who who;
    struct buf path, head, body;
    bool is_json; /* it takes a JSON body */
};

static inline void proper_release(struct proper *p)
{
    buf_release(&p->path);
    buf_release(&p->head);
    buf_release(&p->body);
}

/* Runs a walk over the operations that are not open to nobody alone. */
static inline void walk(const char *name, void (*law)(struct proper *p))
{
    what = name;
    for (size_t i = 0; i < API_N_ROUTES; i++) {
        const struct api_route *r = &API_ROUTES[i];
        const struct matrix_row *row = row_of(r);
        const struct thing *t = NULL;
        struct proper p = {.route = r, .who = WHO_ADMIN};
        if (row == NULL)
            continue;
        while (p.who < N_WHO && !may(row, p.who))
            p.who++;
        if (!path_make(r->pattern, OWN, &p.path, &t))
            (void)path_make(r->pattern, MISSING, &p.path, &t);
        path_add_query(json_of(r), &p.path);
        head_of(r, &p.head);
        body_of(r, row, &p.body);
        p.is_json = json_get(body_content(r), "application/json") != NULL;
        law(&p);
        proper_release(&p);
    }
    nothing_is_wrong();
}

static inline int clear(void **state)
{
    (void)state;
    buf_release(&wrong);
    return 0;
}

#endif
