import { activityInfo, Context } from '@temporalio/activity';
import { coded } from '../src/lib/activity-interceptor.ts';
import type { Json } from '../src/lib/json.ts';
import { durationOf } from '../src/lib/time.ts';
import { outputs } from '../src/schemas.ts';
import { sampleOf } from './sample.ts';
import type { MockAnswer, Scenario } from './scenario.ts';

/** In which order attempts end; a test may hold them back. */
export interface EndingOrder {
  turn(id: string, signal: AbortSignal): Promise<void>;
  end(id: string): void;
}

/** A run that is being played. */
export interface Script {
  readonly scenario: Scenario;
  readonly scale: number;
  readonly order?: EndingOrder;
  readonly calls: { key: string; attempt: number }[];
  /** Waits and the key of their latest callback address. */
  readonly addresses: Map<string, string>;
}

/** Every activity answers as the scenario of its run says; those that serve a task succeed. */
export function scriptedActivities(names: readonly string[], scripts: ReadonlyMap<string, Script>) {
  const answer = async (input: Json): Promise<Json> => {
    const { activityId: key, attempt, workflowExecution } = activityInfo();
    const script = scripts.get(workflowExecution?.workflowId ?? '');
    if (script === undefined) throw new Error(`no script for ${workflowExecution?.workflowId}`);
    if (key.includes(':')) return null;
    script.calls.push({ key, attempt });
    noteAddresses(input, script.addresses);
    try {
      return await answered(script, key, attempt);
    } finally {
      script.order?.end(`${key} ${attempt}`);
    }
  };
  return Object.fromEntries(names.map((name) => [name, answer]));
}

async function answered({ scenario, scale, order }: Script, key: string, attempt: number): Promise<Json> {
  const { activityType, startToCloseTimeoutMs: limit } = activityInfo();
  const { mocks = {} } = scenario;
  const place = placeOf(key);
  const list = mocks[key] ?? mocks[place] ?? mocks[place.slice(place.lastIndexOf('/') + 1)] ?? [];
  const script: MockAnswer = list[Math.min(attempt, list.length) - 1] ?? {};
  const took = durationOf(script.after ?? 'PT0S') ?? 0;
  if (took > 0) await new Promise((resolve) => setTimeout(resolve, Math.min(took, limit) / scale));
  await order?.turn(`${key} ${attempt}`, Context.current().cancellationSignal);
  if (took > limit) throw coded('timeout.run', `There was no answer within ${limit / 1000} s.`);
  // An output of null is one.
  if (script.error === undefined) return script.output === undefined ? sampleOf(outputs[activityType]) : script.output;
  const { code, message, details, retry_after: pause } = script.error;
  const retryAfterMs = pause === undefined ? undefined : Math.max(1, (durationOf(pause) ?? 0) / scale);
  throw coded(code, message, { details, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) });
}

/** Addresses of callbacks travel in inputs: the last part is the key of the wait. */
function noteAddresses(input: Json, addresses: Map<string, string>): void {
  const text = JSON.stringify(input) ?? '';
  for (const [, part = ''] of text.matchAll(/callback:\/[^"/\s]*\/([^"\s/]+)/g)) {
    const key = decodeURIComponent(part);
    addresses.set(placeOf(key), key);
  }
}

/** The step that a key is of, and the calls around it: `ship#2/charge#1` is of `ship/charge`. */
export function placeOf(key: string): string {
  return key
    .split('/')
    .map((part) => part.slice(0, part.indexOf('#')))
    .join('/');
}
