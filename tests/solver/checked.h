/* The small instance of the checker's tests, plans for it, and what the checker finds in them.
 *
 *     read_instance(edits, &inst);
 *     make_plan(&inst, "f1=A f2=A", SOLVER_OPTIMAL, &plan);   // claims what is so
 *     check(&inst, &plan, found, sizeof found);               // "" or the places, blanks between
 */
#ifndef TESTS_CHECKED_H
#define TESTS_CHECKED_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "solver/check.h"

/* Rooms: A 2 beds; B 2 beds for women; C 3 beds unrestricted, the only one with wc, at site T; D 4
 * beds of 9.99 m², so 2 of them (4 m² each), for pool X; E closed; G 2 beds. Pool Y: one a room. */
static const char INSTANCE[] =
    "{\"format\":\"quarters.instance/1\",\"sites\":[{\"id\":\"S\"},{\"id\":\"T\"}],\"rooms\":["
    "{\"id\":\"A\",\"site\":\"S\",\"beds\":2,\"sex\":\"any\",\"usable\":true},"
    "{\"id\":\"B\",\"site\":\"S\",\"beds\":2,\"sex\":\"F\",\"usable\":true},"
    "{\"id\":\"C\",\"site\":\"T\",\"beds\":3,\"sex\":\"unrestricted\",\"usable\":true,"
    "\"features\":[\"wc\"]},"
    "{\"id\":\"D\",\"site\":\"S\",\"beds\":4,\"area_m2\":9.99,\"sex\":\"any\",\"usable\":true,"
    "\"pools\":[\"X\"]},"
    "{\"id\":\"E\",\"site\":\"S\",\"beds\":2,\"sex\":\"any\",\"usable\":false},"
    "{\"id\":\"G\",\"site\":\"S\",\"beds\":2,\"sex\":\"any\",\"usable\":true}],\"parties\":["
    "{\"id\":\"f1\",\"members\":[{\"id\":\"1\",\"sex\":\"F\"}],\"sharing\":\"shared\",\"pool\":"
    "\"X\",\"band\":1,\"points\":90,\"order\":1,\"agency\":\"P\"},"
    "{\"id\":\"f2\",\"members\":[{\"id\":\"2\",\"sex\":\"F\"}],\"sharing\":\"shared\",\"pool\":"
    "\"X\",\"band\":2,\"points\":95,\"order\":4,\"agency\":\"Q\"},"
    "{\"id\":\"f3\",\"members\":[{\"id\":\"3\",\"sex\":\"F\"}],\"sharing\":\"shared\",\"pool\":"
    "\"X\",\"band\":2,\"points\":80,\"order\":3,\"sites\":[{\"site\":\"S\",\"penalty\":2}],"
    "\"banned_rooms\":[\"G\"]},"
    "{\"id\":\"m1\",\"members\":[{\"id\":\"4\",\"sex\":\"M\"}],\"sharing\":\"shared\",\"pool\":"
    "\"X\",\"band\":1,\"points\":50,\"order\":2},"
    "{\"id\":\"m2\",\"members\":[{\"id\":\"5\",\"sex\":\"M\"}],\"sharing\":\"shared\",\"pool\":"
    "\"Y\",\"band\":3,\"points\":50,\"order\":5,\"wishes\":[{\"feature\":\"wc\",\"weight\":3}]},"
    "{\"id\":\"m3\",\"members\":[{\"id\":\"6\",\"sex\":\"M\"}],\"sharing\":\"shared\",\"pool\":"
    "\"Y\",\"band\":3,\"points\":40,\"order\":6,\"needs\":[\"wc\"]},"
    "{\"id\":\"pr\",\"members\":[{\"id\":\"7\",\"sex\":\"M\"},{\"id\":\"8\",\"sex\":\"F\"}],"
    "\"sharing\":\"private\",\"pool\":\"Y\",\"band\":1,\"points\":30,\"order\":7},"
    "{\"id\":\"mix\",\"members\":[{\"id\":\"9\",\"sex\":\"M\"},{\"id\":\"10\",\"sex\":\"F\"}],"
    "\"sharing\":\"shared\",\"pool\":\"X\",\"band\":1,\"points\":30,\"order\":8}],"
    "\"policy\":{\"pools\":[{\"id\":\"X\"},{\"id\":\"Y\",\"occupancy\":1}],\"incumbents\":\"stay\","
    "\"min_area_per_person\":4,\"objectives\":[\"keep_housed\",\"housed_by_band\",\"points\","
    "\"order\",\"moves\",\"preferences\",\"rooms\",\"agencies\"]}}";

/* Of a text, at its first place. */
struct edit {
    const char *from, *to;
};

#define M1_IN(room)                                                                                \
    {                                                                                              \
        "\"points\":50,\"order\":2", "\"points\":50,\"order\":2,\"current_room\":\"" room "\""     \
    }
#define M1_PINNED(room)                                                                            \
    {                                                                                              \
        "\"points\":50,\"order\":2", "\"points\":50,\"order\":2,\"pinned_room\":\"" room "\""      \
    }

static inline char *edited(const char *text, const struct edit *edits, int n)
{
    char *out = strdup(text);
    assert_non_null(out);
    for (int i = 0; i < n && edits[i].from; i++) {
        char *at = strstr(out, edits[i].from);
        size_t size = strlen(out) + strlen(edits[i].to) + 1;
        char *next = malloc(size);
        if (!at || !next)
            fail_msg("no place for %s", edits[i].from);
        (void)snprintf(next, size, "%.*s%s%s", (int)(at - out), out, edits[i].to,
                       at + strlen(edits[i].from));
        free(out);
        out = next;
    }
    return out;
}

static inline void read_instance(const struct edit *edits, struct solver_instance *inst)
{
    struct solver_findings bad = {0};
    char *text = edited(INSTANCE, edits, 3);
    if (solver_instance_parse(inst, text, strlen(text), &bad) != SOLVER_OK)
        fail_msg("%s: %s", bad.items[0].where, bad.items[0].en);
    free(text);
}

static inline int find_party(const struct solver_instance *inst, const char *id, size_t len)
{
    for (int p = 0; p < inst->n_parties; p++)
        if (strlen(inst->parties[p].id) == len && !memcmp(inst->parties[p].id, id, len))
            return p;
    fail_msg("no party %s", id);
    return -1;
}

static inline int find_room(const struct solver_instance *inst, char id)
{
    for (int r = 0; r < inst->n_rooms; r++)
        if (inst->rooms[r].id[0] == id)
            return r;
    fail_msg("no room %c", id);
    return -1;
}

/* A plan of that allocation which claims what is so, and to have proven it. */
static inline void make_plan(const struct solver_instance *inst, const char *rooms,
                             enum solver_status status, struct solver_plan *plan)
{
    size_t n = (size_t)inst->n_parties;
    *plan = (struct solver_plan){.status = status, .n_parties = inst->n_parties};
    memcpy(plan->instance_sha256, inst->sha256, sizeof inst->sha256);
    plan->room_of_party = calloc(n, sizeof *plan->room_of_party);
    plan->unplaced = calloc(n, sizeof *plan->unplaced);
    plan->levels = calloc(32, sizeof *plan->levels);
    plan->conflict_parties = calloc(n, sizeof *plan->conflict_parties);
    plan->conflict_rooms = calloc(1, sizeof *plan->conflict_rooms);
    for (int p = 0; p < inst->n_parties; p++) {
        plan->room_of_party[p] = -1;
        plan->unplaced[p].n_reasons = 1;
    }
    for (const char *at = rooms; *at;) {
        size_t len = strcspn(at, "=");
        plan->room_of_party[find_party(inst, at, len)] = find_room(inst, at[len + 1]);
        at += len + 2;
        at += strspn(at, " ");
    }
    plan->n_levels = status == SOLVER_INFEASIBLE ? 0 : solver_levels_of(inst, plan->levels);
    for (int j = 0; j < plan->n_levels; j++) {
        struct solver_level *level = &plan->levels[j];
        level->value = solver_check_value(inst, plan->room_of_party, level->objective, level->band);
        level->bound = level->value;
        level->is_proven = true;
    }
    for (int p = 0; p < inst->n_parties && status == SOLVER_INFEASIBLE; p++)
        if (inst->parties[p].pinned_room_ix >= 0) {
            plan->conflict_parties[plan->n_conflict_parties++] = p;
            plan->conflict_rooms[0] = inst->parties[p].pinned_room_ix;
            plan->n_conflict_rooms = 1;
        }
}

/* The places of what the checker finds, with blanks between. */
static inline void check(const struct solver_instance *inst, const struct solver_plan *plan,
                         char *out, size_t size)
{
    struct solver_findings bad = {0};
    size_t len = 0;
    out[0] = '\0';
    assert_int_equal(solver_check(inst, plan, &bad), SOLVER_OK);
    for (size_t i = 0; i < bad.n && len < size; i++)
        len += (size_t)snprintf(out + len, size - len, "%s%s", i ? " " : "", bad.items[i].where);
    solver_findings_release(&bad);
}

#endif
