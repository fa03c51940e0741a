/* How a request stands, below the first sentence: offer, queue, room, why, points, appeals, history. */
import type { Schemas } from "../../api";
import type { Word } from "../../i18n";
import { day, moment, t } from "../../i18n";
import { Tag } from "../../ui/parts";
import { OwnAppeals } from "./appeals";
import { OpenOffer } from "./offer";
import { Points } from "./points";
import { Withdraw } from "./withdraw";

type Result = Schemas["Result"];

export interface Whole { result: Result; official: Schemas["Official"]; sites: Schemas["Site"][] }

interface Props { request: Schemas["Request"]; whole: Whole; isMine: boolean; again: () => void }

export function Standing({ request, whole, isMine, again }: Props) {
    const r = whole.result;
    return (
        <>
            {r.offer && r.offer.answer === null && <OpenOffer offer={r.offer} isMine={isMine} again={again}><Place place={r.offer} whole={whole} /></OpenOffer>}
            {r.waiting_place !== null && <section class="place">
                <h2>{t("waitingPlace")}</h2>
                <p class="big">{t("waitingOf", { place: r.waiting_place, n: r.n_waiting ?? 0 })}</p>
                <p class="quiet">{t("myPlaceMeans")}</p>
            </section>}
            <Room whole={whole} />
            {r.explanation.length > 0 && <section><h2>{t("why")}</h2>{r.explanation.map((s, i) => <p key={i}>{s}</p>)}</section>}
            {r.breakdown && r.breakdown.faults.length > 0 && <section>
                <h2>{t("myMissing")}</h2>
                <ul>{r.breakdown.faults.map((f) => <li key={f.code}>{f.text}</li>)}</ul>
            </section>}
            {r.breakdown && r.points !== null && <Points request={request} result={r} official={isMine ? whole.official : null} />}
            <OwnAppeals result={r} isMine={isMine} />
            <details class="no-print">
                <summary>{t("history")}</summary>
                <ol class="history">{r.history.map((h, i) => <li key={i}>{t(`state_${h.state}` as Word)} · {moment(h.at)}</li>)}</ol>
            </details>
            {isMine && <Withdraw request={request} again={again} />}
        </>
    );
}

/* The room one lives in, or has accepted; that of an open offer stands in the offer. */
function Room({ whole }: { whole: Whole }) {
    const r = whole.result;
    const place = r.living_in ?? (r.offer?.answer === "accepted" ? r.offer : null);
    return place && (
        <section class="home">
            <h2>{t("myRoom")}</h2>
            <p class="room">{place.room}</p>
            <Place place={place} whole={whole} />
            {r.living_in?.since && <p>{t("mySince", { day: day(r.living_in.since) })}</p>}
            {r.lodging_in && <p class="notice">{t("myLodging", { room: r.lodging_in.room, site: r.lodging_in.site_name, from: day(r.lodging_in.from_day) })} {r.lodging_in.return_day && t("myReturn", { day: day(r.lodging_in.return_day) })}</p>}
            {r.leave_notice && <p class="notice bad">{t(r.leave_notice.reason === "requisition_ended" ? "mySiteEnds" : "myLeaveBy", { ended: day(r.leave_notice.ended_on), day: day(r.leave_notice.leave_by) })} {t(r.leave_notice.days_left < 0 ? "myLateDays" : r.leave_notice.days_left === 0 ? "myLastDay" : "myDaysLeft", { n: Math.abs(r.leave_notice.days_left) })}</p>}
            {r.handovers.filter((h) => h.code !== null).map((h) => <p key={h.code}><a href={`#/my/stays/${h.stay}/${h.kind}`}>{t(`handover_${h.kind}`)}</a> {h.house_at && !h.resident_at && <Tag kind="wait">{t("myToConfirm")}</Tag>}</p>)}
            {r.state === "living" && <p class="ask no-print"><a class="button main" href="#/my/repairs/new">{t("rpReport")}</a><a class="button" href="#/my/repairs">{t("rpTitle")}</a></p>}
        </section>
    );
}

/* That the room is closed for a time, and what that means for who lives in it. */
function Shut({ closure: c }: { closure: Result["closures"][number] }) {
    const days = c.to_day ? t("myShutDays", { from: day(c.from_day), to: day(c.to_day) }) : t("myShutFrom", { day: day(c.from_day) });
    return <p class={c.may_stay ? "notice" : "notice bad"}>{days}{c.reason === "repair" ? ` (${t("myShutRepair")})` : c.reason === "safety" ? ` (${t("myShutSafety")})` : ""}. {t(c.may_stay ? "myShutStay" : "myShutLeave")}</p>;
}

/* Where it is, how many beds one has there, who decided. */
function Place({ place, whole: { result: r, sites } }: { place: { room: string; site: string; site_name: string }; whole: Whole }) {
    const address = sites.find((s) => s.code === place.site)?.address;
    return (
        <>
            <p>{place.site_name}{r.offer?.room === place.room && ` · ${t("myBedsOf", { n: r.offer.beds })}`}</p>
            {address && <p>{address}</p>}
            {r.closures.filter((c) => c.room === place.room).map((c) => <Shut key={c.from_day} closure={c} />)}
            {r.round && <p class="quiet">{t("myDecidedWho", { round: r.round.name, day: day(r.round.published_at) })}</p>}
        </>
    );
}
