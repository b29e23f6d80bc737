import type { Policy } from './lib/policies.ts';

/** Stands for the file that each exported project has of its own. */
export const policies: Record<string, readonly Policy[]> = {};
