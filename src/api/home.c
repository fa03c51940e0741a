/* The plain page: what this is, the published rounds with their lists, the API document.
 *
 *     /                    the rounds          ?lang=vi|en; else Accept-Language
 *     /?round=2025-07      one of them: who has a place where
 *
 * No script, no inline style; every text from the data passes through buf_html.
 */
#include "routes.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "api_files.h"
#include "results.h"
#include "store/result.h"
#include "store/setting.h"

enum { VIETNAM_S = 7 * 3600 };

/* A text in the language of the page. */
struct words {
    const char *vi, *en;
};

static const struct words TITLE = {"Bố trí chỗ ở cho cán bộ, công chức, viên chức",
                                   "Housing for public staff"};
static const struct words LEAD = {
    "Cơ quan đăng ký nhu cầu, Sở Xây dựng lập phương án xếp phòng theo điểm ưu tiên, Ủy ban nhân "
    "dân tỉnh quyết định. Máy tính tìm phương án tốt nhất theo quy định, kèm chứng minh để ai cũng "
    "kiểm tra được; mỗi người được biết vì sao mình có, hoặc chưa có, chỗ ở.",
    "Offices register needs, the Department of Construction plans the rooms by points of need, the "
    "People’s Committee decides. The plan sought is the best under the rules, with a proof that "
    "anybody can check; everybody is told why he or she has a place, or none yet."};
static const struct words DEMO = {"Bản trình diễn: mọi tên người ở đây đều do máy đặt ra.",
                                  "A demonstration: every person here is made up."};
static const struct words ROUNDS = {"Các đợt đã công bố", "Published rounds"};
static const struct words NONE = {"Chưa có đợt nào được công bố.",
                                  "No round has been published yet."};
static const struct words PEOPLE = {"người có chỗ ở, chưa kể người nhà",
                                    "people with a place, families not counted"};
static const struct words ON = {"Công bố ngày", "Published on"};
static const struct words OWN = {"Kết quả của riêng mình", "Your own result"};
static const struct words OWN_TEXT = {
    "Ai có tài khoản thì xem được hồ sơ, điểm, thứ tự chờ và lý do của mình, trả lời đề nghị nhận "
    "phòng và gửi kiến nghị. Mã kích hoạt do cơ quan phát trên giấy.",
    "With an account you see your request, points, place in the waiting list and the reasons, "
    "answer an offer and appeal. Your office hands out activation codes on paper."};
static const struct words PROGRAMS = {"Dành cho chương trình", "For programs"};
static const struct words PROGRAMS_TEXT = {
    "Mọi việc đều làm được qua giao diện lập trình, mô tả tại ",
    "Everything can be done through the API, described in "};
static const struct words SITE = {"Khu nhà ở", "Site"};
static const struct words NAME = {"Họ và tên", "Name"};
static const struct words AGENCY = {"Đơn vị công tác", "Agency"};
static const struct words RECEIPT = {"Mã hồ sơ", "Receipt"};
static const struct words NUMBER = {"STT", "No."};
static const struct words SAVE = {"Tải danh sách:", "Save the list:"};
static const struct words BACK = {"← Các đợt đã công bố", "← Published rounds"};
static const struct words WHY_RECEIPTS = {
    "Đợt này công bố theo mã hồ sơ ghi trên giấy biên nhận, không nêu tên.",
    "This round is published by the codes on the receipts, without names."};
static const struct words ABSENT = {"Không có đợt này, hoặc đợt chưa được công bố.",
                                    "There is no such round, or it has not been published."};
static const struct words LAW = {
    "Danh sách công khai chỉ nêu họ tên, đơn vị và khu nhà ở (Luật 91/2025/QH15).",
    "Public lists say name, agency and site, and nothing else (Law 91/2025/QH15)."};

struct page {
    struct buf *out;
    bool is_en;
    bool is_chosen;    /* by ?lang=: links keep it */
    const char *round; /* "" = the first page */
};

static const char *in(const struct page *p, struct words w)
{
    return p->is_en ? w.en : w.vi;
}

static void say(const struct page *p, struct words w)
{
    buf_html(p->out, in(p, w));
}

/* 20/7/2025 or 20 July 2025, in Vietnam. */
static void say_day(const struct page *p, int64_t instant)
{
    static const char *const months[] = {"January",   "February", "March",    "April",
                                         "May",       "June",     "July",     "August",
                                         "September", "October",  "November", "December"};
    const time_t local = (time_t)instant + VIETNAM_S;
    struct tm t;
    if (gmtime_r(&local, &t) == NULL)
        return;
    if (p->is_en)
        buf_fmt(p->out, "%d %s %d", t.tm_mday, months[t.tm_mon], t.tm_year + 1900);
    else
        buf_fmt(p->out, "%d/%d/%d", t.tm_mday, t.tm_mon + 1, t.tm_year + 1900);
}

/* An address on this page; round codes are letters, digits and hyphens. */
static void link_to(const struct page *p, const char *round, const char *lang)
{
    buf_str(p->out, "/");
    if (round[0] != '\0') {
        buf_str(p->out, "?round=");
        buf_html(p->out, round);
    }
    if (lang != NULL)
        buf_fmt(p->out, "%slang=%s", round[0] != '\0' ? "&amp;" : "?", lang);
}

static const char *kept_lang(const struct page *p)
{
    return !p->is_chosen ? NULL : p->is_en ? "en" : "vi";
}

static void begin(const struct page *p, const char *title)
{
    static const struct {
        const char *code, *name;
    } langs[] = {{"vi", "Tiếng Việt"}, {"en", "English"}};
    buf_fmt(p->out, "<!doctype html>\n<html lang=\"%s\">\n<head>\n<meta charset=\"utf-8\">\n",
            p->is_en ? "en" : "vi");
    buf_str(p->out, "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                    "<link rel=\"stylesheet\" href=\"/style.css\">\n<title>");
    buf_html(p->out, title);
    buf_str(p->out, " · Quarters</title>\n</head>\n<body>\n<header>\n<p><a href=\"");
    link_to(p, "", kept_lang(p));
    buf_str(p->out, "\">Quarters</a></p>\n<nav>");
    for (size_t i = 0; i < 2; i++) {
        buf_fmt(p->out, "%s<a lang=\"%s\" hreflang=\"%s\" href=\"", i > 0 ? " " : "", langs[i].code,
                langs[i].code);
        link_to(p, p->round, langs[i].code);
        buf_fmt(p->out, "\"%s>%s</a>", p->is_en == (i == 1) ? " aria-current=\"true\"" : "",
                langs[i].name);
    }
    buf_str(p->out, "</nav>\n</header>\n<main>\n<h1>");
    buf_html(p->out, title);
    buf_str(p->out, "</h1>\n");
}

static void section(const struct page *p, struct words heading)
{
    buf_str(p->out, "<h2>");
    say(p, heading);
    buf_str(p->out, "</h2>\n");
}

static void paragraph(const struct page *p, const char *class, struct words w)
{
    buf_fmt(p->out, "<p%s%s%s>", class[0] != '\0' ? " class=\"" : "", class,
            class[0] != '\0' ? "\"" : "");
    say(p, w);
    buf_str(p->out, "</p>\n");
}

static void end(const struct page *p)
{
    buf_str(p->out, "</main>\n<footer>\n");
    paragraph(p, "quiet", LAW);
    buf_str(p->out, "</footer>\n</body>\n</html>\n");
}

static int demo_notice(const struct page *p, struct store *s, struct err *e)
{
    char *demo = NULL;
    int rc = store_setting_get(s, STORE_SETTING_DEMO, &demo, e);
    if (rc == ERR_OK && strcmp(demo, "1") == 0)
        paragraph(p, "notice", DEMO);
    free(demo);
    return rc;
}

/* ---- the first page ---- */

static void say_when(const struct page *p, const struct store_published *r)
{
    say(p, ON);
    buf_char(p->out, ' ');
    say_day(p, r->published_at);
    buf_fmt(p->out, " · %d ", r->n_people);
    say(p, PEOPLE);
}

static int list_rounds(const struct page *p, struct store *s, struct err *e)
{
    struct store_published_rounds rounds = {0};
    int rc = store_published_list(s, &rounds, e);
    section(p, ROUNDS);
    if (rounds.n == 0)
        paragraph(p, "", NONE);
    buf_str(p->out, rounds.n > 0 ? "<ul class=\"rounds\">\n" : "");
    for (size_t i = 0; i < rounds.n; i++) {
        buf_str(p->out, "<li><a href=\"");
        link_to(p, rounds.items[i].round, kept_lang(p));
        buf_str(p->out, "\">");
        buf_html(p->out, rounds.items[i].name);
        buf_str(p->out, "</a><span class=\"quiet\">");
        say_when(p, &rounds.items[i]);
        buf_str(p->out, "</span></li>\n");
    }
    buf_str(p->out, rounds.n > 0 ? "</ul>\n" : "");
    store_published_rounds_release(&rounds);
    return rc;
}

static int first_page(const struct page *p, struct store *s, struct err *e)
{
    begin(p, in(p, TITLE));
    int rc = demo_notice(p, s, e);
    paragraph(p, "lead", LEAD);
    if (rc == ERR_OK)
        rc = list_rounds(p, s, e);
    section(p, OWN);
    paragraph(p, "", OWN_TEXT);
    section(p, PROGRAMS);
    buf_str(p->out, "<p>");
    say(p, PROGRAMS_TEXT);
    buf_str(p->out, "<a href=\"/api/v1/openapi.json\">openapi.json</a>.</p>\n");
    end(p);
    return rc;
}

/* ---- one round ---- */

static void heading(const struct page *p, const char *class, struct words w)
{
    buf_fmt(p->out, "<th scope=\"col\"%s>", class);
    say(p, w);
    buf_str(p->out, "</th>");
}

static void cell(const struct page *p, const char *open, const char *text, const char *close)
{
    buf_str(p->out, open);
    buf_html(p->out, text);
    buf_str(p->out, close);
}

/* The people of one site, from `i` on; returns the first of the next. */
static size_t site_table(const struct page *p, const struct store_listed_people *all, size_t i)
{
    const char *site = all->items[i].site;
    size_t end_ix = i, number = 0;
    while (end_ix < all->n && strcmp(all->items[end_ix].site, site) == 0)
        end_ix++;
    cell(p, "<h3>", all->items[i].site_name, "");
    buf_fmt(p->out, " <span class=\"quiet\">(%zu)</span></h3>\n<table>\n<thead><tr>", end_ix - i);
    heading(p, " class=\"nr\"", NUMBER);
    heading(p, " class=\"who\"", NAME);
    heading(p, "", AGENCY);
    buf_str(p->out, "</tr></thead>\n<tbody lang=\"vi\">\n");
    for (; i < end_ix; i++) {
        buf_fmt(p->out, "<tr><td class=\"nr\">%zu</td>", ++number);
        cell(p, "<th scope=\"row\" class=\"who\">", all->items[i].name, "</th>");
        cell(p, "<td>", all->items[i].agency_name, "</td></tr>\n");
    }
    buf_str(p->out, "</tbody>\n</table>\n");
    return end_ix;
}

static void receipt_table(const struct page *p, const struct store_listed_people *all)
{
    buf_str(p->out, "<table>\n<thead><tr>");
    heading(p, " class=\"nr\"", NUMBER);
    heading(p, " class=\"who\"", RECEIPT);
    heading(p, "", SITE);
    buf_str(p->out, "</tr></thead>\n<tbody lang=\"vi\">\n");
    for (size_t i = 0; i < all->n; i++) {
        buf_fmt(p->out, "<tr><td class=\"nr\">%zu</td>", i + 1);
        cell(p, "<th scope=\"row\" class=\"who\">", all->items[i].request, "</th>");
        cell(p, "<td>", all->items[i].site_name, "</td></tr>\n");
    }
    buf_str(p->out, "</tbody>\n</table>\n");
}

static void files(const struct page *p, const char *round)
{
    static const char *const formats[][2] = {{"csv", "CSV"}, {"xlsx", "Excel"}};
    buf_str(p->out, "<p class=\"files\">");
    say(p, SAVE);
    for (size_t i = 0; i < 2; i++) {
        cell(p, " <a href=\"/api/v1/rounds/", round, "");
        buf_fmt(p->out, "/results?format=%s\">%s</a>", formats[i][0], formats[i][1]);
    }
    buf_str(p->out, "</p>\n");
}

static void back(const struct page *p)
{
    buf_str(p->out, "<p><a href=\"");
    link_to(p, "", kept_lang(p));
    buf_str(p->out, "\">");
    say(p, BACK);
    buf_str(p->out, "</a></p>\n");
}

static void list_people(const struct page *p, const struct store_published *round,
                        struct store_listed_people *people)
{
    const bool has_names = round->names_public == 1;
    buf_str(p->out, "<p class=\"quiet\">");
    say_when(p, round);
    buf_str(p->out, "</p>\n");
    if (!has_names)
        paragraph(p, "", WHY_RECEIPTS);
    files(p, round->round);
    if (!has_names) {
        api_sort_receipts(people);
        receipt_table(p, people);
    }
    for (size_t i = 0; has_names && i < people->n;)
        i = site_table(p, people, i);
}

static int round_page(struct api_call *c, const struct page *p, struct store *s, struct err *e)
{
    struct store_published round = {0};
    struct store_listed_people people = {0};
    int rc = store_published_get(s, p->round, &round, e);
    if (rc == ERR_OK && round.id != 0)
        rc = store_listed_list(s, round.id, &people, e);
    begin(p, rc == ERR_OK && round.id != 0 ? round.name : in(p, ABSENT));
    if (rc == ERR_OK)
        rc = demo_notice(p, s, e);
    if (rc == ERR_OK && round.id != 0)
        list_people(p, &round, &people);
    else
        c->reply->status = 404;
    back(p);
    end(p);
    store_published_release(&round);
    store_listed_people_release(&people);
    return rc;
}

int api_get_home(struct api_call *c, struct store *s, struct err *e)
{
    const char *lang = api_query(c, "lang");
    const struct page p = {.out = &c->reply->body,
                           .is_chosen = strcmp(lang, "vi") == 0 || strcmp(lang, "en") == 0,
                           .is_en = strcmp(lang[0] != '\0' ? lang : c->lang, "en") == 0,
                           .round = api_query(c, "round")};
    c->reply->type = "text/html; charset=utf-8";
    http_reply_header(c->reply, "Vary", "Accept-Language");
    return p.round[0] != '\0' ? round_page(c, &p, s, e) : first_page(&p, s, e);
}

int api_get_style(struct api_call *c, struct store *s, struct err *e)
{
    const struct embedded_file *f = embedded_in(api_files, n_api_files, "style.css");
    (void)s;
    (void)e;
    c->reply->fixed = f->data;
    c->reply->n_fixed = f->len;
    c->reply->type = "text/css; charset=utf-8";
    http_etag(f->data, f->len, c->reply->etag);
    http_reply_header(c->reply, "Cache-Control", "no-cache");
    return ERR_OK;
}
