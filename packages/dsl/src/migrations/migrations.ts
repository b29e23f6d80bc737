import type { Migration } from './migrate.ts';

/** All steps, oldest first. Version 1.0 is the first, so there is none yet; a step needs a case in the test beside. */
export const MIGRATIONS: readonly Migration[] = [];
