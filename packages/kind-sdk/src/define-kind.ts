import type { JsonSchema, RetryPolicy, Timeout } from '@omniroute/dsl';
import type { Idempotency, Queue } from '@omniroute/plan';
import type { Static, TObject, TSchema } from 'typebox';
import type { CalledActivity } from './catalogue.ts';
import type { CalledService } from './services.ts';

/** What a node is to the graph passes: they ask this and never the kind's name. */
export type Role = 'step' | 'split' | 'join' | 'container' | 'end';

export const KIND_CATEGORIES = ['flow', 'data', 'people', 'messages', 'commerce', 'integration', 'ai'] as const;
export type KindCategory = (typeof KIND_CATEGORIES)[number];

/**
 * What an effect touches; answers "does it act on the world" and "what may it do". `money_back` gives back what was moved,
 * or calls off what would move it: nothing undoes it.
 */
export type Effect = 'network' | 'message' | 'money' | 'money_back' | 'stock' | 'notification' | 'task' | 'data';

/** One exit. `error` and `timeout` ports begin error paths; `optional` ports may stay unconnected without meaning. */
export interface PortSpec {
  readonly id: string;
  readonly label?: string;
  readonly role: 'out' | 'branch' | 'outcome' | 'event' | 'error' | 'timeout' | 'default';
}

/** A kind's output: a schema, the value that stands at a pointer of its config, or nothing. */
export type OutputSpec =
  | { readonly schema: JsonSchema }
  | { readonly of: string }
  /** Results that nothing describes: reading them is not checked (OR4012). */
  | { readonly unchecked: true }
  /** What the turns of a container collect: `{ items, errors, count }`. `of` points at the value in its config, null: what the last node of the body gave; `gaps`: an item may be null. */
  | { readonly collects: { readonly of: string | null; readonly gaps: boolean } }
  | null;

/** What an output may depend on besides the config. */
export interface OutputFacts {
  /** The declared schema of a message's payload. */
  message(name: string): JsonSchema | undefined;
  /** Whether the reader may stand behind a visit that left by `timeout`. */
  readonly timedOut: boolean;
}

/** What a split does with its ports: exactly one fires, all do, or one or more. */
export type Split = 'one' | 'all' | 'inclusive';

/** Conditions in a config that have come out so when a token leaves by a port; without one, each time the body begins. */
export interface HoldsSpec {
  readonly port: string | null;
  readonly conditions: readonly { readonly pointer: string; readonly truth: boolean }[];
}

/** How a join takes the branches of its fork. */
export interface JoinSpec {
  readonly mode: 'all' | 'any' | 'count';
  readonly cancelRest: boolean;
  readonly onBranchError: 'fail' | 'ignore';
  /** Where its config holds the number it waits for, if it waits for one; `literal` is null where it is worked out in the run. */
  readonly count?: { readonly pointer: string; readonly literal: number | null } | null;
}

/** What the inside of a container is to those who read there. */
export interface BodySpec {
  /** The body can be entered more than once in a visit. */
  readonly repeats: boolean;
  /** Turns can run at the same time: variables are contribute-only. */
  readonly concurrent: boolean;
  /** A list in its config whose items are `item`, one by one or in lists of several. */
  readonly item: { readonly of: string; readonly batched: boolean } | null;
  /** `index` can be read. */
  readonly index: boolean;
  /** Pointers into its config of values that are evaluated inside, at the end of a turn. */
  readonly inside: readonly string[];
  /** Those of them that also see the container's own output so far. */
  readonly soFar: readonly string[];
  /** Turns of one visit at most, where that is written out; otherwise `null`. */
  readonly atMost: number | null;
  /** Turns at the same time at most. */
  readonly atOnce: number;
  /** When it fails, what was done inside is undone. */
  readonly undoes: boolean;
  /** What every way through the body has done is done once the container has completed (a scope; a loop may turn no time). */
  readonly certain: boolean;
}

/** The definition of a node kind: one place where its fields are written down; everything else is derived. */
export interface KindDefinition<Type extends string = string, Config extends TSchema = TSchema> {
  readonly type: Type;
  /** Version of the activity's input and output; a breaking change is a new version beside the old. */
  readonly version: number;
  readonly title: string;
  readonly category: KindCategory;
  /** A lucide icon name. */
  readonly icon: string;
  readonly role: Role;
  readonly config: Config;
  /** What a new node from the palette begins with. */
  readonly defaults: Readonly<Record<string, unknown>>;
  /** One or two sentences for people. */
  readonly help: string;
  /** Exits for a config; the config may be incomplete while it is being edited. */
  ports(config: Readonly<Record<string, unknown>>): readonly PortSpec[];
  /** Without `facts`: what is promised whatever the service declares. */
  output(config: Readonly<Record<string, unknown>>, facts?: OutputFacts): OutputSpec;
  /** Only for role `split`. */
  split?(config: Readonly<Record<string, unknown>>): Split;
  /** What is known of its conditions where it has been left: it tells about the values that they read. */
  holds?(config: Readonly<Record<string, unknown>>): readonly HoldsSpec[];
  /** Only for role `join`. */
  join?(config: Readonly<Record<string, unknown>>): JoinSpec;
  /** Only for role `container`. */
  body?(config: Readonly<Record<string, unknown>>): BodySpec;
  /** Whether the ports fired are exhaustive without `default` (for splits). */
  exhaustive?(config: Readonly<Record<string, unknown>>): boolean;
  /** Variables that a visit sets, with the place of the value in its config, and where it would stand as a contribution. */
  assigns?(config: Readonly<Record<string, unknown>>): readonly {
    readonly variable: string;
    readonly pointer: string;
    readonly contribution: string;
    readonly add: boolean;
  }[];
  /** The message that a visit sends, with the place of its payload in its config; a payload left out is null. */
  sends?(config: Readonly<Record<string, unknown>>): { readonly message: string; readonly pointer: string } | null;
  /** The activity of the tenant's catalogue that a visit calls. */
  calls?(config: Readonly<Record<string, unknown>>): CalledActivity | null;
  /** The service that a visit calls, or starts. */
  callsService?(config: Readonly<Record<string, unknown>>): CalledService | null;
  /** Visits take turns with others of the run. */
  takesTurns?(config: Readonly<Record<string, unknown>>): boolean;
  /** Only for role `end`: what a visit ends. Without it, its path. */
  ends?(config: Readonly<Record<string, unknown>>): 'path' | 'run' | 'error';
  /** Whether a visit can be answered at an address of its own, `callback.<id>.url`. */
  callback?(config: Readonly<Record<string, unknown>>): boolean;
  /** Where its config holds an output of the whole run, if it gives one. */
  gives?(config: Readonly<Record<string, unknown>>): string | null;
  /** What it does to the world; empty for control kinds. A wait or a task counts as a pause, see `pauses`. */
  effects(config: Readonly<Record<string, unknown>>): readonly Effect[];
  /** Exits by which a visit is left only when a time has passed, with the place in its config where that is written. */
  after?(config: Readonly<Record<string, unknown>>): readonly { readonly port: string; readonly pointer: string }[];
  /** Whether a visit waits for the outside (a wait, a task): such a cycle needs no counter. */
  readonly pauses: boolean;
  /** For kinds with an activity. */
  readonly activity?: {
    readonly queue: Queue;
    /** `false`: part of the language, to be checked and simulated; no server runs it yet, so publishing is refused (OR6003). */
    readonly built?: false;
    idempotency(config: Readonly<Record<string, unknown>>): Idempotency;
    /** Type of the connection it needs, if any. */
    readonly connection?: string;
    /** A connection of any type may be named. */
    readonly connectionTypes?: 'any';
    readonly recommended: { readonly retry_policy?: RetryPolicy; readonly timeout?: Timeout };
    /** Verbs beside `run`: activities that serve the node (`open` of a task). */
    readonly verbs?: readonly string[];
  };
  /** Width and height on the canvas in pixels, fixed per kind. */
  readonly size: { readonly width: number; readonly height: number };
}

/**
 * Declares a node kind.
 *
 * @example
 * export const transform = defineKind({ type: 'transform', version: 1, title: 'Transform', … });
 */
export function defineKind<
  const Type extends string,
  Config extends TObject,
  const Definition extends KindDefinition<Type, Config>,
>(definition: Definition & KindDefinition<Type, Config>): Definition & KindDefinition<Type, Config> {
  return definition;
}

/** How a join takes its branches. Only a kind of role `join` is asked. */
export function joinOf(kind: KindDefinition, config: Readonly<Record<string, unknown>>): JoinSpec {
  if (kind.join === undefined) throw new Error(`${kind.type} is no join`);
  return kind.join(config);
}

/** The TypeScript type of a kind's config. */
export type ConfigOf<Definition> = Definition extends KindDefinition<string, infer Config> ? Static<Config> : never;
