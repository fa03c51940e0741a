/* Open311: service requests, which are repairs: filed, listed, followed. */
#include "open311.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/date.h"
#include "base/mem.h"
#include "fields.h"
#include "routes.h"
#include "service/door.h"
#include "service/login.h"
#include "service/repair.h"
#include "service/repair_category.h"
#include "service/repair_life.h"

enum { DAY_S = 24 * 3600, MOST_DAYS = 90, MOST = 1000, PAGE = 500 };

/* ---- who asks ---- */

/* An account by its token, or a room by its door card. */
struct caller {
    struct principal who;        /* account_id 0 = none */
    struct store_door_card card; /* room_id 0 = none */
};

/* By api_key, or Authorization. ERR_DENIED where it opens nothing; of a write, too, where the token
 * only reads. */
static int find_caller(const struct open311_call *o, struct store *s, bool writes,
                       struct caller *out, struct err *e)
{
    const char *key = open311_said(o, "api_key");
    char session[65];
    unsigned scope = 0;
    *out = (struct caller){.who = o->call->who};
    int rc = ERR_OK;
    if (key[0] != '\0') {
        rc = login_principal(s, NULL, key, clock_now_s(), &out->who, session, &scope, e);
        if (rc == ERR_OK && out->who.account_id == 0)
            rc = store_door_card_find(s, key, &out->card, e);
        if (rc == ERR_OK && out->who.account_id != 0 && writes && (scope & LOGIN_WRITE) == 0)
            return err_set(e, ERR_DENIED, "mã truy cập này chỉ được đọc",
                           "this api_key may only read");
    }
    if (rc == ERR_OK && out->who.account_id == 0 && out->card.room_id == 0)
        rc = err_set(e, ERR_DENIED, "thiếu api_key, hoặc api_key không còn giá trị",
                     "api_key is missing or not good any more");
    return rc;
}

static void caller_release(struct caller *by)
{
    store_door_card_release(&by->card);
}

/* ---- a request as Open311 shows it ---- */

static bool is_closed(const struct store_repair *r)
{
    return strcmp(r->state, "completed") == 0 || r->closed_at != 0;
}

static void write_time(struct buf *out, const char *name, int64_t instant)
{
    buf_fmt(out, ",\"%s\":", name);
    api_write_instant(out, instant);
}

/* "SV, nhà A, tầng 1, phòng SV-A-101" */
static void write_address(struct buf *out, const struct store_repair *r, bool is_en)
{
    struct buf text = {0};
    buf_str(&text, r->site);
    if (r->block[0] != '\0')
        buf_fmt(&text, is_en ? ", building %s" : ", nhà %s", r->block);
    if (r->floor >= 0)
        buf_fmt(&text, is_en ? ", floor %d" : ", tầng %d", r->floor);
    buf_fmt(&text, is_en ? ", room %s" : ", phòng %s", r->room);
    buf_char(out, ',');
    open311_write(out, "address", text.data);
    buf_release(&text);
}

static void write_notes(struct buf *out, const struct store_repair *r, const char *lang)
{
    struct buf text = {0};
    buf_str(&text, repair_text(r->state, lang));
    if (r->hold_reason[0] != '\0')
        buf_fmt(&text, ": %s", repair_text(r->hold_reason, lang));
    buf_char(out, ',');
    open311_write(out, "status_notes", text.data);
    buf_release(&text);
}

static const char *notice(const struct store_repair *r, bool is_en)
{
    if (is_closed(r))
        return "";
    if (strcmp(r->severity, "emergency") == 0)
        return is_en ? "Somebody comes within hours. In danger leave the room and call for help."
                     : "Sẽ có người đến trong vài giờ. Nếu nguy hiểm, hãy ra khỏi phòng và gọi "
                       "người giúp.";
    return is_en ? "The crew comes before the expected time."
                 : "Tổ sửa chữa sẽ đến trước hạn dự kiến.";
}

static void write_request(struct buf *out, const struct store_repair *r, const char *lang)
{
    const bool is_en = strcmp(lang, "en") == 0;
    const struct repair_category *k = repair_category(r->category);
    buf_char(out, '{');
    open311_write(out, "service_request_id", r->code);
    buf_fmt(out, ",\"status\":\"%s\"", is_closed(r) ? "closed" : "open");
    write_notes(out, r, lang);
    buf_char(out, ',');
    open311_write(out, "service_name", k == NULL ? r->category : is_en ? k->en : k->vi);
    buf_char(out, ',');
    open311_write(out, "service_code", r->category);
    buf_str(out, ",\"description\":null,");
    open311_write(out, "agency_responsible", is_en ? "Repair crew" : "Tổ sửa chữa");
    buf_char(out, ',');
    open311_write(out, "service_notice", notice(r, is_en));
    write_time(out, "requested_datetime", r->reported_at);
    write_time(out, "updated_datetime", r->closed_at != 0 ? r->closed_at : r->updated_at);
    write_time(out, "expected_datetime", r->due_at);
    write_address(out, r, is_en);
    buf_char(out, ',');
    open311_write(out, "address_id", r->room);
    buf_str(out, ",\"zipcode\":null,\"lat\":null,\"long\":null,\"media_url\":null}");
}

/* ---- filing ---- */

/* Whether a text is a number as JSON spells one, without exponent. */
static bool is_number(const char *text)
{
    static const char DIGITS[] = "0123456789";
    const size_t n = strspn(text, DIGITS);
    const size_t n_after = text[n] == '.' ? strspn(text + n + 1, DIGITS) : 0;
    return n > 0 && (n == 1 || text[0] != '0') && text[n + (n_after > 0 ? n_after + 1 : 0)] == '\0';
}

/* The values that a form gives for a question, as JSON: attribute[x], or attribute[x][] of several.
 */
static size_t write_answer(const struct open311_call *o, const struct repair_question *q,
                           struct buf *out)
{
    const bool is_list = q->datatype == REPAIR_MULTI;
    char names[2][96];
    size_t n = 0;
    snprintf(names[0], sizeof names[0], "attribute[%s]", q->variable);
    snprintf(names[1], sizeof names[1], "attribute[%s][]", q->variable);
    for (size_t i = 0; i < o->form.n; i++) {
        const struct form_field *f = &o->form.fields[i];
        const bool is_it = strcmp(f->name, names[0]) == 0 || strcmp(f->name, names[1]) == 0;
        if (!is_it || f->value[0] == '\0' || (n > 0 && !is_list))
            continue;
        buf_str(out, n++ > 0 ? "," : is_list ? "[" : "");
        if (q->datatype == REPAIR_NUMBER && is_number(f->value))
            buf_str(out, f->value);
        else
            buf_json(out, f->value);
    }
    if (n > 0 && is_list)
        buf_char(out, ']');
    return n;
}

/* All answers, as the judging of answers reads them. */
static struct json *read_answers(const struct open311_call *o, const struct repair_category *k,
                                 struct err *e)
{
    struct buf text = {0};
    buf_char(&text, '{');
    for (size_t i = 0; k != NULL && i < k->n_questions; i++) {
        struct buf one = {0};
        if (write_answer(o, &k->questions[i], &one) > 0) {
            buf_fmt(&text, "%s\"%s\":%s", text.len > 1 ? "," : "", k->questions[i].variable,
                    one.data);
        }
        buf_release(&one);
    }
    buf_char(&text, '}');
    struct json *answers = json_parse(text.data, text.len, e);
    buf_release(&text);
    return answers;
}

static int file_request(const struct open311_call *o, struct store *s, struct caller *by,
                        struct repair_view *v, struct err *e)
{
    struct api_call *c = o->call;
    const struct repair_category *k = repair_category(open311_said(o, "service_code"));
    const char *room = open311_said(o, "address_id");
    struct json *answers = read_answers(o, k, e);
    struct repair_new n = {.room = room,
                           .category = open311_said(o, "service_code"),
                           .answers = answers,
                           .description = open311_said(o, "description"),
                           .source = "open311",
                           .contact = open311_said(o, "phone")};
    int rc = answers == NULL ? ERR_INPUT : ERR_OK;
    if (rc == ERR_OK && by->card.room_id != 0 && room[0] != '\0' &&
        strcmp(room, by->card.room) != 0)
        rc = err_set(e, ERR_DENIED, "thẻ cửa này là của phòng khác",
                     "this door card is of another room");
    if (rc == ERR_OK && by->card.room_id == 0 && room[0] == '\0')
        api_bad(c, "address_id", "thiếu mã phòng (address_id)", "address_id, the room, is missing");
    if (rc == ERR_OK && by->card.room_id != 0)
        rc = door_report(s, open311_said(o, "api_key"), &n, clock_now_s(), v, &c->bad, e);
    else if (rc == ERR_OK)
        rc = c->bad.n > 0 ? err_set(e, ERR_INPUT, "yêu cầu có chỗ chưa đúng", "it has errors")
                          : repair_report(s, &by->who, &n, clock_now_s(), v, &c->bad, e);
    json_free(answers);
    return rc;
}

int api_post_open311_request(struct api_call *c, struct store *s, struct err *e)
{
    struct open311_call o;
    struct caller by = {0};
    struct repair_view v = {0};
    struct buf *out = &c->reply->body;
    int rc = open311_begin(&o, c, e);
    rc = rc != ERR_OK ? rc : find_caller(&o, s, true, &by, e);
    rc = rc != ERR_OK ? rc : file_request(&o, s, &by, &v, e);
    if (rc == ERR_OK) {
        buf_str(out, "[{");
        open311_write(out, "service_request_id", v.repair.code);
        buf_char(out, ',');
        open311_write(out, "service_notice", notice(&v.repair, strcmp(c->lang, "en") == 0));
        buf_str(out, ",\"account_id\":null}]\n");
    }
    repair_view_release(&v);
    caller_release(&by);
    open311_end(&o);
    return rc;
}

/* ---- following ---- */

int api_get_open311_request(struct api_call *c, struct store *s, struct err *e)
{
    struct repair_view v = {0};
    char code[65];
    int rc = open311_file(c, code, e);
    rc = rc != ERR_OK ? rc : repair_follow(s, code, clock_now_s(), &v, e);
    if (rc == ERR_OK) {
        buf_char(&c->reply->body, '[');
        write_request(&c->reply->body, &v.repair, c->lang);
        buf_str(&c->reply->body, "]\n");
    }
    repair_view_release(&v);
    return rc;
}

/* ---- listing ---- */

struct wanted {
    int64_t from, until; /* reported in [from, until) */
    bool open, closed;
    const char *service_codes; /* "" = all; commas between */
};

/* Whether a list with commas between holds a word. */
static bool list_has(const char *list, const char *word)
{
    const size_t n = strlen(word);
    for (const char *p = list; p != NULL; p = strchr(p, ',') == NULL ? NULL : strchr(p, ',') + 1)
        if (strncmp(p, word, n) == 0 && (p[n] == '\0' || p[n] == ','))
            return true;
    return false;
}

static int read_wanted(const struct open311_call *o, struct wanted *w, struct err *e)
{
    const char *from = open311_said(o, "start_date"), *until = open311_said(o, "end_date"),
               *status = open311_said(o, "status");
    struct api_call *c = o->call;
    const int64_t now = clock_now_s();
    *w = (struct wanted){.service_codes = open311_said(o, "service_code")};
    if (from[0] != '\0' && !date_instant(from, &w->from))
        api_bad(c, "start_date", "không đọc được ngày giờ", "not a W3C date and time");
    if (until[0] != '\0' && !date_instant(until, &w->until))
        api_bad(c, "end_date", "không đọc được ngày giờ", "not a W3C date and time");
    if (until[0] == '\0')
        w->until = from[0] == '\0' ? now + 1 : w->from + (int64_t)MOST_DAYS * DAY_S;
    if (from[0] == '\0')
        w->from = w->until - (int64_t)MOST_DAYS * DAY_S;
    if (c->bad.n == 0 && w->until - w->from > (int64_t)MOST_DAYS * DAY_S)
        api_bad(c, "end_date", "khoảng thời gian dài quá 90 ngày", "a span of more than 90 days");
    w->open = status[0] == '\0' || list_has(status, "open");
    w->closed = status[0] == '\0' || list_has(status, "closed");
    if (!w->open && !w->closed)
        api_bad(c, "status", "status là open, closed hoặc cả hai",
                "status is open, closed or both");
    return c->bad.n == 0 ? ERR_OK
                         : err_set(e, ERR_INPUT, "yêu cầu có chỗ chưa đúng", "it has errors");
}

static bool is_wanted(const struct wanted *w, const struct store_repair *r)
{
    return (is_closed(r) ? w->closed : w->open) && r->reported_at >= w->from &&
           r->reported_at < w->until &&
           (w->service_codes[0] == '\0' || list_has(w->service_codes, r->category));
}

static void write_some(struct api_call *c, const struct wanted *w, const struct store_repairs *l,
                       size_t *n)
{
    for (size_t i = 0; i < l->n && *n < MOST; i++)
        if (is_wanted(w, &l->items[i])) {
            buf_str(&c->reply->body, (*n)++ > 0 ? ",\n" : "\n");
            write_request(&c->reply->body, &l->items[i], c->lang);
        }
}

/* All that an account sees, page by page. */
static int list_all(struct api_call *c, struct store *s, const struct principal *who,
                    const struct wanted *w, size_t *n, struct err *e)
{
    char *after = mem_dup("");
    bool is_more = true;
    int rc = ERR_OK;
    while (rc == ERR_OK && is_more && *n < MOST) {
        struct store_repair_query q = {.now = clock_now_s(),
                                       .from = w->from,
                                       .until = w->until,
                                       .after = after,
                                       .limit = PAGE};
        struct store_repairs page = {0};
        int64_t total;
        rc = repair_list(s, who, &q, &page, &total, e);
        write_some(c, w, &page, n);
        is_more = rc == ERR_OK && page.n == PAGE;
        free(after);
        after = mem_dup(is_more ? page.items[page.n - 1].number : "");
        store_repairs_release(&page);
    }
    free(after);
    return rc;
}

/* By ids that cannot be guessed: no key is asked for. */
static int list_ids(struct api_call *c, struct store *s, const char *ids, struct err *e)
{
    size_t n = 0;
    int rc = ERR_OK;
    while (rc == ERR_OK && ids[0] != '\0' && n < MOST) {
        const size_t len = strcspn(ids, ",");
        char *id = mem_ndup(ids, len);
        struct repair_view v = {0};
        struct err absent = {0};
        rc = repair_follow(s, id, clock_now_s(), &v, &absent);
        if (rc == ERR_OK) {
            buf_str(&c->reply->body, n++ > 0 ? ",\n" : "\n");
            write_request(&c->reply->body, &v.repair, c->lang);
        }
        if (rc == ERR_ABSENT)
            rc = ERR_OK;
        else if (rc != ERR_OK)
            *e = absent;
        repair_view_release(&v);
        free(id);
        ids += len + (ids[len] == ',');
    }
    return rc;
}

int api_list_open311_requests(struct api_call *c, struct store *s, struct err *e)
{
    struct open311_call o;
    struct caller by = {0};
    struct wanted w;
    struct store_repairs near = {0};
    size_t n = 0;
    int rc = open311_begin(&o, c, e);
    const char *ids = open311_said(&o, "service_request_id");
    buf_char(&c->reply->body, '[');
    if (rc == ERR_OK && ids[0] != '\0') {
        rc = list_ids(c, s, ids, e);
    } else if (rc == ERR_OK) {
        rc = find_caller(&o, s, false, &by, e);
        rc = rc != ERR_OK ? rc : read_wanted(&o, &w, e);
        if (rc == ERR_OK && by.card.room_id != 0) {
            rc = repair_repeated(s, by.card.room, "", clock_now_s(), &near, e);
            write_some(c, &w, &near, &n);
        } else if (rc == ERR_OK) {
            rc = list_all(c, s, &by.who, &w, &n, e);
        }
    }
    buf_str(&c->reply->body, "]\n");
    store_repairs_release(&near);
    caller_release(&by);
    open311_end(&o);
    return rc;
}
