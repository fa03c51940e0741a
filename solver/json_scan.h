/* A scan of JSON text that Jansson has refused for a doubled key or a number out of range: it finds
 * the places, which Jansson does not tell. (No Jansson here.)
 *
 *     bool is_ok = sj_scan(text, len, &bad);
 *
 * Numbers that no 64-bit integer or double can hold are overwritten in `text` by null and blanks,
 * so that a second parse can go on.
 */
#ifndef SOLVER_JSON_SCAN_H
#define SOLVER_JSON_SCAN_H

#include <stdbool.h>
#include <stddef.h>

#include "solver/findings.h"

/* Adds one finding for each doubled key and each such number. Text that is not JSON, or deeper than
 * max_depth, ends the scan quietly: the parser has its own words for that. false: out of
 * memory. */
bool sj_scan(char *text, size_t len, int max_depth, struct solver_findings *bad);

#endif
