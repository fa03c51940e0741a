/* Saying yes or no to living together: who is named in somebody's request has the code from that
 * person; until the yes, the request shows nothing of itself. */
import { useState } from "preact/hooks";
import { send } from "../../api";
import { useAct } from "../../act";
import { t } from "../../i18n";
import { useSession } from "../../session";
import { Failure, Field } from "../../ui/parts";
import { OwnCode } from "./own_code";

export function Consent({ given }: { given: string }) {
    const official = useSession().account?.official;
    const [code, setCode] = useState(given), [said, setSaid] = useState<"yes" | "no" | null>(null);
    const act = useAct();
    const answer = (agrees: boolean) => act.run(
        () => send("post", "/api/v1/requests/{request}/sharing-consent", { path: { request: code.trim().toUpperCase() }, etag: "*", body: { agrees } }),
        () => setSaid(agrees ? "yes" : "no"),
    );
    return (
        <div class="own">
            <p><a href="#/">{t("myHousing")}</a></p>
            <h1>{t("myConsent")}</h1>
            {said ? <p class="notice" role="status">{t(said === "yes" ? "mySaidYes" : "mySaidNo", { code })}</p> : (
                <form onSubmit={(e) => { e.preventDefault(); answer(true); }}>
                    <p>{t("myConsentLead")}</p>
                    <Field label={t("myRequestCode")} placeholder="HS-0001" required autocomplete="off" autocapitalize="characters" value={code} onInput={(e) => setCode(e.currentTarget.value)} />
                    {act.problem && <Failure problem={act.problem} />}
                    <ul><li>{t("myConsent1")}</li><li>{t("myConsent2")}</li></ul>
                    <p class="ask">
                        <button class="main" disabled={act.isBusy}>{t("myAgree")}</button>
                        <button type="button" disabled={act.isBusy || code.trim() === ""} onClick={() => answer(false)}>{t("myRefuse")}</button>
                    </p>
                </form>
            )}
            {official && <section><h2>{t("myCode")}</h2><OwnCode code={official} /></section>}
        </div>
    );
}
