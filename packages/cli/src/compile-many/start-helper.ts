import { Worker } from 'node:worker_threads';
import type { CompileResult } from '@omniroute/compiler';
import type { Job, Known } from './compile-service.ts';
import type { HelperAnswer, HelperData, HelperRequest } from './protocol.ts';

/** Services that wait to be compiled, and what became of the others. */
export interface Work {
  readonly jobs: readonly Job[];
  readonly known: Known;
  /** Places of those that nobody has taken. */
  readonly left: number[];
  readonly results: Map<number, CompileResult>;
}

/** A helper at work. */
export interface Helper {
  /** When it has nothing more to do, or fell: what it had in hand then has no result. */
  readonly done: Promise<void>;
  /** Takes nothing more; one that has not begun is not waited for. */
  stop(): void;
}

/** So many services a helper has in hand: one that it compiles, and one to go on with at once. */
const IN_HAND = 2;

/** Starts a thread that takes services from the end of the list as soon as it is ready. */
export function startHelper(work: Work, script = new URL('./helper.ts', import.meta.url)): Helper {
  const worker = new Worker(script, { workerData: { known: work.known } satisfies HelperData });
  let [isReady, inHand] = [false, 0];
  const end = () => void worker.terminate();
  const take = () => {
    while (inHand < IN_HAND) {
      const index = work.left.pop();
      const job = index === undefined ? undefined : work.jobs[index];
      if (index === undefined || job === undefined) break;
      inHand += 1;
      worker.postMessage({ index, job } satisfies HelperRequest);
    }
    if (inHand === 0) end();
  };
  worker.on('message', (answer: HelperAnswer) => {
    if (answer.kind === 'ready') isReady = true;
    else {
      inHand -= 1;
      work.results.set(answer.index, answer.result);
    }
    take();
  });
  const done = new Promise<void>((resolve) => {
    worker.on('exit', () => resolve());
    // Its fault is seen where the service is compiled again, on this thread.
    worker.on('error', () => resolve());
    worker.on('messageerror', end);
  });
  return {
    done,
    stop() {
      if (!isReady) end();
    },
  };
}
