/* A draw recomputed from its published document (quarters.draw/1), in the browser, from nothing but
 * the document: what include/service/draw.h says, written again.
 *
 *     hash of the list   SHA-256 of a line for each request: request TAB points TAB class TAB day LF
 *     lot of a request   SHA-256 of seed LF hash LF request
 *     order              points falling, then as tie_order says, then by code
 *
 * The hashes are a library's: crypto.subtle is not there where a page comes over plain http, as it
 * does in offices. The lots are recomputed with the hash that was published: so a list that was
 * changed since still shows which of its lines no longer fits.
 */
import { sha256 } from "@noble/hashes/sha2.js";
import type { Schemas } from "./api";

export type DrawDocument = Schemas["DrawDocument"];
export type DrawLine = DrawDocument["list"][number];
export type Step = "hash" | "codes" | "lots" | "order";

export interface Fault {
    step: Step;
    request: string; /* "" = the list as a whole */
    told: string; /* what the document says */
    found: string; /* what comes out */
}

export interface Report {
    hash: string; /* of the list, as recomputed */
    n: number;
    isDrawn: boolean;
    faults: Fault[];
}

const TIES = ["legal_group", "filed", "lot"];

/* Whether it is a document that this file knows how to check. */
export function isDraw(d: DrawDocument): boolean {
    return d.format === "quarters.draw/1" && d.tie_order.length > 0 && d.tie_order.every((tie) => TIES.includes(tie));
}

const SOME = 100; /* hashes between two breaths of the page */

export function hashOf(text: string): string {
    return [...sha256(new TextEncoder().encode(text))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

export function lineText(line: DrawLine): string {
    return `${line.request}\t${line.points}\t${line.tie_class}\t${line.filed}\n`;
}

export function lotText(document: DrawDocument, line: DrawLine): string {
    return `${document.seed}\n${document.list_sha256}\n${line.request}`;
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

/* What decides between two lines, and which way (< 0: a stands before b). `lot` gives a line's lot. */
export function decide(document: DrawDocument, a: DrawLine, b: DrawLine, lot: (l: DrawLine) => string): { by: string; sign: number } {
    if (a.points !== b.points) return { by: "points", sign: b.points - a.points };
    for (const tie of document.tie_order) {
        const sign = tie === "legal_group" ? a.tie_class - b.tie_class
            : tie === "filed" ? Number(a.filed === "") - Number(b.filed === "") || compare(a.filed, b.filed)
            : compare(lot(a), lot(b));
        if (sign !== 0) return { by: tie, sign };
    }
    return { by: "request", sign: compare(a.request, b.request) };
}

/* Where the list is another one than was hashed, one changed line moves all between its old place and
 * its new one. So the longest run that still stands in order is kept, and what is not in it is named. */
function outOfRun(lines: DrawLine[], place: Map<DrawLine, number>): Set<DrawLine> {
    const told = [...lines].sort((a, b) => (a.order ?? 0) - (b.order ?? 0));
    const ends: number[] = [], before: number[] = []; /* ends[k]: the last of a run of k + 1 */
    told.forEach((line, i) => {
        let k = ends.findIndex((e) => place.get(told[e]!)! >= place.get(line)!);
        if (k < 0) k = ends.length;
        before[i] = k > 0 ? ends[k - 1]! : -1;
        ends[k] = i;
    });
    const out = new Set(lines);
    for (let i = ends.at(-1) ?? -1; i >= 0; i = before[i]!) out.delete(told[i]!);
    return out;
}

function orderFaults(lines: DrawLine[], sorted: DrawLine[], isSameList: boolean): Fault[] {
    const place = new Map(sorted.map((line, i) => [line, i + 1]));
    const out = isSameList ? null : outOfRun(lines, place);
    return lines.filter((l) => (out ? out.has(l) : l.order !== place.get(l)))
        .map((l) => ({ step: "order", request: l.request, told: String(l.order), found: String(place.get(l)) }));
}

/* Recomputes all of it; `tell` hears how many lots are done. Breathes, so that the page stays quick. */
export async function verifyDraw(document: DrawDocument, tell: (nLots: number) => void): Promise<Report> {
    const lines = document.list, faults: Fault[] = [];
    const hash = hashOf(lines.map(lineText).join(""));
    if (hash !== document.list_sha256) faults.push({ step: "hash", request: "", told: document.list_sha256, found: hash });
    lines.forEach((line, i) => {
        const last = lines[i - 1];
        if (last && last.request >= line.request) faults.push({ step: "codes", request: line.request, told: last.request, found: line.request });
    });
    const report = { hash, n: lines.length, isDrawn: document.seed !== null && document.seed !== "", faults };
    if (!report.isDrawn) return report;
    const lots = new Map<DrawLine, string>();
    for (const [i, line] of lines.entries()) {
        if (i % SOME === 0) {
            tell(i);
            await new Promise((go) => setTimeout(go));
        }
        const lot = hashOf(lotText(document, line));
        lots.set(line, lot);
        if (lot !== line.lot) faults.push({ step: "lots", request: line.request, told: line.lot ?? "", found: lot });
    }
    const sorted = [...lines].sort((a, b) => decide(document, a, b, (l) => lots.get(l)!).sign);
    faults.push(...orderFaults(lines, sorted, hash === document.list_sha256));
    return report;
}
