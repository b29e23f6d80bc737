import { afterAll, beforeAll, expect, it } from 'vitest';
import { serviceOf, startTestApi, type TestApi } from './test-api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api.stop());

const url = (service: string, id = '') => `/api/v1/services/${service}/scenarios${id === '' ? '' : `/${id}`}`;
const scenario = {
  name: 'nobody confirms',
  input: { order_id: 'o-1' },
  mocks: {
    'get_order#1': [{ after: 'PT1S', output: { id: 'o-1' } }, { error: { code: 'http.503', message: 'busy' } }],
  },
  tasks: [{ node: 'call', at: 'PT3H', outcome: 'done' }],
  expect: { status: 'completed', visited: ['call'] },
};
const kept = async (service: string) => {
  const { body } = await api.call('GET', url(service));
  return (body.items as { id: string; revision: number; scenario: unknown }[]).map((each) => [
    each.id,
    each.revision,
    each.scenario,
  ]);
};

it('a scenario is kept with its service, changed on the revision that was seen, and forgotten', async () => {
  await api.call('POST', '/api/v1/services', { service: serviceOf('kept') });
  expect((await api.call('PUT', url('kept', 'in-vain'), scenario)).status).toBe(200);
  expect(await kept('kept')).toEqual([['in-vain', 1, scenario]]);
  const again = await api.call('PUT', url('kept', 'in-vain'), scenario);
  expect([again.status, again.body.code]).toEqual([409, 'scenario.exists']);

  const changed = { ...scenario, name: 'nobody calls' };
  const [first, second] = [
    await api.call('PUT', url('kept', 'in-vain'), changed, { 'if-match': '"1"' }),
    await api.call('PUT', url('kept', 'in-vain'), scenario, { 'if-match': '"1"' }),
  ];
  expect([first.status, second.status, await kept('kept')]).toEqual([200, 412, [['in-vain', 2, changed]]]);

  const stale = await api.call('DELETE', url('kept', 'in-vain'), undefined, { 'if-match': '"1"' });
  const gone = await api.call('DELETE', url('kept', 'in-vain'), undefined, { 'if-match': '"2"' });
  expect([stale.status, gone.status, await kept('kept')]).toEqual([412, 204, []]);
});

it('what is no scenario is refused, and so is a scenario of no service', async () => {
  await api.call('POST', '/api/v1/services', { service: serviceOf('strict') });
  const [typo, nameless, nowhere] = [
    await api.call('PUT', url('strict', 'a'), { ...scenario, mock: {} }),
    await api.call('PUT', url('strict', 'a'), { input: {} }),
    await api.call('PUT', url('missing', 'a'), scenario),
  ];
  expect([typo.status, nameless.status, nowhere.status, await kept('strict')]).toEqual([422, 422, 404, []]);
});
