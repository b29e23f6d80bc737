import { type Budget, DIVISION } from '@omniroute/engine';
import type { StartArgs } from './protocol.ts';

/**
 * Work of one activation before the engine yields through a timer, and how long loops are divided; the same for the host and
 * the fold. In a history that is long enough what is under way ends, and nothing new begins.
 */
export function budgetOf({ division = DIVISION }: Pick<StartArgs, 'division'>, drain: boolean): Budget {
  return { steps: 10_000, fuel: 1_000_000, drain, division: { ...division, apart: true } };
}
