import type { RunError } from '@omniroute/errors';
import type { Json } from '@omniroute/primitives';
import type { KindDefinition } from './define-kind.ts';

/** An answer of the outside world through the egress gate. */
export interface HttpReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Text of the body, decoded and bounded by the gate. */
  readonly text: string;
}

/** A request through the egress gate. A path (`/v1/…`) is under the connection; a full URL is checked by the gate. */
export interface HttpCall {
  readonly method: string;
  readonly url: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /**
   * A header with the HMAC-SHA256 of `content` under the connection's secret, base64 after `prefix`. Without a connection,
   * or a secret of it, the header is not there. The secret itself is never shown to an activity.
   */
  readonly sign?: { readonly header: string; readonly prefix: string; readonly content: string };
}

/** The inbox of human tasks, as the activities that serve a task see it. */
export interface TaskInbox {
  open(task: { readonly key: string; readonly node: string; readonly task: Json }): Promise<void>;
  close(task: {
    readonly key: string;
    readonly state: 'answered' | 'timed_out' | 'withdrawn';
    readonly outcome: string | null;
  }): Promise<void>;
  escalate(task: { readonly key: string; readonly level: number; readonly to: Json }): Promise<void>;
}

/** The messages of the platform, as an activity sends one. The same id of a name is one message. */
export interface MessageOutbox {
  /** Answers whether a run held the key by then; otherwise the message waits in the inbox as long as its declaration says. */
  send(message: {
    readonly name: string;
    readonly correlation: string;
    readonly payload: Json;
    readonly id: string;
  }): Promise<{ readonly delivered: boolean }>;
}

/** The services of the tenant, as the activities see them that call and start some. */
export interface ServicePort {
  /** The version that a call takes. */
  find(called: { readonly service: string; readonly version: number | null }): Promise<Json>;
  /** Starts a service as a run of its own: the same key is one run. */
  start(called: { readonly service: string; readonly version: number | null; readonly input: Json }): Promise<Json>;
}

/** What an activity gets besides its input: everything of the outside arrives here as a port. */
export interface ActivityContext {
  readonly tenant: string;
  readonly service: string;
  readonly run: string;
  readonly node: string;
  /** `node#path`, with a word for serving acts. */
  readonly key: string;
  /** `tenant:service:run:key`: the header that makes the effect happen once. */
  readonly idempotencyKey: string;
  /** One-based, lost attempts not counted. */
  readonly attempt: number;
  readonly signal: AbortSignal;
  readonly now: () => number;
  /** One HTTP call through the gate, under the node's connection if it names one. Throws `ActivityFault` for what the network did. */
  http(call: HttpCall): Promise<HttpReply>;
  readonly tasks: TaskInbox;
  readonly messages: MessageOutbox;
  readonly services: ServicePort;
  readonly log: {
    info(message: string, facts?: Record<string, unknown>): void;
    warn(message: string, facts?: Record<string, unknown>): void;
  };
}

/** One activity: input in, output out; errors are thrown as `activityFault`. */
export type Activity = (input: Json, context: ActivityContext) => Promise<Json>;

/** The activities of one kind: `run` is its effect, other verbs serve the node. */
export type ActivitiesOf<Definition extends KindDefinition> = {
  readonly type: Definition['type'];
  readonly version: number;
} & {
  readonly verbs: Readonly<Record<string, Activity>>;
};

/** Binds a kind's activities to its definition. */
export function defineActivities<Definition extends KindDefinition>(
  definition: Definition,
  verbs: Readonly<Record<string, Activity>>,
): ActivitiesOf<Definition> {
  return { type: definition.type, version: definition.version, verbs };
}

/** Name under which an activity is registered: `send_notification@1`, `human_task.open@1`. */
export function activityName(type: string, version: number, verb = 'run'): string {
  return verb === 'run' ? `${type}@${version}` : `${type}.${verb}@${version}`;
}

const MARK = Symbol.for('omniroute.activity-fault');

/** A classified failure of an attempt: a run error, and how long the other side asked to wait. */
export interface ActivityFault extends Error {
  readonly error: RunError;
  readonly retryAfterMs: number | null;
  /** Nothing was tried: the way was closed for a while. */
  readonly held: boolean;
}

/** Makes a classified failure of an attempt (codes of LANGUAGE.md section 7). */
export function activityFault(
  error: RunError,
  retryAfterMs: number | null = null,
  cause?: unknown,
  held = false,
): ActivityFault {
  return Object.assign(new Error(error.message, cause === undefined ? undefined : { cause }), {
    [MARK]: true,
    name: 'ActivityFault',
    error,
    retryAfterMs,
    held,
  });
}

/** Whether a caught value is a classified failure. */
export function isActivityFault(value: unknown): value is ActivityFault {
  return typeof value === 'object' && value !== null && (value as Record<symbol, unknown>)[MARK] === true;
}

/**
 * The run error of an HTTP status (LANGUAGE.md section 7): 401 and 403 are `auth`, 408 is `timeout.run`,
 * 425 and 429 are `quota`, all others `http.<status>`.
 */
export function httpErrorCode(status: number): string {
  if (status === 401 || status === 403) return 'auth';
  if (status === 408) return 'timeout.run';
  if (status === 425 || status === 429) return 'quota';
  return `http.${status}`;
}

/** How long an answer asks to wait: `Retry-After` in seconds or as an HTTP date (RFC 9110, 10.2.3), in milliseconds. */
export function retryAfterMs(headers: Readonly<Record<string, string>>, now: number): number | null {
  const value = headers['retry-after']?.trim();
  if (value === undefined || value === '') return null;
  if (/^\d+$/.test(value)) return Number(value) * 1000;
  // Date.parse reads almost anything, "-1" as a year: only what is written as an HTTP date is one.
  const at = /^(Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*, .* GMT$/.test(value) ? Date.parse(value) : Number.NaN;
  return Number.isNaN(at) ? null : Math.max(0, at - now);
}

export { getPointer, type Json, sha256Hex } from '@omniroute/primitives';
