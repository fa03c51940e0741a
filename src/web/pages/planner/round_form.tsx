/* Opens a round, or changes an open one: what is promised before anybody knows who will gain by it. */
import { useState } from "preact/hooks";
import { useAct } from "../../act";
import type { Answer, Schemas } from "../../api";
import { get, send } from "../../api";
import { t } from "../../i18n";
import { useLoad } from "../../load";
import { usePolicies } from "../../reads";
import type { Round } from "../../round";
import { today } from "../../day";
import { go } from "../../router";
import { Select } from "../../ui/fields";
import { Failure, Field, Load } from "../../ui/parts";

type Policies = Schemas["Policies"];
type Terms = { code: string; name: string; policy: string; as_of: string; draw_source: string; draw_day: string; names: string; offer_days: string };

const policyKey = (p: { policy: string; policy_version: number }) => `${p.policy} ${p.policy_version}`;

function termsOf(r: Round): Terms {
    return {
        code: r.code, name: r.name, policy: policyKey(r), as_of: r.as_of, draw_source: r.draw_source, draw_day: r.draw_day,
        names: r.names_public ? "1" : "0", offer_days: String(r.offer_days),
    };
}

/* What is sent: an empty day is the policy's own. */
function bodyOf(v: Terms) {
    const [policy, version] = v.policy.split(" ");
    return {
        name: v.name, policy: policy!, policy_version: Number(version), draw_source: v.draw_source, draw_day: v.draw_day,
        names_public: v.names === "1", offer_days: Number(v.offer_days), ...(v.as_of ? { as_of: v.as_of } : {}),
    };
}

/* What is other than it was; the day of the draw may have passed by now, and is judged only where it is said. */
function changesOf(before: Terms, now: Terms): Schemas["RoundChange"] {
    const was: Record<string, unknown> = bodyOf(before);
    const changed = Object.entries(bodyOf(now)).filter(([name, value]) => was[name] !== value).map(([name]) => name);
    if (changed.includes("policy_version")) changed.push("policy");
    return Object.fromEntries(Object.entries(bodyOf(now)).filter(([name]) => changed.includes(name)));
}

export function RoundNew() {
    const policies = usePolicies();
    return (
        <div class="sheet-form">
            <p><a href="#/rounds">{t("rdRounds")}</a></p>
            <h1>{t("rdOpenNew")}</h1>
            <Load of={policies}>{({ items }) => <Form policies={items} round={null} />}</Load>
        </div>
    );
}

export function RoundChange({ code }: { code: string }) {
    const both = useLoad(async (signal) => {
        const [round, policies] = await Promise.all([get("/api/v1/rounds/{round}", { path: { round: code }, signal }), get("/api/v1/policies", { signal })]);
        return { ...round, data: { round, policies: policies.data.items } };
    }, [code]);
    return (
        <div class="sheet-form">
            <p><a href={`#/rounds/${code}`}>{code}</a></p>
            <h1>{t("rdChange")}</h1>
            <Load of={both}>{({ round, policies }) => <Form key={round.etag} policies={policies} round={round} again={both.again} />}</Load>
        </div>
    );
}

function Form({ policies, round, again }: { policies: Policies["items"]; round: Answer<Round> | null; again?: () => void }) {
    const first = policies[0] ? `${policies[0].code} ${policies[0].version}` : "";
    const before = round ? termsOf(round.data) : { code: "", name: "", policy: first, as_of: "", draw_source: "", draw_day: "", names: "1", offer_days: "7" };
    const [v, setAll] = useState<Terms>(before), [isIdle, setIdle] = useState(false), act = useAct();
    const set = (name: keyof Terms) => (value: string) => { setIdle(false); setAll({ ...v, [name]: value }); };
    const text = (name: keyof Terms, pointer = `/${name}`) => ({ value: v[name], error: act.of(pointer), onInput: (e: Event & { currentTarget: HTMLInputElement }) => set(name)(e.currentTarget.value) });
    const save = () => {
        const path = { round: v.code }, body = changesOf(before, v);
        if (round && Object.keys(body).length === 0) return setIdle(true);
        const sent = round
            ? send("patch", "/api/v1/rounds/{round}", { path, etag: round.etag, body }).catch((e: Error) => { again?.(); throw e; })
            : send("post", "/api/v1/rounds", { body: { code: v.code, ...bodyOf(v) } });
        act.run<unknown>(() => sent, () => go(`/rounds/${v.code}`));
    };
    return (
        <form onSubmit={(e) => { e.preventDefault(); save(); }}>
            {act.problem && <Failure problem={act.problem} />}
            {isIdle && <p class="notice" role="status">{t("rdNothingChanged")}</p>}
            {!round && <Field label={t("rdCode")} hint={t("rdCodeHint")} required maxLength={32} autocapitalize="off" {...text("code")} />}
            <Field label={t("rdName")} hint={t("rdNameHint")} required maxLength={200} {...text("name")} />
            <Select label={t("rdPolicy")} value={v.policy} set={set("policy")} error={act.of("/policy") ?? act.of("/policy_version")}
                options={policies.map((p) => [`${p.code} ${p.version}`, `${p.name} (${t("rdPolicyOf", { policy: p.code, version: p.version })})`])} />
            <Field label={t("rdAsOf")} hint={t("rdAsOfHint")} type="date" {...text("as_of")} />
            <Field label={t("rdDrawSource")} hint={t("rdDrawSourceHint")} required maxLength={200} {...text("draw_source")} />
            <Field label={t("rdDrawDay")} hint={t("rdDrawDayHint")} type="date" required min={round ? undefined : today()} {...text("draw_day")} />
            <Select label={t("rdNamesPublic")} hint={t("rdNamesHint")} value={v.names} set={set("names")} options={[["1", t("rdNamesShown")], ["0", t("rdNamesHidden")]]} />
            <Field label={t("rdOfferDays")} hint={t("rdOfferDaysHint")} type="number" required min={1} max={60} {...text("offer_days")} />
            <p class="ask"><button class="main" disabled={act.isBusy}>{t(round ? "save" : "rdOpenIt")}</button><a class="button" href={round ? `#/rounds/${v.code}` : "#/rounds"}>{t("cancel")}</a></p>
        </form>
    );
}
