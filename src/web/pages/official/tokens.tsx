/* Tokens of one's own, by which a program acts in one's name: made, told once, ended. */
import { useState } from "preact/hooks";
import { useAct } from "../../act";
import type { Schemas } from "../../api";
import { get, send } from "../../api";
import { day, moment, t } from "../../i18n";
import { useLoad } from "../../load";
import { Dialog } from "../../ui/dialog";
import { Check } from "../../ui/fields";
import { Field, Load, Tag } from "../../ui/parts";

type Token = Schemas["Token"];

export function Tokens() {
    const tokens = useLoad((signal) => get("/api/v1/tokens", { signal }), []);
    const [isMaking, setMaking] = useState(false), [made, setMade] = useState<Token | null>(null), [ending, setEnding] = useState<Token | null>(null);
    return (
        <details>
            <summary>{t("acTokens")}</summary>
            <p class="quiet">{t("acTokensMean")}</p>
            {made?.token && <div class="notice" role="status"><p>{t("acTokenOnce")}</p><p class="own-code"><code>{made.token}</code></p></div>}
            <Load of={tokens}>{({ items }) => items.length === 0 ? <p>{t("acNoToken")}</p> : (
                <ul class="plain-list">{items.map((k) => (
                    <li key={k.code} class="token">
                        <p><b>{k.name}</b> {k.revoked_at ? <Tag kind="plain">{t("acEnded")}</Tag> : Date.parse(k.expires_at) < Date.now() ? <Tag kind="plain">{t("acOver")}</Tag> : <Tag kind="good">{t("acLive")}</Tag>}</p>
                        <p class="quiet">{t(k.scopes.includes("write") ? "acMayWrite" : "acMayRead")} · {k.revoked_at ? moment(k.revoked_at) : t("acUntil", { day: day(k.expires_at) })}</p>
                        {!k.revoked_at && Date.parse(k.expires_at) > Date.now() && <button type="button" onClick={() => setEnding(k)} aria-label={`${t("acEnd")}: ${k.name}`}>{t("acEnd")}</button>}
                    </li>
                ))}</ul>
            )}</Load>
            <p class="ask"><button type="button" onClick={() => { setMade(null); setMaking(true); }}>{t("acMake")}</button></p>
            {isMaking && <Making close={() => setMaking(false)} done={(token) => { setMaking(false); setMade(token); tokens.again(); }} />}
            {ending && <Ending token={ending} close={() => setEnding(null)} done={() => { setEnding(null); tokens.again(); }} />}
        </details>
    );
}

function Making({ close, done }: { close: () => void; done: (token: Token) => void }) {
    const [name, setName] = useState(""), [days, setDays] = useState("90"), [mayWrite, setWrite] = useState(false);
    const act = useAct();
    return (
        <Dialog title={t("acMake")} verb={t("acMake")} act={act} close={close}
            submit={() => act.run(() => send("post", "/api/v1/tokens", { body: { name, days: Number(days), scopes: mayWrite ? ["read", "write"] : ["read"] } }), (a) => done(a.data))}>
            <Field label={t("acTokenName")} hint={t("acTokenNameHint")} required maxLength={100} value={name} error={act.of("/name")} onInput={(e) => setName(e.currentTarget.value)} />
            <Field label={t("acTokenDays")} type="number" min={1} max={366} required value={days} error={act.of("/days")} onInput={(e) => setDays(e.currentTarget.value)} />
            <Check label={t("acMayWrite")} value={mayWrite} set={setWrite} />
        </Dialog>
    );
}

function Ending({ token, close, done }: { token: Token; close: () => void; done: () => void }) {
    const act = useAct();
    return (
        <Dialog title={`${t("acEnd")}: ${token.name}`} verb={t("acEnd")} isGrave act={act} close={close} submit={() => act.run(() => send("delete", "/api/v1/tokens/{token}", { path: { token: token.code } }), done)}>
            <p>{t("acEndMeans")}</p>
        </Dialog>
    );
}
