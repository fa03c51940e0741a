/* What the pages of an upload share: the words of its kinds, states and verdicts, the ways to look at
 * its rows, and what may be sent by whom. */
import type { Schemas } from "./api";
import type { Word } from "./i18n";
import { language, t } from "./i18n";
import type { Account } from "./session";
import { isOffice } from "./session";

export type Upload = Schemas["Upload"];
export type UploadRows = Schemas["UploadRows"];
export type UploadRow = UploadRows["items"][number];
export type Finding = Schemas["Finding"];
export type Kind = Schemas["UploadKind"];
export type Verdict = Schemas["Verdict"];

/* As the API has it: service/upload.c, upload_may. */
export function kindsOf(account: Account | null): Kind[] {
    if (account?.role === "planner") return ["rooms", "items", "surveys"];
    return isOffice(account) ? ["requests", "officials", "rooms", "agencies", "items", "surveys"] : ["requests", "officials"];
}

export function holdsPeople(kind: Kind): boolean {
    return kind === "requests" || kind === "officials";
}

export const TONE_OF_VERDICT: Record<Verdict, "good" | "wait" | "bad" | "plain"> = { new: "good", changed: "wait", same: "plain", bad: "bad", skipped: "plain" };
export const TONE_OF_STATE: Record<Upload["state"], "good" | "wait" | "plain"> = { judged: "wait", applied: "good", undone: "plain" };

/* Surveys that are done stay (service/upload.c, upload_undo). */
export function canBeUndone(kind: Kind): boolean {
    return kind !== "surveys";
}

/* A way to look at the rows: all, those of a verdict, those with a warning. */
export interface View { show: string; word: Word; n: (u: UploadRows) => number }

export const VIEWS: View[] = [
    { show: "bad", word: "verdict_bad", n: (u) => u.n_bad },
    { show: "warned", word: "upWarned", n: (u) => u.n_warned },
    { show: "new", word: "verdict_new", n: (u) => u.n_new },
    { show: "changed", word: "verdict_changed", n: (u) => u.n_changed },
    { show: "same", word: "verdict_same", n: (u) => u.n_same },
    { show: "skipped", word: "verdict_skipped", n: (u) => u.n_skipped },
    { show: "", word: "hmAllRooms", n: (u) => u.n_new + u.n_changed + u.n_same + u.n_bad + u.n_skipped },
];

/* What the API is asked for a view. */
export function filterOf(show: string): { verdict?: Verdict; level?: "warning" } {
    if (show === "warned") return { level: "warning" };
    return show === "bad" || show === "new" || show === "changed" || show === "same" || show === "skipped" ? { verdict: show } : {};
}

/* Where one looks first: at what is wrong, where something is. */
export function addressOf(u: { code: string; state: Upload["state"]; n_bad: number }): string {
    return `/uploads/${u.code}${u.state === "judged" && u.n_bad > 0 ? "?show=bad" : ""}`;
}

export function wordsOf(finding: Finding): string {
    return language() === "vi" ? finding.vi : finding.en;
}

/* "F" is 5: the place of a column in the cells of a row. */
export function indexOf(column: string): number {
    return [...column].reduce((n, c) => n * 26 + c.charCodeAt(0) - 64, 0) - 1;
}

/* Whether the API masked digits in it: it cannot be typed over, only typed anew. */
export function isMasked(text: string): boolean {
    return text.includes("**");
}

export function fileTitle(u: { file_name: string; kind: Kind }): string {
    return u.file_name || t(`kind_${u.kind}`);
}
