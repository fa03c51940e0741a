/* What went wrong, in both languages of the program.
 *
 *     struct err e = {0};
 *     if (n < 0)
 *         return err_set(&e, ERR_INPUT, "số âm: %d", "negative number: %d", n);
 *     fprintf(stderr, "%s\n", err_text(&e, lang));
 *
 * The first error wins: a later err_set on the same struct changes nothing, so the cause is what
 * people read, not its echo. A zeroed struct is no error. One thread at a time per struct.
 */
#ifndef BASE_ERR_H
#define BASE_ERR_H

/* Also the exit codes of the program. */
enum err_code {
    ERR_OK = 0,
    ERR_INPUT = 2,    /* the user named or wrote something wrong */
    ERR_IO = 3,       /* a file, a pipe or the disk failed */
    ERR_BUSY = 4,     /* another process has it */
    ERR_DATA = 5,     /* the data break a rule */
    ERR_INTERNAL = 6, /* our own fault */
    ERR_FULL = 7,     /* the disk is full: nothing was written, nothing is damaged */

    /* of a server only: */
    ERR_ABSENT = 8,  /* there is no such thing, or not for whoever asks: both look alike */
    ERR_CHANGED = 9, /* it is no longer what the caller saw: another version */
    ERR_DENIED = 10, /* it may be seen, but not done, by whoever asks */
};

struct err {
    int code; /* enum err_code */
    char vi[512];
    char en[512];
};

/* Notes an error and returns `code`. Both formats take the same arguments in the same order. Long
 * messages are cut at a whole character. `e` may be NULL. */
int err_set(struct err *e, int code, const char *vi_format, const char *en_format, ...)
    __attribute__((format(printf, 3, 5), format(printf, 4, 5)));

/* The message in `lang` ("en", else Vietnamese); "" where there is none. Lives as long as `e`. */
const char *err_text(const struct err *e, const char *lang);

#endif
