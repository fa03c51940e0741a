/* Encryption of single values, keyed look-up, hashes. libsodium.
 *
 *     if (crypto_init() != 0) …
 *     struct crypto_key key;
 *     int rc = crypto_key_load(&key, "house.key", &e);
 *     crypto_seal(&key, "official|17|citizen_id", "033201000017", &sealed);
 *     rc = crypto_open(&key, "official|17|citizen_id", sealed.data, sealed.len, &plain, &e);
 *     crypto_lookup(&key, "033201000017", hex);       // equal ids, equal hex
 *
 * XChaCha20-Poly1305 with a random nonce; the place of a value (table|row|column) is authenticated,
 * so that a sealed value moved elsewhere does not open. The three uses take separate subkeys of
 * the one in the file. A plain hash of a 12-digit id is guessed in minutes: hence the keyed one.
 * After crypto_init any thread.
 */
#ifndef BASE_CRYPTO_H
#define BASE_CRYPTO_H

#include <stddef.h>

#include "base/buf.h"
#include "base/err.h"

struct crypto_key {
    unsigned char bytes[32];
};

/* Once before all else. 0, or -1 where the system has no random numbers. */
int crypto_init(void);

/* Reads a key file (64 hex digits and a line end). ERR_IO where it cannot be read, ERR_INPUT where
 * it holds no key or others may read it (mode beyond 0600). */
int crypto_key_load(struct crypto_key *key, const char *path, struct err *e);

/* Makes a key file of random bytes, mode 0600, on disk when it returns. Refuses an existing file:
 * without its key a data base's ids are lost. ERR_INPUT, ERR_IO. */
int crypto_key_make(const char *path, struct err *e);

/* Appends nonce || ciphertext || tag to `out`: 40 bytes more than the plain text. */
void crypto_seal(const struct crypto_key *key, const char *aad, const char *plain, struct buf *out);

/* Appends the plain text. ERR_DATA where key, place or bytes are not those of the sealing; then
 * nothing is added. */
int crypto_open(const struct crypto_key *key, const char *aad, const void *sealed, size_t n,
                struct buf *plain, struct err *e);

/* HMAC-SHA-256 under a derived key, 64 hex digits and NUL. */
void crypto_lookup(const struct crypto_key *key, const char *plain, char hex[65]);

/* SHA-256, 64 hex digits and NUL. */
void crypto_sha256(const void *data, size_t n, char hex[65]);

#endif
