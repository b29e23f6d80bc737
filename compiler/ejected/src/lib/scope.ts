import { CancellationScope, sleep } from '@temporalio/workflow';
import { compensate } from './compensate.ts';
import { errorOf, failure } from './errors.ts';
import type { Place } from './place.ts';
import { inTime } from './service.ts';

export interface ScopeOptions {
  /** Bound of one visit in milliseconds. */
  readonly timeout?: number;
  /** What becomes of what was done when the scope fails: it is undone, or the place around answers for it. */
  readonly onError: 'compensate' | 'keep';
  /** And when it ends well: the place around answers for it, or it stands for good. */
  readonly onSuccess: 'keep' | 'final';
  /** Scopes with an equal value take turns. */
  readonly mutex?: string;
}

/** A part of the flow that fails together. */
export async function scope<Output>(
  at: Place,
  node: string,
  options: ScopeOptions,
  body: (at: Place) => Promise<Output>,
): Promise<Output> {
  const inside = at.inside(at.begin(node));
  const release = options.mutex === undefined ? null : await at.run.takeTurn(`${at.home.service} ${options.mutex}`);
  try {
    const output = await inTime(options.timeout, () => body(inside), {
      code: 'timeout.scope',
      message: `"${node}" did not end in time.`,
      node,
    });
    if (options.onSuccess === 'keep') inside.handUp();
    return output;
  } catch (caught) {
    if (CancellationScope.current().consideredCancelled || options.onError === 'keep') {
      inside.handUpDone();
      throw caught;
    }
    const error = errorOf(caught);
    const undone = await compensate(inside, inside.done, error);
    throw undone ? failure({ ...error, undone }) : caught;
  } finally {
    release?.();
  }
}

/** A pause that ends at once where nothing is left of it. */
export async function pause(milliseconds: number): Promise<void> {
  if (milliseconds > 0) await sleep(milliseconds);
}
