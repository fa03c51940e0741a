/* Child processes with limits, see the header.
 *
 * The input goes through a memory file, not a pipe: nothing has to be written while the child runs,
 * so there is no deadlock and no SIGPIPE. Output and errors are polled together. Between fork and
 * exec only calls that are safe after a fork of a threaded process.
 *
 * It does not put the child into a process group of its own: Ctrl-C is to reach it too.
 */
#include "base/child.h"
#include "base/clock.h"
#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <poll.h>
#include <signal.h>
#include <stddef.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

enum {
    KEPT_ERRORS = 64 << 10, /* of standard error; enough for the last lines */
    TICK_MS = 50,           /* how late an exit behind open pipes is noticed */
    SHORT_TICK_MS = 2,      /* the same once both pipes are closed: it is about to end */
};
static const double GRACE_S =
    1; /* between SIGTERM and SIGKILL: time to write the best plan so far */

/* A child that runs: what is read from it, and when it must end. */
struct running {
    pid_t pid;
    int out_fd, out2_fd, err_fd; /* -1 = closed */
    double end_s;                /* SIGTERM; 0 = never */
    double kill_s;               /* SIGKILL; 0 = never */
    const atomic_bool *is_cancelled;
    size_t output_limit;
    bool is_too_long;
    bool is_timed_out;
    bool was_cancelled;
    struct buf out, out2, err, line;
    void (*on_line)(void *ctx, const char *line);
    void *ctx;
};

static void close_fd(int *fd)
{
    if (*fd >= 0)
        close(*fd);
    *fd = -1;
}

/* In the child: ends with its parent, even where that ended already. */
static void follow(pid_t parent)
{
    (void)prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0);
    if (getppid() != parent)
        _exit(127);
}

/* A descriptor from which `len` bytes can be read; -1 with errno. */
static int memory_file(const char *bytes, size_t len)
{
    int fd = memfd_create("input", MFD_CLOEXEC);
    if (fd >= 0 && (file_put(fd, bytes, len) != 0 || lseek(fd, 0, SEEK_SET) != 0))
        close_fd(&fd);
    return fd;
}

/* What a child inherits, by its number there, and behind that the pipe that brings errno. */
enum { N_CHILD_FDS = 5, TELL_FD = N_CHILD_FDS };

/* In the child: its descriptors and nothing else, limits, the program. Tells errno on failure. The
 * sources lie above what dup2 overwrites. */
_Noreturn static void become(const struct child_spec *spec, const int fds[N_CHILD_FDS + 1],
                             pid_t parent)
{
    follow(parent);
    int cause = 0;
    sigset_t none;
    sigemptyset(&none);
    (void)sigprocmask(SIG_SETMASK, &none, NULL);
    if (close_range(3, ~0U, CLOSE_RANGE_CLOEXEC) != 0)
        cause = errno;
    for (int i = 0; i < N_CHILD_FDS; i++) /* the copies stay open in the program */
        if (fds[i] >= 0 && dup2(fds[i], i) < 0)
            cause = errno;
    child_limit_self(spec->memory_limit, spec->cpu_limit_s);
    if (cause == 0) {
        execv(spec->argv[0], spec->argv);
        cause = errno;
    }
    ssize_t n = write(fds[TELL_FD], &cause, sizeof cause);
    _exit(n == sizeof cause ? 127 : 126);
}

/* The lines that are complete; at the end also what is left. */
static void tell_lines(struct running *r, const char *bytes, size_t n, bool is_end)
{
    if (r->on_line == NULL)
        return;
    for (size_t i = 0; i < n; i++) {
        bool is_full = r->line.len >= KEPT_ERRORS;
        if (bytes[i] != '\n' && !is_full) {
            buf_char(&r->line, bytes[i] == '\0' ? ' ' : bytes[i]);
            continue;
        }
        r->on_line(r->ctx, r->line.data == NULL ? "" : r->line.data);
        r->line.len = 0;
        if (r->line.data != NULL)
            r->line.data[0] = '\0';
        if (bytes[i] != '\n')
            buf_char(&r->line, bytes[i] == '\0' ? ' ' : bytes[i]);
    }
    if (is_end && r->line.len > 0)
        r->on_line(r->ctx, r->line.data);
}

static void take(struct running *r, struct buf *out, int *fd, const char *bytes, size_t n)
{
    if (r->output_limit > 0 && n > r->output_limit - out->len) {
        r->is_too_long = true;
        (void)kill(r->pid, SIGKILL); /* first: else the closed pipe may end it, as SIGPIPE */
        close_fd(fd);
        return;
    }
    buf_add(out, bytes, n);
}

static void take_out(struct running *r, const char *bytes, size_t n)
{
    take(r, &r->out, &r->out_fd, bytes, n);
}

static void take_out2(struct running *r, const char *bytes, size_t n)
{
    take(r, &r->out2, &r->out2_fd, bytes, n);
}

static void take_err(struct running *r, const char *bytes, size_t n)
{
    buf_add(&r->err, bytes, n);
    if (r->err.len > 2 * KEPT_ERRORS) {
        memmove(r->err.data, r->err.data + r->err.len - KEPT_ERRORS, KEPT_ERRORS + 1);
        r->err.len = KEPT_ERRORS;
    }
    tell_lines(r, bytes, n, false);
}

/* Reads what is there, without waiting; closes at the end. */
static void drain(struct running *r, int *fd, void (*sink)(struct running *, const char *, size_t))
{
    char chunk[65536];
    while (*fd >= 0) {
        ssize_t n = read(*fd, chunk, sizeof chunk);
        if (n > 0)
            sink(r, chunk, (size_t)n);
        else if (n < 0 && errno == EINTR)
            continue;
        else if (n < 0 && errno == EAGAIN)
            return;
        else
            close_fd(fd);
    }
}

/* Ends what is late; how long to wait at most until it must be asked again. */
static int enforce(struct running *r)
{
    double now_s = clock_monotonic_s();
    bool is_closed = r->out_fd < 0 && r->out2_fd < 0 && r->err_fd < 0;
    double next_s = now_s + (is_closed ? SHORT_TICK_MS : TICK_MS) / 1000.0;
    if (r->is_cancelled != NULL && !r->was_cancelled && atomic_load(r->is_cancelled)) {
        r->was_cancelled = true;
        (void)kill(r->pid, SIGTERM);
        if (r->kill_s <= 0 || r->kill_s > now_s + GRACE_S)
            r->kill_s = now_s + GRACE_S;
    }
    if (r->kill_s > 0 && now_s >= r->kill_s) {
        (void)kill(r->pid, SIGKILL);
        r->kill_s = 0;
    }
    if (r->end_s > 0 && now_s >= r->end_s) {
        r->is_timed_out = true;
        (void)kill(r->pid, SIGTERM);
        r->end_s = 0;
        if (r->kill_s <= 0) /* else it was cancelled just before */
            r->kill_s = now_s + GRACE_S;
    }
    if (r->end_s > 0 && r->end_s < next_s)
        next_s = r->end_s;
    return (int)ceil((next_s - now_s) * 1000);
}

/* Until the child has ended; its wait status. A grandchild that holds the pipes open is not waited
 * for. */
static int attend(struct running *r)
{
    int status = 0;
    pid_t ended = 0;
    while (ended == 0) {
        int wait_ms = enforce(r);
        struct pollfd fds[] = {{.fd = r->out_fd, .events = POLLIN},
                               {.fd = r->out2_fd, .events = POLLIN},
                               {.fd = r->err_fd, .events = POLLIN}};
        (void)poll(fds, 3, wait_ms); /* negative descriptors are skipped */
        do
            ended = waitpid(r->pid, &status, WNOHANG);
        while (ended < 0 && errno == EINTR);
        /* after the wait: what it wrote before its end is in the pipes by now */
        drain(r, &r->out_fd, take_out);
        drain(r, &r->out2_fd, take_out2);
        drain(r, &r->err_fd, take_err);
    }
    tell_lines(r, NULL, 0, true);
    close_fd(&r->out_fd);
    close_fd(&r->out2_fd);
    close_fd(&r->err_fd);
    buf_release(&r->line);
    return status;
}

/* Pipes whose reading ends do not block. fds: read, write. */
static int make_pipe(int fds[2])
{
    if (pipe2(fds, O_CLOEXEC) != 0)
        return -1;
    return fcntl(fds[0], F_SETFL, O_NONBLOCK);
}

/* Starts the program with these descriptors (-1 = none); its pid, or -1 with errno. Takes none
 * over. */
static pid_t start(const struct child_spec *spec, const int given[N_CHILD_FDS])
{
    int tell[2] = {-1, -1}; /* closed by exec; brings errno otherwise */
    if (pipe2(tell, O_CLOEXEC) != 0)
        return -1;
    /* 0, 1 and 2 may be closed here: the copies keep clear of what dup2 overwrites */
    int fds[N_CHILD_FDS + 1];
    bool has_all = true;
    for (int i = 0; i <= N_CHILD_FDS; i++) {
        int from = i == TELL_FD ? tell[1] : given[i];
        fds[i] = from < 0 ? -1 : fcntl(from, F_DUPFD_CLOEXEC, N_CHILD_FDS);
        has_all &= from < 0 || fds[i] >= 0;
    }
    pid_t parent = getpid();
    pid_t pid = has_all ? fork() : -1;
    int cause = pid < 0 ? errno : 0;
    if (pid == 0)
        become(spec, fds, parent);
    for (int i = 0; i <= N_CHILD_FDS; i++)
        close_fd(&fds[i]);
    close_fd(&tell[1]);
    int told = 0;
    ssize_t n = 0;
    while (pid > 0 && (n = read(tell[0], &told, sizeof told)) < 0 && errno == EINTR)
        continue;
    close_fd(&tell[0]);
    if (n == sizeof told) {
        while (waitpid(pid, NULL, 0) < 0 && errno == EINTR)
            continue;
        pid = -1;
        cause = told;
    }
    errno = cause;
    return pid;
}

/* Runs the started child to its end. */
static int finish(const struct child_spec *spec, struct running *run, struct child_result *r,
                  struct err *e)
{
    int status = attend(run);
    *r = (struct child_result){.out = run->out,
                               .out2 = run->out2,
                               .err = run->err,
                               .exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : 0,
                               .signal = WIFSIGNALED(status) ? WTERMSIG(status) : 0,
                               .timed_out = run->is_timed_out,
                               .cancelled = run->was_cancelled};
    return !run->is_too_long
               ? ERR_OK
               : err_set(e, ERR_DATA, "%s in ra quá nhiều", "%s wrote too much", spec->argv[0]);
}

int child_run(const struct child_spec *spec, struct child_result *r, struct err *e)
{
    int out[2] = {-1, -1}, err[2] = {-1, -1}, out2[2] = {-1, -1};
    *r = (struct child_result){0};
    int in = memory_file(spec->input, spec->input_len);
    int in2 = spec->input2 == NULL ? -1 : memory_file(spec->input2, spec->input2_len);
    bool is_ready = in >= 0 && (spec->input2 == NULL || in2 >= 0) && make_pipe(out) == 0 &&
                    make_pipe(err) == 0 && (!spec->has_output2 || make_pipe(out2) == 0);
    const int fds[N_CHILD_FDS] = {in, out[1], err[1], in2, out2[1]};
    pid_t pid = is_ready ? start(spec, fds) : -1;
    int cause = errno;
    for (int i = 0; i < N_CHILD_FDS; i++)
        if (fds[i] >= 0)
            close(fds[i]);
    if (pid >= 0) {
        struct running run = {
            .pid = pid,
            .out_fd = out[0],
            .out2_fd = out2[0],
            .err_fd = err[0],
            .end_s = spec->time_limit_s > 0 ? clock_monotonic_s() + spec->time_limit_s : 0,
            .is_cancelled = spec->is_cancelled,
            .output_limit = spec->output_limit,
            .on_line = spec->on_stderr_line,
            .ctx = spec->ctx};
        return finish(spec, &run, r, e);
    }
    close_fd(&out[0]);
    close_fd(&out2[0]);
    close_fd(&err[0]);
    const char *why = strerrordesc_np(cause);
    return err_set(e, ERR_IO, "không chạy được %s: %s", "cannot run %s: %s", spec->argv[0],
                   why == NULL ? "?" : why);
}

void child_result_release(struct child_result *r)
{
    buf_release(&r->out);
    buf_release(&r->out2);
    buf_release(&r->err);
    *r = (struct child_result){0};
}

/* In the child of child_call: the function, its bytes, its code. No exit handlers: they belong to
 * the parent, and so does what stdio holds. */
_Noreturn static void work(int (*fn)(void *, struct buf *), void *ctx, int fd, size_t memory,
                           double cpu_s)
{
    child_limit_self(memory, cpu_s);
    struct buf bytes = {0};
    int code = fn(ctx, &bytes);
    if (file_put(fd, bytes.data, bytes.len) != 0)
        _exit(1);
    _exit(code == 1 ? ERR_INTERNAL : code);
}

int child_call(int (*fn)(void *ctx, struct buf *out), void *ctx, size_t memory, double cpu_s,
               size_t output_limit, struct buf *out, struct err *e)
{
    int pipe_fds[2] = {-1, -1};
    pid_t parent = getpid();
    pid_t pid = make_pipe(pipe_fds) == 0 ? fork() : -1;
    if (pid == 0) {
        follow(parent);
        close(pipe_fds[0]);
        work(fn, ctx, pipe_fds[1], memory, cpu_s);
    }
    close_fd(&pipe_fds[1]);
    if (pid < 0) {
        close_fd(&pipe_fds[0]);
        return err_set(e, ERR_IO, "không tạo được tiến trình con", "cannot make a child process");
    }
    struct running run = {.pid = pid,
                          .out_fd = pipe_fds[0],
                          .out2_fd = -1,
                          .err_fd = -1,
                          .end_s = cpu_s > 0 ? clock_monotonic_s() + 2 * cpu_s + GRACE_S : 0,
                          .output_limit = output_limit};
    int status = attend(&run);
    int rc = WIFEXITED(status) ? WEXITSTATUS(status) : 1;
    if (run.is_too_long || run.is_timed_out || rc == 1 || rc > ERR_INTERNAL)
        rc = err_set(e, ERR_DATA, "phải ngừng xử lý: vượt giới hạn hoặc gặp sự cố",
                     "had to stop: over a limit, or broken down");
    else
        buf_add(out, run.out.data, run.out.len);
    buf_release(&run.out);
    return rc;
}
