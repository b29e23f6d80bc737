import { type Scenario, sampleOf } from '@omniroute/plan';
import { isObject, type Json } from '@omniroute/primitives';

/** What some of them need from outside to come to an end. */
export const MOCKS: Readonly<Record<string, Scenario['mocks']>> = {
  'a circle that waits': { 'ask#3': [{ output: { status: 200, headers: {}, body: { done: true } } }] },
};

/** Lists have three items, so that loops turn; everything else is the smallest value that fits. */
export function inputOf(schema: unknown): Json {
  if (!isObject(schema)) return sampleOf(schema);
  if (schema.type === 'array') return [0, 1, 2].map((index) => varied(inputOf(schema.items), index));
  if (!isObject(schema.properties)) return sampleOf(schema);
  return Object.fromEntries(Object.entries(schema.properties).map(([name, part]) => [name, inputOf(part)]));
}

function varied(value: Json, index: number): Json {
  if (typeof value === 'number') return value + index * 7;
  return typeof value === 'string' ? `${value}${index}` : value;
}
