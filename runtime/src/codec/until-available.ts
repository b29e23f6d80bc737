import { setTimeout as sleep } from 'node:timers/promises';

const FIRST_PAUSE_MS = 200;
const LONGEST_PAUSE_MS = 5_000;

/** Repeats `work` while infrastructure is unavailable, with growing pauses; every other error passes. */
export async function untilAvailable<T>(
  work: () => Promise<T>,
  options: { isUnavailable(error: unknown): boolean; signal?: AbortSignal },
): Promise<T> {
  for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
    try {
      return await work();
    } catch (error) {
      if (!options.isUnavailable(error)) throw error;
      await sleep(pause, undefined, options.signal === undefined ? {} : { signal: options.signal });
    }
  }
}
