/* SHA-256 (FIPS 180-4) of a byte string, for the name of an instance in its plans. Own code: the
 * engine links no crypto library, and 100 lines are less than a dependency. */
#ifndef SOLVER_SHA256_H
#define SOLVER_SHA256_H

#include <stddef.h>

/* Writes the digest of `len` bytes as 64 lower-case hex digits and a NUL. Cannot fail. */
void sv_sha256(const void *bytes, size_t len, char hex[65]);

#endif
