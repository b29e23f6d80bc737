import type { Json } from '@omniroute/primitives';
import type { Payload } from '@temporalio/common';
import { SERVICE_REF } from './encodings.ts';

/** A called service as a payload of its own encoding: which version it is stands in the history, its plan does not. */
export function serviceReference(found: Json): Payload {
  const bytes = new TextEncoder();
  return { metadata: { encoding: bytes.encode(SERVICE_REF) }, data: bytes.encode(JSON.stringify(found)) };
}
