/* The policies that are stored, and a way to add one. */
import { useState } from "preact/hooks";
import { useAct } from "../../act";
import type { Schemas } from "../../api";
import { Problem, fetchJson, get } from "../../api";
import { number, t } from "../../i18n";
import { usePolicies } from "../../reads";
import { go } from "../../router";
import { useSession } from "../../session";
import { Area, Select } from "../../ui/fields";
import { Failure, Field, Load } from "../../ui/parts";
import { Table } from "../../ui/table";

type Policy = Schemas["Policy"];
type Heads = Schemas["Policies"]["items"];

export function Policies() {
    const policies = usePolicies(), { account } = useSession();
    return (
        <div class="desk">
            <p><a href="#/rounds">{t("rdRounds")}</a></p>
            <h1>{t("plPolicies")}</h1>
            <p>{t("plLead")}</p>
            {account?.role === "planner" && <p class="ask"><a class="button main" href="#/policies/new">{t("plAdd")}</a></p>}
            <Load of={policies}>{({ items }) => (
                <Table caption={t("plPolicies")} isCaptionSeen={false} rows={items} id={(p) => `${p.code} ${p.version}`} columns={[
                    ["plName", (p) => <a href={`#/policies/${p.code}/${p.version}`}>{p.name}</a>, "long"],
                    ["plCode", (p) => p.code, "code"],
                    ["plVersion", (p) => number(p.version), "n"],
                    ["plUse", (p) => t(p.is_used ? "plUsed" : "plUnused")],
                ]} />
            )}</Load>
        </div>
    );
}

export function PolicyNew() {
    const policies = usePolicies();
    return (
        <div class="sheet-form">
            <p><a href="#/policies">{t("plPolicies")}</a></p>
            <h1>{t("plAdd")}</h1>
            <p>{t("plAddLead")}</p>
            <Load of={policies}>{({ items }) => <Form policies={items} />}</Load>
        </div>
    );
}

/* Why the text is no JSON; null where it is. */
function broken(text: string): string | null {
    try {
        JSON.parse(text);
        return null;
    } catch (e) {
        return e instanceof Error ? e.message : String(e);
    }
}

function Form({ policies }: { policies: Heads }) {
    const [text, setText] = useState(""), [from, setFrom] = useState(""), [why, setWhy] = useState<string | null>(null), act = useAct();
    const put = (next: string) => { act.clear(); setWhy(null); setText(next); };
    const take = (key: string) => {
        const [policy, version] = key.split(" ");
        setFrom(key);
        if (policy) act.run(() => get("/api/v1/policies/{policy}", { path: { policy }, query: { version: Number(version) } }), (a) => put(JSON.stringify(a.data.document, null, 2)));
    };
    const save = () => {
        const fault = broken(text);
        setWhy(fault);
        /* as it was typed, byte for byte: its hash is that of the planner's own file */
        if (fault === null) act.run(() => fetchJson<Policy>("post", "/api/v1/policies", { body: text, headers: { "Content-Type": "application/json" } }), (a) => go(`/policies/${a.data.code}/${a.data.version}`));
    };
    const faults = act.problem instanceof Problem ? act.problem.body?.errors ?? [] : [];
    return (
        <form onSubmit={(e) => { e.preventDefault(); save(); }}>
            <Select label={t("plFrom")} value={from} set={take} options={[["", t("plFromNone")], ...policies.map((p): [string, string] => [`${p.code} ${p.version}`, `${p.name} (${t("rdPolicyOf", { policy: p.code, version: p.version })})`])]} />
            <Field label={t("plFile")} type="file" accept=".json,application/json" onInput={(e) => { void e.currentTarget.files?.[0]?.text().then(put); }} />
            <Area label={t("plText")} rows={20} required value={text} set={put} error={why === null ? undefined : t("plBroken", { why })} />
            {act.problem && <Failure problem={act.problem} />}
            {faults.length > 0 && <><h2>{t("plFaults")}</h2><ul>{faults.map((f) => <li key={f.pointer + f.detail}><code>{f.pointer}</code>: {f.detail}</li>)}</ul></>}
            <p class="ask"><button class="main" disabled={act.isBusy}>{t("plStore")}</button><a class="button" href="#/policies">{t("cancel")}</a></p>
        </form>
    );
}
