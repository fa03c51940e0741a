/* "My account", for everybody who logs in: who one is here, another password, tokens for programs. */
import { useState } from "preact/hooks";
import { useAct } from "../../act";
import { send } from "../../api";
import { day, t } from "../../i18n";
import { useSession } from "../../session";
import { Facts, Failure, Field } from "../../ui/parts";
import { Tokens } from "./tokens";

export function AccountPage() {
    const account = useSession().account!;
    return (
        <div class="own">
            <h1>{t("acTitle")}</h1>
            <Facts rows={[
                [t("fullName"), account.name],
                [t("loginName"), account.login],
                [t("acRole"), t(`acRole_${account.role}`)],
                ...(account.role === "registrar" ? [[t("agency"), account.all_agencies ? t("hmAllAgencies") : account.agencies.join(", ")] as [string, string]] : []),
                [t("acSince"), day(account.created_at)],
            ]} />
            <Password />
            <Tokens />
        </div>
    );
}

function Password() {
    const [old, setOld] = useState(""), [next, setNext] = useState(""), [again, setAgain] = useState(""), [isDone, setDone] = useState(false);
    const act = useAct(), differs = again !== "" && again !== next;
    const submit = (event: Event) => {
        event.preventDefault();
        if (!differs)
            act.run(() => send("put", "/api/v1/sessions/current/password", { body: { password: old, new_password: next } }), () => { setOld(""); setNext(""); setAgain(""); setDone(true); });
    };
    return (
        <section>
            <h2>{t("acPassword")}</h2>
            <form onSubmit={submit}>
                <p class="quiet">{t("acPasswordMeans")}</p>
                {act.problem && <Failure problem={act.problem} />}
                {isDone && <p class="notice" role="status">{t("acPasswordDone")}</p>}
                <Field label={t("acOld")} type="password" autocomplete="current-password" required value={old} error={act.of("/password")} onInput={(e) => setOld(e.currentTarget.value)} />
                <Field label={t("newPassword")} type="password" autocomplete="new-password" minLength={12} required value={next} error={act.of("/new_password")} onInput={(e) => { setDone(false); setNext(e.currentTarget.value); }} />
                <Field label={t("acAgain")} type="password" autocomplete="new-password" required value={again} error={differs ? t("acDiffers") : undefined} onInput={(e) => setAgain(e.currentTarget.value)} />
                <p class="ask"><button class="main" disabled={act.isBusy || differs}>{t("acPasswordVerb")}</button></p>
            </form>
        </section>
    );
}
