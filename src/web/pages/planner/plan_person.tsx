/* Why somebody has a room by a plan, or none: points, sentences, cut-offs, the smallest change. */
import type { ComponentChildren } from "preact";
import type { Answer, Schemas } from "../../api";
import { Problem, get } from "../../api";
import { number, t } from "../../i18n";
import { useLoad } from "../../load";
import type { Plan } from "../../plan_facts";
import { SpotMenu } from "../../ui/draft_spot";
import { Facts, Load, Tag } from "../../ui/parts";
import { PointParts } from "../../ui/point_parts";
import { featureWords } from "../../features";
import { PlanPart } from "./plan_part";
import { Table } from "../../ui/table";

type Why = Schemas["PlanExplanation"];
type Site = Schemas["Site"];
type Breakdown = Schemas["Breakdown"];
interface About { why: Why | null; breakdown: Breakdown | null; name: string; agency: string; sites: Site[] }

export function PlanPerson({ code, request }: { code: string; request: string }) {
    return <PlanPart code={code} at={null}>{(plan) => <Person key={request} plan={plan} request={request} />}</PlanPart>;
}

/* Who does not qualify takes no part in a plan. */
function notThere(e: unknown): null {
    if (e instanceof Problem && e.status === 404) return null;
    throw e;
}

async function load(plan: string, request: string, signal: AbortSignal): Promise<Answer<About>> {
    const path = { request };
    const [why, own, result, sites, agencies] = await Promise.all([
        get("/api/v1/plans/{plan}/explanations/{request}", { path: { plan, request }, signal }).then((a) => a.data, notThere),
        get("/api/v1/requests/{request}", { path, signal }), get("/api/v1/requests/{request}/result", { path, signal }),
        get("/api/v1/sites", { signal }), get("/api/v1/agencies", { signal }),
    ]);
    const r = own.data;
    return { ...own, data: {
        why, sites: sites.data.items, breakdown: why?.points === result.data.points ? result.data.breakdown : null, name: r.members.find((m) => m.relation === "self")?.name ?? "",
        agency: agencies.data.items.find((a) => a.code === r.agency)?.name ?? r.agency,
    } };
}

function Person({ plan, request }: { plan: Plan; request: string }) {
    const about = useLoad((signal) => load(plan.code, request, signal), [plan.code, request]);
    return (
        <Load of={about}>{({ why, breakdown, name, agency, sites }) => {
            const siteName = (site: string) => sites.find((s) => s.code === site)?.name ?? site;
            return (
                <article class="file person">
                    <header><h2>{name}</h2><a href={`#/requests/${request}`}>{request}</a><span class="quiet">{agency}</span>
                        <SpotMenu request={request} name={name} room={why?.room} label={t("scMenu")} /></header>
                    {why === null ? <p class="notice">{t("prNotInPlan")}</p> : <div class="columns">
                        <div>
                            <Outcome why={why} siteName={siteName} />
                            {why.change && <Change change={why.change} siteName={siteName} />}
                            <section><h3>{t("why")}</h3>{why.sentences.map((s, i) => <p key={i}>{s}</p>)}</section>
                        </div>
                        <div>
                            {breakdown && <section><h3>{t("pointsParts")}</h3><PointParts parts={breakdown} /></section>}
                            {why.shut && why.shut.length > 0 && <Shut why={why} />}
                            {why.cutoffs && why.cutoffs.length > 0 && <Cutoffs plan={plan.code} cutoffs={why.cutoffs} siteName={siteName} isPlaced={why.placed === true} />}
                        </div>
                    </div>}
                </article>
            );
        }}</Load>
    );
}

function Outcome({ why, siteName }: { why: Why; siteName: (site: string) => string }) {
    const rows: [string, ComponentChildren][] = [
        [t("dkOutcome"), why.placed === undefined ? null : <Tag kind={why.placed ? "good" : "wait"}>{t(why.placed ? "prHasPlace" : "state_waiting")}</Tag>],
        [t("room"), why.room ? `${why.room}, ${siteName(why.site ?? "")}` : null],
        [t("prGivenBy"), why.by ? t(`placedby_${why.by}`) : null],
        [t("points"), why.points === undefined ? null : number(why.points)],
        [t("priorityBand"), why.band === undefined ? null : number(why.band)],
        [t("placeInOrder"), why.order === undefined ? null : number(why.order)],
        [t("myStepWishes"), why.wishes?.length ? why.wishes.map((w) => <span class="line" key={w.feature}>{featureWords([w.feature])}: {t(w.met ? "prMet" : "prUnmet")}</span>) : null],
    ];
    return <Facts rows={rows.filter(([, value]) => value !== null)} />;
}

/* The smallest change that would house it, found by solving again. */
function Change({ change, siteName }: { change: NonNullable<Why["change"]>; siteName: (site: string) => string }) {
    const kind = change.state === "found" ? change.kind : undefined;
    const words = kind === undefined ? t(`change_${change.state === "found" ? "none" : change.state}`)
        : kind === "order" ? t("change_order", { order: change.order ?? "–", points: change.points ?? "–", band: change.band ?? "–" })
            : t(`change_${kind}`, { site: siteName(change.site ?? ""), room: change.room ?? "" });
    return <section class="offer"><h3>{t("prChange")}</h3><p>{words}</p>{kind && <p class="quiet">{t("prChangeHow")}</p>}</section>;
}

function Shut({ why }: { why: Why }) {
    return (
        <Table caption={t("prShut", { n: why.rooms ?? 0 })} rows={why.shut ?? []} id={(s) => s.code} columns={[
            ["prReason", (s) => t(`shut_${s.code}`), "row"],
            ["ovRooms", (s) => number(s.rooms), "n"],
        ]} />
    );
}

function Cutoffs({ plan, cutoffs, siteName, isPlaced }: { plan: string; cutoffs: NonNullable<Why["cutoffs"]>; siteName: (site: string) => string; isPlaced: boolean }) {
    const caption = t(isPlaced ? "prCutoffsBetter" : "prCutoffs");
    return (
        <>
            <div class="scroll" tabIndex={0} role="group" aria-label={caption}><table class="dense">
                <caption>{caption}</caption>
                <thead><tr>
                    <th scope="col">{t("site")}</th><th scope="col" class="n">{t("points")}</th><th scope="col" class="n">{t("placeInOrder")}</th><th scope="col" class="n">{t("priorityBand")}</th><th scope="col">{t("request")}</th>
                </tr></thead>
                <tbody>{cutoffs.map((c) => (
                    <tr key={c.site}>
                        <th scope="row">{siteName(c.site)}{!c.accepted && <span class="line quiet">{t("prNotAsked")}</span>}{c.accepted && !c.fits && <span class="line quiet">{t("prNoFit")}</span>}</th>
                        {c.last ? <>
                            <td class="n">{number(c.last.points)}</td><td class="n">{number(c.last.order)}</td><td class="n">{number(c.last.band)}</td>
                            <td class="code">{c.last.party ? <a href={`#/plans/${plan}/people/${c.last.party}`}>{c.last.party}</a> : "–"}</td>
                        </> : <td colSpan={4}>{t("prNobodyThere")}</td>}
                    </tr>
                ))}</tbody>
            </table></div>
            <p class="quiet">{t("prCutoffsHow")}</p>
        </>
    );
}
