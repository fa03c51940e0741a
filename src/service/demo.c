/* Accounts of a demo database, see the header. */
#include "service/demo.h"

#include "base/mem.h"
#include "service/account.h"
#include "store/person.h"
#include "store/request.h"
#include "store/setting.h"

#include <stdlib.h>
#include <string.h>

/* Two planners: who made a plan cannot record its decision, and a draw needs a second person. */
static const struct account_change PEOPLE[] = {
    {"quantri", "Quản trị viên (mẫu)", "admin", NULL, NULL, -1, -1},
    {"soxaydung", "Sở Xây dựng (mẫu)", "planner", NULL, NULL, -1, -1},
    {"ubnd", "Ủy ban nhân dân (mẫu)", "planner", NULL, NULL, -1, -1},
    {"vanphong", "Văn phòng Ủy ban (mẫu)", "registrar", NULL, NULL, 1, -1},
    {"dangky", "Người phụ trách đăng ký (mẫu)", "registrar", NULL, "SXD", -1, -1},
    {"baotri", "Đội sửa chữa (mẫu)", "maintenance", NULL, NULL, -1, -1},
    {"kiemtra", "Thanh tra (mẫu)", "auditor", NULL, NULL, -1, -1},
};

static int need_demo(struct store *s, struct err *e)
{
    char *value = NULL;
    int rc = store_setting_get(s, STORE_SETTING_DEMO, &value, e);
    if (rc == ERR_OK && strcmp(value, "1") != 0)
        rc = err_set(e, ERR_DATA, "chỉ cơ sở dữ liệu mẫu (init --demo) mới có tài khoản mẫu",
                     "only a demo database (init --demo) gets demo accounts");
    free(value);
    return rc;
}

/* The account of that login, made where there is none, with the demo's password. */
static int put(struct store *s, const struct account_change *in, const char *hash,
               struct store_account *out, struct err *e)
{
    const struct principal by = {.role = PRINCIPAL_ADMIN};
    struct solver_findings bad = {0};
    int rc = store_account_by_login(s, in->login, out, e);
    if (rc == ERR_OK && out->id == 0)
        rc = account_add(s, &by, in, out, &bad, e);
    rc = rc != ERR_OK ? rc : store_account_set_password(s, out->id, hash, e);
    solver_findings_release(&bad);
    return rc;
}

/* Of all who stand first in a request the one who got a room, where there is one. */
static int64_t find_applicant(const struct store_requests *all)
{
    int64_t first = 0;
    for (size_t i = 0; i < all->n; i++) {
        const struct store_request *r = &all->items[i];
        int64_t id = r->n_members > 0 ? r->members[0].official_id : 0;
        if (id != 0 && strcmp(r->state, "allocated") == 0)
            return id;
        first = first == 0 ? id : first;
    }
    return first;
}

static int put_official(struct store *s, const char *hash, struct store_account *out, struct err *e)
{
    struct store_requests requests = {0};
    struct store_officials officials = {0};
    struct account_change in = {
        .login = "canbo", .role = "official", .all_agencies = -1, .is_disabled = -1};
    int rc = store_request_list(s, &requests, e);
    rc = rc != ERR_OK ? rc : store_official_list(s, &officials, e);
    int64_t id = rc == ERR_OK ? find_applicant(&requests) : 0;
    for (size_t i = 0; i < officials.n; i++)
        if (officials.items[i].id == id) {
            in.name = officials.items[i].name;
            in.official = officials.items[i].code;
        }
    if (rc == ERR_OK && in.official != NULL)
        rc = put(s, &in, hash, out, e);
    store_requests_release(&requests);
    store_officials_release(&officials);
    return rc;
}

int demo_accounts(struct store *s, struct store_accounts *out, struct err *e)
{
    enum { N = sizeof PEOPLE / sizeof *PEOPLE };
    char hash[CRYPTO_PASSWORD];
    *out = (struct store_accounts){.n = N, .items = mem_array(N + 1, sizeof *out->items)};
    int rc = need_demo(s, e);
    rc = rc != ERR_OK ? rc : crypto_password_hash(DEMO_PASSWORD, hash, e);
    for (size_t i = 0; i < N && rc == ERR_OK; i++)
        rc = put(s, &PEOPLE[i], hash, &out->items[i], e);
    rc = rc != ERR_OK ? rc : put_official(s, hash, &out->items[N], e);
    out->n += rc == ERR_OK && out->items[N].id != 0;
    return rc;
}
