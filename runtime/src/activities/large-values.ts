import { type LargePart, type PlanNode, partAt, withPart } from '@omniroute/plan';
import { isReference, type Json, parsePointer } from '@omniroute/primitives';
import type { OfRun, RunBlobs } from '../codec/index.ts';

/** The input of an effect with the large values themselves where references stand for them: the plan says where that may be. */
export async function withLargeValues(
  blobs: Pick<RunBlobs, 'value'>,
  of: OfRun,
  node: PlanNode,
  input: Json,
): Promise<Json> {
  let whole = input;
  for (const pointer of node.op === 'act' ? (node.call.refs ?? []) : []) {
    const path = parsePointer(pointer);
    const part = partAt(whole, path);
    if (isReference(part)) whole = withPart(whole, path, await blobs.value(of, part['@ref']));
  }
  return whole;
}

/** A value with references in place of its large parts, once those are kept. Safe to repeat. */
export async function byReference(
  blobs: Pick<RunBlobs, 'keepValue'>,
  of: OfRun,
  value: Json,
  parts: readonly LargePart[],
): Promise<Json> {
  let small = value;
  for (const { path, value: part } of parts) small = withPart(small, path, { ...(await blobs.keepValue(of, part)) });
  return small;
}
