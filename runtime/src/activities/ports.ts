import type { HttpCall, HttpReply, MessageOutbox, ServicePort, TaskInbox } from '@omniroute/kind-sdk/activity';
import type { Plan } from '@omniroute/plan';
import type { RunBlobs } from '../codec/index.ts';
import type { OutputKeeper } from './output-keeper.ts';

/** Which run an activity works for. */
export interface WorkFor {
  readonly tenant: string;
  readonly service: string;
  readonly version: number;
  readonly run: string;
}

/** An act that calls or starts a service: under which key, and how fast its time passes. */
export interface CallingWork extends WorkFor {
  readonly key: string;
  readonly idempotencyKey: string;
  readonly timeScale: number;
}

/** One outbound call with its bounds; the implementation goes through the egress gate. */
export interface OutboundCall extends HttpCall {
  readonly work: WorkFor;
  /** Declared connection's name; without one the URL must be public. */
  readonly connection: string | null;
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

/** Everything outside that activities act through. */
export interface ActivityPorts {
  /** The plan by its hash, parsed; throws a retryable fault while the store is down. */
  plan(tenant: string, hash: string): Promise<Plan>;
  /** Throws `ActivityFault` for what the network did. */
  http(call: OutboundCall): Promise<HttpReply>;
  /** The signed address that answers a visit of a wait. */
  callbackUrl(work: WorkFor, key: string): string;
  inbox(work: WorkFor): TaskInbox;
  outbox(work: WorkFor): MessageOutbox;
  services(work: CallingWork): ServicePort;
  /** Registers that a run waits for a message; hands over mail that is already there. */
  subscribe(work: WorkFor, name: string, correlation: string): Promise<void>;
  /** Values that are passed by reference. */
  readonly values: Pick<RunBlobs, 'keepValue' | 'value'>;
  /** Keeps the whole of an output of which the run takes a part. */
  readonly outputs: Pick<OutputKeeper, 'keep'>;
  /** Whether an error says that infrastructure (database, key store) is unavailable, so that no attempt is charged. */
  isUnavailable(error: unknown): boolean;
  now(): number;
  random(): number;
  readonly log: {
    info(message: string, facts?: Record<string, unknown>): void;
    warn(message: string, facts?: Record<string, unknown>): void;
  };
}
