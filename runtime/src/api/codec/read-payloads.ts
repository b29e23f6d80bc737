import type { IncomingMessage } from 'node:http';
import { isObject } from '@omniroute/primitives';
import type { RemotePayload } from '../../codec/index.ts';

/** A page of a history fits; more is refused before it is held in memory. */
const MOST_BYTES = 16 * 1024 * 1024;

/** The payloads in the body of a request, or `null` if it holds anything else. */
export async function readPayloads(request: IncomingMessage): Promise<RemotePayload[] | null> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    size += part.length;
    if (size > MOST_BYTES) return null;
    parts.push(part);
  }
  const body = parsed(Buffer.concat(parts).toString());
  if (!isObject(body) || !Array.isArray(body.payloads) || !body.payloads.every(isPayload)) return null;
  return body.payloads;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

function isPayload(value: unknown): value is RemotePayload {
  if (!isObject(value)) return false;
  const { metadata = {}, data = '' } = value;
  return (
    typeof data === 'string' && isObject(metadata) && Object.values(metadata).every((each) => typeof each === 'string')
  );
}
