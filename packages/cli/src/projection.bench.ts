import { readdirSync, readFileSync } from 'node:fs';
import { compile, type LoweringRegistry } from '@omniroute/compiler';
import { definitions } from '@omniroute/kinds/definitions';
import { lowerings } from '@omniroute/kinds/lowerings';
import type { Plan, Scenario } from '@omniroute/plan';
import { canonicalJson, type Json } from '@omniroute/primitives';
import { simulate } from '@omniroute/simulator';

const templates = new URL('../../../templates/', import.meta.url);

function read(path: string): Json {
  return JSON.parse(readFileSync(new URL(path, templates), 'utf8'));
}

/** Bytes of the results of work in a run, as they would be and as they enter history. */
function bytesOf(plan: Plan, scenario: Scenario): { whole: number; kept: number } {
  let [whole, kept] = [0, 0];
  for (const event of simulate(plan, scenario).events) {
    if (event.type !== 'visit' || event.output === undefined) continue;
    if (plan.nodes.find(({ id }) => id === event.node)?.op !== 'act') continue;
    const bytes = canonicalJson(event.output).length;
    kept += bytes;
    whole += bytes + (event.cut?.bytes ?? 0);
  }
  return { whole, kept };
}

/** How much of what work gives enters history in the scenarios of the templates. */
function measure(): { value: number; detail: string } {
  const sums = readdirSync(templates, { withFileTypes: true }).flatMap((entry) => {
    if (!entry.isDirectory()) return [];
    const { plan } = compile(
      { document: read(`${entry.name}/service.json`) },
      { kinds: definitions, lowerings: lowerings as unknown as LoweringRegistry },
    );
    const all = readdirSync(new URL(`${entry.name}/scenarios`, templates)).map((file) =>
      bytesOf(plan as Plan, read(`${entry.name}/scenarios/${file}`) as unknown as Scenario),
    );
    const sum = (key: 'whole' | 'kept') => all.reduce((total, each) => total + each[key], 0);
    return [{ name: entry.name, whole: sum('whole'), kept: sum('kept') }];
  });
  const total = (key: 'whole' | 'kept') => sums.reduce((all, each) => all + each[key], 0);
  return {
    value: total('kept') / total('whole'),
    detail: sums.map(({ name, whole, kept }) => `${name} ${kept} of ${whole} bytes of results`).join(', '),
  };
}

export const benchmarks = [
  { id: 'projection-templates', unit: '×', goal: { max: 0.6 }, slow: true, run: async () => measure() },
];
