/* The files that this layer carries: openapi.json, the web UI (Makefile: EMBED_api). */
#ifndef API_API_FILES_H
#define API_API_FILES_H

#include "base/embedded.h"

extern const struct embedded_file api_files[]; /* [n_api_files] */
extern const size_t n_api_files;

#endif
