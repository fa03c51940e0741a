/* The count of needs by agency, as the Office reads it: the report's tables as figures with names. */
import type { Answer, Schemas } from "./api";
import { get } from "./api";
import { all } from "./house";

type Table = Schemas["Tables"]["tables"][number];

export interface Need { code: string; name: string; listed: number; registered: number; noNeed: number; silent: number; rest: number[] }
export interface Needs {
    rows: Need[];
    total: Need;
    rest: string[]; /* headings of what follows: sexes, pools, bands, kilometres */
    nothing: { code: string; name: string }[]; /* agencies that have sent no list */
}

const N_FIXED = 6; /* code, name, and the four counts that stand in every such report */

function needOf(row: Table["rows"][number]): Need {
    const [listed = 0, registered = 0, noNeed = 0, silent = 0] = row.slice(2, N_FIXED).map(Number);
    return { code: String(row[0]), name: String(row[1]), listed, registered, noNeed, silent, rest: row.slice(N_FIXED).map(Number) };
}

export async function loadNeeds(signal: AbortSignal): Promise<Answer<Needs>> {
    const answer = await get("/api/v1/reports/needs", { signal }), [agencies, nothing] = answer.data.tables;
    const rows = (agencies?.rows ?? []).map(needOf), total = rows.pop() ?? needOf([]);
    return {
        ...answer,
        data: { rows, total, rest: agencies?.headings.slice(N_FIXED) ?? [], nothing: (nothing?.rows ?? []).map((r) => ({ code: String(r[0]), name: String(r[1]) })) },
    };
}

export type Answered = "registered" | "none" | "silent";
export interface NeedRow { official: Schemas["OfficialRow"]; request: Schemas["Request"] | null; answered: Answered }

const OVER: Schemas["RequestState"][] = ["withdrawn", "ended"];

/* Each official of an agency ("" = of all), and the request that he or she stands on, whoever filed it. */
export async function loadNeedRows(agency: string, signal: AbortSignal): Promise<Answer<NeedRow[]>> {
    const [officials, requests] = await Promise.all([
        all(get("/api/v1/officials", { query: { agency, limit: 500 }, signal }), signal),
        all(get("/api/v1/requests", { query: { limit: 500 }, signal }), signal),
    ]);
    const standsOn = new Map<string, Schemas["Request"]>();
    for (const r of requests)
        if (!OVER.includes(r.state)) for (const m of r.members) if (m.official) standsOn.set(m.official, r);
    const rows = officials.map((official): NeedRow => {
        const request = standsOn.get(official.code) ?? null;
        return { official, request, answered: request || official.needs_housing ? "registered" : official.needs_housing === false ? "none" : "silent" };
    });
    return { data: rows, etag: null, next: null, location: null };
}
