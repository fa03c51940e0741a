/* The small house of people.h with a published round: each request was offered a room, and each has
 * an appeal; a room with some equipment is being surveyed. For the walks over all routes. */
#ifndef API_PUBLISHED_H
#define API_PUBLISHED_H

#include "people.h"

#include "../unit/house.h"
#include "service/appeal.h"
#include "service/closure.h"
#include "service/door.h"
#include "service/repair.h"
#include "service/inventory.h"
#include "service/round.h"
#include "store/rehousing.h"
#include "service/survey.h"
#include "store/handover.h"
#include "store/stay.h"

static char published_offer[3][33], published_appeal[3][33]; /* of HS-0001, HS-0002, HS-0003 */
static char published_stay[3][33];                           /* of each, a year before */
static char published_plan[33], published_survey[33];
static char published_repair[24];    /* number: of the official */
static char published_code[33];      /* of the same repair */
static char published_photo[33];     /* of it */
static char published_door[33];      /* token of the card of its room */
static char published_closure[33];   /* of a room with people, far ahead */
static char published_rehousing[33]; /* of the closure */

static inline void published_codes(struct err *err)
{
    const struct store_offer_query q = {
        .scope = {.sees = STORE_SEES_ALL}, .after = "", .limit = 10};
    struct store_offers offers = {0};
    int64_t n = 0;
    ok(store_offer_list(store, &q, &offers, &n, err));
    assert_int_equal(n, 3);
    for (size_t i = 0; i < 3; i++) {
        const int request = offers.items[i].request[6] - '1';
        assert_in_range(request, 0, 2);
        snprintf(published_offer[request], 33, "%s", offers.items[i].code);
    }
    store_offers_release(&offers);
}

static inline void published_appeals(struct err *err)
{
    const struct principal by = {.account_id = people_account[WHO_OFFICE],
                                 .role = PRINCIPAL_REGISTRAR,
                                 .all_agencies = true};
    const struct appeal_claim claim = {
        .statement = "Xin xem lại.", .official = "", .fact = "", .value = ""};
    struct solver_findings bad = {0};
    for (int i = 0; i < 3; i++) {
        char request[] = "HS-0001";
        request[6] = (char)('1' + i);
        ok(appeal_file(store, &by, request, &claim, now, published_appeal[i], &bad, err));
    }
}

static inline void published_stays(struct err *err)
{
    for (int i = 0; i < 3; i++) {
        struct store_stay_bed bed = {0};
        struct store_stay stay = {
            .request_id = number("SELECT id FROM request WHERE code = 'HS-000%d'", i + 1),
            .room_id = number("SELECT id FROM room WHERE code = 'SV-A-102'"),
            .kind = (char[]){"own"},
            .from_day = (char[]){"2024-08-01"},
            .to_day = (char[]){"2024-09-01"},
            .why_ended = (char[]){"moved_out"},
            .n_beds = i < 2,
            .beds = &bed};
        ok(store_stay_add(store, &stay, err));
        snprintf(published_stay[i], 33, "%s", stay.code);
        struct store_handover record = {.stay_id = stay.id,
                                        .kind = (char[]){"in"},
                                        .day = (char[]){"2024-08-01"},
                                        .electricity_kwh = -1,
                                        .water_m3 = -1,
                                        .n_keys = 1};
        ok(store_handover_put(store, &record, err));
        free(record.code);
        free(stay.code);
    }
}

static inline void published_close(const struct principal *by, struct err *err)
{
    const struct closure_plan plan = {.room = "SV-A-101",
                                      .from_day = "2190-01-01",
                                      .to_day = "2190-01-15",
                                      .reason = "repair",
                                      .note = ""};
    struct solver_findings bad = {0};
    struct store_rehousings cases = {0};
    const struct store_rehousing_query all = {0};
    int64_t n;
    ok(closure_add(store, by, &plan, now, published_closure, &bad, err));
    ok(store_rehousing_list(store, &all, &cases, &n, err));
    assert_int_equal(n, 1); /* it is offered to somebody */
    snprintf(published_rehousing, 33, "%s", cases.items[0].code);
    store_rehousings_release(&cases);
}

static inline void published_equipment(const struct principal *planner, struct err *err)
{
    static const struct inventory_line lines[] = {{.kind = "bed", .ix = 1, .condition = "good"},
                                                  {.kind = "bed", .ix = 2, .condition = "worn"},
                                                  {.kind = "fan", .ix = 1, .condition = "broken"}};
    struct solver_findings bad = {0};
    char *code = NULL;
    ok(inventory_set(store, planner, "SV-A-101", 0, lines, 3, "2025-08-01", &bad, err));
    ok(survey_begin(store, planner, "SV-A-101", NULL, "2025-08-02", &code, &bad, err));
    snprintf(published_survey, sizeof published_survey, "%s", code);
    free(code);
}

/* By the official, as if with the door card of the room. */
/* A photo of it, and the card on its door. */
static inline void published_photo_of(const struct store_repair *r, struct err *err)
{
    struct store_photo p = {
        .repair_id = r->id, .kind = lit("fault"), .at = now, .width = 8, .height = 8};
    struct store_door_cards cards = {0};
    ok(store_photo_add(store, &p, "picture", 7, err));
    snprintf(published_photo, sizeof published_photo, "%s", p.code);
    free(p.code);
    ok(door_cards(store, NULL, "", now, &cards, err));
    for (size_t i = 0; i < cards.n; i++)
        if (strcmp(cards.items[i].room, r->room) == 0)
            snprintf(published_door, sizeof published_door, "%s", cards.items[i].token);
    store_door_cards_release(&cards);
}

static inline void published_report(struct err *err)
{
    static const char said[] = "{\"what\":\"cửa kêu\"}";
    const struct principal by = {.account_id = people_account[WHO_OFFICIAL]};
    struct json *answers = json_parse(said, sizeof said - 1, err);
    const struct repair_new n = {
        .room = "SV-A-101", .category = "other", .answers = answers, .source = "card"};
    struct repair_view v = {0};
    struct solver_findings bad = {0};
    ok(repair_report(store, &by, &n, now, &v, &bad, err));
    snprintf(published_repair, sizeof published_repair, "%s", v.repair.number);
    snprintf(published_code, sizeof published_code, "%s", v.repair.code);
    published_photo_of(&v.repair, err);
    repair_view_release(&v);
    json_free(answers);
}

static int published_do(void *ctx, struct store *s, struct err *err)
{
    struct policy p = {0};
    struct solver_findings bad = {0};
    struct offer_counts counts;
    struct store_plan plan = {0};
    struct draft d = {.n = 3,
                      .requests = {"HS-0001", "HS-0002", "HS-0003"},
                      .rooms = {"SV-A-101", "SV-A-102", "SV-A-102"}};
    (void)ctx;
    store = s;
    now = clock_now_s();
    house_round();
    const struct principal planner = {.account_id = people_account[WHO_PLANNER],
                                      .role = PRINCIPAL_PLANNER};
    ok(round_close(s, &planner, "2025-07", 0, START, err));
    ok(policy_load(&p, NULL, &bad, err));
    ok(snapshot_load(&d.snapshot, s, "2025-07-10", err));
    snapshot_score(&d.snapshot, &p, p.as_of);
    snapshot_draw(&d.snapshot, &p, "1");
    const int64_t plan_id = put_plan(&d, &p);
    ok(store_plan_tell_requests(s, plan_id, err));
    ok(round_advance(s, round_id, "published", err));
    ok(offer_publish(s, round_id, plan_id, now, &counts, err));
    ok(store_plan_get(s, plan_id, &plan, err));
    snprintf(published_plan, sizeof published_plan, "%s", plan.code);
    store_plan_release(&plan);
    published_codes(err);
    published_appeals(err);
    published_stays(err);
    published_close(&planner, err);
    published_report(err);
    published_equipment(&planner, err);
    snapshot_release(&d.snapshot);
    policy_release(&p);
    return ERR_OK;
}

static int published_fill(struct store *s, struct err *err)
{
    const int rc = people_fill(s, err);
    return rc != ERR_OK ? rc : store_do(s, published_do, NULL, err);
}

#endif
