/* Connections: who may come in, and until when each must have done what it is about.
 *
 * libmicrohttpd's timeout counts from the last byte, so a client that drips one byte a second stays
 * for ever. Hence a deadline for each connection (head, body, reply), which the watch enforces by
 * shutdown(): the library then sees the end of the stream and closes. It closes the descriptor only
 * after connection_notify, so under the lock a listed descriptor is never another one's. */
#include "inside.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"

static void open_connection(struct http_server *s, struct MHD_Connection *mhd, void **context)
{
    struct connection *c = mem_alloc(sizeof *c);
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(mhd, MHD_CONNECTION_INFO_CONNECTION_FD);
    c->fd = info ? info->connect_fd : -1;
    c->deadline_s = clock_monotonic_s() + s->config.head_s;
    pthread_mutex_lock(&s->lock);
    c->next = s->connections;
    if (c->next)
        c->next->previous = c;
    s->connections = c;
    s->stats.n_connections++;
    pthread_mutex_unlock(&s->lock);
    *context = c;
}

static void close_connection(struct http_server *s, struct connection *c)
{
    pthread_mutex_lock(&s->lock);
    if (c->next)
        c->next->previous = c->previous;
    if (c->previous)
        c->previous->next = c->next;
    else
        s->connections = c->next;
    s->stats.n_connections--;
    pthread_mutex_unlock(&s->lock);
    free(c);
}

void connection_notify(void *server, struct MHD_Connection *mhd, void **context,
                       enum MHD_ConnectionNotificationCode what)
{
    if (what == MHD_CONNECTION_NOTIFY_STARTED) {
        open_connection(server, mhd, context);
    } else if (*context) {
        close_connection(server, *context);
        *context = NULL;
    }
}

void connection_deadline(struct http_server *server, struct connection *c, double deadline_s)
{
    pthread_mutex_lock(&server->lock);
    c->deadline_s = deadline_s;
    pthread_mutex_unlock(&server->lock);
}

void address_text(const struct sockaddr *address, char out[46])
{
    out[0] = '\0';
    if (address->sa_family == AF_INET) {
        struct sockaddr_in in;
        memcpy(&in, address, sizeof in);
        inet_ntop(AF_INET, &in.sin_addr, out, 46);
    } else if (address->sa_family == AF_INET6) {
        struct sockaddr_in6 in6;
        memcpy(&in6, address, sizeof in6);
        if (IN6_IS_ADDR_V4MAPPED(&in6.sin6_addr))
            inet_ntop(AF_INET, &in6.sin6_addr.s6_addr[12], out, 46);
        else
            inet_ntop(AF_INET6, &in6.sin6_addr, out, 46);
    }
}

bool address_forwarded(const char *list, char out[46])
{
    const char *last = strrchr(list, ',');
    last = last ? last + 1 : list;
    last += strspn(last, " \t");
    if (strlen(last) > 45)
        return false;
    unsigned char bytes[16];
    if (inet_pton(AF_INET, last, bytes) != 1 && inet_pton(AF_INET6, last, bytes) != 1)
        return false;
    memcpy(out, last, strlen(last) + 1);
    return true;
}
