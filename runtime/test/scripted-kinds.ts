import type { KindDefinition } from '@omniroute/kind-sdk';
import { type ActivitiesOf, type Activity, type ActivityContext, activityFault } from '@omniroute/kind-sdk/activity';
import { activities } from '@omniroute/kinds/activities';
import {
  type MockAnswer,
  nodeAt,
  type Plan,
  type PlanNode,
  placeOfKey,
  type Scenario,
  sampleOf,
} from '@omniroute/plan';
import { type Json, parseDuration } from '@omniroute/primitives';
import { attemptId, type ReleaseOrder } from '@omniroute/testing';

/** A script that answers the effects of one run. */
export interface Script {
  readonly plan: Plan;
  readonly scenario: Scenario;
  /** Engine time passes this many times faster. */
  readonly scale: number;
  /** Null: effects end as they come. */
  readonly order: ReleaseOrder | null;
  /** What every effect does and gives, in place of the scenario's answers. */
  readonly work?: () => Promise<Json>;
}

/** One attempt that reached an activity. */
export interface SeenCall {
  readonly run: string;
  readonly key: string;
  readonly attempt: number;
}

/**
 * Every activity of every kind under its real name: effects are answered by the scenario of their run, serving acts succeed.
 * `given` gets what each effect was last given, by run and key.
 */
export function scriptedKinds(
  scripts: ReadonlyMap<string, Script>,
  seen: SeenCall[],
  given: Map<string, Json> = new Map(),
): Record<string, ActivitiesOf<KindDefinition>> {
  const run: Activity = async (input, context) => {
    const script = scripts.get(context.run);
    if (script === undefined) throw new Error(`no script for ${context.run}`);
    seen.push({ run: context.run, key: context.key, attempt: context.attempt });
    given.set(`${context.run} ${context.key}`, input);
    const id = attemptId(context.key, context.attempt);
    try {
      return await answered(script, context, id);
    } finally {
      script.order?.end(id);
    }
  };
  const nothing: Activity = async (): Promise<Json> => null;
  return Object.fromEntries(
    Object.values(activities).map(({ type, version, verbs }) => [
      type,
      {
        type,
        version,
        verbs: Object.fromEntries(
          // What finds and starts services is answered by their port.
          Object.entries(verbs).map(([verb, own]) => [
            verb,
            verb === 'run' ? run : ['find', 'start'].includes(verb) ? own : nothing,
          ]),
        ),
      },
    ]),
  );
}

async function answered(script: Script, context: ActivityContext, id: string): Promise<Json> {
  const { plan, scenario, scale, order } = script;
  if (script.work !== undefined) return script.work();
  const { mocks = {} } = scenario;
  const answers = mocks[context.key] ?? mocks[placeOfKey(context.key).node] ?? mocks[context.node] ?? [{}];
  const answer: MockAnswer = answers[Math.min(context.attempt, answers.length) - 1] ?? {};
  const op = nodeAt(plan, context.key) ?? undefined;
  const limit = limitOf(plan, op);
  const took = answer.after === undefined ? 0 : ms(answer.after);
  if (took > 0) await new Promise((resolve) => setTimeout(resolve, Math.min(took, limit) / scale));
  await order?.turn(id, context.signal);
  if (took > limit)
    throw activityFault({ code: 'timeout.run', message: `There was no answer within ${limit / 1000} s.` });
  if (answer.error !== undefined) {
    const { code, message, details, retry_after: retryAfter } = answer.error;
    throw activityFault(
      { code, message, ...(details === undefined ? {} : { details }) },
      retryAfter === undefined ? null : ms(retryAfter) / scale,
    );
  }
  if (answer.output !== undefined) return answer.output;
  return sampleOf(op?.op === 'act' && op.output !== null ? plan.types[op.output] : true);
}

function limitOf(plan: Plan, op: PlanNode | undefined): number {
  return op?.op === 'act'
    ? (plan.options[op.call.options]?.start_to_close_ms ?? Number.POSITIVE_INFINITY)
    : Number.POSITIVE_INFINITY;
}

/** Milliseconds of a scenario's duration. */
export function ms(text: string): number {
  const read = parseDuration(text);
  if (!read.ok) throw new Error(read.error);
  return read.value;
}
