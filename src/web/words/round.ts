/* Words of the rounds of allocation: opening, closing, the draw, points. */
export const ROUND = {
} as const;
