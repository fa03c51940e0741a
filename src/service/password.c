/* Which passwords are good enough, see the header. */
#include "service/password.h"

#include "base/buf.h"
#include "base/text.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

/* What lists of stolen passwords begin with, in both languages, folded; and what somebody who knows
 * this program and this province tries next. Sorted by kind, not by letter. */
static const char *const WORDS[] = {
    /* everywhere */
    "password",
    "passwort",
    "passw",
    "passwd",
    "pass",
    "letmein",
    "welcome",
    "iloveyou",
    "love",
    "you",
    "admin",
    "administrator",
    "root",
    "user",
    "test",
    "guest",
    "login",
    "secret",
    "master",
    "dragon",
    "monkey",
    "football",
    "baseball",
    "superman",
    "batman",
    "sunshine",
    "princess",
    "shadow",
    "trustno",
    "starwars",
    "whatever",
    "freedom",
    "hello",
    "computer",
    "internet",
    "google",
    "facebook",
    "default",
    "change",
    "changeme",
    "please",
    "demo",
    "temp",
    "temporary",
    "summer",
    "winter",
    "spring",
    "autumn",
    "monday",
    "friday",
    "company",
    "office",
    "server",
    "system",
    "account",
    "access",
    "super",
    "forever",
    "lovely",
    "baby",
    /* Vietnamese */
    "matkhau",
    "mat",
    "khau",
    "maatkhau",
    "xinchao",
    "chao",
    "anhyeuem",
    "emyeuanh",
    "yeuem",
    "yeuanh",
    "yeu",
    "toiyeu",
    "conyeu",
    "giadinh",
    "hanhphuc",
    "maimai",
    "mancity",
    "vietnam",
    "viet",
    "nam",
    "hanoi",
    "saigon",
    "hochiminh",
    "tphcm",
    "haiphong",
    "danang",
    "congty",
    "dangnhap",
    "taikhoan",
    "quantri",
    "nguoidung",
    "khongbiet",
    "khong",
    "mothaiba",
    "batdau",
    "bimat",
    "nguyen",
    "tran",
    "pham",
    "hoang",
    "thangnam",
    "namhoc",
    /* the program, the offices, the province */
    "quarters",
    "quarter",
    "housing",
    "staff",
    "nhacongvu",
    "nhaocongvu",
    "congvu",
    "congchuc",
    "vienchuc",
    "canbo",
    "nhao",
    "nha",
    "phong",
    "choo",
    "botri",
    "phanbo",
    "soxaydung",
    "sxd",
    "xaydung",
    "ubnd",
    "uyban",
    "nhandan",
    "vanphong",
    "tinh",
    "hungyen",
    "thaibinh",
    "phohien",
    "mychau",
    "truso",
    "hanhchinh",
    "chinhquyen",
    "tinhuy",
    "hdnd",
};

/* Signs that people write for letters; the rest stays. */
static char plain_letter(char c)
{
    static const char signs[] = "0o1i!i3e4a@a5s$s7t+t8b|i";
    for (size_t i = 0; signs[i] != '\0'; i += 2)
        if (signs[i] == c)
            return signs[i + 1];
    return c;
}

static bool is_letter(char c)
{
    return c >= 'a' && c <= 'z';
}

/* Length of the longest of the words that `text` begins with; 0 = of none. */
static size_t known_word(const char *text, const char *const *words, size_t n)
{
    size_t longest = 0;
    for (size_t i = 0; i < n; i++) {
        size_t len = strlen(words[i]);
        if (len > longest && strncmp(text, words[i], len) == 0)
            longest = len;
    }
    return longest;
}

/* Keys beside one another, and the alphabet: what a finger or a child's rhyme gives. */
static const char *const ROWS[] = {
    "abcdefghijklmnopqrstuvwxyz",
    "01234567890",
    "qwertyuiop",
    "asdfghjkl",
    "zxcvbnm",
    "!@#$%^&*()",
    "qwertzuiop",
    "azertyuiop",
    "qazwsxedcrfvtgbyhnujmik",
    "1q2w3e4r5t6y7u8i9o0p",
};

/* How far `text` goes along a row from one place, one way. */
static size_t along(const char *text, const char *row, ptrdiff_t at, int step)
{
    ptrdiff_t len = (ptrdiff_t)strlen(row);
    size_t n = 0;
    while (at >= 0 && at < len && text[n] != '\0' && text[n] == row[at]) {
        n++;
        at += step;
    }
    return n;
}

/* Length of the run that `text` begins with: the same again, or along a row; shorter than three is
 * none. */
static size_t run_length(const char *text)
{
    size_t longest = strspn(text, (const char[]){text[0], '\0'});
    for (size_t r = 0; r < sizeof ROWS / sizeof *ROWS; r++)
        for (const char *c = strchr(ROWS[r], text[0]); c != NULL; c = strchr(c + 1, text[0]))
            for (int step = -1; step <= 1; step += 2) {
                size_t n = along(text, ROWS[r], c - ROWS[r], step);
                longest = n > longest ? n : longest;
            }
    return longest >= 3 ? longest : 0;
}

/* Number of different letters that are left of a folded text; `text` is how it is
 * read, `typed` what stands there, byte by byte. */
static int n_own(const char *text, const char *typed, const char *const own[], size_t n_own_words)
{
    bool is_seen[256] = {false};
    int n = 0;
    while (*text != '\0') {
        size_t known = known_word(text, WORDS, sizeof WORDS / sizeof *WORDS);
        size_t mine = known_word(text, own, n_own_words);
        size_t run = run_length(text);
        size_t taken = known > mine ? known : mine;
        taken = taken > run ? taken : run;
        if (taken > 0) {
            text += taken;
            typed += taken;
            continue;
        }
        unsigned char c = (unsigned char)*typed++;
        text++;
        if (is_seen[c] || (c < 0x80 && !is_letter((char)c)))
            continue;
        is_seen[c] = true;
        n++;
    }
    return n;
}

/* The folded text without blanks and dots, which would hide words; with signs as letters or not. */
static char *squeezed(const char *folded, bool has_signs)
{
    struct buf b = {0};
    for (const char *c = folded; *c != '\0'; c++)
        if (strchr(" .-_,;", *c) == NULL)
            buf_char(&b, has_signs ? plain_letter(*c) : *c);
    return buf_take(&b);
}

enum { MAX_OWN_WORDS = 16 };

/* Words of three letters or more of a text, which is cut up for it. */
static size_t split_words(char *text, const char **words, size_t n)
{
    for (char *c = text; *c != '\0' && n < MAX_OWN_WORDS;) {
        char *begin = c;
        while (is_letter(*c))
            c++;
        bool is_end = *c == '\0';
        *c = '\0';
        if (c - begin >= 3)
            words[n++] = begin;
        c += !is_end;
    }
    return n;
}

static bool holds_own(const char *clean, const char *login, const char *name)
{
    const char *words[MAX_OWN_WORDS];
    char *folded = text_fold(clean);
    char *folded_login = text_fold(login);
    char *folded_name = text_fold(name);
    size_t n = split_words(folded_name, words, split_words(folded_login, words, 0));
    char *typed = squeezed(folded, false);
    char *read = squeezed(folded, true);
    bool is_good = n_own(typed, typed, words, n) >= PASSWORD_OWN &&
                   n_own(read, typed, words, n) >= PASSWORD_OWN;
    char *const secrets[] = {folded, typed, read};
    for (size_t i = 0; i < sizeof secrets / sizeof *secrets; i++) {
        explicit_bzero(secrets[i], strlen(secrets[i]));
        free(secrets[i]);
    }
    free(folded_login);
    free(folded_name);
    return is_good;
}

char *password_clean(const char *typed)
{
    return text_nfc(typed);
}

bool password_is_good(const char *typed, const char *login, const char *name, const char *where,
                      struct solver_findings *bad)
{
    size_t n_before = bad->n;
    char *clean = password_clean(typed);
    if (clean == NULL)
        solver_findings_put(bad, where, "mật khẩu có ký tự không gõ lại được; hãy bỏ ký tự đó",
                            "the password holds a character that cannot be typed; leave it out");
    else if (text_width(clean) < PASSWORD_MIN || text_width(clean) > PASSWORD_MAX)
        solver_findings_add(bad, where,
                            "mật khẩu phải có từ %d đến %d ký tự; hãy dùng một câu ngắn",
                            "a password has %d to %d characters; take a short sentence",
                            PASSWORD_MIN, PASSWORD_MAX);
    else if (!holds_own(clean, login, name))
        solver_findings_put(bad, where,
                            "mật khẩu dễ đoán: chỉ gồm từ quen thuộc, tên, số hoặc dãy phím; hãy "
                            "dùng một câu ngắn chỉ mình bạn biết",
                            "the password is easy to guess: known words, your name, digits or runs "
                            "of keys alone; take a short sentence of your own");
    if (clean != NULL)
        explicit_bzero(clean, strlen(clean));
    free(clean);
    return bad->n == n_before;
}
