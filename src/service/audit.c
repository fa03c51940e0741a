/* One row of the audit, see the header. */
#include "service/audit.h"

#include "base/buf.h"
#include "store/audit.h"

#include <stdarg.h>
#include <stdio.h>

int audit_add(struct store *s, int64_t actor, const char *action, const char *fields, struct err *e,
              const char *object_format, ...)
{
    char object[128];
    va_list args;
    va_start(args, object_format);
    vsnprintf(object, sizeof object, object_format, args);
    va_end(args);
    struct store_audit row = {.actor = actor,
                              .action = (char *)(uintptr_t)action,
                              .object = object,
                              .fields = (char *)(uintptr_t)fields};
    return store_audit_add(s, &row, e);
}
