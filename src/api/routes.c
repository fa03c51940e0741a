/* The one table of routes: who may do what, where it runs, and what answers. A path stands in the
 * order of openapi.json; its operation there says what goes in and out. */
#include "routes.h"

const struct api_route API_ROUTES[] = {
    {HTTP_GET, "/healthz", "getHealth", API_ANYONE, API_SCOPE_NONE, API_PLAIN, 0, 200,
     api_get_health},
    {HTTP_GET, "/metrics", "getMetrics", API_ADMIN | API_AUDITOR, API_SCOPE_NONE, API_PLAIN, 0, 200,
     api_get_metrics},
    {HTTP_GET, "/readyz", "getReady", API_ANYONE, API_SCOPE_NONE, API_PLAIN, 0, 200, api_get_ready},
    {HTTP_GET, "/api/v1/openapi.json", "getDocument", API_ANYONE, API_SCOPE_NONE, API_PLAIN, 0, 200,
     api_get_document},
};
const size_t API_N_ROUTES = sizeof API_ROUTES / sizeof *API_ROUTES;
