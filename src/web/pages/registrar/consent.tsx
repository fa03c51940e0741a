/* The word of an official whom somebody of another agency names in a request, given by the own agency.
 * That request is not there for this agency but for this word: its code stands on the other's paper. */
import { useState } from "preact/hooks";
import { useAct } from "../../act";
import type { Schemas } from "../../api";
import { send } from "../../api";
import { t } from "../../i18n";
import { Dialog } from "../../ui/dialog";
import { Field } from "../../ui/parts";

export function ConsentFor({ official }: { official: Schemas["Official"] }) {
    const [isOpen, setOpen] = useState(false), [code, setCode] = useState(""), [agrees, setAgrees] = useState(true), [isDone, setDone] = useState(false), act = useAct();
    const choice = (value: boolean, label: string) => (
        <label class="check"><input type="radio" name="agrees" checked={agrees === value} onChange={() => setAgrees(value)} /> <span>{label}</span></label>
    );
    const submit = () => act.run(() => send("post", "/api/v1/requests/{request}/sharing-consent", { path: { request: code.trim() }, etag: "*", body: { official: official.code, agrees } }), () => { setOpen(false); setDone(true); });
    return (
        <>
            <button type="button" onClick={() => { setOpen(true); setDone(false); act.clear(); }}>{t("rgConsentFor")}</button>
            {isDone && <span role="status">{t("rgConsentDone")}</span>}
            {isOpen && <Dialog title={t("rgConsentTitle", { name: official.name })} verb={t("rgConsentSend")} isGrave={!agrees} act={act} submit={submit} close={() => setOpen(false)}>
                <p>{t("rgConsentLead")}</p>
                <Field label={t("receipt")} required placeholder="HS-0001" value={code} onInput={(e) => setCode(e.currentTarget.value)} />
                {choice(true, t("rgAgrees", { name: official.name }))}
                {choice(false, t("rgAgreesNot", { name: official.name }))}
            </Dialog>}
        </>
    );
}
