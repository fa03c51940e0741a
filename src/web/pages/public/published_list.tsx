/* Who has a place by the published plans of a round: found by name or receipt, by agency, by site;
 * printed, what is shown. */
import { useMemo, useState } from "preact/hooks";
import type { Schemas } from "../../api";
import { address, get } from "../../api";
import { day, number, t } from "../../i18n";
import { useLoad } from "../../load";
import { finder } from "../../text";
import { Choice } from "../../ui/choice";
import { Load } from "../../ui/parts";
import { Search } from "../../ui/search";

type List = Schemas["PublishedList"];
type Listed = Schemas["Listed"];

/* The values of a column with how many rows each has, by the alphabet. */
function counted(items: Listed[], of: (p: Listed) => string): [string, string][] {
    const n = new Map<string, number>();
    for (const p of items) n.set(of(p), (n.get(of(p)) ?? 0) + 1);
    return [...n].sort((a, b) => a[0].localeCompare(b[0], "vi")).map(([name, count]) => [name, `${name} (${number(count)})`]);
}

/* One site: its people, numbered anew. */
function Site({ name, people, hasNames }: { name: string; people: Listed[]; hasNames: boolean }) {
    return (
        <table class="list">
            <caption>{name} <span class="quiet">({number(people.length)})</span></caption>
            <thead><tr>
                <th scope="col" class="n">{t("number")}</th>
                <th scope="col">{t(hasNames ? "fullName" : "receipt")}</th>
                {hasNames && <th scope="col">{t("agency")}</th>}
            </tr></thead>
            <tbody lang="vi">
                {people.map((p, i) => (
                    <tr key={i}>
                        <td class="n">{number(i + 1)}</td>
                        <th scope="row">{hasNames ? p.name : p.request}</th>
                        {hasNames && <td>{p.agency_name}</td>}
                    </tr>
                ))}
            </tbody>
        </table>
    );
}

function Rows({ list }: { list: List }) {
    const [asked, ask] = useState(""), [agency, setAgency] = useState(""), [site, setSite] = useState("");
    const hasNames = list.items.every((p) => p.name !== undefined);
    const agencies = useMemo(() => counted(list.items, (p) => p.agency_name ?? ""), [list]);
    const sites = useMemo(() => counted(list.items, (p) => p.site_name), [list]);
    const fits = finder(asked);
    const found = list.items.filter((p) => (agency === "" || p.agency_name === agency) && (site === "" || p.site_name === site)
        && (asked.trim() === "" || fits(p.name ?? p.request ?? "")));
    const shown = sites.map(([name]) => [name, found.filter((p) => p.site_name === name)] as const).filter(([, people]) => people.length > 0);
    return (
        <>
            <div class="finder" role="search">
                <Search label={t(hasNames ? "pbFindName" : "pbFindReceipt")} value={asked} set={ask} />
                {hasNames && <Choice label={t("agency")} value={agency} set={setAgency} options={[["", t("pbAllAgencies")], ...agencies]} />}
                <Choice label={t("site")} value={site} set={setSite} options={[["", t("pbAllSites")], ...sites]} />
            </div>
            <p class="found" role="status">{t("pbFound", { n: found.length, all: list.items.length })}</p>
            {found.length === 0 && <p>{t("pbNobody")}</p>}
            {shown.map(([name, people]) => <Site key={name} name={name} people={people} hasNames={hasNames} />)}
        </>
    );
}

/* A sheet as a plain link: it is public, and works without a script, too. */
function Files({ round }: { round: string }) {
    const file = (format: "xlsx" | "csv") => address("/api/v1/rounds/{round}/results", { round }, { format });
    return (
        <p class="ask">
            <a class="button" href={file("xlsx")} download={`${round}.xlsx`}>{t("sheetExcel")}</a>
            <a class="button" href={file("csv")} download={`${round}.csv`}>{t("sheetCsv")}</a>
            <button type="button" onClick={() => print()}>{t("pbPrint")}</button>
        </p>
    );
}

export function PublishedList({ round }: { round: string }) {
    const list = useLoad((signal) => get("/api/v1/rounds/{round}/results", { path: { round }, signal }), [round]);
    return (
        <Load of={list}>{(l) => (
            <section class="public">
                <h1>{l.name}</h1>
                <p class="quiet">{t("publishedOn", { day: day(l.published_at) })} · {t("nPeoplePlaced", { n: l.n })}</p>
                <p class="quiet">{t(l.items.some((p) => p.name !== undefined) ? "pbLaw" : "pbReceipts")}</p>
                <Files round={round} />
                <p class="noprint"><a href={`#/draws/${round}`}>{t("dwCheck")}</a></p>
                <Rows list={l} />
            </section>
        )}</Load>
    );
}
