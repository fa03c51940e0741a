/* A plan while it waits or is solved: its place in the queue, then level by level what is reached, the
 * bound, and what is proven. Only a new level is announced; the clock beside it is not. */
import { useEffect, useState } from "preact/hooks";
import { useAct } from "../../act";
import { send } from "../../api";
import type { Word } from "../../i18n";
import { number, t } from "../../i18n";
import type { Plan } from "../../plan_facts";
import { gap, isLess, levelName } from "../../plan_facts";
import type { Run, RunLevel } from "../../run";
import { useRun } from "../../run";
import { useSession } from "../../session";
import { Dialog } from "../../ui/dialog";
import { Tag } from "../../ui/parts";
import { Options } from "./plan_changes";

export function PlanRun({ plan, again }: { plan: Plan; again: () => void }) {
    const run = useRun(plan, again), isQueued = run.state === "queued";
    return (
        <div class="desk result running">
            <section>
                <h2>{t(isQueued ? "rnWaits" : "rnRuns")}</h2>
                <p role="status">{now(run)}</p>
                <p class="quiet clock">
                    <Clock run={run} />
                    {run.link === "lost" && <Tag kind="wait">{t("rnLost")}</Tag>}
                </p>
                <progress max={Math.max(1, run.levels.length)} value={nDone(run)} aria-label={t("rnProgress")} />
                <End plan={plan} isQueued={isQueued} again={again} />
                <LevelsSoFar run={run} />
            </section>
            <Options plan={plan} />
        </div>
    );
}

function nDone(run: Run): number {
    return isBehind(run) ? run.levels.length : run.at ?? 0;
}

/* All levels are done, what is left is the proof and the reasons. */
function isBehind(run: Run): boolean {
    return run.at === null && run.levels.length > 0;
}

/* The one sentence that is read out when it changes. */
function now(run: Run): string {
    if (run.state === "queued") return run.ahead === null ? t("loading") : run.ahead === 0 ? t("rnNext") : t("rnAhead", { n: run.ahead });
    if (run.at !== null) {
        const level = run.levels[run.at];
        return t("rnAt", { n: run.at + 1, all: run.levels.length }) + (level ? `: ${levelName(level)}` : "");
    }
    return t(!isBehind(run) ? "rnBegins" : run.phase === "explain" ? "rnExplains" : "rnProves");
}

/* Seconds since the search began, counted on between two messages. */
function Clock({ run }: { run: Run }) {
    const [at, tick] = useState(Date.now());
    useEffect(() => {
        const timer = setInterval(() => tick(Date.now()), 1000);
        return () => clearInterval(timer);
    }, []);
    if (run.state === "queued") return null;
    const s = Math.floor(run.elapsed + Math.max(0, at - run.toldAt) / 1000);
    return <>{t("rnElapsed", { time: `${Math.floor(s / 60)}:${String(s % 60).padStart(2, "0")}` })}{run.phase && run.phase !== "done" && ` · ${t(`phase_${run.phase}` as Word)}`} </>;
}

function LevelsSoFar({ run }: { run: Run }) {
    if (run.levels.length === 0) return <div class="levels-room">{run.state === "queued" && <p class="quiet">{t("rnWaitHint")}</p>}</div>;
    return (
        <div class="levels-room scroll" tabIndex={0} role="group" aria-label={t("prLevels")}>
            <table class="dense levels">
                <caption>{t("prLevels")}</caption>
                <thead><tr>
                    <th scope="col" class="n">{t("prLevel")}</th><th scope="col">{t("prObjective")}</th><th scope="col" class="n">{t("prValue")}</th>
                    <th scope="col" class="n bound">{t("prBound")}</th><th scope="col" class="n bound">{t("rnGap")}</th><th scope="col">{t("prProof")}</th>
                </tr></thead>
                <tbody>{run.levels.map((level, i) => <Row key={i} n={i + 1} level={level} isNow={i === run.at} isPast={isBehind(run) || i < (run.at ?? 0)} />)}</tbody>
            </table>
        </div>
    );
}

function Row({ n, level, isNow, isPast }: { n: number; level: RunLevel | null; isNow: boolean; isPast: boolean }) {
    const done = level?.done ?? null;
    return (
        <tr class={isNow && !done ? "now" : undefined} aria-current={isNow ? "step" : undefined}>
            <td class="n">{number(n)}</td>
            <th scope="row">{level ? <>{levelName(level)} <span class="quiet">({t(isLess(level) ? "prLeast" : "prMost")})</span></> : <span>{t(isPast ? "rnUnheard" : isNow ? "rnNow" : "rnLater")}</span>}</th>
            <td class="n">{done ? <strong>{number(done.value)}</strong> : "–"}</td>
            <td class="n bound">{done ? number(done.bound) : "–"}</td>
            <td class="n bound">{done ? number(gap(done)) : "–"}</td>
            <td>{done ? <Tag kind={done.proven ? "good" : "wait"}>{t(done.proven ? "prProven" : "prUnproven")}</Tag>
                : isNow ? <Tag kind="wait">{t("rnNow")}</Tag> : isPast ? <Tag kind="plain">{t("rnPast")}</Tag> : <span class="quiet">{t("rnLater")}</span>}</td>
        </tr>
    );
}

/* Ends the run: one that waits is given up, one being solved keeps the best plan so far. */
function End({ plan, isQueued, again }: { plan: Plan; isQueued: boolean; again: () => void }) {
    const act = useAct(), { account } = useSession();
    const [isAsked, setAsked] = useState(false), [isEnding, setEnding] = useState(plan.cancelled);
    if (account?.role !== "planner") return null;
    if (isEnding) return <p class="ask" role="status">{t("rnEnding")}</p>;
    const kind = isQueued ? "queued" : "solving";
    return (
        <p class="ask">
            <button type="button" class="danger" onClick={() => setAsked(true)}>{t(`rnEnd_${kind}`)}</button>
            {isAsked && (
                <Dialog title={t(`rnEndAsk_${kind}`)} verb={t(`rnEndDo_${kind}`)} isGrave act={act} close={() => setAsked(false)}
                    submit={() => act.run(() => send("delete", "/api/v1/plans/{plan}/run", { path: { plan: plan.code } }), () => {
                        setAsked(false);
                        if (isQueued) again();
                        else setEnding(true);
                    })}>
                    <p>{t(`rnEndWhat_${kind}`)}</p>
                </Dialog>
            )}
        </p>
    );
}
