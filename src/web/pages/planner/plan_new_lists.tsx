/* The lists of the form for a plan: rooms to close, pins, bans; each entry with what is wrong with it,
 * and below a field for the next. */
import type { ComponentChildren } from "preact";
import type { Act } from "../../act";
import { get } from "../../api";
import { t } from "../../i18n";
import { useLoad } from "../../load";
import type { Spot, SpotKind } from "../../scenario";
import { openRoom, removeSpot } from "../../scenario";
import { PickRequest, nameOf } from "../../ui/pick_request";
import { PickRoom } from "../../ui/pick_room";

interface ClosedProps { rooms: string[]; last: string; setLast: (v: string) => void; add: () => void; act: Act }

export function ClosedRooms({ rooms, last, setLast, add, act }: ClosedProps) {
    return (
        <fieldset>
            <legend>{t("scClosed")}</legend>
            <p class="hint">{t("scClosedHint")}</p>
            <ul class="entries">{rooms.map((room, i) => (
                <Entry key={room} name={room} error={act.of(`/closed_rooms/${i}`)} remove={() => { act.clear(); openRoom(room); }}><b>{room}</b></Entry>
            ))}</ul>
            <div class="addrow">
                <PickRoom label={t("scNextRoom")} value={last} set={setLast} onEnter={add} error={act.of("/closed_rooms")} />
                <button type="button" onClick={add}>{t("scAddClosed")}</button>
            </div>
        </fieldset>
    );
}

interface SpotsProps { kind: SpotKind; spots: Spot[]; last: Spot; setLast: (s: Spot) => void; add: () => void; act: Act; isHalf: boolean }

export function Spots({ kind, spots, last, setLast, add, act, isHalf }: SpotsProps) {
    return (
        <fieldset>
            <legend>{t(`scList_${kind}`)}</legend>
            <p class="hint">{t(`scHint_${kind}`)}</p>
            <ul class="entries">{spots.map((s, i) => (
                <Entry key={`${s.request} ${s.room}`} name={`${s.request} ${s.room}`} error={[act.of(`/${kind}/${i}/request`), act.of(`/${kind}/${i}/room`)].filter(Boolean).join("; ") || undefined}
                    remove={() => { act.clear(); removeSpot(kind, s); }}><Who request={s.request} /> – <b>{s.room}</b></Entry>
            ))}</ul>
            <div class="addrow two">
                <PickRequest label={t("request")} value={last.request} set={(request) => setLast({ ...last, request })} error={isHalf && last.request === "" ? t("scHalf") : undefined} />
                <PickRoom label={t("room")} value={last.room} set={(room) => setLast({ ...last, room })} onEnter={add} error={isHalf && last.room === "" ? t("scHalf") : undefined} />
                <button type="button" onClick={add}>{t(`scAdd_${kind}`)}</button>
            </div>
        </fieldset>
    );
}

function Entry({ name, error, remove, children }: { name: string; error: string | undefined; remove: () => void; children: ComponentChildren }) {
    return (
        <li class={error ? "wrong" : undefined}>
            <span>{children}</span>
            <button type="button" class="small" aria-label={`${t("scTakeOut")}: ${name}`} onClick={remove}>{t("scTakeOut")}</button>
            {error && <p class="error">{error}</p>}
        </li>
    );
}

/* The draft knows codes; the name is read. */
function Who({ request }: { request: string }) {
    const found = useLoad((signal) => get("/api/v1/requests/{request}", { path: { request }, signal }), [request]);
    return <><a href={`#/requests/${encodeURIComponent(request)}`}>{request}</a> {found.answer && nameOf(found.answer.data)}</>;
}
