/* What a plan reaches, level by level, with the bound and whether it is proven that no plan is better. */
import { number, t } from "../../i18n";
import type { Level, Plan } from "../../plan_facts";
import { gap, isInfeasible, isLess, levelName } from "../../plan_facts";
import { Tag } from "../../ui/parts";

export function Levels({ plan }: { plan: Plan }) {
    if (isInfeasible(plan)) return <p class="notice bad">{t("prInfeasible")}</p>;
    return (
        <>
            <Verdict plan={plan} />
            <div class="scroll" tabIndex={0} role="group" aria-label={t("prLevels")}>
                <table class="dense levels">
                    <caption>{t("prLevels")}</caption>
                    <thead><tr>
                        <th scope="col" class="n">{t("prLevel")}</th><th scope="col">{t("prObjective")}</th><th scope="col" class="n">{t("prValue")}</th>
                        <th scope="col" class="n">{t("prBound")}</th><th scope="col">{t("prProof")}</th>
                    </tr></thead>
                    <tbody>{plan.levels.map((l, i) => (
                        <tr key={i}>
                            <td class="n">{number(i + 1)}</td>
                            <th scope="row">{levelName(l)} <span class="quiet">({t(isLess(l) ? "prLeast" : "prMost")})</span></th>
                            <td class="n"><strong>{number(l.value)}</strong></td><td class="n">{number(l.bound)}</td><td>{proven(l)}</td>
                        </tr>
                    ))}</tbody>
                </table>
            </div>
            <p class="quiet">{t("prHow")}</p>
        </>
    );
}

function proven(level: Level) {
    if (level.proven) return <Tag kind="good">{t("prProven")}</Tag>;
    return <><Tag kind="wait">{t("prUnproven")}</Tag> {t("prGap", { n: gap(level) })}</>;
}

/* The whole in one sentence. Status "optimal" speaks of all levels but the last of agencies. */
function Verdict({ plan }: { plan: Plan }) {
    const open = plan.levels.filter((l) => !l.proven), last = plan.levels[plan.levels.length - 1];
    if (plan.status !== "optimal")
        return <p class="notice wait">{t(plan.status === "stopped" ? "prVerdictStopped" : "prVerdictFeasible", { n: plan.levels.length - open.length, all: plan.levels.length })}</p>;
    return (
        <p class="notice good">
            <strong>{t("prVerdict")}</strong>
            {open.length > 0 && last && <> {t("prVerdictBut", { level: plan.levels.length, name: levelName(last), n: gap(last) })}</>}
        </p>
    );
}
