import { readdirSync, readFileSync } from 'node:fs';
import { compile, type LoweringRegistry } from '@omniroute/compiler';
import { type Estimate, estimate } from '@omniroute/compiler/estimate';
import { definitions } from '@omniroute/kinds/definitions';
import { lowerings } from '@omniroute/kinds/lowerings';
import type { Plan, Scenario } from '@omniroute/plan';
import { isObject, type Json, parseDuration } from '@omniroute/primitives';
import { simulate } from '@omniroute/simulator';
import {
  ANSWERS,
  anyDrawings,
  type RandomBlock,
  RandomService,
  randomBlocks,
  serviceOf,
  soundDrawings,
} from '@omniroute/testing';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

const options = { kinds: definitions, lowerings: lowerings as unknown as LoweringRegistry };
const templates = new URL('../../../templates/', import.meta.url);
const SEED = 20_261_201;
const PLAYS = 6;

function ms(text: string): number {
  const read = parseDuration(text);
  return read.ok ? read.value : Number.NaN;
}

/** What lies outside its range. `least` is promised for runs that end well. */
function outside(plan: Plan, scenario: Scenario, told: Estimate): string[] {
  const { calls, duration, status } = simulate(plan, scenario, {});
  const least = (value: number) => (status === 'completed' ? value : 0);
  const found: string[] = [];
  const judge = (what: string, value: number, low: number, high: number | null) => {
    if (value < least(low) || (high !== null && value > high))
      found.push(`${what}: ${value} is not in ${low} to ${high}`);
  };
  judge('calls', new Set(calls.map(({ key }) => key)).size, told.calls.least, told.calls.most);
  judge('attempts', calls.length, told.attempts.least, told.attempts.most);
  const { least: shortest, most: longest } = told.duration;
  judge('duration', ms(duration), ms(shortest), longest === null ? null : ms(longest));
  for (const [name, range] of Object.entries(told.providers)) {
    const ids = plan.nodes.flatMap((node) =>
      node.op === 'act' && node.call.activity.startsWith(`${name}@`) ? [node.id] : [],
    );
    const attempts = calls.filter(({ node }) => ids.includes(node)).length;
    judge(name, attempts, range.least, range.most);
  }
  return found;
}

describe('what a run does in the simulator lies within its estimate', () => {
  const folders = readdirSync(templates, { withFileTypes: true }).filter((entry) => entry.isDirectory());

  test.each(folders.map(({ name }) => name))('template %s, with all its scenarios', (name) => {
    const { plan } = compile({ text: readFileSync(new URL(`${name}/service.json`, templates), 'utf8') }, options);
    const told = estimate(plan as Plan);
    const scenarios = readdirSync(new URL(`${name}/scenarios/`, templates)).map(
      (file) => JSON.parse(readFileSync(new URL(`${name}/scenarios/${file}`, templates), 'utf8')) as Scenario,
    );
    expect(scenarios.flatMap((scenario) => outside(plan as Plan, scenario, told))).toEqual([]);
  });

  test(`random drawings (seed ${SEED})`, () => {
    let plans = 0;
    const property = fc.property(fc.oneof(soundDrawings, anyDrawings), fc.nat(), (drawing, seed) => {
      const { plan } = compile({ document: serviceOf(drawing) }, options);
      if (plan === undefined) return;
      plans += 1;
      const told = estimate(plan);
      const random = randomOf(seed);
      for (let play = 0; play < PLAYS; play += 1) {
        const yes = Array.from({ length: ANSWERS }, () => random() < 0.5);
        expect(outside(plan, { name: 'play', input: { yes } }, told)).toEqual([]);
      }
    });
    fc.assert(property, { seed: SEED, numRuns: 250 });
    expect(plans).toBeGreaterThan(100);
  });

  test(`random services with effects that fail (seed ${SEED})`, () => {
    let bounded = 0;
    fc.assert(
      fc.property(randomBlocks, fc.nat(), (block, seed) => {
        bounded += playService(block, seed) ? 1 : 0;
      }),
      { seed: SEED, numRuns: 250 },
    );
    expect(bounded).toBeGreaterThan(100);
  });
});

/** Plays a random service some times; says whether everything about it is bounded. */
function playService(block: RandomBlock, seed: number): boolean {
  const drawn = new RandomService(block);
  const { plan } = compile({ document: bounded(withoutReads(drawn.service() as unknown as Json)) }, options);
  if (plan === undefined) return false;
  const told = estimate(plan);
  for (let play = 0; play < PLAYS; play += 1) {
    const random = randomOf(seed ^ (play * 0x9e3779b9));
    const answer = () => (random() < 0.3 ? { error: { code: 'http.503', message: 'busy' } } : { output: { id: 'm' } });
    const late = () => ({ after: `PT${Math.floor(random() * 5)}S` });
    const mocks = Object.fromEntries(
      drawn.effects.map((id) => [
        id,
        [
          { ...late(), ...answer() },
          { ...late(), ...answer() },
        ],
      ]),
    );
    const input = { choices: Array.from({ length: drawn.choices }, () => random() < 0.5), items: [1, 2, 3] };
    expect(outside(plan, { name: 'play', input, mocks }, told)).toEqual([]);
  }
  return told.events.most !== null && told.duration.most !== null;
}

function randomOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x9e3779b9) >>> 0;
    return (state >>> 8) / 0x1000000;
  };
}

/** What they read is another test's; without it nearly all of them compile. */
function withoutReads(value: Json): Json {
  if (Array.isArray(value)) return value.map(withoutReads);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, part]) => (name === 'reads' ? [] : [[name, withoutReads(part as Json)]])),
  );
}

/** Lists of three items, as the schema says. */
function bounded(service: Json): Json {
  const { outputs: _, inputs, ...rest } = service as { readonly [name: string]: Json };
  const { properties } = inputs as { properties: { items: object } };
  return {
    ...rest,
    inputs: { ...(inputs as object), properties: { ...properties, items: { ...properties.items, maxItems: 3 } } },
  } as unknown as Json;
}
