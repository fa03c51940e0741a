/* Making and changing accounts, see the header. */
#include "service/account.h"

#include "base/buf.h"
#include "base/mem.h"
#include "base/text.h"
#include "service/audit.h"
#include "store/audit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LOGIN_MAX = 64, NAME_MAX_CHARS = 100 };

static int need_admin(const struct principal *by, struct err *e)
{
    return by->role == PRINCIPAL_ADMIN
               ? ERR_OK
               : err_set(e, ERR_DENIED, "chỉ quản trị viên được quản lý tài khoản",
                         "accounts are the admin's");
}

/* ---- what is wanted, judged field by field ---- */

static void set_text(char **field, const char *text)
{
    char *copy = mem_dup(text);
    free(*field);
    *field = copy;
}

static void take_login(struct store_account *a, const char *login, struct solver_findings *bad)
{
    size_t n = strlen(login);
    if (n < 1 || n > LOGIN_MAX || strspn(login, "abcdefghijklmnopqrstuvwxyz0123456789._@-") != n)
        solver_findings_put(bad, "/login",
                            "tên đăng nhập gồm 1 đến 64 ký tự a-z 0-9 . _ @ -, không dấu, chữ "
                            "thường",
                            "a login has 1 to 64 of the characters a-z 0-9 . _ @ -");
    else
        set_text(&a->login, login);
}

static void take_name(struct store_account *a, const char *name, struct solver_findings *bad)
{
    char *clean = text_nfc(name);
    if (clean == NULL || clean[0] == '\0' || text_width(clean) > NAME_MAX_CHARS)
        solver_findings_put(bad, "/name", "họ tên phải có từ 1 đến 100 ký tự đọc được",
                            "a name has 1 to 100 legible characters");
    else
        set_text(&a->name, clean);
    free(clean);
}

static void take_role(struct store_account *a, const char *role, struct solver_findings *bad)
{
    if (principal_role_of(role) == PRINCIPAL_NOBODY)
        solver_findings_put(bad, "/role", "không có vai trò này", "there is no such role");
    else
        set_text(&a->role, role);
}

static int take_official(struct store *s, struct store_account *a, const char *code,
                         struct solver_findings *bad, struct err *e)
{
    a->official_id = 0;
    int rc = code[0] == '\0' ? ERR_OK : store_account_official(s, code, &a->official_id, e);
    if (rc == ERR_OK && code[0] != '\0' && a->official_id == 0)
        solver_findings_put(bad, "/official", "không có người này trong danh sách",
                            "there is no such person in the register");
    return rc;
}

/* What must fit together. */
static void check_whole(const struct store_account *a, struct solver_findings *bad)
{
    bool is_registrar = strcmp(a->role, "registrar") == 0;
    bool has_agencies = a->agencies != NULL && a->agencies[0] != '\0';
    if (strcmp(a->role, "official") == 0 && a->official_id == 0)
        solver_findings_put(bad, "/official", "tài khoản cá nhân phải gắn với một người",
                            "an official's account belongs to a person");
    if (!is_registrar && (a->all_agencies || has_agencies))
        solver_findings_put(bad, "/agencies", "chỉ người phụ trách đăng ký mới có cơ quan",
                            "only a registrar has agencies");
    if (is_registrar && !a->all_agencies && !has_agencies)
        solver_findings_put(bad, "/agencies", "hãy chọn ít nhất một cơ quan, hoặc tất cả",
                            "name at least one agency, or all");
}

static int take_all(struct store *s, struct store_account *a, const struct account_change *in,
                    struct solver_findings *bad, struct err *e)
{
    size_t n_before = bad->n;
    if (in->login != NULL)
        take_login(a, in->login, bad);
    if (in->name != NULL)
        take_name(a, in->name, bad);
    if (in->role != NULL)
        take_role(a, in->role, bad);
    if (in->agencies != NULL)
        set_text(&a->agencies, in->agencies);
    a->all_agencies = in->all_agencies < 0 ? a->all_agencies : in->all_agencies != 0;
    a->is_disabled = in->is_disabled < 0 ? a->is_disabled : in->is_disabled != 0;
    int rc = in->official != NULL ? take_official(s, a, in->official, bad, e) : ERR_OK;
    if (rc == ERR_OK && bad->n == n_before)
        check_whole(a, bad);
    if (rc == ERR_OK && bad->n > n_before)
        rc = err_set(e, ERR_INPUT, "tài khoản có chỗ chưa đúng", "the account has errors");
    return rc;
}

/* ---- into the store ---- */

/* An agency that is not there is an error of the body. */
static int put(struct store *s, struct store_account *a, struct solver_findings *bad, struct err *e)
{
    struct err why = {0};
    int rc = store_account_put(s, a, &why);
    if (rc == ERR_INPUT)
        solver_findings_put(bad, "/agencies", why.vi, why.en);
    if (rc == ERR_DATA)
        return err_set(e, ERR_DATA, "tên đăng nhập này hoặc người này đã có tài khoản",
                       "this login or this person has an account already");
    if (rc != ERR_OK)
        *e = why;
    return rc;
}

/* Fields that were set: roles in plain, the rest as hashes. */
static char *fields_of(struct store *s, const struct account_change *in)
{
    struct buf b = {0};
    if (in->login != NULL)
        store_audit_field(s, "login", in->login, &b);
    if (in->name != NULL)
        store_audit_field(s, "name", in->name, &b);
    if (in->official != NULL)
        store_audit_field(s, "official", in->official, &b);
    if (in->role != NULL)
        buf_fmt(&b, "role=%s ", in->role);
    if (in->agencies != NULL)
        store_audit_field(s, "agencies", in->agencies, &b);
    if (in->all_agencies >= 0)
        buf_fmt(&b, "all_agencies=%d ", in->all_agencies);
    if (in->is_disabled >= 0)
        buf_fmt(&b, "is_disabled=%d ", in->is_disabled);
    return buf_take(&b);
}

static int note(struct store *s, const struct principal *by, const char *action, const char *code,
                const struct account_change *in, struct err *e)
{
    char *fields = fields_of(s, in);
    int rc = audit_add(s, by->account_id, action, fields, e, "account/%s", code);
    free(fields);
    return rc;
}

/* Reads it again as it stands now, for the answer. */
static int read_back(struct store *s, struct store_account *a, struct err *e)
{
    int64_t id = a->id;
    store_account_release(a);
    return store_account_get(s, id, a, e);
}

int account_add(struct store *s, const struct principal *by, const struct account_change *in,
                struct store_account *out, struct solver_findings *bad, struct err *e)
{
    *out = (struct store_account){.login = mem_dup(""), .name = mem_dup(""), .role = mem_dup("")};
    struct account_change all = *in;
    all.login = in->login != NULL ? in->login : "";
    all.name = in->name != NULL ? in->name : "";
    all.role = in->role != NULL ? in->role : "";
    int rc = need_admin(by, e);
    rc = rc != ERR_OK ? rc : take_all(s, out, &all, bad, e);
    rc = rc != ERR_OK ? rc : put(s, out, bad, e);
    rc = rc != ERR_OK ? rc : note(s, by, "account.add", out->code, in, e);
    return rc != ERR_OK ? rc : read_back(s, out, e);
}

/* Admins leave their own role and right to log in to others. */
static int check_self(const struct principal *by, const struct store_account *a,
                      const struct account_change *in, struct err *e)
{
    bool is_self = by->account_id != 0 && by->account_id == a->id;
    bool loses = in->is_disabled == 1 || (in->role != NULL && strcmp(in->role, a->role) != 0);
    return is_self && loses
               ? err_set(e, ERR_DATA,
                         "không tự đổi vai trò hay tự khóa tài khoản của mình được; hãy nhờ một "
                         "quản trị viên khác",
                         "nobody changes their own role or disables themselves; ask another admin")
               : ERR_OK;
}

int account_get(struct store *s, const char *code, struct store_account *out, struct err *e)
{
    int rc = store_account_by_code(s, code, out, e);
    return rc == ERR_OK && out->id == 0
               ? err_set(e, ERR_ABSENT, "không có tài khoản này", "there is no such account")
               : rc;
}

int account_change(struct store *s, const struct principal *by, const char *code, int64_t version,
                   const struct account_change *in, struct store_account *out,
                   struct solver_findings *bad, struct err *e)
{
    *out = (struct store_account){0};
    int rc = need_admin(by, e);
    rc = rc != ERR_OK ? rc : account_get(s, code, out, e);
    if (rc == ERR_OK && version != 0 && version != out->version)
        rc = err_set(e, ERR_CHANGED, "tài khoản đã được người khác sửa; hãy tải lại",
                     "the account was changed by somebody else; load it again");
    rc = rc != ERR_OK ? rc : check_self(by, out, in, e);
    rc = rc != ERR_OK ? rc : take_all(s, out, in, bad, e);
    rc = rc != ERR_OK ? rc : put(s, out, bad, e);
    if (rc == ERR_OK && out->is_disabled)
        rc = store_session_end_all(s, out->id, e);
    rc = rc != ERR_OK ? rc : note(s, by, "account.change", out->code, in, e);
    return rc != ERR_OK ? rc : read_back(s, out, e);
}
