/* Tokens of one's own account, see account.h. "qt_" in front lets scanners of leaked files find
 * them. */
#include "service/account.h"

#include "base/mem.h"
#include "base/text.h"
#include "service/audit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { DAY_S = 24 * 3600, NAME_MAX_CHARS = 100 };

static int count_live(struct store *s, int64_t account_id, int64_t now, int *n, struct err *e)
{
    struct store_tokens all;
    *n = 0;
    int rc = store_token_list(s, account_id, &all, e);
    for (size_t i = 0; rc == ERR_OK && i < all.n; i++)
        *n += all.items[i].revoked_at == 0 && all.items[i].expires_at > now;
    store_tokens_release(&all);
    return rc;
}

/* May `by` have one more? */
static int may_add(struct store *s, const struct principal *by, int64_t now, struct err *e)
{
    int n = 0;
    if (by->is_program)
        return err_set(e, ERR_DENIED, "chương trình không tự tạo mã truy cập được",
                       "a program makes no tokens");
    int rc = count_live(s, by->account_id, now, &n, e);
    return rc == ERR_OK && n >= TOKENS_EACH
               ? err_set(e, ERR_DATA, "đã có %d mã truy cập; hãy thu hồi bớt",
                         "there are %d tokens already; revoke some", n)
               : rc;
}

int token_add(struct store *s, const struct principal *by, const struct token_change *in,
              int64_t now, struct store_token *out, char secret[72], struct solver_findings *bad,
              struct err *e)
{
    char random[65];
    char *name = text_nfc(in->name);
    *out = (struct store_token){0};
    if (name == NULL || name[0] == '\0' || text_width(name) > NAME_MAX_CHARS)
        solver_findings_put(bad, "/name", "tên phải có từ 1 đến 100 ký tự đọc được",
                            "a name has 1 to 100 legible characters");
    if (in->days < 1 || in->days > TOKEN_DAYS_MAX)
        solver_findings_add(bad, "/days", "từ 1 đến %d ngày", "1 to %d days", TOKEN_DAYS_MAX);
    int rc = bad->n > 0
                 ? err_set(e, ERR_INPUT, "mã truy cập có chỗ chưa đúng", "the token has errors")
                 : may_add(s, by, now, e);
    if (rc != ERR_OK) {
        free(name);
        return rc;
    }
    crypto_random_hex(random, 32);
    snprintf(secret, 72, "qt_%s", random);
    *out = (struct store_token){.account_id = by->account_id,
                                .name = name,
                                .scope = mem_dup(in->writes ? "read write" : "read"),
                                .created_at = now,
                                .expires_at = now + (int64_t)in->days * DAY_S};
    crypto_sha256(secret, strlen(secret), out->token_sha256);
    explicit_bzero(random, sizeof random);
    rc = store_token_add(s, out, e);
    return rc != ERR_OK ? rc
                        : audit_add(s, by->account_id, "token.add",
                                    in->writes ? "scope=read,write" : "scope=read", e, "token/%s",
                                    out->code);
}

int token_end(struct store *s, const struct principal *by, const char *code, int64_t now,
              struct err *e)
{
    int rc = store_token_revoke(s, by->account_id, code, now, e);
    return rc != ERR_OK ? rc : audit_add(s, by->account_id, "token.end", NULL, e, "token/%s", code);
}
