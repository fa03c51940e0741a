/* Kinds of equipment and parts of rooms; see the header. */
#include "service/item_kind.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const struct item_kind ITEM_KINDS[] = {
    {"air_con", "Điều hòa", "Air conditioner", "air_con"},
    {"bed", "Giường", "Bed", "furniture"},
    {"chair", "Ghế", "Chair", "furniture"},
    {"curtain", "Rèm", "Curtain", "window"},
    {"desk", "Bàn", "Desk", "furniture"},
    {"fan", "Quạt", "Fan", "electricity"},
    {"fire_extinguisher", "Bình chữa cháy", "Fire extinguisher", "fire_safety"},
    {"kitchen_cabinet", "Tủ bếp", "Kitchen cabinet", "furniture"},
    {"light", "Đèn", "Light", "electricity"},
    {"mattress", "Đệm", "Mattress", "furniture"},
    {"mirror", "Gương", "Mirror", "furniture"},
    {"refrigerator", "Tủ lạnh", "Refrigerator", "other"},
    {"shelf", "Giá, kệ", "Shelf", "furniture"},
    {"shower", "Sen tắm", "Shower", "sanitary"},
    {"television", "Ti vi", "Television", "other"},
    {"toilet", "Bồn cầu", "Toilet", "sanitary"},
    {"wardrobe", "Tủ quần áo", "Wardrobe", "furniture"},
    {"washbasin", "Chậu rửa", "Washbasin", "sanitary"},
    {"washing_machine", "Máy giặt", "Washing machine", "other"},
    {"water_heater", "Bình nóng lạnh", "Water heater", "water_heater"},
};
const size_t N_ITEM_KINDS = sizeof ITEM_KINDS / sizeof *ITEM_KINDS;

const struct item_kind ROOM_PARTS[] = {
    {"electricity", "Điện, ổ cắm", "Electricity, sockets", "electricity"},
    {"lights", "Đèn chiếu sáng", "Lighting", "electricity"},
    {"water", "Cấp thoát nước", "Water and drains", "water"},
    {"wc", "Nhà vệ sinh", "Toilet and bath", "sanitary"},
    {"door_lock", "Cửa ra vào, khóa", "Door and lock", "door_lock"},
    {"window", "Cửa sổ", "Windows", "window"},
    {"ceiling", "Trần, mái", "Ceiling", "wall_ceiling"},
    {"wall", "Tường", "Walls", "wall_ceiling"},
    {"floor", "Nền, sàn", "Floor", "wall_ceiling"},
    {"fire_safety", "An toàn cháy", "Fire safety", "fire_safety"},
    {"internet", "Mạng internet", "Internet", "internet"},
};
const size_t N_ROOM_PARTS = sizeof ROOM_PARTS / sizeof *ROOM_PARTS;

static const struct item_kind *find(const struct item_kind *rows, size_t n, const char *code)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(rows[i].code, code) == 0)
            return &rows[i];
    return NULL;
}

const struct item_kind *item_kind_of(const char *code)
{
    return find(ITEM_KINDS, N_ITEM_KINDS, code);
}

const struct item_kind *room_part_of(const char *code)
{
    return find(ROOM_PARTS, N_ROOM_PARTS, code);
}

void item_subject_name(const char *kind, int ix, char out[ITEM_SUBJECT])
{
    snprintf(out, ITEM_SUBJECT, "%s %d", kind, ix);
}

bool item_subject(const char *subject, const struct item_kind **kind, int *ix)
{
    char name[ITEM_SUBJECT];
    const char *blank = strchr(subject, ' ');
    *ix = 0;
    if (blank == NULL) {
        *kind = room_part_of(subject);
        return *kind != NULL;
    }
    *kind = NULL;
    snprintf(name, sizeof name, "%.*s", (int)(blank - subject), subject);
    *kind = item_kind_of(name);
    *ix = (int)strtol(blank + 1, NULL, 10);
    if (*kind == NULL || *ix < 1 || *ix > 99)
        return false;
    item_subject_name((*kind)->code, *ix, name);
    return strcmp(name, subject) == 0;
}
