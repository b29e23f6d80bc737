// Generated from the folder names by npm run generate; do not edit.

/** Cards and forms of kinds that have their own; all others are drawn from their definition. */
export const views = {} as const;
