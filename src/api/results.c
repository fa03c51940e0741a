/* Results: the published rounds, the list of each, the page of truth of one request. */
#include "routes.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "fields.h"
#include "results.h"
#include "service/grid.h"
#include "service/result.h"
#include "service/score.h"
#include "stays.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* ---- published rounds ---- */

static const struct api_field PUBLISHED[] = {
    {"round", FIELD_TEXT, offsetof(struct store_published, round)},
    {"name", FIELD_TEXT, offsetof(struct store_published, name)},
    {"state", FIELD_TEXT, offsetof(struct store_published, state)},
    {"as_of", FIELD_TEXT, offsetof(struct store_published, as_of)},
    {"published_at", FIELD_INSTANT, offsetof(struct store_published, published_at)},
    {"names_public", FIELD_ANSWER, offsetof(struct store_published, names_public)},
    {"n_people", FIELD_INT, offsetof(struct store_published, n_people)},
};

/* For readers without script: each row has the address of its list. */
static int write_rounds_sheet(struct api_call *c, enum api_type type,
                              const struct store_published_rounds *rounds, struct err *e)
{
    static const char *const headings[] = {"Đợt", "Tên", "Ngày công bố", "Số người có chỗ ở",
                                           "Danh sách"};
    struct grid g;
    grid_init(&g, "Các đợt đã công bố", COUNT(headings), headings);
    for (size_t i = 0; i < rounds->n; i++) {
        char day[11];
        struct buf address = {0};
        clock_day(rounds->items[i].published_at, day);
        buf_fmt(&address, "/api/v1/rounds/%s/results?format=csv", rounds->items[i].round);
        grid_text(&g, rounds->items[i].round);
        grid_text(&g, rounds->items[i].name);
        grid_text(&g, day);
        grid_int(&g, rounds->items[i].n_people);
        grid_text(&g, address.data);
        buf_release(&address);
    }
    const struct sheet sheet = grid_sheet(&g);
    int rc = api_sheets(c, type, "results", &sheet, 1, e);
    grid_release(&g);
    return rc;
}

static void write_rounds(struct buf *out, const struct store_published_rounds *rounds)
{
    buf_str(out, "{\"items\":[");
    for (size_t i = 0; i < rounds->n; i++) {
        buf_str(out, i > 0 ? ",\n{" : "\n{");
        api_write_fields(out, PUBLISHED, COUNT(PUBLISHED), &rounds->items[i]);
        buf_char(out, '}');
    }
    buf_fmt(out, "],\"n\":%zu}\n", rounds->n);
}

int api_list_results(struct api_call *c, struct store *s, struct err *e)
{
    struct store_published_rounds rounds = {0};
    const int type = api_accept(c, 1u << API_JSON | 1u << API_CSV | 1u << API_XLSX);
    int rc = type < 0 ? ERR_INPUT : store_published_list(s, &rounds, e);
    if (rc == ERR_OK && type == API_JSON)
        write_rounds(&c->reply->body, &rounds);
    else if (rc == ERR_OK)
        rc = write_rounds_sheet(c, (enum api_type)type, &rounds, e);
    store_published_rounds_release(&rounds);
    return rc;
}

/* ---- the list of a round ---- */

static const struct api_field NAMED[] = {
    {"name", FIELD_TEXT, offsetof(struct store_listed, name)},
    {"agency_name", FIELD_TEXT, offsetof(struct store_listed, agency_name)},
    {"site_name", FIELD_TEXT, offsetof(struct store_listed, site_name)},
};

static const struct api_field RECEIPTS[] = {
    {"request", FIELD_TEXT, offsetof(struct store_listed, request)},
    {"site_name", FIELD_TEXT, offsetof(struct store_listed, site_name)},
};

static int by_receipt(const void *x, const void *y)
{
    return strcmp(((const struct store_listed *)x)->request,
                  ((const struct store_listed *)y)->request);
}

/* Puts the receipts of a list in the order of their codes, each once: the order of the names would
 * tell them. */
static void sort_receipts(struct store_listed_people *people)
{
    size_t n = 0;
    if (people->n > 0)
        qsort(people->items, people->n, sizeof *people->items, by_receipt);
    for (size_t i = 0; i < people->n; i++) {
        struct store_listed one = people->items[i];
        if (n > 0 && strcmp(people->items[n - 1].request, one.request) == 0) {
            struct store_listed_people twin = {1, mem_alloc(sizeof one)};
            twin.items[0] = one;
            store_listed_people_release(&twin);
            continue;
        }
        people->items[n++] = one;
    }
    people->n = n;
}

static void write_list(struct buf *out, const struct store_published *round, bool has_names,
                       const struct store_listed_people *people)
{
    buf_char(out, '{');
    api_write_fields(out, PUBLISHED, COUNT(PUBLISHED), round);
    buf_str(out, ",\"items\":[");
    for (size_t i = 0; i < people->n; i++) {
        buf_str(out, i > 0 ? ",\n{" : "\n{");
        api_write_fields(out, has_names ? NAMED : RECEIPTS,
                         has_names ? COUNT(NAMED) : COUNT(RECEIPTS), &people->items[i]);
        buf_char(out, '}');
    }
    buf_fmt(out, "],\"n\":%zu}\n", people->n);
}

static int write_sheet(struct api_call *c, enum api_type type, const struct store_published *round,
                       bool has_names, const struct store_listed_people *people, struct err *e)
{
    static const char *const named[] = {"STT", "Họ và tên", "Đơn vị công tác", "Khu nhà ở"};
    static const char *const receipts[] = {"STT", "Mã hồ sơ", "Khu nhà ở"};
    struct grid g;
    grid_init(&g, "Danh sách được bố trí chỗ ở", has_names ? 4 : 3, has_names ? named : receipts);
    for (size_t i = 0; i < people->n; i++) {
        grid_int(&g, (int64_t)i + 1);
        grid_text(&g, has_names ? people->items[i].name : people->items[i].request);
        if (has_names)
            grid_text(&g, people->items[i].agency_name);
        grid_text(&g, people->items[i].site_name);
    }
    const struct sheet sheet = grid_sheet(&g);
    int rc = api_sheets(c, type, round->round, &sheet, 1, e);
    grid_release(&g);
    return rc;
}

int api_get_round_results(struct api_call *c, struct store *s, struct err *e)
{
    struct store_published round = {0};
    struct store_listed_people people = {0};
    const int type = api_accept(c, 1u << API_JSON | 1u << API_CSV | 1u << API_XLSX);
    int rc = type < 0 ? ERR_INPUT : store_published_get(s, c->path[0], &round, e);
    if (rc == ERR_OK && round.id == 0)
        rc = ERR_ABSENT;
    if (rc == ERR_OK)
        rc = store_listed_list(s, round.id, &people, e);
    const bool has_names = round.names_public == 1 || c->who.role != PRINCIPAL_NOBODY;
    if (!has_names)
        sort_receipts(&people);
    if (rc == ERR_OK && type == API_JSON)
        write_list(&c->reply->body, &round, has_names, &people);
    else if (rc == ERR_OK)
        rc = write_sheet(c, (enum api_type)type, &round, has_names, &people, e);
    store_published_release(&round);
    store_listed_people_release(&people);
    return rc;
}

/* ---- the page of truth ---- */

static const struct api_field STANDING[] = {
    {"request", FIELD_TEXT, offsetof(struct store_standing, request)},
    {"state", FIELD_TEXT, offsetof(struct store_standing, state)},
    {"points", FIELD_INT, offsetof(struct store_standing, points)},
    {"band", FIELD_INT, offsetof(struct store_standing, band)},
    {"list_order", FIELD_INT, offsetof(struct store_standing, list_order)},
    {"submitted_on", FIELD_KNOWN, offsetof(struct store_standing, submitted_on)},
    {"confirmed_on", FIELD_KNOWN, offsetof(struct store_standing, confirmed_on)},
    {"decided_at", FIELD_INSTANT, offsetof(struct store_standing, decided_at)},
    {"waiting_place", FIELD_INT, offsetof(struct store_standing, waiting_place)},
};

static const struct api_field ROOM[] = {
    {"room", FIELD_TEXT, offsetof(struct store_standing, room)},
    {"site", FIELD_TEXT, offsetof(struct store_standing, site)},
    {"site_name", FIELD_TEXT, offsetof(struct store_standing, site_name)},
};

static const struct api_field ROUND[] = {
    {"round", FIELD_TEXT, offsetof(struct store_standing, round)},
    {"name", FIELD_TEXT, offsetof(struct store_standing, round_name)},
    {"published_at", FIELD_INSTANT, offsetof(struct store_standing, published_at)},
};

/* A member that is an object, or null. */
static void write_object(struct buf *out, const char *name, bool is_there,
                         const struct api_field *fields, size_t n, const void *row)
{
    buf_fmt(out, ",\"%s\":%s", name, is_there ? "{" : "null");
    if (!is_there)
        return;
    api_write_fields(out, fields, n, row);
    buf_char(out, '}');
}

static const char *fault_text(const char *code, const char *lang)
{
    for (int f = 0; f < SCORE_N_FAULTS; f++)
        if (strcmp(score_fault_code((enum score_fault)f), code) == 0)
            return score_fault_text((enum score_fault)f, lang);
    return code;
}

/* What scoring stored, but for the row ids in it. */
static void write_breakdown(struct buf *out, const char *stored, const char *lang)
{
    static const char *const parts[] = {"housing", "road_km", "family", "unit_urgency", "waiting"};
    struct err e = {0};
    struct json *j = stored[0] == '\0' ? NULL : json_parse(stored, strlen(stored), &e);
    const struct json *group = json_get(j, "family_group"), *faults = json_get(j, "faults");
    buf_str(out, ",\"breakdown\":");
    if (j == NULL) {
        buf_str(out, "null");
        return;
    }
    buf_str(out, "{\"policy\":");
    buf_json(out, json_text(json_get(j, "policy")));
    for (size_t i = 0; i < COUNT(parts); i++)
        buf_fmt(out, ",\"%s\":%lld", parts[i], (long long)json_int(json_get(j, parts[i])));
    buf_str(out, ",\"family_group\":");
    if (group == NULL)
        buf_str(out, "null");
    else
        buf_json(out, json_text(group));
    buf_str(out, ",\"faults\":[");
    for (size_t i = 0; i < json_len(faults); i++) {
        const char *code = json_text(json_get(json_at(faults, i), "code"));
        buf_str(out, i > 0 ? ",{\"code\":" : "{\"code\":");
        buf_json(out, code);
        buf_str(out, ",\"text\":");
        buf_json(out, fault_text(code, lang));
        buf_char(out, '}');
    }
    buf_str(out, "]}");
    json_free(j);
}

static void write_history(struct buf *out, const struct store_steps *history)
{
    buf_str(out, ",\"history\":[");
    for (size_t i = 0; i < history->n; i++) {
        buf_fmt(out, "%s{\"state\":\"%s\",\"at\":", i > 0 ? "," : "", history->items[i].state);
        api_write_instant(out, history->items[i].at);
        buf_char(out, '}');
    }
    buf_char(out, ']');
}

static void write_deadline(struct buf *out, const struct life_deadline *d)
{
    if (d->step == NULL)
        buf_str(out, ",\"deadline\":null");
    else
        buf_fmt(out, ",\"deadline\":{\"step\":\"%s\",\"due\":\"%s\",\"days_left\":%d}", d->step,
                d->due, d->days_left);
}

/* Where the party lives, since when, and by when it is to leave; where it is for a while. */
static const struct api_field CLOSURE[] = {
    {"room", FIELD_TEXT, offsetof(struct store_closure, room)},
    {"from_day", FIELD_TEXT, offsetof(struct store_closure, from_day)},
    {"to_day", FIELD_KNOWN, offsetof(struct store_closure, to_day)},
    {"reason", FIELD_TEXT, offsetof(struct store_closure, reason)},
    {"may_stay", FIELD_ANSWER, offsetof(struct store_closure, may_stay)},
};

static void write_closures(struct buf *out, const struct store_closures *all)
{
    buf_str(out, ",\"closures\":[");
    for (size_t i = 0; i < all->n; i++) {
        buf_str(out, i > 0 ? ",{" : "{");
        api_write_fields(out, CLOSURE, COUNT(CLOSURE), &all->items[i]);
        buf_char(out, '}');
    }
    buf_char(out, ']');
}

static void write_rooms(struct buf *out, const struct result *r, const char *today)
{
    buf_str(out, ",\"living_in\":");
    if (r->standing.room[0] == '\0') {
        buf_str(out, "null");
    } else {
        buf_char(out, '{');
        api_write_fields(out, ROOM, COUNT(ROOM), &r->standing);
        buf_str(out, ",\"since\":");
        if (r->own.id != 0)
            buf_json(out, r->own.from_day);
        else
            buf_str(out, "null");
        buf_char(out, '}');
    }
    buf_str(out, ",\"handovers\":");
    api_write_handovers(out, &r->handovers);
    buf_str(out, ",\"leave_notice\":");
    if (r->leave.request_id != 0)
        api_write_leave(out, &r->leave, today);
    else
        buf_str(out, "null");
    buf_str(out, ",\"lodging_in\":");
    if (r->away.id != 0)
        api_write_stay(out, &r->away);
    else
        buf_str(out, "null");
}

static void write_result(struct buf *out, const struct result *r, const char *lang,
                         const char *today)
{
    const struct store_standing *st = &r->standing;
    buf_char(out, '{');
    api_write_fields(out, STANDING, COUNT(STANDING), st);
    if (st->waiting_place > 0)
        buf_fmt(out, ",\"n_waiting\":%d", st->n_waiting);
    else
        buf_str(out, ",\"n_waiting\":null");
    write_breakdown(out, st->breakdown, lang);
    write_history(out, &r->history);
    write_deadline(out, &r->deadline);
    write_rooms(out, r, today);
    write_closures(out, &r->closures);
    write_object(out, "round", st->round_id != 0, ROUND, COUNT(ROUND), st);
    buf_fmt(out, ",\"explanation\":%s", r->explanation.len > 0 ? r->explanation.data : "[]");
    buf_str(out, ",\"offer\":");
    if (r->offer.id != 0)
        api_write_offer(out, &r->offer);
    else
        buf_str(out, "null");
    buf_str(out, ",\"appeals\":[");
    for (size_t i = 0; i < r->appeals.n; i++) {
        buf_str(out, i > 0 ? "," : "");
        api_write_appeal(out, &r->appeals.items[i]);
    }
    buf_str(out, "]}\n");
}

int api_get_result(struct api_call *c, struct store *s, struct err *e)
{
    char today[11];
    struct result r = {0};
    clock_today(today);
    int rc = result_get(s, &c->who, c->path[0], c->lang, today, &r, e);
    if (rc == ERR_OK)
        write_result(&c->reply->body, &r, c->lang, today);
    result_release(&r);
    return rc;
}
