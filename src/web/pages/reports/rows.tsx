/* The rows behind a figure of a report: their sum is the figure. */
import { day, number, t } from "../../i18n";
import { useLoad } from "../../load";
import { seesTheHouse } from "../../page";
import { useQuery } from "../../query";
import type { Kind, Report } from "../../report";
import { loadRows, rowsUrl, saidOf, useKind, useNames } from "../../report";
import { sum } from "../../house";
import { useSession } from "../../session";
import { Load } from "../../ui/parts";
import { SheetButtons } from "../../ui/sheet_buttons";
import { useShown } from "../../ui/shown";

export function ReportRows({ name }: { name: string }) {
    const kind = useKind(name), [query] = useQuery();
    const rows = useLoad((signal) => loadRows(kind, query, signal), [query.toString()]), names = useNames();
    const days = ["as_of", "from", "to"].flatMap((name) => (query.get(name) ? [`${name}=${query.get(name)}`] : [])).join("&");
    return (
        <div class="desk">
            <p><a href={`#/reports/${kind}?${days}`}>{t(`report_${kind}`)}</a></p>
            <Load of={rows}>{(r) => <Load of={names}>{(n) => <Rows kind={kind} report={r} query={query} names={n} />}</Load>}</Load>
        </div>
    );
}

function Rows({ kind, report, query, names }: { kind: Kind; report: Report; query: URLSearchParams; names: Map<string, string> }) {
    const { items } = report, [n, more] = useShown(), { account } = useSession();
    const isLinked = seesTheHouse(account?.role ?? null, account), count = query.get("count");
    const said = (item: Report["items"][number], i: number) => saidOf(names, report.texts[i]!.key, item.texts[i]!, item.said[i]!);
    const texts = report.texts.flatMap((x, i) => (items.some((r) => r.texts[i] !== "") ? [{ ...x, i }] : []));
    const counts = report.counts.flatMap((x, i) => (count ? x.key === count : items.some((r) => r.counts[i] !== 0)) ? [{ ...x, i, sum: sum(items, (r) => r.counts[i]!) }] : []);
    const of = items[0] ? report.texts.flatMap((x, i) => (query.has(x.key) ? [`${x.title}: ${said(items[0]!, i)}`] : [])) : [];
    const cell = (item: Report["items"][number], { key, i }: { key: string; i: number }) => {
        const code = item.texts[i]!, to = key === "repair" ? `#/repairs/${code}` : !isLinked ? null : key === "room" ? `#/house?room=${encodeURIComponent(code)}` : key === "request" ? `#/requests/${code}` : null;
        return to && code ? <a href={to}>{code}</a> : key === "from" || key === "to" ? day(code) : said(item, i);
    };
    return (
        <>
            <h1>{count ? counts[0]?.title : t(`report_${kind}`)}{counts.length === 1 && count && `: ${number(counts[0]!.sum)}`}</h1>
            <p class="found" role="status">{[t("rtStands", { day: day(report.as_of) }), report.from && t("rtOfPeriod", { from: day(report.from), to: day(report.to) }), of.length > 0 && `${of.join("; ")}.`, t("rtRows", { n: items.length })].filter(Boolean).join(" ")}</p>
            <div class="bar"><SheetButtons url={rowsUrl(kind, query)} name={`${kind}-${report.rows}`} /></div>
            {items.length === 0 ? <p>{t("none")}</p> : (
                <div class="scroll" tabIndex={0} role="group" aria-label={t(`report_${kind}`)}>
                    <table class="dense needs report">
                        <caption class="unseen">{t(`report_${kind}`)}</caption>
                        <thead><tr>{texts.map((x) => <th scope="col" key={x.key}>{x.title}</th>)}{counts.map((x) => <th scope="col" class="n" key={x.key}>{x.title}</th>)}</tr></thead>
                        <tbody>{items.slice(0, n).map((r, k) => (
                            <tr key={k}>{texts.map((x) => <td key={x.key}>{cell(r, x)}</td>)}{counts.map((x) => <td class="n" key={x.key}>{number(r.counts[x.i]!)}</td>)}</tr>
                        ))}</tbody>
                        <tfoot><tr><th scope="row" colSpan={texts.length}>{t("dkTotal")}</th>{counts.map((x) => <td class="n" key={x.key}>{number(x.sum)}</td>)}</tr></tfoot>
                    </table>
                </div>
            )}
            {items.length > n && <button type="button" onClick={more}>{t("more")}</button>}
        </>
    );
}
