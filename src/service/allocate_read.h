/* Private to the allocation: its texts turned into structs. */
#ifndef SERVICE_ALLOCATE_READ_H
#define SERVICE_ALLOCATE_READ_H

#include "service/allocate.h"

/* Reads instance_text; an offence in it is our own fault or that of data the store should not hold:
 * ERR_DATA tells the first one. */
int allocation_read_instance(struct allocation *a, struct err *e);

/* Reads plan_text and has it checked; what the check finds goes to a->faults and is no error. */
int allocation_read_plan(struct allocation *a, struct err *e);

#endif
