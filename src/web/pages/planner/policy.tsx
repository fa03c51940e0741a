/* A policy in words: who is eligible, how needs are scored and ordered, what an allotment aims at. */
import type { ComponentChildren } from "preact";
import type { Schemas } from "../../api";
import { get } from "../../api";
import { day, number, t } from "../../i18n";
import { useLoad } from "../../load";
import { Facts, Load, Tag } from "../../ui/parts";

type Document = Schemas["PolicyDocument"];

export function PolicyPage({ code, version }: { code: string; version: string }) {
    const policy = useLoad((signal) => get("/api/v1/policies/{policy}", { path: { policy: code }, query: { version: Number(version) }, signal }), [code, version]);
    return (
        <article class="desk file">
            <p><a href="#/policies">{t("plPolicies")}</a></p>
            <Load of={policy}>{(p) => (
                <>
                    <header><h1>{p.name}</h1><Tag kind={p.is_used ? "good" : "plain"}>{t(p.is_used ? "plUsed" : "plUnused")}</Tag></header>
                    <p class="quiet">{t("rdPolicyOf", { policy: p.code, version: p.version })}</p>
                    <Rules d={p.document} />
                    <section>
                        <h2>{t("plNotes")}</h2>
                        <ul class="notes">{p.document.notes.map((n) => <li key={n}>{n}</li>)}</ul>
                        <p>{t("plHash")}: <code class="hash">{p.sha256}</code></p>
                        <details><summary>{t("plSource")}</summary><pre class="source" tabIndex={0}>{JSON.stringify(p.document, null, 2)}</pre></details>
                    </section>
                </>
            )}</Load>
        </article>
    );
}

function Rules({ d }: { d: Document }) {
    return (
        <div class="columns">
            <div>
                <Part title={t("plWho")}><ul>{eligibility(d).map((s) => <li key={s}>{s}</li>)}</ul></Part>
                <Part title={t("plPools")}><Pools d={d} /></Part>
                <Part title={t("plBands")}>
                    <ul>{d.bands.map((n, i) => <li key={i}>{t("plBandFrom", { band: i + 1, n })}</li>)}<li>{t("plBandRest", { band: d.bands.length + 1 })}</li></ul>
                </Part>
                <Part title={t("plTies")}>
                    <ol>{d.tie_order.map((o) => <li key={o}>{t(`tie_${o}`, { groups: d.legal_groups.map((g) => t(g === "female" ? "sexword_F" : `group_${g}`).toLowerCase()).join(", ") })}</li>)}</ol>
                </Part>
            </div>
            <div>
                <Part title={t("plScore")}><Scoring d={d} /></Part>
                <Part title={t("plGoals")}><ol>{d.objectives.map((o) => <li key={o}>{t(`objective_${o}`, { band: `1–${d.bands.length + 1}` })}</li>)}</ol></Part>
                <Part title={t("plOther")}>
                    <Facts rows={[
                        [t("dkScheme"), t(`scheme_${d.scheme}`)],
                        [t("plInForce"), day(d.in_force_from)],
                        [t("rdAsOf"), day(d.as_of)],
                        [t("plChild"), t("plChildAge", { n: d.child_bed_age })],
                        [t("plArea"), t("plAreaEach", { n: d.min_area_per_person })],
                        [t("plIncumbents"), t(`incumbents_${d.incumbents}`)],
                    ]} />
                </Part>
            </div>
        </div>
    );
}

function Part({ title, children }: { title: string; children: ComponentChildren }) {
    return <section><h2>{title}</h2>{children}</section>;
}

function eligibility({ eligibility: e }: Document): string[] {
    const agencies = e.hard_area_agencies.join(", ") || t("plHardNone");
    return [
        t(e.moved_workplace ? "plMoved" : "plMovedNot"),
        e.own_house_min_road_km === null ? t("plHouseOnly") : t("plHouse", { n: e.own_house_min_road_km }),
        ...(e.hard_area_min_road_km === null ? [] : [t("plHard", { n: e.hard_area_min_road_km, agencies })]),
        t(e.companions_must_be_eligible ? "plTogether" : "plTogetherNot"),
    ];
}

function Pools({ d }: { d: Document }) {
    return (
        <table class="dense">
            <thead><tr><th scope="col">{t("pvPool")}</th><th scope="col" class="n">{t("plFromCoefficient")}</th><th scope="col" class="n">{t("plOccupancy")}</th></tr></thead>
            <tbody>{d.pools.map((p) => <tr key={p.id}><th scope="row">{p.id}</th><td class="n">{number(p.min_coefficient)}</td><td class="n">{p.occupancy === null ? t("plAllBeds") : number(p.occupancy)}</td></tr>)}</tbody>
        </table>
    );
}

type Cases = { part: string; note?: string; cases: [string, number][] };
const GROUPS = ["person_of_merit", "martyr_family", "disabled", "pregnant", "child_under_36_months", "single_parent", "both_spouses_assigned"] as const;

function casesOf({ scoring: s }: Document): Cases[] {
    return [
        { part: t("part_housing"), cases: [[t("plNoHouse"), s.housing.no_own_house], [t("plFarHouse", { n: s.housing.far_road_km }), s.housing.own_house_far]] },
        { part: t("part_road_km"), cases: s.road_km.map((k) => [t("plKmFrom", { n: k.from }), k.points]) },
        { part: t("part_family"), note: t("plHighest"), cases: GROUPS.map((g) => [t(`group_${g}`), s.family[g]]) },
        { part: t("part_unit_urgency"), cases: [[t("plUrgency"), s.unit_urgency_max]] },
        { part: t("part_waiting"), cases: [[t("plWaited"), s.waiting]] },
    ];
}

function Scoring({ d }: { d: Document }) {
    const parts = casesOf(d).filter((p) => p.cases.length > 0), most = parts.reduce((n, p) => n + Math.max(...p.cases.map(([, points]) => points)), 0);
    return (
        <table class="dense">
            <thead><tr><th scope="col">{t("plItem")}</th><th scope="col">{t("plCase")}</th><th scope="col" class="n">{t("points")}</th></tr></thead>
            {parts.map(({ part, note, cases }) => (
                <tbody key={part}>{cases.map(([name, points], i) => (
                    <tr key={name}>{i === 0 && <th scope="rowgroup" rowSpan={cases.length}>{part}{note && <small class="line quiet">{note}</small>}</th>}<td>{name}</td><td class="n">{number(points)}</td></tr>
                ))}</tbody>
            ))}
            <tfoot><tr><th scope="row" colSpan={2}>{t("plMost")}</th><td class="n">{number(most)}</td></tr></tfoot>
        </table>
    );
}
