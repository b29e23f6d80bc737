import { spawn } from 'node:child_process';
import type { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Child, childEnvironment, endingInWords, watchChild } from '@omniroute/tooling';
import { stackErrors } from './errors.ts';

/** A process that is kept running: how one is started, and how it says that it is ready. */
export interface Supervised {
  readonly name: string;
  /** Starts one; resolves when it can be used. */
  start(): Promise<Child>;
}

const READY_SECONDS = 120;
const FIRST_PAUSE_MS = 200;
const LONGEST_PAUSE_MS = 10_000;
/** A process that lived this long is healthy again. */
const HEALTHY_MS = 10_000;

/** Keeps one process running until it is told to stop. */
export interface Keeper {
  readonly name: string;
  pid(): number | null;
  stop(): Promise<void>;
}

/** Starts a process and brings it back whenever it ends, with growing pauses; `tell` hears about it. */
export async function keepRunning(
  supervised: Supervised,
  tell: (text: string) => void,
  changed: () => void,
): Promise<Keeper> {
  let child: Child | null = await supervised.start();
  let stopping = false;
  let pause = FIRST_PAUSE_MS;
  const watch = async () => {
    while (!stopping) {
      const current: Child | null = child;
      if (current === null) return;
      const began = Date.now();
      const ending = await current.ended;
      if (stopping) return;
      child = null;
      changed();
      if (Date.now() - began > HEALTHY_MS) pause = FIRST_PAUSE_MS;
      tell(`${supervised.name} ended ${endingInWords(ending)}, starting it again`);
      await sleep(pause);
      pause = Math.min(pause * 2, LONGEST_PAUSE_MS);
      while (!stopping && child === null) {
        try {
          child = await supervised.start();
        } catch (error) {
          tell(`${supervised.name}: ${(error as Error).message}`);
          await sleep(pause);
          pause = Math.min(pause * 2, LONGEST_PAUSE_MS);
        }
      }
      if (stopping && child !== null) await (child as Child).stop();
      changed();
    }
  };
  const watching = watch();
  return {
    name: supervised.name,
    pid: () => child?.pid ?? null,
    async stop() {
      stopping = true;
      await child?.stop();
      await Promise.race([watching, sleep(1000)]);
    },
  };
}

/** Starts one of our own mains: it gets a lifeline on descriptor 3 and says on descriptor 4 that it is ready. */
export async function startMain(spec: {
  name: string;
  script: string;
  env: NodeJS.ProcessEnv;
  onLine(line: string): void;
}): Promise<Child & { readonly url: string | undefined }> {
  const process_ = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', spec.script], {
    stdio: ['ignore', 'pipe', 'pipe', 'pipe', 'pipe'],
    env: childEnvironment(spec.env),
    detached: true,
  });
  const child = watchChild(process_, { onLine: spec.onLine }, () => process_.kill('SIGTERM'));
  const [, , , lifeline, ready] = process_.stdio;
  lifeline?.on('error', () => undefined);
  try {
    const said = await Promise.race([
      firstLine(ready as Readable),
      new Promise<never>((_, reject) =>
        process_.once('exit', (code, signal) =>
          reject(
            stackErrors.fault('stack.child', {
              name: spec.name,
              problem: `it ended (${signal ?? `code ${code}`}).\n${child.log()}`,
            }),
          ),
        ),
      ),
      sleep(READY_SECONDS * 1000, undefined, { ref: false }).then(() =>
        Promise.reject(
          stackErrors.fault('stack.child', {
            name: spec.name,
            problem: `nothing for ${READY_SECONDS} s.\n${child.log()}`,
          }),
        ),
      ),
    ]);
    return { ...child, url: (JSON.parse(said) as { url?: string }).url };
  } catch (error) {
    await child.kill();
    throw error;
  }
}

function firstLine(stream: Readable): Promise<string> {
  return new Promise((resolve) => {
    let text = '';
    stream.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk;
      const end = text.indexOf('\n');
      if (end >= 0) resolve(text.slice(0, end));
    });
  });
}
