/* What is done with a party's stays: in, out, to another room, for a while and back. Each answers
 * with the stay that it began or ended. */
#include "routes.h"

#include "base/clock.h"
#include "service/stay.h"
#include "stays.h"

/* The stay of that kind that was begun or ended, unless what came before failed (`rc`). */
static int answer(struct api_call *c, struct store *s, const char *kind, int rc, struct err *e)
{
    struct store_stay stay = {0};
    if (rc == ERR_OK)
        rc = store_stay_last(s, c->path[0], kind, &stay, e);
    if (rc == ERR_OK) {
        api_location(c, "/api/v1/stays/%s", stay.code);
        api_write_stay(&c->reply->body, &stay);
        buf_char(&c->reply->body, '\n');
    }
    store_stay_release(&stay);
    return rc;
}

/* A text of the body; "" where it is not there, or null. */
static const char *text(const struct api_call *c, const char *name)
{
    return json_text(json_get(c->body, name));
}

int api_post_move_in(struct api_call *c, struct store *s, struct err *e)
{
    char today[11];
    clock_today(today);
    int rc =
        stay_move_in(s, &c->who, c->path[0], c->if_match, text(c, "from_day"), today, &c->bad, e);
    return answer(c, s, "own", rc, e);
}

int api_post_move_out(struct api_call *c, struct store *s, struct err *e)
{
    char today[11];
    clock_today(today);
    int rc = stay_move_out(s, &c->who, c->path[0], c->if_match, text(c, "to_day"), today,
                           clock_now_s(), &c->bad, e);
    return answer(c, s, "own", rc, e);
}

int api_post_transfer(struct api_call *c, struct store *s, struct err *e)
{
    char today[11];
    clock_today(today);
    int rc = stay_transfer(s, &c->who, c->path[0], c->if_match, text(c, "room"), text(c, "day"),
                           today, clock_now_s(), &c->bad, e);
    return answer(c, s, "own", rc, e);
}

int api_post_exchange(struct api_call *c, struct store *s, struct err *e)
{
    char today[11];
    clock_today(today);
    int rc = stay_exchange(s, &c->who, c->path[0], c->if_match, text(c, "request"), text(c, "day"),
                           today, &c->bad, e);
    return answer(c, s, "own", rc, e);
}

int api_post_temporary_room(struct api_call *c, struct store *s, struct err *e)
{
    char today[11];
    clock_today(today);
    int rc = stay_lodge(s, &c->who, c->path[0], c->if_match, text(c, "room"), text(c, "from_day"),
                        text(c, "return_day"), today, &c->bad, e);
    return answer(c, s, "temporary", rc, e);
}

int api_post_return(struct api_call *c, struct store *s, struct err *e)
{
    char today[11];
    clock_today(today);
    int rc = stay_return(s, &c->who, c->path[0], c->if_match, text(c, "to_day"), today,
                         clock_now_s(), &c->bad, e);
    return answer(c, s, "temporary", rc, e);
}
