import { readdirSync, readFileSync } from 'node:fs';
import { compile, type LoweringRegistry } from '@omniroute/compiler';
import { definitions } from '@omniroute/kinds/definitions';
import { lowerings } from '@omniroute/kinds/lowerings';
import type { Plan, Scenario } from '@omniroute/plan';
import type { Json } from '@omniroute/primitives';
import { isAtRest, simulate } from '@omniroute/simulator';
import { seeded } from '@omniroute/testing/drawn';
import { mutated } from './mutate.ts';

const templates = new URL('../../../../templates/', import.meta.url);
const options = { kinds: definitions, lowerings: lowerings as unknown as LoweringRegistry };

/** What came of the changes of one template. */
export interface MutationReport {
  readonly template: string;
  readonly changes: number;
  /** Compiled without an error, and played. */
  readonly accepted: number;
  /** Turn for ever by a circle that passes an effect or a pause and that nobody counted, as the language allows. */
  readonly turning: number;
  /** Neither ended nor rested: there must be none. */
  readonly restless: readonly string[];
}

/** Names of all templates. */
export const TEMPLATES = readdirSync(templates, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);

/** Changes a template at random so many times, compiles each, and plays what is accepted under one of its scenarios. */
export function runMutations(template: string, changes: number, seed: number): MutationReport {
  const folder = new URL(`${template}/`, templates);
  const original = JSON.parse(readFileSync(new URL('service.json', folder), 'utf8')) as unknown;
  const scenarios = readdirSync(new URL('scenarios/', folder)).map(
    (file) => JSON.parse(readFileSync(new URL(`scenarios/${file}`, folder), 'utf8')) as Scenario,
  );
  const random = seeded(seed);
  const restless: string[] = [];
  let [accepted, turning] = [0, 0];
  for (let count = 0; count < changes; count += 1) {
    const document = mutated(original, random);
    const scenario = scenarios[Math.floor(random() * scenarios.length)] as Scenario;
    const { plan } = compile({ document: document as Json }, options);
    if (plan === undefined) continue;
    accepted += 1;
    if (isAtRest(simulate(plan, scenario, { service: template }))) continue;
    if (hasUncounted(plan)) turning += 1;
    else restless.push(`change ${count + 1} of ${template} (seed ${seed}) under "${scenario.name}"`);
  }
  return { template, changes, accepted, turning, restless };
}

function hasUncounted(plan: Plan): boolean {
  return (
    plan.loops.some(({ max }) => max === null) ||
    plan.nodes.some((node) => node.op === 'while' && node.max_iterations === null)
  );
}
