import { camel } from './names.ts';
import type { Project } from './project.ts';
import { jsonText, quoted } from './text.ts';

/** Versions that were tried together. */
const VERSIONS = {
  temporal: '1.24.0',
  typescript: '7.0.2',
  node: '24.19.2',
  decimals: '10.6.0',
  hashes: '2.4.0',
} as const;

/** `package.json`. */
export function packageFile(project: Project, lib: readonly string[]): string {
  const temporal = (names: readonly string[]) =>
    Object.fromEntries(names.map((name) => [`@temporalio/${name}`, VERSIONS.temporal]));
  const manifest = {
    name: project.id,
    version: '1.0.0',
    private: true,
    type: 'module',
    engines: { node: '>=22.18' },
    scripts: {
      build: 'tsc',
      start: 'node src/worker.ts',
      test: 'node --test test/*.test.ts',
    },
    dependencies: {
      ...temporal(['activity', 'client', 'common', 'worker', 'workflow']),
      ...(lib.includes('decimals.ts') ? { 'decimal.js': VERSIONS.decimals } : {}),
      ...(lib.includes('hash.ts') ? { '@noble/hashes': VERSIONS.hashes } : {}),
    },
    devDependencies: { '@types/node': VERSIONS.node, typescript: VERSIONS.typescript },
  };
  return `${JSON.stringify(manifest, null, 2)}\n`;
}

/** `tsconfig.json`. */
export function tsconfigFile(): string {
  const config = {
    compilerOptions: {
      target: 'es2023',
      lib: ['es2023'],
      types: ['node'],
      module: 'nodenext',
      strict: true,
      noUncheckedIndexedAccess: true,
      verbatimModuleSyntax: true,
      erasableSyntaxOnly: true,
      rewriteRelativeImportExtensions: true,
      skipLibCheck: true,
      outDir: 'dist',
    },
    include: ['src', 'test'],
  };
  return `${JSON.stringify(config, null, 2)}\n`;
}

/** `worker.ts`: a worker for the flow, and one for each queue of activities. */
export function workerFile(project: Project, queues: readonly string[]): string {
  return `import { fileURLToPath } from 'node:url';
import { NativeConnection, Worker } from '@temporalio/worker';
import { createActivities } from './activities.ts';
import { ActivityInterceptor } from './lib/activity-interceptor.ts';
import { policies } from './policies.ts';
import { outputs } from './schemas.ts';

/** Queues of the activities; each may have workers of its own. */
const ACTIVITY_QUEUES: readonly string[] = ${jsonText(queues)};

const connection = await NativeConnection.connect({ address: process.env.TEMPORAL_ADDRESS ?? '127.0.0.1:7233' });
const namespace = process.env.TEMPORAL_NAMESPACE ?? 'default';
const flow = await Worker.create({
  connection,
  namespace,
  taskQueue: ${quoted(project.id)},
  workflowsPath: fileURLToPath(new URL('./workflow.ts', import.meta.url)),
});
const effects = await Promise.all(
  ACTIVITY_QUEUES.map((taskQueue) =>
    Worker.create({
      connection,
      namespace,
      taskQueue,
      activities: { ...createActivities() },
      interceptors: { activity: [() => ({ inbound: new ActivityInterceptor(outputs, policies) })] },
    }),
  ),
);
try {
  await Promise.all([flow, ...effects].map((worker) => worker.run()));
} finally {
  await connection.close();
}
`;
}

/** \`client.ts\`: how a run is started, and reached while it is open. */
export function clientFile(project: Project): string {
  const name = camel(project.id);
  return `import { randomUUID } from 'node:crypto';
import { Client, Connection } from '@temporalio/client';
import type { Start } from './lib/run-state.ts';
import { misfitOf } from './lib/schema.ts';
import * as schemas from './schemas.ts';
import type { Input } from './types.ts';
import { ${name} } from './workflow.ts';

/** Starts a run. An input that does not fit makes none. */
export async function startRun(client: Client, input: Input, start: Start, workflowId = \`${project.id}/\${randomUUID()}\`) {
  const misfit = misfitOf(schemas.input, input);
  if (misfit !== null) throw new Error(\`validation.input: \${misfit}\`);
  return client.workflow.start(${name}, { args: [input, start], taskQueue: ${quoted(project.id)}, workflowId });
}

/** \`node src/client.ts '{ … }'\` starts a run and prints what it gives. */
if (process.argv[1] === import.meta.filename) {
  const connection = await Connection.connect({ address: process.env.TEMPORAL_ADDRESS ?? '127.0.0.1:7233' });
  const client = new Client({ connection, namespace: process.env.TEMPORAL_NAMESPACE ?? 'default' });
  const run = await startRun(client, JSON.parse(process.argv[2] ?? '{}'), { trigger: ${quoted(project.plan.triggers[0]?.id ?? 'manual')} });
  console.log(JSON.stringify(await run.result()));
  await connection.close();
}
`;
}

/** \`test/scenarios.test.ts\`. */
export function testFile(project: Project): string {
  const name = camel(project.id);
  return `import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import { differences } from './differences.ts';
import { type Harness, startHarness } from './harness.ts';
import type { Scenario } from './scenario.ts';

/** Needs a Temporal server: \`temporal server start-dev\`, or TEMPORAL_ADDRESS. */
const address = process.env.TEMPORAL_ADDRESS ?? '127.0.0.1:7233';
const folder = new URL('scenarios/', import.meta.url);
let harness: Harness;

before(async () => {
  harness = await startHarness({ address, workflow: ${quoted(name)} });
});
after(() => harness.stop());

// They wait far more than they work.
describe('scenarios', { concurrency: 8 }, () => {
  for (const file of readdirSync(folder).filter((each) => each.endsWith('.json'))) {
    const scenario = JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as Scenario;
    test(scenario.name, async () => {
      assert.deepEqual(differences(scenario, await harness.play(scenario)), []);
    });
  }
});
`;
}

/** \`README.md\`. */
export function readmeFile(project: Project, queues: readonly string[], called: readonly Project[]): string {
  const { service } = project.resolved;
  const named = [project.id, ...queues].map((queue) => `\`${queue}\``).join(', ');
  const services = called.map(
    ({ part, resolved }) => `| \`src/${part.folder}\` | ${resolved.service.name}, which is called |\n`,
  );
  return `# ${service.name}

${service.description ?? ''}

A Temporal workflow, written from the service \`${project.id}\`. It needs nothing of the tool that wrote it.

| file | holds |
|---|---|
| \`src/workflow.ts\` | the flow |
| \`src/steps.ts\` | how each activity is carried out: queue, timeouts, retries |
| \`src/policies.ts\` | retries by the code of the error, which the worker decides |
| \`src/activities.ts\` | what is to be filled in: an interface, and stubs that say what is missing |
| \`src/types.ts\`, \`src/schemas.ts\` | types of values; schemas that judge what comes from outside |
| \`src/worker.ts\`, \`src/client.ts\` | workers for the queues ${named}; how a run is started |
${services.join('')}| \`src/lib\` | what the flow is made with: effects and their undo, branches, loops, waits, tasks |
| \`test\` | the scenarios of the service, played on a server with scripted activities |

## Run

    npm install
    npm test          # needs a server: temporal server start-dev, or TEMPORAL_ADDRESS
    npm start         # the workers
    node src/client.ts '{ … }'

## What to know

* The activity id is the key of a step's visit: \`charge#1.2.1\` is the first visit of \`charge\` in the second item of a loop's first visit. \`idempotencyKey()\` in an activity gives workflow id and key: the same for all attempts.
* An activity fails with a code: \`throw coded('http.404', 'no such order')\`. Codes that match a retry policy's \`nonRetryable\` patterns are not tried again. The workflow fails with the code as the type of its failure; \`undone\` in its details says that something was undone.
* Messages arrive by the signal \`message\` (\`{ id, name, correlation, payload }\`), answers to callbacks by the signal \`callback\` (\`{ id, key, payload }\`; the key is the last part of the address, which begins with \`callbacks\` of the start). The query \`tasks\` lists tasks for people; the update \`answer\` (\`{ key, outcome, data, by }\`) answers one.
* An undo that fails for good waits for a person: the query \`incident\` shows it, the update \`decide\` (\`{ key, decision: 'again' | 'done' }\`) ends it.
* Services that are called are functions of the same project and parts of the run: as they were when the project was written.
* A run does not continue as new: a service that loops for years needs that by hand. A lost attempt is charged like any other.
* Who may answer a task, and the routing of messages to runs, is the caller's to check: the workflow takes what reaches it.
`;
}
