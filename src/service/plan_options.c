/* The options of a plan, as JSON and back; see the header. */
#include "service/plan_options.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

static char *text_or_null(const struct json *object, const char *key)
{
    const struct json *j = json_get(object, key);
    return json_is_string(j) ? mem_dup(json_text(j)) : NULL;
}

static struct plan_place *read_places(const struct json *list, size_t *n)
{
    *n = json_len(list);
    struct plan_place *places = mem_array(*n, sizeof *places);
    for (size_t i = 0; i < *n; i++) {
        const struct json *one = json_at(list, i);
        places[i].request = mem_dup(json_text(json_get(one, "request")));
        places[i].room = mem_dup(json_text(json_get(one, "room")));
    }
    return places;
}

void plan_options_fact(struct plan_options *o, int64_t official_id, const char *field,
                       const char *value)
{
    o->facts = mem_grow(o->facts, o->n_facts + 1, sizeof *o->facts);
    o->facts[o->n_facts++] = (struct plan_fact){
        .official_id = official_id, .field = mem_dup(field), .value = mem_dup(value)};
}

void plan_options_close(struct plan_options *o, const char *room)
{
    o->closed = mem_grow(o->closed, o->n_closed + 1, sizeof *o->closed);
    o->closed[o->n_closed++] = mem_dup(room);
}

void plan_options_read(struct plan_options *o, const struct json *object)
{
    const struct json *closed = json_get(object, "closed_rooms");
    const struct json *facts = json_get(object, "facts");
    *o = (struct plan_options){
        .policy = text_or_null(object, "policy"),
        .seed = text_or_null(object, "seed"),
        .is_today = json_bool(json_get(object, "today")),
        .is_refill = json_bool(json_get(object, "refill")),
    };
    for (size_t i = 0; i < json_len(closed); i++)
        plan_options_close(o, json_text(json_at(closed, i)));
    o->pins = read_places(json_get(object, "pins"), &o->n_pins);
    o->bans = read_places(json_get(object, "bans"), &o->n_bans);
    for (size_t i = 0; i < json_len(facts); i++) {
        const struct json *one = json_at(facts, i);
        plan_options_fact(o, json_int(json_get(one, "official_id")),
                          json_text(json_get(one, "field")), json_text(json_get(one, "value")));
    }
}

static void key(struct buf *out, size_t begin, const char *name)
{
    buf_fmt(out, "%s\"%s\":", out->len > begin + 1 ? "," : "", name);
}

static void write_places(struct buf *out, size_t begin, const char *name, size_t n,
                         const struct plan_place *places)
{
    if (n == 0)
        return;
    key(out, begin, name);
    for (size_t i = 0; i < n; i++) {
        buf_str(out, i == 0 ? "[{\"request\":" : ",{\"request\":");
        buf_json(out, places[i].request);
        buf_str(out, ",\"room\":");
        buf_json(out, places[i].room);
        buf_char(out, '}');
    }
    buf_char(out, ']');
}

static void write_facts(struct buf *out, size_t begin, const struct plan_options *o)
{
    if (o->n_facts == 0)
        return;
    key(out, begin, "facts");
    for (size_t i = 0; i < o->n_facts; i++) {
        const struct plan_fact *f = &o->facts[i];
        buf_str(out, i == 0 ? "[{" : ",{");
        if (f->official_id != 0)
            buf_fmt(out, "\"official_id\":%lld,", (long long)f->official_id);
        buf_str(out, "\"field\":");
        buf_json(out, f->field);
        buf_str(out, ",\"value\":");
        buf_json(out, f->value);
        buf_char(out, '}');
    }
    buf_char(out, ']');
}

void plan_options_write(const struct plan_options *o, struct buf *out)
{
    size_t begin = out->len;
    buf_char(out, '{');
    const char *const texts[][2] = {{"policy", o->policy}, {"seed", o->seed}};
    for (size_t i = 0; i < 2; i++)
        if (texts[i][1] != NULL) {
            key(out, begin, texts[i][0]);
            buf_json(out, texts[i][1]);
        }
    if (o->is_today) {
        key(out, begin, "today");
        buf_str(out, "true");
    }
    if (o->is_refill) {
        key(out, begin, "refill");
        buf_str(out, "true");
    }
    if (o->n_closed > 0)
        key(out, begin, "closed_rooms");
    for (size_t i = 0; i < o->n_closed; i++) {
        buf_char(out, i == 0 ? '[' : ',');
        buf_json(out, o->closed[i]);
    }
    buf_str(out, o->n_closed > 0 ? "]" : "");
    write_places(out, begin, "pins", o->n_pins, o->pins);
    write_places(out, begin, "bans", o->n_bans, o->bans);
    write_facts(out, begin, o);
    buf_char(out, '}');
}

static void release_places(size_t n, struct plan_place *places)
{
    for (size_t i = 0; i < n; i++) {
        free(places[i].request);
        free(places[i].room);
    }
    free(places);
}

void plan_options_release(struct plan_options *o)
{
    free(o->policy);
    free(o->seed);
    for (size_t i = 0; i < o->n_closed; i++)
        free(o->closed[i]);
    free(o->closed);
    release_places(o->n_pins, o->pins);
    release_places(o->n_bans, o->bans);
    for (size_t i = 0; i < o->n_facts; i++) {
        free(o->facts[i].field);
        free(o->facts[i].value);
    }
    free(o->facts);
    *o = (struct plan_options){0};
}
