/* Another plan from what this one changes: its changes become the plan in the making. */
import { t } from "../../i18n";
import type { Plan } from "../../plan_facts";
import { address } from "../../api";
import { go } from "../../router";
import { setDraft, size, useDraft } from "../../scenario";
import { useSession } from "../../session";

export function AskAgain({ plan }: { plan: Pick<Plan, "round" | "options"> }) {
    const { account } = useSession(), draft = useDraft();
    if (account?.role !== "planner" || plan.round === null) return null;
    const o = plan.options;
    const again = () => {
        setDraft({ closed: o.closed_rooms ?? [], pins: o.pins ?? [], bans: o.bans ?? [] });
        go(address(`/rounds/${plan.round}/plans/new`, {}, { policy: o.policy, seed: o.seed, today: o.today ? 1 : "", refill: o.refill ? 1 : "" }));
    };
    return (
        <p class="ask">
            <button type="button" onClick={again}>{t("scAgain")}</button>
            {size(draft) > 0 && <span class="quiet">{t("scAgainReplaces")}</span>}
        </p>
    );
}
