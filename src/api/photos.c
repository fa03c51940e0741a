/* Photos of repairs: sent, listed, shown. */
#include "photos.h"

#include <stddef.h>
#include <string.h>

#include "base/clock.h"
#include "base/image.h"
#include "fields.h"
#include "inside.h"
#include "routes.h"

void api_write_photo(struct buf *out, const struct store_photo *p)
{
    static const struct api_field fields[] = {
        {"code", FIELD_TEXT, offsetof(struct store_photo, code)},
        {"kind", FIELD_TEXT, offsetof(struct store_photo, kind)},
        {"at", FIELD_INSTANT, offsetof(struct store_photo, at)},
        {"width", FIELD_INT, offsetof(struct store_photo, width)},
        {"height", FIELD_INT, offsetof(struct store_photo, height)},
    };
    buf_char(out, '{');
    api_write_fields(out, fields, sizeof fields / sizeof *fields, p);
    buf_char(out, '}');
}

static bool is_picture(const char *type)
{
    return type != NULL && (strcmp(type, "image/jpeg") == 0 || strcmp(type, "image/png") == 0);
}

int api_photo_read(struct api_call *c, struct api_photo *out, struct err *e)
{
    *out = (struct api_photo){0};
    if (!is_picture(c->request->field[HTTP_CONTENT_TYPE])) {
        c->status = 415;
        return ERR_INPUT;
    }
    int rc = image_clean(c->api->config.program, c->request->body, c->request->n_body, &out->jpeg,
                         &out->photo.width, &out->photo.height, e);
    if (rc == ERR_INPUT)
        api_bad(c, "", e->vi, e->en);
    out->photo.kind = api_query(c, "kind");
    out->photo.jpeg = out->jpeg.data;
    out->photo.n = out->jpeg.len;
    return rc;
}

void api_photo_release(struct api_photo *p)
{
    buf_release(&p->jpeg);
    *p = (struct api_photo){0};
}

struct photo_job {
    struct api_call *call;
    struct api_photo sent;
};

static int keep(void *ctx, struct store *s, struct err *e)
{
    struct photo_job *job = ctx;
    struct api_call *c = job->call;
    struct store_photo photo = {0};
    int rc = photo_add(s, &c->who, c->path[0], &job->sent.photo, clock_now_s(), &photo, e);
    if (rc == ERR_OK) {
        api_location(c, "/api/v1/repairs/%s/photos/%s", c->path[0], photo.code);
        api_write_photo(&c->reply->body, &photo);
        buf_char(&c->reply->body, '\n');
    }
    store_photo_release(&photo);
    return rc;
}

static int look(void *ctx, struct store *s, struct err *e)
{
    const struct api_call *c = ctx;
    return photo_may_add(s, &c->who, c->path[0], api_query(c, "kind"), clock_now_s(), e);
}

/* The repair is looked at first: making a picture anew costs a tenth of a second. */
int api_post_repair_photo(struct api_call *c, struct store *s, struct err *e)
{
    struct photo_job job = {.call = c};
    (void)s;
    int rc = api_read(c, look, c, e);
    rc = rc != ERR_OK ? rc : api_photo_read(c, &job.sent, e);
    rc = rc != ERR_OK ? rc : api_write(c, keep, &job, e);
    api_photo_release(&job.sent);
    return rc;
}

int api_list_repair_photos(struct api_call *c, struct store *s, struct err *e)
{
    struct store_photos photos = {0};
    struct buf *out = &c->reply->body;
    int rc = photo_list(s, &c->who, c->path[0], clock_now_s(), &photos, e);
    buf_str(out, "{\"items\":[");
    for (size_t i = 0; i < photos.n; i++) {
        buf_str(out, i > 0 ? ",\n" : "\n");
        api_write_photo(out, &photos.items[i]);
    }
    buf_fmt(out, "],\n\"n\":%zu}\n", photos.n);
    store_photos_release(&photos);
    return rc;
}

int api_get_repair_photo(struct api_call *c, struct store *s, struct err *e)
{
    int rc = photo_bytes(s, &c->who, c->path[0], c->path[1], clock_now_s(), &c->reply->body, e);
    if (rc == ERR_OK)
        c->reply->type = "image/jpeg";
    return rc;
}
