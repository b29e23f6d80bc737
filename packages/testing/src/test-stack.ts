import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { getTemporal } from '@omniroute/tooling';

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
  const process_: ChildProcess = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', main, '--port', '0'],
    {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, TEMPORAL_CLI: temporal.path, OMNIROUTE_HOME: home, ...env },
    },
  );
  let log = '';
  for (const stream of [process_.stdout, process_.stderr])
    stream?.on('data', (chunk: Buffer) => (log = (log + chunk.toString()).slice(-200_000)));
  const read = () =>
    JSON.parse(readFileSync(join(home, 'stack.json'), 'utf8')) as { url: string; children: Record<string, number> };
  for (const until = Date.now() + READY_MS; !log.includes('OmniRoute is ready'); await sleep(50)) {
    if (process_.exitCode !== null || Date.now() > until) throw new Error(`The stack did not start:\n${log}`);
  }
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
    async stop() {
      if (process_.exitCode === null) {
        const ended = new Promise((resolve) => process_.once('exit', resolve));
        process_.kill('SIGTERM');
        await ended;
      }
      rmSync(home, { recursive: true, force: true });
    },
  };
}
