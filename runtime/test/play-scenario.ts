import { setTimeout as sleep } from 'node:timers/promises';
import type { State } from '@omniroute/engine';
import { admitStart } from '@omniroute/engine';
import { FINAL_RUN_STATUSES, type Plan, type RunView, type Scenario } from '@omniroute/plan';
import { uuidv7 } from '@omniroute/server-kit';
import { readRun } from '../src/projection/read-run.ts';
import { STATE_QUERY, workflowId } from '../src/workflows/protocol.ts';
import { ms, type startTestRuntime, TENANT } from './test-runtime.ts';

type TestRuntime = Awaited<ReturnType<typeof startTestRuntime>>;

/** Real seconds a scenario may take; engine time runs as much faster as that needs. */
const REAL_MS = 3_000;

/** Plays a scenario on the server under a time scale, and answers the view folded from its history. */
export async function playScenario(
  runtime: TestRuntime,
  plan: Plan,
  scenario: Scenario,
  expectedMs: number,
): Promise<{ view: RunView; run: string }> {
  const run = uuidv7();
  const scale = Math.max(1, expectedMs / REAL_MS);
  const startedAt = Date.now();
  const facts = { run, tenant: TENANT, service: 'order-escalation', version: 1, started_at: startedAt };
  const admitted = admitStart(plan, {
    facts,
    ...(scenario.trigger === undefined ? {} : { trigger: scenario.trigger }),
    ...(scenario.input === undefined ? {} : { input: scenario.input }),
    ...(scenario.event === undefined ? {} : { event: scenario.event }),
  });
  if (!admitted.ok) throw new Error('the start was refused');
  runtime.script(run, { plan, scenario, scale });
  await runtime.runs.start({
    plan: runtime.stores.add(plan),
    facts: { ...facts, trigger: admitted.trigger },
    input: admitted.input,
    time_scale: scale,
  });
  const at = async (when: string) => sleep(Math.max(0, startedAt + ms(when) / scale - Date.now()));
  const script = [
    ...(scenario.messages ?? []).map(async ({ at: when, name, correlation, payload = {}, id }, index) => {
      await at(when);
      await runtime.runs.deliver(TENANT, run, {
        id: id ?? `message-${index + 1}`,
        name,
        correlation,
        payload,
        received_at: Date.now(),
      });
    }),
    ...(scenario.tasks ?? []).map(async ({ at: when, node, outcome, data = {}, by = 'somebody' }, index) => {
      await at(when);
      const state = await runtime.client.workflow.getHandle(workflowId(TENANT, run)).query<State, []>(STATE_QUERY);
      const key =
        Object.values(state.tasks)
          .map((task) => task.key)
          .find((each) => each.startsWith(`${node}#`)) ?? `${node}#1`;
      // A refused answer is part of some scenarios; the run's own view tells what came of it.
      await runtime.runs
        .answer(TENANT, run, `answer-${index}`, { key, outcome, data, by, roles: ['*'] })
        .catch(() => undefined);
    }),
    ...(scenario.cancel_at == null
      ? []
      : [at(scenario.cancel_at).then(() => runtime.runs.cancel(TENANT, run, 'cancelled by the scenario'))]),
  ];
  await Promise.all(script);
  for (let pause = 20; ; pause = Math.min(200, pause * 2)) {
    const read = await readRun(runtime.runs, runtime.codec, TENANT, run);
    if (read !== null && read.closed !== 'no' && FINAL_RUN_STATUSES.includes(read.view.status))
      return { view: read.view, run };
    await sleep(pause);
  }
}
