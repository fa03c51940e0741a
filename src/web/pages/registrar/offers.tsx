/* Offers that wait for an answer, the first to end first; and those answered. */
import { useState } from "preact/hooks";
import type { Answer, Schemas } from "../../api";
import { get } from "../../api";
import { lastDay, moment, number, t } from "../../i18n";
import { useLoad } from "../../load";
import { useQuery } from "../../query";
import { useSession } from "../../session";
import { Choice } from "../../ui/choice";
import { useMore } from "../../ui/more";
import { Load, Tag } from "../../ui/parts";
import { AnswerOffer } from "./answer_offer";
import { Table } from "../../ui/table";

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
            {items.length === 0 ? <p>{t("none")}</p> : <Table caption={t("rgOffers")} isCaptionSeen={false} class="roomy" rows={sorted} id={(o) => o.code} columns={[
                ["request", (o) => <a href={`#/requests/${o.request}`}>{o.request}</a>],
                ["fullName", (o) => o.name],
                ["room", (o) => o.room, "code"],
                ["agency", (o) => o.agency],
                ["site", (o) => o.site_name],
                ["hmBeds", (o) => number(o.beds), "n"],
                ["rgAnswerBefore", (o) => lastDay(o.deadline)],
                ["apAnswer", (o) => (o.answer === null && mayAnswer
                    ? <button type="button" onClick={() => setOpen(o)} aria-label={`${t("rgAnswerInstead")}: ${o.request}`}>{t("rgAnswerInstead")}</button>
                    : o.answer === null ? <Tag kind="wait">{t("rgOffer_open")}</Tag> : <><Tag kind={o.answer === "accepted" ? "good" : "bad"}>{t(`rgOffer_${o.answer}`)}</Tag> {moment(o.answered_at)}</>)],
            ]} />}
            {button}
            {open && <AnswerOffer offer={open} name={open.name} close={() => setOpen(null)} done={() => { setOpen(null); again(); }} />}
        </>
    );
}
