/* Reports of the house as the API makes them: a day, a period, tables of figures, and the rows behind
 * each figure. What they count says include/service/report.h. */
import type { Answer, Schemas } from "./api";
import { address, fetchJson, get } from "./api";
import { language, number, t } from "./i18n";
import type { Loaded } from "./load";
import { useLoad } from "./load";
import { seesTheHouse } from "./page";
import { useSession } from "./session";

export type Report = Schemas["Report"];
export type Kind = Report["report"];
const KINDS: Kind[] = ["occupancy", "waiting", "repairs", "costs"];
export type Table = Schemas["ReportTable"];
export type Line = Schemas["ReportLine"];
type Figure = Table["figures"][number];
type Value = Line["figures"][number];

export interface Days { as_of: string; from: string; to: string } /* "" = today; no period */

const urlOf = (kind: Kind) => `/api/v1/reports/${kind}`;

export function reportUrl(kind: Kind, days: Days): string {
    return address(urlOf(kind), {}, days);
}

export function loadReport(kind: Kind, days: Days, signal: AbortSignal): Promise<Answer<Report>> {
    return fetchJson<Report>("get", reportUrl(kind, days), { signal });
}

/* All rows behind a figure: `query` is that of its address. */
export function rowsUrl(kind: Kind, query: URLSearchParams): string {
    return address(urlOf(kind), {}, Object.fromEntries(query));
}

export async function loadRows(kind: Kind, query: URLSearchParams, signal: AbortSignal): Promise<Answer<Report>> {
    const first = await fetchJson<Report>("get", `${rowsUrl(kind, query)}&limit=500`, { signal });
    for (let next = first.next; next !== null;) {
        const more = await fetchJson<Report>("get", next, { signal });
        first.data.items.push(...more.data.items);
        next = more.next;
    }
    return first;
}

/* The page of the rows that the API names; with a figure's count, those behind this figure. */
export function rowsPage(href: string, count = ""): string {
    const [path, query] = href.replace("/api/v1", "").split("?");
    return `#${path}/rows?${query}${count && `&count=${count}`}`;
}

function decimal(n: number, places: number): string {
    return n.toLocaleString(language() === "vi" ? "vi-VN" : "en-GB", { minimumFractionDigits: places, maximumFractionDigits: places });
}

/* A figure as it is printed, and what it is a part or the mean of ("" = it is a count). */
export function printed(f: Figure, v: Value): [string, string] {
    if (f.kind === "count") return [number(v.n), ""];
    const n = v.of ?? 0;
    if (f.kind === "ratio") return [n === 0 ? "–" : `${decimal(100 * v.n / n, 1)} %`, `${number(v.n)}/${number(n)}`];
    return [n === 0 ? "–" : decimal(v.n / n / f.scale, f.scale === 100 ? 2 : 1), t("rtOf", { n })];
}

/* Names of sites, and of agencies for those who see people, by their code. */
export function useNames(): Loaded<Map<string, string>> {
    const { account } = useSession(), hasAgencies = seesTheHouse(account?.role ?? null, account);
    return useLoad(async (signal) => {
        const [sites, agencies] = await Promise.all([get("/api/v1/sites", { signal }), hasAgencies ? get("/api/v1/agencies", { signal }) : null]);
        const named = [...sites.data.items.map((s) => ["site", s] as const), ...agencies?.data.items.map((a) => ["agency", a] as const) ?? []];
        return { ...sites, data: new Map(named.map(([key, x]) => [`${key} ${x.code}`, x.name])) };
    }, []);
}

/* The report of that name; where there is none, the first one of the reader's. */
export function useKind(name: string): Kind {
    const isCrew = useSession().account?.role === "maintenance";
    return KINDS.find((k) => k === name) ?? (isCrew ? "repairs" : "occupancy");
}

/* A text in words: the API's, but sites and agencies by name. */
export function saidOf(names: Map<string, string>, key: string, code: string, said: string): string {
    return names.get(`${key} ${code}`) ?? (said || "–");
}

export function lineName(table: Table, line: Line, names: Map<string, string>): string {
    return table.groups.map((g, i) => saidOf(names, g.key, line.texts[i]!, line.said[i]!)).join(" · ");
}

const iso = (year: number, month: number, day: number) => new Date(Date.UTC(year, month - 1, day)).toISOString().slice(0, 10);

/* Periods that are asked for often, ending with a day. */
export function periods(asOf: string) {
    const y = Number(asOf.slice(0, 4)), m = Number(asOf.slice(5, 7));
    return {
        month: [iso(y, m, 1), asOf],
        last: [iso(y, m - 1, 1), iso(y, m, 0)],
        quarter: [iso(y, m - (m - 1) % 3, 1), asOf],
        year: [iso(y, 1, 1), asOf],
        twelve: [iso(y, m - 11, 1), asOf],
    } as const;
}

/* The months of a period, each within it: at most the last twelve. */
export function monthsOf(from: string, to: string): { from: string; to: string }[] {
    const months: { from: string; to: string }[] = [];
    for (let y = Number(to.slice(0, 4)), m = Number(to.slice(5, 7)); months.length < 12 && iso(y, m + 1, 0) >= from; m--) {
        const first = iso(y, m, 1), last = iso(y, m + 1, 0);
        months.unshift({ from: first < from ? from : first, to: last > to ? to : last });
    }
    return months;
}
