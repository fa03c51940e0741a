/* What may be done with a repair now, as the API says: the next step first, large; the rest below. A
 * step that needs a reason, a cause or words asks for them. */
import { useEffect, useState } from "preact/hooks";
import type { Schemas } from "../../api";
import { get, send } from "../../api";
import type { Act } from "../../act";
import { useAct } from "../../act";
import { day, t } from "../../i18n";
import { useLoad } from "../../load";
import { useQuery } from "../../query";
import type { RepairView } from "../../repair";
import { etagOf } from "../../repair_words";
import { Dialog } from "../../ui/dialog";
import { Area } from "../../ui/fields";
import { Failure, Load } from "../../ui/parts";
import { Photos } from "../../ui/photos";
import { sendPhotos } from "../../ui/repair_form";
import { Pick } from "../../ui/pick";
import { CostForm } from "./costs";
import { Triage } from "./triage";

type Body = Schemas["RepairAct"];
type Wanted = Exclude<Body["action"], "confirm"> | "triage" | "cost";

const STEPS = ["start", "resume", "complete"] as const; /* the way forward */
const MORE = ["hold", "note", "cost", "triage", "close", "reopen", "duplicate", "cancel"] as const;
const HOLDS = ["parts", "access", "contractor", "approval", "weather", "other"] as const;
const ENDS = ["not_needed", "not_found", "not_ours", "other"] as const;
const CAUSES = ["wear", "tenant", "other"] as const;

interface Props { repair: RepairView; again: () => void }

export function RepairActs({ repair: r, again }: Props) {
    const [query, setQuery] = useQuery(), asked = query.get("do") === "complete" && r.actions.includes("complete");
    const [wanted, setWanted] = useState<Wanted | null>(null), act = useAct(again);
    useEffect(() => { if (asked) { setWanted("complete"); setQuery("do", ""); } }, [asked]);
    const may = (a: Wanted) => r.actions.includes(a);
    const steps = STEPS.filter(may), more = MORE.filter(may);
    const press = (a: Wanted) => (a === "start" || a === "resume" ? act.run(() => doIt(r, { action: a }), again) : setWanted(a));
    const close = () => setWanted(null), done = () => { close(); again(); };
    if (steps.length + more.length === 0) return null;
    return (
        <section class="acts no-print" aria-label={t("cwMoreActs")}>
            {act.problem && <Failure problem={act.problem} />}
            {steps.length > 0 && <p class="ask forward">{steps.map((a) => <button key={a} type="button" class="main" disabled={act.isBusy} onClick={() => press(a)}>{t(`crewdo_${a}`)}</button>)}</p>}
            <p class="ask">{more.map((a) => <button key={a} type="button" class={a === "cancel" ? "danger" : undefined} onClick={() => press(a)}>{t(`crewdo_${a}`)}</button>)}</p>
            {wanted === "triage" ? <Triage repair={r} close={close} done={done} again={again} />
                : wanted === "cost" ? <CostForm repair={r} close={close} done={done} again={again} />
                    : wanted === "complete" ? <Complete repair={r} close={close} done={done} again={again} />
                        : wanted && <Ask key={wanted} repair={r} action={wanted} close={close} done={done} again={again} />}
        </section>
    );
}

function doIt(r: RepairView, body: Body) {
    return send("post", "/api/v1/repairs/{repair}/events", { path: { repair: r.number }, etag: etagOf(r), body });
}

interface AskProps extends Props { close: () => void; done: () => void }

function Ask({ repair: r, action, close, done, again }: AskProps & { action: Exclude<Wanted, "triage" | "cost" | "complete"> }) {
    const act = useAct(again), [reason, setReason] = useState<NonNullable<Body["reason"]> | null>(null);
    const [note, setNote] = useState(""), [other, setOther] = useState<string | null>(null);
    const needsNote = action === "note" || action === "reopen" || reason === "other";
    const submit = () => act.run(() => doIt(r, {
        action,
        ...(reason ? { reason } : {}),
        ...(note.trim() ? { note: note.trim() } : {}),
        ...(other ? { duplicate_of: other } : {}),
    }), done);
    const reasons = action === "hold" ? HOLDS : action === "cancel" ? ENDS : null;
    return (
        <Dialog title={`${t(`crewdo_${action}`)}: ${r.number}`} verb={t(`crewdo_${action}`)} isGrave={action === "cancel"} act={act} submit={submit} close={close}>
            {reasons && <Pick legend={t("cwWhy")} name="reason" codes={reasons} value={reason as typeof reasons[number] | null} set={setReason} word={(c) => t(`crewwhy_${c}`)} error={act.of("/reason")} />}
            {action === "duplicate" && <Other act={act} repair={r} value={other} set={setOther} />}
            {action === "close" && <p>{t("cwCloseMeans")}</p>}
            <Area label={t(needsNote ? "cwSay" : "cwSayMaybe")} rows={3} required={needsNote} value={note} set={setNote} error={act.of("/note")} />
        </Dialog>
    );
}

/* The other repairs of the room, one of which this one repeats. */
function Other({ act, repair: r, value, set }: { act: Act; repair: RepairView; value: string | null; set: (number: string) => void }) {
    const list = useLoad((signal) => get("/api/v1/repairs", { query: { room: r.room, limit: 50 }, signal }), [r.room]);
    return <Load of={list}>{({ items }) => {
        const others = items.filter((o) => o.number !== r.number && o.state !== "duplicate");
        return others.length === 0 ? <p>{t("cwNoOther")}</p> : <Pick legend={t("cwWhichOne")} name="other" codes={others.map((o) => o.number)} value={value} set={set} error={act.of("/duplicate_of")}
            word={(n) => { const o = others.find((one) => one.number === n)!; return `${n} · ${t(`repair_${o.state}`)} · ${day(o.reported_at)}`; }} />;
    }}</Load>;
}

/* Done: the photo, what it came from, and a word. Photos go first: none is lost by ending too soon. */
function Complete({ repair: r, close, done, again }: AskProps) {
    const act = useAct(again), [cause, setCause] = useState<Body["cause"] | null>(null), [note, setNote] = useState(""), [photos, setPhotos] = useState<Blob[]>([]);
    const submit = () => act.run(async () => {
        const rest = await sendPhotos(photos, (file) => send("post", "/api/v1/repairs/{repair}/photos", { path: { repair: r.number }, query: { kind: "done" }, file }));
        setPhotos(rest);
        if (rest.length > 0) throw new Error(t("cwPhotoLost", { n: rest.length }));
        await doIt(r, { action: "complete", cause: cause!, ...(note.trim() ? { note: note.trim() } : {}) });
    }, done);
    return (
        <Dialog title={`${t("crewdo_complete")}: ${r.number}`} verb={t("crewdo_complete")} act={act} submit={submit} close={close}>
            <h3>{t("cwPhotoDone")}</h3>
            <Photos photos={photos} set={setPhotos} />
            <Pick legend={t("cwCauseAsk")} name="cause" codes={CAUSES} value={cause ?? null} set={setCause} word={(c) => t(`cause_${c}`)} error={act.of("/cause")} />
            <Area label={t("cwSayMaybe")} rows={2} value={note} set={setNote} error={act.of("/note")} />
        </Dialog>
    );
}
