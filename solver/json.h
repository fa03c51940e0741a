/* JSON values of the engine's files: a small tree, read once and freed at once.
 *
 *     struct sj_doc doc;
 *     int rc = sj_parse(&doc, text, len, &bad);   // SOLVER_OK: doc.root stands, see below
 *     const struct sj_value *v = sj_get(&doc.root, "rooms");
 *     …
 *     sj_release(&doc);
 *
 * Why not Jansson's own tree: the formats refuse doubled keys with their place and go on, tell
 * 5 from 5.0, and bound the depth; and the reader shall not know the parser. A value is borrowed
 * from its document.
 */
#ifndef SOLVER_JSON_H
#define SOLVER_JSON_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "solver/findings.h"

/* Arrays and objects inside each other: instances and plans need 8; a proof holds trees. Readers
 * recurse, a few hundred bytes a level. */
enum { SJ_MAX_DEPTH = 16, SJ_MAX_TREE_DEPTH = 1000 };

enum sj_kind { SJ_NULL, SJ_BOOL, SJ_INT, SJ_REAL, SJ_TEXT, SJ_ARRAY, SJ_OBJECT };

struct sj_value {
    enum sj_kind kind;
    const char *key; /* in an object; else NULL */
    union {
        bool is_true;
        int64_t integer;
        double real;            /* a number written with point or exponent */
        const char *text;       /* UTF-8 without NUL */
        struct sj_value *items; /* [n] of an array or object, in file order */
    };
    size_t n;
};

struct sj_doc {
    struct sj_value root;
    struct sj_block *blocks; /* all memory of the tree */
};

/* A place in a file, linked upwards while a reader descends: `key` of an object, or `ix` of an
 * array where key is NULL. The root has up == NULL. */
struct sj_place {
    const struct sj_place *up;
    const char *key;
    size_t ix;
};

enum { SJ_PATH_SIZE = 512 };

/* Writes "parties[12].needs[0]"; a longer path is cut. */
void sj_path(const struct sj_place *, char path[SJ_PATH_SIZE]);

/* Parses a whole file, of SJ_MAX_DEPTH or `max_depth` (<= SJ_MAX_TREE_DEPTH). SOLVER_OK: the tree
 * stands, though findings may have been added (a byte order mark, doubled keys, too deep, numbers
 * too large) that make the file unacceptable. SOLVER_BAD: no tree, findings say why. SOLVER_NOMEM.
 * `*doc` must be released after SOLVER_OK. */
int sj_parse(struct sj_doc *doc, const char *text, size_t len, struct solver_findings *bad);
int sj_parse_tree(struct sj_doc *doc, const char *text, size_t len, int max_depth,
                  struct solver_findings *bad);

/* Frees the tree and zeroes. */
void sj_release(struct sj_doc *doc);

/* The member `key` of an object, or NULL. */
const struct sj_value *sj_get(const struct sj_value *object, const char *key);

#endif
