/* A small house for API tests: rooms, officials and requests of two agencies, an account for each
 * role, and a session of each. All made up.
 *
 *     api_make(&server, people_fill);
 *     api_begin(&server);
 *     status = people_ask(&server, WHO_REGISTRAR, "GET", "/api/v1/requests/HS-0001", "", NULL,
 * &in);
 *
 * The official is the applicant of HS-0001, of SNV; HS-0002 is a colleague's; HS-0003 is of STP.
 * The registrar has SNV. */
#ifndef API_PEOPLE_H
#define API_PEOPLE_H

#include "api_server.h"

#include "base/clock.h"
#include "base/file.h"
#include "service/login.h"
#include "store/account.h"
#include "store/person.h"
#include "store/session.h"
#include "store/upload.h"

enum who {
    WHO_NOBODY,
    WHO_ADMIN,
    WHO_PLANNER,
    WHO_REGISTRAR, /* of SNV */
    WHO_OFFICE,    /* a registrar of all agencies */
    WHO_OFFICIAL,
    WHO_MAINTENANCE,
    WHO_AUDITOR,
    N_WHO
};

static const struct {
    const char *login, *role, *agencies;
    bool all_agencies;
} PEOPLE[N_WHO] = {
    [WHO_ADMIN] = {"admin", "admin", "", false},
    [WHO_PLANNER] = {"planner", "planner", "", false},
    [WHO_REGISTRAR] = {"registrar", "registrar", "SNV", false},
    [WHO_OFFICE] = {"office", "registrar", "", true},
    [WHO_OFFICIAL] = {"official", "official", "", false},
    [WHO_MAINTENANCE] = {"maintenance", "maintenance", "", false},
    [WHO_AUDITOR] = {"auditor", "auditor", "", false},
};

static char people_session[N_WHO][65];
static int64_t people_account[N_WHO];
static char people_account_code[N_WHO][33];
static char people_official_code[3][33]; /* of HS-0001, HS-0002, HS-0003 */
static char people_upload_code[2][33];   /* of the registrar, of the office */

static const char PEOPLE_ROOMS[] =
    "Mã khu,Tên khu,Dãy,Tầng,Mã phòng,Số chỗ,Diện tích (m²),Tiện ích,Giới tính,Nhóm hệ số,Tình "
    "trạng,Ghi chú\n"
    "SV,Khu thử,A,1,SV-A-101,3,18,vệ sinh khép kín,bất kỳ,C,sử dụng được,\n"
    "SV,Khu thử,A,1,SV-A-102,2,18,vệ sinh khép kín,bất kỳ,C,sử dụng được,\n";

static const char PEOPLE_REQUESTS[] =
    "STT,Mã hồ sơ,Quan hệ,Họ và tên,Ngày sinh,Giới tính,Số CCCD,Số điện thoại,Chức vụ,Đơn vị công "
    "tác,Hệ số PCCV,Nơi ở hiện nay,Mã xã,Nhà ở riêng,Khoảng cách (km),Chuyển nơi làm việc,Đối "
    "tượng ưu tiên,Hình thức ở,Nhu cầu thiết yếu,Nguyện vọng,Khu đăng ký,Ngày nộp,Phòng đang "
    "ở,Ghi chú\n"
    "1,HS-0001,bản thân,Vũ Thị Một,19/12/1983,Nữ,034183002329,0353925014,Chuyên viên,Sở Nội vụ,,Xã "
    "Tây Thụy Anh,12850,Không,\"56,7\",Có,,ở ghép,,,,08/07/2025,,\n"
    "2,HS-0002,bản thân,Nguyễn Minh Hai,31/12/1983,Nam,034083024132,0796633702,Chuyên viên,Sở Nội "
    "vụ,,Xã Tân Tiến,12583,Không,\"51,6\",Có,,ở ghép,,,,08/07/2025,,\n"
    "3,HS-0003,bản thân,Trần Văn Ba,30/12/1984,Nam,034084024133,0796633703,Chuyên viên,Sở Tư "
    "pháp,,Xã Tân Tiến,12583,Không,\"51,6\",Có,,ở ghép,,,,08/07/2025,,\n";

static inline int people_import(struct store *s, enum import_kind kind, const char *text,
                                struct err *e)
{
    char path[] = "/tmp/quarters-people-XXXXXX.csv";
    struct import_report report = {0};
    const struct import_options options = {0};
    const int fd = mkstemps(path, 4);
    assert_true(fd >= 0);
    assert_int_equal(write(fd, text, strlen(text)), strlen(text));
    assert_int_equal(close(fd), 0);
    const int rc = import_file(s, kind, path, &options, &report, e);
    if (rc == ERR_OK && !report.is_written)
        fail_msg("%s", report.n_findings > 0 ? report.findings[0].en : "nothing written");
    import_report_release(&report);
    assert_int_equal(unlink(path), 0);
    return rc;
}

static inline int people_add(struct store *s, enum who who, int64_t official_id, struct err *e)
{
    struct store_account a = {.login = (char *)PEOPLE[who].login,
                              .name = (char *)PEOPLE[who].login,
                              .role = (char *)PEOPLE[who].role,
                              .agencies = (char *)PEOPLE[who].agencies,
                              .all_agencies = PEOPLE[who].all_agencies,
                              .official_id = official_id};
    int rc = store_account_put(s, &a, e);
    if (rc == ERR_OK) {
        people_account[who] = a.id;
        snprintf(people_account_code[who], sizeof people_account_code[who], "%s", a.code);
        rc = login_begin(s, a.id, clock_now_s(), people_session[who], e);
    }
    free(a.code);
    return rc;
}

static inline int people_upload(struct store *s, enum who who, char code[33], struct err *e)
{
    static const char sha256[] = "0000000000000000000000000000000000000000000000000000000000000000";
    struct store_upload u = {.account_id = people_account[who],
                             .kind = (char *)"officials",
                             .file_sha256 = (char *)sha256};
    const int rc = store_upload_add(s, &u, "Họ và tên\n", clock_now_s(), e);
    snprintf(code, 33, "%s", rc == ERR_OK ? u.code : "");
    free(u.code);
    return rc;
}

static inline int people_add_all(void *ctx, struct store *s, struct err *e)
{
    const struct store_officials *officials = ctx;
    int rc = ERR_OK;
    for (int w = WHO_ADMIN; w < N_WHO && rc == ERR_OK; w++)
        rc = people_add(s, (enum who)w, w == WHO_OFFICIAL ? officials->items[0].id : 0, e);
    rc = rc != ERR_OK ? rc : people_upload(s, WHO_REGISTRAR, people_upload_code[0], e);
    rc = rc != ERR_OK ? rc : people_upload(s, WHO_OFFICE, people_upload_code[1], e);
    return rc;
}

static inline int people_fill(struct store *s, struct err *e)
{
    struct store_officials officials = {0};
    int rc = people_import(s, IMPORT_ROOMS, PEOPLE_ROOMS, e);
    rc = rc != ERR_OK ? rc : people_import(s, IMPORT_REQUESTS, PEOPLE_REQUESTS, e);
    rc = rc != ERR_OK ? rc : store_official_list(s, &officials, e);
    if (rc == ERR_OK) {
        assert_int_equal(officials.n, 3);
        for (size_t i = 0; i < 3; i++)
            snprintf(people_official_code[i], sizeof people_official_code[i], "%s",
                     officials.items[i].code);
        rc = store_do(s, people_add_all, &officials, e);
    }
    store_officials_release(&officials);
    return rc;
}

struct people_begin {
    int64_t account_id;
    char *secret;
};

static inline int people_begin(void *ctx, struct store *s, struct err *e)
{
    const struct people_begin *b = ctx;
    return login_begin(s, b->account_id, clock_now_s(), b->secret, e);
}

/* Another session, for one that was ended. */
static inline void people_renew(struct server *s, enum who who)
{
    struct people_begin begin = {people_account[who], people_session[who]};
    struct err e = {0};
    assert_int_equal(store_writer_run(s->writer, people_begin, STORE_UNAUDITED, &begin, &e),
                     ERR_OK);
}

/* One request with the session of `who`, from our own pages. */
static inline int people_ask(struct server *s, enum who who, const char *method, const char *path,
                             const char *head, const char *body, struct buf *in)
{
    struct buf lines = {0};
    buf_fmt(&lines, "%sX-Requested-With: test\r\n", head);
    if (who != WHO_NOBODY)
        buf_fmt(&lines, "Cookie: sid=%s\r\n", people_session[who]);
    const int status = api_ask(s, method, path, lines.data, body, in);
    buf_release(&lines);
    return status;
}

/* The same with a body that is no JSON. */
static inline int people_ask_text(struct server *s, enum who who, const char *method,
                                  const char *path, const char *head, struct buf *in)
{
    struct buf lines = {0}, raw = {0};
    buf_fmt(&lines, "%sCookie: sid=%s\r\nX-Requested-With: test\r\nContent-Type: text/plain\r\n",
            head, people_session[who]);
    buf_fmt(&raw,
            "%s %s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nConnection: close\r\n%sContent-Length: "
            "4\r\n\r\ntext",
            method, path, s->port, lines.data);
    buf_release(in);
    const int status = client_ask(s->port, raw.data, in);
    traffic_note(s->api, method, path, lines.data, "text", status, in);
    buf_release(&raw);
    buf_release(&lines);
    return status;
}

#endif
