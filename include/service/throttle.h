/* How often one address may try secrets: so many at once, then one every few seconds.
 *
 *     struct throttle *t = throttle_new(THROTTLE_BURST, THROTTLE_PER_S);
 *     int wait = throttle_take(t, request->remote, clock_monotonic_s());
 *     if (wait > 0) … 429, Retry-After: wait
 *     … a right password:
 *     throttle_give(t, request->remote);           // only wrong ones count in the end
 *
 * Tries that are still being judged count, so many at once gain nothing. Networks of IPv6 count as
 * one address (/64): whoever has one has them all. In memory, of bounded size: where more addresses
 * come than it holds, the ones longest at rest are forgotten. Whole offices share an address, which
 * is why a right password gives its try back. Any thread.
 */
#ifndef SERVICE_THROTTLE_H
#define SERVICE_THROTTLE_H

#include <stddef.h>

struct throttle;

#define THROTTLE_BURST 10          /* tries at once */
#define THROTTLE_PER_S (10.0 / 60) /* and ten more each minute */

struct throttle *throttle_new(double burst, double per_s);
void throttle_free(struct throttle *t);

/* Takes one try of an address at an instant of the monotonic clock. 0, or the whole seconds to wait
 * before the next. */
int throttle_take(struct throttle *t, const char *address, double now_s);

/* Gives one try back. */
void throttle_give(struct throttle *t, const char *address);

#endif
