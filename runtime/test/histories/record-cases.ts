import { readdirSync, readFileSync } from 'node:fs';
import type { Plan, Scenario } from '@omniroute/plan';
import { scenarioOf, sound } from '@omniroute/testing/sound';
import { planOf } from '../compile-service.ts';
import { effectPlan } from '../effect-plan.ts';
import { isSteady } from '../fuzz/is-steady.ts';
import { SLACK } from '../fuzz/servers.ts';
import { steadyTriples } from '../fuzz/steady-triples.ts';
import { drawDivided } from '../many-turns/draw-divided.ts';
import { DIVISION } from '../many-turns/play-divided.ts';

/** A run that is recorded. */
export interface RecordCase {
  readonly name: string;
  readonly service: string;
  readonly plan: Plan;
  readonly scenario: Scenario;
  /** Services that it calls, by name. */
  readonly called?: Readonly<Record<string, Plan>>;
  /** How its long loops are divided, where that is not as everywhere. */
  readonly division?: { readonly above: number; readonly size: number };
}

const SEED = 20_261_201;
/** Loops in stretches that are drawn. */
const DIVIDED = 40;
/** On the server as it is, and on the one that makes every run continue as new. */
const RANDOM = { plain: 60, restless: 80 };
const templates = new URL('../../../templates/', import.meta.url);

function ofTemplates(): readonly RecordCase[] {
  return readdirSync(templates, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .flatMap(({ name }) => {
      const folder = new URL(`${name}/`, templates);
      const plan = planOf({ text: readFileSync(new URL('service.json', folder), 'utf8') });
      return readdirSync(new URL('scenarios/', folder)).flatMap((file) => {
        const scenario = JSON.parse(readFileSync(new URL(`scenarios/${file}`, folder), 'utf8')) as Scenario;
        // A start that is refused makes no run.
        if (scenario.expect?.error?.code === 'validation.input') return [];
        return [{ name: `template ${name} ${file.replace('.json', '')}`, service: name, plan, scenario }];
      });
    });
}

function ofSound(): readonly RecordCase[] {
  return sound.map(([name, builder]) => ({
    name: `sound ${name}`,
    service: builder.document.id,
    plan: planOf({ document: builder.json }),
    scenario: scenarioOf(name, builder),
  }));
}

const saga = effectPlan({
  variables: { note: { initial: '' } },
  nodes: [
    { id: 'first', op: 'act', undo: { by: 'undo_first' } },
    { id: 'second', op: 'act', undo: { by: 'undo_second' } },
    { id: 'hold', op: 'wait', on: { message: 'm', correlation: 'c' }, timeout: { after: 'P1D' } },
    { id: 'ship', op: 'act' },
    { id: 'undo_first', op: 'act' },
    { id: 'undo_second', op: 'act' },
  ],
  messages: { m: true },
  error_policy: 'compensate',
});
const no = { error: { code: 'http.422', message: 'no' } };
const parked = { ship: [no], 'undo_second#1': [no] };
const come = [{ at: 'PT1M', name: 'm', correlation: 'c', payload: {} }];

function ofOperations(): readonly RecordCase[] {
  const acts: readonly (readonly [string, Partial<Scenario>])[] = [
    ['pause and resume', { operations: [{ at: 'PT10S', action: 'pause' }, { at: 'PT2M', action: 'resume' }] }],
    ['skip a wait', { operations: [{ at: 'PT10S', action: 'skip', key: 'hold#1', port: 'received', output: {} }] }],
    ['retry work', { mocks: { second: [{ after: 'PT40S' }] }, operations: [{ at: 'PT10S', action: 'retry', key: 'second#1' }] }],
    ['set a variable', { operations: [{ at: 'PT10S', action: 'set_variable', variable: 'note', value: 'seen' }] }],
    ['cancel and undo', { operations: [{ at: 'PT10S', action: 'cancel', compensate: true }] }],
    ['cancel and leave', { operations: [{ at: 'PT10S', action: 'cancel', compensate: false }] }],
    ['retry an undo', { mocks: parked, operations: [{ at: 'PT2M', action: 'retry_undo', key: 'undo_second#1' }] }],
    ['skip an undo', { mocks: parked, operations: [{ at: 'PT2M', action: 'skip_undo', key: 'undo_second#1' }] }],
  ];
  return acts.map(([name, scenario]) => ({
    name: `operation ${name}`,
    service: 'saga',
    plan: saga,
    scenario: { name, input: null, messages: come, ...scenario },
  }));
}

function ofCalls(): readonly RecordCase[] {
  const ship = effectPlan({
    input: { type: 'object', required: ['order'] },
    output: { value: { order: '${ input.order }' } },
    nodes: [
      { id: 'reserve', op: 'act', undo: { by: 'release', reads: ['reserve'] } },
      { id: 'pack', op: 'act' },
      { id: 'release', op: 'act', input: '${ nodes.reserve }' },
    ],
    error_policy: 'compensate',
  });
  const call = { id: 'ship', op: 'call', service: 'ship', input: { order: '${ input }' } } as const;
  const plan = effectPlan({ nodes: [call, { id: 'after', op: 'act' }], output: { value: '${ nodes.ship.order }' } });
  const each = effectPlan({
    nodes: [
      { id: 'all', op: 'each', concurrency: 3, items: '${ input }', to: null },
      { ...call, parent: 'all', input: { order: '${ item }' } },
    ],
    output: { value: '${ nodes.all.items.map(each, each.order) }' },
  });
  const given = { service: 'caller', called: { ship } };
  return [
    { ...given, name: 'call of a service', plan, scenario: { name: 'call', input: 'o-1' } },
    { ...given, name: 'call that fails', plan, scenario: { name: 'fails', input: 'o-1', mocks: { pack: [no] } } },
    { ...given, name: 'calls in a loop', plan: each, scenario: { name: 'loop', input: ['a', 'b', 'c', 'd', 'e', 'f', 'g'] } },
  ];
}

/** Loops that are done in stretches by workflows of their own, whose histories are recorded too. */
function ofDivided(): readonly RecordCase[] {
  return Array.from({ length: DIVIDED }, (_, index) => drawDivided(SEED + index))
    .filter((each) => isSteady(each, SLACK, DIVISION))
    .map(({ seed, plan, scenario }) => ({
      name: `loop in stretches ${seed}`,
      service: 'divided',
      plan,
      scenario,
      division: DIVISION,
    }));
}

function ofTriples(seed: number, count: number): readonly RecordCase[] {
  return steadyTriples(seed, count, SLACK).map(({ seed: own, plan, scenario }) => ({
    name: `random ${own}`,
    service: 'random',
    plan,
    scenario,
  }));
}

/** What is recorded on a server as it is, and on one that asks for a fresh history all the time. */
export function recordCases(): { readonly plain: readonly RecordCase[]; readonly restless: readonly RecordCase[] } {
  const long = ({ name }: RecordCase) => /loop|each|item|turn|page|round|circle/.test(name);
  const fixed = [...ofTemplates(), ...ofSound(), ...ofOperations(), ...ofCalls(), ...ofDivided()];
  const again = fixed.filter(long).map((each) => ({ ...each, name: `${each.name} continued` }));
  return {
    plain: [...fixed, ...ofTriples(SEED, RANDOM.plain)],
    restless: [...again, ...ofTriples(SEED + 1, RANDOM.restless)],
  };
}
