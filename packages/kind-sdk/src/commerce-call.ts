import type { JsonSchema } from '@omniroute/dsl';
import { isObject, type Json } from '@omniroute/primitives';
import {
  type ActivityContext,
  activityFault,
  type HttpReply,
  httpErrorCode,
  isActivityFault,
  retryAfterMs,
} from './activity.ts';

/** One call of a commerce service. */
export interface CommerceCall {
  readonly method: 'GET' | 'POST' | 'PATCH';
  /** Segments of the path under the connection; what a service gave is escaped. */
  readonly path: readonly string[];
  readonly query?: Readonly<Record<string, string | number | boolean | undefined>>;
  readonly body?: unknown;
}

/**
 * Calls a commerce service and gives what it answered. A write carries the key of its effect. What the provider's rules
 * refuse (409) is `business.<its code>`; anything else keeps the code of its status.
 */
export async function commerceCall(context: ActivityContext, call: CommerceCall): Promise<Json> {
  const { method, path, query = {}, body } = call;
  const asked = Object.entries(query).filter(([, value]) => value !== undefined);
  const reply = await context.http({
    method,
    url: `/${path.map(segment).join('/')}`,
    ...(asked.length === 0 ? {} : { query: Object.fromEntries(asked.map(([name, value]) => [name, String(value)])) }),
    headers: {
      accept: 'application/json',
      ...(method === 'GET' ? {} : { 'idempotency-key': context.idempotencyKey }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const answer = readJson(reply.text);
  if (reply.status < 200 || reply.status > 299) throw refusal(reply, answer, context.now());
  if (answer !== undefined) return answer;
  throw activityFault({
    code: 'validation.output',
    message: 'The commerce service answered what is not JSON.',
    details: { status: reply.status, text: reply.text.slice(0, 500) },
  });
}

/** The provider's own code for a refusal, if a caught value is one that names it. */
export function refusalCode(caught: unknown): string | null {
  const details = isActivityFault(caught) ? caught.error.details : null;
  return isObject(details) && typeof details.code === 'string' ? details.code : null;
}

/** Keeps of a value what a closed schema names, so that what else a provider answers does not enter the run. */
export function keepNamed(schema: JsonSchema, value: Json): Json {
  if (typeof schema === 'boolean') return value;
  if (Array.isArray(value)) return value.map((item) => keepNamed((schema.items ?? true) as JsonSchema, item));
  const named = schema.properties;
  if (!isObject(value) || !isObject(named)) return value;
  const kept = Object.entries(value).filter(([name]) => Object.hasOwn(named, name));
  return Object.fromEntries(kept.map(([name, inner]) => [name, keepNamed(named[name] as JsonSchema, inner)]));
}

function segment(text: string): string {
  if (text !== '' && text !== '.' && text !== '..') return encodeURIComponent(text);
  throw activityFault({ code: 'validation.input', message: `"${text}" is no id.` });
}

function refusal({ status, headers, text }: HttpReply, answer: Json | undefined, now: number) {
  const problem: Readonly<Record<string, Json>> = isObject(answer) ? answer : {};
  const { code: own, detail } = problem;
  return activityFault(
    {
      code: status === 409 && typeof own === 'string' ? `business.${own}` : httpErrorCode(status),
      message: typeof detail === 'string' ? detail : `The commerce service answered ${status}.`,
      details: text.length <= LARGEST_DETAILS ? { ...problem, status } : { status },
    },
    retryAfterMs(headers, now),
  );
}

/** A refusal is short; a page of somebody's proxy is not kept. */
const LARGEST_DETAILS = 4000;

/** A value; undefined where the text is none. */
function readJson(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}
