import { compile, type LoweringRegistry } from '@omniroute/compiler';
import { definitions } from '@omniroute/kinds/definitions';
import { lowerings } from '@omniroute/kinds/lowerings';
import type { Plan } from '@omniroute/plan';
import type { Json } from '@omniroute/primitives';
import { uuidv7 } from '@omniroute/server-kit';
import { type ServiceBuilder, service } from '@omniroute/testing';
import proto from '@temporalio/proto';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { readRun } from '../src/projection/read-run.ts';
import { playScenario } from './play-scenario.ts';
import { startTestRuntime, TENANT } from './test-runtime.ts';

const History = proto.temporal.api.history.v1.History;
const STEPS = 10;

let runtime: Awaited<ReturnType<typeof startTestRuntime>>;
beforeAll(async () => {
  runtime = await startTestRuntime();
});
afterAll(() => runtime.stop());
beforeEach(() => {
  runtime.store.forget();
  runtime.given.clear();
});

const answer = {
  type: 'object',
  required: ['document'],
  properties: { document: { type: 'string', 'x-large': true }, note: { type: 'string' } },
};
const step = (index: number) => ({
  connection: 'partner',
  method: 'POST',
  url: `/${index}`,
  body: { document: index === 1 ? '${ input.document }' : `\${ nodes.s${index - 1}.body.document }` },
  output_schema: answer,
});
/** A document goes through ten steps, each of which gives it on. */
const chain = planOf(
  Array.from({ length: STEPS }, (_, at) => at + 1)
    .reduce(
      (builder, index) => builder.node(`s${index}`, 'http_request', step(index)),
      service()
        .connection('partner', 'http')
        .input({ document: { type: 'string', 'x-large': true } }),
    )
    .line(...Array.from({ length: STEPS }, (_, at) => `s${at + 1}`))
    .with({ outputs: { value: { characters: `\${ size(nodes.s${STEPS}.body.document) }` } } }),
);

function planOf(builder: ServiceBuilder): Plan {
  const options = { kinds: definitions, lowerings: lowerings as unknown as LoweringRegistry };
  const { plan, diagnostics } = compile({ document: builder.json }, options);
  if (plan === undefined) throw new Error(JSON.stringify(diagnostics));
  return plan;
}

const reply = (document: string) => ({ output: { status: 200, headers: {}, body: { document } } });
const scenario = (name: string, document: string) => ({
  name,
  input: { document },
  mocks: Object.fromEntries(Array.from({ length: STEPS }, (_, at) => [`s${at + 1}`, [reply(document)]])),
});
const bytesOf = async (run: string) =>
  History.encode({ events: (await runtime.runs.histories(TENANT, run))?.flat() ?? [] }).finish().length;
const documentOf = (given: Json | undefined) => (given as { body?: { document?: string } } | undefined)?.body?.document;

describe('a document that goes through ten steps', () => {
  it.each([100_000, 1_000_000, 10_000_000])(
    'of %i characters is handed to each whole, and leaves the history small',
    async (size) => {
      const document = 'é'.repeat(size / 2) + 'x'.repeat(size / 2);
      const { run, view, expected } = await playScenario(runtime, chain, scenario('chain', document), 'chain');
      expect([view.status, view.output, view.output]).toEqual([
        'completed',
        { characters: size },
        expected.view.output,
      ]);
      const given = Array.from({ length: STEPS }, (_, at) => documentOf(runtime.given.get(`${run} s${at + 1}#1`)));
      // What the last step of the run is given comes out of the store: the simulator says the same of every step.
      expect(given.every((each) => each === document)).toBe(true);
      expect(expected.calls.every(({ input }) => documentOf(input) === document)).toBe(true);
      expect(await bytesOf(run)).toBeLessThan(40_000);
      expect(runtime.store.names().filter((name) => name.startsWith(`values/${TENANT}/${run}/`))).toHaveLength(1);
    },
  );

  it('P12 that nobody marked is too large to be passed on', async () => {
    const unmarked = { ...answer, properties: { ...answer.properties, document: { type: 'string' } } };
    const plan = planOf(
      service()
        .connection('partner', 'http')
        .node('s1', 'http_request', { connection: 'partner', method: 'GET', url: '/', output_schema: unmarked })
        .node('s2', 'http_request', { ...step(2), output_schema: unmarked })
        .line('s1', 's2'),
    );
    const { view } = await playScenario(
      runtime,
      plan,
      { name: 'unmarked', mocks: { s1: [reply('x'.repeat(300_000))] } },
      'unmarked',
    );
    expect([view.status, view.error?.code, view.error?.node]).toEqual(['failed', 'limit.payload', 's1']);
  });
});

describe('a large value that is not there', () => {
  /** Starts the chain on references only: what they stand for was never kept. */
  async function start(): Promise<string> {
    const run = uuidv7();
    const document = 'x'.repeat(1000);
    runtime.script(run, { plan: chain, scenario: scenario(run, document), scale: 1, order: null });
    const { '@ref': address } = await runtime.blobs.keepValue({ tenant: TENANT, run }, document);
    runtime.store.forget();
    const facts = { run, tenant: TENANT, service: 'chain', version: 1, started_at: Date.now(), trigger: 'manual' };
    const input = { document: { '@ref': address, '@size': 1000, '@bytes': 1002 } };
    await runtime.runs.start({ plan: runtime.stores.add(chain), facts, input, time_scale: 1 });
    return run;
  }
  const viewed = async (run: string) => (await readRun(runtime.runs, runtime.codec, TENANT, run))?.view;

  it('is told by its code and waited for, without a charge for the step; once it is there the run goes on', async () => {
    const run = await start();
    await vi.waitFor(
      async () => {
        const [visit] = (await viewed(run))?.visits ?? [];
        expect([visit?.status, visit?.error]).toEqual([
          'running',
          { code: 'infrastructure', message: 'codec.value_missing' },
        ]);
      },
      { timeout: 30_000, interval: 100 },
    );
    expect(runtime.seen.filter((call) => call.run === run)).toEqual([]);
    await runtime.blobs.keepValue({ tenant: TENANT, run }, 'x'.repeat(1000));
    await vi.waitFor(async () => expect((await viewed(run))?.status).toBe('completed'), {
      timeout: 60_000,
      interval: 100,
    });
    const calls = runtime.seen.filter((call) => call.run === run);
    expect(calls.map(({ key, attempt }) => [key, attempt])).toEqual(
      Array.from({ length: STEPS }, (_, at) => [`s${at + 1}#1`, 1]),
    );
  });

  it('because the store is down while it would be written delays the step that gave it, which acts once', async () => {
    const document = 'y'.repeat(1000);
    const run = uuidv7();
    runtime.script(run, { plan: chain, scenario: scenario(run, document), scale: 1, order: null });
    const facts = { run, tenant: TENANT, service: 'chain', version: 1, started_at: Date.now(), trigger: 'manual' };
    runtime.store.setDown(true);
    await runtime.runs.start({ plan: runtime.stores.add(chain), facts, input: { document: 'small' }, time_scale: 1 });
    await vi.waitFor(() => expect(runtime.seen.filter((call) => call.run === run)).toHaveLength(1), {
      timeout: 30_000,
    });
    expect((await viewed(run))?.visits.map(({ node, status }) => [node, status])).toEqual([['s1', 'running']]);
    runtime.store.setDown(false);
    await vi.waitFor(async () => expect((await viewed(run))?.status).toBe('completed'), {
      timeout: 60_000,
      interval: 100,
    });
    expect(runtime.seen.filter((call) => call.run === run)).toHaveLength(STEPS);
  });
});
