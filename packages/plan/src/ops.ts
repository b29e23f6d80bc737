import type { Json } from '@omniroute/primitives';
import type { ExprRef, Mapping, Next, OptionsRef, RegionRef, SlotRef, TypeRef } from './plan.ts';

/** An `error` edge: taken by errors that match one of `on`; `null` takes the rest. */
export interface ErrorRoute {
  readonly on: readonly string[] | null;
  readonly next: Next;
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
}

/** One activity of a kind, addressed by kind, verb and version: `send_notification@1`, `human_task.open@1`. */
export interface ActivityCall {
  readonly activity: string;
  readonly input: Mapping;
  readonly options: OptionsRef;
  /** The declared connection's name. */
  readonly connection: string | null;
}

/** One activity with mapped input: 6 events in sequence. */
export interface ActOp extends OpBase {
  readonly op: 'act';
  readonly call: ActivityCall;
  readonly output: TypeRef | null;
  /** Parts of the output that enter history, as property paths; `null` keeps all. */
  readonly keep: readonly (readonly string[])[] | null;
  readonly next: Next;
  /** Node index of the undo. */
  readonly undo: number | null;
  readonly compensate_on: 'attempted' | 'completed';
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

/** The closed set of ops. Kinds lower to these; adding a kind never changes the set. */
export type PlanNode = ActOp | DecideOp | WaitOp | TaskOp | SetOp | EndOp | RaiseOp;

/** Names of the ops. */
export type OpName = PlanNode['op'];

/** Part of an op that a kind's lowering writes; the compiler adds what every op carries. */
export type LoweredOp = PlanNode extends infer Op ? (Op extends PlanNode ? Omit<Op, keyof OpBase> : never) : never;

/** A constant as a mapping. */
export function constant(value: Json): Mapping {
  return { value, holes: [] };
}
