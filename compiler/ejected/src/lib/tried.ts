import { sleep } from '@temporalio/workflow';
import { errorOf } from './errors.ts';
import { type Policy, pauseAfter } from './policies.ts';

/** Visits something as a whole until it ends well, or nothing says that it is tried again. `total` bounds visits and pauses. */
export async function tried<Result>(
  policies: readonly Policy[],
  total: number | null,
  visit: () => Promise<Result>,
): Promise<Result> {
  const began = Date.now();
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await visit();
    } catch (caught) {
      const pause = pauseAfter(policies, errorOf(caught).code, attempt);
      if (pause === null || (total !== null && Date.now() - began + pause >= total)) throw caught;
      if (pause > 0) await sleep(pause);
    }
  }
}
