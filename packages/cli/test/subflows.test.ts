import type { RunDetail } from '@omniroute/contracts';
import { startTestStack, type TestStack } from '@omniroute/testing/stack';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';

let stack: TestStack;
beforeAll(async () => {
  stack = await startTestStack();
});
afterAll(() => stack.stop());

const order = { type: 'object', required: ['order'], properties: { order: { type: 'string' } } };
/** A person approves an order; what comes of it says which version it was. */
const approve = (mark: string) => ({
  dsl_version: '1.0',
  id: 'approve',
  name: 'Approve an order',
  inputs: order,
  outputs: { schema: { type: 'string' }, value: `\${ input.order } ${mark} \${ nodes.ask.outcome }` },
  nodes: [
    {
      id: 'ask',
      type: 'human_task',
      config: { title: 'Approve ${ input.order }?', outcomes: [{ id: 'yes' }] },
    },
    { id: 'noted', type: 'transform', config: { output: 1 } },
  ],
  edges: [{ source: 'ask', source_handle: 'yes', target: 'noted' }],
});
const shop = {
  dsl_version: '1.0',
  id: 'shop',
  name: 'Shop',
  inputs: order,
  outputs: { schema: { type: 'array' }, value: ['${ nodes.ask_again }', '${ nodes.start.run_id }'] },
  nodes: [
    { id: 'ask_again', type: 'subflow', config: { service: 'approve', input: '${ input }' } },
    { id: 'start', type: 'subflow', config: { service: 'approve', mode: 'start', input: '${ input }' } },
  ],
  edges: [{ source: 'ask_again', target: 'start' }],
};

async function publish(service: { readonly id: string }): Promise<void> {
  await stack.api('POST', '/services', { service }).catch(() => undefined);
  await stack.api('POST', `/services/${service.id}/versions`, { service });
}

const detail = (run: string) => stack.api<RunDetail>('GET', `/runs/${run}`);
const patience = { timeout: 90_000, interval: 200 };

async function answer(run: string): Promise<void> {
  const task = await vi.waitFor(async () => {
    const { items } = await stack.api<{ items: { id: string; run_id: string }[] }>('GET', '/tasks');
    const found = items.find((each) => each.run_id === run);
    if (found === undefined) throw new Error('no task yet');
    return found;
  }, patience);
  await vi.waitFor(() => stack.api('POST', `/tasks/${task.id}/answer`, { outcome: 'yes', data: {} }), patience);
}

it('a called service asks its person as part of the run, keeps its version over a kill and a new one, and a started one is a run of its own', async () => {
  await publish(approve('first'));
  await publish(shop);
  const { run_id: run } = await stack.api<{ run_id: string }>('POST', '/services/shop/runs', {
    input: { order: 'o-1' },
  });
  await vi.waitFor(async () => {
    const { visits } = await detail(run);
    expect(visits.map(({ node, key, status }) => [node, key, status])).toEqual([
      ['ask_again', 'ask_again#1', 'running'],
      ['ask_again/ask', 'ask_again#1/ask#1', 'waiting'],
    ]);
  }, patience);
  await publish(approve('second'));
  await stack.kill('worker');
  await answer(run);
  const ended = await vi.waitFor(async () => {
    const now = await detail(run);
    expect(now.status).toBe('completed');
    return now;
  }, patience);
  const [approved, started] = ended.output as [string, string];
  expect(approved).toBe('o-1 first yes');
  expect(await detail(started)).toMatchObject({ service: 'approve', version: 2 });
  await answer(started);
  await vi.waitFor(async () => expect((await detail(started)).output).toBe('o-1 second yes'), patience);
});
