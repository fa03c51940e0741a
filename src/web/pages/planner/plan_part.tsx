/* A page of a plan: its name and state, the ways to its other pages, and what this one shows. */
import type { ComponentChildren } from "preact";
import { get } from "../../api";
import { t } from "../../i18n";
import { useLoad } from "../../load";
import type { Plan, PlanHead } from "../../plan_facts";
import { hasResult, planName } from "../../plan_facts";
import { Load, Tag } from "../../ui/parts";

const GOOD: PlanHead["state"][] = ["decided", "published"], BAD: PlanHead["state"][] = ["failed", "discarded"];

export function PlanStateTag({ state }: { state: PlanHead["state"] }) {
    return <Tag kind={GOOD.includes(state) ? "good" : BAD.includes(state) ? "bad" : "wait"}>{t(`plan_${state}`)}</Tag>;
}

const TABS = ["result", "assignments", "waiting", "comparison"] as const;
export type PlanTab = (typeof TABS)[number];

export function PlanTabs({ plan, at }: { plan: string; at: PlanTab | null }) {
    return (
        <nav class="tabs" aria-label={t("prTabs")}>
            {TABS.map((tab) => <a key={tab} href={`#/plans/${plan}${tab === "result" ? "" : `/${tab}`}`} aria-current={tab === at ? "page" : undefined}>{t(`prTab_${tab}`)}</a>)}
        </nav>
    );
}

interface Props { code: string; at: PlanTab | null; children: (plan: Plan, etag: string | null, again: () => void) => ComponentChildren }

/* Another plan is another page: nothing of the one before stands under its name. */
export function PlanPart(props: Props) {
    return <Part key={props.code} {...props} />;
}

function Part({ code, at, children }: Props) {
    const plan = useLoad((signal) => get("/api/v1/plans/{plan}", { path: { plan: code }, signal }), [code]);
    return (
        <div class="desk">
            <Load of={plan}>{(p) => (
                <>
                    <header class="planhead"><h1>{planName(p)}</h1><PlanStateTag state={p.state} /></header>
                    {hasResult(p) && <PlanTabs plan={code} at={at} />}
                    {children(p, plan.answer?.etag ?? null, plan.again)}
                </>
            )}</Load>
        </div>
    );
}
