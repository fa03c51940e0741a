/* A room's panel: what the room is, who has a bed in it and what each of them has answered, and what was before. */
import { useEffect, useRef } from "preact/hooks";
import type { Schemas } from "../api";
import { get } from "../api";
import type { Person, Place } from "../house";
import type { Word } from "../i18n";
import { day, number, t } from "../i18n";
import { useLoad } from "../load";
import { useSession } from "../session";
import { DraftRoom } from "./draft_room";
import { SpotButtons } from "./draft_spot";
import { Facts, Load, Tag } from "./parts";

export function answerTag(p: Person) {
    if (p.answer === "living" || p.answer === "accepted") return <Tag kind="good">{t(`state_${p.answer}`)}</Tag>;
    return <Tag kind="wait">{t(p.answer === null ? "hmUnanswered" : `state_${p.answer}` as Word)}</Tag>;
}

export function featureWords(features: string[]): string {
    return features.map((f) => t(`feature_${f}` as Word)).join(", ");
}

/* Enter opens it and moves there; Escape closes it and goes back to the tile. */
export function RoomPanel({ place, siteName, close }: { place: Place; siteName: string; close: () => void }) {
    const { room } = place, isPlanner = useSession().account?.role === "planner", head = useRef<HTMLHeadingElement>(null);
    useEffect(() => head.current?.focus(), [room.code]);
    return (
        <aside class="panel" aria-label={`${t("room")} ${room.code}`} onKeyDown={(e) => { if (e.key === "Escape") close(); }}>
            <header>
                <h2 tabIndex={-1} ref={head}>{t("room")} {room.code}</h2>
                <button type="button" onClick={close}>{t("close")}</button>
            </header>
            <p class="quiet">{[siteName || room.site, t("hmBlock", { block: room.block }), t("hmFloor", { n: room.floor ?? "–" })].join(", ")}</p>
            <p><Tag kind={place.kind === "full" || place.kind === "private" ? "good" : place.vacant > 0 ? "wait" : "bad"}>{t(`kind_${place.kind}`)}</Tag> {room.note}</p>
            <h3>{t("hmPeople", { n: place.nPeople, beds: room.beds })}</h3>
            {place.people.length === 0 && <p class="quiet">{t("myNobodySaw")}</p>}
            <ul class="rows">
                {place.people.map((p) => (
                    <li key={p.request}>
                        <span><a href={`#/requests/${p.request}`}>{p.name}</a> {answerTag(p)}</span>
                        <span class="quiet">{p.agencyName}</span>
                        <span class="quiet">{[
                            p.request,
                            p.band !== null && `${t("priorityBand")} ${number(p.band)}`,
                            p.points !== null && `${number(p.points)} ${t("hmPoints")}`,
                            p.nPeople > 1 && t("hmParty", { n: p.nPeople }),
                            p.beds > p.nPeople && t("hmPrivate"),
                        ].filter(Boolean).join(" · ")}</span>
                        {isPlanner && <SpotButtons request={p.request} room={room.code} name={p.name} />}
                    </li>
                ))}
            </ul>
            {isPlanner && <DraftRoom room={room.code} people={place.people.map((p) => p.request)} />}
            <h3>{t("hmRoomFacts")}</h3>
            <Facts rows={[
                [t("hmBeds"), number(room.beds)],
                [t("hmVacant"), number(place.vacant)],
                [t("hmArea"), room.area_m2 === null ? null : `${number(room.area_m2)} m²`],
                [t("hmSexRule"), t(`sexrule_${room.sex}`)],
                [t("hmPools"), room.pools.join(", ") || null],
                [t("hmFeatures"), featureWords(room.features) || null],
            ]} />
            <History room={room.code} />
        </aside>
    );
}

type Event = Schemas["RoomView"]["history"][number];

function eventWords(e: Event): string {
    switch (e.event) {
    case "state": return t("hmCame", { state: t(e.state === "usable" ? "hmUsable" : `kind_${e.state!}`) });
    case "assigned": return t("hmAssigned");
    case "void": return t("dkVoid");
    default: return t(`state_${e.event}`);
    }
}

function History({ room }: { room: string }) {
    const view = useLoad((signal) => get("/api/v1/rooms/{room}", { path: { room }, signal }), [room]);
    return (
        <>
            <h3>{t("hmHistory")}</h3>
            <Load of={view}>{(v) => (
                <ol class="history">{v.history.map((e, i) => (
                    <li key={i}>{day(e.at)} · {e.request && <a href={`#/requests/${e.request}`}>{e.name}</a>} {eventWords(e)}</li>
                ))}</ol>
            )}</Load>
        </>
    );
}
