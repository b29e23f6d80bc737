import { afterAll, beforeAll, expect, it } from 'vitest';
import { serviceOf, startTestApi, type TestApi } from './test-api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api.stop());

it('a service that checks but holds a step no activity runs yet is not published, and the refusal names step and kind', async () => {
  const service = serviceOf('later', {
    nodes: [{ id: 'score', type: 'ml_inference', config: { model: 'credit', input: {} } }],
  });
  const refused = await api.publish(service);
  const checked = await api.call('POST', '/api/v1/services/later/check', { service });
  const finding = {
    code: 'OR6003',
    node_id: 'score',
    pointer: '/nodes/0/type',
    message: 'This server cannot run "ml_inference" yet; it can be checked and simulated.',
  };
  expect([refused.status, checked.body.ok]).toEqual([422, true]);
  expect((refused.body.diagnostics as unknown[])[0]).toEqual({ ...finding, severity: 'error' });
  expect((checked.body.diagnostics as unknown[])[0]).toEqual({ ...finding, severity: 'warning' });
  expect((await api.call('GET', '/api/v1/services/later/versions')).body.items).toEqual([]);
});

it('checking a sound service says what a run of it takes, an unsound one says nothing of it', async () => {
  const check = async (nodes: object[]) => {
    const service = serviceOf('estimated', { nodes: nodes as never });
    return (await api.call('POST', '/api/v1/services/estimated/check', { service })).body;
  };
  const pause = { id: 'pause', type: 'wait', config: { duration: 'PT2H' } };
  const { duration, calls } = (await check([pause])).estimate as Record<string, unknown>;
  expect([duration, calls]).toEqual([
    { least: 'PT2H', most: 'PT2H' },
    { least: 0, most: 0 },
  ]);
  expect(await check([{ ...pause, type: 'wiat' }])).not.toHaveProperty('estimate');
});

it('a step that is switched off does not stand in the way', async () => {
  const service = serviceOf('switched-off', {
    nodes: [{ id: 'score', type: 'ml_inference', disabled: true, config: { model: 'credit', input: {} } }],
  });
  expect((await api.publish(service)).status).toBe(201);
});

it('kinds say whether they can run here', async () => {
  const { items } = (await api.call('GET', '/api/v1/kinds')).body as { items: { type: string; runnable: boolean }[] };
  const runnable = (type: string) => items.find((kind) => kind.type === type)?.runnable;
  expect([runnable('ml_inference'), runnable('send_message'), runnable('transform')]).toEqual([false, true, true]);
});
