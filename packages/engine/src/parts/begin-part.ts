import { loopAt } from '../bodies/loop-ends.ts';
import { nextTurns } from '../bodies/turns.ts';
import type { Run } from '../run/run.ts';

/** The turns begin. */
export function beginPart(run: Run): void {
  const { part } = run.state;
  const at = part === null ? null : loopAt(run, part.loop);
  if (part === null || part.begun || at === null) return;
  part.begun = true;
  nextTurns(run, at);
}
