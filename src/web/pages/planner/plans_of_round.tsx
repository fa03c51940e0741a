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
            <div class="scroll" tabIndex={0} role="group" aria-label={t("rdPlans")}>
                <table class="dense plans">
                    <caption>{t("rdPlans")}</caption>
                    <thead><tr>
                        {canCompare && <th scope="col">{t("plCompare")}</th>}
                        <th scope="col">{t("rdPlan")}</th><th scope="col">{t("hmState")}</th><th scope="col">{t("plStatus")}</th><th scope="col" class="n">{t("plHoused")}</th>
                        <th scope="col">{t("plChanges")}</th><th scope="col">{t("rdPlanMaker")}</th><th scope="col">{t("rdPlanMade")}</th>{isPlanner && <th scope="col">{t("plActs")}</th>}
                    </tr></thead>
                    <tbody>{items.map((p) => (
                        <tr key={p.code}>
                            {canCompare && <td>{hasResult(p) && <input type="checkbox" aria-label={t("plChoose", { n: String(p.number) })} checked={chosen.includes(p.code)} onChange={() => choose(p.code)} />}</td>}
                            <th scope="row"><a href={`#/plans/${p.code}`}>{t("prName", { n: String(p.number) })}</a> {p.note && <span class="note">{p.note}</span>}</th>
                            <td><PlanStateTag state={p.state} /></td>
                            <td>{p.status ? t(`plStatus_${p.status}`) : "–"}{p.scenario && <small class="line">{t("plTrial")}</small>}</td>
                            <td class="n">{p.n_housed === null ? "–" : number(p.n_housed)}</td>
                            <td>{optionWords(p.options) || <span class="quiet">{t("plNoChange")}</span>}</td>
                            <td>{p.maker ?? t("prCommand")}</td><td>{moment(p.created_at)}</td>
                            {isPlanner && <td><RowActs plan={p} again={again} /></td>}
                        </tr>
                    ))}</tbody>
                </table>
            </div>
            {canCompare && <Compare chosen={items.filter((p) => chosen.includes(p.code))} />}
        </>
    );
}

/* The older one is compared with the newer: who gains by it, who loses. */
function Compare({ chosen: [newer, older] }: { chosen: PlanHead[] }) {
    if (!newer || !older) return <p class="ask quiet">{t("plChooseTwo")}</p>;
    return <p class="ask"><a class="button" href={`#/plans/${older.code}/comparison?with=${newer.code}`}>{t("plCompareTwo", { a: String(older.number), b: String(newer.number) })}</a></p>;
}
