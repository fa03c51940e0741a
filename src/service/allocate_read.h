/* Private to the allocation: its texts turned into structs. */
#ifndef SERVICE_ALLOCATE_READ_H
#define SERVICE_ALLOCATE_READ_H

#include "service/allocate.h"

/* Reads the snapshot that a plan was made of, with today's names: that of its round, or where it
 * has none the register; and its options. */
int allocation_read_facts(struct allocation *a, struct store *store, const struct store_plan *plan,
                          struct plan_options *options, struct err *e);

/* Reads instance_text; an offence in it is our own fault or that of data the store should not hold:
 * ERR_DATA tells the first one. */
int allocation_read_instance(struct allocation *a, struct err *e);

/* Reads plan_text and proof_text and has them checked; what the checks find goes to a->faults and
 * is no error. */
int allocation_read_plan(struct allocation *a, struct err *e);

/* Takes the four documents of `explain --every-reader` apart. ERR_INTERNAL where they are not what
 * they should be. */
int allocation_read_explanations(struct allocation *a, const struct buf *text, struct err *e);

/* Frees them. */
void allocation_drop_explanations(struct allocation *a);

#endif
