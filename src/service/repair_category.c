/* The kinds of repairs, see the header. Severities of answers: what endangers people is an
 * emergency, what they cannot live with for a week is urgent. */
#include "service/repair_category.h"

#include <string.h>

#define EMERGENCY "emergency"
#define URGENT    "urgent"
#define ROUTINE   "routine"

#define N(array) (sizeof(array) / sizeof *(array))
#define ONE(variable, vi, en, values)                                                              \
    {                                                                                              \
        variable, vi, en, REPAIR_SINGLE, true, N(values), values                                   \
    }
#define SOME(variable, vi, en, values)                                                             \
    {                                                                                              \
        variable, vi, en, REPAIR_MULTI, true, N(values), values                                    \
    }
#define MAYBE(variable, vi, en, datatype)                                                          \
    {                                                                                              \
        variable, vi, en, datatype, false, 0, NULL                                                 \
    }
#define MUST(variable, vi, en, datatype)                                                           \
    {                                                                                              \
        variable, vi, en, datatype, true, 0, NULL                                                  \
    }

static const struct repair_value ELECTRICITY[] = {
    {"light", "đèn không sáng", "a lamp does not light", NULL},
    {"socket", "ổ cắm hoặc công tắc hỏng", "a socket or switch is broken", NULL},
    {"no_power", "cả phòng mất điện", "no power in the whole room", URGENT},
    {"trips", "aptomat nhảy liên tục", "the breaker trips again and again", URGENT},
    {"sparks", "tóe lửa, có mùi khét", "sparks, a smell of burning", EMERGENCY},
    {"shock", "chạm vào bị giật", "it gives a shock when touched", EMERGENCY},
};
static const struct repair_question ELECTRICITY_ASKS[] = {
    ONE("symptom", "Hỏng thế nào?", "What is wrong?", ELECTRICITY),
    MAYBE("since", "Từ khi nào?", "Since when?", REPAIR_DATETIME),
};

static const struct repair_value WATER[] = {
    {"low_pressure", "nước chảy yếu", "low pressure", NULL},
    {"dirty", "nước đục, có mùi", "the water is cloudy or smells", URGENT},
    {"tap", "vòi hỏng", "a tap is broken", NULL},
    {"leak", "rò rỉ", "a leak", URGENT},
    {"no_water", "không có nước", "no water", URGENT},
    {"burst", "vỡ ống, nước tràn", "a burst pipe, water runs over", EMERGENCY},
};
static const struct repair_question WATER_ASKS[] = {
    ONE("symptom", "Hỏng thế nào?", "What is wrong?", WATER),
    MAYBE("place", "Ở chỗ nào trong phòng?", "Where in the room?", REPAIR_STRING),
    MAYBE("since", "Từ khi nào?", "Since when?", REPAIR_DATETIME),
};

static const struct repair_value SANITARY[] = {
    {"basin", "chậu rửa hoặc vòi sen hỏng", "the basin or shower is broken", NULL},
    {"flush", "bồn cầu không xả được", "the toilet does not flush", URGENT},
    {"slow_drain", "thoát nước chậm", "water drains slowly", NULL},
    {"blocked", "tắc hẳn", "blocked altogether", URGENT},
    {"overflow", "nước thải trào ngược", "sewage comes up", EMERGENCY},
};
static const struct repair_question SANITARY_ASKS[] = {
    ONE("symptom", "Hỏng thế nào?", "What is wrong?", SANITARY),
};

static const struct repair_value AIR_CON[] = {
    {"not_cooling", "không mát", "it does not cool", NULL},
    {"no_start", "không chạy", "it does not start", NULL},
    {"drips", "chảy nước", "it drips", NULL},
    {"noise", "kêu to", "it is loud", NULL},
    {"remote", "hỏng điều khiển", "the remote control is broken", NULL},
    {"burning", "có mùi khét", "a smell of burning", EMERGENCY},
};
static const struct repair_question AIR_CON_ASKS[] = {
    ONE("symptom", "Hỏng thế nào?", "What is wrong?", AIR_CON),
    MAYBE("label", "Nhãn máy ghi gì?", "What does the label say?", REPAIR_STRING),
};

static const struct repair_value WATER_HEATER[] = {
    {"no_hot_water", "không nóng", "no hot water", NULL},
    {"leak", "rò nước", "it leaks", URGENT},
    {"trips", "bật lên là nhảy aptomat", "the breaker trips when it is on", URGENT},
    {"shock", "rò điện, bị giật", "it gives a shock", EMERGENCY},
};
static const struct repair_question WATER_HEATER_ASKS[] = {
    ONE("symptom", "Hỏng thế nào?", "What is wrong?", WATER_HEATER),
};

static const struct repair_value DOOR_LOCK[] = {
    {"hinge", "bản lề, cánh cửa hỏng", "the hinge or the door itself", NULL},
    {"lost_key", "mất chìa khóa", "a key is lost", URGENT},
    {"cannot_lock", "không khóa được", "it cannot be locked", URGENT},
    {"cannot_open", "không mở được, người bị kẹt", "it does not open: somebody is shut in or out",
     EMERGENCY},
};
static const struct repair_question DOOR_LOCK_ASKS[] = {
    ONE("symptom", "Hỏng thế nào?", "What is wrong?", DOOR_LOCK),
};

static const struct repair_value FURNITURE[] = {
    {"bed", "giường", "bed", NULL},       {"mattress", "đệm", "mattress", NULL},
    {"wardrobe", "tủ", "wardrobe", NULL}, {"desk", "bàn", "desk", NULL},
    {"chair", "ghế", "chair", NULL},      {"other", "thứ khác", "something else", NULL},
};
static const struct repair_question FURNITURE_ASKS[] = {
    SOME("items", "Đồ nào hỏng?", "Which pieces are broken?", FURNITURE),
    MAYBE("how_many", "Bao nhiêu chiếc?", "How many?", REPAIR_NUMBER),
};

static const struct repair_value WINDOW[] = {
    {"cannot_close", "không đóng được", "it does not close", NULL},
    {"curtain", "rèm hỏng", "the curtain is broken", NULL},
    {"broken_glass", "vỡ kính", "broken glass", URGENT},
    {"may_fall", "sắp rơi", "it is about to fall", EMERGENCY},
};
static const struct repair_question WINDOW_ASKS[] = {
    ONE("symptom", "Hỏng thế nào?", "What is wrong?", WINDOW),
};

static const struct repair_value WALL_CEILING[] = {
    {"paint", "bong sơn", "the paint peels", NULL},
    {"damp", "thấm, mốc", "damp, mould", NULL},
    {"crack", "nứt", "a crack", NULL},
    {"rain", "dột khi mưa", "rain comes through", URGENT},
    {"plaster", "vữa rơi", "plaster falls", URGENT},
    {"sags", "trần võng, sắp sập", "the ceiling sags", EMERGENCY},
};
static const struct repair_question WALL_CEILING_ASKS[] = {
    SOME("symptoms", "Hỏng thế nào?", "What is wrong?", WALL_CEILING),
    MAYBE("size_cm", "Rộng bao nhiêu (cm)?", "How large is it (cm)?", REPAIR_NUMBER),
};

static const struct repair_value FIRE_SAFETY[] = {
    {"extinguisher", "bình chữa cháy thiếu, hết hạn", "an extinguisher is missing or out of date",
     NULL},
    {"alarm", "báo cháy hỏng", "the alarm is broken", NULL},
    {"exit_light", "đèn thoát hiểm không sáng", "an exit light is out", NULL},
    {"exit_blocked", "lối thoát hiểm bị chặn", "an exit is blocked", EMERGENCY},
};
static const struct repair_question FIRE_SAFETY_ASKS[] = {
    ONE("symptom", "Hỏng thế nào?", "What is wrong?", FIRE_SAFETY),
    MAYBE("place", "Ở đâu?", "Where?", REPAIR_STRING),
};

static const struct repair_value INTERNET[] = {
    {"slow", "chậm", "slow", NULL},
    {"no_signal", "không có mạng", "no connection", NULL},
    {"socket", "ổ mạng hỏng", "the socket is broken", NULL},
};
static const struct repair_question INTERNET_ASKS[] = {
    ONE("symptom", "Hỏng thế nào?", "What is wrong?", INTERNET),
    MAYBE("since", "Từ khi nào?", "Since when?", REPAIR_DATETIME),
};

static const struct repair_value PEST[] = {
    {"cockroaches", "gián", "cockroaches", NULL}, {"ants", "kiến", "ants", NULL},
    {"mosquitoes", "muỗi", "mosquitoes", NULL},   {"rats", "chuột", "rats", URGENT},
    {"termites", "mối", "termites", URGENT},      {"wasps", "ong", "wasps or bees", URGENT},
    {"snake", "rắn", "a snake", EMERGENCY},
};
static const struct repair_question PEST_ASKS[] = {
    SOME("kinds", "Con gì?", "Which animals?", PEST),
};

static const struct repair_question OTHER_ASKS[] = {
    MUST("what", "Hỏng gì, ở đâu?", "What is broken, and where?", REPAIR_TEXT),
};

#define UTILITIES   "Điện, nước, mạng", "Power, water, network"
#define EQUIPMENT   "Thiết bị, đồ đạc", "Equipment and furniture"
#define BUILDING    "Phần xây dựng", "The building"
#define SAFETY      "An toàn, vệ sinh", "Safety and hygiene"
#define ASKS(array) N(array), array

const struct repair_category REPAIR_CATEGORIES[] = {
    {"electricity", "Điện", "Electricity", UTILITIES, "Đèn, ổ cắm, aptomat, dây điện trong phòng.",
     "Lamps, sockets, the breaker and wires in the room.",
     "điện, đèn, ổ cắm, aptomat, electricity, light, socket, power", ROUTINE,
     ASKS(ELECTRICITY_ASKS)},
    {"water", "Nước", "Water", UTILITIES, "Ống nước, vòi, áp lực và chất lượng nước.",
     "Pipes, taps, pressure and quality of the water.",
     "nước, vòi, ống, rò rỉ, water, tap, pipe, leak", ROUTINE, ASKS(WATER_ASKS)},
    {"sanitary", "Thiết bị vệ sinh", "Sanitary fittings", UTILITIES,
     "Bồn cầu, chậu rửa, vòi sen, thoát nước.", "Toilet, basin, shower, drains.",
     "bồn cầu, chậu rửa, tắc, thoát nước, toilet, basin, shower, drain", ROUTINE,
     ASKS(SANITARY_ASKS)},
    {"internet", "Mạng Internet", "Internet", UTILITIES, "Wi-Fi, ổ mạng.", "Wi-Fi and sockets.",
     "wifi, mạng, internet, network", ROUTINE, ASKS(INTERNET_ASKS)},
    {"air_con", "Điều hòa", "Air conditioner", EQUIPMENT, "Máy điều hòa và điều khiển.",
     "The air conditioner and its remote control.", "điều hòa, máy lạnh, air conditioner, cooling",
     ROUTINE, ASKS(AIR_CON_ASKS)},
    {"water_heater", "Bình nóng lạnh", "Water heater", EQUIPMENT, "Bình nước nóng.",
     "The heater of the bathroom.", "bình nóng lạnh, nước nóng, water heater, hot water", ROUTINE,
     ASKS(WATER_HEATER_ASKS)},
    {"furniture", "Giường, tủ, bàn ghế", "Furniture", EQUIPMENT,
     "Giường, đệm, tủ, bàn, ghế của phòng.", "Beds, mattresses, wardrobes, desks, chairs.",
     "giường, tủ, bàn, ghế, đệm, bed, wardrobe, desk, chair", ROUTINE, ASKS(FURNITURE_ASKS)},
    {"door_lock", "Cửa, khóa", "Door and lock", BUILDING, "Cửa ra vào, ổ khóa, chìa khóa.",
     "The door, its lock and keys.", "cửa, khóa, chìa khóa, door, lock, key", ROUTINE,
     ASKS(DOOR_LOCK_ASKS)},
    {"window", "Cửa sổ", "Window", BUILDING, "Cửa sổ, kính, rèm.", "Windows, glass, curtains.",
     "cửa sổ, kính, rèm, window, glass, curtain", ROUTINE, ASKS(WINDOW_ASKS)},
    {"wall_ceiling", "Tường, trần, sàn", "Walls, ceiling, floor", BUILDING,
     "Thấm, nứt, bong tróc, dột.", "Damp, cracks, peeling, leaks from above.",
     "tường, trần, sàn, thấm, nứt, dột, wall, ceiling, floor, damp, crack", ROUTINE,
     ASKS(WALL_CEILING_ASKS)},
    {"fire_safety", "Phòng cháy, thoát hiểm", "Fire safety", SAFETY,
     "Bình chữa cháy, báo cháy, đèn và lối thoát hiểm. Khi có cháy hãy gọi 114.",
     "Extinguishers, alarms, exits and their lights. In a fire call 114.",
     "cháy, báo cháy, thoát hiểm, fire, alarm, extinguisher, exit", URGENT, ASKS(FIRE_SAFETY_ASKS)},
    {"pest", "Côn trùng, chuột", "Pests", SAFETY, "Gián, kiến, muỗi, chuột, mối, ong.",
     "Cockroaches, ants, mosquitoes, rats, termites, wasps.",
     "gián, chuột, mối, kiến, muỗi, pest, rats, termites", ROUTINE, ASKS(PEST_ASKS)},
    {"other", "Việc khác", "Something else", SAFETY, "Việc không thuộc các loại trên.",
     "What fits none of the kinds above.", "khác, other", ROUTINE, ASKS(OTHER_ASKS)},
};
const size_t REPAIR_N_CATEGORIES = N(REPAIR_CATEGORIES);

const char *repair_datatype_name(enum repair_datatype type)
{
    static const char *const names[REPAIR_N_DATATYPES] = {
        [REPAIR_STRING] = "string",          [REPAIR_NUMBER] = "number",
        [REPAIR_DATETIME] = "datetime",      [REPAIR_TEXT] = "text",
        [REPAIR_SINGLE] = "singlevaluelist", [REPAIR_MULTI] = "multivaluelist",
    };
    return names[type];
}

const struct repair_category *repair_category(const char *code)
{
    for (size_t i = 0; i < REPAIR_N_CATEGORIES; i++)
        if (strcmp(REPAIR_CATEGORIES[i].code, code) == 0)
            return &REPAIR_CATEGORIES[i];
    return NULL;
}
