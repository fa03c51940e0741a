/* Limits of a process on itself, and where its program is; see child.h. */
#include <math.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include "base/child.h"

#if defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define IS_SANITIZED 1
#endif
#endif
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define IS_SANITIZED 1
#endif
#ifndef IS_SANITIZED
#define IS_SANITIZED 0
#endif

static void set_limit(__rlimit_resource_t what, rlim_t soft, rlim_t hard)
{
    struct rlimit old;
    if (getrlimit(what, &old) == 0 && old.rlim_max != RLIM_INFINITY && hard > old.rlim_max)
        hard = old.rlim_max;
    struct rlimit limit = {.rlim_cur = soft < hard ? soft : hard, .rlim_max = hard};
    (void)setrlimit(what, &limit); /* lowering is always allowed */
}

void child_limit_self(size_t memory, double cpu_s)
{
    if (memory > 0 && !IS_SANITIZED)
        set_limit(RLIMIT_AS, memory, memory);
    if (cpu_s > 0) {
        rlim_t s = (rlim_t)ceil(cpu_s);
        set_limit(RLIMIT_CPU, s, s + 1);
    }
    set_limit(RLIMIT_CORE, 0, 0); /* a core file would hold personal data */
    (void)prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
}

int child_self_path(char *out, size_t cap)
{
    ssize_t n = readlink("/proc/self/exe", out, cap);
    if (n < 0 || (size_t)n >= cap)
        return -1;
    out[n] = '\0';
    return 0;
}
