/* Official documents of a plan: what stands in them, for report/pdf.h to set.
 *
 *     struct document_facts facts = {.number = "12", .date = "2025-07-15"};
 *     int rc = document_of_number(store, "latest", DOCUMENT_ANNEX, &facts, &paper,
 *                                 &sheet, &bad, &e);
 *     … report_pdf(&paper, &pdf, &e) …
 *     paper_release(&paper);
 *     grid_release(&sheet);
 *
 * submission:   tờ trình of the Department of Construction to the People's Committee:
 *               need and rooms, the objectives with what was reached and proven, who
 *               gets a room by site, who waits and why.
 *
 * annex:        of the decision: officials housed by site and room, and nothing else
 *               about them than name, agency and how many family members come along,
 *               who are not named.
 *
 * refusals:     a letter, on pages of its own, to everybody who gets no bed: who is not
 *               eligible and why; or what stood in the way, in the words of the plan's
 *               explanation, and the place in the waiting list. A letter names nobody
 *               but its reader. Sorted by agency, then given name.
 *
 * agency-lists: pages for each agency: its people housed, waiting, not eligible.
 *
 * Number, day and signer that nobody gives are left blank, to be written by hand. Documents
 * of a demo database say in a footnote that its people are made up. The same plan, facts and
 * names give the same paper. Vietnamese only, as the offices are.
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

/* NULL or "" = nobody said. A number alone ("12") gets the usual sign behind it (/TTr-SXD,
 * /QĐ-UBND, /SXD-QLN) and counts up from letter to letter; "12/QĐ-CT" stands as it is. A signer is
 * a name, or offices and a name parted by semicolons: "KT. GIÁM ĐỐC; PHÓ GIÁM ĐỐC; Lê Văn A". */
struct document_facts {
    const char *number;
    const char *date; /* YYYY-MM-DD */
    const char *signer;
    bool is_demo;
};

/* "annex" and back; false where there is none of that name. */
bool document_kind_of(const char *name, enum document_kind *out);
const char *document_kind_name(enum document_kind kind);

/* Builds a document; scores the requests of the snapshot again for who is not eligible. ERR_INPUT
 * for a date that is none, ERR_DATA where the plan houses nobody lawfully (infeasible, or it fails
 * the check), and for letters where everybody is housed. */
int document_build(enum document_kind kind, struct allocation *a,
                   const struct document_facts *facts, struct paper *out, struct err *e);

/* The annex as a sheet, whose name says where it is a demo. After document_build, which judges the
 * plan. */
void document_annex_sheet(const struct allocation *a, const struct document_facts *facts,
                          struct grid *out);

/* The document of a stored plan by its number, "latest" or "published", and for an annex `sheet`.
 * Number, day and signer that `asked` leaves out are those the plan was submitted or decided with;
 * whether it is a demo the database says. The caller releases both. */
int document_of_number(struct store *s, const char *which, enum document_kind kind,
                       const struct document_facts *asked, struct paper *paper, struct grid *sheet,
                       struct solver_findings *bad, struct err *e);

/* The same for somebody outside, by the plan's code. ERR_ABSENT where there is no such plan, or not
 * for `by`: who does not see all sees none. ERR_DATA where it is not solved. */
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

/* Activation slips [n], at least one, eight a page; `address` of the program, "" = none. */
void document_slips(const struct document_slip *slips, size_t n, const char *address, bool is_demo,
                    struct paper *out);

#endif
