/* The count of needs: all agencies with all columns of the report, and the officials behind a count. */
import { address, get } from "../../api";
import { number, t } from "../../i18n";
import { useLoad } from "../../load";
import type { Need, NeedRow, Needs as NeedsData } from "../../needs";
import { loadNeedRows, loadNeeds } from "../../needs";
import { useQuery } from "../../query";
import { useSession } from "../../session";
import { Choice } from "../../ui/choice";
import { Load } from "../../ui/parts";
import { ReportTabs } from "../../ui/report_tabs";
import { SheetButtons } from "../../ui/sheet_buttons";
import { useShown } from "../../ui/shown";
import { StateTag } from "../../ui/state_tag";

export const ALL = "all"; /* in the place of an agency's code */

export function Needs() {
    const needs = useLoad(loadNeeds, []), [query, setQuery] = useQuery(), show = query.get("show") ?? "";
    return (
        <div class="desk">
            <h1>{t("ofNeeds")}</h1>
            <ReportTabs now="needs" />
            <div class="bar">
                <Choice label={t("ofShow")} value={show} set={(v) => setQuery("show", v)} options={[["", t("ofByAgency")], ["nothing", t("ofNothing")]]} />
                <SheetButtons url={address("/api/v1/reports/needs")} name={t("ofSheet")} />
            </div>
            <Load of={needs}>{(n) => (show === "nothing" ? <Nothing needs={n} /> : <ByAgency needs={n} />)}</Load>
        </div>
    );
}

function Nothing({ needs }: { needs: NeedsData }) {
    return <><h2>{t("ofNothing")}</h2>{needs.nothing.length === 0 ? <p>{t("ofNothingNone")}</p> : <ul>{needs.nothing.map((a) => <li key={a.code}>{a.name} ({a.code})</li>)}</ul>}</>;
}

function ByAgency({ needs }: { needs: NeedsData }) {
    const counts = (a: Need) => [["", a.listed], ["registered", a.registered], ["none", a.noNeed], ["silent", a.silent]] as const;
    return (
        <>
            <div class="scroll" tabIndex={0} role="group" aria-label={t("ofByAgency")}>
                <table class="dense needs">
                    <caption class="unseen">{t("ofByAgency")}</caption>
                    <thead><tr>
                        <th scope="col">{t("agency")}</th>{[t("ofListed"), t("ofRegistered"), t("ofNoNeed"), t("ofSilent"), ...needs.rest].map((h) => <th scope="col" class="n" key={h}>{h}</th>)}
                    </tr></thead>
                    <tbody>{needs.rows.map((a) => (
                        <tr key={a.code}>
                            <th scope="row"><a href={`#/needs/${a.code}`}>{a.name}</a></th>
                            {counts(a).map(([show, n]) => <td class="n" key={show}><a href={`#/needs/${a.code}${show && `?show=${show}`}`}>{number(n)}</a></td>)}
                            {a.rest.map((n, i) => <td class="n" key={i}>{number(n)}</td>)}
                        </tr>
                    ))}</tbody>
                    <tfoot><tr>
                        <th scope="row">{t("dkTotal")}</th>
                        {counts(needs.total).map(([show, n]) => <td class="n" key={show}><a href={`#/needs/${ALL}${show && `?show=${show}`}`}>{number(n)}</a></td>)}
                        {needs.total.rest.map((n, i) => <td class="n" key={i}>{number(n)}</td>)}
                    </tr></tfoot>
                </table>
            </div>
            <p class="quiet">{t("ofPolicyNote")}</p>
        </>
    );
}

export function NeedsOfAgency({ code }: { code: string }) {
    const rows = useLoad(async (signal) => {
        const [people, agencies] = await Promise.all([loadNeedRows(code === ALL ? "" : code, signal), get("/api/v1/agencies", { signal })]);
        return { ...people, data: { people: people.data, name: agencies.data.items.find((a) => a.code === code)?.name ?? code } };
    }, [code]);
    return (
        <div class="desk">
            <p><a href="#/needs">{t("ofNeeds")}</a></p>
            <Load of={rows}>{({ people, name }) => <><h1>{code === ALL ? t("ofAllPeople") : t("ofPeople", { agency: name })}</h1><People people={people} isAll={code === ALL} /></>}</Load>
        </div>
    );
}

function People({ people, isAll }: { people: NeedRow[]; isAll: boolean }) {
    const [query, setQuery] = useQuery(), show = query.get("show") ?? "", rows = people.filter((p) => show === "" || p.answered === show);
    const isRegistrar = useSession().account?.role === "registrar";
    const [n, more] = useShown(), words = { registered: t("ofRegistered"), none: t("ofNoNeed"), silent: t("ofSilent") };
    return (
        <>
            <div class="bar one"><Choice label={t("ofShow")} value={show} set={(v) => setQuery("show", v)} options={[["", t("hmAllRooms")], ...Object.entries(words)]} /></div>
            <p class="found" role="status">{t("ofFound", { n: rows.length, all: people.length })}</p>
            {rows.length === 0 ? <p>{t("none")}</p> : (
                <div class="scroll" tabIndex={0} role="group" aria-label={t("ofNeeds")}>
                    <table class="dense">
                        <caption class="unseen">{t("ofNeeds")}</caption>
                        <thead><tr><th scope="col">{t("fullName")}</th>{isAll && <th scope="col">{t("agency")}</th>}<th scope="col">{t("myPosition")}</th>{show === "" && <th scope="col">{t("ofNeed")}</th>}<th scope="col">{t("request")}</th><th scope="col">{t("hmState")}</th></tr></thead>
                        <tbody>{rows.slice(0, n).map((p) => (
                            <tr key={p.official.code}>
                                <td>{isRegistrar ? <a href={`#/officials/${p.official.code}`}>{p.official.name}</a> : p.official.name}</td>{isAll && <td>{p.official.agency}</td>}<td>{p.official.position}</td>{show === "" && <td>{words[p.answered]}</td>}
                                <td class="code">{p.request ? <a href={`#/requests/${p.request.code}`}>{p.request.code}</a> : "–"}</td><td>{p.request ? <StateTag state={p.request.state} /> : "–"}</td>
                            </tr>
                        ))}</tbody>
                    </table>
                </div>
            )}
            {rows.length > n && <button type="button" onClick={more}>{t("more")}</button>}
        </>
    );
}
