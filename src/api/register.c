/* Officials and requests as JSON, see the header. */
#include "register.h"

#include "api.h"

#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "fields.h"
#include "service/audit.h"
#include "service/life.h"

static const struct api_field OFFICIAL[] = {
    {"code", FIELD_TEXT, offsetof(struct store_official, code)},
    {"name", FIELD_TEXT, offsetof(struct store_official, name)},
    {"born", FIELD_KNOWN, offsetof(struct store_official, born)},
    {"sex", FIELD_TEXT, offsetof(struct store_official, sex)},
    {"agency", FIELD_TEXT, offsetof(struct store_official, agency_code)},
    {"position", FIELD_TEXT, offsetof(struct store_official, position)},
    {"coefficient", FIELD_HUNDREDTHS, offsetof(struct store_official, coefficient_c)},
    {"commune", FIELD_KNOWN, offsetof(struct store_official, commune_code)},
    {"residence", FIELD_TEXT, offsetof(struct store_official, residence)},
    {"owns_house", FIELD_ANSWER, offsetof(struct store_official, owns_house)},
    {"road_km", FIELD_TENTHS, offsetof(struct store_official, road_km_t)},
    {"has_moved", FIELD_ANSWER, offsetof(struct store_official, has_moved)},
    {"groups", FIELD_CODES, offsetof(struct store_official, groups)},
    {"needs_housing", FIELD_ANSWER, offsetof(struct store_official, needs_housing)},
    {"note", FIELD_TEXT, offsetof(struct store_official, note)},
};

static const struct api_field FACT[] = {
    {"fact", FIELD_TEXT, offsetof(struct store_fact, fact)},
    {"document", FIELD_TEXT, offsetof(struct store_fact, document)},
    {"document_day", FIELD_TEXT, offsetof(struct store_fact, document_day)},
    {"confirmed_at", FIELD_INSTANT, offsetof(struct store_fact, confirmed_at)},
};

static const struct api_field REQUEST[] = {
    {"code", FIELD_TEXT, offsetof(struct store_request, code)},
    {"state", FIELD_TEXT, offsetof(struct store_request, state)},
    {"agency", FIELD_TEXT, offsetof(struct store_request, agency_code)},
    {"sharing", FIELD_TEXT, offsetof(struct store_request, sharing)},
    {"scheme", FIELD_TEXT, offsetof(struct store_request, scheme)},
    {"needs", FIELD_CODES, offsetof(struct store_request, needs)},
    {"other_sites", FIELD_ANSWER, offsetof(struct store_request, other_sites)},
    {"from_day", FIELD_KNOWN, offsetof(struct store_request, from_day)},
    {"to_day", FIELD_KNOWN, offsetof(struct store_request, to_day)},
    {"current_room", FIELD_KNOWN, offsetof(struct store_request, current_room)},
    {"filed", FIELD_KNOWN, offsetof(struct store_request, filed)},
    {"submitted_on", FIELD_KNOWN, offsetof(struct store_request, submitted_on)},
    {"confirmed_on", FIELD_KNOWN, offsetof(struct store_request, confirmed_on)},
    {"n_rounds_waited", FIELD_INT, offsetof(struct store_request, n_rounds_waited)},
};

/* What those who are only named in a request do not see. */
static const struct api_field OWN_REQUEST[] = {
    {"points", FIELD_INT, offsetof(struct store_request, points)},
    {"band", FIELD_INT, offsetof(struct store_request, band)},
    {"note", FIELD_TEXT, offsetof(struct store_request, note)},
};

#define WRITE(out, fields, row)                                                                    \
    api_write_fields(out, fields, sizeof(fields) / sizeof *(fields), row)

static void write_or_null(struct buf *out, const char *text)
{
    if (text == NULL || text[0] == '\0')
        buf_str(out, "null");
    else
        buf_json(out, text);
}

void api_write_official(struct buf *out, const struct principal *who,
                        const struct store_official *o)
{
    const bool knows_phone = who->role == PRINCIPAL_REGISTRAR || who->official_id == o->id;
    WRITE(out, OFFICIAL, o);
    buf_str(out, ",\"phone\":");
    write_or_null(out, knows_phone ? o->phone : "");
}

int api_write_facts(struct buf *out, struct store *s, int64_t official_id, struct err *e)
{
    struct store_facts facts = {0};
    int rc = store_fact_list(s, official_id, &facts, e);
    buf_str(out, "\"facts\":[");
    for (size_t i = 0; i < facts.n; i++) {
        buf_str(out, i > 0 ? ",{" : "{");
        WRITE(out, FACT, &facts.items[i]);
        buf_char(out, '}');
    }
    buf_char(out, ']');
    store_facts_release(&facts);
    return rc;
}

static void write_member(struct buf *out, const struct store_member *m, bool is_applicant,
                         bool is_own)
{
    const bool is_official = m->official_id != 0;
    const bool is_in = is_applicant || !is_official || m->consent[0] != '\0';
    buf_fmt(out, "{\"relation\":\"%s\",\"official\":", m->relation);
    write_or_null(out, m->official_code);
    buf_str(out, ",\"name\":");
    write_or_null(out, !is_in ? "" : is_official ? m->official_name : m->name);
    buf_str(out, ",\"born\":");
    write_or_null(out, is_own ? m->born : "");
    buf_str(out, ",\"sex\":");
    write_or_null(out, m->sex);
    buf_str(out, ",\"consent\":");
    write_or_null(out, is_official ? m->consent : "");
    buf_char(out, '}');
}

static void write_lists(struct buf *out, const struct store_request *r, bool is_own)
{
    buf_str(out, ",\"members\":[");
    for (size_t i = 0; i < r->n_members; i++) {
        buf_str(out, i > 0 ? "," : "");
        write_member(out, &r->members[i], i == 0, is_own);
    }
    buf_str(out, "],\"wishes\":[");
    for (size_t i = 0; i < r->n_wishes; i++)
        buf_fmt(out, "%s{\"feature\":\"%s\",\"weight\":%d}", i > 0 ? "," : "", r->wishes[i].feature,
                r->wishes[i].weight);
    buf_str(out, "],\"sites\":[");
    for (size_t i = 0; i < r->n_choices; i++) {
        buf_str(out, i > 0 ? "," : "");
        buf_json(out, r->choices[i].site_code);
    }
    buf_char(out, ']');
}

void api_write_request(struct buf *out, const struct principal *who, const struct store_request *r,
                       const char *today)
{
    const struct store_request unknown = {.points = -1, .band = -1};
    const struct life_deadline d =
        life_deadline(life_state_of(r->state), r->submitted_on, r->confirmed_on, today);
    const bool is_own = who->role != PRINCIPAL_OFFICIAL ||
                        (r->n_members > 0 && r->members[0].official_id == who->official_id);
    buf_char(out, '{');
    WRITE(out, REQUEST, r);
    buf_char(out, ',');
    WRITE(out, OWN_REQUEST, is_own ? r : &unknown);
    write_lists(out, r, is_own);
    buf_str(out, ",\"deadline\":");
    if (d.step == NULL)
        buf_str(out, "null");
    else
        buf_fmt(out, "{\"step\":\"%s\",\"due\":\"%s\",\"days_left\":%d}", d.step, d.due,
                d.days_left);
    buf_char(out, '}');
}

struct registration_paper *api_read_papers(const struct json *body, struct registration_papers *out)
{
    const struct json *facts = json_get(body, "facts");
    const struct json *document = json_get(body, "document");
    const struct json *day = json_get(body, "document_day");
    struct registration_paper *items = mem_array(json_len(facts), sizeof *items);
    for (size_t i = 0; i < json_len(facts); i++) {
        const struct json *f = json_at(facts, i);
        items[i] = (struct registration_paper){
            json_text(json_get(f, "official")), json_text(json_get(f, "fact")),
            json_text(json_get(f, "document")), json_text(json_get(f, "document_day"))};
    }
    *out = (struct registration_papers){.document = document == NULL ? NULL : json_text(document),
                                        .document_day = day == NULL ? NULL : json_text(day),
                                        .n = json_len(facts),
                                        .items = items};
    return items;
}

/* One export. */
struct export
{
    struct api_call *call;
    const char *what;
    size_t n;
};

static int note(void *ctx, struct store *s, struct err *e)
{
    const struct export *x = ctx;
    char fields[32];
    snprintf(fields, sizeof fields, "n=%zu", x->n);
    return audit_add(s, x->call->who.account_id, "register.export", fields, e, "%s", x->what);
}

int api_note_export(struct api_call *c, const char *what, size_t n, struct err *e)
{
    struct export x = {c, what, n};
    return api_write(c, note, &x, e);
}
