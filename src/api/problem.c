/* Refusals: problem details (RFC 9457) in the language of whoever asks. */
#include "inside.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

static const struct title {
    int status;
    const char *vi, *en;
} TITLES[] = {
    {400, "Yêu cầu không hợp lệ.", "The request is malformed."},
    {401, "Xin đăng nhập trước.", "Please log in first."},
    {403, "Tài khoản này không được làm việc đó.", "This account may not do that."},
    {404, "Không có mục này.", "There is no such thing."},
    {405, "Địa chỉ này không nhận phương thức đó.", "The method is not allowed here."},
    {406, "Không có định dạng được yêu cầu.", "None of the wanted formats is offered."},
    {409, "Trạng thái hoặc dữ liệu hiện tại không cho phép.",
     "The present state or the data forbid it."},
    {412, "Mục này đã được thay đổi; xin tải lại rồi làm tiếp.",
     "It has changed in the meantime; please load it again."},
    {415, "Kiểu nội dung không được nhận ở đây.", "This type of content is not accepted here."},
    {422, "Nội dung gửi lên có lỗi.", "What was sent has errors."},
    {428, "Thiếu If-Match: xin gửi ETag của bản đã đọc.",
     "If-Match is missing: send the ETag of what was read."},
    {429, "Thử quá nhiều lần; xin đợi rồi thử lại.", "Too many attempts; please wait."},
    {503, "Máy chủ đang bận, xin thử lại sau giây lát.",
     "The server is busy, please try again in a moment."},
    {507, "Máy chủ hết chỗ lưu; chưa có gì được ghi.",
     "The server has no space left; nothing was written."},
    {500, "Máy chủ gặp lỗi.", "The server failed."},
};

static const struct title *title_of(int status)
{
    const struct title *t = TITLES;
    while (t->status != status && t->status != 500)
        t++;
    return t;
}

int api_status_of(int code)
{
    switch ((enum err_code)code) {
    case ERR_OK:
        return 200;
    case ERR_INPUT:
        return 422;
    case ERR_BUSY:
        return 503;
    case ERR_DATA:
        return 409;
    case ERR_FULL:
        return 507;
    case ERR_ABSENT:
        return 404;
    case ERR_CHANGED:
        return 412;
    case ERR_DENIED:
        return 403;
    case ERR_IO:
    case ERR_INTERNAL:
        break;
    }
    return 500;
}

static void write_errors(const struct api_call *c, bool is_en, struct buf *out)
{
    buf_str(out, ",\"errors\":[");
    for (size_t i = 0; i < c->bad.n; i++) {
        buf_str(out, i > 0 ? ",{\"pointer\":" : "{\"pointer\":");
        buf_json(out, c->bad.items[i].where);
        buf_str(out, ",\"detail\":");
        buf_json(out, is_en ? c->bad.items[i].en : c->bad.items[i].vi);
        buf_char(out, '}');
    }
    buf_char(out, ']');
}

/* Says when to come again, where the handler knows better than the default. */
static void set_retry_after(struct http_reply *reply, int seconds)
{
    char text[16];
    snprintf(text, sizeof text, "%d", seconds);
    for (size_t i = 0; i < reply->n_headers; i++)
        if (strcmp(reply->headers[i].name, "Retry-After") == 0) {
            free(reply->headers[i].value);
            reply->headers[i].value = mem_dup(text);
        }
}

/* The one refusal that a program mends by itself: it asks for the password, and asks again. */
static void write_stale_type(struct buf *body)
{
    static const char plain[] = "{\"type\":\"about:blank\"";
    struct buf out = {0};
    buf_fmt(&out, "{\"type\":\"urn:quarters:password-again\"%s", body->data + sizeof plain - 1);
    buf_release(body);
    *body = out;
}

/* GeoReport v2, "Errors": an array of code and description; what is wrong with the input is 400, a
 * key that is missing or no good 403. */
static void write_open311(struct api_call *c, int status, const struct title *t,
                          const struct err *e)
{
    const bool is_en = strcmp(c->lang, "en") == 0;
    struct http_reply *reply = c->reply;
    struct buf out = {0};
    reply->status = status == 422 || status == 412 || status == 428 ? 400
                    : status == 401                                 ? 403
                                                                    : status;
    buf_char(&out, '[');
    for (size_t i = 0; i < c->bad.n || i == 0; i++) {
        struct buf text = {0};
        if (i < c->bad.n)
            buf_fmt(&text, "%s: %s", c->bad.items[i].where,
                    is_en ? c->bad.items[i].en : c->bad.items[i].vi);
        else
            buf_str(&text, e != NULL && e->code != ERR_OK && status != 500 ? err_text(e, c->lang)
                           : is_en                                         ? t->en
                                                                           : t->vi);
        buf_fmt(&out, "%s{\"code\":%d,\"description\":", i > 0 ? "," : "", reply->status);
        buf_json(&out, text.data);
        buf_char(&out, '}');
        buf_release(&text);
    }
    buf_str(&out, "]\n");
    buf_release(&reply->body);
    reply->body = out;
    reply->type = "application/json";
}

void api_problem(struct api_call *c, int status, const struct err *e)
{
    const struct title *t = title_of(status);
    struct http_reply *reply = c->reply;
    http_refuse(c->request, reply, status, t->vi, t->en);
    if (c->route != NULL && (c->route->needs & API_OPEN311) != 0) {
        write_open311(c, status, t, e);
        return;
    }
    if (status == 401) /* by token; how people log in, no browser needs to know */
        http_reply_header(reply, "WWW-Authenticate", "Bearer");
    if (c->is_stale)
        write_stale_type(&reply->body);
    if (c->retry_after_s > 0)
        set_retry_after(reply, c->retry_after_s);
    /* what there is, is absent, and what one may not see look alike: no detail for those; and our
     * own faults are told to the log alone */
    bool has_detail = e != NULL && e->code != ERR_OK && status != 404 && status != 500;
    if (!has_detail && c->bad.n == 0)
        return;
    while (reply->body.len > 0 && reply->body.data[reply->body.len - 1] != '}')
        reply->body.len--;
    reply->body.len--;
    if (has_detail) {
        buf_str(&reply->body, ",\"detail\":");
        buf_json(&reply->body, err_text(e, c->lang));
    }
    if (status == 422)
        write_errors(c, strcmp(c->lang, "en") == 0, &reply->body);
    buf_str(&reply->body, "}\n");
}
