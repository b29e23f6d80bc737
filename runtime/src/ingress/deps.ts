import type { Logger } from '@omniroute/telemetry';
import type { CallbackTokens, RunBlobs, SealedJson } from '../codec/index.ts';
import type { TemporalRuns } from '../projection/temporal-runs.ts';
import type { Storage } from '../storage/index.ts';

/** What work coming in needs; every part is given, none is reached for. */
export interface IngressDeps {
  readonly storage: Storage;
  readonly sealed: SealedJson;
  readonly blobs: RunBlobs;
  readonly runs: TemporalRuns;
  readonly callbacks: CallbackTokens;
  readonly log: Logger;
  readonly newId: () => string;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** Wakes the dispatcher after work was accepted. */
  readonly wake: () => void;
}
