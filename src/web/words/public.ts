/* Words of the pages that need no account. */
export const PUBLIC = {
    publishedRounds: ["Các đợt đã công bố", "Published rounds"],
    publishedOn: ["Công bố ngày {day}", "Published on {day}"],
    nPeoplePlaced: ["{n} người có chỗ ở", "{n} people with a place"],
    noRound: ["Chưa có đợt nào được công bố.", "No round has been published yet."],
    number: ["STT", "No."],
    fullName: ["Họ và tên", "Name"],
    agency: ["Cơ quan", "Agency"],
    site: ["Khu nhà ở", "Site"],
    receipt: ["Mã hồ sơ", "Receipt"],
} as const;
