/* Laws of keys, sealing, lookups and hashes. */
#include "base/crypto.h"
#include "base/file.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

static const struct crypto_key KEY = {.bytes = {1, 2, 3}};
static const struct crypto_key OTHER = {.bytes = {1, 2, 4}};
static const char ID[] = "001078012345";

static char folder[] = "/tmp/base_crypto.XXXXXX";
static char path[64];

static int set_up(void **state)
{
    (void)state;
    if (crypto_init() != 0 || crypto_init() != 0 || mkdtemp(folder) == NULL)
        return -1;
    struct buf b = {0};
    buf_fmt(&b, "%s/key", folder);
    memcpy(path, b.data, b.len + 1);
    buf_release(&b);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    return rmdir(folder);
}

static int open_it(const struct crypto_key *key, const char *aad, const struct buf *sealed)
{
    struct err e = {0};
    struct buf plain = {0};
    int rc = crypto_open(key, aad, sealed->data, sealed->len, &plain, &e);
    assert_true(rc == ERR_OK ? strcmp(plain.data, ID) == 0 : plain.data == NULL);
    assert_int_equal(rc, e.code);
    buf_release(&plain);
    return rc;
}

static void t_what_is_sealed_opens(void **state)
{
    (void)state;
    struct buf sealed = {0};
    crypto_seal(&KEY, "official 17", ID, &sealed);
    assert_null(memmem(sealed.data, sealed.len, ID, 6));
    assert_int_equal(open_it(&KEY, "official 17", &sealed), ERR_OK);
    buf_release(&sealed);
}

static void t_equal_texts_seal_differently(void **state)
{
    (void)state;
    struct buf a = {0}, b = {0};
    crypto_seal(&KEY, "x", ID, &a);
    crypto_seal(&KEY, "x", ID, &b);
    assert_int_equal(a.len, b.len);
    assert_memory_not_equal(a.data, b.data, a.len);
    buf_release(&a);
    buf_release(&b);
}

static void t_no_other_key_or_place_opens(void **state)
{
    (void)state;
    struct buf sealed = {0};
    crypto_seal(&KEY, "official 17", ID, &sealed);
    assert_int_equal(open_it(&OTHER, "official 17", &sealed), ERR_DATA);
    assert_int_equal(open_it(&KEY, "official 18", &sealed), ERR_DATA);
    buf_release(&sealed);
}

static void t_every_changed_bit_is_noticed(void **state)
{
    (void)state;
    struct buf sealed = {0};
    crypto_seal(&KEY, "x", ID, &sealed);
    for (size_t i = 0; i < sealed.len; i++)
        for (int bit = 0; bit < 8; bit++) {
            char old = sealed.data[i];
            sealed.data[i] = (char)(old ^ (1 << bit));
            assert_int_equal(open_it(&KEY, "x", &sealed), ERR_DATA);
            sealed.data[i] = old;
        }
    while (sealed.len > 0) {
        sealed.len--;
        assert_int_equal(open_it(&KEY, "x", &sealed), ERR_DATA);
    }
    buf_release(&sealed);
}

static void t_lookups_are_equal_for_equal_texts_only(void **state)
{
    (void)state;
    char a[65], b[65], other_key[65], other_text[65], hash[65];
    crypto_lookup(&KEY, ID, a);
    crypto_lookup(&KEY, ID, b);
    crypto_lookup(&OTHER, ID, other_key);
    crypto_lookup(&KEY, "001078012346", other_text);
    crypto_sha256(ID, strlen(ID), hash);
    assert_int_equal(strlen(a), 64);
    assert_string_equal(a, b);
    assert_string_not_equal(a, other_key);
    assert_string_not_equal(a, other_text);
    assert_string_not_equal(a, hash);
}

static void t_sha256_of_the_standard(void **state)
{
    (void)state;
    char hex[65];
    crypto_sha256("abc", 3, hex); /* FIPS 180-4, example */
    assert_string_equal(hex, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    crypto_sha256(NULL, 0, hex);
    assert_string_equal(hex, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

static void t_digests_of_the_standard(void **state)
{
    (void)state;
    char hex[33];
    crypto_digest("abc", 3, hex); /* RFC 7693, of 128 bits; as Python's hashlib has them */
    assert_string_equal(hex, "cf4ab791c62b8d2b2109c90275287816");
    crypto_digest(NULL, 0, hex);
    assert_string_equal(hex, "cae66941d9efbd404e4d88758ea67670");
}

static void t_a_key_file_is_made_once(void **state)
{
    (void)state;
    struct err e = {0};
    struct crypto_key a, b;
    struct stat st;
    assert_int_equal(crypto_key_make(path, &e), ERR_OK);
    assert_int_equal(stat(path, &st), 0);
    assert_int_equal(st.st_mode & 0777, 0600);
    assert_int_equal(crypto_key_load(&a, path, &e), ERR_OK);
    assert_int_equal(crypto_key_make(path, &e), ERR_INPUT);
    e = (struct err){0};
    assert_int_equal(crypto_key_load(&b, path, &e), ERR_OK);
    assert_memory_equal(a.bytes, b.bytes, sizeof a.bytes);
    assert_int_equal(chmod(path, 0640), 0);
    assert_int_equal(crypto_key_load(&b, path, &e), ERR_INPUT);
    assert_int_equal(unlink(path), 0);
}

static void t_what_is_no_key_file(void **state)
{
    (void)state;
    static const char *const bad[] = {
        "", "00", "zz112233445566778899aabbccddeeff00112233445566778899aabbccddeeff\n",
        "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff00"};
    struct crypto_key key;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct err e = {0};
        assert_int_equal(file_write(path, bad[i], strlen(bad[i]), 0600, &e), ERR_OK);
        assert_int_equal(crypto_key_load(&key, path, &e), ERR_INPUT);
    }
    assert_int_equal(unlink(path), 0);
    struct err e = {0};
    assert_int_equal(crypto_key_load(&key, path, &e), ERR_IO);
}

/* RFC 4231, cases 1 and 2; HMAC pads a shorter key with zeros, so these are keys of 32 bytes, too.
 */
static void t_macs_of_the_standard(void **state)
{
    (void)state;
    static const unsigned char want_1[4] = {0xb0, 0x34, 0x4c, 0x61};
    static const unsigned char want_2[4] = {0x5b, 0xdc, 0xc1, 0x46};
    struct crypto_key key = {{0}};
    unsigned char mac[32];
    memset(key.bytes, 0x0b, 20);
    crypto_mac(&key, "Hi There", 8, mac);
    assert_memory_equal(mac, want_1, 4);
    key = (struct crypto_key){"Jefe"};
    crypto_mac(&key, "what do ya want for nothing?", 28, mac);
    assert_memory_equal(mac, want_2, 4);
    assert_true(crypto_is_equal(mac, mac, 32));
    assert_false(crypto_is_equal(mac, key.bytes, 32));
}

static void t_each_use_has_its_own_key(void **state)
{
    (void)state;
    struct crypto_key key = {{1}}, audit, field, again;
    crypto_derive(&key, CRYPTO_FOR_AUDIT, &audit);
    crypto_derive(&key, CRYPTO_FOR_AUDIT_FIELD, &field);
    crypto_derive(&key, CRYPTO_FOR_AUDIT, &again);
    assert_memory_equal(audit.bytes, again.bytes, 32);
    assert_memory_not_equal(audit.bytes, field.bytes, 32);
    assert_memory_not_equal(audit.bytes, key.bytes, 32);
    crypto_random(key.bytes, 32);
    crypto_random(again.bytes, 32);
    assert_memory_not_equal(key.bytes, again.bytes, 32);
}

static void t_a_password_opens_its_own_hash_alone(void **state)
{
    char a[CRYPTO_PASSWORD], b[CRYPTO_PASSWORD];
    struct err e = {0};
    (void)state;
    assert_int_equal(crypto_password_hash("một câu thật dài", a, &e), ERR_OK);
    assert_int_equal(crypto_password_hash("một câu thật dài", b, &e), ERR_OK);
    assert_string_not_equal(a, b);
    assert_int_equal(strncmp(a, "$argon2id$v=19$m=19456,t=2,p=1$", 31), 0);
    assert_int_equal(crypto_password_check(a, "một câu thật dài", &e), ERR_OK);
    assert_int_equal(crypto_password_check(a, "một câu thật dàI", &e), ERR_DENIED);
    assert_int_equal(crypto_password_check(a, "", &e), ERR_DENIED);
    assert_int_equal(crypto_password_check("", "", &e), ERR_DENIED);
    assert_int_equal(crypto_password_check("$argon2id$", "x", &e), ERR_DENIED);
}

static void t_random_digits_differ(void **state)
{
    char a[33], b[33];
    (void)state;
    crypto_random_hex(a, 16);
    crypto_random_hex(b, 16);
    assert_int_equal(strspn(a, "0123456789abcdef"), 32);
    assert_int_equal(strlen(a), 32);
    assert_string_not_equal(a, b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(t_what_is_sealed_opens),
        cmocka_unit_test(t_equal_texts_seal_differently),
        cmocka_unit_test(t_no_other_key_or_place_opens),
        cmocka_unit_test(t_every_changed_bit_is_noticed),
        cmocka_unit_test(t_lookups_are_equal_for_equal_texts_only),
        cmocka_unit_test(t_sha256_of_the_standard),
        cmocka_unit_test(t_digests_of_the_standard),
        cmocka_unit_test(t_macs_of_the_standard),
        cmocka_unit_test(t_each_use_has_its_own_key),
        cmocka_unit_test(t_a_key_file_is_made_once),
        cmocka_unit_test(t_what_is_no_key_file),
        cmocka_unit_test(t_a_password_opens_its_own_hash_alone),
        cmocka_unit_test(t_random_digits_differ),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
