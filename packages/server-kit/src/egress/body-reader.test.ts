import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { createBodyReader } from './body-reader.ts';

/** Feeds a body in pieces of 7 bytes and tells what came out of it. */
async function read(coding: string, body: Uint8Array, maxBytes = 1000): Promise<string> {
  let verdict = '';
  const reader = createBodyReader({
    coding,
    maxBytes,
    onOverflow: () => {
      verdict ||= 'overflow';
    },
    onError: () => {
      verdict ||= 'error';
    },
    onDrain: () => undefined,
  });
  for (let from = 0; from < body.length; from += 7) reader.write(body.subarray(from, from + 7));
  const text = await reader.end().then(
    (bytes) => Buffer.from(bytes).toString(),
    () => 'failed',
  );
  reader.destroy();
  return verdict === '' ? text : verdict;
}

describe('a body', () => {
  const text = 'Order o-1 confirmed, é';

  it.each([
    ['', Buffer.from(text)],
    ['identity', Buffer.from(text)],
    ['gzip', gzipSync(text)],
    ['X-GZIP', gzipSync(text)],
    ['deflate', deflateSync(text)],
    ['br', brotliCompressSync(text)],
    ['gzip, br', brotliCompressSync(gzipSync(text))],
  ])('coded "%s" is decoded', async (coding, body) => expect(await read(coding, body)).toBe(text));

  it.each([
    ['gzip', gzipSync(Buffer.alloc(1001))],
    ['br', brotliCompressSync(Buffer.alloc(100_000))],
    ['deflate', deflateSync(Buffer.alloc(100_000))],
    ['gzip, gzip', gzipSync(gzipSync(Buffer.alloc(100_000)))],
  ])('coded "%s" that grows past the limit is cut', async (coding, body) =>
    expect(await read(coding, body)).toBe('overflow'),
  );

  it.each([
    ['gzip', Buffer.from('not gzip')],
    ['gzip', gzipSync(text).subarray(0, 20)],
    ['zstd', Buffer.from(text)],
    ['gzip, gzip, gzip', gzipSync(text)],
  ])('coded "%s" that cannot be decoded is an error', async (coding, body) =>
    expect(await read(coding, body)).toBe('error'),
  );
});
