/* Encryption, look-up, hashes, see the header.
 *
 * Subkeys come from the file's key by crypto_kdf (BLAKE2b): 1 seals, 2 looks up. A key that serves
 * one purpose tells nothing about the other.
 */
#include "base/crypto.h"

#include "base/file.h"

#include <sodium.h>

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { SUBKEY_SEAL = 1, SUBKEY_LOOKUP = 2, NONCE = 24, TAG = 16, KEY_DIGITS = 64 };

static const char SUBKEY_CONTEXT[crypto_kdf_CONTEXTBYTES] = {'q', 'u', 'a', 'r',
                                                             't', 'e', 'r', 's'};

_Static_assert(NONCE == crypto_aead_xchacha20poly1305_ietf_NPUBBYTES, "nonce of XChaCha20");
_Static_assert(TAG == crypto_aead_xchacha20poly1305_ietf_ABYTES, "tag of Poly1305");
_Static_assert(sizeof((struct crypto_key *)0)->bytes == crypto_kdf_KEYBYTES, "master key");

int crypto_init(void)
{
    return sodium_init() < 0 ? -1 : 0;
}

static void subkey_of(const struct crypto_key *key, uint64_t id, unsigned char out[32])
{
    (void)crypto_kdf_derive_from_key(out, 32, id, SUBKEY_CONTEXT, key->bytes); /* sizes are right */
}

static bool is_secret(const char *path)
{
    struct stat st;
    return stat(path, &st) != 0 || !S_ISREG(st.st_mode) || (st.st_mode & 077) == 0;
}

int crypto_key_load(struct crypto_key *key, const char *path, struct err *e)
{
    struct buf text = {0};
    int rc = file_read(path, 4096, &text, e);
    size_t n = 0;
    if (rc == ERR_OK && !is_secret(path))
        rc = err_set(e, ERR_INPUT, "tệp khóa %s để người khác đọc được; hãy chạy: chmod 600 %s",
                     "others can read key file %s; run: chmod 600 %s", path, path);
    if (rc == ERR_OK) {
        while (text.len > 0 && strchr(" \r\n", text.data[text.len - 1]) != NULL)
            text.len--;
        if (text.len != KEY_DIGITS ||
            sodium_hex2bin(key->bytes, sizeof key->bytes, text.data, text.len, NULL, &n, NULL) !=
                0 ||
            n != sizeof key->bytes)
            rc = err_set(e, ERR_INPUT, "tệp %s không phải là tệp khóa (cần 64 chữ số hex)",
                         "file %s is no key file (64 hex digits)", path);
    }
    if (text.data != NULL)
        sodium_memzero(text.data, text.cap);
    buf_release(&text);
    return rc;
}

int crypto_key_make(const char *path, struct err *e)
{
    unsigned char bytes[32];
    char text[KEY_DIGITS + 2];
    int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (fd < 0 && errno == EEXIST)
        return err_set(e, ERR_INPUT, "tệp khóa %s đã có; không ghi đè",
                       "key file %s exists; it is not overwritten", path);
    if (fd < 0)
        return err_set(e, ERR_IO, "không tạo được tệp khóa %s: %s", "cannot make key file %s: %s",
                       path, strerrordesc_np(errno));
    randombytes_buf(bytes, sizeof bytes);
    sodium_bin2hex(text, sizeof text, bytes, sizeof bytes);
    text[KEY_DIGITS] = '\n';
    bool is_written = write(fd, text, KEY_DIGITS + 1) == KEY_DIGITS + 1 && fsync(fd) == 0;
    if (close(fd) != 0 || !is_written) {
        (void)unlink(path); /* half a key is no key */
        err_set(e, ERR_IO, "không ghi được tệp khóa %s", "cannot write key file %s", path);
        is_written = false;
    }
    sodium_memzero(bytes, sizeof bytes);
    sodium_memzero(text, sizeof text);
    return is_written ? ERR_OK : ERR_IO;
}

void crypto_seal(const struct crypto_key *key, const char *aad, const char *plain, struct buf *out)
{
    unsigned char subkey[32];
    unsigned char nonce[NONCE];
    size_t n = strlen(plain);
    subkey_of(key, SUBKEY_SEAL, subkey);
    randombytes_buf(nonce, sizeof nonce);
    buf_add(out, nonce, sizeof nonce);
    size_t at = out->len;
    buf_add(out, plain, n);
    buf_add(out, nonce, TAG); /* room; encryption is in place */
    (void)crypto_aead_xchacha20poly1305_ietf_encrypt(
        (unsigned char *)out->data + at, NULL, (const unsigned char *)out->data + at, n,
        (const unsigned char *)aad, strlen(aad), NULL, nonce, subkey);
    sodium_memzero(subkey, sizeof subkey);
}

int crypto_open(const struct crypto_key *key, const char *aad, const void *sealed, size_t n,
                struct buf *plain, struct err *e)
{
    const unsigned char *bytes = sealed;
    unsigned char subkey[32];
    struct buf text = {0};
    int rc = ERR_OK;
    subkey_of(key, SUBKEY_SEAL, subkey);
    if (n >= NONCE + TAG)
        buf_add(&text, bytes + NONCE, n - NONCE);
    if (n < NONCE + TAG ||
        crypto_aead_xchacha20poly1305_ietf_decrypt(
            (unsigned char *)text.data, NULL, NULL, (const unsigned char *)text.data, text.len,
            (const unsigned char *)aad, strlen(aad), bytes, subkey) != 0)
        rc = err_set(e, ERR_DATA, "không giải mã được: sai khóa hoặc dữ liệu đã bị sửa",
                     "cannot decrypt: wrong key or changed data");
    else
        buf_add(plain, text.data, n - NONCE - TAG);
    if (text.data != NULL)
        sodium_memzero(text.data, text.cap);
    buf_release(&text);
    sodium_memzero(subkey, sizeof subkey);
    return rc;
}

void crypto_lookup(const struct crypto_key *key, const char *plain, char hex[65])
{
    unsigned char subkey[32];
    unsigned char mac[crypto_auth_hmacsha256_BYTES];
    subkey_of(key, SUBKEY_LOOKUP, subkey);
    crypto_auth_hmacsha256(mac, (const unsigned char *)plain, strlen(plain), subkey);
    sodium_bin2hex(hex, 65, mac, sizeof mac);
    sodium_memzero(subkey, sizeof subkey);
}

void crypto_sha256(const void *data, size_t n, char hex[65])
{
    unsigned char hash[crypto_hash_sha256_BYTES];
    crypto_hash_sha256(hash, data, n);
    sodium_bin2hex(hex, 65, hash, sizeof hash);
}
