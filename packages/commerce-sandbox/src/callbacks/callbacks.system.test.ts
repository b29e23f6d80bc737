import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type CallbackReceiver, openCallbackReceiver } from '../testing/callback-receiver.ts';
import { rawCall } from '../testing/raw-call.ts';
import { type SandboxProcess, startSandboxProcess } from '../testing/sandbox-process.ts';

let folder: string;
let sandbox: SandboxProcess;
let caller: CallbackReceiver;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'omniroute-callbacks-'));
  caller = await openCallbackReceiver();
  sandbox = await startSandboxProcess(folder);
});
afterEach(async () => {
  sandbox.process.kill('SIGKILL');
  await sandbox.ended;
  await caller.close();
  rmSync(folder, { recursive: true });
});

const CHARGES = 40;

test('a kill of the sandbox loses no callback', async () => {
  // Some are still to settle when it dies, some are on their way, and none was taken.
  caller.answer(...Array.from({ length: 1000 }, () => 503));
  for (let n = 0; n < CHARGES; n += 1) {
    const method = n % 2 === 0 ? 'card' : 'mobile_money';
    const amount = { amount: 100 + n, currency: 'NGN' };
    const body = { method, amount, payer: 'tok', reference: `r-${n}`, callback_url: caller.url };
    const answer = await rawCall(`${sandbox.url}/v1/payments`, { method: 'POST', key: `acme:k:1:charge#${n}`, body });
    expect(answer.status).toBe(201);
  }
  await caller.until(1);
  sandbox.process.kill('SIGKILL');
  await sandbox.ended;
  const { port, pathname } = new URL(caller.url);
  await caller.close();
  caller = await openCallbackReceiver(Number(port));
  expect(new URL(caller.url).pathname).toBe(pathname);
  sandbox = await startSandboxProcess(folder);
  const references = () => new Set(caller.received.map(({ text }) => JSON.parse(text).data.reference));
  while (references().size < CHARGES) await caller.until(caller.received.length + 1);
  expect([...references()].sort()).toEqual(Array.from({ length: CHARGES }, (_, n) => `r-${n}`).sort());
});
