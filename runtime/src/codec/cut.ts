import type { Payload } from '@temporalio/common';
import { CUT } from './encodings.ts';

/** A payload that says beside its value how much the projection left out: history needs no more of it than that. */
export function withCut(payload: Payload, cut: number): Payload {
  return { ...payload, metadata: { ...payload.metadata, [CUT]: new TextEncoder().encode(String(cut)) } };
}

/** How many characters were left out of a payload's value; 0 where nothing was. */
export function cutOf(payload: Payload | null | undefined): number {
  const text = payload?.metadata?.[CUT];
  return text == null ? 0 : Number(new TextDecoder().decode(text));
}
