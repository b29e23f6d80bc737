import { type Scenario, sampleOf } from '@omniroute/plan';
import { isObject, type Json } from '@omniroute/primitives';
import type { ServiceBuilder } from '../service-builder.ts';

/** What some of them need from outside to come to an end. */
const MOCKS: Readonly<Record<string, Scenario['mocks']>> = {
  'a circle that waits': { 'ask#3': [{ output: { status: 200, headers: {}, body: { done: true } } }] },
};

/** Lists have three items, so that loops turn; everything else is the smallest value that fits. */
function inputOf(schema: unknown): Json {
  if (!isObject(schema)) return sampleOf(schema);
  if (schema.type === 'array') return [0, 1, 2].map((index) => varied(inputOf(schema.items), index));
  if (!isObject(schema.properties)) return sampleOf(schema);
  return Object.fromEntries(Object.entries(schema.properties).map(([name, part]) => [name, inputOf(part)]));
}

function varied(value: Json, index: number): Json {
  if (typeof value === 'number') return value + index * 7;
  return typeof value === 'string' ? `${value}${index}` : value;
}

/** A run of a sound service: an input that lets its loops turn, and what it needs from outside. */
export function scenarioOf(name: string, { document }: ServiceBuilder): Scenario {
  const { inputs = true, triggers = [] } = document;
  const [trigger] = triggers;
  return {
    name,
    input: inputOf(inputs),
    ...(MOCKS[name] === undefined ? {} : { mocks: MOCKS[name] }),
    ...(trigger === undefined ? {} : { trigger: trigger.id }),
  };
}
