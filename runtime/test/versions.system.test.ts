import { applyAll, type Operation, type Service } from '@omniroute/dsl';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { serviceOf, startTestApi, type TestApi } from './test-api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api.stop());

const saying = (id: string, output: number | string): Service =>
  serviceOf(id, { nodes: [{ id: 'done', type: 'transform', config: { output } }] });
const post = (id: string, body: object) => api.call('POST', `/api/v1/services/${id}/versions`, body);
const versions = async (id: string) => {
  const { body } = await api.call('GET', `/api/v1/services/${id}/versions`);
  return (body.items as Record<string, unknown>[]).map(({ version, name, notes, active, activated_by }) => ({
    version,
    name,
    notes,
    active,
    activated_by,
  }));
};

describe('versions', () => {
  it('are told with name, notes, who made them, and who made the live one live', async () => {
    await api.publish(saying('named', 1));
    const made = await post('named', { service: saying('named', 2), name: ' Second ', notes: 'It says two.' });
    expect([made.status, made.body.is_new, made.body.name, made.body.published_by]).toEqual([
      201,
      true,
      'Second',
      'local-owner',
    ]);
    expect(await versions('named')).toEqual([
      { version: 2, name: 'Second', notes: 'It says two.', active: true, activated_by: 'local-owner' },
      { version: 1, name: '', notes: '', active: false, activated_by: null },
    ]);
  });

  it('are told with what a run takes, as checking tells it', async () => {
    await api.publish(saying('weighed', 1));
    const service = saying('weighed', 2);
    const { body: checked } = await api.call('POST', '/api/v1/services/weighed/check', { service });
    const answers = [await post('weighed', { service }), await post('weighed', { service })];
    expect(answers.map(({ status, body }) => [status, body.estimate])).toEqual([
      [201, checked.estimate],
      [200, checked.estimate],
    ]);
    expect(checked.estimate).toMatchObject({ events: { least: expect.any(Number) }, calls: { least: 0, most: 0 } });
  });

  it('are not made twice of what is live already: the same one is told', async () => {
    await api.publish(saying('same', 1));
    const again = await post('same', { service: saying('same', 1), name: 'Once more' });
    expect([again.status, again.body.version, again.body.is_new, again.body.name]).toEqual([200, 1, false, '']);
    await post('same', { service: saying('same', 2) });
    // What is not live is a version of its own, whoever published it before.
    expect((await post('same', { service: saying('same', 1) })).body.version).toBe(3);
    const both = await Promise.all([1, 2].map(() => post('same', { service: saying('same', 4) })));
    expect(both.map(({ body }) => body.version)).toEqual([4, 4]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 201]);
  });

  it('are refused where another became live than the one that was looked at', async () => {
    await api.publish(saying('moved', 1));
    expect((await post('moved', { service: saying('moved', 2), live_version: 1 })).status).toBe(201);
    const late = await post('moved', { service: saying('moved', 3), live_version: 1 });
    expect([late.status, late.body.code, late.body.detail]).toEqual([
      409,
      'version.moved',
      'Another version of "moved" is live by now (2). Look at what differs from it, then decide again.',
    ]);
    expect((await versions('moved')).length).toBe(2);
    // The refusal changed nothing, the draft neither.
    expect((await api.call('GET', '/api/v1/services/moved/draft')).body).toEqual(saying('moved', 2));
    const back = await api.call('PATCH', '/api/v1/services/moved', { active_version: 1, live_version: 1 });
    expect([back.status, back.body.code]).toEqual([409, 'version.moved']);
  });

  it('of the past become live again, and what runs next is that one', async () => {
    await api.publish(saying('back', 1));
    await post('back', { service: saying('back', 2) });
    const back = await api.call('PATCH', '/api/v1/services/back', { active_version: 1, live_version: 2 });
    expect([back.status, back.body.active_version]).toEqual([200, 1]);
    expect((await versions('back')).map(({ version, active }) => [version, active])).toEqual([
      [2, false],
      [1, true],
    ]);
    const events = await api.deps.storage.inTenant(api.tenant as never, (trx) =>
      trx.selectFrom('outbox').select('data').where('aggregate_id', '=', 'back').orderBy('seq').execute(),
    );
    expect(events.at(-1)?.data).toEqual({ type: 'VersionActivated', id: 'back', version: 1, by: 'local-owner' });
    await api.call('POST', '/api/v1/services/back/runs', { input: {} });
    const list = await api.call('GET', '/api/v1/services?search=bac');
    const [{ last_run: last }] = list.body.items as [{ last_run: { status: string } }];
    expect(last.status).toBe('running');
    const run = await api.call('GET', '/api/v1/runs?service=back');
    expect((run.body.items as { version: number }[]).map(({ version }) => version)).toEqual([1]);
  });

  it('are compared with each other and with the draft, as operations that lead from one to the other', async () => {
    const [first, second] = [saying('compared', 1), saying('compared', 'two')];
    await api.publish(first);
    await post('compared', { service: second });
    const compare = async (from: string, to: string) =>
      (await api.call('GET', `/api/v1/services/compared/compare?from=${from}&to=${to}`)).body;
    const { operations } = await compare('1', '2');
    const applied = applyAll(first, operations as Operation[]);
    expect(applied.ok && applied.value.service).toEqual(second);
    expect((await compare('draft', '2')).operations).toEqual([]);
    expect(await compare('1', '9')).toMatchObject({ code: 'version.not_found', status: 404 });
    expect(await compare('live', '1')).toMatchObject({ status: 400 });
  });
});

describe('the list of services', () => {
  const names = async (query: string) => {
    const { body } = await api.call('GET', `/api/v1/services?${query}`);
    return (body.items as { name: string }[]).map(({ name }) => name);
  };

  it('is searched by a part of a name or id, taken as it is written', async () => {
    for (const [id, name] of [
      ['list-b', 'banana bread'],
      ['list-a', 'Apple pie'],
      ['list-c', 'Cherry_cake'],
    ] as const)
      await api.call('POST', '/api/v1/services', { service: serviceOf(id, { name }) });
    expect(await names('search=APPLE')).toEqual(['Apple pie']);
    expect(await names('search=list-b')).toEqual(['banana bread']);
    expect(await names('search=y_c')).toEqual(['Cherry_cake']);
    expect(await names('search=e_b')).toEqual([]);
    expect(await names('search=list-&status=published')).toEqual([]);
  });

  it('is sorted by name or by what changed last, page by page', async () => {
    const pages = async (query: string) => {
      const found: string[] = [];
      let next: string | null = '';
      while (next !== null) {
        const cursor: string = next === '' ? '' : `&cursor=${next}`;
        const { body } = await api.call('GET', `/api/v1/services?search=list-&limit=1&${query}${cursor}`);
        found.push(...(body.items as { name: string }[]).map(({ name }) => name));
        next = body.next as string | null;
      }
      return found;
    };
    expect(await pages('sort=name')).toEqual(['Apple pie', 'banana bread', 'Cherry_cake']);
    expect(await pages('sort=changed')).toEqual(['Cherry_cake', 'Apple pie', 'banana bread']);
    expect(await pages('')).toEqual(['Apple pie', 'banana bread', 'Cherry_cake']);
    const { body } = await api.call('GET', '/api/v1/services?search=list-&limit=1&sort=name');
    const other = await api.call('GET', `/api/v1/services?sort=changed&cursor=${String(body.next)}`);
    expect([other.status, other.body.code]).toEqual([400, 'list.order']);
  });
});
