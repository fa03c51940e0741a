/* Finds the route of a path. The table is short and patterns differ early: a walk is enough. */
#include "inside.h"

#include <string.h>

/* Whether `path` [storage: cut at '/'] fits the pattern, segment by segment. */
static bool fits(const char *pattern, const char *path, const char *args[4], size_t lengths[4],
                 size_t *n_args)
{
    *n_args = 0;
    while (*pattern != '\0' && *path != '\0') {
        if (*pattern != '{') {
            if (*pattern++ != *path++)
                return false;
            continue;
        }
        const size_t n = strcspn(path, "/");
        if (n == 0 || *n_args == 4)
            return false;
        args[*n_args] = path;
        lengths[(*n_args)++] = n;
        path += n;
        pattern += strcspn(pattern, "}") + 1;
    }
    return *pattern == '\0' && *path == '\0';
}

const struct api_route *api_route_find(enum http_method method, const char *path, char *storage,
                                       size_t cap, const char *args[4], unsigned *methods)
{
    const struct api_route *found = NULL;
    const char *at[4];
    size_t lengths[4], n = 0;
    *methods = 0;
    for (size_t r = 0; r < API_N_ROUTES && found == NULL; r++) {
        if (!fits(API_ROUTES[r].pattern, path, at, lengths, &n))
            continue;
        *methods |= 1u << API_ROUTES[r].method;
        if (API_ROUTES[r].method == (method == HTTP_HEAD ? HTTP_GET : method))
            found = &API_ROUTES[r];
    }
    for (size_t a = 0; found != NULL && a < n; a++) {
        if (lengths[a] + 1 > cap) { /* longer than any id: nothing is there */
            *methods = 0;
            return NULL;
        }
        memcpy(storage, at[a], lengths[a]);
        storage[lengths[a]] = '\0';
        args[a] = storage;
        storage += lengths[a] + 1;
        cap -= lengths[a] + 1;
    }
    return found;
}
