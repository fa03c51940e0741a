/* Random numbers of the generator: SplitMix64, one stream per list.
 *
 * Steele, Lea, Flood: Fast splittable pseudorandom number generators (2014). The stream's name is
 * hashed into the state (FNV-1a), so that lists do not share numbers.
 */
#include "fixture.h"

#include <stdlib.h>

struct fixture_rng fixture_rng_of(uint64_t seed, const char *stream)
{
    uint64_t hash = 0xcbf29ce484222325U;
    for (const char *c = stream; *c != '\0'; c++)
        hash = (hash ^ (unsigned char)*c) * 0x100000001b3U;
    return (struct fixture_rng){.state = seed ^ hash};
}

static uint64_t next(struct fixture_rng *r)
{
    uint64_t z = r->state += 0x9e3779b97f4a7c15U;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9U;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebU;
    return z ^ (z >> 31);
}

int fixture_below(struct fixture_rng *r, int n)
{
    if (n <= 0)
        abort();
    return (int)(next(r) % (uint64_t)n); /* the bias is below 1e-15 for lists of people */
}

int fixture_between(struct fixture_rng *r, int low, int high)
{
    return low + fixture_below(r, high - low + 1);
}

bool fixture_chance(struct fixture_rng *r, int per_mille)
{
    return fixture_below(r, 1000) < per_mille;
}

const char *fixture_draw(struct fixture_rng *r, const struct fixture_word *words)
{
    int total = 0;
    for (const struct fixture_word *w = words; w->text != NULL; w++)
        total += w->weight;
    int at = fixture_below(r, total);
    const struct fixture_word *w = words;
    for (; at >= w->weight; w++)
        at -= w->weight;
    return w->text;
}
