import { spawn } from 'node:child_process';
import type { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Child, childEnvironment, endingInWords, watchChild } from '@omniroute/tooling';
import { stackErrors } from './errors.ts';

const READY_SECONDS = 120;
const POLL_MS = 200;
/** How long a report may take to be read once its process is gone; a grandchild may hold the pipe open. */
const LAST_WORD_MS = 1_000;

/** One of our own programs to start. */
export interface MainSpec {
  readonly name: string;
  /** Path of its main module. */
  readonly script: string;
  readonly env: NodeJS.ProcessEnv;
  /** Asked until it answers 200, for a main that does not report by itself. */
  readonly readyUrl?: string;
  onLine(line: string): void;
}

/**
 * Starts one of our own mains. It gets a lifeline on descriptor 3, whose end is our end, and says with one line of JSON on
 * descriptor 4 that it can be used, `{ "ready": true, "url": … }`; or its `readyUrl` answers. Resolves then, with the address.
 */
export async function startMain(
  spec: MainSpec,
  signal: AbortSignal,
): Promise<Child & { readonly url: string | undefined }> {
  const started = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', spec.script], {
    stdio: ['ignore', 'pipe', 'pipe', 'pipe', 'pipe'],
    env: childEnvironment(spec.env),
    detached: true,
  });
  const child = watchChild(started, { onLine: spec.onLine }, () => started.kill('SIGTERM'));
  // The child may be gone before its lifeline is closed.
  started.stdio[3]?.on('error', () => undefined);
  const settled = new AbortController();
  const giveUp = (problem: string) =>
    stackErrors.fault('stack.child', { name: spec.name, problem: `${problem}.\n${child.log()}`.trimEnd() });
  try {
    const url = await Promise.race([
      reported(started.stdio[4] as Readable),
      answering(spec.readyUrl, settled.signal),
      child.ended.then(async (ending) => {
        // One that ends as soon as it has reported may be gone before its report is read.
        await Promise.race([read(started.stdio[4] as Readable), elapsed(LAST_WORD_MS, settled.signal)]);
        throw giveUp(`it ended ${endingInWords(ending)}`);
      }),
      elapsed(READY_SECONDS * 1000, settled.signal).then(() =>
        Promise.reject(giveUp(`nothing for ${READY_SECONDS} s`)),
      ),
      aborted(signal, settled.signal).then(() => Promise.reject(giveUp('it was told to stop'))),
    ]);
    return { ...child, url };
  } catch (error) {
    await child.kill();
    throw error;
  } finally {
    settled.abort();
  }
}

/** The address in the line with which a child says that it is ready. */
function reported(stream: Readable): Promise<string | undefined> {
  return new Promise((resolve, reject) => {
    let text = '';
    stream.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk;
      const end = text.indexOf('\n');
      if (end < 0) return;
      try {
        resolve((JSON.parse(text.slice(0, end)) as { readonly url?: string }).url);
      } catch (error) {
        reject(error);
      }
    });
  });
}

/** Resolves once all that was written to a stream is read. */
async function read(stream: Readable): Promise<void> {
  if (!stream.readableEnded && !stream.destroyed) await new Promise((resolve) => stream.once('close', resolve));
}

async function answering(url: string | undefined, settled: AbortSignal): Promise<string | undefined> {
  if (url === undefined) return never();
  while (!settled.aborted) {
    const answer = await fetch(url, { signal: settled }).catch(() => null);
    if (answer?.ok === true) return new URL(url).origin;
    await elapsed(POLL_MS, settled);
  }
  return never();
}

/** Resolves after a time; never, once the start is settled. */
async function elapsed(milliseconds: number, settled: AbortSignal): Promise<void> {
  const over = await sleep(milliseconds, true, { signal: settled, ref: false }).catch(() => false);
  return over ? undefined : never();
}

async function aborted(signal: AbortSignal, settled: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true, signal: settled }));
}

function never(): Promise<never> {
  return new Promise(() => undefined);
}
