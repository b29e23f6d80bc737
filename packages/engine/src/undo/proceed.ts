import type { RunError } from '@omniroute/errors';
import { type ActOp, type CallOp, keyBeside, parseKey } from '@omniroute/plan';
import type { ActivityResult } from '../event.ts';
import { isParked } from '../run/parked.ts';
import { claimKey } from '../run/redo.ts';
import type { Run } from '../run/run.ts';
import type { Pending, Rollback, UndoEntry } from '../state.ts';
import { counts } from './entries.ts';

/** Goes on with a rollback for which nothing is under way: the next undo, else it is settled. A parked run stands still. */
export function proceed(run: Run, rollback: Rollback): void {
  if (rollback.left > 0 || isParked(run.state)) return;
  rollback.resting = run.drains && rollback.entries.length > 0;
  if (rollback.resting) return;
  if (!rollback.sorted) rollback.entries.sort((a, b) => a.seq - b.seq);
  rollback.sorted = true;
  for (let entry = rollback.entries.pop(); entry !== undefined; entry = rollback.entries.pop())
    if (undo(run, rollback, entry)) return;
  run.checks.push({ look: 'settled', rollback: rollback.id });
}

/** Undos that waited for a fresh history begin in this one. */
export function proceedRested(run: Run): void {
  for (const rollback of Object.values(run.state.rollbacks)) if (rollback.resting) proceed(run, rollback);
}

const NOT_NEEDED: RunError = { code: 'cancelled', message: 'The rest was no longer needed.' };

/** Starts an undo under the path of what it undoes; `false` where there is nothing to start. */
function undo(run: Run, rollback: Rollback, entry: UndoEntry): boolean {
  const [index, node] = undoOf(run, entry);
  const key = claimKey(run.state, keyBeside(entry.key, node.id));
  if (node.disabled) {
    run.observe({ type: 'visit', node: node.id, key, status: 'skipped' });
    return false;
  }
  startUndo(run, rollback, entry, { index, node, key });
  return true;
}

/** What undoes an effect. */
export function undoOf(run: Run, entry: UndoEntry): [index: number, node: ActOp | CallOp] {
  const index = run.node(entry.node).undo?.node;
  const node = index === undefined ? undefined : run.node(index);
  if (index === undefined || (node?.op !== 'act' && node?.op !== 'call')) throw new Error(`${entry.key} has no undo`);
  return [index, node];
}

/** Starts an undo under a key; the run is parked where not even its input can be evaluated. */
export function startUndo(
  run: Run,
  rollback: Rollback,
  entry: UndoEntry,
  { index, node, key }: { readonly index: number; readonly node: ActOp | CallOp; readonly key: string },
): void {
  // What a join or a loop no longer needs is undone without anything having failed.
  const reader = { frame: rollback.frame, key, error: rollback.error ?? NOT_NEEDED, uuids: 0 };
  const input = run.evaluatePast(reader, entry, node.op === 'call' ? node.input : node.call.input);
  rollback.undone = true;
  if (!input.ok) {
    run.observe({ type: 'visit', node: node.id, key, status: 'failed', error: placed(node.id, key, input.error) });
    return park(run, { node: node.id, key, rollback: rollback.id, entry }, input.error);
  }
  run.observe({ type: 'visit', node: node.id, key, status: 'running', input: input.value });
  if (node.op === 'call') {
    waitFor(rollback, key);
    const undo = { rollback: rollback.id, entry };
    run.checks.push({ look: 'undo', undo, index, key, input: input.value });
    return;
  }
  const { activity, connection, options } = node.call;
  run.schedule(
    { key, token: null, node: index, kind: 'undo', rollback: rollback.id, entry },
    { activity, input: input.value, connection, options },
  );
  waitFor(rollback, key);
}

/** A rollback waits for an effect. */
export function waitFor(rollback: Rollback, key: string): void {
  rollback.awaits[key] = true;
  rollback.left += 1;
}

/** An effect that a rollback waited for has ended: an undo, or one that was cancelled in flight. */
export function reportBack(run: Run, pending: Pending, result: ActivityResult, attempts: number): void {
  const rollback = run.state.rollbacks[pending.rollback ?? -1];
  if (rollback === undefined) return;
  delete rollback.awaits[pending.key];
  rollback.left -= 1;
  if (pending.kind === 'undo') endUndo(run, pending, result, attempts);
  else if (pending.entry !== undefined && counts(run.node(pending.node), result)) {
    const entry = { ...pending.entry, nodes: { ...pending.entry.nodes } };
    const { id, undo: how } = run.node(pending.node);
    if (result.ok && how?.reads.nodes.includes(id) === true) entry.nodes[id] = result.output;
    run.state.counters.done += 1;
    entry.seq = run.state.counters.done;
    (pending.undo === true ? rollback.entries : rollback.kept).push(entry);
    rollback.sorted = false;
  }
  proceed(run, rollback);
}

/** An undo has ended: the next follows, or the run is parked. */
export function endUndo(
  run: Run,
  undo: Pick<Pending, 'key' | 'node' | 'rollback' | 'entry'>,
  result: ActivityResult,
  attempts: number,
): void {
  const { node: index, key, rollback, entry } = undo;
  const { id: node, continue: instead } = run.node(index);
  if (result.ok) {
    run.observe({ type: 'visit', node, key, status: 'completed', output: result.output, attempts });
    return;
  }
  const error = { ...placed(node, key, result.error), attempt: attempts };
  run.observe({ type: 'visit', node, key, status: instead === null ? 'failed' : 'continued', error, attempts });
  if (instead !== null) return;
  if (rollback === undefined || entry === undefined) throw new Error(`${key} undoes nothing`);
  park(run, { node, key, rollback, entry }, error);
}

/** An undo that failed for good: nothing of the run moves until a person decides. */
function park(
  run: Run,
  at: { readonly node: string; readonly key: string; readonly rollback: number; readonly entry: UndoEntry },
  raw: RunError,
): void {
  const { node, key, rollback, entry } = at;
  const error = placed(node, key, raw);
  run.state.incident = { key, error, rollback, entry };
  run.state.status = 'incident';
  run.observe({ type: 'run', status: 'incident', error, key });
  run.commands.push({ type: 'upsert', attributes: { RunStatus: 'incident' } });
}

function placed(node: string, key: string, error: RunError): RunError {
  return { ...error, node, iteration: parseKey(key).path };
}
