/* Buckets of tries by address, see the header. A table of sets of WAYS entries; an address lives in
 * the set its hash names, so a look touches one set and the whole never grows.
 */
#include "service/throttle.h"

#include "base/mem.h"

#include <arpa/inet.h>
#include <math.h>
#include <netinet/in.h>
#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { SETS = 512, WAYS = 8, NAME = 16 };

struct bucket {
    unsigned char name[NAME]; /* network address; of IPv4 mapped into IPv6 */
    double n;                 /* tries left */
    double at_s;              /* when that was counted; 0 = unused */
};

struct throttle {
    pthread_mutex_t lock;
    double burst, per_s;
    struct bucket buckets[SETS][WAYS];
};

struct throttle *throttle_new(double burst, double per_s)
{
    struct throttle *t = mem_alloc(sizeof *t);
    pthread_mutex_init(&t->lock, NULL);
    t->burst = burst;
    t->per_s = per_s;
    return t;
}

void throttle_free(struct throttle *t)
{
    if (t == NULL)
        return;
    pthread_mutex_destroy(&t->lock);
    free(t);
}

/* What counts as one address; text that is none is all one. */
static void name_of(const char *address, unsigned char name[NAME])
{
    struct in_addr v4;
    struct in6_addr v6;
    memset(name, 0, NAME);
    if (inet_pton(AF_INET, address, &v4) == 1) {
        name[10] = name[11] = 0xff;
        memcpy(name + 12, &v4, 4);
    } else if (inet_pton(AF_INET6, address, &v6) == 1) {
        memcpy(name, &v6, IN6_IS_ADDR_V4MAPPED(&v6) ? 16 : 8);
    }
}

static double left(const struct throttle *t, const struct bucket *b, double now_s)
{
    double n = b->at_s > 0 ? b->n + (now_s - b->at_s) * t->per_s : t->burst;
    return n < t->burst ? n : t->burst;
}

/* The bucket of an address; where it has none yet, the one of its set that was longest at rest. */
static struct bucket *find(struct throttle *t, const char *address)
{
    unsigned char name[NAME];
    uint32_t hash = 2166136261u; /* FNV-1a */
    name_of(address, name);
    for (int i = 0; i < NAME; i++)
        hash = (hash ^ name[i]) * 16777619u;
    struct bucket *set = t->buckets[hash % SETS];
    struct bucket *oldest = &set[0];
    for (int i = 0; i < WAYS; i++) {
        if (set[i].at_s > 0 && memcmp(set[i].name, name, NAME) == 0)
            return &set[i];
        if (set[i].at_s < oldest->at_s)
            oldest = &set[i];
    }
    memcpy(oldest->name, name, NAME);
    oldest->at_s = 0;
    return oldest;
}

int throttle_take(struct throttle *t, const char *address, double now_s)
{
    pthread_mutex_lock(&t->lock);
    struct bucket *b = find(t, address);
    double n = left(t, b, now_s);
    /* a sum of small steps may fall short of a whole try by its last bits */
    const double whole = 1 - 1e-6;
    int wait = n >= whole ? 0 : (int)ceil((whole - n) / t->per_s);
    b->n = wait == 0 ? n - 1 : n;
    b->at_s = now_s;
    pthread_mutex_unlock(&t->lock);
    return wait;
}

void throttle_give(struct throttle *t, const char *address)
{
    pthread_mutex_lock(&t->lock);
    struct bucket *b = find(t, address);
    b->n += b->at_s > 0 && b->n + 1 <= t->burst ? 1 : 0;
    pthread_mutex_unlock(&t->lock);
}
