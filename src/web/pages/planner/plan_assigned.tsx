/* Who has which room by a plan: by person, by room or by site; find, filters, the same as a sheet. */
import { useMemo, useState } from "preact/hooks";
import type { Answer, Schemas } from "../../api";
import { address, get } from "../../api";
import { sum } from "../../house";
import { number, t } from "../../i18n";
import { useLoad } from "../../load";
import type { Assigned, Plan } from "../../plan_facts";
import { codeNumber, loadAssigned } from "../../plan_facts";
import { fold } from "../../text";
import { useQuery } from "../../query";
import { useSession } from "../../session";
import { Choice } from "../../ui/choice";
import { SpotMenu } from "../../ui/draft_spot";
import { Load } from "../../ui/parts";
import { Search } from "../../ui/search";
import { SheetButtons } from "../../ui/sheet_buttons";
import { useShown } from "../../ui/shown";
import { PlanPart } from "./plan_part";

type Site = Schemas["Site"];

export function PlanAssigned({ code }: { code: string }) {
    return <PlanPart code={code} at="assignments">{(plan) => <List plan={plan} />}</PlanPart>;
}

async function load(plan: string, signal: AbortSignal): Promise<Answer<{ items: Assigned[]; sites: Site[] }>> {
    const [items, sites] = await Promise.all([loadAssigned(plan, signal), get("/api/v1/sites", { signal })]);
    return { ...sites, data: { items, sites: sites.data.items } };
}

function List({ plan }: { plan: Plan }) {
    const list = useLoad((signal) => load(plan.code, signal), [plan.code]);
    return <Load of={list}>{({ items, sites }) => <Desk plan={plan} items={items} sites={sites} />}</Load>;
}

const name = new Intl.Collator("vi");

/* By given name, as Vietnamese lists stand; then by the whole name. */
function byName(a: Assigned, b: Assigned): number {
    const given = (text: string) => text.slice(text.lastIndexOf(" ") + 1);
    return name.compare(given(a.name), given(b.name)) || name.compare(a.name, b.name) || name.compare(a.request, b.request);
}

function byRoom(a: Assigned, b: Assigned): number {
    return name.compare(a.room, b.room) || byName(a, b);
}

/* Choices of a column's values, each with how many rows have it. */
export function values<T>(items: T[], all: string, of: (item: T) => [string, string]): [string, string][] {
    const found = new Map<string, [string, number]>();
    for (const item of items) {
        const [code, words] = of(item);
        found.set(code, [words, (found.get(code)?.[1] ?? 0) + 1]);
    }
    const rows = [...found].sort((a, b) => name.compare(a[1][0], b[1][0]));
    return [["", all], ...rows.map(([code, [words, n]]): [string, string] => [code, `${words} (${number(n)})`])];
}

function Desk({ plan, items, sites }: { plan: Plan; items: Assigned[]; sites: Site[] }) {
    const [query, setQuery] = useQuery(), [text, setText] = useState("");
    const of = (key: string) => query.get(key) ?? "";
    const by = of("by"), site = of("site"), agency = of("agency"), band = of("band");
    const rows = useMemo(() => {
        const want = fold(text.trim());
        return items.filter((a) => (site === "" || a.site === site) && (agency === "" || a.agency === agency) && (band === "" || String(a.band ?? "") === band)
            && (want === "" || fold(`${a.name} ${a.request} ${a.room}`).includes(want))).sort(by === "room" || by === "site" ? byRoom : byName);
    }, [items, text, by, site, agency, band]);
    const siteName = (code: string) => `${code} · ${sites.find((s) => s.code === code)?.name ?? ""}`;
    const filters = [site && siteName(site), agency && items.find((a) => a.agency === agency)?.agency_name, band && `${t("priorityBand")} ${band}`, text.trim()].filter(Boolean).join(", ");
    return (
        <>
            <div class="bar" role="search">
                <Search label={t("prFind")} value={text} set={setText} />
                <Choice label={t("prBy")} value={by} set={(v) => setQuery("by", v)} options={[["", t("prByPerson")], ["room", t("room")], ["site", t("site")]]} />
                <Choice label={t("site")} value={site} set={(v) => setQuery("site", v)} options={values(items, t("hmAllSites"), (a) => [a.site, siteName(a.site)])} />
                <Choice label={t("agency")} value={agency} set={(v) => setQuery("agency", v)} options={values(items, t("hmAllAgencies"), (a) => [a.agency, a.agency_name])} />
                <Choice label={t("priorityBand")} value={band} set={(v) => setQuery("band", v)} options={values(items, t("hmAllRooms"), (a) => [String(a.band ?? ""), codeNumber(a.band)])} />
                <SheetButtons url={address("/api/v1/plans/{plan}/assignments", { plan: plan.code }, { site, agency, band })} name={`${t("prSheetPlaced")}-${plan.number}`} />
            </div>
            <p class="found" role="status">{t("prFound", { n: rows.length, all: items.length, people: sum(rows, (a) => a.n_people ?? 1) })}</p>
            <Table plan={plan} rows={rows} by={by} siteName={siteName} caption={filters ? `${t("prPlacedList")}: ${filters}` : t("prPlacedList")} />
        </>
    );
}

function groupBy(rows: Assigned[], of: (a: Assigned) => string): Map<string, Assigned[]> {
    const found = new Map<string, Assigned[]>();
    for (const a of rows) {
        const list = found.get(of(a));
        if (list) list.push(a);
        else found.set(of(a), [a]);
    }
    return found;
}

function Table({ plan, rows, by, siteName, caption }: { plan: Plan; rows: Assigned[]; by: string; siteName: (code: string) => string; caption: string }) {
    const [n, more] = useShown(), isPlanner = useSession().account?.role === "planner", isByRoom = by === "room";
    const groupOf = (a: Assigned) => (isByRoom ? a.room : by === "site" ? a.site : "");
    const whole = groupBy(rows, groupOf), groups = [...groupBy(rows.slice(0, n), groupOf)];
    if (rows.length === 0) return <p>{t("none")}</p>;
    return (
        <>
            <div class="scroll" tabIndex={0} role="group" aria-label={caption}>
                <table class="dense">
                    <caption>{caption}</caption>
                    <thead><tr>
                        <th scope="col">{t("fullName")}</th>{!isByRoom && <th scope="col">{t("room")}</th>}<th scope="col">{t("request")}</th><th scope="col">{t("agency")}</th><th scope="col" class="n">{t("placeInOrder")}</th>
                        <th scope="col" class="n">{t("priorityBand")}</th><th scope="col" class="n">{t("points")}</th><th scope="col" class="n">{t("hmPeopleHead")}</th>{isPlanner && <th scope="col" class="acts">{t("scColumn")}</th>}
                    </tr></thead>
                    {groups.map(([group, own]) => {
                        const all = whole.get(group) ?? own;
                        return (
                            <tbody key={group}>
                                {by !== "" && <tr class="group"><th scope="rowgroup" colSpan={(isByRoom ? 7 : 8) + (isPlanner ? 1 : 0)}>{isByRoom ? group : siteName(group)} <span class="quiet">{t("prGroup", { n: all.length, people: sum(all, (a) => a.n_people ?? 1) })}</span></th></tr>}
                                {own.map((a) => (
                                    <tr key={a.request}>
                                        <td><a href={`#/plans/${plan.code}/people/${a.request}`}>{a.name}</a></td>{!isByRoom && <td class="code">{a.room}</td>}<td class="code">{a.request}</td><td class="long">{a.agency_name}</td><td class="n">{codeNumber(a.list_order)}</td>
                                        <td class="n">{codeNumber(a.band)}</td><td class="n">{codeNumber(a.points)}</td><td class="n">{a.n_people ?? 1}</td>{isPlanner && <td class="acts"><SpotMenu request={a.request} name={a.name} room={a.room} label={t("scMenuShort")} /></td>}
                                    </tr>
                                ))}
                            </tbody>
                        );
                    })}
                </table>
            </div>
            {rows.length > n && <button type="button" onClick={more}>{t("more")}</button>}
        </>
    );
}
