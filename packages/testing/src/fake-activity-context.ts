import type { ActivityContext, HttpCall, HttpReply } from '@omniroute/kind-sdk/activity';
import type { Json } from '@omniroute/primitives';

/** An outside world that answers as a test says and remembers what it was asked. */
export interface FakeOutside {
  readonly context: ActivityContext;
  readonly calls: HttpCall[];
  /** What the inbox was told: the verb and its argument. */
  readonly inbox: (readonly [verb: 'open' | 'close' | 'escalate', task: Json])[];
  /** Messages sent; no run holds a key here. */
  readonly sent: Json[];
  /** Services that were asked for. */
  readonly asked: (readonly [verb: 'find' | 'start', called: Json])[];
  readonly logged: string[];
}

/** Answers in order, the last one again and again; a function answers each call itself. */
export type FakeReplies = readonly Partial<HttpReply>[] | ((call: HttpCall) => Partial<HttpReply>);

/** The context of an activity in a test. Without replies every call is answered with an empty 200. */
export function fakeActivityContext(replies: FakeReplies = [{}], given: Partial<ActivityContext> = {}): FakeOutside {
  const calls: HttpCall[] = [];
  const inbox: FakeOutside['inbox'] = [];
  const sent: Json[] = [];
  const asked: FakeOutside['asked'] = [];
  const logged: string[] = [];
  const told = (verb: 'open' | 'close' | 'escalate') => async (task: unknown) => {
    inbox.push([verb, structuredClone(task) as Json]);
  };
  const context: ActivityContext = {
    tenant: 'tenant-1',
    service: 'service-1',
    run: 'run-1',
    node: 'it',
    key: 'it#1',
    idempotencyKey: 'tenant-1:service-1:run-1:it#1',
    attempt: 1,
    signal: new AbortController().signal,
    now: () => Date.UTC(2026, 0, 5, 9),
    http: async (call) => {
      calls.push(call);
      const reply = typeof replies === 'function' ? replies(call) : replies[Math.min(calls.length, replies.length) - 1];
      return { status: 200, headers: {}, text: '', ...reply };
    },
    tasks: { open: told('open'), close: told('close'), escalate: told('escalate') },
    messages: {
      send: async (message) => {
        sent.push(structuredClone(message));
        return { delivered: false };
      },
    },
    services: {
      find: async (called) => {
        asked.push(['find', structuredClone(called)]);
        return { service: called.service, version: called.version ?? 1, hash: 'hash' };
      },
      start: async (called) => {
        asked.push(['start', structuredClone(called)]);
        return { run_id: 'run-2' };
      },
    },
    log: { info: (message) => void logged.push(message), warn: (message) => void logged.push(message) },
    ...given,
  };
  return { context, calls, inbox, sent, asked, logged };
}

/** A reply whose body is JSON. */
export function jsonReply(body: Json, status = 200, headers: Readonly<Record<string, string>> = {}): HttpReply {
  return { status, headers: { 'content-type': 'application/json', ...headers }, text: JSON.stringify(body) };
}
