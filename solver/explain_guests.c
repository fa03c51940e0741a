/* The guests of the search for changes, one ask for each type of party (explain_ask.h). */
#include <stdlib.h>
#include <string.h>

#include "explain_ask.h"
#include "explain_parts.h"

/* A type of guest: all that rules can tell of a party, other people aside. */
struct sv_type_asked {
    bool is_private;
    int pool_ix, sex, n_members;
    unsigned char *rooms; /* [n_rooms] fits */
    int n_rooms;          /* that fit */
    int out_ix;           /* the ask leaves this party out; -1 */
    struct sv_ask *ask;
    struct sv_type_asked *next;
};

/* Puts a party on the probe's chair, for sv_fits. */
static void seat_probe(struct sv_guests *g, const struct solver_party *party)
{
    static const int SEXES[] = {
        [SV_ONLY_F] = SOLVER_F, [SV_ONLY_M] = SOLVER_M, [SV_BOTH] = SV_MIXED};
    struct sv_ask *a = g->probe;
    a->inst.parties[a->guest] = *party;
    a->run.rules.sex[a->guest] = SEXES[sv_sexes_of(party)];
    a->run.rules.own_room[a->guest] =
        g->base->inst->policy.incumbents == SOLVER_COMPETE ? -1 : party->current_room_ix;
}

static void free_type(struct sv_type_asked *t)
{
    if (t) {
        sv_ask_free(t->ask);
        free(t->rooms);
        free(t);
    }
}

/* The type of a party, not yet asked; NULL: out of memory. */
static struct sv_type_asked *describe(struct sv_guests *g, const struct solver_party *party,
                                      int out_ix)
{
    struct sv_type_asked *t = calloc(1, sizeof *t);
    if (t)
        t->rooms = calloc((size_t)g->base->inst->n_rooms + 1, 1);
    if (!t || !t->rooms) {
        free(t);
        return NULL;
    }
    seat_probe(g, party);
    t->is_private = party->is_private;
    t->pool_ix = party->is_private ? -1 : party->pool_ix;
    t->sex = party->is_private ? -1 : (int)sv_sexes_of(party);
    t->n_members = party->n_members;
    t->out_ix = out_ix;
    for (int r = 0; r < g->base->inst->n_rooms; r++) {
        t->rooms[r] = sv_fits(&g->probe->run.rules, g->probe->guest, r);
        t->n_rooms += t->rooms[r];
    }
    return t;
}

static bool is_same_type(const struct sv_guests *g, const struct sv_type_asked *a,
                         const struct sv_type_asked *b)
{
    return a->is_private == b->is_private && a->pool_ix == b->pool_ix && a->sex == b->sex &&
           a->n_members == b->n_members && a->out_ix == b->out_ix && a->n_rooms == b->n_rooms &&
           !memcmp(a->rooms, b->rooms, (size_t)g->base->inst->n_rooms);
}

/* The ask for a guest like `party`, from the cache or new; NULL where no room fits it (or memory is
 * out: noted). */
struct sv_ask *sv_guests_ask(struct sv_guests *g, const struct solver_party *party, int out_ix)
{
    struct sv_type_asked *new = describe(g, party, out_ix), *t = g->types;
    if (!new) {
        g->is_out_of_memory = true;
        return NULL;
    }
    while (t && !is_same_type(g, t, new))
        t = t->next;
    if (t || !new->n_rooms) {
        free_type(new);
        return t && t->ask->is_possible ? t->ask : NULL;
    }
    struct sv_question q = {.guest = party, .out_ix = out_ix, .room_ix = -1};
    new->ask = sv_ask_new(g->base, &q);
    if (!new->ask) {
        free_type(new);
        g->is_out_of_memory = true;
        return NULL;
    }
    new->next = g->types;
    g->types = new;
    return new->ask->is_possible ? new->ask : NULL;
}

bool sv_guests_has_fitting(struct sv_guests *g, const struct solver_party *party, int room_ix)
{
    bool has = false;
    seat_probe(g, party);
    g->probe->inst.rooms[room_ix].is_usable = true;
    for (int r = 0; r < g->base->inst->n_rooms && !has; r++)
        has = sv_fits(&g->probe->run.rules, g->probe->guest, r);
    g->probe->inst.rooms[room_ix].is_usable = false;
    return has;
}

bool sv_guests_init(struct sv_guests *g, const struct sv_ask_base *base, int unplaced_ix)
{
    struct sv_question q = {
        .guest = &base->inst->parties[unplaced_ix], .out_ix = -1, .room_ix = -1, .is_probe = true};
    *g = (struct sv_guests){.base = base, .probe = sv_ask_new(base, &q)};
    return g->probe != NULL;
}

void sv_guests_release(struct sv_guests *g)
{
    for (struct sv_type_asked *t = g->types, *next; t; t = next) {
        next = t->next;
        free_type(t);
    }
    sv_ask_free(g->probe);
    *g = (struct sv_guests){0};
}
