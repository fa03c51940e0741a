/* The life of a plan: made, submitted, decided, published; each with its paper, and the next step for
 * whoever may take it. Where one may not, the page says who may, or why nobody can. */
import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { moment, day, t } from "../../i18n";
import type { Around, Plan } from "../../plan_facts";
import { isInfeasible } from "../../plan_facts";
import type { Account } from "../../session";
import { isOffice, useSession } from "../../session";
import { Discarding, Publishing, Signing } from "./plan_acts";

type Act = "submission" | "decision" | "publication" | "discard";

/* Why this plan goes no further, whoever asks; null where it can. */
export function dead(plan: Plan, { round }: Around): string | null {
    if (isInfeasible(plan)) return t("prDeadInfeasible");
    if (plan.scenario) return t("prDeadScenario");
    if (round && (round.state === "published" || round.state === "done") && !plan.options.refill) return t("prDeadRefill");
    return null;
}

/* The next step of this plan for this account: an act, or what to wait for. */
function next(plan: Plan, around: Around, account: Account | null): { act?: Act; says?: string } {
    const isPlanner = account?.role === "planner";
    if (plan.state === "solved") {
        const why = dead(plan, around);
        return why ? { says: why } : isPlanner ? { act: "submission" } : { says: t("prWaitSubmission") };
    }
    if (plan.state === "submitted") {
        const isMaker = isPlanner && plan.maker === account.name;
        return !isMaker && (isPlanner || isOffice(account)) ? { act: "decision" } : { says: t(isMaker ? "prMakerDecides" : "prWaitDecision") };
    }
    if (plan.state === "decided") {
        const why = dead(plan, around);
        return why ? { says: why } : isPlanner ? { act: "publication" } : { says: t("prWaitPublication") };
    }
    return {};
}

const STEPS = ["solved", "submitted", "decided", "published"] as const;
const ACT_OF = { submitted: "submission", decided: "decision", published: "publication" } as const;

export function Life({ plan, etag, around, again }: { plan: Plan; etag: string | null; around: Around; again: () => void }) {
    const { account } = useSession();
    const [asked, setAsked] = useState<Act | null>(null);
    const step = next(plan, around, account), at = STEPS.findIndex((s) => s === plan.state);
    const ends = { plan, etag, around, done: () => { setAsked(null); again(); }, close: () => setAsked(null) };
    const mayDiscard = account?.role === "planner" && (plan.state === "solved" || plan.state === "submitted" || plan.state === "decided");
    return (
        <section>
            <h2>{t("prLife")}</h2>
            {plan.state === "discarded" && <p class="notice bad">{t("prDiscarded", { moment: moment(eventOf(plan, "discarded")?.at) })}</p>}
            <ol class="life four">
                {STEPS.map((s, i) => {
                    const isDone = eventOf(plan, s) !== undefined, isNext = at >= 0 && i === at + 1;
                    return (
                        <li key={s} class={isDone ? "past" : isNext ? "now" : "later"} aria-current={isNext ? "step" : undefined}>
                            <span class="mark" aria-hidden="true">{isDone ? "✓" : i + 1}</span><b>{t(`prStep_${s}`)}</b>
                            {isDone ? <Done plan={plan} step={s} /> : <p class="quiet">{isNext && step.says ? step.says : t("dwNotYet")}</p>}
                            {isNext && s !== "solved" && step.act === ACT_OF[s] && <button type="button" class="main" onClick={() => setAsked(ACT_OF[s])}>{t(`prAct_${ACT_OF[s]}`)}</button>}
                        </li>
                    );
                })}
            </ol>
            {mayDiscard && <p class="ask"><button type="button" class="danger" onClick={() => setAsked("discard")}>{t("prAct_discard")}</button></p>}
            {(asked === "submission" || asked === "decision") && <Signing kind={asked} {...ends} />}
            {asked === "publication" && <Publishing {...ends} />}
            {asked === "discard" && <Discarding {...ends} />}
        </section>
    );
}

function eventOf(plan: Plan, state: Plan["state"]) {
    return plan.events.find((e) => e.state === state);
}

function Done({ plan, step }: { plan: Plan; step: (typeof STEPS)[number] }) {
    const event = eventOf(plan, step), paper = step === "submitted" ? plan.submission : step === "decided" ? plan.decision : null;
    const lines: ComponentChildren[] = paper ? [<strong key="n">{paper.number}</strong>, `${day(paper.date)} · ${paper.signer}`] : [];
    const who = step === "solved" ? plan.maker ?? t("prCommand") : event?.account;
    lines.push(<span class="quiet" key="w">{[paper && who ? t("prRecordedBy", { who }) : who, moment(event?.at)].filter(Boolean).join(" · ")}</span>);
    if (step === "published" && plan.stale_reason) lines.push(t("prStaleReason", { reason: plan.stale_reason }));
    return <p>{lines.map((l, i) => <span class="line" key={i}>{l}</span>)}</p>;
}
