/* Activation codes: drawn, printed, typed in again. See account.h. */
#include "service/account.h"

#include "base/buf.h"
#include "base/mem.h"
#include "base/text.h"
#include "service/audit.h"
#include "service/login.h"
#include "service/password.h"
#include "store/guess.h"

#include <assert.h>
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Crockford's: no I, L, O, U. */
static const char DIGITS[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
enum { CODE_DIGITS = 16, LOGIN_TRIES = 1000 };

static_assert(sizeof DIGITS == 33 && CODE_DIGITS + 4 == ACTIVATION_CODE, "80 bits in four groups");

static void draw_code(char out[ACTIVATION_CODE])
{
    unsigned char bytes[CODE_DIGITS];
    crypto_random(bytes, sizeof bytes);
    for (int i = 0; i < CODE_DIGITS; i++) {
        *out++ = DIGITS[bytes[i] % 32];
        if (i % 4 == 3)
            *out++ = i + 1 < CODE_DIGITS ? '-' : '\0';
    }
    explicit_bzero(bytes, sizeof bytes);
}

/* The hash of a code as it was printed, whatever of its look got lost on the way. */
static void hash_code(const char *typed, char sha256[65])
{
    char plain[CODE_DIGITS + 2];
    size_t n = 0;
    for (; *typed != '\0' && n <= CODE_DIGITS; typed++) {
        char c = (char)toupper((unsigned char)*typed);
        if (c == ' ' || c == '-')
            continue;
        plain[n++] = (char)(c == 'O' ? '0' : c == 'I' || c == 'L' ? '1' : c);
    }
    crypto_sha256(plain, n, sha256);
    explicit_bzero(plain, sizeof plain);
}

/* ---- handing out ---- */

void activation_slips_release(struct activation_slips *l)
{
    for (size_t i = 0; i < l->n; i++) {
        free(l->items[i].name);
        free(l->items[i].position);
        free(l->items[i].login);
        free(l->items[i].account);
    }
    if (l->items != NULL)
        explicit_bzero(l->items, l->n * sizeof *l->items);
    free(l->items);
    free(l->agency);
    *l = (struct activation_slips){0};
}

/* A code for an account, on a new slip. */
static int add_slip(struct store *s, int64_t account_id, struct activation_slip slip, int64_t now,
                    struct activation_slips *out, struct err *e)
{
    char sha256[65];
    out->items = mem_grow(out->items, out->n + 1, sizeof *out->items);
    struct activation_slip *x = &out->items[out->n++];
    *x = (struct activation_slip){.name = mem_dup(slip.name),
                                  .position = mem_dup(slip.position),
                                  .login = mem_dup(slip.login),
                                  .account = mem_dup(slip.account),
                                  .expires_at = now + STORE_ACTIVATION_S};
    draw_code(x->code);
    hash_code(x->code, sha256);
    return store_activation_add(s, account_id, sha256, now, e);
}

static int code_for(struct store *s, int64_t actor, const struct store_account *a, int64_t now,
                    struct activation_slips *out, struct err *e)
{
    if (a->is_disabled)
        return err_set(e, ERR_DATA, "tài khoản đang bị khóa; hãy mở lại trước",
                       "the account is disabled; enable it first");
    int rc = add_slip(
        s, a->id, (struct activation_slip){.name = a->name, .login = a->login, .account = a->code},
        now, out, e);
    return rc != ERR_OK ? rc
                        : audit_add(s, actor, "activation.add", NULL, e, "account/%s", a->code);
}

int account_code(struct store *s, const struct principal *by, const char *account, int64_t now,
                 struct activation_slips *out, struct err *e)
{
    struct store_account a = {0};
    *out = (struct activation_slips){0};
    if (by->role != PRINCIPAL_ADMIN)
        return err_set(e, ERR_DENIED, "chỉ quản trị viên được cấp mã kích hoạt",
                       "activation codes are the admin's to give");
    int rc = account_get(s, account, &a, e);
    rc = rc != ERR_OK ? rc : code_for(s, by->account_id, &a, now, out, e);
    store_account_release(&a);
    return rc;
}

int account_admin_code(struct store *s, const char *login, int64_t now,
                       struct activation_slips *out, struct err *e)
{
    const struct principal by = {.role = PRINCIPAL_ADMIN};
    const struct account_change in = {.login = login,
                                      .name = "Quản trị viên",
                                      .role = "admin",
                                      .all_agencies = -1,
                                      .is_disabled = -1};
    struct store_account a = {0};
    struct solver_findings bad = {0};
    *out = (struct activation_slips){0};
    int rc = store_account_by_login(s, login, &a, e);
    if (rc == ERR_OK && a.id == 0)
        rc = account_add(s, &by, &in, &a, &bad, e);
    if (bad.n > 0) { /* the finding says more than that there is one */
        snprintf(e->vi, sizeof e->vi, "%s", bad.items[0].vi);
        snprintf(e->en, sizeof e->en, "%s", bad.items[0].en);
    } else if (rc == ERR_OK && strcmp(a.role, "admin") != 0)
        rc = err_set(e, ERR_DATA, "%s là tài khoản của người khác; hãy chọn tên khác",
                     "%s is somebody else's account; choose another login", login);
    rc = rc != ERR_OK ? rc : code_for(s, 0, &a, now, out, e);
    solver_findings_release(&bad);
    store_account_release(&a);
    return rc;
}

/* ---- a whole agency ---- */

/* "hoa.nt" of Nguyễn Thị Hoa; "hoa" of one name; number 2 is "hoa.nt2". */
static char *login_of(const char *name, int number)
{
    char *folded = text_fold(name);
    struct buf login = {0};
    char *given = strrchr(folded, ' ');
    given = given != NULL ? given + 1 : folded;
    for (const char *c = given; *c != '\0' && login.len < 40; c++)
        if (*c >= 'a' && *c <= 'z')
            buf_char(&login, *c);
    if (login.len == 0)
        buf_str(&login, "cb"); /* a name in another script */
    if (given > folded)
        buf_char(&login, '.');
    for (const char *c = folded; c < given && login.len < 50; c++)
        if (*c >= 'a' && *c <= 'z' && (c == folded || c[-1] == ' '))
            buf_char(&login, *c);
    if (number > 1)
        buf_fmt(&login, "%d", number);
    free(folded);
    return buf_take(&login);
}

/* The account of a person who has none, under the first login that is free. */
static int add_for(struct store *s, const struct store_account_person *p, struct store_account *a,
                   struct err *e)
{
    *a = (struct store_account){0};
    int rc = ERR_OK;
    for (int number = 1; number <= LOGIN_TRIES; number++) {
        char *login = login_of(p->name, number);
        rc = store_account_by_login(s, login, a, e);
        if (rc == ERR_OK && a->id != 0) {
            store_account_release(a);
            free(login);
            continue;
        }
        *a = (struct store_account){.login = login,
                                    .name = mem_dup(p->name),
                                    .role = mem_dup("official"),
                                    .official_id = p->official_id};
        return rc != ERR_OK ? rc : store_account_put(s, a, e);
    }
    return err_set(e, ERR_DATA, "không còn tên đăng nhập cho %s", "no login is left for %s",
                   p->name);
}

static int slip_for(struct store *s, const struct store_account_person *p, int64_t now,
                    struct activation_slips *out, struct err *e)
{
    bool is_theirs = strcmp(p->role, "official") == 0 && !p->is_disabled && !p->has_password;
    struct store_account a = {0};
    int64_t id = p->account_id;
    struct activation_slip slip = {
        .name = p->name, .position = p->position, .login = p->login, .account = p->account_code};
    if (id != 0 && !is_theirs)
        return ERR_OK;
    int rc = id == 0 ? add_for(s, p, &a, e) : ERR_OK;
    if (rc == ERR_OK && id == 0) {
        id = a.id;
        slip.login = a.login;
        slip.account = a.code;
    }
    rc = rc != ERR_OK ? rc : add_slip(s, id, slip, now, out, e);
    store_account_release(&a);
    return rc;
}

static int by_name(const void *a, const void *b)
{
    const struct activation_slip *x = a;
    const struct activation_slip *y = b;
    int order = text_compare_names(x->name, y->name);
    return order != 0 ? order : strcmp(x->login, y->login);
}

int account_codes_of_agency(struct store *s, const struct principal *by, const char *agency,
                            int64_t now, struct activation_slips *out, struct err *e)
{
    struct store_scope scope = principal_scope(by);
    struct store_account_people people = {0};
    char fields[32];
    *out = (struct activation_slips){0};
    if (by->role == PRINCIPAL_ADMIN)
        scope.sees = STORE_SEES_ALL;
    else if (by->role != PRINCIPAL_REGISTRAR)
        return err_set(e, ERR_DENIED, "chỉ quản trị viên và người phụ trách đăng ký được cấp mã",
                       "codes are the admin's and the registrar's to give");
    int rc = store_account_people(s, agency, &scope, &people, e);
    if (rc == ERR_OK && people.agency_id == 0)
        rc = err_set(e, ERR_ABSENT, "không có cơ quan này", "there is no such agency");
    out->agency = rc == ERR_OK ? mem_dup(people.agency) : NULL;
    for (size_t i = 0; i < people.n && rc == ERR_OK; i++)
        rc = slip_for(s, &people.items[i], now, out, e);
    if (out->n > 1)
        qsort(out->items, out->n, sizeof *out->items, by_name);
    snprintf(fields, sizeof fields, "codes=%zu", out->n);
    rc = rc != ERR_OK
             ? rc
             : audit_add(s, by->account_id, "activation.agency", fields, e, "agency/%s", agency);
    store_account_people_release(&people);
    return rc;
}

/* ---- typed in ---- */

static int wrong_code(struct err *e)
{
    return err_set(e, ERR_DENIED,
                   "mã kích hoạt không đúng, đã dùng hoặc đã hết hạn; hãy xin cơ quan cấp mã mới",
                   "the code is wrong, was used, or is over; ask your agency for a new one");
}

int activation_find(void *activation, struct store *s, struct err *e)
{
    struct activation *a = activation;
    struct store_account account = {0};
    hash_code(a->code, a->code_sha256);
    int rc = store_activation_find(s, a->code_sha256, a->now, &a->account_id, e);
    if (rc == ERR_OK && a->account_id == 0)
        rc = wrong_code(e);
    rc = rc != ERR_OK ? rc : store_account_get(s, a->account_id, &account, e);
    if (rc == ERR_OK) {
        snprintf(a->login, sizeof a->login, "%s", account.login);
        snprintf(a->name, sizeof a->name, "%s", account.name);
    }
    store_account_release(&account);
    return rc;
}

int activation_hash(struct activation *a, const char *where, struct solver_findings *bad,
                    struct err *e)
{
    if (!password_is_good(a->password, a->login, a->name, where, bad))
        return err_set(e, ERR_INPUT, "mật khẩu chưa đạt yêu cầu",
                       "the password is not good enough");
    char *clean = password_clean(a->password);
    int rc = crypto_password_hash(clean, a->hash, e);
    explicit_bzero(clean, strlen(clean));
    free(clean);
    return rc;
}

int activation_use(void *activation, struct store *s, struct err *e)
{
    struct activation *a = activation;
    struct store_account account = {0};
    int64_t id = 0;
    int rc = store_activation_use(s, a->code_sha256, a->now, &id, e);
    if (rc == ERR_OK && (id == 0 || id != a->account_id))
        rc = wrong_code(e);
    rc = rc != ERR_OK ? rc : store_account_set_password(s, id, a->hash, e);
    rc = rc != ERR_OK ? rc : store_account_get(s, id, &account, e);
    rc = rc != ERR_OK ? rc : store_guess_end(s, account.login, e);
    rc = rc != ERR_OK ? rc : store_session_end_all(s, id, e);
    rc = rc != ERR_OK ? rc : login_begin(s, id, a->now, a->session, e);
    rc =
        rc != ERR_OK ? rc : audit_add(s, id, "activation.use", NULL, e, "account/%s", account.code);
    store_account_release(&account);
    return rc;
}

void activation_wipe(struct activation *a)
{
    explicit_bzero(a, sizeof *a);
}
