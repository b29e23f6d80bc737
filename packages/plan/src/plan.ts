import type { JsonSchema } from '@omniroute/dsl';
import type { Code } from '@omniroute/expressions';
import type { Json } from '@omniroute/primitives';
import type { PlanNode } from './ops.ts';

/** Meaning of ops, order of events, fuel prices: what a running workflow relies on. Released numbers never change. */
export type Abi = 1;

/** Index into `Plan.nodes`; `null` where a token ends. */
export type Next = number | null;
export type ExprRef = number;
export type TypeRef = number;
export type OptionsRef = number;
export type SlotRef = number;
export type RegionRef = number;

/** A compiled expression with its source and the pointer of the document string it stands in. */
export interface PlanExpr {
  readonly code: Code;
  readonly src: string;
  readonly at: string;
  /** Most fuel that one evaluation may use. */
  readonly fuel: number;
}

/**
 * A JSON value with holes: at evaluation each hole's value (pointer into `value`, RFC 6901) replaces what stands there.
 * `{ value: null, holes: [['', 7]] }` is expression 7 itself.
 */
export interface Mapping {
  readonly value: Json;
  readonly holes: readonly (readonly [pointer: string, expr: ExprRef])[];
}

/** A retry policy with its durations in milliseconds and every default written out. */
export interface PlanRetry {
  readonly on: readonly string[] | null;
  readonly initial_ms: number;
  readonly coefficient: number;
  readonly maximum_ms: number;
  /** `null`: no limit. */
  readonly attempts: number | null;
  readonly non_retryable: readonly string[];
  readonly jitter: number;
}

/** How an effect can be repeated: by the receiver's own means, by our key, after a check, or never. */
export type Idempotency = 'native' | 'key' | 'check' | 'none';

export const QUEUES = ['omniroute-core', 'omniroute-integration', 'omniroute-ai', 'omniroute-batch'] as const;
export type Queue = (typeof QUEUES)[number];

/** How an activity is carried out; interned. */
export interface PlanOptions {
  readonly queue: Queue;
  readonly idempotency: Idempotency;
  /** Empty: one attempt. */
  readonly retry: readonly PlanRetry[];
  readonly start_to_close_ms: number;
  readonly heartbeat_ms: number | null;
  /** Bound of all attempts and pauses from the first start. */
  readonly total_ms: number | null;
  readonly priority: 1 | 2 | 3 | 4 | 5;
}

/** A variable's address. `region` 0 is the run. */
export interface PlanSlot {
  readonly name: string;
  readonly type: TypeRef;
  readonly region: RegionRef;
  readonly initial: Mapping | null;
  readonly merge: 'append' | 'sum' | 'max' | 'min' | 'last' | null;
}

/** A single-entry part of the graph; region 0 is the whole run. */
export interface PlanRegion {
  readonly parent: RegionRef | null;
  readonly op: 'run' | 'each' | 'while' | 'scope' | 'call';
  /** The container's node index, `null` for the run and for a called service, which several nodes can call. */
  readonly owner: number | null;
  readonly entry: Next;
}

/** Where a trigger's token begins, and how what it received becomes the input. */
export interface PlanTrigger {
  readonly id: string;
  readonly type: string;
  readonly entry: Next;
  readonly config: Mapping;
  readonly input: Mapping | null;
  readonly when: ExprRef | null;
}

export interface PlanMessage {
  readonly name: string;
  readonly type: TypeRef | null;
  readonly keep_ms: number;
}

/** A correlation that is known once the input is: registered with the acceptance of the start. */
export interface PlanSubscription {
  readonly name: string;
  readonly correlation: ExprRef;
}

/** A back edge. `max: null` is not counted: its cycle contains an effect, a wait or a task. */
export interface PlanLoop {
  readonly node: number;
  readonly port: string;
  readonly to?: number;
  readonly max: number | null;
}

export interface PlanLimits {
  /** Pure steps of one activation before the engine yields. */
  readonly steps: number;
  /** Fuel of one activation before the engine yields. */
  readonly fuel: number;
  /** Largest inline value in bytes of canonical JSON. */
  readonly payload_bytes: number;
}

/** A service that is a part of a plan, to be called: its own region, and what a plan says of a run. */
export interface PlanService {
  readonly service: string;
  readonly version: number;
  /** Hash of its own plan. */
  readonly hash: string;
  readonly region: RegionRef;
  /** Where its nodes and options begin, if it was linked while the run was under way; `null`: part of the plan from the first. */
  readonly linked: { readonly nodes: number; readonly options: number } | null;
  /** The trigger by which a call enters it. */
  readonly trigger: string;
  readonly input: TypeRef | null;
  readonly output: { readonly type: TypeRef | null; readonly value: Mapping | null };
  readonly error_policy: 'compensate' | 'fail';
  readonly deadline_ms: number | null;
  readonly subscriptions: readonly PlanSubscription[];
}

/** What the compiler proved and the engine runs. JSON, immutable, addressed by `planHash`. */
export interface Plan {
  readonly abi: Abi;
  readonly exprs: readonly PlanExpr[];
  readonly types: readonly JsonSchema[];
  readonly nodes: readonly PlanNode[];
  readonly regions: readonly PlanRegion[];
  readonly slots: readonly PlanSlot[];
  readonly options: readonly PlanOptions[];
  readonly triggers: readonly PlanTrigger[];
  readonly messages: readonly PlanMessage[];
  readonly subscriptions: readonly PlanSubscription[];
  /** Entry of a start without a trigger edge. */
  readonly entry: Next;
  readonly input: TypeRef | null;
  readonly output: { readonly type: TypeRef | null; readonly value: Mapping | null };
  readonly error_policy: 'compensate' | 'fail';
  /** Deadline of the whole run. */
  readonly deadline_ms: number | null;
  readonly business_keys: readonly { readonly name: string; readonly expr: ExprRef }[];
  readonly connections: readonly { readonly name: string; readonly type: string }[];
  /**
   * Connections back: the edge leaving node `node` by `port` may be taken `max` times in a visit of its container. `to`
   * tells apart edges that share a port, as `error` edges with different patterns do.
   */
  readonly loops: readonly PlanLoop[];
  readonly limits: PlanLimits;
  /** Services that are parts of this plan; absent where there are none. */
  readonly services?: readonly PlanService[];
  /** Node id → pointer of the node in the document, for the canvas and for errors. */
  readonly map: Readonly<Record<string, string>>;
}
