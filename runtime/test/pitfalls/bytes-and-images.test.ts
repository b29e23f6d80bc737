import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { simulate } from '@omniroute/simulator';
import { planOf } from '@omniroute/testing';
import { historyFromJSON } from '@temporalio/common/lib/proto-utils.js';
import { expect, it } from 'vitest';

const root = fileURLToPath(new URL('../../../', import.meta.url));

it('P1 a history is read from JSON on a clean install: every package of the SDK has the same protobufjs', () => {
  const sdk = createRequire(import.meta.url);
  const copies = ['client', 'common', 'proto', 'worker'].map((name) =>
    createRequire(sdk.resolve(`@temporalio/${name}`)).resolve('protobufjs'),
  );
  expect(new Set(copies).size).toBe(1);
  const folder = `${root}runtime/histories/abi-1`;
  const file = `${folder}/template-order-escalation-confirmed-in-time.json.gz`;
  expect(existsSync(file)).toBe(true);
  const { histories } = JSON.parse(gunzipSync(readFileSync(file)).toString()) as { histories: unknown[] };
  expect(historyFromJSON(histories[0]).events?.length).toBeGreaterThan(5);
});

it('P4 no guard reads the clock of the machine: a run that spins ends by its fuel while that clock stands still', () => {
  const now = Date.now;
  Date.now = () => {
    throw new Error('the clock was read');
  };
  try {
    const spins = planOf({
      nodes: [{ id: 'spin', op: 'set', value: '${ [1, 2, 3].map(a, [1, 2, 3].map(b, [1, 2, 3].map(c, a * b * c))) }' }],
    });
    const tight = { ...spins, exprs: spins.exprs.map((each) => ({ ...each, fuel: 20 })) };
    expect(simulate(tight, { name: 'spins', input: null })).toMatchObject({
      status: 'failed',
      error: { code: 'poison', node: 'spin' },
    });
  } finally {
    Date.now = now;
  }
});

it('P11 bytes grow with the steps, not with their square: no step is given what all before it gave', () => {
  const bytes = (steps: number) => {
    const nodes = Array.from({ length: steps }, (_, index) => ({
      id: `s${index}`,
      op: 'act' as const,
      input: { before: index === 0 ? 'none' : `\${ nodes.s${index - 1}.text }` },
      output: { type: 'object', required: ['text'], properties: { text: { type: 'string' } } } as const,
    }));
    const { calls } = simulate(planOf({ nodes }), {
      name: 'line',
      input: null,
      mocks: Object.fromEntries(nodes.map(({ id }) => [id, [{ output: { text: 'x'.repeat(1000) } }]])),
    });
    return JSON.stringify(calls.map(({ input }) => input)).length;
  };
  const [few, many] = [bytes(10), bytes(100)];
  expect(many / few).toBeGreaterThan(10);
  expect(many / few).toBeLessThan(12);
});

it('P13 sorting, letters and times of day come out alike on machines with other languages, zones and language data', () => {
  const script = fileURLToPath(new URL('evaluate-main.ts', import.meta.url));
  const run = (env: Record<string, string>, ...flags: string[]) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [...flags, script], {
      env: { ...process.env, ...env },
      encoding: 'utf8',
    });
    if (status !== 0) throw new Error(stderr);
    return JSON.parse(stdout) as { results: unknown; machine: string };
  };
  const here = run({ TZ: 'UTC', LC_ALL: 'C' });
  const there = run({ TZ: 'Pacific/Chatham', LC_ALL: 'tr_TR.UTF-8', LANG: 'tr_TR.UTF-8' });
  const bare = run({ TZ: 'Africa/Lagos', LC_ALL: 'sv_SE.UTF-8' }, '--disable-wasm-trap-handler');
  expect(new Set([here.machine, there.machine, bare.machine]).size).toBe(3);
  expect(there.results).toEqual(here.results);
  expect(bare.results).toEqual(here.results);
  expect(here.results).toEqual([['I', 'i', 'ä', 'ö'], 'istanbul', 9, 2, '2026-03-29T01:30:00Z']);
});
