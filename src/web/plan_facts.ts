/* What a plan says, as its pages read it: levels in words, its lists, the round it belongs to. */
import type { Answer, Schemas } from "./api";
import { get } from "./api";
import { all } from "./house";
import type { Waiting } from "./house";
import type { Word } from "./i18n";
import { number, t } from "./i18n";

export type Plan = Schemas["Plan"];
export type PlanHead = Schemas["PlanHead"];
export type Level = Plan["levels"][number];
export type Assigned = Schemas["PlanAssignments"]["items"][number];
export type { Waiting };

const LESS_IS_BETTER = ["moves", "preferences", "rooms", "agencies"];

export function isLess(level: { objective: string }): boolean {
    return LESS_IS_BETTER.includes(level.objective);
}

export function levelName(level: { objective: string; band: number | null }): string {
    return t(`objective_${level.objective}` as Word, { band: level.band ?? "–" });
}

/* By how much a better plan could still be better at that level. */
export function gap(level: Pick<Level, "value" | "bound">): number {
    return Math.abs(level.bound - level.value);
}

/* One that has a result to look at: solved, and not discarded before. */
export function hasResult(plan: PlanHead): boolean {
    return plan.elapsed_ms !== null && plan.status !== null;
}

export function isInfeasible(plan: PlanHead): boolean {
    return plan.status === "infeasible";
}

/* "Phương án 3 · Xếp tiếp" */
export function planName(plan: PlanHead): string {
    return t("prName", { n: String(plan.number) }) + (plan.note ? ` · ${plan.note}` : "");
}

export function codeNumber(n: number | null): string {
    return n === null ? "–" : number(n);
}

const LIMIT = { limit: 500 };

export async function loadAssigned(plan: string, signal: AbortSignal): Promise<Assigned[]> {
    return all(get("/api/v1/plans/{plan}/assignments", { path: { plan }, query: LIMIT, signal }), signal);
}

export async function loadWaiting(plan: string, signal: AbortSignal): Promise<Waiting[]> {
    return all(get("/api/v1/plans/{plan}/waiting", { path: { plan }, query: LIMIT, signal }), signal);
}

export interface Around { round: Schemas["Round"] | null; placed: number; waiting: number }

/* What a plan's page needs beside the plan: its round, and how many have a place or wait. */
export async function loadAround(plan: Plan, signal: AbortSignal): Promise<Answer<Around>> {
    const path = { plan: plan.code }, query = { limit: 1 };
    const [round, placed, waiting] = await Promise.all([
        plan.round === null ? null : get("/api/v1/rounds/{round}", { path: { round: plan.round }, signal }),
        get("/api/v1/plans/{plan}/assignments", { path, query, signal }),
        get("/api/v1/plans/{plan}/waiting", { path, query, signal }),
    ]);
    return { ...placed, data: { round: round?.data ?? null, placed: placed.data.n, waiting: waiting.data.n } };
}

/* What a plan changes of its round's data, in a few words; "" where it changes nothing. */
export function optionWords(o: Plan["options"]): string {
    return [
        o.refill && t("opRefill"), o.today && t("opToday"), o.closed_rooms?.length && t("opClosed", { n: o.closed_rooms.length }),
        o.pins?.length && t("opPins", { n: o.pins.length }), o.bans?.length && t("opBans", { n: o.bans.length }),
        o.policy !== undefined && t("opPolicy"), o.seed !== undefined && t("opSeed"), o.facts?.length && t("opFacts"),
    ].filter(Boolean).join(", ");
}
