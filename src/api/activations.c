/* Activation codes on paper: for one account, or slips for all officials of an agency. */
#include "routes.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "base/table.h"
#include "fields.h"
#include "inside.h"
#include "report/pdf.h"
#include "service/account.h"
#include "service/document.h"
#include "store/setting.h"

static void write_slip(struct buf *out, const struct activation_slip *x)
{
    static const struct api_field fields[] = {
        {"name", FIELD_TEXT, offsetof(struct activation_slip, name)},
        {"position", FIELD_KNOWN, offsetof(struct activation_slip, position)},
        {"login", FIELD_TEXT, offsetof(struct activation_slip, login)},
        {"account", FIELD_TEXT, offsetof(struct activation_slip, account)},
        {"expires_at", FIELD_INSTANT, offsetof(struct activation_slip, expires_at)},
    };
    buf_char(out, '{');
    api_write_fields(out, fields, sizeof fields / sizeof *fields, x);
    buf_fmt(out, ",\"code\":\"%s\"}", x->code);
}

int api_post_account_activation(struct api_call *c, struct store *s, struct err *e)
{
    struct activation_slips slips;
    int rc = account_code(s, &c->who, c->path[0], clock_now_s(), &slips, e);
    if (rc == ERR_OK) {
        write_slip(&c->reply->body, &slips.items[0]);
        buf_char(&c->reply->body, '\n');
    }
    activation_slips_release(&slips);
    return rc;
}

static void write_slips(struct buf *out, const struct activation_slips *slips)
{
    buf_str(out, "{\"items\":[");
    for (size_t i = 0; i < slips->n; i++) {
        buf_str(out, i > 0 ? ",\n" : "\n");
        write_slip(out, &slips->items[i]);
    }
    buf_fmt(out, "],\n\"n\":%zu}\n", slips->n);
}

enum { SLIP_COLS = 4 };

static void write_slips_csv(struct buf *out, const struct activation_slips *slips)
{
    static const char *headings[SLIP_COLS] = {"Họ và tên", "Chức vụ", "Tên đăng nhập",
                                              "Mã kích hoạt (14 ngày)"};
    struct sheet_cell *cells = mem_array(slips->n * SLIP_COLS, sizeof *cells);
    for (size_t i = 0; i < slips->n; i++) {
        struct activation_slip *x = &slips->items[i];
        char *const texts[SLIP_COLS] = {x->name, x->position, x->login, x->code};
        for (size_t k = 0; k < SLIP_COLS; k++)
            cells[i * SLIP_COLS + k].text = texts[k];
    }
    csv_format(
        &(struct sheet){
            .n_cols = SLIP_COLS, .headings = headings, .n_rows = slips->n, .cells = cells},
        out);
    free(cells);
}

static int write_slips_pdf(struct buf *out, const struct activation_slips *slips,
                           const char *address, bool is_demo, struct err *e)
{
    struct document_slip *papers = mem_array(slips->n, sizeof *papers);
    char(*days)[11] = mem_array(slips->n, sizeof *days);
    struct paper paper = {0};
    for (size_t i = 0; i < slips->n; i++) {
        const struct activation_slip *x = &slips->items[i];
        clock_day(x->expires_at, days[i]);
        papers[i] = (struct document_slip){.name = x->name,
                                           .agency = slips->agency,
                                           .login = x->login,
                                           .code = x->code,
                                           .valid_until = days[i]};
    }
    document_slips(papers, slips->n, address, is_demo, &paper);
    int rc = report_pdf(&paper, out, e);
    paper_release(&paper);
    free(days);
    free(papers);
    return rc;
}

/* What the writer does of it. */
struct agency_job {
    const struct api_call *call;
    bool wants_paper;
    struct activation_slips slips;
    bool is_demo;
};

static int make_slips(void *ctx, struct store *s, struct err *e)
{
    struct agency_job *job = ctx;
    char *demo = NULL;
    int rc = account_codes_of_agency(s, &job->call->who, job->call->path[0], clock_now_s(),
                                     &job->slips, e);
    if (rc == ERR_OK && job->wants_paper && job->slips.n == 0)
        rc = err_set(e, ERR_DATA, "mọi người của cơ quan này đã có mật khẩu",
                     "everybody of this agency has a password already");
    rc = rc != ERR_OK ? rc : store_setting_get(s, STORE_SETTING_DEMO, &demo, e);
    job->is_demo = rc == ERR_OK && strcmp(demo, "1") == 0;
    free(demo);
    return rc;
}

static int answer_slips(struct api_call *c, const struct agency_job *job, enum api_type type,
                        struct err *e)
{
    struct buf *out = &c->reply->body;
    const char *url = c->api->config.public_url;
    switch (type) {
    case API_JSON:
        write_slips(out, &job->slips);
        return ERR_OK;
    case API_CSV:
        write_slips_csv(out, &job->slips);
        c->reply->type = "text/csv; charset=utf-8";
        return ERR_OK;
    case API_PDF:
        c->reply->type = api_type_name(API_PDF);
        return write_slips_pdf(out, &job->slips, url != NULL ? url : "", job->is_demo, e);
    case API_XLSX:
        break;
    }
    return ERR_INTERNAL;
}

int api_post_agency_activations(struct api_call *c, struct store *s, struct err *e)
{
    const int type = api_accept(c, 1 << API_JSON | 1 << API_CSV | 1 << API_PDF);
    struct agency_job job = {.call = c, .wants_paper = type == API_PDF};
    (void)s;
    if (type < 0)
        return ERR_INPUT;
    int rc = api_write(c, make_slips, &job, e);
    rc = rc != ERR_OK ? rc : answer_slips(c, &job, (enum api_type)type, e);
    activation_slips_release(&job.slips);
    return rc;
}
