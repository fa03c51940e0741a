/* What a repair cost: material, labour with its minutes, contractors. */
import { useState } from "preact/hooks";
import type { Schemas } from "../../api";
import { send } from "../../api";
import { useAct } from "../../act";
import { today } from "../../day";
import { day, number, t } from "../../i18n";
import type { RepairView } from "../../repair";
import { etagOf, money } from "../../repair_words";
import { Dialog } from "../../ui/dialog";
import { Field } from "../../ui/parts";
import { Pick } from "../../ui/pick";
import { Table } from "../../ui/table";

type Kind = Schemas["RepairCost"]["kind"];
const KINDS = ["material", "labour", "contractor"] as const;

export function Costs({ repair: r }: { repair: RepairView }) {
    return (
        <section>
            <h2>{t("cwCosts")}</h2>
            {r.costs.length === 0 ? <p class="quiet">{t("cwNoCosts")}</p> : <>
                <Table caption={t("cwCosts")} isCaptionSeen={false} rows={r.costs} id={(_, i) => i} columns={[
                    ["cwDay", (c) => day(c.day)],
                    ["cwKind", (c) => t(`cost_${c.kind}`)],
                    ["cwAmount", (c) => number(c.amount_dong), "n"],
                    ["cwMinutes", (c) => (c.minutes === 0 ? "–" : number(c.minutes)), "n"],
                    ["dkNote", (c) => c.note],
                ]} />
                <p><b>{t("cwSum")}: {money(r.cost_dong ?? 0)}</b>{r.minutes ? `, ${number(r.minutes)} ${t("cwMinutes").toLowerCase()}` : ""}</p>
            </>}
        </section>
    );
}

export function CostForm({ repair: r, close, done, again }: { repair: RepairView; close: () => void; done: () => void; again: () => void }) {
    const act = useAct(again), [kind, setKind] = useState<Kind>("material"), [amount, setAmount] = useState(""), [minutes, setMinutes] = useState(""), [on, setOn] = useState(today()), [note, setNote] = useState("");
    const submit = () => act.run(() => send("post", "/api/v1/repairs/{repair}/costs", {
        path: { repair: r.number }, etag: etagOf(r),
        body: { day: on, kind, amount_dong: Number(amount || "0"), ...(kind === "labour" && minutes ? { minutes: Number(minutes) } : {}), ...(note.trim() ? { note: note.trim() } : {}) },
    }), done);
    return (
        <Dialog title={`${t("crewdo_cost")}: ${r.number}`} verb={t("save")} act={act} submit={submit} close={close}>
            <Pick legend={t("cwKind")} name="kind" codes={KINDS} value={kind} set={setKind} word={(c) => t(`cost_${c}`)} error={act.of("/kind")} />
            <Field label={t("cwAmount")} type="number" inputMode="numeric" step={1} required={kind !== "labour"} value={amount} error={act.of("/amount_dong")} hint={t("cwAmountHint")} onInput={(e) => setAmount(e.currentTarget.value)} />
            {kind === "labour" && <Field label={t("cwMinutesLong")} type="number" inputMode="numeric" step={1} value={minutes} error={act.of("/minutes")} onInput={(e) => setMinutes(e.currentTarget.value)} />}
            <Field label={t("cwDay")} type="date" required max={today()} value={on} error={act.of("/day")} onInput={(e) => setOn(e.currentTarget.value)} />
            <Field label={t("dkNote")} maxLength={200} autocomplete="off" value={note} error={act.of("/note")} onInput={(e) => setNote(e.currentTarget.value)} />
        </Dialog>
    );
}
