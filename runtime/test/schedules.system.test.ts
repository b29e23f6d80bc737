import type { Overlap, ScheduleConfig } from '@omniroute/dsl';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runSchedule, runSchedules } from '../src/ingress/schedules/run-schedules.ts';
import { runsToCancel } from '../src/storage/run-repository.ts';
import { serviceOf, startTestApi, type TestApi } from './test-api.ts';

const MINUTE = 60_000;
let api: TestApi;
let count = 0;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api.stop());

/** Publishes a service that time starts; its runs have the time as their input. */
async function scheduled(config: ScheduleConfig, input: unknown = '${ event.data.scheduled_at }'): Promise<string> {
  count += 1;
  const id = `scheduled-${count}`;
  await publish(id, config, input);
  return id;
}
const publish = (id: string, config: ScheduleConfig, input: unknown = '${ event.data.scheduled_at }') =>
  api.publish(serviceOf(id, { triggers: [{ id: 'time', type: 'schedule', config, input } as never] }));

/** Lets time pass in steps of a minute, the dispatcher looking each time. */
async function pass(minutes: number): Promise<void> {
  for (let minute = 0; minute < minutes; minute += 1) {
    api.clock.at += MINUTE;
    await look();
  }
}
async function look(): Promise<void> {
  await runSchedules(api.deps, 100, async (_, work) => {
    await work();
    return true;
  });
}

/** Times that a service's runs were started for, without seconds, and the runs. */
async function runsOf(service: string): Promise<{ id: string; at: string }[]> {
  const rows = await api.deps.storage.inTenant(api.tenant, (trx) =>
    trx.selectFrom('run').select(['id', 'start_args']).where('service_id', '=', service).orderBy('id').execute(),
  );
  const runs = await Promise.all(
    rows.map(async ({ id, start_args }) => {
      const { input } = await api.deps.sealed.open<{ input: string }>(api.tenant, start_args);
      return { id, at: String(input).slice(11, 16) };
    }),
  );
  return runs.sort((a, b) => (a.at < b.at ? -1 : 1));
}
const timesOf = async (service: string) => (await runsOf(service)).map(({ at }) => at);
const trigger = async (service: string) => {
  const { items } = (await api.call('GET', `/api/v1/services/${service}/triggers`)).body;
  return (items as { schedule: Record<string, unknown> }[])[0]?.schedule;
};
const start = (time: string) => {
  api.clock.at = Date.parse(`2026-01-05T${time}:00Z`);
};

describe('a schedule', () => {
  it('starts a run at each of its times, and says when the next ones are', async () => {
    start('09:00');
    const service = await scheduled({ cron: '*/5 * * * *', timezone: 'Africa/Lagos', overlap: 'allow_all' });
    await pass(11);
    expect(await timesOf(service)).toEqual(['09:05', '09:10']);
    expect(await trigger(service)).toEqual({
      next: ['09:15', '09:20', '09:25', '09:30', '09:35'].map((time) => `2026-01-05T${time}:00Z`),
      waiting: [],
      overlap: 'allow_all',
      catch_up: 'PT10M',
      missed: null,
      problem: null,
    });
  });

  it('makes one run of a time however many servers look at once', async () => {
    start('10:00');
    const service = await scheduled({ every: 'PT1M', overlap: 'allow_all' });
    for (let minute = 0; minute < 5; minute += 1) {
      api.clock.at += MINUTE;
      const key = { service, trigger: 'time' };
      await Promise.all(Array.from({ length: 6 }, () => runSchedule(api.deps, api.tenant, key)));
    }
    expect(await timesOf(service)).toEqual(['10:01', '10:02', '10:03', '10:04', '10:05']);
  });

  it('P18 makes up for times that were missed a short while ago, and says which were too old', async () => {
    start('11:00');
    const service = await scheduled({ every: 'PT1M', overlap: 'allow_all', catch_up: 'PT3M' });
    api.clock.at += 30 * MINUTE;
    await look();
    expect(await timesOf(service)).toEqual(['11:27', '11:28', '11:29', '11:30']);
    expect(await trigger(service)).toMatchObject({
      missed: { from: '2026-01-05T11:01:00Z', to: '2026-01-05T11:27:00Z' },
    });
  });

  it('that is published again unchanged neither skips nor repeats a time', async () => {
    start('12:00');
    const service = await scheduled({ every: 'PT5M', overlap: 'allow_all' });
    api.clock.at += 6 * MINUTE;
    await publish(service, { every: 'PT5M', overlap: 'allow_all' }, '${ event.data.scheduled_at + "" }');
    await look();
    expect(await timesOf(service)).toEqual(['12:05']);
  });

  it('goes by the version that is active, and ends with its service', async () => {
    start('13:00');
    const service = await scheduled({ every: 'PT1M', overlap: 'allow_all' });
    await publish(service, { every: 'PT10M', overlap: 'allow_all' });
    await pass(10);
    expect(await timesOf(service)).toEqual(['13:10']);
    await api.call('PATCH', `/api/v1/services/${service}`, { active_version: 1 });
    await pass(2);
    expect(await timesOf(service)).toEqual(['13:10', '13:11', '13:12']);
    for (const { id } of await runsOf(service)) await api.end(id);
    expect((await api.call('PATCH', `/api/v1/services/${service}`, { status: 'archived' })).status).toBe(200);
    await pass(3);
    expect((await timesOf(service)).length).toBe(3);
  });

  it('whose input cannot be made of a time says so, and goes on', async () => {
    start('14:00');
    const service = await scheduled(
      { every: 'PT1M', overlap: 'allow_all' },
      '${ event.data.scheduled_at.endsWith("14:01:00Z") ? event.data.scheduled_at.substring(99) : event.data.scheduled_at }',
    );
    await pass(1);
    expect((await trigger(service))?.problem).toContain('2026-01-05T14:01:00Z');
    await pass(1);
    expect(await timesOf(service)).toEqual(['14:02']);
    expect((await trigger(service))?.problem).toBeNull();
  });
});

describe('a time that comes while a run is open', () => {
  /** Three times come while the first run is open, then it ends. */
  async function overlapping(overlap: Overlap): Promise<{ service: string; before: string[]; after: string[] }> {
    const service = await scheduled({ every: 'PT1M', overlap });
    await pass(3);
    const before = await timesOf(service);
    const [first] = await runsOf(service);
    await api.end(String(first?.id));
    await look();
    return { service, before, after: await timesOf(service) };
  }

  it.each<[Overlap, string, string[], string[]]>([
    ['skip', '15:00', ['15:01'], ['15:01']],
    ['buffer_one', '16:00', ['16:01'], ['16:01', '16:02']],
    ['buffer_all', '17:00', ['17:01'], ['17:01', '17:02']],
    ['cancel_other', '18:00', ['18:01'], ['18:01', '18:03']],
    ['allow_all', '19:00', ['19:01', '19:02', '19:03'], ['19:01', '19:02', '19:03']],
  ])('is dealt with by %s', async (overlap, from, before, after) => {
    start(from);
    expect(await overlapping(overlap)).toMatchObject({ before, after });
  });

  it('takes its turn, one after another, with buffer_all', async () => {
    start('20:00');
    const { service } = await overlapping('buffer_all');
    expect((await trigger(service))?.waiting).toEqual(['2026-01-05T20:03:00Z']);
    for (const { id } of await runsOf(service)) await api.end(id);
    await look();
    expect(await timesOf(service)).toEqual(['20:01', '20:02', '20:03']);
  });

  it('has the open run cancelled with cancel_other, once', async () => {
    start('21:00');
    const service = await scheduled({ every: 'PT1M', overlap: 'cancel_other' });
    await pass(1);
    const [first] = await runsOf(service);
    await api.deps.storage.inTenant(api.tenant, (trx) =>
      trx.updateTable('run').set({ handed_over: true }).where('id', '=', String(first?.id)).execute(),
    );
    await pass(1);
    const asked = await api.deps.storage.asSystem('dispatch', (trx) => runsToCancel(trx, 100));
    expect(asked).toEqual([{ tenant: api.tenant, id: first?.id, reason: 'the next time of its schedule has come' }]);
  });
});
