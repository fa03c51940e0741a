/* Letters to those who get no bed: not eligible, or waiting; each with its reasons and with what
 * may be done. A letter names its reader and the agency, and nobody else.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "base/mem.h"
#include "base/text.h"
#include "document_parts.h"
#include "service/list.h"

struct letter {
    const struct snapshot_request *request;
    const char *name;
    const char *address; /* "Ông", "Bà" */
    int party_ix;        /* -1 = not eligible */
    size_t place;        /* in the waiting list, from 1 */
};

static int compare_letters(const void *x, const void *y)
{
    const struct letter *a = x, *b = y;
    int c = text_compare_vn(a->request->agency_name, b->request->agency_name);
    c = c != 0 ? c : text_compare_names(a->name, b->name);
    return c != 0 ? c : strcmp(a->request->id, b->request->id);
}

static void add_letter(struct letter *all, size_t *n, const struct snapshot_request *r,
                       int party_ix, size_t place)
{
    struct letter *l = &all[(*n)++];
    *l = (struct letter){.request = r, .party_ix = party_ix, .place = place};
    const struct score_person *person = document_applicant(r, &l->name);
    l->address = person == NULL ? "Ông/Bà" : person->sex == 'F' ? "Bà" : "Ông";
}

/* One for each request without a room. The caller frees. */
static struct letter *collect(const struct allocation *a, size_t *n_out, size_t *n_waiting)
{
    struct letter *all = mem_array(a->snapshot.n_requests, sizeof *all);
    bool *is_party = mem_array(a->snapshot.n_requests, sizeof *is_party);
    int *waiting = document_waiting(a, n_waiting);
    size_t n = 0;
    for (int p = 0; p < a->instance.n_parties; p++)
        if (a->request_of_party[p] < a->snapshot.n_requests)
            is_party[a->request_of_party[p]] = true;
    for (size_t i = 0; i < *n_waiting; i++) {
        size_t r = a->request_of_party[waiting[i]];
        if (r < a->snapshot.n_requests)
            add_letter(all, &n, &a->snapshot.requests[r], waiting[i], i + 1);
    }
    for (size_t r = 0; r < a->snapshot.n_requests; r++)
        if (!is_party[r] && !a->snapshot.requests[r].score.is_eligible)
            add_letter(all, &n, &a->snapshot.requests[r], -1, 0);
    if (n > 0)
        qsort(all, n, sizeof *all, compare_letters);
    free(is_party);
    free(waiting);
    *n_out = n;
    return all;
}

static void add_head(const struct allocation *a, const struct document_facts *f,
                     const struct letter *l, int ix, struct paper *p)
{
    struct buf number = {0}, about = {0}, day = {0}, to = {0};
    buf_str(&number, "Số: ");
    document_number(f, ix, "/SXD-QLN", &number);
    buf_fmt(&about, "V/v trả lời hồ sơ đăng ký\nchỗ ở mã số %s", l->request->id);
    buf_str(&day, "Hưng Yên, ");
    document_long_day(f->date, a->as_of, &day);
    buf_fmt(&to, "Kính gửi: %s %s", l->address, l->name);
    if (l->request->agency_name[0] != '\0')
        buf_fmt(&to, "\n(qua %s)", l->request->agency_name);
    paper_pages(p, false);
    paper_head(p, DOCUMENT_COMMITTEE, DOCUMENT_DEPARTMENT, number.data, about.data, day.data);
    paper_to(p, to.data);
    buf_release(&number);
    buf_release(&about);
    buf_release(&day);
    buf_release(&to);
}

static void add_opening(const struct allocation *a, const struct letter *l, struct paper *p)
{
    struct buf b = {0};
    buf_fmt(&b, "Sở Xây dựng nhận được hồ sơ đăng ký chỗ ở mã số %s của %s", l->request->id,
            l->address);
    if (strlen(l->request->filed) == 10) {
        buf_str(&b, ", nộp ngày ");
        document_day(l->request->filed, &b);
    }
    buf_fmt(&b, ". Sau khi xem xét theo quy định “%s”, tại ngày ", a->policy.name_vi);
    document_day(a->as_of, &b);
    buf_str(&b, ", Sở Xây dựng trả lời như sau:");
    paper_text(p, "", b.data);
    buf_release(&b);
}

/* Reasons one a line, the last with a full stop. */
static void add_reasons(struct paper *p, const char *lines)
{
    while (*lines != '\0') {
        size_t len = strcspn(lines, "\n");
        bool is_last = lines[len] == '\0';
        struct buf b = {0};
        buf_str(&b, "- ");
        buf_add(&b, lines, len);
        buf_str(&b, is_last ? "." : ";");
        paper_text(p, "", b.data);
        buf_release(&b);
        lines += len + (is_last ? 0 : 1);
    }
}

static void add_refusal(const struct letter *l, struct paper *p)
{
    struct buf b = {0}, reasons = {0};
    buf_fmt(&b, "Hồ sơ của %s chưa đủ điều kiện để được xét bố trí chỗ ở đợt này, vì:", l->address);
    document_faults(l->request, &reasons);
    paper_text(p, "1.", b.data);
    add_reasons(p, reasons.data == NULL ? "" : reasons.data);
    buf_release(&b);
    buf_fmt(
        &b,
        "Nếu thông tin trên chưa đúng hoặc đã thay đổi, đề nghị %s báo cơ quan, đơn vị nơi công "
        "tác xác nhận và bổ sung hồ sơ để được xét lại. %s có quyền gửi ý kiến về kết quả này "
        "đến Sở Xây dựng để được giải đáp.",
        l->address, l->address);
    paper_text(p, "2.", b.data);
    buf_release(&b);
    buf_release(&reasons);
}

/* A sentence with the reader's own form of address in place of "anh/chị". */
static char *addressed(const char *sentence, const char *address)
{
    static const char *const generals[] = {"anh/chị", "Anh/chị"};
    struct buf out = {0};
    while (*sentence != '\0') {
        size_t skip = 0;
        for (size_t k = 0; k < 2; k++)
            if (strncmp(sentence, generals[k], strlen(generals[k])) == 0)
                skip = strlen(generals[k]);
        if (skip > 0)
            buf_str(&out, address);
        else
            buf_char(&out, *sentence);
        sentence += skip > 0 ? skip : 1;
    }
    return buf_take(&out);
}

/* Why there is no bed, in the words of the plan's explanation: every rule that shut rooms out, how
 * far the beds went, what would have given one. Its first sentence says what the letter has said.
 * false where the plan keeps none. */
static bool add_explanation(const struct allocation *a, const struct letter *l, struct paper *p)
{
    const char *text = allocation_explanation(a, l->party_ix, STORE_OFFICIAL_VI);
    struct json *json = text == NULL ? NULL : json_parse(text, strlen(text), NULL);
    const struct json *sentences = json_get(json, "sentences");
    size_t n = json_len(sentences);
    for (size_t i = 1; i < n; i++) {
        char *sentence = addressed(json_text(json_at(sentences, i)), l->address);
        paper_text(p, "", sentence);
        free(sentence);
    }
    json_free(json);
    return n > 1;
}

/* The engine's own reasons, where there is no explanation. */
static void add_causes(const struct allocation *a, const struct letter *l, struct paper *p)
{
    const struct solver_unplaced *why = &a->plan.unplaced[l->party_ix];
    struct buf reasons = {0};
    for (int i = 0; i < why->n_reasons; i++) {
        char *one = list_reason_text(&why->reasons[i], "vi");
        buf_fmt(&reasons, "%s%s", i == 0 ? "" : "\n", one);
        free(one);
    }
    add_reasons(p, reasons.data == NULL ? "" : reasons.data);
    buf_release(&reasons);
}

static void add_waiting(const struct allocation *a, const struct letter *l, size_t n_waiting,
                        struct paper *p)
{
    const struct solver_party *party = &a->instance.parties[l->party_ix];
    char order[32], n_parties[32];
    struct buf b = {0};
    paper_number(party->order, order);
    paper_number(a->instance.n_parties, n_parties);
    buf_fmt(
        &b,
        "Hồ sơ của %s đủ điều kiện, được %d điểm, thuộc nhóm ưu tiên %d, đứng thứ %s trong %s hồ "
        "sơ; đợt này chưa bố trí được chỗ ở, vì:",
        l->address, party->points, party->band, order, n_parties);
    paper_text(p, "1.", b.data);
    buf_release(&b);
    if (!add_explanation(a, l, p))
        add_causes(a, l, p);
    buf_fmt(
        &b,
        "Hồ sơ được giữ ở vị trí %zu trong danh sách chờ gồm %zu hồ sơ. Chỗ không có người nhận "
        "được bố trí cho hồ sơ phù hợp kế tiếp; hồ sơ chưa có chỗ được chuyển sang đợt sau%s.",
        l->place, n_waiting, a->policy.waiting_points > 0 ? " và được cộng điểm chờ" : "");
    paper_text(p, "2.", b.data);
    buf_release(&b);
    buf_fmt(
        &b,
        "Nếu thông tin của hồ sơ chưa đúng hoặc đã thay đổi, đề nghị %s báo cơ quan, đơn vị nơi "
        "công tác xác nhận. %s có quyền gửi ý kiến về kết quả này đến Sở Xây dựng để được giải "
        "đáp.",
        l->address, l->address);
    paper_text(p, "3.", b.data);
    buf_release(&b);
}

static void add_one(const struct allocation *a, const struct document_facts *f,
                    const struct letter *l, int ix, size_t n_waiting, struct paper *p)
{
    struct buf b = {0};
    add_head(a, f, l, ix, p);
    add_opening(a, l, p);
    if (l->party_ix < 0)
        add_refusal(l, p);
    else
        add_waiting(a, l, n_waiting, p);
    buf_fmt(&b, "Sở Xây dựng trả lời để %s biết./.", l->address);
    paper_text(p, "", b.data);
    buf_release(&b);
    buf_str(&b, "- Như trên;\n");
    if (l->request->agency_name[0] != '\0')
        buf_fmt(&b, "- %s;\n", l->request->agency_name);
    buf_str(&b, "- Lưu: VT, QLN.");
    document_end(p, b.data, "GIÁM ĐỐC", f);
    buf_release(&b);
}

int document_refusals(const struct allocation *a, const struct document_facts *f, struct paper *p,
                      struct err *e)
{
    size_t n, n_waiting;
    struct letter *all = collect(a, &n, &n_waiting);
    for (size_t i = 0; i < n; i++)
        add_one(a, f, &all[i], (int)i, n_waiting, p);
    free(all);
    if (n == 0)
        return err_set(e, ERR_DATA, "mọi hồ sơ đều được bố trí: không có văn bản trả lời nào",
                       "every request is housed: there is no letter to write");
    return ERR_OK;
}
