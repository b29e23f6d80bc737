import type { RunError } from '@omniroute/errors';
import { type Keep, project } from '@omniroute/plan';
import type { Json } from '@omniroute/primitives';
import { weightOf } from '../run/weight.ts';
import type { OpenLoop } from '../state.ts';
import type { LoopOp } from './loop-ends.ts';

/** What a loop may give: bytes of its results and errors, and of what its turns contribute. */
const MOST = 500_000;
/** So much of its results is there whole for people to see, whether or not anything reads it. */
const SHOWN = 50_000;

/** Results and errors keep their order by index; what is not there yet is null. */
export function record({ loop, node }: At, index: number, value: Json): void {
  const kept = keptOf(loop, readOf(node).items, value);
  if (kept === undefined) return;
  const { results, from } = loop;
  while (results.length < index - from) results.push(null);
  results[index - from] = kept;
}

/** An item that failed is reported. */
export function reportError({ loop, node }: At, index: number, error: Json): void {
  const kept = keptOf(loop, readOf(node).errors, { index, error });
  if (kept !== undefined) loop.errors.push(kept);
}

/** A value as far as it is kept: whole while all is small, else what is read of it. */
function keptOf(loop: OpenLoop, read: Keep | undefined, value: Json): Json | undefined {
  const whole = weightOf(value) + 1;
  if (loop.weight + whole <= SHOWN) {
    loop.weight += whole;
    return value;
  }
  if (read === undefined) return undefined;
  const kept = project(read, value);
  loop.weight += kept === value ? whole : weightOf(kept) + 1;
  return kept;
}

/** The error of a loop that gives more than a run can carry; `null` while it does not. */
export function tooLarge({ loop, node }: At): RunError | null {
  if (loop.weight <= MOST) return null;
  return {
    code: 'limit.payload',
    message: `"${node.id}" gives more than ${MOST / 1000} KB. Collect less of each turn, or go over fewer items.`,
    details: { max: MOST, turns: loop.count + loop.failed },
  };
}

interface At {
  readonly loop: OpenLoop;
  readonly node: LoopOp;
}

/** What later steps read of each result and of each error; `undefined`: nothing. */
interface Read {
  readonly items: Keep | undefined;
  readonly errors: Keep | undefined;
}

// Memo, 2026-12-01: asked for every turn, and a node never changes.
const known = new WeakMap<LoopOp, Read>();

function readOf(node: LoopOp): Read {
  const before = known.get(node);
  if (before !== undefined) return before;
  // Its `until` sees all that it has given so far.
  const keep = node.until === null ? node.keep : null;
  const read = { items: readOfEach(keep, 'items'), errors: readOfEach(keep, 'errors') };
  known.set(node, read);
  return read;
}

function readOfEach(keep: Keep, field: string): Keep | undefined {
  if (keep === null) return null;
  const list = Object.hasOwn(keep.fields ?? {}, field) ? keep.fields?.[field] : keep.each;
  return list === null || list === undefined ? list : list.each;
}
