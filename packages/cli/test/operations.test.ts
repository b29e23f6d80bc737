import type { RunDetail, RunOperated, RunSummary } from '@omniroute/contracts';
import { startTestStack, type TestStack } from '@omniroute/testing/stack';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';

let stack: TestStack;
beforeAll(async () => {
  stack = await startTestStack();
});
afterAll(() => stack.stop());

const service = {
  dsl_version: '1.0',
  id: 'waits',
  name: 'Waits for word',
  inputs: { type: 'object', required: ['key'], properties: { key: { type: 'string' } } },
  messages: [{ name: 'word', schema: { type: 'object' } }],
  nodes: [
    { id: 'hold', type: 'wait', config: { message: { name: 'word', correlation: '${ input.key }' } } },
    { id: 'last', type: 'transform', config: { output: 'done' } },
  ],
  edges: [{ source: 'hold', target: 'last' }],
};

it('a paused run stays paused over a kill of the worker, keeps its message, and goes on when it is resumed', async () => {
  await stack.api('POST', '/services', { service });
  await stack.api('POST', '/services/waits/versions', {});
  const { run_id: run } = await stack.api<{ run_id: string }>('POST', '/services/waits/runs', { input: { key: 'k' } });
  const look = () => stack.api<RunDetail>('GET', `/runs/${run}`);
  const becomes = (status: string) =>
    vi.waitFor(async () => expect((await look()).status).toBe(status), { timeout: 60_000, interval: 200 });
  const operate = (action: string, reason: string) =>
    stack.api<RunOperated>('POST', `/runs/${run}/operations`, { action, reason });
  await becomes('waiting');
  await operate('pause', 'a question first');
  const paused = () => stack.api<{ items: RunSummary[] }>('GET', '/runs?status=paused');
  await vi.waitFor(async () => expect((await paused()).items.map(({ id }) => id)).toEqual([run]), { timeout: 60_000 });
  await stack.kill('worker');
  await stack.api('POST', '/messages', { name: 'word', correlation: 'k', payload: {}, id: 'w-1' });
  expect((await look()).status).toBe('paused');
  // The worker may be on its way back: a run that does not answer in time says so, and may be asked again.
  await vi.waitFor(() => operate('resume', 'answered'), { timeout: 120_000, interval: 500 });
  await becomes('completed');
  await vi.waitFor(async () => expect((await paused()).items).toEqual([]), { timeout: 60_000 });
  expect((await look()).operations.map(({ action, by, reason }) => [action, by, reason])).toEqual([
    ['pause', 'local-owner', 'a question first'],
    ['resume', 'local-owner', 'answered'],
  ]);
});
