/* Withdrawing one's request: what that means, then a last question. */
import { useState } from "preact/hooks";
import type { Schemas } from "../../api";
import { send } from "../../api";
import { useAct } from "../../act";
import { t } from "../../i18n";
import { Dialog } from "../../ui/dialog";
import { canWithdraw } from "./life";

export function Withdraw({ request, again }: { request: Schemas["Request"]; again: () => void }) {
    const [isAsked, setAsked] = useState(false);
    const act = useAct();
    if (!canWithdraw(request.state)) return null;
    return (
        <details class="no-print">
            <summary>{t("myWithdraw")}</summary>
            <p>{t("myWithdrawMeans")}</p>
            <button type="button" class="danger" onClick={() => setAsked(true)}>{t("myWithdraw")}</button>
            {isAsked && <Dialog title={t("myWithdrawTitle", { code: request.code })} verb={t("myWithdrawVerb")} isGrave act={act} close={() => { setAsked(false); act.clear(); }}
                submit={() => act.run(
                    () => send("post", "/api/v1/requests/{request}/withdrawal", { path: { request: request.code }, etag: "*" }),
                    () => { setAsked(false); again(); },
                )}>
                <p>{t("myWithdrawMeans")}</p>
            </Dialog>}
        </details>
    );
}
