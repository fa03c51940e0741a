/* What a plan reaches, level by level, with the bound and whether it is proven that no plan is better. */
import { number, t } from "../../i18n";
import type { Level, Plan } from "../../plan_facts";
import { gap, isInfeasible, isLess, levelName } from "../../plan_facts";
import { Tag } from "../../ui/parts";
import { Table } from "../../ui/table";

export function Levels({ plan }: { plan: Plan }) {
    if (isInfeasible(plan)) return <p class="notice bad">{t("prInfeasible")}</p>;
    return (
        <>
            <Verdict plan={plan} />
            <Table caption={t("prLevels")} class="levels" rows={plan.levels} id={(_, i) => i} columns={[
                ["prLevel", (_, i) => number(i + 1), "n"],
                ["prObjective", (l) => <>{levelName(l)} <span class="quiet">({t(isLess(l) ? "prLeast" : "prMost")})</span></>, "row"],
                ["prValue", (l) => <strong>{number(l.value)}</strong>, "n"],
                ["prBound", (l) => number(l.bound), "n"],
                ["prProof", proven],
            ]} />
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
