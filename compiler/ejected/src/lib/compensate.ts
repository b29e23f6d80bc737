import { CancellationScope } from '@temporalio/workflow';
import { errorOf, type ServiceError } from './errors.ts';
import type { Done, Place } from './place.ts';

/**
 * Undoes what was done, one by one from the last, whatever is cancelled meanwhile. An undo that fails for good waits for a
 * person. Says whether anything was undone.
 */
export async function compensate(at: Place, done: Done[], error: ServiceError): Promise<boolean> {
  const entries = done.splice(0).sort((a, b) => a.seq - b.seq);
  await CancellationScope.nonCancellable(async () => {
    for (const entry of entries.toReversed()) await undoOne(at, entry, error);
  });
  return entries.length > 0;
}

async function undoOne(at: Place, entry: Done, error: ServiceError): Promise<void> {
  for (;;) {
    try {
      await entry.undo({ key: entry.key, error });
      return;
    } catch (caught) {
      const { code, message } = errorOf(caught);
      if ((await at.run.park({ key: entry.key, code, message })) === 'done') return;
    }
  }
}

/** What a join or a loop no longer needs is undone without anything having failed. */
export const NOT_NEEDED: ServiceError = {
  code: 'cancelled',
  message: 'The rest was no longer needed.',
  details: null,
  node: null,
  iteration: null,
  attempt: null,
};
