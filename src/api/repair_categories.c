/* What can be broken, with the questions of each kind: the same for everybody. */
#include "routes.h"

#include <string.h>

#include "service/repair_category.h"

static void write_text(struct buf *out, const char *name, const char *text)
{
    buf_fmt(out, "\"%s\":", name);
    buf_json(out, text);
}

static void write_question(struct buf *out, const struct repair_question *q, bool is_en)
{
    buf_char(out, '{');
    write_text(out, "variable", q->variable);
    buf_char(out, ',');
    write_text(out, "question", is_en ? q->en : q->vi);
    buf_fmt(out, ",\"datatype\":\"%s\",\"required\":%s,\"values\":[",
            repair_datatype_name(q->datatype), q->is_required ? "true" : "false");
    for (size_t i = 0; i < q->n_values; i++) {
        buf_str(out, i > 0 ? ",{" : "{");
        write_text(out, "key", q->values[i].key);
        buf_char(out, ',');
        write_text(out, "name", is_en ? q->values[i].en : q->values[i].vi);
        buf_char(out, '}');
    }
    buf_str(out, "]}");
}

static void write_category(struct buf *out, const struct repair_category *k, bool is_en)
{
    buf_char(out, '{');
    write_text(out, "code", k->code);
    buf_char(out, ',');
    write_text(out, "name", is_en ? k->en : k->vi);
    buf_char(out, ',');
    write_text(out, "group", is_en ? k->group_en : k->group_vi);
    buf_char(out, ',');
    write_text(out, "description", is_en ? k->about_en : k->about_vi);
    buf_char(out, ',');
    write_text(out, "keywords", k->keywords);
    buf_char(out, ',');
    write_text(out, "severity", k->severity);
    buf_str(out, ",\"questions\":[");
    for (size_t i = 0; i < k->n_questions; i++) {
        buf_str(out, i > 0 ? ",\n " : "\n ");
        write_question(out, &k->questions[i], is_en);
    }
    buf_str(out, "]}");
}

int api_list_repair_categories(struct api_call *c, struct store *s, struct err *e)
{
    struct buf *out = &c->reply->body;
    (void)s;
    (void)e;
    buf_str(out, "{\"items\":[");
    for (size_t i = 0; i < REPAIR_N_CATEGORIES; i++) {
        buf_str(out, i > 0 ? ",\n" : "\n");
        write_category(out, &REPAIR_CATEGORIES[i], strcmp(c->lang, "en") == 0);
    }
    buf_fmt(out, "],\n\"n\":%zu}\n", REPAIR_N_CATEGORIES);
    return ERR_OK;
}
