/* Two plans of a round side by side: which is better and where, who gains, who loses, who moves. */
import { useMemo } from "preact/hooks";
import type { Answer, Schemas } from "../../api";
import { get } from "../../api";
import { number, t } from "../../i18n";
import { useLoad } from "../../load";
import type { Plan, PlanHead } from "../../plan_facts";
import { hasResult, levelName, planName } from "../../plan_facts";
import { useQuery } from "../../query";
import { Choice } from "../../ui/choice";
import { Load } from "../../ui/parts";
import { Changes } from "./plan_gains";
import { PlanPart, PlanStateTag } from "./plan_part";

export type Comparison = Schemas["PlanComparison"];

export function PlanComparison({ code }: { code: string }) {
    return <PlanPart code={code} at="comparison">{(plan) => <Choose plan={plan} />}</PlanPart>;
}

/* The other plans of the round that can be compared. */
async function others(plan: Plan, signal: AbortSignal): Promise<Answer<PlanHead[]>> {
    if (plan.round === null) return { data: [], etag: null, next: null, location: null };
    const plans = await get("/api/v1/rounds/{round}/plans", { path: { round: plan.round }, signal });
    return { ...plans, data: plans.data.items.filter((p) => p.code !== plan.code && hasResult(p)) };
}

function Choose({ plan }: { plan: Plan }) {
    const [query, setQuery] = useQuery();
    const list = useLoad((signal) => others(plan, signal), [plan.code]);
    const wanted = query.get("with") ?? "";
    return (
        <Load of={list}>{(plans) => {
            const other = plans.find((p) => p.code === wanted);
            if (plans.length === 0) return <p>{t("prNoOther")}</p>;
            return (
                <>
                    <div class="bar one"><Choice label={t("prWith")} value={wanted} set={(v) => setQuery("with", v)}
                        options={[["", t("prChoose")], ...plans.map((p): [string, string] => [p.code, `${planName(p)} (${t(`plan_${p.state}`)})`])]} /></div>
                    {other ? <Pair plan={plan} other={other} /> : <p class="quiet">{t("prChooseHow")}</p>}
                </>
            );
        }}</Load>
    );
}

function Pair({ plan, other }: { plan: Plan; other: PlanHead }) {
    const pair = useLoad((signal) => get("/api/v1/plans/{plan}/comparison", { path: { plan: plan.code }, query: { with: other.code }, signal }), [plan.code, other.code]);
    return (
        <Load of={pair}>{(c) => c.other !== other.code ? <p class="quiet" role="status">{t("loading")}</p> : (
            <>
                <Verdict c={c} plan={plan} other={other} />
                <LevelTable c={c} plan={plan} other={other} />
                <Changes c={c} plan={plan} other={other} />
            </>
        )}</Load>
    );
}

/* Levels count in their order: the first that differs says which plan is better. */
function Verdict({ c, plan, other }: { c: Comparison; plan: PlanHead; other: PlanHead }) {
    const first = useMemo(() => c.levels.find((l) => l.better !== null), [c]);
    const n = (p: PlanHead) => ({ n: String(p.number) });
    return (
        <div class="notice verdict">
            <p><strong>{first
                ? t("prBetterAt", { ...n(first.better === "this" ? plan : other), level: levelName(first) })
                : t("prAlike")}</strong></p>
            <p>{t("prGainLose", { a: String(plan.number), b: String(other.number), gains: c.gains, loses: c.loses, moves: c.moves })}</p>
            {!c.same_instance && <p>{t("prOtherQuestion")}</p>}
        </div>
    );
}

function LevelTable({ c, plan, other }: { c: Comparison; plan: PlanHead; other: PlanHead }) {
    const cell = (n: number | null) => (n === null ? t("prNoLevel") : number(n));
    const says = (l: Comparison["levels"][number]) => {
        if (l.better === null) return l.value === l.other_value ? t("prSame") : "–";
        const by = Math.abs((l.value ?? 0) - (l.other_value ?? 0));
        return <strong>{t(l.better === "this" ? "prWorse" : "prBetter", { n: by })}</strong>;
    };
    return (
        <div class="scroll" tabIndex={0} role="group" aria-label={t("prSideBySide")}>
            <table class="dense levels">
                <caption>{t("prSideBySide")}</caption>
                <thead><tr>
                    <th scope="col">{t("prObjective")}</th>
                    <th scope="col" class="n">{t("prName", { n: String(plan.number) })} <PlanStateTag state={plan.state} /></th>
                    <th scope="col" class="n"><a href={`#/plans/${other.code}`}>{t("prName", { n: String(other.number) })}</a> <PlanStateTag state={other.state} /></th>
                    <th scope="col">{t("prOtherIs", { n: String(other.number) })}</th>
                </tr></thead>
                <tbody>{c.levels.map((l, i) => (
                    <tr key={i}><th scope="row">{levelName(l)} <span class="quiet">({t(l.sense === "min" ? "prLeast" : "prMost")})</span></th><td class="n">{cell(l.value)}</td><td class="n">{cell(l.other_value)}</td><td>{says(l)}</td></tr>
                ))}</tbody>
            </table>
        </div>
    );
}
