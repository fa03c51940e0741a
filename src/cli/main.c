/* The program: finds the command in one table and runs it. Nothing else exits the process. */
#include "cli/command.h"
#include "solver/command.h"

#include "base/crypto.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    NEEDS_CRYPTO = 1 << 0, /* keys and hashes: the library is set up first */
    IS_HIDDEN = 1 << 1,    /* for the program itself */
};

static const struct command {
    const char *name;
    int (*run)(int argc, char **argv, const char *lang);
    unsigned flags;
    const char *call;
    const char *vi;
    const char *en;
} COMMANDS[] = {
    {"init", command_init, NEEDS_CRYPTO, "DB [--key F] [--demo]", "tạo cơ sở dữ liệu mới",
     "make a new database"},
    {"import", command_import, NEEDS_CRYPTO,
     "DB rooms|agencies|officials|requests|items|surveys FILE [--dry-run] [--skip-bad] [--key F]",
     "nhập danh sách CSV hoặc XLSX", "import a list, CSV or XLSX"},
    {"score", command_score, NEEDS_CRYPTO,
     "DB [--policy F] [--as-of D] [--seed S] [--dry-run] [--format text|csv|xlsx] [-o F] [--key F]",
     "xét điều kiện và chấm điểm", "judge eligibility and points"},
    {"allocate", command_allocate, NEEDS_CRYPTO,
     "DB [--policy F] [--as-of D] [--seed S] [--close ROOM]... [--time-limit S] [-o PLAN] "
     "[--key F]",
     "lập phương án bố trí", "make an allocation plan"},
    {"summary", command_summary, NEEDS_CRYPTO, "DB PLAN|latest|published", "tóm tắt một phương án",
     "sum up a plan"},
    {"list", command_list, NEEDS_CRYPTO,
     "DB PLAN|latest|published --audience public|staff [--format text|csv|xlsx] [-o F]",
     "in danh sách bố trí", "print the list of a plan"},
    {"document", command_document, NEEDS_CRYPTO,
     "DB PLAN|latest|published submission|annex|refusals|agency-lists [--number N] [--date D] "
     "[--signer S]"
     " [--format pdf|xlsx] -o F",
     "lập tờ trình, phụ lục, văn bản trả lời, danh sách theo cơ quan",
     "make the official documents of a plan"},
    {"report", command_report, NEEDS_CRYPTO,
     "DB needs [--policy F] [--as-of D] [--format text|csv|xlsx] [-o F] | DB housed --from YYYY-MM"
     " --to YYYY-MM [--format text|json|csv|xlsx] [-o F]",
     "in báo cáo", "print a report"},
    {"repairs", command_repairs, NEEDS_CRYPTO,
     "plan DB --rooms N | --budget DONG [--default-cost DONG] [--policy F] [--as-of D] "
     "[--time-limit S] [--format text|json] [-o F]",
     "với bấy nhiêu phòng hay tiền, nên sửa những phòng đang đóng nào",
     "which closed rooms to repair, of so many or for so much"},
    {"admin-link", command_admin_link, NEEDS_CRYPTO, "DB [--login L] [--public-url URL] [--key F]",
     "liên kết đầu tiên cho quản trị viên, hoặc khi quên mật khẩu",
     "the admin's first link, or one for a forgotten password"},
    {"audit", command_audit, NEEDS_CRYPTO, "verify DB [--heads FILE] [--key F]",
     "kiểm tra nhật ký còn nguyên vẹn", "check that the audit is whole"},
    {"cards", command_cards, NEEDS_CRYPTO,
     "DB [--site S] [--public-url https://…] [--key F] -o F.pdf",
     "in thẻ cửa phòng có mã QR để báo hỏng", "print the door cards, with QR codes"},
    {"serve", command_serve, NEEDS_CRYPTO,
     "DB [--listen 127.0.0.1:8080] [--public-url https://…] [--key F] [--engine-memory MIB]",
     "phục vụ API qua HTTP", "serve the API over HTTP"},
    {"draw", command_draw, NEEDS_CRYPTO, "verify FILE [--hash H] [--seed S]",
     "kiểm tra lại kết quả quay số đã công bố", "recompute a draw from what was published"},
    {"export", command_export, NEEDS_CRYPTO,
     "DB instance|plan|proof [--plan N] [--policy F] [--as-of D] [--seed S] -o F",
     "xuất bài toán, phương án hay chứng minh", "write an instance, a plan or its proof"},
    {"read-table", command_read_table, IS_HIDDEN, "-", "", ""},
    {"read-image", command_read_image, IS_HIDDEN, "-", "", ""},
};

enum { N_COMMANDS = sizeof COMMANDS / sizeof *COMMANDS };

/* Command i of the application's, then of the engine's. */
static struct command command_at(size_t i)
{
    if (i < N_COMMANDS)
        return COMMANDS[i];
    const struct solver_command *c = &solver_commands[i - N_COMMANDS];
    return (struct command){c->name, c->run, 0, c->call, c->vi, c->en};
}

static void print_command(const struct command *c, FILE *out, const char *lang)
{
    fprintf(out, "  %s %s\n      %s\n", c->name, c->call, strcmp(lang, "en") == 0 ? c->en : c->vi);
}

static void print_help(FILE *out, const char *lang)
{
    bool is_en = strcmp(lang, "en") == 0;
    fprintf(out, is_en ? "Usage: quarters [--lang vi|en] COMMAND …\n\n"
                       : "Cách dùng: quarters [--lang vi|en] LỆNH …\n\n");
    for (size_t i = 0; i < N_COMMANDS + solver_n_commands; i++) {
        const struct command c = command_at(i);
        if ((c.flags & IS_HIDDEN) == 0)
            print_command(&c, out, lang);
    }
}

static bool is_lang(const char *text)
{
    return strcmp(text, "vi") == 0 || strcmp(text, "en") == 0;
}

/* Takes --lang out of the arguments, wherever it stands; NULL where its value is none. */
static const char *take_lang(int *argc, char **argv)
{
    const char *lang = "vi";
    int kept = 1;
    for (int i = 1; i < *argc; i++) {
        bool is_joined = strncmp(argv[i], "--lang=", 7) == 0;
        if (!is_joined && strcmp(argv[i], "--lang") != 0) {
            argv[kept++] = argv[i];
            continue;
        }
        const char *value = is_joined ? argv[i] + 7 : i + 1 < *argc ? argv[++i] : "";
        lang = is_lang(value) ? value : NULL;
        if (lang == NULL)
            return NULL;
    }
    *argc = kept;
    return lang;
}

int main(int argc, char **argv)
{
    const char *lang = take_lang(&argc, argv);
    if (lang == NULL) {
        fprintf(stderr, "--lang: vi | en\n");
        return 2;
    }
    if (argc < 2 || strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "help") == 0) {
        print_help(argc < 2 ? stderr : stdout, lang);
        return argc < 2 ? 2 : 0;
    }
    for (size_t i = 0; i < N_COMMANDS + solver_n_commands; i++) {
        const struct command c = command_at(i);
        if (strcmp(c.name, argv[1]) != 0)
            continue;
        if (argc == 3 && strcmp(argv[2], "--help") == 0) {
            print_command(&c, stdout, lang);
            return 0;
        }
        if ((c.flags & NEEDS_CRYPTO) != 0 && crypto_init() != 0) {
            fprintf(stderr, "quarters: libsodium\n");
            return 6;
        }
        int rc = c.run(argc - 2, argv + 2, lang);
        if (fflush(stdout) != 0 && rc == 0) {
            perror("quarters");
            rc = 3;
        }
        return rc;
    }
    fprintf(stderr,
            strcmp(lang, "en") == 0 ? "quarters: no command \"%s\"\n\n"
                                    : "quarters: không có lệnh \"%s\"\n\n",
            argv[1]);
    print_help(stderr, lang);
    return 2;
}
