import type { Json } from '@omniroute/primitives';
import type { OfRun, RunBlobs } from '../codec/index.ts';

/** Keeps whole outputs beside the work, for people to look at. No work ever waits for it or fails with it. */
export interface OutputKeeper {
  keep(of: OfRun, key: string, output: Json): void;
  /** Resolves when what was begun is done. */
  drained(): Promise<void>;
}

/** Writes under way at most, in one process: what comes while the store is slow is not kept. */
const MOST_AT_ONCE = 32;

/**
 * An output that cannot be kept is lost to those who look, and to nobody else: the run went on with what it needs, and the run
 * view says that the whole is not there.
 */
export function createOutputKeeper(deps: {
  readonly blobs: RunBlobs;
  readonly log: { warn(message: string, facts?: Record<string, unknown>): void };
}): OutputKeeper {
  const writing = new Set<Promise<void>>();
  const write = async (of: OfRun, key: string, output: Json) => {
    try {
      await deps.blobs.keepOutput(of, key, output);
    } catch (error) {
      deps.log.warn('a whole output is not kept', { key, run: of.run, error });
    }
  };
  return {
    keep(of, key, output) {
      if (writing.size >= MOST_AT_ONCE) {
        deps.log.warn('a whole output is not kept', { key, run: of.run, reason: 'the blob store is too slow' });
        return;
      }
      const done = write(of, key, output).finally(() => writing.delete(done));
      writing.add(done);
    },
    async drained() {
      await Promise.all(writing);
    },
  };
}
