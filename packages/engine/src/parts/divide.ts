import type { Run } from '../run/run.ts';
import type { OpenLoop, Stretches } from '../state.ts';
import { canDivide } from './can-divide.ts';

/**
 * Loops of more turns than `above` are done in stretches of `size`. `apart`: each stretch by a workflow of its own; a host that
 * has none does them itself, with the same meaning, order and keys.
 */
export interface Division {
  readonly above: number;
  readonly size: number;
  readonly apart: boolean;
}

/** How every host divides loops. */
export const DIVISION = { above: 2_000, size: 1_000 } as const;

/** How a loop that begins is divided; `null`: it is not. */
export function divide(run: Run, node: number, total: number): Stretches | null {
  const { division, state, plan } = run;
  if (division === null || total <= division.above || !canDivide(plan, node)) return null;
  // A workflow that does a stretch has no others beneath it.
  return { size: division.size, end: 0, apart: division.apart && state.part === null, child: null };
}

/** Begins the next stretch of turns once the one before has ended; `false` while a workflow of its own does one. */
export function nextStretch(run: Run, loop: OpenLoop): boolean {
  const { stretches, next, open, total } = loop;
  if (stretches === null) return true;
  if (stretches.child !== null) return false;
  if (next < stretches.end || open > 0 || next >= (total ?? 0)) return true;
  stretches.end = Math.min(total ?? 0, next + stretches.size);
  if (!stretches.apart) return true;
  stretches.child = `${loop.key}:turns_${next + 1}`;
  run.state.due.push(loop.key);
  return false;
}
