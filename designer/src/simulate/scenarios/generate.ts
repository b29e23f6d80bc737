import type { Service } from '@omniroute/dsl';
import { type ActOp, type Plan, type Scenario, serviceOf, validate } from '@omniroute/plan';
import { deepEqual, formatDuration, isObject, type Json } from '@omniroute/primitives';
import { answerOf, errorCodes, millisecondsOf } from '../answers.ts';
import { limitOf, scenarioOf } from '../scenario-of.ts';
import { NEW_TRIAL, withReplies } from '../trial.ts';
import { answered, type Played } from './answer-all.ts';
import { expectationOf } from './expectation.ts';

/** What a made-up scenario is about; the page finds the words. */
export type Idea =
  | { readonly is: 'happy' }
  | { readonly is: 'outcome'; readonly node: string; readonly outcome: string }
  | { readonly is: 'unanswered'; readonly node: string }
  | { readonly is: 'error'; readonly node: string; readonly code: string }
  | { readonly is: 'late'; readonly node: string }
  | { readonly is: 'empty' }
  | { readonly is: 'twice'; readonly name: string };

export interface MadeUp {
  readonly idea: Idea;
  readonly scenario: Scenario;
}

/** More are not read by anybody. */
const MOST = 60;

/**
 * Scenarios worth keeping: everybody answers and nothing fails; every other outcome; nobody answers; every error that a step's
 * connections ask for; an answer that comes too late; lists with nothing in them; a message that is delivered twice. Each expects
 * what happens now.
 */
export function generateScenarios(plan: Plan, service: Service): readonly MadeUp[] {
  const happy = answered(plan, service, scenarioOf(plan, service, NEW_TRIAL));
  const visited = new Set(happy.report.path.map(({ node }) => node));
  const made: { readonly idea: Idea; readonly played: Played }[] = [{ idea: { is: 'happy' }, played: happy }];
  const add = (idea: Idea, scenario: Scenario, skipped?: string) =>
    made.push({ idea, played: answered(plan, service, scenario, skipped === undefined ? {} : { skipped }) });

  for (const { node, outcomes } of happy.questions) {
    for (const outcome of outcomes.slice(1))
      made.push({
        idea: { is: 'outcome', node, outcome },
        played: answered(plan, service, scenarioOf(plan, service, NEW_TRIAL), { outcome: { node, outcome } }),
      });
    add({ is: 'unanswered', node }, scenarioOf(plan, service, NEW_TRIAL), node);
  }
  const base = scenarioOf(plan, service, NEW_TRIAL);
  for (const node of plan.nodes.filter((each): each is ActOp => each.op === 'act')) {
    if (serviceOf(plan, node.region) !== 0 || !visited.has(node.id)) continue;
    if (node.errors.length === 0 && node.continue === null) continue;
    for (const code of codesOf(service, node)) {
      const answer = answerOf('error', { sample: null, limit: null, code });
      add({ is: 'error', node: node.id, code }, withReplies(base, node.id, [answer]));
    }
    const late = answerOf('late', { sample: null, limit: limitOf(plan, node.id), code: '' });
    add({ is: 'late', node: node.id }, withReplies(base, node.id, [late]));
  }
  const empty = withoutItems(plan, base);
  if (empty !== null) add({ is: 'empty' }, empty);
  for (const message of happy.scenario.messages ?? []) {
    const once = { ...message, id: message.id ?? 'm-1' };
    const others = (happy.scenario.messages ?? []).filter((each) => each !== message);
    const later = { ...once, at: formatDuration(millisecondsOf(once.at) + 1_000) };
    add({ is: 'twice', name: message.name }, { ...happy.scenario, messages: [...others, once, later] });
  }
  return made.slice(0, MOST).map(({ idea, played: { scenario, report } }) => ({
    idea,
    scenario: { ...scenario, expect: expectationOf(report) },
  }));
}

/** One code for each of a step's connections for errors; the first usual one where a connection takes all. */
function codesOf(service: Service, node: ActOp): readonly string[] {
  const codes = errorCodes(service, node.id);
  return codes.slice(0, Math.max(1, node.errors.length));
}

/** The same with empty lists, in the input and in replies, where that fits; `null` where there are none. */
function withoutItems(plan: Plan, scenario: Scenario): Scenario | null {
  const inputType = plan.input === null ? true : (plan.types[plan.input] ?? true);
  const input = emptied(scenario.input ?? null);
  const mocks = Object.fromEntries(
    Object.entries(scenario.mocks ?? {}).map(([name, answers]) => [
      name,
      answers.map((answer) => {
        if (answer.output === undefined) return answer;
        const node = plan.nodes.find(({ id }) => id === name);
        const type = node?.op === 'act' && node.output !== null ? (plan.types[node.output] ?? true) : true;
        const output = emptied(answer.output);
        return validate(type, output).ok ? { ...answer, output } : answer;
      }),
    ]),
  );
  const changed = { ...scenario, mocks, ...(validate(inputType, input).ok ? { input } : {}) };
  return deepEqual(changed, { ...scenario, mocks: scenario.mocks ?? {} }) ? null : changed;
}

function emptied(value: Json): Json {
  if (Array.isArray(value)) return [];
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, field]) => [name, emptied(field as Json)]));
}
