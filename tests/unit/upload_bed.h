/* Lists sent in by the people of needs_bed.h, written and taken back. */
#ifndef UPLOAD_BED_H
#define UPLOAD_BED_H

#include "needs_bed.h"

#include "service/upload.h"

#define HEAD                                                                                                     \
    "Họ và tên,Ngày sinh,Giới tính,Số CCCD,Đơn vị công tác,Nhà ở riêng,Khoảng cách (km)," \
    "Chuyển nơi làm việc,Đối tượng ưu tiên,Nhu cầu\n"

static inline int set_up(void **state)
{
    (void)state;
    bed_fill();
    return 0;
}

static inline int tear_down(void **state)
{
    (void)state;
    bed_empty();
    return 0;
}

/* Judges and keeps a list; its code. `document` NULL = none. */
static inline char *send(const struct principal *by, const char *csv, const char *document)
{
    struct import_report report = {0};
    struct store_upload u = {
        .kind = mem_dup("officials"),
        .file_name = mem_dup("danh-sach.csv"),
        .file_sha256 = mem_dup("0123456789012345678901234567890123456789012345678901234567890123"),
        .document = mem_dup(document),
        .document_day = mem_dup(document == NULL ? "" : "2025-07-08")};
    ok(upload_judge(store, by, IMPORT_OFFICIALS, csv, &report, &e));
    ok(upload_add(store, by, &u, csv, &report, TODAY, NOW, &bad, &e));
    char *code = mem_dup(u.code);
    assert_int_equal(strlen(code), 32);
    import_report_release(&report);
    store_upload_release(&u);
    return code;
}

static inline int apply(const struct principal *by, const char *code, bool skips_bad)
{
    ok(store_begin(store, &e));
    int rc = upload_apply(store, by, code, 0, skips_bad, TODAY, NOW, &e);
    if (rc == ERR_OK)
        ok(store_commit(store, &e));
    else
        store_rollback(store);
    return rc;
}

static inline int undo(const struct principal *by, const char *code)
{
    ok(store_begin(store, &e));
    int rc = upload_undo(store, by, code, 0, NOW, &e);
    if (rc == ERR_OK)
        ok(store_commit(store, &e));
    else
        store_rollback(store);
    return rc;
}

/* All rows of the register but versions, as one text. */
static inline char *picture(void)
{
    struct store_officials officials = {0};
    struct store_requests requests = {0};
    struct buf out = {0};
    ok(store_official_list(store, &officials, &e));
    ok(store_request_list(store, &requests, &e));
    for (size_t i = 0; i < officials.n; i++) {
        const struct store_official *o = &officials.items[i];
        struct store_facts facts = {0};
        buf_fmt(&out, "%s %s %s %s %s %s %s %d %s %s %d %d %d %s %d %s\n", o->code, o->name,
                o->born, o->sex, o->lookup, o->phone, o->position, o->coefficient_c,
                o->commune_code, o->residence, o->owns_house, o->road_km_t, o->has_moved, o->groups,
                o->needs_housing, o->note);
        ok(store_fact_list(store, o->id, &facts, &e));
        for (size_t f = 0; f < facts.n; f++)
            buf_fmt(&out, "  %s %s %s\n", facts.items[f].fact, facts.items[f].document,
                    facts.items[f].document_day);
        store_facts_release(&facts);
    }
    for (size_t i = 0; i < requests.n; i++) {
        const struct store_request *r = &requests.items[i];
        buf_fmt(&out, "%s %s %s %s %s %s %zu %s\n", r->code, r->state, r->filed, r->submitted_on,
                r->confirmed_on, r->sharing, r->n_members, r->note);
    }
    store_requests_release(&requests);
    store_officials_release(&officials);
    return buf_take(&out);
}

static inline char *state_of(const struct store_official *o)
{
    struct store_request r = {0};
    ok(store_request_of_official(store, o->id, &r, &e));
    char *state = mem_dup(r.state);
    store_request_release(&r);
    return state;
}

static inline void expect_state(const struct store_official *o, const char *wanted)
{
    char *state = state_of(o);
    assert_string_equal(state, wanted);
    free(state);
}

#endif
