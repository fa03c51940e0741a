/* Activation codes for the officials of an agency who have no password yet: made once, as slips to cut
 * and hand out (PDF) or as a list (CSV). */
import { useState } from "preact/hooks";
import { useAct } from "../../act";
import type { Schemas } from "../../api";
import { address, saveFile } from "../../api";
import { t } from "../../i18n";
import { Dialog } from "../../ui/dialog";

export function Slips({ agency }: { agency: Schemas["Agency"] }) {
    const [isOpen, setOpen] = useState(false), [format, setFormat] = useState<"pdf" | "csv">("pdf"), [isDone, setDone] = useState(false), act = useAct();
    const url = address("/api/v1/agencies/{agency}/activations", { agency: agency.code }, { format });
    const choice = (value: "pdf" | "csv", label: string) => (
        <label class="check"><input type="radio" name="format" checked={format === value} onChange={() => setFormat(value)} /> <span>{label}</span></label>
    );
    return (
        <>
            <button type="button" onClick={() => { setOpen(true); setDone(false); act.clear(); }}>{t("rgSlips")}</button>
            {isDone && <span role="status">{t("rgSlipsDone")}</span>}
            {isOpen && <Dialog title={t("rgSlipsTitle", { agency: agency.name })} verb={t("rgSlipsMake")} act={act} close={() => setOpen(false)}
                submit={() => act.run(() => saveFile("post", url, `ma-kich-hoat-${agency.code}.${format}`), () => { setOpen(false); setDone(true); })}>
                <p>{t("rgSlipsLead")}</p>
                <p class="warning">{t("rgSlipsOnce")}</p>
                <fieldset><legend>{t("rgSlipsFormat")}</legend>{choice("pdf", t("rgSlipsPdf"))}{choice("csv", t("rgSlipsCsv"))}</fieldset>
            </Dialog>}
        </>
    );
}
