import { isFault, type RunError } from '@omniroute/errors';
import { isActivityFault } from '@omniroute/kind-sdk/activity';

/** What became of an attempt that threw. */
export type Classified =
  /** The work failed: the retry policy decides, the attempt counts. */
  | {
      readonly kind: 'failed';
      readonly error: RunError;
      readonly retryAfterMs: number | null;
      /** Nothing was tried: an attempt that did not take place does not count. */
      readonly held: boolean;
    }
  /** Our own infrastructure was not there: repeated without charge. */
  | { readonly kind: 'unavailable'; readonly code: string; readonly message: string }
  | { readonly kind: 'cancelled' };

/**
 * Classifies what an attempt threw (LANGUAGE.md section 7). An error nobody classified is `poison`: a fault of the
 * activity's code, which repeating does not repair.
 */
export function classify(
  thrown: unknown,
  facts: { timedOut: boolean; cancelled: boolean; limitMs: number; isUnavailable(error: unknown): boolean },
): Classified {
  if (facts.timedOut) {
    return {
      kind: 'failed',
      error: { code: 'timeout.run', message: `No answer within ${facts.limitMs / 1000} s.` },
      retryAfterMs: null,
      held: false,
    };
  }
  if (facts.cancelled) return { kind: 'cancelled' };
  if (isActivityFault(thrown)) {
    const { error, retryAfterMs, held } = thrown;
    return { kind: 'failed', error, retryAfterMs, held };
  }
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  if (facts.isUnavailable(thrown))
    return { kind: 'unavailable', code: isFault(thrown) ? thrown.code : 'unavailable', message };
  return { kind: 'failed', error: { code: 'poison', message }, retryAfterMs: null, held: false };
}
