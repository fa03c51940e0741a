/* Words of plans: asking, the run, the result, comparison, decision. */
export const PLAN = {
} as const;
