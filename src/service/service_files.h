/* The files that this layer carries: policies, agencies, communes (Makefile: EMBED_service). */
#ifndef SERVICE_SERVICE_FILES_H
#define SERVICE_SERVICE_FILES_H

#include "base/embedded.h"

extern const struct embedded_file service_files[]; /* [n_service_files] */
extern const size_t n_service_files;

#endif
