import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { auditOf } from '../src/storage/audit-repository.ts';
import { serviceOf, startTestApi, type TestApi } from './test-api.ts';

let api: TestApi;
let run: string;

beforeAll(async () => {
  api = await startTestApi();
  await api.publish(serviceOf('some-service'));
});
afterAll(() => api.stop());
beforeEach(async () => {
  const started = await api.call('POST', '/api/v1/services/some-service/runs', { input: {} });
  run = String(started.body.run_id);
});

const operate = (body: unknown, id = run) => api.call('POST', `/api/v1/runs/${id}/operations`, body);
const audit = async () => {
  const rows = await api.deps.storage.inTenant(api.tenant, (trx) => auditOf(trx, api.tenant, run));
  return rows.map(({ state, subject, action, about, reason }) => ({ state, subject, action, about, reason }));
};

describe('an operation over HTTP', () => {
  it('is handed to the run with who and why, and answered with what was done', async () => {
    const answer = await operate({ action: 'retry_undo', key: 'refund#1', reason: 'the bank is back' });
    expect([answer.status, answer.body]).toEqual([
      200,
      { id: expect.any(String), action: 'retry_undo', again: 'refund#1~2' },
    ]);
    expect(api.operated.at(-1)).toEqual({
      run,
      operation: { action: 'retry_undo', key: 'refund#1' },
      by: 'local-owner',
      reason: 'the bank is back',
    });
    const asked = { subject: 'local-owner', action: 'retry_undo', about: 'refund#1', reason: 'the bank is back' };
    expect(await audit()).toEqual([
      { state: 'asked', ...asked },
      { state: 'done', ...asked },
    ]);
  });

  it('that cannot be done is 409 with the reason, and the audit keeps both', async () => {
    api.refusals.set(run, 'The run is not paused.');
    const answer = await operate({ action: 'resume', reason: 'go on' });
    expect([answer.status, answer.body.code, answer.body.detail]).toEqual([
      409,
      'operation.refused',
      'The run is not paused.',
    ]);
    expect((await audit()).map(({ state, reason }) => [state, reason])).toEqual([
      ['asked', 'go on'],
      ['refused', 'The run is not paused.'],
    ]);
  });

  it('cancels against the error policy where it says so, and terminates on the server without asking the run', async () => {
    await operate({ action: 'cancel', compensate: false, reason: 'leave it' });
    expect(api.operated.at(-1)?.operation).toEqual({ action: 'cancel', compensate: false });
    expect((await operate({ action: 'terminate', reason: 'at once' })).body).toMatchObject({ action: 'terminate' });
    expect(api.terminated).toEqual([{ run, by: 'local-owner', reason: 'at once' }]);
    expect((await audit()).map(({ state, action }) => `${action} ${state}`)).toEqual([
      'cancel asked',
      'cancel done',
      'terminate asked',
      'terminate done',
    ]);
  });

  it('skips a step with an output and a port, and sets a variable, null included', async () => {
    await operate({ action: 'skip', key: 'ask#1', output: { a: 1 }, port: 'done', reason: 'known' });
    await operate({ action: 'set_variable', variable: 'n', value: null, reason: 'wrong' });
    expect(api.operated.slice(-2).map(({ operation }) => operation)).toEqual([
      { action: 'skip', key: 'ask#1', output: { a: 1 }, port: 'done' },
      { action: 'set_variable', variable: 'n', value: null },
    ]);
    expect((await audit()).map(({ about }) => about)).toEqual(['ask#1', 'ask#1', 'n', 'n']);
  });

  it('says what it needs', async () => {
    expect((await operate({ action: 'skip_undo', reason: 'done by hand' })).body).toMatchObject({
      status: 422,
      detail: 'Say which: "skip_undo" needs "key".',
    });
    expect((await operate({ action: 'set_variable', variable: 'n', reason: 'wrong' })).body).toMatchObject({
      status: 422,
      detail: 'Say which: "set_variable" needs "value".',
    });
    expect((await operate({ action: 'pause' })).status).toBe(422);
    expect(await audit()).toEqual([]);
  });

  it('on a run that is not there or has ended is refused before anything is asked of it', async () => {
    const pause = { action: 'pause', reason: 'wait' };
    expect((await operate(pause, '01890000-0000-7000-8000-000000000000')).status).toBe(404);
    await api.end(run);
    expect((await operate(pause)).body).toMatchObject({ status: 409, code: 'run.closed' });
    expect(await audit()).toEqual([]);
  });

  it('leaves the request behind when the answer is lost', async () => {
    api.setDown(true);
    expect((await operate({ action: 'pause', reason: 'wait' })).status).toBe(500);
    api.setDown(false);
    expect((await audit()).map(({ state }) => state)).toEqual(['asked']);
  });
});

it('rows of the audit can be neither changed nor deleted', async () => {
  await operate({ action: 'pause', reason: 'wait' });
  const change = api.deps.storage.inTenant(api.tenant, (trx) =>
    trx.updateTable('audit').set({ reason: 'other' }).where('tenant_id', '=', api.tenant).execute(),
  );
  await expect(change).rejects.toThrow('never changed or deleted');
  const remove = api.deps.storage.inTenant(api.tenant, (trx) =>
    trx.deleteFrom('audit').where('tenant_id', '=', api.tenant).execute(),
  );
  await expect(remove).rejects.toThrow('never changed or deleted');
});
