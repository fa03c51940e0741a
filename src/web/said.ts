/* What a form says of a field while somebody types: an error (the API would refuse it), a warning
 * (it would not, but look again), or a hint (how it is read). The rules stand beside this file, each
 * with the C that judges the same: day.ts, citizen_id.ts, phone.ts, person.ts; tests/browser/judge.mjs
 * asks the API the same questions. No page, no state: plain functions. */
import type { Word } from "./i18n";

export interface Said {
    kind: "error" | "warning" | "hint";
    word: Word;
    values?: Record<string, string | number>;
}

/* What a text means, and what there is to say about it. */
export interface Reading<T> {
    value: T; /* as the API takes it; of a text with an error: null or what came nearest */
    said: Said[];
}

export const error = (word: Word, values: Said["values"] = {}): Said => ({ kind: "error", word, values });
export const warning = (word: Word, values: Said["values"] = {}): Said => ({ kind: "warning", word, values });
export const hint = (word: Word, values: Said["values"] = {}): Said => ({ kind: "hint", word, values });

export function isRefused(reading: { said: Said[] }): boolean {
    return reading.said.some((s) => s.kind === "error");
}
