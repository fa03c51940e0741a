/* Keys and sealing over libsodium, see the header.
 *
 * A key for each use is derived from the one in the file (BLAKE2b, crypto_kdf), so no use tells
 * anything about another. A sealed text is nonce || ciphertext || tag.
 */
#include "base/crypto.h"

#include "base/file.h"

#include <sodium.h>

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
    NONCE = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES,
    TAG = crypto_aead_xchacha20poly1305_ietf_ABYTES,
    KEY = 32,
    KEY_FILE = 2 * KEY + 1, /* hexadecimal digits and a line break */
    /* numbers of the derived keys, with crypto_use; changing one makes every database unreadable */
    FOR_SEALING = 1,
    FOR_LOOKUP = 2,
    /* the least that OWASP's ASVS takes for argon2id: more would let few logins fill the machine */
    PASSWORD_MEMORY = 19 << 20,
    PASSWORD_PASSES = 2,
};

static_assert(CRYPTO_PASSWORD == crypto_pwhash_STRBYTES, "the hash of a password fits");

static_assert(sizeof(struct crypto_key) == KEY && KEY == crypto_kdf_KEYBYTES, "one size of keys");
static_assert(KEY == crypto_aead_xchacha20poly1305_ietf_KEYBYTES, "one size of keys");
static_assert(KEY == crypto_auth_hmacsha256_KEYBYTES, "one size of keys");

static void derive(const struct crypto_key *key, uint64_t use, unsigned char out[KEY])
{
    /* fails for wrong sizes only */
    (void)crypto_kdf_derive_from_key(out, KEY, use, "quarters", key->bytes);
}

int crypto_init(void)
{
    return sodium_init() < 0 ? -1 : 0;
}

static int read_key_text(int fd, const char *path, char text[KEY_FILE + 1], struct err *e)
{
    struct stat st;
    if (fstat(fd, &st) != 0)
        return err_set(e, ERR_IO, "không đọc được tệp khóa %s", "cannot read the key file %s",
                       path);
    if ((st.st_mode & 077) != 0)
        return err_set(e, ERR_INPUT, "người khác đọc được tệp khóa %s; hãy chạy chmod 600",
                       "others may read the key file %s; run chmod 600", path);
    size_t len = 0;
    while (len <= KEY_FILE) {
        ssize_t n = read(fd, text + len, KEY_FILE + 1 - len);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return err_set(e, ERR_IO, "không đọc được tệp khóa %s", "cannot read the key file %s",
                           path);
        if (n == 0)
            break;
        len += (size_t)n;
    }
    if (len == KEY_FILE && text[len - 1] == '\n')
        len--;
    return len == 2 * KEY
               ? ERR_OK
               : err_set(e, ERR_INPUT, "%s không phải là tệp khóa", "%s is no key file", path);
}

int crypto_key_load(struct crypto_key *key, const char *path, struct err *e)
{
    char text[KEY_FILE + 1] = {0};
    size_t n = 0;
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return err_set(e, ERR_IO, "không mở được tệp khóa %s", "cannot open the key file %s", path);
    int rc = read_key_text(fd, path, text, e);
    close(fd);
    if (rc == ERR_OK &&
        (sodium_hex2bin(key->bytes, KEY, text, 2 * KEY, NULL, &n, NULL) != 0 || n != KEY))
        rc = err_set(e, ERR_INPUT, "%s không phải là tệp khóa", "%s is no key file", path);
    sodium_memzero(text, sizeof text);
    return rc;
}

int crypto_key_make(const char *path, struct err *e)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (fd < 0 && errno == EEXIST)
        return err_set(e, ERR_INPUT, "tệp khóa %s đã có", "the key file %s exists already", path);
    if (fd < 0)
        return err_set(e, ERR_IO, "không tạo được tệp khóa %s", "cannot make the key file %s",
                       path);
    unsigned char key[KEY];
    char text[KEY_FILE + 1];
    randombytes_buf(key, sizeof key);
    sodium_bin2hex(text, sizeof text, key, sizeof key);
    text[KEY_FILE - 1] = '\n';
    int failed = fchmod(fd, 0600) != 0 || file_put(fd, text, KEY_FILE) != 0 || fsync(fd) != 0;
    failed |= close(fd) != 0;
    sodium_memzero(key, sizeof key);
    sodium_memzero(text, sizeof text);
    if (!failed) {
        file_sync_folder(path); /* a name lost with power would lose every id sealed until then */
        return ERR_OK;
    }
    (void)unlink(path);
    return err_set(e, ERR_IO, "không ghi được tệp khóa %s", "cannot write the key file %s", path);
}

void crypto_seal(const struct crypto_key *key, const char *aad, const char *plain, struct buf *out)
{
    unsigned char own[KEY], nonce[NONCE];
    size_t len = strlen(plain);
    struct buf sealed = {0};
    unsigned long long n = 0;
    derive(key, FOR_SEALING, own);
    randombytes_buf(nonce, sizeof nonce);
    buf_add(&sealed, nonce, NONCE);
    buf_add(&sealed, plain, len); /* room for the ciphertext, written in place below */
    for (int i = 0; i < TAG; i++)
        buf_char(&sealed, '\0');
    (void)crypto_aead_xchacha20poly1305_ietf_encrypt(
        (unsigned char *)sealed.data + NONCE, &n, (const unsigned char *)plain, len,
        (const unsigned char *)aad, strlen(aad), NULL, nonce, own); /* always 0 */
    buf_add(out, sealed.data, NONCE + (size_t)n);
    buf_release(&sealed);
    sodium_memzero(own, sizeof own);
}

int crypto_open(const struct crypto_key *key, const char *aad, const void *sealed, size_t len,
                struct buf *plain, struct err *e)
{
    const unsigned char *bytes = sealed;
    unsigned char own[KEY];
    unsigned long long n = 0;
    struct buf text = {0};
    int failed = sealed == NULL || len < NONCE + TAG;
    if (!failed) {
        buf_add(&text, bytes + NONCE, len - NONCE);
        derive(key, FOR_SEALING, own);
        failed = crypto_aead_xchacha20poly1305_ietf_decrypt(
            (unsigned char *)text.data, &n, NULL, bytes + NONCE, len - NONCE,
            (const unsigned char *)aad, strlen(aad), bytes, own);
        sodium_memzero(own, sizeof own);
    }
    if (!failed)
        buf_add(plain, text.data, (size_t)n);
    if (text.data != NULL)
        sodium_memzero(text.data, text.len);
    buf_release(&text);
    return failed ? err_set(e, ERR_DATA, "không mở được dữ liệu đã mã hóa: sai khóa hoặc bị sửa",
                            "cannot open sealed data: another key, or changed")
                  : ERR_OK;
}

void crypto_lookup(const struct crypto_key *key, const char *plain, char hex[65])
{
    unsigned char own[KEY], mac[crypto_auth_hmacsha256_BYTES];
    derive(key, FOR_LOOKUP, own);
    (void)crypto_auth_hmacsha256(mac, (const unsigned char *)plain, strlen(plain), own);
    sodium_bin2hex(hex, 65, mac, sizeof mac);
    sodium_memzero(own, sizeof own);
}

void crypto_sha256(const void *bytes, size_t len, char hex[65])
{
    unsigned char hash[crypto_hash_sha256_BYTES];
    (void)crypto_hash_sha256(hash, len == 0 ? (const unsigned char *)"" : bytes, len);
    sodium_bin2hex(hex, 65, hash, sizeof hash);
}

void crypto_digest(const void *bytes, size_t len, char hex[33])
{
    unsigned char hash[16];
    (void)crypto_generichash(hash, sizeof hash, len == 0 ? (const unsigned char *)"" : bytes, len,
                             NULL, 0);
    sodium_bin2hex(hex, 33, hash, sizeof hash);
}

void crypto_derive(const struct crypto_key *key, enum crypto_use use, struct crypto_key *out)
{
    derive(key, (uint64_t)use, out->bytes);
}

void crypto_mac(const struct crypto_key *key, const void *bytes, size_t len, unsigned char mac[32])
{
    (void)crypto_auth_hmacsha256(mac, len == 0 ? (const unsigned char *)"" : bytes, len,
                                 key->bytes); /* always 0 */
}

bool crypto_is_equal(const void *a, const void *b, size_t len)
{
    return sodium_memcmp(a, b, len) == 0;
}

void crypto_random(void *out, size_t len)
{
    randombytes_buf(out, len);
}

void crypto_random_hex(char *hex, size_t n_bytes)
{
    unsigned char bytes[32];
    assert(n_bytes <= sizeof bytes);
    randombytes_buf(bytes, n_bytes);
    sodium_bin2hex(hex, 2 * n_bytes + 1, bytes, n_bytes);
    sodium_memzero(bytes, sizeof bytes);
}

static int no_memory(struct err *e)
{
    return err_set(e, ERR_BUSY, "máy chủ không đủ bộ nhớ; hãy thử lại sau ít phút",
                   "the server is short of memory; try again in a few minutes");
}

int crypto_password_hash(const char *password, char hash[CRYPTO_PASSWORD], struct err *e)
{
    return crypto_pwhash_str_alg(hash, password, strlen(password), PASSWORD_PASSES,
                                 (size_t)PASSWORD_MEMORY, crypto_pwhash_ALG_ARGON2ID13) == 0
               ? ERR_OK
               : no_memory(e);
}

int crypto_password_check(const char *hash, const char *password, struct err *e)
{
    errno = 0;
    if (crypto_pwhash_str_verify(hash, password, strlen(password)) == 0)
        return ERR_OK;
    return errno == ENOMEM ? no_memory(e) : ERR_DENIED;
}
