import { isDeepStrictEqual } from 'node:util';
import { uuidv7 } from '@omniroute/server-kit';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
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

type Runtime = Awaited<ReturnType<typeof startTestRuntime>>;

let runtime: Runtime;
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

  it('ends with its run where that is terminated', async () => {
    const plan = overItems(2);
    const run = uuidv7();
    const facts = { run, tenant: TENANT, service: 'many', version: 1, started_at: Date.now(), trigger: 'manual' };
    const mocks = { work: [{ after: 'PT20S' }] };
    runtime.script(run, { plan, scenario: { name: 'slow', mocks }, scale: 1, order: null });
    const args = { plan: runtime.stores.add(plan), facts, input: items(3), time_scale: 1, division: DIVISION };
    await runtime.runs.start(args);
    const part = () => runtime.client.workflow.getHandle(workflowId(TENANT, run, 'all#1:turns_1')).describe();
    await vi.waitFor(async () => expect((await part()).status.name).toBe('RUNNING'), { timeout: 60_000 });
    expect(await runtime.runs.terminate(TENANT, run, 'ada', 'enough')).toBe('done');
    await vi.waitFor(async () => expect((await part()).status.name).toBe('TERMINATED'), { timeout: 60_000 });
    const read = await readRun(runtime.runs, runtime.codec, TENANT, run);
    expect(read).toMatchObject({ closed: 'terminated', view: { status: 'terminated' } });
  });
});
