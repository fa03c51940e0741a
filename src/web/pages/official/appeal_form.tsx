/* Objecting to a result: which fact is wrong, what it should be, in one's own words. What was typed
 * stays in the browser until it is sent. */
import { useState } from "preact/hooks";
import type { Schemas } from "../../api";
import { send } from "../../api";
import { useAct } from "../../act";
import type { Fact } from "../../appeal";
import { FACTS, GROUPS, factWords, registerSays } from "../../appeal";
import { t } from "../../i18n";
import { useLocalCopy } from "../../kept";
import { useOfficial } from "../../reads";
import { go } from "../../router";
import { useSession } from "../../session";
import { Area, Check, Select } from "../../ui/fields";
import { Failure, Field, Load } from "../../ui/parts";

type Official = Schemas["Official"];
interface Claim { fact: Fact | ""; value: string; statement: string }

const NONE: Claim = { fact: "", value: "", statement: "" };

export function AppealForm({ request }: { request: string }) {
    const own = useSession().account?.official ?? "";
    const official = useOfficial(own);
    return (
        <div class="own">
            <p><a href="#/">{t("myHousing")}</a></p>
            <h1>{t("appealNew")}</h1>
            <Load of={official}>{(o) => <Form request={request} official={o} />}</Load>
        </div>
    );
}

function Form({ request, official }: { request: string; official: Official }) {
    const [claim, setClaim, forget] = useLocalCopy<Claim>(`appeal:${request}`, NONE);
    const [key] = useState(() => `appeal-${request}-${Date.now()}`);
    const act = useAct();
    const set = (change: Partial<Claim>) => setClaim({ ...claim, ...change });
    const submit = (event: Event) => {
        event.preventDefault();
        const value = claim.value.trim().replace(",", ".");
        act.run(() => send("post", "/api/v1/requests/{request}/appeals", {
            path: { request }, key, body: { statement: claim.statement, ...(claim.fact === "" ? {} : { fact: claim.fact, value }) },
        }), () => { forget(); go("/"); });
    };
    return (
        <form onSubmit={submit}>
            <p>{t("apLead")}</p>
            {act.problem && <Failure problem={act.problem} />}
            <Select label={t("apFact")} value={claim.fact} error={act.of("/fact")} set={(v) => set({ fact: FACTS.find((f) => f === v) ?? "", value: "" })}
                options={[["", t("apNoFact")], ...FACTS.map((f): [string, string] => [f, factWords(f)])]} />
            {claim.fact !== "" && <>
                <p class="quiet">{t("apNow", { value: registerSays(official, claim.fact) ?? t("unknown") })}</p>
                <Value fact={claim.fact} value={claim.value} error={act.of("/value")} set={(value) => set({ value })} />
            </>}
            <Area label={t("appealStatement")} hint={t("apStatementHint")} rows={6} required value={claim.statement} error={act.of("/statement")} set={(statement) => set({ statement })} />
            <p class="ask">
                <button class="main" disabled={act.isBusy}>{t("apSend")}</button>
                <a class="button" href="#/">{t("cancel")}</a>
            </p>
        </form>
    );
}

function Value({ fact, value, error, set }: { fact: Fact; value: string; error: string | undefined; set: (v: string) => void }) {
    if (fact === "road_km" || fact === "coefficient")
        return <Field label={t(fact === "road_km" ? "apRoad" : "apCoefficient")} inputMode="decimal" required autocomplete="off" value={value} error={error} onInput={(e) => set(e.currentTarget.value)} />;
    if (fact === "groups") {
        const chosen = value.split(" ").filter(Boolean);
        return (
            <fieldset>
                <legend>{t("dkGroups")}</legend>
                {GROUPS.map((g) => <Check key={g} label={t(`group_${g}`)} value={chosen.includes(g)} set={(on) => set((on ? [...chosen, g] : chosen.filter((c) => c !== g)).join(" "))} />)}
                {error && <p class="error">{error}</p>}
            </fieldset>
        );
    }
    const yes = fact === "owns_house" ? "myHouseYes" : "yes", no = fact === "owns_house" ? "myHouseNo" : "no";
    return <Select label={t("apShould")} required value={value} error={error} set={set} options={[["", ""], ["yes", t(yes)], ["no", t(no)]]} />;
}
