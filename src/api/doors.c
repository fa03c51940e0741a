/* Door cards: printed and renewed by the house; what anybody at the door does with one. */
#include "routes.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "inside.h"
#include "photos.h"
#include "repairs.h"
#include "service/door.h"
#include "store/setting.h"

/* ---- of the house ---- */

struct cards_job {
    struct api_call *call;
    struct store_door_cards cards;
    bool is_demo;
};

static int make_cards(void *ctx, struct store *s, struct err *e)
{
    struct cards_job *job = ctx;
    struct api_call *c = job->call;
    char *demo = NULL;
    int rc = store_setting_get(s, STORE_SETTING_DEMO, &demo, e);
    job->is_demo = rc == ERR_OK && demo[0] != '\0';
    free(demo);
    return rc != ERR_OK
               ? rc
               : door_cards(s, &c->who, api_query(c, "site"), clock_now_s(), &job->cards, e);
}

int api_post_door_cards(struct api_call *c, struct store *s, struct err *e)
{
    struct cards_job job = {.call = c};
    struct paper paper = {0};
    const char *url = c->api->config.public_url;
    (void)s;
    if (api_accept(c, 1 << API_PDF) < 0)
        return ERR_INPUT;
    int rc = api_write(c, make_cards, &job, e);
    if (rc == ERR_OK) {
        door_cards_paper(&job.cards, url == NULL ? "http://127.0.0.1:8080" : url, job.is_demo,
                         &paper);
        rc = api_pdf(c, "door-cards", &paper, e);
    }
    paper_release(&paper);
    store_door_cards_release(&job.cards);
    return rc;
}

int api_post_room_door_card(struct api_call *c, struct store *s, struct err *e)
{
    return door_card_renew(s, &c->who, c->path[0], clock_now_s(), e);
}

/* ---- at the door ---- */

int api_get_door(struct api_call *c, struct store *s, struct err *e)
{
    struct door_view v = {0};
    struct buf *out = &c->reply->body;
    int rc = door_get(s, c->path[0], clock_now_s(), &v, e);
    if (rc == ERR_OK) {
        buf_str(out, "{\"room\":");
        buf_json(out, v.card.room);
        buf_str(out, ",\"site\":");
        buf_json(out, v.card.site);
        buf_str(out, ",\"site_name\":");
        buf_json(out, v.card.site_name);
        buf_str(out, ",\"block\":");
        buf_json(out, v.card.block);
        buf_fmt(out, v.card.floor < 0 ? ",\"floor\":null" : ",\"floor\":%d", v.card.floor);
        buf_str(out, ",\n\"repairs\":[");
        for (size_t i = 0; i < v.repairs.n; i++) {
            buf_str(out, i > 0 ? ",\n" : "\n");
            api_write_repair(out, &v.repairs.items[i]);
        }
        buf_str(out, "]}\n");
    }
    door_view_release(&v);
    return rc;
}

int api_post_door_repair(struct api_call *c, struct store *s, struct err *e)
{
    struct repair_new n = {.category = json_text(json_get(c->body, "category")),
                           .answers = json_get(c->body, "answers"),
                           .description = json_text(json_get(c->body, "description")),
                           .contact = json_text(json_get(c->body, "contact"))};
    struct repair_view v = {0};
    int rc = door_report(s, c->path[0], &n, clock_now_s(), &v, &c->bad, e);
    if (rc == ERR_OK)
        api_write_repair_view(&c->reply->body, &v);
    repair_view_release(&v);
    return rc;
}

struct photo_job {
    struct api_call *call;
    struct api_photo sent;
};

static int look(void *ctx, struct store *s, struct err *e)
{
    const struct api_call *c = ctx;
    return door_may_photo(s, c->path[0], c->path[1], clock_now_s(), e);
}

static int keep(void *ctx, struct store *s, struct err *e)
{
    struct photo_job *job = ctx;
    struct api_call *c = job->call;
    struct store_photo photo = {0};
    int rc = door_photo(s, c->path[0], c->path[1], &job->sent.photo, clock_now_s(), &photo, e);
    if (rc == ERR_OK) {
        api_write_photo(&c->reply->body, &photo);
        buf_char(&c->reply->body, '\n');
    }
    store_photo_release(&photo);
    return rc;
}

/* The card and what it has sent are looked at first: making a picture anew costs a tenth of a
 * second. */
int api_post_door_photo(struct api_call *c, struct store *s, struct err *e)
{
    struct photo_job job = {.call = c};
    (void)s;
    int rc = api_read(c, look, c, e);
    rc = rc != ERR_OK ? rc : api_photo_read(c, &job.sent, e);
    rc = rc != ERR_OK ? rc : api_write(c, keep, &job, e);
    api_photo_release(&job.sent);
    return rc;
}
