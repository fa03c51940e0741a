/* Words of Excel lists: columns, verdicts, applying. */
export const UPLOAD = {
} as const;
