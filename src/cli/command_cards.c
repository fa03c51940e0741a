/* `quarters cards DB`: the cards for all doors as PDF, made where a room has none. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "arguments.h"
#include "base/clock.h"
#include "base/file.h"
#include "cli/command.h"
#include "report/pdf.h"
#include "service/door.h"
#include "store/setting.h"
#include "store/store.h"
#include "write.h"

struct cards_call {
    const char *db, *key, *site, *url, *out;
};

/* Where the house is reached: what was said, else of a demo house the own machine. */
static int find_url(struct store *s, const struct cards_call *call, char url[256], bool *is_demo,
                    struct err *e)
{
    char *demo = NULL;
    int rc = store_setting_get(s, STORE_SETTING_DEMO, &demo, e);
    *is_demo = rc == ERR_OK && demo[0] != '\0';
    free(demo);
    if (rc == ERR_OK && call->url == NULL && !*is_demo)
        rc = err_set(e, ERR_INPUT, "thiếu --public-url: thẻ dẫn tới địa chỉ nào?",
                     "--public-url is missing: where do the cards lead to?");
    if (rc != ERR_OK)
        return rc;
    snprintf(url, 256, "%s", call->url == NULL ? "http://127.0.0.1:8080" : call->url);
    for (size_t n = strlen(url); n > 0 && url[n - 1] == '/';)
        url[--n] = '\0';
    return ERR_OK;
}

static int make(const struct cards_call *call, struct buf *pdf, struct err *e)
{
    struct store *s = NULL;
    struct store_door_cards cards = {0};
    struct paper paper = {0};
    char url[256];
    bool is_demo = false;
    int rc = write_open(&s, call->db, call->key, e);
    rc = rc != ERR_OK ? rc : find_url(s, call, url, &is_demo, e);
    rc = rc != ERR_OK ? rc : store_begin(s, e);
    rc = rc != ERR_OK ? rc : door_cards(s, NULL, call->site, clock_now_s(), &cards, e);
    rc = rc != ERR_OK ? rc : store_commit(s, e);
    if (rc == ERR_OK) {
        door_cards_paper(&cards, url, is_demo, &paper);
        rc = report_pdf(&paper, pdf, e);
    }
    paper_release(&paper);
    store_door_cards_release(&cards);
    store_close(s);
    return rc;
}

int command_cards(int argc, char **argv, const char *lang)
{
    static const char usage[] = "cards DB [--site S] [--public-url URL] [--key F] -o F.pdf";
    struct cards_call call = {.site = ""};
    const char *db[1], *wrong;
    const struct argument_option options[] = {{"--site", &call.site, NULL, NULL},
                                              {"--public-url", &call.url, NULL, NULL},
                                              {"--key", &call.key, NULL, NULL},
                                              {"-o", &call.out, NULL, NULL}};
    size_t n = 1;
    struct buf pdf = {0};
    struct err e = {0};
    if (!arguments_read(argc, argv, options, 4, db, &n, &wrong) || n != 1 || call.out == NULL)
        return arguments_usage(lang, wrong, usage);
    call.db = db[0];
    int rc = make(&call, &pdf, &e);
    rc = rc != ERR_OK ? rc : file_write(call.out, pdf.data, pdf.len, 0600, &e);
    buf_release(&pdf);
    return rc != ERR_OK ? arguments_fail(&e, NULL, lang) : 0;
}
