import type { FastifyInstance } from 'fastify';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { tenantId } from '../ids/tenant-id.ts';
import { createHttpServer } from './create-http-server.ts';
import { httpErrors } from './errors.ts';
import { type IdempotencyClaim, type IdempotencyStore, idempotencyKeys, type RecordedAnswer } from './idempotency.ts';
import { localOwner } from './request-context.ts';

let server: FastifyInstance;
let effects: number;
let hold: PromiseWithResolvers<void> | null;

beforeEach(async () => {
  effects = 0;
  hold = null;
  const nothing = () => undefined;
  const log = { debug: nothing, info: nothing, warn: nothing, error: nothing, child: () => log };
  server = await createHttpServer({ log, provider: localOwner({ tenant: tenantId('acme') }) });
  await server.register(idempotencyKeys, { store: memoryStore() });
  server.post('/charge', async (_request, reply) => {
    await hold?.promise;
    effects += 1;
    return reply.code(201).send({ charge: effects });
  });
  server.post('/fails', async () => {
    effects += 1;
    throw effects === 1 ? httpErrors.fault('server.unavailable') : httpErrors.fault('forbidden');
  });
});
afterEach(() => server.close());

const post = (url: string, key: string | undefined, payload = '{}') =>
  server.inject({
    method: 'POST',
    url,
    payload,
    headers: { 'content-type': 'application/json', ...(key === undefined ? {} : { 'idempotency-key': key }) },
  });

describe('a POST with an Idempotency-Key', () => {
  it('has its effect once and answers the second time as the first', async () => {
    const first = await post('/charge', 'k1');
    const second = await post('/charge', 'k1');
    const other = await post('/charge', 'k2');
    expect(
      [first, second, other].map((answer) => [
        answer.statusCode,
        answer.json(),
        answer.headers['idempotency-replayed'],
      ]),
    ).toEqual([
      [201, { charge: 1 }, undefined],
      [201, { charge: 1 }, 'true'],
      [201, { charge: 2 }, undefined],
    ]);
  });

  it('with another body is refused', async () => {
    await post('/charge', 'k1');
    const answer = await post('/charge', 'k1', '{"amount":2}');
    expect([answer.statusCode, answer.json().code, effects]).toEqual([422, 'idempotency.reused', 1]);
  });

  it('while the first is running is told to come back', async () => {
    hold = Promise.withResolvers();
    const first = post('/charge', 'k1');
    await server.ready();
    const second = await expect
      .poll(async () => (await post('/charge', 'k1')).statusCode)
      .toBe(409)
      .then(() => post('/charge', 'k1'));
    hold.resolve();
    expect([second.json().code, second.headers['retry-after'], (await first).statusCode, effects]).toEqual([
      'idempotency.running',
      '1',
      201,
      1,
    ]);
  });

  it('that failed on our side may be repeated, one that was refused may not', async () => {
    const statuses = [];
    for (let call = 0; call < 3; call += 1) statuses.push((await post('/fails', 'k1')).statusCode);
    expect([statuses, effects]).toEqual([[503, 403, 403], 2]);
  });

  it.each(['', ' ', 'a b', 'ü', 'x'.repeat(256)])('"%s" is no key', async (key) => {
    expect((await post('/charge', key)).json().code).toBe('idempotency.key');
  });
});

it('a POST without a key is simply done', async () => {
  await post('/charge', undefined);
  await post('/charge', undefined);
  expect(effects).toBe(2);
});

function memoryStore(): IdempotencyStore {
  const rows = new Map<string, { claim: IdempotencyClaim; answer: RecordedAnswer | null }>();
  const id = ({ tenant, key }: IdempotencyClaim) => `${tenant} ${key}`;
  return {
    claim: async (claim) => {
      const row = rows.get(id(claim));
      if (row === undefined) {
        rows.set(id(claim), { claim, answer: null });
        return { state: 'new' };
      }
      if (row.claim.fingerprint !== claim.fingerprint) return { state: 'reused' };
      return row.answer === null ? { state: 'running' } : { state: 'done', answer: row.answer };
    },
    complete: async (claim, answer) => void rows.set(id(claim), { claim, answer }),
    release: async (claim) => void rows.delete(id(claim)),
  };
}
