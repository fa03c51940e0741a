/* Private to src/service/document*.c: what several documents share. */
#ifndef SERVICE_DOCUMENT_PARTS_H
#define SERVICE_DOCUMENT_PARTS_H

#include "service/document.h"

#define DOCUMENT_COMMITTEE  "UBND TỈNH HƯNG YÊN"
#define DOCUMENT_DEPARTMENT "SỞ XÂY DỰNG"

/* At the foot of each page of a demo house. */
#define DOCUMENT_DEMO                                                                                                           \
    "Dữ liệu mẫu: họ tên, hồ sơ và quyết định trong văn bản này do chương trình tạo ra để dùng " \
    "thử, không phải của người có thật."

/* An official who moves in. */
struct document_housed {
    const struct snapshot_request *request;
    const struct score_person *person;
    const char *name;
    const struct solver_party *party;
    const struct solver_room *room;
    int site_ix;
    int n_family; /* who come along and are no officials; counted with the applicant */
};

/* All of them by site, room, given name. The caller frees. */
struct document_housed *document_housed(const struct allocation *a, size_t *n);

/* Name of a site for people. */
const char *document_site(const struct allocation *a, int site_ix);

/* Parties without a room in the order of need. The caller frees. */
int *document_waiting(const struct allocation *a, size_t *n);

/* The one who filed a request: name and person; NULL and "" of a request without people. */
const struct score_person *document_applicant(const struct snapshot_request *r, const char **name);

/* "Số: 07/TTr-SXD"; `plus` is added to a plain number; `sign` has its slash. */
void document_number(const struct document_facts *f, int plus, const char *sign, struct buf *out);

/* "ngày 03 tháng 7 năm 2025"; where the day is not given, blanks and the year of `as_of`. */
void document_long_day(const char *day, const char *as_of, struct buf *out);

/* "03/7/2025"; "" for no day. */
void document_day(const char *day, struct buf *out);

/* The end of a document, with the signer's office where the facts name none. */
void document_end(struct paper *p, const char *receivers, const char *office,
                  const struct document_facts *f);

/* "(Kèm theo Quyết định số 12/QĐ-UBND ngày … của …)"; `whose` begins with " của" or "\ncủa". */
void document_belongs_to(const struct document_facts *f, const char *what, const char *sign,
                         const char *whose, const char *as_of, struct buf *out);

/* A grid as a table, its last row perhaps a sum; a number gets its dots. */
void document_grid(struct paper *p, const struct grid *g, const enum paper_align *aligns,
                   bool has_sum);

/* A text with a capital letter in front. */
void document_capital(const char *text, struct buf *out);

/* Why a request is not eligible: one reason a line. */
void document_faults(const struct snapshot_request *r, struct buf *out);

/* The documents. */
void document_submission(const struct allocation *a, const struct document_facts *f,
                         struct paper *p);
void document_annex(const struct allocation *a, const struct document_facts *f, struct paper *p);
int document_refusals(const struct allocation *a, const struct document_facts *f, struct paper *p,
                      struct err *e);
void document_agency_lists(const struct allocation *a, const struct document_facts *f,
                           struct paper *p);

#endif
