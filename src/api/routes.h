/* The handlers that the table names, file by file. */
#ifndef API_ROUTES_H
#define API_ROUTES_H

#include "api.h"

/* metrics.c */
api_handler api_get_metrics;

/* meta.c */
api_handler api_get_health, api_get_ready, api_get_document;

#endif
