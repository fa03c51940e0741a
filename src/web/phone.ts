/* Phone numbers: typed with +84, blanks or dots, kept as 0 and 9 or 10 digits (service/official_check.c).
 * A prefix that the numbering plan does not have is a warning (service/import_identity.c). */
import type { Reading } from "./said";
import { error, hint, warning } from "./said";

/* Mobile numbers without their 0. */
const MOBILE = /^(?:3\d|5[1689]|7[06-9]|8[1-8]|9[0-8]|52[238]|559|89[6-9]|99[13-9])/;

export function readPhone(text: string): Reading<string | null> {
    if (text.trim() === "") return { value: null, said: [] };
    let digits = text.replace(/[\s.\-()]/g, "").replace(/^\+/, "");
    if (!/^\d+$/.test(digits)) return { value: null, said: [error("rgPhoneWrong")] };
    if (/^84\d{9,10}$/.test(digits)) digits = digits.slice(2);
    digits = digits.replace(/^0?/, "0"); /* a spreadsheet drops it */
    if (digits.length < 10 || digits.length > 11) return { value: digits, said: [error("rgPhoneLength", { n: digits.length })] };
    const own = digits.slice(1), isLandline = own.startsWith("2") && own.length === 10;
    const said = !isLandline && (own.length !== 9 || !MOBILE.test(own)) ? [warning("rgPhonePrefix")] : [];
    return { value: digits, said: digits === text.trim() ? said : [...said, hint("rgPhoneReads", { phone: digits })] };
}
