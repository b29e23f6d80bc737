import type { RetryPolicy } from '@omniroute/dsl';
import { type Diagnostic, diagnostic } from '@omniroute/errors';
import { parseDuration } from '@omniroute/primitives';
import type { Drawing, Place } from '../graph/drawing.ts';
import { effectOf } from './effect.ts';

/** What an attempt may take where nothing is written (LANGUAGE.md section 7). */
const START_TO_CLOSE = 'PT30S';

/** One limit that another one comes before: pointers are into the step. */
interface Idle {
  readonly at: string;
  readonly got: string;
  readonly other: string;
  readonly expected: string;
  readonly fix?: readonly object[];
}

/** Limits of time of one step that contradict each other, so that one of them never counts (OR5014). */
export function checkLimits({ places }: Drawing, findings: Diagnostic[]): void {
  for (const place of places.values()) {
    const { known, node, pointer } = place;
    if (known === null || node.disabled === true) continue;
    const idle = [...(effectOf(place) === null ? [] : ofAttempts(place)), ...ofPauses(place)];
    for (const { at, got, other, expected, fix } of idle)
      findings.push(
        diagnostic('OR5014', {
          pointer: `${pointer}${at}`,
          node_id: node.id,
          got,
          expected,
          facts: { node: node.id, field: at.split('/').at(-1), other },
          ...(fix === undefined ? {} : { fix }),
        }),
      );
  }
}

/** An attempt is missed before it is cut off, and cut off before all attempts together are. */
function* ofAttempts({ node: { id, timeout = {} } }: Place): Generator<Idle> {
  const { heartbeat, start_to_close: attempt, total } = timeout;
  if (comesFirst(attempt ?? START_TO_CLOSE, heartbeat))
    yield {
      at: '/timeout/heartbeat',
      got: String(heartbeat),
      other: 'start_to_close',
      expected: attempt ?? START_TO_CLOSE,
      fix: [{ op: 'update_node', id, pointer: '/timeout/heartbeat' }],
    };
  if (ms(attempt) !== ms(total) && comesFirst(total, attempt))
    yield {
      at: '/timeout/start_to_close',
      got: String(attempt),
      other: 'total',
      expected: String(total),
      fix: [{ op: 'update_node', id, pointer: '/timeout/start_to_close', value: total }],
    };
}

/** The first pause is not longer than the longest, and leaves time for a second attempt. */
function* ofPauses({ node }: Place): Generator<Idle> {
  const { id, retry_policy: policy, timeout } = node;
  if (policy === undefined) return;
  const list: readonly RetryPolicy[] = Array.isArray(policy) ? policy : [policy];
  for (const [index, { initial_interval: first, maximum_interval: longest }] of list.entries()) {
    const at = Array.isArray(policy) ? `/retry_policy/${index}` : '/retry_policy';
    const idle = { at: `${at}/initial_interval`, got: String(first) };
    if (ms(first) !== ms(longest) && comesFirst(longest, first))
      yield {
        ...idle,
        other: 'maximum_interval',
        expected: String(longest),
        fix: [{ op: 'update_node', id, pointer: `${at}/maximum_interval`, value: first }],
      };
    else if (comesFirst(timeout?.total, first)) yield { ...idle, other: 'total', expected: String(timeout?.total) };
  }
}

function comesFirst(limit: string | undefined, other: string | undefined): boolean {
  const [one, two] = [ms(limit), ms(other)];
  return one !== null && two !== null && one <= two;
}

function ms(text: string | undefined): number | null {
  const read = typeof text === 'string' ? parseDuration(text) : null;
  return read?.ok === true ? read.value : null;
}
