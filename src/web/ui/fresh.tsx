/* The password, asked for over the page where the API wants it: for a grave act (15 minutes after the
 * last one), or when the session has ended. What was asked is then done; what was typed is still there.
 * Stands once, in app.tsx: pages call the API and know nothing of it. */
import { useEffect, useRef, useState } from "preact/hooks";
import { useAct } from "../act";
import { onPasswordWanted, send } from "../api";
import { t } from "../i18n";
import { useSession } from "../session";
import { Dialog } from "./dialog";
import { Field } from "./parts";

export function Fresh() {
    const { account } = useSession();
    const [why, setWhy] = useState<"again" | "ended" | null>(null), [password, setPassword] = useState("");
    const waiting = useRef<((isGiven: boolean) => void)[]>([]);
    const act = useAct();
    useEffect(() => {
        onPasswordWanted((want) => {
            if (!account) return Promise.resolve(false);
            setWhy(want);
            return new Promise((settle) => { waiting.current.push(settle); });
        });
    }, [account]);
    const settle = (isGiven: boolean) => {
        for (const tell of waiting.current.splice(0)) tell(isGiven);
        setWhy(null);
        setPassword("");
        act.clear();
    };
    if (!why || !account) return null;
    return (
        <Dialog title={t("passwordAgain")} verb={t("goOn")} act={act} close={() => settle(false)}
            submit={() => act.run(() => send("post", "/api/v1/sessions", { body: { login: account.login, password } }), () => settle(true))}>
            <p>{t(why === "ended" ? "sessionEnded" : "passwordWhy")}</p>
            <Field label={t("passwordOf", { login: account.login })} type="password" autocomplete="current-password" required autofocus value={password} onInput={(e) => setPassword(e.currentTarget.value)} />
        </Dialog>
    );
}
