/* The accounts: who may log in as what; a new one, a change, an activation code on a slip to print. */
import { useState } from "preact/hooks";
import { useAct } from "../../act";
import type { Answer, Schemas } from "../../api";
import { get, send } from "../../api";
import { moment, t } from "../../i18n";
import { useLoad } from "../../load";
import type { Account, Role } from "../../session";
import { Dialog } from "../../ui/dialog";
import { Check, Select } from "../../ui/fields";
import { useMore } from "../../ui/more";
import { Facts, Field, Load, Tag } from "../../ui/parts";

const ROLES: Role[] = ["admin", "planner", "registrar", "official", "maintenance", "auditor"];
const words = (text: string) => text.split(/[\s,;]+/).filter(Boolean);

/* A new account, or a change of `old`. Who is an official has the code of the person. */
function AccountDialog({ old, again, close }: { old: Account | null; again: () => void; close: () => void }) {
    const act = useAct();
    const [login, setLogin] = useState(old?.login ?? ""), [name, setName] = useState(old?.name ?? ""), [role, setRole] = useState<Role>(old?.role ?? "registrar");
    const [agencies, setAgencies] = useState(old?.agencies.join(", ") ?? ""), [isAll, setAll] = useState(old?.all_agencies ?? false);
    const [official, setOfficial] = useState(old?.official ?? ""), [isEnded, setEnded] = useState(old?.is_disabled ?? false);
    const save = async () => {
        const body = { login, name, role, official: official.trim() || null, agencies: isAll || role !== "registrar" ? [] : words(agencies.toUpperCase()), all_agencies: isAll && role === "registrar" };
        if (!old) return send("post", "/api/v1/accounts", { body });
        const path = { account: old.code }, { etag } = await get("/api/v1/accounts/{account}", { path });
        return send("patch", "/api/v1/accounts/{account}", { path, etag, body: { ...body, is_disabled: isEnded } });
    };
    return (
        <Dialog title={old ? `${t("adChange")}: ${old.login}` : t("adNew")} verb={t("save")} act={act} close={close} submit={() => act.run(save, () => { close(); again(); })}>
            <Field label={t("loginName")} required maxLength={64} pattern="[a-z0-9._@\-]+" autocapitalize="none" hint={t("adLoginHint")} error={act.of("/login")} value={login} onInput={(e) => setLogin(e.currentTarget.value)} />
            <Field label={t("fullName")} required maxLength={100} error={act.of("/name")} value={name} onInput={(e) => setName(e.currentTarget.value)} />
            <Select label={t("acRole")} value={role} set={(v) => setRole(ROLES.find((r) => r === v) ?? role)} error={act.of("/role")} options={ROLES.map((r) => [r, t(`acRole_${r}`)])} />
            {role === "registrar" && <Check label={t("pbAllAgencies")} value={isAll} set={setAll} />}
            {role === "registrar" && !isAll && <Field label={t("agency")} hint={t("adAgenciesHint")} error={act.of("/agencies")} value={agencies} onInput={(e) => setAgencies(e.currentTarget.value)} />}
            {role === "official" && <Field label={t("adOfficial")} error={act.of("/official")} value={official} onInput={(e) => setOfficial(e.currentTarget.value)} />}
            {old && <Check label={t("adEnded")} value={isEnded} set={setEnded} />}
        </Dialog>
    );
}

/* The code is told once: it stands here until the slip is printed or closed. */
function CodeDialog({ account, close }: { account: Account; close: () => void }) {
    const act = useAct(), [slip, setSlip] = useState<Schemas["Activation"] | null>(null);
    const make = () => act.run(() => send("post", "/api/v1/accounts/{account}/activation", { path: { account: account.code } }), (a) => setSlip(a.data));
    return (
        <Dialog title={`${t("adCode")}: ${account.name}`} verb={t(slip ? "adPrint" : "adCode")} act={act} close={close} submit={() => (slip ? print() : make())}>
            {slip ? <div class="slip"><Facts rows={[[t("fullName"), slip.name], [t("loginName"), slip.login], [t("adCode"), <code>{slip.code}</code>], [t("adUntil"), moment(slip.expires_at)]]} /><p>{location.origin}</p></div> : <p>{t("adCodeOnce")}</p>}
        </Dialog>
    );
}

function Rows({ first, again }: { first: Answer<Schemas["Accounts"]>; again: () => void }) {
    const { items, button } = useMore<Account, Schemas["Accounts"]>(first);
    const [changed, change] = useState<Account | null>(null), [coded, code] = useState<Account | null>(null);
    return (
        <>
            <div class="scroll" role="region" aria-label={t("adAccounts")} tabIndex={0}>
                <table class="dense">
                    <thead><tr><th scope="col">{t("loginName")}</th><th scope="col">{t("fullName")}</th><th scope="col">{t("acRole")}</th><th scope="col">{t("agency")}</th><td /></tr></thead>
                    <tbody>
                        {items.map((a) => (
                            <tr key={a.code}>
                                <th scope="row">{a.login}</th>
                                <td class="long">{a.name} {a.is_disabled ? <Tag kind="bad">{t("adIsEnded")}</Tag> : !a.has_password && <Tag kind="wait">{t("adNoPassword")}</Tag>}</td>
                                <td>{t(`acRole_${a.role}`)}</td><td>{a.all_agencies ? t("pbAllAgencies") : a.agencies.join(", ")}</td>
                                <td class="acts"><button type="button" aria-label={`${t("adChange")}: ${a.login}`} onClick={() => change(a)}>{t("adChange")}</button> <button type="button" aria-label={`${t("adCode")}: ${a.login}`} onClick={() => code(a)}>{t("adCode")}</button></td>
                            </tr>
                        ))}
                    </tbody>
                </table>
            </div>
            {button}
            {changed && <AccountDialog old={changed} again={again} close={() => change(null)} />}
            {coded && <CodeDialog account={coded} close={() => code(null)} />}
        </>
    );
}

export function Accounts() {
    const accounts = useLoad((signal) => get("/api/v1/accounts", { signal }), []), [isNew, setNew] = useState(false);
    return (
        <section>
            <h1>{t("adAccounts")}</h1>
            <p><button type="button" class="main" onClick={() => setNew(true)}>{t("adNew")}</button></p>
            <Load of={accounts}>{() => accounts.answer && <Rows first={accounts.answer} again={accounts.again} />}</Load>
            {isNew && <AccountDialog old={null} again={accounts.again} close={() => setNew(false)} />}
        </section>
    );
}
