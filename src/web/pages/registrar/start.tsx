/* Where a registrar of an agency begins: what waits, then the agency's requests, those that are due
 * first on top. */
import { useEffect, useState } from "preact/hooks";
import type { Answer, Schemas } from "../../api";
import { address, get } from "../../api";
import type { Word } from "../../i18n";
import { day, moment, number, t } from "../../i18n";
import type { Loaded } from "../../load";
import { useLoad } from "../../load";
import { useQuery } from "../../query";
import { useSession } from "../../session";
import { Choice } from "../../ui/choice";
import { useMore } from "../../ui/more";
import { Load } from "../../ui/parts";
import { StateTag } from "../../ui/state_tag";
import { STATES } from "../planner/overview";
import { nameOf } from "./request";

type Requests = Schemas["Requests"];
type Request = Schemas["Request"];
type Offer = Schemas["Offer"];

export function AgencyStart() {
    const { account } = useSession(), codes = account?.agencies ?? [];
    const agencies = useLoad((signal) => get("/api/v1/agencies", { signal }), []);
    const offers = useLoad((signal) => get("/api/v1/offers", { query: { answer: "open", limit: 200 }, signal }), []);
    const own = (agencies.answer?.data.items ?? []).filter((a) => codes.includes(a.code));
    return (
        <div class="desk">
            <h1>{own.length === 1 ? own[0]!.name : t("rgRequests")}</h1>
            <Waiting offers={offers.answer?.data.n} />
            <p class="ask">
                <a class="button main" href="#/requests/new">{t("rgNewRequest")}</a>
                <a class="button" href="#/officials/new">{t("rgNewOfficial")}</a>
                <a class="button" href="#/uploads">{t("rgUpload")}</a>
            </p>
            <List agencies={own} offers={offers} />
        </div>
    );
}

/* What waits for the registrar, as numbers that open their rows. */
function Waiting({ offers }: { offers: number | undefined }) {
    const counts = useLoad((signal) => get("/api/v1/requests", { query: { limit: 1 }, signal }), []);
    const late = useLoad((signal) => get("/api/v1/requests", { query: { limit: 1, state: "submitted", overdue: true }, signal }), []);
    const states = counts.answer?.data.by_state, nLate = late.answer?.data.n ?? 0;
    const figure = (n: number | undefined, word: Word, note: string, href: string) => (
        <li><a href={href}><b>{n === undefined ? "…" : number(n)}</b><span>{t(word)}</span><small>{note}</small></a></li>
    );
    return (
        <ul class="figures" aria-label={t("rgWaits")}>
            {figure(states?.submitted, "rgToConfirm", nLate > 0 ? t("rgLateN", { n: nLate }) : t("rgWithin10"), "#/?state=submitted")}
            {figure(states?.draft, "rgDrafts", t("rgDraftsNote"), "#/?state=draft")}
            {figure(offers, "rgUnanswered", t("rgUnansweredNote"), "#/offers")}
            {figure(states && STATES.reduce((sum, s) => sum + states[s], 0), "rgAll", t("rgAllNote"), "#/")}
        </ul>
    );
}

function List({ agencies, offers }: { agencies: Schemas["Agency"][]; offers: Loaded<Schemas["Offers"]> }) {
    const [query, setQuery] = useQuery();
    const [text, setText] = useState(""), [q, setQ] = useState("");
    useEffect(() => {
        const later = setTimeout(() => setQ(text.trim()), 250);
        return () => clearTimeout(later);
    }, [text]);
    const state = query.get("state") ?? "", overdue = query.get("overdue") ?? "", agency = query.get("agency") ?? "";
    const filter = { q, state: state as Request["state"], agency, limit: 200, sort: "name" as const, ...(overdue ? { overdue: true } : {}) };
    const list = useLoad((signal) => get("/api/v1/requests", { query: filter, signal }), [q, state, agency, overdue]);
    return (
        <>
            <h2>{t("rgRequests")}</h2>
            <div class="bar" role="search">
                <label class="pick">{t("dkFind")}<input type="search" value={text} onInput={(e) => setText(e.currentTarget.value)} /></label>
                <Choice label={t("hmState")} value={state} set={(v) => setQuery("state", v)} options={[["", t("dkAll")], ...STATES.map((s): [string, string] => [s, t(`state_${s}`)])]} />
                <Choice label={t("dkDeadline")} value={overdue} set={(v) => setQuery("overdue", v)} options={[["", t("dkAll")], ["1", t("dkOverdue")]]} />
                {agencies.length > 1 && <Choice label={t("agency")} value={agency} set={(v) => setQuery("agency", v)} options={[["", t("hmAllAgencies")], ...agencies.map((a): [string, string] => [a.code, a.name])]} />}
                <a class="button" href={address("/api/v1/requests", {}, { ...filter, limit: undefined, format: "xlsx" })} download>{t("dkSheet")}</a>
            </div>
            <Load of={offers}>{(o) => <Load of={list}>{() => <Rows key={list.answer!.etag} first={list.answer!} offers={o.items} />}</Load>}</Load>
        </>
    );
}

/* Those that wait for the agency first, by their deadline; then drafts; then offers that run out; the
 * others by name, as they come. */
function urgency(r: Request, offer: Offer | undefined): string {
    if (r.deadline?.step === "agency") return `0${r.deadline.due}`;
    return r.state === "draft" ? "1" : offer ? `2${offer.deadline}` : "3";
}

function Rows({ first, offers }: { first: Answer<Requests>; offers: Offer[] }) {
    const { items, button } = useMore<Request, Requests>(first), offerOf = new Map(offers.map((o) => [o.request, o]));
    const sorted = items.map((r, i) => ({ r, i, key: urgency(r, offerOf.get(r.code)) })).sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : a.i - b.i)).map((x) => x.r);
    return (
        <>
            <p class="found" role="status">{t("dkFound", { n: first.data.n, shown: items.length })}</p>
            {items.length === 0 ? <p>{t("none")}</p> : (
                <div class="scroll" tabIndex={0} role="group" aria-label={t("rgRequests")}>
                    <table class="dense roomy">
                        <caption>{t("rgRequests")}</caption>
                        <thead><tr>
                            <th scope="col">{t("request")}</th><th scope="col">{t("fullName")}</th><th scope="col">{t("hmState")}</th><th scope="col">{t("dkDeadline")}</th>
                            <th scope="col" class="n">{t("priorityBand")}</th><th scope="col" class="n">{t("points")}</th><th scope="col" class="n">{t("ovPeopleShort")}</th><th scope="col">{t("dkSubmitted")}</th>
                        </tr></thead>
                        <tbody>{sorted.map((r) => (
                            <tr key={r.code}>
                                <td><a href={`#/requests/${r.code}`}>{r.code}</a></td><td>{nameOf(r)}</td><td><StateTag state={r.state} /></td><td><Deadline request={r} offer={offerOf.get(r.code)} /></td>
                                <td class="n">{r.band ?? "–"}</td><td class="n">{r.points === null ? "–" : number(r.points)}</td><td class="n">{r.members.length}</td><td>{day(r.submitted_on)}</td>
                            </tr>
                        ))}</tbody>
                    </table>
                </div>
            )}
            {button}
        </>
    );
}

/* Whose turn it is, and until when. */
function Deadline({ request: r, offer }: { request: Request; offer: Offer | undefined }) {
    if (offer) return <>{moment(offer.deadline)} <small class="quiet">{t("rgOfferDue")}</small></>;
    if (!r.deadline) return <>–</>;
    const { step, due, days_left: left } = r.deadline;
    return <>{day(due)} {left < 0 ? <strong class="late">{t("rgLateBy", { n: -left })}</strong> : left <= 3 && step === "agency" ? <strong>{t("rgDaysLeft", { n: left })}</strong> : null}{step === "decision" && <small class="quiet"> {t("rgDecisionDue")}</small>}</>;
}
