/* Facts that give points, and the papers that confirm them: number and date, never a copy. */
#include "registration_parts.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/text.h"
#include "service/policy.h"

enum { MAX_DOCUMENT = 100 };

static void add(struct facts *f, const char *code)
{
    if (f->n < FACTS_MAX)
        snprintf(f->codes[f->n++], sizeof f->codes[0], "%s", code);
}

void facts_of(const struct store_official *o, struct facts *out)
{
    out->n = 0;
    if (o->has_moved == 1)
        add(out, "has_moved");
    if (o->owns_house >= 0)
        add(out, "owns_house");
    if (o->road_km_t >= 0)
        add(out, "road_km");
    for (const char *at = o->groups; *at != '\0';) {
        const size_t n = strcspn(at, " ");
        char code[32];
        snprintf(code, sizeof code, "%.*s", (int)n, at);
        add(out, code);
        at += n + strspn(at + n, " ");
    }
}

bool facts_is_paper(const char *document, const char *document_day, const char *today,
                    const char *pointer, struct solver_findings *bad)
{
    char where[96];
    const size_t n = bad->n;
    char *clean = document == NULL ? NULL : text_nfc(document);
    snprintf(where, sizeof where, "%s/document", pointer);
    if (clean == NULL || clean[0] == '\0' || text_width(clean) > MAX_DOCUMENT)
        solver_findings_add(bad, where, "cần số văn bản, nhiều nhất %d ký tự",
                            "the number of a document is needed, %d characters at most",
                            MAX_DOCUMENT);
    snprintf(where, sizeof where, "%s/document_day", pointer);
    if (document_day == NULL || !date_is_valid(document_day) || strcmp(document_day, today) > 0)
        solver_findings_add(bad, where, "cần ngày của văn bản, không sau hôm nay (%s)",
                            "the day of the document is needed, not after today (%s)", today);
    free(clean);
    return bad->n == n;
}

static bool is_stated(const struct store_official *o, const char *fact)
{
    struct facts f;
    facts_of(o, &f);
    for (size_t i = 0; i < f.n; i++)
        if (strcmp(f.codes[i], fact) == 0)
            return true;
    return false;
}

int facts_confirm(struct store *s, const struct principal *by, const struct store_official *o,
                  const struct registration_paper *paper, const char *pointer, const char *today,
                  int64_t now, struct solver_findings *bad, struct err *e)
{
    char where[96];
    snprintf(where, sizeof where, "%s/fact", pointer);
    if (!is_stated(o, paper->fact)) {
        solver_findings_put(bad, where,
                            "hồ sơ cán bộ không ghi điều này nên không có gì để xác nhận",
                            "the official's row does not say this: there is nothing to confirm");
        return ERR_OK;
    }
    if (!facts_is_paper(paper->document, paper->document_day, today, pointer, bad))
        return ERR_OK;
    const struct store_fact fact = {.fact = (char *)(uintptr_t)paper->fact,
                                    .document = (char *)(uintptr_t)paper->document,
                                    .document_day = (char *)(uintptr_t)paper->document_day,
                                    .confirmed_at = now,
                                    .account_id = by->account_id};
    return store_fact_put(s, o->id, &fact, e);
}

/* The facts of a row that have no confirmation. */
static int unconfirmed(struct store *s, const struct store_official *o, struct facts *out,
                       struct err *e)
{
    struct store_facts known = {0};
    struct facts all;
    facts_of(o, &all);
    out->n = 0;
    int rc = store_fact_list(s, o->id, &known, e);
    for (size_t i = 0; i < all.n && rc == ERR_OK; i++) {
        bool is_known = false;
        for (size_t k = 0; k < known.n; k++)
            is_known = is_known || strcmp(known.items[k].fact, all.codes[i]) == 0;
        if (!is_known)
            add(out, all.codes[i]);
    }
    store_facts_release(&known);
    return rc;
}

int facts_confirm_rest(struct store *s, int64_t account_id, const struct store_official *o,
                       const char *document, const char *document_day, int64_t now, struct err *e)
{
    struct facts rest;
    int rc = unconfirmed(s, o, &rest, e);
    for (size_t i = 0; i < rest.n && rc == ERR_OK; i++) {
        const struct store_fact fact = {.fact = rest.codes[i],
                                        .document = (char *)(uintptr_t)document,
                                        .document_day = (char *)(uintptr_t)document_day,
                                        .confirmed_at = now,
                                        .account_id = account_id};
        rc = store_fact_put(s, o->id, &fact, e);
    }
    return rc;
}

int facts_open(struct store *s, const struct store_official *o, char code[32], struct err *e)
{
    struct facts rest;
    int rc = unconfirmed(s, o, &rest, e);
    snprintf(code, 32, "%s", rc == ERR_OK && rest.n > 0 ? rest.codes[0] : "");
    return rc;
}
