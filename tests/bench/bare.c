/* The least that libmicrohttpd can do, to compare the server with: one small answer for everything,
 * the same event loop with two threads, no gate, no database, no log. Prints its port, serves until
 * it is killed. */
#include <microhttpd.h>
#include <stdio.h>
#include <unistd.h>

static enum MHD_Result answer(void *ctx, struct MHD_Connection *mhd, const char *url,
                              const char *method, const char *version, const char *data,
                              size_t *n_data, void **request)
{
    static char body[] = "{\"hello\":true}\n";
    (void)ctx, (void)url, (void)method, (void)version, (void)data;
    *n_data = 0;
    if (*request == NULL) { /* the head alone: a reply now would end the connection */
        *request = body;
        return MHD_YES;
    }
    struct MHD_Response *response =
        MHD_create_response_from_buffer(sizeof body - 1, body, MHD_RESPMEM_PERSISTENT);
    if (response == NULL)
        return MHD_NO;
    MHD_add_response_header(response, "Content-Type", "application/json");
    const enum MHD_Result rc = MHD_queue_response(mhd, MHD_HTTP_OK, response);
    MHD_destroy_response(response);
    return rc;
}

int main(void)
{
    struct MHD_Daemon *daemon =
        MHD_start_daemon(MHD_USE_EPOLL_INTERNAL_THREAD, 0, NULL, NULL, answer, NULL,
                         MHD_OPTION_THREAD_POOL_SIZE, 2u, MHD_OPTION_END);
    const union MHD_DaemonInfo *info =
        daemon != NULL ? MHD_get_daemon_info(daemon, MHD_DAEMON_INFO_BIND_PORT) : NULL;
    if (info == NULL)
        return 1;
    printf("http://127.0.0.1:%d/\n", info->port);
    fflush(stdout);
    for (;;)
        pause();
}
