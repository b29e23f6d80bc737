import { randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { getTemporal, startTemporal } from '@omniroute/tooling';
import { activityInfo } from '@temporalio/activity';
import { Client, Connection } from '@temporalio/client';
import {
  type ActivityInboundCallsInterceptor,
  bundleWorkflowCode,
  DefaultLogger,
  NativeConnection,
  Runtime,
  Worker,
} from '@temporalio/worker';

const root = fileURLToPath(new URL('../../../../', import.meta.url));

/** What the harness of an exported project gives, as far as it is used here. */
interface ProjectModules {
  readonly activities: { createActivities(): Record<string, unknown> };
  readonly harness: { play(stage: object, scenario: object, order?: object): Promise<Played> };
  readonly scripted: {
    scriptedActivities(
      names: readonly string[],
      scripts: ReadonlyMap<string, unknown>,
    ): Record<string, (input: unknown) => Promise<unknown>>;
  };
  readonly interceptor: {
    ActivityInterceptor: new (outputs: object, policies: object) => ActivityInboundCallsInterceptor;
  };
  readonly schemas: { readonly outputs: object };
  readonly policies: { readonly policies: object };
}

/** What became of a scenario in an exported project. */
export interface Played {
  readonly status: string;
  readonly end_status: string | null;
  readonly output: unknown;
  readonly error: string | null;
  readonly calls: readonly { readonly key: string; readonly attempt: number }[];
}

/** An exported project on disk. */
export interface WrittenProject {
  /** The name of its workflow. */
  readonly workflow: string;
  readonly folder: string;
}

/** A folder for exported projects, with the libraries of this repository. */
export async function projectsFolder() {
  const folder = await mkdtemp(join(tmpdir(), 'omniroute-eject-'));
  await symlink(join(root, 'node_modules'), join(folder, 'node_modules'));
  return {
    folder,
    async write(name: string, files: Readonly<Record<string, string>>): Promise<string> {
      for (const [path, text] of Object.entries(files)) {
        const target = join(folder, name, path);
        await mkdir(dirname(target), { recursive: true });
        await writeFile(target, text);
      }
      return join(folder, name);
    },
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

/**
 * A Temporal server with one worker for the workflows of several exported projects. Their activities answer by each
 * project's own script, behind its own interceptor, as its own harness would set it up.
 */
export async function startStage(folder: string, projects: readonly WrittenProject[]) {
  Runtime.install({ logger: new DefaultLogger('ERROR') });
  const { path } = await getTemporal({ home: join(root, '.omniroute') });
  const server = await startTemporal({ binary: path, file: join(folder, 'temporal.db'), synchronous: 'NORMAL' });
  const all = join(folder, 'all-workflows.ts');
  const exports = projects.map(({ workflow, folder: at }) => `export { ${workflow} } from '${at}/src/workflow.ts';\n`);
  await writeFile(all, exports.join(''));
  const modules = new Map<string, ProjectModules>();
  for (const { workflow, folder: at } of projects) modules.set(workflow, await load(at));
  const scripts = new Map<string, unknown>();
  const taskQueue = `test-${randomUUID()}`;
  const native = await NativeConnection.connect({ address: server.address });
  const worker = await Worker.create({
    connection: native,
    taskQueue,
    workflowBundle: await bundleWorkflowCode({
      workflowsPath: all,
      workflowInterceptorModules: [`${projects[0]?.folder}/test/time-scale.ts`],
      logger: {
        log() {},
        trace() {},
        debug() {},
        info() {},
        warn() {},
        error: (message: string) => console.error(message),
      },
    }),
    activities: activitiesOf(modules, scripts),
    interceptors: { activity: [() => ({ inbound: interceptorOf(modules) })] },
    maxCachedWorkflows: 100,
  });
  const running = worker.run();
  const connection = await Connection.connect({ address: server.address });
  const client = new Client({ connection });
  return {
    address: server.address,
    async play(workflow: string, scenario: object, order?: object): Promise<Played> {
      const { harness } = modules.get(workflow) as ProjectModules;
      return harness.play({ client, taskQueue, workflow, scripts }, scenario, order);
    },
    async stop() {
      worker.shutdown();
      await running;
      await Promise.all([connection.close(), native.close()]);
      await server.stop();
    },
  };
}

async function load(folder: string): Promise<ProjectModules> {
  const module = (path: string) => import(/* @vite-ignore */ pathToFileURL(join(folder, path)).href);
  return {
    activities: await module('src/activities.ts'),
    harness: await module('test/harness.ts'),
    scripted: await module('test/scripted-activities.ts'),
    interceptor: await module('src/lib/activity-interceptor.ts'),
    schemas: await module('src/schemas.ts'),
    policies: await module('src/policies.ts'),
  };
}

/** Every name that a project has, answered by the project whose workflow asks. */
function activitiesOf(modules: ReadonlyMap<string, ProjectModules>, scripts: ReadonlyMap<string, unknown>) {
  const by = new Map(
    [...modules].map(([workflow, { activities, scripted }]) => {
      const names = Object.keys(activities.createActivities());
      return [workflow, scripted.scriptedActivities(names, scripts)] as const;
    }),
  );
  const names = new Set([...by.values()].flatMap((each) => Object.keys(each)));
  return Object.fromEntries(
    [...names].map((name) => [
      name,
      (input: unknown) => {
        const { workflowType = '', activityType } = activityInfo();
        const run = by.get(workflowType)?.[activityType];
        if (run === undefined) throw new Error(`${workflowType} has no activity ${activityType}`);
        return run(input);
      },
    ]),
  );
}

function interceptorOf(modules: ReadonlyMap<string, ProjectModules>): ActivityInboundCallsInterceptor {
  const by = new Map(
    [...modules].map(
      ([
        workflow,
        {
          interceptor,
          schemas,
          policies: { policies },
        },
      ]) => [workflow, new interceptor.ActivityInterceptor(schemas.outputs, policies)] as const,
    ),
  );
  return {
    execute(input, next) {
      const own = by.get(activityInfo().workflowType ?? '');
      if (own?.execute === undefined) throw new Error(`${activityInfo().workflowType} is of no project`);
      return own.execute(input, next);
    },
  };
}
