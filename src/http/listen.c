/* Listening. The socket is ours and so is accept(): libmicrohttpd's own, in a pool of threads, lets
 * nearly all connections land on one thread, stops accepting in silence at its limit, and its
 * MHD_quiesce_daemon aborts the process when a thread touches its epoll set at the same moment. */
#include "inside.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netdb.h>
#include <netinet/in.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

static int bad_address(const char *listen, struct err *e)
{
    return err_set(e, ERR_INPUT, "địa chỉ không hợp lệ: %s (ví dụ 127.0.0.1:8080)",
                   "no address: %s (like 127.0.0.1:8080)", listen);
}

static bool is_loopback(const struct sockaddr *address)
{
    char text[46];
    address_text(address, text);
    return strncmp(text, "127.", 4) == 0 || strcmp(text, "::1") == 0;
}

/* "127.0.0.1:80" or "[::1]:80" into its halves. */
static int split(const char *listen, char host[64], const char **port)
{
    const char *const colon = strrchr(listen, ':');
    if (!colon || colon == listen)
        return -1;
    const bool has_brackets = listen[0] == '[' && colon[-1] == ']';
    const char *const begin = listen + has_brackets;
    const size_t n = (size_t)(colon - begin) - has_brackets;
    if (n == 0 || n > 63 || (!has_brackets && memchr(begin, ':', n)))
        return -1;
    memcpy(host, begin, n);
    host[n] = '\0';
    *port = colon + 1;
    return **port == '\0' ? -1 : 0;
}

static int bind_to(const struct addrinfo *a, const char *listen_text, int *fd, struct err *e)
{
    const int on = 1;
    *fd = socket(a->ai_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (*fd >= 0 && setsockopt(*fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on) == 0 &&
        bind(*fd, a->ai_addr, a->ai_addrlen) == 0 && listen(*fd, SOMAXCONN) == 0)
        return ERR_OK;
    const int cause = errno;
    if (*fd >= 0)
        close(*fd);
    *fd = -1;
    return err_set(e, cause == EADDRINUSE ? ERR_BUSY : ERR_IO, "không mở được %s: %s",
                   "cannot listen on %s: %s", listen_text, strerror(cause));
}

static int port_of(int fd)
{
    struct sockaddr_storage own = {0};
    socklen_t n = sizeof own;
    if (getsockname(fd, (struct sockaddr *)&own, &n) != 0)
        return 0;
    return own.ss_family == AF_INET6 ? ntohs(((struct sockaddr_in6 *)&own)->sin6_port)
                                     : ntohs(((struct sockaddr_in *)&own)->sin_port);
}

int listen_open(const struct http_config *config, int *fd, int *port, struct err *e)
{
    char host[64];
    const char *service = NULL;
    *fd = -1;
    if (split(config->listen, host, &service) != 0)
        return bad_address(config->listen, e);
    const struct addrinfo hints = {.ai_flags = AI_NUMERICHOST | AI_NUMERICSERV | AI_PASSIVE,
                                   .ai_socktype = SOCK_STREAM};
    struct addrinfo *found = NULL;
    if (getaddrinfo(host, service, &hints, &found) != 0)
        return bad_address(config->listen, e);
    int rc = ERR_OK;
    if (!config->behind_proxy && !is_loopback(found->ai_addr))
        rc = err_set(e, ERR_INPUT, "%s mở ra mạng: cần proxy TLS (--public-url https://…)",
                     "%s is reachable by others: that needs a TLS proxy (--public-url https://…)",
                     config->listen);
    if (rc == ERR_OK)
        rc = bind_to(found, config->listen, fd, e);
    freeaddrinfo(found);
    if (rc == ERR_OK)
        *port = port_of(*fd);
    return rc;
}

static void accept_one(struct http_server *s)
{
    struct sockaddr_storage address = {0};
    socklen_t n = sizeof address;
    const int fd =
        accept4(s->listen_fd, (struct sockaddr *)&address, &n, SOCK_CLOEXEC | SOCK_NONBLOCK);
    if (fd < 0) {
        if (errno == EMFILE || errno == ENFILE || errno == ENOBUFS || errno == ENOMEM) {
            const struct timespec pause = {0, 50 * 1000 * 1000}; /* until one was closed */
            nanosleep(&pause, NULL);
        }
        return;
    }
    pthread_mutex_lock(&s->lock);
    const bool is_welcome = s->stats.n_connections < s->config.hard_limit;
    s->stats.n_refused += !is_welcome;
    pthread_mutex_unlock(&s->lock);
    if (is_welcome) /* closes it where it cannot take it */
        (void)MHD_add_connection(s->daemon, fd, (struct sockaddr *)&address, n);
    else
        close(fd);
}

void *listen_run(void *server)
{
    struct http_server *s = server;
    struct pollfd fds[] = {{s->listen_fd, POLLIN, 0}, {s->stop_fd, POLLIN, 0}};
    for (;;) {
        if (poll(fds, 2, -1) < 0 && errno != EINTR)
            break;
        if (fds[1].revents)
            break;
        if (fds[0].revents)
            accept_one(s);
    }
    return NULL;
}
