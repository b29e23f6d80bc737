import type { RunError } from '@omniroute/errors';
import { failLoop, loopAt } from '../bodies/loop-ends.ts';
import type { Run } from '../run/run.ts';

/** Something from outside ends the turns: what is under way is called off, and what can be undone settles first. */
export function failPart(run: Run, error: RunError): void {
  const at = loopAt(run, run.state.part?.loop ?? '');
  if (at !== null) failLoop(run, at, { error, undone: false });
}
