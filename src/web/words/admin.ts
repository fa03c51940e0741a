/* Words of who manages accounts. */
export const ADMIN = {
    adAccounts: ["Tài khoản", "Accounts"],
    adNew: ["Tạo tài khoản", "New account"],
    adChange: ["Sửa", "Change"],
    adLoginHint: ["Chữ thường không dấu, số, dấu . _ @ -", "Small letters, digits, . _ @ -"],
    adAgenciesHint: ["Mã, cách nhau bằng dấu phẩy: SXD, SNV", "Codes with commas between: SXD, SNV"],
    adOfficial: ["Mã cán bộ", "Code of the person"],
    adEnded: ["Ngừng tài khoản này", "End this account"],
    adIsEnded: ["Đã ngừng", "Ended"],
    adNoPassword: ["Chưa kích hoạt", "Not activated"],
    adCode: ["Mã kích hoạt", "Activation code"],
    adCodeOnce: ["Mã chỉ hiện một lần và thay mã trước. In phiếu rồi giao tận tay.", "The code is shown once and ends the one before. Print the slip and hand it over."],
    adPrint: ["In phiếu", "Print the slip"],
    adUntil: ["Dùng đến", "Good until"],
} as const;
