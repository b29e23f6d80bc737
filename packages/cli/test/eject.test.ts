import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { compile, contractOf, type LoweringRegistry } from '@omniroute/compiler';
import { ejectTemporal } from '@omniroute/compiler/temporal-ts';
import { definitions } from '@omniroute/kinds/definitions';
import { lowerings } from '@omniroute/kinds/lowerings';
import { type Plan, planHash, type Scenario } from '@omniroute/plan';
import type { FindService } from '@omniroute/simulator';
import type { ServiceBuilder } from '@omniroute/testing';
import { scenarioOf, sound } from '@omniroute/testing/sound';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { expectedOf } from './eject/expected.ts';
import { shaped } from './eject/shaped.ts';
import { type Played, projectsFolder, startStage, type WrittenProject } from './eject/stage.ts';

// They wait far more than they work.
vi.setConfig({ maxConcurrency: 10 });

const root = fileURLToPath(new URL('../../../', import.meta.url));
const templates = join(root, 'templates');

/** An exported service and what is played on it. */
interface Exported {
  readonly id: string;
  readonly plan: Plan;
  readonly workflow: string;
  readonly files: Readonly<Record<string, string>>;
  readonly scenarios: readonly Scenario[];
  /** The services that it calls. */
  readonly callees: FindService;
}

const all: readonly Exported[] = [
  ...readdirSync(templates, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? [template(entry.name)] : [],
  ),
  ...sound.map(([name, builder]) => exported({ document: builder.json }, [scenarioOf(name, builder)])),
  ...shaped.map(({ service, calls = [], scenarios }) => exported({ document: service.json }, scenarios, calls)),
];
const cases = all.flatMap((each) =>
  each.scenarios.map((scenario) => [each.id, scenario.name, each, scenario] as const),
);

function template(id: string): Exported {
  const read = (path: string) => readFileSync(join(templates, id, path), 'utf8');
  const scenarios = readdirSync(join(templates, id, 'scenarios')).map(
    (file) => JSON.parse(read(`scenarios/${file}`)) as Scenario,
  );
  return exported({ text: read('service.json') }, scenarios);
}

function exported(
  input: Parameters<typeof ejectTemporal>[0],
  scenarios: readonly Scenario[],
  calls: readonly ServiceBuilder[] = [],
): Exported {
  const options = { kinds: definitions, lowerings: lowerings as unknown as LoweringRegistry };
  const contracts = calls.flatMap((each) => contractOf(each.json, definitions, { version: null, active: true }) ?? []);
  const services = { contracts, names: contracts.map(({ service }) => service) };
  const documentOf = (id: string) => calls.find(({ document }) => document.id === id);
  const ejected = ejectTemporal(input, { ...options, services }, (id) => {
    const found = documentOf(id);
    return found === undefined ? null : { document: found.json };
  });
  if (!ejected.ok) throw new Error(`It was refused: ${JSON.stringify(ejected)}`);
  const { service: id, plan, workflow, files } = ejected;
  const callees: FindService = (service) => {
    const called = compile({ document: documentOf(service)?.json ?? null }, { ...options, services }).plan;
    return called === undefined ? null : { service, version: 1, hash: planHash(called), plan: called };
  };
  return { id, plan, workflow, files, scenarios, callees };
}

let projects: Awaited<ReturnType<typeof projectsFolder>>;
let stage: Awaited<ReturnType<typeof startStage>>;

beforeAll(async () => {
  projects = await projectsFolder();
  const written: WrittenProject[] = [];
  for (const { id, workflow, files } of all) written.push({ workflow, folder: await projects.write(id, files) });
  stage = await startStage(projects.folder, written);
});
afterAll(async () => {
  await stage?.stop();
  await projects?.remove();
});

it('every exported project passes the type checker, with its tests', async () => {
  const config = {
    extends: `./${all[0]?.id}/tsconfig.json`,
    compilerOptions: { noEmit: true, rewriteRelativeImportExtensions: false, allowImportingTsExtensions: true },
    include: all.flatMap(({ id }) => [`${id}/src`, `${id}/test`]),
  };
  const file = join(projects.folder, 'tsconfig.json');
  await writeFile(file, JSON.stringify(config));
  const compiler = join(dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin/tsc');
  const { stdout } = spawnSync(process.execPath, [compiler, '--project', file], { encoding: 'utf8' });
  expect(stdout).toBe('');
});

it.concurrent.each(cases)('%s, exported, does what the interpreter does: %s', async (_id, _name, project, scenario) => {
  const expected = expectedOf(project.plan, scenario, project);
  const played = await stage.play(project.workflow, expected.scenario, expected.order);
  expect(told(project, played)).toEqual(told(project, expected.played));
});

/** What is compared. Where nothing runs beside anything else the order of attempts is part of it. */
function told({ plan }: Exported, { calls, ...played }: Played) {
  const attempts = calls.map(({ key, attempt }) => `${key} attempt ${attempt}`);
  const isOneByOne = plan.nodes.every((node) => node.fork === null && !(node.op === 'each' && node.concurrency > 1));
  return { ...(timeless(played) as object), calls: isOneByOne ? attempts : attempts.sort() };
}

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/;

/** A value without the moments at which things happened: the two clocks began at different times. */
function timeless(value: unknown): unknown {
  if (typeof value === 'string') return INSTANT.test(value) ? 'a moment' : value;
  if (Array.isArray(value)) return value.map(timeless);
  if (typeof value !== 'object' || value === null) return value ?? null;
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, timeless(part)]));
}
