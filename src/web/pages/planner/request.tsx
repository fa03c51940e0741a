/* One request as the planner reads it: who, what was asked, what came of it and why, what happened. */
import type { ComponentChildren } from "preact";
import type { Schemas } from "../../api";
import { get } from "../../api";
import { published } from "../../house";
import type { Word } from "../../i18n";
import { day, lastDay, moment, number, t } from "../../i18n";
import { useLoad } from "../../load";
import { useAgencies, useOfficial } from "../../reads";
import { isOffice, useSession } from "../../session";
import { SpotMenu } from "../../ui/draft_spot";
import { Facts as AllFacts, Load, Tag } from "../../ui/parts";
import { nameOf } from "../../ui/pick_request";
import { PointParts } from "../../ui/point_parts";
import { featureWords } from "../../features";
import { StateTag } from "../../ui/state_tag";

type Request = Schemas["Request"];
type Result = Schemas["Result"];

export function DeskRequest({ code }: { code: string }) {
    const path = { request: code };
    const request = useLoad((signal) => get("/api/v1/requests/{request}", { path, signal }), [code]);
    const agencies = useAgencies();
    const result = useLoad((signal) => get("/api/v1/requests/{request}/result", { path, signal }), [code]);
    return (
        <article class="desk file">
            <p><a href="#/requests">{t("dkRequests")}</a></p>
            <Load of={request}>{(r) => (
                <>
                    <header><h1>{r.code} · {nameOf(r)}</h1><StateTag state={r.state} /><SpotMenu request={r.code} name={nameOf(r)} label={t("scMenu")} /></header>
                    <div class="columns">
                        <div>
                            <section><h2>{t("dkAsked")}</h2><Asked request={r} agency={agencies.answer?.data.items.find((a) => a.code === r.agency)?.name ?? r.agency} /></section>
                            <section><h2>{t("dkPeople")}</h2>{r.members.map((m, i) => m.official
                                ? <Official key={m.official} code={m.official} relation={t(`relation_${m.relation}`)} />
                                : <div key={i}><h3>{m.name} · {t(`relation_${m.relation}`)}</h3><Facts rows={[[t("dkBorn"), day(m.born)], [t("dkSex"), m.sex ? t(`sexword_${m.sex as "M" | "F"}`) : null]]} /></div>)}</section>
                        </div>
                        <div><Load of={result}>{(x) => <Outcome result={x} />}</Load></div>
                    </div>
                </>
            )}</Load>
        </article>
    );
}

/* Facts that are there; a page of dashes tells nobody anything. */
function Facts({ rows }: { rows: [string, ComponentChildren][] }) {
    return <AllFacts rows={rows.filter(([, value]) => value !== null && value !== undefined)} />;
}

export function Asked({ request: r, agency }: { request: Request; agency: string }) {
    return (
        <Facts rows={[
            [t("agency"), agency],
            [t("dkSharing"), t(`sharing_${r.sharing}`)],
            [t("dkScheme"), t(`scheme_${r.scheme}`)],
            [t("dkNeeds"), featureWords(r.needs) || null],
            [t("myStepWishes"), featureWords(r.wishes.map((w) => w.feature)) || null],
            [t("dkSites"), r.sites.length ? `${r.sites.join(", ")}${r.other_sites ? ` · ${t("dkOtherSites")}` : ""}` : t("dkAnySite")],
            [t("dkDays"), r.from_day || r.to_day ? `${day(r.from_day)} – ${day(r.to_day)}` : null],
            [t("dkCurrentRoom"), r.current_room],
            [t("dkSubmitted"), r.submitted_on && day(r.submitted_on)],
            [t("dkConfirmed"), r.confirmed_on && r.state !== "draft" && r.state !== "submitted" ? day(r.confirmed_on) : null],
            [t("dkRoundsWaited"), r.n_rounds_waited > 0 ? number(r.n_rounds_waited) : null],
            [t("dkDeadline"), r.deadline && `${day(r.deadline.due)}${r.deadline.days_left < 0 ? ` · ${t("dkLate")}` : ""}`],
            [t("dkNote"), r.note || null],
        ]} />
    );
}

function Official({ code, relation }: { code: string; relation: string }) {
    const official = useOfficial(code);
    const yesNo = (b: boolean | null) => t(b === null ? "unknown" : b ? "yes" : "no");
    return (
        <Load of={official}>{(o) => (
            <div>
                <h3>{o.name} · {relation}</h3>
                <Facts rows={[
                    [t("dkPosition"), [o.position, o.agency].filter(Boolean).join(", ")],
                    [t("dkBorn"), o.born && o.born.length > 4 ? day(o.born) : o.born],
                    [t("dkSex"), t(`sexword_${o.sex}`)],
                    [t("dkResidence"), o.residence || null],
                    [t("dkRoadKm"), o.road_km === null ? null : `${number(o.road_km)} km`],
                    [t("dkOwnsHouse"), yesNo(o.owns_house)],
                    [t("dkHasMoved"), yesNo(o.has_moved)],
                    [t("dkGroups"), o.groups.map((g) => t(`group_${g}`)).join(", ") || null],
                    [t("dkFacts"), o.facts.length === 0 ? null : o.facts.map((f) => <span class="line" key={f.fact}>{t(`group_${f.fact}` as Word)}: {f.document}, {day(f.document_day)}</span>)],
                ]} />
            </div>
        )}</Load>
    );
}

export function Outcome({ result: r }: { result: Result }) {
    const { account } = useSession(), b = r.breakdown;
    const seesPlans = account?.role !== "registrar" || isOffice(account); /* an agency reads what its people are told */
    return (
        <>
            {(r.points !== null || r.round !== null) && <section>
                <h2>{t("dkOutcome")}</h2>
                <Facts rows={[
                    [t("room"), r.living_in ? <RoomLink code={r.living_in.room} /> : r.offer && r.offer.answer !== "void" ? <RoomLink code={r.offer.room} /> : null],
                    [t("dkOffer"), r.offer && <OfferWords offer={r.offer} />],
                    [t("points"), r.points === null ? null : number(r.points)],
                    [t("priorityBand"), r.band === null ? null : number(r.band)],
                    [t("placeInOrder"), r.list_order === null ? null : number(r.list_order)],
                    [t("waitingPlace"), r.waiting_place === null ? null : t("waitingOf", { place: r.waiting_place, n: r.n_waiting ?? 0 })],
                    [t("dkRound"), r.round?.name ?? null],
                ]} />
            </section>}
            {r.round && (seesPlans ? <Why request={r.request} /> : <section><h2>{t("why")}</h2>{r.explanation.map((s, i) => <p key={i}>{s}</p>)}</section>)}
            {b && <section>
                <h2>{t("pointsParts")}</h2>
                <PointParts parts={b} />
                {b.faults.map((f) => <p key={f.code}><Tag kind="bad">{t("state_refused")}</Tag> {f.text}</p>)}
            </section>}
            <section>
                <h2>{t("history")}</h2>
                <ol class="history">{r.history.map((h, i) => <li key={i}>{moment(h.at)} · {t(`state_${h.state}` as Word)}</li>)}</ol>
            </section>
            {r.appeals.length > 0 && <section><h2>{t("appeals")}</h2><p>{t("dkAppeals", { n: r.appeals.length })}</p></section>}
        </>
    );
}

/* The explanation as the published plan gives it to the desk; the applicant's is worded to the applicant. */
function Why({ request }: { request: string }) {
    const why = useLoad(async (signal) => {
        const plan = (await published(signal))?.plan;
        if (!plan) throw new Error(t("hmNoPlan"));
        return get("/api/v1/plans/{plan}/explanations/{request}", { path: { plan, request }, signal });
    }, [request]);
    return <section><h2>{t("why")}</h2><Load of={why}>{(w) => <>{w.sentences.map((s, i) => <p key={i}>{s}</p>)}</>}</Load></section>;
}

/* To the map, for whom it is. */
function RoomLink({ code }: { code: string }) {
    const { account } = useSession();
    if (account?.role === "registrar" && !isOffice(account)) return <>{code}</>;
    return <a href={`#/house?room=${encodeURIComponent(code)}`}>{code}</a>;
}

function OfferWords({ offer }: { offer: NonNullable<Result["offer"]> }) {
    if (offer.answer === null) return <>{t("offerUntil", { moment: lastDay(offer.deadline) })}</>;
    return <>{offer.answer === "void" ? t("dkVoid") : t(`state_${offer.answer}`)} · {moment(offer.answered_at)}</>;
}
