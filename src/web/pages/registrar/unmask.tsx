/* The citizen id of an official: masked, and in plain for half a minute where somebody says why. The
 * audit keeps the reason. */
import { useEffect, useState } from "preact/hooks";
import { useAct } from "../../act";
import type { Schemas } from "../../api";
import { send } from "../../api";
import { t } from "../../i18n";
import { tidy } from "../../person";
import { Dialog } from "../../ui/dialog";
import { Area } from "../../ui/fields";

const SHOWN_S = 30, LEAST = 10;

export function Unmask({ official }: { official: Schemas["Official"] }) {
    const [isAsking, setAsking] = useState(false), [reason, setReason] = useState(""), [plain, setPlain] = useState<string | null>(null), act = useAct();
    const hide = () => setPlain(null);
    useEffect(() => {
        if (plain === null) return;
        const later = setTimeout(hide, SHOWN_S * 1000);
        addEventListener("blur", hide); /* who goes to another window leaves it unwatched */
        return () => { clearTimeout(later); removeEventListener("blur", hide); };
    }, [plain]);
    const n = [...tidy(reason)].length;
    const submit = () => {
        if (n < LEAST) return;
        act.run(() => send("post", "/api/v1/officials/{official}/citizen-id", { path: { official: official.code }, body: { reason: tidy(reason) } }), (a) => {
            setPlain(a.data.citizen_id);
            setAsking(false);
            setReason("");
        });
    };
    return (
        <span class="unmask">
            <span role="status">{plain ? plain.replace(/(\d{3})(?=\d)/g, "$1 ") : official.citizen_id_masked ?? "–"}</span>
            {plain ? <button type="button" onClick={hide}>{t("rgHide")}</button> : <button type="button" onClick={() => { setAsking(true); act.clear(); }}>{t("rgUnmask")}</button>}
            {isAsking && <Dialog title={t("rgUnmaskTitle", { name: official.name })} verb={t("rgUnmask")} act={act} submit={submit} close={() => setAsking(false)}>
                <p>{t("rgUnmaskLead", { s: SHOWN_S })}</p>
                <Area label={t("prReason")} rows={2} required value={reason} set={setReason} hint={t("rgReasonHint")} error={act.of("/reason") ?? (reason !== "" && n < LEAST ? t("rgReasonShort", { n: LEAST - n }) : undefined)} />
            </Dialog>}
        </span>
    );
}
