/* The sentences of an explanation, Vietnamese and English. */
#include "explain_words.h"

#include <string.h>

struct words {
    const char *vi, *en;
};

static const struct words SAYINGS[] = {
    [SV_SAY_PLACED] = {"{I} được bố trí ở phòng {0}, {1}.", "{I} {have} room {0} at {1}."},
    [SV_SAY_PIN] = {"Phòng này được ấn định riêng, không qua xếp chung.",
                    "This room was given by a decision of its own, outside the common ranking."},
    [SV_SAY_STAY] = {"Đây là phòng đang ở; {i} được ở tiếp.",
                     "This is the present home; {i} may stay."},
    [SV_SAY_HOME_KEPT] = {"Đây là phòng đang ở; {i} được ở tiếp.",
                          "This is the present home; {i} may stay."},
    [SV_SAY_HOME_LEFT] = {"{I} chuyển đến từ phòng {0}.", "{I} {have} to move here from room {0}."},
    [SV_SAY_HOME_LOST] = {"Phòng {0} đang ở không giữ được trong phương án này.",
                          "The present home, room {0}, cannot be kept in this plan."},
    [SV_SAY_BEST_SITE] = {"Không có khu nào {i} mong muốn hơn nơi này.",
                          "There is no site that {i} would like better."},
    [SV_SAY_BETTER_SITES] = {"Có {0} khu {i} mong muốn hơn nơi này.",
                             "Sites that {i} would have liked better: {0}."},
    [SV_SAY_WISHES_MET] = {"Nguyện vọng được đáp ứng: {0}.", "Wishes met: {0}."},
    [SV_SAY_WISHES_UNMET] = {"Nguyện vọng phòng này chưa có: {0}.",
                             "Wishes that this room does not meet: {0}."},
    [SV_SAY_UNPLACED] =
        {"{Sorry} chưa được bố trí chỗ ở trong phương án này ({0} điểm, nhóm ưu tiên "
         "{1}, đứng thứ {2} trong {3} hồ sơ).",
         "{Sorry} {have} no place in this plan ({0} points, priority band {1}, place "
         "{2} of {3} in the order)."},
    [SV_SAY_CONSIDERED] = {"Đã xét tất cả {0} phòng: {1}.", "All {0} rooms were considered: {1}."},
    [SV_SAY_CUTOFFS] = {"Hồ sơ cùng diện ({0}) cuối cùng được bố trí: {1}.",
                        "The last request of the same kind ({0}) to get a place: {1}."},
    [SV_SAY_SITE] = {"Nếu nhận ở cả {0} thì {i} sẽ có chỗ (các hồ sơ khác giữ nguyên).",
                     "With {0} as one more acceptable site, {i} would have a place (other requests "
                     "unchanged)."},
    [SV_SAY_ORDER_POINTS] =
        {"Một cách để có chỗ: đứng từ thứ {0} trở lên (nay là {1}), tương ứng {2} "
         "điểm (nay là {3}), các hồ sơ khác giữ nguyên.",
         "One way to a place: to stand at {0} or higher in the order "
         "(now {1}), that is {2} points (now {3}), other requests unchanged."},
    [SV_SAY_ORDER_TIE] =
        {"Một cách để có chỗ: đứng từ thứ {0} trở lên (nay là {1}) trong số các hồ "
         "sơ cùng {2} điểm, các hồ sơ khác giữ nguyên.",
         "One way to a place: to stand at {0} or higher in the order (now "
         "{1}) among requests with the same {2} points, other requests unchanged."},
    [SV_SAY_ORDER] =
        {"Một cách để có chỗ: đứng từ thứ {0} trở lên (nay là {1}), các hồ sơ khác giữ "
         "nguyên.",
         "One way to a place: to stand at {0} or higher in the order (now "
         "{1}), other requests unchanged."},
    [SV_SAY_SHARING] =
        {"Nếu đồng ý ở ghép thay vì ở riêng thì {i} sẽ có chỗ (các hồ sơ khác giữ "
         "nguyên).",
         "By sharing instead of a room alone, {i} would have a place (other requests "
         "unchanged)."},
    [SV_SAY_ROOM] =
        {"Nếu phòng {0} được đưa vào sử dụng thì {i} sẽ có chỗ (các hồ sơ khác giữ "
         "nguyên).",
         "If room {0} came into use, {i} would have a place (other requests unchanged)."},
    [SV_SAY_NONE] = {"Đã xét từng thay đổi: nhận thêm một khu, lên thứ tự, ở ghép thay vì ở riêng, "
                     "thêm một phòng đang đóng; không thay đổi nào tự nó đủ để {i} có chỗ.",
                     "Each single change was tried: one more site, a higher place in the order, "
                     "sharing, one closed room in use; none alone would give {i} a place."},
    [SV_SAY_NO_LEVELS] = {"Chưa xét thay đổi nào giúp có chỗ: chính sách này không xét ai có chỗ "
                          "trước các mục tiêu khác.",
                          "No change was looked for: this policy does not settle who has a place "
                          "before its other aims."},
    [SV_SAY_NOT_OPTIMAL] = {"Chưa xét thay đổi nào giúp có chỗ, vì phương án này chưa được chứng "
                            "minh là tốt nhất về việc ai có chỗ.",
                            "No change was looked for, as this plan is not proven to be the best "
                            "in who has a place."},
    [SV_SAY_OPEN] = {"Chưa tính xong thay đổi nhỏ nhất giúp có chỗ.",
                     "The smallest change that would give a place was not settled."},
    [SV_SAY_UNPROVEN_PLAN] = {"Phương án này chưa được chứng minh là tốt nhất; các ý dưới đây đúng "
                              "với phương án hiện có.",
                              "This plan is not proven to be the best; what follows is true of it "
                              "as it stands."},
    [SV_SAY_INFEASIBLE] =
        {"Chưa lập được phương án: quyết định bố trí hoặc chỗ đang ở tại các phòng "
         "sau không thực hiện được (phòng đóng, quá số chỗ hoặc không ở chung "
         "được): {0}.",
         "No plan can be made: what decisions and present homes ask of these rooms "
         "cannot be (closed, too many people, or people who cannot share): {0}."},
    [SV_SAY_IN_CONFLICT] = {"{I} thuộc trường hợp này, ở phòng {0}.",
                            "{I} {have} a part in this, in room {0}."},
    [SV_SAY_CONFLICT_OF] = {"Các hồ sơ vướng nhau: {0}.", "The requests concerned: {0}."},
};
_Static_assert(sizeof SAYINGS / sizeof *SAYINGS == SV_N_SAYINGS, "every saying has words");

static const struct words SHUTS[] = {
    [SOLVER_SHUT_CLOSED] = {"{0} phòng đang sửa chữa, để dành hoặc đóng",
                            "{0} under repair, reserved or closed"},
    [SOLVER_SHUT_SITE] = {"{0} phòng ở khu {i} không đăng ký", "{0} at sites not asked for"},
    [SOLVER_SHUT_POOL] = {"{0} phòng chỉ dành cho nhóm hệ số khác", "{0} for other ranks only"},
    [SOLVER_SHUT_NEEDS] = {"{0} phòng thiếu điều kiện cần có ({1})",
                           "{0} without what is needed ({1})"},
    [SOLVER_SHUT_BANNED] = {"{0} phòng không được xếp cho hồ sơ này",
                            "{0} ruled out for this request"},
    [SOLVER_SHUT_TOO_LARGE] = {"{0} phòng không đủ chỗ cho {1} người",
                               "{0} too small for {1} people"},
    [SOLVER_SHUT_SEX] = {"{0} phòng {1}", "{0} {1}"},
    [SOLVER_SHUT_HELD] = {"{0} phòng dành cho người đang ở hoặc được ấn định riêng",
                          "{0} kept for those who live there or were given them by decision"},
    [SOLVER_SHUT_BEFORE] = {"{0} phòng đã hết chỗ, người ở đó đều xếp trước",
                            "{0} full, all there come before"},
    [SOLVER_SHUT_UNLIKE] = {"{0} phòng đã hết chỗ, trong đó có hồ sơ xếp sau nhưng khác diện hoặc "
                            "khác số người nên không thể thay trực tiếp",
                            "{0} full, where some come after but are of another kind or number of "
                            "people, so that the bed cannot simply be handed over"},
    [SOLVER_SHUT_LIKE_AFTER] = {"{0} phòng đã hết chỗ, trong đó có hồ sơ cùng diện xếp sau",
                                "{0} full, where some of the same kind come after"},
    [SOLVER_SHUT_OTHER_USE] = {"{0} phòng đang dùng cho diện khác, không ghép chung được",
                               "{0} in use for others whom it cannot be shared with"},
    [SOLVER_SHUT_FEW_LEFT] = {"{0} phòng còn chỗ nhưng không đủ cho {1} người",
                              "{0} with some beds left, too few for {1} people"},
    [SOLVER_SHUT_VACANT] = {"{0} phòng còn chỗ", "{0} with a place left"},
};
_Static_assert(sizeof SHUTS / sizeof *SHUTS == SOLVER_N_SHUTS, "every code has words");

static const struct {
    const char *id;
    struct words words;
} FEATURES[] = {
    {"air_con", {"điều hòa", "air conditioning"}},
    {"balcony", {"ban công", "balcony"}},
    {"ground_floor", {"tầng trệt", "ground floor"}},
    {"kitchen", {"bếp", "kitchen"}},
    {"private_wc", {"vệ sinh khép kín", "own bathroom"}},
    {"quiet", {"yên tĩnh", "quiet"}},
    {"water_heater", {"bình nóng lạnh", "water heater"}},
    {"wheelchair", {"lối đi xe lăn", "wheelchair access"}},
};

static const struct {
    const char *token;
    struct words official, planner;
} READERS[] = {
    {"I", {"Anh/chị", "You"}, {"Hồ sơ này", "This request"}},
    {"i", {"anh/chị", "you"}, {"hồ sơ này", "this request"}},
    {"Sorry", {"Rất tiếc, anh/chị", "We are sorry: you"}, {"Hồ sơ này", "This request"}},
    {"have", {"có", "have"}, {"có", "has"}},
};

const char *sv_shut_words(enum solver_shut code, bool is_en)
{
    return is_en ? SHUTS[code].en : SHUTS[code].vi;
}

const char *sv_feature_words(const char *feature, bool is_en)
{
    for (size_t i = 0; i < sizeof FEATURES / sizeof *FEATURES; i++)
        if (!strcmp(FEATURES[i].id, feature))
            return is_en ? FEATURES[i].words.en : FEATURES[i].words.vi;
    return feature;
}

static const char *token_text(const struct sv_voice *voice, const char *token, size_t len,
                              const char *const *args)
{
    if (len == 1 && token[0] >= '0' && token[0] <= '9')
        return args[token[0] - '0'];
    for (size_t i = 0; i < sizeof READERS / sizeof *READERS; i++) {
        if (strlen(READERS[i].token) != len || memcmp(READERS[i].token, token, len) != 0)
            continue;
        const struct words *w = voice->is_planner ? &READERS[i].planner : &READERS[i].official;
        return voice->is_en ? w->en : w->vi;
    }
    return "";
}

void sv_expand(struct sv_text *out, const struct sv_voice *voice, const char *template_text,
               const char *const *args)
{
    for (const char *at = template_text; *at;) {
        size_t plain = strcspn(at, "{");
        sv_text_add(out, "%.*s", (int)plain, at);
        at += plain;
        if (!*at)
            break;
        size_t len = strcspn(at + 1, "}");
        sv_text_add(out, "%s", token_text(voice, at + 1, len, args));
        at += len + 2;
    }
}

void sv_say(struct sv_text *out, const struct sv_voice *voice, enum sv_saying saying,
            const char *const *args)
{
    sv_expand(out, voice, voice->is_en ? SAYINGS[saying].en : SAYINGS[saying].vi, args);
    sv_text_add(out, "\n");
}
