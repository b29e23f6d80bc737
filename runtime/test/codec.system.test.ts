import { compile, type LoweringRegistry } from '@omniroute/compiler';
import { definitions } from '@omniroute/kinds/definitions';
import { lowerings } from '@omniroute/kinds/lowerings';
import type { Plan } from '@omniroute/plan';
import type { Json } from '@omniroute/primitives';
import { uuidv7 } from '@omniroute/server-kit';
import { service } from '@omniroute/testing';
import type { Payload } from '@temporalio/common';
import proto from '@temporalio/proto';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createRemoteCodec, type RemotePayload } from '../src/codec/index.ts';
import { readRun } from '../src/projection/read-run.ts';
import { startTestRuntime, TENANT } from './test-runtime.ts';

const MARK = '+2348030001001';
const History = proto.temporal.api.history.v1.History;

let runtime: Awaited<ReturnType<typeof startTestRuntime>>;
beforeAll(async () => {
  runtime = await startTestRuntime();
});
afterAll(() => runtime.stop());

const answer = {
  type: 'object',
  required: ['phone', 'notes'],
  properties: { phone: { type: 'string' }, notes: { type: 'string' } },
};
const ask = (id: string) => ({
  connection: 'partner',
  method: 'GET',
  url: `/${id}`,
  query: { phone: '${ input.phone }' },
  output_schema: answer,
});
/** Asks, waits for a message, asks again; the second answer fails or not. */
const plan = planOf(
  service()
    .connection('partner', 'http')
    .input({ phone: { type: 'string' } })
    .message('go')
    .node('first', 'http_request', ask('first'))
    .node('hold', 'wait', { message: { name: 'go', correlation: 'go' } })
    .node('second', 'http_request', ask('second'))
    .line('first', 'hold', 'second')
    .with({ outputs: { value: { phone: '${ nodes.first.body.phone }' } } }).json,
);

function planOf(document: Json): Plan {
  const compiled = compile({ document }, { kinds: definitions, lowerings: lowerings as unknown as LoweringRegistry });
  if (compiled.plan === undefined) throw new Error(JSON.stringify(compiled.diagnostics));
  return compiled.plan;
}

async function start(second: object): Promise<string> {
  const run = uuidv7();
  const body = { phone: MARK, notes: 'long '.repeat(100) };
  const output = { status: 200, headers: {}, body };
  runtime.script(run, {
    plan,
    scenario: { name: run, mocks: { first: [{ output }], second: [second] } } as never,
    scale: 1,
    order: null,
  });
  const facts = { run, tenant: TENANT, service: 's', version: 1, started_at: Date.now(), trigger: 'manual' };
  await runtime.runs.start({ plan: runtime.stores.add(plan), facts, input: { phone: MARK }, time_scale: 1 });
  return run;
}
const read = (run: string) => readRun(runtime.runs, runtime.codec, TENANT, run);
const until = (run: string, status: string) =>
  vi.waitFor(async () => expect((await read(run))?.view.status).toBe(status), { timeout: 30_000, interval: 50 });
const go = (run: string) =>
  runtime.runs.deliver(TENANT, run, {
    id: uuidv7(),
    name: 'go',
    correlation: 'go',
    payload: null,
    received_at: Date.now(),
  });
const events = async (run: string) => (await runtime.runs.histories(TENANT, run))?.flat() ?? [];
const bytesOf = async (run: string) => Buffer.from(History.encode({ events: await events(run) }).finish());

/** Every payload of a history. */
function payloadsIn(value: unknown): Payload[] {
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return [];
  const { metadata } = value as Payload;
  if (metadata != null && 'encoding' in metadata) return [value as Payload];
  return Object.values(value).flatMap(payloadsIn);
}
const keyIdOf = (payload: Payload) => Buffer.from(payload.metadata?.['omniroute-key'] ?? []).toString();
const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64');

describe('a history', () => {
  it('holds nothing that can be read without the keys, neither values nor what a failure says', async () => {
    const run = await start({ error: { code: 'http.404', message: `nobody has ${MARK}`, details: { phone: MARK } } });
    await until(run, 'waiting');
    await go(run);
    await until(run, 'failed');
    const history = await bytesOf(run);
    expect([history.length > 1000, history.includes(MARK), history.includes('nobody has')]).toEqual([
      true,
      false,
      false,
    ]);
    expect((await read(run))?.view.error?.message).toBe(`nobody has ${MARK}`);
  });

  it('goes on under a new key that comes in the middle of a run, and every part is read by the key it names', async () => {
    const run = await start({ output: { status: 200, headers: {}, body: { phone: MARK, notes: '' } } });
    await until(run, 'waiting');
    const before = await runtime.stores.keys.current(TENANT);
    const after = runtime.stores.rotate(TENANT);
    await go(run);
    await until(run, 'completed');
    const view = (await read(run))?.view;
    expect([view?.output, view?.visits.map(({ status }) => status)]).toEqual([
      { phone: MARK },
      ['completed', 'completed', 'completed'],
    ]);
    const used = payloadsIn(await events(run))
      .map(keyIdOf)
      .filter((id) => id !== '');
    expect(new Set(used)).toEqual(new Set([before.id, after.id]));
    expect([used.at(0), used.at(-1)]).toEqual([before.id, after.id]);
  });

  it('is opened payload by payload through the codec endpoint', async () => {
    const run = await start({ error: { code: 'http.404', message: `nobody has ${MARK}` } });
    await until(run, 'waiting');
    await go(run);
    await until(run, 'failed');
    const remote = createRemoteCodec(runtime.codec, runtime.stores);
    const given = payloadsIn(await events(run)).map(
      ({ metadata, data }): RemotePayload => ({
        metadata: Object.fromEntries(Object.entries(metadata ?? {}).map(([name, value]) => [name, base64(value)])),
        ...(data == null ? {} : { data: base64(data) }),
      }),
    );
    const shown = (await remote.decode(given)).map(({ data }) => Buffer.from(data ?? '', 'base64').toString());
    expect(given.some(({ data }) => Buffer.from(data ?? '', 'base64').includes(MARK))).toBe(false);
    expect(shown.filter((text) => text.includes(`nobody has ${MARK}`)).length).toBeGreaterThan(0);
    expect(shown).toContain(JSON.stringify({ plan: runtime.stores.add(plan) }));
  });
});

describe('what later steps do not read', () => {
  it('is not in the history and is kept whole beside it, encrypted', async () => {
    const run = await start({ output: { status: 200, headers: {}, body: { phone: MARK, notes: '' } } });
    await until(run, 'waiting');
    await runtime.outputs.drained();
    const [first] = (await read(run))?.view.visits ?? [];
    expect(first?.output).toEqual({ body: { phone: MARK } });
    const whole = { status: 200, headers: {}, body: { phone: MARK, notes: 'long '.repeat(100) } };
    expect(await runtime.blobs.output({ tenant: TENANT, run }, 'first#1')).toEqual(whole);
    await go(run);
    await until(run, 'completed');
  });

  it('is missed by nobody but those who look, when the blob store is down', async () => {
    runtime.store.setDown(true);
    const run = await start({ output: { status: 200, headers: {}, body: { phone: MARK, notes: '' } } });
    await until(run, 'waiting');
    await go(run);
    await until(run, 'completed');
    runtime.store.setDown(false);
    await runtime.outputs.drained();
    expect(await runtime.blobs.output({ tenant: TENANT, run }, 'first#1')).toBeUndefined();
  });
});
