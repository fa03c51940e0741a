/* Words of the demo's reports: answers as people choose them, emergencies seldom. */
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "demo_repairs.h"

static const struct fixture_word CATEGORIES[] = {
    {"electricity", 15}, {"water", 14},    {"sanitary", 14}, {"internet", 9}, {"air_con", 13},
    {"water_heater", 8}, {"furniture", 9}, {"door_lock", 8}, {"window", 5},   {"wall_ceiling", 7},
    {"fire_safety", 3},  {"pest", 4},      {"other", 3},     {NULL, 0},
};
static const struct fixture_word SINCE[] = {
    {"", 40},
    {", từ tối qua", 15},
    {", đã hai hôm nay", 15},
    {", lúc có lúc không", 10},
    {", cả phòng đều thấy", 8},
    {", mới sửa lần trước lại bị", 3},
    {NULL, 0},
};
static const struct fixture_word OTHERS[] = {
    {"Ti vi phòng sinh hoạt chung không lên hình", 3},
    {"Giá phơi quần áo ngoài hành lang bị gãy", 3},
    {"Biển số phòng rơi mất", 2},
    {"Máy giặt tầng một kêu to, không vắt", 4},
    {NULL, 0},
};

const struct repair_category *repair_draw(struct life *l)
{
    return repair_category(fixture_draw(&l->rng, CATEGORIES));
}

static const struct repair_value *choose(struct life *l, const struct repair_question *q)
{
    const struct repair_value *v = NULL;
    do
        v = &q->values[fixture_below(&l->rng, (int)q->n_values)];
    while (v->severity != NULL && strcmp(v->severity, "emergency") == 0 &&
           fixture_chance(&l->rng, 750));
    return v;
}

static void answer(struct life *l, const struct repair_question *q, struct buf *answers,
                   struct buf *description)
{
    const bool is_many = q->datatype == REPAIR_MULTI;
    buf_json(answers, q->variable);
    buf_char(answers, ':');
    if (q->n_values == 0) {
        const char *text = fixture_draw(&l->rng, OTHERS);
        buf_json(answers, text);
        buf_str(description, text);
        return;
    }
    const struct repair_value *v = choose(l, q);
    buf_str(answers, is_many ? "[" : "");
    buf_json(answers, v->key);
    buf_str(answers, is_many ? "]" : "");
    buf_str(description, v->vi);
}

void repair_say(struct life *l, const struct repair_category *c, struct buf *answers,
                struct buf *description)
{
    buf_fmt(description, "%s: ", c->vi);
    buf_char(answers, '{');
    for (size_t i = 0; i < c->n_questions; i++)
        if (c->questions[i].is_required)
            answer(l, &c->questions[i], answers, description);
    buf_char(answers, '}');
    buf_fmt(description, "%s.", fixture_draw(&l->rng, SINCE));
}
