import type { RunError } from '@omniroute/errors';
import { failLoop, loopAt } from '../bodies/loop-ends.ts';
import { nextTurns } from '../bodies/turns.ts';
import { keep } from '../branches/hand-up.ts';
import type { Event } from '../event.ts';
import type { Run } from '../run/run.ts';
import type { OpenLoop, PartReport, Rollback, UndoEntry } from '../state.ts';
import { proceed } from '../undo/proceed.ts';
import { childState } from './child-state.ts';

/** Stretches that are due begin, each in a workflow of its own. */
export function startDue(run: Run): void {
  const { state } = run;
  for (const key of state.due.splice(0)) {
    const at = loopAt(run, key);
    const child = at?.loop.stretches?.child ?? null;
    if (at === null || child === null) continue;
    const { loop, token, node } = at;
    const batch = node.op === 'each' ? (node.batch ?? 1) : 1;
    state.children[child] = { key: child, loop: key, rollback: null, undo: false };
    run.commands.push({ type: 'start_child', key: child, node: node.id, state: childState(run, loop, token, batch) });
  }
}

const LOST: RunError = {
  code: 'timeout.lost',
  message: 'What did a part of the loop was ended from outside; what it had done since it began stays done.',
};

/** A stretch of turns has ended: the loop takes over what came of it, and goes on with the next. */
export function endChild(run: Run, { key, report }: Extract<Event, { kind: 'child' }>): void {
  const { state } = run;
  const child = state.children[key];
  if (child === undefined) return;
  delete state.children[key];
  state.counters.done = Math.max(state.counters.done, report?.last ?? 0);
  const rollback = state.rollbacks[child.rollback ?? -1];
  if (rollback !== undefined) {
    const into = child.undo ? rollback.entries : rollback.kept;
    return settle(run, rollback, key, into, report?.done ?? []);
  }
  const at = loopAt(run, child.loop ?? '');
  if (at === null || at.loop.stretches === null) return;
  const { loop, token } = at;
  at.loop.stretches.child = null;
  if (report === null) return failLoop(run, at, { error: LOST, undone: false });
  takeOver(loop, report);
  keep(run, report.done, token);
  if (report.failure !== null) return failLoop(run, at, report.failure);
  nextTurns(run, at);
}

function takeOver(loop: OpenLoop, { results, errors, adds, count, failed, weight }: PartReport): void {
  const { next } = loop;
  while (results.length > 0 && loop.results.length < next) loop.results.push(null);
  for (const result of results) loop.results.push(result);
  for (const error of errors) loop.errors.push(error);
  Object.assign(loop.adds, adds);
  loop.count = count;
  loop.failed = failed;
  loop.weight = weight;
  loop.next = loop.stretches?.end ?? next;
}

function settle(run: Run, rollback: Rollback, key: string, into: UndoEntry[], done: readonly UndoEntry[]): void {
  for (const entry of done) into.push(entry);
  rollback.sorted = false;
  delete rollback.awaits[key];
  rollback.left -= 1;
  proceed(run, rollback);
}
