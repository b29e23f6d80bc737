import type { RunError } from '@omniroute/errors';
import type { EachOp } from '@omniroute/plan';
import type { Json } from '@omniroute/primitives';
import { handUp, keep } from '../branches/hand-up.ts';
import { nextStretch } from '../parts/divide.ts';
import type { Run } from '../run/run.ts';
import { errorRoot } from '../run/scope.ts';
import { outputChanged } from '../run/view.ts';
import { weightOf } from '../run/weight.ts';
import type { Failure, Frame, OpenLoop, Rollback } from '../state.ts';
import { rollBack } from '../undo/roll-back.ts';
import { failLoop, finishLoop, type LoopAt, outputOf, stopLoop } from './loop-ends.ts';
import { inside, openFrame } from './open-frame.ts';
import { record, reportError, tooLarge } from './results.ts';

/** Begins as many turns as may run now; a loop that has none left is over. */
export function nextTurns(run: Run, at: LoopAt): void {
  const { loop, node } = at;
  if (loop.ending || !nextStretch(run, loop)) return;
  const window = node.op === 'each' ? node.concurrency : 1;
  const end = loop.stretches?.end ?? Number.POSITIVE_INFINITY;
  while (loop.open < window && loop.next < end) {
    const more = hasNext(run, at);
    if (!more.ok) return failLoop(run, at, { error: more.error, undone: false });
    if (!more.value) break;
    if (!openTurn(run, at)) return;
  }
  if (loop.open === 0) finishLoop(run, at);
}

/** Whether there is one more turn. A while looks at its condition, and at its bound, before each. */
function hasNext(
  run: Run,
  { loop, token, node }: LoopAt,
): { readonly ok: true; readonly value: boolean } | { readonly ok: false; readonly error: RunError } {
  if (loop.total !== null && loop.next >= loop.total) return { ok: true, value: false };
  if (node.op === 'each') return { ok: true, value: true };
  const more = node.condition === null ? ({ ok: true, value: true } as const) : run.holds(token, node.condition);
  if (!more.ok || !more.value) return more;
  const wrong = tooMany(node.id, node.max_iterations, loop.next + 1);
  return wrong === null ? more : { ok: false, error: wrong };
}

/** The error of a loop that goes round more often than it may. */
export function tooMany(id: string, max: number | null, turns: number): RunError | null {
  return max === null || turns <= max
    ? null
    : { code: 'limit.iterations', message: `"${id}" may go round ${max} times.`, details: { max } };
}

function openTurn(run: Run, at: LoopAt): boolean {
  const { loop, token, node } = at;
  const index = loop.next;
  loop.next += 1;
  const beside = node.op === 'each' && node.concurrency > 1 ? loop.key : null;
  const item = node.op === 'each' ? { item: itemOf(loop, node, index) } : {};
  const opened = openFrame(run, token, node.body, { index, beside, ...item });
  if (!opened.ok) {
    failLoop(run, at, { error: opened.error, undone: false });
    return false;
  }
  loop.frames[opened.frame.id] = true;
  loop.open += 1;
  return true;
}

/** An item, or with `batch` a list of up to so many. */
function itemOf({ items, from }: OpenLoop, { batch }: EachOp, index: number): Json {
  const at = index - from;
  return batch === null ? (items[at] ?? null) : items.slice(at * batch, (at + 1) * batch);
}

/** Nothing is open in a turn's frame: it ended well. */
export function endTurn(run: Run, at: LoopAt, frame: Frame): void {
  const { loop, token, node } = at;
  const index = frame.index ?? 0;
  const reader = inside(run, token, frame);
  const collected = node.collect === null ? null : run.evaluate(reader, node.collect);
  if (collected !== null && !collected.ok) return failLoop(run, at, { error: collected.error, undone: false });
  record(at, index, collected === null ? (frame.outputs[frame.last ?? ''] ?? null) : collected.value);
  loop.count += 1;
  if (node.until !== null) showSoFar(run, at, frame);
  const stop = node.until === null ? null : run.holds(reader, node.until);
  closeTurn(run, at, frame);
  if (stop !== null && !stop.ok) return failLoop(run, at, { error: stop.error, undone: false });
  const large = tooLarge(at);
  if (large !== null) return failLoop(run, at, { error: large, undone: false });
  if (stop?.value === true) return stopLoop(run, at);
  nextTurns(run, at);
}

/** What the loop has given so far, for its `until` to read. */
function showSoFar(run: Run, { loop, node }: LoopAt, frame: Frame): void {
  const soFar = outputOf(loop);
  frame.outputs[node.id] = soFar;
  outputChanged(run.state, frame, node.id, soFar);
}

function closeTurn(run: Run, { loop, token }: LoopAt, frame: Frame): void {
  if (frame.adds.length > 0) {
    loop.weight += weightOf(frame.adds);
    loop.adds[`i${frame.index ?? 0}`] = frame.adds.splice(0);
  }
  handUp(run, frame, token);
  delete run.state.frames[frame.id];
  delete loop.frames[frame.id];
  loop.open -= 1;
}

/** An error reached the edge of a turn: the loop fails with it, or does without the item. */
export function failTurn(run: Run, at: LoopAt, frame: Frame, failure: Failure): void {
  const { loop, token, node } = at;
  if (loop.ending || frame.settling) return;
  if (node.on_item_error === 'fail') return failLoop(run, at, failure);
  frame.settling = true;
  const then = { go: 'turn_fails', frame: frame.id, failure } as const;
  rollBack(run, { frame: token.frame, error: failure.error, undo: false, then }, [frame]);
}

/** What was under way in a failed turn is settled: the loop goes on without it, as far as it tolerates that. */
export function turnFails(run: Run, at: LoopAt, frame: Frame, failure: Failure, rollback: Rollback): void {
  const { loop, token, node } = at;
  const index = frame.index ?? 0;
  keep(run, rollback.kept, token);
  record(at, index, null);
  loop.failed += 1;
  if (node.on_item_error === 'report') reportError(at, index, errorRoot(failure.error));
  closeTurn(run, at, frame);
  if (isTooMuch(at)) return failLoop(run, at, failure);
  const large = tooLarge(at);
  if (large !== null) return failLoop(run, at, { error: large, undone: false });
  nextTurns(run, at);
}

function isTooMuch({ loop, node: { tolerate } }: LoopAt): boolean {
  if (tolerate === null) return false;
  const { count, percent } = tolerate;
  if (count !== null && loop.failed > count) return true;
  // Of the turns there will be, or where nobody knows that, of those there were.
  return percent !== null && loop.failed * 100 > percent * (loop.whole ?? loop.total ?? loop.next);
}
