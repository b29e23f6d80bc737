import type { Json } from '@omniroute/primitives';
import type { ExprRef, Mapping, Next, OptionsRef, PlanRetry, RegionRef, SlotRef, TypeRef } from './plan.ts';

/** An `error` edge: taken by errors that match one of `on`; `null` takes the rest. */
export interface ErrorRoute {
  readonly on: readonly string[] | null;
  readonly next: Next;
}

/**
 * Where tokens that run together become one, before the visit of this node begins. `branches`: at most one arrival for each
 * of the listed branches of the fork; needed are those that can still arrive. `edges`: every edge into the node brings one
 * token (a general graph of `parallel` splits). After a gather that `closes`, the token stands outside the fork again.
 */
export type Gather =
  | {
      readonly by: 'branches';
      /** Node index of the split. */
      readonly fork: number;
      /** Branches that can arrive here, by their index at the split. */
      readonly branches: readonly number[];
      /** Nodes from which this one can be reached within a branch, ascending. */
      readonly reach: readonly number[];
      readonly closes: boolean;
    }
  | { readonly by: 'edges'; readonly fork: number; readonly count: number; readonly closes: boolean };

/** How a split starts several tokens. */
export interface Fork {
  /** Gathers of its branches, in the order of the graph; empty where they end on their own. */
  readonly joins: readonly number[];
  /** Inside a general graph: its tokens belong to the branch that the split itself stands in. */
  readonly flat: boolean;
}

/**
 * Parts of a value. `null`: all of it. Else the named fields, and of every member (the items of a list, the other fields of an
 * object) what `each` says; without it lists are empty and other fields are gone. What is no list and no object stays.
 */
export type Keep = null | {
  readonly fields?: Readonly<Record<string, Keep>>;
  readonly each?: Keep;
};

/** The undo of a node (LANGUAGE.md section 8). */
export interface Undo {
  /** Node index of the step that undoes. */
  readonly node: number;
  readonly on: 'attempted' | 'completed';
  /** What the undo reads of the past, and the entry therefore remembers. */
  readonly reads: { readonly nodes: readonly string[]; readonly item: boolean };
}

/** What every op carries: the document's node, its region, and what happens when it fails. */
export interface OpBase {
  readonly id: string;
  readonly region: RegionRef;
  readonly errors: readonly ErrorRoute[];
  /** `on_error.continue`: becomes the output when the node fails for good. */
  readonly continue: Mapping | null;
  /** Where an `on_error.continue` and a disabled node go: the port `out`. */
  readonly out: Next;
  /** Passes through: no effect, output null. */
  readonly disabled: boolean;
  readonly gather: Gather | null;
  /** Set for splits that can start several tokens. */
  readonly fork: Fork | null;
  readonly undo: Undo | null;
  /** Parts of the output that later steps read: only those are kept. */
  readonly keep: Keep;
}

/** One activity of a kind, addressed by kind, verb and version: `send_notification@1`, `human_task.open@1`. */
export interface ActivityCall {
  readonly activity: string;
  readonly input: Mapping;
  readonly options: OptionsRef;
  /** The declared connection's name. */
  readonly connection: string | null;
  /** Pointers into the input at which references to large values can stand; absent where there are none. */
  readonly refs?: readonly string[];
}

/** One activity with mapped input: 6 events in sequence. */
export interface ActOp extends OpBase {
  readonly op: 'act';
  readonly call: ActivityCall;
  readonly output: TypeRef | null;
  readonly next: Next;
}

/** Guarded arms in order, then else: no event. */
export interface DecideOp extends OpBase {
  readonly op: 'decide';
  readonly mode: 'first' | 'all';
  readonly arms: readonly { readonly id: string; readonly when: ExprRef; readonly next: Next }[];
  /** `null`: no such edge, and nothing matching raises `no_branch`. */
  readonly otherwise: { readonly next: Next } | null;
}

/** One thing a wait waits for. */
export type WaitFor =
  | { readonly on: 'duration'; readonly value: Mapping }
  | { readonly on: 'until'; readonly value: Mapping }
  | { readonly on: 'condition'; readonly when: ExprRef }
  | {
      readonly on: 'message';
      readonly name: string;
      readonly correlation: Mapping;
      readonly accept: 'any' | 'fresh';
      readonly type: TypeRef | null;
    }
  | { readonly on: 'callback'; readonly type: TypeRef | null };

/** First of several events, with an optional timeout: a timer costs 2 (+3), a message 1 (+3). */
export interface WaitOp extends OpBase {
  readonly op: 'wait';
  readonly events: readonly {
    readonly id: string;
    readonly for: WaitFor;
    readonly port: string;
    readonly next: Next;
  }[];
  /** `routed: false`: the port is not connected, so the timeout is raised as `timeout.wait`. */
  readonly timeout: { readonly after: Mapping; readonly routed: boolean; readonly next: Next } | null;
  /** Set where the correlation is not known from the input: the activity that registers it before the wait. */
  readonly subscribe: ActivityCall | null;
}

/** Human task: opened and closed by activities that write the inbox, answered by an Update. */
export interface TaskOp extends OpBase {
  readonly op: 'task';
  /** `{ title, description, form, assignees, outcomes, due? }`, evaluated once; the input of `open`. */
  readonly task: Mapping;
  readonly form: TypeRef | null;
  readonly outcomes: readonly { readonly id: string; readonly required: readonly string[]; readonly next: Next }[];
  readonly open: Omit<ActivityCall, 'input'>;
  readonly close: Omit<ActivityCall, 'input'>;
  readonly escalate: Omit<ActivityCall, 'input'>;
  /** Marks the task overdue; closes nothing. */
  readonly due: Mapping | null;
  readonly escalation: readonly { readonly after: Mapping; readonly to: Mapping }[];
  readonly timeout: { readonly after: Mapping; readonly routed: boolean; readonly next: Next } | null;
}

/** Assigns variables all at once, gives an output, or both: no event. */
export interface SetOp extends OpBase {
  readonly op: 'set';
  readonly assignments: readonly { readonly slot: SlotRef; readonly value: Mapping; readonly add: boolean }[];
  readonly value: Mapping | null;
  readonly output: TypeRef | null;
  readonly next: Next;
}

/** Ends its token; `terminate` ends the run and cancels the rest. */
export interface EndOp extends OpBase {
  readonly op: 'end';
  readonly status: Mapping | null;
  readonly output: Mapping | null;
  readonly terminate: boolean;
}

/** Raises a typed error. */
export interface RaiseOp extends OpBase {
  readonly op: 'raise';
  readonly code: string;
  readonly message: Mapping;
  readonly details: Mapping | null;
}

/** Starts a region for each branch: no event. */
export interface ForkOp extends OpBase {
  readonly op: 'fork';
  readonly branches: readonly { readonly id: string; readonly next: Next }[];
}

/** Continues when enough branches of its fork have arrived (its `gather` says which): no event, plus cancels. */
export interface JoinOp extends OpBase {
  readonly op: 'join';
  readonly mode: 'all' | 'any' | 'count';
  /** For mode `count`: a whole number of at least one, evaluated when the first branch arrives. */
  readonly count: Mapping | null;
  readonly cancel_rest: boolean;
  readonly on_branch_error: 'fail' | 'ignore';
  readonly next: Next;
}

/** What containers share: a body of their own, entered anew each turn, and what happens when it fails. */
export interface ContainerBase extends OpBase {
  readonly body: RegionRef;
  /** A failed container is tried again as a new visit. */
  readonly retry: readonly PlanRetry[];
  readonly total_ms: number | null;
  readonly next: Next;
}

/** What both loops share. Expressions marked *inside* are evaluated as the finished turn sees it. */
export interface LoopBase extends ContainerBase {
  readonly max_iterations: number | null;
  /** Inside, after each turn; also sees the loop's output so far under its own id. */
  readonly until: ExprRef | null;
  readonly on_item_error: 'fail' | 'skip' | 'report';
  /** Bounds of `skip` and `report`; past one of them the loop fails with the last item's error. */
  readonly tolerate: { readonly count: number | null; readonly percent: number | null } | null;
  /** Inside: what a turn adds to `items`; without it the output of the node that completed last. */
  readonly collect: Mapping | null;
}

/** Items in a sliding window of `concurrency`, results in index order: no event besides its body. */
export interface EachOp extends LoopBase {
  readonly op: 'each';
  readonly items: Mapping;
  readonly concurrency: number;
  /** An item is a list of up to so many. */
  readonly batch: number | null;
}

/** Turn after turn while `condition` holds, or `times` times: no event besides its body. */
export interface WhileOp extends LoopBase {
  readonly op: 'while';
  /** Looked at before each turn, as the loop's own place sees it. */
  readonly condition: ExprRef | null;
  readonly times: Mapping | null;
}

/** A region with a timeout, typed catch and its own list of what to undo: a timer if timed. */
export interface ScopeOp extends ContainerBase {
  readonly op: 'scope';
  /** `routed: false`: the port is not connected, so the timeout is raised as `timeout.scope`. */
  readonly timeout: { readonly after: Mapping; readonly routed: boolean; readonly next: Next } | null;
  readonly on_error: 'compensate' | 'keep';
  readonly on_success: 'keep' | 'final';
  /** Scopes of one run with an equal value take turns. */
  readonly mutex: Mapping | null;
  /** Inside, at its end; without it the output is `{}`. */
  readonly output: Mapping | null;
}

/**
 * A service run as a part of this run, in a frame of its own: nothing but its own nodes. What it costs is what its nodes
 * cost, and the activity that finds it where it is not a part of the plan.
 */
export interface CallOp extends OpBase {
  readonly op: 'call';
  /** Its slug; `null`: the service that this node belongs to. */
  readonly service: string | null;
  /** `null`: the one that is active when the call begins. */
  readonly version: number | null;
  /** Its region where it is a part of this plan; `null`: found by `find` when the call begins. */
  readonly body: RegionRef | null;
  readonly find: Omit<ActivityCall, 'input'>;
  /** Registers the messages that the service waits for from its start. */
  readonly register: Omit<ActivityCall, 'input'>;
  readonly input: Mapping;
  /** What the caller was promised: judged again when the service has completed. */
  readonly output: TypeRef | null;
  /** How often this node may stand inside itself; one deeper is `limit.depth`. */
  readonly max_depth: number | null;
  /** A failed call is tried again as a new visit. */
  readonly retry: readonly PlanRetry[];
  readonly total_ms: number | null;
  readonly next: Next;
}

/** The closed set of ops. Kinds lower to these; adding a kind never changes the set. */
export type PlanNode =
  | ActOp
  | DecideOp
  | ForkOp
  | JoinOp
  | EachOp
  | WhileOp
  | ScopeOp
  | CallOp
  | WaitOp
  | TaskOp
  | SetOp
  | EndOp
  | RaiseOp;

/** Names of the ops. */
export type OpName = PlanNode['op'];

/** Part of an op that a kind's lowering writes; the compiler adds what every op carries. */
export type LoweredOp = PlanNode extends infer Op ? (Op extends PlanNode ? Omit<Op, keyof OpBase> : never) : never;

/** A constant as a mapping. */
export function constant(value: Json): Mapping {
  return { value, holes: [] };
}
