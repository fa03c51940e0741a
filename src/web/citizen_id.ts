/* The citizen id (số CCCD): 12 digits without a check digit. Place of birth registration (3), century
 * and sex (1: 0/1 = man/woman of the 1900s, 2/3 of the 2000s …), year of birth (2), a number (6). Only
 * the length is a rule (service/official_check.c); what disagrees with the person is a warning, as in
 * a list (service/import_identity.c). */
import type { Reading, Said } from "./said";
import { error, hint, warning } from "./said";

const LENGTH = 12;

/* Codes of the provinces before the mergers of 2025: those on the cards. */
const PLACES = "001 Hà Nội|002 Hà Giang|004 Cao Bằng|006 Bắc Kạn|008 Tuyên Quang|010 Lào Cai|011 Điện Biên|012 Lai Châu|014 Sơn La|015 Yên Bái|017 Hòa Bình|019 Thái Nguyên|020 Lạng Sơn|022 Quảng Ninh|024 Bắc Giang|025 Phú Thọ|026 Vĩnh Phúc|027 Bắc Ninh|030 Hải Dương|031 Hải Phòng|033 Hưng Yên|034 Thái Bình|035 Hà Nam|036 Nam Định|037 Ninh Bình|038 Thanh Hóa|040 Nghệ An|042 Hà Tĩnh|044 Quảng Bình|045 Quảng Trị|046 Thừa Thiên Huế|048 Đà Nẵng|049 Quảng Nam|051 Quảng Ngãi|052 Bình Định|054 Phú Yên|056 Khánh Hòa|058 Ninh Thuận|060 Bình Thuận|062 Kon Tum|064 Gia Lai|066 Đắk Lắk|067 Đắk Nông|068 Lâm Đồng|070 Bình Phước|072 Tây Ninh|074 Bình Dương|075 Đồng Nai|077 Bà Rịa - Vũng Tàu|079 TP. Hồ Chí Minh|080 Long An|082 Tiền Giang|083 Bến Tre|084 Trà Vinh|086 Vĩnh Long|087 Đồng Tháp|089 An Giang|091 Kiên Giang|092 Cần Thơ|093 Hậu Giang|094 Sóc Trăng|095 Bạc Liêu|096 Cà Mau".split("|");

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
        const place = PLACES.find((p) => p.startsWith(digits.slice(0, 3))) ?? digits.slice(0, 3);
        said.push(hint(Number(digits[3]) % 2 === 0 ? "rgIdReadsMan" : "rgIdReadsWoman", { year: String(yearOf(digits)), place }));
    }
    return { value: digits, said };
}
