/* The agencies: how urgent each one's work is (the Office says, 0 to 10), and activation codes for its
 * officials. */
import { useState } from "preact/hooks";
import { useAct } from "../../act";
import type { Schemas } from "../../api";
import { send } from "../../api";
import { number, t } from "../../i18n";
import { useAgencies } from "../../reads";
import { Dialog } from "../../ui/dialog";
import { Field, Load } from "../../ui/parts";
import { Slips } from "./slips";
import { Table } from "../../ui/table";

type Agency = Schemas["Agency"];

export function AgenciesPage() {
    const agencies = useAgencies(), [open, setOpen] = useState<Agency | null>(null);
    return (
        <div class="desk">
            <h1>{t("rgAgencies")}</h1>
            <p class="quiet">{t("rgUrgencyLead")}</p>
            <Load of={agencies}>{(all) => (
                <Table caption={t("rgAgencies")} isCaptionSeen={false} class="roomy" rows={all.items} id={(a) => a.code} columns={[
                    ["agency", (a) => <a href={`#/officials?agency=${encodeURIComponent(a.code)}`}>{a.name}</a>],
                    ["rgKind", (a) => a.kind],
                    ["rgUrgency", (a) => number(a.urgency), "n"],
                    [<span class="unseen">{t("rgUrgencyChange")}</span>, (a) => <button type="button" aria-label={`${t("rgUrgencyChange")}: ${a.name}`} onClick={() => setOpen(a)}>{t("rgUrgencyChange")}</button>],
                    ["rgSlips", (a) => <Slips agency={a} />],
                ]} />
            )}</Load>
            {open && <Urgency agency={open} close={() => setOpen(null)} done={() => { setOpen(null); agencies.again(); }} />}
        </div>
    );
}

function Urgency({ agency: a, close, done }: { agency: Agency; close: () => void; done: () => void }) {
    const act = useAct(), [urgency, setUrgency] = useState(String(a.urgency));
    return (
        <Dialog title={t("rgUrgencyOf", { agency: a.name })} verb={t("save")} act={act} close={close}
            submit={() => act.run(() => send("patch", "/api/v1/agencies/{agency}", { path: { agency: a.code }, etag: `"v${a.version}"`, body: { urgency: Number(urgency) } }), done)}>
            <Field label={t("rgUrgency")} type="number" min={0} max={10} step={1} required value={urgency} error={act.of("/urgency")} onInput={(e) => setUrgency(e.currentTarget.value)} />
        </Dialog>
    );
}
