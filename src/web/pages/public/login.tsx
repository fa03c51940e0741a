/* Logging in, and choosing a password by an activation code ("/activation=CODE" of the admin's link
 * or typed from the slip). */
import { useState } from "preact/hooks";
import { Problem, send } from "../../api";
import { t } from "../../i18n";
import { go } from "../../router";
import { useSession } from "../../session";
import { Failure, Field } from "../../ui/parts";

export function Login() {
    const session = useSession();
    const [login, setLogin] = useState(""), [password, setPassword] = useState("");
    const [problem, setProblem] = useState<Error | null>(null);
    const [isBusy, setBusy] = useState(false);
    const submit = (event: Event) => {
        event.preventDefault();
        setBusy(true);
        send("post", "/api/v1/sessions", { body: { login, password } })
            .then((a) => session.enter(a.data.account), (e: Error) => setProblem(e))
            .finally(() => setBusy(false));
    };
    return (
        <form class="narrow" onSubmit={submit}>
            <h1>{t("login")}</h1>
            {problem && <Failure problem={problem} />}
            <Field label={t("loginName")} autocomplete="username" autocapitalize="none" required value={login} onInput={(e) => setLogin(e.currentTarget.value)} />
            <Field label={t("password")} type="password" autocomplete="current-password" required value={password} onInput={(e) => setPassword(e.currentTarget.value)} />
            <button class="main" disabled={isBusy}>{t("login")}</button>
            <p class="quiet">{t("activationLead")} <a href="#/activation">{t("activation")}</a></p>
        </form>
    );
}

export function Activation({ given }: { given: string }) {
    const session = useSession();
    const [code, setCode] = useState(given), [password, setPassword] = useState("");
    const [problem, setProblem] = useState<Error | null>(null);
    const [isBusy, setBusy] = useState(false);
    const submit = (event: Event) => {
        event.preventDefault();
        setBusy(true);
        send("post", "/api/v1/activations", { body: { code, password } })
            .then((a) => { session.enter(a.data.account); go("/"); }, (e: Error) => setProblem(e))
            .finally(() => setBusy(false));
    };
    const of = (pointer: string) => (problem instanceof Problem ? problem.of(pointer) : undefined);
    return (
        <form class="narrow" onSubmit={submit}>
            <h1>{t("activation")}</h1>
            {problem && <Failure problem={problem} />}
            <Field label={t("activationCode")} required autocomplete="one-time-code" value={code} error={of("/code")} onInput={(e) => setCode(e.currentTarget.value)} />
            <Field label={t("newPassword")} type="password" minLength={12} autocomplete="new-password" required value={password} error={of("/password")} onInput={(e) => setPassword(e.currentTarget.value)} />
            <button class="main" disabled={isBusy}>{t("activation")}</button>
            <p class="quiet"><a href="#/login">{t("backToLogin")}</a></p>
        </form>
    );
}
