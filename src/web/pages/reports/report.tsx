/* A report as of a day: one of its tables at a time, every figure with what it is of, and its rows
 * one step away; what in the data wants a look, in words; and the whole of it to take away. */
import { Problem } from "../../api";
import { day, isWord, t } from "../../i18n";
import { useLoad } from "../../load";
import { useQuery } from "../../query";
import type { Line, Report, Table } from "../../report";
import { lineName, loadReport, printed, reportUrl, rowsPage, useKind, useNames } from "../../report";
import { Bars } from "../../ui/bars";
import { Choice } from "../../ui/choice";
import { Failure, Load } from "../../ui/parts";
import { ReportTabs } from "../../ui/report_tabs";
import { SheetButtons } from "../../ui/sheet_buttons";
import { Months } from "./months";
import { DayPicks, daysOf } from "./pick";

type Names = Map<string, string>;

export function ReportPage({ name }: { name: string }) {
    const kind = useKind(name), [query, set] = useQuery(), days = daysOf(query);
    const report = useLoad((signal) => loadReport(kind, days, signal), Object.values(days)), names = useNames();
    const tables = report.answer?.data.tables ?? [], table = tables.find((x) => x.key === query.get("by")) ?? tables[0];
    return (
        <div class="desk">
            <h1>{t(`report_${kind}`)}</h1>
            <ReportTabs now={kind} />
            <div class="bar">
                <DayPicks kind={kind} days={days} set={set} />
                <Choice label={t("rtBy")} value={table?.key ?? ""} set={(by) => set("by", by)} options={tables.map((x) => [x.key, x.title])} />
                <SheetButtons url={reportUrl(kind, days)} name={kind} hasPaper />
            </div>
            {report.answer && report.problem && <Wrong problem={report.problem} />}
            <Load of={report}>{(r) => table && <Load of={names}>{(n) => <Shown report={r} table={table} names={n} />}</Load>}</Load>
        </div>
    );
}

/* Days that the API does not take: what it says of them. */
function Wrong({ problem }: { problem: Error }) {
    const said = problem instanceof Problem ? problem.body?.errors?.map((e) => e.detail).join("; ") : "";
    return <Failure problem={said ? new Error(said) : problem} />;
}

function Shown({ report, table, names }: { report: Report; table: Table; names: Names }) {
    const period = table.rows === "bed_nights" || table.rows === "party_nights" || table.rows === "turnaround" || report.report === "repairs" || report.report === "costs";
    return (
        <>
            <p class="found">{t("rtStands", { day: day(report.as_of) })}{period && report.from && ` ${t("rtOfPeriod", { from: day(report.from), to: day(report.to) })}`} {t("rtOpens")}</p>
            <Warnings report={report} table={table} names={names} />
            {table.rows === "nights" && <Chart table={table} names={names} />}
            <Figures table={table} names={names} />
            {(report.report === "repairs" || report.report === "costs") && <Months report={report} table={table} />}
        </>
    );
}

const MOST_NAMED = 5; /* the table marks all */

function Warnings({ report, table, names }: { report: Report; table: Table; names: Names }) {
    const suspects = table.lines.flatMap((line) => table.figures.flatMap((f, i) => {
        const v = line.figures[i]!;
        return v.is_suspect ? [`${lineName(table, line, names)} ${printed(f, v).join(" (")})`] : [];
    }));
    const counts = new Map(report.tables.flatMap((x) => x.figures.map((f, i) => [f.key, x.total.figures[i]!.n] as const)));
    const words = [...counts].flatMap(([key, n]) => { const word = `rtwarn_${key}`; return n > 0 && isWord(word) ? [t(word, { n })] : []; });
    if (suspects.length + words.length === 0) return null;
    return (
        <div class="notice">
            {suspects.length > 0 && <p>{t("rtSuspect")} {suspects.slice(0, MOST_NAMED).join("; ")}{suspects.length > MOST_NAMED ? "…" : "."}</p>}
            {words.map((w) => <p key={w}>{w}</p>)}
        </div>
    );
}

const TONES = { occupied_beds: "p-people", held_beds: "p-lost", reserved_beds: "p-wait", closed_beds: "p-shut", vacant_beds: "p-vacant" } as const;
const MOST_BARS = 16;

/* Where the beds are, of whatever the table goes by. */
function Chart({ table, names }: { table: Table; names: Names }) {
    const parts = Object.entries(TONES).map(([key, tone]) => ({ tone, at: table.figures.findIndex((f) => f.key === key) }));
    if (parts.some((p) => p.at < 0) || table.lines.length > MOST_BARS) return null;
    return <Bars isBare caption={table.title} head="" series={parts.map((p) => table.figures[p.at]!.title)} total={rowsPage(table.total.href)} rows={table.lines.map((line) => ({
        name: lineName(table, line, names),
        parts: parts.map(({ tone, at }) => ({ tone, n: line.figures[at]!.n, href: rowsPage(line.href) })),
        more: [{ n: 0, href: rowsPage(line.href) }],
    }))} />;
}

function Figures({ table, names }: { table: Table; names: Names }) {
    const cells = (line: Line) => table.figures.map((f, i) => <Cell key={f.key} figure={f} line={line} at={i} />);
    return (
        <div class="scroll" tabIndex={0} role="group" aria-label={table.title}>
            <table class="dense needs report">
                <caption>{table.title}</caption>
                <thead><tr>
                    <th scope="col">{table.groups.map((g) => g.title).join(" · ")}</th>
                    {table.figures.map((f) => <th scope="col" class="n" key={f.key}>{f.title}</th>)}
                </tr></thead>
                <tbody>{table.lines.map((line) => <tr key={line.href}><th scope="row">{lineName(table, line, names)}</th>{cells(line)}</tr>)}</tbody>
                <tfoot><tr><th scope="row">{t("dkTotal")}</th>{cells(table.total)}</tr></tfoot>
            </table>
        </div>
    );
}

function Cell({ figure, line, at }: { figure: Table["figures"][number]; line: Line; at: number }) {
    const value = line.figures[at]!, [text, of] = printed(figure, value);
    const href = value.n !== 0 ? rowsPage(line.href, figure.count) : value.of ? rowsPage(line.href) : "";
    return <td class="n">{href ? <a href={href}>{text}</a> : text}{value.is_suspect && " (*)"}{of && <small>{of}</small>}</td>;
}
