/* A report month by month: its totals as bars, with their numbers beside them; each opens its rows. */
import { number, t } from "../../i18n";
import { useLoad } from "../../load";
import type { Report, Table } from "../../report";
import { loadReport, monthsOf, rowsPage } from "../../report";
import { Load } from "../../ui/parts";

const BARS = {
    repairs: [["opened", "p-shut"], ["completed", "p-people"], ["closed", "p-lost"]],
    costs: [["amount_dong", "p-people"], ["tenant_dong", "p-shut"]],
} as const;
const HEIGHT = 3; /* of a bar, in the units of the drawing */

export function Months({ report, table }: { report: Report; table: Table }) {
    const kind = report.report === "costs" ? "costs" : "repairs";
    const bars = BARS[kind].map(([key, tone]) => ({ key, tone, at: table.figures.findIndex((f) => f.key === key) }));
    const months = useLoad(async (signal) => {
        const asked = monthsOf(report.from ?? "", report.to ?? "");
        const answers = await Promise.all(asked.map((m) => loadReport(kind, { as_of: report.as_of, ...m }, signal)));
        return { data: answers.map((a) => a.data), etag: null, next: null, location: null };
    }, [report.as_of, report.from, report.to]);
    return (
        <>
            <h2>{t("rtByMonth")}</h2>
            <p class="legend">{bars.map((b) => <span key={b.key}><svg class="swatch" aria-hidden="true" viewBox="0 0 10 10"><rect class={b.tone} width="10" height="10" /></svg>{table.figures[b.at]?.title}</span>)}</p>
            <Load of={months}>{(all) => {
                const rows = all.map((r) => ({ month: r.from!.slice(0, 7), total: r.tables[0]!.total, values: bars.map((b) => r.tables[0]!.total.figures[b.at]!.n) }));
                const most = Math.max(1, ...rows.flatMap((r) => r.values));
                return (
                    <div class="scroll" tabIndex={0} role="group" aria-label={t("rtByMonth")}>
                        <table class="dense months">
                            <caption class="unseen">{t("rtByMonth")}</caption>
                            <thead><tr><th scope="col">{t("rtMonth")}</th>{bars.map((b) => <th scope="col" class="n" key={b.key}>{table.figures[b.at]?.title}</th>)}<th scope="col"><span class="unseen">{t("rtDrawn")}</span></th></tr></thead>
                            <tbody>{rows.map((r) => (
                                <tr key={r.month}>
                                    <th scope="row">{monthName(r.month)}</th>
                                    {bars.map((b, i) => <td class="n" key={b.key}>{r.values[i] === 0 ? number(0) : <a href={rowsPage(r.total.href, b.key)}>{number(r.values[i]!)}</a>}</td>)}
                                    <td><svg aria-hidden="true" viewBox={`0 0 ${most} ${HEIGHT * bars.length}`} preserveAspectRatio="none">{bars.map((b, i) => <rect key={b.key} class={b.tone} y={HEIGHT * i} width={Math.max(0, r.values[i]!)} height={HEIGHT - 0.5} />)}</svg></td>
                                </tr>
                            ))}</tbody>
                        </table>
                    </div>
                );
            }}</Load>
        </>
    );
}

/* "2025-07" as people here write it: 7/2025. */
export function monthName(month: string): string {
    return `${Number(month.slice(5))}/${month.slice(0, 4)}`;
}
