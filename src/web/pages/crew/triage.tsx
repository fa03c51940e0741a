/* A repair is looked at: how urgent it is, whether people may stay, the day, an estimate. */
import { useState } from "preact/hooks";
import type { Schemas } from "../../api";
import { send } from "../../api";
import { useAct } from "../../act";
import { today } from "../../day";
import { t } from "../../i18n";
import type { RepairView } from "../../repair";
import { etagOf } from "../../repair_words";
import { Dialog } from "../../ui/dialog";
import { Area, Select } from "../../ui/fields";
import { Field } from "../../ui/parts";
import { Pick } from "../../ui/pick";

const SEVERITIES = ["emergency", "urgent", "routine"] as const;

export function Triage({ repair: r, close, done, again }: { repair: RepairView; close: () => void; done: () => void; again: () => void }) {
    const act = useAct(again), [severity, setSeverity] = useState<Schemas["RepairSeverity"]>(r.severity);
    const [stay, setStay] = useState(r.may_stay === null ? "" : r.may_stay ? "yes" : "no");
    const [planned, setPlanned] = useState(r.planned_on ?? ""), [estimate, setEstimate] = useState(r.estimate_dong === null ? "" : String(r.estimate_dong)), [note, setNote] = useState("");
    const submit = () => act.run(() => send("patch", "/api/v1/repairs/{repair}", {
        path: { repair: r.number }, etag: etagOf(r),
        body: {
            severity,
            may_stay: stay === "" ? null : stay === "yes",
            ...(planned !== (r.planned_on ?? "") ? { planned_on: planned || null } : {}), /* a day gone by may stay as it is */
            estimate_dong: estimate === "" ? null : Number(estimate),
            ...(note.trim() ? { note: note.trim() } : {}),
        },
    }), done);
    return (
        <Dialog title={`${t("crewdo_triage")}: ${r.number}`} verb={t("save")} act={act} submit={submit} close={close}>
            <Pick legend={t("cwSeverity")} name="severity" codes={SEVERITIES} value={severity} set={setSeverity} word={(c) => t(`severity_${c}`)} error={act.of("/severity")} />
            {severity !== r.severity && <p class="quiet">{t("cwNewSeverity")}</p>}
            <Select label={t("cwMayStay")} value={stay} set={setStay} error={act.of("/may_stay")} options={[["", t("unknown")], ["yes", t("yes")], ["no", t("no")]]} />
            <Field label={t("cwPlannedOn")} type="date" min={today()} value={planned} error={act.of("/planned_on")} onInput={(e) => setPlanned(e.currentTarget.value)} />
            <Field label={t("cwEstimate")} type="number" inputMode="numeric" min={1} step={1} value={estimate} error={act.of("/estimate_dong")} onInput={(e) => setEstimate(e.currentTarget.value)} />
            <Area label={t("cwSayMaybe")} rows={2} value={note} set={setNote} error={act.of("/note")} />
        </Dialog>
    );
}
