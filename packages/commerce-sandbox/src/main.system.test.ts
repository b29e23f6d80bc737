import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { rawCall } from './testing/raw-call.ts';
import { type SandboxProcess, startSandboxProcess } from './testing/sandbox-process.ts';

let folder: string;
let started: SandboxProcess[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'omniroute-sandbox-'));
  started = [];
});
afterEach(async () => {
  for (const { process: child, ended } of started) {
    child.kill('SIGKILL');
    await ended;
  }
  rmSync(folder, { recursive: true });
});

async function start(env: Readonly<Record<string, string>> = {}): Promise<SandboxProcess> {
  const sandbox = await startSandboxProcess(folder, env);
  started.push(sandbox);
  return sandbox;
}

test('it says where it is once it answers, on loopback only', async () => {
  const { url } = await start();
  expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  expect((await rawCall(`${url}/readyz`)).status).toBe(200);
});

test.each(['SIGTERM', 'SIGINT'] as const)('%s ends it in good order, also while a request hangs', async (signal) => {
  const sandbox = await start();
  const body = { match: {}, sequence: [{ kind: 'hang', ms: 600_000 }] };
  await rawCall(`${sandbox.url}/v1/faults`, { method: 'POST', body });
  const sms = { channel: 'sms', to: '1', text: 'x' };
  const write = { method: 'POST', key: 'acme:shop:run-1:send#1', body: sms };
  const hanging = rawCall(`${sandbox.url}/v1/notifications`, write);
  await received(sandbox.url);
  sandbox.process.kill(signal);
  expect([await sandbox.ended, await hanging]).toEqual([0, { cut: true, status: null, text: '' }]);
});

/** Waits until the ledger knows that a write was received. */
async function received(url: string): Promise<void> {
  for (;;) {
    const { text } = await rawCall(`${url}/v1/ledger/summary`);
    if (JSON.parse(text).totals.attempts === 1) return;
  }
}

test('it ends when its parent is gone', async () => {
  const sandbox = await start();
  sandbox.dropLifeline();
  expect(await sandbox.ended).toBe(0);
});

test('a second one on the same folder says why it cannot start', async () => {
  await start();
  await expect(startSandboxProcess(folder)).rejects.toThrow('is used by another sandbox');
});

test('a setting that is wrong is named', async () => {
  await expect(startSandboxProcess(folder, { OMNIROUTE_SANDBOX_PORT: 'http' })).rejects.toThrow(
    'OMNIROUTE_SANDBOX_PORT is \\"http\\"',
  );
});

test('the break switch is there only if it was started with it', async () => {
  const body = { mode: 'drop' };
  const whole = await start();
  expect((await rawCall(`${whole.url}/v1/faults/break`, { method: 'POST', body })).status).toBe(404);
  whole.process.kill('SIGTERM');
  await whole.ended;
  const broken = await start({ OMNIROUTE_SANDBOX_BREAK: 'none' });
  expect((await rawCall(`${broken.url}/v1/faults/break`, { method: 'POST', body })).status).toBe(200);
});
