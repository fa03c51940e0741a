/* Words of the registrar: the list of an agency, forms, papers. */
export const REGISTRAR = {
} as const;
