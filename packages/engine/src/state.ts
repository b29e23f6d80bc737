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
  /** Node id → output of its latest visit. */
  readonly outputs: Record<string, Json>;
  readonly slots: Record<SlotRef, Json>;
  /** `node:port` of a back edge → how often it was taken in this visit of the container. */
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
  /** Event id → evaluated correlation, for messages. */
  readonly correlations: Record<string, string>;
}

/** An open human task. */
export interface OpenTask {
  readonly key: string;
  readonly token: number;
  readonly node: number;
  readonly opened_at: number;
  readonly task: Json;
  /** Its inbox row is being written; an answer may come before that is known here. */
  opening: boolean;
  /** How it was settled: the token leaves once the inbox row is closed. */
  settled: { port: string; output: Json | null; state: 'answered' | 'timed_out' } | null;
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

/** Everything a run is between two activations: plain JSON, small, owned by the host, mutated in place by `step`. */
export interface State {
  readonly abi: 1;
  facts: RunFacts | null;
  input: Json;
  clock: number;
  status: RunStatus;
  frames: Record<number, Frame>;
  tokens: Token[];
  pending: Pending[];
  timers: Timer[];
  waits: OpenWait[];
  tasks: OpenTask[];
  mail: Mail[];
  /** Ids of messages taken or kept, newest last, bounded: repeated delivery is harmless. */
  seen: string[];
  /** Update id → answer of closed tasks, newest last, bounded: an Update repeated after continue-as-new gets the same answer. */
  answered: { update: string; ok: boolean; text: string }[];
  /** Set when the run is ending early: it ends once nothing is in flight any more. */
  ending: { status: 'failed' | 'compensated' | 'cancelled' | 'completed'; error: RunError | null } | null;
  /** `given`: an `end` step gave the output, which replaces the one of the service. */
  end: { status: string | null; output: Json | null; given: boolean } | null;
  result: { status: RunStatus; output: Json; error: RunError | null; end_status: string | null } | null;
  counters: { token: number; frame: number; uuid: number; fuel: number; steps: number };
}
