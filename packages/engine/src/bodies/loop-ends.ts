import type { RunError } from '@omniroute/errors';
import type { EachOp, WhileOp } from '@omniroute/plan';
import type { Json } from '@omniroute/primitives';
import { contribute } from '../branches/contribute.ts';
import { keep } from '../branches/hand-up.ts';
import { endPart, isPart } from '../parts/end-part.ts';
import type { Run } from '../run/run.ts';
import type { Failure, OpenLoop, Rollback, Token } from '../state.ts';
import { rollBack } from '../undo/roll-back.ts';
import { containerFails } from './container-fails.ts';

export type LoopOp = EachOp | WhileOp;

/** An open loop with its token and its node. */
export interface LoopAt {
  readonly loop: OpenLoop;
  readonly token: Token;
  readonly node: LoopOp;
}

/** The loop of a visit key, or `null` if it is over. */
export function loopAt(run: Run, key: string): LoopAt | null {
  const loop = run.state.loops[key];
  const token = run.state.tokens[loop?.token ?? -1];
  const node = token === undefined ? undefined : run.node(token.node);
  if (loop === undefined || token === undefined || (node?.op !== 'each' && node?.op !== 'while')) return null;
  return { loop, token, node };
}

/** `{ items, errors, count }` as it is by now. */
export function outputOf({ results, errors, count }: OpenLoop): Json {
  return { items: results, errors, count };
}

/** Every turn is over: contributions merge in index order, and the loop completes. */
export function finishLoop(run: Run, at: LoopAt): void {
  const { loop, token, node } = at;
  if (isPart(run, loop)) return endPart(run, at, null);
  const indexes = Object.keys(loop.adds).map((name) => Number(name.slice(1)));
  let wrong: RunError | null = null;
  for (const index of indexes.sort((a, b) => a - b))
    for (const [slot, value] of loop.adds[`i${index}`] ?? []) wrong = contribute(run, token, slot, value) ?? wrong;
  delete run.state.loops[loop.key];
  if (wrong !== null) return containerFails(run, token, node, { error: wrong, undone: false });
  run.complete(token, node, { port: 'out', next: node.next, output: outputOf(loop) });
}

/** `until` held: what is still under way is cancelled, and what it had done is undone. */
export function stopLoop(run: Run, { loop, token }: LoopAt): void {
  loop.ending = true;
  const then = { go: 'loop_ends', key: loop.key } as const;
  rollBack(run, { frame: token.frame, error: null, undo: true, then }, framesOf(run, loop));
}

/** The loop fails: what is still under way is cancelled; what its turns had done stays on the list. */
export function failLoop(run: Run, { loop, token }: LoopAt, failure: Failure): void {
  if (loop.ending) return;
  loop.ending = true;
  const then = { go: 'loop_fails', key: loop.key, failure } as const;
  rollBack(run, { frame: token.frame, error: failure.error, undo: false, then }, framesOf(run, loop));
}

/** What was cancelled is settled: the loop is over, well or not. */
export function loopSettled(run: Run, at: LoopAt, rollback: Rollback, failure: Failure | null): void {
  const { loop, token, node } = at;
  for (const id of Object.keys(loop.frames)) delete run.state.frames[Number(id)];
  keep(run, rollback.kept, token);
  if (failure === null) return finishLoop(run, at);
  if (isPart(run, loop)) return endPart(run, at, failure);
  delete run.state.loops[loop.key];
  containerFails(run, token, node, failure);
}

function framesOf(run: Run, { frames }: OpenLoop) {
  return Object.keys(frames).flatMap((id) => run.state.frames[Number(id)] ?? []);
}
