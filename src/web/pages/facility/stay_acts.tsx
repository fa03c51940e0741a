/* What happens to a party's stay: in, out, to another room, for a while and back. The rules are judged
 * by the API before anything is done; what they say stands in the dialog. */
import { useState } from "preact/hooks";
import { useAct } from "../../act";
import type { Answer, Schemas } from "../../api";
import { send } from "../../api";
import { today } from "../../day";
import type { Word } from "../../i18n";
import { t } from "../../i18n";
import { useRequest } from "../../reads";
import { Dialog } from "../../ui/dialog";
import { Field } from "../../ui/parts";
import { PickRequest } from "../../ui/pick_request";
import { PickRoom } from "../../ui/pick_room";
import { LeaveDialog } from "./leave_form";
import { Findings } from "./parts";

type Stay = Schemas["Stay"];
type Deed = "move_in" | "move_out" | "transfer" | "exchange" | "temporary_room" | "return";

interface Party { request: string; name: string; stay: Stay | null; isAway: boolean; done: () => void }

function deedsOf({ stay, isAway }: Party): Deed[] {
    if (!stay) return ["move_in"];
    if (stay.kind === "temporary") return ["return"];
    return isAway ? ["transfer", "move_out"] : ["transfer", "exchange", "temporary_room", "move_out"];
}

export function StayActs(party: Party) {
    const [doing, setDoing] = useState<Deed | "leave" | null>(null), close = () => setDoing(null);
    const done = () => { close(); party.done(); };
    if (party.stay?.to_day) return null;
    return (
        <details class="acts">
            <summary aria-label={t("lvActsOf", { name: party.name })}>{t("lvActs")}</summary>
            <p class="ask">
                {deedsOf(party).map((deed) => <button type="button" class="small" key={deed} onClick={() => setDoing(deed)}>{t(`do_${deed}`)}</button>)}
                {party.stay?.kind === "own" && <button type="button" class="small" onClick={() => setDoing("leave")}>{t("lvNotice")}</button>}
            </p>
            {doing === "leave" && <LeaveDialog request={party.request} name={party.name} close={close} done={done} />}
            {doing && doing !== "leave" && <DeedDialog deed={doing} party={party} close={close} done={done} />}
        </details>
    );
}

interface Said { day: string; room: string; other: string; back: string }

async function perform(deed: Deed, request: string, etag: string | null, { day, room, other, back }: Said): Promise<Answer<Stay>> {
    const head = { path: { request }, etag, key: `${deed}-${request}-${etag}-${day}` };
    switch (deed) {
    case "move_in": return send("post", "/api/v1/requests/{request}/move-in", { ...head, body: { from_day: day } });
    case "move_out": return send("post", "/api/v1/requests/{request}/move-out", { ...head, body: { to_day: day } });
    case "transfer": return send("post", "/api/v1/requests/{request}/transfer", { ...head, key: `${head.key}-${room}`, body: { room, day } });
    case "exchange": return send("post", "/api/v1/requests/{request}/exchange", { ...head, key: `${head.key}-${other}`, body: { request: other, day } });
    case "temporary_room": return send("post", "/api/v1/requests/{request}/temporary-room", { ...head, key: `${head.key}-${room}-${back}`, body: { room, from_day: day, return_day: back || null } });
    case "return": return send("post", "/api/v1/requests/{request}/return", { ...head, body: { to_day: day } });
    }
}

/* Where the API says something about the day of the deed. */
const DAY_AT: Record<Deed, string> = { move_in: "/from_day", move_out: "/to_day", transfer: "/day", exchange: "/day", temporary_room: "/from_day", return: "/to_day" };

function DeedDialog({ deed, party, close, done }: { deed: Deed; party: Party; close: () => void; done: () => void }) {
    const act = useAct(), of = useRequest(party.request), [said, setSaid] = useState<Said>({ day: today(), room: "", other: "", back: "" });
    const set = (change: Partial<Said>) => { act.clear(); setSaid({ ...said, ...change }); };
    const submit = () => act.run(async () => {
        const etag = of.answer?.etag ?? null;
        return perform(deed, party.request, etag, { ...said, room: said.room.trim(), other: said.other.trim().toUpperCase() }).catch((e: Error) => { of.again(); throw e; });
    }, done);
    return (
        <Dialog title={t(`doing_${deed}` as Word, { name: party.name })} verb={t(`do_${deed}`)} isGrave={deed === "move_out"} act={act} submit={submit} close={close}>
            <p>{t(`does_${deed}`)}</p>
            <Findings act={act} fields={[DAY_AT[deed], "/return_day"]} />
            <Where deed={deed} said={said} set={set} />
            <Field label={t("lvOnDay")} type="date" required max={today()} error={act.of(DAY_AT[deed])} value={said.day} onInput={(e) => set({ day: e.currentTarget.value })} />
            {deed === "temporary_room" && <Field label={t("lvReturnDay")} type="date" min={said.day} error={act.of("/return_day")} value={said.back} onInput={(e) => set({ back: e.currentTarget.value })} />}
        </Dialog>
    );
}

function Where({ deed, said, set }: { deed: Deed; said: Said; set: (change: Partial<Said>) => void }) {
    if (deed === "exchange") return <PickRequest label={t("lvWith")} value={said.other} set={(other) => set({ other })} />;
    if (deed === "transfer" || deed === "temporary_room") return <PickRoom label={t("lvNewRoom")} value={said.room} set={(room) => set({ room })} />;
    return null;
}
