/* A room closed from a day to a day; and a closure changed, ended, taken back. */
import { useState } from "preact/hooks";
import { useAct } from "../../act";
import type { Answer, Schemas } from "../../api";
import { get, send } from "../../api";
import { today } from "../../day";
import type { Word } from "../../i18n";
import { day, t } from "../../i18n";
import { useLoad } from "../../load";
import { Dialog } from "../../ui/dialog";
import { Area, Check, Select } from "../../ui/fields";
import { Failure, Field } from "../../ui/parts";
import { Findings } from "./parts";

export type Closure = Schemas["Closure"];
const REASONS: Schemas["ClosureReason"][] = ["repair", "safety", "reserved", "handed_back", "other"];

/* "1/12/2025 – 5/1/2026" */
export function span(c: Pick<Closure, "from_day" | "to_day">): string {
    return `${day(c.from_day)} – ${c.to_day ? day(c.to_day) : t("lvUntilUnknown")}`;
}

interface Said { from: string; to: string; reason: Schemas["ClosureReason"]; note: string; repair: string; mayStay: boolean }

function useSaid(start: Said) {
    const act = useAct(), [said, setSaid] = useState(start);
    return { act, said, set: (change: Partial<Said>) => { act.clear(); setSaid({ ...said, ...change }); } };
}

function Fields({ act, said, set }: ReturnType<typeof useSaid>) {
    return (
        <>
            <Field label={t("lvOpens")} type="date" min={said.from} error={act.of("/to_day")} value={said.to} onInput={(e) => set({ to: e.currentTarget.value })} />
            <Select label={t("prReason")} value={said.reason} set={(v) => set({ reason: v as Said["reason"] })} options={REASONS.map((r): [string, string] => [r, t(`closure_${r}` as Word)])} />
            <Check label={t("lvMayStay")} value={said.mayStay} set={(mayStay) => set({ mayStay })} />
            <Area label={t("dkNote")} rows={2} value={said.note} set={(note) => set({ note })} error={act.of("/note")} />
        </>
    );
}

/* `done` is told of the case that this opened, if it did. */
export function CloseRoom({ room, repairs, close, done }: { room: string; repairs: string[]; close: () => void; done: (closure: Closure) => void }) {
    const form = useSaid({ from: today(), to: "", reason: "repair", note: "", repair: "", mayStay: false }), { act, said, set } = form;
    const [key] = useState(() => `close-${room}-${Date.now()}`);
    const submit = () => act.run(() => send("post", "/api/v1/closures", {
        key: `${key}-${said.from}-${said.to}-${said.reason}-${said.mayStay}`,
        body: { room, from_day: said.from, to_day: said.to || null, reason: said.reason, note: said.note, may_stay: said.mayStay, ...(said.repair ? { repair: said.repair } : {}) },
    }), (a) => done(a.data));
    return (
        <Dialog title={t("lvCloseOne", { room })} verb={t("lvClose")} isGrave act={act} submit={submit} close={close}>
            <p>{t("lvCloseMeans")}</p>
            <Findings act={act} fields={["/from_day", "/to_day", "/note"]} />
            <Field label={t("myFrom")} type="date" required error={act.of("/from_day")} value={said.from} onInput={(e) => set({ from: e.currentTarget.value })} />
            <Fields {...form} />
            {repairs.length > 0 && <Select label={t("lvRepairs")} value={said.repair} set={(repair) => set({ repair })} options={[["", "–"], ...repairs.map((r): [string, string] => [r, r])]} />}
        </Dialog>
    );
}

interface Change { closure: string; close: () => void; done: () => void }

/* Read anew when it is opened: the end may have moved meanwhile. */
export function ChangeClosure(props: Change) {
    const closure = useLoad((signal) => get("/api/v1/closures/{closure}", { path: { closure: props.closure }, signal }), [props.closure]);
    if (closure.problem) return <Failure problem={closure.problem} />;
    return closure.answer && <Changing key={closure.answer.etag} {...props} answer={closure.answer} again={closure.again} />;
}

function Changing({ answer, again, close, done }: Change & { answer: Answer<Closure>; again: () => void }) {
    const c = answer.data, form = useSaid({ from: c.from_day, to: c.to_day ?? "", reason: c.reason, note: c.note, repair: "", mayStay: c.may_stay }), { act, said } = form;
    const change = (body: Schemas["ClosureChange"]) => act.run(() => send("patch", "/api/v1/closures/{closure}", { path: { closure: c.code }, etag: answer.etag, body })
        .catch((e: Error) => { again(); throw e; }), done);
    const isAhead = c.from_day > today();
    return (
        <Dialog title={t("lvChangeClosure", { room: c.room })} verb={t("save")} act={act} close={close}
            submit={() => change({ to_day: said.to || null, reason: said.reason, note: said.note, may_stay: said.mayStay })}>
            <p class="ask"><b>{span(c)}</b> <button type="button" disabled={act.isBusy} onClick={() => change({ to_day: isAhead ? c.from_day : today() })}>{t(isAhead ? "lvCancelClosure" : "lvOpenNow")}</button></p>
            <Findings act={act} fields={["/to_day", "/note"]} />
            <Fields {...form} />
        </Dialog>
    );
}
