import type { Keep, Plan, PlanOptions, PlanRetry, PlanSlot } from '@omniroute/plan';
import type { Json } from '@omniroute/primitives';

export type Schema = boolean | { readonly [keyword: string]: Json };
/** A node's id, `null` for an exit that leads nowhere. */
export type Target = string | null | undefined;

interface Base {
  readonly id: string;
  readonly to?: string | null;
  readonly errors?: readonly { readonly on?: readonly string[]; readonly to: string | null }[];
  readonly continue?: Json;
  readonly disabled?: boolean;
  /** The container it lives in; the first such node of a container is where its body begins. */
  readonly parent?: string;
  /** The node that undoes it: it stands apart, nothing leads to it. */
  /** Parts of the output that are kept; all, if not said. */
  readonly keep?: Keep;
  readonly undo?: {
    readonly by: string;
    readonly on?: 'attempted';
    readonly reads?: readonly string[];
    readonly item?: true;
  };
  /** Tokens become one here though it is no join; `edges`: each edge brings one. */
  readonly gathers?: true | 'edges';
  /** A split whose tokens belong to the branch around it. */
  readonly flat?: true;
}

interface Container extends Base {
  readonly retry?: readonly Partial<PlanRetry>[];
  readonly total_ms?: number;
}

interface Loop extends Container {
  readonly max_iterations?: number;
  readonly until?: string;
  readonly on_item_error?: 'skip' | 'report';
  readonly tolerate?: { readonly count?: number; readonly percent?: number };
  readonly collect?: Json;
}

export type WaitSketch =
  | { readonly duration: string }
  | { readonly until: string }
  | { readonly condition: string }
  | { readonly message: string; readonly correlation: string; readonly accept?: 'any' | 'fresh' }
  | { readonly callback: Schema };

/** A node of a plan in a few words. */
export type NodeSketch =
  | (Base & {
      readonly op: 'act';
      readonly input?: Json;
      readonly output?: Schema;
      readonly options?: Partial<PlanOptions>;
    })
  | (Base & {
      readonly op: 'decide';
      readonly mode?: 'all';
      readonly arms: readonly { readonly id: string; readonly when: string; readonly to: string | null }[];
      readonly otherwise?: string | null;
    })
  | (Base & { readonly op: 'fork'; readonly branches: Readonly<Record<string, string | null>> })
  | (Base & {
      readonly op: 'join';
      readonly mode?: 'any' | 'count';
      readonly count?: Json;
      readonly cancel_rest?: boolean;
      readonly on_branch_error?: 'ignore' | 'fail';
    })
  | (Loop & { readonly op: 'each'; readonly items?: Json; readonly concurrency?: number; readonly batch?: number })
  | (Loop & { readonly op: 'while'; readonly condition?: string; readonly times?: Json })
  | (Container & {
      readonly op: 'scope';
      readonly timeout?: { readonly after: string; readonly to?: string | null };
      readonly on_error?: 'keep';
      readonly on_success?: 'final';
      readonly mutex?: Json;
      readonly output?: Json;
    })
  | (Container & {
      readonly op: 'call';
      /** Without one it calls the service that it belongs to. */
      readonly service?: string;
      readonly version?: number;
      readonly input?: Json;
      readonly output?: Schema;
      readonly max_depth?: number;
    })
  | (Base & {
      readonly op: 'wait';
      /** One event, leaving by `out`, or several by id, each leaving by a port of that name. */
      readonly on?: WaitSketch;
      readonly events?: Readonly<Record<string, WaitSketch & { readonly to: string | null }>>;
      /** Without `to` the timeout is raised. */
      readonly timeout?: { readonly after: string; readonly to?: string | null };
      readonly subscribe?: Json;
    })
  | (Base & {
      readonly op: 'task';
      readonly task?: Json;
      readonly form?: Schema;
      readonly outcomes: Readonly<Record<string, string | null>>;
      readonly required?: Readonly<Record<string, readonly string[]>>;
      readonly due?: string;
      readonly escalation?: readonly { readonly after: string; readonly to: Json }[];
      readonly timeout?: { readonly after: string; readonly to?: string | null };
    })
  | (Base & {
      readonly op: 'set';
      readonly assign?: Readonly<Record<string, Json>>;
      readonly add?: Readonly<Record<string, Json>>;
      readonly value?: Json;
      readonly output?: Schema;
    })
  | (Base & { readonly op: 'end'; readonly status?: string; readonly output?: Json; readonly terminate?: boolean })
  | (Base & { readonly op: 'raise'; readonly code: string; readonly message?: string; readonly details?: Json });

/** A plan in a few words. */
export interface PlanSketch {
  readonly nodes: readonly NodeSketch[];
  readonly input?: Schema;
  readonly output?: { readonly schema?: Schema; readonly value?: Json };
  readonly variables?: Readonly<
    Record<
      string,
      { readonly schema?: Schema; readonly initial?: Json; readonly merge?: PlanSlot['merge']; readonly scope?: string }
    >
  >;
  readonly messages?: Readonly<Record<string, Schema>>;
  readonly triggers?: readonly {
    readonly id: string;
    readonly to?: string;
    readonly config?: Json;
    readonly input?: Json;
    readonly when?: string;
  }[];
  readonly subscriptions?: readonly { readonly name: string; readonly correlation: string }[];
  readonly business_keys?: Readonly<Record<string, string>>;
  readonly loops?: readonly {
    readonly node: string;
    readonly port?: string;
    readonly to?: string;
    readonly max: number | null;
  }[];
  /** Services that are parts of it from the first. */
  readonly parts?: readonly { readonly service: string; readonly version?: number; readonly plan: Plan }[];
  readonly error_policy?: 'compensate';
  readonly deadline_ms?: number;
  readonly payload_bytes?: number;
}
