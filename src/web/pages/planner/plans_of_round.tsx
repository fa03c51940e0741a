/* The plans of a round, the newest first: what each changes, how many it houses; two to compare. */
import { useState } from "preact/hooks";
import { get } from "../../api";
import { moment, number, t } from "../../i18n";
import { useLoad } from "../../load";
import type { PlanHead } from "../../plan_facts";
import { hasResult, optionWords } from "../../plan_facts";
import type { Round } from "../../round";
import { takesPlans } from "../../round";
import { useSession } from "../../session";
import { Load } from "../../ui/parts";
import { PlanStateTag } from "./plan_part";
import { RowActs } from "./plan_row_acts";
import { Table } from "../../ui/table";

export function PlansOfRound({ round }: { round: Round }) {
    const plans = useLoad((signal) => get("/api/v1/rounds/{round}/plans", { path: { round: round.code }, signal }), [round.code]);
    const { account } = useSession(), isPlanner = account?.role === "planner";
    return (
        <section>
            <h2>{t("rdPlans")}</h2>
            {isPlanner && takesPlans(round) && <p class="ask"><a class="button" href={`#/rounds/${round.code}/plans/new`}>{t("scNew")}</a></p>}
            <Load of={plans}>{({ items }) => items.length === 0 ? <p class="quiet">{t("rdPlanNone")}</p> : <List items={items} again={plans.again} isPlanner={isPlanner} />}</Load>
        </section>
    );
}

function List({ items, again, isPlanner }: { items: PlanHead[]; again: () => void; isPlanner: boolean }) {
    const [chosen, setChosen] = useState<string[]>([]);
    const canCompare = items.filter(hasResult).length > 1;
    const choose = (code: string) => setChosen(chosen.includes(code) ? chosen.filter((c) => c !== code) : [...chosen, code].slice(-2));
    return (
        <>
            <Table caption={t("rdPlans")} isCaptionSeen={false} class="plans" rows={items} id={(p) => p.code} columns={[
                canCompare && ["plCompare", (p) => hasResult(p) && <input type="checkbox" aria-label={t("plChoose", { n: String(p.number) })} checked={chosen.includes(p.code)} onChange={() => choose(p.code)} />],
                ["rdPlan", (p) => <><a href={`#/plans/${p.code}`}>{t("prName", { n: String(p.number) })}</a> {p.note && <span class="note">{p.note}</span>}</>, "row"],
                ["hmState", (p) => <PlanStateTag state={p.state} />],
                ["prResult", (p) => <>{p.status ? t(`plStatus_${p.status}`) : "–"}{p.scenario && <small class="line">{t("plTrial")}</small>}</>],
                ["plHoused", (p) => (p.n_housed === null ? "–" : number(p.n_housed)), "n"],
                ["plChanges", (p) => optionWords(p.options) || <span class="quiet">{t("plNoChange")}</span>],
                ["rdPlanMaker", (p) => p.maker ?? t("prCommand")],
                ["rdPlanMade", (p) => moment(p.created_at)],
                isPlanner && ["plActs", (p) => <RowActs plan={p} again={again} />],
            ]} />
            {canCompare && <Compare chosen={items.filter((p) => chosen.includes(p.code))} />}
        </>
    );
}

/* The older one is compared with the newer: who gains by it, who loses. */
function Compare({ chosen: [newer, older] }: { chosen: PlanHead[] }) {
    if (!newer || !older) return <p class="ask quiet">{t("plChooseTwo")}</p>;
    return <p class="ask"><a class="button" href={`#/plans/${older.code}/comparison?with=${newer.code}`}>{t("plCompareTwo", { a: String(older.number), b: String(newer.number) })}</a></p>;
}
