/* The house today: beds occupied, reserved, vacant, closed, each of how many; repairs, rehousing cases,
 * leave notices that wait for somebody. Every number opens its rows. */
import { get } from "../../api";
import { number, t } from "../../i18n";
import { Figure } from "../../ui/figure";

const BEDS = ["beds", "available_beds", "occupied_beds", "reserved_beds", "vacant_beds", "closed_beds"] as const;

export interface Today {
    beds: Record<(typeof BEDS)[number], number>;
    rows: string; /* the page of the rows behind them */
    repairs: number;
    lateRepairs: number;
    cases: number;
    leaving: number;
    lateLeaving: number;
}

export async function loadToday(signal: AbortSignal): Promise<Today> {
    const query = { limit: 1 };
    const [report, repairs, lateRepairs, cases, leaving, lateLeaving] = await Promise.all([
        get("/api/v1/reports/occupancy", { signal }),
        get("/api/v1/repairs", { query: { ...query, open: true }, signal }), get("/api/v1/repairs", { query: { ...query, open: true, overdue: true }, signal }),
        get("/api/v1/rehousings", { query: { ...query, state: "open" }, signal }),
        get("/api/v1/leave-notices", { query, signal }), get("/api/v1/leave-notices", { query: { ...query, overdue: true }, signal }),
    ]);
    const table = report.data.tables.find((x) => x.key === "by_site");
    const beds = Object.fromEntries(BEDS.map((key) => [key, table?.total.figures[table.figures.findIndex((f) => f.key === key)]?.n ?? 0])) as Today["beds"];
    const rows = `#/reports/occupancy/rows?${table?.total.href.split("?")[1] ?? ""}&count=`;
    return { beds, rows, repairs: repairs.data.n, lateRepairs: lateRepairs.data.n, cases: cases.data.n, leaving: leaving.data.n, lateLeaving: lateLeaving.data.n };
}

export function TodayFigures({ today: x }: { today: Today }) {
    const b = x.beds, of = (n: number) => t("ovOfBeds", { n });
    return (
        <section>
            <h2>{t("ovToday")}</h2>
            <ul class="figures">
                <Figure n={b.occupied_beds} name={t("ovOccupied")} href={`${x.rows}occupied_beds`}>{b.available_beds > 0 && t("ovOccupiedNote", { share: number(Math.round((1000 * b.occupied_beds) / b.available_beds) / 10), n: b.available_beds })}</Figure>
                <Figure n={b.reserved_beds} name={t("ovReserved")} href={`${x.rows}reserved_beds`}>{of(b.available_beds)}</Figure>
                <Figure n={b.vacant_beds} name={t("ovVacant")} href={`${x.rows}vacant_beds`}>{of(b.available_beds)}</Figure>
                <Figure n={b.closed_beds} name={t("ovClosed")} href={`${x.rows}closed_beds`}>{of(b.beds)}</Figure>
                <Figure n={x.repairs} name={t("ovRepairs")} href="#/repairs"><a href="#/repairs?overdue=true">{t("ovOverdue", { n: x.lateRepairs })}</a></Figure>
                <Figure n={x.cases} name={t("ovCases")} href="#/rehousings?state=open">{t("ovCasesNote")}</Figure>
                <Figure n={x.leaving} name={t("lvLeave")} href="#/leave-notices"><a href="#/leave-notices?overdue=true">{t("ovOverdue", { n: x.lateLeaving })}</a></Figure>
            </ul>
        </section>
    );
}
