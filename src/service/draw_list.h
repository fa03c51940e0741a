/* Private to the draw: the frozen list as lines, and the order that a seed gives them. */
#ifndef SERVICE_DRAW_LIST_H
#define SERVICE_DRAW_LIST_H

#include <stddef.h>

#include "base/buf.h"
#include "service/policy.h"

struct draw_line {
    char *request;
    int points;
    int tie_class;
    char *filed;  /* "" = unknown */
    char lot[65]; /* by draw_lots */
    int order;    /* by draw_lots; 1 = first */
};

struct draw_list {
    size_t n;
    struct draw_line *lines; /* [n] ascending by request */
};

/* Reads the text that was hashed; false where a line is not as it should be. */
bool draw_list_read(struct draw_list *l, const char *text);

/* Adds a line; copies the texts. */
void draw_list_add(struct draw_list *l, const char *request, int points, int tie_class,
                   const char *filed);

/* The hash of the list. */
void draw_list_hash(const struct draw_list *l, char hex[65]);

/* Sets lots and order. */
void draw_lots(struct draw_list *l, const char *seed, const char *hash, const enum policy_tie *ties,
               size_t n_ties);

void draw_list_release(struct draw_list *l);

#endif
