/** Work of one activation before the engine yields through a timer; the same for the host and the fold. */
export const BUDGET = { steps: 10_000, fuel: 1_000_000 } as const;
