/* The result of a plan: how far it has come, what it reaches and what of that is proven, what it
 * changes, what can be taken away. */
import { number, t } from "../../i18n";
import { useLoad } from "../../load";
import type { Around, Plan } from "../../plan_facts";
import { isInfeasible, loadAround } from "../../plan_facts";
import { Load } from "../../ui/parts";
import { AskAgain } from "./plan_again";
import { Options, Stale } from "./plan_changes";
import { Files, Papers } from "./plan_files";
import { Levels } from "./plan_levels";
import { Life, dead } from "./plan_life";

/* `again` reads the plan anew. */
export function PlanResult({ plan, etag, again }: { plan: Plan; etag: string | null; again: () => void }) {
    const around = useLoad((signal) => loadAround(plan, signal), [plan.code, plan.version]);
    return (
        <Load of={around}>{(a) => (
            <div class="desk result">
                <Stale plan={plan} mayFollow={plan.state !== "discarded" && dead(plan, a) === null} />
                <Life plan={plan} etag={etag} around={a} again={again} />
                <section>
                    <h2>{t("prResult")}</h2>
                    {!isInfeasible(plan) && <Figures plan={plan} around={a} />}
                    <Levels plan={plan} />
                </section>
                <div class="columns">
                    <div><Options plan={plan} /><AskAgain plan={plan} /><Files plan={plan} /></div>
                    <Papers plan={plan} />
                </div>
            </div>
        )}</Load>
    );
}

function Figures({ plan, around }: { plan: Plan; around: Around }) {
    const at = `#/plans/${plan.code}`;
    return (
        <ul class="figures">
            <li><a href={`${at}/assignments`}><b>{number(around.placed)}</b><span>{t("prPlaced")}</span></a>
                {plan.n_housed !== null && <small>{t("prPlacedNote", { n: plan.n_housed })}</small>}</li>
            <li><a href={`${at}/waiting`}><b>{number(around.waiting)}</b><span>{t("prWaiting")}</span></a><small>{t("prWaitingNote")}</small></li>
            <li><b>{number(plan.n_eligible)}</b><strong>{t("prEligible")}</strong><small>{t("prEligibleNote", { n: plan.n_requests })}</small></li>
        </ul>
    );
}
