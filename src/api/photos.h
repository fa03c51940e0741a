/* Private to src/api: a picture that was sent, made anew. */
#ifndef API_PHOTOS_H
#define API_PHOTOS_H

#include "api.h"
#include "service/photo.h"

/* A picture on its way in. */
struct api_photo {
    struct buf jpeg;
    struct photo_new photo; /* points into jpeg and the query */
};

/* Makes the body anew, in a child process; kind is that of the query. 415 where it is announced as
 * something else than a picture. On API_WORK. */
int api_photo_read(struct api_call *c, struct api_photo *out, struct err *e);
void api_photo_release(struct api_photo *p);

/* An object. */
void api_write_photo(struct buf *out, const struct store_photo *p);

#endif
