import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isFault } from '@omniroute/errors';
import {
  freePort,
  getTemporal,
  isFree,
  onParentGone,
  type PostgresServer,
  startPostgres,
  startTemporal,
} from '@omniroute/tooling';
import { stackErrors } from './errors.ts';
import { takeHome } from './lock.ts';
import { portHolder } from './port-holder.ts';
import { readSettings } from './read-settings.ts';
import type { StackSettings } from './settings.ts';
import { type Keeper, keepRunning, startMain } from './supervise.ts';

const DATABASE = 'omniroute';
const script = (specifier: string) => fileURLToPath(import.meta.resolve(specifier));

/** Runs the whole product until it is told to stop. Answers the exit code. */
export async function runStack(argv: readonly string[]): Promise<number> {
  const say = (text: string) => process.stdout.write(`${text}\n`);
  try {
    const settings = readSettings(argv, process.env);
    const stack = new Stack(settings, say);
    const stopped = new Promise<void>((resolve) => {
      for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => resolve());
      onParentGone(() => resolve());
    });
    try {
      await Promise.race([stack.start(), stopped]);
      await stopped;
    } finally {
      await stack.stop();
    }
    return 0;
  } catch (error) {
    if (!isFault(error)) throw error;
    process.stderr.write(`${error.message}\n`);
    return 1;
  }
}

class Stack {
  private readonly keepers: Keeper[] = [];
  private readonly began = Date.now();
  private home: ReturnType<typeof takeHome> | null = null;
  private url = '';
  private readonly settings: StackSettings;
  private readonly say: (text: string) => void;

  constructor(settings: StackSettings, say: (text: string) => void) {
    this.settings = settings;
    this.say = say;
  }

  async start(): Promise<void> {
    const { settings } = this;
    this.home = takeHome(settings.home);
    if (settings.port !== 0 && !(await isFree(settings.port))) {
      throw stackErrors.fault('stack.port_taken', {
        port: settings.port,
        by: portHolder(settings.port),
        other: await freePort(),
      });
    }
    const [database, temporalAddress, sandboxUrl, assets] = await Promise.all([
      this.database(),
      this.temporal(),
      this.sandbox(),
      this.designer(),
    ]);
    const port = settings.port === 0 ? await freePort() : settings.port;
    this.url = `http://127.0.0.1:${port}`;
    const env: NodeJS.ProcessEnv = {
      ...settings.env,
      ...database,
      PORT: String(port),
      OMNIROUTE_HOME: settings.home,
      OMNIROUTE_URL: this.url,
      TEMPORAL_ADDRESS: temporalAddress,
      TEMPORAL_NAMESPACE: settings.temporalNamespace,
      OMNIROUTE_DESIGNER: assets,
      ...(sandboxUrl === null ? {} : { OMNIROUTE_SANDBOX_URL: sandboxUrl }),
    };
    await this.own('server', '@omniroute/runtime/server', env);
    await this.own('worker', '@omniroute/runtime/worker', env);
    this.remember();
    this.say(
      `\nOmniRoute is ready: ${this.url}  (${sandboxUrl === null ? 'no' : 'sample'} providers; data in ${settings.home}; ${this.seconds()} s)\nCtrl-C stops it.`,
    );
  }

  /** Stops in the order of dependence: who uses something goes before it. */
  async stop(): Promise<void> {
    const order = ['server', 'worker', 'sandbox', 'temporal', 'postgres'];
    for (const name of order) await this.keepers.find((keeper) => keeper.name === name)?.stop();
    this.home?.release();
  }

  private async database(): Promise<NodeJS.ProcessEnv> {
    const { databaseUrl, migrateUrl, home } = this.settings;
    if (databaseUrl !== undefined)
      return { DATABASE_URL: databaseUrl, ...(migrateUrl === undefined ? {} : { OMNIROUTE_MIGRATE_URL: migrateUrl }) };
    let server: PostgresServer | null = null;
    const port = await freePort();
    await this.keep('postgres', async () => {
      server = await startPostgres({ home, port, tell: this.say, onLine: this.line('postgres') });
      return server;
    });
    const started = server as PostgresServer | null;
    if (started === null) throw stackErrors.fault('stack.child', { name: 'postgres', problem: 'it did not start' });
    await started.createDatabase(DATABASE);
    return { DATABASE_URL: started.url(DATABASE, 'app'), OMNIROUTE_MIGRATE_URL: started.url(DATABASE, 'owner') };
  }

  private async temporal(): Promise<string> {
    const { temporalAddress, home, env, temporalNamespace } = this.settings;
    if (temporalAddress !== undefined) return temporalAddress;
    const binary = await getTemporal({ home, env, tell: this.say });
    const port = await freePort();
    await this.keep('temporal', async () => {
      const file = join(home, 'temporal', 'temporal.db');
      const server = await startTemporal({
        binary: binary.path,
        file,
        port,
        synchronous: 'FULL',
        namespace: temporalNamespace,
        onLine: this.line('temporal'),
      });
      return server;
    });
    return `127.0.0.1:${port}`;
  }

  private async sandbox(): Promise<string | null> {
    if (!this.settings.sandbox) return null;
    const port = await freePort();
    const env = { ...this.settings.env, OMNIROUTE_HOME: this.settings.home, OMNIROUTE_SANDBOX_PORT: String(port) };
    await this.own('sandbox', '@omniroute/commerce-sandbox/main', env);
    return `http://127.0.0.1:${port}`;
  }

  /** The page is built once per state of its sources. */
  private async designer(): Promise<string> {
    const { buildDesigner } = await import('@omniroute/designer/build');
    const folder = await buildDesigner(this.settings.home);
    this.step('page');
    return folder;
  }

  private own(name: string, specifier: string, env: NodeJS.ProcessEnv): Promise<void> {
    return this.keep(name, () => startMain({ name, script: script(specifier), env, onLine: this.line(name) }));
  }

  private async keep(name: string, start: Parameters<typeof keepRunning>[0]['start']): Promise<void> {
    const keeper = await keepRunning({ name, start }, this.say, () => this.remember());
    this.keepers.push(keeper);
    this.step(name);
    this.remember();
  }

  private step(name: string): void {
    this.say(`  ${name.padEnd(9)} ready after ${this.seconds()} s`);
  }

  private line(name: string): (line: string) => void {
    return (line) => this.say(`[${name}] ${line}`);
  }

  private remember(): void {
    const children = Object.fromEntries(
      this.keepers.flatMap((keeper) => (keeper.pid() === null ? [] : [[keeper.name, keeper.pid() as number]])),
    );
    this.home?.write({ url: this.url || 'starting', children });
  }

  private seconds(): string {
    return ((Date.now() - this.began) / 1000).toFixed(1);
  }
}
