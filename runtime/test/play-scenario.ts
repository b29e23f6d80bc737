import { setTimeout as sleep } from 'node:timers/promises';
import type { Division, State } from '@omniroute/engine';
import {
  FINAL_RUN_STATUSES,
  largeParts,
  type Plan,
  type RunReport,
  type RunView,
  type Scenario,
  viewOf,
} from '@omniroute/plan';
import { uuidv7 } from '@omniroute/server-kit';
import { type Deed, deedsOf, type Taken, take } from '@omniroute/simulator';
import { endingOrder, ReleaseOrder } from '@omniroute/testing';
import { isGrpcCancelledError, isGrpcDeadlineError } from '@temporalio/client';
import { byReference } from '../src/activities/large-values.ts';
import { readRun } from '../src/projection/read-run.ts';
import { STATE_QUERY, workflowId } from '../src/workflows/protocol.ts';
import { ms } from './scripted-kinds.ts';
import { simulateStart } from './simulate-start.ts';
import { type startTestRuntime, TENANT } from './test-runtime.ts';

type TestRuntime = Awaited<ReturnType<typeof startTestRuntime>>;

/** Real seconds a scenario may take; engine time runs as much faster as that needs. */
const REAL_MS = 3_000;
/** How long somebody tries to do what the simulator let them do; the server is a little behind the clock. */
const PATIENCE_MS = 10_000;
/** How much longer than planned it is waited for a run to come to where the simulator leaves it. */
const REST_MS = 20_000;
const QUERY_MS = 2_000;

/** A played scenario: what the server made of it, and what the simulator says of the same start. */
export interface Played {
  readonly run: string;
  readonly view: RunView;
  readonly expected: { readonly view: RunView; readonly calls: RunReport['calls'] };
}

/**
 * Plays a scenario on the server under a time scale, to its end or to where the simulator leaves the run resting. The
 * simulator starts at the same moment, and learns of things one by one, as a server does.
 */
export async function playScenario(
  runtime: TestRuntime,
  plan: Plan,
  scenario: Scenario,
  service = 'order-escalation',
  realMs = REAL_MS,
  division?: Omit<Division, 'apart'>,
): Promise<Played> {
  const run = uuidv7();
  const startedAt = Date.now();
  const asked = { run, tenant: TENANT, service, version: 1, started_at: startedAt };
  const divided = division === undefined ? {} : { division };
  const simulated = simulateStart(plan, scenario, asked, { services: runtime.known, ...divided });
  if (simulated === null) throw new Error('the start was refused');
  const { simulator, facts, input } = simulated;
  const refused = new Set(simulator.refused.map(({ deed }) => JSON.stringify(deed)));
  const expected = { view: viewOf(simulator.events), calls: simulator.calls };
  const scale = Math.max(1, (simulator.state.clock - startedAt) / realMs);
  const rests = !FINAL_RUN_STATUSES.includes(expected.view.status);
  runtime.script(run, { plan, scenario, scale, order: new ReleaseOrder(endingOrder(simulator.events)) });
  // As the API accepts a start: what is large is kept first.
  const large = plan.input === null ? [] : largeParts(plan.types[plan.input], input);
  const sent = await byReference(runtime.blobs, { tenant: TENANT, run }, input, large);
  await runtime.runs.start({ plan: runtime.stores.add(plan), facts, input: sent, time_scale: scale, ...divided });
  const at = async (when: string) => sleep(Math.max(0, startedAt + ms(when) / scale - Date.now()));
  // What comes later reaches nobody, in the simulator as on the server.
  const lasts = (when: string) => startedAt + ms(when) <= simulator.state.clock;
  const due = deedsOf(scenario).filter(({ at: when }) => lasts(when));
  const deeds = due.map(async ({ at: when, deed }) => {
    await at(when);
    await carryOut(runtime, simulator.plan, run, deed, refused.has(JSON.stringify(deed)));
  });
  if (scenario.cancel_at != null && lasts(scenario.cancel_at))
    deeds.push(
      at(scenario.cancel_at).then(async () => {
        await runtime.runs.cancel(TENANT, run, 'cancelled by the scenario');
      }),
    );
  await Promise.all(deeds);
  for (let pause = 20; ; pause = Math.min(200, pause * 2)) {
    const read = await readRun(runtime.runs, runtime.codec, TENANT, run);
    if (read !== null && read.closed !== 'no' && FINAL_RUN_STATUSES.includes(read.view.status))
      return { run, view: read.view, expected };
    const waited = Date.now() - startedAt - realMs;
    const isThere = rests && read !== null && told(read.view) === told(expected.view) && waited > 0;
    if (read !== null && (isThere || waited > REST_MS)) {
      // Nothing more would happen to it; it must not stay on the server of the other tests.
      // On a slow machine it may come to its end in this very moment.
      await runtime.runs.terminate(TENANT, run, 'test', 'the scenario is over');
      return { run, view: read.view, expected };
    }
    await sleep(pause);
  }
}

/** Where a run is, for waiting until it is there. */
function told({ status, visits }: RunView): string {
  return `${status} ${visits.map(({ key, status: own }) => `${key} ${own}`).sort()}`;
}

/** Messages go to the run whether or not it waits; what needs something open is tried until it is, or once if it never is. */
async function carryOut(runtime: TestRuntime, plan: Plan, run: string, deed: Deed, isRefused: boolean): Promise<void> {
  for (const until = Date.now() + (isRefused ? 0 : PATIENCE_MS); ; await sleep(20)) {
    const state = await stateOf(runtime, run);
    const taken: Taken | null = state === null ? null : take(plan, state, deed, Date.now());
    if (taken !== null && 'event' in taken) return hand(runtime, run, taken.event);
    if (Date.now() >= until) return;
  }
}

/** The engine's state; `null` if no worker answers in time, as happens to a query that meets the end of its run. */
async function stateOf(runtime: TestRuntime, run: string): Promise<State | null> {
  try {
    return await runtime.client.withDeadline(Date.now() + QUERY_MS, () =>
      runtime.client.workflow.getHandle(workflowId(TENANT, run)).query<State, []>(STATE_QUERY),
    );
  } catch (error) {
    if (isGrpcDeadlineError(error) || isGrpcCancelledError(error)) return null;
    throw error;
  }
}

async function hand(
  runtime: TestRuntime,
  run: string,
  event: Extract<Taken, { event: unknown }>['event'],
): Promise<void> {
  if (event.kind === 'message') {
    const { id, name, correlation, payload } = event;
    await runtime.runs.deliver(TENANT, run, { id, name, correlation, payload, received_at: Date.now() });
  } else if (event.kind === 'operator') {
    const { update, operation, by, reason } = event;
    await runtime.runs.operate(TENANT, run, update, { operation, by, reason }, AbortSignal.timeout(PATIENCE_MS));
  } else if (event.kind === 'task') {
    const { key, outcome, data, by, update } = event;
    // The task may be settled by something else at the same moment; the run's own view tells what came of it.
    await runtime.runs.answer(TENANT, run, update, { key, outcome, data, by, roles: ['*'] }).catch(() => undefined);
  }
}
