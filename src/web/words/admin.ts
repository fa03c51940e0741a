/* Words of accounts and tokens. */
export const ADMIN = {
} as const;
