/* A room's panel: what the room is, who lives in it and what each of them has answered, its closures,
 * repairs, items, and what was before; and what is done with it. */
import { useEffect, useRef, useState } from "preact/hooks";
import type { Answer, Schemas } from "../../api";
import { get } from "../../api";
import { today } from "../../day";
import { featureWords } from "../../features";
import type { Person, Place } from "../../house";
import type { Word } from "../../i18n";
import { day, language, lastDay, number, t } from "../../i18n";
import { useLoad } from "../../load";
import { useSession } from "../../session";
import { DraftRoom } from "../../ui/draft_room";
import { SpotButtons } from "../../ui/draft_spot";
import { Facts, Load, Tag } from "../../ui/parts";
import { ChangeClosure, CloseRoom, span } from "./closure_form";
import type { Closure } from "./closure_form";
import { useRunsTheHouse } from "./parts";
import { StayActs } from "./stay_acts";

function answerTag(p: Person) {
    if (p.isAway) return <Tag kind="wait">{t("lvAway")}</Tag>;
    if (p.stay?.kind === "temporary") return <Tag kind="wait">{t("lvHere")}</Tag>;
    if (p.answer === "living" || p.answer === "accepted") return <Tag kind="good">{t(`state_${p.answer}`)}</Tag>;
    return <Tag kind="wait">{t(p.answer === null ? "hmUnanswered" : `state_${p.answer}` as Word)}</Tag>;
}

interface Inside {
    view: Schemas["RoomView"];
    closures: Closure[];
    repairs: Schemas["Repair"][];
    names: Map<string, string>; /* of kinds of repairs */
    items: Schemas["Item"][];
    stays: Schemas["Stay"][];
}

/* All at once: nothing moves when a part comes later. */
async function loadInside(room: string, signal: AbortSignal): Promise<Answer<Inside>> {
    const query = { room, limit: 500 };
    const [view, closures, repairs, categories, items, stays] = await Promise.all([
        get("/api/v1/rooms/{room}", { path: { room }, signal }), get("/api/v1/closures", { query: { ...query, since_day: today() }, signal }),
        get("/api/v1/repairs", { query: { ...query, open: true }, signal }), get("/api/v1/repair-categories", { signal }),
        get("/api/v1/rooms/{room}/items", { path: { room }, signal }), get("/api/v1/stays", { query, signal }),
    ]);
    return { ...view, data: {
        view: view.data, closures: closures.data.items, repairs: repairs.data.items, names: new Map(categories.data.items.map((c) => [c.code, c.name])),
        items: items.data.items, stays: stays.data.items.reverse(),
    } };
}

interface Props { place: Place; siteName: string; close: () => void; changed: () => void }

/* Enter opens it and moves there; Escape closes it and goes back to the tile. */
export function RoomPanel({ place, siteName, close, changed }: Props) {
    const { room } = place, isPlanner = useSession().account?.role === "planner", runs = useRunsTheHouse(), head = useRef<HTMLHeadingElement>(null);
    const inside = useLoad((signal) => loadInside(room.code, signal), [room.code, language()]);
    useEffect(() => head.current?.focus(), [room.code]);
    const done = () => { inside.again(); changed(); };
    return (
        <aside class="panel" aria-label={`${t("room")} ${room.code}`} onKeyDown={(e) => { if (e.key === "Escape" && !(e.target as Element).closest("dialog")) close(); }}>
            <header>
                <h2 tabIndex={-1} ref={head}>{t("room")} {room.code}</h2>
                <button type="button" onClick={close}>{t("close")}</button>
            </header>
            <p class="quiet">{[siteName || room.site, t("hmBlock", { block: room.block }), t("hmFloor", { n: room.floor ?? "–" })].join(", ")}</p>
            <p><Tag kind={place.kind === "full" || place.kind === "private" ? "good" : place.vacant > 0 ? "wait" : "bad"}>{t(`kind_${place.kind}`)}</Tag> {room.note}</p>
            <h3>{t("hmPeople", { n: place.nPeople, beds: room.beds })}</h3>
            {place.people.length === 0 && <p class="quiet">{t("myNobodySaw")}</p>}
            <ul class="rows">{place.people.map((p) => <PersonRow key={p.request} p={p} room={room.code} isPlanner={isPlanner} runs={runs} done={done} />)}</ul>
            {isPlanner && <DraftRoom room={room.code} people={place.people.map((p) => p.request)} />}
            <details>
                <summary>{t("hmRoomFacts")}</summary>
                <Facts rows={[
                    [t("hmBeds"), number(room.beds)],
                    [t("hmVacant"), number(place.vacant)],
                    [t("hmArea"), room.area_m2 === null ? null : `${number(room.area_m2)} m²`],
                    [t("hmSexRule"), t(`sexrule_${room.sex}`)],
                    [t("hmPools"), room.pools.join(", ") || null],
                    [t("hmFeatures"), featureWords(room.features) || null],
                ]} />
            </details>
            {/* what is read comes last: nothing stands behind it to be pushed */}
            <Load of={inside}>{(x) => <><WhatIsThere key={room.code} room={room.code} of={x} runs={runs} done={done} /><History of={x.view} /></>}</Load>
        </aside>
    );
}

function PersonRow({ p, room, isPlanner, runs, done }: { p: Person; room: string; isPlanner: boolean; runs: boolean; done: () => void }) {
    return (
        <li>
            <span><a href={`#/requests/${p.request}`}>{p.name}</a> {answerTag(p)}</span>
            <span class="quiet">{p.agencyName}</span>
            <span class="quiet">{[
                p.request,
                p.band !== null && `${t("priorityBand")} ${number(p.band)}`,
                p.points !== null && `${number(p.points)} ${t("hmPoints")}`,
                p.nPeople > 1 && t("hmParty", { n: p.nPeople }),
                p.beds > p.nPeople && !p.isAway && t("hmPrivate"),
                p.stay && t("lvSince", { day: day(p.stay.from_day) }),
                p.stay?.return_day && `${t("lvBack")} ${day(p.stay.return_day)}`,
            ].filter(Boolean).join(" · ")}</span>
            {p.stay && <Records stay={p.stay} />}
            {runs && (p.answer === "living" || p.answer === "accepted") && <StayActs request={p.request} name={p.name} stay={p.stay} isAway={p.isAway} done={done} />}
            {isPlanner && <SpotButtons request={p.request} room={room} name={p.name} />}
        </li>
    );
}

export function Records({ stay }: { stay: Schemas["Stay"] }) {
    const to = (kind: "in" | "out") => <a href={`#/stays/${stay.code}/${kind}`} aria-label={`${t(`handover_${kind}`)}: ${stay.name}`}>{t(`handover_${kind}`)}</a>;
    return <span class="pair">{to("in")} {stay.to_day && to("out")}</span>;
}

function WhatIsThere({ room, of: x, runs, done }: { room: string; of: Inside; runs: boolean; done: () => void }) {
    const [doing, setDoing] = useState<string | null>(null), close = () => setDoing(null);
    const at = encodeURIComponent(room);
    return (
        <>
            <h3>{t("lvClosed")}</h3>
            {x.closures.length === 0 && <p class="quiet">{t("lvNoClosure")}</p>}
            <ul class="rows">{x.closures.map((c) => (
                <li key={c.code}>
                    <span><b>{t(`closure_${c.reason}` as Word)}</b> {span(c)}</span>
                    <span class="quiet">{[t(c.may_stay ? "lvStaysThere" : "lvMustLeave"), c.repair, c.note].filter(Boolean).join(" · ")}</span>
                    <span class="pair">{c.rehousing && <a href={`#/rehousings/${c.rehousing}`}>{t("lvCase")}</a>} {runs && <button type="button" class="small" onClick={() => setDoing(c.code)}>{t("lvChange")}</button>}</span>
                </li>
            ))}</ul>
            {runs && <p class="ask"><button type="button" onClick={() => setDoing("new")}>{t("lvClose")}</button></p>}
            {doing === "new" && <CloseRoom room={room} repairs={x.repairs.map((r) => r.number)} close={close} done={() => { close(); done(); }} />}
            {doing && doing !== "new" && <ChangeClosure closure={doing} close={close} done={() => { close(); done(); }} />}
            <h3>{t("ovRepairs")}</h3>
            <ul class="rows">{x.repairs.map((r) => (
                <li key={r.number}><span><a href={`#/repairs/${r.number}`}>{r.number}</a> {x.names.get(r.category) ?? r.category} <Tag kind={r.is_overdue ? "bad" : "wait"}>{t(`repair_${r.state}`)}</Tag></span>
                    <span class="quiet">{[t(`severity_${r.severity}`), t("lvDueBy", { day: lastDay(r.due_at) }), r.is_overdue && t("lvOverdue")].filter(Boolean).join(" · ")}</span></li>
            ))}</ul>
            <p><a href={`#/repairs?room=${at}&state=`}>{t("lvAllRepairs")}</a></p>
            <details>
                <summary>{t("lvItems")} ({number(x.items.length)})</summary>
                <ul class="rows">{x.items.map((i) => (
                    <li key={i.kind + i.number}><span>{t(`item_${i.kind}`)} {i.number} <Tag kind={i.condition === "good" ? "good" : i.condition === "worn" ? "plain" : "bad"}>{t(`condition_${i.condition}`)}</Tag></span><span class="quiet">{[day(i.seen_on), i.note].filter(Boolean).join(" · ")}</span></li>
                ))}</ul>
                {runs && <p><a href={`#/inventory/${at}`}>{t("lvChange")}</a></p>}
            </details>
            <details>
                <summary>{t("lvStaysOf")} ({number(x.stays.length)})</summary>
                <ul class="rows">{x.stays.map((s) => (
                    <li key={s.code}><span><a href={`#/requests/${s.request}`}>{s.name}</a></span><span class="quiet">{[`${day(s.from_day)} – ${s.to_day ? day(s.to_day) : ""}`, s.kind === "temporary" && t("lvKind_temporary"), s.why_ended && t(`lvEnded_${s.why_ended}`)].filter(Boolean).join(" · ")}</span><Records stay={s} /></li>
                ))}</ul>
            </details>
        </>
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

function History({ of }: { of: Schemas["RoomView"] }) {
    return (
        <>
            <h3>{t("hmHistory")}</h3>
            <ol class="history">{of.history.map((e, i) => (
                <li key={i}>{day(e.at)} · {e.request && <a href={`#/requests/${e.request}`}>{e.name}</a>} {eventWords(e)}</li>
            ))}</ol>
        </>
    );
}
