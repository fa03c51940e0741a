/* Logging in, and choosing a password by an activation code ("/activation=CODE" of the admin's link
 * or typed from the slip). */
import { useState } from "preact/hooks";
import { useAct } from "../../act";
import { send } from "../../api";
import { t } from "../../i18n";
import { useSession } from "../../session";
import { Failure, Field } from "../../ui/parts";

export function Login() {
    const session = useSession();
    const [login, setLogin] = useState(""), [password, setPassword] = useState(""), act = useAct();
    const submit = (event: Event) => {
        event.preventDefault();
        act.run(() => send("post", "/api/v1/sessions", { body: { login, password } }), (a) => session.enter(a.data.account));
    };
    return (
        <form class="narrow" onSubmit={submit}>
            <h1>{t("login")}</h1>
            {act.problem && <Failure problem={act.problem} />}
            <Field label={t("loginName")} autocomplete="username" autocapitalize="none" required value={login} onInput={(e) => setLogin(e.currentTarget.value)} />
            <Field label={t("password")} type="password" autocomplete="current-password" required value={password} onInput={(e) => setPassword(e.currentTarget.value)} />
            <button class="main" disabled={act.isBusy}>{t("login")}</button>
            <p class="quiet">{t("activationLead")} <a href="#/activation">{t("activation")}</a></p>
        </form>
    );
}

export function Activation({ given }: { given: string }) {
    const session = useSession();
    const [code, setCode] = useState(given), [password, setPassword] = useState(""), act = useAct();
    const submit = (event: Event) => {
        event.preventDefault();
        act.run(() => send("post", "/api/v1/activations", { body: { code, password } }), (a) => session.enter(a.data.account));
    };
    return (
        <form class="narrow" onSubmit={submit}>
            <h1>{t("activation")}</h1>
            {act.problem && <Failure problem={act.problem} />}
            <Field label={t("activationCode")} required autocomplete="one-time-code" value={code} error={act.of("/code")} onInput={(e) => setCode(e.currentTarget.value)} />
            <Field label={t("newPassword")} type="password" minLength={12} autocomplete="new-password" required value={password} error={act.of("/password")} onInput={(e) => setPassword(e.currentTarget.value)} />
            <button class="main" disabled={act.isBusy}>{t("activation")}</button>
            <p class="quiet"><a href="#/login">{t("backToLogin")}</a></p>
        </form>
    );
}
