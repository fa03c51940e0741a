/* Photos of repairs, see the header. */
#include "service/photo.h"

#include <string.h>

#include "base/mem.h"
#include "service/audit.h"
#include "service/repair.h"

enum { DAY_S = 24 * 3600 };

static int is_absent(struct err *e)
{
    return err_set(e, ERR_ABSENT, "không có phiếu sửa chữa này", "there is no such repair");
}

/* The repair, where its photos may be seen. */
static int find(struct store *s, const struct principal *by, const char *code, int64_t now,
                struct repair_view *v, struct err *e)
{
    int rc = repair_get(s, by, code, now, v, e);
    const bool is_neighbour = by->role == PRINCIPAL_OFFICIAL && v->repair.is_own != 1;
    return rc == ERR_OK && is_neighbour ? is_absent(e) : rc;
}

static int is_room_for_it(struct store *s, int64_t account_id, const struct store_repair *r,
                          size_t n_bytes, int64_t now, struct err *e)
{
    int64_t bytes = 0;
    int n = 0;
    int rc = store_photo_use(s, account_id, r->room_id, now - DAY_S, &n, &bytes, e);
    if (rc == ERR_OK && r->n_photos >= PHOTO_EACH)
        return err_set(e, ERR_DATA, "phiếu đã có %d ảnh, không nhận thêm",
                       "the repair has %d photos, it takes no more", PHOTO_EACH);
    if (rc == ERR_OK && n >= PHOTO_DAY)
        return err_set(e, ERR_DATA, "đã gửi %d ảnh trong một ngày; hãy gửi tiếp vào ngày mai",
                       "%d photos were sent within a day; send more tomorrow", PHOTO_DAY);
    if (rc == ERR_OK && bytes + (int64_t)n_bytes > PHOTO_TOTAL)
        return err_set(e, ERR_FULL, "kho ảnh đã đầy", "there is no room for photos left");
    return rc;
}

static int add(struct store *s, int64_t account_id, const struct store_repair *r,
               const struct photo_new *p, int64_t now, struct store_photo *out, struct err *e)
{
    int rc = is_room_for_it(s, account_id, r, p->n, now, e);
    if (rc != ERR_OK)
        return rc;
    *out = (struct store_photo){.repair_id = r->id,
                                .kind = mem_dup(p->kind),
                                .at = now,
                                .account_id = account_id,
                                .width = p->width,
                                .height = p->height};
    rc = store_photo_add(s, out, p->jpeg, p->n, e);
    return rc != ERR_OK ? rc
                        : audit_add(s, account_id, "photo.add", p->kind, e, "repair/%s", r->code);
}

/* The repair, where `by` may add a photo of a kind. */
static int find_to_add(struct store *s, const struct principal *by, const char *repair,
                       const char *kind, int64_t now, struct repair_view *v, struct err *e)
{
    int rc = find(s, by, repair, now, v, e);
    if (rc == ERR_OK && by->role == PRINCIPAL_AUDITOR)
        rc = err_set(e, ERR_DENIED, "tài khoản này chỉ được xem", "this account may only read");
    if (rc == ERR_OK && by->role == PRINCIPAL_OFFICIAL && strcmp(kind, "fault") != 0)
        rc = err_set(e, ERR_DENIED, "ảnh sau khi sửa do tổ sửa chữa gửi",
                     "photos of the work done are sent by the crew");
    return rc;
}

int photo_may_add(struct store *s, const struct principal *by, const char *repair, const char *kind,
                  int64_t now, struct err *e)
{
    struct repair_view v = {0};
    int rc = find_to_add(s, by, repair, kind, now, &v, e);
    rc = rc != ERR_OK ? rc : is_room_for_it(s, by->account_id, &v.repair, 0, now, e);
    repair_view_release(&v);
    return rc;
}

int photo_add(struct store *s, const struct principal *by, const char *repair,
              const struct photo_new *p, int64_t now, struct store_photo *out, struct err *e)
{
    struct repair_view v = {0};
    *out = (struct store_photo){0};
    int rc = find_to_add(s, by, repair, p->kind, now, &v, e);
    rc = rc != ERR_OK ? rc : add(s, by->account_id, &v.repair, p, now, out, e);
    repair_view_release(&v);
    return rc;
}

/* A report that came without an account and is not worked on yet, by its code: a number is no
 * secret. */
static int find_unnamed(struct store *s, const char *repair, int64_t now, struct store_repair *r,
                        struct err *e)
{
    static const struct store_scope ALL = {.sees = STORE_SEES_ALL};
    int rc = store_repair_get(s, &ALL, repair, now, r, e);
    if (rc == ERR_OK && (r->id == 0 || strcmp(r->code, repair) != 0 || r->reporter_id != 0 ||
                         strcmp(r->state, "reported") != 0))
        rc = is_absent(e);
    return rc;
}

int photo_may_add_unnamed(struct store *s, const char *repair, int64_t now, struct err *e)
{
    struct store_repair r = {0};
    int rc = find_unnamed(s, repair, now, &r, e);
    rc = rc != ERR_OK ? rc : is_room_for_it(s, 0, &r, 0, now, e);
    store_repair_release(&r);
    return rc;
}

int photo_add_unnamed(struct store *s, const char *repair, const struct photo_new *p, int64_t now,
                      struct store_photo *out, struct err *e)
{
    struct store_repair r = {0};
    *out = (struct store_photo){0};
    int rc = find_unnamed(s, repair, now, &r, e);
    rc = rc != ERR_OK ? rc : add(s, 0, &r, p, now, out, e);
    store_repair_release(&r);
    return rc;
}

int photo_list(struct store *s, const struct principal *by, const char *repair, int64_t now,
               struct store_photos *out, struct err *e)
{
    struct repair_view v = {0};
    *out = (struct store_photos){0};
    int rc = find(s, by, repair, now, &v, e);
    rc = rc != ERR_OK ? rc : store_photo_list(s, v.repair.id, out, e);
    repair_view_release(&v);
    return rc;
}

int photo_bytes(struct store *s, const struct principal *by, const char *repair, const char *photo,
                int64_t now, struct buf *jpeg, struct err *e)
{
    struct repair_view v = {0};
    int rc = find(s, by, repair, now, &v, e);
    rc = rc != ERR_OK ? rc : store_photo_bytes(s, v.repair.id, photo, jpeg, e);
    repair_view_release(&v);
    return rc;
}
