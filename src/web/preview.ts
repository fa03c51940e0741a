/* Eligibility and points of a round, all rows, and what is counted of them. */
import type { Answer, Schemas } from "./api";
import { get } from "./api";
import { all } from "./house";

export type PreviewRow = Schemas["PreviewRow"];

export async function loadPreview(round: string, signal: AbortSignal): Promise<Answer<PreviewRow[]>> {
    const rows = await all(get("/api/v1/rounds/{round}/preview", { path: { round }, query: { limit: 500 }, signal }), signal);
    return { data: rows, etag: null, next: null, location: null };
}

export interface Tally { nEligible: number; bands: [number, number][]; faults: { code: string; text: string; n: number }[] }

/* Each band with its requests, and each reason with those that it keeps out (one may have several). */
export function tally(rows: PreviewRow[]): Tally {
    const bands = new Map<number, number>(), faults = new Map<string, { code: string; text: string; n: number }>();
    for (const r of rows) {
        if (r.is_eligible) bands.set(r.band, (bands.get(r.band) ?? 0) + 1);
        else for (const f of r.faults) faults.set(f.code, { ...f, n: (faults.get(f.code)?.n ?? 0) + 1 });
    }
    return {
        nEligible: rows.filter((r) => r.is_eligible).length,
        bands: [...bands].sort(([a], [b]) => a - b),
        faults: [...faults.values()].sort((a, b) => b.n - a.n),
    };
}
