import { setTimeout as sleep } from 'node:timers/promises';
import { type Child, endingInWords } from '@omniroute/tooling';

const FIRST_PAUSE_MS = 200;
const LONGEST_PAUSE_MS = 10_000;
/** A process that lived this long is healthy: its next end begins with the first pause again. */
const HEALTHY_MS = 10_000;

/** A process to keep running: how one is started. */
export interface Supervised {
  readonly name: string;
  /** How long it may take to stop before it is killed, in milliseconds. */
  readonly graceMs: number;
  /** Starts one; resolves when it can be used. Gives up, if it can, when the signal says so. */
  start(signal: AbortSignal): Promise<Child>;
}

/** What hears about a kept process. */
export interface KeeperEvents {
  /** Words for a person. */
  tell(text: string): void;
  /** It began or ended: `pid` has changed. */
  changed(): void;
}

/** A process that is kept running until it is told to stop. */
export interface Keeper {
  readonly name: string;
  /** Resolves when the first one can be used; rejects when it could not be started. */
  readonly ready: Promise<void>;
  /** The process that runs now, null while there is none. */
  pid(): number | null;
  /** Puts a fresh one in place of the present one; resolves when that can be used, or it was stopped meanwhile. */
  restart(): Promise<void>;
  /** Stops it for good, also while it is being started. */
  stop(): Promise<void>;
  kill(): Promise<void>;
}

/** Starts a process, and brings it back whenever it ends, with growing pauses; a first start that fails is final. */
export function keepRunning(supervised: Supervised, events: KeeperEvents): Keeper {
  const { name, graceMs } = supervised;
  const stopping = new AbortController();
  const { signal } = stopping;
  let child: Child | null = null;
  /** Settled when the fresh one of a restart is up. */
  let wanted: PromiseWithResolvers<void> | null = null;
  const startOne = async () => {
    const began = await supervised.start(signal);
    child = began;
    if (signal.aborted) await began.stop(graceMs);
    events.changed();
    return began;
  };
  const watch = async (first: Child) => {
    let current = first;
    for (let pause = FIRST_PAUSE_MS; ; ) {
      const began = performance.now();
      const ending = await current.ended;
      child = null;
      events.changed();
      if (signal.aborted) return;
      if (wanted !== null || performance.now() - began > HEALTHY_MS) pause = FIRST_PAUSE_MS;
      if (wanted === null) events.tell(`${name} ended ${endingInWords(ending)}; starting it again`);
      for (let next: Child | null = null, tries = 0; next === null; tries += 1) {
        if (wanted === null || tries > 0) {
          await sleep(pause, undefined, { signal }).catch(() => undefined);
          pause = Math.min(pause * 2, LONGEST_PAUSE_MS);
        }
        if (signal.aborted) return;
        next = await startOne().catch((error: Error) => {
          if (!signal.aborted) events.tell(`${name}: ${error.message}`);
          return null;
        });
        if (next !== null) current = next;
      }
      if (wanted === null) events.tell(`${name} is back`);
      wanted?.resolve();
      wanted = null;
    }
  };
  const first = startOne();
  const over = first.then(watch, () => undefined);
  return {
    name,
    ready: first.then(() => undefined),
    pid: () => child?.pid ?? null,
    async restart() {
      if (child === null || signal.aborted) return;
      wanted = Promise.withResolvers();
      const { promise } = wanted;
      await child.stop(graceMs);
      await Promise.race([promise, over]);
    },
    async stop() {
      stopping.abort();
      await child?.stop(graceMs);
      await over;
    },
    async kill() {
      stopping.abort();
      await child?.kill();
    },
  };
}
