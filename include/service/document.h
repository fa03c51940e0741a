/* Official documents of a plan: what stands in them, for report/pdf.h to set.
 *
 *     struct document_facts facts = {.number = "12", .date = "2025-07-15", .signer = "Lê Văn A"};
 *     struct paper paper = {0};
 *     int rc = document_load(store, "latest", DOCUMENT_ANNEX, &allocation, &facts, &bad, &e);
 *     rc = rc ? rc : document_build(DOCUMENT_ANNEX, &allocation, &facts, &paper, &e);
 *     … report_pdf(&paper, &pdf, &e) …
 *     paper_release(&paper);
 *
 * submission    tờ trình of the Department of Construction to the People's Committee: need and
 *               rooms, the objectives with what was reached and proven, who gets a room by site,
 * who waits and why annex         of the decision: officials housed by site and room, and nothing
 * else about them than name, agency and how many family members come along (those are not named)
 * refusals      a letter, on pages of its own, to everybody who gets no bed: who is not eligible
 * and why, or what stood in the way, and the place in the waiting list. A letter names nobody but
 * its reader. Sorted by agency, then given name agency-lists  pages for each agency: its people
 * housed, waiting, not eligible
 *
 * Number, day and signer are left blank to be written by hand where they are not given. Documents
 * of a demo database say in a footnote that its people are made up. The same plan, facts and names
 * give the same paper. Vietnamese only, as the offices are.
 */
#ifndef SERVICE_DOCUMENT_H
#define SERVICE_DOCUMENT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/paper.h"
#include "service/allocate.h"
#include "service/grid.h"
#include "service/principal.h"

enum document_kind {
    DOCUMENT_SUBMISSION,
    DOCUMENT_ANNEX,
    DOCUMENT_REFUSALS,
    DOCUMENT_AGENCY_LISTS,
    DOCUMENT_N_KINDS,
};

struct document_facts {
    const char
        *number;      /* "12", which gets the usual sign behind it (/TTr-SXD, /QĐ-UBND, /SXD-QLN)
                       * and counts up from letter to letter; or whole: "12/QĐ-CT"; NULL = blank */
    const char *date; /* YYYY-MM-DD; NULL = blank */
    const char *signer; /* name, or office and name parted by semicolons: "KT. GIÁM ĐỐC; PHÓ GIÁM
                         * ĐỐC; Lê Văn A"; NULL = blank */
    bool is_demo;
};

/* "annex" and back; false where there is none of that name. */
bool document_kind_of(const char *name, enum document_kind *out);
const char *document_kind_name(enum document_kind kind);

/* Loads what a document is made of: the plan (number or "latest"), for letters with its
 * explanations, and whether the database is a demo. The rest of the facts is left alone. */
int document_load(struct store *store, const char *which, enum document_kind kind,
                  struct allocation *a, struct document_facts *facts, struct solver_findings *bad,
                  struct err *e);

/* Builds a document; scores the requests of the snapshot again for who is not eligible. ERR_INPUT
 * for a date that is none, ERR_DATA where the plan houses nobody lawfully (infeasible, or it fails
 * the check), and for letters where everybody is housed. */
int document_build(enum document_kind kind, struct allocation *a,
                   const struct document_facts *facts, struct paper *out, struct err *e);

/* The annex as a sheet, whose name says where it is a demo. After document_build, which judges the
 * plan. */
void document_annex_sheet(const struct allocation *a, const struct document_facts *facts,
                          struct grid *out);

/* The document of the plan of that code, on one state of the data; `sheet` is filled for an annex.
 * Number, day and signer that `asked` leaves out are those the plan was submitted or decided with.
 * ERR_ABSENT where there is no such plan, or not for `by`: who does not see all sees none. ERR_DATA
 * where it is not solved. The caller releases both. */
int document_of_plan(struct store *s, const struct principal *by, const char *code,
                     enum document_kind kind, const struct document_facts *asked,
                     struct paper *paper, struct grid *sheet, struct err *e);

/* A slip with which an official makes an account. */
struct document_slip {
    const char *name;
    const char *agency;
    const char *login;
    const char *code;
    const char *valid_until; /* YYYY-MM-DD */
};

/* Activation slips [n], at least one, eight a page; `address` is that of the program ("" = none).
 */
void document_slips(const struct document_slip *slips, size_t n, const char *address, bool is_demo,
                    struct paper *out);

#endif
