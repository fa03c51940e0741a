/* A room with its people and its past, see the header. */
#include "service/room.h"

int room_get(struct store *s, const struct principal *by, const char *code, struct room_view *out,
             struct err *e)
{
    const struct store_scope scope = principal_scope(by);
    *out = (struct room_view){0};
    int rc = store_room_get(s, &scope, code, &out->room, e);
    if (rc == ERR_OK && out->room.id == 0)
        rc = err_set(e, ERR_ABSENT, "không có phòng này", "there is no such room");
    if (rc == ERR_OK)
        rc = store_room_people(s, out->room.id, &out->people, e);
    if (rc == ERR_OK)
        rc = store_room_events(s, out->room.id, &out->history, e);
    return rc;
}

void room_view_release(struct room_view *v)
{
    store_room_release(&v->room);
    store_room_people_release(&v->people);
    store_room_events_release(&v->history);
}
