/* `quarters draw verify FILE`: recomputes a draw from the document that a round publishes. */
#include <stdio.h>
#include <string.h>

#include "arguments.h"
#include "base/file.h"
#include "cli/command.h"
#include "service/draw.h"

/* Ten thousand requests are about 2 MB. */
enum { DOCUMENT_LIMIT = 64 * 1024 * 1024 };

static int tell(const struct draw_report *r, const char *lang)
{
    for (size_t i = 0; i < r->faults.n; i++)
        printf("%s: %s\n", r->faults.items[i].where,
               arguments_pick(lang, r->faults.items[i].vi, r->faults.items[i].en));
    if (r->faults.n > 0) {
        printf(arguments_pick(lang, "Không khớp: %zu chỗ.\n", "Does not hold: %zu faults.\n"),
               r->faults.n);
        return ERR_DATA;
    }
    printf(arguments_pick(lang, "Danh sách %zu hồ sơ khớp mã băm %s.\n",
                          "The list of %zu requests has the hash %s.\n"),
           r->n, r->list_sha256);
    fputs(r->is_drawn
              ? arguments_pick(lang, "Mọi thăm và thứ tự đều khớp.\n",
                               "Every lot and the order hold.\n")
              : arguments_pick(lang, "Chưa có kết quả quay số.\n", "Nothing is drawn yet.\n"),
          stdout);
    return ERR_OK;
}

int command_draw(int argc, char **argv, const char *lang)
{
    static const char call[] = "draw verify FILE [--hash H] [--seed S]";
    const char *hash = NULL, *seed = NULL, *words[2], *wrong;
    const struct argument_option options[] = {
        {"--hash", &hash, NULL, NULL},
        {"--seed", &seed, NULL, NULL},
    };
    size_t n = 2;
    struct buf text = {0};
    struct draw_report report = {0};
    struct err e = {0};
    if (!arguments_read(argc, argv, options, 2, words, &n, &wrong) || n != 2)
        return arguments_usage(lang, wrong, call);
    if (strcmp(words[0], "verify") != 0)
        return arguments_usage(lang, words[0], call);
    int rc = file_read(words[1], DOCUMENT_LIMIT, &text, &e);
    if (rc == ERR_OK)
        rc = draw_verify(text.data == NULL ? "" : text.data, text.len, hash, seed, &report, &e);
    rc = rc == ERR_OK ? tell(&report, lang) : arguments_fail(&e, NULL, lang);
    draw_report_release(&report);
    buf_release(&text);
    return rc;
}
