/* Days as people here write them (9/5/1980, 9.5.1980, 09051980), and as the API does (1980-05-09).
 * The day comes first, never the month; a year has four digits. */
import { dayThere } from "./i18n";
import type { Reading } from "./said";
import { error, hint } from "./said";

const FIRST_YEAR = 1900, LAST_YEAR = 2199; /* those of base/date.c */

function isoOf(year: number, month: number, day: number): string | null {
    const days = month === 2 ? (year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31;
    if (year < FIRST_YEAR || year > LAST_YEAR || month < 1 || month > 12 || day < 1 || day > days) return null;
    const two = (n: number) => String(n).padStart(2, "0");
    return `${year}-${two(month)}-${two(day)}`;
}

/* The day that a text names, "1980" alone where a year will do; null = none. */
export function parseDay(text: string, mayBeYear = false): string | null {
    const clean = text.trim();
    if (mayBeYear && /^\d{4}$/.test(clean)) return clean;
    const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(clean);
    if (iso) return isoOf(Number(iso[1]), Number(iso[2]), Number(iso[3]));
    const own = /^(\d{1,2})\s*[/.\-\s]\s*(\d{1,2})\s*[/.\-\s]\s*(\d{4})$/.exec(clean) ?? /^(\d{2})(\d{2})(\d{4})$/.exec(clean);
    if (!own) return null;
    if (mayBeYear && Number(own[1]) === 0 && Number(own[2]) === 0) return own[3]!; /* 00/00/1978 */
    return isoOf(Number(own[3]), Number(own[2]), Number(own[1]));
}

/* "1980-05-09" as it is typed; a year stays one. */
export function typedDay(iso: string | null): string {
    const parts = (iso ?? "").split("-");
    return parts.length === 3 ? `${parts[2]}/${parts[1]}/${parts[0]}` : parts[0]!;
}

export function today(): string {
    return dayThere(Date.now());
}

/* A day of a form; "" is null. `latest`: no day after it. */
export function readDay(text: string, rule: { mayBeYear?: boolean; latest?: string } = {}): Reading<string | null> {
    if (text.trim() === "") return { value: null, said: [] };
    const value = parseDay(text, rule.mayBeYear);
    if (value === null)
        return { value, said: [error(/\D\d{2}$/.test(text.trim()) ? "rgDayShortYear" : rule.mayBeYear ? "rgDayOrYear" : "rgDayWrong")] };
    if (rule.latest && value > rule.latest.slice(0, value.length)) return { value, said: [error("rgDayFuture")] };
    const [y, m, d] = value.split("-");
    return { value, said: m ? [hint("rgDayReads", { d: String(Number(d)), m: String(Number(m)), y: y! })] : [] };
}
