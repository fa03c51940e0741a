/* Keys, sealed citizen ids, and hashes; libsodium stands behind it, and only here.
 *
 *     if (crypto_init() != 0) ...             // once, before anything else here
 *     crypto_key_make("demo.key", &e);
 *     crypto_key_load(&key, "demo.key", &e);
 *     crypto_seal(&key, "official 17", "001078012345", &sealed);
 *     crypto_open(&key, "official 17", sealed.data, sealed.len, &plain, &e);
 *
 * Sealing is XChaCha20-Poly1305 under a key derived from the file's, with a random nonce of 24
 * bytes (safe to draw at random, so no counter must survive a crash): the same id never looks the
 * same twice. Hence the lookup: an HMAC-SHA-256 under another derived key, equal for equal ids,
 * useless without the key. Any thread.
 */
#ifndef BASE_CRYPTO_H
#define BASE_CRYPTO_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/err.h"

struct crypto_key {
    unsigned char bytes[32];
};

/* Sets the library up; 0, or -1 where it cannot work. More calls do no harm. */
int crypto_init(void);

/* Reads a key file: 64 hexadecimal digits and a line break. ERR_IO where it cannot be read,
 * ERR_INPUT where it is no key, or others than its owner may read or write it. */
int crypto_key_load(struct crypto_key *key, const char *path, struct err *e);

/* Draws a key and writes it to a new file, 0600, synced. ERR_INPUT where the file exists already:
 * overwriting a key would lose every id sealed under it. */
int crypto_key_make(const char *path, struct err *e);

/* Appends nonce and ciphertext of `plain`. `aad` says what it belongs to (a table and a row) and
 * must be the same when it is opened; it is not stored. */
void crypto_seal(const struct crypto_key *key, const char *aad, const char *plain, struct buf *out);

/* Appends the plain text. ERR_DATA, and nothing appended, where the bytes were changed, moved to
 * another place (aad) or sealed under another key. */
int crypto_open(const struct crypto_key *key, const char *aad, const void *sealed, size_t len,
                struct buf *plain, struct err *e);

/* The lookup value of a text under a key, in lower-case hexadecimal digits. */
void crypto_lookup(const struct crypto_key *key, const char *plain, char hex[65]);

/* SHA-256 in lower-case hexadecimal digits. */
void crypto_sha256(const void *bytes, size_t len, char hex[65]);

/* BLAKE2b of 128 bits likewise: a third of the time, for what nobody else computes again. */
void crypto_digest(const void *bytes, size_t len, char hex[33]);

/* Further uses of the key; each has a key of its own, and none tells anything about another. */
enum crypto_use {
    CRYPTO_FOR_AUDIT = 3,       /* chains the rows of the audit */
    CRYPTO_FOR_AUDIT_FIELD = 4, /* hides values in it */
};

/* The key of a use. Whoever made it wipes it (explicit_bzero). */
void crypto_derive(const struct crypto_key *key, enum crypto_use use, struct crypto_key *out);

/* HMAC-SHA-256 of the bytes, under a derived key. */
void crypto_mac(const struct crypto_key *key, const void *bytes, size_t len, unsigned char mac[32]);

/* Whether two texts of `len` bytes are equal, in a time that does not say where they differ. */
bool crypto_is_equal(const void *a, const void *b, size_t len);

/* Random bytes that nobody can foresee; or `n_bytes` of them as 2 * n_bytes lower-case hexadecimal
 * digits and a NUL. */
void crypto_random(void *out, size_t len);
void crypto_random_hex(char *hex, size_t n_bytes);

enum { CRYPTO_PASSWORD = 128 }; /* bytes of a password's hash with its NUL */

/* The argon2id string of a password (19 MiB, 2 passes, one lane; random salt): some 25 ms of one
 * core and the memory for so long, so it belongs on a worker. ERR_BUSY where there is no memory. */
int crypto_password_hash(const char *password, char hash[CRYPTO_PASSWORD], struct err *e);

/* ERR_OK where the password is that of the hash, ERR_DENIED (no text is set) where it is not;
 * ERR_BUSY as above. Takes as long as making the hash. */
int crypto_password_check(const char *hash, const char *password, struct err *e);

#endif
