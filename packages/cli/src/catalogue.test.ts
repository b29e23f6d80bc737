import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { runCli } from './run-cli.ts';
import { TestTerminal } from './test-terminal.ts';

const scored = { type: 'object', required: ['score'], properties: { score: { type: 'integer', minimum: 7 } } };
const customer = { type: 'object', required: ['customer'], properties: { customer: { type: 'string' } } };
const entry = { name: 'score_customer', version: 2, input: customer, output: scored, idempotency: 'key' };
const serviceWith = (node: object, value = '${ nodes.score.score }') => ({
  dsl_version: '1.0',
  id: 'scores',
  name: 'Scores',
  outputs: { value },
  nodes: [{ id: 'score', type: 'activity', ...node }],
  edges: [],
});
const ref = { name: 'score_customer', version: 2 };

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'omniroute-catalogue-'));
  mkdirSync(join(folder, 'home'));
});
const write = (name: string, value: unknown) => writeFileSync(join(folder, name), JSON.stringify(value));

async function omniroute(...argv: string[]) {
  const terminal = new TestTerminal(folder, { OMNIROUTE_HOME: 'home' });
  const code = await runCli([...argv, '--format', 'json'], terminal);
  return { code, err: terminal.errors, out: terminal.written === '' ? null : JSON.parse(terminal.written) };
}

/** Exit code and findings, less the one that no server runs it yet. */
async function findings(...argv: string[]) {
  const { code, out } = await omniroute('check', 'service.json', ...argv);
  const all = out.files[0].diagnostics as { code: string; pointer: string; did_you_mean?: string; message: string }[];
  return [code, ...all.filter((each) => each.code !== 'OR6003').map((each) => `${each.code} ${each.pointer}`)];
}

test('without a catalogue the activity is a warning and its answer is not checked', async () => {
  write('service.json', serviceWith({ config: { activity_ref: ref, input: 5 } }));
  expect(await findings()).toEqual([0, 'OR2011 /nodes/0/config/activity_ref/name', 'OR4012 /nodes/0']);
});

test('the catalogue says what an activity takes, what it gives and whether it may be repeated', async () => {
  write('catalogue.json', { activities: [entry] });
  const sound = { config: { activity_ref: ref, input: { customer: 'c-1' } }, retry_policy: { maximum_attempts: 3 } };
  write('service.json', serviceWith(sound));
  expect(await findings('--catalogue', 'catalogue.json')).toEqual([0]);
  write(
    'service.json',
    serviceWith({ config: { activity_ref: ref, input: { customer: 5 } } }, '${ nodes.score.scroe }'),
  );
  expect(await findings('--catalogue', 'catalogue.json')).toEqual([
    1,
    'OR4002 /nodes/0/config/input/customer',
    'OR4017 /outputs/value',
  ]);
  write('service.json', serviceWith({ config: { activity_ref: ref } }));
  expect(await findings('--catalogue', 'catalogue.json')).toEqual([1, 'OR4002 /nodes/0/config/input']);
});

test('what may not be repeated by the catalogue has no second attempt', async () => {
  const node = { config: { activity_ref: ref, input: { customer: 'c' } }, retry_policy: { maximum_attempts: 3 } };
  write('service.json', serviceWith(node));
  write('catalogue.json', { activities: [{ ...entry, idempotency: 'none' }] });
  expect(await findings('--catalogue', 'catalogue.json')).toEqual([1, 'OR5002 /nodes/0/retry_policy']);
});

test('another catalogue gives another result, though the service was compiled before', async () => {
  write('service.json', serviceWith({ config: { activity_ref: ref, input: { customer: 'c' } } }));
  write('catalogue.json', { activities: [entry] });
  expect((await findings('--catalogue', 'catalogue.json'))[0]).toBe(0);
  write('catalogue.json', { activities: [{ ...entry, input: { type: 'integer' } }] });
  expect(await findings('--catalogue', 'catalogue.json')).toEqual([1, 'OR4002 /nodes/0/config/input']);
});

test.each([
  [{ name: 'score_customer', version: '2' }, []],
  [{ name: 'score_customer', version: 3 }, ['The activity "score_customer, version 3" is not in the catalogue']],
  [{ name: 'score_custmer', version: 2 }, ['Did you mean "score_customer"?']],
  [{ name: 'greet' }, ['The activity "greet without a version" is not in the catalogue']],
  [{ name: 'score_customer' }, []],
])('%j is looked up by name and version', async (named, said) => {
  const greet = { ...entry, name: 'greet' };
  write('catalogue.json', { activities: [entry, { ...greet, version: 1 }, { ...greet, version: 2 }] });
  write('service.json', serviceWith({ activity_ref: named, input_mapping: { customer: 'c' } }));
  const { out } = await omniroute('check', 'service.json', '--catalogue', 'catalogue.json');
  const found = out.files[0].diagnostics.filter((each: { code: string }) => each.code === 'OR2011');
  expect(found.map(({ message }: { message: string }) => said.some((words) => message.includes(words)))).toEqual(
    said.map(() => true),
  );
});

test('without a mock the activity answers with the smallest value of its schema', async () => {
  write('catalogue.json', { activities: [{ ...entry, queue: 'omniroute-batch' }] });
  write('service.json', serviceWith({ activity_name: 'score_customer', input_data: { customer: 'c' } }));
  const simulated = await omniroute('simulate', 'service.json', '--input', '{}', '--catalogue', 'catalogue.json');
  expect([simulated.out.status, simulated.out.output]).toEqual(['completed', 7]);
  const { out: plan } = await omniroute('compile', 'service.json', '--catalogue', 'catalogue.json');
  expect(
    plan.options.map(({ queue, idempotency }: { queue: string; idempotency: string }) => [queue, idempotency]),
  ).toEqual([['omniroute-batch', 'key']]);
});

test('a file that is no catalogue is refused, with the place', async () => {
  write('service.json', serviceWith({ config: { activity_ref: ref } }));
  write('catalogue.json', { activities: [{ ...entry, idempotency: 'perhaps' }] });
  const { code, err } = await omniroute('check', 'service.json', '--catalogue', 'catalogue.json');
  expect([code, err.startsWith('catalogue.json is not a catalogue of activities: /activities/0/idempotency ')]).toEqual(
    [2, true],
  );
});
