/* Offers that wait for an answer, the first to end first; and those answered. */
import { useState } from "preact/hooks";
import type { Answer, Schemas } from "../../api";
import { get } from "../../api";
import { moment, number, t } from "../../i18n";
import { useLoad } from "../../load";
import { useQuery } from "../../query";
import { useSession } from "../../session";
import { Choice } from "../../ui/choice";
import { useMore } from "../../ui/more";
import { Load, Tag } from "../../ui/parts";
import { AnswerOffer } from "./answer_offer";

type Offer = Schemas["Offer"];
type Offers = Schemas["Offers"];
const STATES = ["open", "accepted", "declined", "expired", "void"] as const;

export function OffersPage() {
    const [query, setQuery] = useQuery(), asked = query.get("answer") ?? "open";
    const answer = STATES.find((s) => s === asked) ?? "open";
    const list = useLoad((signal) => get("/api/v1/offers", { query: { answer, limit: 200 }, signal }), [answer]);
    return (
        <div class="desk">
            <h1>{t("rgOffers")}</h1>
            <p class="quiet">{t("rgOffersLead")}</p>
            <div class="bar one"><Choice label={t("hmState")} value={answer} set={(v) => setQuery("answer", v)} options={STATES.map((s) => [s, t(`rgOffer_${s}`)])} /></div>
            <Load of={list}>{() => <Rows key={list.answer!.etag} first={list.answer!} again={list.again} />}</Load>
        </div>
    );
}

function Rows({ first, again }: { first: Answer<Offers>; again: () => void }) {
    const mayAnswer = useSession().account?.role === "registrar";
    const { items, button } = useMore<Offer, Offers>(first), [open, setOpen] = useState<Offer | null>(null);
    const sorted = [...items].sort((a, b) => (a.deadline < b.deadline ? -1 : a.deadline > b.deadline ? 1 : 0));
    return (
        <>
            <p class="found" role="status">{t("rgOffersFound", { n: first.data.n })}</p>
            {items.length === 0 ? <p>{t("none")}</p> : <div class="scroll" tabIndex={0} role="group" aria-label={t("rgOffers")}>
                <table class="dense roomy">
                    <caption>{t("rgOffers")}</caption>
                    <thead><tr><th scope="col">{t("request")}</th><th scope="col">{t("fullName")}</th><th scope="col">{t("agency")}</th><th scope="col">{t("room")}</th><th scope="col">{t("site")}</th><th scope="col" class="n">{t("hmBeds")}</th><th scope="col">{t("rgAnswerBefore")}</th><th scope="col">{t("rgAnswer")}</th></tr></thead>
                    <tbody>{sorted.map((o) => (
                        <tr key={o.code}>
                            <td><a href={`#/requests/${o.request}`}>{o.request}</a></td><td>{o.name}</td><td>{o.agency}</td><td>{o.room}</td><td>{o.site_name}</td><td class="n">{number(o.beds)}</td><td>{moment(o.deadline)}</td>
                            <td>{o.answer === null && mayAnswer ? <button type="button" onClick={() => setOpen(o)} aria-label={`${t("rgAnswerInstead")}: ${o.request}`}>{t("rgAnswerInstead")}</button> : o.answer === null ? <Tag kind="wait">{t("rgOffer_open")}</Tag> : <><Tag kind={o.answer === "accepted" ? "good" : "bad"}>{t(`rgOffer_${o.answer}`)}</Tag> {moment(o.answered_at)}</>}</td>
                        </tr>
                    ))}</tbody>
                </table>
            </div>}
            {button}
            {open && <AnswerOffer offer={open} name={open.name} close={() => setOpen(null)} done={() => { setOpen(null); again(); }} />}
        </>
    );
}
