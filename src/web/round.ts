/* A round as its pages see it: at which step of its life it stands, and what is to do there. */
import type { Schemas } from "./api";

export type Round = Schemas["Round"];
export type Stage = "open" | "closed" | "drawn" | "planned" | "published" | "done";
export const STAGES: Stage[] = ["open", "closed", "drawn", "planned", "published", "done"];

export function stageOf(r: Round): Stage {
    return r.state === "closed" && r.drawn_at !== null ? "drawn" : r.state;
}

/* Whether the step lies behind the round, is where it stands, or is to come. A plan may be tried out
 * before the draw, and a round may end without a publication. */
export function isPast(r: Round, stage: Stage): boolean {
    if (stage === "open") return true;
    if (stage === "closed") return r.closed_at !== null;
    if (stage === "drawn") return r.drawn_at !== null;
    return STAGES.indexOf(stageOf(r)) >= STAGES.indexOf(stage);
}

/* Plans can be asked for once the list is frozen, until the round is over. */
export function takesPlans(r: Round): boolean {
    return r.state !== "open" && r.state !== "done";
}
