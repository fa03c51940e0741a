/* Is this test built under a sanitizer? A run takes three to five times as long there, and what it
 * is for is memory, not the law: of what the plain build tries thousands of times, FEWER(n) does a
 * fifth. */
#ifndef TESTS_SANITIZED_H
#define TESTS_SANITIZED_H

#ifndef __has_feature /* clang's word for it; gcc has macros */
#define __has_feature(feature) 0
#endif
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__) ||                               \
    __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define IS_SANITIZED 1
#else
#define IS_SANITIZED 0
#endif

#define FEWER(n) (IS_SANITIZED ? (n) / 5 : (n))

#endif
