/* What can be done with a plan from its row: its note, its end. */
import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { useAct } from "../../act";
import type { Answer } from "../../api";
import { get, send } from "../../api";
import { t } from "../../i18n";
import { useLoad } from "../../load";
import type { Plan, PlanHead } from "../../plan_facts";
import { Dialog } from "../../ui/dialog";
import { Area } from "../../ui/fields";
import { Discarding } from "./plan_acts";

const DISCARDABLE: PlanHead["state"][] = ["queued", "solved", "failed", "submitted", "decided"];

export function RowActs({ plan, again }: { plan: PlanHead; again: () => void }) {
    const [asked, setAsked] = useState<"note" | "discard" | null>(null);
    const name = t("prName", { n: String(plan.number) }), close = () => setAsked(null), done = () => { close(); again(); };
    return (
        <span class="spots">
            <button type="button" class="small" aria-label={`${t("plNote")}: ${name}`} onClick={() => setAsked("note")}>{t("plNote")}</button>
            {DISCARDABLE.includes(plan.state) && <button type="button" class="small" aria-label={`${t("plDiscard")}: ${name}`} onClick={() => setAsked("discard")}>{t("plDiscard")}</button>}
            {asked && <Now code={plan.code}>{(answer) => asked === "note"
                ? <Noting answer={answer} name={name} done={done} close={close} />
                : <Discarding plan={answer.data} etag={answer.etag} done={done} close={close} />}</Now>}
        </span>
    );
}

/* The plan as it is now, with the tag that a change sends back. */
function Now({ code, children }: { code: string; children: (answer: Answer<Plan>) => ComponentChildren }) {
    const plan = useLoad((signal) => get("/api/v1/plans/{plan}", { path: { plan: code }, signal }), [code]);
    return <>{plan.answer && children(plan.answer)}</>;
}

function Noting({ answer, name, done, close }: { answer: Answer<Plan>; name: string; done: () => void; close: () => void }) {
    const act = useAct(), [note, setNote] = useState(answer.data.note);
    return (
        <Dialog title={t("plNoteOf", { name })} verb={t("save")} act={act} close={close}
            submit={() => act.run(() => send("patch", "/api/v1/plans/{plan}", { path: { plan: answer.data.code }, etag: answer.etag, body: { note: note.trim() } }), done)}>
            <Area label={t("dkNote")} hint={t("scNoteHint")} rows={3} value={note} set={setNote} error={act.of("/note")} />
        </Dialog>
    );
}
