/* The citizen id (số CCCD): 12 digits without a check digit. Place of birth registration (3), century
 * and sex (1: 0/1 = man/woman of the 1900s, 2/3 of the 2000s …), year of birth (2), a number (6). Only
 * the length is a rule (service/official_check.c); what disagrees with the person is a warning, as in
 * a list (service/import_identity.c). */
import type { Reading, Said } from "./said";
import { error, hint, warning } from "./said";

const LENGTH = 12;

/* Provinces before the mergers of 2025, each at the place of its code: those on the cards. */
const PLACES = "|Hà Nội|Hà Giang||Cao Bằng||Bắc Kạn||Tuyên Quang||Lào Cai|Điện Biên|Lai Châu||Sơn La|Yên Bái||Hòa Bình||Thái Nguyên|Lạng Sơn||Quảng Ninh||Bắc Giang|Phú Thọ|Vĩnh Phúc|Bắc Ninh|||Hải Dương|Hải Phòng||Hưng Yên|Thái Bình|Hà Nam|Nam Định|Ninh Bình|Thanh Hóa||Nghệ An||Hà Tĩnh||Quảng Bình|Quảng Trị|Thừa Thiên Huế||Đà Nẵng|Quảng Nam||Quảng Ngãi|Bình Định||Phú Yên||Khánh Hòa||Ninh Thuận||Bình Thuận||Kon Tum||Gia Lai||Đắk Lắk|Đắk Nông|Lâm Đồng||Bình Phước||Tây Ninh||Bình Dương|Đồng Nai||Bà Rịa - Vũng Tàu||TP. Hồ Chí Minh|Long An||Tiền Giang|Bến Tre|Trà Vinh||Vĩnh Long|Đồng Tháp||An Giang||Kiên Giang|Cần Thơ|Hậu Giang|Sóc Trăng|Bạc Liêu|Cà Mau".split("|");

/* What is known of the person beside: "" where it is not yet. */
export interface Known { sex: string; born: string | null }

function disagreements(digits: string, known: Known): Said[] {
    const sex = Number(digits[3]) % 2 === 0 ? "M" : "F", year = yearOf(digits), said: Said[] = [];
    if (digits.length >= 4 && (known.sex === "M" || known.sex === "F") && known.sex !== sex) said.push(warning(sex === "M" ? "rgIdIsMan" : "rgIdIsWoman"));
    if (digits.length >= 6 && known.born && Number(known.born.slice(0, 4)) !== year)
        said.push(warning("rgIdYear", { year: String(year), born: known.born.slice(0, 4) }));
    return said;
}

function yearOf(digits: string): number {
    return 1900 + Math.floor(Number(digits[3]) / 2) * 100 + Number(digits.slice(4, 6));
}

/* What is typed, digit by digit. Blanks, dots and dashes between the digits do not count. */
export function readCitizenId(text: string, known: Known): Reading<string> {
    const digits = text.replace(/[\s.\-()]/g, "");
    if (digits === "") return { value: "", said: [] };
    if (!/^\d+$/.test(digits)) return { value: digits, said: [error("rgIdDigits")] };
    const said = disagreements(digits, known);
    if (digits.length === 9) said.unshift(error("rgIdOld"));
    else if (digits.length !== LENGTH) said.unshift(error("rgIdLength", { n: digits.length }));
    if ((digits.length === 10 || digits.length === 11) && digits[0] !== "0") said.push(hint("rgIdZero"));
    if (digits.length >= 6) {
        const code = digits.slice(0, 3), place = PLACES[Number(code)] || code;
        said.push(hint(Number(digits[3]) % 2 === 0 ? "rgIdReadsMan" : "rgIdReadsWoman", { year: String(yearOf(digits)), place }));
    }
    return { value: digits, said };
}
