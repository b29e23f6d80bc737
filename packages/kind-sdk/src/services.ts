import type { JsonSchema } from '@omniroute/dsl';
import type { Plan } from '@omniroute/plan';

/** What a step says of the service that it calls or starts. */
export interface CalledService {
  /** `null`: the service that the step belongs to. */
  readonly service: string | null;
  /** `null`: the one that is active when the step is reached. */
  readonly version: number | null;
  /** It becomes a run of its own, which is not waited for. */
  readonly starts: boolean;
  /** The step says how often it may stand in itself. */
  readonly bounded: boolean;
  /** Where its config names the service, holds the input, and would hold the bound. */
  readonly at: string;
  readonly input: string;
  readonly bound: string;
}

/** A service as those see it that call it. */
export interface ServiceContract {
  readonly service: string;
  /** `null`: as it is drawn, which stands for every version. */
  readonly version: number | null;
  /** The version that is taken where none is named. */
  readonly active: boolean;
  readonly inputs: JsonSchema;
  /** `null`: nothing describes its output. */
  readonly outputs: JsonSchema | null;
  /** Services that it calls as parts of its own runs. */
  readonly calls: readonly { readonly service: string; readonly version: number | null; readonly bounded: boolean }[];
  /** Steps of it take turns with others of its run. */
  readonly takesTurns: boolean;
  /** A call knows where it begins. */
  readonly callable: boolean;
  /** Its plan and that plan's hash, once it is published. */
  readonly published?: { readonly plan: Plan; readonly hash: string };
}

/** The services that a compiler is told of, and the names of all there are. */
export interface KnownServices {
  readonly contracts: readonly ServiceContract[];
  readonly names: readonly string[];
}
