/* What the files of this layer share: the server, its connections, its requests.
 *
 * One lock (`lock` of the server) guards the lists and what is marked (L). It is held for a few
 * instructions; libmicrohttpd's own locks are taken below it, never the other way round. A stream
 * has a lock of its own (stream.c), taken below the server's.
 *
 * The way of a request, all in one of libmicrohttpd's threads unless it waits:
 *
 *     intake_uri      the request line is there: a fresh exchange
 *     intake_access   the head (gate, limits), each piece of the body, then the handler
 *         reply_send  … or wait.c suspends the connection, and
 *     intake_access   is called again once it was resumed: reply_send
 *     intake_done     the reply is sent or the client gone: log, release
 */
#ifndef HTTP_INSIDE_H
#define HTTP_INSIDE_H

#include <microhttpd.h>
#include <pthread.h>

#include "http/server.h"
#include "http/wait.h"
#include "uri.h"

struct connection {
    struct connection *previous, *next; /* (L) */
    int fd;
    double deadline_s; /* (L) when the watch cuts it; 0 = never */
};

enum exchange_state {
    EXCHANGE_HEAD,     /* the head is not there or not judged yet */
    EXCHANGE_BODY,     /* let in */
    EXCHANGE_HANDLING, /* the handler runs */
    EXCHANGE_WAITING,  /* deferred, in the list (L) */
    EXCHANGE_READY,    /* resumed, its reply stands (L) */
    EXCHANGE_SENT,     /* the reply was given to libmicrohttpd */
};

struct exchange {
    struct http_request request; /* first: handlers know only this */
    struct http_reply reply;
    struct http_server *server;
    struct MHD_Connection *mhd;
    struct connection *connection;
    struct exchange *previous, *next; /* (L) while it waits */
    enum exchange_state state;        /* (L) from HANDLING on */
    int n_refs;                       /* (L) the connection's, and the deferral's */
    double limit_s;                   /* (L) when the watch answers */
    double begin_s;
    const char *target; /* where the target stands in libmicrohttpd's buffer, for the gate */
    char *raw;          /* its copy, decoded in place; NULL = there was none */
    size_t n_raw;
    char *values; /* the fields' values, one after the other */
    struct buf body;
    bool is_open;      /* counted in n_open */
    size_t n_promised; /* bytes of body by Content-Length, counted in body_bytes */
    double body_begin_s;
    struct http_param params[URI_MAX_PARAMS];
    char id[17], remote[46], session[257];
    int status; /* sent; 0 = none */
    size_t n_sent;
    const char *refusal; /* why the gate refused, or NULL */
};

struct work; /* work.c */

struct http_server {
    struct http_config config; /* with its defaults */
    struct MHD_Daemon *daemon;
    int listen_fd, stop_fd, port; /* stop_fd: readable once listening is to end */
    pthread_t listener;

    pthread_mutex_t lock;
    pthread_cond_t changed;         /* while it stops: a request is done */
    pthread_cond_t wake;            /* of the watch */
    bool is_stopping;               /* (L) nothing new is let in */
    bool is_ending;                 /* (L) nothing may wait any more */
    bool is_watch_over;             /* (L) */
    struct connection *connections; /* (L) */
    struct exchange *waiting;       /* (L) */
    struct http_stream *streams;    /* (L) */
    unsigned n_open;                /* (L) requests let in and not done */
    unsigned n_deferred;            /* (L) that http_resume has yet to come for, answered or not */
    size_t body_bytes;              /* (L) */
    struct http_stats stats;        /* (L) */

    pthread_t watch;
    struct work *work;
};

/* intake.c: libmicrohttpd's callbacks */
void *intake_uri(void *server, const char *uri, struct MHD_Connection *mhd);
enum MHD_Result intake_access(void *server, struct MHD_Connection *mhd, const char *url,
                              const char *method, const char *version, const char *data,
                              size_t *n_data, void **exchange);
void intake_done(void *server, struct MHD_Connection *mhd, void **exchange,
                 enum MHD_RequestTerminationCode how);
void exchange_unref(struct exchange *x); /* takes the lock */

/* admit.c: the head is there. 0, or the status to refuse with and why. */
int admit(struct exchange *x, const char *method, const char *version, const char **why);

/* connection.c */
void connection_notify(void *server, struct MHD_Connection *mhd, void **context,
                       enum MHD_ConnectionNotificationCode what);
void connection_deadline(struct http_server *server, struct connection *c, double deadline_s);
void address_text(const struct sockaddr *address, char out[46]);
bool address_forwarded(const char *list, char out[46]); /* the last of X-Forwarded-For */

/* listen.c */
int listen_open(const struct http_config *config, int *fd, int *port, struct err *e);
void *listen_run(void *server); /* the thread that accepts */

/* reply.c */
enum MHD_Result reply_send(struct exchange *x);
void reply_refuse(struct exchange *x, int status); /* its own words for a status */

/* wait.c, work.c, stream.c, watch.c */
void wait_expire(struct http_server *server, double now_s); /* with the lock; infinity = all */
struct work *work_start(const struct http_config *config);
void work_quit(struct work *work);                   /* no more is taken, what waits is dropped */
int work_join(struct work *work, double deadline_s); /* 0 and freed, or -1 */
int work_put(struct work *work, struct http_request *request, http_worker run, void *arg,
             void (*free_arg)(void *));
bool exchange_is_waiting(struct exchange *x);
struct MHD_Response *stream_response(struct exchange *x); /* takes the stream from the reply */
void stream_unref(struct http_stream *stream);            /* the reply's share; takes the lock */
void streams_wake(struct http_server *server, double now_s, bool end); /* with the lock */
void *watch_run(void *server);

#endif
