import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createOutbox } from '../src/activities/outbox.ts';
import { deliverMessages } from '../src/ingress/deliver-messages.ts';
import { forgetMail, tenantsWithOldMail } from '../src/storage/message-repository.ts';
import { closeRun, loadRun } from '../src/storage/run-repository.ts';
import { serviceOf, startTestApi, type TestApi } from './test-api.ts';

const DAY = 86_400_000;
let api: TestApi;
let count = 0;
beforeAll(async () => {
  api = await startTestApi();
  // Mail is kept by the database's clock.
  api.clock.at = Date.now();
});
afterAll(() => api.stop());

/** A service whose runs wait for a message about their order. */
const publish = (id: string, name: string, schema: object, keep?: string) =>
  api.publish(
    serviceOf(id, {
      inputs: { type: 'object', required: ['order'], properties: { order: { type: 'string' } } },
      messages: [{ name, schema, ...(keep === undefined ? {} : { keep }) } as never],
      nodes: [
        {
          id: 'confirmed',
          type: 'wait',
          config: { message: { name, correlation: '${ input.order }' }, timeout: 'P30D' },
        },
      ],
    }),
  );

/** A service and a message of its own, and an order that nobody else waits for. */
async function waitsFor(schema: object = { type: 'object' }, keep?: string) {
  count += 1;
  const about = { service: `confirms-${count}`, name: `order.confirmed_${count}`, order: `o-${count}` };
  await publish(about.service, about.name, schema, keep);
  return about;
}
type About = { readonly service: string; readonly name: string; readonly order: string };

async function run({ service, order }: Omit<About, 'name'>): Promise<string> {
  const { body } = await api.call('POST', `/api/v1/services/${service}/runs`, { input: { order } });
  return String(body.run_id);
}
const send = ({ name, order }: Omit<About, 'service'>, payload: unknown, id?: string) =>
  api.call('POST', '/api/v1/messages', {
    name,
    correlation: order,
    payload,
    ...(id === undefined ? {} : { id }),
  });

/** One look of a dispatcher; runs the server calls closed ended when their rows say. */
async function deliver(): Promise<void> {
  const endOf = async (tenant: string, id: string) =>
    (await api.deps.storage.inTenant(tenant, (trx) => loadRun(trx, tenant, id)))?.endedAt ?? null;
  await deliverMessages({ ...api.deps, endOf }, 100, async (_, work) => {
    await work();
    return true;
  });
}
const readBy = (id: string) => api.delivered.filter((each) => each.run === id).map((each) => each.payload);

/** The run ends: its row says so, its keys are released, and the server knows it no more. */
async function end(id: string): Promise<void> {
  api.closed.add(id);
  await api.deps.storage.inTenant(api.tenant, (trx) =>
    closeRun(trx, api.tenant, {
      id,
      status: 'completed',
      endStatus: null,
      endedAt: new Date(api.clock.at),
      archive: Buffer.from(''),
    }),
  );
}

describe('a message', () => {
  it('is handed with the time it was received, however late that happens', async () => {
    const about = await waitsFor();
    const waiting = await run(about);
    const received = api.clock.at;
    expect((await send(about, { n: 1 })).body.runs).toEqual([waiting]);
    api.clock.at += 5_000;
    await deliver();
    expect(api.delivered.filter((each) => each.run === waiting).map((each) => each.received_at)).toEqual([received]);
  });

  it('that does not fit is refused to the sender, also for a run of an older version', async () => {
    const about = await waitsFor({ type: 'object', required: ['by'] });
    const old = await run(about);
    await publish(about.service, about.name, { type: 'object', required: ['at'] });
    expect(await send(about, { at: 'noon' })).toMatchObject({ status: 422, body: { code: 'message.payload' } });
    expect(await send({ ...about, order: 'nobody' }, { by: 'ada' })).toMatchObject({
      status: 422,
      body: { code: 'message.payload' },
    });
    expect((await send(about, { by: 'ada' })).body.runs).toEqual([old]);
  });

  it('is one per id and name of a tenant', async () => {
    const about = await waitsFor();
    const waiting = await run(about);
    const id = `m-${about.order}`;
    expect((await send(about, { n: 1 }, id)).body).toEqual({ id, runs: [waiting], duplicate: false });
    expect((await send(about, { n: 2 }, id)).body).toEqual({ id, runs: [waiting], duplicate: true });
    await deliver();
    await deliver();
    expect(readBy(waiting)).toEqual([{ n: 1 }]);
  });

  it('that nobody waits for yet is handed once, to the first run that will', async () => {
    const about = await waitsFor();
    expect((await send(about, { n: 1 })).body.runs).toEqual([]);
    const [first, second] = [await run(about), await run(about)];
    await deliver();
    expect([readBy(first), readBy(second)]).toEqual([[{ n: 1 }], []]);
  });

  it('waits as long as its declaration says, and no longer', async () => {
    const about = await waitsFor({ type: 'object' }, 'PT1H');
    const now = api.clock.at;
    api.clock.at = now - 2 * 3_600_000;
    await send(about, { n: 'too old' });
    api.clock.at = now - 1_800_000;
    await send(about, { n: 'in time' });
    api.clock.at = now;
    const waiting = await run(about);
    await deliver();
    expect(readBy(waiting)).toEqual([{ n: 'in time' }]);
  });

  it('that waited and is not what the run declares is left for the next run that does', async () => {
    const about = await waitsFor({ type: 'object', required: ['special'] });
    const other = { ...about, service: `${about.service}-too` };
    await publish(other.service, about.name, { type: 'object' });
    await send(about, { plain: true });
    const first = await run(about);
    await deliver();
    expect(readBy(first)).toEqual([]);
    const second = await run(other);
    await deliver();
    expect(readBy(second)).toEqual([{ plain: true }]);
  });

  it('that came after the end of the run goes to who waits then', async () => {
    const about = await waitsFor();
    const ended = await run(about);
    // The end is known to the server, not yet to our rows.
    api.closed.add(ended);
    api.clock.at += 1_000;
    expect((await send(about, { n: 1 })).body.runs).toEqual([ended]);
    api.clock.at -= 500;
    await end(ended);
    api.clock.at += 500;
    await deliver();
    const next = await run(about);
    await deliver();
    expect([readBy(ended), readBy(next)]).toEqual([[], [{ n: 1 }]]);
  });

  it('is let go of by a run that ended', async () => {
    const about = await waitsFor();
    await end(await run(about));
    expect((await send(about, { n: 1 })).body.runs).toEqual([]);
  });

  it('of a name of the platform is refused', async () => {
    const forged = { name: 'omniroute.callback', correlation: 'reply#1', payload: {} };
    expect(await api.call('POST', '/api/v1/messages', forged)).toMatchObject({
      status: 422,
      body: { code: 'message.name' },
    });
  });

  it('is forgotten after its time, its id not before a day', async () => {
    const about = await waitsFor();
    const id = `old-${about.order}`;
    await send(about, {}, id);
    const known = async () => (await send(about, {}, id)).body.duplicate;
    const forget = (after: number) => {
      const now = new Date(api.clock.at + after);
      return api.deps.storage.inTenant(api.tenant, (trx) => forgetMail(trx, api.tenant, now));
    };
    await forget(DAY - 1);
    expect(await known()).toBe(true);
    const tenants = await api.deps.storage.asSystem('dispatch', (trx) =>
      tenantsWithOldMail(trx, new Date(api.clock.at + 30 * DAY)),
    );
    expect(tenants).toEqual([api.tenant]);
    expect(await forget(30 * DAY)).toBeGreaterThan(0);
    expect(await known()).toBe(false);
  });
});

describe('a message that a run sends', () => {
  const work = { tenant: 'acme', service: 'sender', version: 1, run: 'r' };
  const outbox = () => createOutbox(api.deps)(work);
  const message = ({ name, order }: Omit<About, 'service'>, payload: object) => ({
    name,
    correlation: order,
    payload: payload as never,
    id: `acme:sender:r:send#1-${order}`,
  });

  it('goes through the same door, once, and says whether somebody held the key', async () => {
    const about = await waitsFor();
    const waiting = await run(about);
    expect(await outbox().send(message(about, { n: 1 }))).toEqual({ delivered: true });
    expect(await outbox().send(message(about, { n: 1 }))).toEqual({ delivered: true });
    expect(await outbox().send(message({ ...about, order: 'nobody' }, {}))).toEqual({ delivered: false });
    await deliver();
    expect(readBy(waiting)).toEqual([{ n: 1 }]);
  });

  it("and does not fit is the sender's error", async () => {
    const about = await waitsFor({ type: 'object', required: ['by'] });
    await run(about);
    await expect(outbox().send(message(about, {}))).rejects.toMatchObject({ error: { code: 'validation.input' } });
  });
});
