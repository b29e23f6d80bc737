import type { RunError } from '@omniroute/errors';
import type { RunStatus, SlotRef } from '@omniroute/plan';
import type { Json } from '@omniroute/primitives';
import type { RunFacts } from './event.ts';

/** One visit of a container (frame 0: the run). Counters, outputs and variables live here and restart with it. */
export interface Frame {
  readonly region: number;
  readonly parent: number | null;
  /** Key path prefix, `''` for the run, `1.17` inside item 17 of a loop's first visit. */
  readonly path: string;
  /** Node id → visits so far. */
  readonly visits: Record<string, number>;
  /** Node id → output of its latest visit; none where that failed. */
  readonly outputs: Record<string, Json>;
  readonly slots: Record<SlotRef, Json>;
  /** Back edge → how often it was taken in this visit of the container. */
  readonly turns: Record<string, number>;
  readonly item?: Json;
  readonly index?: number;
}

/** A place where control is. */
export interface Token {
  readonly id: number;
  node: number;
  readonly frame: number;
  /** Key of the visit under way; `null` before the visit begins: such a token is ready to run. */
  key: string | null;
  /** The error in scope on paths that begin at an `error` or `timeout` port. */
  error: RunError | null;
  /** It stands in an open wait or task: nothing of ours is under way. */
  waiting: boolean;
  /** Calls of `uuid()` in this visit so far. */
  uuids: number;
}

/** Something outside that is awaited: the engine never schedules a key twice while it is here. */
export interface Pending {
  readonly key: string;
  readonly token: number;
  readonly node: number;
  readonly kind: 'act' | 'subscribe' | 'open' | 'close' | 'escalate';
}

/** A timer in absolute time, so that it carries over to a next run. */
export interface Timer {
  readonly key: string;
  readonly at: number;
  readonly token: number | null;
  readonly role: 'deadline' | 'event' | 'timeout' | 'due' | 'escalation' | 'yield';
  /** Event id of a wait, number of an escalation. */
  readonly detail: string;
}

/** An open wait, in order of opening. */
export interface OpenWait {
  readonly key: string;
  readonly token: number;
  readonly node: number;
  readonly opened_at: number;
  /** Event id → evaluated correlation, for messages; the wait's own key for callbacks. */
  readonly correlations: Record<string, string>;
  /** Keys of its timers. */
  readonly timers: string[];
  /** One of its events is a condition. */
  readonly conditional: boolean;
}

/** An open human task. */
export interface OpenTask {
  readonly key: string;
  readonly token: number;
  readonly node: number;
  readonly opened_at: number;
  readonly task: Json;
  /** Keys of its timers. */
  readonly timers: string[];
  /** Its inbox row is being written; an answer may come before that is known here. */
  opening: boolean;
  /** How it was settled: the token leaves once the inbox row is closed. */
  settled: { port: string; output: Json; state: 'answered' | 'timed_out' | 'withdrawn'; error?: RunError } | null;
  overdue: boolean;
  /** Who may answer besides those it was opened for. */
  readonly escalated: Json[];
}

/** Unread mail. */
export interface Mail {
  readonly id: string;
  readonly name: string;
  readonly correlation: string;
  readonly payload: Json;
  readonly received_at: number;
}

/** Why a run ends before its last token: it ends once nothing is in flight any more. */
export interface Ending {
  readonly status: 'failed' | 'compensated' | 'cancelled' | 'completed';
  readonly error: RunError | null;
}

/**
 * Everything a run is between two activations: plain JSON, small, owned by the host, mutated in place by `step`.
 * What is looked up by key is a record, so that a step costs the same however much is open; keys of nodes never look
 * like integers, so the order of insertion survives JSON.
 */
export interface State {
  readonly abi: 1;
  facts: RunFacts | null;
  input: Json;
  /** Logical now in milliseconds; never goes back. */
  clock: number;
  status: RunStatus;
  readonly frames: Record<number, Frame>;
  readonly tokens: Record<number, Token>;
  /** Tokens whose visit may begin, in the order in which they became ready; empty but after a yield. */
  ready: number[];
  /** Key → what is under way outside. */
  readonly pending: Record<string, Pending>;
  readonly timers: Record<string, Timer>;
  /** Visit key → open wait, oldest first. */
  readonly waits: Record<string, OpenWait>;
  /** Visit key → open task. */
  readonly tasks: Record<string, OpenTask>;
  mail: Mail[];
  /** `name id` of messages taken or kept, oldest first, bounded: repeated delivery is harmless. */
  seen: string[];
  /** Update id → answer of closed tasks, newest last, bounded: an Update repeated after continue-as-new gets the same answer. */
  answered: { update: string; ok: boolean; text: string }[];
  ending: Ending | null;
  end: { status: string | null; output: Json; given: boolean } | null;
  result: { status: RunStatus; output: Json; error: RunError | null; end_status: string | null } | null;
  readonly counters: {
    /** Last token id given. */
    token: number;
    /** Tokens that exist; tokens that are not waiting; open waits with a condition; things under way outside. */
    live: number;
    busy: number;
    conditional: number;
    pending: number;
    /** Fuel used by the whole run; activations that ended by yielding. */
    fuel: number;
    yields: number;
  };
}
