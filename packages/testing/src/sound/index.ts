import { branches } from './branches.ts';
import { choices } from './choices.ts';
import { lines } from './lines.ts';
import { loops } from './loops.ts';
import type { Sound } from './parts.ts';
import { scopes } from './scopes.ts';
import { subflows } from './subflows.ts';

export { scenarioOf } from './scenario-of.ts';

/** Hand-made sound services of all shapes. */
export type { Sound };
export const sound: readonly Sound[] = [...lines, ...choices, ...branches, ...loops, ...scopes, ...subflows];
