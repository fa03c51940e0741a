/* The urgency of agencies, see the header. */
#include "service/agency.h"

#include <stdio.h>
#include <string.h>

#include "service/audit.h"
#include "store/register.h"

static int find(struct store *s, const struct principal *by, const char *code,
                struct store_agency *out, struct err *e)
{
    const struct store_scope scope = principal_scope(by);
    int rc = store_agency_by_code(s, &scope, code, out, e);
    if (rc == ERR_OK && out->id == 0)
        rc = err_set(e, ERR_ABSENT, "không có cơ quan này", "there is no such agency");
    return rc;
}

int agency_set_urgency(struct store *s, const struct principal *by, const char *code,
                       int64_t version, int urgency, struct store_agency *out, struct err *e)
{
    char fields[32];
    *out = (struct store_agency){0};
    int rc = find(s, by, code, out, e);
    if (rc == ERR_OK && (by->role != PRINCIPAL_REGISTRAR || !by->all_agencies))
        rc = err_set(e, ERR_DENIED, "mức cấp thiết do Văn phòng UBND tỉnh đặt",
                     "the Office of the People's Committee sets the urgency");
    if (rc == ERR_OK && version != 0 && version != out->version)
        rc = err_set(e, ERR_CHANGED, "cơ quan đã thay đổi; hãy đọc lại",
                     "the agency has changed; read it again");
    out->urgency = urgency;
    rc = rc != ERR_OK ? rc : store_agency_put(s, out, e);
    out->version++;
    snprintf(fields, sizeof fields, "urgency=%d", urgency);
    return rc != ERR_OK
               ? rc
               : audit_add(s, by->account_id, "agency.change", fields, e, "agency/%s", code);
}
