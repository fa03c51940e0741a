/* A repair as those read it who work on it: its two clocks, in words that say what is late. */
import type { Schemas } from "./api";
import { lastDay, moment, number, t } from "./i18n";
import type { Repair } from "./repair";
import { isOpen } from "./repair";

export interface Clock { text: string; late: string | null }

const HOUR_MS = 3600 * 1000, DAYS_FROM = 48; /* hours */

/* By how much, in hours, then in days. */
function lateWords(by: string): string {
    const hours = Math.max(1, Math.floor((Date.now() - Date.parse(by)) / HOUR_MS));
    return hours < DAYS_FROM ? t("cwLateHours", { n: hours }) : t("cwLateDays", { n: Math.floor(hours / 24) });
}

/* The clocks that run: until the first reaction, and until the completion. On hold the second stands. */
export function clocksOf(r: Repair): Clock[] {
    if (!isOpen(r)) return [];
    const when = (at: string) => (r.severity === "emergency" ? moment(at) : lastDay(at)), clocks: Clock[] = [];
    if (r.reacted_at === null)
        clocks.push({ text: `${t(r.severity === "emergency" ? "cwBeThere" : "cwLookBy")} ${when(r.react_by)}`, late: r.react_is_overdue ? lateWords(r.react_by) : null });
    if (r.held_since) clocks.push({ text: t("cwStopped"), late: null });
    else clocks.push({ text: `${t("cwDoneBy")} ${when(r.due_at)}`, late: r.is_overdue && Date.parse(r.due_at) < Date.now() ? lateWords(r.due_at) : null });
    return clocks;
}

/* Where the room is: "nhà A, tầng 1". */
export function placeWords(r: Repair): string {
    return [r.block && t("hmBlock", { block: r.block }), r.floor !== null && t("hmFloor", { n: r.floor }).toLowerCase()].filter(Boolean).join(", ");
}

export function money(dong: number): string {
    return t("cwMoney", { n: number(dong) });
}

/* What was read has its version: the one that its change is about. */
export const etagOf = (r: { version: number }) => `"v${r.version}"`;

export type RepairEvent = Schemas["RepairEvent"];
