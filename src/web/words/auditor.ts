/* Words of the audit log. */
export const AUDITOR = {
} as const;
