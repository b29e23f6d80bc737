import type { Service } from '@omniroute/dsl';
import { type MockAnswer, type Plan, type Scenario, sampleOf, serviceOf } from '@omniroute/plan';
import { deepEqual, type Json } from '@omniroute/primitives';
import { sampleValue } from './sample-value.ts';
import type { Trial } from './trial.ts';

/** The scenario that is played: what somebody wrote, and what is made up for the rest. */
export function scenarioOf(plan: Plan, service: Service, { scenario, fills }: Trial): Scenario {
  const trigger = scenario.trigger ?? preferredTrigger(service);
  const started = scenario.input !== undefined || scenario.event !== undefined;
  return {
    ...scenario,
    ...(trigger === undefined ? {} : { trigger }),
    ...(started || !fills ? {} : { input: sampleInput(plan) }),
    ...(fills ? { mocks: { ...sampleReplies(plan), ...scenario.mocks } } : {}),
  };
}

/** The trigger a trial begins with: by hand where that can be. */
function preferredTrigger({ triggers = [] }: Service): string | undefined {
  return (triggers.find(({ type }) => type === 'manual') ?? triggers[0])?.id;
}

/** An input that fits. */
export function sampleInput(plan: Plan): Json {
  return plan.input === null ? {} : sampleValue(plan.types[plan.input] ?? true);
}

/** What a step answers when nobody says otherwise; `undefined`: it answers nothing. */
export function sampleReply(plan: Plan, node: string): Json | undefined {
  const found = plan.nodes.find(({ id, region }) => id === node && serviceOf(plan, region) === 0);
  if (found === undefined || (found.op !== 'act' && found.op !== 'call')) return undefined;
  return found.output === null ? {} : sampleValue(plan.types[found.output] ?? true);
}

function sampleReplies(plan: Plan): Readonly<Record<string, readonly MockAnswer[]>> {
  const replies: Record<string, readonly MockAnswer[]> = {};
  for (const { id, region, ...node } of plan.nodes) {
    if (serviceOf(plan, region) !== 0 || node.op !== 'act' || node.output === null) continue;
    const schema = plan.types[node.output] ?? true;
    const output = sampleValue(schema);
    // What the simulator would answer anyway is not written down.
    if (!deepEqual(output, sampleOf(schema))) replies[id] = [{ output }];
  }
  return replies;
}

/** The longest a step may take, `null` where nothing limits it. */
export function limitOf(plan: Plan, node: string): number | null {
  const found = plan.nodes.find(({ id }) => id === node);
  return found?.op === 'act' ? (plan.options[found.call.options]?.start_to_close_ms ?? null) : null;
}

/** Whether a step does something outside by one call, which could be done for real. */
export function hasCall(plan: Plan, node: string): boolean {
  return plan.nodes.some(({ id, op, region }) => id === node && op === 'act' && serviceOf(plan, region) === 0);
}
