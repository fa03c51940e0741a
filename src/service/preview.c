/* Eligibility and points of a round, see the header. */
#include "service/preview.h"

#include <stdlib.h>
#include <string.h>

#include "service/allocate.h"
#include "service/freeze.h"
#include "service/policies.h"
#include "service/round.h"

/* The register as it stands, under the round's policy. */
static int load_open(struct store *s, struct preview *v, struct err *e)
{
    int rc = policies_load(s, v->round.policy, v->round.policy_version, &v->policy, e);
    if (rc == ERR_OK)
        rc = snapshot_load(&v->snapshot, s, v->round.as_of, e);
    v->snapshot.is_confirmed_only = true;
    return rc;
}

static int load_closed(struct store *s, struct preview *v, struct err *e)
{
    struct frozen f = {0};
    int rc = round_snapshot(s, v->round.code, NULL, &f, e);
    v->policy = f.policy;
    v->snapshot = f.snapshot;
    f.policy = (struct policy){0};
    f.snapshot = (struct snapshot){0};
    frozen_release(&f);
    return rc;
}

/* Drops what is outside the scope. Both lists ascend by code. */
static int narrow(struct store *s, const struct principal *who, struct snapshot *house,
                  struct err *e)
{
    struct store_codes seen = {0};
    struct store_scope scope = principal_scope(who);
    int rc = store_round_sees(s, &scope, &seen, e);
    size_t n = 0;
    size_t at = 0;
    for (size_t i = 0; i < house->n_requests; i++) {
        struct snapshot_request *r = &house->requests[i];
        while (at < seen.n && strcmp(seen.items[at], r->id) < 0)
            at++;
        if (at < seen.n && strcmp(seen.items[at], r->id) == 0)
            house->requests[n++] = *r;
        else
            snapshot_release_request(r);
    }
    house->n_requests = n;
    store_codes_release(&seen);
    return rc;
}

int preview_load(struct store *s, const struct principal *who, const char *code,
                 struct preview *out, struct err *e)
{
    *out = (struct preview){0};
    int rc = round_get(s, code, &out->round, e);
    if (rc == ERR_OK)
        rc = out->round.closed_at == 0 ? load_open(s, out, e) : load_closed(s, out, e);
    if (rc == ERR_OK) {
        const char *seed = out->round.confirmed_at != 0 ? out->round.seed : ALLOCATE_NO_SEED;
        snapshot_score(&out->snapshot, &out->policy, out->round.as_of);
        snapshot_draw(&out->snapshot, &out->policy, seed);
        rc = narrow(s, who, &out->snapshot, e);
    }
    if (rc != ERR_OK)
        preview_release(out);
    return rc;
}

void preview_release(struct preview *v)
{
    store_round_release(&v->round);
    policy_release(&v->policy);
    snapshot_release(&v->snapshot);
    *v = (struct preview){0};
}
