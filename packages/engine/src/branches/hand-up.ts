import type { RunError } from '@omniroute/errors';
import { placeOf } from '../run/places.ts';
import type { Run } from '../run/run.ts';
import type { Place, Token, UndoEntry } from '../state.ts';
import { contribute } from './contribute.ts';

/** What was done and contributed in a place that ended well is from now on of the place around it. */
export function handUp(run: Run, from: Place, to: Pick<Token, 'frame' | 'branch'>): RunError | null {
  keep(run, from.done.splice(0), to);
  let wrong: RunError | null = null;
  for (const [slot, value] of from.adds.splice(0)) wrong = contribute(run, to, slot, value) ?? wrong;
  return wrong;
}

/** Entries that another place answers for from now on. */
export function keep(run: Run, entries: readonly UndoEntry[], to: Pick<Token, 'frame' | 'branch'>): void {
  if (entries.length === 0) return;
  const { done } = placeOf(run.state, to);
  for (const entry of entries) done.push(entry);
}
