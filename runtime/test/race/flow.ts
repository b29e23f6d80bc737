import type { Plan } from '@omniroute/plan';
import type { Json } from '@omniroute/primitives';

/** A flow that is raced. */
export interface RaceFlow {
  readonly id: string;
  readonly title: string;
  readonly plan: Plan;
  readonly input: Json;
  /** What every effect gives. */
  readonly answer: Json;
  /** Messages that the client sends once the run is started. */
  readonly messages: readonly { readonly name: string; readonly correlation: string; readonly payload: Json }[];
  /** Pairs of runs. */
  readonly pairs: number;
  /** Effects call a server on this machine. */
  readonly calls: boolean;
}

/** What the flow by hand is given: the input, and how its effects are called. */
export interface ByHandArgs {
  readonly input: Json;
  /** Without any of what a product needs: no keys, summaries, fairness, attributes or heartbeats. */
  readonly bare: boolean;
}
