import { setTimeout as sleep } from 'node:timers/promises';
import type { RunDetail, TaskShape } from '@omniroute/contracts';
import { startTestStack, type TestStack } from '@omniroute/testing/stack';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

let stack: TestStack;
beforeAll(async () => {
  stack = await startTestStack();
});
afterAll(() => stack.stop());

const start = { dsl_version: '1.0', name: 'Some service' };

async function publish(service: { id: string }): Promise<void> {
  await stack.api('POST', '/services', { service });
  await stack.api('POST', `/services/${service.id}/versions`, {});
}
async function until<Found>(look: () => Promise<Found | null | undefined>): Promise<Found> {
  for (;;) {
    const found = await look();
    if (found !== null && found !== undefined) return found;
    await sleep(100);
  }
}
const ended = (run: string) =>
  until(async () => {
    const detail = await stack.api<RunDetail>('GET', `/runs/${run}`);
    return detail.ended_at === null ? null : detail;
  });
const post = (address: string, body: unknown) =>
  fetch(address, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });

describe('work comes in from outside, on the whole product:', () => {
  it('a webhook that asks for the result gets it, and the same again for the same call', async () => {
    await publish({
      ...start,
      id: 'adds',
      triggers: [
        {
          id: 'called',
          type: 'webhook',
          config: { path: 'adds', response: 'result', dedupe_key: '${ event.data.id }' },
          input: '${ event.data }',
        },
      ],
      inputs: {
        type: 'object',
        required: ['a', 'b', 'id'],
        properties: { a: { type: 'number' }, b: { type: 'number' }, id: { type: 'string' } },
      },
      nodes: [{ id: 'sum', type: 'transform', config: { output: '${ input.a + input.b }' } }],
      edges: [],
      outputs: { value: { sum: '${ nodes.sum }' } },
    } as never);
    const call = () => post(`${stack.url}/hooks/local/adds`, { a: 1, b: 2, id: 'x' });
    const [first, again] = [await call(), await call()];
    const answer = (await first.json()) as { run_id: string };
    expect([first.status, answer]).toEqual([200, { run_id: answer.run_id, status: 'completed', output: { sum: 3 } }]);
    expect(await again.json()).toEqual(answer);
  });

  it('a callback is answered at the address that a person was shown, which no history holds', async () => {
    await publish({
      ...start,
      id: 'asks',
      nodes: [
        {
          id: 'tell',
          type: 'human_task',
          config: {
            title: 'Ask the bank',
            description: 'It answers at ${ callback.reply.url }',
            assignees: { roles: ['owner'] },
            outcomes: [{ id: 'done', label: 'Done' }],
          },
        },
        { id: 'reply', type: 'wait', config: { callback: { schema: { type: 'object', required: ['ok'] } } } },
      ],
      edges: [{ source: 'tell', source_handle: 'done', target: 'reply' }],
      outputs: { value: '${ nodes.reply.payload }' },
    } as never);
    const { run_id: run } = await stack.api<{ run_id: string }>('POST', '/services/asks/runs', { input: {} });
    const task = await until(
      async () => (await stack.api<{ items: TaskShape[] }>('GET', `/tasks?run=${run}`)).items[0],
    );
    const address = task.description.replace('It answers at ', '');
    expect(address.startsWith(`${stack.url}/callbacks/`)).toBe(true);
    expect((await post(address, { wrong: true })).status).toBe(422);
    // Before the wait opens.
    expect((await post(address, { ok: true })).status).toBe(200);
    await stack.api('POST', `/tasks/${task.id}/answer`, { outcome: 'done' });
    const detail = await ended(run);
    expect([detail.status, detail.output]).toEqual(['completed', { ok: true }]);
    const token = address.slice(address.lastIndexOf('/') + 1);
    expect(JSON.stringify(detail)).not.toContain(token);
    expect(stack.log()).not.toContain(token);
    expect((await post(address, { ok: true })).status).toBe(200);
  });

  it('time starts runs', async () => {
    await publish({
      ...start,
      id: 'ticks',
      triggers: [{ id: 'time', type: 'schedule', config: { every: 'PT1S' }, input: '${ event.data }' }],
      nodes: [{ id: 'done', type: 'transform', config: { output: '${ input }' } }],
      edges: [],
    } as never);
    const runs = await until(async () => {
      const { items } = await stack.api<{ items: RunDetail[] }>('GET', '/runs?service=ticks');
      return items.length >= 2 ? items : null;
    });
    const detail = await ended(String(runs[0]?.id));
    expect([detail.trigger, detail.status]).toEqual(['time', 'completed']);
    await stack.api('PATCH', '/services/ticks', { status: 'deprecated' });
  });
});
