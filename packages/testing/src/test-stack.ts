import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { freePort, getTemporal, isAlive } from '@omniroute/tooling';

/** The whole product as its own processes, started and driven as a person would. */
export interface TestStack {
  readonly url: string;
  readonly home: string;
  /** Process ids of the children by name. */
  children(): Readonly<Record<string, number>>;
  /** Calls the API; the answer's JSON. Throws with the problem for statuses of 400 and above. */
  api<Answer>(method: string, path: string, body?: unknown): Promise<Answer>;
  /** Kills a child and waits until another one has taken its place. */
  kill(name: string): Promise<void>;
  /** Kills every process at once, as a power cut does, and starts again on the same data and address. */
  killAll(): Promise<void>;
  stop(): Promise<void>;
  log(): string;
}

const main = fileURLToPath(new URL('../../cli/src/stack/main.ts', import.meta.url));
const root = fileURLToPath(new URL('../../../', import.meta.url));
const READY_MS = 120_000;

/** Starts the stack in a home of its own on a free port; the Temporal binary is taken from the project's cache. */
export async function startTestStack(env: NodeJS.ProcessEnv = {}): Promise<TestStack> {
  const temporal = await getTemporal({ home: join(root, '.omniroute') });
  const home = mkdtempSync(join(tmpdir(), 'omniroute-stack-'));
  // PostgreSQL runs as another user where we are root.
  chmodSync(home, 0o755);
  const port = await freePort();
  const settings = { ...process.env, TEMPORAL_CLI: temporal.path, OMNIROUTE_HOME: home, ...env };
  const read = () =>
    JSON.parse(readFileSync(join(home, 'stack.json'), 'utf8')) as { url: string; children: Record<string, number> };
  let log = '';
  let supervisor: ChildProcess;

  async function start(): Promise<void> {
    supervisor = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', main, '--port', `${port}`], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: settings,
    });
    let told = '';
    for (const stream of [supervisor.stdout, supervisor.stderr])
      stream?.on('data', (chunk: Buffer) => {
        told += chunk.toString();
        log = (log + chunk.toString()).slice(-200_000);
      });
    for (const until = Date.now() + READY_MS; !told.includes('OmniRoute is ready'); await sleep(50)) {
      if (supervisor.exitCode !== null || Date.now() > until) throw new Error(`The stack did not start:\n${told}`);
    }
  }

  await start();
  const { url } = read();
  return {
    url,
    home,
    children: () => read().children,
    log: () => log,
    async api(method, path, body) {
      const response = await fetch(`${url}/api/v1${path}`, {
        method,
        headers: body === undefined ? {} : { 'content-type': 'application/json' },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const text = await response.text();
      if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
      return text === '' ? null : JSON.parse(text);
    },
    async kill(name) {
      const before = read().children[name];
      if (before === undefined) throw new Error(`There is no child "${name}".`);
      process.kill(before, 'SIGKILL');
      for (const until = Date.now() + READY_MS; ; await sleep(50)) {
        const now = read().children[name];
        if (now !== undefined && now !== before) return;
        if (Date.now() > until) throw new Error(`"${name}" did not come back:\n${log.slice(-3000)}`);
      }
    },
    async killAll() {
      const pids = Object.values(read().children);
      // The supervisor first: it would start the others again.
      supervisor.kill('SIGKILL');
      for (const pid of pids) if (isAlive(pid)) process.kill(pid, 'SIGKILL');
      for (const until = Date.now() + READY_MS; pids.some(isAlive); await sleep(20)) {
        if (Date.now() > until) throw new Error('Processes survive their kill.');
      }
      await start();
    },
    async stop() {
      if (supervisor.exitCode === null && supervisor.signalCode === null) {
        const ended = new Promise((resolve) => supervisor.once('exit', resolve));
        supervisor.kill('SIGTERM');
        await ended;
      }
      rmSync(home, { recursive: true, force: true });
    },
  };
}
