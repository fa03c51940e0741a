/* Open311: the kinds of faults that may be reported, and the questions of each. */
#include "open311.h"

#include <stdio.h>
#include <string.h>

#include "routes.h"
#include "service/repair_category.h"

int open311_begin(struct open311_call *o, struct api_call *c, struct err *e)
{
    static const char FORM[] = "application/x-www-form-urlencoded";
    const struct http_request *r = c->request;
    const char *type = r->field[HTTP_CONTENT_TYPE];
    *o = (struct open311_call){.call = c};
    if (r->n_body == 0)
        return ERR_OK;
    if (type == NULL || strncmp(type, FORM, sizeof FORM - 1) != 0) {
        c->status = 415;
        return err_set(e, ERR_INPUT, "phải gửi dạng %s", "send it as %s", FORM);
    }
    return form_parse(r->body, r->n_body, &o->form, e);
}

void open311_end(struct open311_call *o)
{
    form_release(&o->form);
}

const char *open311_said(const struct open311_call *o, const char *name)
{
    const char *in_form = form_get(&o->form, name);
    const char *in_query = http_param(o->call->request, name);
    return in_form != NULL ? in_form : in_query != NULL ? in_query : "";
}

int open311_file(const struct api_call *c, char out[65], struct err *e)
{
    static const char END[] = ".json";
    const size_t n = strlen(c->path[0]);
    if (n < sizeof END || n - (sizeof END - 1) > 64 ||
        strcmp(c->path[0] + n - (sizeof END - 1), END) != 0)
        return err_set(e, ERR_ABSENT, "chỉ có dạng .json", "there is .json alone");
    snprintf(out, 65, "%.*s", (int)(n - (sizeof END - 1)), c->path[0]);
    return ERR_OK;
}

void open311_write(struct buf *out, const char *name, const char *text)
{
    buf_fmt(out, "\"%s\":", name);
    buf_json(out, text);
}

int api_get_open311_services(struct api_call *c, struct store *s, struct err *e)
{
    const bool is_en = strcmp(c->lang, "en") == 0;
    struct buf *out = &c->reply->body;
    (void)s;
    (void)e;
    for (size_t i = 0; i < REPAIR_N_CATEGORIES; i++) {
        const struct repair_category *k = &REPAIR_CATEGORIES[i];
        buf_str(out, i > 0 ? ",\n{" : "[{");
        open311_write(out, "service_code", k->code);
        buf_char(out, ',');
        open311_write(out, "service_name", is_en ? k->en : k->vi);
        buf_char(out, ',');
        open311_write(out, "description", is_en ? k->about_en : k->about_vi);
        buf_fmt(out, ",\"metadata\":%s,\"type\":\"realtime\",",
                k->n_questions > 0 ? "true" : "false");
        open311_write(out, "keywords", k->keywords);
        buf_char(out, ',');
        open311_write(out, "group", is_en ? k->group_en : k->group_vi);
        buf_char(out, '}');
    }
    buf_str(out, "]\n");
    return ERR_OK;
}

static void write_attribute(struct buf *out, const struct repair_question *q, size_t order,
                            bool is_en)
{
    buf_fmt(out,
            "{\"variable\":true,\"code\":\"%s\",\"datatype\":\"%s\",\"required\":%s,"
            "\"order\":%zu,\"datatype_description\":null,",
            q->variable, repair_datatype_name(q->datatype), q->is_required ? "true" : "false",
            order);
    open311_write(out, "description", is_en ? q->en : q->vi);
    buf_str(out, ",\"values\":[");
    for (size_t i = 0; i < q->n_values; i++) {
        buf_str(out, i > 0 ? ",{" : "{");
        open311_write(out, "key", q->values[i].key);
        buf_char(out, ',');
        open311_write(out, "name", is_en ? q->values[i].en : q->values[i].vi);
        buf_char(out, '}');
    }
    buf_str(out, "]}");
}

int api_get_open311_service(struct api_call *c, struct store *s, struct err *e)
{
    struct buf *out = &c->reply->body;
    char code[65];
    (void)s;
    int rc = open311_file(c, code, e);
    const struct repair_category *k = rc == ERR_OK ? repair_category(code) : NULL;
    if (k == NULL)
        return err_set(e, ERR_ABSENT, "không có loại dịch vụ này", "there is no such service_code");
    buf_str(out, "{");
    open311_write(out, "service_code", k->code);
    buf_str(out, ",\"attributes\":[");
    for (size_t i = 0; i < k->n_questions; i++) {
        buf_str(out, i > 0 ? ",\n" : "\n");
        write_attribute(out, &k->questions[i], i + 1, strcmp(c->lang, "en") == 0);
    }
    buf_str(out, "]}\n");
    return ERR_OK;
}
