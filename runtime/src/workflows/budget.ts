/** Work of one activation before the engine yields through a timer; the same for the host and the fold. */
export const BUDGET = { steps: 10_000, fuel: 1_000_000 } as const;
/** The same in a history that is long enough: what is under way ends, and nothing new begins. */
export const DRAINING = { ...BUDGET, drain: true } as const;
