import { afterAll, beforeAll, expect, it } from 'vitest';
import { serviceOf, startTestApi, type TestApi } from './test-api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api.stop());

it('a template becomes a draft with its scenarios, each time under an address of its own', async () => {
  const make = () => api.call('POST', '/api/v1/templates/ready-made/copies');
  const [first, second] = [await make(), await make()];
  expect([first.status, first.headers.location, first.body.status]).toEqual([
    201,
    '/api/v1/services/ready-made',
    'draft',
  ]);
  expect([second.body.id, second.body.name]).toEqual(['ready-made-2', 'Ready made 2']);
  expect((await api.call('GET', '/api/v1/services/ready-made-2/draft')).body).toEqual(
    serviceOf('ready-made-2', { name: 'Ready made 2' }),
  );
  const scenarios = await api.call('GET', '/api/v1/services/ready-made-2/scenarios');
  expect((scenarios.body.items as { id: string }[]).map(({ id }) => id)).toEqual(['goes-well']);
  const none = await api.call('POST', '/api/v1/templates/nothing/copies');
  expect([none.status, none.body.code]).toEqual([404, 'template.not_found']);
});
