import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { runCli } from '../run-cli.ts';
import { TestTerminal } from '../test-terminal.ts';

const before = { id: 'k1', active: true, created_at: '2026-01-05T09:00:00Z' };
const after = { id: 'k2', active: true, created_at: '2026-02-05T09:00:00Z' };
let items = [before];
let refused = false;
let server: Server;

beforeEach(async () => {
  items = [before];
  refused = false;
  server = createServer((request, response) => {
    if (request.method === 'POST') items = [after, { ...before, active: false }];
    response.writeHead(refused ? 403 : 200, { 'content-type': 'application/json' });
    response.end(JSON.stringify(refused ? { detail: 'Not you.' } : request.method === 'POST' ? after : { items }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterEach(() => new Promise((resolve) => server.close(resolve)));

async function keys(...args: string[]) {
  const { port } = server.address() as AddressInfo;
  const terminal = new TestTerminal('/', { OMNIROUTE_URL: `http://127.0.0.1:${port}` });
  const exit = await runCli(['keys', ...args], terminal);
  return { exit, written: terminal.written, errors: terminal.errors };
}

test('keys are listed with what each is good for', async () => {
  expect(await keys()).toEqual({ exit: 0, written: 'k1  2026-01-05T09:00:00Z  encrypts and decrypts\n', errors: '' });
  expect(JSON.parse((await keys('--format', 'json')).written)).toEqual({ keys: [before] });
});

test('a new key is made, and the one before only decrypts', async () => {
  expect((await keys('--rotate')).written).toBe(
    'k2  2026-02-05T09:00:00Z  encrypts and decrypts\nk1  2026-01-05T09:00:00Z  decrypts\n',
  );
});

test('what the server refuses is told', async () => {
  refused = true;
  const { exit, errors } = await keys();
  expect([exit, errors]).toEqual([1, expect.stringContaining('Not you.')]);
});
