/* A person put into the plan in the making: pinned to a room or kept out of it. */
import { useState } from "preact/hooks";
import { useAct } from "../act";
import { t } from "../i18n";
import type { SpotKind } from "../scenario";
import { addSpot, has, removeSpot, useDraft } from "../scenario";
import { useSession } from "../session";
import { Dialog } from "./dialog";
import { PickRoom } from "./pick_room";

const KINDS: SpotKind[] = ["pins", "bans"];

/* Two buttons for one person and one room; pressed: it is part of the plan in the making. */
export function SpotButtons({ request, room, name }: { request: string; room: string; name: string }) {
    const draft = useDraft(), spot = { request, room };
    return (
        <span class="spots">
            {KINDS.map((kind) => {
                const isOn = has(draft, kind, spot);
                return (
                    <button key={kind} type="button" class="small" aria-pressed={isOn} aria-label={`${t(`scDo_${kind}`)}: ${name}, ${room}`}
                        onClick={() => (isOn ? removeSpot : addSpot)(kind, spot)}>{isOn && "✓ "}{t(`scDo_${kind}`)}</button>
                );
            })}
        </span>
    );
}

/* The same from a person's menu, where the room is still to be named. Planners alone see it. */
export function SpotMenu({ request, name, room = "", label }: { request: string; name: string; room?: string | undefined; label: string }) {
    const { account } = useSession(), [isOpen, setOpen] = useState(false);
    if (account?.role !== "planner") return null;
    return (
        <>
            <button type="button" class="small" aria-label={`${label}: ${name}`} onClick={() => setOpen(true)}>{label}</button>
            {isOpen && <SpotDialog request={request} name={name} room={room} close={() => setOpen(false)} />}
        </>
    );
}

function SpotDialog({ request, name, room, close }: { request: string; name: string; room: string; close: () => void }) {
    const act = useAct(), [code, setCode] = useState(room), [kind, setKind] = useState<SpotKind>("pins");
    const submit = () => {
        if (code.trim() === "") return;
        addSpot(kind, { request, room: code.trim() });
        close();
    };
    return (
        <Dialog title={t("scPersonTitle", { name, request })} verb={t("scPut")} act={act} submit={submit} close={close}>
            <fieldset>
                <legend>{t("scPersonWhat")}</legend>
                {KINDS.map((k) => (
                    <label key={k} class="check"><input type="radio" name="kind" checked={k === kind} onChange={() => setKind(k)} /> <span>{t(`scLong_${k}`)}</span></label>
                ))}
            </fieldset>
            <PickRoom label={t("room")} value={code} set={setCode} hint={t("scRoomHint")} />
            <p class="quiet">{t("scPutWhere")}</p>
        </Dialog>
    );
}
