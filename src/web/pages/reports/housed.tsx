/* Who was housed from when to when, month by month: the list for the Department of Finance, which pays
 * no rent support for a month spent in the house. */
import type { Schemas } from "../../api";
import { address, get } from "../../api";
import { today } from "../../day";
import { day, number, t } from "../../i18n";
import { useLoad } from "../../load";
import { useQuery } from "../../query";
import { sum } from "../../house";
import { Choice } from "../../ui/choice";
import { Load } from "../../ui/parts";
import { ReportTabs } from "../../ui/report_tabs";
import { SheetButtons } from "../../ui/sheet_buttons";
import { useShown } from "../../ui/shown";
import { monthName } from "./months";

type Housed = Schemas["Housed"];

const MOST_MONTHS = 24, USUAL_MONTHS = 6;

/* "2025-07" and so many months on. */
function monthFrom(month: string, n: number): string {
    return new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5, 7)) - 1 + n, 1)).toISOString().slice(0, 7);
}

export function HousedPage() {
    const [query, set] = useQuery(), now = today().slice(0, 7);
    const to = query.get("to") ?? now, from = query.get("from") ?? monthFrom(to, 1 - USUAL_MONTHS), agency = query.get("agency") ?? "";
    const months = { from, to };
    const list = useLoad((signal) => get("/api/v1/reports/housed", { query: months, signal }), [from, to]);
    const before = (last: string): [string, string][] => Array.from({ length: MOST_MONTHS }, (_, i) => { const m = monthFrom(last, -i); return [m, monthName(m)]; });
    const agencies = [...new Map(list.answer?.data.items.map((p) => [p.agency, p.agency_name]))].sort((a, b) => a[1].localeCompare(b[1], "vi"));
    return (
        <div class="desk">
            <h1>{t("rtHousedTitle")}</h1>
            <ReportTabs now="housed" />
            <div class="bar">
                <Choice label={t("rtFromMonth")} value={from} set={(m) => set("from", m)} options={before(to)} />
                <Choice label={t("rtToMonth")} value={to} set={(m) => { set("to", m); if (m < from || monthFrom(m, -MOST_MONTHS) >= from) set("from", ""); }} options={before(now)} />
                <Choice label={t("agency")} value={agency} set={(a) => set("agency", a)} options={[["", t("hmAllAgencies")], ...agencies]} />
                <SheetButtons url={address("/api/v1/reports/housed", {}, months)} name={t("rtHousedFile")} />
            </div>
            <Load of={list}>{(h) => <List of={h} people={h.items.filter((p) => agency === "" || p.agency === agency)} />}</Load>
        </div>
    );
}

function List({ of, people }: { of: Housed; people: Housed["items"] }) {
    const [n, more] = useShown();
    return (
        <>
            <p class="found" role="status">{t("rtHousedFound", { n: people.length, day: day(of.as_of), nights: of.min_nights })}</p>
            {people.length === 0 ? <p>{t("none")}</p> : (
                <div class="scroll" tabIndex={0} role="group" aria-label={t("rtHousedTitle")}>
                    <table class="dense needs report">
                        <caption class="unseen">{t("rtHousedTitle")}</caption>
                        <thead><tr>
                            <th scope="col">{t("fullName")}</th><th scope="col">{t("dkBorn")}</th><th scope="col">{t("agency")}</th><th scope="col">{t("rtStays")}</th>
                            {of.months.map((m) => <th scope="col" class="n" key={m}>{monthName(m)}</th>)}
                        </tr></thead>
                        <tbody>{people.slice(0, n).map((p) => (
                            <tr key={p.official}>
                                <th scope="row">{p.name}</th><td>{day(p.born)}</td><td>{p.agency_name}</td>
                                <td>{p.intervals.map((i) => <span class="line" key={i.from_day}>{i.site_name}: {day(i.from_day)} – {i.to_day ? day(i.to_day) : t("rtStill")}</span>)}</td>
                                {p.nights.map((nights, m) => <td class="n" key={m}>{p.housed[m] ? <b>✓ {number(nights)}</b> : number(nights)}</td>)}
                            </tr>
                        ))}</tbody>
                        <tfoot><tr>
                            <th scope="row" colSpan={4}>{t("rtHousedTotal")}</th>
                            {of.months.map((m, i) => <td class="n" key={m}>{number(sum(people, (p) => (p.housed[i] ? 1 : 0)))}</td>)}
                        </tr></tfoot>
                    </table>
                </div>
            )}
            {people.length > n && <button type="button" onClick={more}>{t("more")}</button>}
        </>
    );
}
