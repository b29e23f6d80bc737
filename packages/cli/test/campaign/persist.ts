import { setTimeout as sleep } from 'node:timers/promises';

const PAUSE_MS = 200;
const PATIENCE_MS = 120_000;

/** Repeats while the other side is away; whatever is sent carries an id, so twice is once. */
export async function persist<T>(work: () => Promise<T>): Promise<T> {
  for (const until = Date.now() + PATIENCE_MS; ; await sleep(PAUSE_MS)) {
    try {
      return await work();
    } catch (error) {
      if (Date.now() > until) throw error;
    }
  }
}
