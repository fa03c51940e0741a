/* `quarters audit verify DB`: whether the chain of the audit holds, and where it ends.
 *
 * The end goes to standard output as "SEQ HEX"; kept elsewhere (a file on another machine, paper)
 * and given back by --heads it shows an end that was cut off or written anew, which the chain alone
 * cannot:
 *     quarters audit verify DB --heads heads.txt >>heads.txt
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "arguments.h"
#include "base/buf.h"
#include "base/file.h"
#include "base/mem.h"
#include "cli/command.h"
#include "key.h"
#include "store/audit.h"
#include "store/store.h"

enum { HEX = 64, MAX_HEADS_FILE = 16 << 20 };

struct heads {
    size_t n;
    struct store_audit_head *items; /* [n] ascending by seq */
};

static int digit(char c)
{
    return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* "SEQ HEX"; false where it is none. */
static bool read_head(const char *line, size_t len, struct store_audit_head *head)
{
    char *end;
    head->seq = strtoll(line, &end, 10);
    const char *hex = end + 1;
    if (end == line || head->seq < 0 || *end != ' ' || (size_t)(hex - line) + HEX != len)
        return false;
    for (int i = 0; i < HEX; i += 2) {
        int high = digit(hex[i]), low = digit(hex[i + 1]);
        if (high < 0 || low < 0)
            return false;
        head->h[i / 2] = (unsigned char)(high * 16 + low);
    }
    return true;
}

static int by_seq(const void *a, const void *b)
{
    const struct store_audit_head *x = a, *y = b;
    return (x->seq > y->seq) - (x->seq < y->seq);
}

/* Lines "SEQ HEX"; empty ones and those with # in front are passed over. */
static int read_heads(const char *path, struct heads *out, struct err *e)
{
    struct buf text = {0};
    int rc = file_read(path, MAX_HEADS_FILE, &text, e);
    const char *line = text.data != NULL ? text.data : "";
    for (int number = 1; rc == ERR_OK && *line != '\0'; number++) {
        struct store_audit_head head;
        size_t len = strcspn(line, "\r\n");
        if (len > 0 && line[0] != '#') {
            if (!read_head(line, len, &head))
                rc = err_set(e, ERR_INPUT, "%s, dòng %d: phải là SỐ và 64 chữ số thập lục phân",
                             "%s, line %d: must be SEQ and 64 hexadecimal digits", path, number);
            out->items = mem_grow(out->items, out->n + 1, sizeof *out->items);
            out->items[out->n++] = head;
        }
        line += len + strspn(line + len, "\r\n");
    }
    if (rc == ERR_OK && out->n > 0)
        qsort(out->items, out->n, sizeof *out->items, by_seq);
    buf_release(&text);
    return rc;
}

static int verify(const char *db, const char *key_option, const char *heads_path,
                  struct store_audit_report *report, struct err *e)
{
    struct crypto_key key = {0};
    struct store *s = NULL;
    struct heads heads = {0};
    bool has_key = false;
    int rc = heads_path != NULL ? read_heads(heads_path, &heads, e) : ERR_OK;
    rc = rc != ERR_OK ? rc : key_find(&key, db, key_option, &has_key, e);
    rc = rc != ERR_OK ? rc : store_open(&s, db, STORE_READ, has_key ? &key : NULL, e);
    rc = rc != ERR_OK ? rc : store_audit_verify(s, heads.items, heads.n, report, e);
    store_close(s);
    free(heads.items);
    explicit_bzero(&key, sizeof key);
    return rc;
}

int command_audit(int argc, char **argv, const char *lang)
{
    static const char call[] = "audit verify DB [--heads FILE] [--key F]";
    const char *key = NULL, *heads = NULL, *words[2], *wrong;
    const struct argument_option options[] = {{"--heads", &heads, NULL, NULL},
                                              {"--key", &key, NULL, NULL}};
    size_t n = 2;
    struct store_audit_report report = {0};
    struct err e = {0};
    if (!arguments_read(argc, argv, options, 2, words, &n, &wrong) || n != 2 ||
        strcmp(words[0], "verify") != 0)
        return arguments_usage(lang, wrong, call);
    int rc = verify(words[1], key, heads, &report, &e);
    if (report.n_rows > 0 || rc == ERR_OK)
        fprintf(stderr, arguments_pick(lang, "%lld dòng nguyên vẹn.\n", "%lld rows hold.\n"),
                (long long)report.n_rows);
    if (rc != ERR_OK)
        return arguments_fail(&e, NULL, lang);
    printf("%lld ", (long long)report.head.seq);
    for (size_t i = 0; i < sizeof report.head.h; i++)
        printf("%02x", report.head.h[i]);
    printf("\n");
    return 0;
}
