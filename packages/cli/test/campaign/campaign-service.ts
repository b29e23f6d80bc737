import type { Scenario } from '@omniroute/plan';
import type { Json } from '@omniroute/primitives';
import type { SandboxGuest } from './sandbox-guest.ts';
import type { SeenVisit } from './seen-visit.ts';

/** One run of a campaign, and the scenario in which the simulator says how it must end. */
export interface CampaignCase {
  readonly trigger?: string;
  readonly input: Json;
  /** What happens to the run as the simulator plays it. What is timed in it happens as soon as it can on the stack. */
  readonly scenario: Scenario;
  /** Sets the outside world up before the start. */
  prepare?(sandbox: SandboxGuest): Promise<void>;
}

/** A service under fire. */
export interface CampaignService {
  /** Its template's folder and id. */
  readonly id: string;
  /** Engine time passes this many times faster. */
  readonly scale: number;
  /**
   * Scripts of faults for the sandbox (`POST /v1/faults`), such as every effect's retry policy outlasts. They come by chance:
   * faults that hit each key at first would hit each try of an open circuit breaker too, and hold everybody else back.
   */
  readonly faults: readonly Json[];
  /** Steps whose answers the outside world chooses: what they gave in the run is what the simulator is told. */
  readonly replies: readonly string[];
  /** Adds to a scenario what else of the outside world came to a run, beside the replies. */
  told?(scenario: Scenario, visits: readonly SeenVisit[]): Scenario;
  /** The case with a number. `unique` makes ids of this campaign its own. */
  caseOf(index: number, unique: string): CampaignCase;
}
