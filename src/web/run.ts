/* The run of a plan as it goes: told by the server's events, asked for where they fail to come.
 *
 * Events say where the search is and what a level came to once it is done; who comes late has not
 * heard of the levels before. Numbers shown here are the search's: the proof may lower a bound. */
import { useEffect, useState } from "preact/hooks";
import type { Schemas } from "./api";
import { address, get } from "./api";

type State = Schemas["PlanState"];
export type Progress = NonNullable<Schemas["PlanRun"]["progress"]>;

export interface RunLevel {
    objective: string;
    band: number | null;
    done: { value: number; bound: number; proven: boolean } | null;
}

export interface Run {
    state: State;
    ahead: number | null; /* plans solved before it, while it waits */
    phase: string;
    elapsed: number; /* seconds, when told */
    toldAt: number; /* by the browser's clock, milliseconds */
    at: number | null; /* the level at hand, 0 = the first; null: none yet, or all are done */
    levels: (RunLevel | null)[]; /* null: nothing has been heard of it */
    link: "live" | "asked" | "lost";
}

export const isRunning = (plan: { state: State }): boolean => plan.state === "queued" || plan.state === "solving";

const BEHIND_LEVELS = ["proof", "end", "explain"]; /* phases after the last level */

/* The run once this has been told. */
export function take(run: Run, p: Progress): Run {
    const levels = [...run.levels];
    for (let i = levels.length; i < (p.levels ?? 0); i++) levels.push(null);
    let at = BEHIND_LEVELS.includes(p.phase) || p.level === undefined ? null : p.level - 1;
    if (at !== null && p.objective) {
        const done = p.value !== undefined && p.bound !== undefined ? { value: p.value, bound: p.bound, proven: p.proven === true } : null;
        levels[at] = { objective: p.objective, band: p.band ?? null, done: done ?? levels[at]?.done ?? null };
        if (done) at = at + 1 < levels.length ? at + 1 : null; /* the next is begun, its name comes with its first step */
    }
    return { ...run, phase: p.phase, elapsed: p.elapsed_s, toldAt: Date.now(), at, levels };
}

const ASK_MS = 2000, MOST_ERRORS = 3;

/* Follows the run; `changed` is called with every new state, the last time when nothing more comes. */
export function useRun(plan: { code: string; state: State }, changed: () => void): Run {
    const [run, setRun] = useState<Run>({ state: plan.state, ahead: null, phase: "", elapsed: 0, toldAt: Date.now(), at: null, levels: [], link: "live" });
    useEffect(() => {
        const path = { plan: plan.code }, stop = new AbortController();
        const source = new EventSource(address("/api/v1/plans/{plan}/events", path));
        let timer: ReturnType<typeof setTimeout> | undefined, link: Run["link"] = "live", state = plan.state, nErrors = 0;
        const end = () => { stop.abort(); source.close(); clearTimeout(timer); };
        const move = (to: State) => {
            const isNew = state !== to && !stop.signal.aborted;
            state = to;
            setRun((r) => ({ ...r, state, link, toldAt: r.state === to ? r.toldAt : Date.now() }));
            if (!isRunning({ state })) end();
            if (isNew) changed();
        };
        const ask = () => {
            get("/api/v1/plans/{plan}/run", { path, signal: stop.signal }).then(({ data }) => {
                if (link === "lost") link = source.readyState === EventSource.OPEN ? "live" : "asked";
                setRun((r) => ({ ...(data.progress && link !== "live" ? take(r, data.progress) : r), ahead: data.ahead }));
                move(data.state);
            }, () => { if (!stop.signal.aborted) { link = "lost"; move(state); } }).finally(later);
        };
        /* asked while it waits, for its place in the queue, and where no events come */
        const later = () => { if (!stop.signal.aborted) timer = setTimeout(() => (state === "queued" || link !== "live" ? ask() : later()), ASK_MS); };
        source.onopen = () => { nErrors = 0; link = "live"; move(state); };
        source.onerror = () => {
            link = "lost";
            if (++nErrors > MOST_ERRORS) source.close(); /* asking is left */
            move(state);
        };
        source.addEventListener("state", (e: MessageEvent<string>) => move((JSON.parse(e.data) as { state: State }).state));
        source.addEventListener("progress", (e: MessageEvent<string>) => {
            const progress = JSON.parse(e.data) as Progress;
            setRun((r) => take(r, progress));
        });
        ask();
        return end;
    }, [plan.code]);
    return run;
}
