import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { runCli } from '../../run-cli.ts';
import { TestTerminal } from '../../test-terminal.ts';

interface Asked {
  readonly method: string;
  readonly url: string;
  readonly body: unknown;
}

const summary = (id: string, status = 'completed') => ({
  id,
  service: 'shop',
  version: 2,
  trigger: 'manual',
  status,
  end_status: status === 'completed' ? 'paid' : null,
  started_at: '2026-01-05T09:00:00Z',
  ended_at: null,
  time_scale: 1,
});
const detail = {
  ...summary('r-1', 'incident'),
  input: {},
  output: null,
  error: null,
  visits: [
    {
      node: 'charge',
      key: 'charge#1',
      status: 'completed',
      started_at: '2026-01-05T09:00:01Z',
      attempts: 3,
      error: null,
    },
    {
      node: 'ship',
      key: 'ship#1',
      status: 'failed',
      started_at: '2026-01-05T09:00:02Z',
      attempts: 1,
      error: { code: 'http.422', message: 'no' },
    },
  ],
  variables: {},
  operations: [
    {
      action: 'retry',
      by: 'ada',
      reason: 'the bank is back',
      key: 'charge#1',
      variable: null,
      again: 'charge#1~2',
      at: '2026-01-05T09:30:00Z',
    },
  ],
  incident: { key: 'refund#1' },
  seq: 9,
  service_document: null,
};

let asked: Asked[] = [];
let answers: { status: number; body: unknown }[] = [];
let server: Server;

beforeEach(async () => {
  asked = [];
  server = createServer(async (request, response) => {
    let text = '';
    for await (const chunk of request) text += chunk;
    asked.push({ method: request.method ?? '', url: request.url ?? '', body: text === '' ? null : JSON.parse(text) });
    const { status, body } = answers.shift() ?? { status: 500, body: {} };
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterEach(() => new Promise((resolve) => server.close(resolve)));

async function runs(given: typeof answers, ...args: string[]) {
  answers = given;
  const { port } = server.address() as AddressInfo;
  const terminal = new TestTerminal('/', { OMNIROUTE_URL: `http://127.0.0.1:${port}` });
  const exit = await runCli(['runs', ...args], terminal);
  return { exit, written: terminal.written, errors: terminal.errors };
}
const ok = (body: unknown) => ({ status: 200, body });
const done = ok({ id: 'a-1', action: 'pause', again: null });

test('runs are listed page by page, with what they are asked for', async () => {
  const pages = [ok({ items: [summary('r-2', 'paused')], next: 'c-1' }), ok({ items: [summary('r-1')], next: null })];
  const { exit, written } = await runs(
    pages,
    'list',
    '--status',
    'paused',
    '--business-key',
    'order:o:1',
    '--limit',
    '120',
  );
  expect([exit, written]).toEqual([
    0,
    'r-2  2026-01-05T09:00:00Z  shop@2  paused\nr-1  2026-01-05T09:00:00Z  shop@2  completed (paid)\n',
  ]);
  expect(asked.map(({ url }) => url)).toEqual([
    '/api/v1/runs?limit=100&status=paused&business_key=order%3Ao%3A1',
    '/api/v1/runs?limit=100&status=paused&business_key=order%3Ao%3A1&cursor=c-1',
  ]);
});

test('a list tells that there are more, or none, and is JSON for programs', async () => {
  const more = await runs([ok({ items: [summary('r-1')], next: 'c-1' })], '--limit', '1');
  expect(more.written).toMatch(/There are more/);
  expect((await runs([ok({ items: [], next: null })])).written).toBe('No runs.\n');
  const json = await runs([ok({ items: [summary('r-1')], next: null })], 'list', '--format', 'json');
  expect(JSON.parse(json.written)).toEqual({ runs: [summary('r-1')], more: false });
});

test('a run is shown with the keys of its visits, what it waits for and what people did', async () => {
  const { exit, written } = await runs([ok(detail)], 'show', 'r-1');
  expect([exit, written]).toEqual([
    0,
    `service   shop@2
status    incident
started   2026-01-05T09:00:00Z
incident  the undo refund#1 failed: retry-undo or skip-undo
  2026-01-05T09:00:01Z  charge#1  completed, 3 attempts
  2026-01-05T09:00:02Z  ship#1    failed (http.422)
what people did
  2026-01-05T09:30:00Z  retry charge#1 by ada: the bank is back
`,
  ]);
  expect((await runs([ok({ ...detail, status: 'failed' })], 'show', 'r-1')).exit).toBe(1);
});

test.each([
  [['pause', 'r-1'], { action: 'pause' }],
  [['cancel', 'r-1'], { action: 'cancel' }],
  [['cancel', 'r-1', '--compensate', 'no'], { action: 'cancel', compensate: false }],
  [['terminate', 'r-1'], { action: 'terminate' }],
  [['retry', 'r-1', 'ship#1'], { action: 'retry', key: 'ship#1' }],
  [['retry-undo', 'r-1', 'refund#1'], { action: 'retry_undo', key: 'refund#1' }],
  [
    ['skip', 'r-1', 'ask#1', '--output', '{"a":1}', '--port', 'yes'],
    { action: 'skip', key: 'ask#1', output: { a: 1 }, port: 'yes' },
  ],
  [['set', 'r-1', 'amount', '12'], { action: 'set_variable', variable: 'amount', value: 12 }],
])('%j is asked of the run with its reason', async (args, body) => {
  expect(await runs([done], ...args, '--reason', 'as agreed')).toEqual({ exit: 0, written: 'Done.\n', errors: '' });
  expect(asked).toEqual([
    { method: 'POST', url: '/api/v1/runs/r-1/operations', body: { ...body, reason: 'as agreed' } },
  ]);
});

test('what begins again is told under its new key', async () => {
  const again = ok({ id: 'a-1', action: 'retry', again: 'ship#1~2' });
  expect((await runs([again], 'retry', 'r-1', 'ship#1', '-r', 'again')).written).toBe(
    'Done; it begins again as ship#1~2.\n',
  );
});

test('what the server refuses is a finding with its reason', async () => {
  const refused = { status: 409, body: { detail: 'The run is not paused.' } };
  const { exit, errors } = await runs([refused], 'resume', 'r-1', '--reason', 'go on');
  expect([exit, errors]).toEqual([1, 'The server refused: The run is not paused.\n']);
});

test.each([
  [['pause'], 'the id of a run'],
  [['pause', 'r-1'], '--reason'],
  [['retry', 'r-1', '--reason', 'x'], 'the key of a visit'],
  [['set', 'r-1', 'amount', '--reason', 'x'], 'a value, as JSON'],
  [['cancel', 'r-1', '--compensate', 'perhaps', '--reason', 'x'], 'takes yes or no'],
  [['list', '--limit', 'all'], 'takes a number'],
  [['puase', 'r-1'], 'did you mean pause?'],
])('%j is wrong use, and nothing is asked of the server', async (args, problem) => {
  const { exit, errors } = await runs([], ...args);
  expect([exit, errors]).toEqual([2, expect.stringContaining(problem)]);
  expect(asked).toEqual([]);
});
