import type { ParentTells } from '../event.ts';
import type { Run } from '../run/run.ts';
import type { OpenLoop, Rollback } from '../state.ts';
import { waitFor } from '../undo/proceed.ts';

/** A loop is cancelled: the workflow that does a stretch of it ends, and the rollback waits for what it had done. */
export function cancelChild(run: Run, loop: OpenLoop, rollback: Rollback): void {
  const child = run.state.children[loop.stretches?.child ?? ''];
  if (child === undefined) return;
  child.loop = null;
  child.rollback = rollback.id;
  child.undo = rollback.undo;
  waitFor(rollback, child.key);
  // A pause that ends with being cancelled does not let anything run before.
  const { key } = child;
  const resumed = run.commands.findIndex((told) => told.type === 'tell_child' && told.key === key);
  if (resumed >= 0) run.commands.splice(resumed, 1);
  run.commands.push({ type: 'tell_child', key, tell: 'cancel' });
}

/** Workflows that do stretches of turns hear what became of the run. */
export function tellChildren(run: Run, tell: ParentTells): void {
  for (const key of Object.keys(run.state.children)) run.commands.push({ type: 'tell_child', key, tell });
}
