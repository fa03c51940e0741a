/* Errors: a code and a text in both languages.
 *
 *     struct err e = {0};
 *     if (n > max)
 *         return err_set(&e, ERR_INPUT, "quá %zu dòng", "more than %zu rows", max);
 *     …
 *     fprintf(stderr, "%s\n", err_text(&e, "vi"));
 *
 * The first error wins: err_set on an err that already holds one changes nothing and returns the
 * first code, so that a clean-up step cannot hide the cause. A zeroed struct holds no error.
 * One thread at a time per struct.
 */
#ifndef BASE_ERR_H
#define BASE_ERR_H

/* The values are the program's exit codes. */
enum err_code {
    ERR_OK = 0,
    ERR_INPUT = 2,    /* the input is refused or the call is wrong */
    ERR_IO = 3,       /* files, disk, processes */
    ERR_BUSY = 4,     /* someone else writes the database */
    ERR_DATA = 5,     /* stored data contradict each other */
    ERR_INTERNAL = 6, /* our own fault */
};

struct err {
    int code; /* enum err_code */
    char vi[512];
    char en[512];
};

/* Sets an error and returns the code that `e` now holds. Both formats take the same arguments in
 * the same order (printf). Texts longer than the fields are cut between characters. `e` may be
 * NULL: then only the code is returned. */
int err_set(struct err *e, int code, const char *vi_fmt, const char *en_fmt, ...)
    __attribute__((format(printf, 3, 5), format(printf, 4, 5)));

/* The text in "vi" or "en" (anything else means "vi"); "" where there is no error. Lives as long
 * as `e`. */
const char *err_text(const struct err *e, const char *lang);

#endif
