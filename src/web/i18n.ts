/* The language of the pages and their words. One dictionary, Vietnamese and English side by side:
 * words/; t("login") is checked by the compiler. Each language has a file of its own for each file of
 * pages (words.mjs makes them of words/, and numbers the words): a phone loads what it shows. Numbers and dates as each language writes them.
 */
import type { WORDS } from "./words";

export type Language = "vi" | "en";
export type Word = keyof typeof WORDS;

let current: Language = readLanguage();
let words: Record<Word, string>; /* of the current language, before anything is shown */
const files = new Set<string>(); /* the files of pages whose words are among them */

/* A file of words, as words.mjs makes it: those with names, and those numbered from `from` on. */
interface Words { from: number; numbered: string[]; named: Record<string, string> }

function readLanguage(): Language {
    try {
        const kept = localStorage.getItem("language");
        if (kept === "vi" || kept === "en") return kept;
    } catch { /* no storage: Vietnamese first */ }
    return "vi";
}

export function language(): Language {
    return current;
}

const read = async (file: string): Promise<Words> => (await import(new URL(file, import.meta.url).href) as { default: Words }).default;

async function readWords(next: Language, of: string[]): Promise<void> {
    const parts = await Promise.all(of.map((f) => read(`words-${next}-${f}.js`)));
    words = {} as typeof words;
    for (const p of parts) {
        Object.assign(words, p.named);
        p.numbered.forEach((text, i) => { words[(p.from + i) as unknown as Word] = text; });
    }
    document.documentElement.lang = next;
    current = next;
    of.forEach((f) => files.add(f));
}

/* One after the other: what is read meanwhile is not lost, and in the language that holds then. */
let last = Promise.resolve();
const inTurn = (work: () => Promise<void>) => (last = last.catch(() => {}).then(work));

/* The words of a file of pages, beside those that are there. */
export function addWords(file: string): Promise<void> {
    return inTurn(() => readWords(current, [...files, file]));
}

/* Where the words cannot be had, the pages stay in the language that they are in. */
export async function setLanguage(next: Language): Promise<void> {
    await inTurn(() => readWords(next, [...files]));
    try {
        localStorage.setItem("language", next);
    } catch { /* it holds for this page then */ }
}

/* Whether there is such a word: one made of a code that the API may know better. */
export function isWord(word: string): word is Word {
    return word in words;
}

/* The text of a word; {name} in it is replaced. */
export function t(word: Word, values: Record<string, string | number> = {}): string {
    return words[word].replace(/\{(\w+)\}/g, (_, name: string) => {
        const value = values[name];
        return typeof value === "number" ? number(value) : (value ?? "");
    });
}

export function number(n: number): string {
    return n.toLocaleString(current === "vi" ? "vi-VN" : "en-GB");
}

/* "2025-07-10" or an instant, as a day. */
export function day(text: string | null | undefined): string {
    if (!text) return "–";
    const [y, m, d] = text.slice(0, 10).split("-").map(Number);
    if (current === "vi") return `${d}/${m}/${y}`;
    return new Date(Date.UTC(y!, m! - 1, d!)).toLocaleDateString("en-GB", {
        day: "numeric", month: "short", year: "numeric", timeZone: "UTC",
    });
}

/* An instant of the API (+07:00), as day and time of Hưng Yên wherever the browser is. */
export function moment(text: string | null | undefined): string {
    return text ? `${text.slice(11, 16)} ${day(text)}` : "–";
}

/* The last day for an answer: the deadline is the midnight at its end. */
export function lastDay(deadline: string): string {
    return day(dayThere(Date.parse(deadline) - 1000));
}

/* The day in Hưng Yên, wherever the browser is, of so many milliseconds since 1970 UTC. */
export function dayThere(ms: number): string {
    return new Date(ms + 7 * 3600 * 1000).toISOString().slice(0, 10);
}
