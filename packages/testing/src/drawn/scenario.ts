import type { MockAnswer, Plan, PlanNode, Scenario } from '@omniroute/plan';
import type { Json } from '@omniroute/primitives';
import type { Random } from './random.ts';
import { fitting, misfitting } from './replies.ts';

const CODES = ['http.503', 'http.404', 'network.broken', 'network.unreachable', 'business.declined', 'quota', 'auth'];
const TIMES = ['PT0S', 'PT1S', 'PT2S', 'PT4S', 'PT15S', 'PT1M', 'PT6M', 'PT2H', 'P2D'];

/** What a run of a plan meets: answers that fit and others that do not, failures, messages, people, a cancellation. */
export function randomScenario(plan: Plan, random: Random): Scenario {
  const nodes = plan.nodes;
  const acts = nodes.filter((node) => node.op === 'act');
  const trigger = plan.triggers.length === 0 ? undefined : random.pick(plan.triggers).id;
  return {
    name: 'random',
    ...(trigger === undefined ? {} : { trigger }),
    input: given(plan, plan.input, random),
    mocks: Object.fromEntries(acts.map((node) => [node.id, answers(plan, node, random)])),
    messages: plan.messages.flatMap(({ name, type }) =>
      several(random, 3).map((at) => ({
        at,
        name,
        correlation: random.pick(['k', 'a', 'b', '']),
        payload: given(plan, type, random, 0.1),
      })),
    ),
    callbacks: nodes.flatMap((node) => callbacks(plan, node, random)),
    tasks: nodes.flatMap((node) => people(plan, node, random)),
    ...(random.chance(0.07) ? { cancel_at: random.pick(TIMES) } : {}),
  };
}

/** A value of a type of the plan, or seldom one that does not fit. */
function given(plan: Plan, type: number | null, random: Random, wrong = 0): Json {
  const schema = type === null ? {} : (plan.types[type] ?? {});
  const misfit = random.chance(wrong) ? misfitting(schema, random) : undefined;
  return misfit === undefined ? fitting(schema, random) : misfit;
}

function several(random: Random, most: number): readonly string[] {
  return Array.from({ length: random.below(most + 1) }, () => random.pick(TIMES));
}

/** A script for each visit and its attempts: the last answer is repeated. */
function answers(plan: Plan, node: PlanNode & { op: 'act' }, random: Random): readonly MockAnswer[] {
  return Array.from({ length: 1 + random.below(3) }, (): MockAnswer => {
    const after = random.chance(0.5) ? { after: random.pick(['PT0S', 'PT1S', 'PT3S', 'PT5S', 'PT40S']) } : {};
    if (random.chance(0.2)) {
      const retry = random.chance(0.2) ? { retry_after: 'PT7S' } : {};
      return { ...after, error: { code: random.pick(CODES), message: 'No.', details: { n: 1 }, ...retry } };
    }
    return { ...after, output: given(plan, node.output, random, 0.08) };
  });
}

function callbacks(plan: Plan, node: PlanNode, random: Random) {
  const event = node.op === 'wait' ? node.events.find((each) => each.for.on === 'callback') : undefined;
  if (event?.for.on !== 'callback') return [];
  const { type } = event.for;
  return several(random, 3).map((at) => ({ node: node.id, at, payload: given(plan, type, random, 0.1) }));
}

function people(plan: Plan, node: PlanNode, random: Random) {
  if (node.op !== 'task') return [];
  return several(random, 6).map((at) => {
    const { id, required } = random.pick(node.outcomes);
    const data = given(plan, node.form, random, 0.05);
    const missing = required.filter((name) => typeof data === 'object' && data !== null && !(name in data));
    // What an outcome needs beyond the form is filled in where it can be.
    const whole = missing.length > 0 ? { ...(data as object), ...filled(plan, node, missing, random) } : data;
    return { node: node.id, at, outcome: id, data: whole as Json };
  });
}

function filled(plan: Plan, node: PlanNode & { op: 'task' }, names: readonly string[], random: Random): object {
  const form = node.form === null ? {} : (plan.types[node.form] ?? {});
  const { properties = {} } = form as { readonly properties?: Readonly<Record<string, unknown>> };
  return Object.fromEntries(names.map((name) => [name, fitting(properties[name], random)]));
}
