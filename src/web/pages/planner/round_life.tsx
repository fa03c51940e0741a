/* The life of a round as a row of steps: what is behind it, where it stands, what is to come. */
import { day, moment, t } from "../../i18n";
import type { Round, Stage } from "../../round";
import { isPast } from "../../round";

interface Step { stage: Stage; name: string; notes: (string | null | false)[] }

function stepsOf(r: Round): Step[] {
    const draw = r.drawn_at ? t("rdDrawNumber", { seed: r.seed ?? "" }) : r.seed ? t("rdDrawEntered") : t("rdDrawDue", { day: day(r.draw_day) });
    return [
        { stage: "open", name: t("rdLifeOpen"), notes: [day(r.opened_at)] },
        { stage: "closed", name: t("rdLifeClosed"), notes: [r.closed_at && moment(r.closed_at), r.n_requests !== null && t("rdFrozenCount", { n: r.n_requests, eligible: r.n_eligible ?? 0 })] },
        { stage: "drawn", name: t("rdLifeDrawn"), notes: [r.drawn_at && moment(r.drawn_at), draw] },
        { stage: "planned", name: t("rdLifePlanned"), notes: [] },
        { stage: "published", name: t("rdLifePublished"), notes: [] },
        { stage: "done", name: t("rdLifeDone"), notes: [] },
    ];
}

export function RoundLife({ round }: { round: Round }) {
    const steps = stepsOf(round), now = steps.find((s) => !isPast(round, s.stage))?.stage;
    return (
        <ol class="life" aria-label={t("rdLife")}>
            {steps.map((s, i) => {
                const how = isPast(round, s.stage) ? "past" : s.stage === now ? "now" : "later";
                return (
                    <li key={s.stage} class={how} aria-current={how === "now" ? "step" : undefined}>
                        <span class="mark" aria-hidden="true">{how === "past" ? "✓" : i + 1}</span>
                        <b>{s.name}</b>
                        <small class="how">{t(how === "past" ? "rdStepDone" : how === "now" ? "rdStepNow" : "rdStepLater")}</small>
                        {s.notes.map((n) => n && <small key={n}>{n}</small>)}
                    </li>
                );
            })}
        </ol>
    );
}
