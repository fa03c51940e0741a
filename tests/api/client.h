/* A small server in this process, and raw sockets to it: each test says the bytes and reads the
 * bytes. Reads give up after 20 s, which no answer here needs: that is a failure. */
#ifndef API_CLIENT_H
#define API_CLIENT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/buf.h"
#include "http/server.h"
#include "http/wait.h"

static inline struct http_server *server_start(struct http_config config)
{
    struct err e = {0};
    config.listen = config.listen ? config.listen : "127.0.0.1:0";
    struct http_server *server = http_start(&config, &e);
    if (!server)
        fail_msg("%s", e.en);
    return server;
}

static inline int client_open(int port)
{
    const int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const struct timeval patience = {20, 0};
    struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons((uint16_t)port)};
    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    assert_true(fd >= 0);
    assert_int_equal(setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience), 0);
    assert_int_equal(setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience), 0);
    assert_int_equal(connect(fd, (struct sockaddr *)&to, sizeof to), 0);
    return fd;
}

/* Whether all was taken; a server that refuses early closes before the end. */
static inline bool client_send(int fd, const char *bytes, size_t n)
{
    while (n > 0) {
        const ssize_t done = send(fd, bytes, n, MSG_NOSIGNAL);
        if (done <= 0)
            return false;
        bytes += done;
        n -= (size_t)done;
    }
    return true;
}

static inline void client_say(int fd, const char *text)
{
    assert_true(client_send(fd, text, strlen(text)));
}

/* One more piece; false at the end of the stream or a reset. */
static inline bool client_read(int fd, struct buf *in)
{
    char piece[4096];
    const ssize_t n = recv(fd, piece, sizeof piece, 0);
    if (n < 0 && (errno == EAGAIN || errno == EWOULDBLOCK))
        fail_msg("no answer and no end within 20 s; so far: %s", in->data ? in->data : "");
    if (n <= 0)
        return false;
    buf_add(in, piece, (size_t)n);
    return true;
}

static inline void client_read_all(int fd, struct buf *in)
{
    while (client_read(fd, in))
        ;
}

/* Reads until the text is there. */
static inline void client_await(int fd, struct buf *in, const char *text)
{
    while (!in->data || !strstr(in->data, text))
        if (!client_read(fd, in))
            fail_msg("ended without \"%s\": %s", text, in->data ? in->data : "");
}

/* Status of the first reply, 0 where there is none. */
static inline int client_status(const struct buf *in)
{
    int status = 0;
    if (!in->data || sscanf(in->data, "HTTP/1.1 %3d", &status) != 1)
        return 0;
    return status;
}

static inline int client_count(const struct buf *in, const char *text)
{
    int n = 0;
    for (const char *p = in->data; p && (p = strstr(p, text)); p += strlen(text))
        n++;
    return n;
}

/* One request that ends its connection (refused, or with Connection: close); the status, and all
 * bytes in `in`. */
static inline int client_ask(int port, const char *raw, struct buf *in)
{
    const int fd = client_open(port);
    client_say(fd, raw);
    client_read_all(fd, in);
    close(fd);
    return client_status(in);
}

#endif
