import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort, getTemporal, isFree, type PostgresServer, startPostgres, startTemporal } from '@omniroute/tooling';
import { stackErrors } from './errors.ts';
import { type Keeper, keepRunning, type Supervised } from './keep-running.ts';
import { isNewsOfPostgres, isNewsOfTemporal } from './log-lines.ts';
import type { StackParts } from './parts.ts';
import { portHolder } from './port-holder.ts';
import type { StackSettings } from './settings.ts';
import { type MainSpec, startMain } from './start-main.ts';
import { type Home, takeHome } from './take-home.ts';
import { watchPage } from './watch-page.ts';

const DATABASE = 'omniroute';
/** Who uses something stops before it. */
const STOP_ORDER = ['server', 'worker', 'sandbox', 'temporal', 'postgres'] as const;
type Name = (typeof STOP_ORDER)[number];
/** How long each may take to stop, in milliseconds. */
const GRACE_MS: Readonly<Record<Name, number>> = {
  server: 5_000,
  worker: 10_000,
  sandbox: 5_000,
  temporal: 10_000,
  postgres: 20_000,
};

/** Every process of the product, as children of this one. */
export interface Stack {
  /** Starts all of it; resolves when it can be used. */
  start(): Promise<void>;
  /** Stops all in order, also what is being started. */
  stop(): Promise<void>;
  /** Kills all at once. */
  kill(): Promise<void>;
}

/** Makes the stack; nothing happens before it is started. `say` gets each line for the person who started it. */
export function createStack(settings: StackSettings, parts: StackParts, say: (text: string) => void): Stack {
  const began = performance.now();
  const stopping = new AbortController();
  const keepers = new Map<Name, Keeper>();
  const ports: Record<string, number> = {};
  let home: Home | null = null;
  let url = '';
  let watcher: { close(): void } | null = null;

  const seconds = () => ((performance.now() - began) / 1000).toFixed(1);
  const step = (name: string, words: string) => say(`  ${name.padEnd(9)} ${words} (${seconds()} s)`);
  const prefixed = (name: string) => (line: string) => say(`[${name}] ${line}`);
  const news = (name: string, isNews: (line: string) => boolean) => (line: string) => {
    if (isNews(line)) prefixed(name)(line);
  };
  const remember = () => {
    const running = [...keepers.values()].flatMap((keeper) => {
      const pid = keeper.pid();
      return pid === null ? [] : [[keeper.name, pid] as const];
    });
    home?.write({ url, ports, children: Object.fromEntries(running) });
  };

  async function keep(name: Name, words: string, start: Supervised['start']): Promise<void> {
    stopping.signal.throwIfAborted();
    const events = { tell: (text: string) => say(`  ${text}`), changed: remember };
    const keeper = keepRunning({ name, graceMs: GRACE_MS[name], start }, events);
    keepers.set(name, keeper);
    await keeper.ready;
    stopping.signal.throwIfAborted();
    step(name, words);
  }

  const own = (name: Name, words: string, spec: () => Omit<MainSpec, 'name' | 'onLine'>) =>
    keep(name, words, (signal) => startMain({ name, onLine: prefixed(name), ...spec() }, signal));

  async function database(): Promise<NodeJS.ProcessEnv> {
    const { databaseUrl, migrateUrl } = settings;
    if (databaseUrl !== undefined) {
      step('postgres', 'is yours, from DATABASE_URL');
      return { DATABASE_URL: databaseUrl, ...(migrateUrl === undefined ? {} : { OMNIROUTE_MIGRATE_URL: migrateUrl }) };
    }
    let server: PostgresServer | undefined;
    await keep('postgres', 'ready', async () => {
      // The others know its address: it comes back on the port it had.
      const port = ports.postgres;
      server = await startPostgres({
        home: settings.home,
        port,
        tell: prefixed('postgres'),
        onLine: news('postgres', isNewsOfPostgres),
      });
      ports.postgres = server.port;
      await server.createDatabase(DATABASE);
      return server;
    });
    return { DATABASE_URL: server!.url(DATABASE, 'app'), OMNIROUTE_MIGRATE_URL: server!.url(DATABASE, 'owner') };
  }

  async function temporal(): Promise<string> {
    const { temporalAddress, temporalNamespace, env } = settings;
    if (temporalAddress !== undefined) {
      step('temporal', 'is yours, from TEMPORAL_ADDRESS');
      return temporalAddress;
    }
    const binary = await getTemporal({ home: settings.home, env, tell: prefixed('temporal') });
    ports.temporal = await freePort();
    await keep('temporal', 'ready', () =>
      startTemporal({
        binary: binary.path,
        file: join(settings.home, 'temporal', 'temporal.db'),
        port: ports.temporal,
        synchronous: 'FULL',
        namespace: temporalNamespace,
        onLine: news('temporal', isNewsOfTemporal),
      }),
    );
    return `127.0.0.1:${ports.temporal}`;
  }

  async function sandbox(): Promise<string | null> {
    if (!settings.sandbox) return null;
    const port = await freePort();
    ports.sandbox = port;
    const address = `http://127.0.0.1:${port}`;
    const env = { ...settings.env, OMNIROUTE_HOME: settings.home, OMNIROUTE_SANDBOX_PORT: `${port}` };
    await own('sandbox', 'ready, the sample providers', () => ({
      script: parts.sandbox,
      env,
      readyUrl: `${address}/readyz`,
    }));
    return address;
  }

  /** The folder of the page, built once per state of its sources. */
  async function page(): Promise<string> {
    const env = { ...settings.env, OMNIROUTE_HOME: settings.home };
    const spec = { name: 'page', script: parts.page, env, onLine: prefixed('page') };
    const built = await startMain(spec, stopping.signal);
    if (built.url === undefined)
      throw stackErrors.fault('stack.child', { name: 'page', problem: 'it names no folder' });
    return fileURLToPath(built.url);
  }

  return {
    async start() {
      home = takeHome(settings.home);
      remember();
      if (settings.port !== 0 && !(await isFree(settings.port)))
        throw stackErrors.fault('stack.port_taken', {
          port: settings.port,
          by: portHolder(settings.port),
          other: await freePort(),
        });
      say(`Starting OmniRoute in ${settings.home}`);
      let folder = '';
      const building = page().then((built) => {
        folder = built;
        step('page', 'built');
      });
      const [databaseEnv, temporalAddress, sandboxUrl] = await Promise.all([
        database(),
        temporal(),
        sandbox(),
        building,
      ]);
      const port = settings.port === 0 ? await freePort() : settings.port;
      ports.server = port;
      const address = `http://127.0.0.1:${port}`;
      const env: NodeJS.ProcessEnv = {
        ...settings.env,
        ...databaseEnv,
        PORT: `${port}`,
        OMNIROUTE_HOME: settings.home,
        OMNIROUTE_URL: address,
        OMNIROUTE_CALLBACK_URL: settings.env.OMNIROUTE_CALLBACK_URL ?? address,
        TEMPORAL_ADDRESS: temporalAddress,
        TEMPORAL_NAMESPACE: settings.temporalNamespace,
        ...(sandboxUrl === null ? {} : { OMNIROUTE_SANDBOX_URL: sandboxUrl }),
      };
      await own('server', 'ready', () => ({
        script: parts.server,
        env: { ...env, OMNIROUTE_DESIGNER: folder },
        readyUrl: `${address}/readyz`,
      }));
      await own('worker', 'ready', () => ({ script: parts.worker, env }));
      url = address;
      remember();
      if (settings.watch)
        watcher = watchPage(async () => {
          try {
            const fresh = await page();
            if (fresh === folder) return;
            folder = fresh;
            await keepers.get('server')?.restart();
            say('  page      built again; reload it');
          } catch (error) {
            say(`  page      not built: ${(error as Error).message}`);
          }
        });
      const providers = sandboxUrl === null ? 'no sample providers' : 'sample providers';
      say(`\nOmniRoute is ready: ${url}  (${providers}; data in ${settings.home}; ${seconds()} s)\nCtrl-C stops it.`);
    },
    async stop() {
      stopping.abort();
      watcher?.close();
      for (const name of STOP_ORDER) await keepers.get(name)?.stop();
      home?.release();
    },
    async kill() {
      stopping.abort();
      await Promise.all([...keepers.values()].map((keeper) => keeper.kill()));
    },
  };
}
