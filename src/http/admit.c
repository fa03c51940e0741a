/* A head has come: gate, target, fields, limits. What passes is a request that a handler may see.
 */
#include "inside.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "gate.h"

static enum MHD_Result collect(void *head, enum MHD_ValueKind kind, const char *name, size_t n_name,
                               const char *value, size_t n_value)
{
    struct gate_head *h = head;
    (void)kind;
    if (h->n_fields < GATE_MAX_FIELDS)
        h->fields[h->n_fields] = (struct gate_field){name, value ? value : "", n_name, n_value};
    h->n_fields++;
    return MHD_YES;
}

static int read_head(struct exchange *x, const char *method, const char *version,
                     struct gate_pass *pass, const char **why)
{
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(x->mhd, MHD_CONNECTION_INFO_REQUEST_HEADER_SIZE);
    struct gate_head head = {.method = method,
                             .target = x->target,
                             .n_target = x->n_raw,
                             .version = version,
                             .n_bytes = info ? info->header_size : 0};
    MHD_get_connection_values_n(x->mhd, MHD_HEADER_KIND, collect, &head);
    if (!x->raw || !gate_is_plain(&head)) {
        *why = "framing";
        return 400;
    }
    return gate_check(&head, pass, why);
}

/* Copies the fields' values: libmicrohttpd's buffer does not outlive the connection, a request that
 * waits may. */
static void keep_values(struct exchange *x, const struct gate_pass *pass)
{
    size_t n = 0;
    for (size_t k = 0; k < HTTP_N_FIELDS; k++)
        n += pass->values[k].text ? pass->values[k].n + 1 : 0;
    char *at = x->values = mem_alloc(n);
    for (size_t k = 0; k < HTTP_N_FIELDS; k++) {
        const struct gate_value *v = &pass->values[k];
        if (!v->text)
            continue;
        memcpy(at, v->text, v->n);
        at[v->n] = '\0';
        x->request.field[k] = at;
        at += v->n + 1;
    }
}

static int keep_session(struct exchange *x, const char **why)
{
    const char *cookies = x->request.field[HTTP_COOKIE];
    if (!cookies || !x->server->config.cookie)
        return 0;
    const char *value = NULL;
    size_t n = 0;
    const int found = cookie_find(cookies, x->server->config.cookie, &value, &n);
    if (found < 0) {
        *why = "cookie";
        return 400;
    }
    if (found) {
        memcpy(x->session, value, n);
        x->request.session = x->session;
    }
    return 0;
}

static void keep_remote(struct exchange *x)
{
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(x->mhd, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
    if (info)
        address_text(info->client_addr, x->remote);
    const char *forwarded = x->request.field[HTTP_FORWARDED_FOR];
    if (x->server->config.behind_proxy && forwarded)
        (void)address_forwarded(forwarded, x->remote); /* else it stays the proxy's */
    x->request.remote = x->remote;
}

/* The limits of the whole server; what is let in counts as open until intake_done. */
static int take_place(struct exchange *x, size_t n_body, const char **why)
{
    struct http_server *s = x->server;
    int status = 0;
    pthread_mutex_lock(&s->lock);
    if (s->is_stopping || s->stats.n_connections > s->config.soft_limit) {
        *why = s->is_stopping ? "stopping" : "too many connections";
        status = 503;
    } else if (n_body > s->config.body_budget - s->body_bytes) {
        *why = "too many bodies";
        status = 503;
    } else {
        s->body_bytes += n_body;
        x->n_promised = n_body;
        s->n_open++;
        x->is_open = true;
        s->stats.n_requests++;
        x->body_begin_s = clock_monotonic_s();
        x->connection->deadline_s = n_body > 0 ? x->body_begin_s + s->config.head_s : 0;
    }
    pthread_mutex_unlock(&s->lock);
    return status;
}

int admit(struct exchange *x, const char *method, const char *version, const char **why)
{
    struct gate_pass pass;
    int status = read_head(x, method, version, &pass, why);
    if (status)
        return status;
    keep_values(x, &pass);
    keep_remote(x);
    x->request.method = pass.method;
    x->request.params = x->params;
    status = uri_split(x->raw, &x->request.path, x->params, &x->request.n_params, why);
    if (!status)
        status = keep_session(x, why);
    if (status)
        return status;
    const struct http_config *config = &x->server->config;
    if (pass.n_body > 0) {
        const size_t limit = config->body_limit ? config->body_limit(config->ctx, &x->request)
                                                : (size_t)HTTP_BODY_JSON;
        if (pass.n_body > limit) {
            *why = "body too long";
            return 413;
        }
    }
    return take_place(x, (size_t)pass.n_body, why);
}
