/* The page of a plan: its run while it waits or is solved, then what came of it, without a reload. */
import { hasResult } from "../../plan_facts";
import type { Plan } from "../../plan_facts";
import { t } from "../../i18n";
import { isRunning } from "../../run";
import { PlanPart } from "./plan_part";
import { PlanResult } from "./plan_result";
import { PlanRun } from "./plan_run";
import { Options } from "./plan_changes";
import { AskAgain } from "./plan_again";

export function PlanPage({ code }: { code: string }) {
    return (
        <PlanPart code={code} at="result">{(plan, etag, again) => {
            if (isRunning(plan)) return <PlanRun plan={plan} again={again} />;
            return hasResult(plan) ? <PlanResult plan={plan} etag={etag} again={again} /> : <Nothing plan={plan} />;
        }}</PlanPart>
    );
}

/* A plan without a result: it failed, or was given up before it was solved. */
function Nothing({ plan }: { plan: Plan }) {
    return (
        <div class="desk result">
            <div class={plan.state === "failed" ? "notice bad" : "notice"} role="status">
                <p><strong>{t(plan.state === "failed" ? "rnFailed" : "rnGivenUp")}</strong></p>
                {plan.failure && <p>{plan.failure}</p>}
            </div>
            <AskAgain plan={plan} />
            <Options plan={plan} />
        </div>
    );
}
