/* What the schema's triggers refuse, in Vietnamese: people read it where two of them do at once
 * what only one can. A text that a migration raises has its row here; a test looks. */
#include "handle.h"

#include <string.h>

static const struct {
    const char *en, *vi;
} REFUSALS[] = {
    {"a bed of this room is offered to another", "một chỗ của phòng này đã mời người khác"},
    {"a bed of this room is taken", "phòng này không còn đủ chỗ"},
    {"a bed, or the party, is taken on these days", "chỗ hoặc người này đã bận những ngày ấy"},
    {"a broken line becomes a repair once", "dòng hỏng này đã thành phiếu sửa chữa"},
    {"a closed round is frozen", "đợt đã đóng thì không sửa được"},
    {"a closure is ended, not deleted", "lần đóng phòng chỉ kết thúc, không xóa"},
    {"a closure is of one room", "một lần đóng phòng chỉ của một phòng"},
    {"a confirmed draw stands", "kết quả quay số đã xác nhận thì giữ nguyên"},
    {"a cost is corrected by a row of its own", "chi phí được sửa bằng một dòng mới"},
    {"a line of a record is written anew", "dòng của biên bản phải ghi lại, không sửa"},
    {"a line of the survey was not looked at", "còn hạng mục khảo sát chưa xem"},
    {"a party has the room to itself then", "lúc đó có người ở riêng phòng này"},
    {"a piece is of one room", "một đồ vật chỉ thuộc một phòng"},
    {"a plan does not go this way", "phương án không chuyển sang trạng thái ấy được"},
    {"a plan is immutable", "phương án không sửa được"},
    {"a plan is not deleted", "phương án không xóa được"},
    {"a plan lacks what this state needs", "phương án còn thiếu điều trạng thái ấy cần"},
    {"a record is never deleted", "biên bản không xóa được"},
    {"a repair is not deleted", "phiếu sửa chữa không xóa được"},
    {"a round does not go back", "đợt không quay lại trạng thái trước"},
    {"a round is not deleted", "đợt không xóa được"},
    {"a stay is in its beds: end it, and begin another",
     "lưu trú gắn với chỗ nằm: hãy kết thúc rồi ghi lần khác"},
    {"a stay is in one room: end it, and begin another",
     "lưu trú gắn với một phòng: hãy kết thúc rồi ghi lần khác"},
    {"a stay is never deleted", "lưu trú không xóa được"},
    {"a survey that is done is not changed", "khảo sát đã xong thì không sửa được"},
    {"a used policy is immutable", "chính sách đã dùng thì không sửa được"},
    {"an appeal is not rewritten", "kiến nghị không viết lại được"},
    {"an offer is immutable", "lời mời nhận phòng không sửa được"},
    {"both have confirmed this record", "hai bên đã xác nhận biên bản này"},
    {"frozen data are not deleted", "dữ liệu đã chốt không xóa được"},
    {"frozen data do not change", "dữ liệu đã chốt không đổi được"},
    {"official has another live request", "cán bộ đang có một hồ sơ khác"},
    {"somebody has this bed then", "lúc đó đã có người nằm chỗ này"},
    {"somebody sleeps in a bed that is taken out", "có người đang nằm ở chỗ bị bớt đi"},
    {"the appeal has its answer", "kiến nghị đã được trả lời"},
    {"the audit goes on where it ended", "nhật ký phải nối tiếp dòng cuối"},
    {"the audit is not changed", "nhật ký không sửa được"},
    {"the audit is not deleted", "nhật ký không xóa được"},
    {"the beds of this room are held by others", "các chỗ của phòng này đã có người giữ"},
    {"the beds of this room are offered", "các chỗ của phòng này đang được mời"},
    {"the offer has its answer", "lời mời đã được trả lời"},
    {"the party has another room then", "lúc đó người này ở phòng khác"},
    {"the party holds no place in this room", "người này không có chỗ ở phòng này"},
    {"the room has no such bed", "phòng không có chỗ nằm ấy"},
    {"what happened does not change", "việc đã xảy ra không đổi được"},
    {"what happened is not changed", "việc đã xảy ra không sửa được"},
    {"what happened is not deleted", "việc đã xảy ra không xóa được"},
    {"what was published stays", "điều đã công bố thì giữ nguyên"},
};

const char *store_refusal_vi(const char *en)
{
    for (size_t i = 0; i < sizeof REFUSALS / sizeof *REFUSALS; i++)
        if (strcmp(REFUSALS[i].en, en) == 0)
            return REFUSALS[i].vi;
    return NULL;
}
