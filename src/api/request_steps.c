/* Steps of a request: submission, confirmation, withdrawal; the word of who is named in it. */
#include "routes.h"

#include <stdlib.h>

#include "base/clock.h"
#include "register.h"

int api_post_submission(struct api_call *c, struct store *s, struct err *e)
{
    char today[11];
    clock_today(today);
    int rc = registration_submit(s, &c->who, c->path[0], c->if_match, today, e);
    return api_answer_request(c, s, c->path[0], rc, e);
}

int api_post_withdrawal(struct api_call *c, struct store *s, struct err *e)
{
    int rc = registration_withdraw(s, &c->who, c->path[0], c->if_match, e);
    return api_answer_request(c, s, c->path[0], rc, e);
}

int api_post_confirmation(struct api_call *c, struct store *s, struct err *e)
{
    struct registration_papers papers;
    struct registration_paper *items = api_read_papers(c->body, &papers);
    char today[11];
    clock_today(today);
    int rc = registration_confirm(s, &c->who, c->path[0], c->if_match, &papers, today,
                                  clock_now_s(), &c->bad, e);
    free(items);
    return api_answer_request(c, s, c->path[0], rc, e);
}

int api_post_consent(struct api_call *c, struct store *s, struct err *e)
{
    const struct json *official = json_get(c->body, "official");
    return registration_consent(s, &c->who, c->path[0], c->if_match,
                                official == NULL ? NULL : json_text(official),
                                json_bool(json_get(c->body, "agrees")), e);
}
