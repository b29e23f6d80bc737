import { isDeepStrictEqual } from 'node:util';
import type { Scenario } from '@omniroute/plan';
import { uuidv7 } from '@omniroute/server-kit';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { operateAnywhere, refusalOf } from '../../src/api/runs/operate-anywhere.ts';
import { readRun } from '../../src/projection/read-run.ts';
import { workflowId } from '../../src/workflows/protocol.ts';
import { isSteady } from '../fuzz/is-steady.ts';
import { SLACK } from '../fuzz/servers.ts';
import { playScenario } from '../play-scenario.ts';
import { startTestRuntime, TENANT } from '../test-runtime.ts';
import { told } from '../told.ts';
import { type DividedRun, drawDivided } from './draw-divided.ts';
import { playOnServer, viewOnServer } from './on-server.ts';
import { items, overItems } from './plans.ts';
import { DIVISION } from './play-divided.ts';

/** A machine that does much else is slow. */
const PATIENCE = { timeout: 60_000, interval: 200 };

type Runtime = Awaited<ReturnType<typeof startTestRuntime>>;

let runtime: Runtime;
/** Starts a run over three items, of which one takes long. */
async function slowly(mocks: NonNullable<Scenario['mocks']>): Promise<string> {
  const plan = overItems(2);
  const run = uuidv7();
  const facts = { run, tenant: TENANT, service: 'many', version: 1, started_at: Date.now(), trigger: 'manual' };
  runtime.script(run, { plan, scenario: { name: 'slow', mocks }, scale: 1, order: null });
  const args = { plan: runtime.stores.add(plan), facts, input: items(3), time_scale: 1, division: DIVISION };
  await runtime.runs.start(args);
  return run;
}

beforeAll(async () => {
  runtime = await startTestRuntime({ dynamicConfig: { 'limit.historyCount.suggestContinueAsNew': 60 } });
});
afterAll(() => runtime?.stop());

describe('on a Temporal server a loop that is done in stretches by workflows of their own', () => {
  it('goes on in fresh histories of its own and of theirs, and people see every item', async () => {
    const { run, output, cost } = await playOnServer(runtime, overItems(5), items(100), { above: 50, size: 25 });
    expect(output).toBe(100);
    expect(cost.workflows).toBe(5);
    expect(cost.histories).toBeGreaterThan(5);
    const { visits } = await viewOnServer(runtime, run);
    expect(visits.map(({ key, status }) => `${key} ${status}`).sort()).toEqual(
      ['all#1 completed', ...Array.from({ length: 100 }, (_, n) => `work#1.${n + 1}.1 completed`)].sort(),
    );
  });

  it('ends as in the simulator, whatever it meets', async () => {
    const drawn = Array.from({ length: 400 }, (_, n) => drawDivided(7_000 + n));
    const steady = drawn.filter((each) => isSteady(each, SLACK, DIVISION)).slice(0, 24);
    expect(steady.length).toBe(24);
    const play = async ({ plan, scenario, seed }: DividedRun) => {
      const { realMs } = SLACK;
      const { run, view, expected } = await playScenario(runtime, plan, scenario, 'divided', realMs, DIVISION);
      const calls = runtime.seen.filter((call) => call.run === run);
      return { seed, server: told(view, calls), simulator: told(expected.view, expected.calls) };
    };
    const played = await Promise.all(steady.map(play));
    const differ = played.filter(({ server, simulator }) => !isDeepStrictEqual(server, simulator));
    // Among many on a busy machine a clock may be later than the slack allows: once more, alone.
    for (const { seed } of differ) {
      const { server, simulator } = await play(drawDivided(seed));
      expect(server).toEqual(simulator);
    }
  });

  it('lets a person act on one of its turns, and tells of it', async () => {
    const run = await slowly({ 'work#1.1.1': [{ after: 'PT25S' }] });
    const { runs, codec } = runtime;
    const asked = { tenant: TENANT, run, update: 'u-1' };
    const skip = {
      operation: { action: 'skip', key: 'work#1.1.1', output: 'by hand' },
      by: 'ada',
      reason: 'why',
    } as const;
    await vi.waitFor(async () => expect((await readRun(runs, codec, TENANT, run))?.parts).toHaveLength(1), PATIENCE);
    expect(await operateAnywhere(runtime, asked, skip, AbortSignal.timeout(60_000))).toEqual({ outcome: '' });
    const gone = { ...skip, operation: { ...skip.operation, key: 'work#1.9.1' } };
    await expect(
      operateAnywhere(runtime, { ...asked, update: 'u-2' }, gone, AbortSignal.timeout(60_000)),
    ).rejects.toSatisfy((error) => refusalOf(error)?.includes('"work#1.9.1" is no open step') === true);
    expect(await runs.result(TENANT, run, AbortSignal.timeout(60_000))).toMatchObject({ output: 3 });
    const read = await readRun(runs, codec, TENANT, run);
    expect(read?.view.visits.find(({ key }) => key === 'work#1.1.1')).toMatchObject({ status: 'skipped' });
    expect(read?.events.filter(({ type }) => type === 'operator')).toMatchObject([{ action: 'skip', by: 'ada' }]);
  });

  it('fails where its workflow was ended from outside, once the run is told', async () => {
    const run = await slowly({ work: [{ after: 'PT20S' }] });
    const part = runtime.client.workflow.getHandle(workflowId(TENANT, run, 'all#1:turns_1'));
    await vi.waitFor(async () => expect((await part.describe()).status.name).toBe('RUNNING'), PATIENCE);
    await part.terminate('by hand');
    await vi.waitFor(async () => {
      const closed: unknown[] = [];
      for await (const each of runtime.runs.closedSince(new Date(Date.now() - 600_000))) closed.push(each);
      expect(closed).toContainEqual(expect.objectContaining({ workflowId: part.workflowId, ended: false }));
    }, PATIENCE);
    await runtime.runs.lost(TENANT, run, 'all#1:turns_1');
    expect(await runtime.runs.result(TENANT, run, AbortSignal.timeout(60_000))).toMatchObject({
      status: 'failed',
      code: 'timeout.lost',
    });
  });

  it('ends with its run where that is terminated', async () => {
    const run = await slowly({ work: [{ after: 'PT20S' }] });
    const part = () => runtime.client.workflow.getHandle(workflowId(TENANT, run, 'all#1:turns_1')).describe();
    await vi.waitFor(async () => expect((await part()).status.name).toBe('RUNNING'), PATIENCE);
    expect(await runtime.runs.terminate(TENANT, run, 'ada', 'enough')).toBe('done');
    await vi.waitFor(async () => expect((await part()).status.name).toBe('TERMINATED'), PATIENCE);
    const read = await readRun(runtime.runs, runtime.codec, TENANT, run);
    expect(read).toMatchObject({ closed: 'terminated', view: { status: 'terminated' } });
  });
});
