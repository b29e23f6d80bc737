import type { JsonSchema } from '@omniroute/dsl';
import type { DiagnosticCode } from '@omniroute/errors';
import type {
  ActivityCall,
  ExprRef,
  LoweredOp,
  Mapping,
  Next,
  OptionsRef,
  PlanRetry,
  RegionRef,
  SlotRef,
  TypeRef,
} from '@omniroute/plan';
import type { ConfigOf, JoinSpec, KindDefinition } from './define-kind.ts';

/** A finding of a kind's own check; `pointer` is into its config. */
export interface KindFinding {
  readonly code: DiagnosticCode;
  readonly pointer: string;
  readonly facts?: Readonly<Record<string, unknown>>;
  readonly expected?: string;
  readonly got?: string;
}

/** What a lowering may ask the compiler for. Pointers are into the node's config. */
export interface LowerContext {
  readonly id: string;
  /** Where the port leads. */
  next(port: string): Next;
  /** Whether an edge leaves by this port. */
  connected(port: string): boolean;
  /** Where the branches of a split begin, in the order of their edges; one without an id is named by its first node. */
  branches(): readonly { readonly id: string; readonly next: Next }[];
  /** How the join takes its branches, as its definition says. */
  join(): JoinSpec;
  /** The region of a container's body. */
  body(): RegionRef;
  /** The node's own retry policy: of an effect it is part of `options`, a container tries itself again. */
  retry(): readonly PlanRetry[];
  /** What bounds all its attempts and pauses, `timeout.total` of the node, in milliseconds. */
  total(): number | null;
  /** The compiled expression of the string at `pointer`, which is exactly one `${ … }`. */
  expr(pointer: string): ExprRef;
  /** The value at `pointer` as a mapping; absent values give `null` as a constant. */
  mapping(pointer: string): Mapping;
  /** A mapping of several config values under new names. */
  record(fields: Readonly<Record<string, string | Mapping>>): Mapping;
  slot(variable: string): SlotRef;
  type(schema: JsonSchema): TypeRef;
  /** The schema of the node's own output, if its definition names one. */
  output(): TypeRef | null;
  /** The declared schema of a message's payload. */
  messageType(name: string): TypeRef | null;
  /** Whether the template at `pointer` can be computed from `input` alone (registered with the start). */
  fromInput(pointer: string): boolean;
  /** Registers a correlation that is known from the input. */
  subscribe(name: string, pointer: string): void;
  /** Options of the node's own effect (its retry policy and timeouts, the kind's queue). */
  options(): OptionsRef;
  /** Options of an act that serves the node: infrastructure retries for ever, idempotent by key. */
  servingOptions(): OptionsRef;
  /** Name of this kind's activity for a verb: `human_task.open@1`; without a verb its effect. */
  activity(verb?: string): string;
  /** Name of an activity that the platform itself provides. */
  platformActivity(name: 'subscribe'): string;
  /** The service that the node calls: its name, and its region where it is a part of the plan. */
  callee(): { readonly name: string | null; readonly body: RegionRef | null };
  /** The node's declared connection. */
  connection(): string | null;
  /** Its whole effect as an activity call with `mapping('')` as input, less the connection. */
  call(): ActivityCall;
}

/** What the schema cannot say about a kind, and how it becomes an engine op. */
export interface Lowering<Definition extends KindDefinition> {
  readonly type: Definition['type'];
  check?(config: ConfigOf<Definition>): readonly KindFinding[];
  lower(config: ConfigOf<Definition>, context: LowerContext): LoweredOp;
}
